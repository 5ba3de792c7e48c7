"""Names that what is masked already shows: before a birth or a マイナンバー, in a list, beside one with a title.

The text is read again with placeholders in it, so a find of the first reading is a sign for the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.name_pairs import is_name_of_field
from assistant.governance.name_words import LETTER, NO_NAME, OF_A_PLACE, TITLE
from assistant.governance.reading import Reading

_KANJI, _GIVEN = lexicon.KANJI, lexicon.GIVEN
_NAMED = r"〔氏名\d+〕"
# 奈良 樹(平成25年10月29日生), 山岸 蒼 905182643761: only a person has a birth and a number of one's own.
_BORN = re.compile(
    rf"(?P<family>{_KANJI}{{1,12}}) {{1,2}}(?P<given>{_GIVEN})(?:様|さん|氏|君|くん|ちゃん)?"
    r" {0,2}[(、,]? ?〔(?:生年月日|マイナンバー)\d+〕"
)
_BORN_UNBROKEN = re.compile(rf"(?P<name>{_KANJI}{{2,4}}[ァ-ヺー]{{2,3}}) ?\(?〔(?:生年月日|マイナンバー)\d+〕")
# 要保護児童奈良 樹: what somebody is, without a mark before the name
_WHO = re.compile(r"児童|[者人員主役児徒男女妻夫父母子孫]")
# Where a family name has been found alone, what it left: 〔氏名1〕 ひなた 〔生年月日1〕, 申出人は〔氏名1〕 実、
_GIVEN_LEFT = re.compile(
    rf"(?:{_NAMED} (?=[^\n〔]{{1,4}} ?\(?〔(?:生年月日|マイナンバー))|[者人主員]は{_NAMED} (?=[^\n〔]{{1,3}}[、。]))"
    rf"(?P<given>{_GIVEN})(?![^\W_])"
)
_KANA_LEFT = re.compile(rf"{_NAMED}[,\t](?P<kana>{lexicon.KANA}{{2,8}})(?= {_NAMED}[,\t])")
_BETWEEN = r"(?:[、・,/と]|及び|並びに|や)"
# 〔氏名1〕課長、西主任; 出口委員と〔氏名1〕委員
_TITLED_NEXT = re.compile(
    rf"{_NAMED}(?:{TITLE.pattern}){_BETWEEN} ?(?P<name>{_KANJI}{{1,4}}?|[ァ-ヺー]{{2,8}})(?P<title>{TITLE.pattern})"
)
_TITLED_BEFORE = re.compile(
    rf"(?:(?<!{LETTER})|(?<=[はがのをにと]))(?P<name>{_KANJI}{{1,4}}?)(?P<title>{TITLE.pattern})"
    rf"(?={_BETWEEN} ?{_NAMED}{TITLE.pattern})"
)
# 担当は〔氏名1〕と湊。
_ON_DUTY_TOO = re.compile(
    rf"(?:担当|当番|日直|当直|司会|講師|記録|受付|対応|同席|出席|欠席)者?[はが:] ?(?:{_NAMED}{_BETWEEN}){{1,6}}"
    rf"(?P<name>{_KANJI}{{1,4}})(?=[。\n]|$|です|が|の[二三四五2-9])"
)
# 三浦、松本、福島: the others of the row are persons, so this is no prefecture.
_IN_A_ROW = re.compile(rf"{_NAMED}[、・,] ?{_NAMED}[、・,] ?(?P<name>{_KANJI}{{2,3}})(?=[。\n、・,]|$)")
# 〔メール1〕、内田あてに
_REACHED = re.compile(
    rf"〔(?:メール|電話)\d+〕[^\n。〔]{{0,6}}[、, ] ?(?P<name>{_KANJI}{{2,4}})(?=あて|宛|まで(?:[ご連お。]|$))"
)
# 2年1組の三輪 蒼空の母です
_CHILD_OF_WRITER = re.compile(
    rf"(?:(?<!{LETTER})|(?<=の))(?P<family>{_KANJI}{{1,4}}) (?P<given>{_KANJI}{{1,3}}|[ぁ-ん]{{2,4}})"
    r"の(?:母|父|保護者|祖母|祖父)(?:です|でござ|より|と申)"
)
_PAIR = rf"(?:{_KANJI}{{1,5}} {{1,2}}{_GIVEN}|[ァ-ヺー]{{2,10}}(?:[ ・][ァ-ヺー]{{1,10}}){{1,4}})"
# The beginning of a line of a list: a number, an hour, a class.
_LEAD = r"(?P<lead>[\d:./()-]{0,7}[ 、.]{0,2}|[・●○] ?)"
_LISTED = re.compile(rf"{_LEAD}{_NAMED}(?![^\W_])")
_UNLISTED = re.compile(rf"{_LEAD}(?P<name>{_PAIR})(?![^\W_])")
_ITEMS = re.compile(rf"(?:{_NAMED}|{_PAIR})(?:[、,] ?(?:{_NAMED}|{_PAIR})){{2,40}}(?![^\W_])")


def neighbours(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names that stand beside what an earlier reading has masked."""
    text = reading.even
    for match in _CHILD_OF_WRITER.finditer(text):
        if _is_pair(match["family"], match["given"]):
            yield match.start("family"), match.end("given")
    if "〔" not in text:
        return
    for match in _BORN.finditer(text):
        run, given = match["family"], match["given"]
        cuts = [0, *(who.end() for who in _WHO.finditer(run))]
        cut = next((cut for cut in cuts if 0 < len(run) - cut <= 4 and _is_pair(run[cut:], given)), None)
        if cut is not None:
            yield match.start("family") + cut, match.end("given")
    yield from (m.span("name") for m in _BORN_UNBROKEN.finditer(text) if lexicon.is_old_name(m["name"]))
    for pattern in (_TITLED_NEXT, _TITLED_BEFORE):
        for match in pattern.finditer(text):
            of_place = OF_A_PLACE.match(match["title"]) and "地名" in lexicon.kinds(match["name"])
            if _is_family(match["name"]) and not of_place:
                yield match.span("name")
    for pattern in (_ON_DUTY_TOO, _IN_A_ROW, _REACHED):
        yield from (match.span("name") for match in pattern.finditer(text) if _is_family(match["name"]))
    yield from (match.span("given") for match in _GIVEN_LEFT.finditer(text) if _is_left(match["given"]))
    yield from (match.span("kana") for match in _KANA_LEFT.finditer(text))
    yield from _of_lists(text)


def _is_family(word: str) -> bool:
    return lexicon.is_surname(word) and not lexicon.is_no_name(word) and not lexicon.is_answer(word)


def _is_pair(family: str, given: str) -> bool:
    """Whether these may be a name where a person must be: the family name is known, or no word at all."""
    known = lexicon.is_surname(family) or lexicon.is_only_a_place(family) or not lexicon.kinds(family)
    told = NO_NAME.search(given) or NO_NAME.search(family) or given in _NO_GIVEN or lexicon.is_given(family + given)
    return known and not told and family not in _NO_FAMILY and not lexicon.is_answer(given)


def _is_left(given: str) -> bool:
    common = lexicon.is_common(given) and not re.fullmatch("[ぁ-ん]{2,4}", given)
    common = common or ("ァ" <= given[0] <= "ヺ" and "地名" in lexicon.kinds(given))  # ブラジル
    return not common and given not in _NO_GIVEN and not lexicon.is_no_name(given) and not NO_NAME.search(given)


_NO_FAMILY = frozenset(("続柄", "性別", "年齢", "本人", "世帯", "対象", "患者", "児童", "現在"))
_NO_GIVEN = frozenset(
    ("様", "殿", "氏", "儀", "男性", "女性", "本人", "長男", "長女", "次男", "次女", "世帯主", "続柄")
)


def _of_lists(text: str) -> Iterator[tuple[int, int]]:
    """サントス マリア, 荻野 新: what stands where the other lines or items of a list have names."""
    for block in re.finditer(r"(?<![^\n])[^\n]+(?:\n[^\n]+){2,}", text):
        lines = [(block.start() + line.start(), line[0]) for line in re.finditer(r"[^\n]+", block[0])]
        leads = [match["lead"] for _, line in lines if (match := _LISTED.match(line))]
        shapes = {_shape(lead) for lead in leads}
        others = [(at, match) for at, line in lines if (match := _UNLISTED.match(line))]
        others = [(at, match) for at, match in others if _shape(match["lead"]) in shapes]
        if len(leads) > 1 and len(leads) >= len(others):
            yield from (
                (at + match.start("name"), at + match.end("name")) for at, match in others if _is_listed(match["name"])
            )
    for items in _ITEMS.finditer(text):
        pairs = [match for match in re.finditer(_PAIR, items[0]) if _is_listed(match[0])]
        if len(re.findall(_NAMED, items[0])) > len(pairs):
            yield from ((items.start() + pair.start(), items.start() + pair.end()) for pair in pairs)


def _shape(lead: str) -> str:
    return re.sub(r"\d+", "0", lead)


def _is_listed(words: str) -> bool:
    plain = re.sub(" +", " ", words)
    family, _, given = plain.partition(" ")
    if re.fullmatch(r"[ァ-ヺー ・]+", plain):
        return is_name_of_field(plain)
    return len(family + given) > 2 and _is_pair(family, given) and not lexicon.is_common(family)
