"""Tables are read from csv and Excel files, however they were saved; anything else is refused in one line."""

import csv
import io
import warnings
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from fieldapp import spreadsheets
from fieldapp.commands.refused_rows import sentence
from fieldapp.domain.table import MOST_ROWS, TableRefused

TEXT = "site,door\n阳光花园,503\n"
ROWS = [(1, ["site", "door"]), (2, ["阳光花园", "503"])]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        b'"site","door"\r"\xe9\x98\xb3\xe5\x85\x89\xe8\x8a\xb1\xe5\x9b\xad","503"\r',
    ],
)
def test_a_csv_file_is_read_as_it_was_saved(tmp_path, content):
    assert spreadsheets.read(file_of(tmp_path, content)) == ROWS


@pytest.mark.parametrize("between", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_no_formula_begins_behind_what_another_country_takes_for_a_separator(between):
    words = f'王秀英{between}=1+1{between}@SUM(A1){between}\'-2{between}"=3"\n=4'
    written = spreadsheets.as_csv([["owner", "words"], ["503", words]])

    cells = [cell for row in csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=between) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    assert spreadsheets.read_bytes(written) == [(1, ["owner", "words"]), (2, ["503", words])]


def test_rows_keep_the_numbers_that_the_spreadsheet_shows(tmp_path):
    content = b'site,note\n\nYG,"two\nlines"\n,\nYH,one\n'
    assert [number for number, _cells in spreadsheets.read(file_of(tmp_path, content))] == [1, 3, 5]


def test_a_workbook_is_read_as_text(tmp_path):
    cells = ["503", 503, 34.5, 0.1 + 0.2, 13812345678.0, True, None, date(2019, 5, 1), datetime(2019, 5, 1, 8, 30)]
    told = ["503", "503", "34.5", "0.3", "13812345678", "yes", "", "2019-05-01", "2019-05-01 08:30:00"]
    assert spreadsheets.read(workbook(tmp_path, [["head"] * len(cells), [], cells])) == [(1, ["head"] * 9), (3, told)]


def test_a_formula_stays_a_formula(tmp_path):
    assert spreadsheets.read(workbook(tmp_path, [["a"], ["=1+1"]]))[1] == (2, ["=1+1"])


def test_no_more_is_read_than_is_needed_to_refuse_it(tmp_path):
    content = b"site\n" + b"YG\n" * 100_000
    assert len(spreadsheets.read(file_of(tmp_path, content))) == MOST_ROWS + 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"site,door\nYG,5\x0003\n", "NUL"),
        ("site,door\nYG,5".encode("utf-16-le"), "NUL"),
        (b"site,door\nYG,\xff\xfe\xfd\n", "UTF-8"),
        (b'site,door\n"YG,503\n', "well-formed"),
        (b"\xd0\xcf\x11\xe0 old", ".xls"),
        (b"PK\x03\x04 and then nothing", "workbook"),
        (b"x" * 20_000_001, "larger"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, words):
    assert words in refusal_of(file_of(tmp_path, content))


def test_a_zip_file_without_a_sheet_is_refused(tmp_path):
    assert "workbook" in refusal_of(file_of(tmp_path, zipped({"readme.txt": b"hello"})))


def test_a_workbook_with_broken_parts_is_refused(tmp_path):
    whole = workbook(tmp_path, [["a"], ["b"]]).read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        broken = {name: parts.read(name)[:-40] if "sheet1" in name else parts.read(name) for name in parts.namelist()}
    assert "workbook" in refusal_of(file_of(tmp_path, zipped(broken)))


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path):
    assert "larger" in refusal_of(file_of(tmp_path, zipped({"xl/worksheets/sheet1.xml": b"0" * 200_000_001})))


def test_a_file_of_more_parts_than_any_workbook_has_is_refused(tmp_path):
    parts = {f"xl/media/{nth}.png": b"" for nth in range(spreadsheets.MOST_PARTS + 1)}
    assert "larger" in refusal_of(file_of(tmp_path, zipped(parts)))


def refusal_of(path: Path) -> str:
    with pytest.raises(TableRefused) as refused:
        spreadsheets.read(path)
    (only,) = refused.value.refusals
    return sentence(only)


def file_of(folder: Path, content: bytes) -> Path:
    path = folder / "table"
    path.write_bytes(content)
    return path


def workbook(folder: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / "table.xlsx"
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        book.save(path)
    return path


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()
