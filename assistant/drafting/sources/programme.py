"""An agenda: which of its lines tell of the meeting, and which are the items to talk about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.drafting.sources.particulars import clean_title, day_of, hours_of, named_title, people, place_of
from assistant.drafting.values import Occasion
from ingest.japanese.dates import number
from ingest.japanese.folding import fold
from ingest.model import BlockKind, Reading
from ingest.structure.speech.names import is_somebody

_N = "[0-9０-９]"
_KANJI_N = "[0-9０-９一二三四五六七八九十]"
# The ways of numbering, each a level of its own; which lies within which is told by their order in the paper.
_MARKERS = {
    "議題1": re.compile(
        rf"(?:議題|議案|協議(?:事項)?|報告(?:事項)?|審議(?:事項)?|案件)[\s　]*第?{_KANJI_N}{{1,3}}号?(?![名件回年月日])"
        r"[\s　.．、:：)）】］]*(?=\S)"
    ),
    "第1": re.compile(rf"第{_KANJI_N}{{1,3}}[\s　.．、]+"),
    "1": re.compile(rf"{_N}{{1,2}}(?:[.．、)）][\s　]*|[\s　]+)(?=[^\s　0-9０-９])"),
    "(1)": re.compile(rf"(?:[（(]{_N}{{1,2}}[)）]|[⑴-⒇])[\s　]*"),
    "①": re.compile(r"[①-⑳][\s　]*"),
    "Ⅰ": re.compile(r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][\s　.．、]*"),
    "ア": re.compile(r"[ア-コ][\s　.．、)）]+|[（(][ア-コ][)）][\s　]*"),
    "一": re.compile(r"[一二三四五六七八九十]{1,2}[\s　.．、]+"),
    "・": re.compile(r"[・･•○●◆◇■□][\s　]*|[-－–*＊][\s　]+"),
}
_BULLET = "・"
_REMARK = re.compile(r"[※▶►→⇒☆★]|[（(][^（()）]*[)）]$|次回(?=.*[0-9０-９未])")
_FIELDS = {
    "日時": r"(?:開催|会議|実施)?(?:日時|期日|月日)|とき",
    "場所": r"(?:開催)?場所|会場|ところ",
    "出席者": r"出席者(?:名簿)?|参加者|出席委員|出席|構成員",
    "欠席者": r"欠席者|欠席委員|欠席",
    "事務局": r"事務局",
    "資料": r"(?:当日|会議|配[付布])?資料(?:一覧)?",
    "会議名": r"会議名|件名",
}
_LISTS = ("出席者", "欠席者", "事務局", "資料")
_FIELD = re.compile(
    rf"(?:{'|'.join(f'(?P<f{n}>{words})' for n, words in enumerate(_FIELDS.values()))})"
    r"[】〕］＞>)）]?(?:[（(][^（()）]{1,12}[)）])?"
    rf"(?:[\s　]*[:：][\s　]*|[\s　]+(?!{_N}+(?:[\s　:：.．\-－]|$))|$)(?P<value>.*)"
)
_FRAME_ENDS = "】〕］＞>)）"
_PLAIN = "no number"
_LONGEST = 80  # characters of an item
_LONGEST_LINE = 400  # characters that are looked at to find it
_MOST = 2000  # characters of a line, a long list of people perhaps
_FRAME = "■●○◎◆◇□【〔［＝=・※▼＜<（( 　\t"
# 日　時, 次　　第: a word whose characters are set apart for looks.
_SPREAD_WORDS = (
    "会議次第", "協議事項", "報告事項", "配布資料", "配付資料", "会議資料", "出席者", "欠席者", "参加者", "事務局",
    "その他", "日時", "場所", "会場", "期日", "資料", "次第", "議題", "議事", "議案", "協議", "報告", "開会", "閉会",
    "内容",
)  # fmt: skip
_SPREAD = re.compile(rf"(?<!\w)(?:{'|'.join('[ 　]*'.join(word) for word in _SPREAD_WORDS)})(?!\w)")
_SECTION = re.compile(
    r"(?:本日の)?(?:議題|議事|議案|案件|協議|協議事項|審議|審議事項|検討|検討事項|報告|報告事項|説明|説明事項|連絡事項"
    r"|内容|会議内容|意見交換|情報共有|議事次第|アジェンダ|プログラム|次第|式次第|会議次第"
    r"|(?:協議|報告|審議|連絡)(?:事項)?(?:・|及び|、)(?:協議|報告|審議|連絡)(?:事項)?)(?:等)?"
)
_INLINE = re.compile(rf"(?P<section>{_SECTION.pattern})[】〕］]?(?:[\s　]*[:：][\s　]*|[\s　]+)(?P<item>\S.*)")
_ROW = re.compile(
    rf"(?:^|(?<=[\s　、,]))(?:[（(]?(?P<n>{_N}{{1,2}})(?:[.．、)）][\s　]*|[\s　]+)|(?P<round>[①-⑳])[\s　]*)(?=\S)"
)
_NOT_TALKED = re.compile(
    r"(?:本日の)?(?:議題|議事|議案|案件|内容|会議内容|議事次第|アジェンダ|プログラム|次第|式次第|会議次第)"
)
_CEREMONY = re.compile(
    r"(?:開会|閉会|散会|休憩|開始|終了|再開)(?:の(?:言葉|ことば|挨拶|あいさつ|辞)|あいさつ|挨拶|宣言|宣告)?"
    r"|.{0,14}(?:挨拶|あいさつ)|委嘱状.{0,6}|辞令.{0,6}|.{0,4}紹介|.{0,6}資料(?:の)?確認|出席者.{0,2}確認|定足数.{0,8}"
    r"|会議録署名.{0,10}|点呼|解散"
)
_CLOSES = re.compile(r"(?:閉会|散会)(?:の(?:言葉|ことば|挨拶|あいさつ|辞)|あいさつ|挨拶)?")
_AT = rf"(?:午前|午後)?{_N}{{1,2}}[:：時]{_N}{{0,2}}分?"
_TIMED = re.compile(rf"^{_AT}(?:[ 　]*[〜～~\-－―][ 　]*(?:{_AT})?)?[\s　]+")
_MINUTES = re.compile(rf"[\s　]*[（(][ 　]?{_N}{{1,3}}[ 　]?分[ 　]?[)）][\s　]*$")
_PAPER = r"(?:別紙|別添|参考)?資料[ 　]*(?:No\.?[ 　]*)?[0-9０-９A-ZＡ-Ｚ][0-9０-９\-－‐～~〜・、，, 　]*"
_INSIDE = r"[^（()）【】\[\]]"
_REFERENCE = re.compile(
    rf"[\s　・…‥.．]*(?:[（(【［\[]{_INSIDE}{{0,10}}{_PAPER}{_INSIDE}{{0,20}}[)）】］\]]|[\s　…‥]{_PAPER})[\s　]*$"
)
_NAMED_PAPER = re.compile(rf"(?:参考)?資料[ 　]?(?:No\.?)?{_N}+(?:[-－‐]{_N}+)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paper; `level` is that of an entry of a list that a word processor numbers by itself."""

    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    depth: int
    kind: str  # the way in which it is numbered

    @property
    def is_section(self) -> bool:
        return _SECTION.fullmatch(self.text) is not None


@dataclass(slots=True)
class _Parts:
    """What stands above everything, the values by the name of their field, and the items."""

    front: list[str] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    items: list[_Item] = field(default_factory=list)
    closed: bool = False  # what comes after 閉会 is no item
    levels: list[str] = field(default_factory=list)  # the ways of numbering that are open, the outermost first


def lines_of(reading: Reading, pages: int | None = None) -> list[Line]:
    """The lines of a paper, or of its first pages."""
    found: list[Line] = []
    for page in reading.pages[:pages]:
        for block in page.blocks:
            level = block.level if block.kind is BlockKind.ITEM else None
            text = page.text[block.start : block.end]
            found += [Line(line.strip()[:_MOST], level) for line in text.split("\n") if line.strip()]
    return found


def read_programme(lines: Sequence[Line], today: date) -> Occasion:
    """What the lines of an agenda, or of a head that is written like one, say of a meeting."""
    parts = _parted(lines)
    values = {name: [one.strip() for one in given if one.strip()] for name, given in parts.values.items()}
    named = values.get("会議名", [])
    title = clean_title(named[0]) if named else named_title(parts.front)
    when = values.get("日時") or [line for line in parts.front if day_of(line, title, today)][:1]
    written = " ".join(when)
    places = values.get("場所") or [place_of([written, *parts.front])]
    papers = [_as_paper(line) for line in values.get("資料", ()) if _as_paper(line)]
    referred = [_plain(one) for line in lines for one in _NAMED_PAPER.findall(line.text)]
    return Occasion(
        title=title,
        held_on=day_of(written, title, today),
        hours=hours_of(written),
        place=_plain(places[0]),
        present=tuple(dict.fromkeys([*people(values.get("出席者", ())), *people(values.get("事務局", ()))])),
        absent=tuple(dict.fromkeys(people(values.get("欠席者", ())))),
        agenda=tuple(dict.fromkeys(_talked_about(parts.items))),
        materials=tuple(dict.fromkeys(papers or referred)),
    )


def marker(text: str) -> tuple[str, str]:
    """The way in which a line is numbered, and what it numbers; empty and the line itself where it is not."""
    for kind, form in _MARKERS.items():
        if match := form.match(text):
            return kind, text[match.end() :].strip()
    return "", text


def clean_item(text: str) -> str:
    """An item's title without the hour before it and the papers and minutes behind it."""
    text = _TIMED.sub("", text[:_LONGEST_LINE])
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    text = next((cell for cell in cells if not re.fullmatch(rf"{_N}{{1,2}}|[0-9:：～~〜\-時分]+", cell)), "")
    for form in (_MINUTES, _REFERENCE, _MINUTES):
        text = form.sub("", text)
    return _plain(text.strip("」「【】〈〉<>＜＞"))


def _plain(text: str) -> str:
    return re.sub(r"[\s　]+", " ", text).strip()


def _as_paper(line: str) -> str:
    text = line.strip(" 　・○●■□◆◇\t")
    return "" if _REMARK.match(text) else _plain(re.sub(r"[\s　]*[:：][\s　]*", " ", text))


def _parted(lines: Sequence[Line]) -> _Parts:
    parts = _Parts()
    name, numbered = "", ""  # the field that the lines belong to, and how the field itself was numbered
    for line in lines:
        text = _SPREAD.sub(lambda match: re.sub("[ 　]", "", match[0]), line.text.strip())
        kind, words = _marked(text)
        if not kind and line.level is not None:
            kind = f"level {line.level}"
        match = _FIELD.match(words.lstrip(_FRAME))
        named = next((one for n, one in enumerate(_FIELDS) if match[f"f{n}"]), "") if match else ""
        if match is not None and not (parts.closed and named not in _LISTS):
            name, numbered = named, kind
            parts.values.setdefault(name, []).append(match["value"])
        elif name and _goes_on(parts, name, numbered, kind, words):
            parts.values[name].append(text)
        else:
            name = ""
            _add(parts, kind, words)
    return parts


def _marked(text: str) -> tuple[str, str]:
    """The line's marker within its frame: 【議題１】, ◆議題1."""
    kind, words = marker(text)
    inner = marker(words) if kind == _BULLET else marker(text.lstrip("【〔［＜<")) if not kind else ("", "")
    return inner if inner[0] else (kind, words)


def _goes_on(parts: _Parts, name: str, numbered: str, kind: str, words: str) -> bool:
    """Whether a line is of the field above it."""
    if name not in _LISTS:
        return not any(parts.values[name]) and not kind
    bare = words.strip(_FRAME + _FRAME_ENDS)
    if _SECTION.fullmatch(bare) or _CEREMONY.fullmatch(bare) or bare == "その他":
        return False
    inline = _INLINE.match(bare)
    if inline is not None and len(_in_a_row(inline["item"])) > 1:
        return False
    # １ 窓口の混雑 below people who are not numbered
    numbered_people = kind not in ("", _BULLET) and name != "資料"
    if numbered_people and not any(map(is_somebody, re.split(r"[\s　、，/／]+", words))):
        return False
    return not kind or kind != numbered


def _add(parts: _Parts, kind: str, words: str) -> None:
    """A line that is of no field: the name of a section, an item, or a line above the items."""
    bare = words.strip(_FRAME + _FRAME_ENDS)
    inline = _INLINE.match(bare) if kind != "議題1" and not parts.closed else None
    if inline is not None:  # 議題：窓口の混雑について
        _put(parts, kind, inline["section"])
        for item in _in_a_row(inline["item"]):
            _put(parts, _PLAIN, item)
    elif parts.closed or _REMARK.match(words.lstrip(" 　")):
        return
    elif kind or _SECTION.fullmatch(bare):
        _put(parts, kind, bare if _SECTION.fullmatch(bare) else words)
    elif not parts.items or _is_about(bare):
        parts.front.append(words)
    elif parts.items[-1].is_section or parts.items[-1].kind == _PLAIN:
        _put(parts, _PLAIN, words)


def _in_a_row(items: str) -> list[str]:
    """1 窓口の混雑　2 番号札　3 その他: the items that are numbered on one line; else the line as it is."""
    marks: list[re.Match[str]] = []
    for mark in _ROW.finditer(items):
        given = number(fold(mark["n"])) if mark["n"] else ord(mark["round"]) - ord("①") + 1
        if given == len(marks) + 1:
            marks.append(mark)
    if len(marks) < 2 or marks[0].start() > 0:
        return [items]
    ends = [*(mark.start() for mark in marks[1:]), len(items)]
    return [items[mark.end() : end].strip(" 　、,") for mark, end in zip(marks, ends, strict=True)]


def _is_about(line: str) -> bool:
    """Whether a line among the items tells of the meeting: its title, its day."""
    return bool(named_title([line]) or hours_of(line)) and not re.search(r"(?:について|の件|報告|説明|見直し)$", line)


def _put(parts: _Parts, kind: str, words: str) -> None:
    """An item in its place: a way of numbering that is open already closes those within it."""
    text = clean_item(words)
    parts.closed = _CLOSES.fullmatch(text) is not None
    if (not kind or kind == _BULLET) and _SECTION.fullmatch(text):
        parts.levels[:] = [""]
    elif kind in parts.levels:
        del parts.levels[parts.levels.index(kind) + 1 :]
    else:
        parts.levels.append(kind)
    parts.items.append(_Item(text, len(parts.levels) - 1, kind))


def _talked_about(items: Sequence[_Item]) -> Iterator[str]:
    """The innermost items, without ceremonies and without the names of sections that have any."""
    kept: list[_Item] = []
    above: list[_Item] = []
    for item in items:
        del above[sum(one.depth < item.depth for one in above) :]
        # Points below an item that says what it is about are details of it.
        if not (item.kind == _BULLET and above and not above[-1].is_section):
            kept.append(item)
        above.append(item)
    for place, item in enumerate(kept):
        is_inner = place + 1 == len(kept) or kept[place + 1].depth <= item.depth
        ceremony = _CEREMONY.fullmatch(item.text) or _NOT_TALKED.fullmatch(item.text)
        if is_inner and item.text and not ceremony and len(item.text) <= _LONGEST:
            yield item.text
