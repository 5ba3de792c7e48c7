"""A use case in words, for the terminal: what it is for, what goes in, what is to be minded."""

from __future__ import annotations

from assistant.trials.use_case_words import KINDS, MAY_PUT_IN
from assistant.trials.values import Input, UseCase


def as_lines(one: UseCase, *, has_model: bool) -> list[str]:
    """Title and purpose, the inputs, and what may be put in."""
    needs = "" if one.engine or has_model else "（言語モデルが必要）"
    return [
        f"{one.id}  {one.title} v{one.version}{needs}",
        f"    {one.purpose}",
        f"    入力: {'、'.join(map(_input, one.inputs))}",
        f"    入れてよいもの: {MAY_PUT_IN[one.may_put_in]}　できないこと: {one.cannot}",
    ]


def _input(one: Input) -> str:
    what = "／".join(one.choices) if one.choices else KINDS[one.kind]
    return f"{one.name}（{what}{'' if one.required else '、任意'}）"
