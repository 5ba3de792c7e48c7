"""Papers of several bills: which lines head them, what stands under which, and what such a paper is called."""

from __future__ import annotations

import pytest

from ingest.chunking import chunk
from ingest.model import BlockKind, Passage, Reading
from ingest.preparing import title_of
from ingest.structure.bills import LEVEL, bill, headed
from tests.several_bills import HEADING, ITEM, PARAGRAPH, REASONS, ROW, page, plain, reasons


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("議案第７号：令和８年度霧ヶ浜市一般会計予算", "議案第7号"),
        ("議案第 12 号　財産の取得について", "議案第12号"),
        ("議案第12号令和8年度霧ヶ浜市一般会計予算", "議案第12号"),
        ("第三号議案　規約の変更について", "第三号議案"),
        ("市長提出議案第4号", "市長提出議案第4号"),
        ("【報告第2号】損害賠償の専決処分の報告について", "報告第2号"),
        ("議案第７号は、令和８年度の予算であります。", ""),
        ("議案第７号の審査について", ""),
        ("議案第７号　令和８年度予算………３", ""),
        ("議案第７号\t原案可決", ""),
        ("令和８年度霧ヶ浜市一般会計予算", ""),
    ],
)
def test_lines_that_name_a_bill(line: str, number: str) -> None:
    assert bill(line) == number


def levels(*pages: tuple[tuple[BlockKind, str], ...]) -> list[list[int]]:
    made = headed([page(*blocks, number=number) for number, blocks in enumerate(pages, 1)])
    return [[block.level if block.kind is HEADING else 0 for block in one.blocks] for one in made]


def test_a_line_that_names_a_bill_heads_what_is_said_of_it() -> None:
    assert levels(((ITEM, "議案第1号　予算について"), (PARAGRAPH, "総額を定める。"))) == [[LEVEL, 0]]


def test_it_does_so_at_the_foot_of_a_page() -> None:
    told = (PARAGRAPH, "前の議案の理由である。"), (ITEM, "議案第2号　予算について")
    assert levels(told, ((PARAGRAPH, "総額を定める。"),)) == [[0, LEVEL], [0]]


def test_the_bills_of_a_list_head_nothing() -> None:
    bills = tuple((ITEM, f"議案第{n}号　条例の改正について") for n in range(1, 8))
    assert levels((*bills, (PARAGRAPH, "以上の議案を提出する。"))) == [[0] * 8]


def test_what_ends_a_paper_heads_nothing() -> None:
    assert levels(((PARAGRAPH, "次の議案を出す。"), (ITEM, "議案第1号　予算について"))) == [[0, 0]]


def test_a_table_below_makes_no_heading() -> None:
    assert levels(((ITEM, "議案第1号　予算について"), (ROW, "款\t金額"))) == [[0, 0]]


def test_the_bills_of_a_table_of_contents_are_none_even_in_big_type() -> None:
    contents = (HEADING, "議案第1号　霧ヶ浜市一般会計予算"), (PARAGRAPH, "一般会計予算·······················1")
    assert levels(contents) == [[0, 0]]


def test_the_name_below_a_bare_number_is_a_heading_too() -> None:
    named = (PARAGRAPH, "議案第6号"), (PARAGRAPH, "霧ヶ浜市公園条例"), (PARAGRAPH, "夜間の花火を禁じる。")
    assert levels(named) == [[LEVEL, LEVEL + 1, 0]]


def test_who_signs_below_the_day_heads_nothing() -> None:
    signed = (PARAGRAPH, "令和8年2月20日提出"), (HEADING, "霧ヶ浜市長　野々村　陽")
    assert levels(signed) == [[0, 0]]
    assert levels(((PARAGRAPH, "市民のみなさまへ"), (HEADING, "霧ヶ浜市長　野々村　陽"))) == [[0, 4]]


def under(passages: list[Passage], words: str) -> str:
    """The headings that these words stand under."""
    (one,) = (passage for passage in passages if words in passage.text)
    return one.heading_at(one.text.index(words))


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("412,700千円", "議案第３１号：令和７年度霧ヶ浜市一般会計補正予算"),
        ("18,320,000千円", "議案第３２号：令和８年度霧ヶ浜市一般会計予算"),
        ("給食室の空調", "議案第３２号：令和８年度霧ヶ浜市一般会計予算"),
        ("62,900千円", "議案第３３号：令和８年度霧ヶ浜市駐車場事業特別会計予算"),
        ("3,905,000千円", "議案第３４号：令和８年度霧ヶ浜市介護保険特別会計予算"),
        ("職員7名", "議案第３４号：令和８年度霧ヶ浜市介護保険特別会計予算"),
        ("夜間の花火", "議案第３５号：霧ヶ浜市公園条例の一部を改正する条例"),
    ],
)
def test_what_is_said_stands_under_its_bill_over_pages(words: str, heading: str) -> None:
    assert under(chunk("d", headed(reasons())), words) == heading


def test_no_passage_speaks_of_two_bills() -> None:
    for passage in chunk("d", headed(reasons())):
        assert sum(bool(bill(line)) for line in passage.text.split("\n")) <= 1


def test_a_bill_named_at_the_foot_of_a_page_is_found_with_what_is_said_of_it() -> None:
    one = next(p for p in chunk("d", headed(reasons())) if p.text.startswith("議案第３４号"))
    assert (one.page, "3,905,000千円" in one.text) == (2, True)


def test_bills_that_share_a_reason_both_stand_above_it() -> None:
    one, two, reason = "議案第8号：市道の認定について", "議案第9号：市道の廃止について", "路線を改めるものである。"
    assert under(chunk("d", headed([plain(one, two, reason)])), reason) == f"{one}、{two}"


def test_a_heading_stands_under_those_above_it_and_not_under_itself() -> None:
    (one,) = chunk("d", [page((HEADING, "１　目的"), (PARAGRAPH, "市の計画を定める。"))])
    assert [one.heading_at(0), one.heading_at(len("１　目的\n"))] == ["", "１ 目的"]


def test_the_caption_of_an_article_does_not_stand_above_the_tables_after_it() -> None:
    article = page((HEADING, "（一時借入金）"), (PARAGRAPH, "第4条　最高額は、90千円と定める。"))
    found = chunk("d", [article, page((ROW, "市税\t120"), number=2), page((PARAGRAPH, "２　前項の額"), number=3)])
    assert [under(found, words) for words in ("90千円", "市税", "前項")] == ["（一時借入金）", "", ""]


def test_a_sheet_does_not_stand_under_the_heading_of_the_sheet_before() -> None:
    first = page((HEADING, "歳入"), (ROW, "市税\t120"), number=None, label="シート「予算」")
    second = page((ROW, "花火大会\t8月5日"), number=None, label="シート「行事」")
    found = chunk("d", [first, second])
    assert (under(found, "市税"), under(found, "花火大会")) == ("シート「予算」 > 歳入", "シート「行事」")


def reading(*lines: str, title: str = "") -> Reading:
    return Reading("pdf", (page(*((HEADING, line) for line in lines)),), title)


@pytest.mark.parametrize(
    ("read", "source", "title"),
    [
        (Reading("pdf", tuple(reasons()), REASONS[0][0]), "提案理由（31回）.pdf", "提案理由（31回）"),
        (Reading("pdf", tuple(reasons()), REASONS[0][0]), "teian.pdf", "teian"),
        (Reading("pdf", tuple(reasons()), "提案理由の説明書"), "teian.pdf", "提案理由の説明書"),
        (reading("議案第7号　一般会計予算", "第1条関係"), "gian.pdf", "議案第7号 一般会計予算"),
        (reading("第１章　総則", "第２章　文書の保存"), "文書管理の手引き.pdf", "文書管理の手引き"),
        (reading("第１部　総論", "第１章　総則"), "計画.pdf", "第１部 総論"),
    ],
)
def test_a_paper_is_not_called_by_the_first_of_its_parts(read: Reading, source: str, title: str) -> None:
    assert title_of(read, source) == title
