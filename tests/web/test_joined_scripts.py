"""Joined scripts: few files for a page, and each module once, by whichever address it is asked for."""

import pytest

from fieldapp.web import joined_scripts
from fieldapp.web.joined_scripts import GoesInCircles, between, joined


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.setattr(joined_scripts, "JOINED", ("js/kept/page.js", "js/shop.js"))

    def write(**scripts: str):
        for name, text in scripts.items():
            path = tmp_path / "js" / f"{name.replace('__', '/')}.js"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return joined(tmp_path)

    return write


def test_a_module_is_in_the_joined_file_before_whoever_needs_it(written):
    page = written(kept__page='import { put } from "./store.js"\nput(1)\n', kept__store="export function put(it) {}\n")
    assert page["js/kept/page.js"] == (
        "export const $kept_store = (() => {\nfunction put(it) {}\nreturn { put }\n})()\n"
        "export const $kept_page = (() => {\nconst { put } = $kept_store\nput(1)\nreturn {  }\n})()\n"
    )


def test_at_its_own_address_stands_a_door_to_it(written):
    found = written(
        kept__page='import "./bell.js"\nimport { put } from "./store.js"\n',
        kept__store="export const put = 1\n",
        kept__bell="",
    )
    assert found["js/kept/store.js"] == 'import { $kept_store } from "./page.js"\nexport const { put } = $kept_store\n'
    assert found["js/kept/bell.js"] == 'import "./page.js"\n'


def test_what_stands_alone_is_joined_and_has_no_door(written, monkeypatch):
    monkeypatch.setattr(joined_scripts, "ALONE", ("js/kept/bell.js",))
    found = written(kept__page='import "./bell.js"\n', kept__bell="ring()\n")
    assert "ring()" in found["js/kept/page.js"] and "js/kept/bell.js" not in found


def test_a_module_that_two_of_them_need_lives_in_the_first(written):
    found = written(
        kept__page='import { put } from "./store.js"\n',
        kept__store="const put = 1\nexport { put }\n",
        shop='import { put as store } from "./kept/store.js"\nstore(2)\n',
    )
    assert found["js/shop.js"].startswith('import { $kept_store } from "./kept/page.js"\n')
    assert "const { put: store } = $kept_store" in found["js/shop.js"] and "put = 1" not in found["js/shop.js"]


def test_a_joined_file_still_gives_what_it_gave_by_itself(written):
    found = written(shop="export async function buy() {}\n")
    assert found["js/shop.js"].endswith("\nexport const { buy } = $shop\n")


def test_modules_that_need_one_another_are_refused(written):
    with pytest.raises(GoesInCircles, match=r"shop.js → js/a.js → js/b.js → js/a.js"):
        written(shop='import "./a.js"\n', a='import "./b.js"\n', b='import "./a.js"\n')


def test_a_script_is_addressed_from_where_another_stands():
    assert between("js/visit/fill.js", "js/visit.js") == "../visit.js"
    assert between("js/visit.js", "js/outbox/page.js") == "./outbox/page.js"
