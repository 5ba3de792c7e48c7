"""What a question is read as. `TODAY` is Friday, 21 July 2023."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.naming import Known
from assistant.answering.query import Asked, read
from assistant.answering.reading import drop
from ingest.errors import ShirubeError
from ingest.japanese.dates import When, in_era
from ingest.model import Filters

TODAY = date(2023, 7, 21)
KNOWN = Known(
    speakers=(
        "知事（青木ひかり君）",
        "岩瀬和子",
        "岩瀬健",
        "宮下ひろき",
        "森 健",
        "林田一郎",
        "髙橋実",
        "8番（いのまた かよ子君）",
    ),
    sources=("生成AI利用ガイドライン.pdf", "記録/R5第3回PT会議録.docx"),
)


def understood(question: str, today: date | None = TODAY) -> dict[str, object]:
    return read(question, today=today, known=KNOWN).read_as.values


def span(first: str, last: str) -> dict[str, object]:
    return {"date_from": first, "date_to": last}


FY23 = {"fiscal_year": 2023}
Y23 = {"year": 2023}
DAY = {"date": "2023-04-21"}


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        # years
        ("令和5年の予算", Y23),
        ("令和５年の予算", Y23),
        ("令和 5 年の予算", Y23),
        ("令和五年の予算", Y23),
        ("R5の予算", Y23),
        ("Ｒ５の予算", Y23),
        ("r05の予算", Y23),
        ("R5年の予算", Y23),
        ("令5の予算", Y23),
        ("令5年の予算", Y23),
        ("2023年の予算", Y23),
        ("２０２３年の予算", Y23),
        ("二〇二三年の予算", Y23),
        ("令和5年（2023年）の予算", Y23),
        ("2023（令和5）年の予算", Y23),
        ("令和元年の予算", {"year": 2019}),
        ("H31の予算", {"year": 2019}),
        ("平31の予算", {"year": 2019}),
        ("平成31年の予算", {"year": 2019}),
        ("S63の統計", {"year": 1988}),
        ("昭63の統計", {"year": 1988}),
        ("昭和六十三年の統計", {"year": 1988}),
        ("大正12年の震災", {"year": 1923}),
        ("明治22年の市制", {"year": 1889}),
        # fiscal years run from April to March
        ("令和5年度の予算", FY23),
        ("令和五年度の予算", FY23),
        ("R5年度の予算", FY23),
        ("令5年度の予算", FY23),
        ("2023年度の予算", FY23),
        ("令和5（2023）年度の予算", FY23),
        ("令和元年度の予算", {"fiscal_year": 2019}),
        ("令元年度の予算", {"fiscal_year": 2019}),
        ("H30年度の決算", {"fiscal_year": 2018}),
        ("令和5年度末の残高", FY23 | {"date": "2024-03-31"}),
        ("令和5年度上半期の実績", FY23 | span("2023-04-01", "2023-09-30")),
        ("令和5年度の下半期の実績", FY23 | span("2023-10-01", "2024-03-31")),
        ("令和5年度第4四半期の実績", FY23 | span("2024-01-01", "2024-03-31")),
        ("令和5年上半期の実績", Y23 | span("2023-01-01", "2023-06-30")),
        ("令和5年度6月の実績", FY23 | span("2023-06-01", "2023-06-30")),
        ("令和5年度3月の実績", FY23 | span("2024-03-01", "2024-03-31")),
        ("令和8年度6月補正で", {"fiscal_year": 2026}),
        # days and months
        ("令和5年4月21日の会議", DAY),
        ("令和５年４月２１日（金）の会議", DAY),
        ("令和五年四月二十一日の会議", DAY),
        ("R5.4.21の会議", DAY),
        ("R05.04.21の会議", DAY),
        ("R5/4/21の会議", DAY),
        ("令5.4.21の会議", DAY),
        ("2023年4月21日の会議", DAY),
        ("2023/4/21の会議", DAY),
        ("2023-04-21の会議", DAY),
        ("4月21日（金）の会議", DAY),  # a Friday in 2023, and next in 2028
        ("4/21(金)の会議", DAY),
        ("4/21(木)の会議", {"date": "2022-04-21"}),
        ("令和5年4月の会議", span("2023-04-01", "2023-04-30")),
        ("令和6年2月の会議", span("2024-02-01", "2024-02-29")),
        ("平成31年4月の会議", span("2019-04-01", "2019-04-30")),
        ("令和4年10月中旬の会議", span("2022-10-11", "2022-10-20")),
        ("令和5年3月末の残高", {"date": "2023-03-31"}),
        # from one to another
        ("令和5年4月から6月までの会議", span("2023-04-01", "2023-06-30")),
        ("令和4年12月から2月までの会議", span("2022-12-01", "2023-02-28")),
        ("令和5年4月21日から4月28日まで", span("2023-04-21", "2023-04-28")),
        ("令和5年4月21日～28日", span("2023-04-21", "2023-04-28")),
        ("令和3年度から令和5年度までの決算", span("2021-04-01", "2024-03-31")),
        ("令和3～5年度の決算", span("2021-04-01", "2024-03-31")),
        ("2021〜2023年度の決算", span("2021-04-01", "2024-03-31")),
        ("H30～R2の決算", span("2018-01-01", "2020-12-31")),
        ("令和5年4月以降の会議", {"date_from": "2023-04-01"}),
        ("令和5年3月以前の会議", {"date_to": "2023-03-31"}),
        # against today
        ("今年度の予算", FY23),
        ("本年度の予算", FY23),
        ("昨年度の予算", {"fiscal_year": 2022}),
        ("前年度の予算", {"fiscal_year": 2022}),
        ("一昨年度の予算", {"fiscal_year": 2021}),
        ("来年度の予算", {"fiscal_year": 2024}),
        ("今年の予算", Y23),
        ("昨年の予算", {"year": 2022}),
        ("去年の予算", {"year": 2022}),
        ("一昨年の予算", {"year": 2021}),
        ("来年の予算", {"year": 2024}),
        ("先月の会議", span("2023-06-01", "2023-06-30")),
        ("今月の会議", span("2023-07-01", "2023-07-31")),
        ("来月の会議", span("2023-08-01", "2023-08-31")),
        ("先週の会議", span("2023-07-10", "2023-07-16")),
        ("来週の会議", span("2023-07-24", "2023-07-30")),
        ("昨日の会議", {"date": "2023-07-20"}),
        ("本日の会議", {"date": "2023-07-21"}),
        ("先月21日の会議", {"date": "2023-06-21"}),
        ("来月の5日の会議", {"date": "2023-08-05"}),
        ("昨年9月の会議", span("2022-09-01", "2022-09-30")),
        ("今年の4月の会議", span("2023-04-01", "2023-04-30")),
        ("昨年度の3月の会議", {"fiscal_year": 2022} | span("2023-03-01", "2023-03-31")),
        ("昨年度末の残高", {"fiscal_year": 2022, "date": "2023-03-31"}),
        ("年度末の残高", FY23 | {"date": "2024-03-31"}),
        ("上半期の実績", FY23 | span("2023-04-01", "2023-09-30")),
        ("前回の会議", {"relative": "previous"}),
        ("直近の会議", {"relative": "previous"}),
        ("次回はいつか", {"relative": "next"}),
        ("次の会議はいつか", {"relative": "next"}),
        # meetings and sessions
        ("第3回の会議", {"meeting_number": 3}),
        ("第３回の会議", {"meeting_number": 3}),
        ("第三回の会議", {"meeting_number": 3}),
        ("第3回は何を決めたか", {"meeting_number": 3}),
        ("第1回目の会議", {"meeting_number": 1}),
        ("3回目の会議", {"meeting_number": 3}),
        ("第6回のデジタル推進PT会議は", {"meeting_number": 6}),
        ("第1回みなと市プロジェクト・チーム会議で", {"meeting_number": 1}),
        ("令和5年度第3回", FY23 | {"meeting_number": 3}),
        ("R5第3回の議題", Y23 | {"meeting_number": 3}),
        ("昨年度第3回の議題", {"fiscal_year": 2022, "meeting_number": 3}),
        ("令和二年会議録第二号で", {"year": 2020, "meeting_number": 2, "kind": "会議録"}),
        ("第12号の会議録で", {"meeting_number": 12, "kind": "会議録"}),
        ("第2回定例会", {"session_number": 2}),
        ("第2回臨時会", {"session_number": 2}),
        ("第二回市議会定例会", {"session_number": 2}),
        ("令和2年第1回定例会", {"year": 2020, "session_number": 1}),
        ("令和2年第1回定例会第3号", {"year": 2020, "session_number": 1, "meeting_number": 3}),
        ("令和5年第3回みなと市議会定例会", Y23 | {"session_number": 3}),
        ("6月定例会", {"session_month": 6}),
        ("６月定例会", {"session_month": 6}),
        ("九月議会", {"session_month": 9}),
        ("12月市議会", {"session_month": 12}),
        ("9月の定例会", {"session_month": 9}),
        ("9月に開かれた定例会", {"session_month": 9}),
        ("令和8年6月定例会", {"year": 2026, "session_month": 6}),
        ("昨年の9月定例会", {"year": 2022, "session_month": 9}),
        ("令和5年9月第3回定例会", Y23 | {"session_number": 3, "session_month": 9}),
    ],
)  # fmt: skip
def test_times_and_meetings(question: str, meant: dict[str, object]) -> None:
    assert understood(question) == meant


@pytest.mark.parametrize(
    "question",
    [
        "議案第16号の件名", "第16号議案", "補助率は1/2か", "100回の訓練", "三人の委員", "第5次総合計画の目標",
        "二十歳の集い", "平成病院の診療時間", "令和町の人口", "R2D2の展示", "5年間の計画", "3か月の期間",
        "10月中旬に始まる事業", "第1号様式の記入", "補正予算（第2号）の額", "第3号被保険者の数", "政令5条の規定",
        "R32冷媒の基準", "H2ロケットの展示", "S3の容量", "平均5人の世帯", "第37回みなとほたる祭りの来場者",
        "第3回国勢調査の結果", "第2回接種の日程表", "第10回記念式典の会場", "日本年金機構の窓口", "前年度比の伸び",
        "前年同月の件数", "優先月間の行事", "明日香村の視察", "明日にかける橋", "今日の少子化社会の課題",
        "前々回の大会", "直近3年間の件数", "最新の情報に切り替える操作", "従来年1回だった検診", "市長選挙の投票率",
        "市長が別に定める場合", "市長の任期満了日はいつか", "市長に届け出る書類", "部長会議での議論",
        "市長会の提案", "予算額はいくらか", "登録者数の推移", "人口の推移", "情報の一覧", "3つの手続を全部挙げて",
        "回答率は何%か", "学童クラブの考え方", "6月議会だよりの表紙", "図書館の開館時間", "4月21日の会議",
    ],
)  # fmt: skip
def test_what_names_no_time_no_meeting_and_no_one(question: str) -> None:
    assert understood(question) == {}


@pytest.mark.parametrize("word", ["昨年度", "今年", "先月", "来月", "先週", "昨日", "本日", "年度末", "上半期"])
def test_words_that_lean_on_today_stay_words_without_it(word: str) -> None:
    question = read(f"{word}の会議")
    assert question.read_as.values == {}
    assert word in question.terms


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("学童クラブについて知事は何と答えたか", {"office": "知事", "asks_answer": True}),
        ("教育長の所見は", {"office": "教育長", "asks_answer": True}),
        ("市長の考えは", {"office": "市長", "asks_answer": True}),
        ("令和5年度の福祉保健局長の答弁", FY23 | {"office": "福祉保健局長", "asks_answer": True}),
        ("総務部長が説明した内容", {"office": "総務部長", "asks_answer": True}),
        ("課長補佐の発言", {"office": "課長補佐"}),
        ("どう答えたか", {"asks_answer": True}),
        ("空き家対策の見解は", {"asks_answer": True}),
        ("青木知事の見解", {"speaker": "青木ひかり", "office": "知事", "asks_answer": True}),
        ("岩瀬和子議員の発言", {"speaker": "岩瀬和子"}),
        ("岩瀬議員の発言", {"speaker": "岩瀬"}),  # two of that name
        ("高橋さんの発言", {"speaker": "高橋実"}),  # 髙 and 高 are one
        ("森議員の発言", {"speaker": "森健"}),
        ("いのまた議員の発言", {"speaker": "いのまたかよ子"}),
        ("林議員の発言", {}),  # 林田 is another
        ("大野議員の発言", {}),  # nobody of that name has spoken
        ("議事録で決まったこと", {"kind": "会議録"}),
        ("速記録で", {"kind": "会議録"}),
        ("議案書で", {"kind": "議案"}),
        ("予算書で", {"kind": "予算"}),
        ("アンケートで", {"kind": "調査"}),
        ("利用ガイドラインで", {"kind": "条例・規則"}),
        ("補助金交付要綱で", {"kind": "条例・規則"}),
        ("施政方針で", {"kind": "市政報告"}),
        ("転入の申請書で", {"kind": "申請書・様式"}),
        ("操作マニュアルで", {"kind": "手引き"}),
        ("配布資料で", {"kind": "会議資料"}),
        ("手続きの流れ", {}),
        ("操作手引は誰が作るのか", {}),  # the handbook is to be made: its answer stands elsewhere
        ("知事の認識と対応は", {"office": "知事", "asks_answer": True}),
        ("生成AI利用ガイドラインの目的", {"source": "生成AI利用ガイドライン.pdf", "kind": "条例・規則"}),
        ("r5第3回pt会議録.docx", Y23 | {"meeting_number": 3, "source": KNOWN.sources[1], "kind": "会議録"}),
        ("「情報漏えい」を選んだ人", {"must": ["情報漏えい"]}),
        ("『学童クラブ』の「定員」", {"must": ["学童クラブ", "定員"]}),
        ('"LINE"の登録', {"must": ["LINE"]}),
        ("空き家についての発言をすべて", {"list_all": True}),
        ("空き家に関する質疑の一覧", {"list_all": True}),
        ("空き家について全部", {"list_all": True}),
        ("空き家の答弁をすべて挙げて", {"list_all": True, "asks_answer": True}),
        ("空き家の答弁の変遷", {"history": True, "asks_answer": True}),
        ("方針の推移", {"history": True}),
        ("これまでの答弁", {"history": True, "asks_answer": True}),
        ("待機児童への対応はどう変わったか", {"history": True}),
        ("前回の答弁", {"relative": "previous", "asks_answer": True}),
    ],
)  # fmt: skip
def test_people_papers_and_ways_of_asking(question: str, meant: dict[str, object]) -> None:
    assert understood(question) == meant


def test_who_asked_is_not_who_answers() -> None:
    asked = read("岩瀬和子議員の質問に対し、事業費はいくらと答弁したか", known=KNOWN)
    assert asked.wanted.asked_by == ("岩瀬和子",)
    assert asked.wanted.speakers == ()
    assert asked.read_as.chips[0] == ("speaker", "質問者: 岩瀬和子")


def test_what_is_wanted_of_the_papers() -> None:
    wanted = read("令和3～5年度の岩瀬議員の発言をすべて", known=KNOWN).wanted
    assert wanted.fiscal_years == (2021, 2022, 2023)
    assert wanted.speakers == ("岩瀬和子", "岩瀬健")
    assert (wanted.held_from, wanted.held_to) == (date(2021, 4, 1), date(2024, 3, 31))


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("令和5年度の予算", {"fiscal_year"}),
        ("昨年度の予算", set()),  # leans on today: often a paper's own word
        ("令和5年度第3回の議題", {"fiscal_year", "meeting_number"}),
        ("第2回と第3回の違い", set()),
        ("令和5年の出生数", set()),  # the year of the matter
        ("R4のアンケートの回答率", {"year"}),
        ("令和2年会議録第二号の議題", {"year", "meeting_number"}),
        ("令和5年第3回定例会の答弁", {"year", "session_number"}),
        ("令和5年第3回定例会での令和4年度決算の答弁", {"year", "session_number"}),
        ("9月定例会の答弁", {"session_month"}),
        ("「定員」は何人か", {"must"}),
        ("岩瀬和子議員の発言", set()),  # people are preferred, not required
        ("知事は何と答えたか", set()),
        ("生成AI利用ガイドラインの目的", set()),  # named, but its answer may stand elsewhere
        ("生成AI利用ガイドラインでは、何が禁じられているか", {"source"}),
        ("「生成AI利用ガイドライン」によると、令和4年度は", {"source", "must"}),
        ("令和4年度の生成AI利用ガイドライン.pdfの目的", {"source"}),
    ],
)  # fmt: skip
def test_what_is_said_outright_is_held_to(question: str, held: set[str]) -> None:
    assert read(question, today=TODAY, known=KNOWN).wanted.required == held


PAPERS = Known(
    sources=("a1.pdf", "a2.pdf", "keikaku.docx", "生ごみ処理機の補助.txt", "第3回PT会議.pptx"),
    titles=(
        ("みなと市空家等対策計画", "a1.pdf"),
        ("みなと市空家等対策計画", "a2.pdf"),
        ("予算", "keikaku.docx"),
    ),
)


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("みなと市空家等対策計画では、空家は何戸か", ("a1.pdf", "a2.pdf")),  # both of that title
        ("『みなと市 空家等対策計画』の目標", ("a1.pdf", "a2.pdf")),
        ("みなと市空家等対策計画について市長は何と答えたか", ()),  # talked about
        ("みなと市空家等対策計画の策定はいつか", ()),
        ("空家等対策計画の目標", ()),  # half a title is none
        ("予算では何に使うか", ()),  # a common word
        ("生ごみ処理機の補助ではいくら出るか", ()),  # a matter, though a file has its name
        ("生ごみ処理機の補助.txtの上限額", ("生ごみ処理機の補助.txt",)),
        ("第3回PT会議で決まったこと", ()),  # a meeting, though a file has its name
    ],
)
def test_a_paper_is_named_by_its_title_or_its_file(question: str, sources: tuple[str, ...]) -> None:
    assert read(question, known=PAPERS).wanted.sources == sources


def test_the_end_of_a_year_is_not_the_day_of_a_paper() -> None:
    wanted = read("令和4年度末の残高").wanted
    assert wanted.fiscal_years == (2022,)
    assert wanted.held_from is None


def test_the_label_says_it_and_chips_are_its_parts() -> None:
    read_as = read("昨年度の第3回の「議題」", today=TODAY).read_as
    assert read_as.label == "令和4年度（2022年度）、第3回、「議題」を含む"
    assert read_as.chips == (
        ("fiscal_year", "令和4年度（2022年度）"),
        ("meeting_number", "第3回"),
        ("must", "「議題」を含む"),
    )


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("令和5年4月の会議", "令和5年4月（2023年4月）"),
        ("令和5年4月から6月まで", "令和5年4月から令和5年6月まで"),
        ("先週の会議", "令和5年7月10日から令和5年7月16日まで"),
        ("令和5年4月以降", "令和5年4月1日以降"),
        ("R5.4.21の会議", "令和5年4月21日（2023-04-21）"),
        ("令和2年第1回臨時会", "令和2年（2020年）、第1回臨時会"),
        ("会議録第2号", "第2号、種類: 会議録"),
    ],
)
def test_labels(question: str, label: str) -> None:
    assert read(question, today=TODAY).read_as.label == label


def test_a_chip_can_be_taken_back() -> None:
    kept = read("令和5年度第3回の「議題」", ignoring=frozenset({"fiscal_year", "must"}))
    assert kept.read_as.values == {"meeting_number": 3}
    assert (kept.whens, kept.must, kept.wanted.fiscal_years) == ((), (), ())
    assert read("令和5年4月の会議", ignoring=frozenset({"date_from"})).read_as.values == {}
    assert read("令和5年4月の会議", ignoring=frozenset({"date_from"})).wanted.held_from is None


def test_what_emptied_the_result_is_said() -> None:
    read_as = drop(read("令和5年度第3回の議題").read_as, ["meeting_number", "kind"])
    assert read_as.values == {"fiscal_year": 2023, "meeting_number": 3, "dropped": ["meeting_number"]}
    assert read_as.label == "令和5年度（2023年度）、第3回（合う資料がないため外しました）"
    assert [key for key, _ in read_as.chips] == ["fiscal_year"]
    assert drop(read_as, ["fiscal_year", "meeting_number"]).values["dropped"] == ["meeting_number", "fiscal_year"]


@pytest.mark.parametrize(
    ("question", "today", "counts"),
    [
        ("今年度の予算", date(2023, 7, 21), True),
        ("先月の会議", date(2023, 7, 21), True),
        ("来年度の予算", date(2023, 7, 21), True),  # papers speak of the year to come
        ("今年度の予算", date(2026, 11, 23), False),  # the words are most likely those of a paper
        ("先月の会議", date(2026, 11, 23), False),
        ("令和8年度の予算", date(2026, 11, 23), True),  # said outright, it is meant
    ],
)
def test_a_time_far_from_all_papers_is_read_and_not_counted(question: str, today: date, counts: bool) -> None:
    asked = read(question, today=today, known=Known(fiscal_years=(2022, 2023)))
    assert asked.read_as.values.keys() & {"fiscal_year", "date_from"}
    assert ("dropped" in asked.read_as.values) is not counts
    assert (question in asked.terms) is (not counts or question.startswith("令和"))
    assert bool(asked.wanted.fiscal_years or asked.wanted.held_from) is counts
    assert (asked.read_as.today is None) is not counts


def test_what_the_person_chose_goes_before_what_the_question_says() -> None:
    read_as = read("令和5年度の予算書", Filters(kinds=("議案",), fiscal_years=(2022,))).read_as
    assert read_as.values == {"fiscal_year": 2022, "kind": "議案"}
    assert [key for key, _ in read_as.chips] == ["fiscal_year", "kind"]


def test_the_search_gets_the_words_of_the_papers() -> None:
    assert read("昨年度の予算は", today=TODAY).terms == "令和4年度の予算は"
    assert read("R4のアンケート").terms == "令和4年のアンケート"
    assert read("昨年度の予算", today=TODAY).whens == (When(2022, fiscal=True),)


def test_what_is_asked_for() -> None:
    assert read("いつ、どこで開くか").asked == (Asked.WHEN, Asked.WHERE)
    assert read("空き家対策").asked == (Asked.OTHER,)


@pytest.mark.parametrize("question", ["", "  \n", "？！", "「」", "\x00\x01", "あ" * 2001])
def test_questions_that_cannot_be_asked(question: str) -> None:
    with pytest.raises(ShirubeError):
        read(question)


@given(st.dates(min_value=date(1927, 1, 1), max_value=date(2036, 12, 31)))
def test_a_day_in_any_spelling_is_that_day(day: date) -> None:
    short = {"令和": "R", "平成": "H", "昭和": "S"}
    era, year = re.match(r"(..)(元|\d+)年", in_era(day)).groups()  # type: ignore[union-attr]
    number = "1" if year == "元" else year
    spellings = [
        in_era(day),
        f"{short[era]}{number}.{day.month}.{day.day}",
        f"{era[0]}{number}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
    ]
    for spelling in spellings:
        assert read(f"{spelling}の会議").read_as.values == {"date": day.isoformat()}, spelling


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2035, 12, 31)))
def test_this_year_and_the_fiscal_year_hold_today(today: date) -> None:
    fiscal = read("今年度の予算", today=today).wanted.fiscal_years[0]
    assert date(fiscal, 4, 1) <= today <= date(fiscal + 1, 3, 31)
    assert read("今年の予算", today=today).read_as.values == {"year": today.year}
    last = read("先月の会議", today=today).wanted
    assert last.held_from is not None
    assert last.held_to is not None
    assert last.held_from.day == 1
    assert (today.replace(day=1) - last.held_to).days == 1


@given(
    st.text(
        alphabet="あいうえおかさたなはまやらわん防災図書館公園給食道路空家窓口ごみ収集バス", min_size=1, max_size=40
    )
)
def test_a_question_without_mark_or_date_is_read_as_nothing(question: str) -> None:
    assert understood(question) == {}


SPELT = st.sampled_from(
    ["令和5年度", "R5", "H31.3", "令5.4.21", "2023年4月21日", "4/21(金)", "第3回", "6月定例会", "昨年度", "先月",
     "知事は", "何と答えたか", "会議録", "の", "、", "から", "まで", "上半期", "空き家", "「定員」"]
)  # fmt: skip


@given(st.lists(SPELT, min_size=1, max_size=6))
def test_wide_and_narrow_letters_read_alike(parts: list[str]) -> None:
    question = "防災" + "".join(parts)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in question)
    assert unicodedata.normalize("NFKC", wide) == unicodedata.normalize("NFKC", question)
    assert understood(wide) == understood(question)


@given(st.lists(SPELT, min_size=1, max_size=6))
def test_every_chip_can_be_taken_back(parts: list[str]) -> None:
    question = "防災" + "".join(parts)
    chips = read(question, today=TODAY, known=KNOWN).read_as.chips
    for key, _ in chips:
        again = read(question, today=TODAY, known=KNOWN, ignoring=frozenset({key}))
        assert key not in again.read_as.values
    bare = read(question, today=TODAY, known=KNOWN, ignoring=frozenset(key for key, _ in chips)).read_as
    assert not {"date", "fiscal_year", "year", "meeting_number"} & bare.values.keys()
