"""Questions to begin with, made from the papers that are in: an empty page shows what can be asked.

A question is made from a row of a table (the 担当課 of a named thing) or from a sentence that says what something is,
and is tried before it is shown: only one whose answer is the very row or sentence is given.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from assistant.answering.values import Answer, Verdict
from ingest.japanese import dates, sentences
from ingest.japanese.folding import fold, squeeze
from ingest.model import BlockKind, Document, Page

_LONGEST = 40  # characters of a question
_READABLE = 160  # characters of an answer that a person takes in at a glance
_TRIED = 3  # questions of one paper
_PAPERS, _PAGES = 30, 20  # papers, and pages of one, that are looked at

# Columns whose heading tells how to ask for them.
_COLUMNS = (
    (re.compile(r"(?:担当|所管|主管)(?:課|部署|部|局)$"), "どこですか"),
    (re.compile(r"(?:場所|会場|所在地|起点|終点|窓口|提出先|申請先|問合せ先)$"), "どこですか"),
    (re.compile(r"(?:担当者|責任者|氏名|講師|提案者)$"), "誰ですか"),
    (re.compile(r"(?:日程|日時|期限|期日|締切|時期|開始予定|利用開始|年月日)$"), "いつですか"),
    (re.compile(r"(?:実施|視察|議決|開設|満了)日$"), "いつですか"),
    (re.compile(r"(?:金額|費用|料金|保守料|単価|予算額|上限額|概算額)(?:\(千?円\))?$"), "いくらですか"),
    (re.compile(r"(?:結果)$"), "何ですか"),
)  # fmt: skip
_NAMING = re.compile(r"名$|名称|機能|内容|視察先|項目|手続|事業|件名|役割|施設|議案番号")
_SAID = re.compile(
    r"^(?:[(（]?\d{1,2}[)）.．]?\s*|[・○●■◆①-⑳]\s*|第\d+条\s*)?(?P<what>[^、。「」：:はがを]{3,24})は、?(?P<value>[^。、]{2,40}?)"
    r"(?:とする|とします|である|です|となる|になります|に開く|に開きます|を予定している|の予定です|といたします)。$"
)
# What such a sentence may be about without saying of what.
_UNNAMED = re.compile(
    r"^(?:これ|それ|この|その|本|当|同|うち|上記|前項|前条|期限|期間|時期|時間|場所|会場|会議|候補|再開|費用|対象|目的|理由|原因|残り|職員|私|次)"
    r"|以下|次の|とおり|(?:もの|こと|とき|ため|の|ところ)$"
)
_PEOPLE = re.compile(r"[一-龠々]{1,4}(?:部長|課長|係長|主幹|主査|主任|主事|委員|議員|氏)$")
_PLACES = re.compile(r"(?:室|館|庁舎|センター|公園|学校|会場|階|窓口|ホール|広場|課|局)$")


_Made = tuple[str, str, str]  # about, asking, proof


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is asked about, how, the paper that should answer, and what its answer must hold (squeezed)."""

    about: str
    asking: str
    document: str
    proof: str

    @property
    def question(self) -> str:
        return f"{self.about}は{self.asking}"


def questions(
    documents: Sequence[Document],
    pages: Callable[[str], Sequence[Page]],
    ask: Callable[[str], Answer],
    count: int,
    seconds: float = 0.8,
) -> tuple[str, ...]:
    """Up to `count` questions that `ask` answers well, of papers of different kinds first, newest first.

    Trying them ends after `seconds`; the first one is not counted, since it opens what has to be open anyway.
    """
    found: list[Candidate] = []
    ends = None
    for candidate in _in_turn(documents, pages):
        if len(found) == count or (ends is not None and time.monotonic() > ends):
            break
        if _is_another(candidate, found, count):
            if _is_good(ask(candidate.question), candidate):
                found.append(candidate)
            ends = ends or time.monotonic() + seconds
    return tuple(one.question for one in found)


def candidates(document: Document, pages: Sequence[Page]) -> Iterator[Candidate]:
    """Questions that the pages of one paper should answer, of its tables and of its sentences by turns."""
    for pair in zip_longest(_of_rows(pages), _of_sentences(pages)):
        for about, asking, proof in filter(None, pair):
            if len(about) + len(asking) < _LONGEST:
                yield Candidate(about, asking, document.id, squeeze(proof))


def _in_turn(documents: Sequence[Document], pages: Callable[[str], Sequence[Page]]) -> Iterator[Candidate]:
    """The first candidate of a paper of each kind, then of the other papers, then the second ones."""
    newest = sorted(documents, key=lambda d: (d.held_on is not None, d.held_on, d.added_at), reverse=True)
    first = list({one.kind: one for one in reversed(newest)}.values())[::-1]
    others = [one for one in newest if one not in first]
    queues = [_of_paper(one, pages) for one in (*first, *others)[:_PAPERS]]
    for _ in range(_TRIED):
        for queue in queues:
            yield from islice(queue, 1)


def _of_paper(document: Document, pages: Callable[[str], Sequence[Page]]) -> Iterator[Candidate]:
    """The candidates of one paper, which is not opened before its turn comes."""
    yield from candidates(document, pages(document.id)[:_PAGES])


def _is_another(candidate: Candidate, found: Sequence[Candidate], count: int) -> bool:
    """Whether it asks about another thing than those found, and not in the same way as half of them."""
    if sum(one.asking == candidate.asking for one in found) >= max(1, count // 2):
        return False
    return not any(squeeze(one.about)[:5] == squeeze(candidate.about)[:5] for one in found)


def _is_good(answer: Answer, candidate: Candidate) -> bool:
    """Whether the answer is the one row or sentence that the question was made from, short and proven."""
    if answer.abstained or len(answer.sentences) != 1:
        return False
    said = answer.sentences[0]
    return (
        answer.citations[0].document.id == candidate.document
        and candidate.proof in squeeze(said.text)
        and len(said.text) <= _READABLE
        and said.verdict is Verdict.SUPPORTED
    )


def _of_rows(pages: Sequence[Page]) -> Iterator[_Made]:
    """A question for the first row of each table whose first column names things, and what the answer must hold."""
    for page in pages:
        header: list[str] = []
        for block in page.blocks:
            if block.kind is not BlockKind.ROW:
                continue
            cells = [" ".join(cell.split()) for cell in page.text[block.start : block.end].split("\t")]
            if not block.index:
                header = [squeeze(cell) for cell in cells]
            elif len(cells) == len(header):
                yield from _of_cells(header, cells)


def _of_cells(header: Sequence[str], cells: Sequence[str]) -> Iterator[_Made]:
    named = next((i for i, head in enumerate(header) if _NAMING.search(head)), None)
    if named is None or not 4 <= len(cells[named]) <= 20 or not re.search(r"[一-龠々ァ-ヺ]{2}", cells[named]):
        return
    if re.search(r"[、。,]|合計|計$|その他", cells[named]):
        return
    for i, head in enumerate(header):
        asking = next((words for pattern, words in _COLUMNS if pattern.search(head)), "")
        if (
            i != named
            and asking
            and len(head) <= 10
            and 2 <= len(cells[i]) <= 30
            and not cells[i].startswith(("-", "－"))
        ):
            of = "" if head == "氏名" else f"の{re.sub(r'[(].*', '', head)}"
            yield f"{cells[named]}{of}", asking, cells[i]


def _of_sentences(pages: Sequence[Page]) -> Iterator[_Made]:
    """A question for each sentence that says what, when, who or how much something is."""
    for page in pages:
        for start, end in sentences.split(page.text):
            match = _SAID.match(" ".join(page.text[start:end].split()))
            if match is None or _UNNAMED.search(match["what"]) or not re.search(r"[一-龠々ァ-ヺ]{2}", match["what"]):
                continue
            if asking := _asking(fold(match["value"])):
                yield match["what"].strip(), asking, match["value"]


def _asking(value: str) -> str:
    """How to ask for such a value; "" where it is no date, amount, person, place or count."""
    if any(True for _ in dates.spans(value)):
        return "いつですか"
    if re.search(r"\d[万億千]*円", value):
        return "いくらですか"
    if counted := re.fullmatch(
        r"(?:約|年|計|延べ)?\d[\d,.]*[万億千]*(人|名|件|回|校|か所|世帯|団体|台|枚|文字|日|年)(?:以内|まで)?", value
    ):
        return f"何{counted[1]}ですか"
    if _PEOPLE.search(value):
        return "誰ですか"
    return "どこですか" if _PLACES.search(value) and len(value) <= 20 else ""
