"""Minutes as Markdown and as text: every line with a number that leads to its words."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.drafting.plain import to_markdown, to_text
from assistant.drafting.values import Draft, Item, Occasion, Transcript
from tests.a_meeting import BARE, DECISION, DRAFT, TODO, TRANSCRIPT
from tests.small_meeting import meeting


def test_text_has_every_line_and_the_words_that_it_rests_on() -> None:
    text = to_text(DRAFT, TRANSCRIPT)
    assert text.splitlines()[:6] == [
        "第3回デジタル推進プロジェクトチーム会議　会議録（案）",
        "",
        "日時：令和5年10月27日(金)　10時00分から11時30分まで",
        "場所：本庁舎3階　第2会議室",
        "出席者：佐藤課長、田中主任、鈴木係長、高橋係長、（事務局）小林主事",
        "欠席者：渡辺係長",
    ]
    for line in DRAFT.lines:
        found = re.search(rf"{re.escape(line.text)}\[(\d+)\]", text)
        assert found is not None
        (told,) = [one for one in text.splitlines() if one.startswith(f"[{found[1]}] ")]
        assert all(f"「{basis.quote}」" in told for basis in line.bases)


def test_a_line_that_stands_twice_has_one_number() -> None:
    text = to_text(replace(DRAFT, items=(Item("", (DECISION,)),)), TRANSCRIPT)
    assert text.count(f"{DECISION.text}[1]（佐藤課長）") == 2
    assert text.endswith("[1] ✓ 確認済み　00:12:30　佐藤課長「では、10月から全ての課に広げることに決定します。」\n")


def test_what_is_not_borne_out_is_marked_in_both() -> None:
    for text in (to_text(DRAFT, TRANSCRIPT), to_markdown(DRAFT, TRANSCRIPT)):
        assert f"【要確認：根拠なし】{BARE.text}" in text
        assert "【要確認：一部のみ】予算は" in text


def test_markdown_has_headings_a_table_and_footnotes() -> None:
    lines = to_markdown(DRAFT, TRANSCRIPT).splitlines()
    assert lines[0] == "# 第3回デジタル推進プロジェクトチーム会議　会議録（案）"
    assert "### １　生成AIの試行の結果について" in lines
    assert "- **問** 個人情報を入力した事例はあったか。[^6]（田中主任）" in lines
    assert "| 内容 | 担当 | 期限 | 発言箇所 |" in lines
    what, who, due = (
        "録画の可否を情報政策課と相談し、返事をする。[^2]",
        "高橋係長",
        "令和5年11月3日(金)（来週の金曜まで）",
    )
    assert f"| {what} | {who} | {due} | 00:21:10 |" in lines
    assert "[^6]: ✓ 確認済み　00:06:41　田中主任「個人情報を入れてしまった事例はありましたか。」" in lines
    assert lines[-1].startswith("[^16]: ")


def test_nothing_in_a_line_is_taken_for_markdown() -> None:
    task = replace(TODO, text="a|b\n# c", task=None)
    opinion = replace(BARE, text="*a* _b_ <b>c</b> [d](e) `f` | {{g}}")
    text = to_markdown(replace(DRAFT, items=(Item("# 題", (opinion, task)),)), TRANSCRIPT)
    assert r"\*a\* \_b\_ \<b\>c\</b\> \[d\](e) \`f\` \| \{\{g\}\}" in text
    assert r"| a\|b \# c[^1] |" in text
    assert r"### １　\# 題" in text


def test_without_a_trace_there_are_no_numbers() -> None:
    for text in (to_text(DRAFT, TRANSCRIPT, traced=False), to_markdown(DRAFT, TRANSCRIPT, traced=False)):
        assert not re.search(r"\[\^?\d+\]", text)
        assert "根拠となる発言\n" not in text


def test_where_nothing_says_who_was_there_those_who_spoke_were() -> None:
    said = ("岸本課長：始めます。", "話者2：はい。", "：（拍手）", "柏木主幹：30人です。", "岸本課長：終わります。")
    text = to_text(Draft(Occasion(), (), style=""), meeting(*said))
    assert "\n出席者：岸本課長、柏木主幹（発言した人）\n" in text


def test_a_draft_of_nothing_claims_nothing() -> None:
    text = to_text(Draft(Occasion(), (), style=""), Transcript(()))
    assert text.startswith("（記載なし）　会議録（案）\n\n日時：（記載なし）\n")
    assert "（宿題の発言は見つかりませんでした）" in text
