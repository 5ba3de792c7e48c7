"""Who may read a paper: one string, the same for the truth and for both views.

`public` is for everybody (公開), `house` for all who work in the city hall (庁内), `dept:甲課|乙課` for the people of
these departments, `own:NAME` for one person (個人).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ingest.errors import ShirubeError

PUBLIC = "public"
HOUSE = "house"
_DEPARTMENTS = "dept:"
_OWN = "own:"
_BETWEEN = "|"
_SEPARATORS = str.maketrans(dict.fromkeys("、,，\n", _BETWEEN))
_WORDS = {"公開": PUBLIC, "庁内": HOUSE, PUBLIC: PUBLIC, HOUSE: HOUSE}
_ONE_PERSON = "個人"


class UnknownAudience(ShirubeError):
    """Words that name nobody who could read a paper."""

    hint = "公開範囲は、公開、庁内、課の名前（「総務課、財政課」のように並べられます）、個人のどれかにしてください。"


def department_name(name: str) -> str:
    """A department as it is compared: one width of letters, no white space. "" for what names none."""
    words = unicodedata.normalize("NFKC", name).translate(_SEPARATORS).replace(_BETWEEN, " ").split()
    return unicodedata.normalize("NFKC", "".join(words))  # letters that white space kept apart may be one now


def of_departments(names: Iterable[str]) -> str:
    """The audience of the people of these departments. Raises `UnknownAudience` for none."""
    found = sorted({department_name(name) for name in names} - {""})
    if not found:
        raise UnknownAudience
    return _DEPARTMENTS + _BETWEEN.join(found)


def own(name: str) -> str:
    """The audience of one person."""
    return _OWN + name


def parse(words: str, name: str = "") -> str:
    """The audience that a person means by 公開, 庁内, 総務課、財政課 or 個人, which is the one called `name`.

    What `parse` or `of_departments` gave before may be given again. Raises `UnknownAudience`.
    """
    said = words.strip()
    if said.startswith(_OWN):
        return said
    said = unicodedata.normalize("NFKC", said)
    if said in _WORDS:
        return _WORDS[said]
    if said == _ONE_PERSON:
        return own(name)
    parts = said.removeprefix(_DEPARTMENTS).translate(_SEPARATORS).split(_BETWEEN)
    if any(department_name(part) in (*_WORDS, _ONE_PERSON) for part in parts):
        raise UnknownAudience  # 庁内、総務課: one of them would be forgotten
    return of_departments(parts)


def departments_of(audience: str) -> frozenset[str]:
    """The departments that a paper is for; none where it is for everybody or for one person."""
    if not audience.startswith(_DEPARTMENTS):
        return frozenset()
    return frozenset(audience.removeprefix(_DEPARTMENTS).split(_BETWEEN)) - {""}


def is_own(audience: str) -> bool:
    """Whether a paper is one person's."""
    return audience.startswith(_OWN)


def label(audience: str) -> str:
    """An audience as people call it; `parse` reads it again."""
    if audience == PUBLIC:
        return "公開"
    if audience == HOUSE:
        return "庁内"
    return _ONE_PERSON if is_own(audience) else "、".join(sorted(departments_of(audience)))
