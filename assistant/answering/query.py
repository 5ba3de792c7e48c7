"""Reading a question before it is searched: what it asks for, which year it names, what is only manner of speaking."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from assistant.answering.naming import NOTHING_KNOWN, Known
from assistant.answering.reading import drop, quoted, speaks_of, understand
from assistant.answering.values import ReadAs
from assistant.answering.wanted import Wanted
from ingest.errors import ShirubeError
from ingest.japanese.dates import When, spans
from ingest.japanese.folding import fold
from ingest.japanese.periods import spelled_out
from ingest.model import Filters

LONGEST = 2000

# What is said around a question and found in no paper.
_MANNER = re.compile(
    r"(?:を|について|は|が)?(?:詳しく|簡単に|全部|すべて)?(?:教えて|知りたい|挙げて|説明して|示して)(?:ください|下さい|欲しい|ほしい|です|のですが)?"
    r"|どこですか|どこか|どこ|いつですか|いつからですか|いつか|いつ|誰ですか|誰か|だれ|誰|何ですか|何でしょうか|何か|いくらですか|いくらか|いくつですか|いくつか|いくら|いくつ"
    r"|どのように|どのような|どんな|どうすればよいか|どうすれば|どれくらい|どのくらい|どれだけ|どうなりましたか|どうなったか|なぜですか|なぜ"
    r"|でしょうか|ましたか|ですか|ますか|されたか|されましたか|なったか|でしたか|だったか|となったか|のか[。?]?$|か[。?]?$|[。?？]"
    r"|何(?=[^々一-龠]|%|人|名|件|歳|円|回|日|月|年|時|週間|メートル|パーセント|割|校|枚|個|台)"
)


class Asked(StrEnum):
    """The kind of thing that answers the question."""

    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    AMOUNT = "amount"  # money
    NUMBER = "number"  # a count, a share, a measure
    WHY = "why"
    LIST = "list"
    OTHER = "other"


_ASKED = (
    (Asked.LIST, r"全部|すべて|全て|挙げて|一覧(?:は|を|$)|どれとどれ|名前は[。?]?$|それぞれ"),
    (Asked.AMOUNT, r"いくら|何円|金額|予算額は|単価|費用は|料金|限度額|上限額"),
    (Asked.WHEN, r"いつ|何月|何日|何年|期限|締切|何時|何曜日|日程は|日付"),
    (Asked.WHERE, r"どこ|場所|会場|何処"),
    (Asked.WHY, r"なぜ|どうして|何故|理由は"),
    (Asked.WHO, r"誰|だれ|どなた|担当者は|担当は|座長は|委員長は|氏名"),
    (
        Asked.NUMBER,
        r"いくつ|何(?:人|名|件|歳|回|週間|メートル|%|パーセント|割|校|枚|個|台|か所|箇所|世帯|倍|種類|項目|分|時間|か月|ヶ月)|割合|率は|人数|件数|どれくらい|どのくらい",
    ),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read. `terms` is its folded text without manner of speaking: what is searched."""

    text: str
    terms: str
    asked: tuple[Asked, ...]  # in the order of the question; at least one
    whens: tuple[When, ...]
    must: tuple[str, ...]  # phrases in quotation marks
    read_as: ReadAs
    wanted: Wanted = field(default_factory=Wanted)


def read(
    question: str,
    filters: Filters = Filters(),
    *,
    today: date | None = None,
    known: Known = NOTHING_KNOWN,
    ignoring: frozenset[str] = frozenset(),
) -> Question:
    """What `question` asks. Raises a `ShirubeError` in Japanese for one that cannot be answered as it stands.

    Words such as 先月 and 昨年度 are read against `today`, and stay plain words without it. Names of people, papers
    and kinds are those of `known`; a 今年度 that none of its papers is near to is read and dropped. `ignoring` are
    keys of `ReadAs.values` that the person took back.
    """
    text = clean(question)
    folded = fold(text)
    spelled, plain = spelled_out(folded, today), spelled_out(folded)
    read_as, wanted = understand(text, spelled, filters, today, known, ignoring)
    if today and known.fiscal_years and not speaks_of(known.fiscal_years, spelled, plain, today):
        without, wanted = understand(text, plain, filters, today, known, ignoring)
        read_as = drop(read_as, [key for key in read_as.values if key not in without.values])
        spelled, today = plain, None
    whens = tuple(when for _, _, when in spans(spelled) if not _taken_back(when, ignoring))
    must = () if "must" in ignoring else quoted(text)
    terms = " ".join(_MANNER.sub(" ", spelled).split()) or spelled
    places = {kind: match.start() for kind, pattern in _ASKED if (match := re.search(pattern, folded))}
    asked = tuple(sorted(places, key=places.__getitem__)) or (Asked.OTHER,)
    read_as = replace(read_as, today=today, taken_back=tuple(sorted(ignoring)))
    return Question(text, terms, asked, whens, must, read_as, wanted)


def clean(question: str) -> str:
    """The question without control characters. Raises `ShirubeError` when nothing or too much is left."""
    text = "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else " " for c in question).strip()
    if not text:
        raise ShirubeError("質問が入力されていません。知りたいことを文で入力してください。")
    if len(text) > LONGEST:
        raise ShirubeError(f"質問が長すぎます（{len(text):,}文字）。{LONGEST:,}文字までにまとめてください。")
    if not any(c.isalnum() for c in text):
        raise ShirubeError("記号だけでは探せません。知りたいことを言葉で入力してください。")
    return text


def _taken_back(when: When, ignoring: frozenset[str]) -> bool:
    if when.day is not None:
        return "date" in ignoring
    if when.month is not None:
        return bool(ignoring & {"date_from", "date_to"})
    return ("fiscal_year" if when.fiscal else "year") in ignoring
