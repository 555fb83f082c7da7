"""What cannot be written into an address by hand is still only words that nothing is found under."""

import pytest

from tests.doorstep import Doorstep

pytestmark = pytest.mark.both_engines

STRANGE = ["%00", "a%00b", "%25", "_", "%5C", "%27%20OR%201=1--", "%ED%A0%80", "%F0%9F%8F%A0", "x" * 3000, "a%20" * 500]


@pytest.fixture
def scene(app, save, signed_in):
    scene = Doorstep(app, save, signed_in)
    scene.desk = signed_in("chen")
    return scene


@pytest.mark.parametrize("words", STRANGE)
def test_a_search_for_strange_words_is_a_search(scene, words):
    visit_id = scene.visit("enter")
    for path in ("/desk/rooms?room=", "/desk/items?what=", "/desk/orders?q=", "/desk/orders/new?what="):
        assert scene.desk.get(path + words).status_code == 200, path
    for path in (f"/my/visits/{visit_id}/items?q=", f"/my/visits/{visit_id}?step=look&q=", "/my/catalogue?q="):
        assert scene.phone.get(path + words).status_code == 200, path


def test_a_wildcard_finds_what_holds_it_and_no_more(scene):
    scene.visit("enter")
    assert "王" not in scene.desk.get("/desk/rooms?room=%25").text
    assert "更换" not in scene.desk.get("/desk/items?what=_").text


@pytest.mark.parametrize("token", STRANGE)
@pytest.mark.parametrize("place", ["/copy/", "/verify/"])
def test_a_strange_link_leads_nowhere(scene, client, place, token):
    assert client.get(place + token).status_code == 404


@pytest.mark.parametrize("name", ["%00", "0" * 64, "A" * 64, "..%2F..%2Fetc%2Fpasswd"])
def test_bytes_under_a_strange_name_are_not_wanted(scene, name):
    assert scene.phone.put(f"/my/blobs/{name}", data=b"x").status_code in {404, 422}
