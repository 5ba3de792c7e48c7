"""What each command of the terminal does: one verb of the desk, one value shown, an exit code."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from assistant import showing
from assistant.saving import take_out
from assistant.showing import say

if TYPE_CHECKING:
    from assistant.answering.values import Answer, Found
    from assistant.desk import Desk
    from ingest.model import Document, Filters, Person
    from ingest.outcomes import Outcome

# Heavy modules are imported inside the commands, so that --help answers at once.

Command = Callable[[argparse.Namespace], int]


def ingest(options: argparse.Namespace) -> int:
    """Takes papers in; 1 when some failed."""
    from assistant import as_json
    from ingest.errors import ShirubeError
    from ingest.outcomes import Failed, Progress
    from ingest.sandbox import Workers, usual

    outcomes: list[Outcome] = []
    trouble = ""
    several = len(options.paths) > 1 or options.paths[0].is_dir()
    workers = Workers(usual() if several else 1)
    workers.warm()  # before the desk is imported: they load what they need meanwhile
    with workers, _desk(options) as desk, _entries(options) as entry:
        try:
            for event in desk.ingest(options.paths, _person(), audience=options.audience or "", workers=workers):
                if isinstance(event, Progress):
                    showing.progress(event.done, event.total, event.now)
                else:
                    outcomes.append(event)
                    showing.outcome(event)
                    entry(as_json.outcome(event))
        except ShirubeError as error:  # papers may be in all the same: an index that could not keep up
            trouble = str(error)
    showing.clear_progress()
    if trouble:
        say(trouble)
    if not options.json:
        showing.outcomes(outcomes)
    return 1 if trouble or any(isinstance(one, Failed) for one in outcomes) else 0


def search(options: argparse.Namespace) -> int:
    """The best passages for one question, or for each of a file."""
    from assistant import as_json

    if options.all:
        return _search_all(options)
    if options.questions:
        nothing: dict[str, Any] = {"hits": []}
        return _many(options, nothing, lambda desk, asked: as_json.found(asked, _found(desk, asked, options)))
    with _desk(options) as desk:
        found = _found(desk, options.question, options)
        empty = not found.hits and not desk.documents(_person())
    if options.json:
        showing.as_json(as_json.found(options.question, found))
    elif empty:
        say(showing.NO_PAPERS)
    else:
        showing.found(found)
    return 0


def ask(options: argparse.Namespace) -> int:
    """The answer to one question, or to each of a file."""
    if options.questions:
        nothing: dict[str, Any] = {"answer": "", "abstained": True, "citations": []}
        return _many(options, nothing, lambda desk, asked: _answer_as_json(desk, asked, options))
    if options.json:
        with _desk(options) as desk:
            showing.as_json(_answer_as_json(desk, options.question, options))
        return 0
    stream = showing.Stream() if sys.stdout.isatty() else None
    with _desk(options) as desk:
        answer = _answer(desk, options.question, options, stream)
    showing.answer(answer, stream.text if stream else "")
    return 0


def list_papers(options: argparse.Namespace) -> int:
    """The papers that are in."""
    from assistant import as_json

    with _desk(options) as desk:
        papers = desk.documents(_person())
    if options.json:
        showing.as_json([as_json.document(paper) for paper in papers])
    elif papers:
        showing.papers(papers)
    else:
        say(showing.NO_PAPERS)
    return 0


def show(options: argparse.Namespace) -> int:
    """One paper and its passages; 1 when there is none of that name."""
    from assistant import as_json

    with _desk(options) as desk:
        paper = next((one for one in desk.documents(_person()) if _is(one, options)), None)
        passages = desk.passages(paper.id, _person()) if paper else ()
    if paper is None:
        say(_unknown(options.source))
        return 1
    if options.json:
        showing.as_json(as_json.document(paper) | {"contents": [as_json.passage(one) for one in passages]})
    else:
        showing.paper(paper, passages)
    return 0


def remove(options: argparse.Namespace) -> int:
    """Takes papers out; 1 when one of them was not in."""
    removed, missing = [], []
    with _desk(options) as desk:
        for source in dict.fromkeys(options.sources):
            if desk.remove(source, _person(), options.audience or ""):
                removed.append(source)
                say(f"外しました: {source}")
            else:
                missing.append(source)
                say(_unknown(source))
    if options.json:
        showing.as_json({"removed": removed, "missing": missing})
    return 1 if missing else 0


def audience(options: argparse.Namespace) -> int:
    """Gives a paper to other readers; 1 when there is none of that name."""
    from ingest.audience import label

    with _desk(options) as desk:
        there = desk.set_audience(options.source, options.wanted, _person(), options.audience or "")
    if options.json:
        showing.as_json({"source": options.source, "audience": label(options.wanted) if there else None})
    else:
        done = f"「{options.source}」の公開範囲を「{label(options.wanted)}」にしました。"
        say(done if there else _unknown(options.source))
    return 0 if there else 1


def evaluate(options: argparse.Namespace) -> int:
    """Figures on questions whose proof is known, and how they differ from an earlier run's."""
    from assistant import evaluation

    questions = evaluation.read_questions(options.questions)
    before = evaluation.read_figures(options.against) if options.against else None
    with _desk(options, recorded=False) as desk:
        total = len(questions)
        figures = evaluation.evaluate(desk, questions, _person(), lambda n: showing.progress(n, total, "質問"))
    showing.clear_progress()
    changed = evaluation.difference(figures, before) if before is not None else None
    if options.json:
        showing.as_json(figures if changed is None else {"figures": figures, "difference": changed})
    else:
        showing.figures(figures, changed)
    return 0


def app(options: argparse.Namespace) -> int:
    """Serves the app until it is stopped: to this machine, and to others only where people sign in."""
    from assistant.settings import LOOPBACK, load
    from ingest.errors import ShirubeError

    if options.host not in LOOPBACK and not load(options.home).auth:
        raise ShirubeError(
            "ほかの端末から使うには、サインインの設定（SHIRUBE_AUTH に oidc か proxy）が必要です。"
            "docs/access.md のとおりに設定するか、--host を付けずに起動してください。"
        )
    script = Path(__file__).resolve().parent.parent / "streamlit_app.py"
    # Nobody's word is taken on where a request comes from: a proxy that names people is known by its own address.
    environment = os.environ | {"FORWARDED_ALLOW_IPS": ""}
    if options.home:
        environment["SHIRUBE_HOME"] = str(options.home.absolute())
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.address", options.host]
    command += ["--server.port", str(options.port), "--browser.gatherUsageStats", "false"]
    command += ["--server.headless", "true" if options.no_browser or options.host not in LOOPBACK else "false"]
    say(f"しるべを http://{options.host}:{options.port} で開きます。終えるときは Ctrl+C を押してください。")
    return subprocess.call(command, env=environment, cwd=script.parent)


# ---- what the commands share


def _entries(options: argparse.Namespace) -> AbstractContextManager[Callable[[object], None]]:
    """Where the entries of a list go as they are known: to the JSON that was asked for, else nowhere."""
    return showing.json_list() if options.json else nullcontext(lambda entry: None)


@contextmanager
def _desk(options: argparse.Namespace, *, recorded: bool = True) -> Iterator[Desk]:
    from assistant.settings import load
    from assistant.wiring import build

    with build(load(options.home), recorded=recorded) as desk:
        yield desk


def _person() -> Person:
    from ingest.model import local_person

    return local_person()


def _is(paper: Document, options: argparse.Namespace) -> bool:
    return paper.source == options.source and options.audience in (None, paper.audience)


def filters_of(desk: Desk, options: argparse.Namespace) -> Filters:
    """What a question is narrowed to."""
    from ingest.model import Filters

    return Filters(
        sources=tuple(options.source or ()),
        kinds=tuple(options.kind or ()),
        fiscal_years=tuple(options.fiscal_year or ()),
        speakers=tuple(options.speaker or ()),
        documents=_of_bodies(desk.documents(_person()), options.body) if options.body else (),
    )


def _of_bodies(papers: tuple[Document, ...], bodies: list[str]) -> tuple[str, ...]:
    """Ids of the papers that have one of `bodies` in their title or name. Never (), which would narrow nothing."""
    wanted = [_plain(body) for body in bodies]
    named = [one.id for one in papers if any(body in _plain(f"{one.title}\n{one.source}") for body in wanted)]
    return tuple(named) or ("-",)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _found(desk: Desk, question: str, options: argparse.Namespace) -> Found:
    return desk.search(question, _person(), k=options.k, filters=filters_of(desk, options), today=options.today)


def _answer(desk: Desk, question: str, options: argparse.Namespace, stream: showing.Stream | None = None) -> Answer:
    from assistant.answering.values import Answered, Piece

    for event in desk.ask(question, _person(), filters=filters_of(desk, options), today=options.today):
        if isinstance(event, Piece) and stream:
            stream.add(event.text)
        if isinstance(event, Answered):
            return event.answer
    raise RuntimeError("the engine ended without an answer")


def _answer_as_json(desk: Desk, question: str, options: argparse.Namespace) -> dict[str, Any]:
    from assistant import as_json

    answer = _answer(desk, question, options)
    return as_json.answer(answer, lambda passage: desk.question_and_answers(passage, _person()))


def _search_all(options: argparse.Namespace) -> int:
    """The complete list, shown or written to a table file."""
    from assistant import as_json, list_file

    with _desk(options) as desk:
        found = desk.find_all(options.question, _person(), filters=filters_of(desk, options), today=options.today)
    if options.out:
        take_out(options.out, list_file.to_file(found, options.out.suffix), "一覧", options.home)
        say(f"{len(found.entries):,}件を「{options.out}」に書きました。")
    if options.json:
        showing.as_json(as_json.listing(options.question, found))
    elif not options.out:
        if found.read_as.label:
            say(f"質問の読み取り: {found.read_as.label}")
        showing.listing(found)
    return 0


def _many(options: argparse.Namespace, nothing: dict[str, Any], one: Callable[[Desk, str], dict[str, Any]]) -> int:
    """Each question of a file, one JSON object a line, in the order of the file; 1 when one could not be asked."""
    from assistant import question_file
    from ingest.errors import LibraryError, ShirubeError

    rows = question_file.read(options.questions)
    failed = 0
    with _out(options.out) as out, _desk(options) as desk:
        for done, row in enumerate(rows, 1):
            try:
                result = one(desk, row["question"])
            except LibraryError:
                raise  # no other question would fare better
            except ShirubeError as error:
                failed += 1
                result = {"question": row["question"], "error": str(error), **nothing}
            _write(out, json.dumps({"id": row.get("id"), **result}, ensure_ascii=False))
            showing.progress(done, len(rows), "質問")
    showing.clear_progress()
    if failed:
        say(f"{len(rows)}件のうち{failed}件は質問できませんでした。結果の error に理由があります。")
    return 1 if failed else 0


@contextmanager
def _out(path: Path | None) -> Iterator[IO[str]]:
    from ingest.errors import ShirubeError

    try:
        opened = path.open("w", encoding="utf-8") if path else nullcontext(sys.stdout)
    except OSError as error:
        raise ShirubeError(f"「{path}」に書けません。フォルダの名前と権限を確かめてください。") from error
    with opened as out:
        yield out


def _write(out: IO[str], line: str) -> None:
    from ingest.errors import ShirubeError

    try:
        out.write(line + "\n")
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        message = "結果を書けませんでした。ディスクの空きを確かめてください。ここまでの結果は残っています。"
        raise ShirubeError(message) from error


def _unknown(source: str) -> str:
    return f"「{source}」という資料はありません。shirube list で名前を確かめてください。"
