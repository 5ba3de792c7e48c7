"""What a person put into a form becomes what a model is asked, each text fenced as a quotation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answering import offering
from assistant.trials.use_case_file import Wording, fault_in, read_day
from assistant.trials.values import Input, InputKind, MayPutIn, UseCase
from ingest.errors import ShirubeError
from ingest.japanese.dates import in_era

NOTHING = "（なし）"
AT_THE_BOX = {
    MayPutIn.PUBLIC: "公開してよい情報だけを入れてください。庁内だけの情報と個人情報は入れられません。",
    MayPutIn.INTERNAL: "庁内の情報まで入れられます。個人情報、公表前の入札・契約・人事の情報は入れられません。",
    MayPutIn.NO_PERSONAL: "個人情報は入れられません。氏名、住所、電話番号などは消してから入れてください。",
}
"""What is said at the box, by what may be put in."""

_OF_THE_OFFICE = re.compile(r"内線(?:番号)?[ 　:：（(]*$")
_TEXTS = (InputKind.LONG_TEXT, InputKind.FILE)
_KINDS = {
    "mynumber": "個人番号", "phone": "電話番号", "email": "メールアドレス", "postal_code": "郵便番号",
    "address": "住所", "person_name": "人の名前", "bank_account": "口座番号", "card": "カード番号",
    "birth_date": "生年月日", "vehicle_number": "車両番号", "lot_number": "地番",
}  # fmt: skip


class FormIncomplete(ShirubeError):
    """What was put in cannot be used; nothing was sent."""

    hint = "入力を確かめてください。"


class LooksPersonal(ShirubeError):
    """Something put in looks like personal data; nothing was sent. `marked` says where."""

    def __init__(self, marked: Sequence[Marked]) -> None:
        listed = "、".join(dict.fromkeys(f"{one.kind}「{one.text}」" for one in marked))
        super().__init__(
            f"個人情報に見えるものがあります（{listed}）。消すか、個人情報でないことを確かめてから、もう一度実行してください。"
        )
        self.marked = tuple(marked)


class Span(Protocol):
    """Characters `start` to `end` of a text are personal data of one kind."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...


FindPersonal = Callable[[str], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Marked:
    """What looks like personal data: characters `start` to `end` of what was put into `input`; `kind` in Japanese."""

    input: str
    start: int
    end: int
    kind: str
    text: str


def filled(use_case: UseCase, values: Mapping[str, str]) -> dict[str, str]:
    """A value for each input, empty where none was given. Raises `FormIncomplete`."""
    known = {one.name: one for one in use_case.inputs}
    if unknown := [name for name in values if name not in known]:
        raise FormIncomplete(f"「{unknown[0]}」という入力はありません。使える名前は、{'、'.join(known)}です。")
    given = {name: values.get(name, "").replace("\r\n", "\n").strip() for name in known}
    if missing := [one.label for name, one in known.items() if one.required and not given[name]]:
        raise FormIncomplete(f"{'、'.join(f'「{one}」' for one in missing)}を入れてください。")
    for name, one in known.items():
        if given[name] and (fault := fault_in(one, given[name])):
            raise FormIncomplete(fault)
    return given


def subject(use_case: UseCase, given: Mapping[str, str]) -> str:
    """What the work is about: the first long text that was given, else all that was given in one line."""
    texts = long_texts(use_case, given)
    lines = (given[one.name] for one in use_case.inputs if one.kind is InputKind.TEXT)
    return texts[0] if texts else "\n".join(filter(None, lines))


def long_texts(use_case: UseCase, given: Mapping[str, str]) -> list[str]:
    """The long texts and files that were given, in the order of the form."""
    return [given[one.name] for one in use_case.inputs if one.kind in _TEXTS and given[one.name]]


def told_and_asked(use_case: UseCase, given: Mapping[str, str], fence: str) -> tuple[str, str]:
    """What the use case tells a model as the rules of the work, and what it asks of it."""
    shown = {one.name: _shown(one, given[one.name], fence) for one in use_case.inputs}
    told, asked = (
        "\n\n".join(Wording(text).substitute(shown) for who, text in use_case.messages if who == role)
        for role in ("system", "user")
    )
    return told, asked


def personal(use_case: UseCase, given: Mapping[str, str], find: FindPersonal) -> tuple[Marked, ...]:
    """What looks like personal data in what a person wrote; 内線2315 is a desk of the office and nobody's own."""
    written = [one.name for one in use_case.inputs if one.kind not in (InputKind.CHOICE, InputKind.DATE)]
    return tuple(
        Marked(name, span.start, span.end, _KINDS.get(str(span.kind), "個人情報"), given[name][span.start : span.end])
        for name in written
        for span in find(given[name])
        if not _OF_THE_OFFICE.search(given[name], 0, span.start)
    )


def _shown(one: Input, value: str, fence: str) -> str:
    """A choice and a day as they are, everything that a person wrote between two lines that only this call knows."""
    if not value:
        return NOTHING
    if one.kind is InputKind.CHOICE:
        return value
    if one.kind is InputKind.DATE and (day := read_day(value)) is not None:
        return f"{day.year}年{day.month}月{day.day}日、{in_era(day)}"
    return f"<<{one.name} {fence}>>\n{value}\n<<{one.name} ここまで {fence}>>"


def new_fence(given: Mapping[str, str], others: Sequence[str] = ()) -> str:
    """A word for the lines around quotations that stands in none of them."""
    return offering.fence([*given.values(), *others])
