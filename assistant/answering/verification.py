"""Holds a sentence against the words it cites. No model takes part.

Word overlap alone lets 62歳 pass for 64歳, so dates, times, figures, names and denials are checked by themselves, and
any of them that the quotes do not bear out fails the sentence; only then the content words are counted. Each rule says
what Japanese papers do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.answering.content_words import Known, content, without_dates
from assistant.answering.polarity import contradicts
from assistant.answering.values import Verdict
from ingest.japanese import clocks, tokens
from ingest.japanese.dates import When, fiscal_year_of, spans
from ingest.japanese.folding import fold, squeeze
from ingest.japanese.numbers import numbers

# Shares of a sentence's content words that must stand in its quotes.
_ENOUGH, _SOME = 0.7, 0.4
_FEW = 2  # content words, too few for a share of them to say much
# Papers name things in Latin letters (LINE, RPA) and never translate them in passing.
_LATIN = re.compile(r"[a-z][a-z0-9.+-]*[a-z0-9+]")
# What offices, places and titles end in: 環境政策課, 北庁舎, 鈴木課長. The words before it are a name.
_ENDS_A_NAME = re.compile(
    r"(?:課|部|局|係|班|庁舎|支所|出張所|センター|公民館|図書館|体育館|小学校|中学校|高校|公園|委員会|審議会|協議会|検討会"
    r"|市長|町長|村長|知事|教育長|議長|議員|委員長?|部長|局長|課長|係長|主任|主査|主事|氏|さん|様)$"
)
# ... but these end so without being one, and these words before it say nothing of which one.
_NO_NAME = re.compile(r"(?:一部|全部|内部|外部|幹部|細部|関係|結局|日課|賦課|全員|職員)$")
_OF_ANY = frozenset(
    (
        *("担当", "所管", "主管", "各", "各課", "各部", "各種", "関係", "当", "同", "他", "全", "本", "両", "庁内"),
        *("市", "町", "村", "県", "都", "府", "国", "副", "前", "新", "元", "主", "実施", "運営"),
    )
)
_KATAKANA = re.compile(r"[ァ-ヺー]{3,}")


def verify(sentence: str, quotes: Sequence[str], context: str = "") -> tuple[Verdict, str]:
    """Whether `quotes` carry `sentence`, and if not fully, why, in Japanese.

    `context` is what is known of the cited papers besides their words (title, day, speaker): a sentence may take
    dates, names and numbers such as 第3回 from it.
    """
    if not quotes:
        return Verdict.UNSUPPORTED, "根拠の番号がありません"
    quoted = "\n".join(quotes)
    if squeeze(sentence) in squeeze(quoted):
        return Verdict.SUPPORTED, ""
    said, shown, around = fold(sentence), fold(quoted), fold(context)
    for check in _CHECKS:
        if reason := check(said, shown, around):
            return Verdict.UNSUPPORTED, reason
    words = content(said)
    share = Known(f"{shown}\n{around}").share(words)
    if share < _SOME and not (len(words) <= _FEW and numbers(said)):  # 105メートル、単価50,000円: the figures are there
        return Verdict.UNSUPPORTED, "根拠の文にほとんど書かれていません"
    if missing := _missing_term(said, shown, around):
        return Verdict.PARTIAL, f"「{missing}」という言葉は根拠にありません"
    if share < _ENOUGH:
        return Verdict.PARTIAL, "根拠にない言い回しが含まれています"
    return Verdict.SUPPORTED, ""


# ---- dates and times


def _wrong_date(said: str, shown: str, around: str) -> str:
    known = [when for _, _, when in spans(f"{shown}\n{around}")]
    for start, end, when in spans(said):
        if not _dated(when, known):
            return f"日付「{said[start:end]}」が根拠にありません"
    return ""


def _dated(when: When, known: Sequence[When]) -> bool:
    """Whether the date is one of `known`, or its parts are shared between them.

    A table says 9月27日 and the title 令和5年度: papers give the year once. The weekday is not looked at.
    """
    if any(_agree(when, other) for other in known):
        return True
    day = when.month is None or any(
        other.month == when.month and (when.day is None or other.day == when.day) for other in known
    )
    return day and (when.year is None or any(_of_year(when, other) for other in known))


def _agree(when: When, other: When) -> bool:
    """Whether all that is said of `when` is said of `other` too; 令和6年 is not 令和6年度."""
    return (
        (when.year is None or (when.year == other.year and when.fiscal == other.fiscal))
        and (when.month is None or when.month == other.month)
        and (when.day is None or when.day == other.day)
    )


def _of_year(when: When, other: When) -> bool:
    """Whether a day's year can come from `other`: its calendar year, or the fiscal year, which ends in March."""
    if other.year is None or when.year is None:
        return False
    if when.month is None:
        return when.year == other.year
    fiscal = other.year
    if not other.fiscal:
        day = other.as_date()
        if when.year == other.year or day is None:
            return when.year == other.year
        fiscal = fiscal_year_of(day)
    return when.year == (fiscal if when.month >= 4 else fiscal + 1)


def _wrong_time(said: str, shown: str, around: str) -> str:
    """午後1時 and 13:00 are one; 13時 and 14時 are not."""
    known = [minutes for _, _, minutes in clocks.spans(f"{shown}\n{around}")]
    for start, end, minutes in clocks.spans(said):
        if not any(minutes & other for other in known):
            return f"時刻「{said[start:end]}」が根拠にありません"
    return ""


def _wrong_weekday(said: str, shown: str, around: str) -> str:
    """毎週月曜日 is a claim; the weekday in brackets after a day is not, the day tells it."""
    known = f"{shown}\n{around}"
    for day in re.findall(r"(?<![日(（])([月火水木金土日])曜", said):
        if not re.search(rf"{day}曜|[(（・、]{day}[)）・、]", known):
            return f"「{day}曜」が根拠にありません"
    return ""


# ---- figures and names


def _wrong_number(said: str, shown: str, around: str) -> str:
    """3万5,750円 and 35,750円 are one; a row may say 5,511,532 where its head says 千円."""
    known = {value for values in numbers(f"{shown}\n{around}") for value in values}
    for values in numbers(without_dates(said)):
        if not values & known:
            return f"数値「{_written(min(values))}」が根拠にありません"
    return ""


def _written(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _wrong_name(said: str, shown: str, around: str) -> str:
    """People, offices, places and products go by the same name throughout a paper."""
    known = "".join((shown + around).split())
    for name in _LATIN.findall(said):
        if name not in known:
            return f"「{name}」が根拠にありません"
    for compound in tokens.compounds(without_dates(said)):
        name = "".join("".join(word for word, _ in compound).split())
        if name in known or _KATAKANA.fullmatch(name):  # a katakana word may be a paraphrase: see `_missing_term`
            continue
        of_office = len(compound) > 1 and _ENDS_A_NAME.search(name) and not _NO_NAME.search(name)
        for place, (word, proper) in enumerate(compound, 1):
            told = word in known or word in _OF_ANY or (place == len(compound) and not proper)
            if not told and ((proper and len(word) > 1) or of_office):
                return f"「{name}」が根拠にありません"
    return ""


def _wrong_sense(said: str, shown: str, around: str) -> str:
    del around  # a title denies nothing
    return "肯定と否定など、意味が根拠と食い違っています" if contradicts(said, shown) else ""


_CHECKS: tuple[Callable[[str, str, str], str], ...] = (
    _wrong_date,
    _wrong_weekday,
    _wrong_time,
    _wrong_number,
    _wrong_name,
    _wrong_sense,
)


# ---- words


def _missing_term(said: str, shown: str, around: str) -> str:
    """A katakana word that the quotes do not have: a paper does not call a チャットボット a ポータルサイト."""
    known = "".join((shown + around).split())
    return next((word for word in _KATAKANA.findall(said) if word not in known), "")
