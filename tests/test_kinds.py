"""What kind of paper it is, and the day and year it speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.structure.kinds import fiscal_year, held_on, kind_of, meeting_number, session


@pytest.mark.parametrize(
    ("title", "source", "format", "kind"),
    [
        ("令和５年第３回定例会会議録", "a.pdf", "pdf", "会議録"),
        ("", "第2回議事要旨.docx", "docx", "会議録"),
        ("議案第７号　令和８年度一般会計予算", "a.pdf", "pdf", "議案"),
        ("令和５年度一般会計予算の概要", "a.pdf", "pdf", "予算"),
        ("みなと市生成ＡＩ利用ガイドライン", "a.pdf", "pdf", "条例・規則"),
        ("施政方針", "a.pdf", "pdf", "市政報告"),
        ("市民アンケート報告書", "a.pdf", "pdf", "調査"),
        ("住民票の写し等交付申請書", "a.pdf", "pdf", "申請書・様式"),
        ("操作マニュアル", "a.pdf", "pdf", "手引き"),
        ("第１回プロジェクト・チーム次第", "a.pdf", "pdf", "会議資料"),
        ("避難所", "shelters.xlsx", "xlsx", "一覧表"),
        ("お知らせ", "a.pptx", "pptx", "スライド"),
        ("", "rec.vtt", "vtt", "文字起こし"),
        ("お知らせ", "a.pdf", "pdf", "資料"),
        ("防災特別委員会速記録第五号", "a.txt", "txt", "会議録"),
        ("第4回会議 文字起こし", "a.vtt", "vtt", "文字起こし"),
        ("校区一覧表", "a.pdf", "pdf", "一覧表"),
        ("資料", "会議録.pdf", "pdf", "会議録"),  # the title tells nothing, the name does
    ],
)
def test_kind(title: str, source: str, format: str, kind: str) -> None:
    assert kind_of(title, source, format) == kind


@pytest.mark.parametrize(
    ("title", "source", "head", "day"),
    [
        ("", "minutes-2023-05-26.docx", "", date(2023, 5, 26)),
        ("", "会議録20230526.pdf", "令和5年4月21日", date(2023, 5, 26)),
        ("", "R050526会議.pdf", "", date(2023, 5, 26)),
        ("", "a.pdf", "日時　令和５年５月２６日（金）　午前１０時", date(2023, 5, 26)),
        ("令和５年５月２６日会議", "a.pdf", "令和5年6月1日", date(2023, 5, 26)),
        ("", "a.pdf", "令和５年度の計画", None),
        ("", "a.pdf", "4月21日に開く", None),
        ("", "20231399.pdf", "", None),
        ("", "2023-02-30.pdf", "", None),
        ("", "方針_R040224.pdf", "", date(2022, 2, 24)),
        ("", "H310329会議.pdf", "", date(2019, 3, 29)),
        ("", "会議R5.4.21.pdf", "令和5年4月21日", date(2023, 4, 21)),
        ("システム一覧（令和５年１０月１日現在）", "a.xlsx", "", date(2023, 10, 1)),
        # the sender's line goes before a day that the text speaks of
        ("", "a.docx", "令和5年8月1日（火）から運用します。\n令和5年7月21日\n各課長 様", date(2023, 7, 21)),
        ("", "a.docx", "令和5年8月1日施行\n　　　令和５年７月２１日　みなと市長", date(2023, 7, 21)),
        ("", "a.docx", "会議を令和5年8月1日に開いた。\n会期：令和５年７月３１日", date(2023, 7, 31)),
        ("", "a.html", "掲載日：令和5年7月28日（金）", date(2023, 7, 28)),
        ("", "a.docx", "場所\t大会議室\n日　時\t令和5年5月30日（火）10時", date(2023, 5, 30)),
        # a bill says when it was submitted, below everything
        (
            "",
            "a.pdf",
            "議案第８号\n道路法（昭和27年法律第180号）の規定\n" + "路線\n" * 300 + "令和４年６月１０日提出\n市長",
            date(2022, 6, 10),
        ),
        # a cover gives day and weekday; the year stands in the title
        ("令和5年度第1回会議", "a.pdf", "4/21(金) 10:30~\n次回 5/26(金)", date(2023, 4, 21)),
        ("令和5年度第9回会議", "a.pdf", "2月1日（木）午後2時", date(2024, 2, 1)),
        ("令和5年度第1回会議", "a.pdf", "4/21(月) 10:30~", None),  # 21 April 2023 is a Friday
        # days in a table are of its rows
        ("", "a.xlsx", "番号\t名称\t開設日\n1\t中央\t2025/01/01", None),
        ("", "minutes_v20230613.txt", "", None),
        ("", "a.pdf", "あ" * 500 + "令和5年5月26日", None),  # far down it is no longer the day of the paper
    ],
)
def test_day(title: str, source: str, head: str, day: date | None) -> None:
    assert held_on(title, source, head) == day


@pytest.mark.parametrize(
    ("title", "source", "head", "day", "year"),
    [
        ("令和５年度 予算", "a.pdf", "", None, 2023),
        ("予算", "R6年度予算.pdf", "令和5年度", None, 2024),
        ("会議録", "a.pdf", "令和６年度の予定", date(2024, 3, 29), 2023),
        ("計画", "a.pdf", "令和６年度の予定", None, 2024),
        ("計画", "a.pdf", "", None, None),
    ],
)
def test_fiscal_year(title: str, source: str, head: str, day: date | None, year: int | None) -> None:
    assert fiscal_year(title, source, head, day) == year


@pytest.mark.parametrize(
    ("title", "source", "head", "year"),
    [
        ("給食", "34_202506.xlsx", "", 2025),
        ("給食", "34_202503.xlsx", "", 2024),
        ("議決結果", "26_2026-6.pdf", "", 2026),
        ("登録者数", "推移_R5.csv", "", 2023),
        ("R4アンケート", "a.pdf", "", 2022),
        ("令和８年６月定例会議決結果", "a.pdf", "", 2026),
        ("令和８年３月定例会議決結果", "a.pdf", "", 2025),
        ("令和5年第3回定例会", "a.pdf", "", 2023),
        ("令和5年第1回定例会", "a.pdf", "", 2022),  # called in February or March
        ("モデル規則", "a.pdf", "モデル規則\n令和４年11月版", 2022),
        ("アンケート", "a.pdf", "デジタル課 令和5年3月", 2022),
        ("図書館", "a.pdf", "令和4年11月に始めた事業です。", None),
        ("図書館", "001018385.pdf", "", None),
    ],
)
def test_fiscal_year_without_a_day(title: str, source: str, head: str, year: int | None) -> None:
    assert fiscal_year(title, source, head, None) == year


@pytest.mark.parametrize(
    ("title", "source", "head", "number"),
    [
        ("令和5年度第3回 みなと市デジタル推進プロジェクト・チーム会議", "a.pdf", "", 3),
        ("令和５年第３回みなと市議会定例会会議録（第２号）", "a.pdf", "", 2),
        ("令和二年みなと議会会議録第五号", "a.txt", "", 5),
        ("会議資料", "R5第4回PT会議.pdf", "", 4),
        ("会議資料", "a.pdf", "\n令和5年度第6回庁内検討会\n次第", 6),
        ("会議資料", "a.pdf", "前回は第5回の会議でした。", None),
        ("議案第16号", "a.pdf", "", None),
        ("第37回ほたる祭り", "a.pdf", "", None),
    ],
)
def test_meeting_number(title: str, source: str, head: str, number: int | None) -> None:
    assert meeting_number(title, source, head) == number


@pytest.mark.parametrize(
    ("title", "source", "head", "day", "named"),
    [
        ("令和５年第３回みなと市議会定例会会議録（第２号）", "a.pdf", "", None, "令和5年第3回定例会"),
        ("平成二十一年第二回臨時会会議録", "a.txt", "", None, "平成21年第2回臨時会"),
        ("令和８年６月定例会議決結果", "a.pdf", "", None, "令和8年6月定例会"),
        ("議決結果", "a.pdf", "第６回みなと市議会（臨時会）の結果", date(2023, 7, 31), "令和5年第6回臨時会"),
        ("施政方針", "a.pdf", "第４２５回みなと市議会定例会が開かれますことを", None, "第425回定例会"),
        ("提案理由（446回）", "a.pdf", "", None, "第446回定例会"),
        ("会議資料", "a.pdf", "6月定例会で説明する。", None, ""),
        ("第3回会議", "a.pdf", "", None, ""),
    ],
)
def test_session(title: str, source: str, head: str, day: date | None, named: str) -> None:
    assert session(title, source, head, day) == named
