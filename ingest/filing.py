"""Who may read a paper that is given: what the person says, else what a rule says of its folder, else as it was.

A paper goes by its name within its audience. Nobody gives a paper to readers whom they are not among, so a paper that
one cannot read is never met, never written over, and nothing that happens tells whether there is one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from ingest import audience
from ingest.audience import HOUSE
from ingest.errors import IngestError
from ingest.model import Document, Person, local_person


class NotAmongReaders(IngestError):
    """Someone gives a paper to readers whom they are not among."""

    hint = "ご自分が読めない公開範囲では登録できません。公開、庁内、ご自分の課、個人のどれかにしてください。"


class SeveralOfThatName(IngestError):
    """A name that several papers have, each for other readers."""

    def __init__(self, source: str, audiences: Sequence[str]) -> None:
        names = "、".join(f"「{audience.label(one)}」" for one in audiences)
        super().__init__(f"「{source}」という資料が{names}にあります。どの公開範囲のものか指定してください。")


@dataclass(frozen=True, slots=True)
class Given:
    """Who gives papers, the audience that this person says, "" for none, and the rules: folder pattern to audience."""

    person: Person = local_person()
    audience: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper goes: its audience, whether a person said so, and the paper that is there already."""

    audience: str
    said: bool = False
    known: Document | None = None


def place(given: Given, path: Path, sha256: str, namesakes: Sequence[Document]) -> Place:
    """Where the file at `path` goes among the papers of its name that its giver may read.

    With nothing said it goes where its namesake is. What was in for all only because nothing was said follows what is
    said now, when it is the very same file. Raises `NotAmongReaders`, `SeveralOfThatName`.
    """
    by_audience = {one.audience: one for one in namesakes}
    said = given.audience or by_rule(given.rules, path)
    if not said:
        if len(namesakes) > 1:  # to take one of them would open what is for few, or hide what is for all
            raise SeveralOfThatName(namesakes[0].source, tuple(by_audience))
        known = namesakes[0] if namesakes else None
        return _at(known, known.audience if known else HOUSE, said=False)
    if not given.person.may_read(said):
        raise NotAmongReaders
    unsaid = by_audience.get(HOUSE)
    if said not in by_audience and unsaid is not None and not unsaid.audience_said and unsaid.sha256 == sha256:
        return Place(said, bool(given.audience), unsaid)
    return _at(by_audience.get(said), said, said=bool(given.audience))


def _at(known: Document | None, wanted: str, *, said: bool) -> Place:
    return Place(wanted, said or (known is not None and known.audience_said), known)


def by_rule(rules: Mapping[str, str], path: Path) -> str:
    """The audience of the rule that fits best the folders of `path`, or "".

    A pattern is one folder's name or several with / between, * and ? standing for letters: 人事課, 総務部/人事*. It
    fits where these folders follow one another; of several that fit, the one of most folders wins, then the longest.
    """
    folders = [_plain(part) for part in PurePosixPath(path.absolute().parent.as_posix()).parts]
    fitting = [pattern for pattern in rules if _fits(_names(pattern), folders)]
    best = max(fitting, key=lambda pattern: (len(_names(pattern)), len(pattern)), default=None)
    return rules[best] if best is not None else ""


def _names(pattern: str) -> list[str]:
    return [name for name in _plain(pattern).replace("\\", "/").split("/") if name]


def _fits(names: Sequence[str], folders: Sequence[str]) -> bool:
    if not names:
        return False
    starts = range(len(folders) - len(names) + 1)
    return any(all(map(fnmatchcase, folders[at : at + len(names)], names)) for at in starts)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()  # a Mac parts が in two letters, Windows knows no case
