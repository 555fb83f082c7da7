"""Amounts as a Chinese receipt writes them out."""

import pytest

from fieldapp.domain.capital_amount import in_capitals


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        pytest.param(0, "零元整", id="nothing"),
        pytest.param(10000, "壹佰元整", id="whole"),
        pytest.param(21050, "贰佰壹拾元伍角整", id="tenths"),
        pytest.param(1005, "壹拾元零伍分", id="fen-alone"),
        pytest.param(7, "柒分", id="less-than-a-tenth"),
        pytest.param(56, "伍角陆分", id="less-than-a-yuan"),
        pytest.param(100500, "壹仟零伍元整", id="zero-between"),
        pytest.param(1000000, "壹万元整", id="ten-thousand"),
        pytest.param(1000100, "壹万零壹元整", id="zero-across-groups"),
        pytest.param(10050000, "壹拾万零伍佰元整", id="group-and-hundreds"),
        pytest.param(10_000_000_00, "壹仟万元整", id="ten-million"),
        pytest.param(100_000_001_00, "壹亿零壹元整", id="hundred-million-and-one"),
        pytest.param(99999999, "玖拾玖万玖仟玖佰玖拾玖元玖角玖分", id="all-nines"),
        pytest.param(-300, "负叁元整", id="given-back"),
    ],
)
def test_an_amount_is_written_out(fen, words):
    assert in_capitals(fen) == words
