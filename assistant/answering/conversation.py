"""Follow-up questions made to stand by themselves, for the search, by rule and without a model.

1. A question that turns to something else (ところで, 話は変わりますが) stands as it is.
2. A question that points back (その, それ, 同会議, 上記の) before it has named a topic takes over the topic of the
   question before it: its nouns, dates and meeting number. 図書館の場所とその開館時間は points at its own 図書館.
3. So does a question without a topic of its own, made of nothing but what one asks about any topic (担当は?, 理由は?).
4. A question that is nothing but a new topic (体育館は?) takes over what was asked about the old one.
5. Every other question names its topic and stands as it is.

A date or a meeting number in the new question takes the place of the old one. Where the question before named none, the
number or date in the title of the paper that its answer cited most is taken over.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.topicless import ASPECTS, KINDS, MANNER, POINTERS
from assistant.answering.values import Answer, Earlier
from ingest.japanese import tokens
from ingest.japanese.dates import spans
from ingest.japanese.folding import fold

_TURN = re.compile(
    r"ところで|話は?(?:が|を)?(?:変わ|変え)|話題を?変え|別の(?:話|件|質問)|別件|それはさておき|それとは別"
)
_POINTING = re.compile(
    r"そのほか|その他|(?:その|この|あの)(?!ため|とおり|通り|たび|度|ように|市(?!長)|町(?!長)|街|まま)"
    r"|(?:それ|これ|あれ|そこ|そちら|こちら)(?!ぞれ|から|まで|では[、,]|でも|とも|に[、,]|で[、,]|より|以)"
    r"|同じ|上記の?|上の(?=[一-龠])|前述の?|当該|(?:先ほど|先程|さっき|今|いま)の"
    r"|同(?=会議|会|課|部|室|氏|日|月|年|事業|制度|計画|条例|委員|チーム|pt|補助|資料)"
)
_MEETING = re.compile(
    r"第\s*[0-9一二三四五六七八九十]+\s*[回号期次]|(?:[1-9]|1[0-2]|[一二三四五六七八九十]+)月(?:定例会|臨時会)"
)
_RELATIVE = re.compile(
    r"今年度?|昨年度?|去年度?|来年度?|一昨年度?|先月|今月|来月|先週|今週|来週|昨日|今日|前年度?|翌年度?"
)
_BARE_TOPIC = re.compile(
    r"(?:(?:の|な)?場合)?(?:は|だと|なら|について|については|に関しては|の方は)?(?:どうですか|どうでしょうか|どうなりますか|どう)?[。?]*"
)
_OPENING = re.compile(r"^(?:では|それでは|じゃあ|じゃ|なら|また|あと|ちなみに|そして|それで)[、,\s]*")
_LINKS = ("の", "同", "同じ", "当該", "上記", "前述", "他", "ほか")  # what stands before a noun
_NOUN_END = re.compile(r"[一-龠々ァ-ヺーa-z]$")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a question is made of. `topics` name what it is about; `aspects` what is asked about that."""

    topics: tuple[str, ...]
    kinds: tuple[str, ...]
    aspects: tuple[str, ...]
    dates: tuple[str, ...]
    meetings: tuple[str, ...]


def standalone(question: str, earlier: Sequence[Earlier]) -> str:
    """`question`, completed for the search with what it leaves unsaid; unchanged where it leaves nothing unsaid."""
    before, answer = "", None
    for exchange in earlier:
        before, answer = _complete(exchange.question, before, answer), exchange.answer
    return _complete(question, before, answer)


def _complete(question: str, before: str, answer: Answer | None) -> str:
    if not before or _TURN.search(question):
        return question
    text = _OPENING.sub("", unicodedata.normalize("NFKC", question).strip())
    new, old = _parts(text), _parts(before)
    pointing = _points_back(text)
    if pointing or not new.topics:
        carried = [*_when(new, old, answer), *(_named(old) or old.aspects)]
        return _join(text, pointing, [word for word in carried if word not in text])
    if _is_bare(text, new) and old.aspects:
        when = _when(new, old, answer) if not new.dates and not new.meetings else []
        return "、".join([*when, text.rstrip("?。は"), *old.aspects])
    return question


def _named(parts: _Parts) -> tuple[str, ...]:
    return (*parts.topics, *parts.kinds)


def _when(new: _Parts, old: _Parts, answer: Answer | None) -> list[str]:
    """Meeting numbers and dates to take over: none of a sort that the new question names itself."""
    title = _parts(_most_cited(answer))
    dates, meetings = old.dates, old.meetings
    if not dates and not meetings:
        dates, meetings = (title.dates, title.meetings)
    if new.meetings:  # another meeting has another day, but may be of the same year
        return [date for date in dates if date.endswith(("年", "年度"))] if not new.dates else []
    if new.dates:
        return []
    return [*dates, *meetings]


def _most_cited(answer: Answer | None) -> str:
    counts = Counter(citation.document.title for citation in answer.citations) if answer else Counter[str]()
    return counts.most_common(1)[0][0] if counts else ""


def _points_back(text: str) -> re.Match[str] | None:
    """The first word that points back, unless the question has named a topic before it."""
    found = _POINTING.search(fold(text)) and _POINTING.search(text.lower())
    return None if found is None or _parts(text[: found.start()]).topics else found


def _is_bare(text: str, parts: _Parts) -> bool:
    """Whether the question is one topic and nothing else: 体育館は?"""
    if parts.aspects or len(parts.topics) != 1:
        return False
    before, _, rest = fold(text).partition(fold(parts.topics[0]))
    return not before and not _has_verb(text) and _BARE_TOPIC.fullmatch(rest) is not None


def _join(text: str, pointing: re.Match[str] | None, carried: list[str]) -> str:
    if not carried:
        return text
    said = "、".join(carried)
    if pointing is None or pointing.start() > 0:
        return f"{said}、{text}"
    rest = text[pointing.end() :]
    # その会議 is the meeting itself, not a meeting of it.
    same = next(
        (kind for kind in sorted(KINDS, key=len, reverse=True) if rest.startswith(kind) and said.endswith(kind)), ""
    )
    linked = pointing[0].endswith(_LINKS) and not same and not rest.startswith("の")
    return f"{said}の{rest}" if linked else f"{said}{rest.removeprefix(same)}"


def _parts(text: str) -> _Parts:
    shown = unicodedata.normalize("NFKC", text)
    meetings = tuple(match[0] for match in _MEETING.finditer(shown))
    rest = _MEETING.sub("。", shown)
    relative = tuple(match[0] for match in _RELATIVE.finditer(rest))
    rest = _RELATIVE.sub("。", rest)
    folded = fold(rest)
    placed = list(spans(folded))
    dates = tuple(folded[start:end].strip() for start, end, _ in placed)
    for start, end, _ in reversed(placed):
        folded = f"{folded[:start]}。{folded[end:]}"
    topics, kinds, aspects = _nouns(folded, shown)
    return _Parts(topics, kinds, aspects, (*relative, *dates), meetings)


def _nouns(folded: str, shown: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Runs of neighbouring nouns: what names something, what names a kind of thing, what may be asked of anything."""
    runs: list[list[str]] = []
    at, last = 0, -1
    for word in tokens.words(folded):
        if word in POINTERS:
            last = -1
            continue
        key = fold(word)
        place = folded.find(key, at)
        if place < 0:
            # A verb in another form is passed over; a noun in another spelling (こども: 子供) names something.
            if _NOUN_END.search(key) and word not in MANNER:
                runs.append([key])
            continue
        if place == last and runs:
            runs[-1].append(key)
        else:
            runs.append([key])
        at = last = place + len(key)
    sorts: tuple[list[str], list[str], list[str]] = ([], [], [])
    for run in runs:
        sort = _sort(run)
        if sort is not None:
            sorts[sort].append(_as_shown("".join(run), shown))
    return tuple(sorts[0]), tuple(sorts[1]), tuple(sorts[2])


def _sort(run: list[str]) -> int | None:
    words = [word for word in run if word not in MANNER and not word.isdigit()]
    if not words:
        return None
    if any(word not in ASPECTS and word not in KINDS and len(word) > 1 for word in words):
        return 0
    if any(word in KINDS for word in words):
        return 1
    return 2 if any(word in ASPECTS for word in words) else None


def _has_verb(text: str) -> bool:
    folded = fold(text)
    return any(
        word not in MANNER and fold(word) not in folded and not _NOUN_END.search(word) for word in tokens.words(folded)
    )


def _as_shown(run: str, shown: str) -> str:
    """The run as the question writes it; casing is all that folding may have changed where it is found."""
    place = shown.lower().find(run)
    return shown[place : place + len(run)] if place >= 0 else run
