"""What becomes of a picture somebody sent: measured before it is decoded, made small, turned upright, written anew.

Nothing of the file is kept but its colours: no place, no date, no name of the phone (PIPL 6).
"""

import re
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from PIL import Image, ImageOps

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.photo import MOST_PIXELS

FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82
MOST_PASSES = 64  # of a JPEG that comes in passes; cameras make one, and programs ten
PALETTES = {"1", "P", "PA"}  # too few colours to be made smaller as they are
PAPER = "white"  # under what is transparent

# What a JPEG is made of: marks, most of them with a content that begins with its own length. Between the marks lie the
# points, in which such a mark cannot occur.
JPEG = b"\xff\xd8"
MARK = re.compile(rb"\xff([^\x00\xff])")
A_PASS, THE_END = 0xDA, 0xD9
WITHOUT_CONTENT = {0x01, *range(0xD0, 0xD9)}


class Shape(NamedTuple):
    """What is made of a picture: so long an edge at most, in pixels; square ones are cut to a face."""

    edge: int
    is_square: bool = False


OF_A_VISIT = Shape(1600)  # enough to see a drop, and a tenth of what a camera sends
OF_A_PLACE = Shape(960)
OF_A_FACE = Shape(480, is_square=True)
UPPER_PART = (0.5, 0.3)  # of a portrait: there is the face

# The largest picture takes 160 MB while it is open, so no two are open at once.
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept."""

    width: int
    height: int
    size: int  # bytes


def write_anew(sent: Path, kept: Path, shape: Shape = OF_A_VISIT) -> Picture:
    """Write the sent picture into ``kept`` as a JPEG of our own.

    Raises RuleBroken ``photo.not_a_picture``, ``photo.too_many_pixels`` or ``photo.broken``.
    """
    with _one_at_a_time, _opened(sent) as image:
        if image.width * image.height > MOST_PIXELS:
            raise too_many_pixels()
        if passes(_if_jpeg(sent)) > MOST_PASSES:
            raise RuleBroken("photo.broken")
        clean = _clean(image, shape)
    clean.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return Picture(clean.width, clean.height, kept.stat().st_size)


def too_many_pixels() -> RuleBroken:
    """The refusal of a picture that would fill the memory."""
    return RuleBroken("photo.too_many_pixels", most=MOST_PIXELS // 1_000_000)


def passes(jpeg: bytes) -> int:
    """How often whoever decodes it goes through the whole picture: a small file can ask for that a hundred thousand
    times. Counts no further than one too many."""
    count, at = 0, len(JPEG)
    while count <= MOST_PASSES and (mark := MARK.search(jpeg, at)):
        kind, at = mark[1][0], mark.end()
        if kind == THE_END:
            break
        count += kind == A_PASS
        at += 0 if kind in WITHOUT_CONTENT else int.from_bytes(jpeg[at : at + 2])
    return count


def _opened(sent: Path) -> Image.Image:
    """The picture with its header read, and nothing more."""
    try:
        return Image.open(sent, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many_pixels() from None
    except Exception as stumbled:  # a reader of files stumbles in a dozen ways, and each means the same to us
        raise RuleBroken("photo.not_a_picture") from stumbled


def _if_jpeg(sent: Path) -> bytes:
    content = sent.read_bytes()
    return content if content.startswith(JPEG) else b""


def _clean(image: Image.Image, shape: Shape) -> Image.Image:
    try:
        if image.mode in PALETTES:
            image = image.convert("RGBA")
        first = OF_A_VISIT.edge if shape.is_square else shape.edge
        image.thumbnail((first, first))  # a JPEG is decoded small to begin with
        ImageOps.exif_transpose(image, in_place=True)
        if shape.is_square:
            image = ImageOps.fit(image, (shape.edge, shape.edge), centering=UPPER_PART)
        return _colours_alone(image.convert("RGBA" if image.has_transparency_data else "RGB"))
    except Exception as stumbled:
        raise RuleBroken("photo.broken") from stumbled


def _colours_alone(image: Image.Image) -> Image.Image:
    clean = Image.new("RGB", image.size, PAPER)
    clean.paste(image, mask=image if image.mode == "RGBA" else None)
    return clean
