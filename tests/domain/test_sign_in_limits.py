"""How long whoever guesses has to wait, and who does not have to."""

from datetime import timedelta

import pytest

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.sign_in import Place, check_tries, wait_for
from tests.builders import NOW

HERE, ELSEWHERE, KNOWN = Place.address("203.0.113.7"), Place.address("198.51.100.1"), Place.browser("x1y2")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def tried(*, login: str = "li", place: Place = HERE, times: int, every: timedelta = SECOND) -> list[tuple]:
    """So often until just now, newest first."""
    return [(login, place.name, NOW - every * nth) for nth in range(times)]


def wait(earlier: list[tuple], *, login: str = "li", place: Place = HERE) -> timedelta:
    return wait_for(login, place, earlier, at=NOW)


def test_five_in_a_minute_wait_for_the_rest_of_it():
    assert wait(tried(times=4)) == timedelta()
    assert wait(tried(times=5)) == 56 * SECOND
    with pytest.raises(RuleBroken, match="sign_in.too_many") as refused:
        check_tries("li", HERE, tried(times=5), at=NOW)
    assert refused.value.facts == {"seconds": 56}


def test_who_waits_for_the_minute_each_time_waits_for_longer_after_fifteen():
    slow = tried(times=15, every=45 * SECOND)
    assert wait(slow) == 15 * MINUTE - 14 * 45 * SECOND
    with pytest.raises(RuleBroken, match="sign_in.much_too_many") as refused:
        check_tries("li", HERE, slow, at=NOW)
    assert refused.value.facts == {"seconds": 270, "minutes": 5}


def test_who_goes_through_a_list_of_logins_is_stopped_by_the_address():
    many = [one for nth in range(50) for one in tried(login=f"login{nth}", times=1)]
    assert wait(many, login="chen") == 15 * MINUTE
    assert wait(many, login="chen", place=ELSEWHERE) == timedelta()


def test_guesses_at_one_login_from_many_addresses_are_stopped_and_its_own_browser_is_not():
    many = [one for nth in range(20) for one in tried(place=Place.address(f"10.0.0.{nth}"), times=1)]
    assert wait(many, place=ELSEWHERE) == 15 * MINUTE
    assert wait(many, place=KNOWN) == timedelta()


def test_wrong_ones_in_a_browser_of_ones_own_keep_nobody_out_elsewhere():
    mine = tried(place=KNOWN, times=15)
    assert wait(mine, place=KNOWN) > timedelta()
    assert wait(mine, place=ELSEWHERE) == timedelta()
