"""Notes by hand: what each way of jotting means, worked out on lines of an invented meeting."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.drafting import extract, styles
from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.agenda import divide
from assistant.drafting.hearing.jotted import acts_of, is_jotted, who
from assistant.drafting.hearing.sentences import hear
from assistant.drafting.values import LineKind, Occasion, Said, Transcript

LINES = (
    "・花壇の苗 要求 40万（前年 32万）",
    "問：苗は何株か",
    "答：1,200株",
    "→ 36万で認める",
    "・植える日の案（緑地係、4/20まで）",
    "・水やり 当番制は可？",
    "・自治会が引き受ける見込み",
    "・散水栓は来年度に再検討",
    "次回 5/10（金）14:00 第2会議室",
)


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("→ 36万で認める", Act.DECIDES),
        ("⇒見送り。来年度に", Act.DECIDES),
        ("決定：夜間の受付は6月から", Act.DECIDES),
        ("・植える日の案（緑地係、4/20まで）", Act.REQUESTS),
        ("・見積書の写し → 佐伯さんから今日中にメール", Act.REQUESTS),
        ("・要綱の案を作る。環境課、2月末", Act.REQUESTS),
        ("宿題：駐車場の台数を数える", Act.REQUESTS),
        ("Q　苗は何株か", Act.ASKS),
        ("・水やり 当番制は可？", Act.ASKS),
        ("・値上げの根拠は", Act.ASKS),
        ("次回 5/10（金）14:00 第2会議室", Act.NEXT),
    ],
)
def test_a_line_does_one_thing(line: str, act: Act) -> None:
    assert acts_of(line) == {act}


@pytest.mark.parametrize(
    "line", ["・要求 40万（前年 32万）", "・散水栓は検討中", "・10橋に絞る（案）", "・昨年の会議で整理済み"]
)
def test_a_line_that_only_tells(line: str) -> None:
    assert acts_of(line) == frozenset()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("箇所表を財政へ（鳥居、11/20まで）", "鳥居"),
        ("積算の組み直し 建設課、11/22（金）", "建設課"),
        ("説明 → 建設課、12月中旬までに", "建設課"),
        ("能見：3市分をまとめる", "能見"),
        ("要求 150万（新規）", ""),
        ("会議は（金）に", ""),
    ],
)
def test_who(line: str, name: str) -> None:
    assert who(line) == name


def test_notes_become_minutes() -> None:
    said = tuple(Said(n, "", line, f"発言{n}") for n, line in enumerate(LINES, 1))
    assert is_jotted(said)
    transcript, about = Transcript(said), Occasion(held_on=date(2024, 4, 12))
    heard = hear(transcript)
    (item,) = extract.items(heard, divide(heard), transcript, about, styles.load())
    lines = {kind: [line.text for line in item.lines if line.kind is kind] for kind in LineKind}
    assert lines[LineKind.DECISION] == ["36万で認める。"]
    assert lines[LineKind.QUESTION] == ["問：苗は何株か。", "水やり 当番制は可？"]
    assert lines[LineKind.ANSWER] == ["答：1,200株。", "自治会が引き受ける見込み。"]
    assert lines[LineKind.NEXT] == ["次回 5/10（金）14:00 第2会議室。"]
    (todo,) = (line for line in item.lines if line.kind is LineKind.TODO)
    assert todo.task is not None
    assert (todo.task.who, todo.task.due) == ("緑地係", date(2024, 4, 20))


def test_a_conversation_is_no_note() -> None:
    words = ("それでは始めます。", "資料をご覧ください。", "費用は40万円です。", "苗は何株ですか。", "1,200株です。")
    assert not is_jotted(tuple(Said(n, "", text, "") for n, text in enumerate(words, 1)))
