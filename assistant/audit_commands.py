"""What `shirube audit` does: whether the log of uses is as it was written, the log as a file, words deleted in time."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from assistant import showing
from assistant.saving import save
from assistant.showing import say

if TYPE_CHECKING:
    from assistant.auditing import Audit
    from assistant.governance.use_log import Head

# Heavy modules are imported inside the commands, so that --help answers at once.


def verify(options: argparse.Namespace) -> int:
    """Whether the log is as it was written; 1 when not."""
    from ingest.model import local_person

    verified = _audit(options).verify(local_person(), _noted(options.noted))
    problems, head = verified.problems, verified.head
    if options.json:
        showing.as_json({"sound": not problems, "problems": list(problems), "entries": head.count, "head": str(head)})
        return 1 if problems else 0
    for problem in problems:
        showing.line(f"✕ {problem}")
    if not problems:
        showing.line(f"利用の記録{head.count:,}件は、書かれた時のままです。")
        showing.line(f"末尾の値: {head}")
        say("この値を別の所に書き留めておき、次に --noted で渡すと、全体が作り直されていないかも確かめられます。")
    return 1 if problems else 0


def export(options: argparse.Namespace) -> int:
    """The entries of a range of days, as a file or on the screen."""
    from assistant.governance import use_file, use_log
    from ingest.model import local_person

    since = use_log.moment(options.since) if options.since else ""
    before = use_log.moment(options.until + timedelta(days=1)) if options.until else ""
    audit, wanted, person = _audit(options), use_log.Wanted(since, before), local_person()
    if options.out:
        save(options.out, audit.to_file(person, wanted, options.out.suffix, options.out.name))
        say(f"利用の記録を「{options.out}」に書きました。")
    if options.json:
        showing.as_json([use_file.as_json(one) for one in audit.entries(person, wanted)])
    elif not options.out:
        for one in audit.entries(person, wanted):
            showing.line(use_file.as_line(one))
    return 0


def forget(options: argparse.Namespace) -> int:
    """Deletes what is kept longer than the settings allow."""
    from assistant.settings import load
    from assistant.wiring import build_office

    settings = load(options.home)
    with build_office(settings) as office:
        gone = office.expire(settings, datetime.now(UTC))
    if options.json:
        showing.as_json(gone)
    elif settings.keep_questions_days is None and settings.keep_drafts_days is None:
        say("保存する日数が設定されていません。設定の keep_questions_days と keep_drafts_days に日数を入れてください。")
    else:
        showing.line("、".join(f"{name} {count}件" for name, count in gone.items()) + "を消しました。")
    return 0


def _audit(options: argparse.Namespace) -> Audit:
    from assistant.settings import load
    from assistant.wiring import audit

    return audit(load(options.home))


def _noted(text: str) -> Head | None:
    from assistant.governance.use_log import Head
    from ingest.errors import ShirubeError

    try:
        return Head.read(text) if text else None
    except ValueError as error:
        raise ShirubeError("--noted には、audit verify が示した「末尾の値」をそのまま指定してください。") from error
