"""How long a sealed service order takes, part by part, beside an empty sheet of the same typesetter: one run."""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import typst
from flask import current_app

from fieldapp.clock import now
from fieldapp.documents.certificate import read_certificate
from fieldapp.documents.letters import SANS
from fieldapp.documents.sealing import seal
from fieldapp.documents.typesetting import STANDARD, typeset
from fieldapp.domain.people import Language
from fieldapp.web.language import speaking
from fieldapp.web.paper_files import paper_files
from fieldapp.web.paper_words import SealedBy, paper_words
from fieldapp.worker.papers import made
from tests.benchmarks.say import say
from tests.papers import a_signed_order, an_app

ROUNDS = 40
EMPTY = '#set page(paper: "a4")\n#set document(title: "Empty")\n'


def main() -> None:
    with TemporaryDirectory() as folder, an_app(Path(folder)):
        order = a_signed_order()
        made(order, Language.CHINESE)  # the first one loads typefaces and libraries, and makes the demo's certificate
        certificate = read_certificate(Path(current_app.config["SEAL"]))
        with speaking(Language.CHINESE):
            words = paper_words(order, SealedBy(certificate.name, certificate.fingerprint, True), demo=True)
        files = paper_files(order)
        sheet, press = typeset(words, files, at=now()), a_press()
        took = measured(
            {
                "an empty sheet": lambda: press.compile(EMPTY.encode(), pdf_standards=[STANDARD]),
                "set in type": lambda: typeset(words, files, at=now()),
                "sealed": lambda: seal(sheet, certificate, None, reason="", place=""),
                "all of it, zh": lambda: made(order, Language.CHINESE),
                "all of it, en": lambda: made(order, Language.ENGLISH),
            }
        )
    say(f"\nA service order as a sealed PDF: medians of {ROUNDS} rounds in turns, one thread.\n")
    for name, seconds in took.items():
        say(f"  {name:<16} {1000 * seconds:7.1f} ms   {seconds / took['an empty sheet']:6.1f} × an empty sheet")


def a_press() -> typst.Compiler:
    """The typesetter with the same typefaces, and none of our form."""
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(SANS.parent)])
    return typst.Compiler(font_paths=faces)


def measured(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median of each, in seconds; taken in turns, so that a busy neighbour is fair to all."""
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            began = perf_counter()
            work()
            took[name].append(perf_counter() - began)
    return {name: median(each) for name, each in took.items()}


if __name__ == "__main__":
    main()
