"""Names in katakana with a dot between, and in Latin letters, where a title or a label says that they are persons'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.reading import Reading

_TITLE = r"(?: {0,2}(?:様|さま|さん|氏(?!名)|殿|君|くん|ちゃん|先生))"
_LATIN = r"[A-Z][A-Za-z'’-]*\.?(?:[ ・,]{1,2}[A-Z][A-Za-z'’-]*\.?){0,4}"
_PATTERNS = (
    re.compile(rf"(?<![ァ-ヺー・])(?P<name>[ァ-ヺー]{{1,14}}(?:[・=][ァ-ヺー]{{1,14}}){{1,4}}){_TITLE}"),
    re.compile(
        rf"(?<![ァ-ヺー・])(?P<name>[ァ-ヺー\u3099\u309a]{{2,10}}"
        rf"(?: {{1,2}}[ァ-ヺー\u3099\u309a]{{1,10}}){{1,4}}){_TITLE}"
    ),
    re.compile(
        r"(?<![A-Za-zÀ-ÿ])(?P<name>[A-ZÀ-Þ][A-Za-zÀ-ÿ'-]*(?:(?:[ ・]|, )[A-ZÀ-Þ][A-Za-zÀ-ÿ'-]*){1,4})"
        rf"(?: ?\([^()\n]{{1,10}}\) ?)?{_TITLE}"
    ),
    re.compile(r"(?<![A-Za-z])(?P<name>[A-Z][a-z]{2,14}) ?(?:さん|ちゃん|くん)"),
    re.compile(rf"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Dr)\.? ?(?P<name>{_LATIN})"),
    re.compile(rf"(?:氏名|名前|Name|NAME)(?: ?\([^()\n]{{1,10}}\))?[ :\t]{{1,3}}(?P<name>{_LATIN})(?![a-z])"),
    re.compile(
        r"(?:氏名|名前|フリガナ|名義人?)(?:カナ)?(?: ?\([^()\n]{1,10}\))?[ :\t]{1,3}"
        r"(?P<name>[ァ-ヺー\u3099\u309a]{2,14}(?:[・= ]{1,2}[ァ-ヺー\u3099\u309a]{1,14}){1,4})"
    ),
)
# PHAM Van Duc (1998/03/11): a date of birth stands behind it.
_DATED = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Z][A-Za-z'-]+(?:[ ・][A-Z][A-Za-z'-]*){1,4})(?= ?\((?:(?:19|20)\d\d[./年-]"
    r"|[STHRS昭平令])|(?:  ?|[,/|\t] ?)(?:19\d\d|200\d) ?[./年-] ?\d{1,2} ?[./月-] ?\d{1,2}(?!\d))"
)
# Nowak, Julia <j@…>; "Santos Maria",F,…: the sender of a mail, a quoted field of a row with the sex behind it.
_SENDER = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Z][A-Za-z'-]+,? [A-Z][A-Za-z'-]*(?: [A-Z][A-Za-z'-]*){0,2})(?= ?<[^<>\n ]{1,64}@)"
)
_QUOTED_FIELD = re.compile(
    r"[\"'](?P<name>[A-Z][A-Za-z'-]*(?:,? [A-Z][A-Za-z'-]*){1,3})[\"'](?=,[\"']?(?:[MF男女]|(?:19|20)\d\d)[\"',/-])"
)
# 戸籍のローマ字はYAN JIEUN: where a line is about how a name is written, capitals are one.
_SPELT = re.compile(r"在留カード|氏名表記|ローマ字|ヘボン|パスポート|旅券|英字|アルファベット|名義")
_CAPITALS = re.compile(
    r"(?<![A-Za-z0-9])(?P<name>(?:[A-Z]{2,14}|(?<=名義)[A-Z]) [A-Z]{2,14}(?: [A-Z]{2,14})?)(?![A-Za-z0-9])"
)
_DOTTED = re.compile(r"(?<![ァ-ヺー・])(?P<name>[ァ-ヺー]{2,14}(?:[・=][ァ-ヺー]{2,14}){1,3})(?![ァ-ヺー・一-龥])")
ORGANISATION = re.compile(
    r"(?:NTT|JA|NPO|IT|ICT|PTA|JR|NHK|JAF|LINE|DX|AI|SDGs|Google|Microsoft|Zoom|Teams|Excel|Word|Windows|Office|Outlook"
    r"|Adobe|Acrobat|Amazon|Apple|Android|Chrome|Edge|Oracle|Cisco|Panasonic|Canon|Sony|Yahoo|Twitter|Facebook|YouTube"
    r"|Instagram|PayPay|Wi-Fi|FAX|TEL|Tel|Fax|Mail|Mobile|E-?[Mm]ail|No|Ver|URL)\b"
)


def foreign_names(reading: Reading) -> Iterator[tuple[int, int]]:
    """マイケル・スミスさん, John Smith 様; without a title only where the dictionary knows both halves as names."""
    for pattern in (*_PATTERNS, _DATED, _SENDER, _QUOTED_FIELD):
        for match in pattern.finditer(reading.even):
            if not ORGANISATION.match(match["name"]):
                yield match.span("name")
    for match in _CAPITALS.finditer(reading.even):
        line = reading.even.rfind("\n", 0, match.start()) + 1
        near = reading.even[max(line, match.start() - 60) : match.end() + 60].partition("\n")[0]
        if _SPELT.search(near) and not ORGANISATION.match(match["name"]):
            yield match.span("name")
    for match in _DOTTED.finditer(reading.even):
        if all(
            "人名" in (kinds := lexicon.kinds(half)) and "普通名詞" not in kinds
            for half in re.split("[・=]", match["name"])
        ):
            yield match.span("name")
