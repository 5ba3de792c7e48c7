"""What the terminal prints: results on stdout, progress and messages on stderr."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ingest.audience import label

if TYPE_CHECKING:
    from assistant.answering.values import Answer, Entry, Found, Listing
    from assistant.trials.values import Made
    from ingest.model import Document, Passage, Problem
    from ingest.outcomes import Health, Outcome

NO_PAPERS = "資料はまだありません。shirube ingest フォルダ で登録できます。"
_PROBLEMS = 3  # of one paper, shown while it is taken in
_OPEN = re.compile(r"[ \t\u3000]*[\[［【〔(（][^\]］】〕)）\n]{0,40}$|[ \t\u3000]+$")


def say(message: str) -> None:
    """A message to the person."""
    print(message, file=sys.stderr)


def line(text: str) -> None:
    """Text of a result as it is."""
    print(text)


def as_json(value: object) -> None:
    """A result as the JSON of the interface."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


@contextmanager
def json_list() -> Iterator[Callable[[object], None]]:
    """A result that is a list, each entry on a line of its own as soon as it is known.

    Who was stopped in the middle has been told what is done by then.
    """
    before = "["
    try:

        def entry(value: object) -> None:
            nonlocal before
            print(f"{before}\n{json.dumps(value, ensure_ascii=False)}", end="", flush=True)
            before = ","

        yield entry
    finally:
        print("[]" if before == "[" else "\n]")


def progress(done: int, total: int, now: str) -> None:
    """A bar on one line, where a person is looking."""
    if sys.stderr.isatty() and total:
        width = 24
        bar = "█" * (width * done // total)
        print(f"\r\x1b[K{bar:<{width}} {done}/{total} {_cut(now, 40)}", end="", file=sys.stderr, flush=True)


def clear_progress() -> None:
    """The line of the bar is free again."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


class Stream:
    """An answer as it comes, without its marks: they number the passages that were sent, not the sources shown after.

    `text` is what came, marks included. Where nothing is `marked`, a [1] is part of the words.
    """

    def __init__(self, *, marked: bool = True) -> None:
        self.text, self._marked = "", marked
        self._printed = 0

    def add(self, piece: str) -> None:
        """Prints as much as can't be the beginning of a mark."""
        from assistant.answering.marks import without

        self.text += piece
        ready = without(_OPEN.sub("", self.text)) if self._marked else self.text
        print(ready[self._printed :], end="", flush=True)
        self._printed = max(self._printed, len(ready))


# ---- papers


def outcome(one: Outcome) -> None:
    """What is worth a line while papers are taken in: a failure, and what a clerk should know of a paper."""
    from ingest.outcomes import Failed, Ingested, Replaced

    clear_progress()
    if isinstance(one, Failed):
        say(f"× {one.source}: {one.reason}")
    elif isinstance(one, Ingested | Replaced):
        problems = one.document.problems
        for problem in problems[:_PROBLEMS]:
            say(f"△ {one.source}: {_problem(problem)}")
        if len(problems) > _PROBLEMS:
            say(f"△ {one.source}: ほか{len(problems) - _PROBLEMS}件（shirube show で見られます）")


def outcomes(all_of_them: Sequence[Outcome]) -> None:
    """How many went in."""
    from ingest.outcomes import Failed, Ingested, Moved, Replaced, Unchanged

    counts = [sum(isinstance(one, kind) for one in all_of_them) for kind in (Ingested, Replaced, Unchanged, Failed)]
    print("登録 {}件、入れ替え {}件、変更なし {}件、登録できず {}件".format(*counts))
    if moved := sum(isinstance(one, Moved) for one in all_of_them):
        print(f"公開範囲の変更 {moved}件")


def papers(some: Sequence[Document]) -> None:
    """One line a paper."""
    for one in some:
        marks = f"  △ {len(one.problems)}件の注意" if one.problems else ""
        print(f"{one.source}  「{one.title}」 {one.kind}  {one.passages}箇所  {label(one.audience)}{marks}")


def paper(one: Document, passages: Sequence[Passage]) -> None:
    """A paper, what is wrong with it, and its passages."""
    print(f"{one.title}\n{one.source}  {one.kind}  {one.pages}ページ  {one.passages}箇所  {label(one.audience)}")
    for problem in one.problems:
        print(f"△ {_problem(problem)}")
    for passage in passages:
        print(f"\n[{passage.label}] {passage.heading}\n{passage.text}")


def health(one: Health, endpoints: str) -> None:
    """The state of library and views, and which places are told what."""
    print("異常はありません。" if one.healthy else "問題があります。")
    for said in (*one.problems, *one.mended):
        print(f"・{said}")
    vectors = "ほかのプロセスが使用中" if one.vectors is None else str(one.vectors)
    print(f"資料 {one.documents}件、箇所 {one.passages}、索引（ことば） {one.words}、索引（意味） {vectors}")
    print(endpoints)


def rebuilt(one: Health) -> None:
    """How the views are after a rebuild."""
    print("索引を作り直しました。" if one.healthy else "作り直しましたが、問題が残っています。")
    for problem in one.problems:
        print(f"・{problem}")


# ---- questions


def found(result: Found) -> None:
    """The passages, best first."""
    if result.read_as.label:
        say(f"質問の読み取り: {result.read_as.label}")
    for hit in result.hits:
        print(f"\n{hit.rank}. {hit.document.title}（{hit.document.source}、{hit.passage.label}）\n{hit.passage.text}")
    if not result.hits:
        say("見つかりませんでした。言葉を変えて試してください。")


def answer(one: Answer, streamed: str = "") -> None:
    """The sentences with their verdicts, and the sources. What was `streamed` already is not said again."""
    from assistant.phrasing import ABSTAINED

    if streamed:
        print("\n")
    if one.read_as.label:
        say(f"質問の読み取り: {one.read_as.label}")
    if one.abstained and one.notice and not one.nearest:
        print(one.notice)
        return
    if one.notice:
        say(one.notice)
    if one.abstained:
        print(f"{ABSTAINED}。")
        for hit in one.nearest:
            print(f"  近い箇所: {hit.document.title}（{hit.document.source}、{hit.passage.label}）")
        return
    if one.listing is not None:
        listing(one.listing, notice=False)
        return
    _sentences(one, short=_same(one.text, streamed))
    _sources(one)
    _masked(one)


def draft(one: Made, streamed: str = "") -> None:
    """A draft of a trial, what to look at, and its sources. What was `streamed` already is not said again."""
    print("" if streamed else one.text)
    if one.notice:
        say(f"△ {one.notice}")
    _sentences(one, short=True)
    _sources(one)
    _masked(one)


def listing(one: Listing, *, notice: bool = True) -> None:
    """How many places there are, by year and by speaker, and each of them."""
    if notice and one.notice:
        say(one.notice)
    print(f"「{one.topic}」に触れた箇所: {len(one.entries):,}件")
    for name, counts in (("年", one.by_year), ("発言者", one.by_speaker)):
        if counts:
            print(f"{name}ごと: " + "、".join(f"{count.name} {count.entries:,}件" for count in counts))
    for number, entry in enumerate(one.entries, 1):
        print(f"\n{number}. {_entry_place(entry)}")
        for mention in entry.mentions:
            print(f"    {_cut(mention.text, 200)}")


def figures(table: Mapping[str, Mapping[str, float]], change: Mapping[str, Mapping[str, float]] | None) -> None:
    """The figures of an evaluation, and how they differ from earlier ones."""
    from assistant.evaluation import as_lines

    print(as_lines(table))
    if change is not None:
        print(f"\n前の結果との差\n{as_lines(change, sign=True)}")


def _sentences(one: Answer | Made, *, short: bool) -> None:
    from assistant import phrasing

    for sentence in one.sentences:
        marks = phrasing.marks(sentence.citations)
        reason = f"（{sentence.reason}）" if sentence.reason else ""
        verdict = phrasing.verdict_words(sentence.verdict)
        print(
            f"{verdict} {marks} {_cut(sentence.text, 40)}{reason}"
            if short
            else f"{sentence.text}{marks}  〔{verdict}〕{reason}"
        )


def _sources(one: Answer | Made) -> None:
    from assistant import phrasing

    print("\n出典" if one.citations else "")
    for citation in one.citations:
        paper = citation.document
        note = f"  {phrasing.FROM_PICTURE}" if citation.ocr else ""
        print(f"[{citation.number}] {paper.title}（{paper.source}、{citation.label}）{note}")
        if heading := phrasing.under_heading(citation.heading, paper, citation.label):
            print(f"    見出し: {heading}")
        print(f"    「{_cut(citation.quote, 120)}」")


def _masked(one: Answer | Made) -> None:
    from assistant.chat import masked_words

    if one.masked:
        say(masked_words(one.masked))


def _same(text: str, streamed: str) -> bool:
    """Whether `streamed` said just this: a fallback answers otherwise than what came first."""
    from assistant.answering.marks import without

    return bool(streamed) and _letters(text) == _letters(without(streamed))


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def _entry_place(one: Entry) -> str:
    from assistant.phrasing import document_date

    paper = one.document
    return "　".join(filter(None, (document_date(paper), one.speaker, paper.title, f"（{paper.source}、{one.label}）")))


def _problem(one: Problem) -> str:
    return f"{one.page}ページ: {one.message}" if one.page else one.message


def _cut(text: str, longest: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest]}…"
