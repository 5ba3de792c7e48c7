"""What is measured on: the folder SHIRUBE_TEST_DATA where set, else the sample papers and texts made from them."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import ROOT

SPEAKERS = ("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村")
SAMPLES = ROOT / "corpus" / "papers"


def given(name: str) -> Path | None:
    """A folder or file of SHIRUBE_TEST_DATA, if it is there."""
    root = os.environ.get("SHIRUBE_TEST_DATA")
    found = Path(root) / name if root else None
    return found if found is not None and found.exists() else None


def pdfs(folder: Path) -> Path:
    """A folder with the PDFs that both recipes are measured on, copied into `folder`."""
    from tests.bench.stock import readable

    for path in sorted((given("documents") or SAMPLES).glob("*.pdf")):
        if readable(path):
            shutil.copy(path, folder / path.name)
    return folder


def minutes(folder: Path, characters: int = 4_000_000) -> Path:
    """A folder of assembly minutes as plain text, about 12 MB: the given ones, else made ones."""
    return given("minutes/tokyo") or varied(folder, characters)


def varied(folder: Path, characters: int, seed: int = 7) -> Path:
    """Write text files of about 60,000 characters: sentences of the sample papers, shuffled, their numbers changed.

    The same seed gives the same files.
    """
    chance, lines = random.Random(seed), list(sentences())
    made, number = 0, 0
    while made < characters:
        number += 1
        text = "".join(_meeting(chance, lines, number, 60_000))
        (folder / f"第{number}回会議録.txt").write_text(text, encoding="utf-8")
        made += len(text)
    return folder


def _meeting(chance: random.Random, lines: list[str], number: int, characters: int) -> Iterator[str]:
    yield f"令和{number % 7 + 1}年 第{number}回会議録\n\n"
    made = 0
    while made < characters:
        speech = "".join(chance.choices(lines, k=chance.randint(2, 9)))
        speech = re.sub(r"\d+", lambda found: str(chance.randint(1, 10 ** len(found[0]))), speech)
        made += len(speech)
        yield f"○{chance.choice(SPEAKERS)}委員　{speech}\n"


def sentences() -> Iterator[str]:
    """Sentences of the sample papers, as their script wrote them."""
    files = [path for path in sorted((ROOT / "corpus").rglob("*")) if _is_text(path)]
    # Some are in CP932 on purpose; what is no UTF-8 falls to the rule for Japanese below.
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in files]
    for sentence in re.split(r"(?<=。)|\n+", "\n".join(texts)):
        if len(re.findall(r"[ぁ-んァ-ヶ一-龥]", sentence)) > max(8, len(sentence) // 2):
            yield sentence.strip() + ("" if sentence.endswith("。") else "。")


def _is_text(path: Path) -> bool:
    return path.suffix in (".md", ".txt", ".py", ".csv", ".html", ".vtt", ".json", ".toml")


def questions(passages: list[str], count: int = 200, seed: int = 11) -> list[str]:
    """Questions to search for: the given ones, else a run of words of each of some passages, asked about."""
    found = given("questions_documents.jsonl"), given("questions_minutes.jsonl")
    lines = [line for path in found if path for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    asked = [str(json.loads(line)["question"]) for line in lines]
    chance = random.Random(seed)
    while len(asked) < count and passages:
        passage = chance.choice(passages)
        start = chance.randrange(max(1, len(passage) - 20))
        asked.append(re.sub(r"\s", "", passage[start : start + chance.randint(10, 20)]) + "について教えてください")
    return asked[:count]
