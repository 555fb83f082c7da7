"""What was signed says in which language and words it was shown, so that it can be shown so again."""

import hashlib
import json

import pytest

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.document import sha256, work_document
from fieldapp.domain.drawing import pressure_of, seconds_of
from fieldapp.domain.people import Language
from fieldapp.domain.shown import shown_in, words_around
from fieldapp.domain.signed import signature_from
from fieldapp.domain.signing_words import FOLDER, words_now, words_with
from fieldapp.domain.verb_data import Sign
from fieldapp.web.as_shown import as_shown
from fieldapp.web.language import speaking
from fieldapp.web.trials import tried
from tests.jobs import DRAWN, a_visit, at
from tests.vectors.signing_words import said_now

# Never changed, never taken out: what was signed under them is shown in them for ever.
FIRST = {
    "zh": "4714a0ebc26eaeedb4cc28da938558066280afcdecaa2d523bb0644514d82fe8",
    "en": "8d2e7ead748c4ab0c6f7cf9c449a2e6a09be8c77fd3aa0a63133995f00409f0f",
}


def signed(visit, document, act=None):
    data = {"signature": visit.id, "purpose": "work", "document": document, "document_sha256": sha256(document)}
    data |= {"strokes": DRAWN, "signer": "王秀英", "relation": "owner", "answer": "agreed"}
    return signature_from(visit, act or at(), Sign.model_validate(data))


@pytest.mark.parametrize("language", Language)
def test_the_newest_edition_is_what_the_pages_say(app, language):
    told = dict(words_now(language).words)
    assert told == said_now(app, language), "python -m tests.vectors.signing_words"


def test_an_edition_that_was_signed_under_stays_as_it_is():
    for spoken, digest in FIRST.items():
        words = words_with(digest)
        assert words is not None and (words.language.value[:2], words.edition) == (spoken, 1)
    assert len(list(FOLDER.glob("*.json"))) == len({words_with(hash_of(file)).text for file in FOLDER.glob("*.json")})


def hash_of(file):
    told = json.loads(file.read_text(encoding="utf-8"))
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("language", Language)
def test_a_document_shown_in_either_language_is_taken_as_it_was_shown(language):
    visit = a_visit(until="test")
    signature = signed(visit, work_document(visit.order, visit) | shown_in(visit, language))
    assert not signature.differs and words_around(signature.contents).language is language


def test_a_document_of_an_older_app_says_nothing_of_it_and_is_taken():
    visit = a_visit(until="test")
    signature = signed(visit, work_document(visit.order, visit))
    assert not signature.differs and words_around(signature.contents) is None


@pytest.mark.parametrize(
    "wrong",
    [{"language": "fr"}, {"words_sha256": "0" * 64}, {"procedure": "none"}, {"language": "en"}],
    ids=["a language", "words", "a procedure", "the other language"],
)
def test_what_no_page_of_ours_has_shown_is_shown_again_or_flagged(wrong):
    visit = a_visit(until="test")
    document = work_document(visit.order, visit) | shown_in(visit, Language.CHINESE) | wrong
    with pytest.raises(RuleBroken, match="document_changed"):
        signed(visit, document)


def test_years_later_it_is_said_in_the_words_of_then(app, monkeypatch):
    visit = a_visit(until="test")
    document = work_document(visit.order, visit) | shown_in(visit, Language.CHINESE)
    with app.app_context(), speaking(Language.CHINESE):
        said = tried(document)
        with monkeypatch.context() as later:
            later.setattr("fieldapp.web.language.Words._plain", lambda *_: "other words: %(things)s")
            assert tried(document) != said
            with as_shown(document):
                assert tried(document) == said


def test_of_a_drawn_line_its_time_and_its_pressure_are_told():
    pen = [[[0, 0, 0, 120], [4, 4, 16, 830]], [[9, 9, 2400, 400]]]
    assert (seconds_of(pen), pressure_of(pen)) == (2.4, (120, 830))
    assert (seconds_of(DRAWN), pressure_of(DRAWN), pressure_of([])) == (0.0, None, None)
