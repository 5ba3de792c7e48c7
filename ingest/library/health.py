"""The truth about a library's health."""

from __future__ import annotations

from collections.abc import Callable

from ingest.library.library import Library
from ingest.library.vectors import VectorsView
from ingest.library.words import WordsView
from ingest.model import Person
from ingest.outcomes import Health


def check(
    library: Library,
    words: WordsView,
    vectors: VectorsView,
    person: Person | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Health:
    """Counts of the truth and of both views, and what is wrong. Changes nothing.

    Where it is told to a person all is looked through; of what others read, no name and no number is told. A vectors
    view that another process owns is not asked, and that is no problem of the library's. `progress` as in
    `Library.prove`.
    """
    problems = (*library.prove(person, progress), *words.prove(), *vectors.prove())
    audiences = library.audiences(person) if person else None
    papers, passages = library.counts(audiences)
    return Health(not problems, problems, papers, passages, words.count(audiences), vectors.count(audiences))
