"""Questions about what meetings left to do: 未了の宿題は？, 総務課の宿題で期限を過ぎたものは？

They are answered from the ledger, not from the papers: only there is known what has been done since.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.values import Answer, Citation, ReadAs, Sentence, Verdict
from assistant.drafting.ledger import Entry, State, Wanted
from assistant.drafting.values import LineKind
from ingest.japanese.dates import in_era
from ingest.japanese.folding import fold
from ingest.model import Document, Passage

_TASKS = (
    r"(?:宿題|todo|タスク|やること|やり残し(?:て(?:い)?る?(?:こと|もの))?|持ち帰り事項|積み残し(?:の(?:課題|宿題))?|残件)"
)
_LEFT = (
    r"(?:未了|未完了|未対応|未処理|残って(?:い)?る|終わって(?:い)?ない|済んで(?:い)?ない|片付いて(?:い)?ない|これから)"
)
_LATE = r"(?:期限(?:を|が)?(?:過ぎ|切れ)|遅れて(?:い)?る|期限切れ|過ぎて(?:い)?る)"
_ASKS = re.compile(
    rf"^(?P<who>[^、。?のは]{{0,16}}?)(?:の|が|は)?(?:抱えて(?:い)?る)?(?:{_LATE}(?:の|た|ている)?|{_LEFT}の?)?{_TASKS}"
    rf"(?:で|の(?:うち|中で))?(?:{_LATE}(?:た|ている)?|{_LEFT})?の?(?:もの|やつ)?(?:は|を|って|の一覧|一覧|リスト)?(?:何|なに|どれ|一覧|ある|あります|見せて|教えて|すべて|全部)*"
    r"(?:です)?か?(?:ください)?[。?]*$"
)
_NOBODY = re.compile(rf"^(?:今|現在|まだ|全部|すべて|{_LEFT}|{_LATE}).*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood: whose to-dos, and whether only those that are late."""

    who: str
    late: bool

    @property
    def read_as(self) -> ReadAs:
        """The same for a person."""
        parts = ["期限を過ぎた宿題" if self.late else "未了の宿題", *([f"担当 {self.who}"] if self.who else [])]
        return ReadAs(label="、".join(parts))

    def wanted(self, today: date) -> Wanted:
        """What the ledger is narrowed to."""
        name = re.sub(r"(?:さん|氏|様|君)$", "", self.who)  # 大槻さん stands as 大槻主査
        return Wanted(LineKind.TODO, State.OPEN, name, today if self.late else None)


def read(question: str) -> Asked | None:
    """Whether the whole question asks for to-dos; None for any other, also one that asks about one of them."""
    said = "".join(fold(question).split())
    match = _ASKS.match(said)
    if match is None:
        return None
    who = match["who"]
    return Asked("" if _NOBODY.match(who) else who, bool(re.search(_LATE, said)))


def answer(question: str, about: Asked, found: Sequence[Entry], today: date) -> Answer:
    """A sentence for each to-do, with the words by which it was taken on."""
    if not found:
        return Answer(
            question, about.read_as, abstained=True, notice=f"「決定と宿題」に、{about.read_as.label}はありません。"
        )
    sentences = tuple(
        Sentence(_said(one, today), (number,), Verdict.SUPPORTED if one.verified else Verdict.PARTIAL, _doubt(one))
        for number, one in enumerate(found, 1)
    )
    citations = tuple(_citation(number, one) for number, one in enumerate(found, 1))
    return Answer(question, about.read_as, sentences, citations, notice=f"「決定と宿題」から{len(found)}件を示します。")


def _said(one: Entry, today: date) -> str:
    who = f"{one.who}: " if one.who else ""
    day = in_era(one.due) if one.due else ""
    until = f"{one.due_as_said}（{day}）" if one.due_as_said and day else one.due_as_said or day
    limit = f"　期限 {until}" if until else ""
    late = "【期限切れ】" if one.late(today) else ""
    return f"・{late}{who}{one.what}{limit}"


def _doubt(one: Entry) -> str:
    return "" if one.verified else "下書きで確認が済んでいません"


def _citation(number: int, one: Entry) -> Citation:
    """The words of an entry as a citation. What stands in a draft is in no paper: it has no page to be shown."""
    kind = "議事録の下書き" if one.draft else "会議録"
    paper = Document(one.paper or f"draft:{one.draft}", one.meeting, "", "draft", one.meeting, kind, 0, one.held_on)
    label = one.where or "発言"
    passage = Passage(one.id, paper.id, 0, None, label, 0, len(one.quote), one.quote, speaker=one.who)
    return Citation(number, passage, paper, one.quote, 0, len(one.quote), None, label)
