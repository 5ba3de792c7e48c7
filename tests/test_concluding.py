"""What who leads says flatly, and the room lets stand."""

from __future__ import annotations

import pytest

from assistant.drafting.outcomes.decisions import decisions
from assistant.drafting.outcomes.upcoming import announcements
from tests.small_meeting import heard

CHAIRED = (
    "岸本：では、柏木さんから説明をお願いします。",
    "柏木：試行の参加者は30人です。",
    "岸本：ご意見はありますか。",
)


def decided(*lines: str) -> list[str]:
    return ["".join(one.text for one in decision.sentences) for decision in decisions(heard(*CHAIRED, *lines))]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (("岸本：研修の対象は全員にするということで。",), "研修の対象は全員にするということで。"),
        (("大槻：列ができますね。", "岸本：前半と後半で入れ替えると。"), "前半と後半で入れ替えると。"),
        (("岸本：匿名のものは入力禁止と。",), "匿名のものは入力禁止と。"),
        (("岸本：手引きに例を載せましょう。", "大槻：巻末に足します。"), "手引きに例を載せましょう。"),
        (("岸本：じゃあ支所には2台置きます。", "大槻：助かります。"), "じゃあ支所には2台置きます。"),
        (
            ("岸本：夜間の講座も開くことにする。", "岸本：そういうことで要綱も直してください。"),
            "夜間の講座も開くことにする。そういうことで要綱も直してください。",
        ),
        (
            ("岸本：じゃあ、例の表を付けるということで、大槻さん、案を作っていただけますか。", "大槻：はい。"),
            "じゃあ、例の表を付けるということで、大槻さん、案を作っていただけますか。",
        ),
        (("岸本：じゃあ、題名は太い版にしてください。", "柏木：はい。"), "じゃあ、題名は太い版にしてください。"),
        (("岸本：なら2種類で作りましょうか。文面は柏木さんですね。",), "なら2種類で作りましょうか。"),
        (("岸本：じゃあ、ポスターは管財課で作りましょう。",), "じゃあ、ポスターは管財課で作りましょう。"),
        (("岸本：ホールも会議室も現行どおりということで。",), "ホールも会議室も現行どおりということで。"),
        # what he adds in the same breath belongs to it
        (("岸本：じゃあ支所には2台置きます。予備から1台回すということで。",),
         "じゃあ支所には2台置きます。予備から1台回すということで。"),
    ],
)  # fmt: skip
def test_who_leads_decides_with_a_flat_word(lines: tuple[str, ...], what: str) -> None:
    assert decided(*lines) == [what]


@pytest.mark.parametrize(
    "lines",
    [
        ("柏木：研修の対象は全員にするということで。",),  # not by one who reports
        ("柏木：荷物は28日に届きます。", "岸本：28日に届くと。"),  # he only says it again
        ("岸本：手引きに例を載せましょう。", "大槻：それは反対です。"),
        ("岸本：手引きに例を載せましょう。", "岸本：皆さん、どうでしょう。"),
        ("岸本：ほかによろしければ、2つ目に行きます。",),
        ("岸本：じゃあ、まず次第の1番、これまでの経過ですね。",),
        ("岸本：窓を少し開けましょう。",),
        ("岸本：それは置いておきましょう。",),
        ("岸本：無事に済むことを祈りましょう。",),
        ("柏木：今月中には出せます。", "岸本：じゃあ今月中ということで。"),  # a limit, and no matter of its own
        ("岸本：現場に行かないと。",),
    ],
)
def test_what_is_only_said_again_run_or_opposed_is_not_decided(lines: tuple[str, ...]) -> None:
    assert decided(*lines) == []


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (
            ("大槻：立ち会いに業者を呼ぶかどうかですが。", "岸本：今年も呼ばない。", "大槻：承知しました。"),
            "今年も呼ばない。",
        ),
        (("大槻：紙の名簿を見ている人はいません。", "岸本：紙はやめる。", "柏木：はい、やめます。"), "紙はやめる。"),
        (
            (
                "柏木：古い様式は今月で終えて、来月から新しいほうに切り替えます。",
                "大槻：在庫がなくなりますしね。",
                "岸本：そうしてください。",
            ),
            "古い様式は今月で終えて、来月から新しいほうに切り替えます。そうしてください。",
        ),
        (
            ("大槻：冊子は英語でも作りますか。", "岸本：冊子は日本語だけで、英語は作らないと。"),
            "冊子は日本語だけで、英語は作らないと。",
        ),
        (
            (
                "大槻：旗は去年のが使えます。",
                "岸本：旗は去年のまま。",
                "岸本：旗は作らないということで、いいと思います。",
            ),
            "旗は作らないということで、いいと思います。",
        ),
        (
            ("大槻：配る先が多くて。", "岸本：今回は配らない、ということにさせてください。"),
            "今回は配らない、ということにさせてください。",
        ),
    ],
)
def test_who_leads_decides_in_plain_words(lines: tuple[str, ...], what: str) -> None:
    assert what in "".join(decided(*lines))


@pytest.mark.parametrize(
    "lines",
    [
        ("岸本：他の市の単価ぐらい並べないと。", "大槻：はい。"),
        ("岸本：やるかどうかは見積もりを見てからということで。", "大槻：はい。"),
        ("大槻：利用は何冊ですか。", "柏木：月に30冊です。", "岸本：30冊だな。"),
    ],
    ids=["what is needed", "put off", "a figure said again"],
)
def test_what_is_said_plainly_and_settles_nothing(lines: tuple[str, ...]) -> None:
    assert decided(*lines) == []


def test_a_fact_is_no_conclusion_by_the_rules() -> None:
    # The weighing, which knows no rain, may take it for one.
    said = heard(*CHAIRED, "岸本：今年は雨が降る。", "柏木：傘立てを数えます。")
    assert decisions(said, lambda: {"*": -1.0}) == ()


def test_a_guest_who_presides_over_another_body_does_not_lead() -> None:
    said = heard(
        "大月課長：では1番、会場です。野呂さん、お願いします。",
        "野呂主任：会場は港小です。",
        "大月課長：ご意見はありますか。",
        "徳永会長：去年と同じですね。",
        "大月課長：次に2番、受付です。柴山さん、お願いします。",
        "柴山係長：受付は4か所です。",
        "大月課長：ほかにご質問はありますか。",
        "大月課長：受付は5か所にするということで。",
    )
    assert {one.speaker for one in said if one.leads} == {"大月課長"}


def test_a_chair_who_runs_the_meeting_leads() -> None:
    said = heard(
        "小川会長：それでは、協議会を開会いたします。", "事務局：資料をご覧ください。", "小川会長：ご質問はありますか。"
    )
    assert {one.speaker for one in said if one.leads} == {"小川会長"}


def test_the_next_meeting_is_told_by_the_day_that_holds() -> None:
    said = heard(
        "岸本：次回は8月23日の水曜日、10時でいかがでしょうか。",
        "大槻：23日は出張です。",
        "岸本：じゃあ次回は8月24日の木曜日、午後1時半から、403会議室で。",
    )
    assert ["".join(one.text for one in told) for told in announcements(said)] == [
        "じゃあ次回は8月24日の木曜日、午後1時半から、403会議室で。"
    ]
