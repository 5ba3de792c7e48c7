"""A sentence of a model's reply held against the passages whose numbers it bears."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.answering import offering, quotes
from assistant.answering.marks import Claim
from assistant.answering.values import Citation, Hit, Sentence, Verdict
from assistant.answering.verification import verify
from ingest.model import Passage
from ingest.structure.orders import without_orders

Place = Callable[[Passage, int], tuple[int | None, str]]
"""Says on which page, and under which label, a character of a passage's paper stands."""

_ORDER = "引用した箇所が、指示のように読める文です"
_VERDICTS = (Verdict.UNSUPPORTED, Verdict.PARTIAL, Verdict.SUPPORTED)


def prove(sentence: str, hits: Sequence[Hit]) -> tuple[list[tuple[int, int]], Verdict, str]:
    """The quote of each hit for `sentence`, and what holding it against them says.

    The quotes are the best few sentences; where these do not carry it but the whole passages do, the passages.
    """
    if not hits:
        return [], Verdict.UNSUPPORTED, "根拠の番号がありません"
    context = "\n".join(offering.context(hit) for hit in hits)
    passages = [hit.passage for hit in hits]
    narrow = [quotes.choose(sentence, passage) for passage in passages]
    # An order in a paper proves nothing: a model that obeyed it would be proved by it.
    plain = [without_orders(passage.text) for passage in passages]
    texts = [
        text[start - passage.start : end - passage.start]
        for text, passage, (start, end) in zip(plain, passages, narrow, strict=True)
    ]
    if any(not text.strip() for text in texts):
        return narrow, Verdict.UNSUPPORTED, _ORDER
    verdict, reason = verify(sentence, texts, context)
    if verdict is Verdict.SUPPORTED:
        return narrow, verdict, reason
    wider, why = verify(sentence, plain, context)
    if _VERDICTS.index(wider) > _VERDICTS.index(verdict):
        return [(passage.start, passage.end) for passage in passages], wider, why
    return narrow, verdict, reason


def cite(
    claims: Sequence[Claim], offered: Mapping[int, Hit], place: Place, *, cut_off: bool = False
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Sentences with verdicts, and one citation for each distinct quote, numbered as they are first used.

    `cut_off` says that the reply did not come to its end.
    """
    sentences: list[Sentence] = []
    citations: dict[tuple[str, int, int], Citation] = {}
    for claim in claims:
        hits = [offered[number] for number in claim.numbers]
        spans, verdict, reason = prove(claim.text, hits)
        if cut_off and claim is claims[-1] and not claim.numbers:
            reason = "途中で切れた文です"
        for hit, (start, end) in zip(hits, spans, strict=True):
            key = hit.passage.id, start, end
            citations.setdefault(key, citation(len(citations) + 1, hit, start, end, place))
        keys = [(hit.passage.id, *span) for hit, span in zip(hits, spans, strict=True)]
        text = f"・{claim.text}" if claim.item else claim.text
        sentences.append(Sentence(text, tuple(citations[key].number for key in keys), verdict, reason))
    return tuple(sentences), tuple(citations.values())


def citation(number: int, hit: Hit, start: int, end: int, place: Place) -> Citation:
    """Characters `start` to `end` of a hit's paper, cited."""
    passage = hit.passage
    quote = passage.text[start - passage.start : end - passage.start]
    page, label = place(passage, start)
    if page == passage.page:  # a passage may have a finer name for its place than its page has
        label = passage.label
    return Citation(number, passage, hit.document, quote, start, end, page, label)
