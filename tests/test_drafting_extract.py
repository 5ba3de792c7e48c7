"""Minutes drafted without a model: what is kept, in which order, and what each line rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.values import Verdict
from assistant.drafting import styles
from assistant.drafting.values import LineKind
from tests.small_meeting import drafted, meeting

AGENDA = ("生成AIの試行について", "LINEの開設について")
LINES = (
    "岸本：では、第4回の会議を始めます。",
    "岸本：まず、生成AIの試行です。柏木さん、お願いします。",
    "柏木：えーと、試行の参加者は30人で、7月の利用は421回でした。",
    "大槻：使っていない人はどういう理由なんでしょうか。",
    "柏木：窓口が忙しいという方が3人でした。",
    "大槻：私は、研修を先に行うべきだと思います。",
    "岸本：では、試行は9月末まで延長することにします。",
    "岸本：大槻さん、頼み方の事例集を25日までに作ってください。",
    "大槻：はい、分かりました。",
    "岸本：次に、LINEの開設です。藤堂さん、お願いします。",
    "藤堂：公式アカウントの開設は8月1日の午前9時です。",
    "岸本：次回の会議は11月20日の13時30分からです。場所は大会議室です。",
    "岸本：以上で終わります。お疲れさまでした。",
)


def test_each_matter_stands_under_its_item_in_the_order_of_the_meeting() -> None:
    draft = drafted(*LINES, agenda=AGENDA)
    kinds = {item.title: [line.kind for line in item.lines] for item in draft.items}
    assert kinds[AGENDA[0]] == [
        LineKind.EXPLANATION,
        LineKind.QUESTION,
        LineKind.ANSWER,
        LineKind.DECISION,
        LineKind.TODO,
    ]
    assert kinds[AGENDA[1]] == [LineKind.EXPLANATION, LineKind.NEXT]


def test_words_stay_as_they_were_said_without_fillers() -> None:
    (told, *_) = drafted(*LINES, agenda=AGENDA).of_kind(LineKind.EXPLANATION)
    assert told.text == "試行の参加者は30人で、7月の利用は421回でした。"
    assert told.bases[0].quote == "えーと、試行の参加者は30人で、7月の利用は421回でした。"


def test_every_line_is_borne_out_by_its_words() -> None:
    draft = drafted(*LINES, agenda=AGENDA)
    assert {line.verdict for line in draft.lines} == {Verdict.SUPPORTED}


def test_an_answer_knows_its_question() -> None:
    ((question, answers),) = drafted(*LINES, agenda=AGENDA).exchanges
    assert question.speaker == "大槻"
    assert [line.speaker for line in answers] == ["柏木"]


def test_a_to_do_has_its_task() -> None:
    (line,) = drafted(*LINES, agenda=AGENDA).of_kind(LineKind.TODO)
    assert line.task is not None
    assert (line.task.who, line.task.due) == ("大槻", date(2023, 10, 25))


def test_the_next_meeting_comes_with_its_place() -> None:
    (line,) = drafted(*LINES, agenda=AGENDA).of_kind(LineKind.NEXT)
    assert line.text == "次回の会議は11月20日の13時30分からです。場所は大会議室です。"


def test_courtesies_are_not_told() -> None:
    assert not any("お疲れさま" in line.text for line in drafted(*LINES, agenda=AGENDA).lines)


def test_a_style_says_how_much_of_the_rest_is_kept() -> None:
    everything = replace(styles.load(), share=1.0)
    (opinion,) = drafted(*LINES, agenda=AGENDA, style=everything).of_kind(LineKind.OPINION)
    assert opinion.text == "私は、研修を先に行うべきだと思います。"
    assert not drafted(*LINES, agenda=AGENDA, style=replace(everything, opinions=False)).of_kind(LineKind.OPINION)


def test_no_style_leaves_out_figures_decisions_to_dos_and_questions() -> None:
    draft = drafted(*LINES, agenda=AGENDA, style=replace(styles.load(), share=0.0, opinions=False))
    assert any("421回" in line.text for line in draft.of_kind(LineKind.EXPLANATION))
    assert draft.of_kind(LineKind.DECISION)
    assert draft.of_kind(LineKind.TODO)
    assert draft.exchanges


@settings(max_examples=40)
@given(st.lists(st.sampled_from(LINES), max_size=20))
def test_every_basis_is_a_slice_of_what_was_said(lines: list[str]) -> None:
    said = {one.number: one.text for one in meeting(*lines).said}
    draft = drafted(*lines, agenda=AGENDA)
    assert len({line.id for line in draft.lines}) == len(draft.lines)
    for line in draft.lines:
        assert line.bases
        assert all(said[basis.said][basis.start : basis.end] == basis.quote for basis in line.bases)
