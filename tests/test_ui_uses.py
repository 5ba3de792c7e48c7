"""利用の記録: for rank 管理 alone, who did what; whether the record is as it was written; the record as a file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.auditing import Audit
from assistant.governance.access import NotPermitted
from assistant.governance.recording import Recorder
from assistant.governance.use_log import EVERYTHING, UseLog
from ingest.model import Person, Rank, local_person

SCRIPT = """
from pathlib import Path
from assistant.auditing import Audit
from assistant.governance.recording import Recorder
from assistant.governance.use_log import UseLog
from assistant.ui import uses
log = UseLog(Path({home!r}, "uses.sqlite"), Path({home!r}, "uses.anchor"))
uses.page(Audit(log, Recorder(log)))
"""


@pytest.fixture
def log(tmp_path: Path) -> UseLog:
    one = UseLog(tmp_path / "uses.sqlite", tmp_path / "uses.anchor", lambda: datetime.now(UTC))
    place = {"id": "x", "source": "予算.pdf", "page": 3}
    cited = {"cited": [place], "verdicts": {"supported": 2}, "masked": {"氏名": 1}}
    one.append("野々村", "ask", cited, {"question": "〔氏名1〕の要望は<b>何</b>ですか"})
    one.append("", "remove", {"source": "古い計画.docx"})
    return one


def page(home: Path) -> AppTest:
    return AppTest.from_string(SCRIPT.format(home=str(home)), default_timeout=60).run()


def words(app: AppTest) -> str:
    return "\n".join(str(one.proto.body) for one in app.get("html"))


def test_who_did_what_newest_first(log: UseLog, tmp_path: Path) -> None:
    app = page(tmp_path)
    assert not app.exception
    shown = words(app)
    assert "<strong>2件</strong>" in shown
    assert shown.index("古い計画.docx") < shown.index("予算.pdf p.3")
    assert "<td>野々村</td><td>質問</td><td>〔氏名1〕の要望は&lt;b&gt;何&lt;/b&gt;ですか</td>" in shown
    assert "<td>確認済み 2</td><td>氏名 1</td>" in shown
    assert "<td>（この端末の利用者）</td><td>取り除き</td>" in shown
    log.append("", "ingest", {"files": {f"{n:02}.txt": "ingested" for n in range(16)}})
    assert "<td>00.txt<br>01.txt<br>02.txt<br>ほか13件</td>" in words(app.run())
    app.selectbox(key="uses-who").select("野々村").run()
    assert "<strong>1件</strong>" in words(app)
    assert "古い計画.docx" not in words(app)
    app.selectbox(key="uses-what").select("ingest").run()
    assert "<strong>0件</strong>" in words(app)


def test_whether_it_is_as_it_was_written(log: UseLog, tmp_path: Path) -> None:
    app = page(tmp_path)
    app.button(key="uses-verify").click().run()
    assert [one.value for one in app.success] == ["✓ 利用の記録2件は、書かれた時のままです。"]
    head = str(log.head())
    assert app.code[0].value == head
    app.text_input(key="uses-noted").input("まちがい")
    app.button(key="uses-verify").click().run()
    assert "そのまま入れてください" in app.warning[0].value
    with closing(sqlite3.connect(tmp_path / "uses.sqlite")) as database, database:
        database.execute("DROP TRIGGER entry_stays")
        database.execute("UPDATE entry SET line = replace(line, '野々村', '野村') WHERE number = 1")
    app.text_input(key="uses-noted").input(head)
    app.button(key="uses-verify").click().run()
    assert any("1番の記録が、書かれた時と違います" in one.value for one in app.error)


@pytest.mark.parametrize("rank", [Rank.READER, Rank.FILER])
def test_it_is_for_rank_kanri_at_every_verb(log: UseLog, rank: Rank) -> None:
    audit, person = Audit(log, Recorder(log)), Person("野々村", rank=rank)
    for verb in (
        lambda: audit.newest(person, EVERYTHING, 5),
        lambda: audit.people(person),
        lambda: audit.verify(person),
        lambda: audit.to_file(person, EVERYTHING, ".csv"),
    ):
        with pytest.raises(NotPermitted, match="「管理」の権限が必要です"):
            verb()
    assert log.head().count == 2


def test_what_is_taken_out_is_a_use_too(log: UseLog) -> None:
    audit, person = Audit(log, Recorder(log)), replace(local_person(), name="監査")
    assert "古い計画.docx" in audit.to_file(person, EVERYTHING, ".csv").decode("utf-8-sig")
    entries, _ = audit.newest(person, EVERYTHING, 1)
    assert (entries[0].who, entries[0].what, entries[0].about) == ("監査", "export", {"export": "利用の記録"})
