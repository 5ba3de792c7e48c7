"""Text, Markdown and the encodings that both come in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BrokenFile, EmptyFile
from ingest.model import BlockKind, Reading
from ingest.preparing import title_of
from ingest.readers import markdown, plain
from ingest.readers.encoding import decode
from ingest.readers.headings import levels
from tests.papers import assert_sound, shown, texts

H, P, L, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW
WORDS = "令和５年度①の予算は、髙橋課長が説明した。ｶﾅも少し。"


def text(tmp_path: Path, words: str | bytes) -> Reading:
    path = tmp_path / "a.txt"
    path.write_bytes(words.encode() if isinstance(words, str) else words)
    return plain.read(path)


def mark(tmp_path: Path, words: str) -> Reading:
    path = tmp_path / "a.md"
    path.write_text(words, encoding="utf-8")
    return markdown.read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "euc_jis_2004", "iso2022_jp_2004"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    words = WORDS if "2004" not in encoding else WORDS.replace("髙", "高").replace("ｶﾅ", "カナ")
    assert texts(text(tmp_path, words.encode(encoding))) == [words]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\ufeff\x1b")))
def test_utf8_is_always_read_as_itself(words: str) -> None:
    assert decode(words.encode()) == words or not words.isprintable() or words.encode().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00\xd8", "予算".encode()[:-1] + b"\xff", b"\x80\x81\xfe\xff\xff"])
def test_what_cannot_be_decoded(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(BrokenFile, match="文字コード"):
        text(tmp_path, raw)


@pytest.mark.parametrize("raw", [b"", b"\n \n", "　\n".encode()])
def test_nothing_in_it(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(EmptyFile):
        text(tmp_path, raw)


def test_lines_are_blocks_and_the_text_stays_as_it_is(tmp_path: Path) -> None:
    reading = text(tmp_path, "　会議録\r\n\r\n○議長　ただいまから開く。\r○田中君　はい。\u2028以上\x00\n\n")
    page = reading.pages[0]
    assert_sound(page)
    assert page.text == "　会議録\n\n○議長　ただいまから開く。\n○田中君　はい。\n以上\n"
    assert shown(reading) == [(P, "会議録"), (P, "○議長　ただいまから開く。"), (P, "○田中君　はい。"), (P, "以上")]
    assert (page.number, page.label) == (None, "本文")


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第1章　総則", 1),
        ("第二節 手続", 2),
        ("第３条（定義）", 3),
        ("第3条の2　特例", 3),
        ("第3条　市長は、これを定める。", 0),
        ("■ 背景", 2),
        ("【目的】", 2),
        ("1　開催の趣旨", 2),
        ("２．開催の趣旨", 2),
        ("(1) 対象", 3),
        ("（一）対象", 3),
        ("2023年の予算", 0),
        ("10時 開会", 0),
        ("1 日時：令和5年4月", 0),
        ("第一に、予算である", 0),
    ],
)
def test_headings_of_papers(line: str, level: int) -> None:
    assert levels([line, "その本文がここに続く。"]) == [level, 0]


def test_an_agenda_is_a_list() -> None:
    assert levels(["次第", "1 開会", "2 協議", "3 閉会"]) == [0, -1, -1, -1]


def test_lines_broken_to_a_width_are_joined(tmp_path: Path) -> None:
    full = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほ"  # 30 characters, 60 columns
    lines = [full, full, "ここで段落が終わる。", *([full] * 4), "次も終わる。", "・" + full[:-1], "続き。", "短い行"]
    assert texts(text(tmp_path, "\n".join(lines))) == [
        full * 2 + "ここで段落が終わる。",
        full * 4 + "次も終わる。",
        "・" + full[:-1] + "続き。",
        "短い行",
    ]


def test_lines_of_their_own_are_not_joined(tmp_path: Path) -> None:
    lines = [f"委員の名前はここに{'あ' * n}" for n in range(20, 36)]
    assert texts(text(tmp_path, "\n".join(lines))) == lines


def test_the_first_line_as_title(tmp_path: Path) -> None:
    assert text(tmp_path, "特別委員会速記録第一号\n午後開議\n").title == "特別委員会速記録第一号"
    assert text(tmp_path, "ただいまから開きます。\n次です。\n").title == ""
    assert text(tmp_path, "各課等の長　様\n次です。\n").title == ""


def test_markdown(tmp_path: Path) -> None:
    reading = mark(
        tmp_path,
        "# 手引き\n\n**生成AI**の[ルール](https://example.jp)を\n定める。\n\n## 日程\n\n- 一つ目\n  続き\n  1. 中\n"
        "* 二つ目\n\n"
        "| 回 | 日程 |場所|\n|---|:--:|--|\n| 第6回 | 9/29 | 大会議室 |\n\n<!-- 見えない -->\n見出し\n====\n> 引用\n\n"
        "```\n# コード\n```\n---\n終わり  \n",
    )
    assert shown(reading) == [
        (H, "手引き"),
        (P, "生成AIのルールを定める。"),
        (H, "日程"),
        (L, "一つ目続き"),
        (L, "1. 中"),
        (L, "二つ目"),
        (R, "回\t日程\t場所"),
        (R, "第6回\t9/29\t大会議室"),
        (H, "見出し"),
        (P, "引用"),
        (P, "# コード"),
        (P, "終わり"),
    ]
    page = reading.pages[0]
    assert_sound(page)
    assert reading.title == "手引き"
    assert page.blocks[7].index == "回 第6回、日程 9/29、場所 大会議室\n9月29日"
    assert [block.level for block in page.blocks if block.kind is H] == [1, 2, 1]
    assert page.blocks[3].label == "日程"


def test_markdown_with_a_head(tmp_path: Path) -> None:
    reading = mark(tmp_path, "---\ntitle: 市の手引き\ndate: 2023-07-01\n---\n本文\n")
    assert (reading.title, texts(reading)) == ("市の手引き", ["本文"])


@pytest.mark.parametrize("marks", ["[", "`あ", "*あ ", "<b ", "<!-- ", "|-", "# ", "**あ", "- ", "> "])
def test_a_file_of_marks_alone_costs_no_more_than_its_length(tmp_path: Path, marks: str) -> None:
    assert mark(tmp_path, marks * 50_000 + "終").pages[0].text.rstrip().endswith("終")


DECK = """、みんなの暮らしを便利に/

令和5年度第1回 みなと市DX推進チーム会議

4/21(金) 10:30~

次第

- 1 開 会
- (1)令和5年度の**取組概要**について
- ▶次回会議 5/26(金)

チームが目指すところ①/市政との関わり

- ・<u>職員の習慣</u>を変え、**市民の時間**を増やす。

開催日程は次のとおり。

\t日程\t場所
第1回\t4/21(金)\t議員控室
第2回\t5/26(金)\t大会議室
"""


def test_a_deck_that_a_converter_saved_as_text(tmp_path: Path) -> None:
    reading = text(tmp_path, DECK)
    assert_sound(reading.pages[0])
    assert shown(reading)[3:] == [
        (H, "次第"),
        (L, "1 開 会"),
        (L, "(1)令和5年度の取組概要について"),
        (L, "▶次回会議 5/26(金)"),
        (H, "チームが目指すところ①/市政との関わり"),
        (L, "・職員の習慣を変え、市民の時間を増やす。"),
        (P, "開催日程は次のとおり。"),
        (R, "日程\t場所"),
        (R, "第1回\t4/21(金)\t議員控室"),
        (R, "第2回\t5/26(金)\t大会議室"),
    ]
    assert [block.index.split("\n")[0] for block in reading.pages[0].blocks if block.kind is R] == [
        "",
        "第1回、日程 4/21(金)、場所 議員控室",
        "第2回、日程 5/26(金)、場所 大会議室",
    ]
    assert title_of(reading, "deck.txt") == "令和5年度第1回 みなと市DX推進チーム会議"


def test_a_text_with_few_stars_keeps_them(tmp_path: Path) -> None:
    lines = ["評価は**とする。", "- 備考", "**重要**な件"]
    assert texts(text(tmp_path, "\n".join(lines))) == lines
