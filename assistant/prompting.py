"""Prompts as files: a head that says what they are for, and `$names` that must all be given.

A prompt file begins with a head between two lines of ---, `key: value` a line: purpose, variables ([a, b]) and version.
After it stand messages, each under a line `=== system ===` or `=== user ===`. `$$` is a dollar sign.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from string import Template
from typing import Literal

from assistant.chat import Message

_FILE = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_ROLE = re.compile(r"^=== (system|user) ===$", re.MULTILINE)
_ROLES: dict[str, Literal["system", "user"]] = {"system": "system", "user": "user"}


class PromptError(ValueError):
    """A prompt file, or a call of one, that is not as it should be. Raised before anything is sent."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt, read and checked."""

    name: str
    purpose: str
    version: int
    variables: frozenset[str]
    parts: tuple[tuple[Literal["system", "user"], str], ...]
    sha256: str  # of the whole file

    @property
    def identity(self) -> str:
        """What an answer remembers of it: answer v1 (3f2a9c1b)."""
        return f"{self.name} v{self.version} ({self.sha256[:8]})"

    def messages(self, **values: str) -> tuple[Message, ...]:
        """The messages with each `$name` replaced. Raises `PromptError` for a name too few or too many."""
        if missing := self.variables - values.keys():
            raise PromptError(f"prompt {self.name} needs {_list(missing)}")
        if unknown := values.keys() - self.variables:
            raise PromptError(f"prompt {self.name} knows no {_list(unknown)}")
        return tuple(Message(role, Template(text).substitute(values)) for role, text in self.parts)


def load(name: str) -> Prompt:
    """The prompt prompts/`name`.md. Raises `PromptError` when there is none, or it is not as it should be."""
    try:
        text = resources.files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PromptError(f"there is no prompt named {name}") from error
    return read(name, text)


def read(name: str, text: str) -> Prompt:
    """The prompt in `text`. Raises `PromptError` when head and body do not agree."""
    text = text.replace("\r\n", "\n")
    found = _FILE.fullmatch(text)
    if found is None:
        raise PromptError(f"prompt {name} has no head between two lines of ---")
    head = _head(name, found["head"])
    variables = frozenset(re.findall(r"\w+", head["variables"]))
    parts = _parts(name, found["body"])
    used = _names(name, [part for _, part in parts])
    if used != variables:
        raise PromptError(f"prompt {name}: the head and the text differ in {_list(used ^ variables)}")
    if not head["version"].isdecimal():
        raise PromptError(f"prompt {name}: version must be a whole number")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Prompt(name, head["purpose"], int(head["version"]), variables, parts, digest)


def _head(name: str, text: str) -> dict[str, str]:
    lines = [line.partition(":") for line in text.splitlines() if line.strip()]
    head = {key.strip(): value.strip() for key, _, value in lines}
    if wrong := head.keys() ^ {"purpose", "variables", "version"}:
        raise PromptError(f"prompt {name}: its head has too much or too little of {_list(wrong)}")
    return head


def _parts(name: str, body: str) -> tuple[tuple[Literal["system", "user"], str], ...]:
    before, *rest = _ROLE.split(body)
    if before.strip() or not rest:
        raise PromptError(f"prompt {name} must begin with === system === or === user ===")
    return tuple((_ROLES[role], text.strip()) for role, text in zip(rest[::2], rest[1::2], strict=True))


def _names(name: str, texts: Sequence[str]) -> set[str]:
    names: set[str] = set()
    for template in map(Template, texts):
        if not template.is_valid():
            raise PromptError(f"prompt {name} has a $ that begins no name; write $$ for the sign itself")
        names.update(template.get_identifiers())
    return names


def _list(names: Sequence[str] | set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names))
