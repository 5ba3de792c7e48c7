"""Figures of an evaluation, each worked out by hand from what a scripted desk finds and says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from assistant.answering.values import Answer, Answered, Citation, Event, Found, Hit, ReadAs, Sentence, Verdict
from assistant.desk import Desk
from assistant.evaluation import Asked, Gold, as_lines, difference, evaluate, meets, read_figures, read_questions
from ingest.errors import LibraryError, ShirubeError
from ingest.model import Document, Passage, Person

ROSE = "ばら園の開園時間は、午前9時から午後5時までとする。"
OTHER = "駐車場の利用料金は、1回につき200円とする。"


def document(source: str) -> Document:
    return Document(source, source, "", "txt", "", "資料", 9)


def hit(rank: int, text: str, source: str = "公園/ばら園.pdf", page: int = 2) -> Hit:
    passage = Passage(f"{source}-{rank}", source, rank, page, f"p.{page}", 0, len(text), text)
    return Hit(rank, passage, document(source), 1.0)


@dataclass
class ScriptedDesk:
    """What each question finds, and which hits (by place, from 0) its answer quotes; a failure in its stead."""

    script: dict[str, tuple[Sequence[Hit], Sequence[int], str] | ShirubeError]

    def ask(self, question: str, person: Person) -> Iterator[Event]:
        told = self.script[question]
        if isinstance(told, ShirubeError):
            raise told
        hits, quoted, said = told
        yield Found(ReadAs(), tuple(hits))
        citations = tuple(
            Citation(n, hits[at].passage, hits[at].document, hits[at].passage.text, 0, 1, hits[at].passage.page, "")
            for n, at in enumerate(quoted, 1)
        )
        sentences = (Sentence(said, tuple(c.number for c in citations), Verdict.SUPPORTED),) if said else ()
        yield Answered(Answer(question, ReadAs(), sentences, citations, abstained=not said))


def figures(questions: Sequence[Asked], desk: ScriptedDesk) -> dict[str, dict[str, float]]:
    return evaluate(cast("Desk", desk), questions, Person())


def asked(text: str, kind: str = "plain", page: int | None = 2, must: tuple[tuple[str, ...], ...] = ()) -> Asked:
    return Asked(text, kind, (Gold("ばら園.pdf", ROSE, page),), must)


def test_every_figure() -> None:
    filler = "あ" * 1500
    desk = ScriptedDesk(
        {
            # Found first, cited, page and words right.
            "一": ([hit(1, ROSE), hit(2, OTHER)], [0], "ばら園は午前９時に開きます。"),
            # Found third, behind 3,000 characters: too late for the budget. The wrong passage is cited.
            "二": ([hit(1, filler, page=4), hit(2, filler), hit(3, ROSE)], [0], "分かりました。"),
            # Found second; no answer.
            "三": ([hit(1, OTHER), hit(2, ROSE)], [], ""),
            # Not found: the same words in another paper are no proof.
            "四": ([hit(1, ROSE, "別の資料.pdf")], [0], "午前9時です。"),
            "五": ([hit(1, OTHER)], [], ""),
            "六": ([hit(1, OTHER)], [0], "200円です。"),
        }
    )
    questions = [
        asked("一", must=(("午前9時", "9:00"),)),
        asked("二", "table", must=(("午前9時",),)),
        asked("三", "table"),
        asked("四", page=None),
        Asked("五", "unanswerable", (), ()),
        Asked("六", "unanswerable", (), ()),
    ]
    assert figures(questions, desk) == {
        "all": {
            "recall@1": 0.25, "recall@5": 0.75, "recall@10": 0.75, "mrr@10": round((1 + 1 / 3 + 1 / 2) / 4, 4),
            "budget": 0.5, "answered": 0.75, "cited": 0.25, "page": 0.5, "right": 0.5, "refused": 0.5, "n": 4,
        },
        "plain": {
            "recall@1": 0.5, "recall@5": 0.5, "recall@10": 0.5, "mrr@10": 0.5, "budget": 0.5,
            "answered": 1.0, "cited": 0.5, "page": 1.0, "right": 1.0, "n": 2,
        },
        "table": {
            "recall@1": 0.0, "recall@5": 1.0, "recall@10": 1.0, "mrr@10": round((1 / 3 + 1 / 2) / 2, 4),
            "budget": 0.5, "answered": 0.5, "cited": 0.0, "page": 0.0, "right": 0.0, "n": 2,
        },
        "unanswerable": {"refused": 0.5, "n": 2},
    }  # fmt: skip


def test_a_question_that_fails_counts_as_nothing_and_a_broken_library_stops() -> None:
    row = figures([asked("x", must=(("9時",),))], ScriptedDesk({"x": ShirubeError("長すぎます。")}))["all"]
    assert row == {"recall@1": 0, "recall@5": 0, "recall@10": 0, "mrr@10": 0, "budget": 0, "answered": 0, "cited": 0,
                   "right": 0, "n": 1}  # fmt: skip
    with pytest.raises(LibraryError):
        figures([asked("x")], ScriptedDesk({"x": LibraryError()}))


@pytest.mark.parametrize(
    ("source", "text", "met"),
    [
        ("ばら園.pdf", ROSE, True),
        ("深い/フォルダ/ばら園.pdf", f"前の文。{ROSE}後の文。", True),
        ("ばら園.pdf", "ばら園の開園時間は、午前９時から 午後５時\nまでとする。", True),
        ("ばら園.pdf", ROSE[:14], True),  # all of its 5-grams are the gold's
        ("ばら園.pdf", ROSE[:8] + "、季節により変わるため園に聞くこと。", False),  # 4 of 22
        ("ばら園.pdf", "", False),
        ("ばら園の記録.pdf", ROSE, False),
    ],
)
def test_meeting_a_gold(source: str, text: str, met: bool) -> None:
    assert meets(source, text, Gold("ばら園.pdf", ROSE)) is met


def test_a_short_gold_must_stand_there_whole() -> None:
    gold = Gold("a.pdf", "午前9時に開園")
    assert meets("a.pdf", "毎日、午前９時に開園する。", gold)
    assert not meets("a.pdf", "午前9時に開", gold)


def test_reading_questions(tmp_path: Path) -> None:
    gold = {"source": "a.pdf", "quote": "五月", "page": 3}
    rows = [
        {"id": "1", "question": "いつ", "gold": [gold], "must_include": ["五月", ["5月", "五月"]]},
        {"id": "2", "question": "どこ", "kind": "where", "answerable": False, "gold": []},
    ]
    path = tmp_path / "q.jsonl"
    path.write_text("\ufeff" + "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert read_questions(path) == (
        Asked("いつ", "plain", (Gold("a.pdf", "五月", 3),), (("五月",), ("5月", "五月"))),
        Asked("どこ", "unanswerable", (), ()),
    )
    path.write_text('{"question": "いつ", "gold": [{"page": 3}]}', encoding="utf-8")
    with pytest.raises(ShirubeError, match="1番目の質問の根拠"):
        read_questions(path)


def test_difference_and_lines(tmp_path: Path) -> None:
    now = {"table": {"right": 0.5, "n": 2.0}, "all": {"right": 0.75, "new": 1.0, "n": 4.0}, "where": {"right": 1.0}}
    before = tmp_path / "r.json"
    for told in ({"all": {"right": 0.8, "n": 5}, "table": {"right": 0.25}},):
        for shape in (told, {"figures": told, "difference": {}}):
            before.write_text(json.dumps(shape), encoding="utf-8")
            assert difference(now, read_figures(before)) == {"table": {"right": 0.25}, "all": {"right": -0.05}}
    assert as_lines(now).splitlines()[0] == "all           right 0.75  new 1  n 4"
    assert as_lines({"all": {"right": -0.05, "cited": 0.25}}, sign=True) == "all           right -0.05  cited +0.25"
    for wrong in ("[]", "{", '{"all": 3}', '{"all": {"right": "viel"}}'):
        before.write_text(wrong, encoding="utf-8")
        with pytest.raises(ShirubeError, match="結果として読めません"):
            read_figures(before)
