"""Keeps a library's files as this version of Shirube writes them, for every later version to open.

Run at a release, and whenever a schema is about to change: `python -m tests.kept.make NUMBER`. What it keeps is never
made again: a later version would write it in a later form.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.answering.values import Answer, ReadAs, Sentence, Verdict
from assistant.conversations import Conversations, Turn
from assistant.drafting.drafts import Drafts
from assistant.drafting.editing import mark
from assistant.drafting.summaries.extract import ExtractiveSummariser
from assistant.drafting.summaries.kept import Summaries
from assistant.drafting.summaries.values import By, Length, Summary
from assistant.settings import Settings
from assistant.trials.made_by_staff import MadeByStaff
from assistant.wiring import build
from ingest.model import Person, Rank, local_person
from tests import a_trial, three_papers
from tests.made_papers import source
from tests.small_meeting import drafted, meeting

FOLDER = Path(__file__).parent
CLERK, CHIEF = Person("野々村"), Person("岸本", rank=Rank.ADMINISTRATOR)
LINES = ("岸本：では、試行は9月末まで延長することにします。", "柏木：試行の参加者は30人でした。")
AT = "2023-10-18T04:00:00+00:00"
USE_CASE = """---
題名: 照会文の案
目的: 照会文を書く。
入れてよいもの: 個人情報不可
確認する人: 照会する職員
外に出せるか: いいえ
できないこと: 相手の事情は分からない。
---
=== user ===
$要点
"""
VIEWS = ("words", "vectors", "ocr")


def fill(home: Path, papers: Path) -> None:
    """A home with something in each of its files: the kept ones were made so, 1 before there were summaries."""
    three_papers.write(papers)
    with build(Settings(home=home)) as desk:
        list(desk.ingest([papers], local_person()))
    talks = Conversations(home / "conversations.sqlite")
    said = Answer(
        three_papers.QUESTION, ReadAs(), (Sentence("上限額は35,000円です。", (), Verdict.SUPPORTED),)
    )
    first = talks.save(Turn("t1", three_papers.QUESTION, said, AT, useful=True, why="早い"), CLERK)
    talks.save(Turn("t2", "申請書はどこに出すか", said, AT), CLERK, first)
    drafts = Drafts(home / "drafts.sqlite")
    draft = drafted(*LINES)
    id = drafts.add(draft, meeting(*LINES), CLERK)
    drafts.save(id, mark(draft, draft.lines[0].id, CLERK.name), "照合済み", AT, CLERK)
    *_, made_of = ExtractiveSummariser().summarise([source(papers, "試行.txt", LINES[1])], Length.SHORT, By.WHOLE)
    assert isinstance(made_of, Summary)
    Summaries(drafts.database).add(made_of, AT, CLERK)
    a_trial.kept(home)
    made = MadeByStaff(home / "use_cases.sqlite")
    begun = made.begin(USE_CASE, CLERK).use_case.id
    made.propose(begun, CLERK)
    made.approve(begun, CHIEF)
    made.save(begun, USE_CASE.replace("照会文を書く。", "照会文を短く書く。"), CLERK)


def rows(path: Path) -> dict[str, int]:
    """How many rows each table of a database has."""
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]  # fmt: skip
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(names)}


def main(number: str) -> None:
    with TemporaryDirectory() as work:
        home = Path(work) / "home"
        fill(home, Path(work) / "papers")
        held = {path.name: rows(path) for path in sorted(home.glob("*.sqlite"))}
        with zipfile.ZipFile(FOLDER / f"{number}.zip", "x", zipfile.ZIP_DEFLATED, compresslevel=9) as kept:
            kept.writestr("held.json", json.dumps(held, ensure_ascii=False, indent=1))
            for path in sorted(home.rglob("*")):
                name = path.relative_to(home).as_posix()
                if path.is_file() and not name.startswith(VIEWS):
                    kept.write(path, name)


if __name__ == "__main__":
    main(sys.argv[1])
