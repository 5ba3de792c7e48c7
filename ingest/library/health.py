"""The truth about a library's health."""

from __future__ import annotations

from ingest.library.library import Library
from ingest.library.vectors import VectorsView
from ingest.library.words import WordsView
from ingest.outcomes import Health


def check(library: Library, words: WordsView, vectors: VectorsView) -> Health:
    """Counts of the truth and of both views, and what is wrong. Changes nothing.

    A vectors view that another process owns is not asked, and that is no problem of the library's.
    """
    problems = (*library.prove(), *words.prove(), *vectors.prove())
    papers, passages = library.counts()
    return Health(not problems, problems, papers, passages, words.count(), vectors.count())
