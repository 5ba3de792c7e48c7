"""What was said in a meeting, as HTML: the words that a line rests on, marked, within the speech around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from assistant.drafting.sources.gathering import is_heading
from assistant.drafting.values import Basis, Said, Transcript

_BESIDE = 200  # characters of a speech that is shown for its place alone
_AROUND = 250  # characters of a speech before and after the words that count


def words_of(transcript: Transcript, bases: Sequence[Basis], around: int = 1) -> str:
    """The speeches that `bases` are taken from, with `around` speeches before and after each, in order."""
    said = {one.number: one for one in transcript.said}
    wanted = sorted({n for basis in bases for n in range(basis.said - around, basis.said + around + 1) if n in said})
    several = len(transcript.sources) > 1
    stretches = [[n for _, n in run] for _, run in groupby(enumerate(wanted), lambda pair: pair[1] - pair[0])]
    shown = ("".join(_speech(said[n], bases, wanted, several=several) for n in stretch) for stretch in stretches)
    return '<p class="shirube-gap">（中略）</p>'.join(shown)


def _speech(said: Said, bases: Iterable[Basis], wanted: Sequence[int], *, several: bool) -> str:
    spans = list(_spans(said, bases))
    if is_heading(said):
        return f'<p class="shirube-said"><span>見出し　{escape(said.text)}</span></p>'
    where = "　".join(filter(None, (said.label, said.source if several else "")))
    who = f"<strong>{escape(said.speaker or '話した人の名前なし')}</strong>　<span>{escape(where)}</span>"
    words = _marked(said.text, spans) if spans else escape(_beside(said, wanted))
    return f'<p class="shirube-said{"" if spans else " aside"}">{who}<br>{words}</p>'


def _spans(said: Said, bases: Iterable[Basis]) -> Iterator[tuple[int, int]]:
    """Where the words of the bases stand in what was said, in order, none inside another."""
    end = 0
    for basis in sorted(bases, key=lambda one: (one.said, one.start)):
        if basis.said == said.number and basis.end > end:
            yield max(basis.start, end), basis.end
            end = basis.end


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with `spans` marked; what is far from all of them is left out, and that is shown."""
    first, last = max(0, spans[0][0] - _AROUND), min(len(text), spans[-1][1] + _AROUND)
    pieces = ["…" if first else ""]
    at = first
    for start, end in spans:
        pieces += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return "".join([*pieces, escape(text[at:last]), "…" if last < len(text) else ""])


def _beside(said: Said, wanted: Sequence[int]) -> str:
    """Of a speech before the words its end, of one after them its beginning."""
    if len(said.text) <= _BESIDE:
        return said.text
    return f"…{said.text[-_BESIDE:]}" if said.number == wanted[0] else f"{said.text[:_BESIDE]}…"
