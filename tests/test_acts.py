"""What one sentence of a meeting does. Each rule carries its own examples; here are the readings that need several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.hearing.acts import Act, acts


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("生成AIの試行は7月からということにします。", Act.DECIDES),
        ("では、研修は10月に2回行うこととさせていただきます。", Act.DECIDES),
        ("本件は継続審議といたします。", Act.DECIDES),
        ("配布は今年度は見送りましょう。", Act.DECIDES),
        ("じゃあ、A案でいきましょう。", Act.DECIDES),
        ("よって、本案は原案のとおり可決されました。", Act.DECIDES),
        ("来年度の予算要求のときに改めて考える、と。", Act.DECIDES),
        ("議事録は総務課で今週中に送ります。", Act.PROMISES),
        ("アンケートの集計は私のほうでやります。", Act.PROMISES),
        ("いったん持ち帰って課内で検討します。", Act.PROMISES),
        ("様式は直しておきます。", Act.PROMISES),
        ("柏木さん、25日までに一覧を作ってください。", Act.REQUESTS),
        ("広報課には、原稿の確認をお願いします。", Act.REQUESTS),
        ("9月分も入れといてもらえますか。", Act.REQUESTS),
        ("三枝さんと事務局で案を作って、8日までに見てもらう、と。", Act.REQUESTS),
        ("登録者は何人ですか。", Act.ASKS),
        ("費用はどのくらいかかるんでしょうか。", Act.ASKS),
        ("どこにあるの。", Act.ASKS),
        ("有線にはできないんですか、端末。", Act.ASKS),
        ("ごみの日の通知のほうは。", Act.ASKS),
        ("電話での予約も残るんですよね。", Act.CHECKS),
        ("ほかにご質問はございませんか。", Act.INVITES),
        ("では、会場は第1会議室でよろしいでしょうか。", Act.CONFIRMS),
        ("10月からということで、皆さん、よろしいですか。", Act.CONFIRMS),
        ("はい、異議ありません。", Act.AGREES),
        ("それなら賛成です。", Act.AGREES),
        ("うちの課としては反対です。", Act.OBJECTS),
        ("試しに2課で始めてはどうでしょうか。", Act.PROPOSES),
        ("先に職員に知らせたほうがいいと思います。", Act.OPINES),
        ("次回は11月20日の10時からです。", Act.NEXT),
        ("それでは議題2に移ります。", Act.CALLS),
        ("大槻さんからご説明をお願いします。", Act.CALLS),
        ("先ほどの案は取り下げます。", Act.WITHDRAWS),
        ("本日はどうもありがとうございました。", Act.COURTESY),
    ],
)
def test_what_a_sentence_does(said: str, act: Act) -> None:
    assert act in acts(said)


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("じゃあ、来月から始めよう。", Act.DECIDES),
        ("今回は見送ろう。", Act.DECIDES),
        ("それで決まりだね。", Act.DECIDES),
        ("こっちで調べておくね。", Act.PROMISES),
        ("資料は私が作る。", Act.PROMISES),
        ("来週までに送るよ。", Act.PROMISES),
        ("大槻さん、名簿を作っといて。", Act.REQUESTS),
        ("来週までに数を確認して。", Act.REQUESTS),
        ("端末を数えてもらえる？", Act.REQUESTS),
        ("名簿の確認お願い。", Act.REQUESTS),
        ("費用はいくら？", Act.ASKS),
        ("どこでやるんだろう。", Act.ASKS),
        ("いくらかかるんだっけ。", Act.ASKS),
        ("これでいい？", Act.CONFIRMS),
        ("3階でいいかな。", Act.CONFIRMS),
        ("うん、いいと思う。", Act.AGREES),
        ("OKです。", Act.AGREES),
        ("それはちょっと厳しいな。", Act.OBJECTS),
        ("2課で試してみたらどう？", Act.PROPOSES),
        ("3階にしない？", Act.PROPOSES),
        ("さっきのはなしで。", Act.WITHDRAWS),
        ("次回は来月の20日ね。", Act.NEXT),
        ("ごめん、遅れた。", Act.COURTESY),
    ],
)
def test_what_colleagues_say_without_polite_endings(said: str, act: Act) -> None:
    assert act in acts(said)


@pytest.mark.parametrize(
    ("said", "act", "why"),
    [
        ("昨年度は全課で実施することに決定しました。", Act.DECIDES, "it is told of another year"),
        ("9月の委員会で、見送りとなりました。", Act.DECIDES, "it is told of another meeting"),
        ("市長は中止にするとおっしゃっていました。", Act.DECIDES, "somebody else said it"),
        ("もし雨なら中止にしましょう。", Act.DECIDES, "it is only supposed"),
        ("時期はまだ決まっていません。", Act.DECIDES, "it says that nothing is decided"),
        ("では、議題2に進みましょう。", Act.DECIDES, "it runs the meeting"),
        ("3月までに決めるということでしょうか。", Act.DECIDES, "it asks"),
        ("窓口は来月から始まります。", Act.PROMISES, "it happens by itself"),
        ("資料は来週配る予定です。", Act.PROMISES, "it is a plan"),
        ("私から説明いたします。", Act.PROMISES, "it is done on the spot"),
        ("人手が足りないなら私が行きます。", Act.PROMISES, "it hangs on something"),
        ("総務課が確認していると聞いています。", Act.PROMISES, "somebody else said it"),
        ("お手元の資料をご覧ください。", Act.REQUESTS, "it runs the meeting"),
        ("ご意見をお願いします。", Act.REQUESTS, "it runs the meeting"),
        ("欠席のご連絡をいただいております。", Act.REQUESTS, "it tells of what came in"),
        ("7月からとさせていただきたいと思います。", Act.REQUESTS, "its speaker wants to do it himself"),
        ("もう少し教えてください。", Act.REQUESTS, "it asks here and now"),
        ("もう十分ではないでしょうか。", Act.ASKS, "it is an opinion"),
        ("いつも混んでいるところです。", Act.ASKS, "いつも asks nothing"),
        ("そうなんです。", Act.ASKS, "なん asks nothing here"),
        ("ここで飲んでもいいですか。", Act.CONFIRMS, "it asks for leave"),
        ("第3回の会議は7月に済みました。", Act.NEXT, "it is over"),
    ],
)
def test_what_a_sentence_only_seems_to_do(said: str, act: Act, why: str) -> None:
    assert act not in acts(said), why


@pytest.mark.parametrize("said", ["", "。", "はい、皆さん、本日はお疲れさまでした。", "マイクは入っていますか。"])
def test_courtesies_do_nothing_else(said: str) -> None:
    assert acts(said) == {Act.COURTESY}


def test_width_and_spaces_of_a_recorder_change_nothing() -> None:
    assert acts("１０月２０日　までに　送ります！") == acts("10月20日までに送ります!") != frozenset()


@given(st.text(alphabet="はいでにをがのか。、？一二会議ますしてくださいましょう確認", max_size=200))
def test_any_text_is_read(said: str) -> None:
    assert acts(said) <= set(Act)
