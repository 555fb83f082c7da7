"""The procedure to read: steps, timers, conditions, and the clauses in our words."""

from fieldapp.domain.clause import CLAUSES


def test_every_step_is_there_with_its_texts_and_clause(morning, sun_at):
    page = sun_at.get("/board/procedure").text
    assert "居家服务上门规程" in page and "第 1 版" in page
    assert "按一次门铃，退半步" in page and "按钮：按了一次" in page and 'href="#clause-4.5.1"' in page


def test_timers_and_conditions_are_named(morning, sun_at):
    page = sun_at.get("/board/procedure").text
    assert "计时 5–10 秒" in page and "要收费才有" in page and "可跳过，要写原因" in page


def test_every_clause_is_restated(morning, sun_at):
    page = sun_at.get("/board/procedure").text
    assert len(CLAUSES) > 20
    assert all(f'id="clause-{number}"' in page for number in CLAUSES)


def test_the_places_in_a_sentence_are_filled_with_words(morning, sun_at):
    page = sun_at.get("/board/procedure").text
    assert "〔业主称呼〕" in page and "{owner" not in page
