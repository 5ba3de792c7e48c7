"""Reading a question before it is searched: what it asks for, which year it names, what is only manner of speaking."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.values import ReadAs
from ingest.errors import ShirubeError
from ingest.japanese.dates import When, spans
from ingest.japanese.folding import fold
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


def read(question: str, filters: Filters = Filters()) -> Question:
    """What `question` asks. Raises a `ShirubeError` in Japanese for one that cannot be answered as it stands."""
    text = clean(question)
    folded = fold(text)
    whens = tuple(when for _, _, when in spans(folded))
    must = tuple(dict.fromkeys(re.findall(r"[「『]([^」』]{2,40})[」』]", text)))
    terms = " ".join(_MANNER.sub(" ", folded).split()) or folded
    places = {kind: match.start() for kind, pattern in _ASKED if (match := re.search(pattern, folded))}
    asked = tuple(sorted(places, key=places.__getitem__)) or (Asked.OTHER,)
    return Question(text, terms, asked, whens, must, _read_as(whens, must, filters))


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


def _read_as(whens: tuple[When, ...], must: tuple[str, ...], filters: Filters) -> ReadAs:
    values: dict[str, object] = {}
    said: list[str] = []
    fiscal = [when.year for when in whens if when.fiscal and when.year]
    years = [when.year for when in whens if not when.fiscal and when.year]
    days = [day for when in whens if (day := when.as_date())]
    if fiscal:
        values["fiscal_year"] = fiscal[0]
        said.append(f"{_era_year(fiscal[0])}年度（{fiscal[0]}年度）")
    elif days:
        values["date"] = days[0].isoformat()
        said.append(f"{_era_year(days[0].year)}年{days[0].month}月{days[0].day}日（{days[0].isoformat()}）")
    elif years:
        values["year"] = years[0]
        said.append(f"{_era_year(years[0])}年（{years[0]}年）")
    if must:
        values["must"] = list(must)
        said.extend(f"「{phrase}」を含む" for phrase in must)
    if filters.kinds:
        values["kind"] = filters.kinds[0]
        said.append(f"種類: {'、'.join(filters.kinds)}")
    if filters.sources:
        values["source"] = filters.sources[0]
        said.append(f"資料: {'、'.join(filters.sources)}")
    if filters.speakers:
        values["speaker"] = filters.speakers[0]
        said.append(f"発言者: {'、'.join(filters.speakers)}")
    if filters.fiscal_years:
        values["fiscal_year"] = filters.fiscal_years[0]
        said.append(f"年度: {'、'.join(map(str, filters.fiscal_years))}")
    return ReadAs(values, "、".join(said), filters)


def _era_year(year: int) -> str:
    if year >= 2019:
        return f"令和{'元' if year == 2019 else year - 2018}"
    return f"平成{year - 1988}" if year >= 1989 else f"昭和{year - 1925}"
