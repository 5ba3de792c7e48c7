"""What is put to a meeting, and what those who are there say to it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.wordings import Wording

REPLY = 4  # sentences in which those who are asked agree or object

# Who asks so has heard no objection.
_takes_as_read = Wording(
    ("会場は3階ということでよろしいですね。", "(?:よろしい|いい|結構|ありません|ございません)(?:です)?ね。*$")
)
announces = Wording(("次に、議席についてお諮りいたします。", "お諮り(?:い?た)?します[。!?]*$"))
# How the next minutes are spent is no matter of the meeting.
_orders_talk = Wording(("まず質問からお受けします。", "(?:質問|意見|質疑|説明)から[^。]{0,8}(?:受け|伺|聞き|取り)"))
_PUT_SOON = 4  # sentences after お諮りいたします in which it is put to the room


def is_put(heard: Sequence[Heard], n: int) -> bool:
    """Whether a sentence is put to the room: agreement is asked for, or who leads proposes.

    Not where somebody asks about what he has just taken on himself: 作っときます。月末でいいですか.
    """
    one, before = heard[n], heard[n - 1] if n else None
    if one.does(Act.COURTESY) or _only_announces(heard, n) or _orders_talk(one.folded):
        return False
    if before is not None and one.says_little() and not one.leads and before.speaker != one.speaker:
        return False  # よろしいですか by one who wants the floor
    took_on = before is not None and before.does(Act.PROMISES, Act.OFFERS) and not before.does(Act.CONFIRMS)
    own = before is not None and took_on and before.speaker == one.speaker != ""
    asks = one.does(Act.CONFIRMS) or (
        one.leads and one.speaker != "" and one.does(Act.PROPOSES) and not one.does(Act.REQUESTS)
    )
    return asks and not own


def _only_announces(heard: Sequence[Heard], n: int) -> bool:
    """Whether お諮りいたします only announces what is put to the room in the sentences after it."""
    if not announces(heard[n].folded):
        return False
    after = heard[n + 1 : n + 1 + _PUT_SOON]
    return any(one.does(Act.CONFIRMS) and one.speaker == heard[n].speaker for one in after)


def is_agreed(heard: Sequence[Heard], n: int) -> bool:
    """Whether the others say yes to what is put to them, thank for it, or take it on; or nobody says no to ですね."""
    asked = heard[n]
    for other in replies(heard, n):
        if other.does(Act.OBJECTS):
            return False
        if other.does(Act.AGREES, Act.DECIDES) or (other.speaker != asked.speaker and _takes_on(other)):
            return True
        if other.tells and other.speaker != asked.speaker:
            break
    return asked.leads and (_takes_as_read(asked.folded) or _goes_on_with_yes(heard, n))


def _goes_on_with_yes(heard: Sequence[Heard], n: int) -> bool:
    """Whether who leads goes on as one does who saw the others nod: よろしいでしょうか。―はい、ありがとうございます."""
    after = heard[n + 1 : n + 2]
    return any(one.speaker == heard[n].speaker != "" and one.raw.startswith(("はい", "ありがとう")) for one in after)


def is_refused(heard: Sequence[Heard], n: int) -> bool:
    """Whether another objects at once."""
    return any(other.does(Act.OBJECTS) and other.speaker != heard[n].speaker for other in heard[n + 1 : n + 3])


def others_agree(heard: Sequence[Heard], n: int) -> bool:
    """Whether somebody else says yes."""
    return any(other.does(Act.AGREES) and other.speaker != heard[n].speaker for other in replies(heard, n))


def replies(heard: Sequence[Heard], n: int) -> Sequence[Heard]:
    """The sentences after one in which those who are asked answer."""
    return heard[n + 1 : n + 1 + REPLY]


def _takes_on(other: Heard) -> bool:
    return other.does(Act.OFFERS, Act.PROMISES) or "ありがとう" in other.text
