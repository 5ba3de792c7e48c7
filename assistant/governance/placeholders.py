"""What stands in a masked text in place of personal data: 〔氏名1〕, 〔電話2〕."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from assistant.governance.spans import Kind, Span

NAMES = {
    Kind.MYNUMBER: "マイナンバー",
    Kind.PHONE: "電話",
    Kind.EMAIL: "メール",
    Kind.POSTAL_CODE: "郵便番号",
    Kind.ADDRESS: "住所",
    Kind.PERSON_NAME: "氏名",
    Kind.BANK_ACCOUNT: "口座",
    Kind.CARD: "カード",
    Kind.BIRTH_DATE: "生年月日",
    Kind.VEHICLE_NUMBER: "車両番号",
    Kind.LOT_NUMBER: "地番",
}
# For words of the text itself that look like a placeholder in use.
LITERAL = "原文"
# A model may change the brackets, the width and the spaces, but not the word and the number.
_SPACE = r"[ \u3000]{0,3}"
LOOSE = re.compile(
    rf"[〔［\[【(（{{｛｢「『<＜〈《]{_SPACE}({'|'.join([*NAMES.values(), LITERAL])}){_SPACE}([0-9０-９]{{1,6}}){_SPACE}"
    r"[〕］\]】)）}｝｣」』>＞〉》]"
)
# The beginning of a placeholder at the end of a text that is still coming.
_OPEN = re.compile(r"[〔［\[【(（{｛｢「『<＜〈《][^〔〕［］\[\]【】()（）{}｛｝「」『』\n]{0,18}$")


def counted(spans: Iterable[Span]) -> str:
    """How much of which kind was found, for a person: 氏名 2件、電話 1件. Empty where nothing was."""
    kinds = Counter(span.kind for span in spans)
    return "、".join(f"{name} {kinds[kind]}件" for kind, name in NAMES.items() if kinds[kind])


def written(name: str, number: int) -> str:
    """The placeholder as it is written into a text."""
    return f"〔{name}{number}〕"


def plain(match: re.Match[str]) -> str:
    """The placeholder that `match`, of LOOSE, means."""
    return written(match[1], int(unicodedata.normalize("NFKC", match[2])))


def standing(text: str) -> set[str]:
    """The placeholders that stand in `text`, however they are written."""
    return {plain(match) for match in LOOSE.finditer(text)}


def complete(text: str) -> int:
    """How much of `text` can't be the beginning of a placeholder whose rest is still to come."""
    opened = _OPEN.search(text)
    return opened.start() if opened else len(text)
