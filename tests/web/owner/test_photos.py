"""Photos in a home: the owner's consent first, nothing but a picture kept, and shown only to those concerned."""

from io import BytesIO

import pytest

from fieldapp import pictures
from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.evidence_truth import ERASED
from fieldapp.domain.journal import Act
from fieldapp.domain.order_reduction import take_photos
from fieldapp.domain.photo import MOST_BYTES, Blob, Moment
from fieldapp.domain.visit import Visit
from tests.pages import forms
from tests.photographs import a_jpeg

HTMX = {"HX-Request": "true"}


def test_a_photo_is_sent_with_a_plain_form_and_shown(doorstep):
    visit = doorstep.visit("mat")

    assert send(doorstep, visit, before=a_jpeg()).status_code == 303

    (photo,) = doorstep.stored(visit).photos
    assert photo.moment is Moment.BEFORE and photo.consent
    with doorstep.phone.get(f"/my/visits/{visit}/photos/{photo.id}") as shown:
        assert shown.mimetype == "image/jpeg" and shown.headers["Cache-Control"].startswith("private")
    assert f"/photos/{photo.id}" in doorstep.shown(visit)


def test_before_and_after_may_come_together(doorstep):
    visit = doorstep.visit("mat")

    send(doorstep, visit, before=a_jpeg(), after=a_jpeg(320, 240))

    assert {photo.moment for photo in doorstep.stored(visit).photos} == {Moment.BEFORE, Moment.AFTER}


def test_htmx_gets_the_control_back(doorstep):
    visit = doorstep.visit("mat")

    answer = send(doorstep, visit, before=a_jpeg(), headers=HTMX)

    assert 'id="photos"' in answer.text and "<html" not in answer.text and "业主已同意拍照" in answer.text


def test_no_photo_without_the_owners_consent(doorstep):
    visit = doorstep.visit("mat")

    answer = send(doorstep, visit, before=a_jpeg(), consent="")

    assert answer.status_code == 422 and "未经同意" in answer.text
    assert not doorstep.stored(visit).photos


def test_the_owner_is_asked_once_in_a_visit(doorstep):
    visit = doorstep.visit("mat")
    send(doorstep, visit, before=a_jpeg())

    assert 'type="checkbox" name="consent"' not in doorstep.shown(visit)


def test_the_same_form_twice_is_one_photo(doorstep):
    visit = doorstep.visit("mat")
    form = form_with_photos(doorstep, visit) | {"consent": "1"}

    for _ in range(2):
        doorstep.phone.post(f"/my/visits/{visit}/photos", data=form | {"before": (BytesIO(a_jpeg()), "a.jpg")})

    assert len(doorstep.stored(visit).photos) == 1


def test_a_photo_taken_by_mistake_is_shown_no_more(doorstep):
    visit = doorstep.visit("mat")
    send(doorstep, visit, before=a_jpeg())
    (photo,) = doorstep.stored(visit).photos

    doorstep.press(visit, "drop_photo")

    assert doorstep.phone.get(f"/my/visits/{visit}/photos/{photo.id}").status_code == 404


def test_nobody_elses_photo_is_shown(doorstep):
    visit = doorstep.visit("mat")
    send(doorstep, visit, before=a_jpeg())
    (photo,) = doorstep.stored(visit).photos

    assert doorstep.others_phone.get(f"/my/visits/{visit}/photos/{photo.id}").status_code == 404


def test_nobody_puts_photos_into_anothers_visit(doorstep):
    visit = doorstep.visit("mat")
    form = form_with_photos(doorstep, visit) | {"consent": "1", "before": (BytesIO(a_jpeg()), "a.jpg")}

    assert doorstep.others_phone.post(f"/my/visits/{visit}/photos", data=form).status_code == 404


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"I am a picture, honestly.", "不是能读的图片"),
        (a_jpeg(1200, 900)[:9000], "图片坏了或没传完"),
    ],
    ids=["a text", "cut off"],
)
def test_what_is_no_picture_is_refused_in_words(doorstep, sent: bytes, words: str):
    visit = doorstep.visit("mat")

    answer = send(doorstep, visit, before=sent)

    assert answer.status_code == 422 and words in answer.text
    assert not doorstep.stored(visit).photos


def test_a_file_that_is_too_large_is_refused_in_words(doorstep):
    visit = doorstep.visit("mat")

    a_little, far = (send_raw(doorstep, visit, bytes(MOST_BYTES + more)) for more in (1, 1024 * 1024))

    assert a_little.status_code == 422 and "最多 15 MB" in a_little.text
    assert far.status_code == 413 and "15 MB" in far.text


def test_nothing_chosen_is_told(doorstep):
    answer = send(doorstep, doorstep.visit("mat"))

    assert answer.status_code == 422 and "请先拍照" in answer.text


def test_a_refused_picture_leaves_no_file_behind(doorstep, tmp_path):
    send(doorstep, doorstep.visit("mat"), before=b"no picture")

    assert not [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]


def test_what_is_kept_of_a_picture_is_not_written_over_when_the_same_comes_again(doorstep, tmp_path, monkeypatch):
    """What is kept is sealed by its hash; a later version of the library, or of ours, writes a picture otherwise."""
    first, second = doorstep.visit("mat"), doorstep.visit("mat")
    send(doorstep, first, before=a_jpeg())
    (file,) = (path for path in (tmp_path / "blobs").rglob("*") if path.is_file())
    kept = file.read_bytes()

    monkeypatch.setattr(pictures, "QUALITY", 30)
    assert send(doorstep, second, before=a_jpeg()).status_code == 303

    assert file.read_bytes() == kept
    assert len(doorstep.stored(second).photos) == 1


def test_a_picture_that_another_order_needs_stays_though_it_is_also_a_receipt_of_one_that_goes(doorstep):
    going, staying = doorstep.visit("mat"), doorstep.visit("mat")
    for visit in (going, staying):
        send(doorstep, visit, before=a_jpeg())
    (photo,) = doorstep.stored(staying).photos

    with doorstep.app.app_context():
        act = Act.here(by_id=None, now=now())
        order_id = db.session.get_one(Visit, going).order_id
        assert take_photos(db.session(), [order_id], act, reason="the period is over", also=[photo.sha256]) == 0
        db.session.commit()
        assert db.session.get_one(Blob, photo.sha256).kept_sha256 != ERASED
    assert doorstep.phone.get(f"/my/visits/{staying}/photos/{photo.id}").status_code == 200


def send(doorstep, visit, *, consent: str = "1", headers: dict[str, str] | None = None, **pictures: bytes):
    """What a browser sends when pictures were chosen and the owner has said yes."""
    form = form_with_photos(doorstep, visit) | {"consent": consent}
    files = {moment: (BytesIO(sent), f"{moment}.jpg") for moment, sent in pictures.items()}
    return doorstep.phone.post(f"/my/visits/{visit}/photos", data=form | files, headers=headers or {})


def send_raw(doorstep, visit, picture: bytes):
    """The same, written by hand: the test's own browser leaves a file open where so much is sent."""
    fields = form_with_photos(doorstep, visit) | {"consent": "1"}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{said}\r\n' for name, said in fields.items()]
    head = '--x\r\nContent-Disposition: form-data; name="before"; filename="a.jpg"\r\n\r\n'
    body = "".join([*parts, head]).encode() + picture + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return doorstep.phone.post(f"/my/visits/{visit}/photos", data=body, content_type=kind)


def form_with_photos(doorstep, visit) -> dict[str, str]:
    page = doorstep.shown(visit)
    return dict(next(form.fields for form in forms(page) if form.action.endswith("/photos")))


def test_the_closed_door_needs_nobodys_consent_4_5_1(doorstep):
    visit = doorstep.visit("ring")
    doorstep.press(visit, "ring")
    page = doorstep.shown(visit, "?door=nobody")
    form = dict(next(form.fields for form in forms(page) if form.action.endswith("/photos")))
    back = {"Referer": f"http://localhost/my/visits/{visit}?door=nobody"}

    answer = doorstep.phone.post(
        f"/my/visits/{visit}/photos", data=form | {"door": (BytesIO(a_jpeg()), "a.jpg")}, headers=back
    )

    assert answer.location == f"/my/visits/{visit}?door=nobody"
    (photo,) = doorstep.stored(visit).photos
    assert photo.moment is Moment.DOOR and not photo.consent
