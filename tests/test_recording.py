"""Every use stands in the log: who, what was asked, which passages, what was masked; nothing is done unrecorded."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.answering.values import Answered
from assistant.cli import main
from assistant.drafting.summaries.values import By, Length
from assistant.governance.use_log import FILE, Entry, LogUnavailable
from assistant.settings import Settings, load
from assistant.trials.trials import Attempt
from assistant.trials.values import UseCase
from assistant.wiring import Office, build_office, use_log
from ingest.model import Person, local_person
from tests import model_server as server

LETTER = "市民会館の駐車場は10台分ある。\n申請者の山田太郎様（電話 090-1234-5678）が、駐車場を増やすよう求めた。\n"
QUESTION = "山田太郎様は何を求めましたか"
ME = local_person("情報")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    (tmp_path / "要望.txt").write_text(LETTER, encoding="utf-8")
    with build_office(Settings(home=tmp_path / "home")) as one:
        assert list(one.desk.ingest([tmp_path / "要望.txt"], ME))
        yield one


def entries(home: Path) -> list[Entry]:
    log = use_log(Settings(home=home))
    assert log.verify() == ()
    return list(log.entries())


def test_each_use_has_its_entry(office: Office, tmp_path: Path) -> None:
    desk, home = office.desk, tmp_path / "home"
    *_, last = desk.ask(QUESTION, ME)
    assert isinstance(last, Answered)
    desk.search("駐車場", ME)
    desk.find_all("駐車場についての発言をすべて", ME)
    desk.original(desk.documents(ME)[0].id, ME)
    list(office.secretary.summarise(["要望.txt"], ME, Length.SHORT, By.WHOLE))
    use_case = office.trials.use_case("やさしい日本語")
    list(office.trials.run(Attempt(use_case, dict(use_case.example)), ME))
    desk.set_audience("要望.txt", "dept:税務課", ME)
    desk.remove("要望.txt", ME)
    found = entries(home)
    assert [one.what for one in found] == [
        "ingest", "ask", "search", "list", "original", "summary", "use case", "audience", "remove",
    ]  # fmt: skip
    assert {one.who for one in found} == {"情報"}
    asked = found[1]
    assert asked.said == {"question": "〔氏名1〕様は何を求めましたか"}  # what a person wrote, without whom it is about
    assert asked.about["engine"] == "extract"
    assert {place["source"] for place in asked.about["passages"]} == {"要望.txt"}
    assert [place["source"] for place in asked.about["cited"]] == ["要望.txt"]
    assert asked.about["verdicts"] == {"supported": len(last.answer.sentences)}
    assert found[0].about == {"files": {"要望.txt": "ingested"}}
    assert found[7].about == {"source": "要望.txt", "from": "house", "to": "dept:税務課"}
    assert "駐車場を増やす" not in (home / FILE).read_bytes().decode("utf-8", "ignore")  # no word of a paper


def test_of_a_use_case_it_is_recorded_that_it_ran_and_not_a_word_of_what_was_put_in(
    office: Office, tmp_path: Path
) -> None:
    """It rests on papers, so it searches, too; and it is looked at before anything is sent."""
    home, secret = tmp_path / "home", "駐車場の件で水面下の相談"
    use_case = office.trials.use_case("議会答弁案")
    assert use_case.draws_on_library
    attempt = Attempt(use_case, dict.fromkeys(dict(use_case.example), secret) | choices(use_case))
    list(office.trials.run(attempt, ME))
    list(office.trials.unsent(attempt, ME))
    ran, looked = entries(home)[1:]
    assert (ran.what, ran.about["use_case"], ran.said) == ("use case", use_case.identity, {})
    assert (looked.what, looked.about, looked.said) == ("preview", {"use_case": use_case.identity}, {})
    held = [path for path in home.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    assert held == []


def choices(use_case: UseCase) -> dict[str, str]:
    """What is chosen in a form, not written."""
    return {one.name: one.choices[0] for one in use_case.inputs if one.choices}


def test_what_went_to_a_model_is_recorded_also_where_somebody_stops(tmp_path: Path) -> None:
    (tmp_path / "要望.txt").write_text(LETTER, encoding="utf-8")
    with server.serve(server.says("〔氏名1〕様が駐車場を増やすよう求めました[1]。")) as model:
        place = {"llm_provider": "compatible", "llm_model": "recorded", "llm_base_url": model.url}
        with build_office(Settings(home=tmp_path / "home", **place)) as office:  # type: ignore[arg-type]
            list(office.desk.ingest([tmp_path / "要望.txt"], ME))
            list(office.desk.ask(QUESTION, ME))
            events = office.desk.ask(QUESTION, ME)
            next(events), next(events), next(events)
            events.close()  # type: ignore[attr-defined]
    whole, stopped = entries(tmp_path / "home")[1:]
    assert whole.about["engine"] == whole.about["to"] == "recorded"
    assert whole.about["prompt"].startswith("answer v")
    assert whole.about["masked"] == stopped.about["masked"] == {"電話": 1, "氏名": 2}
    assert whole.about["verdicts"] == {"supported": 1}
    assert (stopped.about["stopped"], "verdicts" in stopped.about) == (True, False)


def test_nothing_is_done_that_cannot_be_recorded(office: Office, tmp_path: Path) -> None:
    """Neither asked nor searched nor removed nor sent: the person is told what to look at."""
    home = tmp_path / "home"
    (home / FILE).unlink()
    (home / FILE).mkdir()
    for verb in (
        lambda: list(office.desk.ask(QUESTION, ME)),
        lambda: office.desk.search("駐車場", ME),
        lambda: office.desk.remove("要望.txt", ME),
        lambda: list(office.desk.ingest([tmp_path / "要望.txt"], ME)),
        lambda: list(office.secretary.summarise(["要望.txt"], ME)),
    ):
        with pytest.raises(LogUnavailable, match="利用の記録を書けないため、止めました"):
            verb()
    assert [paper.source for paper in office.desk.documents(ME)] == ["要望.txt"]


def test_words_are_kept_as_long_as_the_settings_say(office: Office, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", keep_questions_days=30, keep_drafts_days=30)
    list(office.desk.ask("市民会館の駐車場は何台分ありますか", ME))
    now = datetime.now(UTC)
    assert office.expire(settings, now) == {"会話": 0, "記録の文": 0, "下書き": 0}
    assert office.expire(settings, now + timedelta(days=31)) == {"会話": 0, "記録の文": 1, "下書き": 0}
    found = entries(tmp_path / "home")
    assert [dict(one.said) for one in found if one.what == "ask"] == [{}]
    assert found[-1].what == "forget"
    assert "何台分".encode() not in (tmp_path / "home" / FILE).read_bytes()


# ---- the terminal


def test_audit_from_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(tmp_path / "home")
    paper = tmp_path / "=1+1.txt"
    paper.write_text(LETTER, encoding="utf-8")
    assert run("ingest", str(paper), "--home", home) == 0
    assert run("ask", "=SUM(A1)の駐車場は何台分ですか", "--home", home) == 0
    capsys.readouterr()
    assert run("audit", "verify", "--home", home, "--json") == 0
    sound = json.loads(capsys.readouterr().out)
    assert (sound["sound"], sound["entries"]) == (True, 2)
    assert run("audit", "verify", "--home", home, "--noted", sound["head"]) == 0
    assert run("audit", "verify", "--home", home, "--noted", "1:" + "0" * 64) == 1
    assert run("audit", "verify", "--home", home, "--noted", "abc") == 2
    for ending in (".csv", ".xlsx", ".jsonl"):
        assert run("audit", "export", "--home", home, "--out", str(tmp_path / f"log{ending}")) == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "log.csv").read_text(encoding="utf-8-sig"))))
    assert [row[3] for row in rows[1:]] == ["登録", "質問"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    lines = (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["what"] for line in lines] == ["ingest", "ask", "export", "export"]
    capsys.readouterr()
    assert run("audit", "export", "--home", home, "--from", "2001-01-01", "--to", "2001-01-31", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run("audit", "export", "--home", home, "--out", str(tmp_path / "log.pdf")) == 2


def test_what_the_command_takes_out_of_the_log_is_a_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    paper = tmp_path / "要望.txt"
    paper.write_text(LETTER, encoding="utf-8")
    assert run("ingest", str(paper), "--home", str(home)) == 0
    assert run("audit", "verify", "--home", str(home)) == 0
    assert run("audit", "export", "--home", str(home), "--out", str(tmp_path / "log.pdf")) == 2  # nothing came out
    assert run("audit", "export", "--home", str(home), "--out", str(tmp_path / "log.csv")) == 0
    assert run("audit", "export", "--home", str(home)) == 0
    assert run("audit", "export", "--home", str(home), "--json") == 0
    capsys.readouterr()
    taken = [dict(one.about) for one in entries(home) if one.what == "export"]
    assert taken == [{"export": "利用の記録", "file": "log.csv"}, {"export": "利用の記録"}, {"export": "利用の記録"}]


def test_preview_from_the_terminal_sends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "要望.txt"
    paper.write_text(LETTER, encoding="utf-8")
    home = str(tmp_path / "home")
    assert run("ingest", str(paper), "--home", home) == 0
    capsys.readouterr()
    assert run("preview", QUESTION, "--home", home) == 0
    assert "この端末の外には何も送りません" in capsys.readouterr().err
    with server.serve(server.says("x")) as model:
        for name, value in (("PROVIDER", "compatible"), ("MODEL", "recorded"), ("BASE_URL", model.url)):
            monkeypatch.setenv(f"SHIRUBE_LLM_{name}", value)
        assert run("preview", QUESTION, "--home", home, "--json") == 0
        shown = json.loads(capsys.readouterr().out)
        assert model.asked == []
        assert run("ask", QUESTION, "--home", home) == 0
        (asked,) = model.asked
    (call,) = shown["sent"]
    assert call["masked"] == {"電話": 1, "氏名": 2}
    # What was shown is what then goes, but for the word that fences this one call.
    assert _without_fences(call["messages"][-1]["text"]) == _without_fences(asked["messages"][-1]["content"])


def test_a_preview_asks_no_embedding_model_either(tmp_path: Path) -> None:
    (tmp_path / "要望.txt").write_text(LETTER, encoding="utf-8")
    with build_office(Settings(home=tmp_path / "home")) as office:
        assert list(office.desk.ingest([tmp_path / "要望.txt"], ME))
    with server.serve(server.says("x")) as model:
        place = {
            "llm_provider": "compatible", "llm_model": "recorded", "llm_base_url": model.url,
            "embedding_provider": "compatible", "embedding_model": "e", "embedding_base_url": model.url,
        }  # fmt: skip
        with build_office(Settings(home=tmp_path / "home", **place)) as office:  # type: ignore[arg-type]
            found = office.outflow.of_question(QUESTION, ME)
            cited = office.trials.use_case("議会答弁案")
            office.outflow.of_use_case(Attempt(cited, dict(cited.example)), ME)
            office.outflow.of_papers(["要望.txt"], ME)
        assert model.paths == []
    assert len(found.sent) == 1
    assert found.why.startswith("意味検索のモデルには尋ねずに探したため")


def _without_fences(text: str) -> str:
    import re

    return re.sub(r"[0-9a-f]{12}", "-", text)


def test_a_person_is_named_in_what_he_or_she_does(office: Office, tmp_path: Path) -> None:
    office.desk.search("駐車場", Person("佐藤"))
    assert entries(tmp_path / "home")[-1].who == "佐藤"
    assert load(tmp_path / "home").keep_questions_days is None


def frame_for(office, people):  # type: ignore[no-untyped-def]  # runs where nothing of this module is
    from assistant.ui import frame

    frame.run(lambda: office, lambda: people[0])


def test_each_window_of_somebody_who_signs_in_is_recorded_once(office: Office, tmp_path: Path) -> None:
    """Not at each run of a page; again where another person takes over the window; not who sits at this machine."""
    mori, hayashi = Person("u-1", called="森 総子"), Person("u-2", called="林 財太")
    people = [mori]
    window = AppTest.from_function(frame_for, args=(office, people), default_timeout=20).run().run()
    assert not window.exception
    people[0] = hayashi
    window.run()
    people[0] = ME
    window.run()
    AppTest.from_function(frame_for, args=(office, [mori]), default_timeout=20).run()
    assert [(one.who, one.what) for one in entries(tmp_path / "home")[1:]] == [
        ("u-1", "sign in"), ("u-2", "sign in"), ("u-1", "sign in"),
    ]  # fmt: skip


def test_nobody_comes_in_unrecorded(office: Office, tmp_path: Path) -> None:
    """They read why; once the log can be written again they are let in, and recorded."""
    log = tmp_path / "home" / FILE
    aside = log.rename(log.with_suffix(".aside"))
    log.mkdir()
    window = AppTest.from_function(frame_for, args=(office, [Person("u-1")]), default_timeout=20).run()
    assert "利用の記録を書けないため" in window.error[0].value
    assert not window.title
    log.rmdir()
    aside.rename(log)
    window.run()
    assert not window.error
    assert [(one.who, one.what) for one in entries(tmp_path / "home")[1:]] == [("u-1", "sign in")]
