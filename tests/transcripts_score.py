"""How much of a gold list drafted minutes hold: `python -m tests.transcripts_score MINUTES.json GOLD.json`."""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

Entry = dict[str, Any]  # as read from JSON; what is missing counts as not said

SHARE, LETTERS = 0.6, 8
PIECE = 12  # a shorter piece of a quote (はい、そうします) is said in many places
FILLERS = re.compile(
    r"え[ーっ]+と?|あのー+|[あう]ー+ん?|(?:まあ|あの|その|そのですね|なんか|はい|あ|ま|え)(?=、)|そのですね"
)
UNITS = {"千": 10**3, "万": 10**4, "億": 10**8}
# One entry may stand under a neighbour's heading: a claim that rests on it is misplaced, not invented.
LISTS = {"decisions": ("text", "quote"), "todos": ("what", "quote"), "qa": ("question_quote", "answer_quote")}


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one list; `right` counts details of the entries that were found."""

    found: int
    total: int
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    right: dict[str, tuple[int, int]] = field(default_factory=dict)


@cache
def fold(text: str) -> str:
    """Letters and figures only: no fillers, no punctuation, no white space."""
    return re.sub(r"[\W_]", "", FILLERS.sub("", unicodedata.normalize("NFKC", text)))


@cache
def overlap(one: str, other: str) -> bool:
    """True when the longest run of letters that both share is most of the shorter one, or they are the same."""
    one, other = sorted((fold(one), fold(other)), key=len)
    if one == other:
        return bool(one)  # 次っていつ。
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return run >= max(LETTERS, SHARE * len(one))


def pieces(said: object) -> list[str]:
    """The ways to read a quote: as one text, and each of its longer pieces alone."""
    if not isinstance(said, list):
        return [str(said)] if said else []
    parts = [str(part) for part in said]
    return ["".join(parts), *(part for part in parts if len(fold(part)) >= PIECE)]


def rests(claim: Entry, entry: Entry, *keys: str) -> bool:
    """True when a text of the claim shares its words with the entry's quote."""
    golden = [piece for key in ("quote", "question_quote", "answer_quote") for piece in pieces(entry.get(key))]
    return any(overlap(text, quote) for key in keys for text in pieces(claim.get(key)) for quote in golden)


def answers(claim: Entry, entry: Entry) -> bool:
    """True when both halves of a pair are there, verbatim or in the claim's own words."""
    return all(
        any(overlap(text, quote) for key in (half, f"{half}_quote") for text in pieces(claim.get(key))
            for quote in pieces(entry[f"{half}_quote"]))
        for half in ("question", "answer")
    )  # fmt: skip


def said_by(claim: Entry) -> str:
    return str(claim.get("text") or claim.get("what") or f"{claim.get('question')} → {claim.get('answer')}")


def compare(name: str, minutes: Entry, gold: Entry) -> Tally:
    """One of decisions, todos and qa: each gold entry looked for, each claim accounted for."""
    keys = LISTS[name]
    claims: list[Entry] = minutes.get(name) or []
    entries: list[Entry] = gold[name]

    def same(claim: Entry, entry: Entry) -> bool:
        return answers(claim, entry) if name == "qa" else rests(claim, entry, *keys)

    matches = [[claim for claim in claims if same(claim, entry)] for entry in entries]
    loose = [claim for claim in claims if not any(same(claim, entry) for entry in entries)]
    forbidden = [claim for claim in loose if any(rests(claim, no, *keys) for no in gold.get(f"not_{name}", []))]
    excused = [*gold.get("borderline", []), *([gold["next_meeting"]] if gold["next_meeting"] else [])]
    others = [entry for other in LISTS if other != name for entry in gold[other]]
    rest = [claim for claim in loose if claim not in forbidden and not any(rests(claim, no, *keys) for no in excused)]
    misplaced = [claim for claim in rest if any(rests(claim, entry, *keys) for entry in others)]
    return Tally(
        found=sum(map(bool, matches)),
        total=len(entries),
        missed=[said_by(entry) for entry, claimed in zip(entries, matches, strict=True) if not claimed],
        false=[said_by(claim) for claim in rest if claim not in misplaced],
        forbidden=[said_by(claim) for claim in forbidden],
        misplaced=[said_by(claim) for claim in misplaced],
        right=details(entries, matches) if name == "todos" else {},
    )


def details(todos: list[Entry], matches: list[list[Entry]]) -> dict[str, tuple[int, int]]:
    """Who and by when, among the to-dos that were found; a vague 9月の半ば is not judged."""
    found = [(todo, claims) for todo, claims in zip(todos, matches, strict=True) if claims]
    who = [any(same_people(todo["who"], claim.get("who")) for claim in claims) for todo, claims in found]
    dated = [(todo, claims) for todo, claims in found if todo["due_date"] or not todo.get("due_as_said")]
    due = [any(todo["due_date"] == (claim.get("due_date") or None) for claim in claims) for todo, claims in dated]
    return {"who": (sum(who), len(who)), "due_date": (sum(due), len(due))}


def same_people(gold: str | None, claimed: str | None) -> bool:
    """True when one of the people or offices named is named by both, with or without the given name."""
    one, other = ({part for part in re.split(r"[\s、（）()・]+", who or "") if part} for who in (gold, claimed))
    return one == other or any(a == b or ((a in b or b in a) and "話者" not in a + b) for a in one for b in other)


def shown(value: object, *, quotes: bool = False) -> Iterator[str]:
    """Every text that a reader of the minutes sees; quotes kept for proof are not."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from shown(part, quotes=quotes)
    elif isinstance(value, dict):
        for key, part in value.items():
            if quotes or not key.endswith("quote"):
                yield from shown(part, quotes=quotes)


def plain_figures(text: str) -> str:
    """Figures written out: 79万2千円 and 792,000円 are both 792000円."""
    text = unicodedata.normalize("NFKC", text).replace("パーセント", "%")
    text = re.sub("平方メートル|平米", "m2", text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)

    def whole(match: re.Match[str]) -> str:
        parts = re.findall(r"(\d+(?:\.\d+)?)([千万億]?)", match[0])
        return f"{sum(float(figure) * UNITS.get(unit, 1) for figure, unit in parts):.10g}"

    return re.sub(r"(?:\d+(?:\.\d+)?[千万億])+\d*", whole, text)


def holds_figure(text: str, figure: str) -> bool:
    return bool(re.search(rf"(?<![\d.]){re.escape(plain_figures(figure))}", plain_figures(text)))


def holds_date(text: str, said: str, day: str) -> bool:
    when = date.fromisoformat(day)
    written = rf"(?<!\d){when.month}(?:月|/){when.day}(?!\d)|{day}"
    return fold(said) in fold(text) or bool(re.search(written, unicodedata.normalize("NFKC", text)))


def presence(wanted: dict[str, bool], unwanted: dict[str, bool] | None = None) -> Tally:
    return Tally(
        found=sum(wanted.values()),
        total=len(wanted),
        missed=[what for what, there in wanted.items() if not there],
        forbidden=[what for what, there in (unwanted or {}).items() if there],
    )


def score(minutes: Entry, gold: Entry) -> dict[str, Tally]:
    """A tally for each list of the gold file. For small talk, what was kept out counts as found."""
    text = "\n".join(shown(minutes))
    items = fold("".join(shown([minutes.get("items"), minutes.get("meeting")])))
    after = gold["next_meeting"]
    next_text = "\n".join(shown(minutes.get("next_meeting"), quotes=True))
    tallies = {name: compare(name, minutes, gold) for name in LISTS}
    tallies["numbers"] = presence(
        {figure: holds_figure(text, figure) for figure in gold["numbers"]},
        {figure: holds_figure(text, figure) for figure in gold.get("not_numbers", [])},
    )
    tallies["dates"] = presence(
        {f"{day['said']} = {day['date']}": holds_date(text, day["said"], day["date"]) for day in gold["dates"]}
    )
    tallies["next_meeting"] = presence(
        {after["said"]: holds_date(next_text, after["said"], after["date"])} if after else {}
    )
    tallies["agenda"] = presence({title: fold(title) in items for title in gold["agenda"]})
    tallies["small_talk"] = presence({said: fold(said) not in fold(text) for said in gold["small_talk"]})
    return tallies


def report(tallies: dict[str, Tally]) -> Iterator[str]:
    for name, tally in tallies.items():
        right = "".join(f", {what} right {good}/{of}" for what, (good, of) in tally.right.items())
        yield f"{name}: {tally.found}/{tally.total}{right}"
        for heading in ("missed", "false", "forbidden", "misplaced"):
            yield from (f"  {heading}: {line}" for line in getattr(tally, heading))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=Path)
    parser.add_argument("gold", type=Path)
    asked = parser.parse_args()
    minutes, gold = (json.loads(path.read_text(encoding="utf-8")) for path in (asked.minutes, asked.gold))
    print("\n".join(report(score(minutes, gold))))


if __name__ == "__main__":
    main()
