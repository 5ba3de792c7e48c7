"""What works without a model: checks by rule, sorting by key words, extracts, earlier answers with their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.proving import Place, citation
from assistant.answering.values import Citation, Hit, Sentence, Verdict
from assistant.drafting.summaries.values import By, Length, Source, Summary
from assistant.trials import classifying, earlier_answers, findings
from assistant.trials.checks import Proofreader
from assistant.trials.filling import long_texts, subject
from assistant.trials.values import InputKind, Made, UseCase
from ingest.japanese.dates import in_era
from ingest.model import Document, Page, Passage
from ingest.outcomes import Progress

NO_ANSWERS = "この内容についての答弁は、登録された会議録に見つかりませんでした。"
_VERBATIM = "登録された会議録の答弁を、そのまま抜き出したものです。"
_EXTRACT = "文章の中から要点となる文をそのまま抜き出したものです。"
_BY_WORDS = "手がかりの言葉で分けたものです。言葉が違うだけの回答は漏れることがあります。"
_NOTHING_FOUND = "規則による確認では、直したほうがよい箇所は見つかりませんでした。"
_NO_CHECKER = "この確認は、いま使えません。"
_NO_READINGS = "付けない"  # chosen where the use case asks for ふりがな
_LENGTHS = {"短く": Length.SHORT, "ふつう": Length.MIDDLE, "長く": Length.LONG}


class Summariser(Protocol):
    """Makes summaries of papers."""

    def summarise(self, sources: Sequence[Source], length: Length, by: By) -> Iterator[Progress | Summary]: ...


@dataclass(frozen=True, slots=True)
class ByRule:
    """What makes drafts without a model. `proofreader` is None where the rules are not to be had."""

    summariser: Summariser
    proofreader: Proofreader | None = None

    def make(self, use_case: UseCase, given: Mapping[str, str], hits: Sequence[Hit], place: Place) -> Made | None:
        """What the use case's engine makes; None where it has none."""
        text = subject(use_case, given)
        match use_case.engine:
            case "koyobun" | "yasashii":
                return self._proofread(text, use_case.engine, readings=_NO_READINGS not in given.values())
            case "classify":
                return _classified(use_case, given)
            case "summary":
                return self._summary(text, _length(use_case, given))
            case "answers":
                return earlier_answers_as_draft(text, hits, place)
        return None

    def _proofread(self, text: str, rule: str, *, readings: bool) -> Made:
        if self.proofreader is None:
            return Made("", "rules", notice=_NO_CHECKER)
        found = [one for one in self.proofreader(text, rule) if readings or one.kind != findings.READING]
        return Made(findings.as_page(text, found, with_text=rule == "koyobun") or _NOTHING_FOUND, "rules")

    def _summary(self, text: str, length: Length) -> Made:
        for step in self.summariser.summarise([as_source(text)], length, By.WHOLE):
            if isinstance(step, Summary):
                return Made("\n".join(one.text for one in step.sentences), "extract", notice=_EXTRACT)
        raise AssertionError("a summariser ends with a summary")


def _classified(use_case: UseCase, given: Mapping[str, str]) -> Made | None:
    texts = long_texts(use_case, given)
    if len(texts) < 2 or not classifying.classes(texts[1]):
        return None
    return Made(classifying.report(texts[0], texts[1]), "rules", notice=_BY_WORDS)


def earlier_answers_as_draft(asked: str, hits: Sequence[Hit], place: Place) -> Made:
    """What was answered before, verbatim, each with its place."""
    lines, sentences, citations = list[str](), list[Sentence](), list[Citation]()
    for number, one in enumerate(earlier_answers.find(asked, hits), 1):
        cited = citation(number, one.hit, one.start, one.end, place)
        sentences.append(Sentence(cited.quote, (number,), Verdict.SUPPORTED))
        citations.append(cited)
        paper = one.hit.document
        day = in_era(paper.held_on) if paper.held_on else ""
        lines += ["", f"■ {'　'.join(filter(None, (paper.title, day, one.hit.passage.speaker)))}"]
        lines.append(f"{cited.quote}（{cited.label}）")
    if not citations:
        return Made("", "extract", notice=NO_ANSWERS)
    return Made(
        "\n".join(lines[1:]), "extract", notice=_VERBATIM, sentences=tuple(sentences), citations=tuple(citations)
    )


def as_source(text: str) -> Source:
    """A text that was put in, as a paper of one page."""
    paper = Document("given", "入力", "", "txt", "", "資料", 1, passages=1)
    passage = Passage("given-0", paper.id, 0, None, "", 0, len(text), text)
    return Source(paper, (Page(None, "", text, ()),), (passage,))


def _length(use_case: UseCase, given: Mapping[str, str]) -> Length:
    chosen = [given[one.name] for one in use_case.inputs if one.kind is InputKind.CHOICE]
    return next((_LENGTHS[one] for one in chosen if one in _LENGTHS), Length.MIDDLE)
