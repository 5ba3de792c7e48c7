"""What the rules find, as a page to work down. Expectations are worked out by hand."""

from __future__ import annotations

from assistant.proofreading.checking import proofread
from assistant.proofreading.values import Finding, Rule
from assistant.trials.findings import as_page, replaced


def finding(text: str, words: str, kind: str, why: str, instead: str, nth: int = 0) -> Finding:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Finding(start, start + len(words), kind, why, instead)


TEXT = "尚、窓口は2階です。\n又、本人か代理人が事前に予め申し出て下さい。\n尚、電話でも受けます。"
FOUND = [
    finding(TEXT, "尚", "hiragana", "「尚」は仮名で書きます。", "なお"),
    finding(TEXT, "又", "hiragana", "「又」は仮名で書きます。", "また"),
    finding(TEXT, "事前に予め", "redundancy", "言葉が重なっています。", "（どちらか一方を省く）"),
    finding(TEXT, "下さい", "hiragana", "「下さい」は仮名で書きます。", "ください"),
    finding(TEXT, "尚", "hiragana", "「尚」は仮名で書きます。", "なお", 1),
]


def test_a_page_to_work_down() -> None:
    words = "・1、3行目「尚」→「なお」\n・2行目「又」→「また」\n・2行目「下さい」→「ください」"
    after = "なお、窓口は2階です。\nまた、本人か代理人が事前に予め申し出てください。\nなお、電話でも受けます。"
    assert as_page(TEXT, FOUND, with_text=True).split("\n\n") == [
        "指摘は5か所です。",
        "■ 書き直しを考えるところ（1か所）\n・2行目「事前に予め」→どちらか一方を省く\n　　言葉が重なっています。",
        f"■ 置き換えるところ（4か所）\n{words}",
        f"■ 置き換えを済ませた文章（書き方を選ぶものは元のままです）\n{after}",
        "■ 置き換える理由\n・「…」は仮名で書きます。：尚、又、下さい",
    ]
    assert as_page(TEXT, [], with_text=True) == ""


def test_where_there_is_a_choice_the_words_stay() -> None:
    text = "スキームと申込について、約5人程度で話す。"
    found = [
        finding(text, "スキーム", "loanword", "", "枠組み、計画"),
        finding(text, "申込", "okurigana", "", "申込み"),
        finding(text, "約5人程度", "redundancy", "", "約5人（または「5人程度」）"),
    ]
    assert replaced(text, found) == "スキームと申込みについて、約5人程度で話す。"


def test_commas_are_put_in() -> None:
    assert replaced("本市は，始める。", [Finding(3, 4, "punctuation", "", "、")]) == "本市は、始める。"


def test_readings_are_told_once_and_in_a_row() -> None:
    text = "市の本です。市の花です。"
    page = as_page(text, proofread(text, Rule.YASASHII), with_text=False)
    assert page == "指摘は4か所です。\n\n■ 読み仮名を付けるところ（4か所）\n市（し）、本（ほん）、花（はな）"


def test_a_reason_is_told_where_it_comes_up_first() -> None:
    text = "長い文。長い文。"
    found = [
        Finding(0, 4, "sentence_length", "一文が61字あります。", "（文を分ける）"),
        Finding(4, 8, "sentence_length", "一文が72字あります。", "（二つに分ける）"),
    ]
    assert as_page(text, found, with_text=True).splitlines()[2:] == [
        "■ 書き直しを考えるところ（2か所）",
        "・1行目「長い文。」→文を分ける",
        "　　一文が61字あります。",
        "・1行目「長い文。」→二つに分ける",
    ]
