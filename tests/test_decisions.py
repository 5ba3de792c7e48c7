"""What a meeting decided, on meetings of a few sentences."""

from __future__ import annotations

import pytest

from assistant.drafting.outcomes.decisions import decisions
from tests.small_meeting import heard

CHAIRED = (
    "岸本：では、柏木さんから説明をお願いします。",
    "柏木：試行の参加者は30人です。",
    "岸本：ご意見はありますか。",
)


def decided(*lines: str) -> list[str]:
    return ["".join(one.text for one in decision.sentences) for decision in decisions(heard(*CHAIRED, *lines))]


def test_who_leads_concludes() -> None:
    assert decided("岸本：では、試行は9月まで延長することにします。") == ["では、試行は9月まで延長することにします。"]


def test_others_conclude_only_where_the_room_agrees() -> None:
    concluded = "大槻：研修は11月に行うことにしましょう。"
    assert decided(concluded, "柏木：資料を直します。") == []
    assert decided(concluded, "柏木：はい、賛成です。") == ["研修は11月に行うことにしましょう。"]


def test_a_conclusion_that_points_back_takes_what_it_points_at() -> None:
    assert decided(
        "大槻：アンケートは3問に減らすというのはどうでしょうか。",
        "柏木：予算の中で足ります。",
        "岸本：それでは、そのようにします。",
    ) == ["アンケートは3問に減らすというのはどうでしょうか。それでは、そのようにします。"]


def test_agreement_that_is_asked_for_and_given_decides() -> None:
    assert decided("岸本：会場は第1会議室でよろしいでしょうか。", "大槻：はい、異議ありません。") == [
        "会場は第1会議室でよろしいでしょうか。"
    ]


@pytest.mark.parametrize(
    "reply",
    ["大槻：それは反対です。", "大槻：第1会議室は工事中と書いてあります。"],
    ids=["refused", "not answered"],
)
def test_agreement_that_is_not_given_decides_nothing(reply: str) -> None:
    assert decided("岸本：会場は第1会議室でよろしいでしょうか。", reply) == []


def test_a_proposal_its_agreement_and_its_conclusion_are_one_decision() -> None:
    (one,) = decisions(
        heard(
            *CHAIRED,
            "岸本：配布は11月からということでよろしいでしょうか。",
            "大槻：はい、結構です。",
            "岸本：では、配布は11月からといたします。",
        )
    )
    assert [sentence.text for sentence in one.agreed] == ["結構です。"]
    assert len(one.sentences) == 2


def test_what_is_taken_back_is_not_decided() -> None:
    assert decided(
        "岸本：では、研修は11月に行うことにします。",
        "大槻：11月は議会があります。",
        "岸本：やはり、研修は12月に変更します。",
    ) == ["やはり、研修は12月に変更します。"]
    assert decided("岸本：では、研修は11月に行うことにします。", "岸本：先ほどの研修の件は撤回します。") == []


@pytest.mark.parametrize(
    "said",
    [
        "岸本：昨年度は、全課で行うことに決定しました。",
        "岸本：もし雨なら中止にしましょう。",
        "岸本：では、議題2に移りましょう。",
        "岸本：時期はまだ決まっていません。",
    ],
)
def test_reports_suppositions_and_the_running_of_the_meeting_decide_nothing(said: str) -> None:
    assert decided(said, "大槻：はい。") == []


def test_where_nobody_is_named_words_that_decide_are_enough() -> None:
    found = decisions(heard("参加者は30人でした。", "では、試行は9月まで延長することにします。", "分かりました。"))
    assert [one.sentences[-1].text for one in found] == ["では、試行は9月まで延長することにします。"]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (("柏木：募集人数は40人にさせてください。", "岸本：わかりました。"), "募集人数は40人にさせてください。"),
        (("岸本：その机は4つにしよう。", "柏木：はい。"), "その机は4つにしよう。"),
        (("岸本：研修費は削ってください。", "柏木：はい。"), "研修費は削ってください。"),
        (("岸本：じゃあ、写真は見送り。",), "じゃあ、写真は見送り。"),
        (("岸本：だったら、景品はやめて、図書券で。",), "だったら、景品はやめて、図書券で。"),
        (("岸本：これは課長決裁にする。", "岸本：いいですね。", "柏木：はい。"), "これは課長決裁にする。いいですね。"),
        (
            ("柏木：封筒は、うちで一回り大きいものに替えます。", "岸本：はい、それは、そうしてください。"),
            "封筒は、うちで一回り大きいものに替えます。それは、そうしてください。",
        ),
        (
            ("大槻：あの名簿は、ほかの課にも渡せると思います。", "岸本：それ、いいですね。", "岸本：やりましょう。"),
            "あの名簿は、ほかの課にも渡せると思います。やりましょう。",
        ),
        (("岸本：じゃあ、a案ね。", "柏木：ではa案で。"), "じゃあ、a案ね。ではa案で。"),
        (("柏木：景品は、なしで。", "大槻：そうだね、去年も余ったから。"), "景品は、なしで。"),
        (
            ("大槻：説明は2回やりたいですね、夜も。", "柏木：じゃあ、2回で。", "大槻：はい。"),
            "説明は2回やりたいですね、夜も。じゃあ、2回で。",
        ),
        (
            ("岸本：借りられたら、夜もやる方向で。", "柏木：次ですが、名札はどうしますか。"),
            "借りられたら、夜もやる方向で。",
        ),
    ],
)
def test_what_is_brought_up_and_taken_up_is_decided(lines: tuple[str, ...], what: str) -> None:
    assert decided(*lines) == [what]


@pytest.mark.parametrize(
    "lines",
    [
        ("大槻：看板を増やしませんか。", "岸本：それは予算がないですね。"),
        ("柏木：雨のときはテントを使っています。", "岸本：それでいいと思います。"),
        ("柏木：参加費は500円です。", "岸本：わかりました、500円で。", "柏木：はい。"),
        ("岸本：これは持ち越しにしましょう。", "柏木：はい。"),
        ("岸本：お茶にしましょうか。", "柏木：はい、いいですね。"),
        ("岸本：では、お手元の資料で。", "柏木：はい。"),
        ("岸本：予算が付いたらやりましょう。", "柏木：はい。"),
        ("柏木：じゃあ、掲示板も使う。", "大槻：でも、貼る人がいません。"),
        ("柏木：じゃあ、掲示板も使う。", "大槻：掲示板は何枚要りますか。"),
        ("岸本：はは、まあ始めよう。", "柏木：はい。"),
        ("岸本：一つは、来年度の方針が決まりました。", "柏木：はい。"),
        ("柏木：先月の会で増員が決まりましたので、ご報告です。", "岸本：助かります。"),
    ],
)
def test_what_is_only_spoken_of_or_put_off_is_not_decided(lines: tuple[str, ...]) -> None:
    assert decided(*lines) == []
