"""The set phrases of Japanese papers and speeches: what is announced, asked, promised, or mere form."""

from __future__ import annotations

import pytest

from assistant.drafting.summaries.cues import announcement, asks, is_form, is_main, requests, spoken_from, weight


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("次に、空き家の対策についてでありますが、町では調査を進めています。", "空き家の対策"),
        ("乗合バスについてのご質問でございます。", "乗合バス"),
        ("私から、学校給食費についてお答えいたします。", "学校給食費"),
        ("乾圭議員の御質問のうち、学校給食費についてお答えいたします。", "学校給食費"),
        ("図書館の開館時間についてのお尋ねがございました。", "図書館の開館時間"),
        ("２点目は、書かない窓口についてであります。", "書かない窓口"),
        ("最後に、運賃につきましては、据え置きます。", "運賃"),
        ("空き家について伺います。", "空き家"),
    ],
)
def test_a_matter_is_announced(sentence: str, topic: str) -> None:
    found = announcement(sentence)
    assert found is not None
    assert found.topic == topic


@pytest.mark.parametrize(
    "sentence",
    [
        "三点のご質問にお答えいたします。",
        "桐生和子議員の代表質問にお答えします。",
        "その他のご質問につきましては、教育長から答弁いたさせます。",
        "空き家の除却については、来年度から補助します。",  # goes on with the matter at hand
        "図書館は午後8時まで開いています。",
    ],
)
def test_no_matter_is_announced(sentence: str) -> None:
    assert announcement(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("次に、運賃についてでございますが、200円のままといたします。", "200円のままといたします。"),
        ("このため、来年度から補助してまいります。", "来年度から補助してまいります。"),
        ("また、次に、窓口を設けます。", "次に、窓口を設けます。"),  # one word is taken away, not all
        ("乗合バスについてでございます。", "乗合バスについてでございます。"),  # nothing would be left
    ],
)
def test_a_sentence_is_shown_from_where_it_stands_by_itself(sentence: str, shown: str) -> None:
    assert sentence[spoken_from(sentence) :] == shown


@pytest.mark.parametrize(
    ("sentence", "asking", "requesting"),
    [
        ("町長の見解を伺います。", True, False),
        ("費用はいくらですか。", True, False),
        ("どのようにお考えでしょうか。", True, False),
        ("研修はどう行うのか、お示しください。", True, False),
        ("駐輪場の拡張を要望いたします。", False, True),
        ("丁寧な説明を求めておきます。", False, True),
        ("そこで伺います。", False, False),  # only says that a question comes
        ("町は国に支援を要望しました。", False, False),
    ],
)
def test_asking_and_requesting(sentence: str, asking: bool, requesting: bool) -> None:
    assert (asks(sentence), requests(sentence)) == (asking, requesting)


@pytest.mark.parametrize(
    "sentence",
    [
        "桐生和子議員のご質問にお答えします。",
        "よろしくお願いいたします。",
        "ご答弁ありがとうございました。",
        "関係者の皆様に心から感謝申し上げます。",
        "議案へのご賛同を賜りますようお願い申し上げます。",
        "この際、暫時休憩いたします。",
        "〔町長長谷川環君登壇〕",
        "（拍手）",
        "以上で私の質問を終わります。",
        "利用方法..............................3",
        "歳入歳出予算事項別明細書··············12",
    ],
)
def test_greetings_thanks_and_procedure_are_form(sentence: str) -> None:
    assert is_form(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "調査の結果を国に報告します。",
        "住民に工事の内容を説明します。",
        "大会は7月に開会した。",
        "この議題は3年前から検討してきた。",
    ],
)
def test_what_says_something_is_no_form(sentence: str) -> None:
    assert not is_form(sentence)


def test_what_will_be_done_weighs_more_than_why_and_how_it_was() -> None:
    promise = weight("来年度から除却の費用を補助してまいります。")
    so_far = weight("町はこれまで調査に取り組んでまいりました。")
    why = weight("空き家の対策は重要な課題でございます。")
    again = weight("こうした取り組みにより、安心して暮らせる町づくりを推進してまいります。")
    assert promise > so_far > why
    assert promise > again
    assert weight("補助の額は50万円です。") > weight("補助の額は未定です。")
    assert weight("この要綱において空き家とは、使われていない家をいう。") < 0


def test_headings_under_which_the_main_things_stand() -> None:
    assert is_main("■ 決定事項")
    assert is_main("調査結果の概要")
    assert not is_main("出席者")
