"""What is raised without asking, and answered all the same, on meetings of a few sentences."""

from __future__ import annotations

import pytest

from tests.test_questions import asked


@pytest.mark.parametrize(
    ("raised", "answer"),
    [
        (
            "駐輪場が夜に閉まっているのが不便だという声が窓口に来ています。",
            "夜は管理人がいないので閉めていますが、番号式の鍵に替える見積もりを取っています。",
        ),
        (
            "気がかりなのは、停電のときに鍵が開くかどうかなんです。",
            "停電でも内側からは開きます。外からは予備の電池で3時間もちます。",
        ),
        (
            "前の機械は紙づまりがひどかったので、今度も同じことにならないか心配しています。",
            "紙の送りの部分が新しくなっていて、貸し出しの2週間では一度も詰まっていません。",
        ),
        (
            "冊子をもう少し字の大きいものにできないかと、老人クラブから言われておりまして。",
            "大きい字の版は100部だけ別に刷る予定です。",
        ),
        ("写真の使用料が書いていないのが引っかかっています。", "使用料は契約のほうに含めてあります。"),
        ("去年みたいに開始が遅れると困るんですよね。", "去年は荷物の到着が遅れたためで、今年は前の日に搬入します。"),
        (
            "利用料を払う場所が1階にしかないのが、お年寄りにはつらいと思うんです。",
            "2階の窓口でも払えるように、端末を1台回してもらえることになりました。",
        ),
        (
            "受付の時間をあと30分延ばしてほしいという要望が、アンケートに18件ありました。",
            "延ばすと職員の帰りが8時を過ぎるので、木曜だけ試すことを考えています。",
        ),
        ("ここの数字、資料の2枚目と合っていないように見えます。", "2枚目は3月末、こちらは4月末の数字です。"),
        (
            "その機械を置くとなると、電源が足りないのではと思っていまして。",
            "電源は倉庫から引く工事を先にやります。",
        ),
    ],
)
def test_what_one_raises_is_asked_where_another_deals_with_it(raised: str, answer: str) -> None:
    assert asked(f"大槻：{raised}", f"柏木：{answer}") == [(raised, [answer])]


@pytest.mark.parametrize(
    "reply",
    [
        "そうなんですよ、うちの支所でも夜の利用者から同じことを言われています。",
        "うちの支所も、夜に閉まっているのは不便だと思っていました。",
        "大事なお話です。",
        "夜に閉めているのは何時からでしたっけ。",
    ],
    ids=["feels the same", "says it of himself", "only honours it", "asks in turn"],
)
def test_a_worry_that_nobody_deals_with_is_no_question(reply: str) -> None:
    raised = "大槻：駐輪場が夜に閉まっているのが不便だという声が窓口に来ています。"
    assert not any(question.startswith("駐輪場") for question, _ in asked(raised, f"柏木：{reply}"))


def test_a_worry_of_who_has_just_been_asked_is_his_answer() -> None:
    ((question, _),) = asked(
        "大槻：夜の駐輪場はどうなっていますか。",
        "柏木：閉まっているのが不便だという声が窓口に来ています。",
        "藤堂：夜の駐輪場は管理人がいないので閉めています。",
    )
    assert question == "夜の駐輪場はどうなっていますか。"


def test_a_yes_that_says_so_in_full_is_the_answer() -> None:
    assert asked(
        "大槻：その冊子、うちの支所にも置いていいですか。",
        "柏木：ぜひお願いします。余っておりますので。",
        "岸本：では、支所にも置くことにします。",
    ) == [("その冊子、うちの支所にも置いていいですか。", ["ぜひお願いします。余っておりますので。"])]


def test_who_leads_takes_for_granted_what_another_says_again() -> None:
    assert asked("岸本：木曜は図書室が休みですよね。", "柏木：木曜は図書室も休みで、開くのは金曜からです。") == [
        ("木曜は図書室が休みですよね。", ["木曜は図書室も休みで、開くのは金曜からです。"])
    ]


def test_a_matter_may_be_asked_about_as_somebody_is_called() -> None:
    assert asked("大槻：団体の場合はどうですか。", "柏木：団体は10人から2割引きになります。") == [
        ("団体の場合はどうですか。", ["団体は10人から2割引きになります。"])
    ]


@pytest.mark.parametrize(
    "put",
    [
        "皆さんおそろいですかね。",
        "それでは、そろそろ始めましょうか。",
        "苦情のほうも紹介してもらえますか。",
        "次は駐車場の話かな。",
    ],
)
def test_who_leads_asks_only_to_go_on(put: str) -> None:
    assert asked(f"岸本：{put}", "柏木：駐車場の利用は月に240台で、去年より1割増えています。") == []


def test_the_day_of_the_next_meeting_is_no_question_of_the_meeting() -> None:
    said = asked(
        "岸本：次回の会議ですが、13日の木曜は。",
        "柏木：13日は研修です。",
        "岸本：じゃあ、14日の金曜は。",
        "柏木：14日なら大丈夫です。",
        "岸本：では次回は14日の午後2時からにします。",
    )
    assert said == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("大槻：停留所は動かせますか。", "柏木：動かすには届出が要るので、今からだと間に合うかどうか。"),
        ("大槻：小学生も保険に入れますか。", "柏木：小学生も入れたはずですけど、決まりを見ないと、はっきりは。"),
        ("岸本：土地の契約はいつまでに。", "柏木：土地の契約は10月中に済ませます。"),
        (
            "岸本：柏木さん、名簿を今日のうちに出してもらえますか。",
            "柏木：名簿は月末に締めるので、6月の分なら。",
        ),
    ],
    ids=["not sure whether", "not sure", "by when", "a wish and its terms"],
)
def test_an_answer_may_break_off_and_a_question_may_have_no_verb(question: str, answer: str) -> None:
    assert asked(question, answer) == [(question.partition("：")[2], [answer.partition("：")[2]])]


def test_who_passes_a_question_on_has_not_answered_it() -> None:
    for passed_on in (
        "岸本：おっしゃるとおりですね。藤堂さん、いかがですか。",
        "柏木：これは藤堂さんのほうがいいですかね。",
    ):
        ((_, answers),) = asked(
            "大槻：今の建物でもできることはありませんか。", passed_on, "藤堂：入口の段差に手すりと板を付けられます。"
        )
        assert answers == ["入口の段差に手すりと板を付けられます。"]


def test_another_takes_on_what_the_first_could_not_answer() -> None:
    ((_, answers),) = asked(
        "大槻：近所の方へはどう知らせますか。",
        "柏木：回覧だと月に2回なので、間に合わないかもしれません。",
        "藤堂：それはうちのほうで、150軒に手で配ります。",
    )
    assert answers[-1] == "それはうちのほうで、150軒に手で配ります。"


@pytest.mark.parametrize(
    ("doubt", "answer"),
    [
        ("岸本：借りたほうが安いじゃないですか、5年だと。", "柏木：そうなります。"),
        ("大槻：それだと朝は門が開けられないんじゃ。", "柏木：いえ、門の鍵は警備員が持っています。"),
        ("岸本：火曜だけ早番の人を増やせばいいんじゃないですか。", "柏木：早番の届けは使えます、前の日までに出せば。"),
    ],
)
def test_what_is_doubted_is_a_question_where_another_says_yes_or_no(doubt: str, answer: str) -> None:
    assert asked(doubt, answer) == [(doubt.partition("：")[2], [answer.partition("：")[2]])]


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        ("大槻：チラシの裏に草刈りのことも入れてもらえません？", "柏木：入れましょう、それは。"),
        (
            "岸本：連絡は全員にメールで送る形でいいですか。",
            "柏木：メールは見ない人もいるので、電話の輪のほうがいいと思います。",
        ),
        ("大槻：目標の数は、前は500件と言っていましたが。", "柏木：500件は難しいので、400件を目標にしています。"),
    ],
    ids=["a wish that is taken up", "another way is better", "what was said before"],
)
def test_a_wish_and_what_was_said_before_are_dealt_with(wish: str, answer: str) -> None:
    assert asked(wish, answer) == [(wish.partition("：")[2], [answer.partition("：")[2]])]
