"""Holds a sentence against the words it cites. No model takes part.

Word overlap alone lets 62歳 pass for 64歳, so figures, dates, names and negation are checked by themselves and any
of them that does not stand in the quotes fails the sentence; only then the content words are counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.values import Verdict
from ingest.japanese import sentences, tokens
from ingest.japanese.dates import When, spans
from ingest.japanese.folding import fold, squeeze
from ingest.japanese.numbers import numbers

# Shares of a sentence's content words that must stand in its quotes.
_ENOUGH, _SOME = 0.7, 0.4
_ALIKE = 0.6  # two sentences with this share of words in common speak of the same thing
_NAME = re.compile(r"[a-z][a-z0-9.+-]{1,}|[ァ-ヺー]{3,}")
_PERSON = re.compile(
    r"([一-龠々ヶァ-ヺぁ-ん]{1,6}?)(?:市長|町長|村長|知事|副市長|教育長|議長|議員|委員長?|部長|課長|係長|主任|主査|主事|氏|さん|様|君)"
)
# Forms with ない in them that deny nothing.
_NOT_DENIALS = re.compile(
    r"な(?:けれ|く)ば?(?:て)?は?(?:なら|いけ)(?:ない|ません|ず)|ねばならない|ざるを得(?:ない|ません)|かもしれ(?:ない|ません)|に(?:過ぎ|すぎ)(?:ない|ません)"
    r"|にほかなら(?:ない|ません)|のみならず|だけで(?:は)?なく|にかかわらず|を問わず|にとどまらず|に限らず|少なくない|やむを得(?:ない|ず)|欠かせ(?:ない|ません)"
)
_DENIAL = re.compile(
    r"ない(?!し|よう|か)|ません|なかっ|せず|れず|ずに|ぬ(?:。|$)|できず|なく(?=、|$|、)|不可|禁止|否決|不採択|反対|中止|見送"
)


def verify(sentence: str, quotes: Sequence[str], context: str = "") -> tuple[Verdict, str]:
    """Whether `quotes` carry `sentence`, and if not fully, why, in Japanese.

    `context` is what is known of the cited papers besides their words (title, day, speaker): a sentence may take
    dates and names from it, never figures.
    """
    if not quotes:
        return Verdict.UNSUPPORTED, "根拠の番号がありません"
    quoted = "\n".join(quotes)
    if squeeze(sentence) in squeeze(quoted):
        return Verdict.SUPPORTED, ""
    said, shown, around = fold(sentence), fold(quoted), fold(context)
    for check in (_wrong_date, _wrong_number, _wrong_name, _wrong_sense):
        if reason := check(said, shown, around):
            return Verdict.UNSUPPORTED, reason
    share = _share(tokens.words(said), set(tokens.words(shown)) | set(tokens.words(around)))
    if share >= _ENOUGH:
        return Verdict.SUPPORTED, ""
    if share >= _SOME:
        return Verdict.PARTIAL, "根拠にない言い回しが含まれています"
    return Verdict.UNSUPPORTED, "根拠の文にほとんど書かれていません"


def _wrong_date(said: str, shown: str, around: str) -> str:
    known = [when for _, _, when in spans(f"{shown}\n{around}")]
    for start, end, when in spans(said):
        if not _dated(when, known):
            return f"日付「{said[start:end]}」が根拠にありません"
    return ""


def _dated(when: When, known: list[When]) -> bool:
    """Whether the date is one of `known`, or its parts are shared between them (the year from the title, say)."""
    if any(_agree(when, other) for other in known):
        return True
    year = when.year is None or any(when.year == other.year for other in known)
    day = when.month is None or any((when.month, when.day) == (other.month, other.day) for other in known)
    return year and day


def _agree(when: When, other: When) -> bool:
    return (
        (when.year is None or when.year == other.year)
        and (when.month is None or when.month == other.month)
        and (when.day is None or when.day == other.day)
    )


def _wrong_number(said: str, shown: str, around: str) -> str:
    known = {value for values in numbers(shown) for value in values}
    # What the context names by number (第3回, 令和5年度) may be repeated.
    known |= {value for values in numbers(around) for value in values}
    without_dates = _blank(said)
    for values in numbers(without_dates):
        if not values & known:
            return f"数値「{min(values)}」が根拠にありません"
    return ""


def _blank(text: str) -> str:
    """`text` with its dates taken out: they are checked as dates."""
    kept, at = [], 0
    for start, end, _ in spans(text):
        kept.append(text[at:start])
        at = end
    return " ".join((*kept, text[at:]))


def _wrong_name(said: str, shown: str, around: str) -> str:
    known = "".join((shown + around).split())
    for name in _NAME.findall(said):
        if name not in known:
            return f"「{name}」が根拠にありません"
    for name in _PERSON.findall(said):
        if len(name) > 1 and re.fullmatch(r"[一-龠々]+", name) and name not in known:
            return f"「{name}」が根拠にありません"
    return ""


def _wrong_sense(said: str, shown: str, around: str) -> str:
    """A denial where the quote affirms, or the other way round, told by the quoted sentence most like it."""
    del around
    words = set(tokens.words(said))
    best, share = "", 0.0
    for start, end in sentences.split(shown):
        other = set(tokens.words(shown[start:end]))
        alike = len(words & other) / max(1, min(len(words), len(other)))
        if alike > share:
            best, share = shown[start:end], alike
    if share >= _ALIKE and _denies(said) != _denies(best):
        return "肯定と否定が根拠と食い違っています"
    return ""


def _denies(text: str) -> bool:
    return bool(_DENIAL.search(_NOT_DENIALS.sub("", text)))


def _share(words: list[str], known: set[str]) -> float:
    content = [word for word in words if len(word) > 1 or not ("ぁ" <= word <= "ん")]
    return sum(word in known for word in content) / len(content) if content else 1.0
