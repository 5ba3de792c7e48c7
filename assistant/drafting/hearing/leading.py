"""Who leads a meeting, where it opens and where it closes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.wordings import OFFICE, SO, STOP, TITLE, YES, Wording, words
from assistant.drafting.sources.gathering import is_heading

_PRESIDES = re.compile("委員長|議長|座長|会長")
_MODERATES = re.compile("司会|進行|ファシリテーター")
# Whose word counts where somebody else only gives the floor, the highest first.
_RANKS = ("市長", "部長", "次長", "課長", "室長", "所長")
_FLOOR = frozenset({Act.CALLS, Act.INVITES, Act.CONFIRMS})
# Who goes from one matter, or one speaker, to the next.
_turns_to = Wording(
    ("次、ごみ袋のところ。", f"^{YES}(?:{SO}、?)?(?:次(?:は|に)?|続いて|最後に?)、"),
    ("じゃあ3番、ポスター。", rf"^{YES}(?:{SO}|で)、?(?:次の?)?\d+(?:番|つ目|点目|件目)"),
    ("じゃあ、森本さん。", f"^{YES}{SO}、?(?:次(?:は)?、?)?[^、。]{{1,12}}(?:{TITLE}|{OFFICE}){STOP}"),
)
# 藤井（自治会長・進行）in the list of those who are there; 委員長の堀口です.
_RUNS = "(?:司会|進行|座長|議長|(?<!副)委員長)"
_LISTED = re.compile(
    rf"(?P<name>[一-龠々ァ-ヶー]{{1,8}})(?:[ 　][一-龠々ァ-ヶー]{{1,6}})?[（(](?P<as>[^（）()]*{_RUNS}[^（）()]*)[）)]"
)
_INTRODUCED = re.compile(
    rf"^{YES}(?:本日の?|今日の?)?{_RUNS}(?:進行)?(?:役)?の[^。、]{{1,10}}(?:です|でございます|と申します)"
)
_begins = Wording(
    ("じゃあ、そろそろ始めますか。", "始め(?:ます|ましょう|まひょ|よう|るか|たいと思います|させて)"),
    ("揃いましたかね。", "(?:揃い|そろい|集まり)ました(?:か?ね|ので)"),
    ("じゃあ、やりますか。", f"^{YES}{SO}、?(?:やり|いき|行き)(?:ますか|ましょう)"),
)
_ends = Wording(
    ("今日はここまで。", "(?:今日|本日)は(?:これで|ここまで|この辺で|以上)"),
    ("じゃあ、そういうことで。", f"^{YES}{SO}、?(?:そういうことで|終わり|おしまい|解散|お開き)"),
    (
        "ありがとうございました。",
        "(?:ありがとうございました|お疲れ(?:さま|様)(?:でした)?|ご苦労さん(?:でした)?)[。!]*$",
    ),
)
_PLAINLY, _OPENS, _CLOSES = 4, 3, 2  # times that one gives the floor; what opening and closing weigh against that
# A second leader calls and asks at least this much as often as the first, in all and of what he says.
_OFTEN, _AS_MUCH = 0.4, 0.6

# では、部長から庁議の報告をお願いします: whoever speaks next holds that rank.
_CALLED = re.compile(rf"^{YES}(?:{SO}、?)?(?:まず(?:は)?、?)?(?P<rank>{'|'.join(_RANKS)})(?:から|より|、|に)")

_EDGE = 0.12  # part of the meeting at its head and end in which it opens and closes
_FEWEST = 8  # sentences of that part
_MEETING = words("""
    会議 委員会 審議会 協議会 部会 検討会 打ち?合わせ ミーティング 定例会? 説明会 ヒアリング チーム グループ
    連絡会 勉強会
""")
_END = "(?:終わ|閉会|終了|散会|おしまい)"  # これで大体いいですかね ends nothing
_opens = Wording(
    ("検討会の第3回をただいまから始めます。", f"{_MEETING}[^。]{{0,34}}(?:開会|始め|開催|スタート)"),
    (
        "では広報の担当者会議ということで、2月14日ですね。",
        f"^(?:{SO}|えー)?、?[^。]{{0,24}}{_MEETING}(?:ということで|を)",
    ),
    ("これより開会いたします。", "開会(?:いた)?し"),
)
_closes = Wording(
    ("以上をもちまして本日の議事は終了です。", f"(?:以上|これ)(?:で|を(?:もち|持ち)まして)[^。]{{0,40}}{_END}"),
    ("本日はここまでで散会とします。", f"本日は(?:これで|ここまで)(?:です|[^。]{{0,40}}{_END})"),
    ("閉会といたします。", "^(?:閉会|散会)(?:し|いた|と)"),
    ("お疲れさまでした。", "お(?:疲れ|つかれ)(?:さま|様)(?:でした|です)"),
)


def leaders(heard: Sequence[Heard]) -> frozenset[str]:
    """Who gives the floor, asks for agreement, or is called the chair; nobody where that is not plain.

    There may be two: a deputy who takes over, or one chair whom the recorder calls by two names.
    """
    spoken = Counter(one.speaker for one in heard if one.speaker)
    floor = Counter(one.speaker for one in heard if one.speaker and (one.acts & _FLOOR or _turns_to(one.folded)))
    chairs = frozenset(speaker for speaker in spoken if _PRESIDES.search(speaker))
    if chairs and not _are_guests(chairs, floor):
        return chairs
    if moderators := frozenset(speaker for speaker in spoken if _MODERATES.search(speaker)):
        return moderators | _hosts(spoken)
    if named := _named_as_leading(heard, spoken):
        return named
    if max(floor.values(), default=0) < _PLAINLY:
        floor += _opening_and_closing(heard)
    if not floor:
        return frozenset()
    first, most = floor.most_common(1)[0]
    usual = most / spoken[first]
    others = {one for one, count in floor.items() if count >= _OFTEN * most and count / spoken[one] >= _AS_MUCH * usual}
    return frozenset({first, *others}) | _called_by_rank(heard)


def _opening_and_closing(heard: Sequence[Heard]) -> Counter[str]:
    """Who begins and ends the meeting, where nobody gives the floor often enough to be known by that."""
    reach = max(_FEWEST, int(len(heard) * _EDGE))
    begins = next((one.speaker for one in heard[:reach] if one.speaker and _begins(one.folded)), "")
    ends = next((one.speaker for one in heard[-reach:] if one.speaker and _ends(one.folded)), "")
    weighed = Counter({begins: _OPENS}) + Counter({ends: _CLOSES})
    return Counter({speaker: weight for speaker, weight in weighed.items() if speaker})


def _are_guests(chairs: frozenset[str], floor: Counter[str]) -> bool:
    """Whether they preside over another body: a 会長 of neighbours at a table that an officer runs."""
    others = max((count for speaker, count in floor.items() if speaker not in chairs), default=0)
    return others >= _PLAINLY and sum(floor[speaker] for speaker in chairs) < _OFTEN * others


def _named_as_leading(heard: Sequence[Heard], speakers: Iterable[str]) -> frozenset[str]:
    """Who is called so in the list of those who are there, or says so of himself."""
    listed = [match["name"] for one in heard if is_heading(one.said) for match in _LISTED.finditer(one.text)]
    found = {speaker for speaker in speakers if any(speaker.startswith(name) for name in listed)}
    found |= {one.speaker for one in heard if one.speaker and _INTRODUCED.search(one.folded)}
    return frozenset(found)


def _hosts(speakers: Iterable[str]) -> frozenset[str]:
    """Who decides where a moderator only gives the floor: the highest in rank, where one stands above the others."""
    for rank in _RANKS:
        if found := frozenset(speaker for speaker in speakers if speaker.endswith(rank)):
            return found if len(found) == 1 else frozenset()
    return frozenset()


def _called_by_rank(heard: Sequence[Heard]) -> frozenset[str]:
    """Who is called by a rank of those who decide, the highest that is called, and speaks at once."""
    called: dict[str, set[str]] = {}
    for one, after in pairwise(heard):
        match = _CALLED.search(one.folded) if one.acts & {Act.CALLS, Act.REQUESTS, Act.INVITES} else None
        if match and after.speaker and after.speaker != one.speaker:
            called.setdefault(match["rank"], set()).add(after.speaker)
    highest = next((called[rank] for rank in _RANKS if rank in called), set[str]())
    return frozenset(highest) if len(highest) == 1 else frozenset()


def edges(heard: Sequence[Heard]) -> tuple[int, int]:
    """The ordinals of the sentences that open and close the meeting; first and last where none does."""
    reach = max(_FEWEST, int(len(heard) * _EDGE))
    opens = next((one.ordinal for one in heard[:reach] if _opens(one.folded)), 0)
    # What is opened again goes on: two meetings in one file.
    opened = max((one.ordinal for one in heard if _opens(one.folded) and not _closes(one.folded)), default=-1)
    ends = (one.ordinal for one in heard[-reach:] if _closes(one.folded) and one.ordinal > opened)
    closes = next(ends, len(heard))
    return opens, closes if closes > opens else len(heard)
