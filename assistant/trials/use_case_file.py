"""A use case as a file that a clerk can write: a head between two lines of ---, then what a model is told.

The form to fill in comes of the placeholders (`$宛先`, in running text `${宛先}`). A placeholder that no line under
入力 describes becomes a required long text. What is wrong is refused with the number of its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import Template
from typing import TypeVar

from assistant.trials.use_case_words import ENGINES, GROUPS, KEYS, KINDS, MAY_PUT_IN, NEEDED, YES_OR_NO
from assistant.trials.values import Input, InputKind, Stage, UseCase
from ingest.errors import ShirubeError

T = TypeVar("T")

LONGEST = 20_000  # characters of a file
_HEAD_ENDS = "---"
_KEY = re.compile(r"([^:：]+?)\s*[:：]\s*(.*)")
_SECTION = re.compile(r"=== *(\S.*?) *===")
_EXAMPLE = re.compile(r"見本 *[:：] *(\S+)")
_CHOICE = re.compile(r"選択\s*[（(](.+)[）)]")
_BETWEEN = re.compile(r"\s*[|｜]\s*")
_OR = re.compile(r"\s*[/／]\s*")
_ROLES = ("system", "user")


class Wording(Template):
    """Text with placeholders whose names may be Japanese."""

    idpattern = r"[^\W\d]\w*"


class UseCaseError(ShirubeError):
    """A file of a use case that is not as it should be; `line` counts from 1, 0 where it is of the whole file.

    `said` is the sentence without the line, for who sees no file.
    """

    hint = "使い方のファイルを読み取れません。docs/use_cases.md の見本に合わせて直してください。"

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(f"{line}行目：{message}" if line else message)
        self.line, self.said = line, message


@dataclass(frozen=True, slots=True)
class _Value:
    """What stands at a key, an item of a list or a section, and on which line."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of the body: `line` is that of its mark, `first` the one where its text begins."""

    name: str
    line: int
    first: int
    text: str


def read(id: str, text: str, stage: Stage = Stage.APPROVED) -> UseCase:
    """The use case in `text`. Raises `UseCaseError`, which names the line that is wrong."""
    if len(text) > LONGEST:
        raise UseCaseError(f"長すぎます（{len(text):,}文字）。{LONGEST:,}文字までにしてください。")
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    end = _end_of_head(lines)
    head, items = _head(lines[1:end], end + 1)
    sections = _sections(lines[end + 1 :], end + 2)
    messages = [one for one in sections if one.name in _ROLES]
    if not any(one.name == "user" for one in messages):
        raise UseCaseError("「=== user ===」の行から、モデルに頼むことを書いてください。", len(lines))
    inputs = _inputs(items, messages)
    return UseCase(
        id=id,
        title=head["題名"].text,
        purpose=head["目的"].text,
        inputs=inputs,
        messages=tuple((one.name, one.text) for one in messages),
        may_put_in=_one_of(MAY_PUT_IN, "入れてよいもの", head["入れてよいもの"]),
        checked_by=head["確認する人"].text,
        may_leave=_one_of(YES_OR_NO, "外に出せるか", head["外に出せるか"]),
        cannot=head["できないこと"].text,
        draws_on_library=_one_of(YES_OR_NO, "資料を使う", head.get("資料を使う", _Value(0, "いいえ"))),
        engine=_one_of(ENGINES, "モデルなし", head.get("モデルなし", _Value(0, "なし"))),
        example=_example([one for one in sections if one.name not in _ROLES], inputs),
        author=head["作成者"].text if "作成者" in head else "",
        version=_version(head.get("版", _Value(0, "1"))),
        stage=stage,
        group=_one_of({name: name for name in GROUPS}, "種類", head.get("種類", _Value(0, GROUPS[-1]))),
    )


def write(use_case: UseCase) -> str:
    """The file of `use_case`, which reads back as it was. Raises `UseCaseError` for what a file cannot hold."""
    head = {
        "題名": use_case.title,
        "目的": use_case.purpose,
        "種類": use_case.group,
        "入れてよいもの": MAY_PUT_IN[use_case.may_put_in],
        "確認する人": use_case.checked_by,
        "外に出せるか": YES_OR_NO[use_case.may_leave],
        "資料を使う": YES_OR_NO[use_case.draws_on_library],
        "モデルなし": ENGINES.get(use_case.engine, use_case.engine),
        "できないこと": use_case.cannot,
        "作成者": use_case.author,
        "版": str(use_case.version),
    }
    lines = [_HEAD_ENDS, *(f"{key}: {value}" for key, value in head.items() if value)]
    if use_case.inputs:
        lines += ["入力:", *map(_written, use_case.inputs)]
    lines.append(_HEAD_ENDS)
    for role, text in use_case.messages:
        lines += [f"=== {role} ===", text]
    for name, value in use_case.example:
        lines += [f"=== 見本：{name} ===", value]
    text = "\n".join(lines) + "\n"
    if read(use_case.id, text, use_case.stage) != use_case:
        raise UseCaseError(
            "ファイルに書けない内容があります。題名や説明は1行にまとめ、区切りの記号（| ／ ===）を外してください。"
        )
    return text


def _written(one: Input) -> str:
    kind = KINDS[one.kind]
    if one.kind is InputKind.CHOICE:
        kind += f"（{'／'.join(one.choices)}）"
    return " | ".join(["- " + one.name, kind, NEEDED[one.required], *([one.hint] if one.hint else [])])


# ---- the head


def _end_of_head(lines: Sequence[str]) -> int:
    if lines[0].strip() != _HEAD_ENDS:
        raise UseCaseError("ファイルは「---」の行から始めてください。", 1)
    for number, line in enumerate(lines[1:], 1):
        if line.strip() == _HEAD_ENDS:
            return number
    raise UseCaseError("見出しの終わりを示す「---」の行がありません。", len(lines))


def _head(lines: Iterable[str], end: int) -> tuple[dict[str, _Value], list[_Value]]:
    """The keys with their values, and the items under 入力. `end` is the line that ends the head."""
    head: dict[str, _Value] = {}
    items: list[_Value] = []
    last = ""
    for number, line in enumerate(map(str.strip, lines), 2):
        if line.startswith(("-", "－", "・")) and last == "入力":
            items.append(_Value(number, line[1:].strip()))
        elif line:
            found = _KEY.fullmatch(line)
            last = found[1] if found else ""
            if found is None:
                raise UseCaseError(f"「{line}」を読み取れません。「題名: …」の形で書いてください。", number)
            if last not in KEYS:
                raise UseCaseError(f"「{last}」という項目はありません。使える項目は、{'、'.join(KEYS)}です。", number)
            if last in head:
                raise UseCaseError(f"「{last}」が二度書かれています（初めは{head[last].line}行目）。", number)
            if last == "入力" and found[2]:
                raise UseCaseError(
                    "「入力:」の次の行から、1行に1つずつ「- 名前 | 種類 | 必須 | 説明」と書いてください。", number
                )
            if last != "入力" and not found[2]:
                raise UseCaseError(f"「{last}」に値がありません。", number)
            head[last] = _Value(number, found[2])
    if missing := [key for key, needed in KEYS.items() if needed and key not in head]:
        raise UseCaseError(f"見出しに、{'、'.join(missing)}がありません。", end)
    return head, items


def _one_of(names: Mapping[T, str], key: str, value: _Value) -> T:
    for meaning, name in names.items():
        if name == value.text:
            return meaning
    raise UseCaseError(f"「{key}」は、{'、'.join(names.values())}のどれかにしてください。", value.line)


def _version(value: _Value) -> int:
    if not (value.text.isascii() and value.text.isdecimal() and int(value.text) > 0):
        raise UseCaseError(f"「版」は1以上の整数にしてください（「{value.text}」は使えません）。", value.line)
    return int(value.text)


# ---- the inputs


def _inputs(items: Sequence[_Value], messages: Sequence[_Section]) -> tuple[Input, ...]:
    """The inputs as they are described, and after them those that only stand in the text."""
    described: dict[str, Input] = {}
    lines: dict[str, int] = {}
    for item in items:
        one = _input(item)
        if one.name in described:
            raise UseCaseError(f"入力「{one.name}」が二度書かれています（初めは{lines[one.name]}行目）。", item.line)
        described[one.name], lines[one.name] = one, item.line
    used = _placeholders(messages, described)
    for name, line in lines.items():
        if name not in used:
            raise UseCaseError(f"入力「{name}」が、user の本文のどこにも ${name} として出てきません。", line)
    found = {name: Input(name, name, InputKind.LONG_TEXT) for name in used}
    return tuple({**described, **{name: one for name, one in found.items() if name not in described}}.values())


def _input(item: _Value) -> Input:
    name, *rest = _BETWEEN.split(item.text, maxsplit=3)
    if re.fullmatch(Wording.idpattern, name) is None:
        raise UseCaseError(f"入力の名前「{name}」は、空白や記号を入れず、数字以外で始めてください。", item.line)
    if len(rest) < 2:
        raise UseCaseError("「- 名前 | 種類 | 必須 | 説明」の形で書いてください。", item.line)
    needed = {name: value for value, name in NEEDED.items()}.get(rest[1])
    if needed is None:
        raise UseCaseError(f"「{rest[1]}」は、必須、任意のどちらかにしてください。", item.line)
    kind, choices = _kind(_Value(item.line, rest[0]))
    return Input(name, name, kind, needed, choices, rest[2] if len(rest) > 2 else "")


def _kind(value: _Value) -> tuple[InputKind, tuple[str, ...]]:
    if found := _CHOICE.fullmatch(value.text):
        choices = tuple(_OR.split(found[1].strip()))
        if len(choices) < 2 or not all(choices) or len(set(choices)) < len(choices):
            raise UseCaseError("選択には、違う言葉を2つ以上「／」で区切って書いてください。", value.line)
        return InputKind.CHOICE, choices
    for kind, name in KINDS.items():
        if name == value.text and kind is not InputKind.CHOICE:
            return kind, ()
    raise UseCaseError(
        f"入力の種類「{value.text}」は、一行、文章、選択（甲／乙）、ファイル、日付のどれかにしてください。", value.line
    )


def _placeholders(messages: Sequence[_Section], described: Mapping[str, Input]) -> dict[str, None]:
    """The names that stand in the text, in order. In a system message only choices and dates may stand."""
    found: dict[str, None] = {}
    for section in messages:
        for at in Wording.pattern.finditer(section.text):
            line = section.first + section.text.count("\n", 0, at.start())
            name = at["named"] or at["braced"]
            if at["invalid"] is not None:
                raise UseCaseError("「$」の後に名前がありません。記号そのものは $$ と書いてください。", line)
            if name is None:
                continue
            if name not in described and (
                begins := max((one for one in described if name.startswith(one)), default="")
            ):
                raise UseCaseError(f"「${name}」の名前の切れ目が分かりません。${{{begins}}} と書いてください。", line)
            free = name not in described or described[name].kind not in (InputKind.CHOICE, InputKind.DATE)
            if section.name == "system" and free:
                message = (
                    f"「${name}」は system に書けません。user に書いてください（人が入れた文が決まりに混ざるため）。"
                )
                raise UseCaseError(message, line)
            found[name] = None
    return found


# ---- the body


def _sections(lines: Sequence[str], first: int) -> list[_Section]:
    marks = [(n, mark[1]) for n, line in enumerate(lines) if (mark := _SECTION.fullmatch(line.strip()))]
    begins = marks[0][0] if marks else len(lines)
    for number, line in enumerate(lines[:begins], first):
        if line.strip():
            raise UseCaseError("本文は「=== system ===」か「=== user ===」の行から始めてください。", number)
    found = []
    for (at, name), (end, _) in zip(marks, [*marks[1:], (len(lines), "")], strict=True):
        if name not in _ROLES and _EXAMPLE.fullmatch(name) is None:
            message = f"「=== {name} ===」は使えません。system、user、見本：（入力の名前）のどれかにしてください。"
            raise UseCaseError(message, first + at)
        inner = lines[at + 1 : end]
        blank = next((n for n, line in enumerate(inner) if line.strip()), 0)
        text = "\n".join(inner).strip()
        if not text:
            raise UseCaseError(f"「=== {name} ===」の下に何も書かれていません。", first + at)
        found.append(_Section(name, first + at, first + at + 1 + blank, text))
    return found


def _example(sections: Sequence[_Section], inputs: Sequence[Input]) -> tuple[tuple[str, str], ...]:
    known = {one.name: one for one in inputs}
    found: dict[str, str] = {}
    for section in sections:
        name = _EXAMPLE.fullmatch(section.name)[1]  # type: ignore[index]  # the sections were told apart by it
        if name not in known:
            raise UseCaseError(f"見本の「{name}」という入力はありません。", section.line)
        if name in found:
            raise UseCaseError(f"「{name}」の見本が二度書かれています。", section.line)
        if fault := fault_in(known[name], section.text):
            raise UseCaseError(f"見本の{fault}", section.first)
        found[name] = section.text
    return tuple(found.items())


def fault_in(one: Input, value: str) -> str:
    """What is wrong with what is put into an input, in Japanese; empty where nothing is."""
    if one.kind is InputKind.CHOICE and value not in one.choices:
        return f"「{one.label}」は、{'、'.join(one.choices)}のどれかにしてください。"
    if one.kind is InputKind.TEXT and "\n" in value:
        return f"「{one.label}」は1行にしてください。"
    if one.kind is InputKind.DATE and read_day(value) is None:
        return f"「{one.label}」の日付は 2023-07-21 の形にしてください。"
    return ""


def read_day(value: str) -> date | None:
    """The day of 2023-07-21; None where it is none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
