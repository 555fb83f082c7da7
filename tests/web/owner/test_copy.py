"""The owner's copy by its link: no login, thirty days, two languages."""

import re
from datetime import timedelta

import pytest
import time_machine

from fieldapp.domain.people import Language
from tests.builders import NOW
from tests.jobs import a_line


@pytest.fixture
def token(doorstep) -> str:
    return doorstep.stored(doorstep.visit("complete", a_line(doorstep.item, quantity=2))).signature.copy_token


def test_the_copy_tells_the_whole_of_it(doorstep, client, token):
    page = client.get(f"/copy/{token}").text

    for words in ("阳光物业", "3栋503", "王女士", "李建国", "工号 A1027", "更换角阀", "2 只 × ¥15", "¥30", "水龙头"):
        assert words in page
    for words in ("同意并签字", "王秀英", "业主本人", "<path d=", "400-123-4567", "138****5678"):
        assert words in page
    assert "13812345678" not in page


def test_the_copy_speaks_both_languages_by_one_tap(doorstep, client, token):
    assert "居家服务单" in client.get(f"/copy/{token}").text

    english = client.get(f"/copy/{token}?lang=en").text

    for words in ("Service order", "Sunshine Property", "Ms Wang", "Li Jianguo", "Replace angle valve", "3-503"):
        assert words in english


def test_the_copy_speaks_the_owners_language_to_begin_with(doorstep, client):
    visit = doorstep.visit("complete", language=Language.ENGLISH)

    page = client.get(f"/copy/{doorstep.stored(visit).signature.copy_token}").text

    assert '<html lang="en"' in page


def test_the_copy_shows_what_was_signed_whatever_became_of_the_order(doorstep, client, save, token):
    doorstep.change(lambda signature: None)
    doorstep.item.name_zh = "换了个名字"
    save(doorstep.item)

    assert "更换角阀" in client.get(f"/copy/{token}").text


def test_nothing_of_it_spreads(doorstep, client, token):
    answer = client.get(f"/copy/{token}")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"] and 'content="noindex' in answer.text
    assert "<script" not in answer.text


@pytest.mark.both_engines
@pytest.mark.parametrize("wrong", ["0" * 32, "x", "0123%00", "a" * 500])
def test_a_wrong_token_gives_nothing_away(doorstep, client, wrong):
    for page in (f"/copy/{wrong}", f"/verify/{wrong}"):
        answer = client.get(page)
        assert answer.status_code == 404 and "王" not in answer.text


def test_after_thirty_days_the_link_says_so_and_whom_to_call(doorstep, client, token):
    with time_machine.travel(NOW + timedelta(days=30, seconds=1), tick=False):
        answer = client.get(f"/copy/{token}")

    assert answer.status_code == 410
    assert "链接已过期" in answer.text and "400-123-4567" in answer.text
    assert "王" not in answer.text and "更换角阀" not in answer.text


def test_who_tries_many_tokens_is_slowed_down(doorstep, client, token):
    tried = [client.get(f"/copy/{number:032x}").status_code for number in range(40)]

    assert tried[:30] == [404] * 30 and tried[-1] == 429


def test_opening_the_right_link_often_is_no_guessing(doorstep, client, token):
    assert {client.get(f"/copy/{token}").status_code for _ in range(40)} == {200}


def test_a_genuine_document_is_called_genuine(doorstep, client, token):
    page = client.get(f"/verify/{token}").text

    assert "签字后没有改动过" in page
    words = re.sub("[0-9a-f]{10,}", "", page)  # a hash may hold any three digits
    assert "王" not in words and "503" not in words


def test_a_document_that_was_changed_in_the_store_is_found_out(doorstep, client, token):
    def cheat(signature) -> None:
        signature.document = signature.document.replace("3000", "9000")

    doorstep.change(cheat)

    assert "文件和签字对不上" in client.get(f"/verify/{token}").text


def test_the_check_answers_after_the_copy_has_ended(doorstep, client, token):
    with time_machine.travel(NOW + timedelta(days=400), tick=False):
        assert client.get(f"/verify/{token}").status_code == 200
