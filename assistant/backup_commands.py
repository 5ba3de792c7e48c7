"""The commands for the day that the disk is lost: a copy of the library, and putting it back."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from assistant import showing
from assistant.showing import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    from assistant.backup.making import Made
    from assistant.backup.restoring import Restored
    from ingest.outcomes import Progress

    Result = TypeVar("Result", Made, Restored)


def backup(options: argparse.Namespace) -> int:
    """Makes a backup, or reads one back; 1 when something of the library is damaged."""
    from assistant.backup.verifying import verify
    from assistant.settings import load
    from assistant.wiring import back_up

    if options.verify:
        held = verify(options.target)
        if options.json:
            showing.as_json({"made_at": held.made_at, "papers": held.papers, "files": len(held.entries)})
        else:
            size = f"資料{held.papers:,}件、ファイル{len(held.entries):,}個"
            showing.line(f"控えに異常はありません。{_when(held.made_at)}に作ったもので、{size}です。")
        return 0
    made = _through(back_up(load(options.home), options.target))
    if options.json:
        showing.as_json(asdict(made) | {"target": str(made.target)})
    else:
        size = f"{made.bytes / 1024**2:,.1f} MB、うち今回書いた分 {made.copied / 1024**2:,.1f} MB"
        showing.line(f"「{made.target}」に控えを作り、読み直して確かめました。資料{made.papers:,}件（{size}）")
        for problem in made.problems:
            say(f"△ {problem}")
    return 1 if made.problems else 0


def restore(options: argparse.Namespace) -> int:
    """Puts a backup back and builds the views anew; 1 when the library is not whole after that."""
    from assistant.backup.restoring import restore as put_back
    from assistant.settings import home_folder, load
    from assistant.wiring import build
    from ingest.model import local_person

    done = _through(put_back(options.source, home_folder(options.home), replace=options.replace))
    say(f"{_when(done.made_at)}の控えから戻しました。索引を作り直しています。")
    with build(load(options.home)) as desk:
        for step in desk.rebuild(local_person()):
            showing.progress(step.done, step.total, step.now)
        showing.clear_progress()
        health = desk.check(local_person())
    problems = (*done.problems, *health.problems)
    if options.json:
        showing.as_json(asdict(done) | {"healthy": health.healthy, "problems": list(problems)})
    else:
        showing.line(f"資料{done.papers:,}件、箇所{done.passages:,}を戻しました。")
        for problem in problems:
            say(f"△ {problem}")
    return 1 if problems else 0


def _when(made_at: str) -> str:
    """A moment as a person here says it."""
    from datetime import datetime

    moment = datetime.fromisoformat(made_at).astimezone()
    return f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}時{moment.minute:02}分"


def _through(steps: Iterable[Progress | Result]) -> Result:
    """The result of long work, whose progress is shown on the way."""
    from ingest.outcomes import Progress

    result: Result | None = None
    for step in steps:
        if isinstance(step, Progress):
            showing.progress(step.done, step.total, step.now)
        else:
            result = step
    showing.clear_progress()
    assert result is not None
    return result
