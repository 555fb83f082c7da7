"""A Chinese surname in letters."""

import pytest

from fieldapp.domain.surname import romanised


@pytest.mark.parametrize(
    ("surname", "letters"),
    [
        ("王", "Wang"),
        ("曾", "Zeng"),
        ("单", "Shan"),
        ("仇", "Qiu"),
        ("欧阳", "Ouyang"),
        ("尉迟", "Yuchi"),
        ("吕", "Lyu"),
    ],
)
def test_it_is_written_as_its_bearer_writes_it(surname, letters):
    assert romanised(surname) == letters


def test_a_name_in_letters_stays_as_it_is():
    assert romanised("O'Neill") == "O'Neill"
