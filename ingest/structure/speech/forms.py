"""Which form a text's lines have, and what is said in them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.headings import levels
from ingest.structure.speech import jotted, named, timed
from ingest.structure.speech.front import is_front, is_program
from ingest.structure.speech.running import are_sentences, ends, is_apart, is_punctuated, join
from ingest.structure.speech.values import Form, Speech, Utterance

_SAID_ABOVE = 4  # lines with sentences above the first time; a head and its remarks have fewer


def speech(lines: Sequence[str]) -> Speech:
    """What the lines of a text file or a Word file say, in the form that fits them best."""
    if (found := timed.read(lines)) is not None:
        return Speech(Form.TIMED, tuple(_before_times(found)))
    if (both := _times_begin(lines)) is not None:
        return Speech(Form.TIMED, tuple(both))
    if (found := named.minutes("\n".join(lines) + "\n")) is not None:
        return Speech(Form.MINUTES, tuple(found))
    if jotted.is_jotted(lines) and not _is_named(lines):
        return Speech(Form.NOTES, tuple(jotted.read(lines)))
    if (found := named.read(lines)) is not None:
        return Speech(Form.NAMED, tuple(found))
    return Speech(Form.PLAIN, tuple(_plain(lines)))


def _before_times(found: Sequence[Utterance]) -> Sequence[Utterance]:
    """The utterances, where words that are said stand above the first time: another meeting, taken down otherwise."""
    first = next((n for n, one in enumerate(found) if not one.heading), len(found))
    above = [one.text for one in found[:first]]
    if sum("。" in line and not is_front(line) for line in above) < _SAID_ABOVE:
        return found
    return (*speech(above).utterances, *found[first:])


def _times_begin(lines: Sequence[str]) -> Sequence[Utterance] | None:
    """The utterances, where times order the lines only from some line on; None where they do not."""
    first = next((n for n, line in enumerate(lines) if timed.opens(line)), 0)
    above = sum("。" in line and not is_front(line) for line in lines[:first])
    found = timed.read(lines[first:]) if above >= _SAID_ABOVE else None
    if found is None or sum(bool(one.speaker) for one in found) < _SAID_ABOVE:
        return None
    return (*speech(lines[:first]).utterances, *found)


def _is_named(lines: Sequence[str]) -> bool:
    """Whether names order these lines, though they are as short as notes."""
    found = named.read(lines)
    spoken = [one for one in found or () if not one.heading]
    return bool(spoken) and sum(bool(one.speaker) for one in spoken) >= 0.8 * len(spoken) and not _has_points(lines)


def _has_points(lines: Sequence[str]) -> bool:
    return sum(line.lstrip(" 　\t").startswith(("・", "-", "･", "•", "→")) for line in lines) >= 2


def _plain(lines: Sequence[str]) -> list[Utterance]:
    """Words without speakers: a paragraph each, headings apart.

    A line that ends a sentence ends a paragraph; one that does not was broken by its width.
    """
    found: list[Utterance] = []
    paragraph: list[str] = []
    punctuated = is_punctuated(lines)

    def close() -> None:
        if words := join(paragraph, punctuated=punctuated):
            found.append(Utterance(words))
        paragraph.clear()

    stripped = [line.strip() for line in lines]
    apart = are_sentences([line for line in stripped if line])
    ranks = iter(levels([line for line in stripped if line]))
    for line in stripped:
        if not line:
            close()
            continue
        level, ended = next(ranks), apart or ends(line, punctuated=punctuated)
        if is_program(line) or (is_apart(paragraph) and (is_front(line) or (level > 0 and not ended))):
            close()
            found.append(Utterance(line, heading=True))
            continue
        paragraph.append(line)
        if ended:
            close()
    close()
    return found
