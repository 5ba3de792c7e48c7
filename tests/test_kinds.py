"""What kind of paper it is, and the day and year it speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.structure.kinds import fiscal_year, held_on, kind_of


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
