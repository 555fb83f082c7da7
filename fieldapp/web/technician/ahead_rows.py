"""The rows that the phone repeats for each line, photo and step: one of each kind, with places for what it says."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import product
from uuid import UUID

from fieldapp.domain.base import Fen, Milli
from fieldapp.domain.catalogue import Materials, PriceKind
from fieldapp.domain.line import Line
from fieldapp.domain.photo import Moment, Photo
from fieldapp.domain.procedure import ProcedureStep
from fieldapp.domain.rail import RailStep, Standing
from fieldapp.domain.warranty_hint import Hints
from fieldapp.web.bill import BillRow
from fieldapp.web.language import language
from fieldapp.web.technician.found_items import FoundItem
from fieldapp.web.technician.line_view import LineView, line_view
from fieldapp.web.technician.photo_tiles import PhotoTile
from fieldapp.web.technician.press import said
from fieldapp.web.technician.step_view import Mark, marks

NOBODY = UUID(int=0)


class AnyLine(LineView):
    """A line with everything that any line may show."""

    __slots__ = ()

    def when(self, fact: str) -> bool:
        """All that may stand there is drawn."""
        return True


def any_line() -> LineView:
    """The row of a line."""
    line = line_view(
        Line(
            id=NOBODY,
            name_zh="",
            name_en="",
            unit_zh="",
            unit_en="",
            price_kind=PriceKind.FIXED,
            unit_price_fen=Fen(0),
            materials=Materials.EXTRA,
            materials_fen=Fen(0),
            quantity_milli=Milli(1000),
            warranty=False,
        ),
        Hints(),
    )
    return AnyLine(**{field.name: getattr(line, field.name) for field in fields(line)})


def any_item() -> FoundItem:
    """The row of an item that a search found."""
    add = said("line", line=NOBODY, item=NOBODY, quantity="1", materials="")
    return FoundItem(name="", code="", price="", materials=" ", there=" ", add=add)


def any_photos() -> list[PhotoTile]:
    """The tile of a photo, of each moment."""
    return [PhotoTile(Photo(id=NOBODY, moment=moment), "", True) for moment in Moment]


def bill_rows() -> Iterator[BillRow]:
    """The rows of a bill, each way in which one is drawn."""
    for was, (new, dropped), open in product((None, 0), ((False, False), (True, False), (False, True)), (False, True)):
        yield BillRow("", [], 0, was_fen=was, new=new, dropped=dropped, open=open)


def all_marks(procedure: list[ProcedureStep], zone: str) -> list[tuple[str, list[Mark]]]:
    """The marks of the rail, as each would stand if it were done, skipped, in hand or ahead."""
    return [
        (standing.value, marks([RailStep(step, standing, None) for step in procedure], language(), zone, {}))
        for standing in Standing
    ]
