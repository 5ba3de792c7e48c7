"""A sentence of a model's reply held against the passages whose numbers it bears."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering import offering, quotes
from assistant.answering.values import Hit, Verdict
from assistant.answering.verification import verify

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
    texts = [
        passage.text[start - passage.start : end - passage.start]
        for passage, (start, end) in zip(passages, narrow, strict=True)
    ]
    verdict, reason = verify(sentence, texts, context)
    if verdict is Verdict.SUPPORTED:
        return narrow, verdict, reason
    wider, why = verify(sentence, [passage.text for passage in passages], context)
    if _VERDICTS.index(wider) > _VERDICTS.index(verdict):
        return [(passage.start, passage.end) for passage in passages], wider, why
    return narrow, verdict, reason
