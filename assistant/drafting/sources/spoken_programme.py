"""The items that whoever opens a meeting names: counted out, listed in one breath, or by kind (報告が二つ、…).

Three things show that a list is the programme: it stands behind 今日は, 議題は or 次第 in the first words; it has as
many items as were said, or words that lead from one to the next (それから, あと, 最後に); and what is listed are
matters, not sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.japanese.dates import number
from ingest.japanese.folding import fold
from ingest.japanese.tokens import parts_of_speech

_N = "[0-9０-９一二三四五六七八九十]"
_SO_MANY = rf"{_N}{{1,2}}(?:つ|点|件|項目)(?!目)"
_ORDINAL = rf"{_N}{{1,2}}(?:つ|点|番|件|個)(?:目|め)"
_MATTER = r"(?:議題|議案|議事|次第|案件|テーマ|アジェンダ|内容|中身|順番|項目|進め方|流れ)"
_BEGINS = re.compile(
    rf"(?:今日|本日|きょう|今回)(?:の(?:{_MATTER}|話|お話|会議|打合せ|打ち合わせ))?(?:ですが|ですけど|は|が)"
    rf"|(?:お手元の)?{_MATTER}(?:は|が|に|として|につ|の)"
    rf"|{_MATTER}(?:の)?[1１一]番?(?=[、，はがで])"
)
# What stands between 今日は and the list: 大きく4つで, 次第にありますとおり, 第2回ということで.
_LEADS_IN = re.compile(
    r"(?:[、，]|ですね|ですけど|ですが|大きく(?:は)?|主に|まず(?:は)?|最初に|はじめに|以下の"
    r"|お手元の(?:とおり|通り)(?:で|に)?|第[^、，]{1,8}回(?:目)?(?:という(?:こと)?で|なので|ですので)"
    rf"|(?:お手元の)?{_MATTER}(?:(?:に|で)?(?:あり|お?示しし|書いてあり)ます?(?:とおり|通り)|の?(?:とおり|通り)"
    r"|に沿って|は|が)(?:で|に)?"
    rf"|{_SO_MANY}(?:です|ございまして|ありまして|あります|ございます|で|ほど)?(?:けど|けれども|が|ね)*)+"
)
# From one item to the next.
_ON = (
    r"(?:それから|そのあと(?:に)?|その後(?:に)?|あとは?|そして|それと|次に|続いて|続きまして|最後に|まずは?|最初に"
    rf"|で(?=[、，])|(?:の)?{_ORDINAL}(?:の(?:{_MATTER}))?(?:には|は|が|に|として|で)?"
    rf"|{_MATTER}(?:の)?{_N}{{1,2}}番?(?:は|が|として|で)?)"
)
# Three ways to part a list: where words lead on, at every comma, and at と as well.
_WHERE_LED = re.compile(rf"(?:^|(?<=[、，。\n])){_ON}[、，]?|(?:(?<!こ)と|で|を)?[、，](?:{_ON}[、，]?)+")
_AT_COMMAS = re.compile(rf"(?:^{_ON}[、，]?|(?:(?<!こ)と)?[、，](?:{_ON}[、，]?)*)")
_AT_AND = re.compile(rf"(?:(?<!こ)と)?[、，](?:{_ON}[、，]?)*|及び|および|並びに|(?<!こ)と(?!いう|し|す|は|も|の)")
# Where a list ends: この四つで, ということで, という順番で, を進めます, です.
_CLOSES = re.compile(
    rf"[、，]?(?:と)?[、，]?(?:この|以上(?:の)?|の)?{_SO_MANY}(?:で|を|が|について|と|ほど|ぐらい|くらい|$)"
    r"|と?いうこと(?:で|に)|という(?:ところ|順|流れ|形|感じ|内容|ふう|次第)"
    r"|(?:の|[、，]?この)(?:順(?:番|序)?|流れ)[にで]|[、，]?と?[、，]?盛りだくさん|を予定|でお願い"
    r"|を(?:行い|やり|進め|協議|議論|お願い|話し)"
    r"|(?:です|でございます|になります|となります|であります)(?:ね|よ|けど|が|かね)*[、，]?$"
    r"|(?:ですな|だね|ですね|ですかね)$"
)
_NO_MATTER = re.compile(r"です|ます|ません|ました|ください|お願い|欠席|出席|資料\d|お手元|ご覧|とおり|通り|お忙し|足元")
_ASIDE = re.compile(r"[、，](?:これ|それ|あれ|ここ)[がはもを][^、，]*?(?:です|ます|[ねなよてで]|けれ?ど)+(?=[、，])")
_DRESSING = re.compile(
    r"^(?:あの|その(?!他)|えー|まあ|あと|ちょっと|えっと|それから)?[、，]?"
    r"|(?:の(?:件|話|こと|ほう|お話|部分)|(?:を|の話を)?少し|をもらって|をいただいて|ということ|を[^、]{1,8}(?:から|より))?"
    r"(?:です|でございます)?(?:ね|な)?(?:とか)?[、，]?(?:と|で|が)?$"
)
_OTHER = re.compile(r"(?:最後に|あと|それから|ほかに|その後)[、，]?(?:は)?その他|^(?:で)?[、，]?その他")
_OF_A_KIND = re.compile(
    rf"(?:報告|協議|審議|連絡|説明|相談|議決|意見交換)(?:事項|案件)?(?:が|は)?[、，]?(?P<n>{_SO_MANY})[、，で]*"
    r"(?:[、，]|あり(?:まして|ます)[、，]?)(?P<list>[^。]+)"
)
_OF_AN_ITEM = rf"{_MATTER}(?:の)?(?P<m>{_N}{{1,2}})(?!つ|点|件|個|項|月|日|年|時)"
_NUMBER = re.compile(rf"(?P<n>{_N}{{1,2}})(?:つ|点|番|件|個)(?:目|め)|{_OF_AN_ITEM}")
_NUMBER_OF_AN_ITEM = re.compile(_OF_AN_ITEM)
_STATED = re.compile(_SO_MANY)
_FEWEST, _MOST = 2, 12  # items
_SHORTEST, _LONGEST = 2, 40  # characters of an item
_REACH = 5  # sentences behind the one that begins with 今日は


def spoken_items(text: str) -> tuple[str, ...]:
    """The items in the first words of a meeting, without fillers; () where nobody lists them."""
    sentences = [one for one in re.split(r"[。？！\n]+", text) if one.strip()]
    for place, sentence in enumerate(sentences):
        cue = _BEGINS.search(sentence)
        if cue is None:
            continue
        following = sentences[place + 1 : place + 1 + _REACH]
        first = sentence[cue.start() :]
        items = (
            _by_kind([first, *following[:2]])
            or _counted([first, *following], _NUMBER)
            or _listed(first, following)
            or _counted([first, *sentences[place + 1 :]], _NUMBER_OF_AN_ITEM)  # 議題1, and far behind it 議題2
        )
        if items:
            return (*items, *_other(items, following))
    return ()


def _counted(sentences: Sequence[str], numbers: re.Pattern[str]) -> list[str]:
    """1つ目は…、2つ目は…: what stands behind each number, as long as they go up by one from the first on."""
    stated = _STATED.search(sentences[0])
    near = 2 if stated or len(sentences[0]) < _LONGEST else 1  # 今日は三つです。一つ目が…
    text = "。".join(sentences)
    begins: list[re.Match[str]] = []
    for match in numbers.finditer(text):
        if _number(match) == len(begins) + 1 and not _goes_back(text, match):
            begins.append(match)
    if len(begins) < _FEWEST or begins[0].start() > len("。".join(sentences[:near])):
        return []
    ends = [*(match.start() for match in begins[1:]), len(text)]
    chunks = [text[match.end() : end].split("。")[0] for match, end in zip(begins, ends, strict=True)]
    cleaned = [re.sub(rf"^(?:の(?:{_MATTER}))?(?:には|は|が|に|として|で)?[、，]?", "", chunk) for chunk in chunks]
    last = [part for part in _WHERE_LED.split(_until_closed(cleaned[-1])) if part]
    items = [_plain(_until_closed(one)) for one in (*cleaned[:-1], *last)]
    return items if all(map(_is_matter, items)) else []


def _count(said: str) -> int | None:
    """4 of 四つ."""
    digits = re.match(rf"{_N}+", said)
    return number(fold(digits[0])) if digits else None


def _number(match: re.Match[str]) -> int | None:
    return number(fold(match["m"] or match["n"]))


def _goes_back(text: str, match: re.Match[str]) -> bool:
    """では1つ目から始めます comes back to an item; it counts none out."""
    behind, before = text[match.end() : match.end() + 2], text[max(0, match.start() - 2) : match.start()]
    return behind in ("から", "に入", "です") or before == "では"


def _listed(first: str, following: Sequence[str]) -> list[str]:
    """A、それからB、あとCです, in the sentence with 今日は or, where that only says how many, in the next."""
    stated = _STATED.search(first)
    wanted = _count(stated[0]) if stated else None
    begun = _BEGINS.match(first)
    body = first[begun.end() :] if begun else first
    lead = _LEADS_IN.match(body)
    body = body[lead.end() :] if lead else body
    if stated and not body.strip("、，です") and following:
        body = following[0]
    closed = _CLOSES.search(body)
    if closed and wanted is None and (counted := _STATED.search(closed[0])):
        wanted = _count(counted[0])
    inside = _ASIDE.sub("", body[: closed.start()] if closed else body)
    # Who says how many says where the items part; else a comma parts them.
    for parting in (_WHERE_LED, _AT_COMMAS, _AT_AND) if wanted else (_AT_COMMAS, _WHERE_LED):
        items = [item for part in parting.split(inside) if part and (item := _plain(part))]
        if not (_FEWEST <= len(items) <= _MOST and all(map(_is_matter, items))):
            continue
        if len(items) == wanted or (wanted is None and _leads_on(inside, len(items), closed=closed is not None)):
            return items
    return []


def _leads_on(inside: str, items: int, *, closed: bool) -> bool:
    """Whether words lead from item to item, where nobody says how many there are."""
    led = len(re.findall(rf"[、，]{_ON}", inside))
    return items > 2 and (led > 0 or closed)


def _by_kind(sentences: Sequence[str]) -> list[str]:
    """報告が二つ、AとB。協議が三つ、Aと、Bと、Cのこと."""
    found: list[str] = []
    for sentence in sentences:
        match = _OF_A_KIND.search(sentence)
        if match is None:
            continue
        wanted = _count(match["n"])
        for parting in (_WHERE_LED, _AT_COMMAS, _AT_AND):
            items = [item for part in parting.split(_until_closed(match["list"])) if (item := _plain(part))]
            if len(items) == wanted and all(map(_is_matter, items)):
                found += items
                break
    return found if len(found) >= _FEWEST else []


def _other(items: Sequence[str], following: Sequence[str]) -> Iterator[str]:
    """その他, where the next words add it."""
    if not any("その他" in one for one in items) and any(_OTHER.search(one) for one in following[:2]):
        yield "その他"


def _until_closed(chunk: str) -> str:
    closed = _CLOSES.search(chunk)
    return chunk[: closed.start()] if closed else chunk


def _plain(chunk: str) -> str:
    """The item without what joins it to the sentence: あとは研修のことですね becomes 研修."""
    text = chunk.strip("「」 　、，")
    while (shorter := _DRESSING.sub("", text).strip("「」 　、，")) != text:
        text = shorter
    return text


def _is_matter(words: str) -> bool:
    """Whether words name a matter: no sentence, nobody who does something."""
    if not _SHORTEST <= len(words) <= _LONGEST or _NO_MATTER.search(words):
        return False
    if words.endswith(("どうするか", "こと", "話")):
        return True
    return not any(part.kinds[0] == "助詞" and part.surface in ("は", "が", "を") for part in parts_of_speech(words))
