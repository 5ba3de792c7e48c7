"""The door through which words leave for a model: personal data is masked on the way out, and put back on the way in.

Whoever talks to a model sees its own words in the reply; the model sees placeholders. The same words have the same
placeholder within one call, so that a model can still tell two persons apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.chat import ChatModel, Delta, Finish, Masked, Message, Sent
from assistant.governance.masking import Masker
from assistant.governance.placeholders import NAMES
from assistant.governance.spans import Kind, Span
from assistant.model_errors import ModelError
from ingest.japanese.folding import squeeze

if TYPE_CHECKING:
    from collections.abc import Generator

    from ingest.library.embeddings import Embedder, Vectors

_FULL_NAME = 3  # characters: 森田 alone may be anybody of that family


def _nobody() -> Collection[str]:
    return ()


@dataclass(frozen=True)
class Masking:
    """What is masked. `left` are kinds that leave as they are; `known` gives names of persons who speak in public.

    A name is let through only where it is written in full and stands so in one of `known`, never a family name alone.
    """

    on: bool = True
    left: frozenset[Kind] = frozenset()
    known: Callable[[], Collection[str]] = _nobody

    def masker(self) -> Masker:
        """A masker for one call."""
        named = [squeeze(name) for name in self.known()] if self.on else []

        def hides(span: Span, words: str) -> bool:
            if not self.on or span.kind in self.left:
                return False
            if span.kind is not Kind.PERSON_NAME or not named:
                return True
            plain = squeeze(words)
            return len(plain) < _FULL_NAME or not any(plain in name for name in named)

        return Masker(hides)


def prepared(messages: Sequence[Message], to: str, masker: Masker) -> Sent:
    """The messages as they leave."""
    kinds: Counter[Kind] = Counter()
    out = []
    for message in messages:
        masked = masker.mask(message.text)
        kinds.update(span.kind for span in masked.spans)
        out.append(Message(message.role, masked.text))
    return Sent(to, tuple(out), counted(kinds), tuple(masker.mapping.items()))


def counted(kinds: Counter[Kind]) -> Masked:
    """How much of which kind, most first."""
    found = [(name, kinds[kind]) for kind, name in NAMES.items() if kinds[kind]]
    return tuple(sorted(found, key=lambda pair: -pair[1]))


class MaskedModel:
    """A `ChatModel` in front of another: what it is told is masked, what it says comes with the words put back."""

    def __init__(self, model: ChatModel, masking: Masking) -> None:
        self._model, self._masking = model, masking

    @property
    def name(self) -> str:
        """The model's name as it was set."""
        return self._model.name

    def stream(self, messages: Sequence[Message]) -> Iterator[Sent | Delta | Finish]:
        """`Sent`, before anything is; then the reply as everybody expects it. See `ChatModel.stream`."""
        masker = self._masking.masker()
        sent = prepared(messages, self.name, masker)
        yield sent
        ends: list[Finish | ModelError] = []
        with closing(_as_generator(self._model.stream(sent.messages))) as events:
            for piece in masker.unmask_pieces(_words(events, ends)):
                if piece:
                    yield Delta(piece)
        # A failure comes after what had come by then, also where that waited for the rest of a placeholder.
        for end in ends:
            if isinstance(end, ModelError):
                raise end
            yield end


def _words(events: Iterator[Sent | Delta | Finish], ends: list[Finish | ModelError]) -> Iterator[str]:
    """The words of a reply; how it ended goes into `ends`."""
    try:
        for event in events:
            if isinstance(event, Finish):
                ends.append(event)
            elif isinstance(event, Delta):
                yield event.text
    except ModelError as error:
        ends.append(error)


def _as_generator(events: Iterator[Sent | Delta | Finish]) -> Generator[Sent | Delta | Finish, None, None]:
    yield from events


class Watched:
    """A `ChatModel` that tells `see` of all that another one sends."""

    def __init__(self, model: ChatModel, see: Callable[[Sent], object]) -> None:
        self._model, self._see = model, see

    @property
    def name(self) -> str:
        """The model's name as it was set."""
        return self._model.name

    def stream(self, messages: Sequence[Message]) -> Iterator[Sent | Delta | Finish]:
        """See `ChatModel.stream`."""
        with closing(_as_generator(self._model.stream(messages))) as events:
            for event in events:
                if isinstance(event, Sent):
                    self._see(event)
                yield event


class MaskedEmbedder:
    """An `Embedder` in front of one that is not on this machine: it is told masked texts. Nothing is put back."""

    def __init__(self, embedder: Embedder, masking: Masking) -> None:
        self._embedder, self._masking = embedder, masking
        self.name = f"{embedder.name}/masked" if masking.on else embedder.name
        self.costly = embedder.costly

    def documents(self, texts: Sequence[str]) -> Vectors:
        """One row a text. Raises EmbeddingError."""
        return self._embedder.documents([self._masking.masker().mask(text).text for text in texts])

    def query(self, text: str) -> Vectors:
        """One vector. Raises EmbeddingError."""
        return self._embedder.query(self._masking.masker().mask(text).text)
