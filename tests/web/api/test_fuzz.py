"""The API keeps to its own description, whatever it is called with (a longer run: `python -m tests.api 2000`)."""

from tests.api.fuzz import fuzz


def test_whatever_it_is_called_with_it_answers_as_described(ours):
    numbers = [ours.write().json["number"], ours.order_of_the_desk().number, "2031-00001"]

    made = fuzz(ours.app, ours.token, numbers, examples=15, seed_of_it=1)

    assert len(made) == 5 and all(made.values())
