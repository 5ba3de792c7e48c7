"""Prompts as files."""

from __future__ import annotations

from importlib import resources

import pytest

from assistant import prompting
from assistant.chat import Message
from assistant.prompting import PromptError

GOOD = """---
purpose: あいさつ
variables: [name, day]
version: 2
---
=== system ===
$$5を払う。
=== user ===
$name さん、${day}です。
"""


def test_names_are_replaced_and_a_value_is_never_looked_into() -> None:
    prompt = prompting.read("hello", GOOD)
    assert prompt.messages(name="$day {x} %s", day="月曜") == (
        Message("system", "$5を払う。"),
        Message("user", "$day {x} %s さん、月曜です。"),
    )


@pytest.mark.parametrize(("values", "said"), [({"name": "a"}, "day"), ({"name": "a", "day": "b", "dya": "c"}, "dya")])
def test_a_name_too_few_or_too_many_is_an_error(values: dict[str, str], said: str) -> None:
    with pytest.raises(PromptError, match=said):
        prompting.read("hello", GOOD).messages(**values)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("---\npurpose", "purpose", "no head"),
        ("version: 2\n", "", "version"),
        ("version: 2", "version: two", "whole number"),
        ("version: 2", "version: 2\nauthor: x", "author"),
        ("[name, day]", "[name]", "day"),
        ("[name, day]", "[name, day, hour]", "hour"),
        ("=== system ===", "system", "begin with"),
        ("$$5", "$5", r"\$"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_an_error(old: str, new: str, said: str) -> None:
    with pytest.raises(PromptError, match=said):
        prompting.read("hello", GOOD.replace(old, new, 1))


def test_a_changed_word_changes_the_identity_and_line_ends_do_not() -> None:
    one = prompting.read("hello", GOOD).identity
    assert one.startswith("hello v2 (")
    assert prompting.read("hello", GOOD.replace("さん", "様")).identity != one
    assert prompting.read("hello", GOOD.replace("\n", "\r\n")).identity == one


def test_there_is_no_such_prompt() -> None:
    with pytest.raises(PromptError, match="nowhere"):
        prompting.load("nowhere")


@pytest.mark.parametrize(
    "name", [file.name for file in resources.files("prompts").iterdir() if file.name[-3:] == ".md"]
)
def test_every_prompt_of_the_house_can_be_read(name: str) -> None:
    assert prompting.load(name.removesuffix(".md")).purpose
