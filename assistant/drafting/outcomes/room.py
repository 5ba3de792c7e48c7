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
# Who leads has it as another has proposed: いいですよ、それで。
_accepts = Wording(
    (
        "いいですよ、それで。",
        f"^{YES}(?:いい|よい|ええ|結構)(?:です|でしょう)?(?:よ|ね|よね)?、[^、。]{{1,8}}で[。!]*$",
    ),
    (
        "うん、それでいいと思う。",
        f"^{YES}(?:それ|その(?:案|形|線|方向))でいい(?:です|と思|んじゃない|でしょう|(?:よ|ね|な)?{STOP})",
    ),
    ("うん、40人で結構です。", f"^{YES}[^。、]{{1,14}}(?<!ん)で(?:結構|いい|よろしい)です(?:よ|ね)?。*$"),
    ("いいんじゃないですか。", f"^{YES}(?:それ(?:で|は)?、?)?いいんじゃない(?:です|でしょう)?か?ね?[。!]*$"),
    ("それでお願いします。", f"^{YES}(?:{SO}、?)?(?:それ|その(?:案|形|線|方向))で(?:お願い|進め|いき|やり)"),
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
# Who leads takes one of what was offered: 24日で。
_picks = Wording(
    ("24日で。", rf"^{YES}[^。、\d]{{0,6}}\d+(?:日|時|時半|月|年|案|番)(?:の[月火水木金土日]曜?)?で。*$"),
    ("3冊でいい。", rf"^{YES}[^。、\d]{{0,6}}\d+[^。、\d]{{1,3}}で(?:いい|行こう|いこう)(?:です)?(?:よ|ね|な)?{STOP}"),
    ("それなら4時半だな。", rf"^{YES}(?:{SO}|それなら|なら)、?[^。、\d]{{0,6}}\d+[^。、\d]{{1,3}}(?:だな|だね){STOP}"),
)
_is_bare_figure = Wording(("じゃあ50。", rf"^{YES}{SO}、?[^、。\d]{{0,8}}\d+[^、。\d]{{0,5}}[。!]*$"))
_OFFERS = (Act.PROPOSES, Act.ASKS, Act.OPINES)
_is_open = Wording(
    ("借りられるのは3冊までが案です。", f"(?:案|考え|希望|つもり)(?:です|だ)(?:が|けど|よ|ね)*{STOP}"),
    ("4時半か5時か。", f"か、?[^。、]{{1,8}}か{STOP}"),
)
_OFFERED = 8  # sentences before it in which it was

# Whose leave was wanted gives it: 裏の門は、かまいませんよ。
_grants = Wording(
    (
        "裏の門は、かまいませんよ。",
        "[はも]、?(?:かまわ|構わ)(?:ない|ん)(?:です)?(?:よ|わ|が|けど)?。*$|[はも]、?(?:かまい|構い)ませんよ?。*$",
    ),
)
# Who leads lets others do what they want to: 親が付くなら、いいだろう.
_gives_leave = Wording(
    (
        "親が付くなら、いいだろう。",
        "(?:なら|だったら|でしたら|れば|のは|ても|でも)、?(?:いい|構わない|かまわない|結構)(?:です|だろう|でしょう|んじゃない(?:か|ですか)?)?(?:よ|ね|な)?。*$",
    ),
)
_asks_for_leave = Wording(
    ("子どもにやらせたいんですが。", "(?:せ|し|き|り)たい(?:んです|っていう|って|と言|という)"),
    ("子どもにやらせてもいいですか。", "ても?(?:いい|構いません|かまいません|よろしい)(?:です|でしょう)?か"),
    ("子どもにやらせるのは、いいのかな。", "いいの(?:かな|かね|でしょうか|ですか)[。?]*$"),
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
# Who asks to be allowed something has it by a mere 承知しました.
_asks_leave = Wording(("納期は10月とさせていただきたいのですが。", "[とに]させて(?:いただ|もら|くださ)"))
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


def grants(heard: Sequence[Heard], n: int) -> bool:
    """Whether somebody gives the leave that another has just wanted."""
    one = heard[n]
    near = [other for other in heard[max(0, n - REPLY) : n] if other.speaker != one.speaker]
    if one.leads and one.speaker and _gives_leave(one.folded) and any(_asks_for_leave(other.folded) for other in near):
        return True
    return _grants(one.folded) and any(other.does(Act.PROPOSES) for other in near)


def accepted(heard: Sequence[Heard], n: int) -> Heard | None:
    """What another has just proposed, where who leads has it so."""
    one, before = heard[n], heard[n - 1] if n else None
    if before is not None and before.speaker != one.speaker != "" and _accepts(one.folded) and _sums_up(before):
        return before  # whoever leads: じゃあ、東の門だけで、裏は閉めて。―それでいいです
    if not (one.leads and one.speaker and (_accepts(one.folded) or one.does(Act.AGREES))):
        return None
    near = [other for other in heard[max(0, n - REPLY) : n] if other.speaker != one.speaker]
    if any(other.does(Act.OBJECTS) for other in near):
        return None
    proposals = (other for other in reversed(near) if other.does(Act.PROPOSES))
    proposed = next((other for other in proposals if not other.says_little() or numbers(other.folded)), None)
    return proposed if proposed and (_accepts(one.folded) or _asks_leave(proposed.folded)) else None


def _sums_up(one: Heard) -> bool:
    return concludes_for_all(one.folded) and not one.says_little() and not one.does(Act.ASKS)


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


def stands(heard: Sequence[Heard], n: int) -> bool:
    """Whether the next to speak lets stand what somebody concludes for all: neither doubts it nor asks about it."""
    one = heard[n]
    after = [other for other in heard[n + 1 : n + 1 + REPLY] if other.speaker != one.speaker]
    if not (concludes_for_all(one.folded) and one.speaker and after) or one.does(Act.WITHDRAWS, Act.PROMISES):
        return False
    next_one = after[0]
    of_it = bool(next_one.words & one.words) or next_one.says_little()
    asks = next_one.does(Act.ASKS, Act.CHECKS) and of_it
    if _is_bare_figure(one.folded) and not _was_wanted(heard, n):
        return False
    return not (asks or next_one.does(Act.OBJECTS, Act.PROPOSES) or doubts(next_one.folded))


def _was_wanted(heard: Sequence[Heard], n: int) -> bool:
    """Whether somebody proposed, advised or asked about what is concluded as a mere figure: じゃあ50."""
    figures = set(numbers(heard[n].folded))
    near = heard[max(0, n - _OFFERED) : n]
    wants = (other for other in near if other.does(Act.PROPOSES, Act.OPINES, Act.ASKS, Act.CONFIRMS))
    return any(figures <= set(numbers(other.folded)) for other in wants)


def picks(heard: Sequence[Heard], n: int) -> bool:
    """Whether who leads takes a day or a way that was named before: 24日で。"""
    one, figures = heard[n], numbers(heard[n].folded)
    if not (one.leads and one.speaker and figures and _picks(one.folded)) or repeats(heard, n):
        return False
    near = heard[max(0, n - _OFFERED) : n]
    named = (
        other for other in near if other.speaker != one.speaker and (other.does(*_OFFERS) or _is_open(other.folded))
    )
    return any(set(figures) <= set(numbers(other.folded)) for other in named)


def replies(heard: Sequence[Heard], n: int) -> Sequence[Heard]:
    """The sentences after one in which those who are asked answer."""
    return heard[n + 1 : n + 1 + REPLY]


def _takes_on(other: Heard) -> bool:
    return other.does(Act.OFFERS, Act.PROMISES) or "ありがとう" in other.text
