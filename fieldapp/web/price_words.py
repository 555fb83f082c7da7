"""What a price means, in words: ¥15 / 只, ¥30–80, ¥5 起, ¥50 / 小时."""

from flask import Flask
from flask_babel import gettext as _

from fieldapp.domain.base import Fen
from fieldapp.domain.catalogue import Item, Materials, PriceKind
from fieldapp.domain.line import Line
from fieldapp.web.formats import money
from fieldapp.web.language import language


def unit_price(item: Item) -> str:
    """The price of a catalogue item for one unit."""
    return _priced(item.price_kind, item.unit(language()), item.price_fen, item.price_max_fen)


def line_price(line: Line) -> str:
    """The price of a line for one unit, as it was settled."""
    kind = PriceKind.FIXED if line.price_kind in {PriceKind.RANGE, PriceKind.FROM} else line.price_kind
    if line.waits_for_answer:
        return str(_("to be agreed"))
    return _priced(
        PriceKind.FIXED if kind is PriceKind.AGREED else kind, line.unit(language()), line.unit_price_fen, None
    )


def minimum(item: Item) -> str:
    """At least so much, where the list says so."""
    return str(_("at least %(price)s", price=money(item.minimum_fen))) if item.minimum_fen else ""


def materials(item: Item) -> str:
    """Who pays for the materials; nothing where there are none."""
    words = {
        Materials.INCLUDED: _("materials included"),
        Materials.EXTRA: _("materials extra"),
        Materials.OWNER: _("materials from the owner"),
    }
    return str(words.get(item.materials, ""))


def _priced(kind: PriceKind, unit: str, least: Fen, most: Fen | None) -> str:
    if kind is PriceKind.AGREED:
        return str(_("to be agreed"))
    if kind is PriceKind.RANGE and most:
        span = f"{money(least)}–{money(most).removeprefix('¥')}"
        return str(_("%(price)s / %(unit)s", price=span, unit=unit))
    if kind is PriceKind.FROM:
        return str(_("from %(price)s / %(unit)s", price=money(least), unit=unit))
    return str(_("%(price)s / %(unit)s", price=money(least), unit=unit))


def init_app(app: Flask) -> None:
    for words in (unit_price, line_price, minimum, materials):
        app.add_template_filter(words, f"{words.__name__}_words")
