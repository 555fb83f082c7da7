"""What is stored of a drawn signature beside how it looks: points, time, and how hard the pen was pressed."""

from flask_babel import gettext as _
from flask_babel import ngettext

from fieldapp.domain.drawing import pressure_of, seconds_of
from fieldapp.domain.signature import Strokes, points_of


def how_drawn(strokes: Strokes) -> str:
    """ "142 points in 3.2 s, pressed 120 to 840 of 1000"; where nothing was drawn, that."""
    points = points_of(strokes)
    if not points:
        return str(_("nothing was drawn"))
    told = ngettext(
        "%(num)s point in %(seconds)s s", "%(num)s points in %(seconds)s s", points, seconds=seconds_of(strokes)
    )
    pressed = pressure_of(strokes)
    if pressed is None:
        return str(told)
    least, most = pressed
    return str(_("%(drawn)s, pressed %(least)d to %(most)d of 1000", drawn=told, least=least, most=most))
