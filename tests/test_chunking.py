"""Blocks become passages: verbatim, cut at sentence ends, never across a speaker or a page."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunking import SIZE, chunk
from ingest.model import Block, BlockKind, Page, Passage

Piece = tuple[BlockKind, str]


def page(*pieces: Piece, number: int = 1, speakers: Sequence[str] = (), goes_on: bool = False, level: int = 3) -> Page:
    """A page of these blocks, one a line; with `goes_on` the last goes on on the next page."""
    text, blocks = "", []
    for n, (kind, words) in enumerate(pieces):
        speaker = speakers[n] if speakers else ""
        depth = level if kind is BlockKind.HEADING else 0
        blocks.append(Block(kind, len(text), len(text) + len(words), depth, speaker=speaker))
        text += words + "\n"
    return Page(number, f"p.{number}", text[:-1] if goes_on else text, tuple(blocks))


def plain(*texts: str, number: int = 1, goes_on: bool = False) -> Page:
    return page(*((BlockKind.PARAGRAPH, text) for text in texts), number=number, goes_on=goes_on)


def sentence(length: int, mark: str = "あ") -> str:
    return mark * (length - 1) + "。"


def lengths(passages: Sequence[Passage]) -> list[int]:
    return [len(passage.text) for passage in passages]


def test_short_paragraphs_share_a_passage() -> None:
    assert [p.text for p in chunk("d", [plain("一つ目。", "二つ目。")])] == ["一つ目。\n二つ目。"]


def test_a_passage_is_full_at_its_size() -> None:
    passages = chunk("d", [plain(*(sentence(200) for _ in range(5)))])
    assert lengths(passages) == [401, 401, 200]


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    passages = chunk("d", [plain("".join(sentence(180, mark) for mark in "あいうえおか"))])
    assert [passage.text[-1] for passage in passages] == ["。"] * 3
    assert lengths(passages) == [360, 360, 360]


def test_a_long_sentence_is_cut_at_a_comma() -> None:
    passages = chunk("d", [plain("あ" * 400 + "、" + "い" * 400 + "。")])
    assert [passage.text[-1] for passage in passages] == ["、", "。"]


def test_a_line_without_any_mark_is_cut_by_length() -> None:
    assert lengths(chunk("d", [plain("あ" * 5000)])) == [500] * 10


def test_what_follows_a_cut_sentence_is_not_lost() -> None:
    passages = chunk("d", [plain("あ" * 1200 + "。" + sentence(30, "い"))])
    assert "".join(passage.text for passage in passages) == "あ" * 1200 + "。" + sentence(30, "い")


def test_pages_are_not_mixed() -> None:
    passages = chunk("d", [plain("一枚目。"), plain("二枚目。", number=2)])
    assert [(passage.page, passage.label, passage.text) for passage in passages] == [
        (1, "p.1", "一枚目。"), (2, "p.2", "二枚目。"),
    ]  # fmt: skip


def test_a_paragraph_broken_by_the_page_is_one_and_of_the_page_it_begins_on() -> None:
    passages = chunk("d", [plain("会議は来年", goes_on=True), plain("度に開く。", "別の話。", number=2)])
    assert [(passage.page, passage.text) for passage in passages] == [(1, "会議は来年度に開く。"), (2, "別の話。")]


def test_a_paragraph_may_go_on_over_several_pages() -> None:
    pages = [plain("長い", goes_on=True), plain("長い", number=2, goes_on=True), plain("話。", number=3)]
    assert [(passage.page, passage.text) for passage in chunk("d", pages)] == [(1, "長い長い話。")]


def test_speakers_are_not_mixed() -> None:
    speech = BlockKind.SPEECH
    said = page(
        (speech, "開会する。"), (speech, "質問する。"), (speech, "続けて問う。"), speakers=["議長", "佐藤", "佐藤"]
    )
    assert [(p.speaker, p.text) for p in chunk("d", [said])] == [
        ("議長", "開会する。"),
        ("佐藤", "質問する。\n続けて問う。"),
    ]


def test_a_passage_knows_the_headings_above_it() -> None:
    one = page((BlockKind.HEADING, "第１章　総則"), (BlockKind.PARAGRAPH, sentence(450)), level=1)
    two = page(
        (BlockKind.HEADING, "１　目的"),
        (BlockKind.PARAGRAPH, sentence(450)),
        (BlockKind.PARAGRAPH, sentence(200)),
        number=2,
    )
    found = chunk("d", [one, two])
    assert [passage.heading for passage in found] == ["", "第１章 総則", "第１章 総則 > １ 目的"]


def test_a_heading_of_the_same_rank_takes_the_place_of_the_one_before() -> None:
    first = page((BlockKind.HEADING, "１　目的"), (BlockKind.PARAGRAPH, sentence(450)))
    second = page(
        (BlockKind.HEADING, "２　定義"), (BlockKind.PARAGRAPH, sentence(300)), (BlockKind.PARAGRAPH, sentence(300))
    )
    assert [passage.heading for passage in chunk("d", [first, second])] == ["", "", "２ 定義"]


def test_headings_in_a_row_stay_together() -> None:
    slide = page(
        (BlockKind.HEADING, "生成ＡＩ"), (BlockKind.HEADING, "利用の手引き"), (BlockKind.PARAGRAPH, "本文。"), level=1
    )
    assert [passage.text for passage in chunk("d", [slide])] == ["生成ＡＩ\n利用の手引き\n本文。"]


def test_rows_make_a_passage_tabular_and_bring_their_column_names() -> None:
    text = "回\t日程\n第6回\t9/29(金)\n"
    rows = Page(
        1,
        "p.1",
        text,
        (Block(BlockKind.ROW, 0, 4), Block(BlockKind.ROW, 5, 16, index="回 第6回、日程 9/29(金) 9月29日")),
    )
    (passage,) = chunk("d", [rows])
    assert passage.tabular
    assert "9月29日" in passage.index


def test_nothing_makes_nothing() -> None:
    assert chunk("d", []) == []
    assert chunk("d", [Page(1, "p.1", "", ())]) == []


_pieces = st.tuples(
    st.sampled_from(list(BlockKind)),
    st.text(alphabet="あ。、\t 「」a", min_size=1, max_size=30)
    .map(lambda t: (t * 40)[:1400])
    .filter(lambda t: t.strip()),
)


@given(
    st.lists(st.lists(_pieces, max_size=5), max_size=4),
    st.booleans(),
    st.lists(st.sampled_from("甲乙"), min_size=5, max_size=5),
)
def test_passages_are_slices_that_hold_every_word(
    contents: list[list[Piece]], goes_on: bool, speakers: list[str]
) -> None:
    pages = [page(*pieces, number=n, speakers=speakers, goes_on=goes_on) for n, pieces in enumerate(contents, 1)]
    text = "".join(one.text for one in pages)
    passages = chunk("d", pages)
    last = 0
    for ordinal, passage in enumerate(passages):
        assert (passage.ordinal, passage.id) == (ordinal, f"d-{ordinal}")
        assert passage.text == text[passage.start : passage.end]
        assert last <= passage.start < passage.end
        assert not text[last : passage.start].strip()
        assert len(passage.text) <= SIZE
        last = passage.end
    assert not text[last:].strip()
