"""Who is to do it: whom a request names, who does what is promised, and how the transcript calls them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.wordings import OFFICE, SELF, SIDE, SO, TITLE, Wording, any_of, words

EVERYBODY = "全員"

_WHO = any_of(
    "各[課部班局自係]",
    f"[一-龠々ァ-ヶー]{{1,8}}?{TITLE}",  # 大槻さん, 三枝主査
    f"(?!来週|今週|今月|来月|次回|後日)[一-龠々ァ-ヶーA-Z]{{0,10}}{OFFICE}(?:さん)?(?!さん|の[一-龠])",  # 総務課さん
)
_WHOM = f"(?P<who>{_WHO}(?:と(?:{_WHO}|私)と?)?){SIDE}"  # 大槻さんと総務課のほう
_THEN = f"(?:はい、?)?(?:{SO}|あと|それと|また|次に|すみません|ちなみに)?、?"
# Whom a request names: at its head (鈴木さん、), or with に, で, から, not ～において and ～に関し.
_CALLED = re.compile(f"^{_THEN}{_WHOM}(?:に?[はも]|に|で|から|が)?、")
# Who is given something is not asked: 事務局に連絡してください.
_RECEIVES = (
    f"に[はも]?、?[^。、]{{0,30}}?{words('連絡 電話 メール 送 出 届け 提出 報告 返 渡 寄せ 伝え')}(?![^。]*もら)"
)
_ASKED = re.compile(f"{_WHOM}(?!{_RECEIVES})(?:に[はも]?|で|から|、|(?=お願い))(?![あ-お]り|関し|つい|対し|係|お?いて)")
# Who does it, in a promise. に names who receives it, から who gives it: 教育委員会から取り寄せます; 委員会で is where.
_GIVES = f"から、?[^。、]{{0,8}}{words('取 もら いただ 受け 借り 聞')}"
_DOES = re.compile(f"{_WHOM}(?!{_GIVES})(?<!委員会)(?:で|が|にて|から)(?![あ-お]り)")
_ALL = re.compile("皆|みな|各位|委員の皆")

_of_ourselves = Wording(("それは私のほうでやります。", f"{SELF}{SIDE}(?:で|から|が|にて)"))
_to_all = Wording(
    ("皆さんは来週までに見てください。", f"{words('皆さん 皆様 みなさん みんな 全員 各自')}(?:[はもにで、]|方は)")
)


def promised_by(promise: Heard, names: Sequence[str]) -> str:
    """Who does what is promised: the one who is named as doing it, or the speaker."""
    does = _DOES.search(promise.text)
    ours = _of_ourselves(promise.folded) and not (does and "と" in does["who"])
    if does is None or ours or _ALL.match(does["who"]):
        return promise.speaker
    return _known(does["who"].replace("私", promise.speaker or "私"), names)


def asked_of(request: Heard, names: Sequence[str]) -> str:
    """Whom a request names; empty where nobody is."""
    if _to_all(request.folded):
        return EVERYBODY
    for pattern in (_CALLED, _ASKED):
        found = pattern.search(request.text)
        if found and not _ALL.match(found["who"]):
            return _known(found["who"].replace("私", request.speaker or "私"), names)
    return ""


def names_somebody(request: Heard) -> bool:
    """Whether the words of a request say whom it asks."""
    return bool(_CALLED.search(request.text) or _ASKED.search(request.text))


def called(said: Heard, names: Sequence[str]) -> bool:
    """Whether one of `names` is called at the head of the sentence: 鈴木さん、."""
    found = _CALLED.search(said.text)
    return found is not None and any(_one_known(found["who"], (name,)) == name for name in names)


def without_call(text: str) -> str:
    """`text` without the name at its head: 鈴木さん、."""
    return _CALLED.sub("", text)


def _known(who: str, names: Sequence[str]) -> str:
    """大槻さん as the transcript names the speaker, 大槻主査; of two, both."""
    return "、".join(_one_known(one, names) for one in who.removesuffix("と").split("と") if one)


def _one_known(who: str, names: Sequence[str]) -> str:
    stem = re.sub(f"{TITLE}$", "", who)
    fitting = [name for name in names if stem and stem in name.replace(" ", "")]
    return fitting[0] if len(fitting) == 1 else who
