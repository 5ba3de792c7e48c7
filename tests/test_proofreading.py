"""The checks of 公用文 and やさしい日本語 by rule. Expectations are worked out by hand from the guides."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.proofreading import lists
from assistant.proofreading.checking import proofread
from assistant.proofreading.values import Rule
from tests import proofreading_score

ROOT = Path(__file__).parents[1]
LATER = ("held_out", "fresh", "again", "by_another_1", "by_another_2")
SETS = [(rule, name) for rule in Rule for name in (rule.value, *(f"{rule.value}_{later}" for later in LATER))]


def found(text: str, rule: Rule) -> list[tuple[str, str, str]]:
    """(kind, words, instead) of each finding."""
    return [(one.kind, text[one.start : one.end], one.instead) for one in proofread(text, rule)]


def kinds(rule: Rule) -> set[str]:
    return {key.partition(".")[0] for key in lists.reasons(rule)}


# ---- measured


@pytest.mark.parametrize(("rule", "name"), SETS, ids=[name for _, name in SETS])
def test_the_checks_find_what_a_person_marks(rule: Rule, name: str) -> None:
    score = proofreading_score.score(proofreading_score.read(name), rule)
    assert score.precision >= 0.95, score.extra
    assert score.recall >= 0.95, score.missed


@pytest.mark.parametrize(("rule", "name"), [one for one in SETS if one[1].endswith((one[0].value, "held_out"))])
def test_the_marked_texts_are_many_and_half_of_them_are_right(rule: Rule, name: str) -> None:
    texts = proofreading_score.read(name)
    right = [one for one in texts if not one.faults]
    assert len(texts) >= (60 if name == rule.value else 40)
    assert 0.4 <= len(right) / len(texts) <= 0.6
    assert {fault.kind for one in texts for fault in one.faults} <= kinds(rule)


def test_a_mark_that_is_not_found_and_a_finding_that_is_not_marked_both_count() -> None:
    texts = [proofreading_score.Marked("工事の為、休みます。", (proofreading_score.Fault(5, 7, "yori"),))]
    score = proofreading_score.score(texts, Rule.KOYOBUN)
    assert (score.precision, score.recall) == (0, 0)
    assert (len(score.extra), len(score.missed)) == (1, 1)


# ---- 公用文


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("詳しい事を聞く。", [("hiragana", "事", "こと")]),
        ("事業を始めた。", []),
        ("調査して来た。", [("hiragana", "来", "き")]),
        ("鍵を持って来た。", []),
        ("水を下さい。", []),
        ("お越し下さい。", [("hiragana", "下さい", "ください")]),
        ("道路が出来た。", [("hiragana", "出来", "でき")]),
        ("出来事を記す。", []),
        ("会議を行なった。", [("okurigana", "行なっ", "行っ")]),
        ("取り扱いを定める。", [("okurigana", "取り扱い", "取扱い")]),
        ("荷物を取り扱います。", []),
        ("改竄を防ぐ。", [("non_joyo_kanji", "改竄", "改ざん")]),
        ("改竄（かいざん）を防ぐ。", []),
        ("檜山課長に渡す。", []),
        ("氏名および住所を書く。", [("kanji", "および", "及び")]),
        ("本市は、3人を表彰した。", []),
        ("本市は,3人を表彰した。", [("punctuation", ",", "、")]),
        ("面積は10㎡です。", [("special_character", "㎡", "m2")]),
        ("二十三人が来た。", [("numeral", "二十三", "23")]),
        ("二、三人が来た。", []),
        ("第二十三条を改める。", []),
        ("15000円を払う。", [("numeral", "15000", "15,000")]),
        ("2025年に始まる。", []),
        ("市民並びに職員が来た。", [("conjunction", "並びに", "及び")]),
        ("市民及び議員並びに職員が来た。", []),
        ("誰でも見れる。", [("ra_nuki", "見れる", "見られる")]),
        ("誰でも走れる。", []),
        ("約束を忘れる。", []),
        ("職員に読まさせた。", [("sa_ire", "読まさせ", "読ませ")]),
        ("職員に話させた。", []),
        ("担当者が見てます。", [("colloquial", "て", "てい")]),
        ("スキームを示す。", [("loanword", "スキーム", "枠組み、計画")]),
        ("枠組み（スキーム）を示す。", []),
        ("スキーム（枠組み）を示す。", []),
        ("バスの路線を示す。", []),
        ("問題がないとは言えない。", [("double_negation", "ないとは言えない", None)]),
        ("問題がないのではないか。", []),
        ("応募者は少なくはない。", []),
        ("やむを得ない事情がある。", []),
        ("参加者は約30人程度だ。", [("redundancy", "約30人程度", None)]),
        ("参加者は約30人だ。", []),
        ("広場は住民によって管理されている。", [("passive", "管理されている", None)]),
        ("条例により定められた額を払う。", []),
        ("会議に出席される方を迎える。", []),
        ("午前9時より始まる。", [("yori", "午前9時より", "午前9時から")]),
        ("午前9時より前に来る。", []),
    ],
)
def test_koyobun(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    said = found(text, Rule.KOYOBUN)
    assert [one[:2] for one in said] == [one[:2] for one in expected]
    assert all(want[2] in (None, one[2]) for one, want in zip(said, expected, strict=True))


def test_a_sentence_of_sixty_characters_is_short_enough() -> None:
    sixty = "市は" + "北町、" * 17 + "南町を回った。"
    assert len(sixty) == 60
    assert found(sixty, Rule.KOYOBUN) == []
    assert [one[0] for one in found("本" + sixty, Rule.KOYOBUN)] == ["sentence_length"]


def test_the_style_that_fewer_sentences_have_is_told() -> None:
    text = "道路を直します。橋を架けます。川を掃除する。"
    assert found(text, Rule.KOYOBUN) == [("mixed_style", "する", "（「です・ます」体にそろえる）")]


def test_lines_that_stand_by_themselves_may_differ_in_style() -> None:
    lines = ["道路を直します。", "川を掃除する。"] * 5
    assert found("\n".join(lines), Rule.KOYOBUN) == []
    assert [one[0] for one in found("\n".join([*lines, "橋を架けた。駅を直します。"]), Rule.KOYOBUN)] == ["mixed_style"]


def test_single_figures_may_be_wide_where_longer_ones_are_not() -> None:
    assert found("第３回は令和５年10月に開く。", Rule.KOYOBUN) == []
    assert found("会員は３２人、来客は14人だ。", Rule.KOYOBUN) == [("mixed_width", "３２", "32")]


# ---- やさしい日本語


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("払（はら）います。", []),
        ("払う（はらう）ことができます。", []),
        ("払《はら》います。", []),
        ("<ruby>払<rt>はら</rt></ruby>います。", []),
        ("お金を払います。", [("kanji_reading", "金", "金（かね）"), ("kanji_reading", "払", "払（はら）")]),
        ("10時に来（き）てください。", []),
        ("書類（しょるい）を 提出（ていしゅつ）して ください。", [("difficult_word", "提出", "出す")]),
        ("申請（しんせい）（＝申（もう）し込（こ）むこと）をします。", []),
        ("ゆっくり啓発（けいはつ）します。", [("difficult_word", "啓発", None)]),
        ("いっしょに勉強（べんきょう）します。", []),
        ("ライフラインが止（と）まりました。", [("katakana", "ライフライン", "電気、ガス、水道")]),
        ("テレビを見（み）てください。", []),
        ("マリアさんが話（はな）します。", []),
        ("部屋（へや）がぐらぐらします。", [("onomatopoeia", "ぐらぐら", "大きく揺れる")]),
        ("だんだん寒（さむ）くなります。", []),
        ("DVで困（こま）っています。", [("abbreviation", "DV", "夫や妻、恋人からの暴力")]),
        ("令和7年（ねん）に始（はじ）まりました。", [("era", "令和7年", "2025年")]),
        ("平成元年（ねん）に始（はじ）まりました。", [("era", "平成元年", "1989年")]),
        ("2025年（ねん）（令和7年（ねん））です。", []),
        ("9:30に始（はじ）まります。", [("time_notation", "9:30", "午前9時30分")]),
        ("21時（じ）半（はん）に終（お）わります。", [("time_notation", "21時（じ）半", "午後9時半")]),
        ("15時間（じかん）かかります。", []),
        ("2025/4/1に来（き）てください。", [("date_notation", "2025/4/1", "2025年4月1日")]),
        ("窓口（まどぐち）は月曜日（げつようび）〜金曜日（きんようび）です。", [("symbol", "〜", "から…まで")]),
        ("ここで食（た）べられます。", []),
        ("ごみが捨（す）てられています。", [("passive", "捨（す）てられています", None)]),
        ("家族（かぞく）に知（し）らせてください。", []),
        ("子（こ）どもを休（やす）ませてください。", [("causative", "休（やす）ませて"[:-1], None)]),
        ("市長（しちょう）がいらっしゃいます。", [("honorific", "いらっしゃい", "いる、来る、行く")]),
        ("ここに名前（なまえ）をお書（か）きください。", [("honorific", "お書（か）きください", None)]),
        ("ありがとうございます。", []),
        ("早（はや）く行（い）ったほうがいいです。", []),
        ("窓口（まどぐち）は休（やす）みだ。", [("plain_style", "だ", None)]),
        ("窓口（まどぐち）は休（やす）み。", [("noun_ending", "休（やす）み", None)]),
        ("水（みず）などを配（くば）ります。", [("vague", "など", None)]),
        ("水（みず）やパンなどを配（くば）ります。", []),
    ],
)
def test_yasashii(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    said = found(text, Rule.YASASHII)
    assert [one[:2] for one in said] == [one[:2] for one in expected]
    assert all(want[2] in (None, one[2]) for one, want in zip(said, expected, strict=True))


def test_readings_and_spaces_do_not_make_a_sentence_long() -> None:
    bare = "学校（がっこう）に 行（い）って、 先生（せんせい）に 紙（かみ）を 出（だ）して ください。"
    assert len(bare) > 40
    assert found(bare, Rule.YASASHII) == []


# ---- any text


SIGNS = "。、\n\r 　（）｜《》…①𠮷👪\x00市の十年がをだA１2等ごお様ｱ，"
WORDS = ["（し）", "<ruby>", "<rt>", "行なう", "出来る", "です", "れる", "DV", "させて頂く", "ない", "わけではない"]
MORE = ["アウトソーシング", "約5人程度", "令和", "1/2", "12:99"]
PIECES = st.sampled_from([*SIGNS, *WORDS, *MORE])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(Rule))
def test_any_text_gives_findings_within_it_in_order(pieces: list[str], rule: Rule) -> None:
    text = "".join(pieces)
    said = proofread(text, rule)
    assert [one.start for one in said] == sorted(one.start for one in said)
    for one in said:
        assert 0 <= one.start < one.end <= len(text)
        assert one.kind in kinds(rule)
        assert one.instead
        assert one.why
        assert "{" not in one.why


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("text", ["", " \n　\n", "！？（）・", "-----", "※★◆", "https://example.jp/a?b=c&d=1"])
def test_a_text_without_words_has_no_faults(text: str, rule: Rule) -> None:
    assert proofread(text, rule) == []


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize(
    "unit", [*"市あア1１ 　\n（・、A", "（あ", "市（し）", "<ruby>", "のの", "約1", "なく", "令和", "行なう事、"]
)
def test_four_times_the_text_does_not_take_sixteen_times_as_long(unit: str, rule: Rule) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        start = time.process_time()
        proofread(text, rule)
        return time.process_time() - start

    # A pattern that walks a run of signs anew from each of them takes sixteen times; a machine may be slow.
    short = seconds(5_000)
    assert seconds(20_000) < max(9 * short, 1.5)


# ---- the tables and the page that names them


@pytest.mark.parametrize("rule", Rule)
def test_the_page_names_every_kind(rule: Rule) -> None:
    page = (ROOT / "docs" / "proofreading.md").read_text(encoding="utf-8")
    part = page.partition("## 公用文")[2].partition("## やさしい日本語")[0 if rule is Rule.KOYOBUN else 2]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", part, re.MULTILINE)) == kinds(rule)


def test_each_table_names_its_source_and_its_lines_are_whole() -> None:
    files = sorted((ROOT / "assistant" / "proofreading" / "lists").glob("*.tsv"))
    assert len(files) > 15
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("# "), path.name
        widths = {line.count("\t") for line in lines if line and not line.startswith("#")}
        assert len(widths) == 1, path.name


def test_the_common_kanji_are_those_of_the_table() -> None:
    kanji = "".join(lists.words("joyo_kanji"))
    assert len(kanji) == len(set(kanji)) == 2136 + len("填剥頬叱")
    assert {"挨", "拶", "亜", "腕"} <= set(kanji)
    assert not {"迄", "斡", "其"} & set(kanji)
