"""Answers written by a language model, every sentence of them traced to a passage and checked by code."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

from assistant import model_errors as errors
from assistant.answering import marks, offering
from assistant.answering.conversation import standalone
from assistant.answering.proving import Place, cite
from assistant.answering.values import Answer, Answered, Citation, Earlier, Hit, Piece, ReadAs, Sentence
from assistant.chat import ChatModel, Delta, Finish, Masked, Message, Sent
from assistant.prompting import Prompt
from assistant.tokens import Budget, TokenCounter
from ingest.japanese.folding import squeeze
from ingest.model import Document

REFUSAL = "渡された資料からは分かりません。"
_NONE = "（なし）"
_EARLIER = 3  # exchanges of the conversation that are shown, at most a quarter of the prompt
_UNPROVEN = "言語モデルの答えに根拠の番号がありませんでした。"
_INSTEAD = "代わりに、資料の文をそのまま示します。"
_BEST_LEFT_OUT = "最も近い資料の一部が長すぎて、言語モデルに渡せませんでした。資料を直接確かめてください。"
_STAYS = "答えのもとになる資料は外に送らない設定のため、言語モデルを使っていません。"
_PARTLY = "質問の一部は、見つかった資料からは分かりません。"
_NOT_SAID = re.compile(
    r"(?:資料|抜粋)(?:の中)?(?:から|に|で).{0,30}(?:分かり|記載|書かれ|見当たり|見つかり|含まれ|確認でき).{0,8}(?:ません(?:でした)?|ない)$"
)


class Engine(Protocol):
    """Answers a question from the passages found for it."""

    def answer(
        self, question: str, read_as: ReadAs, hits: Sequence[Hit], earlier: Sequence[Earlier] = ()
    ) -> Iterator[Sent | Piece | Answered]: ...


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question on its way through the engine."""

    question: str
    read_as: ReadAs
    hits: Sequence[Hit]
    earlier: Sequence[Earlier]
    leaving: Sequence[Hit]  # those of the hits that may be shown to the model
    masked: Masked = ()

    @property
    def staying(self) -> int:
        """How many passages stay in the house."""
        return len(self.hits) - len(self.leaving)


def _all(_: Document) -> bool:
    return True


class GenerativeEngine:
    """Asks `model` with `prompt` and as many passages as `budget` holds.

    `fallback` answers when the model gives nothing that can be used. `place` says on which page, and under which label,
    a character of a passage's paper stands; without it a quote stands where its passage begins. `may_leave` says
    which papers the model may be shown; where the answer rests on another one, the fallback gives it.
    """

    def __init__(
        self,
        model: ChatModel,
        prompt: Prompt,
        counter: TokenCounter,
        budget: Budget,
        *,
        fallback: Engine | None = None,
        place: Place | None = None,
        may_leave: Callable[[Document], bool] = _all,
    ) -> None:
        if budget.prompt < 500:
            raise ValueError(f"budget must leave at least 500 tokens for the prompt, not {budget.prompt}")
        self._model, self._prompt, self._counter, self._budget = model, prompt, counter, budget
        self._may_leave = may_leave
        self._fallback, self._place = fallback, place or (lambda passage, _: (passage.page, passage.label))

    @property
    def name(self) -> str:
        """The model's name as it was set."""
        return self._model.name

    def answer(
        self, question: str, read_as: ReadAs, hits: Sequence[Hit], earlier: Sequence[Earlier] = ()
    ) -> Iterator[Sent | Piece | Answered]:
        """What is sent, pieces of the reply as they come, marks included, then exactly one `Answered`.

        Passages have the numbers of their place among those `hits` that may leave, from 1. Failures of the model do
        not raise: what has come stays, `notice` says what happened, and where nothing usable came the fallback answers.
        Closing the generator hangs up on the model. Without hits nothing is sent.
        """
        asked = _Asked(question, read_as, hits, earlier, [hit for hit in hits if self._may_leave(hit.document)])
        if not hits:
            yield Answered(self._answer(asked, abstained=True))
            return
        if asked.staying and (kept := self._kept_inside(asked)):
            yield from kept
            return
        reply, trouble = "", None
        offered: Mapping[int, Hit] = {}
        try:
            messages, offered = self._pack(asked)
            with closing(_as_generator(self._model.stream(messages))) as events:
                for event in events:
                    if isinstance(event, Sent):
                        asked = replace(asked, masked=event.masked)
                        yield event
                    elif isinstance(event, Finish):
                        trouble = errors.trouble_of(event, reply)
                    else:
                        reply += event.text
                        yield Piece(event.text)
        except errors.ModelError as error:
            trouble = error
        yield from self._settle(asked, reply, offered, trouble)

    def _settle(
        self, asked: _Asked, reply: str, offered: Mapping[int, Hit], trouble: errors.ModelError | None
    ) -> Iterator[Sent | Piece | Answered]:
        reading = marks.read(reply, offered)
        claims = [claim for claim in reading.claims if not _refuses(claim)]
        refused = len(claims) < len(reading.claims)
        notices = [str(trouble)] if trouble else []
        if refused and not any(claim.numbers for claim in claims):
            yield Answered(self._answer(asked, abstained=True, nearest=tuple(asked.hits), notice="".join(notices)))
            return
        if not any(claim.numbers for claim in claims):
            yield from self._fall_back(asked, "".join(notices) or _UNPROVEN)
            return
        notices += [_PARTLY] if refused else []
        notices += [f"外に送らない資料の{asked.staying}か所は、言語モデルに渡していません。"] if asked.staying else []
        notices += [_BEST_LEFT_OUT] if 1 not in offered else []
        if reading.dropped:
            notices.append(
                f"渡していない資料の番号（{'、'.join(map(str, reading.dropped))}）が答えにあったため、外しました。"
            )
        sentences, citations = cite(claims, offered, self._place, cut_off=trouble is not None)
        yield Answered(self._answer(asked, sentences=sentences, citations=citations, notice="".join(notices)))

    def _kept_inside(self, asked: _Asked) -> list[Sent | Piece | Answered]:
        """The answer without the model, where nothing may leave or what answers may not; else nothing."""
        events = list(self._fall_back(asked, _STAYS))
        cited = (one for event in events if isinstance(event, Answered) for one in event.answer.citations)
        return events if not asked.leaving or not all(self._may_leave(one.document) for one in cited) else []

    def _fall_back(self, asked: _Asked, notice: str) -> Iterator[Sent | Piece | Answered]:
        if self._fallback is None:
            yield Answered(self._answer(asked, nearest=tuple(asked.hits), notice=notice))
            return
        whole = standalone(asked.question, asked.earlier)  # the papers' own sentences know of no conversation
        for event in self._fallback.answer(whole, asked.read_as, asked.hits, asked.earlier):
            if isinstance(event, Answered):
                said = (notice if event.answer.abstained else notice + _INSTEAD) + event.answer.notice
                yield Answered(replace(event.answer, question=asked.question, notice=said, masked=asked.masked))
            else:
                yield event

    def _answer(
        self,
        asked: _Asked,
        *,
        sentences: tuple[Sentence, ...] = (),
        citations: tuple[Citation, ...] = (),
        abstained: bool = False,
        notice: str = "",
        nearest: tuple[Hit, ...] = (),
    ) -> Answer:
        return Answer(
            asked.question,
            asked.read_as,
            sentences,
            citations,
            abstained,
            engine=self._model.name,
            notice=notice,
            nearest=nearest,
            prompt=self._prompt.identity,
            masked=asked.masked,
        )

    def _pack(self, asked: _Asked) -> tuple[tuple[Message, ...], dict[int, Hit]]:
        """The messages, and the hits in them by number: best first, whole passages, those that fit.

        Raises `ModelContextTooLong` when not one passage fits beside the question.
        """
        fence = offering.fence([asked.question, *(hit.passage.text for hit in asked.leaving)])
        # What was read of the question may name papers that stay.
        read_as = "" if asked.staying else " ".join(asked.read_as.label.split())
        values = {
            "question": asked.question,
            "read_as": read_as or _NONE,
            "earlier": self._earlier(asked.earlier),
            "fence": fence,
            "refusal": REFUSAL,
        }
        bare = self._prompt.messages(passages="", **values)
        left = self._budget.prompt - sum(self._counter.count(message.text) for message in bare)
        shown, offered = offering.pack(asked.leaving, fence, left, self._counter.count)
        if not offered:
            raise errors.ModelContextTooLong
        return self._prompt.messages(passages=shown, **values), offered

    def _earlier(self, earlier: Sequence[Earlier]) -> str:
        left = self._budget.prompt // 4
        shown: list[str] = []
        for exchange in reversed([one for one in earlier[-_EARLIER:] if self._may_be_told(one)]):
            text = f"問: {exchange.question}\n答: {exchange.answer.text or REFUSAL}"
            left -= self._counter.count(text)
            if left < 0:
                break
            shown.insert(0, text)
        return "\n".join(shown) or _NONE

    def _may_be_told(self, exchange: Earlier) -> bool:
        """Whether an earlier answer holds no word of a paper that stays."""
        answer = exchange.answer
        papers = [one.document for one in answer.citations]
        papers += [one.document for one in answer.listing.entries] if answer.listing else []
        return all(map(self._may_leave, papers))


def _refuses(claim: marks.Claim) -> bool:
    """Whether a claim says that the papers do not say: the words it was given, or without a mark, others like them."""
    said = squeeze(claim.text).replace("わかり", "分かり").rstrip("。")
    return said == squeeze(REFUSAL).rstrip("。") or (not claim.numbers and _NOT_SAID.search(said) is not None)


def _as_generator(events: Iterator[Sent | Delta | Finish]) -> Generator[Sent | Delta | Finish, None, None]:
    yield from events
