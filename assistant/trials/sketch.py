"""A use case as the fields of a form, for those who write no files.

In its texts an input stands as ｛宛先｝; one that stands nowhere is added at the end, so that nobody has to know of
placeholders at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.trials.use_case_file import UseCaseError, Wording, write
from assistant.trials.use_case_words import GROUPS, KINDS, MAY_PUT_IN
from assistant.trials.values import Input, InputKind, MayPutIn, Stage, UseCase

_PLACE = re.compile(r"｛\s*([^｛｝\s]+)\s*｝")
_OR = re.compile(r"\s*[/／、]\s*")
_ASKED = "次の内容で作ってください。"


@dataclass(frozen=True, slots=True)
class Row:
    """One input as it is typed: `choices` are parted by ／, `example` is what the worked example has."""

    name: str = ""
    kind: InputKind = InputKind.LONG_TEXT
    required: bool = True
    choices: str = ""
    hint: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A use case as it is typed. `told` are the rules of the work, `asked` is what is asked for."""

    title: str = ""
    purpose: str = ""
    group: str = GROUPS[-1]
    may_put_in: MayPutIn = MayPutIn.NO_PERSONAL
    checked_by: str = ""
    may_leave: bool = False
    cannot: str = ""
    draws_on_library: bool = False
    engine: str = ""
    told: str = ""
    asked: str = ""
    rows: tuple[Row, ...] = (Row(),)
    author: str = ""


def to_sketch(use_case: UseCase) -> Sketch:
    """The fields of `use_case`."""
    example = dict(use_case.example)
    told, asked = (
        "\n\n".join(_shown(text) for who, text in use_case.messages if who == role) for role in ("system", "user")
    )
    rows = tuple(
        Row(one.name, one.kind, one.required, "／".join(one.choices), one.hint, example.get(one.name, ""))
        for one in use_case.inputs
    )
    return Sketch(
        use_case.title, use_case.purpose, use_case.group, use_case.may_put_in, use_case.checked_by, use_case.may_leave,
        use_case.cannot, use_case.draws_on_library, use_case.engine, told, asked, rows, use_case.author,
    )  # fmt: skip


def to_file(sketch: Sketch) -> str:
    """The file of what was typed. Raises `UseCaseError`, which speaks of the fields of the form."""
    return write(to_use_case(sketch))


def to_use_case(sketch: Sketch) -> UseCase:
    """The use case of what was typed, as a draft. Raises `UseCaseError` as above."""
    _check(sketch)
    inputs = tuple(
        Input(row.name, row.name, row.kind, row.required, _choices(row), " ".join(row.hint.split()))
        for row in sketch.rows
    )
    names = {one.name: one for one in inputs}
    told, asked = _with_places(sketch.told, names), _with_places(sketch.asked or _ASKED, names)
    stands = {at["braced"] for text in (told, asked) for at in Wording.pattern.finditer(text)}
    asked += "".join(f"\n\n【{name}】\n${{{name}}}" for name in names if name not in stands)
    messages = (*([("system", told.strip())] if told.strip() else []), ("user", asked.strip()))
    return UseCase(
        id="",
        title=_line(sketch.title),
        purpose=_line(sketch.purpose),
        inputs=inputs,
        messages=messages,
        may_put_in=sketch.may_put_in,
        checked_by=_line(sketch.checked_by),
        may_leave=sketch.may_leave,
        cannot=_line(sketch.cannot),
        draws_on_library=sketch.draws_on_library,
        engine=sketch.engine,
        example=tuple((row.name, row.example.strip()) for row in sketch.rows if row.example.strip()),
        author=_line(sketch.author),
        stage=Stage.DRAFT,
        group=sketch.group,
    )


def parts(use_case: UseCase) -> dict[str, str]:
    """What a use case says, part by part, in the words of the form."""
    one = to_sketch(use_case)
    rows = {
        f"入力「{row.name}」": "、".join(
            filter(None, (f"{KINDS[row.kind]}{_bracketed(row.choices)}", "必須" if row.required else "任意", row.hint))
        )
        for row in one.rows
    }
    return {
        "題名": one.title,
        "目的": one.purpose,
        "種類": one.group,
        "入れてよいもの": MAY_PUT_IN[use_case.may_put_in],
        "確認する人": one.checked_by,
        "外に出せるか": "はい" if one.may_leave else "いいえ",
        "できないこと": one.cannot,
        "資料を使う": "はい" if one.draws_on_library else "いいえ",
        **rows,
        "守ってほしいこと": one.told,
        "頼むこと": one.asked,
        **{f"見本「{row.name}」": row.example for row in one.rows if row.example},
    }


def _check(sketch: Sketch) -> None:
    """What a person is told before the reader of files would tell it in the words of a file."""
    needed = {
        "題名": sketch.title, "目的": sketch.purpose, "確認する人": sketch.checked_by, "できないこと": sketch.cannot,
    }  # fmt: skip
    if missing := [name for name, said in needed.items() if not said.strip()]:
        raise UseCaseError(f"{'、'.join(f'「{name}」' for name in missing)}を入れてください。")
    if not sketch.rows:
        raise UseCaseError("入力する欄を1つ以上作ってください。")
    names = [row.name for row in sketch.rows]
    for row in sketch.rows:
        if not row.name:
            raise UseCaseError("入力する欄のすべてに、名前を入れてください。")
        if names.count(row.name) > 1:
            raise UseCaseError(f"「{row.name}」という名前の欄が2つあります。違う名前にしてください。")
        if row.kind is InputKind.CHOICE and len(set(_choices(row))) < 2:
            raise UseCaseError(f"「{row.name}」の選択肢を2つ以上、「／」で区切って入れてください。")
    free = [row.name for row in sketch.rows if row.kind not in (InputKind.CHOICE, InputKind.DATE)]
    if wrong := [name for name in _PLACE.findall(sketch.told) if name in free]:
        raise UseCaseError(
            f"｛{wrong[0]}｝は「頼むこと」に書いてください。「守ってほしいこと」に書けるのは、選択と日付の欄だけです。"
        )


def _choices(row: Row) -> tuple[str, ...]:
    return tuple(filter(None, _OR.split(row.choices.strip()))) if row.kind is InputKind.CHOICE else ()


def _with_places(text: str, names: Mapping[str, Input]) -> str:
    """The text as a file has it: ${宛先} for ｛宛先｝, and every other $ as a mere letter."""
    plain = text.strip().replace("$", "$$")
    return _PLACE.sub(lambda at: f"${{{at[1]}}}" if at[1] in names else at[0], plain)


def _shown(text: str) -> str:
    """The text of a file as the form has it."""
    return Wording.pattern.sub(lambda at: f"｛{name}｝" if (name := at["named"] or at["braced"]) else "$", text)


def _line(text: str) -> str:
    return " ".join(text.split())


def _bracketed(text: str) -> str:
    return f"（{text}）" if text else ""


def names_of(rows: Sequence[Row]) -> str:
    """How the inputs are written into the texts: ｛宛先｝、｛用件｝."""
    return "、".join(f"｛{row.name}｝" for row in rows if row.name)
