"""Summaries kept on this machine, beside the drafts, until their owner deletes them.

A summary is kept whole, so it is shown by the same code as a new one. When it is opened again its places are looked up
in the papers as they are now: where the words are no longer there, the sentence says so. One that rests on a paper
which its owner may no longer read is not shown, nor listed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.answering.values import Citation, Sentence, Verdict
from assistant.drafting import replies
from assistant.drafting.summaries.values import BY_NAMES, Summary, SummaryPart
from assistant.small_database import SmallDatabase
from ingest.errors import ShirubeError
from ingest.japanese.folding import squeeze
from ingest.model import Document, Person

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MIGRATION = """
    CREATE TABLE summary (
        id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, how TEXT NOT NULL,
        made_at TEXT NOT NULL, papers TEXT NOT NULL, body BLOB NOT NULL);
    CREATE INDEX summary_newest ON summary (owner, made_at DESC);
"""

MayRead = Callable[[Iterable[str]], bool]
"""Whether the papers of these ids may be read, or might have been while they were in."""

_GONE = "もとの資料が登録から外れているか、読めなくなっています。"
_CHANGED = "もとの資料が差し替えられ、この箇所の言葉が見つかりません。要約し直してください。"


class UnknownSummary(ShirubeError):
    """There is no such summary of this person."""

    hint = "この要約は見つかりません。一覧から開き直してください。"


@dataclass(frozen=True, slots=True)
class SummaryHeading:
    """A summary as the list shows it: what it is of, how it is divided, when it was made (ISO 8601, UTC)."""

    id: str
    title: str
    how: str
    made_at: str


class Summaries:
    """The summaries in the file of drafts. Raises what the file raises where it cannot be read or written."""

    def __init__(self, database: SmallDatabase) -> None:
        self._database = database

    def add(self, summary: Summary, at: str, person: Person) -> str:
        """Keeps a summary; returns its id."""
        id = uuid4().hex
        papers = json.dumps(sorted({one.document.id for one in summary.citations}))
        body = zlib.compress(_summaries().dump_json(summary))
        row = (id, person.name, summary.title, BY_NAMES[summary.by], at, papers, body)
        with self._database.open() as database:
            database.execute("INSERT INTO summary VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return id

    def load(self, id: str, person: Person, may_read: MayRead) -> Summary:
        """The summary as it was made. Raises `UnknownSummary`."""
        with self._database.open() as database:
            found = database.execute(
                "SELECT papers, body FROM summary WHERE id = ? AND owner = ?", (id, person.name)
            ).fetchone()
        if found is None or not may_read(json.loads(found[0])):
            raise UnknownSummary
        return _summaries().validate_json(zlib.decompress(found[1]))

    def newest(self, person: Person, may_read: MayRead) -> tuple[SummaryHeading, ...]:
        """The person's summaries, the newest first."""
        with self._database.open() as database:
            rows = database.execute(
                "SELECT papers, id, title, how, made_at FROM summary WHERE owner = ? ORDER BY rowid DESC",
                (person.name,),
            ).fetchall()
        return tuple(SummaryHeading(*row) for papers, *row in rows if may_read(json.loads(papers)))

    def expire(self, before: str) -> int:
        """Deletes the summaries of everybody that were made before then (ISO 8601, UTC); returns how many.

        What was kept of summaries that were never finished goes with them.
        """
        with self._database.open() as database:
            gone = database.execute("DELETE FROM summary WHERE made_at < ?", (before,)).rowcount
            half_made = replies.expire(database, before)
        if gone or half_made:
            self._database.vacuum()
        return gone

    def delete(self, id: str, person: Person) -> bool:
        """Deletes a summary for good: its words are overwritten in the file."""
        with self._database.open() as database:
            done = database.execute("DELETE FROM summary WHERE id = ? AND owner = ?", (id, person.name)).rowcount
        if done:
            self._database.vacuum()
        return bool(done)


def renewed(summary: Summary, papers: Mapping[str, Document], text_of: Callable[[Document], str]) -> Summary:
    """`summary` held against the papers as they are now, `papers` by the names of their files.

    A paper that is the same is believed; of one that was replaced the quoted words must still be there.
    """

    @cache
    def words_of(source: str) -> str:
        return squeeze(text_of(papers[source]))

    def trouble(citation: Citation) -> str:
        now = papers.get(citation.document.source)
        if now is None:
            return _GONE
        same = now.sha256 == citation.document.sha256
        return "" if same or squeeze(citation.quote) in words_of(now.source) else _CHANGED

    odd = {one.number: why for one in summary.citations if (why := trouble(one))}

    def again(sentence: Sentence) -> Sentence:
        why = next((odd[number] for number in sentence.citations if number in odd), "")
        return replace(sentence, verdict=Verdict.UNSUPPORTED, reason=why) if why else sentence

    def part(one: SummaryPart) -> SummaryPart:
        return replace(one, sentences=tuple(map(again, one.sentences)), asked=tuple(map(again, one.asked)))

    return replace(summary, parts=tuple(map(part, summary.parts))) if odd else summary


@cache
def _summaries() -> TypeAdapter[Summary]:
    from pydantic import TypeAdapter

    return TypeAdapter(Summary)
