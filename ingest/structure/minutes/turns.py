"""Which beginnings of lines are turns: a paper must show that it is minutes before a mark counts as a speaker.

○ opens items of lists in most papers. It opens turns where several of them name somebody in an office or under a
member's number and words follow, more so where the paper calls itself minutes or lists who was present.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Role
from ingest.structure.minutes.offices import is_name, is_vice
from ingest.structure.minutes.openers import MARKS, Opener, Style, find
from ingest.structure.minutes.roster import Roster
from ingest.structure.minutes.values import Person, Turn

_MARKED = frozenset({Style.MARK, Style.FRAME})
_PLAIN = (frozenset({Style.COLON}), frozenset({Style.BRACKET}), frozenset({Style.GAP}))
_SHORT_FLOOR = 30  # a chair's words between a question and its answer: 総務部長。
_FEW = 10  # turns below which another style is looked for
# Offices that one person holds at a time.
_OF_ONE = ("議長", "副議長", "委員長", "副委員長", "座長", "会長", "知事", "市長", "町長", "村長", "区長", "教育長")
_OFTEN = 6  # so many times a bare name has to open a line
_SAID_ALONE = 100  # characters that make a single turn a speech
_BARE = re.compile(
    rf"^[ \t　{MARKS}]*(?P<name>[^\s。、「」：:（）()0-9０-９]{{2,7}})(?:[ \t　]*[：:]|　)(?=[^\n]*。)", re.MULTILINE
)
_NO_NAMES = frozenset(
    [
        "質問",
        "回答",
        "答弁",
        "意見",
        "提案",
        "説明",
        "報告",
        "備考",
        "注意",
        "補足",
        "議題",
        "日時",
        "場所",
        "目的",
        "内容",
        "結果",
        "理由",
        "対応",
        "方針",
        "概要",
        "趣旨",
        "経過",
        "課題",
        "現状",
        "資料",
        "参考",
        "結論",
        "期限",
        "担当",
        "要望",
        "事業",
        "対象",
        "期間",
        "条件",
        "費用",
        "効果",
        "背景",
        "主旨",
        "予算",
        "連絡",
        "協議",
        "決定",
        "確認",
        "その他",
        "まとめ",
        "例",
        "注",
        "選任",
        "辞任",
    ]
)
_PRESIDES = re.compile(r"〔[^〕\n]{0,20}退席、[^〕\n]{0,12}?(?P<vice>副)?(?:委員長|座長|会長)着席〕")


def openers(text: str, roster: Roster, *, titled: bool) -> list[Opener]:
    """The beginnings of the turns; empty where the paper does not show that it has any."""
    known = _with_recurring(text, roster) if titled else roster
    marked = _spoken(text, find(text, _MARKED, known))
    proven = _proves(text, marked, known, titled=titled)
    if proven and len(marked) >= _FEW:
        return marked
    if not (titled or roster.attendance):
        return marked if proven else []
    # A few marks may be headings of minutes whose speakers stand before a colon or a gap.
    best = marked if proven else []
    for styles in _PLAIN:
        plain = [opener for opener in _spoken(text, find(text, styles, known)) if has_sentence(text, opener)]
        if len(plain) >= 3 and len({_who(opener) for opener in plain}) >= 2 and len(plain) > 2 * len(best):
            best = plain
    return best


def turns(text: str, begins: Sequence[Opener], breaks: Sequence[int] = ()) -> list[Turn]:
    """Turns from their beginnings; each ends where the next begins, or at the first of `breaks` within it."""
    made: list[Turn] = []
    for ordinal, (opener, end) in enumerate(zip(begins, _ends(begins, text), strict=True)):
        place = bisect_right(breaks, opener.body)
        stop = min(end, breaks[place]) if place < len(breaks) else end
        stop = opener.body + len(text[opener.body : stop].rstrip())
        label = opener.label
        made.append(
            Turn(ordinal, opener.start, opener.body, stop, label.speaker, label.office, label.member, label.role)
        )
    return _vices(text, _named(made))


def _named(made: list[Turn]) -> list[Turn]:
    """Turns of a bare 12番 or 議長 with the one name that the paper gives for it elsewhere."""
    names: dict[tuple[str, str], set[str]] = {}
    for turn in made:
        if turn.speaker:
            names.setdefault((turn.office, turn.member), set()).add(turn.speaker)
    result: list[Turn] = []
    for turn in made:
        known = names.get((turn.office, turn.member), set())
        certain = not turn.speaker and len(known) == 1 and (turn.member or turn.office in _OF_ONE)
        result.append(replace(turn, speaker=next(iter(known))) if certain else turn)
    return result


def unread(text: str, begins: Sequence[Opener]) -> int:
    """How many lines begin with the speakers' mark and name nobody that could be read."""
    marks = Counter(opener.mark for opener in begins if opener.mark)
    if not marks:
        return 0
    mark, count = marks.most_common(1)[0]
    # Only lines that are shaped like a turn: a mark, a word at once, a gap or a bracket, words.
    shaped = len(
        re.findall(
            rf"^{re.escape(mark)}[^\s。、]{{1,40}}?(?:　(?=[^\n]*。)|[（(][^）)\n]{{2,20}}君[）)])", text, re.MULTILINE
        )
    )
    read = sum(1 for opener in begins if opener.mark == mark and text[opener.start - 1 : opener.start] in {"\n", ""})
    return max(0, shaped - max(read, 0)) if count else 0


def _spoken(text: str, found: Sequence[Opener]) -> list[Opener]:
    """Those that words follow: an entry of a list of offices and names has none."""
    kept: list[Opener] = []
    for opener, end in zip(found, _ends(found, text), strict=True):
        said = text[opener.body : end].strip()
        if said and not (len(said) <= 12 and is_name(said) and not opener.label.strong):
            kept.append(opener)
    return kept


def _proves(text: str, found: Sequence[Opener], roster: Roster, *, titled: bool) -> bool:
    strong = [opener for opener in found if opener.label.strong]
    listed = len(roster.people) >= 2
    if (titled or listed) and len(found) >= 2:
        return True
    if len(strong) >= 2 and sum(has_sentence(text, opener) for opener in strong) >= 2:
        return True
    if titled and listed and len(found) == 1:
        return has_sentence(text, found[0])
    if len(found) == 1 and strong:
        said = text[strong[0].body :]
        return len(said) >= _SAID_ALONE and "。" in said and (titled or strong[0].start < 2000)
    # A list of offices names each once; who leads a meeting speaks again and again.
    telling = Counter((_who(opener), opener.label.role) for opener in found if has_sentence(text, opener))
    chaired = any(role is Role.CHAIR and count >= 2 for (_, role), count in telling.items())
    return chaired and telling.total() >= 5 and len(telling) >= 3


def has_sentence(text: str, opener: Opener) -> bool:
    """Whether the line that `opener` begins has a sentence in it, or the next where it stands alone."""
    line = text.find("\n", opener.body + 1)
    return "。" in text[opener.body : line if line > 0 else len(text)]


def _with_recurring(text: str, roster: Roster) -> Roster:
    """`roster` with the bare names that open line after line, each with a sentence behind it."""
    counts = Counter(match["name"] for match in _BARE.finditer(text))
    names = [name for name, count in counts.items() if count >= _OFTEN and name not in _NO_NAMES and is_name(name)]
    added = tuple(Person(name, name) for name in names if not roster.named(name))
    return Roster(roster.people + added, roster.attendance, roster.agenda)


def _vices(text: str, made: list[Turn]) -> list[Turn]:
    """Vice-chairs of committees lead while the chair is away; at other times they ask like every member."""
    changes = [(match.start(), bool(match["vice"])) for match in _PRESIDES.finditer(text)]
    result = list(made)
    chaired, presides, seen = False, False, 0
    for n, turn in enumerate(made):
        while seen < len(changes) and changes[seen][0] < turn.start:
            presides, seen = changes[seen][1], seen + 1
        if turn.role is not Role.CHAIR:
            continue
        if not is_vice(turn.office):
            chaired = True
        elif not presides and (chaired or seen) and _is_answered(made, n):
            result[n] = replace(turn, role=Role.QUESTIONER)
    return result


def _is_answered(made: Sequence[Turn], n: int) -> bool:
    following = [t for t in made[n + 1 : n + 3] if t.role is not Role.CHAIR or t.end - t.body > _SHORT_FLOOR]
    return bool(following) and following[0].role is Role.EXECUTIVE


def _ends(found: Sequence[Opener], text: str) -> list[int]:
    return [*(opener.start for opener in found[1:]), len(text)][: len(found)]


def _who(opener: Opener) -> str:
    return opener.label.speaker or opener.label.member or opener.label.office or opener.label.role
