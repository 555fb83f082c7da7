"""Pictures to send, as a phone would make them."""

from io import BytesIO

from PIL import Image, ImageDraw


def a_jpeg(
    width: int = 640, height: int = 480, *, orientation: int = 1, camera: str = "", comment: bytes = b""
) -> bytes:
    """A photograph; ``orientation`` as EXIF counts it (6: taken upright)."""
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = orientation, camera
    file = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, "JPEG", exif=exif, comment=comment)
    return file.getvalue()


def a_stopcock() -> bytes:
    """A valve with a blue handle on its pipe, and a circle around it."""
    picture = Image.new("RGB", (1200, 900), "#cbc4b4")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((560, 0, 620, 900), fill="#8a8f9b")
    draw.rectangle((520, 420, 660, 520), fill="#b9bec8")
    draw.rounded_rectangle((330, 440, 560, 490), 20, fill="#1647c4")
    draw.ellipse((270, 280, 670, 680), outline="#c1203a", width=22)
    file = BytesIO()
    picture.save(file, "JPEG")
    return file.getvalue()


def a_png(width: int = 64, height: int = 48, *, mode: str = "RGB") -> bytes:
    """A drawing; with an alpha channel it is transparent all over."""
    file = BytesIO()
    Image.new(mode, (width, height)).save(file, "PNG")
    return file.getvalue()
