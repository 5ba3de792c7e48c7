"""The terminal: exit codes, what goes to stdout and stderr, the JSON of the interface, mistakes of every kind."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from assistant import cli
from ingest.errors import EmptyFile, LibraryError
from ingest.library.library import Library
from tests.model_server import says, serve
from tests.terminal import Ran, Terminal
from tests.three_papers import LEAFLET, LIMIT, MINUTES, PARKS, QUESTION, TEXTS, write

ROOT = Path(__file__).parents[1]
PROGRAM = [sys.executable, "-c", "from assistant.cli import main; main()"]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("SHIRUBE_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the three papers, made once; tests that change it work on a copy."""
    folder = tmp_path_factory.mktemp("filled")
    papers = write(folder / "papers")
    done = shirube("ingest", papers, home=folder / "home")
    assert done.code == 0, done.err
    assert "登録 3件、入れ替え 0件、変更なし 0件、登録できず 0件" in done.out
    return folder / "home"


@pytest.fixture
def terminal(filled: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(filled, capsys)


@pytest.fixture
def own(filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal on a library that the test may change."""
    return Terminal(Path(shutil.copytree(filled, tmp_path / "own")), capsys)


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path / "empty", capsys)


def shirube(*arguments: str | Path, home: Path, **environment: str) -> Ran:
    """`shirube` in a process of its own."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60,
        env={**os.environ, "SHIRUBE_HOME": str(home), **environment},
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


# ---- usage


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "コマンドを指定してください。"),
        (("tadzuneru",), "「tadzuneru」というコマンドはありません。使えるコマンド: ingest, search, ask, list"),
        (("ask",), "質問を指定してください。"),
        (("search",), "質問を指定してください。"),
        (("ingest",), "場所を指定してください。"),
        (("show",), "資料を指定してください。"),
        (("remove",), "資料を指定してください。"),
        (("evaluate",), "--questions を指定してください。"),
        (("list", "もう一つ"), "使えない指定があります: もう一つ"),
        (("ask", "いつ", "--colour"), "使えない指定があります: --colour"),
        (("ask", "いつ", "--json=はい"), "--json に値（「はい」）は付けられません。"),
        (("ask", "いつ", "--today", "7月21日"), "--today: 日付は 2023-07-21 の形で指定してください（「7月21日」は"),
        (("ask", "いつ", "--fiscal-year", "R5"), "--fiscal-year には整数を指定してください（「R5」は使えません）。"),
        (("ask", "いつ", "--source"), "--source の値を指定してください。"),
        (("search", "いつ", "-k", "0"), "-k: 1から1000までの整数を指定してください"),
        (("app", "--port", "0"), "--port: 1から65535までの整数を"),
        (("ask", "いつ", "--questions", "f"), "質問と --questions は、どちらか一方だけを指定してください。"),
        (("ask", "いつ", "--out", "f"), "--out は --questions と一緒に指定してください。"),
    ],
)
def test_wrong_usage_is_told_in_japanese(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    out, err = capsys.readouterr()
    assert end.value.code == 2
    assert out == ""
    assert said in err
    assert "--help で見られます。" in err
    assert not any(word in err for word in ("usage", "error", "argument", "required"))


@pytest.mark.parametrize("command", [(), ("ask",), ("ingest",), ("evaluate",), ("app",)])
def test_help_is_japanese(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([*command, "--help"])
    out = capsys.readouterr().out
    assert not end.value.code
    assert "このヘルプを表示して終わる" in out
    assert not any(word in out for word in ("usage", "options", "positional", "show this", "exit"))


def test_help_is_instant_and_loads_no_pydantic() -> None:
    program = (
        "import sys; from assistant import cli\ntry: cli.main(['--help'])\nfinally: print('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "False"


# ---- the JSON of the interface


def test_list(terminal: Terminal) -> None:
    ran = terminal("list", "--json")
    assert ran.code == 0
    by_source = {one["source"]: one for one in ran.json}
    assert set(by_source) == set(TEXTS)
    minutes = by_source[MINUTES]
    assert set(minutes) >= {"id", "source", "title", "kind", "pages", "passages", "status", "problems"}
    assert (minutes["title"], minutes["kind"], minutes["held_on"]) == (
        "第2回ごみ減量検討会 会議録",
        "会議録",
        "2023-06-15",
    )
    assert (minutes["status"], minutes["problems"]) == ("ok", [])
    said = terminal("list")
    assert [line.split()[0] for line in said.out.splitlines()] == sorted(TEXTS)


def test_search(terminal: Terminal) -> None:
    ran = terminal("search", QUESTION, "-k", "2", "--json")
    assert ran.code == 0
    assert set(ran.json) == {"question", "read_as", "hits"}
    assert ran.json["question"] == QUESTION
    assert ran.json["read_as"] == {}
    first = ran.json["hits"][0]
    assert set(first) == {"rank", "source", "title", "page", "label", "speaker", "held_on", "text", "score"}
    assert (first["rank"], first["source"], first["page"], first["speaker"]) == (1, LEAFLET, None, None)
    assert first["score"] == 1.0
    assert LIMIT in first["text"]
    assert len(ran.json["hits"]) <= 2


def test_ask(terminal: Terminal) -> None:
    ran = terminal("ask", QUESTION, "--json")
    assert ran.code == 0
    wanted = {"question", "read_as", "answer", "abstained", "engine", "sentences", "citations"}
    assert wanted <= set(ran.json)
    assert (ran.json["abstained"], ran.json["engine"]) == (False, "extract")
    sentence = ran.json["sentences"][0]
    assert {"text", "citations", "verdict"} <= set(sentence)
    assert (sentence["text"], sentence["citations"], sentence["verdict"]) == (LIMIT, [1], "supported")
    assert ran.json["answer"].startswith(LIMIT)
    citation = ran.json["citations"][0]
    assert set(citation) == {"number", "source", "title", "page", "label", "speaker", "held_on", "quote"}
    assert (citation["number"], citation["source"], citation["page"], citation["quote"]) == (1, LEAFLET, None, LIMIT)


def test_ask_for_a_person(terminal: Terminal) -> None:
    ran = terminal("ask", QUESTION)
    assert ran.code == 0
    assert ran.out.startswith(f"{LIMIT}[1]  〔✓ 確認済み〕\n")
    assert f"\n出典\n[1] 生ごみ処理機の補助（{LEAFLET}、本文）\n    「{LIMIT}」\n" in ran.out


def test_what_the_papers_do_not_say(terminal: Terminal) -> None:
    ran = terminal("ask", "ロケット発射台の建設費はいくらですか", "--json")
    assert ran.code == 0
    assert (ran.json["abstained"], ran.json["answer"], ran.json["citations"]) == (True, "", [])
    assert terminal("ask", "ロケット発射台の建設費はいくらですか").out.startswith("資料には書かれていません。\n")


def test_filters_narrow(terminal: Terminal) -> None:
    def found(*filters: str) -> set[str]:
        return {hit["source"] for hit in terminal("search", "環境課", "--json", *filters).json["hits"]}

    assert found() == {MINUTES, LEAFLET}
    assert found("--source", LEAFLET) == {LEAFLET}
    assert found("--kind", "会議録") == {MINUTES}
    assert found("--fiscal-year", "2023") == {MINUTES}
    assert found("--body", "ごみ減量検討会") == {MINUTES}
    assert found("--body", "教育委員会") == set()
    assert found("--speaker", "山田市長") == set()


def test_today_is_taken(terminal: Terminal) -> None:
    assert terminal("search", "検討会の事務局", "--today", "2023-07-21", "--json").code == 0
    assert terminal("ask", "検討会の事務局はどこですか", "--today", "2023-07-21", "--json").code == 0


def test_show(terminal: Terminal) -> None:
    ran = terminal("show", MINUTES, "--json")
    assert ran.code == 0
    assert "".join(one["text"] for one in ran.json["contents"]).count("環境課") == 1
    assert {one["page"] for one in ran.json["contents"]} == {None}
    assert "検討会の事務局は環境課が務める。" in terminal("show", MINUTES).out
    missing = terminal("show", "ない.pdf", "--json")
    assert (missing.code, missing.out) == (1, "")
    assert "「ない.pdf」という資料はありません。shirube list で" in missing.err


def test_check_and_rebuild(own: Terminal) -> None:
    ran = own("check", "--json")
    assert ran.code == 0
    passages = ran.json["passages"]
    assert ran.json == {
        "healthy": True, "problems": [], "documents": 3, "passages": passages, "words": passages, "vectors": passages,
    }  # fmt: skip
    assert own("check").out.startswith("異常はありません。\n資料 3件、")
    assert "通信先: なし" in own("check").out
    shutil.rmtree(own.home / "words")
    assert own("rebuild", "--json").json["words"] == passages
    assert own("rebuild").out == "索引を作り直しました。\n"


def test_remove(own: Terminal) -> None:
    ran = own("remove", LEAFLET, "ない.pdf", "--json")
    assert (ran.code, ran.json) == (1, {"removed": [LEAFLET], "missing": ["ない.pdf"]})
    health = own("check", "--json").json
    assert health["healthy"]
    assert health["documents"] == 2
    assert health["words"] == health["vectors"] == health["passages"]
    assert LEAFLET not in {hit["source"] for hit in own("search", QUESTION, "--json").json["hits"]}
    assert own("remove", MINUTES).code == 0


# ---- papers in


def test_each_file_has_an_outcome(own: Terminal, tmp_path: Path) -> None:
    papers = write(tmp_path / "more", あたらしい="新しい資料である。")
    (papers / LEAFLET).write_text("生ごみ処理機の補助の上限額は40,000円とする。\n", encoding="utf-8")
    (papers / "空.pdf").write_bytes(b"")
    ran = own("ingest", papers, "--json")
    outcomes = {one["source"]: one["outcome"] for one in ran.json}
    assert ran.code == 1
    assert outcomes == {MINUTES: "unchanged", PARKS: "unchanged", LEAFLET: "replaced", "あたらしい.txt": "ingested",
                        "空.pdf": "failed"}  # fmt: skip
    assert {one["reason"] for one in ran.json if one["outcome"] == "failed"} == {EmptyFile.hint}
    assert f"× 空.pdf: {EmptyFile.hint}" in ran.err
    assert own("ask", QUESTION, "--json").json["answer"].startswith("生ごみ処理機の補助の上限額は40,000円とする。")


def test_a_path_that_is_not_there(empty: Terminal) -> None:
    ran = empty("ingest", "どこにもない.pdf")
    assert ran.code == 1
    assert "× どこにもない.pdf: ファイルがありません。" in ran.err
    assert ran.out == "登録 0件、入れ替え 0件、変更なし 0件、登録できず 1件\n"


def test_what_went_in_is_told_when_an_index_fails(
    empty: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise LibraryError("ディスクの空きがありません。")

    monkeypatch.setattr("ingest.library.words.WordsView.catch_up", refuse)
    ran = empty("ingest", write(tmp_path / "papers"), "--json")
    assert ran.code == 1
    assert [one["outcome"] for one in ran.json] == ["ingested"] * 3
    assert ran.err == "ディスクの空きがありません。\n"


# ---- questions that cannot be asked


BAD = {
    "": "質問が入力されていません。",
    " \u3000\n": "質問が入力されていません。",
    "\x00\x1b\x07": "質問が入力されていません。",
    "？！、。…": "記号だけでは探せません。",
    "あ" * 20_000: "質問が長すぎます（20,000文字）。",
}


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize("question", BAD, ids=["empty", "spaces", "control", "symbols", "long"])
def test_a_question_that_cannot_be_asked(terminal: Terminal, command: str, question: str) -> None:
    ran = terminal(command, question, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(BAD[question])
    assert ran.err.count("\n") == 1


def test_control_characters_inside_a_question_do_no_harm(terminal: Terminal) -> None:
    ran = terminal("ask", QUESTION.replace("の上限", "\x00の\x1b[31m上限"), "--json")
    assert ran.code == 0
    assert not ran.json["abstained"]
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("command", ["ask", "search"])
def test_no_paper_yet(empty: Terminal, command: str) -> None:
    ran = empty(command, QUESTION)
    assert ran.code == 0
    assert "shirube ingest" in ran.out + ran.err
    said = empty("ask", QUESTION, "--json").json
    assert said["abstained"]
    assert "まだ資料が登録されていません。" in said["notice"]
    assert empty("search", QUESTION, "--json").json["hits"] == []
    assert empty("list", "--json").json == []
    assert empty("check", "--json").json["healthy"]


# ---- files of questions


def questions(folder: Path, *lines: str) -> Path:
    path = folder / "質問.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_bad_question_does_not_stop_the_others(terminal: Terminal, tmp_path: Path) -> None:
    good = json.dumps({"id": "a", "question": QUESTION}, ensure_ascii=False)
    asked = questions(tmp_path, good, '{"id": "b", "question": "？？"}', "", good.replace('"a"', "3"))
    out = tmp_path / "答え.jsonl"
    ran = terminal("ask", "--questions", asked, "--out", out)
    assert (ran.code, ran.out) == (1, "")
    assert "3件のうち1件は質問できませんでした。" in ran.err
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["a", "b", 3]
    assert rows[0]["answer"] == rows[2]["answer"]
    assert (rows[1]["answer"], rows[1]["abstained"]) == ("", True)
    assert rows[1]["error"].startswith("記号だけでは探せません。")
    found = [json.loads(line) for line in terminal("search", "--questions", asked).out.splitlines()]
    assert [bool(row["hits"]) for row in found] == [True, False, True]
    assert found[1]["error"] == rows[1]["error"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "質問.jsonl の2行目がJSONになっていません。"),
        ("[]", "質問.jsonl の2行目に質問（question）がありません。"),
        ('{"id": 1}', "質問.jsonl の2行目に質問（question）がありません。"),
    ],
)
def test_a_broken_line_is_named(terminal: Terminal, tmp_path: Path, line: str, said: str) -> None:
    asked = questions(tmp_path, '{"question": "いつ"}', line)
    for command in ("ask", "evaluate"):
        ran = terminal(command, "--questions", asked)
        assert (ran.code, ran.out, ran.err) == (2, "", said + "\n")


def test_files_that_cannot_be_read_or_written(terminal: Terminal, tmp_path: Path) -> None:
    assert "質問のファイル" in terminal("ask", "--questions", tmp_path / "ない.jsonl").err
    (tmp_path / "sjis.jsonl").write_bytes('{"question": "いつ"}'.encode("cp932"))
    assert "文字コード（UTF-8）" in terminal("ask", "--questions", tmp_path / "sjis.jsonl").err
    asked = questions(tmp_path, '{"question": "会場"}')
    ran = terminal("ask", "--questions", asked, "--out", tmp_path / "ない" / "答え.jsonl")
    assert ran.code == 2
    assert ran.err.endswith("に書けません。フォルダの名前と権限を確かめてください。\n")


def test_evaluate(terminal: Terminal, tmp_path: Path) -> None:
    row = {"question": QUESTION, "gold": [{"source": LEAFLET, "quote": LIMIT}], "must_include": ["35,000円"]}
    asked = questions(
        tmp_path,
        json.dumps(row, ensure_ascii=False),
        json.dumps({"question": "ロケット発射台の建設費はいくらですか", "answerable": False}, ensure_ascii=False),
    )
    ran = terminal("evaluate", "--questions", asked, "--json")
    assert ran.code == 0
    assert ran.json["all"] == {"recall@1": 1, "recall@5": 1, "recall@10": 1, "mrr@10": 1, "budget": 1, "answered": 1,
                               "cited": 1, "right": 1, "refused": 1, "n": 1}  # fmt: skip
    before = tmp_path / "前.json"
    before.write_text(json.dumps({"all": {"recall@1": 0.25, "refused": 1.0, "n": 9}}), encoding="utf-8")
    against = terminal("evaluate", "--questions", asked, "--against", before, "--json").json
    assert against == {"figures": ran.json, "difference": {"all": {"recall@1": 0.75, "refused": 0.0}}}
    assert "前の結果との差\nall" in terminal("evaluate", "--questions", asked, "--against", before).out
    assert terminal("evaluate", "--questions", asked, "--against", asked).code == 2


# ---- homes that fail


def test_a_home_that_is_a_file(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = terminal("list", home=tmp_path / "file")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("資料庫のフォルダに書き込めません。")


def test_a_database_that_is_none(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"no database at all" * 100)
    ran = terminal("ask", QUESTION, home=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "library.sqlite）が壊れているか、別のファイルです。" in ran.err
    assert ran.err.count("\n") == 1


def test_a_read_only_home(own: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() == 0:  # root may write everywhere
        monkeypatch.setattr("ingest.library.database.os.access", lambda *_: False)
    else:
        own.home.chmod(0o500)
    ran = own("list")
    own.home.chmod(0o700)
    assert ran.code == 2
    assert ran.err.startswith("資料庫のフォルダに書き込めません。")


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers = write(tmp_path / "papers")
    (papers / "大きい.txt").write_text("ごみの量は毎年変わる。\n" * 40_000, encoding="utf-8")
    with small_disk(tmp_path / "disk") as disk:
        terminal = Terminal(disk, capsys)
        ran = terminal("ingest", papers / "大きい.txt")
        assert ran.code == 1
        assert "ディスクの空きがありません。" in ran.err
        assert "Traceback" not in ran.err
        with closing(Library(disk)) as library:
            assert library.counts() == (0, 0)


def test_an_unforeseen_failure_is_a_sentence(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("assistant.desk.Desk.documents", fail)
    ran = terminal("list")
    assert (ran.code, ran.out) == (2, "")
    assert "思わぬ問題が起きました。" in ran.err


# ---- two processes


def test_a_second_process_works_without_the_vectors(filled: Path) -> None:
    hold = (
        "import sys, time\nfrom assistant.settings import load\nfrom assistant.wiring import build\n"
        "from ingest.model import local_person\n"
        "desk = build(load(sys.argv[1])); assert desk.check(local_person()).vectors is not None\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", hold, str(filled)], cwd=ROOT, text=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:  # fmt: skip
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "open\n"
            health = shirube("check", "--json", home=filled)
            assert (health.code, health.json["problems"], health.json["vectors"]) == (0, [], None)
            assert "索引（意味） ほかのプロセスが使用中" in shirube("check", home=filled).out
            assert shirube("ask", QUESTION, "--json", home=filled).json["answer"].startswith(LIMIT)
            assert shirube("search", QUESTION, "--json", home=filled).json["hits"][0]["source"] == LEAFLET
        finally:
            other.terminate()


def test_a_reader_that_goes_away(filled: Path) -> None:
    command = [*PROGRAM, "show", MINUTES]
    environment = {**os.environ, "SHIRUBE_HOME": str(filled)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.close()
        assert ran.stderr.read() == b""
        assert ran.wait(30) == 0


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a person sees: `shirube` with a terminal on stdout and stderr."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*PROGRAM, *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
                               env={**os.environ, "TERM": "xterm", **environment})  # fmt: skip
    os.close(theirs)
    seen, until = b"", time.monotonic() + 60
    while time.monotonic() < until:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # Linux ends a terminal so
            break
        if not piece:
            break
        seen += piece
    process.wait(10)
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


def test_a_streamed_answer_is_not_said_twice(filled: Path) -> None:
    reply = "補助の上限額は35,000円です[1]。申請書は環境課に出します[1]。"
    with serve(says(reply)) as server:
        settings = {"SHIRUBE_HOME": str(filled), "SHIRUBE_LLM_PROVIDER": "compatible", "SHIRUBE_LLM_MODEL": "recorded",
                    "SHIRUBE_LLM_BASE_URL": server.url}  # fmt: skip
        seen = on_a_terminal("ask", QUESTION, **settings)
    text, _, rest = seen.partition("\n\n")
    assert text == "補助の上限額は35,000円です。申請書は環境課に出します。"
    assert "✓ 確認済み [1] 補助の上限額は35,000円です。\n" in rest
    assert f"出典\n[1] 生ごみ処理機の補助（{LEAFLET}、本文）" in rest
    assert seen.count("申請書は環境課に出します。") == 2  # in the stream, and beside its verdict


def test_a_reply_that_cannot_be_used_gives_way_to_the_papers(filled: Path) -> None:
    with serve(says("分からないので想像で答えます。")) as server:
        settings = {"SHIRUBE_HOME": str(filled), "SHIRUBE_LLM_PROVIDER": "compatible", "SHIRUBE_LLM_MODEL": "recorded",
                    "SHIRUBE_LLM_BASE_URL": server.url}  # fmt: skip
        seen = on_a_terminal("ask", QUESTION, **settings)
    assert "代わりに、資料の文をそのまま示します。" in seen
    assert f"{LIMIT}[1]  〔✓ 確認済み〕" in seen
