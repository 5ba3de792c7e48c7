"""Decisions: what a sentence says that concludes for the meeting, and what keeps it from being one."""

from __future__ import annotations

from assistant.drafting.acts.asking import is_question
from assistant.drafting.acts.chairing import calls
from assistant.drafting.acts.telling import is_of_others, is_reported, is_supposed
from assistant.drafting.wordings import MAKE, SHALL, SO, STOP, TAIL, YES, Wording, words

# What becomes of a matter (継続審査とします) and what is done to it (延期することに).
_OUTCOME = words("""
    決定 承認 了承 可決 採択 採用 否決 保留 継続 審[査議] 協議 見送り 中止 延期 廃止 取りやめ 先送り 凍結 据え置き 確定
    案のとおり 原案(?:どおり|のとおり)?
""")
_MEASURE = words("""
    延期 中止 廃止 変更 統一 廃案 継続 維持 据え置 先送り 見合わせ 導入 採用 一本化 統合 前倒し 後ろ倒し 追加 拡大 縮小
""")
_GO_ON = words("いき 行き まいり 進め(?:させていただき)?")
_BY = "(?<![んいの])で"  # で of a noun, not of 進んで
_THAT_WAY = "(?:(?:その|この)(?:よう|形|方向|線|案)[にで]|そのとおりに)"

_FIX = "(?:決め|(?:確認し|直し)(?:ます|まし|ておき)|合意|了承|一致|落ち着|整理(?:し|させ)|まとめ(?:ます|させ))"

_settles = Wording(
    # 〜ことに, 〜まま, 〜までと: what is to be
    ("7月から始めることとします。", f"こと[にと](?:{MAKE}|決め|決定し){SHALL}"),
    ("7月から始めることで一致しました。", f"こと[でに](?:決定|決まり|了承|承認|一致)(?:です|{MAKE}?{SHALL})?"),
    ("対象は2課ということで確認しておきます。", f"ということ[でに][^。]{{0,24}}{_FIX}[^。]{{0,16}}"),
    ("3階は貸し出す、これも確認しておきます。", f"(?:ということ|これ|その点)[をも]確認(?:{MAKE}|しておき)ます"),
    ("方向だけを決めることにとどめたいと思います。", "こと[にで](?:とど|留)めたいと思います"),
    ("席を増やすということを条件に加えましょう。", "(?:加え|書き添え|明記し|盛り込み|残し)ましょう"),
    ("夜の受付は今のままとします。", f"まま[とに]?{MAKE}(?:ます|ましょう)"),
    ("受付は月末までとします。", "(?:まで|以内|以上|以下|対象|原則|期限|前提|条件)と(?:します|する(?:ということ)?で?)"),
    ("10月からといたします。", "[とに](?:いたします|させていただきます|(?:いた)?しましょう)"),
    # what becomes of a matter, or is done to it
    ("本件は継続審査とします。", f"{_OUTCOME}[とに](?:{MAKE}|なり|決し|決定し|決まり){SHALL}"),
    ("本件は継続審査ということになります。", f"{_OUTCOME}[とに]いうこと[でに][^。]{{0,14}}"),
    (
        "本件は承認されました。",
        f"(?:決定|承認|了承|[可議]決|採[択用]|否決|確定)(?:{MAKE}{SHALL}|(?:され|いただき)ました|です)",
    ),
    ("開始は6月と決まりにさせてください。", f"(?:確定|決定|決まり)に?(?:させてください|{MAKE}{SHALL})"),
    ("これで決まりました。", "決まり(?:です|ました)"),
    ("開始を1か月前倒ししましょう。", f"{_MEASURE}(?:いた)?しましょう"),
    ("今年は見送りましょう。", f"(?:見送り|取りやめ|やめ|やめておき|採用し|に決め){SHALL}"),
    ("古い冊子はなしで、お願いします。", "(?:落とし|外し|なしにし|なしで、?お願いし)(?:ます|ましょう)"),
    # the way that was spoken of is taken
    ("試しに置いてみましょう。", f"[てで](?:{_GO_ON}|やり|(?:やって)?み)ましょう"),
    (
        "3月で決めたいと思います。",
        f"{_BY}(?:{_GO_ON}|決め|固め|まとめ|お願い(?:いた)?し){SHALL}",
    ),
    ("そのように取り計らいます。", f"{_THAT_WAY}(?:{MAKE}|決め|取り計らい|取り扱い){SHALL}"),
    ("じゃあ、そうしましょう。", f"^{YES}(?:{SO}、?)?そう(?:し|いき|行き|お願いし|させていただき)(?:ましょう|ます)"),
    # the room has spoken
    (
        "賛成多数であります。",
        "(?:(?:全会|全員)一致|(?:賛成|挙手|起立)多数|起立全員|全員賛成)[^。]{0,30}(?:です|ます|ました)",
    ),
    ("異議なしと認めます。", "異議[がも]?(?:ない|なし)(?:よう|と)[^。]{0,40}(?:ます|ました)"),
    end=TAIL,
)
# では、10月からとします: such words decide only where somebody concludes with them.
_opens_conclusion = Wording(
    (
        "はい、それでは。",
        f"^{YES}(?:ただし|{SO}|やはり|やっぱり|ということで|よって|以上(?:により|から)|そうしましたら|そしたら|なら|でしたら)",
    ),
    ("意見も出そろいましたので。", "^(?:意見も?が?出(?:そろ|揃|尽)|異議|特に|[分わ]かりました|ありがとうございます)"),
)
_PLAIN = "(?:(?<![まで])[うくすつぬむるぐぶ]|ない)"  # the plain end of a verb: 始める, 配らない
_concludes = Wording(
    ("じゃあ、それで。", f"^{YES}{SO}、?(?:それ|これ)で{STOP}"),
    ("では、10月に始めると。", f"{_PLAIN}(?:、?と|ということです|ということですね|という形で){STOP}"),
    ("では、配布はしない。", f"(?:する|しない){STOP}"),
    ("では、10月からということで。", f"(?:こと|形|方向|案|線|日程)で{STOP}"),
    ("では、10月からとします。", f"[とに](?:します|なります){TAIL}"),
    (
        "では、旧料金を採用します。",
        f"(?:採用|見送り|延期|中止|変更|継続|統一|実施|導入|廃止)(?:いた)?(?:し)?ます{TAIL}",
    ),
    ("では、皆で見ましょう。", f"ましょうか?{TAIL}"),
)
_sums_up = Wording(("来年度の予算要求のときに改めて考える、と。", f"[^。]{{8,}}{_PLAIN}、と(?:。|$)"))

_carried = Wording(("挙手多数により、乙案に決しました。", "(?:多数|全員|一致|異議なし)[^。]*(?:決し|決定し|可決し?)"))
_undecided = Wording(
    ("時期は決まっていません。", "決(?:ま|め|定)[^。、]{0,8}(?:ない|ません|わけでは|かね)"),
    ("時期は未定です。", "未定|検討(?:中|段階)|白紙"),
    ("結論は出ていません。", "結論[はが]?出(?:て|ませ)"),
)
_OF_MEETING = words("次 休憩 議題 説明 先 本題 始 閉会 終 再開 進行 質疑 意見 紹介 発言 挨拶 見て 確認し")
_runs_meeting = Wording(
    (
        "では、次の資料の説明をします。",
        f"{_OF_MEETING}[^。、]{{0,14}}(?:ましょう|移り|入り|進み|し(?:ます|たいと思います))",
    ),
    end=TAIL,
)
_only_closes = Wording(
    ("では5番はここまでといたします。", "ここまでと|再開は"),
    ("以上ということで。", f"(?:話|引き続き|以上|確認|お願い)(?:ということで{STOP}|とさせて)"),
)
_NO_DECISION = (_undecided, _runs_meeting, _only_closes, calls, is_of_others, is_supposed, is_question, is_reported)

_CHANGED = "(?:やはり|やっぱり|いや|すみません|先ほどの?)[^。]{0,40}"
withdraws = Wording(
    ("やはり、アンケートはなしで。", f"{_CHANGED}(?:なしで|結構です|不要です|必要ありません)"),
    ("すみません、集計はしなくて大丈夫です。", f"{_CHANGED}しなくても?(?:いい|よい|大丈夫|結構)"),
    ("先ほどの案は撤回で。", f"{_CHANGED}(?:撤回|取り下げ|取り消)"),
    ("あの案は取り下げます。", "(?:撤回|取り下げ|取り?消し)(?:し|いたし|させていただき|させてください)?(?:ます|て、)"),
    ("あの話はなしにしてください。", "なしにしてください|なかったことに"),
)


def decides(said: str) -> bool:
    """Whether it concludes something, not told of others or another time, and not the running of the meeting."""
    if _carried(said):
        return True
    if any(other(said) for other in _NO_DECISION):
        return False
    return _settles(said) or _sums_up(said) or (_opens_conclusion(said) and _concludes(said))
