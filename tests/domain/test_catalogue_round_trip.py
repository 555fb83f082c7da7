"""Exported and imported again, a catalogue is the same, and nothing in the file is calculated by a spreadsheet."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import fieldapp
from fieldapp import spreadsheets
from fieldapp.domain.catalogue_table import FIGURES, HEADER, as_row, read_items
from tests.jobs import an_item

FILE = Path(fieldapp.__file__).parent / "data/catalogue.csv"


def as_csv(rows) -> bytes:
    return spreadsheets.as_csv([HEADER, *rows])


def as_workbook(rows) -> bytes:
    return spreadsheets.as_workbook(HEADER, rows, figures=FIGURES)


@pytest.mark.parametrize("written", [as_csv, as_workbook])
def test_the_151_rows_come_back_as_they_were(written):
    items = read_items(spreadsheets.read(FILE))
    again = read_items(spreadsheets.read_bytes(written([as_row(item) for item in items])))
    assert len(again) == 151
    assert [as_row(item) for item in again] == [as_row(item) for item in items]
    assert [(item.search, item.position, item.price_max_fen) for item in again] == [
        (item.search, item.position, item.price_max_fen) for item in items
    ]


@pytest.mark.parametrize("words", ["=1+1", "+86 138", "-20%", "@SUM(A1)", "\t=1", "＝1＋1", "'=1", "''-x"])
def test_what_a_spreadsheet_would_calculate_is_written_as_text(words):
    cell = as_csv([[words]]).decode("utf-8-sig").splitlines()[1].strip('"')
    assert cell.startswith("'")
    book = load_workbook(io.BytesIO(spreadsheets.as_workbook(["a"], [[words]], figures=frozenset())))
    assert book.worksheets[0]["A2"].data_type == "s"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_whatever_was_written_into_a_csv_file_is_read_again(words):
    assert spreadsheets.read_bytes(spreadsheets.as_csv([["head", "b"], [words, "x"]]))[1] == (2, [words, "x"])


def test_prices_are_numbers_in_a_workbook():
    sheet = load_workbook(io.BytesIO(as_workbook([as_row(an_item(price_fen=1550))]))).worksheets[0]
    told = dict(zip(HEADER, (cell.value for cell in sheet[2]), strict=True))
    assert told["price_yuan"] == 15.5 and told["minutes"] == 20 and told["price_max_yuan"] is None
