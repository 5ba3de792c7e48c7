"""PDF papers: what is read, in which order, and where on the page it stands."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ByteStringObject, DecodedStreamObject, NameObject, RectangleObject
from reportlab.lib.utils import ImageReader

from ingest.chunking import chunk
from ingest.errors import BrokenFile, EmptyFile, EncryptedFile
from ingest.model import BlockKind, Page, PageState, Reading
from ingest.readers import dispatch
from ingest.readers.pdf import read
from ingest.readers.pdf_page import draw
from ingest.structure.glyphs import Glyphs
from ingest.structure.lines import columns as lines_of_columns
from ingest.structure.marking import rectangles
from tests.sheets import both, pdf, place, prose, reading, shown, table, texts, words

FIRST = "　令和５年度の生成ＡＩ活用チームは、市民サービスの向上と職員の負担を軽くすることを"
SECOND = "目的として、全庁から希望する職員を集めて発足した。"


def assert_sound(result: Reading) -> None:
    """What holds of every reading: a box a character, and passages that are slices of the paper."""
    text = "".join(page.text for page in result.pages)
    for page in result.pages:
        assert len(page.boxes) in (0, 8 * len(page.text))
        last = 0
        for block in page.blocks:
            assert last <= block.start < block.end <= len(page.text)
            last = block.end
    for passage in chunk("d", result.pages):
        assert passage.text == text[passage.start : passage.end]


# ---- lines and paragraphs


def test_broken_lines_are_joined(tmp_path: Path) -> None:
    result = reading(tmp_path, prose(FIRST, SECOND, "　次回は９月に開く。"))
    assert texts(result.pages[0]) == [FIRST.strip() + SECOND, "次回は９月に開く。"]
    assert_sound(result)


def test_letter_spacing_is_no_space(tmp_path: Path) -> None:
    said = "所信の一端を申し上げます。"
    result = reading(tmp_path, words((72, 100, said), (72, 130, "Windows 11 Pro を使う。"), spacing=4))
    assert texts(result.pages[0]) == [said, "Windows 11 Pro を使う。"]


def test_typed_spaces_stay(tmp_path: Path) -> None:
    result = reading(tmp_path, words((72, 100, "１　開　会"), (72, 160, "市長 佐藤 太郎")))
    assert texts(result.pages[0]) == ["１　開　会", "市長 佐藤 太郎"]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    result = reading(tmp_path, prose("　はじめの段落である。", FIRST, top=740), prose(SECOND, "　次回は９月に開く。"))
    passages = chunk("d", result.pages)
    whole = next(passage for passage in passages if "負担を軽く" in passage.text)
    assert FIRST.strip() + SECOND in whole.text
    assert whole.page == 1
    assert_sound(result)


def test_a_sentence_that_ends_with_the_page_does_not_go_on(tmp_path: Path) -> None:
    result = reading(tmp_path, prose("　はじめの段落である。", top=740), prose(SECOND))
    assert [passage.page for passage in chunk("d", result.pages)] == [1, 2]


def test_headings_items_and_paragraphs(tmp_path: Path) -> None:
    result = reading(
        tmp_path,
        both(
            words((72, 60, "生成ＡＩ利用指針"), size=20),
            prose(
                "第１章　総則",
                "　この指針は、職員が生成ＡＩを安全に使うために必要なことを定めるものとし、すべての",
                "職員に適用する。",
            ),
            prose("（１）入力してよい情報", "（２）入力してはならない情報", "・個人情報", "①　氏名", top=180),
        ),
    )  # fmt: skip
    assert shown(result.pages[0]) == [
        (BlockKind.HEADING, "生成ＡＩ利用指針"),
        (BlockKind.HEADING, "第１章　総則"),
        (
            BlockKind.PARAGRAPH,
            "この指針は、職員が生成ＡＩを安全に使うために必要なことを定めるものとし、すべての職員に適用する。",
        ),
        (BlockKind.ITEM, "（１）入力してよい情報"),
        (BlockKind.ITEM, "（２）入力してはならない情報"),
        (BlockKind.ITEM, "・個人情報"),
        (BlockKind.ITEM, "①　氏名"),
    ]
    assert result.title == "生成ＡＩ利用指針"


def test_two_columns_of_prose_are_no_table(tmp_path: Path) -> None:
    left = ["市では本年四月から新しい窓口", "を設けて相談を受け付けます。", "予約は電話でお願いします。"]
    right = ["図書館は改修のため七月末まで", "休館します。返却は分館でも", "受け付けています。"]
    result = reading(tmp_path, both(prose(*left, left=60), prose(*right, left=320)))
    assert texts(result.pages[0]) == ["".join(left), "".join(right)]


def test_figures_set_wide_are_one_number(tmp_path: Path) -> None:
    """Half-width figures in a letter-spaced line stand apart, yet nearer than the letters do."""
    line = [(72 + 14.5 * n, 100.0, letter) for n, letter in enumerate("株式等譲渡所得割交付金")]
    figures = [(231.5 + 8 * n, 100.0, figure) for n, figure in enumerate("27,750")]
    after = [(281.5 + 14.5 * n, 100.0, letter) for n, letter in enumerate("千円を計上")]
    result = reading(tmp_path, words(*line, *figures, *after, size=12))
    assert texts(result.pages[0]) == ["株式等譲渡所得割交付金27,750千円を計上"]


def test_a_gap_as_wide_as_a_letter_is_a_space(tmp_path: Path) -> None:
    placed = [(72, 100, "第１条"), (115, 100, "この条例は市の責務を定める。")]
    assert texts(reading(tmp_path, words(*placed)).pages[0]) == ["第１条　この条例は市の責務を定める。"]


def test_a_narrow_gap_is_no_space(tmp_path: Path) -> None:
    placed = [(72, 100, "市民のための"), (140, 100, "窓口をAI"), (186, 100, "で助ける。")]
    assert texts(reading(tmp_path, words(*placed)).pages[0]) == ["市民のための窓口をAIで助ける。"]


def test_words_of_latin_letters_stay_apart(tmp_path: Path) -> None:
    placed = [(72, 100, "Windows"), (72 + 7 * 10.5 * 0.6, 100, "Server")]
    found = texts(reading(tmp_path, words(*placed, font="Courier")).pages[0])
    assert found == ["WindowsServer"]
    placed = [(72, 100, "Windows"), (72 + 7 * 10.5 * 0.6 + 3.5, 100, "Server")]
    found = texts(reading(tmp_path, words(*placed, font="Courier")).pages[0])
    assert found == ["Windows Server"]


def test_letters_set_one_below_another_are_one_line(tmp_path: Path) -> None:
    cover = [(300, 100 + 24 * n, letter) for n, letter in enumerate("緑と笑顔のまち")]
    assert texts(reading(tmp_path, words(*cover, size=20)).pages[0]) == ["緑と笑顔のまち"]


def test_entries_of_a_list_of_bills_stay_apart(tmp_path: Path) -> None:
    bills = [
        "議案第１号　令和７年度みなと市一般会計補正予算",
        "議案第２号　令和７年度みなと市介護保険特別会計補正予算",
        "議案第３号　みなと市介護保険条例の一部を改正する条例",
    ]
    assert shown(reading(tmp_path, prose(*bills)).pages[0]) == [(BlockKind.ITEM, bill) for bill in bills]


def test_an_article_named_in_a_sentence_begins_no_entry(tmp_path: Path) -> None:
    result = reading(
        tmp_path,
        prose("　育児休業の取扱いについては、就業規則第１０条及び第１１条の規定並びに", "第１２条の規定による。"),
    )
    assert texts(result.pages[0]) == [
        "育児休業の取扱いについては、就業規則第１０条及び第１１条の規定並びに第１２条の規定による。"
    ]


def test_entries_of_contents_stay_apart(tmp_path: Path) -> None:
    contents = [
        "調査の概要............................................ 1",
        "調査の目的............................................ 3",
    ]
    assert len(texts(reading(tmp_path, prose(*contents)).pages[0])) == 2


def test_the_caption_of_an_article_is_a_heading(tmp_path: Path) -> None:
    found = shown(
        reading(tmp_path, prose("（目的）", "第１条　この条例は、市の責務を定めることを目的とする。")).pages[0]
    )
    assert [kind for kind, _ in found] == [BlockKind.HEADING, BlockKind.ITEM]


def test_a_blank_to_fill_in_does_not_tear_a_sentence(tmp_path: Path) -> None:
    lines = words(
        (72, 100, "第１８条　労働者は遅刻し、又は勤務時間中に外出する際は、事前に申し出るものとし"),
        (72, 118, "あらかじめ"),
        (160, 118, "の承認を受けなければならず、さらに事後にも速やかに届け出る"),
        (72, 136, "ものとする。"),
    )
    found = texts(reading(tmp_path, lines).pages[0])
    assert len(found) == 1
    assert "申し出るものとしあらかじめ　の承認を" in found[0]
    assert found[0].endswith("届け出るものとする。")


def test_a_number_that_stands_alone_heads_what_follows(tmp_path: Path) -> None:
    found = shown(
        reading(tmp_path, prose("１　目的", "　職員を助ける。", "２　対象", "　すべての職員とする。")).pages[0]
    )
    assert [kind for kind, _ in found] == [BlockKind.HEADING, BlockKind.PARAGRAPH] * 2
    agenda = reading(tmp_path, prose("１　開会", "２　議事", "３　閉会")).pages[0]
    assert {kind for kind, _ in shown(agenda)} == {BlockKind.ITEM}


def test_an_item_goes_on_over_the_page(tmp_path: Path) -> None:
    first = prose("（１）前年度に比べて増えた", top=700)
    item = words((72, 720, "（２）職員の過半数を代表する者が、規則の作成に当たり意見を述べるための手続を経て"))
    passages = chunk("d", reading(tmp_path, both(first, item), prose("選ばれた者であること。")).pages)
    assert "手続を経て選ばれた者であること。" in passages[0].text


@pytest.mark.parametrize("next_page", ["② 夜の便は十月から", "4-8. 予約の取り消し", "第３章　雑則"])
def test_what_begins_the_next_page_as_an_entry_or_a_section_is_no_part_of_the_last_entry(
    tmp_path: Path, next_page: str
) -> None:
    first = prose("便は次の二つである。", "① 昼の便は七月から出ている", top=720)
    passages = chunk("d", reading(tmp_path, first, prose(next_page, "詳しくは窓口で聞く。")).pages)
    assert passages[0].text.splitlines()[-1] == "① 昼の便は七月から出ている"
    assert passages[1].text.startswith(next_page)


def test_the_last_entry_of_a_table_of_contents_does_not_go_on(tmp_path: Path) -> None:
    contents = prose("１　目的..............................１", "２　方法..............................２")
    passages = chunk("d", reading(tmp_path, contents, prose("この手引は窓口の職員が使う。")).pages)
    assert [passage.page for passage in passages][-1] == 2


# ---- running heads


def test_heads_feet_and_page_numbers_are_kept_apart(tmp_path: Path) -> None:
    def page(n: int) -> Any:
        return both(
            words((72, 30, "みなと市　議会だより"), (280, 800, f"- {n} -")),
            prose(f"　第{n}の話題は次のとおりである。", "　以上のことを報告する。"),
        )

    result = reading(tmp_path, *(page(n) for n in range(1, 5)))
    assert [texts(one) for one in result.pages][1] == ["第2の話題は次のとおりである。", "以上のことを報告する。"]
    assert result.pages[1].furniture == ("みなと市　議会だより", "- 2 -")


def test_the_number_of_a_bill_at_the_head_of_each_page_stays(tmp_path: Path) -> None:
    pages = [
        both(words((72, 40, f"議案第{n}号")), prose("　次のとおり提出する。", "　以上である。")) for n in range(1, 5)
    ]
    assert [texts(page)[0] for page in reading(tmp_path, *pages).pages] == [f"議案第{n}号" for n in range(1, 5)]


def test_the_same_words_in_the_body_stay(tmp_path: Path) -> None:
    page = prose(
        "　報告する。", "　承認された。", "　次に移る。", "　報告する。", "　以上である。", "　閉会した。", top=300
    )
    result = reading(tmp_path, page, prose("　別の話をする。", top=100), prose("　終わりに述べる。", top=500))
    assert len(texts(result.pages[0])) == 6


# ---- tables

SCHEDULE = [
    ["回", "日程", "開始時刻", "場所"],
    *(
        [f"第{n}回", day, "10:00", "地階大会議室"]
        for n, day in enumerate(("4/21(金)", "5/26(金)", "6/23(金)", "7/21(金)", "8/25(金)", "9/29(金)", "10/27(金)",
                                 "11/24(金)", "12/22(金)"), 1)
    ),
]  # fmt: skip


def test_a_schedule_of_nine_rows(tmp_path: Path) -> None:
    result = reading(tmp_path, both(words((72, 60, "会議の日程"), size=16), table(SCHEDULE, widths=[60, 100, 80, 160])))
    rows = [block for block in result.pages[0].blocks if block.kind is BlockKind.ROW]
    assert [result.pages[0].text[row.start : row.end] for row in rows] == ["\t".join(row) for row in SCHEDULE]
    assert all(said in rows[6].index for said in ("日程 9/29(金)", "9月29日", "開始時刻 10:00", "場所 地階大会議室"))
    assert_sound(result)


def test_a_table_whose_rules_do_not_quite_meet(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        for r in range(4):
            for c in range(3):
                canvas.line(73.2 + 80 * c, 700 - 22 * r + 0.6 * c, 151 + 80 * c, 700 - 22 * r + 0.6 * c)
        for c in range(4):
            for r in range(3):
                canvas.line(72 + 80 * c, 699 - 22 * r, 72 + 80 * c, 679 - 22 * r)
        words(*((76 + 80 * c, 147 + 22 * r, f"第{r}の{c}") for r in range(3) for c in range(3)), size=9)(canvas)

    assert texts(reading(tmp_path, page).pages[0]) == [f"第{r}の0\t第{r}の1\t第{r}の2" for r in range(3)]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_table_lying_on_its_side(tmp_path: Path, angle: int) -> None:
    rows = [["項目", "内容"], ["目的", "職員の負担を\n軽くするため"], ["対象", "すべての職員"]]
    source = pdf(tmp_path / "upright.pdf", table(rows, widths=[80, 72], height=32))
    writer = PdfWriter(clone_from=PdfReader(source))
    writer.pages[0].rotate(angle)
    writer.write(tmp_path / "turned.pdf")
    page = read(tmp_path / "turned.pdf").pages[0]
    assert texts(page) == ["項目\t内容", "目的\t職員の負担を軽くするため", "対象\tすべての職員"]
    assert page.blocks[1].kind is BlockKind.ROW


def test_a_table_without_sides(tmp_path: Path) -> None:
    result = reading(tmp_path, table(SCHEDULE, widths=[60, 100, 80, 160], outer=False))
    assert texts(result.pages[0]) == ["\t".join(row) for row in SCHEDULE]


def test_words_that_go_on_in_a_cell_stay_in_it(tmp_path: Path) -> None:
    rows = [["項目", "内容"], ["目的", "市民サービスの\n向上を図るため"], ["対象", "全職員"]]
    result = reading(tmp_path, table(rows, widths=[80, 72], height=32))
    assert texts(result.pages[0]) == ["項目\t内容", "目的\t市民サービスの向上を図るため", "対象\t全職員"]


def test_a_merged_cell_speaks_for_all_its_rows(tmp_path: Path) -> None:
    rows = [["部", "課", "人数"], ["総務部", "人事課", "12"], ["", "財政課", "8"], ["市民部", "窓口課", "20"]]
    result = reading(tmp_path, table(rows, widths=[80, 80, 60], skip=[(1, 0)]))
    blocks = result.pages[0].blocks
    assert texts(result.pages[0])[1:] == ["総務部\t人事課\t12", "財政課\t8", "市民部\t窓口課\t20"]
    assert blocks[2].index == "部 総務部、課 財政課、人数 8"


def test_a_table_inside_a_form(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        canvas.beginForm("table")
        table(SCHEDULE, widths=[60, 100, 80, 160])(canvas)
        canvas.endForm()
        canvas.doForm("table")

    result = reading(tmp_path, page)
    assert texts(result.pages[0]) == ["\t".join(row) for row in SCHEDULE]


def test_words_around_a_table_keep_their_order(tmp_path: Path) -> None:
    result = reading(
        tmp_path,
        both(prose("　次のとおり開催する。", top=80), table(SCHEDULE[:3], widths=[60, 100, 80, 160], top=120),
             prose("　場所は変わることがある。", top=260)),
    )  # fmt: skip
    found = texts(result.pages[0])
    assert (found[0], found[-1], len(found)) == ("次のとおり開催する。", "場所は変わることがある。", 5)


def test_figures_drawn_apart_come_back_to_their_words(tmp_path: Path) -> None:
    names = [(72, 100 + 20 * n, name) for n, name in enumerate(("市税", "地方交付税", "国庫支出金", "市債"))]
    figures = [
        (300, 100 + 20 * n, amount) for n, amount in enumerate(("5,511,532", "6,210,000", "2,034,118", "980,000"))
    ]
    result = reading(tmp_path, words(*names, *figures))
    assert texts(result.pages[0]) == [
        "市税\t5,511,532", "地方交付税\t6,210,000", "国庫支出金\t2,034,118", "市債\t980,000",
    ]  # fmt: skip


def test_a_header_cell_of_two_lines_stays_in_its_row(tmp_path: Path) -> None:
    header = [(76, 111, "会計名"), (166, 105, "国県"), (166, 117, "支出金"), (246, 105, "地方債"), (246, 117, "その他")]
    below = [(76, 143, "一般会計"), (166, 143, "353,193"), (246, 143, "104,600"), (326, 143, "89,562")]
    empty = table([[""] * 4] * 2, widths=[90, 80, 80, 80], height=34)
    page = reading(tmp_path, both(empty, words(*header, (326, 111, "一般財源"), *below, size=9))).pages[0]
    assert texts(page)[0].count("\t") == 3
    assert len(texts(page)) == 2


def test_names_written_downwards_in_cells_are_names(tmp_path: Path) -> None:
    cells = [["荒\n井\n秀", "吉\n井\n巧", "加\n藤\n晶"], ["○", "○", "×"]]
    drawn = both(prose("　各議員の賛否は次の表のとおりである。", top=60), table(cells, widths=[30, 30, 30], height=46))
    page = reading(tmp_path, drawn).pages[0]
    assert texts(page)[1:] == ["荒井秀\t吉井巧\t加藤晶", "○\t○\t×"]


def test_a_spread_out_heading_is_no_row(tmp_path: Path) -> None:
    assert shown(reading(tmp_path, words((150, 100, "目"), (250, 100, "次"))).pages[0]) == [
        (BlockKind.PARAGRAPH, "目　次")
    ]


# ---- where it stands


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True])
def test_marks_lie_on_the_words(tmp_path: Path, angle: int, cropped: bool) -> None:
    drawn = words((120, 200, "Budget 5511532"), (120, 400, "Meeting room"), font="Helvetica", size=18)
    source = pdf(tmp_path / "upright.pdf", drawn)
    writer = PdfWriter(clone_from=PdfReader(source))
    writer.pages[0].rotate(angle)
    if cropped:
        writer.pages[0].cropbox = RectangleObject((60, 90, 500, 800))
    turned = tmp_path / "turned.pdf"
    writer.write(turned)
    page = read(turned).pages[0]
    for said in ("Budget 5511532", "Meeting room"):
        left, top, right, bottom = place(page, said)
        picture = np.asarray(Image.open(io.BytesIO(draw(turned, 1, 800, []))).convert("L")).astype(int)
        high, wide = picture.shape
        inside = picture[int(top * high) : int(bottom * high) + 1, int(left * wide) : int(right * wide) + 1]
        around = picture.copy()
        around[int(top * high) - 3 : int(bottom * high) + 4, int(left * wide) - 3 : int(right * wide) + 4] = 255
        assert (inside < 128).mean() > 0.08
        assert (around < 128).sum() < (picture < 128).sum() * 0.75
        assert ((right - left) * wide > 3 * (bottom - top) * high) == (angle in (0, 180))


def test_a_mark_is_one_rectangle_a_line(tmp_path: Path) -> None:
    page = reading(tmp_path, prose(FIRST, SECOND)).pages[0]
    start = page.text.index("市民サービス")
    found = rectangles(page, start, page.text.index("全庁") + 2)
    assert len(found) == 2
    (_, top, right, bottom), (left, next_top, _, _) = found
    assert top < bottom <= next_top
    assert left < 0.15 < 0.7 < right
    assert rectangles(page, 0, 0) == []


def test_the_marked_page_is_yellow_where_it_is_marked(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", words((120, 200, "Budget"), font="Helvetica"))
    plain, marked = (Image.open(io.BytesIO(draw(path, 1, 500, boxes))) for boxes in ([], [(0.2, 0.2, 0.4, 0.25)]))
    assert plain.size == marked.size == (500, 708)
    assert plain.getpixel((150, 150)) == (255, 255, 255)
    red, green, blue = marked.getpixel((150, 150))  # type: ignore[misc]
    assert blue < 200 < green <= red
    assert marked.getpixel((250, 150)) == (255, 255, 255)


@pytest.mark.parametrize("number", [2, 99])
def test_a_page_that_is_not_there_cannot_be_drawn(tmp_path: Path, number: int) -> None:
    with pytest.raises(BrokenFile, match="画像にできません"):
        draw(pdf(tmp_path / "a.pdf", prose("一")), number, 500, [])


# ---- written in columns


def columns(*lines: str, right: float = 500, top: float = 90, size: float = 12) -> Any:
    """Text written in columns, character by character, from right to left."""
    placed = [(right - n * 22, top + m * size, mark) for n, line in enumerate(lines) for m, mark in enumerate(line)]
    return words(*placed, size=size)


VERTICAL = (
    "道路交通法施行令の一部を改正する政令をここに公布",
    "する。この政令は令和五年四月一日から施行する。",
    "附則の定めるところにより経過措置を置く。",
)


def test_columns_are_read_from_right_to_left(tmp_path: Path) -> None:
    page = reading(tmp_path, columns(*VERTICAL)).pages[0]
    assert page.text.replace("\n", "") == "".join(VERTICAL)
    found = rectangles(page, page.text.index("公布"), page.text.index("この政令"))
    assert len(found) == 2
    assert found[0][0] > found[1][2]


def test_columns_without_any_height_do_no_harm() -> None:
    """A broken font may give its letters no height."""
    flat = np.array([[500 - 20 * (n // 20), 100 + 12 * (n % 20)] * 2 for n in range(60)], dtype=np.float32)
    glyphs = Glyphs("あ" * 60, flat, np.zeros(60, dtype=bool), 600.0, 800.0)
    assert "".join(line.text for line in lines_of_columns(glyphs)) == "あ" * 60


def test_columns_drawn_from_left_to_right_are_put_in_order(tmp_path: Path) -> None:
    ones = [columns(line, right=500 - 22 * n) for n, line in enumerate(VERTICAL)]
    page = reading(tmp_path, both(*reversed(ones))).pages[0]
    assert page.text.replace("\n", "") == "".join(VERTICAL)


# ---- pages without words one could read


def test_a_blank_page_is_empty(tmp_path: Path) -> None:
    result = reading(tmp_path, prose("表"), lambda canvas: None)
    assert [page.state for page in result.pages] == [PageState.TEXT, PageState.EMPTY]
    assert result.problems == ()


def test_a_page_that_is_an_image_waits_for_character_recognition(tmp_path: Path) -> None:
    image = ImageReader(Image.fromarray(np.tile(np.arange(0, 255, dtype=np.uint8), (200, 1))))
    result = reading(tmp_path, lambda canvas: canvas.drawImage(image, 50, 50, 400, 600))
    assert result.pages[0].state is PageState.NO_TEXT
    assert (result.problems[0].page, "文字認識" in result.problems[0].message) == (1, True)
    assert chunk("d", result.pages) == []


def _with_characters(path: Path, mapping: str) -> Path:
    """A PDF whose font says that its letters A to Z stand for the characters of `mapping`."""
    writer = PdfWriter(
        clone_from=PdfReader(pdf(path, words((72, 100, "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 2), font="Helvetica")))
    )
    pairs = "".join(f"<{65 + n:02x}> <{ord(c):04x}>\n" for n, c in enumerate(mapping))
    table = DecodedStreamObject()
    table.set_data(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange {len(mapping)} beginbfchar\n{pairs}endbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end".encode()
    )
    for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        font.get_object()[NameObject("/ToUnicode")] = writer._add_object(table)
    writer.write(path)
    return path


@pytest.mark.parametrize(
    "mapping",
    [
        "".join(chr(0xE000 + n) for n in range(26)),  # private use
        "".join(
            chr(0x3A0 + 37 * n) for n in range(26)
        ),  # Greek, Cyrillic, Armenian: what comes of CIDs read as Unicode
        "\ufffd" * 26,
        "".join(chr(0x3400 + 7 * n) for n in range(26)),  # characters hardly any paper has
    ],
)
def test_wrong_characters_are_not_taken_in_as_if_fine(tmp_path: Path, mapping: str) -> None:
    result = read(_with_characters(tmp_path / "a.pdf", mapping))
    assert result.pages[0].state is PageState.POOR
    assert "文字化け" in result.problems[0].message
    assert chunk("d", result.pages) == []


def test_a_bullet_of_a_symbol_font_does_no_harm(tmp_path: Path) -> None:
    result = read(
        _with_characters(tmp_path / "a.pdf", "\uf06c市民サービスの向上を図り全職員に研修を実施すること。以上")
    )
    assert result.pages[0].state is PageState.TEXT
    assert result.pages[0].text.startswith("・市民サービス")


def test_papers_in_other_scripts_are_read(tmp_path: Path) -> None:
    result = read(_with_characters(tmp_path / "a.pdf", "쓰레기는월요일과목요일에내놓으십시오감사합니다시청안내"))
    assert result.pages[0].state is PageState.TEXT


def test_the_second_reader_is_asked_where_the_first_gives_garbage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.readers.pdf_second import SecondReader

    monkeypatch.setattr(SecondReader, "text", lambda self, index: "会議の記録\x00\n 以上である。")
    result = read(_with_characters(tmp_path / "a.pdf", "\ufffd" * 26))
    assert texts(result.pages[0]) == ["会議の記録", "以上である。"]
    assert result.pages[0].boxes == b""
    assert_sound(result)


def test_a_second_reader_that_fails_gives_nothing(tmp_path: Path) -> None:
    from ingest.readers.pdf_second import SecondReader

    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    assert SecondReader(broken).text(0) == ""


# ---- files that do not open


def test_files_that_do_not_open_say_why(tmp_path: Path) -> None:
    source = pdf(tmp_path / "a.pdf", prose("一"))
    locked, broken, empty = tmp_path / "locked.pdf", tmp_path / "broken.pdf", tmp_path / "empty.pdf"
    writer = PdfWriter(clone_from=PdfReader(source))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(locked)
    broken.write_bytes(source.read_bytes()[:200])
    empty.write_bytes(b"")
    for path, error in ((locked, EncryptedFile), (broken, BrokenFile), (empty, EmptyFile)):
        with pytest.raises(error):
            read(path)


def test_a_file_locked_for_changes_only_is_read(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(pdf(tmp_path / "a.pdf", prose("会議を開く。"))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    assert texts(read(tmp_path / "b.pdf").pages[0]) == ["会議を開く。"]


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - 01.docx", "会議録.docx", "スライド 1", "無題"])
def test_a_title_that_a_program_left_is_none(tmp_path: Path, title: str) -> None:
    path = pdf(tmp_path / "a.pdf", lambda canvas: (canvas.setTitle(title), prose("会議を開く。")(canvas))[0])
    assert read(path).title == ""


def test_a_title_that_a_person_gave_is_kept(tmp_path: Path) -> None:
    path = pdf(
        tmp_path / "a.pdf", lambda canvas: (canvas.setTitle("令和５年度 会議録"), prose("会議を開く。")(canvas))[0]
    )
    assert read(path).title == "令和５年度 会議録"


def test_a_title_of_half_characters_is_none(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", lambda canvas: (canvas.setTitle("会議𠮷𠮷録"), prose("会議を開く。")(canvas))[0])
    raw = path.read_bytes()
    whole = "会議𠮷𠮷録".encode("utf-16-be")
    assert b"/Title" in raw
    broken = tmp_path / "b.pdf"
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.add_metadata({"/Title": "会議"})
    writer._info[NameObject("/Title")] = ByteStringObject(b"\xfe\xff" + whole[:6] + whole[8:])  # type: ignore[index]
    writer.write(broken)
    assert read(broken).title == ""


def test_places_beyond_all_numbers_do_no_harm(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        prose("会議を開く。")(canvas)
        canvas._code.append("BT 1e38 0 0 1e38 1e38 1e38 Tm (x) Tj ET")

    assert_sound(reading(tmp_path, page))


# ---- any page at all


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.floats(-50, 620),
            st.floats(-20, 860),
            st.text(alphabet="市民予算1０ ー。（①A・\u3000", min_size=1, max_size=30),
        ),
        max_size=12,
    ),
    st.integers(4, 30),
)
def test_any_page_is_sound(tmp_path: Path, placed: list[tuple[float, float, str]], size: int) -> None:
    assert_sound(reading(tmp_path, words(*placed, size=size)))


def test_a_page_knows_its_number(tmp_path: Path) -> None:
    pages: tuple[Page, ...] = reading(tmp_path, prose("一"), prose("二")).pages
    assert [(page.number, page.label) for page in pages] == [(1, "p.1"), (2, "p.2")]


def test_the_rest_of_a_broken_file_is_not_taken_for_text(tmp_path: Path) -> None:
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
    with pytest.raises(BrokenFile):
        dispatch.read(broken)
