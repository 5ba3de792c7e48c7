"""What answers together: whole lists, the rows of a table that answer alike, what goes on over a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answering.listed import LONGEST
from assistant.answering.several import asks_for_several
from assistant.answering.values import Verdict
from ingest.japanese.folding import fold
from tests.asked import Ask, asking, said
from tests.sheets import both, pdf, prose, words

BILLS = [
    ("議案第31号", "霧ヶ浜市公民館条例の一部を改正する条例", "原案可決"),
    ("議案第32号", "監査委員の選任", "原案同意"),
    ("議案第33号", "令和7年度霧ヶ浜市一般会計補正予算", "原案可決"),
    ("陳情第4号", "通学路の照明に関する陳情", "継続審査"),
    ("議案第34号", "小型除雪車の取得", "原案可決"),
]
BOATS = [f"{name}丸" for name in "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみ"]
PAPERS = {
    "審議結果.csv": "番号,件名,議案の審議結果\n" + "".join(",".join(row) + "\n" for row in BILLS),
    "出張所の手引.txt": (
        "出張所の手引\n"
        "目次\n"
        "１　転入届の受付..............................３\n"
        "２　鍵の保管..................................７\n"
        "２　鍵の保管\n"
        "鍵は金庫で保管し、朝は当番が受け取ります。\n"
        "３　体験教室の対象者\n"
        "市内に住む小学生とその保護者です。\n"
        "転入届に必要な書類は次のとおりです。\n"
        "(1) 転出証明書\n"
        "(2) 本人を確かめる書類\n"
        "(3) 世帯全員の個人番号カード\n"
        "２ 書類がそろわないときは、後日の受付を案内します。\n"
    ),
    "給食_202507.csv": (
        "#no,lunchDay,menuName,foodName\n"
        "1,7/7,七夕汁,星形のかまぼこ\n2,7/7,七夕汁,そうめん\n"
        "3,7/8,麦ごはん,押麦\n4,7/8,さばの塩焼き,さば\n5,7/8,みそ汁,豆腐\n6,7/8,みそ汁,わかめ\n"
        "7,7/9,黒糖パン,黒糖\n"
    ),
    "漁船名簿.txt": "".join(
        f"{line}\n"
        for line in ("漁船名簿", "霧ヶ浜港の漁船の登録事項は次のとおりです。", *(f"・{boat}" for boat in BOATS))
    ),
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("listed")
    (folder / "papers").mkdir()
    pdf(
        folder / "papers" / "循環バス.pdf",
        prose("循環バスの便の種類は次の三つです。", "① 朝の便は港の前から出ます", top=720),
        both(
            prose("② 昼の便は病院の前から出ます", "③ 夜の便は駅の前から出ます"),
            words((72, 400, "乗車券は車内で買えます。")),
        ),
    )
    with asking(folder, PAPERS) as ask:
        yield ask


def test_the_rows_of_a_table_that_answer_alike_come_together(ask: Ask) -> None:
    answer = ask("可決された議案は何ですか")
    assert [next(n for n, _, _ in BILLS if n in text) for text in said(answer)] == [
        "議案第31号",
        "議案第33号",
        "議案第34号",
    ]
    assert all(sentence.verdict is Verdict.SUPPORTED for sentence in answer.sentences)


def test_a_row_that_answers_alone_comes_alone(ask: Ask) -> None:
    (only,) = said(ask("継続審査になったものは何ですか"))
    assert "陳情第4号" in only


def test_one_that_is_named_is_not_asked_for_with_others(ask: Ask) -> None:
    first, *_ = said(ask("議案第34号は何ですか"))
    assert "小型除雪車の取得" in first


def test_a_list_ends_before_the_next_paragraph(ask: Ask) -> None:
    assert said(ask("転入届に必要な書類は何ですか")) == [
        "転入届に必要な書類は次のとおりです。",
        "(1) 転出証明書",
        "(2) 本人を確かめる書類",
        "(3) 世帯全員の個人番号カード",
    ]


def test_a_list_goes_on_over_the_page(ask: Ask) -> None:
    answer = ask("循環バスの便の種類は何ですか")
    assert said(answer) == [
        "循環バスの便の種類は次の三つです。",
        "① 朝の便は港の前から出ます",
        "② 昼の便は病院の前から出ます",
        "③ 夜の便は駅の前から出ます",
    ]
    assert [citation.page for citation in answer.citations] == [1, 1, 2, 2]


@pytest.mark.parametrize("question", ["2025年7月8日の給食の献立は何ですか", "令和7年7月8日の昼食は何ですか"])
def test_rows_of_one_day_are_found_by_what_english_columns_mean(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert [citation.quote.split("\t")[1:3] for citation in answer.citations] == [
        ["7/8", "麦ごはん"],
        ["7/8", "さばの塩焼き"],
        ["7/8", "みそ汁"],
        ["7/8", "みそ汁"],
    ]


def test_a_day_that_no_row_has_is_not_answered(ask: Ask) -> None:
    assert ask("2025年7月15日の給食の献立は何ですか").abstained


def test_a_list_that_is_cut_off_says_so(ask: Ask) -> None:
    answer = ask("霧ヶ浜港の漁船の登録事項は何ですか")
    assert len(answer.sentences) == LONGEST
    assert f"{LONGEST}件までを挙げています" in answer.notice


def test_an_entry_of_a_table_of_contents_answers_nothing(ask: Ask) -> None:
    assert said(ask("鍵はどのように保管しますか"))[0] == "鍵は金庫で保管し、朝は当番が受け取ります。"


def test_what_stands_under_the_heading_that_names_it(ask: Ask) -> None:
    assert said(ask("体験教室の対象者は誰ですか"))[0] == "市内に住む小学生とその保護者です。"


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("可決された議案は何ですか", True),
        ("必要書類は？", True),
        ("申請にはどのような書類が必要ですか", True),
        ("計画に挙げた課題を教えてください", True),
        ("議案第15号は何ですか", False),
        ("この制度の目的は何ですか", False),
        ("図書館の愛称は何ですか", False),
        ("申請書は何に使いますか", False),
    ],
)
def test_questions_for_several(question: str, *, several: bool) -> None:
    assert asks_for_several(fold(question)) is several
