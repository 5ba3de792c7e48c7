"""Utterances of one file put together to what each speaker said in a row, never cut within a sentence without need."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from assistant.drafting.values import Said
from ingest.structure.speech import Form, Speech, Utterance
from ingest.structure.speech.clock import label
from ingest.structure.speech.running import are_sentences, between, is_punctuated, sentence_ends

HEADING = "見出し"
LONGEST = 800  # characters of a speech after which the next sentence is a speech of its own
_UNNAMED = 200  # the same where nobody is named: there the places are fine instead
_TOO_LONG = 2  # times as long it may be until a sentence ends


def is_heading(said: Said) -> bool:
    """Whether nobody says this: a title, a day, who was there, an item of the agenda above the words to it."""
    return said.label == HEADING


def gather(speech: Speech, source: str, first: int = 1) -> list[Said]:
    """What was said in one file, numbered from `first`.

    Headings are kept in their places. The label is the time at which the words begin, or 発言1, 発言2, ... of the file.
    """
    found: list[Said] = []
    spoken = 0
    for speaker, text, at in _speeches(speech):
        spoken += 0 if at == HEADING else 1
        found.append(Said(first + len(found), speaker, text, at or f"発言{spoken}", source))
    return found


def _speeches(speech: Speech) -> Iterator[tuple[str, str, str]]:
    """Speaker, words and label of each; the label is empty where no time is known."""
    spoken = [one.text for one in speech.utterances if not one.heading]
    punctuated, apart = is_punctuated(spoken), are_sentences(spoken)
    alone = speech.form is Form.NOTES
    keyed = ((n if alone else 0, one.heading, one.speaker) for n, one in enumerate(speech.utterances))
    for key, group in groupby(zip(keyed, speech.utterances, strict=True), key=lambda pair: pair[0]):
        utterances = [one for _, one in group]
        if key[1]:
            yield from (("", one.text, HEADING) for one in utterances)
        else:
            yield from _cut(utterances, punctuated=punctuated, apart=apart)


def _cut(utterances: Sequence[Utterance], *, punctuated: bool, apart: bool) -> Iterator[tuple[str, str, str]]:
    """The words of one speaker in a row, in one piece or a few."""
    speaker = utterances[0].speaker
    text, starts = _joined((one.text for one in utterances), punctuated=punctuated, apart=apart)
    longest = LONGEST if speaker else _UNNAMED
    begin = 0
    for end in [*_ends(text, starts, longest), len(text)]:
        words = text[begin:end].strip()
        if words:
            begin += len(text[begin:end]) - len(text[begin:end].lstrip())
            at = utterances[bisect_right(starts, begin) - 1].at
            yield speaker, words, label(at) if at is not None else ""
        begin = end


def _joined(texts: Iterable[str], *, punctuated: bool, apart: bool) -> tuple[str, list[int]]:
    """The texts as one, and where each begins in it; `apart` says that each is a sentence."""
    pieces: list[str] = []
    starts: list[int] = []
    length, last = 0, ""
    for text in texts:
        gap = "\n" if apart and last else between(last, text, punctuated=punctuated)
        starts.append(length + len(gap))
        pieces += (gap, text)
        length, last = length + len(gap) + len(text), text
    return "".join(pieces), starts


def _ends(text: str, starts: Sequence[int], longest: int) -> Iterator[int]:
    """Where a long text is cut: at the first end of a sentence after `longest` characters.

    Where none comes for as long again: where the file begins a line, else after a comma, else anywhere.
    """
    begin = 0
    places = sentence_ends(text)
    while len(text) - begin > longest:
        end = places[n] if (n := bisect_right(places, begin + longest - 1)) < len(places) else len(text)
        limit = begin + _TOO_LONG * longest
        if end > limit:
            line, comma = starts[bisect_right(starts, limit) - 1], text.rfind("、", begin, limit) + 1
            end = next(place for place in (line, comma, limit) if place > begin)
        if end >= len(text):
            return
        yield end
        begin = end
