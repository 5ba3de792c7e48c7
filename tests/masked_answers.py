"""Whether answers over placeholders are proved as those over names: `python -m tests.masked_answers HOME`.

Of each passage of a library that holds a name, a model that repeats its sentences is asked with masking and without.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant import prompting
from assistant.answering.generative import GenerativeEngine
from assistant.answering.values import Answered, Hit, ReadAs, Sentence
from assistant.chat import Delta, Finish, Message
from assistant.governance.door import MaskedModel, Masking
from assistant.governance.masking import find
from assistant.governance.spans import Kind
from assistant.tokens import Budget, TokenCounter
from ingest.japanese import sentences
from ingest.library.library import Library
from ingest.model import local_person

_BODY = re.compile(r"^本文:\n(.*?)\n<<資料 1 ここまで", re.DOTALL | re.MULTILINE)


class Repeats:
    """A model that says the first five sentences of the passage, each with its number."""

    name = "repeats"

    def stream(self, messages: Sequence[Message]) -> Iterator[Delta | Finish]:
        found = _BODY.search(messages[-1].text)
        text = found[1] if found else ""
        for start, end in sentences.split(text)[:5]:
            yield Delta(f"{text[start:end].strip().rstrip('。')}[1]。\n")
        yield Finish("stop")


def answered(hit: Hit, *, on: bool) -> tuple[Sentence, ...]:
    engine = GenerativeEngine(
        MaskedModel(Repeats(), Masking(on)), prompting.load("answer"), TokenCounter(), Budget(20_000, 4_000)
    )
    *_, last = engine.answer("何が話されましたか。", ReadAs(), [hit])
    assert isinstance(last, Answered)
    return last.answer.sentences


def main(home: Path, most: int = 400) -> None:
    with Library(home) as library:
        hits = [
            Hit(1, passage, document, 1.0)
            for document in library.documents(local_person())
            for passage in library.passages(document.id)
        ]
    named = [one for one in hits if any(span.kind is Kind.PERSON_NAME for span in find(one.passage.text[:600]))][:most]
    same, verdicts, plain = 0, Counter[str](), Counter[str]()
    for one in named:
        masked, unmasked = answered(one, on=True), answered(one, on=False)
        same += [s.text for s in masked] == [s.text for s in unmasked]
        verdicts.update(s.verdict.value for s in masked)
        plain.update(s.verdict.value for s in unmasked)
    print(f"{len(named)} passages with names; {same} answers word for word as without masking")
    print(f"verdicts with masking {dict(verdicts)}, without {dict(plain)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
