"""Follow-up questions completed by rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.conversation import standalone
from assistant.answering.values import Answer, Citation, Earlier, ReadAs
from ingest.model import Document, Passage

MEETING = "第3回生成AI活用検討PT会議の議題は何ですか"
CHILDREN = "令和5年度の待機児童数は何人ですか"
LIBRARY = "図書館の場所は？"


def said(question: str, *titles: str) -> Earlier:
    """An earlier question whose answer cited papers of these titles."""
    citations = tuple(
        Citation(
            n,
            Passage(f"p{n}", title, 0, 1, "p.1", 0, 1, "文"),
            Document(title, f"{title}.pdf", "0", "pdf", title, "会議録", 1),
            "文", 0, 1, 1, "p.1",
        )
        for n, title in enumerate(titles, 1)
    )  # fmt: skip
    return Earlier(question, Answer(question, ReadAs(), citations=citations))


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        # it points back
        (MEETING, "その担当は？", "第3回、生成AI活用検討PT会議の担当は?"),
        (MEETING, "それはいつですか", "第3回、生成AI活用検討PT会議はいつですか"),
        (MEETING, "その会議で決まったことは？", "第3回、生成AI活用検討PT会議で決まったことは?"),
        (MEETING, "同会議の出席者は", "第3回、生成AI活用検討PT会議の出席者は"),
        (MEETING, "上記の根拠は？", "第3回、生成AI活用検討PT会議の根拠は?"),
        (MEETING, "そこで出た意見は？", "第3回、生成AI活用検討PT会議で出た意見は?"),
        (CHILDREN, "その理由は？", "令和5年度、待機児童数の理由は?"),
        # it has no topic of its own
        (MEETING, "誰が出席しましたか", "第3回、生成AI活用検討PT会議、誰が出席しましたか"),
        (MEETING, "理由は？", "第3回、生成AI活用検討PT会議、理由は?"),
        (MEETING, "もっと詳しく教えてください", "第3回、生成AI活用検討PT会議、もっと詳しく教えてください"),
        (MEETING, "他にはありますか", "第3回、生成AI活用検討PT会議、他にはありますか"),
        (MEETING, "どこで開かれましたか", "第3回、生成AI活用検討PT会議、どこで開かれましたか"),
        (MEETING, "反対意見はありましたか", "第3回、生成AI活用検討PT会議、反対意見はありましたか"),
        (MEETING, "次回はいつ？", "第3回、生成AI活用検討PT会議、次回はいつ?"),
        (LIBRARY, "電話番号は", "図書館、電話番号は"),
        (LIBRARY, "何時に閉まりますか", "図書館、何時に閉まりますか"),
        # a date or a number of its own takes the place of the old one
        (MEETING, "第2回は？", "生成AI活用検討PT会議、第2回は?"),
        (MEETING, "では、第4回の議題は？", "生成AI活用検討PT会議、第4回の議題は?"),
        (CHILDREN, "令和4年度は？", "待機児童数、令和4年度は?"),
        (CHILDREN, "昨年度は？", "待機児童数、昨年度は?"),
        # a new topic alone takes over what was asked
        (LIBRARY, "体育館は？", "体育館、場所"),
        (CHILDREN, "学童保育は？", "学童保育は？"),
        # it names its topic
        (MEETING, "ごみ収集の日程を教えて", "ごみ収集の日程を教えて"),
        (LIBRARY, "プールの料金は？", "プールの料金は？"),
        (MEETING, "図書館の場所とその開館時間は？", "図書館の場所とその開館時間は？"),
        (MEETING, "この市の人口は？", "この市の人口は？"),
        (MEETING, "こどもの医療費助成の対象は？", "こどもの医療費助成の対象は？"),
        (MEETING, "保育所の待機児童は何人ですか", "保育所の待機児童は何人ですか"),
        (MEETING, "それでは、図書館の場所は？", "それでは、図書館の場所は？"),
        # it turns to something else
        (MEETING, "ところで、担当は？", "ところで、担当は？"),
        (MEETING, "話は変わりますが、予算は？", "話は変わりますが、予算は？"),
    ],
)
def test_one_question_after_another(before: str, question: str, meant: str) -> None:
    assert standalone(question, [said(before)]) == meant


@pytest.mark.parametrize(
    ("earlier", "question", "meant"),
    [
        ([], "その担当は？", "その担当は？"),
        ([said(MEETING), said("その担当は？")], "期限は？", "第3回、生成AI活用検討PT会議、期限は?"),
        ([said(MEETING), said("ごみ収集の日程は？")], "その場所は？", "ごみ収集の場所は?"),
        ([said("前回のPT会議の議題は？", "第3回PT会議録")], "担当は？", "第3回、PT会議、担当は?"),
        ([said("PT会議の議題は？", "第3回PT会議録", "概要", "第3回PT会議録")], "担当は？", "第3回、PT会議、担当は?"),
        ([said("PT会議の議題は？", "第3回PT会議録")], "第1回は？", "PT会議、第1回は?"),
        ([said("第2回PT会議の議題は？", "第3回PT会議録")], "担当は？", "第2回、PT会議、担当は?"),
        ([said("待機児童数は？", "令和5年度事業報告")], "その理由は？", "令和5年度、待機児童数の理由は?"),
    ],
)
def test_a_whole_conversation(earlier: list[Earlier], question: str, meant: str) -> None:
    assert standalone(question, earlier) == meant


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="そのこれ会議第3回年度令和5は？、図書館の予算 \n[0９ｱ", max_size=30), st.text(max_size=30))
def test_nothing_breaks_it_and_the_first_question_is_left_alone(question: str, before: str) -> None:
    assert standalone(question, []) == question
    assert isinstance(standalone(question, [said(before), said(question)]), str)
