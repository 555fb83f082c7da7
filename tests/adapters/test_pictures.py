import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from fieldapp.domain.base import RuleBroken
from fieldapp.pictures import MOST_PASSES, OF_A_VISIT, passes, write_anew
from tests.photographs import a_jpeg, a_png


def test_a_picture_is_made_small_enough(tmp_path: Path):
    picture = written(tmp_path, a_jpeg(4000, 3000))

    assert (picture.width, picture.height) == (OF_A_VISIT.edge, 1200)
    assert picture.size == (tmp_path / "kept").stat().st_size


def test_a_small_picture_stays_as_large_as_it_is(tmp_path: Path):
    picture = written(tmp_path, a_jpeg(320, 240))

    assert (picture.width, picture.height) == (320, 240)


def test_a_picture_taken_upright_is_kept_upright(tmp_path: Path):
    on_its_side = 6

    picture = written(tmp_path, a_jpeg(400, 300, orientation=on_its_side))

    assert (picture.width, picture.height) == (300, 400)


def test_nothing_but_the_colours_is_kept(tmp_path: Path):
    written(tmp_path, a_jpeg(400, 300, orientation=1, camera="SECRETPHONE", comment=b"SECRETNOTE"))

    kept = (tmp_path / "kept").read_bytes()
    assert b"SECRET" not in kept and b"Exif" not in kept
    with Image.open(BytesIO(kept)) as image:
        assert image.format == "JPEG" and not image.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_a_png_of_any_kind_becomes_a_jpeg(tmp_path: Path, mode: str):
    assert written(tmp_path, a_png(64, 48, mode=mode)).width == 64


def test_what_is_transparent_lies_on_white_paper(tmp_path: Path):
    written(tmp_path, a_png(16, 16, mode="RGBA"))

    with Image.open(tmp_path / "kept") as image:
        assert min(image.getpixel((8, 8))) > 250


def test_a_text_that_calls_itself_a_picture_is_none(tmp_path: Path):
    assert refusal(tmp_path, b"I am a picture, honestly.") == "photo.not_a_picture"


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_other_kinds_of_picture_are_refused(tmp_path: Path, kind: str):
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind)

    assert refusal(tmp_path, file.getvalue()) == "photo.not_a_picture"


def test_a_picture_cut_off_on_the_way_is_refused(tmp_path: Path):
    whole = a_jpeg(1200, 900)

    assert refusal(tmp_path, whole[: len(whole) // 2]) == "photo.broken"


@pytest.mark.parametrize(("width", "height"), [(8200, 5000), (60_000, 60_000)])
def test_a_bomb_of_pixels_is_refused_before_it_is_decoded(tmp_path: Path, width: int, height: int):
    assert refusal(tmp_path, a_promise_of(width, height)) == "photo.too_many_pixels"


def test_a_picture_of_more_passes_than_anybody_makes_is_refused_before_it_is_decoded(tmp_path: Path):
    in_passes = BytesIO()
    Image.new("RGB", (64, 48)).save(in_passes, "JPEG", progressive=True)
    usual = in_passes.getvalue()
    assert 1 < passes(usual) < 20 and passes(a_jpeg()) == 1
    assert written(tmp_path, usual).width == 64

    last = usual.rindex(b"\xff\xda")
    assert refusal(tmp_path, usual[:-2] + usual[last:-2] * MOST_PASSES + usual[-2:]) == "photo.broken"


def written(folder: Path, sent: bytes):
    (folder / "sent").write_bytes(sent)
    return write_anew(folder / "sent", folder / "kept")


def refusal(folder: Path, sent: bytes) -> str:
    with pytest.raises(RuleBroken) as refused:
        written(folder, sent)
    return refused.value.code


def a_promise_of(width: int, height: int) -> bytes:
    """A PNG whose head promises so many pixels and whose body has none: whoever decodes it finds out too late."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"")
    chunks = (b"IHDR" + head, b"IDAT" + body, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )
