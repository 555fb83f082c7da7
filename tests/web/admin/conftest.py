"""A branch with everybody of the cast, and the administrator's browser."""

import pytest
import time_machine

from fieldapp.domain.people import Role
from fieldapp.domain.people_list import person_key
from tests.builders import NOW, chen, li, one_of_each_role, sun, the_branch, the_site, zhao


@pytest.fixture
def house(save):
    """The branch and its site, stored."""
    house = the_branch(), the_site()
    save(*house)
    return house


@pytest.fixture
def cast(save, house):
    """People by login, stored."""
    people = [*one_of_each_role(), sun(), li(), zhao(), chen()]
    for person in people:
        person.search = person_key(person.name, person.login, person.badge)
    with time_machine.travel(NOW, tick=False):
        save(*people)
        yield {person.login: person for person in people}


@pytest.fixture
def office(cast, signed_in):
    """The administrator's browser."""
    return signed_in(Role.ADMIN.value)
