"""Whom and which papers a question names: speakers, offices, kinds of paper, a paper by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import PurePosixPath

from ingest.japanese.folding import fold, squeeze


@dataclass(frozen=True)  # without slots: `names` is worked out once and kept
class Known:
    """What the library knows by name, so that a question's words can be told apart. Empty fields tell nothing."""

    speakers: tuple[str, ...] = ()  # as passages have them: 桐生和子, 知事（小池百合子君）
    offices: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # where given, no other kind is read
    sources: tuple[str, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()  # of papers, each with the source it is of
    fiscal_years: tuple[int, ...] = ()  # of the papers; where given, 今年度 is read only as a year they speak of

    @cached_property
    def names(self) -> dict[str, list[tuple[str, str]]]:
        """Every name that a paper may go by, squeezed, with its source; by its first letters: there are thousands."""
        named = [(_file(one), one) for one in self.sources]
        named += [(stem, one) for one in self.sources if len(stem := _stem(one)) >= _LEAST_STEM]
        named += [(title, one) for said, one in self.titles if len(title := _squeezed(said)) >= _LEAST_TITLE]
        found: dict[str, list[tuple[str, str]]] = {}
        for name, one in named:
            found.setdefault(name[:_FIRST], []).append((name, one))
        return found


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A person a question names: the speakers of the library that it may be, and whether they only asked."""

    name: str
    speakers: tuple[str, ...]
    asked_only: bool = False  # 桐生議員の質問に対し: the answer is another's


@dataclass(frozen=True, slots=True)
class Cited:
    """A paper a question names: its name to people, the sources of that name, whether the answer is to stand in it."""

    name: str
    sources: tuple[str, ...]
    is_place: bool


_HONORIFIC = "さん|氏|議員|委員|君|様|先生|町議|市議|県議|都議"
_HEADS = (
    "副知事|知事|副市長|副町長|副村長|副区長|市長|町長|村長|区長|副教育長|教育長|副議長|議長|副委員長|委員長|副座長|座長"
    "|警視総監|消防総監|会計管理者|監査委員|選挙管理委員長"
)
_UNDER = (
    "課長補佐|副部長|副課長|副局長|事務局長|本部長|部長|局長|次長|課長|室長|所長|係長|館長|署長|消防長|理事|参事|主幹|技監"
    "|政策監|危機管理監|会長|校長|園長"
)
# What makes an office part of another word: 市長選挙, 部長会議, 課長級.
_NO_OFFICE = (
    "(?!選挙|選|室|部局|車|杯|会(?!見)|席|公舎|印|名|候補|職|期|村|級|あて|宛|秘書|制|表彰|賞|交際費|訓"
    "|の任期|の給料|の給与|の報酬|の公印|の氏名|は誰)"
)
_OFFICE = re.compile(rf"(?:{_HEADS}){_NO_OFFICE}|(?:[一-龠々ァ-ヶー]{{0,12}}?)(?:{_UNDER}){_NO_OFFICE}")
# An office is asked for where someone speaks; 市長が認める場合 and 市長に届け出る name none.
_SPEAKS = re.compile(
    r"答弁|答え|見解|所見|考え|認識|発言|述べ|言っ|言う|言い|説明|示し|示され|表明|報告し|話し|触れ|語っ|指摘|質問|質疑|要望"
    r"|提案|約束|明言|姿勢|決意|受け止め|回答|コメント|挨拶|あいさつ|議論"
)
_ASKED_BY = re.compile(
    r"(?:の|から|から?の|による)(?:再?質問|質疑|問い|指摘|要望|提案)(?:に|へ)"
    r"|が(?:質問し|聞い|尋ね|ただし|問う|問うた|要望し|提案し)"
)
# The words that name a kind of paper; bare 予算, 調査 and 方針 are matters, not papers.
_KINDS = (
    ("会議録", r"会議録|議事録|速記録|議事要旨|会議要旨|議事概要|会議概要"),
    ("議案", r"(?<!号)議案(?!第|審)書?|提案理由書?|意見書|決議文"),
    ("予算", r"予算書|決算書|予算案?の概要|予算説明書|予算資料|決算資料"),
    ("条例・規則", r"ガイドライン|要綱|要領|規程|指針|(?:条例|規則)(?=では|で[、は]|に(?:は|よ|定|規定)|の第|上)"),
    ("市政報告", r"施政方針|市政報告|所信表明|行政報告"),
    ("調査", r"アンケート|意識調査|満足度調査|実態調査|世論調査|意向調査|調査報告書"),
    ("申請書・様式", r"申請書|(?<!号)様式(?!第)|届出書|届書|申込書|請求書"),
    ("手引き", r"マニュアル|手引き?(?!続)|操作説明書?|ガイドブック"),
    ("会議資料", r"会議資料|配[布付]資料|(?<![一-龠])次第"),
    ("一覧表", r"一覧表"),
    ("スライド", r"スライド"),
    ("文字起こし", r"文字起こし|書き起こし"),
)
_BEFORE_OFFICE = re.compile(r"^.*(?:年度|定例会|臨時会|議会|会議|年|月)(?=.{2})")
# A paper that someone is to make is what the question is about, not where its answer stands.
_NOT_MADE = r"(?![^、。]{0,15}(?:作る|作り|作成|づくり|整備|策定|改[訂正定]))"
# What follows the name of a paper in which the answer is to stand, and of one that is talked about.
_IN_PAPER = re.compile(
    r"[」』\"”]?(?:で(?![きすしあ])|に(?=[はもよお記書定示掲載あ])|の(?=[中な]|うち|第?\d|p\.?\d)|から|を(?=見|読|確認|もと))"
)
_ABOUT_PAPER = re.compile(r"[」』\"”]?(?:に(?:つい|関|対)|をめぐ|の(?:策定|作成|改[訂正定]|議論|検討|公表))")
# What a name of a paper ends in. Also as files' names, 生ごみ処理機の補助 is a matter and 第3回PT会議 a meeting.
_PAPER = re.compile(
    r"(?:ガイドライン|ガイドブック|マニュアル|手引き?|説明書|条例|規則|要綱|要領|規程|指針|方針|計画|プラン|ビジョン|憲章|協定書?|契約書"
    r"|会議録|議事録|速記録|議事要旨|会議概要|文字起こし|資料|次第|スライド|一覧表?|名簿|台帳|目録|マップ|データ|グラフ|シート|スケジュール"
    r"|予算書?|決算書?|概要|議案書?|提案理由|意見書|決議|報告書?|結果|白書|統計書?|統計|推移|様式|申請書|届出?書|申込書|調書|出納簿|通知"
    r"|お知らせ|事務連絡|だより|要望書|答申書?|リーフレット|チラシ|仕様書|要件書)(?:\W?(?:第?\d+[版号回編章]|案|抄|抜粋|素案|改訂版|概要版)\W?)?$"
)
_FIRST = 3  # letters that every file's name has, with its ending
_LEAST_STEM, _LEAST_TITLE = 6, 8  # letters of a file's name and of a title that no common words have
_OFFICE_IN_NAME = re.compile(r"^(?P<office>[^(]+)\((?P<name>[^)]+)\)$")


def speakers(folded: str, known: Iterable[str]) -> Spoken | None:
    """The first of `known` whom a folded question names: in full, or by surname with 議員, さん or an office."""
    found: dict[int, tuple[str, list[str], int]] = {}
    for speaker in known:
        name = plain_name(speaker)
        if len(name) < 2 or name[0] not in folded:
            continue
        match = _named(folded, name)
        if match is not None:
            said, listed, end = found.setdefault(match.start(), (match["name"], [], match.end()))
            if len(match["name"]) > len(said):
                found[match.start()] = (match["name"], [speaker], match.end())
            elif len(match["name"]) == len(said):
                listed.append(speaker)
    if not found:
        return None
    said, listed, end = found[min(found)]
    return Spoken(said, tuple(dict.fromkeys(listed)), _ASKED_BY.match(folded, end) is not None)


@cache
def plain_name(speaker: str) -> str:
    """A speaker's name without office, number and honorific: 小池百合子 of 知事（小池百合子君）."""
    folded = squeeze(speaker)
    inner = _OFFICE_IN_NAME.match(folded)
    name = inner["name"] if inner else folded
    return re.sub(rf"(?:{_HONORIFIC}|{_HEADS}|{_UNDER})$", "", name)


def office(folded: str, known: Iterable[str] = ()) -> str | None:
    """The office whose words an already folded question asks for; None where an office is only mentioned."""
    if not _SPEAKS.search(folded):
        return None
    listed = sorted({fold(one) for one in known if len(one) > 1}, key=len, reverse=True)
    for one in listed:
        if re.search(rf"{re.escape(one)}{_NO_OFFICE}", folded):
            return one
    match = _OFFICE.search(folded)
    return _BEFORE_OFFICE.sub("", match[0]) if match else None


def kind(folded: str, known: Iterable[str] = ()) -> str | None:
    """The kind of paper that an already folded question names, in the words of `ingest.structure.kinds`."""
    allowed = frozenset(known)
    places = {
        name: match.start()
        for name, words in _KINDS
        if (not allowed or name in allowed) and (match := re.search(rf"(?:{words}){_NOT_MADE}", folded))
    }
    return min(places, key=places.__getitem__, default=None)


def source(folded: str, known: Known) -> Cited | None:
    """The paper that a question names by its file's name, with or without its ending, or by its title; the longest.

    Without the ending it must be the name of a paper, not that of a matter.
    """
    asked = squeeze(folded)
    begun = dict.fromkeys(asked[at : at + _FIRST] for at in range(len(asked)))
    named = [one for head in begun for one in known.names.get(head, ()) if one[0] in asked]
    if not named:
        return None
    name = max((name for name, _ in named), key=len)
    sources = tuple(dict.fromkeys(one for its, one in named if its == name))
    whole, end = name == _file(sources[0]), asked.index(name) + len(name)
    if not whole and (_PAPER.search(name) is None or _ABOUT_PAPER.match(asked, end)):
        return None
    return Cited(sources[0], sources, whole or _IN_PAPER.match(asked, end) is not None)


@cache
def _squeezed(text: str) -> str:
    return squeeze(text)  # the same names are read again whenever a paper comes


def _file(source: str) -> str:
    return _squeezed(PurePosixPath(source).name)


def _stem(source: str) -> str:
    return _squeezed(PurePosixPath(source).stem)


def _named(folded: str, name: str) -> re.Match[str] | None:
    # Compiling a pattern for each of hundreds of speakers would cost more than all the rest: few are there at all.
    if name in folded:
        return re.search(rf"(?P<name>{re.escape(name)})(?:{_HONORIFIC}|{_HEADS}|{_UNDER})?", folded)
    for length in range(min(6, len(name) - 1), 0, -1):  # a surname, of one letter only where the whole name is short
        if name[:length] in folded and (length > 1 or len(name) <= 3):
            pattern = rf"(?<![一-龠々])(?P<name>{re.escape(name[:length])})(?:{_HONORIFIC}|{_HEADS}|{_UNDER})"
            if (match := re.search(pattern, folded)) is not None:
                return match
    return None
