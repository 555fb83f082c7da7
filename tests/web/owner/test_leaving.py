"""The end of a visit: the owner's copy as a code, what is to be paid, goodbye."""

import re

from fieldapp.domain.course import OrderState
from fieldapp.domain.signature import SignatureAnswer
from fieldapp.web.qr import QUIET, qr_code
from tests.pages import form_of


def test_the_code_leads_to_the_owners_copy(doorstep):
    visit = doorstep.visit("sign")
    token = doorstep.stored(visit).signature.copy_token

    page = doorstep.shown(visit)

    address = f"http://localhost/copy/{token}"
    assert f'href="{address}"' in page
    assert f'd="{qr_code(address).path}"' in page
    assert "30 天有效，无需登录" in page


def test_the_public_address_stands_in_the_code_where_one_is_set(doorstep):
    visit = doorstep.visit("sign")
    doorstep.app.config["PUBLIC_URL"] = "https://fuwu.example.cn/"

    assert 'href="https://fuwu.example.cn/copy/' in doorstep.shown(visit)


def test_what_is_due_is_told_and_not_booked(doorstep):
    assert "应收 ¥15，未收" in doorstep.shown(doorstep.visit("sign"))


def test_saying_goodbye_ends_the_visit_and_asks_for_the_call_back_3_1(doorstep):
    visit = doorstep.visit("sign")

    doorstep.press(visit, "complete")

    assert doorstep.stored(visit).order.state is OrderState.CALL_BACK_DUE
    assert "做好了，签好了" in doorstep.shown(visit)


def test_who_did_not_agree_is_told_what_happens_next(doorstep):
    visit = doorstep.visit("test")
    form = form_of(doorstep.shown(visit), "sign", answer="disagreed")
    doorstep.send(visit, form | {"reason": "没修好"})

    page = doorstep.shown(visit)

    assert doorstep.stored(visit).signature.answer is SignatureAnswer.DISAGREED
    assert "没修好" in page and "客户中心一天内回访" in page and "签好了" not in page


def test_a_code_is_drawn_without_style_script_or_picture(doorstep):
    code = qr_code("https://fuwu.example.cn/copy/0123456789abcdef0123456789abcdef")

    assert re.fullmatch(r"(M\d+ \d+\.5h\d+)+", code.path)
    assert code.path.startswith(f"M{QUIET} {QUIET}.5h7")


def test_after_goodbye_the_next_job_is_one_tap_away(doorstep):
    visit, following = doorstep.visit("sign"), doorstep.visit("accept")

    doorstep.press(visit, "complete")

    page = doorstep.shown(visit)
    assert "下一单 10:50 3栋504" in page and f'href="/my/visits/{following}"' in page
    assert f'"next": {{"href": "/my/visits/{following}"' in page, "The phone shows it once the server knows of the end"
