"""What the rules find, as a page to work down: what to write anew, what to put in, readings, the text after it, why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.trials.checks import Finding

READING = "kanji_reading"
_A_CHOICE = ("loanword",)  # one word in place of another that the writer has to choose
_LONG = 40
_HEAD, _TAIL = 20, 12  # of a long place, what is shown of it


def as_page(text: str, found: Sequence[Finding], *, with_text: bool) -> str:
    """The findings in order of place; `with_text` adds the text with all plain replacements made. Empty without any."""
    readings = [one for one in found if one.kind == READING]
    words = [one for one in found if one.kind != READING and _is_given(one)]
    anew = [one for one in found if one.kind != READING and not _is_given(one)]
    after = replaced(text, words) if with_text else text
    parts = [
        _part(f"■ 書き直しを考えるところ（{len(anew):,}か所）", _places(text, anew, reasons=True)),
        _part(f"■ 置き換えるところ（{len(words):,}か所）", _places(text, words)),
        _part(f"■ 読み仮名を付けるところ（{len(readings):,}か所）", _readings(readings)),
        _part("■ 置き換えを済ませた文章（書き方を選ぶものは元のままです）", [after] if after != text else []),
        _part("■ 置き換える理由", _reasons(text, words)),
    ]
    told = "\n\n".join(filter(None, parts))
    return f"指摘は{len(found):,}か所です。\n\n{told}" if found else ""


def replaced(text: str, found: Iterable[Finding]) -> str:
    """The text with what can be put in as it stands; where there is a choice it stays."""
    pieces, end = list[str](), 0
    for one in sorted(found, key=lambda one: one.start):
        if one.start >= end and _is_plain(one, text[one.start : one.end]):
            pieces += [text[end : one.start], one.instead]
            end = one.end
    return "".join([*pieces, text[end:]])


def _is_given(one: Finding) -> bool:
    """Whether `instead` is words and not what to do; a day of the week, （土曜日）, is words in brackets."""
    return not one.instead.startswith("（") or one.kind == "date_notation"


def _is_plain(one: Finding, written: str) -> bool:
    several = "、" in one.instead and one.instead != "、" and "、" not in written
    return one.kind not in _A_CHOICE and "（" not in one.instead and not several


def _part(head: str, lines: Iterable[str]) -> str:
    whole = list(lines)
    return "\n".join([head, *whole]) if whole else ""


def _places(text: str, found: Iterable[Finding], *, reasons: bool = False) -> Iterator[str]:
    """Each place with its line and what to write; the same words with the same advice once, with all their lines.

    A reason is told where it comes up first.
    """
    told = set[str]()
    alike: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        alike.setdefault((text[one.start : one.end], one.instead), []).append(one)
    for (written, instead), some in alike.items():
        lines = dict.fromkeys(str(text.count("\n", 0, one.start) + 1) for one in some)
        advice = instead[1:-1] if reasons else f"「{instead}」"
        yield f"・{'、'.join(lines)}行目「{_short(written)}」→{advice}"
        reason = re.sub(r"\d+|「[^」]*」", "…", some[0].why)
        if reasons and reason not in told:
            told.add(reason)
            yield f"　　{some[0].why}"


def _short(written: str) -> str:
    line = "".join(written.split())
    return line if len(line) <= _LONG else f"{line[:_HEAD]}…{line[-_TAIL:]}"


def _readings(found: Iterable[Finding]) -> list[str]:
    told = "、".join(dict.fromkeys(one.instead for one in found))
    return [told] if told else []


def _reasons(text: str, found: Iterable[Finding]) -> Iterator[str]:
    """Each reason once, with the words that it is told of."""
    alike: dict[str, dict[str, str]] = {}
    for one in found:
        written = text[one.start : one.end]
        general = one.why.replace(f"「{written}」", "「…」").replace(f"「{one.instead}」", "「…」")
        alike.setdefault(general, {})[_short(written)] = one.why
    for general, words in alike.items():
        why = general if len(words) > 1 else next(iter(words.values()))
        yield f"・{why}：{'、'.join(words)}"
