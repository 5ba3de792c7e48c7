"""The nouns of summaries. A summary is parts, a part has sentences, and every sentence names the passage it rests on.

Sentences, citations and verdicts are those of an answer, so everything that shows an answer can show a summary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.values import Citation, Sentence
from assistant.chat import Masked
from ingest.model import Document, Page, Passage

_NAMED = 3  # papers in a title


class Length(StrEnum):
    """How long a summary is meant to be."""

    SHORT = "short"
    MIDDLE = "middle"
    LONG = "long"


class By(StrEnum):
    """What a summary is divided by."""

    WHOLE = "whole"
    HEADING = "heading"  # in minutes: the items of the agenda
    SPEAKER = "speaker"
    QUESTION = "question"  # in an assembly: what each member asked and what was answered to it


# What a length means: of a summary of everything, and of each part of a divided one.
LENGTH_NAMES = {Length.SHORT: "3文", Length.MIDDLE: "半ページ", Length.LONG: "1～2ページ"}
WISHES = "要望"  # title of what a member requests without a question
EACH_NAMES = {Length.SHORT: "各1文", Length.MIDDLE: "各3文", Length.LONG: "各6文"}
BY_NAMES = {By.WHOLE: "全体", By.HEADING: "議題・見出しごと", By.SPEAKER: "発言者ごと", By.QUESTION: "質問者ごと"}


@dataclass(frozen=True, slots=True)
class Source:
    """A paper to be summarised: all that is kept of its words. The boxes of its pages are not needed."""

    document: Document
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """What is said of one heading, speaker or question; of everything where the title is empty.

    `under` names what several parts belong to: the member who asked. `asked` is then what was asked, and `sentences`
    what was answered, empty where no answer was found. `engine` is "extract" or the model's name.
    """

    title: str
    sentences: tuple[Sentence, ...]
    under: str = ""
    asked: tuple[Sentence, ...] = ()
    engine: str = "extract"

    @property
    def only_wishes(self) -> bool:
        """Whether it holds what was only requested, to which nobody answers."""
        return self.title == WISHES and not self.sentences


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary with its proof. `notices` tell a person, in Japanese, what happened on the way.

    `engine` and `prompt` name what made it, as in an answer. `unfinished` says that the model did not come to the end;
    asking the same engine again goes on from there.
    """

    documents: tuple[Document, ...]
    length: Length
    by: By
    parts: tuple[SummaryPart, ...]
    citations: tuple[Citation, ...]
    engine: str = "extract"
    prompt: str = ""
    notices: tuple[str, ...] = ()
    unfinished: bool = False
    masked: Masked = ()  # how much was masked of what was sent to a model

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order, what was asked before what was answered."""
        return tuple(sentence for part in self.parts for sentence in (*part.asked, *part.sentences))

    @property
    def title(self) -> str:
        """What it is a summary of."""
        return names_of(self.documents)


def names_of(documents: Sequence[Document]) -> str:
    """The titles of papers, the first three of many."""
    names = [document.title or document.source for document in documents]
    return "、".join(names[:_NAMED]) + (f" ほか{len(names) - _NAMED}件" if len(names) > _NAMED else "")
