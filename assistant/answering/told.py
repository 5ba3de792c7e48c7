"""A complete list or a history as an answer: sentences with their citations, so that everything shows it as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.answering.history import History, Point, Stage, Standing
from assistant.answering.values import Answer, Citation, Count, Hit, Listing, Mention, Sentence, Verdict
from assistant.answering.verification import verify
from ingest.japanese.dates import in_era
from ingest.library.library import Library
from ingest.model import Document, Passage

_CITED = 50  # entries of a list that are cited; all of them are in the list itself
_COUNTED = 12  # years or speakers that a sentence names
_UNSAID = 2  # sentences of the answer before that are named as not said again


def of_listing(question: str, listing: Listing, library: Library) -> Answer:
    """How many entries there are, by year and by speaker, proved by the first of them."""
    cited = listing.entries[:_CITED]
    passages = library.passages_by_id([entry.passage for entry in cited])
    citations = tuple(
        _citation(number, entry.document, passages[entry.passage], entry.mentions[:1])
        for number, entry in enumerate(cited, 1)
        if entry.passage in passages
    )
    text = (
        f"「{listing.topic}」に触れた箇所は{len(listing.entries):,}件です。\n"
        f"年ごとの件数：{_counts(listing.by_year)}\n発言者ごとの件数：{_counts(listing.by_speaker)}"
    )
    sentences = (Sentence(text, tuple(citation.number for citation in citations), Verdict.SUPPORTED),)
    beyond = f"出典には初めの{_CITED}件を挙げます。全件は一覧にあります。" if len(listing.entries) > _CITED else ""
    notice = listing.notice + beyond
    return Answer(question, listing.read_as, sentences, citations, notice=notice, listing=listing)


def of_empty_listing(question: str, listing: Listing, nearest: Sequence[Hit]) -> Answer:
    """Nothing is as it was asked for; what lies beside it is said."""
    said = f"「{listing.topic}」に触れた箇所は、読み取った条件では0件です。{listing.notice}"
    near = tuple(nearest)
    return Answer(question, listing.read_as, abstained=True, notice=said, nearest=near, listing=listing)


def of_history(question: str, history: History, library: Library) -> Answer:
    """One sentence an answer: the day, the speaker, what was said, and what of it is new or changed."""
    ids = [mention.passage for stage in history.stages for mention in stage.entry.mentions]
    passages = library.passages_by_id(ids)
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    proof: dict[Mention, int] = {}
    for stage in history.stages:
        own = []
        for id, group in groupby(stage.entry.mentions, lambda mention: mention.passage):
            if id in passages:
                said = tuple(group)
                own.append(_citation(len(citations) + 1, stage.entry.document, passages[id], said))
                citations.append(own[-1])
                proof |= dict.fromkeys(said, own[-1].number)
        words = "".join(point.said.text for point in stage.points)
        verdict, reason = verify(words, ["".join(citation.quote for citation in own)], stage.entry.document.title)
        leans_on = {proof[mention] for mention in _compared(stage) if mention in proof}
        numbers = (*(citation.number for citation in own), *sorted(leans_on))
        sentences.append(Sentence(_told(stage), numbers, verdict, reason))
    return Answer(question, history.read_as, tuple(sentences), tuple(citations))


def _compared(stage: Stage) -> Iterator[Mention]:
    """The sentences of earlier answers that this one is held against."""
    yield from (point.before for point in stage.points if point.before is not None)
    yield from _left_out(stage)


def _left_out(stage: Stage) -> tuple[Mention, ...]:
    """What the answer before said and this one, which speaks of the same matter, does not."""
    goes_on = any(point.before is not None and point.since is None for point in stage.points)
    return stage.unsaid[:_UNSAID] if goes_on else ()


def _told(stage: Stage) -> str:
    alone = all(point.standing is Standing.NEW for point in stage.points)
    said = "".join(f"{' '.join(point.said.text.split())}{'' if alone else _remark(point)}" for point in stage.points)
    unsaid = "".join(f"〔前回の「{_cut(one.text)}」は述べていません〕" for one in _left_out(stage))
    only_new = "〔これまでの答弁と重なる文はありません〕" if alone else ""
    return f"{_day(stage.entry.document)}　{stage.entry.speaker}：{said}{only_new}{unsaid}"


def _remark(point: Point) -> str:
    if point.standing is Standing.FIRST:
        return ""
    if point.standing is Standing.NEW:
        return "〔新しい〕"
    when = _day(point.since) if point.since else "前回"
    if point.standing is Standing.SAME:
        return f"〔{when}と同じ〕"
    if point.figures and not point.since:
        return f"〔変更：{'、'.join(point.figures)}〕"
    return f"〔{when}は「{_cut(point.before.text)}」〕" if point.before else ""


def _day(paper: Document) -> str:
    return in_era(paper.held_on) if paper.held_on else "日付なし"


def _counts(counts: Sequence[Count]) -> str:
    named = "、".join(f"{count.name} {count.entries:,}件" for count in counts[:_COUNTED])
    return f"{named}、ほか{len(counts) - _COUNTED:,}" if len(counts) > _COUNTED else named


def _citation(number: int, document: Document, passage: Passage, said: Sequence[Mention]) -> Citation:
    start, end = said[0].start, said[-1].end
    quote = passage.text[start - passage.start : end - passage.start]
    return Citation(number, passage, document, quote, start, end, passage.page, passage.label)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:40]}…"
