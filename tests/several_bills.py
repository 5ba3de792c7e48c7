"""Small papers of several bills and chapters, made for the tests: what is said of one is never of the next."""

from __future__ import annotations

from ingest.model import Block, BlockKind, Page

HEADING, PARAGRAPH, ITEM, ROW = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW

# Reasons for five bills; the heading of the fourth stands at the foot of its page, as printers leave it.
REASONS: tuple[tuple[str, ...], ...] = (
    (
        "議案第３１号：令和７年度霧ヶ浜市一般会計補正予算",
        "本予算の規模は、412,700千円の増額であります。",
        "歳出では、橋りょうの修繕に88,100千円を計上いたしました。",
        "議案第３２号：令和８年度霧ヶ浜市一般会計予算",
        "本予算の総額は、18,320,000千円で、令和７年度当初予算と比べて140,000千円の増額であります。",
        "歳出では、保育所の改修に96,400千円を計上いたしました。",
    ),
    (
        "教育費関係では、給食室の空調に31,500千円を計上いたしました。",
        "議案第３３号：令和８年度霧ヶ浜市駐車場事業特別会計予算",
        "本予算の総額は、歳入歳出それぞれ62,900千円であります。",
        "議案第３４号：令和８年度霧ヶ浜市介護保険特別会計予算",
    ),
    (
        "本予算の総額は、歳入歳出それぞれ3,905,000千円であります。",
        "歳出では、職員7名の人件費を含む総務費102,300千円を計上いたしました。",
        "議案第３５号：霧ヶ浜市公園条例の一部を改正する条例",
        "夜間の花火を禁じる区域を定めることから、本条例の一部を改正するものであります。",
    ),
)
REASONS_TEXT = "\n\n".join("\n".join(lines) for lines in REASONS) + "\n"
# What a guideline says in one chapter it does not say of another.
GUIDELINE = (
    "霧ヶ浜市文書管理ガイドライン\n\n"
    "第１章　紙の文書\n"
    "保存期間は、起案した日から5年とします。書庫の鍵は総務課が預かります。\n\n"
    "第２章　電子の文書\n"
    "保存期間は、登録した日から10年とします。写しは月に1回、別の建物に移します。\n\n"
    "第３章　地図と図面\n"
    "保存期間は、完成した日から30年とします。貸出しは都市計画課で受け付けます。\n"
)


def page(*blocks: tuple[BlockKind, str], number: int | None = 1, label: str = "") -> Page:
    """A page of these blocks, one a line; headings are of level 4, as short lines in one size of type are."""
    text, placed = "", []
    for kind, words in blocks:
        placed.append(Block(kind, len(text), len(text) + len(words), 4 if kind is HEADING else 0))
        text += words + "\n"
    return Page(number, label or f"p.{number}", text, tuple(placed))


def plain(*lines: str, number: int = 1) -> Page:
    return page(*((PARAGRAPH, line) for line in lines), number=number)


def reasons() -> list[Page]:
    """The pages of the paper of reasons."""
    return [plain(*lines, number=number) for number, lines in enumerate(REASONS, 1)]
