"""A run of a use case: with a model as a stream, without one by rule or by extract, each checked where it can be.

Closing the generator stops the run and hangs up on the model.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant import model_errors as errors
from assistant.answering import marks, offering, ordering
from assistant.answering.proving import Place, cite
from assistant.answering.values import Hit, Piece, Sentence, Verdict
from assistant.chat import ChatModel, Delta, Finish, Masked, Message, Sent
from assistant.prompting import Prompt
from assistant.tokens import Budget, TokenCounter
from assistant.trials import by_rule, checks
from assistant.trials.filling import NOTHING, filled, long_texts, new_fence, subject, told_and_asked
from assistant.trials.values import Made, UseCase
from ingest.model import Document, Passage, Person

NEEDS_MODEL = (
    "この使い方には言語モデルが必要です。しるべを用意した情報担当の職員に、言語モデルの設定を頼んでください"
    "（設定の名前は SHIRUBE_LLM_PROVIDER と SHIRUBE_LLM_MODEL、説明は docs/models.md）。"
)
NO_PAPERS = (
    "この内容について書かれた資料が見つからないため、下書きを作りませんでした。資料を登録してからお試しください。"
)
_TOO_LONG = "入れた内容が長すぎて、言語モデルに入りきりません。文章を短くするか、分けてお試しください。"
_ASKED = 1000  # characters of what was put in that are searched for
_STAYS = "もとになる資料は外に送らない設定のため、言語モデルを使っていません。"
_INSTEAD = "代わりに、言語モデルを使わずに作ったものを示します。"


@dataclass(frozen=True, slots=True)
class Model:
    """A language model with what it is asked by and what it may cost."""

    chat: ChatModel
    plain: Prompt
    cited: Prompt
    counter: TokenCounter
    budget: Budget


def _where(passage: Passage, _: int) -> tuple[int | None, str]:
    return passage.page, passage.label


def _all(_: Document) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Means:
    """What a run may use. `model` is None where none is set; `may_leave` says which papers it may be shown.

    `search_by_words` finds without asking an embedding model.
    """

    search: Callable[[str, Person], Sequence[Hit]]
    by_rule: by_rule.ByRule
    model: Model | None = None
    place: Place = _where
    may_leave: Callable[[Document], bool] = _all
    search_by_words: Callable[[str, Person], Sequence[Hit]] | None = None
    clock: Callable[[], float] = field(default=time.perf_counter)


def run(use_case: UseCase, values: Mapping[str, str], means: Means, person: Person) -> Iterator[Sent | Piece | Made]:
    """What is sent, pieces as they come, then exactly one `Made`.

    Failures of the model do not raise: what has come stays and `notice` says what happened; where nothing came, what
    works without a model is made. Raises `FormIncomplete` before anything is done.
    """
    given = filled(use_case, values)
    began = means.clock()
    if means.model is None:
        made = _without_model(use_case, given, means, person, NEEDS_MODEL)
        yield replace(made, seconds=means.clock() - began)
        return
    with closing(_with_model(use_case, given, means, means.model, person)) as events:
        for event in events:
            yield replace(event, seconds=means.clock() - began) if isinstance(event, Made) else event


def _without_model(use_case: UseCase, given: Mapping[str, str], means: Means, person: Person, otherwise: str) -> Made:
    """What rules and extracts make of it; `otherwise` is said where there are none for this use case."""
    hits = means.search(subject(use_case, given)[:_ASKED], person) if use_case.engine == "answers" else ()
    made = means.by_rule.make(use_case, given, hits, means.place)
    return made or Made("", "extract", notice=otherwise)


def _with_model(
    use_case: UseCase, given: Mapping[str, str], means: Means, model: Model, person: Person
) -> Generator[Sent | Piece | Made, None, None]:
    hits: Sequence[Hit] = ()
    staying = 0
    if use_case.draws_on_library:
        hits = means.search(subject(use_case, given)[:_ASKED], person)
        if not hits:
            yield Made("", model.chat.name, notice=NO_PAPERS)
            return
        if kept := _kept_inside(use_case, given, means, hits):
            yield kept
            return
        staying = len(hits)
        hits = [hit for hit in hits if means.may_leave(hit.document)]
        staying -= len(hits)
    prompt = model.cited if use_case.draws_on_library else model.plain
    reply, trouble, offered = "", None, dict[int, Hit]()
    finish = Finish("")
    masked: Masked = ()
    try:
        messages, offered = _messages(use_case, given, hits, model)
        with closing(_as_generator(model.chat.stream(messages))) as events:
            for event in events:
                if isinstance(event, Sent):
                    masked = event.masked
                    yield event
                elif isinstance(event, Finish):
                    finish, trouble = event, errors.trouble_of(event, reply)
                else:
                    reply += event.text
                    yield Piece(event.text)
    except errors.ModelError as error:
        trouble = error
    if not reply.strip():
        said = str(trouble or errors.ModelEmpty())
        instead = _without_model(use_case, given, means, person, said)
        instead = replace(instead, masked=masked)
        yield replace(instead, notice=said + _INSTEAD + instead.notice) if instead.text else instead
        return
    made = Made(
        reply.strip(),
        model.chat.name,
        prompt=f"{use_case.identity}・{prompt.identity}",
        tokens_in=finish.tokens_in,
        tokens_out=finish.tokens_out,
        masked=masked,
    )
    made = (
        _cited(made, offered, long_texts(use_case, given)[1:], means.place, trouble)
        if use_case.draws_on_library
        else made
    )
    notices = [str(trouble)] if trouble else []
    notices += [f"外に送らない資料の{staying}か所は、言語モデルに渡していません。"] if staying else []
    notices += [ordering.told(hits), made.notice, *checks.notices(use_case, given, made, means.by_rule.proofreader)]
    yield replace(made, notice="".join(notices))


def _kept_inside(use_case: UseCase, given: Mapping[str, str], means: Means, hits: Sequence[Hit]) -> Made | None:
    """What is made without the model, where no passage may leave or one of what it rests on may not; else None."""
    leaving = [hit for hit in hits if means.may_leave(hit.document)]
    if len(leaving) == len(hits):
        return None
    made = means.by_rule.make(use_case, given, hits, means.place)
    rests = made is not None and not all(means.may_leave(one.document) for one in made.citations)
    if leaving and not rests:
        return None
    return replace(made, notice=_STAYS + _INSTEAD + made.notice) if made else Made("", "extract", notice=_STAYS)


def _messages(
    use_case: UseCase, given: Mapping[str, str], hits: Sequence[Hit], model: Model
) -> tuple[tuple[Message, ...], dict[int, Hit]]:
    """What is sent, and the hits in it by number. Raises `ModelContextTooLong` where it does not fit."""
    fence = new_fence(given, [hit.passage.text for hit in hits])
    told, asked = told_and_asked(use_case, given, fence)
    values = {"told": told or NOTHING, "asked": asked, "fence": fence}
    bare = model.cited.messages(passages="", **values) if hits else model.plain.messages(**values)
    left = model.budget.prompt - sum(model.counter.count(message.text) for message in bare)
    if not hits and left >= 0:
        return bare, {}
    shown, offered = offering.pack(hits, fence, left, model.counter.count)
    if not offered:
        raise errors.ModelContextTooLong(_TOO_LONG)
    return model.cited.messages(passages=shown, **values), offered


def _cited(
    made: Made, offered: Mapping[int, Hit], beside: Sequence[str], place: Place, trouble: errors.ModelError | None
) -> Made:
    """The reply with its sentences held against the passages whose numbers they bear.

    What is marked as given by the person stands in `beside`, and is left to that person.
    """
    reading = marks.read(made.text.replace("。〔今回〕", "〔今回〕。"), offered)
    claims = [
        replace(one, text=checks.statement(one.text))
        for one in reading.claims
        if checks.states(one.text) and not checks.told_now(one.text, beside)
    ]
    sentences, citations = cite(claims, offered, place, cut_off=trouble is not None)
    notices = []
    if reading.dropped:
        listed = "、".join(map(str, reading.dropped))
        notices.append(f"渡していない資料の番号（{listed}）が下書きにあったため、外しました。")
    if weak := _unproven(sentences):
        notices.append(f"根拠を確かめられない文が{weak}つあります。一文ごとの表示を見て直してください。")
    return replace(
        made, text=marks.without(made.text), sentences=sentences, citations=citations, notice="".join(notices)
    )


def _unproven(sentences: Sequence[Sentence]) -> int:
    return sum(one.verdict is Verdict.UNSUPPORTED for one in sentences)


def _as_generator(events: Iterator[Sent | Delta | Finish]) -> Generator[Sent | Delta | Finish, None, None]:
    yield from events
