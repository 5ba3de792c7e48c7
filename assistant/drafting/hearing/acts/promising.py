"""Work that somebody takes on, or would take on if he is asked to: what a to-do is made of."""

from __future__ import annotations

from assistant.drafting.hearing.acts.asking import asks, is_question
from assistant.drafting.hearing.acts.telling import is_of_others, is_supposed
from assistant.drafting.hearing.wordings import (
    DOER,
    LATER,
    MAKE,
    OFFICE,
    SELF,
    SIDE,
    SO,
    TAIL,
    TITLE,
    WILL,
    WORK,
    Wording,
    words,
)

_PLACE = words("""
    ホームページ hp サイト 広報 広報[紙誌] 回覧板? チラシ 掲示板 sns line だより ポスター 通知 案内 資料 要綱
    手引き マニュアル 議事録 会議録 報告書 計画書? 看板
""")
_ME = "(?:私|わたし|僕|俺|わし)"
_takes_on = Wording(
    ("9月分も入れておきます。", "[てで]おきます"),
    ("手順は見直しときます。", "[とど]きます"),
    ("会長に電話しとくわ。", "(?:[っしえきりみせけねべいん][とど]く|[てで]おく)"),
    ("来る前に聞いてみます。", "[てで]みます"),
    ("9月分も入れるようにします。", "(?:ない|[うくすつぬむるぐぶ])ように(?:いた)?します"),
    ("一度持ち帰って考えます。", "持(?:ち|って)帰[^。]{0,20}ます"),
    ("この件はお預かりします。", "お?預か[らり](?:し|いたし|させ)[^。]{0,10}ます"),
    ("残りは引き取ります。", "引き取[りら][^。]{0,10}ます"),
    ("それはうちのほうでやります。", f"{SELF}{SIDE}で(?:やり|やらせ|引き受け|対応し|担当し)[^。]{{0,8}}ます"),
    ("今月中には入れたいと思います。", f"{LATER}[^。]{{0,40}}{WORK}たいと思います"),
    ("9月中には出せると思います。", f"{LATER}[^。]{{0,30}}(?:[出送渡配]せ|送れ|でき)ると思います"),
    ("法制の担当と確認いたします。", f"(?:確認|調整|協議|相談|調査|照会)を?{MAKE}ます"),
    (
        "先方に確認しまして、御報告いたします。",
        f"{WORK}(?:{MAKE})?(?:まし)?て、?[^。]{{0,20}}(?:報告|連絡|回答|返事|お答え)を?(?:{MAKE}|申し上げ)ます",
    ),
    ("去年の結果を取り寄せます。", "(?:取り?寄せ|調べ|問い合わせ|照会をかけ)ます"),
    ("見本をお送りします。", "お(?:送り|出し|渡し|届け|知らせ|伝え)(?:し|いたし)ます"),
    ("設置の日は私が出ます。", f"{_ME}(?:が|も)(?:出|行き|入り|立ち会い|残り|来)ます"),
    ("じゃあ、私が出るよ。", f"{_ME}(?:が|も)(?:出る|行く|入る|立ち会う|残る|来る)(?=よ|わ|から|ね)"),
    (
        "レジのことは業者に聞きます。",
        "(?:[一-龠々ァ-ヶー]|さん|係|側)(?:に|へ)(?:聞き|確認し|頼み|伝え|言い|相談し|問い合わせ|掛け合い|打診し)ます",
    ),
    (
        "報告書は事務局に送ります。",
        f"(?:{OFFICE}|{TITLE}|各[一-龠]{{1,3}})(?:に|へ|まで)(?:も|は)?、?(?:送り|出し|渡し|届け|回し|流し|配り)ます",
    ),
    (
        "かわりに、概要をホームページに出します。",
        f"{_PLACE}[^。、]{{0,6}}に(?:も|は)?、?(?:出し|載せ|上げ|掲載し|書き|入れ|貼り|加え|反映し)ます",
    ),
    ("見本は金曜に返します。", "曜日?に(?:送り|出し|持って[来い行]き|渡し|返し|確認し|伝え|連絡し|伺い)ます"),
    ("新しいものを持って伺います。", "(?:持って|届けに|日に|時に|曜に|曜、\\d時に)伺います"),
    (
        "注記を加えます。",
        "(?:注記|説明|一文|文言|記載|注)を(?:加え|足し|入れ|直し|改め)ます|^(?:はい、|では、)?(?:修正|訂正)(?:を)?(?:いた)?します",
    ),
    ("これは宿題とさせていただきます。", "(?:宿題|課題)(?:として|とさせて|に)[^。]{0,16}ます"),
    end=TAIL,
)
# The same among colleagues: 私が作る, 来週までに送るよ, 明日直しとく.
_takes_on_first = Wording(
    ("議事録の案はお送りしますので、ご覧ください。", "お(?:送り|出し|渡し|届け|知らせ)(?:し|いたし)ますので、"),
)
_PLAIN = words("""
    する やる 出す 送る 話す 言う 行く
    かける 回す 書く 作る 直す 聞く 渡す 配る 調べる まとめる 伝える 届ける 載せる 入れる 集める 数える
    返す 貼る 持っていく 持ってくる
""")
_PLAIN_LATER = "(?:[とど]く|[てで]おく)"
_I = f"(?:私|わたし|わし|僕|俺|(?<![のるたい])うち|こっち){SIDE}(?:で|が|から)"
# Whatever the verb, who says 私が takes it on, and who names a limit; of others it must be work: 総務課で集計します.
_own_deed = Wording(
    ("花の種は私が植えます。", f"{SELF}{SIDE}(?:で|が|から)[^。]{{1,40}}{WILL}"),
    ("花の種は私、佐伯のほうで植えます。", f"{SELF}、[一-龠々]{{1,4}}{SIDE}(?:で|が)[^。]{{1,40}}{WILL}"),
    ("じゃあ、私植えますよ。", f"(?:^|、|{SO}|それなら)(?:私|僕|俺)、?[^、。はもがの]{{1,12}}{WILL}"),
    ("花の種は来週植えます。", f"{LATER}[^。]{{1,40}}{WILL}"),
    ("花の種は私が配るよ。", f"{_I}[^。]{{0,40}}(?:{_PLAIN}|{_PLAIN_LATER})"),
    ("花の種は来週配るよ。", f"{LATER}[^。]{{0,40}}(?:{_PLAIN}(?=よ|ね|わ|から)|{_PLAIN_LATER})"),
    ("改めて場所を連絡します。", f"(?:改|あらた)めて[^。]*{WORK}[^。、]{{0,22}}{WILL}"),
    ("台帳は総務課で集計します。", f"{DOER}[^。]{{0,40}}?{WORK}[^。、]{{0,22}}{WILL}"),
    end=TAIL,
)
_work = Wording(("利用者の数を確認します。", f"{WORK}[^。、]{{0,22}}{WILL}"), end=TAIL)
_deed = Wording(
    ("絵を描いてくるよ。", f"^[^。]{{0,40}}{WILL}"),
    ("住所はうちで突き合わせましょうか。", f"{SELF}{SIDE}(?:で|が|から)、?[^。]{{0,30}}ましょうか"),
    ("絵は出すよ。", f"^[^。]{{0,40}}(?:{_PLAIN}(?=よ|ね|わ|から)|{_PLAIN_LATER})"),
    end=TAIL,
)

# A question that offers it: うちで突き合わせましょうか。
_would = Wording(("うちで突き合わせましょうか。", f"{SELF}{SIDE}(?:で|が|から)、?[^。]{{0,30}}ましょうか{TAIL}"))

# What happens by itself, can be done, is thought or heard: no work.
_STATE = words("""
    終わり 始まり 始め 開始し スタートし 間に合い [分わ]かり 見え 足り 済み 届き 来 でき 決まり なり 入り あり おり
    (?<=[てでにがはも])い
    かかり 行われ 開かれ 増え 減り 出 切れ 続き 要り いり 変わり 移り (?<!入)れ 違い からにし 議論し 審議し
    しまい 休館し 開館し 閉館し 休業し 運休し 閉まり 開き 止まり
    行け 出せ 使え 貼れ 取れ やれ 回れ 会え いただけ もらえ 助かり 困り 思い 考え ござい 思って
    お願い(?:し|いたし) (?<!に)聞き (?<!に)伺い
""")
_is_state = Wording(
    ("窓口は9時に始まります。", f"{_STATE}ます(?:ので|から|けど|が)?(?:よ|ね|よね|わ|わね)?。*$"),
    ("来月から配る予定です。", "予定"),
    ("始めさせてもらいます。", "(?:始め|終わら|進め|閉め?|閉じ)(?:させて)?(?:もらい|いただき)?ます。*$"),
)
_on_the_spot = Wording(
    ("私から説明します。", f"(?:言い|申し上げ|(?:説明|紹介|報告|お答え){MAKE})ます{TAIL}"),
    ("マイクをお持ちします。", "(?:マイク|画面)を|読み上げ|今から|これから(?:説明|お?配)"),
)
# What members want of the office is a wish; what the office wants of the prefecture is work.
_DEMANDS = "(?:求め|要望(?:を)?(?:し|いたし|申し上げ)|指摘(?:し|させていただき)|申し添え|期待し|注文し)"
_wishes = Wording(
    ("早めの点検を求めておきます。", f"{_DEMANDS}(?:て(?:おき|まいり))?(?:ます|たいと思います)"),
    ("これは要望として申し上げておきます。", "(?:要望|意見|お願い)として[^。]{0,10}(?:申し上げ|言っ|述べ|出し|残し)"),
)
_of_another_body = Wording(
    (
        "県に早めの点検を求めておきます。",
        "(?:県|国|省|庁|警察|署|業者|会社|社|組合|連合会|鉄道|電力|ガス|センター)(?:さん)?(?:に|へ)",
    ),
)
_begins_now = Wording(("これより調査を行います。", "^(?:では、|それでは、)?(?:これより|ただいまから|ただ今から)"))
_to_heart = Wording(("胸に留めておきます。", "(?:胸|心|頭|肝)に[^。]{0,4}(?:留め|入れ|刻|銘じ)|気をつけ|忘れ"))
_later = Wording(("来週です。", LATER))
_not_by_himself = Wording(
    ("そうしましょう。", "ましょう[^。]{0,4}。?$"),
    (
        "写しが必要でしたら、お渡しします。",
        "(?:必要|希望|入用|要望|要る場合|言って[^。、]{0,6})(?:でしたら|だったら|が?あれば|れば|があり?ましたら)",
    ),
    ("人が足りないなら私が行きます。", "[うくすつぬむるぐぶいた]なら"),
)


def promises(said: str) -> bool:
    """Whether its speaker takes something on, or says who does it."""
    if is_question(said) or is_of_others(said) or is_supposed(said) or _not_by_himself(said) or _begins_now(said):
        return False
    if _wishes(said) and not _of_another_body(said):
        return False
    if _takes_on(said) or _takes_on_first(said):
        return not _to_heart(said)
    return _own_deed(said) and not _no_deed(said)


def offers(said: str) -> bool:
    """Whether it takes on what somebody has just asked for."""
    return (_work(said) or _deed(said)) and not (_no_deed(said) or (asks(said) and not _would(said)))


def _no_deed(said: str) -> bool:
    return _is_state(said) or (_on_the_spot(said) and not _later(said))
