"""Decisions as councils, committees and 附属機関 take them: each says what was decided, and on which words it rests."""

from __future__ import annotations

import pytest

from assistant.answering.values import Verdict
from assistant.drafting import styles
from assistant.drafting.values import Line, LineKind
from tests.small_meeting import drafted

OPENED = "議長：ただいまから本会議を開会いたします。"
CLOSED = "議長：以上で本日の日程は全部終了いたしました。これにて閉会いたします。"


def decided(*lines: str) -> tuple[Line, ...]:
    return drafted(OPENED, *lines, CLOSED).of_kind(LineKind.DECISION)


def test_a_bill_that_is_only_pointed_at_stands_by_its_number_and_title() -> None:
    (one,) = decided(
        "議長：次に、議案第23号、みなと野市公民館条例の一部改正についてを議題といたします。提出者の説明を求めます。",
        "市長：議案第23号は、使用料を改めるものでございます。よろしくお願いいたします。",
        "議長：質疑はありませんか。（「なし」と呼ぶ者あり）質疑なしと認めます。",
        "議長：お諮りいたします。本案は原案のとおり可決することに御異議ありませんか。（「異議なし」と呼ぶ者あり）",
        "議長：御異議なしと認めます。よって、本案は原案のとおり可決することに決定しました。",
    )
    assert one.text == "議案第23号、みなと野市公民館条例の一部改正：本案は原案のとおり可決することに決定しました。"
    assert [basis.quote for basis in one.bases] == [
        "次に、議案第23号、みなと野市公民館条例の一部改正についてを議題といたします。",
        "本案は原案のとおり可決することに御異議ありませんか。",
        "（「異議なし」と呼ぶ者あり）",
        "御異議なしと認めます。",
        "よって、本案は原案のとおり可決することに決定しました。",
    ]
    assert one.verdict is Verdict.SUPPORTED
    assert one.speaker == "議長"


def test_a_number_gets_the_title_that_was_read_with_it() -> None:
    first, second = decided(
        "議長：請願第2号、通学路の安全対策を求める請願を議題といたします。",
        "議長：本件を採択することに賛成の諸君の起立を求めます。（賛成者起立）",
        "議長：起立多数であります。よって、請願第2号は採択することに決定いたしました。",
        "議長：次に、議案第30号、令和6年度一般会計補正予算、議案第31号、令和6年度水道事業会計補正予算、以上2件を一括議題といたします。",
        "議長：これより議案第31号を採決いたします。原案に賛成の諸君の起立を求めます。（賛成者起立）",
        "議長：起立全員であります。よって、議案第31号は原案のとおり可決されました。",
    )
    assert first.text == "通学路の安全対策を求める請願：請願第2号は採択することに決定いたしました。"
    assert second.text == "令和6年度水道事業会計補正予算：議案第31号は原案のとおり可決されました。"


def test_a_bare_question_is_about_the_sentence_before_it() -> None:
    (one,) = decided(
        "議長：会期についてお諮りいたします。今期臨時会の会期は、本日1日といたしたいと思います。これに御異議ありませんか。",
        "議員：異議なし。",
        "議長：御異議なしと認めます。さよう決定いたしました。",
    )
    assert one.text == "今期臨時会の会期は、本日1日といたしたいと思います。さよう決定いたしました。"


def test_a_bare_question_on_a_motion_is_about_what_somebody_else_moved() -> None:
    (one,) = decided(
        "議長：委員長の互選を行います。互選の方法はいかがいたしましょうか。",
        "青木議員：指名推選の方法によることとし、議長から指名していただきたいと思います。",
        "議長：ただいまの動議に御異議ありませんか。（「異議なし」の声あり）",
        "議長：御異議なしと認め、さよう決定いたしました。",
    )
    assert "指名推選の方法によることとし、議長から指名していただきたいと思います。" in one.text
    assert one.text.startswith("委員長の互選：")


def test_what_is_put_says_what_this_matter_is() -> None:
    (one,) = decided(
        "議長：議案第5号、市道の認定についてを議題といたします。",
        "議長：温泉対策特別委員会の調査は、閉会中も継続して行うことにいたしたいと思いますが、これに御異議ありませんか。（異議なし）",
        "議長：御異議なしと認めます。よって、本件は、閉会中も継続して調査することに決定いたしました。",
    )
    assert one.text == (
        "温泉対策特別委員会の調査は、閉会中も継続して行うことにいたしたいと思います。"
        "本件は、閉会中も継続して調査することに決定いたしました。"
    )


def test_an_advisory_body_decides_in_the_same_words() -> None:
    (one,) = decided(
        "会長：それでは、諮問第1号、生産緑地地区の変更についてを議題といたします。",
        "事務局：面積は1.2ヘクタールの減でございます。",
        "会長：御意見もないようですので、原案のとおり答申することでよろしいでしょうか。",
        "委員：異議なし。",
        "会長：異議なしと認め、そのように決定いたします。",
    )
    assert one.text.startswith("諮問第1号、生産緑地地区の変更：")
    assert "原案のとおり答申する" in one.text
    assert one.verdict is Verdict.SUPPORTED


def test_what_the_chair_puts_to_the_room_is_the_decision() -> None:
    (one,) = decided(
        "会長：次に、視察の日程について、お諮りします。",
        "会長：では、11月20日ということでよろしいですか。",
        "委員：異議なし。",
        "会長：では、そのようにいたします。",
    )
    assert one.text.startswith("視察の日程：")
    assert "11月20日" in one.text


def test_every_vote_is_a_decision_of_its_own() -> None:
    votes = decided(
        "議長：副議長の選挙を行います。",
        "議長：副議長には青木三郎君を指名いたしたいと思います。これに御異議ありませんか。（「異議なし」と呼ぶ者あり）",
        "議長：御異議なしと認めます。よって、青木三郎君が副議長に当選されました。",
        "議長：次に、議席を定めます。議席はただいま着席のとおりとすることに御異議ありませんか。（「異議なし」と呼ぶ者あり）",
        "議長：御異議なしと認めます。よって、議席はただいま着席のとおり決定いたしました。",
    )
    assert [one.text for one in votes] == [
        "副議長の選挙：青木三郎君が副議長に当選されました。",
        "議席はただいま着席のとおり決定いたしました。",
    ]


def test_bills_that_are_put_together_are_named_together_and_a_recess_is_none_of_them() -> None:
    bills, recess = decided(
        "議長：まず、議案第3号、市営住宅条例の一部改正外2件を一括して採決いたします。",
        "議長：本案は、委員会の報告のとおり決定することに賛成の諸君の起立を求めます。（賛成者起立）",
        "議長：起立多数と認めます。よって、本案は、いずれも委員会の報告のとおり決定いたしました。",
        "議長：お諮りいたします。明6日から9日まで休会いたしたいと思います。これに御異議ありませんか。（異議なし）",
        "議長：御異議なしと認めます。よって、明6日から9日まで休会することに決定いたしました。",
    )
    assert bills.text == (
        "議案第3号、市営住宅条例の一部改正外2件：本案は、いずれも委員会の報告のとおり決定いたしました。"
    )
    assert recess.text == "明6日から9日まで休会することに決定いたしました。"


def test_a_member_called_by_his_seat_answers_nothing() -> None:
    draft = drafted(
        OPENED,
        "青木議員：休校の間の給食はどうなりますか。",
        "議長：三十二番宮田英治君。",
        "教育長：休校の間の給食は、希望する家庭に用意いたします。",
        CLOSED,
    )
    ((_, answers),) = draft.exchanges
    assert [one.speaker for one in answers] == ["教育長"]


@pytest.mark.parametrize("style", ["要点", "発言要旨", "逐語に近い"])
def test_every_style_names_the_matter(style: str) -> None:
    draft = drafted(
        OPENED,
        "議長：議案第7号、財産の取得についてを議題といたします。",
        "議長：本案は原案のとおり可決することに御異議ありませんか。（「異議なし」と呼ぶ者あり）",
        "議長：御異議なしと認めます。よって、本案は原案のとおり可決されました。",
        CLOSED,
        style=styles.load(style),
    )
    (one,) = draft.of_kind(LineKind.DECISION)
    assert one.text.startswith("議案第7号、財産の取得：")
    assert one.text.endswith("本案は原案のとおり可決されました。")


def test_a_vote_without_majority_is_told_as_it_was_declared() -> None:
    (one,) = decided(
        "議長：議案第9号、手数料条例の一部改正についてを議題といたします。",
        "議長：原案に賛成の諸君の起立を求めます。（賛成者起立）",
        "議長：起立少数であります。よって、本案は否決されました。",
    )
    assert one.text == "議案第9号、手数料条例の一部改正：本案は否決されました。"


def test_what_the_recorder_writes_is_nobody_s_words() -> None:
    draft = drafted(OPENED, "議長：議席について申し上げます。（拍手）お手元の表のとおり指定いたします。", CLOSED)
    assert not any("拍手" in line.text for line in draft.lines)
