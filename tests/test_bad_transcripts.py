"""What goes wrong with a meeting's files, in the terminal and on the page: one sentence says why, nothing is lost."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.secretary import Secretary
from assistant.settings import load
from assistant.wiring import build_office
from tests import model_server as server
from tests import one_meeting, templates
from tests.terminal import Terminal
from tests.test_ui_minutes import ANYONE, given, html, labels, mine, opened, press, settled, told, view

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
NAMELESS = (
    "では始めます。窓口は2か所にすることに決定します。総務課で8月25日までに台数を調べてください。はい、分かりました。"
)
CLOCK = re.compile(r"(\d\d):(\d\d):(\d\d\.\d{3})")
IINKAI = Path(__file__).parent / "transcripts" / "iinkai_2h.vtt"

FIRST_MEETING = """令和6年10月3日 図書館協議会

会長：それでは、第2回の図書館協議会を始めます。
館長：電子書籍は年に180万円で、2,000冊を見込んでおります。
森委員：利用者は何人を見込んでいますか。
館長：利用者は年に1,200人を見込んでおります。
会長：では、電子書籍は来年4月から導入することに決定します。
会長：以上をもちまして、図書館協議会を閉会いたします。
"""
SECOND_MEETING = """00:00:03 司会
それでは、ただいまから、公園の説明会を始めます。本日の資料は1枚です。

00:00:20 住民
工事はいつ終わりますか。

00:00:31 課長
工事は12月20日に終わります。

00:00:40 司会
では、これで説明会を終わります。

00:00:44 住民
ありがとうございました。
"""


@dataclass(frozen=True, slots=True)
class Bad:
    """A file, and what is said of it: refused, or drafted with a word of warning."""

    name: str
    contents: str
    says: str
    keeps: tuple[str, ...] = ()  # words that stand in the draft all the same


def later(hours: int) -> str:
    """Two hours of a committee, `hours` later."""
    body = IINKAI.read_text(encoding="utf-8").split("\n", 1)[1]
    return CLOCK.sub(lambda at: f"{int(at[1]) + hours:02}:{at[2]}:{at[3]}", body)


EIGHT_HOURS = "WEBVTT\n" + "\n".join(later(hours) for hours in (0, 3, 6, 9))
BACKWARDS = one_meeting.FIRST.replace("00:00:38.500 --> 00:00:45", "00:00:08.500 --> 00:00:15")
REFUSED = (
    Bad("空.txt", "", "文字起こしに発言がありません。"),
    Bad("空白.txt", "\n　\n", "文字起こしに発言がありません。"),
    Bad("見出しだけ.vtt", "WEBVTT\n\n", "文字起こしに発言がありません。"),
)
TOLD = (
    Bad("名前なし.txt", NAMELESS, "話す人の名前がありません。", ("窓口は2か所にする", "台数を調べて")),
    Bad(
        "二つ.txt",
        FIRST_MEETING + "\n" + FIRST_MEETING.replace("図書館", "公民館").replace("電子書籍", "貸し館"),
        "別の会議の記録が混ざっているかもしれません。",
        ("電子書籍は来年4月から導入する", "貸し館は来年4月から導入する"),
    ),
    Bad(
        "形も違う二つ.txt",
        FIRST_MEETING + "\n" + SECOND_MEETING,
        "別の会議の記録が混ざっているかもしれません。",
        ("電子書籍は来年4月から導入する", "12月20日に終わります"),
    ),
)


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.delenv("SHIRUBE_LLM_PROVIDER", raising=False)
    return Terminal(tmp_path / "home", capsys)


@pytest.fixture
def secretary(tmp_path: Path) -> Iterator[Secretary]:
    with build_office(load(tmp_path / "home")) as office:
        yield office.secretary


def written(folder: Path, bad: Bad) -> Path:
    path = folder / bad.name
    path.write_text(bad.contents, encoding="utf-8")
    return path


@pytest.mark.parametrize("bad", REFUSED, ids=lambda bad: bad.name)
def test_nothing_said_is_refused_in_the_terminal(terminal: Terminal, tmp_path: Path, bad: Bad) -> None:
    for more in (("--json",), ("--out", tmp_path / "out.docx")):
        done = terminal("minutes", written(tmp_path, bad), *more)
        assert (done.code, done.out) == (2, "")
        assert done.err.strip().startswith(bad.says)
        assert len(done.err.strip().splitlines()) == 1
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize("bad", REFUSED, ids=lambda bad: bad.name)
def test_nothing_said_is_refused_on_the_page(secretary: Secretary, bad: Bad) -> None:
    app = given(opened(secretary), bad.contents, bad.name)
    (said,) = told(app)
    assert bad.says in said
    assert app.file_uploader[0].value  # the file is still chosen
    assert "読み取る" in labels(app)


@pytest.mark.parametrize("bad", TOLD, ids=lambda bad: bad.name)
def test_what_is_odd_is_told_and_all_of_it_drafted_in_the_terminal(
    terminal: Terminal, tmp_path: Path, bad: Bad
) -> None:
    done = terminal("minutes", written(tmp_path, bad), "--json", "--style", "逐語に近い")
    assert done.code == 0
    assert sum(bad.says in line for line in done.err.splitlines()) == 1
    for words in bad.keeps:
        assert words in str(done.json["items"])


@pytest.mark.parametrize("bad", TOLD, ids=lambda bad: bad.name)
def test_what_is_odd_is_told_before_drafting_on_the_page(secretary: Secretary, bad: Bad) -> None:
    app = given(opened(secretary), bad.contents, bad.name)
    assert bad.says in html(app)
    app = press(app, "下書きをつくる")
    made = secretary.open(mine(app).draft, ANYONE).draft
    assert any(bad.says in notice for notice in made.notices)


def test_eight_hours_are_drafted_whole(terminal: Terminal, tmp_path: Path) -> None:
    path = written(tmp_path, Bad("8時間.vtt", EIGHT_HOURS, ""))
    done = terminal("minutes", path, "--json")
    assert "時間の長い記録です。1回の会議だけか" in done.err
    once = terminal("minutes", IINKAI, "--json")
    assert len(done.json["todos"]) >= len(once.json["todos"])
    labels = [basis["label"] for item in done.json["items"] for line in item["lines"] for basis in line["bases"]]
    assert {label[:2] for label in labels if label[2:3] == ":"} >= {"00", "03", "06", "09"}


def test_eight_hours_on_the_page(secretary: Secretary) -> None:
    app = given(opened(secretary), EIGHT_HOURS, "8時間.vtt")
    assert "時間の長い記録です。" in html(app)
    app = press(app, "下書きをつくる")
    made = secretary.open(mine(app).draft, ANYONE)
    assert made.transcript.length > 150_000
    told_last = max(basis.said for line in made.draft.lines for basis in line.bases)
    assert told_last > made.transcript.said[-1].number - 30  # before they thank each other


def test_times_that_run_backwards_are_told_and_the_order_of_the_file_kept(
    terminal: Terminal, secretary: Secretary, tmp_path: Path
) -> None:
    bad = Bad("逆.vtt", BACKWARDS, "時刻が前に戻る箇所があります")
    assert BACKWARDS != one_meeting.FIRST
    done = terminal("minutes", written(tmp_path, bad), "--json", home=tmp_path / "other")
    assert bad.says in done.err
    assert one_meeting.DECISION in done.json["decisions"][0]["text"]
    assert bad.says in html(given(opened(secretary), bad.contents, bad.name))


def test_a_password_on_any_of_the_files(terminal: Terminal, secretary: Secretary, tmp_path: Path) -> None:
    meeting = written(tmp_path, Bad("会議.vtt", one_meeting.FIRST, ""))
    locked = tmp_path / "鍵.docx"
    locked.write_bytes(LOCKED)
    for arguments in ((locked,), (meeting, "--agenda", locked), (meeting, "--template", locked)):
        done = terminal("minutes", *arguments, "--json", home=tmp_path / "other")
        assert (done.code, done.out) == (2, "")
        assert "パスワード" in done.err
        assert len(done.err.strip().splitlines()) == 1
    app = opened(secretary)
    app.file_uploader[0].set_value([("鍵.docx", LOCKED, "application/msword")]).run()
    app = press(app, "読み取る")
    assert "パスワード" in told(app)[0]
    app.file_uploader[0].set_value([("会議.vtt", one_meeting.FIRST.encode(), "text/vtt")]).run()
    app.file_uploader[1].set_value(("次第.docx", LOCKED, "application/msword")).run()
    app = press(app, "読み取る")
    assert "パスワード" in told(app)[0]
    assert all(one.value for one in app.file_uploader[:2])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("{{会議名", "閉じていません"),
        ("会議名}}", "閉じていません"),
        ("{{会議名}", "かっこが違います"),
        ("{{ 会議名 | 太字 }}", "読み取れません"),
        ("{% for 行 in 決定 %}{{行}}", "。"),
    ],
)
def test_a_form_with_a_broken_placeholder(
    terminal: Terminal, secretary: Secretary, tmp_path: Path, words: str, says: str
) -> None:
    meeting = written(tmp_path, Bad("会議.vtt", one_meeting.FIRST, ""))
    form = templates.written(tmp_path, templates.template(words, "{{出席者}}"))
    out = tmp_path / "議事録.docx"
    done = terminal("minutes", meeting, "--template", form, "--out", out, home=tmp_path / "other")
    assert (done.code, out.exists()) == (2, False)
    assert says in done.err
    assert len(done.err.strip().splitlines()) == 1
    app = press(given(opened(secretary)), "下書きをつくる")
    kept = secretary.open(mine(app).draft, ANYONE)
    app = view(app, "書き出す")
    app.file_uploader[0].set_value(("様式.docx", form.read_bytes(), "application/msword")).run()
    app = settled(app)
    assert len(told(app)) == 1
    assert says in told(app)[0]
    assert secretary.open(kept.id, ANYONE) == kept


def shirube(*arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, which lets go of the model when it ends."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHIRUBE_")}
    command = [sys.executable, "-c", "from assistant.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, env=kept | settings, capture_output=True, text=True, encoding="utf-8", check=False)


def test_an_endpoint_that_stops_half_way_and_comes_back(tmp_path: Path) -> None:
    agenda = tmp_path / "次第.txt"
    agenda.write_text("第1回デジタル推進会議\n1 生成AIの試行について\n2 LINEの開設について\n", encoding="utf-8")
    meeting = written(tmp_path, Bad("会議.vtt", one_meeting.FIRST, ""))
    given = ("minutes", meeting, "--agenda", agenda, "--json", "--home", tmp_path / "home")
    trial = server.says("説明（柏木主幹）: 試行の参加者は30人です[3]。")
    account = server.says("説明（藤堂主査）: 公式アカウントの開設は8月1日です[10]。")
    opening = server.says("説明（岸本課長）: 議題は2つです[1]。")
    with server.serve(opening, trial, server.fails(401)) as model:
        by_model = {
            "SHIRUBE_LLM_PROVIDER": "compatible", "SHIRUBE_LLM_MODEL": "recorded", "SHIRUBE_LLM_BASE_URL": model.url,
        }  # fmt: skip
        stopped = shirube(*given, **by_model)
    assert stopped.returncode == 0
    engines = [item["engine"] for item in json.loads(stopped.stdout)["items"] if item["title"]]
    assert engines == ["recorded", "extract"]
    (said,) = [line for line in stopped.stderr.splitlines() if "から後は" in line]
    assert "--go-on" in stopped.stderr
    with server.serve(account) as model:
        went_on = shirube(*given, "--go-on", **by_model | {"SHIRUBE_LLM_BASE_URL": model.url})
        assert len(model.asked) == 1  # what was written is not asked for again
    made = json.loads(went_on.stdout)
    assert [item["engine"] for item in made["items"] if item["title"]] == ["recorded", "recorded"]
    assert "30人" in str(made["items"])
    assert "8月1日" in str(made["items"])
    assert said.removeprefix("△ ") not in made["notices"]
    # The ledger has the meeting once, and nothing is left to go on with.
    again = shirube(*given, "--go-on", **by_model | {"SHIRUBE_LLM_BASE_URL": model.url})
    assert again.returncode == 2
    assert "途中で止まった下書きはありません" in again.stderr
