"""Files made to fill the memory or to take for ever: each is refused, or read, in bounded time and memory."""

import io
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from fieldapp import spreadsheets
from fieldapp.documents.seal_check import Verdict, check_seal
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.table import TableRefused
from fieldapp.pictures import write_anew
from tests.attacks.counting import Attempts, Kind
from tests.photographs import a_jpeg

SECONDS, MEGABYTES = 8, 350  # of one file, on a machine that is busy with other tests
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
    'sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
RELATION = '<Relationship Id="{0}" Type="' + RELATIONS + '/{1}" Target="{2}"/>'
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = (
    f'<workbook xmlns="{SHEETS}" xmlns:r="{RELATIONS}">'
    '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)
SHEET = f'{{}}<worksheet xmlns="{SHEETS}"><sheetData>{{}}</sheetData></worksheet>'
CELL = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


@contextmanager
def bounded(attempts: Attempts, what: str) -> Iterator[None]:
    """Whatever stands inside takes neither long nor much."""
    begun, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    took, grew = time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    said = f"{what}: {took:.1f} s of computing, {grew / 1024:.0f} MB"
    attempts.made(Kind.BOMBS, said, refused=took < SECONDS and grew / 1024 < MEGABYTES)


def workbook(sheet: str, *, shared: str = "", more: dict[str, str] | None = None) -> bytes:
    file = io.BytesIO()
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS.format(RELATION.format("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELS.format(
            RELATION.format("r1", "worksheet", "worksheets/sheet1.xml")
            + RELATION.format("r2", "sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": shared or f'<sst xmlns="{SHEETS}"/>',
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (parts | (more or {})).items():
            made.writestr(name, content)
    return file.getvalue()


def test_the_workbook_of_these_tests_is_one():
    assert spreadsheets.read_bytes(workbook(SHEET.format("", CELL.format("hello")))) == [(1, ["hello"])]


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "a billion laughs": lambda: workbook(SHEET.format(LAUGHS, CELL.format("&j;"))),
    "a quadratic blow-up": lambda: workbook(
        SHEET.format(f'<!DOCTYPE a [<!ENTITY a "{"a" * 50_000}">]>', CELL.format("&a;" * 50_000))
    ),
    "a file of ours as an entity": lambda: workbook(
        SHEET.format('<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>', CELL.format("&a;"))
    ),
    "an address of ours as an entity": lambda: workbook(
        SHEET.format('<!DOCTYPE a [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>', CELL.format("x"))
    ),
    "a sheet that says it is endless": lambda: workbook(
        SHEET.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>').format("", CELL.format("x"))
    ),
    "a cell in the last column of the last row": lambda: workbook(
        SHEET.format("", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    ),
    "columns without end": lambda: workbook(SHEET.format("", "<row>" + "<c><v>1</v></c>" * 150_000 + "</row>")),
    "words without end": lambda: workbook(
        SHEET.format("", CELL.format("x")), shared=f'<sst xmlns="{SHEETS}">' + "<si><t/></si>" * 4_000_000 + "</sst>"
    ),
    "one word without end": lambda: workbook(SHEET.format("", CELL.format("x" * 20_000_000))),
    "brackets within brackets": lambda: workbook(SHEET.format("", "<row>" * 100_000)),
    "many parts": lambda: workbook(
        SHEET.format("", CELL.format("x")), more={f"xl/media/{nth}.png": "" for nth in range(20_000)}
    ),
    "a part that climbs out": lambda: workbook(SHEET.format("", CELL.format("x")), more={"../../etc/cron.d/x": "x"}),
    "a zip in a zip": lambda: workbook(SHEET.format("", CELL.format("x")), more={"x.zip": "PK\x03\x04" * 1000}),
}


@pytest.mark.parametrize("what", WORKBOOKS)
def test_a_workbook_is_read_or_refused_in_bounded_time_and_memory(what, attempts):
    content, rows = WORKBOOKS[what](), []
    with bounded(attempts, what):
        try:
            rows = spreadsheets.read_bytes(content)
        except TableRefused:
            rows = []
    assert "root:" not in str(rows) and not Path("/etc/cron.d/x").exists()


def png(width: int, height: int, *chunks: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    all_of_it = (b"IHDR" + head, *chunks, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in all_of_it
    )


def scans_without_end() -> bytes:
    """A progressive JPEG of 36 million points, each of whose thousands of passes says nothing and goes through all."""
    frame = b"\xff\xc2\x00\x0b\x08" + struct.pack(">HH", 6000, 6000) + b"\x01\x01\x11\x00"
    table = b"\xff\xdb\x00\x43\x00" + b"\x01" * 64
    codes = b"".join(
        b"\xff\xc4" + struct.pack(">H", 19 + len(values)) + bytes((kind, len(values), *[0] * 15)) + values
        for kind, values in ((0x00, b"\x00"), (0x10, b"\xe0"))
    )
    first = b"\xff\xda\x00\x08\x01\x01\x00\x00\x00\x01" + b"\x00" * (750 * 750 // 8 + 1)
    rest = b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x00" + b"\x00" * 70
    return b"\xff\xd8" + table + frame + codes + first + rest * 3000 + b"\xff\xd9"


PICTURES: dict[str, Callable[[], bytes]] = {
    "points without end": lambda: png(60_000, 60_000, b"IDAT" + zlib.compress(b"")),
    "just too many points": lambda: png(8_000, 5_001, b"IDAT" + zlib.compress(b"")),
    "a line that is too long": lambda: png(2**31 - 1, 1, b"IDAT" + zlib.compress(b"")),
    "no points": lambda: png(0, 0, b"IDAT" + zlib.compress(b"")),
    "words that unpack without end": lambda: png(
        8, 8, b"zTXt" + b"a\0\0" + zlib.compress(b"0" * 60_000_000, 9), b"IDAT" + zlib.compress(b"\0" * 200)
    ),
    "a profile that unpacks without end": lambda: png(
        8, 8, b"iCCP" + b"a\0\0" + zlib.compress(b"0" * 60_000_000, 9), b"IDAT" + zlib.compress(b"\0" * 200)
    ),
    "points that unpack without end": lambda: png(8, 8, b"IDAT" + zlib.compress(b"0" * 60_000_000, 9)),
    "passes without end": scans_without_end,
    "a photo followed by a page": lambda: a_jpeg() + b"<script>alert(1)</script>",
    "a page that begins like a photo": lambda: b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>",
    "a drawing with a script": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a PostScript program": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) (w) file\n",
    "a description of a film": lambda: b"GIF89a" + b"\x00" * 100,
}


@pytest.mark.parametrize("what", PICTURES)
def test_a_picture_is_written_anew_or_refused_in_bounded_time_and_memory(what, attempts, tmp_path):
    sent, kept = tmp_path / "sent", tmp_path / "kept"
    sent.write_bytes(PICTURES[what]())
    with bounded(attempts, what), suppress(RuleBroken):
        write_anew(sent, kept)
    assert b"script" not in (kept.read_bytes() if kept.exists() else b"")


def test_a_paper_that_unpacks_without_end_takes_neither_our_time_nor_our_memory(attempts):
    stream = zlib.compress(b"0" * 60_000_000, 9)
    begun = b"%PDF-1.7\n1 0 obj<</Type/ObjStm/N 9/First 9/Filter/FlateDecode/Length " + str(len(stream)).encode()
    with bounded(attempts, "a paper with things in things that unpack without end"):
        seal = check_seal(begun + b">>stream\n" + stream + b"\nendstream endobj\nstartxref\n9\n%%EOF")
    assert seal.verdict is not Verdict.SEALED
