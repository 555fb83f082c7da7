"""What the owner's phone reads when it is held before the technician's."""

import io

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator


def read(code: Locator) -> str:
    """The words in the code, from a picture of the screen."""
    with Image.open(io.BytesIO(code.screenshot())) as picture:
        found = zxingcpp.read_barcode(picture.convert("L"), zxingcpp.BarcodeFormat.QRCode)
    assert found is not None, "No code is found in the picture"
    return str(found.text)
