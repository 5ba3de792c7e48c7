"""What a complete list or a history is about: the compounds that every passage in it must name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering import naming
from assistant.answering.content_words import without_dates
from assistant.answering.naming import plain_name
from assistant.answering.query import Question
from ingest.japanese import tokens
from ingest.japanese.folding import fold, squeeze

# Words that ask for a list or a history, or name where something is said; alone they are no topic.
_FRAME = (
    r"(?:(?:一般|代表|総括|緊急|関連)質[問疑]|発言者?|答弁者?|質問者?|質疑|言及|議論|やり取り|やりとり|意見|記述|記載|箇所|言葉|説明|回答|見解|所見|考え|認識|姿勢|内容|部分|経過|経緯"
    r"|すべて|全て|全部|一覧|網羅|変遷|推移|移り変わり|変化|これまで|今まで|過去|従来|会議録|議事録|議会|市議会|町議会|村議会|県議会|都議会|区議会"
    r"|本会議|委員会|定例会|臨時会|会議|資料|文書|回|号|年度?|年間|月|日|第|[市町村区都県道府]|当局|行政|令和|平成|昭和|人|者)"
)
_ONLY_FRAME = re.compile(rf"{_FRAME}+")
_ENDS_IN_FRAME = re.compile(r"(?:発言|答弁|質問|質疑|議論|回答)(?:内容|箇所|一覧|全部)?$")
_ABOUT = re.compile(r"に(?:ついて|関し|関する|係る|触れ|言及)|をめぐ")
_SITTING = re.compile(r"第?[\d一二三四五六七八九十]+(?:回|号|月)(?:の?(?:定例|臨時)会)?")
_MEMBER = re.compile(r"[一-龠々ぁ-んァ-ヶー]{1,8}?(?:議員|委員|さん|氏)(?=[のはがに]|から|による)")
_CALLED = "議員|委員|さん|氏|君|様|市長|町長|村長|区長|知事|議長|[一-龠]{0,8}[部局課]長|教育長"


@dataclass(frozen=True, slots=True)
class Topic:
    """`label` names it to a person; `parts` are its compounds, squeezed: a text that has them all speaks of it."""

    label: str
    parts: tuple[str, ...]

    def named_in(self, squeezed: str) -> bool:
        """Whether a squeezed text has every part."""
        return all(part in squeezed for part in self.parts)

    def touched_in(self, squeezed: str) -> int:
        """How many of the parts a squeezed text has."""
        return sum(part in squeezed for part in self.parts)


def topic_of(asked: Question) -> Topic | None:
    """The topic of a question: its quoted phrases, else its compounds without names, times and words that frame it.

    None where nothing is left, as in 「発言をすべて」.
    """
    if asked.must:
        phrases = tuple(dict.fromkeys(squeeze(phrase) for phrase in asked.must))
        return Topic("・".join(asked.must), phrases)
    text = _without_names(without_dates(asked.terms), asked)
    about = _ABOUT.search(text)
    parts = (_parts(text[: about.start()]) if about else ()) or _parts(text)
    return Topic(_as_written(_label(text, parts), asked.text), tuple(map(squeeze, parts))) if parts else None


def _parts(text: str) -> tuple[str, ...]:
    found = ("".join(word for word, _ in run) for run in tokens.compounds(text))
    cut = (_ENDS_IN_FRAME.sub("", one) for one in found if not _ONLY_FRAME.fullmatch(one))
    parts = tuple(dict.fromkeys(one for one in cut if one))
    # 65歳以上 may be written in kanji: what counts something is no part where there is another.
    plain = tuple(one for one in parts if not re.search(rf"\d{re.escape(one)}", text))
    return plain or parts


def _label(text: str, parts: tuple[str, ...]) -> str:
    """The words from the first part to the last where they stand together, else the parts one by one."""
    first = text.find(parts[0])
    end = text.rfind(parts[-1]) + len(parts[-1])
    between = text[first:end]
    return between if first >= 0 and 0 < len(between) <= 40 else "・".join(parts)


def _as_written(label: str, question: str) -> str:
    """The label as the person wrote it: 生成AI, not 生成ai."""
    written = re.search(re.escape(label), question, re.IGNORECASE)
    return written[0] if written else label


def _without_names(text: str, asked: Question) -> str:
    """`text` without the speakers and offices that narrow the search, and without the names of sittings."""
    wanted = asked.wanted
    text = _SITTING.sub("、", text)
    for speaker in (*wanted.speakers, *wanted.asked_by):
        name = plain_name(speaker)
        for length in range(len(name), 0, -1):
            called = "?" if length == len(name) and length > 1 else ""
            pattern = rf"(?<![一-龠々]){re.escape(name[:length])}(?:{_CALLED}){called}(?=[のはがもに、]|から|による|$)"
            text, times = re.subn(pattern, "、", text)
            if times:
                break
    text = _MEMBER.sub("、", text)
    # An office that the person took back is still no topic.
    for office in (*wanted.offices, *filter(None, (naming.office(fold(asked.text)),))):
        text = re.sub(rf"{re.escape(fold(office))}(?=[のはがもに、]|から|による|答弁|発言)", "、", text)
    return text
