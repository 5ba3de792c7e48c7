"""Personal data leaves a text before the text goes to a model, and comes back into the answer.

`find` says where it stands, `mask` puts placeholders in its place, `unmask` puts it back. A `Masker` does so for all
texts of one call or one conversation, so that a person has one placeholder in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from assistant.governance import (
    birth,
    birth_records,
    columns,
    given_numbers,
    labels,
    lots,
    name_fields,
    name_learned,
    not_personal,
    people,
    places,
    reaching,
    vehicles,
)
from assistant.governance.placeholders import LITERAL, LOOSE, NAMES, complete, plain, standing, written
from assistant.governance.reading import Reading, drawn_together
from assistant.governance.spans import Kind, Span, settle

# The most specific first: what one of them has found, those after it leave alone.
_FINDERS = (
    reaching.emails,
    columns.cells,
    labels.fields,
    given_numbers.mynumbers,
    given_numbers.cards,
    vehicles.vehicles,
    reaching.phones,
    given_numbers.accounts,
    birth.birth_dates,
    birth_records.dates,
    reaching.postal_codes,
    lots.lots,
    places.addresses,
    people.names,
)

# Characters, over all readings of a text: twice is enough for what people write, not for 様 written a thousand times.
_READ_AT_MOST = 60_000
# Characters of a text that the rules read again where the learned weighing has found a name that they had not.
_READ_AGAIN = 10_000


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its personal data. `spans` count the text as given; `mapping` leads from placeholder to words."""

    text: str
    spans: tuple[Span, ...]
    mapping: Mapping[str, str]


def find(text: str) -> tuple[Span, ...]:
    """Where personal data stands in `text`, in order, none touching another's characters.

    What is left is read again with placeholders in it, until nothing more is found: words are cut otherwise beside a
    placeholder, and a masked text that is masked again must stay as it is. Where the rules find nothing more, a learned
    weighing looks for names that they have missed.
    """
    found: tuple[Span, ...] = ()
    by_rules = True
    for _ in range(max(4, _READ_AT_MOST // (len(text) + 1))):
        more, by_rules = _find_once(text, found, by_rules=by_rules or len(text) <= _READ_AGAIN)
        if not more:
            break
        found = tuple(sorted(found + more))
    return found


def _find_once(text: str, known: tuple[Span, ...], *, by_rules: bool) -> tuple[tuple[Span, ...], bool]:
    """Where more stands than is `known` already, and whether the rules found it."""
    pieces: list[str] = []
    stood: list[int] = []
    at = 0
    for span in known:
        placeholder = written(NAMES[span.kind], 1)
        pieces += text[at : span.start], placeholder
        stood += [*range(at, span.start), *[span.start] * len(placeholder)]
        at = span.end
    read, places = drawn_together("".join([*pieces, text[at:]]))
    stood += range(at, len(text))
    reading = Reading(read)
    closed = list(not_personal.places(reading))
    by = _by_rules(reading, closed) if by_rules else ()
    more = by or settle(len(read), closed, name_learned.last_look(reading))
    return tuple(Span(stood[places[s.start]], stood[places[s.end - 1]] + 1, s.kind) for s in more), bool(by)


def _by_rules(reading: Reading, closed: list[tuple[int, int]]) -> tuple[Span, ...]:
    length = len(reading.text)
    found = settle(length, closed, (span for finder in _FINDERS for span in finder(reading)))
    # Longest first where a field shows more of a name than a context did; what is no name keeps its place.
    fields = [*name_fields.in_fields(reading, found), *birth.beside_persons(reading, found)]
    if not fields:
        return found
    others = [span for span in found if span.kind is not Kind.PERSON_NAME]
    people_first = sorted([*fields, *set(found).difference(others)], key=lambda span: span.start - span.end)
    return settle(length, closed, [*others, *people_first])


def mask(text: str) -> Masked:
    """`text` with a placeholder in place of everything that `find` finds."""
    return Masker().mask(text)


def unmask(text: str, masked: Masked) -> str:
    """`text`, of a model for example, with the words back in place of their placeholders."""
    return _restored(text, masked.mapping)


def _all(_: Span, __: str) -> bool:
    return True


class Masker:
    """Masks the texts of one call or conversation: the same words get the same placeholder in all of them.

    `hides` says of a find, and the words that stand there, whether they are masked; without it all are.
    """

    def __init__(self, hides: Callable[[Span, str], bool] = _all) -> None:
        self._hides = hides
        self._mapping: dict[str, str] = {}
        self._given: dict[tuple[str, str], str] = {}
        self._seen: set[str] = set()

    @property
    def mapping(self) -> Mapping[str, str]:
        """Every placeholder given so far, and the words behind it."""
        return dict(self._mapping)

    def mask(self, text: str) -> Masked:
        """The text with placeholders; one that the text itself already has is never given to anything else."""
        self._seen |= standing(text)
        spans = tuple(span for span in find(text) if self._hides(span, span.of(text)))
        pieces: list[str] = []
        at = 0
        for span in spans:
            pieces += self._quoted(text[at : span.start]), self._placeholder(NAMES[span.kind], span.of(text))
            at = span.end
        pieces.append(self._quoted(text[at:]))
        return Masked("".join(pieces), spans, self.mapping)

    def unmask(self, text: str) -> str:
        """The text with the words back; placeholders that were never given stay as they are."""
        return _restored(text, self._mapping)

    def unmask_pieces(self, pieces: Iterable[str]) -> Iterator[str]:
        """The same for a text that comes in pieces, which may be cut within a placeholder."""
        waiting = ""
        for piece in pieces:
            waiting += piece
            ready = complete(waiting)
            if ready:
                yield self.unmask(waiting[:ready])
                waiting = waiting[ready:]
        if waiting:
            yield self.unmask(waiting)

    def _quoted(self, text: str) -> str:
        """Words of the text itself that read like a placeholder already given are masked as such."""
        return LOOSE.sub(
            lambda hit: self._placeholder(LITERAL, hit[0]) if plain(hit) in self._mapping else hit[0], text
        )

    def _placeholder(self, name: str, words: str) -> str:
        known = self._given.get((name, words))
        if known is not None:
            return known
        numbered = (written(name, number) for number in count(1))
        new = next(one for one in numbered if one not in self._mapping and one not in self._seen)
        self._given[name, words], self._mapping[new] = new, words
        return new


def _restored(text: str, mapping: Mapping[str, str]) -> str:
    return LOOSE.sub(lambda hit: mapping.get(plain(hit), hit[0]), text)
