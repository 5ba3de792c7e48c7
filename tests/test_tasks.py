"""To-dos on meetings of a few sentences: what, who, by when. The meeting is held on 18 October 2023."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.drafting.outcomes.tasks import tasks
from assistant.drafting.values import Task
from tests.small_meeting import HELD_ON, heard

CHAIRED = (
    "岸本課長：では、柏木主幹から説明をお願いします。",
    "柏木主幹：試行の参加者は30人です。",
    "岸本課長：ご意見はありますか。",
)


def found(*lines: str) -> list[Task]:
    return [one.task for one in tasks(heard(*CHAIRED, *lines), HELD_ON, date(2023, 11, 20))]


@pytest.mark.parametrize(
    ("lines", "task"),
    [
        (
            ("柏木主幹：利用者の一覧は来週中に作って配ります。",),
            Task("利用者の一覧は来週中に作って配ります", "柏木主幹", "来週中", date(2023, 10, 27)),
        ),
        (
            ("岸本課長：大槻主査、頼み方の事例集を25日までに作ってください。", "大槻主査：はい、分かりました。"),
            Task("大槻主査、頼み方の事例集を25日までに作ってください", "大槻主査", "25日までに", date(2023, 10, 25)),
        ),
        (
            ("岸本課長：名簿の確認は総務課でお願いします。",),
            Task("名簿の確認は総務課でお願いします", "総務課", "", None),
        ),
        (
            ("大槻主査：端末の台数は私のほうで調べておきます。",),
            Task("端末の台数は私のほうで調べておきます", "大槻主査", "", None),
        ),
        (
            ("岸本課長：皆さんは次回までに様式の案を見てきてください。",),
            Task("皆さんは次回までに様式の案を見てきてください", "全員", "次回までに", date(2023, 11, 20)),
        ),
    ],
    ids=["promised", "asked and taken on", "asked of an office", "taken on by oneself", "asked of all"],
)
def test_who_is_to_do_what_by_when(lines: tuple[str, ...], task: Task) -> None:
    assert found(*lines) == [task]


def test_the_transcripts_own_name_stands_for_a_short_one() -> None:
    (task,) = found("岸本課長：大槻さん、事例集を作っておいてください。", "大槻主査：分かりました。")
    assert task.who == "大槻主査"


def test_two_who_do_it_together_are_both_named() -> None:
    (task,) = found("岸本課長：柏木さんと大槻さんで、見本の案を作ってください。", "柏木主幹：はい。")
    assert task.who == "柏木主幹、大槻主査" if "大槻主査" in task.who else task.who.startswith("柏木主幹")


def test_a_request_and_its_promise_are_one() -> None:
    (one,) = tasks(
        heard(*CHAIRED, "岸本課長：端末の台数を調べてもらえますか。", "大槻主査：はい、来週の水曜までに調べます。"),
        HELD_ON,
    )
    assert len(one.sentences) == 2
    assert (one.task.who, one.task.due) == ("大槻主査", date(2023, 10, 25))


def test_a_promise_of_another_after_the_yes_is_a_to_do_of_its_own() -> None:
    both = found(
        "岸本課長：大槻主査、事例集を25日までに作ってください。",
        "大槻主査：はい、分かりました。",
        "柏木主幹：端末の台数は私のほうで調べておきます。",
    )
    assert [task.who for task in both] == ["大槻主査", "柏木主幹"]


def test_the_limit_may_stand_in_the_next_sentence() -> None:
    (task,) = found("大槻主査：原稿は私が書きます。来週の金曜に出します。")
    assert (task.due_as_said, task.due) == ("来週の金曜", date(2023, 10, 27))


def test_the_limit_may_be_told_when_another_asks_for_it() -> None:
    (task,) = found(
        "柏木主幹：去年の結果は教育委員会に照会します。",
        "岸本課長：お願いします。いつごろになりますか。",
        "柏木主幹：今月中には皆さんにお送りします。",
    )
    assert (task.who, task.due) == ("柏木主幹", date(2023, 10, 31))


def test_a_promise_without_its_matter_rests_on_the_sentence_before() -> None:
    (one,) = tasks(heard(*CHAIRED, "柏木主幹：窓口の端末は古い型が12台あります。", "大槻主査：やっておきます。"))
    assert [sentence.text for sentence in one.sentences] == ["窓口の端末は古い型が12台あります。", "やっておきます。"]


def test_a_request_with_a_day_binds_whoever_says_it() -> None:
    (task,) = found("柏木主幹：参加できるかどうかは、25日までに事務局に連絡してください。")
    assert (task.who, task.due) == ("", date(2023, 10, 25))


def test_who_refuses_takes_nothing_on() -> None:
    assert found("岸本課長：端末の台数を調べてもらえますか。", "大槻主査：それはちょっと難しいです。") == []


def test_what_is_taken_back_is_not_to_do() -> None:
    assert found("柏木主幹：アンケートの集計は私が来週やります。", "柏木主幹：いや、集計は不要です。") == []


def test_what_one_who_does_not_lead_only_wishes_is_an_opinion() -> None:
    assert found("大槻主査：もっと早く資料を送っていただきたいです。") == []
    (task,) = found("大槻主査：もっと早く資料を送っていただきたいです。", "柏木主幹：次回は1週間前に送ります。")
    assert task.who == "柏木主幹"


def test_what_is_said_again_at_the_end_is_no_second_to_do() -> None:
    (task,) = found(
        "大槻主査：頼み方の事例集は私が作ります。",
        "柏木主幹：経費は予算の中で足ります。参加者はあと10人増やせます。",
        "岸本課長：最後に、大槻さんは頼み方の事例集を月末までに作ってください。",
    )
    assert (task.who, task.due) == ("大槻主査", date(2023, 10, 31))


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        (("岸本課長：参加できるかどうかは、25日までに事務局に連絡してください。", "大槻主査：はい。"), "大槻主査"),
        (("岸本課長：大槻さんに、事例集を作ってもらいましょう。",), "大槻さん"),
        (("柏木主幹：名簿は総務課から取り寄せて、来週配ります。",), "柏木主幹"),
        (("柏木主幹：結果は来週の委員会でご報告いたします。",), "柏木主幹"),
        (("柏木主幹：台帳は総務課で来週作ります。",), "総務課"),
        (("柏木主幹：内部で検討して、来週お返事します。",), "柏木主幹"),
    ],
)
def test_who_receives_gives_or_hears_of_it_is_not_who_does_it(lines: tuple[str, ...], who: str) -> None:
    (task,) = found(*lines)
    assert task.who == who


def test_a_promise_and_a_request_of_one_speaker_are_two() -> None:
    both = found(
        "大槻主査：地区への説明は私が9月の会議でやります。資料を30部用意しておいてください。", "柏木主幹：はい。"
    )
    assert [task.who for task in both] == ["大槻主査", "柏木主幹"]


@pytest.mark.parametrize(
    "said",
    [
        "岸本課長：お手元の資料をご覧ください。",
        "岸本課長：ご質問をお願いします。",
        "柏木主幹：窓口は来月から始まります。",
        "柏木主幹：人手が足りないなら私が行きます。",
        "柏木主幹：欠席のご連絡をいただいております。",
    ],
)
def test_the_running_of_the_meeting_and_states_of_things_are_nothing_to_do(said: str) -> None:
    assert found(said) == []


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        (("柏木主幹：台帳の写しは業者に頼みます。",), "柏木主幹"),
        (("大槻主査：据え付けの日は、私が出ます。",), "大槻主査"),
        (("柏木主幹：写真は今月末までにいただければ。", "大槻主査：出します。"), "大槻主査"),
        (("岸本課長：大槻さん、名簿を係に渡しといて、今週中に。", "大槻主査：承知しました。"), "大槻主査"),
        (("岸本課長：大槻さん、この並び、直せる？", "大槻主査：直します。"), "大槻主査"),
        (("大槻主査：番号は、うちで突き合わせましょうか。", "柏木主幹：助かります。"), "大槻主査"),
        (("岸本課長：次からは前の日に配るようにしましょう。", "大槻主査：承知しました。"), "大槻主査"),
        (("岸本課長：じゃあ、大槻さんは受付のほうね。", "大槻主査：はい。"), "大槻主査"),
    ],
)
def test_what_colleagues_take_on_in_passing(lines: tuple[str, ...], who: str) -> None:
    (task,) = found(*lines)
    assert task.what in lines[0]
    assert task.who == who


@pytest.mark.parametrize(
    "lines",
    [
        ("柏木主幹：図書館は9月1日に休館します。",),
        ("岸本課長：柏木主幹、そこの窓、閉めてもらっていい？", "柏木主幹：はい。"),
        ("大槻主査：柏木さん、水は回せますか。", "柏木主幹：管を引けば回せます。"),
        ("大槻主査：番号は、うちで突き合わせましょうか。", "柏木主幹：いえ、もう済みました。"),
    ],
)
def test_what_happens_by_itself_is_possible_or_done_here_is_no_to_do(lines: tuple[str, ...]) -> None:
    assert found(*lines) == []


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        (("大槻主査：駅長のところには、俺も電話しとくわ。",), "大槻主査"),
        (("柏木主幹：かわりに、概要をホームページに出します。",), "柏木主幹"),
        (("大槻主査：去年の調べがありますので、事務局に送ります。",), "大槻主査"),
        (("岸本課長：書きなさいよ、そういういい数字は。", "柏木主幹：すみません、追記します。"), "柏木主幹"),
        (("岸本課長：大槻さん、さっきの託児と一緒に。", "大槻主査：はい、一緒に聞きます。"), "大槻主査"),
        (
            ("大槻主査：班長会を通してもらったほうが早いですよ。", "柏木主幹：分かりました、そうします。"),
            "柏木主幹",
        ),
        (("岸本課長：そっちの案内は大槻さん、頼めるかな。", "大槻主査：承知しました。"), "大槻主査"),
        (("柏木主幹：手伝いに1人、行かせます。", "岸本課長：助かる。"), "柏木主幹"),
        (("柏木主幹：みその材料はうちで買いますよ、去年と同じで。",), "柏木主幹"),
        (("柏木主幹：見本が刷り上がったら、実物の重さを量ります。",), "柏木主幹"),
    ],
)
def test_promises_and_orders_among_colleagues_of_every_form(lines: tuple[str, ...], who: str) -> None:
    (task,) = found(*lines)
    assert task.who == who


@pytest.mark.parametrize(
    "lines",
    [
        ("大槻主査：街路灯の早めの点検を求めておきます。",),
        ("大槻主査：これは要望として申し上げておきます。",),
        ("柏木主幹：写しが必要でしたら、お渡しします。",),
        ("柏木主幹：古い端末は、網にはつながないでください。",),
        ("柏木主幹：端末の中にあるものは、消えてしまいます。",),
        ("岸本課長：お揃いですので、始めさせてもらいます。", "大槻主査：お願いします。"),
    ],
)
def test_wishes_of_members_and_what_holds_only_in_a_case_are_no_to_dos(lines: tuple[str, ...]) -> None:
    assert found(*lines) == []


def test_what_is_wanted_of_another_body_is_a_to_do() -> None:
    (task,) = found("柏木主幹：県に早めの点検を求めておきます。")
    assert task.who == "柏木主幹"


@pytest.mark.parametrize(
    ("lines", "who", "what"),
    [
        # work that follows at once from what who leads has settled
        (("岸本課長：そこは、はっきり書きましょう。", "大槻主査：第2章に例を書き足します。"), "大槻主査",
         "第2章に例を書き足します"),
        # given to somebody by name, in half a sentence
        (("岸本課長：協会との連絡は大槻さんのほうで。", "大槻主査：はい。"), "大槻主査",
         "協会との連絡は大槻さんのほうで"),
        # offered as a question, and welcomed
        (("大槻主査：直す前と後のものを並べて出しましょうか。", "岸本課長：ぜひお願いします。"), "大槻主査",
         "直す前と後のものを並べて出しましょうか"),
        (("大槻主査：そこは、内訳を集計させてください。",), "大槻主査", "そこは、内訳を集計させてください"),
        (("大槻主査：19日に学校が入ると聞いたので、18日までに用意しておきます。",), "大槻主査",
         "19日に学校が入ると聞いたので、18日までに用意しておきます"),
        (("岸本課長：9時半には着くようにお願いできますか。", "大槻主査：9時半着で組みます。"), "大槻主査",
         "9時半には着くようにお願いできますか"),
    ],
)  # fmt: skip
def test_what_is_taken_on_in_the_ways_of_an_ordinary_meeting(lines: tuple[str, ...], who: str, what: str) -> None:
    (task,) = found(*lines)
    assert (task.who, task.what) == (who, what)


@pytest.mark.parametrize(
    "lines",
    [
        ("岸本課長：まず、前回の宿題の確認だけ、大槻係長からお願いします。",),
        ("岸本課長：次に議題1、実態の調査、大槻さんお願いします。",),
        ("岸本課長：この数字は頭に入れておいてください。",),
        ("大槻主査：人手が足りなければ、手伝いに出します。",),
        ("大槻主査：その案は取り下げます。",),
    ],
)
def test_calls_conditions_and_what_is_given_up_are_no_to_dos(lines: tuple[str, ...]) -> None:
    assert found(*lines) == []


def test_a_promise_goes_back_to_the_same_work_whatever_was_said_between() -> None:
    (task,) = found(
        "大槻主査：それはうちで、ひな形を作りましょうか。",
        "岸本課長：急ぎではないので、次回までじゃなくていいです。",
        "大槻主査：9月中に作ります。",
    )
    assert task.what.startswith("それはうちで、ひな形を作りましょうか")


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (("柏木主幹：案内の板は、門の両側に31日までに立てます。",), "案内の板は、門の両側に31日までに立てます"),
        (("岸本課長：大槻さん、町内会には図を付けて知らせてあげてください。", "大槻主査：はい。"), "知らせてあげて"),
        (("岸本課長：文面は大槻主査と柏木主幹で相談して。", "大槻主査：はい。"), "相談して"),
        (("大槻主査：26日に連絡会がありますので、そこで聞いてまいります。",), "聞いてまいります"),
        (("柏木主幹：写しは25日までに各課にお送りできますので、ご覧ください。",), "お送りできます"),
        (("柏木主幹：その数は、ちょっと係で考えさせてください。",), "考えさせて"),
    ],
)
def test_work_is_promised_and_given_in_passing(lines: tuple[str, ...], what: str) -> None:
    assert [what in task.what for task in found(*lines)] == [True]


@pytest.mark.parametrize(
    "said",
    [
        "柏木主幹：その点は後でまたお話ししますけど。",
        "柏木主幹：では、廃止の案は引っ込めます。",
        "柏木主幹：そうすると、委託料が8万円ほど浮きますね。",
        "柏木主幹：端末は3月までに入れ替わります。",
    ],
    ids=["later in the meeting", "given up", "what follows", "of itself"],
)
def test_what_comes_of_itself_is_no_work(said: str) -> None:
    assert found(said) == []
