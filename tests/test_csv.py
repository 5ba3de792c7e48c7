"""CSV as city systems write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import EmptyFile
from ingest.model import BlockKind, Reading
from ingest.readers import csv
from tests.papers import assert_sound, shown, texts


def read(tmp_path: Path, words: str, encoding: str = "utf-8") -> Reading:
    path = tmp_path / "a.csv"
    path.write_bytes(words.encode(encoding))
    return csv.read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_rows_with_names_and_line_numbers(tmp_path: Path, encoding: str, mark: str) -> None:
    rows = [["施設名", "電話", "開館日"], ["中央館", "0192-00-0001", "2025/6/12"], ["東館", "", "2024-04-01"]]
    reading = read(tmp_path, "\r\n".join(mark.join(row) for row in rows), encoding)
    page = reading.pages[0]
    assert_sound(page)
    assert page.text == "施設名\t電話\t開館日\n中央館\t0192-00-0001\t2025/6/12\n東館\t\t2024-04-01\n"
    assert [block.label for block in page.blocks] == ["1行目", "2行目", "3行目"]
    assert page.blocks[1].index == (
        "施設名 中央館、電話 0192-00-0001、開館日 2025/6/12\n令和7年6月12日 2025年6月12日 6/12"
    )
    assert (page.number, reading.format) == (None, "csv")


def test_a_cell_of_several_lines_and_a_title_above(tmp_path: Path) -> None:
    reading = read(tmp_path, '職員名簿,,\n\n氏名,所属,備考\n山田,企画課,"一行目\n二行目, ""続き"""\n鈴木,財政課,無\n')
    assert shown(reading) == [
        (BlockKind.HEADING, "職員名簿"),
        (BlockKind.ROW, "氏名\t所属\t備考"),
        (BlockKind.ROW, '山田\t企画課\t一行目 二行目, "続き"'),
        (BlockKind.ROW, "鈴木\t財政課\t無"),
    ]
    assert [block.label for block in reading.pages[0].blocks] == ["1行目", "3行目", "4行目", "6行目"]


def test_a_quotation_mark_that_nobody_closes(tmp_path: Path) -> None:
    rows = "".join(f"項目{n},{n}\n" for n in range(20_000))
    reading = read(tmp_path, f'名,数\n"開いたまま,1\n{rows}')
    assert len(reading.pages[0].blocks) == 20_002
    assert "引用符" in reading.problems[0].message


def test_rows_past_the_most_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "MOST_ROWS", 3)
    reading = read(tmp_path, "名,数\n" + "項目,1\n" * 5)
    assert len(texts(reading)) == 3
    assert "最後の3行" in reading.problems[0].message


def test_nothing_in_it(tmp_path: Path) -> None:
    for words in ("", "\n\n", ",,\n,,\n"):
        with pytest.raises(EmptyFile):
            read(tmp_path, words)
