"""Who leads, where a meeting begins and ends, which figures are put right, what belongs to the next meeting."""

from __future__ import annotations

from assistant.drafting.hearing.acts import Act
from assistant.drafting.hearing.sentences import hear, turns
from assistant.drafting.sources.gathering import HEADING
from assistant.drafting.values import Said, Transcript
from tests.small_meeting import heard, meeting


def leaders(*lines: str) -> set[str]:
    return {one.speaker for one in heard(*lines) if one.leads}


def test_who_gives_the_floor_leads() -> None:
    assert leaders(
        "岸本：では、柏木さんから説明をお願いします。",
        "柏木：試行の参加者は30人です。",
        "岸本：ご質問はありますか。",
        "大槻：特にありません。",
    ) == {"岸本"}


def test_a_chair_leads_by_name() -> None:
    assert leaders("委員長：始まりました。", "岸本：では、大槻さんから説明をお願いします。") == {"委員長"}


def test_who_goes_from_one_matter_to_the_next_leads() -> None:
    assert leaders(
        "岸本：じゃあ、柏木さん。",
        "柏木：30人です。",
        "岸本：次、袋のこと。",
        "柏木：袋は足ります。",
        "大槻：多いですね。",
    ) == {"岸本"}


def test_a_chair_says_so_himself() -> None:
    assert leaders("柏木：始めましょう。", "岸本：委員長の岸本です。", "柏木：では、大槻さんからお願いします。") == {
        "岸本"
    }


def test_where_nobody_is_named_every_sentence_counts_as_the_leaders() -> None:
    assert all(one.leads for one in heard("試行は7月からです。", "分かりました。"))


def test_a_chair_whom_another_recorder_calls_otherwise_still_leads() -> None:
    first = (
        "岸本：では、柏木さんからお願いします。",
        "柏木：30人です。",
        "岸本：ご質問はありますか。",
        "柏木：ないです。",
    )
    second = ("話者1：では、話者2さんからお願いします。", "話者2：40人です。", "話者1：ご質問はありますか。")
    assert leaders(*first, *second) == {"岸本", "話者1"}


def test_what_is_said_before_the_opening_and_after_the_close_is_no_part_of_the_meeting() -> None:
    words = [
        "岸本：マイクの調子が悪いので、替えます。",
        "岸本：それでは、第4回の会議を始めます。",
        *(f"柏木：第{n}地区の参加者は{n}0人でした。" for n in range(1, 8)),
        "岸本：以上で本日の会議を終わります。",
        "柏木：駅前の店は30分待ちだそうです。",
    ]
    told = [one.text for one in heard(*words) if one.tells]
    assert told == [f"第{n}地区の参加者は{n}0人でした。" for n in range(1, 8)]


def test_a_figure_is_put_right_where_it_stood_and_rests_on_both() -> None:
    first, _, last = heard(
        "柏木：参加者は613人です。", "岸本：多いですね。", "柏木：すみません、613人じゃなくて631人です。"
    )
    assert first.text == "参加者は631人です。"
    assert [basis.quote for basis in first.bases] == ["参加者は613人です。", "すみません、613人じゃなくて631人です。"]
    assert "613" not in last.text


def test_a_figure_that_nobody_gave_before_is_no_correction() -> None:
    (one,) = heard("柏木：定員は100人ではなく150人にします。")
    assert one.text == "定員は100人ではなく150人にします。"


def test_a_day_and_an_hour_after_the_next_meeting_is_spoken_of_are_that_meetings() -> None:
    *_, last = heard(
        "岸本：次回は11月20日でいかがでしょうか。",
        "柏木：午前は別の会議があります。",
        "岸本：では、21日の14時からにします。",
    )
    assert last.acts & {Act.NEXT, Act.DECIDES} == {Act.NEXT}


def test_turns_are_runs_of_one_speaker() -> None:
    spoken = heard("岸本：始めます。資料は1枚です。", "柏木：はい。", "岸本：では、どうぞ。")
    assert [[one.speaker for one in turn] for turn in turns(spoken)] == [["岸本", "岸本"], ["柏木"], ["岸本"]]


def test_a_heading_is_heard_whole_and_told_by_nobody() -> None:
    said = Said(1, "", "議題1　試行について。経過。", HEADING)
    heading, words = hear(Transcript((said, Said(2, "柏木", "参加者は30人です。", "発言1"))))
    assert (heading.text, heading.tells) == (said.text, False)
    assert words.tells


def test_every_sentence_rests_on_a_slice_of_what_was_said() -> None:
    transcript = meeting("岸本：えーと、あのー、試行は7月からです。　対象は、対象は100人です。", "柏木：はい。")
    texts = {one.number: one.text for one in transcript.said}
    for one in hear(transcript):
        for basis in one.bases:
            assert texts[basis.said][basis.start : basis.end] == basis.quote
