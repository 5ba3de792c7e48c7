"""Questions with their answers, on meetings of a few sentences."""

from __future__ import annotations

from assistant.drafting.outcomes.questions import Exchange, exchanges
from tests.small_meeting import heard


def asked(*lines: str) -> list[tuple[str, list[str]]]:
    return [(text(one.question), [text(answer) for answer in one.answers]) for one in found(*lines)]


def found(*lines: str) -> tuple[Exchange, ...]:
    return exchanges(heard("岸本：では、柏木さんから説明をお願いします。", *lines))


def text(sentences: tuple[object, ...]) -> str:
    return "".join(getattr(one, "text", "") for one in sentences)


def test_another_answers_at_once() -> None:
    assert asked("大槻：経費は月にいくらかかりますか。", "柏木：月に22万円です。") == [
        ("経費は月にいくらかかりますか。", ["月に22万円です。"])
    ]


def test_the_answer_comes_after_the_floor_is_given_and_after_a_remark() -> None:
    assert asked(
        "大槻：経費は月にいくらかかりますか。",
        "岸本：柏木さん、お願いします。",
        "藤堂：難しいところですね。",
        "柏木：経費は月に22万円です。",
    ) == [("経費は月にいくらかかりますか。", ["経費は月に22万円です。"])]


def test_two_sentences_of_one_question_are_one() -> None:
    ((question, answers),) = asked(
        "大槻：端末は何台ありますか。また、保守の期限はいつまでですか。",
        "柏木：端末は12台で、保守は来年の3月までです。",
    )
    assert question == "端末は何台ありますか。また、保守の期限はいつまでですか。"
    assert answers == ["端末は12台で、保守は来年の3月までです。"]


def test_a_question_that_leans_takes_the_sentence_before_it() -> None:
    ((question, _),) = asked(
        "大槻：アンケートでは若い職員の利用が多いそうです。なぜですか。", "柏木：研修を受けた人が多いからです。"
    )
    assert question == "アンケートでは若い職員の利用が多いそうです。なぜですか。"


def test_why_somebody_asks_is_kept_beside_the_question() -> None:
    (one,) = found(
        "大槻：経費は月にいくらかかりますか。来年度の予算の要求が近いものですから。", "柏木：経費は月に22万円です。"
    )
    assert text(one.beside) == "来年度の予算の要求が近いものですから。"


def test_another_may_add_to_an_answer() -> None:
    ((_, answers),) = asked(
        "大槻：経費は月にいくらかかりますか。",
        "柏木：経費は月に22万円です。",
        "藤堂：補足しますと、研修の経費は別です。",
    )
    assert answers == ["経費は月に22万円です。", "補足しますと、研修の経費は別です。"]


def test_a_mere_yes_is_an_answer() -> None:
    assert asked("大槻：窓口の端末でも同じように使えるということですか。", "柏木：はい。") == [
        ("窓口の端末でも同じように使えるということですか。", ["はい。"])
    ]


def test_what_is_only_taken_for_granted_is_asked_where_it_is_answered() -> None:
    granted = "大槻：電話での予約も残るんですよね。"
    assert asked(granted, "柏木：はい、電話での予約も残ります。") == [
        ("電話での予約も残るんですよね。", ["電話での予約も残ります。"])
    ]
    assert asked(granted, "岸本：それでは議題2に移ります。") == []


def test_a_new_question_and_a_decision_end_an_answer() -> None:
    first, second = asked(
        "大槻：経費は月にいくらかかりますか。",
        "柏木：経費は月に22万円です。",
        "大槻：参加者は来年度も100人のままですか。",
        "柏木：来年度の参加者は150人の予定です。",
        "岸本：では、参加者は150人とすることにします。",
        "柏木：参加者には来月知らせます。",
    )
    assert first[1] == ["経費は月に22万円です。"]
    assert second[1] == ["来年度の参加者は150人の予定です。"]


def test_a_question_nobody_answers_stands_alone_unless_it_is_the_chairs() -> None:
    assert asked("大槻：ほかの市の窓口ではどの端末を使っていますか。") == [
        ("ほかの市の窓口ではどの端末を使っていますか。", [])
    ]
    assert asked("岸本：ほかの市の窓口ではどの端末を使っていますか。") == []


def test_echoes_and_asking_for_the_floor_are_no_questions() -> None:
    assert asked("柏木：経費は月に22万円です。", "大槻：22万円ですか。", "柏木：はい。") == []
    assert asked("大槻：委員長、よろしいでしょうか。", "岸本：どうぞ。") == []


def test_where_nobody_is_named_what_follows_answers() -> None:
    (one,) = exchanges(heard("費用は月にいくらかかりますか。", "月に22万円です。", "ほかに何かありますか。"))
    assert (text(one.question), [text(answer) for answer in one.answers]) == (
        "費用は月にいくらかかりますか。",
        ["月に22万円です。"],
    )
