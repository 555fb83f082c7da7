"""Scripts joined: a page asks for two or three files instead of one for each behaviour.

A joined file brings with it all that it imports, each module in a scope of its own and under a name made of its path.
Whoever imports one of them by its own address finds a door there, which leads into the joined file: however a script
comes to a module, it is the same one, run once. Nothing is renamed; what is served reads as it was written.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

# In this order: a module that two of them need lives in the first.
JOINED = (
    *("js/outbox/page.js", "js/outbox/picture.js", "js/phone.js", "js/visit.js"),
    *("js/push/start.js", "js/push/page.js", "js/push/wake-me.js"),  # the office is woken, too, and has no outbox
)

# A field that is drawn, and the form around it, stand at their own addresses as well, as they were written: the office
# and an owner's own phone have them, and no outbox. So does what makes a phone forget its day: it is needed where
# nobody is signed in.
ALONE = ("js/signature-pad.js", "js/signature-form.js", "js/day-over.js")

IMPORT = re.compile(r'^import (?:\{ (?P<names>[^}]+) \} from )?"(?P<path>[^"]+)"$')
EXPORT = re.compile(r"^export (?P<rest>(?:async )?(?:function|const|class) (?P<name>\w+).*)$")
EXPORTED = re.compile(r"^export \{ (?P<names>[^}]+) \}$")


class GoesInCircles(Exception):
    """Two modules import one another: neither can be run first."""


@dataclass
class Module:
    """One script as it was written."""

    path: str
    home: str
    body: list[str] = field(default_factory=list)
    exports: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called in the joined file, $outbox_store: nothing of ours begins so."""
        return "$" + re.sub(r"\W", "_", self.path.removeprefix("js/").removesuffix(".js"))

    def written(self) -> str:
        """With a scope of its own."""
        body = "\n".join(self.body)
        return f"export const {self.name} = (() => {{\n{body}\nreturn {{ {', '.join(self.exports)} }}\n}})()\n"

    def door(self) -> str:
        """What stands at its own address."""
        home = between(self.path, self.home)
        return f'import {{ {self.name} }} from "{home}"\n{self.opened()}' if self.exports else f'import "{home}"\n'

    def opened(self) -> str:
        """What whoever imports it by its own address takes from it."""
        return f"export const {{ {', '.join(self.exports)} }} = {self.name}\n" if self.exports else ""


def joined(folder: Path) -> dict[str, str]:
    """The text of each joined file and of each door, by its path in the folder."""
    modules: dict[str, Module] = {}
    for home in JOINED:
        if (folder / home).is_file():
            _read(folder, home, home, modules, ())
    doors = {path: module.door() for path, module in modules.items() if path not in (*JOINED, *ALONE)}
    return doors | {home: _one_file(home, modules) for home in JOINED if home in modules}


def between(here: str, there: str) -> str:
    """The address of one script as another imports it."""
    way = os.path.relpath(there, os.path.dirname(here))
    return way if way.startswith(".") else f"./{way}"


def _read(folder: Path, path: str, home: str, modules: dict[str, Module], on_the_way: tuple[str, ...]) -> Module:
    """This one, after all that it imports."""
    if path in on_the_way:
        raise GoesInCircles(" → ".join((*on_the_way, path)))
    if path in modules:
        return modules[path]
    module = Module(path, home)
    for line in (folder / path).read_text("utf-8").splitlines():
        if asked := IMPORT.match(line):
            wanted = os.path.normpath(os.path.join(os.path.dirname(path), asked["path"]))
            other = _read(folder, wanted, home, modules, (*on_the_way, path))
            module.body += _taken(asked["names"], other)
        else:
            module.body += _kept(line, module)
    modules[path] = module
    return module


def _taken(names: str | None, other: Module) -> list[str]:
    return [f"const {{ {names.replace(' as ', ': ')} }} = {other.name}"] if names else []


def _kept(line: str, module: Module) -> list[str]:
    if exported := EXPORT.match(line):
        module.exports.append(exported["name"])
        return [exported["rest"]]
    if listed := EXPORTED.match(line):
        module.exports += listed["names"].split(", ")
        return []
    return [line]


def _one_file(home: str, modules: dict[str, Module]) -> str:
    mine = [module for module in modules.values() if module.home == home]
    known = {module.name: module for module in modules.values()}
    imported: dict[str, set[str]] = {}
    for line in (line for module in mine for line in module.body):
        taken = re.match(r"^const \{ .+ \} = (\$\w+)$", line)
        if taken and (other := known.get(taken[1])) and other.home != home:
            imported.setdefault(other.home, set()).add(other.name)
    heads = [
        f'import {{ {", ".join(sorted(names))} }} from "{between(home, path)}"\n' for path, names in imported.items()
    ]
    return "".join([*heads, *(module.written() for module in mine), modules[home].opened()])
