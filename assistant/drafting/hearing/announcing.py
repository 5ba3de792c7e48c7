"""Words with which a new item is announced: 続いて, 議題の2, その他, and the title that they give it."""

from __future__ import annotations

import re

from assistant.drafting.hearing.heard import words_of
from assistant.drafting.hearing.wordings import SO, Wording, any_of, words
from ingest.japanese.dates import number

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_ITEM = words("次第 議題 議事 案件 報告(?:事項)? 協議(?:事項)?")
_ON = f"(?:{SO}|次[には]|続いて|続きまして|まずは?|最初に|最後に)"

_DONE = any_of("はい|ええ", "ありがとうございま(?:す|した)", "(?:以上で|[ほ他]かに|よろしい)[^。、]*")
moves_on = Wording(
    ("はい、ありがとうございます。続いて研修です。", f"^(?:{_DONE}[、。])*(?:{_ON}|次の|次、|はじめに)"),
    ("早速ですが、研修です。", f"^(?:{_DONE}[、。])*早速"),
)
is_other = Wording(("その他、連絡事項です。", "その他|そのほか|連絡事項"))
_NUMBERED = re.compile(
    any_of(
        rf"(?:{_ITEM}|議案|項目|アジェンダ|その)の?第?(?P<number>{_NUMBER})",  # 議題の2
        r"(?P<count>\d{1,2}|[一二三四五六七八九])(?:つ目|[番点件]目|項目目|番(?:の|、|です|は|に))",  # 2つ目
    )
)
_ABOUT = any_of(
    "(?:の件|の話|の議題|のほう)?(?:に(?:ついて|つきまして|関して|入り|行き|いき)|[にへ](?:移り|進み))",  # の件について
    "の(?:件|説明|報告)|を(?:お願い|説明|議題)",  # の説明を
    "です(?:が|けど|ね)?(?:[。、]|$)|で(?:ございます|すけれども)",  # ですね。
)
_TITLE = re.compile(
    rf"{_ON}、?(?:{_ITEM}の?第?{_NUMBER}番?(?:の|、|で(?:す|ございます)(?:が|けれども|ね)?、?)?)?"
    rf"(?P<title>[^。、]{{2,32}}?){_ABOUT}"
)
# A committee takes its bills and reports by their numbers: 議案第48号、市道路線の認定についてを議題といたします。
_TAKEN_UP = re.compile(
    rf"^(?:{_ON}、?)?(?:"
    r"(?P<title>[^。]{2,60}?)を議題と(?:いたし|し)ます"
    r"|(?P<report>報告(?:事項)?第?\d{1,2}(?:号|番)?、[^。]{2,50}について)。?$)"
)
_no_title = Wording(
    ("今日の会議", f"{words('さん 課長 係長 委員 部長 様 質問 意見 会議 時間 説明 資料 お手元 皆さ 私 以上')}$"),
    ("それ", f"{words('これ それ この その 今日 本日 先ほど')}$"),
    ("この話題", f"^{words('この その 今の 先ほど 何か 皆')}"),
)


def count_of(folded: str) -> int | None:
    """The number of the item that a sentence names: 2 of 議題の2; None where it names none."""
    found = _NUMBERED.search(folded)
    return number(found["number"] or found["count"]) if found else None


def taken_up(text: str) -> str:
    """The title of the bill or report that a sentence takes up; empty where it takes up none."""
    found = _TAKEN_UP.search(text)
    return (found["title"] or found["report"]) if found else ""


def title_of(text: str) -> str:
    """The title that a sentence announces; empty where it announces none, or only people and papers."""
    found = _TITLE.search(text)
    title = found["title"] if found else ""
    return title if is_title(title) else ""


def is_title(words: str) -> bool:
    """Whether words name a matter, and not only point at one, or at people and papers."""
    return bool(words_of(words)) and not _no_title(words)
