"""Questions with their answers, on meetings of a few sentences."""

from __future__ import annotations

import pytest

from assistant.drafting.outcomes.questions import Exchange, exchanges
from assistant.drafting.outcomes.tasks import tasks
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


# A committee: 青木 and 石田 ask, the head of the section answers.
COMMITTEE = (
    "青木委員：利用者は何人ですか。",
    "管財課長：利用者は年に3,200人でございます。",
    "石田委員：料金は1回いくらですか。",
    "管財課長：料金は1回300円でございます。",
    "青木委員：駐車場は何台分ですか。",
    "管財課長：駐車場は40台分でございます。",
    "石田委員：開館は何時ですか。",
    "管財課長：開館は9時でございます。",
)


def last_asked(*lines: str) -> tuple[str, list[str]]:
    return asked(*COMMITTEE, *lines)[-1]


def test_a_remark_of_another_member_is_passed_over() -> None:
    assert last_asked(
        "青木委員：プールが休みなのはなぜですか。",
        "石田委員：プールは確かに去年から休みですよね、うちの孫も残念がっていました。",
        "管財課長：プールはろ過の機械が壊れまして、休んでおります。",
    ) == ("プールが休みなのはなぜですか。", ["プールはろ過の機械が壊れまして、休んでおります。"])


def test_a_remark_is_the_answer_where_nobody_says_more() -> None:
    _, answers = last_asked(
        "青木委員：プールが休みなのはなぜですか。",
        "石田委員：プールはろ過の機械が壊れたと聞いています。",
        "青木委員：そうでしたか、それは残念です。直るといいですね。",
    )
    assert answers == ["プールはろ過の機械が壊れたと聞いています。"]


def test_who_is_asked_by_name_answers() -> None:
    _, answers = last_asked(
        "青木委員：石田委員、地元の方はプールをどう見ていますか。",
        "石田委員：地元ではプールを残したいという声が多いです。",
        "管財課長：プールの調査は来年度でございます。",
    )
    assert answers[0] == "地元ではプールを残したいという声が多いです。"


def test_the_chair_s_call_and_thanks_are_no_answer() -> None:
    assert asked(
        "岸本：それでは質疑を行います。",
        "青木委員：雨漏りは何か所ありますか。",
        "岸本：ありがとうございます。管財課長。",
        "管財課長：12か所でございます。",
    ) == [("雨漏りは何か所ありますか。", ["12か所でございます。"])]


def test_a_second_question_before_the_answer_goes_with_the_first() -> None:
    ((question, answers),) = asked(
        "青木委員：雨漏りは何か所ありますか。",
        "岸本：管財課長。",
        "青木委員：あと、直すのにいくらかかりますか。",
        "管財課長：雨漏りは12か所で、直すには180万円かかります。",
    )
    assert question == "雨漏りは何か所ありますか。あと、直すのにいくらかかりますか。"
    assert answers == ["雨漏りは12か所で、直すには180万円かかります。"]


def test_to_find_out_is_an_answer_and_a_task() -> None:
    for reply in ("確認します。", "持ち帰ります。", "はい、調べてお答えします。"):
        lines = ("青木委員：雨漏りは何か所ありますか。", f"管財課長：{reply}", "岸本：お願いします。")
        ((question, answers),) = asked(*lines)
        assert question == "雨漏りは何か所ありますか。"
        assert answers == [reply.removeprefix("はい、")]
        (task,) = tasks(heard("岸本：質疑を行います。", *lines))
        assert task.task.who == "管財課長"
        assert "雨漏り" in "".join(one.text for one in task.sentences)


def test_an_answer_in_several_turns_is_taken_whole() -> None:
    ((_, answers),) = asked(
        "青木委員：雨漏りは何か所ありますか。",
        "管財課長：雨漏りは全部で12か所ございます。",
        "青木委員：はい。",
        "管財課長：うち3か所は屋上で、9か所は窓の周りでございます。",
    )
    assert answers == ["雨漏りは全部で12か所ございます。", "うち3か所は屋上で、9か所は窓の周りでございます。"]


def test_who_begins_with_another_matter_does_not_answer() -> None:
    ((_, answers),) = asked(
        "大槻：研修は10日に4回にまとめますか。", "藤堂：1点だけ。土曜日に試験用の環境を半日ほど止めます。"
    )
    assert answers == []


def test_who_answers_takes_nothing_for_granted() -> None:
    assert (
        len(asked("大槻：欠席の連絡はどうなりましたか。", "藤堂：9月に、既存の仕組みを使うという結論でしたよね。")) == 1
    )


def test_words_that_only_sound_like_a_question_are_none() -> None:
    for said in (
        "大事な御質問ですね。",
        "まず状態の確認ですね。",
        "どの施設も使っていない方が3割おられます。",
        "どちらのお立場もよく分かります。",
        "委員の皆様には、何とぞよろしくお願い申し上げます。",
        "映像や写真などの資料も作りました。",
        "その点、私も聞きたいです。",
        "今は前向きに、としか申し上げられません。",
        "なぜ遅れたのかという御質問が9月に出ました。",
        "来月、隣の市の図書館に伺いたいと思います。",
        "空き地を借りられないか、県と話してるところです。",
    ):
        assert asked(f"大槻：{said}", "柏木：研修は来週から3回に分けて行う予定です。") == [], said


def test_colleagues_ask_without_ka_and_answer_in_a_few_words() -> None:
    for question, answer in (
        ("写真は何枚。", "3枚です。"),
        ("いつごろ借りられる。", "11月には貸せるかなと。"),
        ("燃えない分はどこに捨てれば。", "西の置き場です。"),
        ("鍵の置き場は。", "鍵の置き場は、守衛室です。"),
        ("その分の手当は出るの。", "出ます。"),
        ("手引きはまだ使ってるの。", "使ってます。"),
    ):
        assert asked(f"大槻：{question}", f"柏木：{answer}") == [(question, [answer])], question


def test_who_has_his_short_answer_asks_the_next() -> None:
    assert asked(
        "大槻：あの倉庫、うちの持ち場だよね。",
        "柏木：そうです。",
        "大槻：鍵は何本あるの。",
        "柏木：鍵は2本あります。",
    ) == [
        ("あの倉庫、うちの持ち場だよね。", ["そうです。"]),
        ("鍵は何本あるの。", ["鍵は2本あります。"]),
    ]


def test_words_that_hold_a_word_of_asking_ask_nothing() -> None:
    for said in (
        "うちの庭に欲しいくらいだ。",
        "あの人はなんでもやっとる。",
        "1台いくらの契約ですので、額は変わりません。",
    ):
        assert asked(f"大槻：{said}", "柏木：研修は来週から3回に分けて行う予定です。") == [], said


def test_an_answer_that_is_looked_for_is_found_where_it_is_given() -> None:
    ((_, answers),) = asked(
        "大槻：字が置き換わる人は何人くらいいるんですか。",
        "柏木：いま出してます。ちょっと時間ください。",
        "藤堂：封筒の色は白に統一しました。",
        "柏木：あ、出ました。字が置き換わる人は1,276人です。",
    )
    assert "1,276人" in answers[-1]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # a thought that waits for what the others say to it
        ("大槻：少し混ぜたらどうかと。", "柏木：混ぜると舞台の転換が増えます。"),
        ("大槻：説明の部分だけ録画するのはできるんじゃないですか。", "柏木：それならできます。"),
        # what is named and left open, however short
        ("岸本：当日の流れは。", "柏木：全体で75分、説明が30分です。"),
        ("岸本：費用は。", "柏木：費用は年に72万円です。"),
        # taken for granted, and taken up
        ("岸本：昨年は新聞の折り込みでしたよね。", "柏木：はい。届いていないという苦情が40件ありました。"),
        ("大槻：それは先ほどの600人とは別ですよね。", "柏木：別です。児童は200人です。"),
        # agreement is asked for, and something else is answered
        ("岸本：臨時の駐車場は3日だけでいいですかね。", "柏木：できれば2日も開けたいです。"),
        # indirect questions in an answer ask nothing
        ("大槻：直した記録は残りますか。", "柏木：誰がいつ直したかは履歴に残ります。"),
    ],
)
def test_questions_of_an_ordinary_meeting_have_their_answers(question: str, answer: str) -> None:
    ((said, answers),) = asked(question, answer)
    assert said == question.partition("：")[2]
    assert answers == [answer.partition("：")[2].removeprefix("はい。")]


def test_an_answer_ends_where_who_leads_takes_the_next_item() -> None:
    ((_, answers),) = asked(
        "大槻：会計年度の職員も対象になりますか。",
        "柏木：なります。任用の形は問いません。",
        "岸本：では2つ目、アンケートですね。",
        "柏木：対象の40人から31人の回答がありました。",
    )
    assert answers == ["なります。任用の形は問いません。"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("岸本：ここから駅まで、何分かかる。", "柏木：歩いて12分です。"),
        ("岸本：休んだのはどうして。", "柏木：運転手が足りなくて、2便を減らしました。"),
        ("岸本：受付には何人回すつもり。", "柏木：うちから4人で、あとは応援を頼みます。"),
        ("岸本：鍵の当番が新しくなるって聞いたけど、それはいつから。", "柏木：来月の1日からです。"),
        ("岸本：余った封筒は捨てられないよね、どうする。", "柏木：住所のところにシールを貼るか、はんこを押すか。"),
        ("岸本：許可も要るよね、道路に出すなら。", "柏木：要ります。"),
        ("大槻：税込みですか、それ。", "柏木：税込みです。"),
    ],
)
def test_colleagues_ask_with_a_bare_word_and_hear_it_again(question: str, answer: str) -> None:
    assert asked("柏木：見積りは36万円でした。", question, answer)[-1:] == [
        (question.partition("：")[2], [answer.partition("：")[2]])
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "会員は42店ですが、答えてくれるのは30くらいかな。",
        "空いていれば何回でも使えます。",
        "みんなに聞いてみて、年に2回くらいです。",
        "番号札の名簿を作っておいて、上から電話する形でしょうか。",
        "雨が続けば、2階の広間を使ってもらうか。",
    ],
)
def test_who_is_asked_answers_as_if_he_asked_himself(answer: str) -> None:
    assert asked("大槻：店の数はどのくらいになりますか。", f"柏木：{answer}") == [
        ("店の数はどのくらいになりますか。", [answer])
    ]


def test_who_has_told_something_is_asked_about_it_though_he_asks_at_other_times() -> None:
    _, answers = last_asked(
        "石田委員：私どもの会にも、捨てられない名簿の箱がございます。",
        "青木委員：それはどのくらいの量ですか。",
        "石田委員：棚の2段分でしょうね、箱で数えますと12箱です。",
        "管財課長：倉庫の棚はもう空きがございません。",
    )
    assert answers[0] == "棚の2段分でしょうね、箱で数えますと12箱です。"


def test_what_who_leads_concludes_answers_a_question_that_was_asked_back_first() -> None:
    talk = (
        "大槻：議会の答弁書に使うのはどうしますか。",
        "岸本：よその市ではどうしていますか、柏木さん。",
        "柏木：答弁書に使っているのが5市、禁止が3市です。",
        "藤堂：通告の中身は公開の前ですからね。",
        "岸本：では、答弁書は下調べだけに使うことにします。",
    )
    first, second = asked(*talk)
    assert first[1][-1] == "では、答弁書は下調べだけに使うことにします。"
    assert second == ("よその市ではどうしていますか、柏木さん。", ["答弁書に使っているのが5市、禁止が3市です。"])


def test_what_is_decided_later_is_no_answer_where_the_first_to_speak_told_it() -> None:
    ((_, answers), *_) = asked(
        "大槻：駅からここまで歩いて何分でしたっけ。",
        "柏木：歩いて8分です。",
        "藤堂：バスは何台要りますか。",
        "岸本：では、駅から歩いて来てもらうことにします。",
    )
    assert answers == ["歩いて8分です。"]
