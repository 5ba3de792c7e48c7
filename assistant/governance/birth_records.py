"""Birth dates that no word announces: in records of persons, of households, and in corrections of what is long ago.

The text is read again with placeholders in it, so these look for dates beside names and numbers that are masked. Dates
of today, of an appointment, a marriage or an issue stand beside names too, and are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.birth import OLD, SHORT
from assistant.governance.name_words import NO_NAME
from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span

_NAMED, _NUMBERED = r"〔氏名\d+〕(?:様|さん|氏|君|くん|ちゃん)?", r"〔マイナンバー\d+〕"
_FAMILY_AND_GIVEN = rf"(?<![^\W_])(?P<family>{lexicon.KANJI}{{1,4}}) {{1,2}}(?P<given>{lexicon.GIVEN})"
# The date is all of its field, and nothing is said to have been done on it.
_FIELD_ENDS = (
    r"(?=[ \t,、|/)\n。]|$)(?! ?(?:付|発行|交付|施行|登記|設立|取得|婚姻|結婚|離婚|死亡|転[入出居]|届|か?ら|以|まで"
    r"|現在|時点"
    r"|就任|任命|委嘱|採用|退|入[庁社職]|昇|認定|許可|開|竣|受[付理領]|申請|提出|記|作成|更新|適用|喪失|資格|加入|登録))"
)
_BEHIND_A_PERSON = re.compile(rf"(?:{_NAMED}|{_NUMBERED})[ \t、,|]{{1,3}}(?P<date>{SHORT}){_FIELD_ENDS}")
_LONG_AGO_BEHIND = re.compile(rf"(?P<who>{_NAMED}|{_FAMILY_AND_GIVEN})[ \t、,|]{{1,3}}(?P<date>{OLD}){_FIELD_ENDS}")
_LAST_OF_LINE = re.compile(rf"{_NAMED}[ \t、,|]{{1,3}}(?P<date>{SHORT}) ?(?=\n|$)")
# 岩田 紘一, and in the next line 昭和22年4月5日
_BELOW = re.compile(rf"(?:^|(?<=\n)) ?{_NAMED} ?\n ?(?P<date>{OLD}) ?(?=\n|$)")
# Who signs writes the date of today.
_SIGNS = re.compile(
    r"(?:申請|届出|申出|請求|提出|記入|報告|作成|回答|受任|委任|代理|担当|署名|確認|受付|記録|説明|発行|立会)[者人]?"
    r"(?:氏名)?[ :]{0,2}[^\n]{0,6}$"
)
_OF_A_HOUSEHOLD = re.compile(
    r"世帯|続柄|扶養|国民年金|年金|保険|手帳|手当|医療費|受給|介護|里親|戸籍|住民票|住民基本|住所を有する|予防接種|健診|検診"
    r"|児童|被保険|生活保護|母子|障害|配偶者|給付金|就学|入園|入所"
)
_OF_AN_OFFICE = re.compile(r"委嘱|就任|任期|任命|辞令|採用|選任|表彰|感謝状|婚姻|結婚|在職|勤続|議員|受賞|没")
_CORRECTED = re.compile(rf"(?P<which>[誤正])(?:り|しくは)? ?[ :は→] ?(?P<date>{OLD})")
_SURELY_LONG_AGO = re.compile("明治|大正|昭和|[MTSmts明大昭]|1[89]")


def dates(reading: Reading) -> Iterator[Span]:
    """Dates that can be nothing but births where they stand."""
    text = reading.even
    if "〔" not in text:
        return
    for block in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        yield from _of_record(text, *block.span())
    household = _OF_A_HOUSEHOLD.search(text) is not None and _OF_AN_OFFICE.search(text) is None
    for match in _LONG_AGO_BEHIND.finditer(text) if household else ():
        if match["family"] is None and not _SIGNS.search(text, *_before(text, match.start())):
            yield Span(*match.span("date"), Kind.BIRTH_DATE)
    for match in _BELOW.finditer(text):
        if household or (_SURELY_LONG_AGO.match(match["date"]) and not _OF_AN_OFFICE.search(text)):
            yield Span(*match.span("date"), Kind.BIRTH_DATE)
    # 誤：1978年4月2日 正：1978年4月12日: in a matter of a person nothing else is corrected that is so long ago
    corrected = [match for match in _CORRECTED.finditer(text) if _SURELY_LONG_AGO.match(match["date"])]
    if "〔氏名" in text and {match["which"] for match in corrected} == {"誤", "正"}:
        yield from (Span(*match.span("date"), Kind.BIRTH_DATE) for match in corrected)


def _of_record(text: str, start: int, end: int) -> Iterator[Span]:
    """Bare dates beside who has a マイナンバー: in its line any, in the lines about it those that end a line."""
    numbered = [match.start() for match in re.finditer(_NUMBERED, text[start:end])]
    if not numbered:
        return
    lines = {text.rfind("\n", 0, start + at) + 1 for at in numbered}
    for line in lines:
        until = text.find("\n", line, end)
        until = end if until < 0 else until
        for match in _BEHIND_A_PERSON.finditer(text, line, until):
            old = re.fullmatch(OLD, match["date"]) is not None
            if "〔氏名" in text[line:until] and (old or not _SIGNS.search(text, *_before(text, match.start()))):
                yield Span(*match.span("date"), Kind.BIRTH_DATE)
        for match in _LONG_AGO_BEHIND.finditer(text, line, until):
            if match["family"] and lexicon.is_surname(match["family"]) and not NO_NAME.search(match["given"]):
                yield Span(*match.span("date"), Kind.BIRTH_DATE)
    for match in _LAST_OF_LINE.finditer(text, start, end):
        if not _SIGNS.search(text, *_before(text, match.start())):
            yield Span(*match.span("date"), Kind.BIRTH_DATE)


def _before(text: str, at: int) -> tuple[int, int]:
    """The beginning of the line up to `at`."""
    return text.rfind("\n", 0, at) + 1, at
