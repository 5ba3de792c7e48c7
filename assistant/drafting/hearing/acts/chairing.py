"""What runs a meeting and is no part of its matter: thanks, calls, invitations, and when it meets again."""

from __future__ import annotations

from assistant.drafting.hearing.acts.telling import is_past
from assistant.drafting.hearing.wordings import MAKE, SO, STOP, TITLE, YES, Wording, any_of, words

_SHORTEST = 3  # characters that say nothing: はい。
_SMALL = 45  # characters of a remark on the microphone

_THANKS = any_of(
    "(?:誠に)?ありがとう(?:ございま(?:す|した))?",
    "お(?:疲れ|つかれ)(?:さま|様)(?:です|でした)?|お世話になっております",
    "(?:どうぞ)?よろしく(?:お願い(?:いた)?します)?|失礼(?:いた)?し(?:ます|ました)",
    "す[みい]ません|ごめん(?:なさい)?|申し訳(?:ございません|ありません)|とんでもない(?:です)?",
    "(?:大変|とても)?(?:助かります|ありがたいです)",
    "おはよう(?:ございます)?|こんにちは|以上(?:です|[とに]なります)",
    "承知(?:いた)?しました|かしこまりました|[分わ]かりました|了解(?:です|(?:いた)?しました)",
    "なるほど(?:です)?|そう(?:なん)?(?:です|でした)?か?ね?",
)
_BEFORE_THANKS = any_of(
    words(
        "はい ええ うん いえ(?:いえ)? いや(?:いや)? どうも 大変 本当に では それでは また 引き続き どうぞ 以上 先日は"
    ),
    words("皆さん 皆様 本日[はも]? 今日[はも]? お忙しい(?:ところ|中)"),
    f"[一-龠々]{{1,6}}{TITLE}",
)
_thanks = Wording(
    (
        "はい、皆様、本日はどうもありがとうございました。",
        f"^(?:{_BEFORE_THANKS}、?)*(?:{_THANKS}[、。!?ね]*(?:はい。)?)+$",
    ),
)
_small_talk = Wording(
    ("マイクは入っていますか。", "マイク(?:が|を|は|、|入|切|オ)|ミュート"),
    ("後ろの方、聞こえますでしょうか。", "聞こえ(?:ます|て|づら|にく)|音声[がは]"),
    ("顔が映りません。", "画面[がは]?(?:見え|共有|映)|顔が?映"),
    ("録音を始めました。", "録音[をが]?(?:開始|始め|回)"),
    ("今日は暑いですね。", "お?天気[がもは]|[暑寒]い(?:です|ね)"),
    ("遅くなって申し訳ありません。", "遅(?:れて|くなって)(?:す[みい]|申し|ごめ)|(?:す[みい]ません|ごめん)、遅"),
)

# In reply to a question no more is needed: 3枚。 出ます。
_says_it_shortly = Wording(
    ("3枚。", r"\d[^、。かなね]?。*$"),
    ("出ます。", "^[一-龠々]ます。*$"),
)

_SPEECH = words("説明 報告 発言 発表 紹介 挨拶 進行 お話 意見 質問")
_MEETING = words("会議 委員会 審議会 協議会 打ち?合わせ 部会 検討会 ミーティング 定例会?")
_MATTER = words("議題 次第 次 本題 協議 報告事項 審議 その他 質疑 意見交換")
_PAPER = words("資料 スライド 画面 ページ 別紙 お手元 次第 図 表")
_PLEASE = any_of("お?願い(?:いた)?し(?:ます|たいと思います)", "いただ(?:き|け)ます", "してください|どうぞ|頂戴")
_YOUR_TURN = any_of("お願い(?:いた)?します", "どうぞ", "(?:いかが|どう)ですか")
_LOOK = any_of("ご覧に?(?:ください|いただ|なって)", "見てください", "開いて(?:ください|いただ)", "お開き|ご用意")
_NEXT_UP = f"(?:はい、)?(?:{SO}|次に?|続(?:いて|きまして)|まず(?:は)?)?、?"
_MOVES = "(?:ます|ましょう|たいと思います)"
_MOVED = f"{_MOVES}(?:ので)?ね?。*$"

_TO_SPEAK = words(
    "委員 委員長 議員 課長 部長 局長 次長 室長 所長 館長 市長 町長 村長 教育長 参事 主幹"
)  # whom a chair calls
_HOW = "(?:いかが|どう)(?:でしょうか?|ですか)"
# Who asks so only wants to speak.
wants_the_floor = Wording(
    (
        "1点、お聞きしてもいいですか。",
        "(?:聞き?い?|話を?|伺っ|質問|発言|申し上げ|戻っ)(?:し?て)?も?(?:いい|よろしい)(?:です|でしょう)か",
    ),
    ("うちから郵便の話、していいですか。", "(?:話|件|こと)[、をも]?(?:して)?も?(?:いい|よろしい)(?:です|でしょう)か"),
    ("そこなんですけど、いいですか。", f"^[^、。]{{1,8}}(?:けど|が)、(?:いい|よろしい)(?:です|でしょう)か{STOP}"),
)
_calls = Wording(
    ("担当からご説明のほうをお願いします。", f"{_SPEECH}(?:の(?:ほう|方))?(?:を|等)?[^。]{{0,8}}?{_PLEASE}"),
    (
        "では、大槻さんから、お願いします。",
        f"^{_NEXT_UP}[^、。]{{1,16}}(?:{TITLE}|事務局|担当)、?(?:から|より)?、?{_YOUR_TURN}{STOP}",
    ),
    ("はい、佐伯委員。", f"^{YES}(?:{SO}、?)?[一-龠々ァ-ヶー]{{1,10}}{_TO_SPEAK}{STOP}"),
    (
        "三十二番宮田英治君。",
        rf"^(?:\d{{1,3}}|[一二三四五六七八九十百]{{1,5}})番[^、。]{{0,10}}(?:君|議員|さん)?{STOP}",
    ),
    (
        "ただいまから第2回の委員会を開会いたします。",
        f"{_MEETING}[^。]{{0,16}}(?:開会|始め|開催|閉会|終わり|終了){MAKE}?(?:ます|たいと思います)",
    ),
    ("大事な点ですね。事務局、いかがですか。", f"(?:{TITLE}|事務局|担当)、{_HOW}{STOP}"),
    (
        "委員長、よろしいでしょうか。",
        f"(?:{TITLE}|もう(?:一つ|1点)|ちょっと)、?(?:よろしい|いい)(?:です|でしょう)か{STOP}",
    ),
    ("定刻となりました。", "(?:時間|定刻)[にと]なりました|定足数"),
    ("それでは議題の2番に移ります、資料は3です。", f"{_MATTER}[^。]{{0,14}}[にへ](?:移り|入り|進み|戻り){_MOVES}"),
    (
        "少し休憩しましょう。",
        f"(?:移り|始め|続け|見ていき|進み|戻り|休憩(?:し|に(?:入り)?|いたし)|再開(?:し|いたし)){_MOVED}",
    ),
    (
        "ほかによろしければ、2つ目に行きます。",
        rf"(?:次|本題|(?:\d{{1,2}}|[一二三四五六])(?:つ目|番目?|点目|件目)|(?:の話|議題|報告|協議))(?:に|へ|、)?(?:行|い)き{_MOVED}",
    ),
    ("今日はおしまいにしましょう。", f"(?<![日月時年中内]に)(?:終わり|おしまい)(?:に(?:し|いたし)?)?{_MOVED}"),
    ("お手元の別紙をご覧ください。", f"{_PAPER}[^。]{{0,24}}{_LOOK}"),
    (
        "ご紹介いたします。",
        f"^(?!.*(?:たら|次第|あとで|後日)).*(?:説明|報告|紹介|案内)を?(?:{MAKE}|申し上げ)ます[。ね]*$",
    ),
    ("順番にお話を伺います。", "挙手|順番?に(?:お話|伺|聞)|お集まり|ご出席|ご参集|司会|議事(?:録|進行)[はを]"),
)

_REMARKS = any_of(
    "質問|意見|質疑|討論|異論|異議|不明な?点?|お気づき|気になる(?:ところ|点|こと)|補足",
    "[ほ他]かに|他に|何か(?!所|月|国|年|条)|どなたか|皆さん|皆様|その他",
)
_ANY = any_of(
    "(?:ござい|あり)(?:ます|ません)(?:でしょう)?か|ある方|いらっしゃい|ない(?:でしょう|です)か",
    "いかが(?:でしょう|です)か|お願い(?:いた)?します|どうぞ|出して|いただければ|伺い(?:たい|ます)|お聞かせ",
)
invites = Wording(
    ("ほかにご質問はございませんか。", f"{_REMARKS}[^。]{{0,28}}{_ANY}"),
    (
        "ほかはよろしいですか。",
        f"^{YES}(?:[ほ他]か|他)(?:の方)?(?:には?|は)?、?(?:よろしい|いい)(?:です|でしょう)か{STOP}",
    ),
    ("これについて、いかがでしょうか。", f"^(?:これ(?:は|について)?、?)?(?:皆さん|皆様)?、?{_HOW}(?:、?皆さん)?{STOP}"),
)

_MEETS = words("""
    会議 委員会 説明会 懇談会 協議会 連絡会 定例会? ヒアリング 審議会 部会 検討会 会合 打ち?合わせ ミーティング
    回 開催 日程
""")
_ITS = "(?:は|も|、|につきまして|について|(?:なん)?です(?:が|けど|けれども)|の日程)"
_of_next_meeting = Wording(
    ("次回の会議につきましては未定です。", f"(?:次回|次の{_MEETS})の?{_MEETS}?{_ITS}"),
    ("次は来週の火曜です。", r"次は(?:、|\d|[一-龠]{1,3}月|来月|来週)"),
)
_of_numbered_meeting = Wording(("第5回は11月20日です。", rf"第\d+回の?{_MEETS}?{_ITS}"))
_names_a_day = Wording(
    ("11月20日の10時です。", r"\d+(?:月|日|時)|[月火水木金土日]曜|来週|来月"),
    ("同じ場所です。", "同じ(?:場所|時間|曜日)|未定|調整|追って|改めて|後日"),
)
_until_then = Wording(("次回の会議までに調べます。", "次回(?:の会議)?までに"))


def is_courtesy(said: str) -> bool:
    """Thanks, greetings, a nod, or a remark on the room: nothing that minutes tell."""
    small_talk = len(said) < _SMALL and _small_talk(said)
    says_nothing = len(said.rstrip("。、")) <= _SHORTEST and not _says_it_shortly(said)
    return says_nothing or _thanks(said) or small_talk


def calls(said: str) -> bool:
    """Whether it gives the floor, or asks for it."""
    return _calls(said) or wants_the_floor(said)


def speaks_of_next(said: str) -> bool:
    """Whether it speaks of the next meeting, though it may leave its day to the next sentence."""
    return _of_next_meeting(said) and not _until_then(said)


def names_next(said: str) -> bool:
    """Whether it says when the body meets again."""
    named = _of_next_meeting(said) or (_of_numbered_meeting(said) and not is_past(said))
    return named and _names_a_day(said) and not _until_then(said)
