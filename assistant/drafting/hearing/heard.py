"""One sentence of a meeting as it was heard: what it says without its fillers, and what it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.answering.content_words import content
from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.wordings import SO, YES, Wording
from assistant.drafting.values import Basis, Said
from ingest.japanese.folding import fold

_names_topic = Wording(
    ("では、研修は11月とします。", f"^{YES}(?:{SO}、?)?[^、。]{{0,20}}[一-龠ァ-ヶーa-z](?:は|も|については)")
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence: characters `start` to `end` of what `said` holds; `text` is the same without its fillers."""

    ordinal: int  # place among the sentences of the meeting, from 0
    said: Said
    start: int
    end: int
    text: str
    words: frozenset[str]  # of `text`, normalised, those that say something
    acts: frozenset[Act]
    leads: bool = False  # spoken by who leads the meeting, or by nobody named
    within: bool = True  # after the opening and before the end of the meeting
    corrected: Basis | None = None  # words said later that correct a figure in it
    noted: bool = False  # a line of notes by hand, not somebody's words

    @property
    def folded(self) -> str:
        """`text` as rules read it."""
        return fold(self.text)

    @property
    def raw(self) -> str:
        """The words themselves, as they were said."""
        return self.said.text[self.start : self.end]

    @property
    def bases(self) -> tuple[Basis, ...]:
        """The words themselves, fillers and all."""
        own = Basis(self.said.number, self.start, self.end, self.raw)
        return (own, self.corrected) if self.corrected else (own,)

    @property
    def speaker(self) -> str:
        """Who says it; empty where nobody is named."""
        return self.said.speaker

    @property
    def tells(self) -> bool:
        """Whether it has something to report: more than thanks, nods and the running of the meeting."""
        return self.within and not self.acts & {Act.COURTESY, Act.CALLS, Act.INVITES, Act.AGREES}

    @property
    def has_topic(self) -> bool:
        """Whether it names what it is about: 研修は11月に行います."""
        return _names_topic(self.folded)

    def does(self, *any_of: Act) -> bool:
        """Whether it does one of these."""
        return bool(self.acts & set(any_of))

    def says_little(self, fewest: int = 2) -> bool:
        """Whether it leans on what was said before it: そのようにします, はい、やっておきます."""
        return len(self.words) < fewest

    def reworded(self, text: str) -> Heard:
        """The same sentence with another text."""
        return replace(self, text=text, words=words_of(text))


def together(sentences: Iterable[Heard]) -> frozenset[str]:
    """The words of several sentences that say something."""
    return frozenset().union(*(one.words for one in sentences))


def words_of(text: str) -> frozenset[str]:
    """The words of `text` that say something, normalised."""
    return frozenset(content(fold(text)))
