"""What is put to a meeting, and what those who are there say to it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.acts.deciding import conclusion_of, leaves_undecided
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.wordings import SO, STOP, YES, Wording
from ingest.japanese.numbers import numbers

_MOVED = 12  # sentences after the next meeting is put to the room in which its day is changed
_ECHO = 20  # characters of a sentence that only says a figure again
REPLY = 4  # sentences in which those who are asked agree or object

# Who asks so has heard no objection.
_takes_as_read = Wording(
    ("会場は3階ということでよろしいですね。", "(?:よろしい|いい|結構|ありません|ございません)(?:です)?ね。*$"),
    ("借りられたら、やる方向で。", "(?:方向|形|線)で。*$"),
    ("今年は出さない、ということにさせてください。", f"ということに、?させて(?:ください|もらいます){STOP}"),
)
# Who likes what he has heard; what he says next goes along with it: それ、いいですね。やりましょう.
_likes = Wording(
    ("それ、いいですね。", f"^{YES}お?、?(?:(?:それ|そりゃ)(?:は)?、?)?(?:いい|よい|ええ)(?:です)?(?:ね|な|よ)[。!]*$"),
    (
        "お、いいじゃないか。",
        f"^{YES}お?、?(?:(?:それ|そりゃ)(?:は)?、?)?(?:いい|よい|ええ)じゃない(?:か|です(?:か|ね))[。!]*$",
    ),
)
_goes_along = Wording(
    ("やりましょう、紹介。", "(?<!頑張り)(?<!がんばり)(?<!始め)(?<!進め)ましょう"),
    ("子ども会でやったらいい。", "たら(?:いい|ええ)(?:です)?(?:よ|ね|わ)?。*$"),
)
# Who so begins concludes for all, whoever leads: じゃあ、東の門だけ開けて。
_opens_with_so = Wording(("じゃあ、それで。", f"^{YES}{SO}、?"))
# What does not let a conclusion stand: another way, a doubt.
doubts = Wording(
    ("でも、それだと足りません。", "^(?:でも|しかし|いや|えっ|けど|それだと|それでは|待って)"),
    ("うちは無理です。", "(?:ちょっと|きつい|厳しい|難しい|無理)[^。]{0,6}(?:…|[。!?]*$)"),
)
_questions_it = Wording(
    (
        "急に外すのは、どうかと。",
        f"(?:のは|って|それは)、?(?:ちょっと)?(?:どうかと|どうかな|どうなん|困)[^。、]{{0,8}}{STOP}",
    ),
)
# Whoever goes on after a yes has said it too: そうだね、最初は分かりにくいから。
_nods = Wording(
    ("そうだね、最初は分かりにくいから。", "^(?:うん|ええ|まあ)?、?(?:そう(?:だ|です)|だ|です)(?:よ)?(?:ね|な)、"),
)
_sure = Wording(("いいですね。", "^(?:(?:それ|これ)で、?)?(?:いい|よろしい|ええ)(?:です)?(?:ね|な)。*$"))
_flatly = Wording(
    ("これは課長決裁にする。", "(?<!てい)(?<!であ)[うくすつぬむるぐぶ]。*$|(?:し|やら|出さ|使わ)ない。*$"),
    ("ここは原案どおり。", "は[^。]*(?:どおり|まま|なし|まで)。*$"),
    (
        "各団体から1人ずつで。",
        "(?:こと|形|方向|線|ずつ|だけ|まで|どおり|案)で。*$|[うくすつぬむるぐぶ一-龠々ァ-ヶー]、?と。*$",
    ),
)
_says_figure = Wording(("わかりました、500円で。", r"\d[^。、\d]{0,4}で。*$"))
announces = Wording(("次に、議席についてお諮りいたします。", "お諮り(?:い?た)?します[。!?]*$"))
# How the next minutes are spent is no matter of the meeting.
_orders_talk = Wording(
    ("まず質問からお受けします。", "(?:質問|意見|質疑|説明)から[^。]{0,8}(?:受け|伺|聞き|取り)"),
    ("はは、まあ始めよう。", "^(?:[^、。]{1,4}、)*(?:まあ|そろそろ|では|じゃあ)?、?(?:始めよう|終わろう|入ろう)"),
)
# Who leads asks what the others think of it.
_takes_up = Wording(
    ("副会長のご提案ですが、全額はどうでしょう。", "ご(?:提案|意見)です(?:が|けど|けれども)、[^。]*(?:どう|いかが)")
)
_PUT_SOON = 4  # sentences after お諮りいたします in which it is put to the room


def concludes_for_all(said: str) -> bool:
    """Whether somebody concludes for all, at once or after a reason: 貼れば見ますね、じゃあそれで."""
    return _opens_with_so(conclusion_of(said))


def is_put(heard: Sequence[Heard], n: int) -> bool:
    """Whether a sentence is put to the room: agreement is asked for, or who leads proposes.

    Not where somebody asks about what he has just taken on himself: 作っときます。月末でいいですか.
    """
    one, before = heard[n], heard[n - 1] if n else None
    if makes_sure(heard, n):
        return True
    if one.does(Act.COURTESY) or _only_announces(heard, n) or _orders_talk(one.folded) or _takes_up(one.folded):
        return False
    if leaves_undecided(one.folded):
        return False
    if before is not None and one.says_little() and not one.leads and before.speaker != one.speaker:
        return False  # よろしいですか by one who wants the floor
    took_on = before is not None and before.does(Act.PROMISES, Act.OFFERS) and not before.does(Act.CONFIRMS)
    own = before is not None and took_on and before.speaker == one.speaker != ""
    if not one.leads and one.does(Act.CONFIRMS) and one.says_little(1):
        return False  # あれでいいですか, said to another who has it before him
    if one.does(Act.NEXT) and any(other.does(Act.NEXT) for other in heard[n + 1 : n + 1 + _MOVED]):
        return False  # another day was named in the end
    asks = one.does(Act.CONFIRMS) or (
        one.leads and one.speaker != "" and one.does(Act.PROPOSES) and not one.does(Act.REQUESTS)
    )
    return asks and not own and not repeats(heard, n)


def makes_sure(heard: Sequence[Heard], n: int) -> bool:
    """Whether who leads asks for a yes to what he has just said himself: 課長決裁にする。いいね。"""
    one, before = heard[n], heard[n - 1] if n else None
    said = before is not None and before.speaker == one.speaker != "" and _flatly(before.folded)
    return one.leads and said and _sure(one.folded)


def repeats(heard: Sequence[Heard], n: int) -> bool:
    """Whether who leads only says again the figure that he was told: わかりました、500円で."""
    one, before = heard[n], heard[n - 1] if n else None
    if not _says_figure(one.folded) or len(one.text) > _ECHO or concludes_for_all(one.folded):
        return False
    figures = numbers(one.folded)
    told = (
        before is not None and before.speaker != one.speaker and not before.does(Act.PROPOSES, Act.CONFIRMS, Act.ASKS)
    )
    return told and before is not None and bool(figures) and all(figure in numbers(before.folded) for figure in figures)


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
        if other.does(Act.AGREES, Act.DECIDES):
            return True
        if other.speaker != asked.speaker and (_takes_on(other) or other.does(Act.CONSENTS)):
            return True
        if other.tells and other.speaker != asked.speaker:
            break
    return asked.leads and (_takes_as_read(asked.folded) or _goes_on_with_yes(heard, n))


def _goes_on_with_yes(heard: Sequence[Heard], n: int) -> bool:
    """Whether who leads goes on as one does who saw the others nod: よろしいでしょうか。―はい、ありがとうございます."""
    after = heard[n + 1 : n + 2]
    return any(one.speaker == heard[n].speaker != "" and one.raw.startswith(("はい", "ありがとう")) for one in after)


def goes_along(heard: Sequence[Heard], n: int) -> bool:
    """Whether who leads takes up at once what another has brought up, and he likes."""
    one, before = heard[n], heard[n - 1] if n else None
    likes = before is not None and before.speaker == one.speaker != "" and _likes(before.folded)
    return one.leads and likes and _goes_along(one.folded)


def is_refused(heard: Sequence[Heard], n: int) -> bool:
    """Whether another objects at once."""
    return any(other.does(Act.OBJECTS) and other.speaker != heard[n].speaker for other in heard[n + 1 : n + 3])


def is_doubt(one: Heard) -> bool:
    """Whether it takes what was agreed to for unwise: 急に外すのは、どうかと."""
    return one.does(Act.OBJECTS) or _questions_it(one.folded)


def others_agree(heard: Sequence[Heard], n: int) -> bool:
    """Whether somebody else says yes."""
    for other in replies(heard, n):
        if other.speaker == heard[n].speaker:
            continue
        if other.does(Act.AGREES, Act.CONSENTS) or _nods(other.folded):
            return True
        if other.does(Act.PROPOSES):
            return False  # what is agreed to after that is the other way
    return False


def replies(heard: Sequence[Heard], n: int) -> Sequence[Heard]:
    """The sentences after one in which those who are asked answer."""
    return heard[n + 1 : n + 1 + REPLY]


def _takes_on(other: Heard) -> bool:
    return other.does(Act.OFFERS, Act.PROMISES) or "ありがとう" in other.text
