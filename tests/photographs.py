"""Pictures to send, as a phone would make them."""

from io import BytesIO

from PIL import Image


def a_jpeg(
    width: int = 640, height: int = 480, *, orientation: int = 1, camera: str = "", comment: bytes = b""
) -> bytes:
    """A photograph; ``orientation`` as EXIF counts it (6: taken upright)."""
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = orientation, camera
    file = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, "JPEG", exif=exif, comment=comment)
    return file.getvalue()


def a_png(width: int = 64, height: int = 48, *, mode: str = "RGB") -> bytes:
    """A drawing; with an alpha channel it is transparent all over."""
    file = BytesIO()
    Image.new(mode, (width, height)).save(file, "PNG")
    return file.getvalue()
