"""How many tokens a text costs, and how many there are to spend. No network unless a setting allows it."""

from __future__ import annotations

import hashlib
import math
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

# tiktoken looks for a rank file under this name (the SHA-1 of the address it would fetch it from) and holds it
# against this SHA-256; both are those of tiktoken_ext/openai_public.py.
_RANKS = Path(__file__).parent / "tokens_data"
_O200K_FILE = "fb374d419588a4632f3f557e76b4b70aebbca790"
_O200K_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
_O200K = ("o200k_base", "o200k_harmony")  # harmony adds control tokens only
_CACHE_VARIABLE = "TIKTOKEN_CACHE_DIR"
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Budget:
    """Tokens of one call: `context` holds the prompt and the answer, of which `answer` are kept free for the answer."""

    context: int = 8000
    answer: int = 1500

    @property
    def prompt(self) -> int:
        """What the prompt may cost; a fiftieth is left for the marks that a server puts around messages."""
        return self.context - self.answer - self.context // 50


class TokenCounter:
    """Counts the tokens of a text as `model` would, or a little more.

    Models whose vocabulary is o200k_base (gpt-4o and later) are counted exactly, from a rank file that lies in the
    package. Any other model is counted by o200k_base and a third added, since vocabularies made for less Japanese need
    more tokens for the same text. Without the file, or with a damaged one, the count is an estimate meant to err
    upwards: 1.5 a character outside ASCII (o200k_base needs about 0.9 for Japanese), 0.5 inside. With `download`,
    tiktoken may fetch the vocabulary of a model that needs another one; it waits for it without a limit.
    """

    def __init__(self, model: str = "", *, download: bool = False, ranks: Path = _RANKS) -> None:
        self._model, self._download, self._ranks = model, download, ranks

    def count(self, text: str) -> int:
        """Tokens of `text`; what looks like a control token (<|endoftext|>) is counted as the plain text it is."""
        encoding, factor = self._encoding()
        if encoding is None:
            wide = sum(not mark.isascii() for mark in text)
            return math.ceil(1.5 * wide + 0.5 * (len(text) - wide))
        return math.ceil(factor * len(encoding.encode_ordinary(text)))

    def _encoding(self) -> tuple[Encoding | None, float]:
        name = _vocabulary(self._model)
        if self._download and name not in ("", *_O200K):
            fetched = _fetch(name)
            if fetched is not None:
                return fetched, 1.0
        return _load(self._ranks), 1.0 if name in _O200K else 4 / 3


def _vocabulary(model: str) -> str:
    """The vocabulary tiktoken knows for `model`, empty where it knows none."""
    from tiktoken.model import encoding_name_for_model

    try:
        return encoding_name_for_model(model)
    except KeyError:
        return ""


@cache
def _fetch(name: str) -> Encoding | None:
    """The vocabulary `name` from tiktoken's own folder or from the internet; None when neither gives it."""
    import tiktoken

    try:
        return tiktoken.get_encoding(name)
    except (OSError, ValueError):  # no connection, or not the file that was expected
        return None


@cache
def _load(ranks: Path) -> Encoding | None:
    """o200k_base from the file in `ranks`; None when it is missing or damaged."""
    try:
        content = (ranks / _O200K_FILE).read_bytes()
    except OSError:
        return None
    # tiktoken would delete a file that does not fit its SHA-256 and fetch another: so it is held against it here first.
    if hashlib.sha256(content).hexdigest() != _O200K_SHA256:
        return None
    import tiktoken

    with _loading, _cache_folder(ranks):
        return tiktoken.get_encoding("o200k_base")


@contextmanager
def _cache_folder(folder: Path) -> Iterator[None]:
    before = os.environ.get(_CACHE_VARIABLE)
    os.environ[_CACHE_VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_CACHE_VARIABLE]
        else:
            os.environ[_CACHE_VARIABLE] = before
