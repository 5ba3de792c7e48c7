"""What a recorder writes between the words: 〔「異議なし」と呼ぶ者あり〕, （賛成者起立）, （拍手）.

Nobody says it, so it is no part of the sentence beside it; but it tells what the room answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.hearing.acts.values import Act
from assistant.drafting.hearing.wordings import any_of, words

_OF_THE_ROOM = words("""
    呼ぶ者 呼ぶもの と呼び 声あり の声 言う[者人]あり 発言する者 発言する声 起立 挙手 拍手 笑声 笑い 登壇 降壇 着席
    退席 退場 入場 朗読 休憩 再開 速記中止 投票 点呼 議場閉鎖 議場開鎖
""")
# A footnote is no direction: 〔1〕.
_FRAMED = r"〔(?![0-9０-９一二三四五六七八九十]+〕)[^〔〕\n]{1,60}〕"
_BETWEEN = r"(?:^|(?<=[。？！?!\n〕）)\s]))"  # in round brackets only between sentences: （挙手による）採決
_ROUND = rf"{_BETWEEN}[（(\[［](?:[^（）()\n]{{0,40}}{_OF_THE_ROOM}[^（）()\n]{{0,8}})[）)\]］]"
_ANSWER = r"[（(\[［](?:一同|全員|各委員)?[、　 ]?(?:異議な[しい]|異議無し|了承|承認|賛成|同意)(?:。)?[）)\]］]"
_DIRECTION = re.compile(any_of(_FRAMED, _ROUND, _BETWEEN + _ANSWER), re.MULTILINE)

_YES = re.compile(
    any_of("異議(?:[はがも])?(?:な[しい]|ありません|ございません)", "賛成|同意|了承|承認|結構", "起立|挙手|全員一致")
)
_NO = re.compile("異議(?:が)?(?:あり(?!ま)|有り)|反対")


def parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The stretches of `text` between `start` and `end`, and whether each is a direction."""
    at = start
    for match in _DIRECTION.finditer(text, start, end):
        yield at, at + len(text[at : match.start()].rstrip()), False
        yield *match.span(), True
        at = match.end()
    yield at, end, False


def acts_of(said: str) -> frozenset[Act] | None:
    """What the room does by a direction; None where `said` is none."""
    if not _DIRECTION.fullmatch(said.strip()):
        return None
    if _NO.search(said):
        return frozenset({Act.OBJECTS})
    return frozenset({Act.AGREES if _YES.search(said) else Act.COURTESY})
