"""How the rules for speech are written down, and the words of meetings that they are put together from.

A rule is a `Wording`: the ways to say one thing, each with an example. A test holds every way to its example, and to
being needed for it. Rules read folded text: half-width figures and marks, no spaces between Japanese words.
"""

from __future__ import annotations

import re


class Wording:
    """The ways to say one thing, as pairs of an example and its pattern; called, whether a sentence has one of them.

    `end` is what every way ends with.
    """

    def __init__(self, *ways: tuple[str, str], end: str = "") -> None:
        self.ways = tuple((example, pattern + end) for example, pattern in ways)
        self._pattern = re.compile(any_of(*(pattern for _, pattern in self.ways)))

    def __call__(self, said: str) -> bool:
        return self._pattern.search(said) is not None


def any_of(*ways: str) -> str:
    """A pattern for one of several."""
    return f"(?:{'|'.join(ways)})"


def words(listed: str) -> str:
    """A pattern for one of the words that are listed with spaces between."""
    return any_of(*listed.split())


def unless_after(listed: str) -> str:
    """A pattern for the place behind none of the words that are listed with spaces between."""
    return "".join(f"(?<!{word})" for word in listed.split())


# Who: 大槻さん, 仁木課長, 総務課, 業者, こちら, 私のほうで.
TITLE = words("""
    さん 君 くん 氏 (?<![同多一仕模])様 先生 委員長 委員 議長 座長 会長 課長補佐 課長 係長 部長 局長 次長 室長 所長 館長
    班長 園長 校長 主幹 主査 主任 主事 補佐 参事 専門員
""")
# 市長室 is one, 会議室 is where one meets.
_ROOM = "".join(f"(?<!{room})" for room in ["会議", "印刷", "目的", "教", "図書", "和", "相談", "応接"]) + "室"
OFFICE = words(
    f"課 (?<![内外全一0-9])部 (?<!結)局 {_ROOM} (?<!関)係 班 館 支所 センター 事務局 担当 委員会 業者 委託先"
)
SELF = words("私 わたし わたくし わし 僕 俺 自分 (?<![のるたい])うち こちら こっち 当方 当課 本課 弊課 弊社 当社")
SIDE = "(?:ども|ら)?(?:の?(?:ほう|方|側|窓口|担当|職員|若い者?))?"
DOER = rf"(?:{SELF}(?:、[一-龠々]{{1,4}})?|[一-龠々ァ-ヶー]{{1,12}}{any_of(OFFICE, TITLE)}){SIDE}(?:で|から|が|にて)"

# How a sentence begins: はい、では、… and how it stops.
# あ、 is a sound, and the あ of あさひ町 is not.
YES = "(?:(?:はい|ok|オーケー|オッケー)[、。 ]*|(?:ええ|うん|あ|よし)[、。 ]+)*"
SO = words("では それでは じゃあ? それじゃあ? ほんだら ほんなら ほいなら そんなら ほいじゃあ? ほんじゃあ? ほな(?!い)")
STOP = "[。!?]*$"
# How it goes on after its verb: 確認しますので。 確認しますよ、はい。
TAIL = "(?:ので|から|けえ|けん|けれども|けど|が|んで|し)?(?:、?(?:はい|ええ))?(?:わ|よ|ね|よね|わね|わよ|な|さ)?[。!]?$"

MAKE = words("し いたし 致し させていただき させて頂き させてもらい")  # stems of する: 10月からといたします
SHALL = words("ます ました ましょう たいと思います")  # after a stem: what the meeting does
ASKED = "(?:です|でしょう)か(?:ね|な)?"  # よろしいでしょうか
# A verb in the present that names a deed: 送ります, 立てます, 聞いてみる, 見とくよ; 残ってます names a state.
WILL = any_of(
    "(?<!てい)(?<!ており)(?<![^立建育捨当]て)ます",
    "[てで](?:おく|いく|くる|みる)",
    "[とど]く(?=わ|よ|ね|から)",
)

# Stems of verbs by which something is settled, not done: そろえましょうか, 見送りましょう.
SETTLED = "(?<![一-龠々])" + words("""
    そろえ 統一し 統合し 集約し やめ やめとき やめておき 見送り なしにし 絞り 減らし 増やし 広げ 延ばし 早め 遅らせ
    分け 移し 回し 変え 改め 残し 外し 削り 落とし 付け加え 限り 譲り 任せ 認め 許し 借り 使い 充て
""")

# 回そう, 分けよう, 使おう: the will of who speaks, not そう and だろう.
WILLED = any_of(
    "(?:[回出残直渡移外戻返足試延貸]|減ら|増や|落と|動か|済ま)そう",
    "(?<!だ)ろう|[一-龠々][もぼごの]う",
    "[えけせてねべめれげぜりみし一-龠々]よう(?<!によう)",
    "(?:[行い]こ|使お|もらお)う",
)

# What is left to do after a meeting. ご説明 and ご報告 are given on the spot, 報告 by a day is not.
WORK = words("""
    確認 調査 調べ 照会 問い?合わ?せ ヒアリング アンケート 聞い 聞き取り 当たっ 探し 探っ 数え 把握 検証 点検 チェック
    検討 相談 協議 打ち?合わせ 調整 交渉 折衝 打診 諮り 諮っ 話し 話を 詰め 決め 見直 洗い出 精査 整理 比較 計算 試算
    見積 知らせ
    作成 作っ 作り 書い 書き 記載 明記 盛り込 加え 追加 修正 更新 直し 反映 差し?替 まとめ 集計 集め リスト 一覧
    準備 用意 手配 手続 段取り 対応 設定 設置 印刷 撮影 貼り 張り 発注 契約 予約 押さえ 申請 登録 取り扱 取り?寄せ
    送付 送信 送り 送っ 共有 配布 配り 配っ 回覧 展開 発送 連絡 周知 通知 案内 報告 説明 伝え 回答 返事 提出 提示 出し
    追記 組み直 手伝 購入 買い 買っ 敷い 敷き 拾い 拾っ
    掲載 載せ 入れ 入手 上げ 渡し 届け 見せ 流し 回し 返し 投げ 保管 引き継 持ち帰 依頼 メール 電話 間に合わせ やっ やり
""")
# By when, or later at all: what is done with such a word is done after the meeting.
LATER = any_of(
    r"(?<!これ)(?<!今)まで[にで]|中に|月いっぱい|以内に|\d日(?:の[^、。]{0,6})?に|\d月の",
    "次回(?!の会議は|は)|次の(?:会議|委員会|部会|打ち?合わせ)(?:のとき)?(?:に|まで)|次のとき|その(?:とき|際)に|会議(?:の)?後|(?:終わっ|終了し|済ん|届い|揃っ|そろっ|決まっ|できあがっ|出来上がっ|仕上がっ|刷り上がっ|戻っ)[ただ]ら|(?:決まり|届き|揃い|でき|出来|まとまり|[分わ]かり)次第|(?:終わり|終了し|済み)ましたら|戻りましたら|戻って",
    words("(?:今日|本日)(?:中|、?の?[う夕午夜]) (?:午後|夕方)に 今晩 今夜 明朝 帰りに"),
    words("明日 あした あす 今週 来週 再来週 週明け 今月 来月 月末 年内 年度内"),
    "この(?:あと|後)",
    words("後日 後ほど のちほど あとで 後で 追って 早急に 至急 すぐ 速やかに 早めに 近いうちに"),
)
