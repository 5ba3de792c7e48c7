"""The files of the report, read again with other eyes: every figure as it was worked out by hand, in each form."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import docx
import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from assistant.trials import plots, report_file, report_tables
from assistant.trials.counts import By
from assistant.trials.figures import OTHERS, Report, report
from assistant.trials.records import FILE, Records
from assistant.trials.survey import REASONS as REASONS_ASKED
from assistant.trials.survey import USES
from assistant.trials.values import Month, Rating
from ingest.model import Person
from tests import a_trial

TODAY = date(2023, 8, 1)
HIDDEN = "秘匿"
# By hand from the runs of tests/a_trial.py: runs, persons, ratings (three and none), used and not,
BY_USE_CASE_USE = [
    ["庁内メールの文案", 5, 5, 3, 1, 1, 0, 3, 2],
    [OTHERS, 7, 6, 3, 1, 1, 2, 4, 1],
    ["全体", 12, 8, 6, 2, 2, 2, 7, 3],
]
# answers and their persons, median and quartiles of minutes saved, longer, yen, runs whose price is known.
BY_USE_CASE_TIME = [
    ["庁内メールの文案", 5, 5, 10, 5, 20, 1, 8, 4],
    [OTHERS, 3, 3, 30, 20, 35, 0, 2, 6],
    ["全体", 8, 6, 15, 8.75, 22.5, 1, 10, 10],
]
BY_DEPARTMENT = [
    ["福祉課", 5, 4, 3, 1, 0, 1, 4, 0, *[HIDDEN] * 6, 0, 4],
    [OTHERS, 7, 4, 3, 1, 2, 1, 3, 3, *[HIDDEN] * 6, 10, 6],
    ["全体", 12, 8, 6, 2, 2, 2, 7, 3, 8, 6, 15, 8.75, 22.5, 1, 10, 10],
]
BY_WEEK = [["第28週（7月10日〜16日）", *BY_DEPARTMENT[0][1:]], *BY_DEPARTMENT[1:]]
BY_USE_CASE = [[*use, *time[1:]] for use, time in zip(BY_USE_CASE_USE, BY_USE_CASE_TIME, strict=True)]


# What served in half of the rated runs, everybody's words (no use case has reasons of three), and the survey.
WORKED: list[list[object]] = [["庁内メールの文案", "", "3／5", "10（5件）", ""]]
REASONS: list[list[object]] = [
    ["全体", "役に立った", "子ども向けのお知らせに使えた"],
    ["全体", "役に立った", "早く書けた"],
    ["全体", "一部役に立った", "言い回しが固い"],
    ["全体", "役に立たなかった", "数字が違っていた"],
    ["全体", "役に立たなかった", "直すほうが長くかかった"],
]
ASKED = ["使っているか", "使わない、あまり使わない理由"]
ANSWERED: list[list[object]] = [
    *([ASKED[0], name, many] for name, many in zip(USES, (1, 0, 2), strict=True)),
    *([ASKED[1], name, {"試す時間がない": 2, "その他": 1}.get(name, 0)] for name in REASONS_ASKED),
]


@pytest.fixture
def july(tmp_path: Path) -> Report:
    return report(a_trial.JULY, a_trial.kept(tmp_path).counts(a_trial.JULY))


def printed(rows: list[list[object]]) -> list[list[str]]:
    return [[cell if isinstance(cell, str) else f"{cell:g}" for cell in row] for row in rows]


def test_the_word_file_has_the_figures(july: Report) -> None:
    word = docx.Document(io.BytesIO(report_file.to_docx(july, TODAY)))
    tables = [[[cell.text for cell in row.cells] for row in table.rows][1:] for table in word.tables]
    assert tables[:2] == [printed(BY_USE_CASE_USE), printed(BY_USE_CASE_TIME)]
    for place, rows in ((2, BY_DEPARTMENT), (4, BY_WEEK)):
        assert tables[place] == printed([row[:9] for row in rows])
        assert tables[place + 1] == printed([[row[0], *row[9:]] for row in rows])
    assert tables[6:] == [WORKED, REASONS, printed(ANSWERED)]
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert word.paragraphs[0].text == "生成AI 試行の記録（令和5年7月）"
    assert "8人が、3部署で、3種類の使い方を、合わせて12回試しました。" in text
    assert "評価のあった10回のうち、役に立ったものが6回（60%）、一部役に立ったものが2回" in text
    assert "1回あたり15分（中央値）で、中ほどの半分は8.75分から22.5分までです。12回のうち、6人の8件の回答" in text
    assert "うち1件は、かえって長くかかりました。" in text
    assert "費用は10円です（費用の分かる10回分）。費用の分からない回が、ほかに2回あります。" in text
    assert "入力は1,100トークン、出力は550トークン" in text
    assert "アンケート（回答3件）" in text
    assert "六月" not in text


def test_the_excel_file_has_the_figures_as_numbers(july: Report) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_file.to_xlsx(july)))
    for name, rows in (("使い方ごと", BY_USE_CASE), ("部署ごと", BY_DEPARTMENT), ("週ごと", BY_WEEK)):
        assert book.get_sheet_by_name(name).to_python()[1:] == rows
    for name, rows in (("成果のあった使い方", WORKED), ("理由", REASONS), ("アンケート", ANSWERED)):
        assert book.get_sheet_by_name(name).to_python()[1:] == [*rows]
    assert book.get_sheet_by_name("アンケートの言葉").to_python()[1:] == [["手が離せない"]]
    assert book.sheet_names[0] == "概要"


def test_the_csv_file_has_the_figures(july: Report) -> None:
    lines = list(csv.reader(io.StringIO(report_file.to_file(july, ".CSV", TODAY).decode("utf-8-sig"))))
    at = lines.index(["部署ごと"])
    found = [[float(cell) if cell[0].isdigit() else cell for cell in line] for line in lines[at + 2 : at + 5]]
    assert found == BY_DEPARTMENT


def test_words_that_a_spreadsheet_would_calculate_stay_words(tmp_path: Path) -> None:
    records = a_trial.kept(tmp_path)
    records.rate("1", Person("a"), Rating.NOT, reason='=HYPERLINK("http://x")')
    made = report(a_trial.JULY, records.counts(a_trial.JULY))
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_file.to_xlsx(made)))
    assert any(row[2] == '\'=HYPERLINK("http://x")' for row in book.get_sheet_by_name("理由").to_python())
    assert ",\"'=HYPERLINK" in report_file.to_file(made, ".csv", TODAY).decode("utf-8-sig")


@pytest.mark.parametrize("ending", report_file.ENDINGS)
def test_nobody_is_named_and_no_group_of_one_or_two(tmp_path: Path, ending: str) -> None:
    records = Records(tmp_path / FILE)
    for number, (person, department) in enumerate([("鈴木", "税務課"), *[(name, "福祉課") for name in "甲乙丙丁"]]):
        records.add(a_trial.record(str(number), "mail", department, person, "2023-07-03T01:00:00+00:00"))
    made = report(a_trial.JULY, records.counts(a_trial.JULY))
    if ending == ".docx":
        word = docx.Document(io.BytesIO(report_file.to_docx(made, TODAY)))
        text = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    elif ending == ".xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(report_file.to_xlsx(made)))
        text = "\n".join(str(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
    else:
        text = report_file.to_file(made, ending, TODAY).decode("utf-8-sig")
    assert "庁内メールの文案" in text
    assert OTHERS in text
    assert "鈴木" not in text
    assert "税務課" not in text
    assert "福祉課" not in text  # it would be the whole less the one


@pytest.mark.parametrize("ending", report_file.ENDINGS)
def test_a_month_without_records_is_one_sentence(tmp_path: Path, ending: str) -> None:
    august = Month(2023, 8)
    none = report(august, a_trial.kept(tmp_path).counts(august))
    assert report_tables.sentences(none) == ("令和5年8月は、試行の記録がありません。",)
    made = report_file.to_file(none, ending, TODAY)
    if ending == ".docx":
        word = docx.Document(io.BytesIO(made))
        assert [one.text for one in word.paragraphs if "記録がありません" in one.text] != []
        assert word.tables == []


def test_a_trial_of_two_is_not_broken_down(tmp_path: Path) -> None:
    records = Records(tmp_path / FILE)
    for number, person in enumerate("ab"):
        records.add(a_trial.record(str(number), ("mail", "faq")[number], "総務課", person, "2023-07-03T01:00:00+00:00"))
    made = report(a_trial.JULY, records.counts(a_trial.JULY))
    assert "試した人が3人未満のため、内訳は分けて示しません。" in report_tables.sentences(made)[0]
    assert [row.label for by in By for row in made.by[by]] == [OTHERS] * 3


def test_more_reasons_than_are_shown_are_counted(tmp_path: Path) -> None:
    records = Records(tmp_path / FILE)
    for number in range(9):
        at = f"2023-07-03T01:00:0{number}+00:00"
        records.add(a_trial.record(str(number), "mail", "総務課", "abc"[number % 3], at, reason=f"理由{number}"))
    made = report(a_trial.JULY, records.counts(a_trial.JULY))
    words = [row[2] for row in report_tables.said("", made.reasons, 5).rows]
    assert words == ["理由8", "理由7", "理由6", "理由5", "理由4", "ほかに4件あります。"]


def test_plots_are_pictures_of_the_figures(july: Report) -> None:
    if not plots.has_font():
        pytest.skip("no Japanese font on this machine")
    drawn = [plots.minutes(july), *(plots.ratings(july, by) for by in By)]
    for plot in drawn:
        assert plot is not None
        picture = Image.open(io.BytesIO(plot.picture))
        assert picture.width > 1000
        assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 10
    assert drawn[0] is not None
    assert "庁内メールの文案 10分（5〜20分、5件）" in drawn[0].told
    word = docx.Document(io.BytesIO(report_file.to_docx(july, TODAY)))
    told = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(told) == 4
    assert all("：" in one for one in told)


def test_names_that_look_like_formulas_or_have_odd_letters_are_drawn(tmp_path: Path) -> None:
    records = Records(tmp_path / FILE)
    for person in "abc":
        records.add(a_trial.record(person, "mail", "課$x^$_{😀\u0007", person, "2023-07-03T01:00:00+00:00"))
    assert plots.has_font() == bool(plots.ratings(report(None, records.counts()), By.DEPARTMENT))


def test_without_a_japanese_font_the_report_says_so(july: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "_font", lambda: "")
    word = docx.Document(io.BytesIO(report_file.to_docx(july, TODAY)))
    assert len(word.inline_shapes) == 0
    assert any(plots.NO_FONT in paragraph.text for paragraph in word.paragraphs)
