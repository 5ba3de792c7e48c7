"""Drafting in the terminal: a transcript to a Word form and back to a list, and every bad input in one sentence."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests import one_meeting, templates
from tests.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    import os

    for name in [name for name in os.environ if name.startswith("SHIRUBE_")]:
        monkeypatch.delenv(name)
    return Terminal(tmp_path / "home", capsys)


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    return one_meeting.write(tmp_path / "in")[0]


def test_minutes_as_json(terminal: Terminal, transcript: Path) -> None:
    made = terminal("minutes", transcript, "--json").json
    assert made["meeting"]["held_on"] == "2023-07-25"
    assert [one["quote"] for one in made["decisions"]] == [f"では、{one_meeting.DECISION}。"]
    (todo,) = made["todos"]
    assert (todo["who"], todo["due_as_said"], todo["due_date"]) == ("大槻主査", "8月25日までに", "2023-08-25")
    (pair,) = made["qa"]
    assert (pair["asked_by"], pair["answered_by"]) == ("大槻主査", "柏木主幹")
    assert "8月31日" in made["next_meeting"]
    assert (made["engine"], made["unverified"]) == ("extract", [])
    said = one_meeting.FIRST
    assert all(basis["quote"] in said for item in made["items"] for line in item["lines"] for basis in line["bases"])


def test_minutes_as_word_with_a_comment_for_every_line(terminal: Terminal, transcript: Path, tmp_path: Path) -> None:
    out = tmp_path / "議事録.docx"
    assert terminal("minutes", transcript, "--out", out).code == 0
    word = docx.Document(str(out))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert one_meeting.DECISION in text
    assert "{{" not in text
    assert any(one_meeting.DECISION in comment.text for comment in word.comments)


def test_a_form_of_ones_own(terminal: Terminal, transcript: Path, tmp_path: Path) -> None:
    form, out = tmp_path / "様式.docx", tmp_path / "議事録.docx"
    word = docx.Document()
    word.add_paragraph("会議の名前は{{会議名}}、決まったことは次のとおり。")
    word.add_paragraph("{{決定事項}}")
    word.save(str(form))
    listed = terminal("template", form, "--json").json
    assert [(one["name"], one["known"]) for one in listed["placeholders"]] == [("会議名", True), ("決定事項", True)]
    assert "宿題" in [one["name"] for one in listed["missing"]]
    assert terminal("minutes", transcript, "--template", form, "--trace", "none", "--out", out).code == 0
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs)
    assert "会議の名前は第1回デジタル推進会議" in text
    assert one_meeting.DECISION in text


def test_a_form_to_begin_with(terminal: Terminal, tmp_path: Path) -> None:
    form = tmp_path / "ひな形.docx"
    assert terminal("template", "--new", form).code == 0
    listed = terminal("template", form)
    assert (listed.code, "×" in listed.out) == (0, False)


@pytest.mark.parametrize(("ending", "begins"), [(".md", "# "), (".txt", "\ufeff")])
def test_minutes_as_text(terminal: Terminal, transcript: Path, tmp_path: Path, ending: str, begins: str) -> None:
    out = tmp_path / f"議事録{ending}"
    assert terminal("minutes", transcript, "--out", out).code == 0
    assert out.read_text(encoding="utf-8").startswith(begins)


def test_speakers_are_renamed_before_drafting(terminal: Terminal, transcript: Path) -> None:
    made = terminal("minutes", transcript, "--rename", "大槻主査=福祉課長", "--json").json
    assert made["qa"][0]["asked_by"] == "福祉課長"
    assert terminal("minutes", transcript, "--rename", "いない人=だれか").code == 2


def test_what_is_left_to_do_is_asked_for_like_anything_else(terminal: Terminal, transcript: Path) -> None:
    terminal("minutes", transcript)
    answer = terminal("ask", "未了の宿題は？", "--json").json
    assert not answer["abstained"]
    assert "事例集" in answer["answer"]


def test_the_ledger_lists_and_writes(terminal: Terminal, transcript: Path, tmp_path: Path) -> None:
    terminal("minutes", transcript)
    assert [one["kind"] for one in terminal("ledger", "--json").json] == ["todo", "decision"]
    assert len(terminal("ledger", "--open", "--json").json) == 1
    assert "事例集" in terminal("ledger", "--late").out
    assert "ありません" in terminal("ledger", "無い言葉").out
    out = tmp_path / "一覧.csv"
    terminal("ledger", "--out", out)
    assert one_meeting.DECISION in out.read_text(encoding="utf-8-sig")


def test_a_paper_is_summarised(terminal: Terminal, tmp_path: Path) -> None:
    paper = tmp_path / "生ごみ.txt"
    paper.write_text(
        "生ごみ処理機の補助\n\n補助の上限額は35,000円とする。\n\n申請書は環境課の窓口に出す。\n", encoding="utf-8"
    )
    terminal("ingest", paper)
    made = terminal("summarise", "生ごみ.txt", "--length", "short", "--json").json
    assert "35,000円" in "".join(one["text"] for part in made["parts"] for one in part["sentences"])
    assert all(one["citations"] for part in made["parts"] for one in part["sentences"])
    out = tmp_path / "要旨.docx"
    assert terminal("summarise", "生ごみ.txt", "--out", out).code == 0
    assert docx.Document(BytesIO(out.read_bytes())).paragraphs
    missing = terminal("summarise", "無い.txt")
    assert (missing.code, "「無い.txt」という資料はありません" in missing.err) == (2, True)


def broken_form(folder: Path) -> Path:
    form = folder / "壊れ.docx"
    word = docx.Document()
    word.add_paragraph("{{会議名")
    word.save(str(form))
    return form


@pytest.mark.parametrize(
    "given",
    [
        lambda folder, _: (written(folder / "空.vtt", ""),),
        lambda folder, _: (written(folder / "無.vtt", "WEBVTT\n\n"),),
        lambda folder, _: (written(folder / "録音.mp3", "x"),),
        lambda folder, _: (folder / "無い.vtt",),
        lambda folder, meeting: (meeting, "--template", written(folder / "様式.docx", "x")),
        lambda folder, meeting: (meeting, "--template", broken_form(folder)),
        lambda folder, meeting: (meeting, "--style", "無い様式"),
        lambda folder, meeting: (meeting, "--out", folder / "無い" / "議事録.docx"),
        lambda folder, meeting: (meeting, written(folder / "録音.mp3", "x")),
    ],
    ids=["empty", "nothing said", "recording", "no file", "no word file", "broken", "style", "folder", "mixed"],
)
def test_bad_input_gets_one_sentence(terminal: Terminal, transcript: Path, tmp_path: Path, given: object) -> None:
    assert callable(given)
    done = terminal("minutes", *given(tmp_path, transcript))
    assert done.code == 2
    assert done.out == ""
    said = [line for line in done.err.splitlines() if not line.startswith("△")]
    assert len(said) == 1
    assert said[0].endswith(("。", "）"))


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_help_names_every_style(terminal: Terminal) -> None:
    from assistant.drafting import styles

    said = terminal("minutes", "--help").out
    assert all(name in said.replace("\n", "").replace(" ", "") for name in styles.names())


def test_a_placeholder_that_nobody_knows_is_told(terminal: Terminal, transcript: Path, tmp_path: Path) -> None:
    form = templates.written(tmp_path, templates.template("{{ 会議名 }} {{ 会議目 }}"))
    told = terminal("minutes", transcript, "--template", form, "--out", tmp_path / "out.docx").err
    assert "「会議目」という差し込み項目はありません" in told
