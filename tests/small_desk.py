"""A desk with three papers whose every answer can be worked out by hand: a small true implementation for the screens.

A question is answered with each line of a paper that holds the question's words (parted by spaces), cited.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from assistant.answering.values import (
    Answer,
    Answered,
    Citation,
    Earlier,
    Event,
    Exchange,
    Found,
    Hit,
    Piece,
    ReadAs,
    Sentence,
    Verdict,
)
from assistant.pages import PageImage
from ingest.errors import EmptyFile, ShirubeError
from ingest.model import Document, Filters, Passage, Person, Problem
from ingest.outcomes import Failed, Health, Ingested, Outcome, Progress, Replaced

TEXTS: dict[str, tuple[str, str, date | None, str]] = {
    "fureai_02.pdf": (
        "第2回生成AI活用検討チーム会議",
        "資料",
        date(2023, 5, 26),
        "会議は令和5年5月26日に開きました。\n会場は本庁舎3階の会議室です。\n事務局は情報政策課が務めます。",
    ),
    "yosan.xlsx": ("令和5年度当初予算の概要", "予算", None, "図書館費は12,000千円です。\n公園費は8,500千円です。"),
    "memo.docx": (
        "",
        "資料",
        None,
        "担当は情報政策課です。\n<b>太字</b>と![絵](http://example.com/a.png)は文字のままです。",
    ),
}


Text = tuple[str, str, date | None, str]


def document(source: str, texts: dict[str, Text]) -> Document:
    title, kind, held_on, text = texts[source]
    return Document(
        id=f"d-{source}",
        source=source,
        sha256="0" * 64,
        format=source.rsplit(".", 1)[1],
        title=title,
        kind=kind,
        pages=1,
        held_on=held_on,
        fiscal_year=2023 if kind == "予算" or held_on else None,
        problems=(Problem("文字を読み取れないページです（画像のみ）。", 2),) if source.endswith("pdf") else (),
        passages=len(text.split("\n")),
    )


class SmallDesk:
    """`words` of the last question decide everything; `pause` seconds pass before each piece of an answer."""

    engine = "extract"
    notices: tuple[str, ...] = ()

    def __init__(self, sources: Sequence[str] = tuple(TEXTS), pause: float = 0.0) -> None:
        self.texts = {source: TEXTS[source] for source in sources}
        self.pause = pause
        self.asked: list[tuple[str, Filters, tuple[Earlier, ...]]] = []
        self.rebuilt = 0

    def ingest(
        self, paths: Sequence[Path], person: Person, *, audience: str = "", stop: Callable[[], bool] = bool
    ) -> Iterator[Progress | Outcome]:
        for done, path in enumerate(paths):
            yield Progress(done, len(paths), path.name)
            if not path.read_bytes():
                yield Failed(path.name, EmptyFile.hint)
                continue
            outcome = Replaced if path.name in self.texts else Ingested
            self.texts[path.name] = (path.stem, "資料", None, path.read_text(encoding="utf-8", errors="replace"))
            yield outcome(path.name, document(path.name, self.texts))
            yield Progress(done + 1, len(paths), path.name)

    def documents(self, person: Person) -> tuple[Document, ...]:
        return tuple(document(source, self.texts) for source in self.texts)

    def passages(self, document_id: str, person: Person) -> tuple[Passage, ...]:
        paper = next((d for d in self.documents(person) if d.id == document_id), None)
        if paper is None:
            raise ShirubeError("この資料は登録されていません。")
        found, start = [], 0
        for ordinal, line in enumerate(self.texts[paper.source][3].split("\n")):
            end = start + len(line)
            found.append(Passage(f"{paper.id}-{ordinal}", paper.id, ordinal, 1, "p.1", start, end, line))
            start = end + 1
        return tuple(found)

    def ask(
        self,
        question: str,
        person: Person,
        *,
        filters: Filters = Filters(),
        earlier: Sequence[Earlier] = (),
        today: date | None = None,
        ignoring: frozenset[str] = frozenset(),
    ) -> Iterator[Event]:
        if not question.strip("?？!！ "):
            raise ShirubeError("質問の文を入れてください。")
        if question == "こわれる":
            raise RuntimeError("broken on purpose")
        self.asked.append((question, filters, tuple(earlier)))
        read_as = ReadAs({"must": question.split()}, label=f"語：{'・'.join(question.split())}", filters=filters)
        hits = self._hits(question, person, filters)
        yield Found(read_as, hits)
        answer = _answer(question, read_as, hits)
        for sentence in answer.sentences:
            for piece in (sentence.text[:5], sentence.text[5:], f"[{sentence.citations[0]}]\n"):
                time.sleep(self.pause)
                yield Piece(piece)
        yield Answered(answer)

    def _hits(self, question: str, person: Person, filters: Filters) -> tuple[Hit, ...]:
        papers = [d for d in self.documents(person) if not filters.kinds or d.kind in filters.kinds]
        pairs = [(paper, passage) for paper in papers for passage in self.passages(paper.id, person)]
        held = [pair for pair in pairs if all(word in pair[1].text for word in question.split())]
        return tuple(Hit(n, passage, paper, 1.0) for n, (paper, passage) in enumerate(held or pairs[:2], start=1))

    def related(self, passage_id: str, person: Person, k: int = 5) -> tuple[Hit, ...]:
        return ()

    def question_and_answers(self, passage_id: str, person: Person) -> Exchange | None:
        return None

    def remove(self, source: str, person: Person, audience: str = "") -> bool:
        return self.texts.pop(source, None) is not None

    def set_audience(self, source: str, wanted: str, person: Person, audience: str = "") -> bool:
        return source in self.texts

    def check(self, person: Person, progress: Callable[[int, int], None] | None = None) -> Health:
        if progress is not None:
            progress(len(self.texts), len(self.texts))
        passages = sum(paper.passages for paper in self.documents(Person()))
        problems = () if self.rebuilt else ("言葉の索引が2箇所足りません。「作り直す」を押してください。",)
        return Health(not problems, problems, len(self.texts), passages, passages, None)

    def rebuild(self, person: Person) -> Iterator[Progress]:
        for done in range(3):
            yield Progress(done, 2, "索引")
        self.rebuilt += 1

    def page_image(
        self, document_id: str, start: int, end: int, person: Person, *, width: int = 1000
    ) -> PageImage | None:
        source = document_id.removeprefix("d-")
        if source not in self.texts or not source.endswith(".pdf"):
            return None
        from PIL import Image, ImageDraw

        image = Image.new("RGB", (width, width * 7 // 5), "white")
        low = image.height * 0.9  # where it is not seen when a page is opened at its top
        ImageDraw.Draw(image).rectangle((100, low, 800, low + 50), fill="#ffe066")
        saved = io.BytesIO()
        image.save(saved, "PNG")
        return PageImage(saved.getvalue(), 0.9)

    def page_text(
        self, document_id: str, start: int, end: int, person: Person, *, around: int = 400
    ) -> tuple[str, str, str]:
        text = self.texts.get(document_id.removeprefix("d-"), ("", "", None, ""))[3]
        return text[max(0, start - around) : start], text[start:end], text[end : end + around]

    def original(self, document_id: str, person: Person) -> tuple[str, bytes]:
        source = document_id.removeprefix("d-")
        return source, self.texts[source][3].encode()

    def suggestions(self, person: Person, count: int = 4) -> tuple[str, ...]:
        return ("会場", "図書館費")[:count] if self.texts else ()


def _answer(question: str, read_as: ReadAs, hits: tuple[Hit, ...]) -> Answer:
    if not all(word in hit.passage.text for hit in hits for word in question.split()):
        return Answer(question, read_as, abstained=True, nearest=hits)
    citations = tuple(
        Citation(h.rank, h.passage, h.document, h.passage.text, h.passage.start, h.passage.end, 1, "p.1") for h in hits
    )
    sentences = tuple(_sentence(citation) for citation in citations)
    return Answer(question, read_as, sentences, citations)


def _sentence(citation: Citation) -> Sentence:
    """The quote itself. A sum in 千円 is called partly supported, so that both verdicts can be seen."""
    if "千円" in citation.quote:
        return Sentence(citation.quote, (citation.number,), Verdict.PARTIAL, "金額の年度を確かめられませんでした。")
    return Sentence(citation.quote, (citation.number,), Verdict.SUPPORTED)
