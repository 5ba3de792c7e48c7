"""Pairs of a fault and of what looks like it, both rules. Expectations are worked out by hand from the guides."""

from __future__ import annotations

import pytest

from assistant.proofreading.checking import proofread
from assistant.proofreading.values import Rule


def kinds_and_words(text: str, rule: Rule) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in proofread(text, rule)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("担当者の外に、保健師が来ます。", [("hiragana", "外に")]),
        ("建物の外に、旗を立てます。", []),
        ("何時に始まるかを尋ねる。", []),
        ("何時でも相談できます。", [("hiragana", "何時")]),
        ("電話またはメールで答える。", [("kanji", "または")]),
        ("なお、また後日知らせます。", []),
        ("氏名ならびに住所及び年齢を書く。", [("kanji", "ならびに")]),
        ("本人又は父若しくは母が書く。", []),
        ("本人若しくは父が書く。", [("conjunction", "若しくは")]),
        ("二十歳を祝う会を開く。", []),
        ("二十歳以上の方を招く。", [("numeral", "二十")]),
        ("承諾を得た写真を載せさせていただきます。", []),
        ("許可なく止めた車は移動させていただきます。", [("sasete_itadaku", "させていただきます")]),
        ("費用がかかる場合があります。", []),
        ("今後、かかる事態を防ぐ。", [("stiff", "かかる")]),
        ("周知を図られたい。", [("stiff", "られたい")]),
        ("よろしくお取り計らい願います。", [("stiff", "お取り計らい願います")]),
        ("誰からも信頼されたい。", []),
        ("必要なる書類を出す。", [("stiff", "なる")]),
        ("必要となる書類を出す。", []),
        ("あらかじめ事前に話す。", [("redundancy", "あらかじめ事前に")]),
        ("事前に話す。", []),
        ("講座等などを開く。", [("redundancy", "等など")]),
        ("3年後に検証を行う。", [("wordy", "検証を行")]),
        ("式典を行う。", []),
        ("事故を防ぐべく、点検する。", [("stiff", "べく")]),
        ("なるべく早く出す。", []),
        ("1枚に付き10円です。", [("hiragana", "に付き")]),
        ("お客様が拝見できる。", [("honorific_misuse", "が拝見")]),
        ("歳入の増加と歳出の増加を比べる。", [("wordy", "歳入の増加と歳出の増加")]),
        ("市役所より連絡します。", [("yori", "市役所より")]),
        ("県より多い。", []),
        ("受付で伺ってください。", [("honorific_misuse", "伺って")]),
        ("職員が伺います。", []),
        ("御持参してください。", [("honorific_misuse", "御持参して")]),
        ("御持参ください。", []),
        ("どなたでも御利用できます。", [("honorific_misuse", "御利用でき")]),
        ("職員が御案内できます。", []),
        ("人事移動を発表した。", [("misspelling", "人事移動")]),
        ("知らない職員はいない。", [("double_negation", "ない職員はいない")]),
        ("市民団体により運営されている。", [("passive", "運営されている")]),
        (
            "なお、当日は、雨のため、できるだけ、電車で、お越しください。",
            [("many_commas", "なお、当日は、雨のため、できるだけ、電車で、お越しください。")],
        ),
        ("対象は、東町、西町、南町、北町、中町、本町の方です。", []),
    ],
)
def test_koyobun(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds_and_words(text, Rule.KOYOBUN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("お子様（こさま）と来（き）てください。", [("honorific", "お子様")]),
        ("外国人（がいこくじん）の方（かた）も来（き）てください。", [("honorific", "方")]),
        ("右（みぎ）の方（ほう）に来（き）てください。", []),
        ("どなたでも来（く）ることができます。", [("honorific", "どなた")]),
        ("市長（しちょう）が選（えら）ばれます。", [("passive", "選（えら）ばれます")]),
        ("仕事（しごと）を終（お）わらせてください。", []),
        ("土日は休（やす）みです。", [("date_notation", "土日"), ("kanji_reading", "土日")]),
        ("1/2カップの水（みず）を入（い）れます。", []),
        ("9時-10時に来（き）てください。", [("symbol", "-")]),
        ("できるだけ早（はや）く来（き）てください。", [("vague", "できるだけ")]),
        ("家賃（やちん）は5万円（まんえん）となります。", [("difficult_word", "となります")]),
        ("来（く）るときは、電話（でんわ）などをしてください。", [("vague", "など")]),
        ("水（みず）、パンなどを配（くば）ります。", []),
        ("転出届（てんしゅつとどけ）を出（だ）します。", [("difficult_word", "転出届")]),
        ("転出届（てんしゅつとどけ）＜引（ひ）っ越（こ）しの紙（かみ）＞を出（だ）します。", []),
    ],
)
def test_yasashii(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds_and_words(text, Rule.YASASHII) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("従来より多い。", []),
        ("従来より続く。", [("redundancy", "従来より")]),
        ("反対がなかったわけではない。", [("double_negation", "なかったわけではない")]),
        ("備付けてあります。", [("okurigana", "備付け")]),
        ("会員は一二〇名です。", [("numeral", "一二〇")]),
        ("東口よりバスで向かう。", [("yori", "東口より")]),
        ("本を破ったり捨てないでください。", [("tari", "たり")]),
        ("本を破ったりしないでください。", []),
        ("使っちゃいけない。", [("colloquial", "ちゃ")]),
        ("窓口にて渡す。", [("stiff", "にて")]),
    ],
)
def test_koyobun_of_the_second_reading(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds_and_words(text, Rule.KOYOBUN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("毎週（まいしゅう）火・金に来（き）ます。", [("date_notation", "火・金")]),
        ("ピカッと光（ひか）ります。", [("onomatopoeia", "ピカッ")]),
        ("お一人（ひとり）で来（き）てください。", [("honorific", "お一人")]),
        ("予約（よやく）なしには入（はい）れません。", [("double_negation", "なしには入（はい）れません")]),
    ],
)
def test_yasashii_of_the_second_reading(text: str, expected: list[tuple[str, str]]) -> None:
    said = [one for one in kinds_and_words(text, Rule.YASASHII) if one[0] != "kanji_reading"]
    assert said == expected
