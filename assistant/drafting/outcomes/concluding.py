"""What who leads says flatly, and the room lets stand: 夜も受けるということで。 前半と後半で入れ替えると。

Among others such words only sum up or suggest. From who leads, with nobody against it, they are how most decisions of
an ordinary meeting are said.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.acts.asking import names_which
from assistant.drafting.hearing.acts.deciding import leaves_undecided
from assistant.drafting.hearing.acts.telling import is_of_others, is_past, is_supposed
from assistant.drafting.hearing.heard import Heard
from assistant.drafting.hearing.wordings import LATER, SELF, SO, STOP, YES, Wording, unless_after, words
from assistant.drafting.outcomes import room

_NEVER = (
    Act.COURTESY, Act.NEXT, Act.CALLS, Act.INVITES, Act.CHECKS, Act.ASKS, Act.WITHDRAWS, Act.PROMISES, Act.REQUESTS,
    Act.CONFIRMS,
)  # fmt: skip
DEED = "[うくすつぬむるぐぶ]" + unless_after("""
    ある いる てる でる なる できる かかる わかる 分かる 違う 思う いう 言う 要る 増える 減る 困る くる 終わる 始まる
    合う 足りる 済む られる ろう よう しょう のう そう です ます
    言える 使える 行ける 出せる 取れる もらえる 聞こえる 見える
""")
_NOUN = "(?:[一-龠々ァ-ヶー0-9a-z%]|どおり|とおり|まま|なし|だけ|まで|から|ずつ|のみ)"
_sums_up = Wording(
    ("夜も受けるということで。", f"(?:{DEED}|ない|{_NOUN})ということで(?:ね)?{STOP}"),
    ("夜も受ける形で。", f"(?:{DEED}|ない)(?:形|方向|線)で(?:ね)?{STOP}"),
    ("前半と後半で入れ替えると。", f"[^。]{{5,}}(?:{DEED}、?|ない、)と{STOP}"),
    # not 他市の単価ぐらい並べないと, which says what is needed
    ("お釣りは出さないと。", f"^[^。]{{0,16}}は、?[^。、は]{{1,8}}[さかたばまらわしえけせねべめれげぜ]ないと{STOP}"),
    ("来年は2か所とも去年どおりで。", f"は、?[^。]{{2,}}(?:どおり|まま|なし|のみ)で(?:ね)?{STOP}"),
    (
        "機械は使わない、手で数えるということで、いいと思います。",
        f"(?:{DEED}|ない|{_NOUN})という(?:こと|形)で、?(?:いい|よい|よろしい|結構)(?:です|と思います)(?:よ|ね)?{STOP}",
    ),
    ("匿名のものは入力禁止と。", f"は、?[^。]*(?:禁止|不要|可|なし|併用|半々|まで|から)と{STOP}"),
)
# Who goes on after it has not asked: なら2種類で作りましょうか。文面は野々村さんが…
_wonders = Wording(
    ("なら2種類で作りましょうか。", f"^{YES}(?:{SO}|なら|それなら|だったら)、?[^。]{{2,}}ましょうか{STOP}")
)
_wants = Wording(("手引きに例を載せましょう。", f"ましょう(?:よ|ね)?(?:、[^。、]{{1,8}})?{STOP}"))
_OF_DEED = unless_after(
    "お願いし お願いいたし いき 行き 入り 移り 聞き 伺い 進み 進め 始め 思い 終わり なり あり おり でき"
)
_does_so = Wording(
    (
        "じゃあ支所には2台置きます。",
        f"^{YES}{SO}、?[^。]{{2,}}(?:[にはをも]|つ|台|枚|人)[^。、]{{1,14}}{_OF_DEED}ます{STOP}",
    )
)
# そういうことで要綱も直してください: what he has just said stands, and something follows from it.
_goes_on_from_it = Wording(
    (
        "椅子は、借りる形で予定どおり進めてください。",
        f"は、?[^。]{{2,}}(?:どおり|通り|で)、?進めて(?:ください|もらおう){STOP}",
    ),
    (
        "じゃあ、題名は帯を入れた版にしてください。",
        f"^{YES}{SO}、?[^。]{{6,}}(?:[にと]し|で(?:進め|やっ|行っ|手配し|組ん))て(?:ください|もらおう){STOP}",
    ),
    (
        "じゃあ、換金は1月16日までと、これを要項にも大きく書いてもらって。",
        f"^{YES}{SO}、?[^。]{{4,40}}(?:{DEED}|ない|{_NOUN})と、(?:これ|それ)[をは][^。]*て{STOP}",
    ),
    (
        "じゃあ、例の表を付けるということで、堀さん、案を作っていただけますか。",
        f"^{YES}{SO}、?[^。]{{4,40}}(?:{DEED}|ない|{_NOUN})ということで、[^。]*(?:ください|お願い|(?:もらえ|いただけ)ます)",
    ),
    (
        "そういうことで要綱も直してください。",
        f"^{YES}(?:{SO}、?)?(?:そういう|この|その)(?:こと|形|方向|線)で、?[^。]*(?:ください|お願い)",
    ),
)
_OF_TALK = words("聞き 伺い 見て 確認し 調べ 考え 相談し 検討し 進み 進め 始め 続け 戻り 戻し 移り 入り 終わり")
_no_matter = Wording(
    (
        "では、説明は以上ということで。",
        words("以上 説明 報告 紹介 挨拶 質問 意見 次第 休憩 議題 本題 資料 お知らせ 第\\d+回"),
    ),
    (
        "それはまた次の年にやりましょう。",
        f"(?:また|後で|あとで|改めて|次回|今度|そろそろ|来年度?に?なってから)[^。]*{STOP}",
    ),
    ("やるかどうかは見積もりを見てからということで。", "かどうか"),
    ("窓を少し開けましょう。", words("窓 エアコン 換気 電気 照明 休み")),
    ("無事に済むことを祈りましょう。", words("祈り 願い 頑張り 楽しみ 気をつけ 注意し 喜び")),
    (
        "話を聞きましょう。",
        f"{_OF_TALK}(?:み|いき)?(?:ましょう|ます)",
    ),
)
_calls_on = Wording(("では、次第の1番ということで、堀からお願いします。", "(?:から|より)、?お願い(?:い?た)?します"))
_errand = Wording(("私が", SELF), ("来週", LATER))
_asks_views = Wording(("どうでしょう。", f"(?:どう|いかが)(?:です|でしょう|だろう)?(?:か)?(?:ね|な)?{STOP}"))
is_plain = Wording(
    ("必ず聞くようにする。", f"{DEED}{STOP}"),
    ("今年も呼ばない。", f"[はもを][^。、]{{0,14}}[さかたばまらわしえけせてねべめれげぜ]ない{STOP}"),
)
_REACH = 3  # sentences after it in which somebody may be against it
_ECHO = 0.7  # of its words, said by another just before: he only says it again


def of_leader(heard: Sequence[Heard], n: int) -> bool:
    """Whether who leads says flatly what is to be, and nobody is against it."""
    one = heard[n]
    if not (one.leads and one.speaker and one.within) or one.noted:
        return False
    if _goes_on_from_it(one.folded) and not _calls_on(one.folded):
        return _is_free(heard, n)
    if _wonders(one.folded) and not _no_matter(one.folded) and not leaves_undecided(one.folded):
        after = heard[n + 1 : n + 2]
        return bool(after) and after[0].said is one.said and _is_free(heard, n)
    if one.does(*_NEVER) or not _is_flat(one) or _says_again(heard, n):
        return False
    return _is_free(heard, n) and (_sums_up(one.folded) or not is_plain(one.folded) or _is_taken_so(heard, n))


def _is_taken_so(heard: Sequence[Heard], n: int) -> bool:
    """Whether the next to speak takes at once what was said plainly for settled: 紙はやめる。―はい、やめます。"""
    one = heard[n]
    reply = next((other for other in heard[n + 1 : n + 1 + _REACH] if other.speaker != one.speaker), None)
    if reply is None or room.makes_sure(heard, n + 1):
        return False
    does_so = reply.does(Act.OFFERS, Act.DECIDES) and bool(reply.words & one.words)
    return does_so or reply.does(Act.AGREES, Act.CONSENTS)


def _is_flat(one: Heard) -> bool:
    said = one.folded
    if is_supposed(said) or is_of_others(said) or is_past(said) or names_which(said):
        return False
    if leaves_undecided(said) or _no_matter(said):
        return False
    if _wants(said):
        return one.does(Act.PROPOSES)
    return _sums_up(said) or is_plain(said) or (_does_so(said) and not _errand(said))


def _is_free(heard: Sequence[Heard], n: int) -> bool:
    """Whether nobody objects or proposes something else, nor does he himself ask what they think of it."""
    one = heard[n]
    for step, other in enumerate(heard[n + 1 : n + 1 + _REACH]):
        if other.speaker == one.speaker:
            if other.does(Act.WITHDRAWS, Act.CONFIRMS, Act.INVITES) or _asks_views(other.folded):
                return False
        elif other.does(Act.OBJECTS) or room.doubts(other.folded) or (step < 2 and other.does(Act.PROPOSES)):
            return False
    return True


def _says_again(heard: Sequence[Heard], n: int) -> bool:
    """Whether he only says again what another has just told, as one does who listens: 28日に届くと。"""
    one, before = heard[n], heard[n - 1] if n else None
    if before is None or before.speaker == one.speaker or not one.words or _wants(one.folded):
        return False
    if before.does(Act.PROPOSES, Act.CONFIRMS, Act.OPINES) or _sums_up(before.folded):
        return False
    return room.repeats(heard, n) or len(one.words & before.words) / len(one.words) >= _ECHO
