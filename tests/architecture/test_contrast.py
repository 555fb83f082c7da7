"""The contrast of every pair of colours that carries meaning, in light and in dark, against AA of WCAG 2.2."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
SCHEMES = {"light": 0, "dark": 1}
COLOUR = r"#[0-9a-f]{6}|rgb\([^)]*\)"
TEXT, SHAPE = 4.5, 3.0

# What is drawn, on what, what is wanted, and what it was when the look was decided: light, dark.
PAIRS = [
    ("ink", "bg", TEXT, 15.9, 16.9),
    ("ink-2", "card", TEXT, 8.4, 9.0),
    ("ink-2", "sunk", TEXT, 6.9, 7.6),
    ("ink-3", "bg", TEXT, 5.2, 6.6),
    ("ink-3", "card", TEXT, 5.8, 6.0),
    ("ink-3", "sunk", TEXT, 4.8, 5.0),
    ("on-accent", "accent", TEXT, 7.9, 4.9),
    ("on-accent", "accent-press", TEXT, 10.7, 6.4),
    ("accent-text", "bg", TEXT, 7.1, 9.8),
    ("accent-text", "card", TEXT, 7.9, 8.9),
    ("accent-text", "accent-soft", TEXT, 6.7, 7.9),
    ("ink-2", "accent-soft", TEXT, 7.1, 7.9),
    ("on-red", "red", TEXT, 6.1, 5.7),
    ("on-red-2", "red", TEXT, 5.0, 4.7),
    ("red-word", "paper", TEXT, 7.0, 7.0),
    ("red-text", "red-soft", TEXT, 5.9, 8.1),
    ("amber-text", "amber-soft", TEXT, 6.7, 9.6),
    ("green-text", "green-soft", TEXT, 6.1, 9.2),
    ("green-text", "card", TEXT, 7.1, 10.4),
    ("on-green", "green", SHAPE, 5.3, 7.3),
    ("edge", "card", SHAPE, 3.5, 3.7),
    ("edge", "bg", SHAPE, 3.1, 4.1),
    ("accent", "bg", SHAPE, 7.1, 3.9),
    ("accent", "card", SHAPE, 7.9, 3.5),
    ("red", "bg", SHAPE, 5.5, 3.4),
    ("amber", "card", SHAPE, 4.2, 7.2),
    # Not in the table of the look, but used by the components.
    ("ink", "amber-soft", TEXT, None, None),
    ("ink-2", "amber-soft", TEXT, None, None),
    ("ink-2", "green-soft", TEXT, None, None),
    ("ink-2", "red-soft", TEXT, None, None),
    ("ink-2", "bg", TEXT, None, None),
    ("bg", "ink", TEXT, None, None),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("drawn", "ground", "wanted", "light", "dark"), PAIRS, ids=lambda part: str(part))
def test_what_carries_meaning_can_be_read(drawn, ground, wanted, light, dark, scheme):
    decided = {"light": light, "dark": dark}[scheme]
    found = contrast(token(drawn, scheme), token(ground, scheme))
    assert found >= wanted, f"{drawn} on {ground} in {scheme}: {found:.1f}"
    assert decided is None or found == pytest.approx(decided, abs=0.1)


def token(name, scheme):
    """The token's colour as red, green, blue (0 to 255) and opacity."""
    value = re.search(rf"--{name}: ([^;]+);", TOKENS)[1]
    colours = re.findall(COLOUR, value)
    colour = colours[SCHEMES[scheme]] if value.startswith("light-dark(") else colours[0]
    if colour.startswith("#"):
        return *(int(colour[at : at + 2], 16) for at in (1, 3, 5)), 1.0
    red, green, blue, opacity = re.findall(r"\d+", colour)
    return int(red), int(green), int(blue), int(opacity) / 100


def contrast(drawn, ground):
    """WCAG's ratio of the two luminances; what is half transparent is mixed with its ground first."""
    opacity = drawn[3]
    mixed = [opacity * above + (1 - opacity) * under for above, under in zip(drawn[:3], ground[:3], strict=True)]
    lighter, darker = sorted((luminance(mixed), luminance(ground[:3])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (channel / 255 for channel in colour)
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
