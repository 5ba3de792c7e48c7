"""The command `shirube`: results on standard output, progress and messages on standard error, in Japanese."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answering.values import Answer, Found
    from assistant.desk import Desk
    from ingest.model import Filters, Person

# Heavy modules are imported inside the commands, so that --help answers at once.


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and exits: 0 done, 1 done in part or not healthy, 2 wrong usage or a failure that is explained."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO if options.verbose else logging.ERROR, stream=sys.stderr)
    sys.exit(_run(options))


def _run(options: argparse.Namespace) -> int:
    from ingest.errors import ShirubeError

    try:
        return int(options.command(options))
    except ShirubeError as error:
        _say(str(error))
        return 2
    except KeyboardInterrupt:
        _say("途中で止めました。登録が済んだ資料はそのまま残っています。")
        return 130
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # the outermost door: a sentence for the person, the rest for the log
        logging.getLogger("shirube").exception("A command failed")
        _say("思わぬ問題が起きました。もう一度試し、続くときは --verbose を付けた表示を担当者に知らせてください。")
        return 2


# ---- the commands


def _ingest(options: argparse.Namespace) -> int:
    from assistant import as_json
    from ingest.outcomes import Failed, Ingested, Progress, Replaced

    outcomes = []
    with _desk(options) as desk:
        for event in desk.ingest(options.paths):
            if isinstance(event, Progress):
                _progress(event.done, event.total, event.now)
                continue
            outcomes.append(event)
            if isinstance(event, Failed):
                _clear()
                _say(f"× {event.source}: {event.reason}")
            elif isinstance(event, Ingested | Replaced):
                for problem in event.document.problems[:3]:
                    where = f"{problem.page}ページ: " if problem.page else ""
                    _clear()
                    _say(f"△ {event.source}: {where}{problem.message}")
    _clear()
    failed = [one for one in outcomes if isinstance(one, Failed)]
    if options.json:
        _print_json([as_json.outcome(one) for one in outcomes])
    else:
        done = sum(isinstance(one, Ingested) for one in outcomes)
        replaced = sum(isinstance(one, Replaced) for one in outcomes)
        same = len(outcomes) - done - replaced - len(failed)
        print(f"登録 {done}件、入れ替え {replaced}件、変更なし {same}件、登録できず {len(failed)}件")
    return 1 if failed else 0


def _search(options: argparse.Namespace) -> int:
    from assistant import as_json

    def one(desk: Desk, question: str) -> dict[str, Any]:
        return as_json.found(question, _found(desk, question, options))

    if options.questions:
        return _many(options, one)
    with _desk(options) as desk:
        result = _found(desk, options.question, options)
    if options.json:
        _print_json(as_json.found(options.question, result))
    else:
        _show_found(result)
    return 0


def _ask(options: argparse.Namespace) -> int:
    from assistant import as_json

    def one(desk: Desk, question: str) -> dict[str, Any]:
        return as_json.answer(_answered(desk, question, options))

    if options.questions:
        return _many(options, one)
    with _desk(options) as desk:
        answer = _answered(desk, options.question, options)
    if options.json:
        _print_json(as_json.answer(answer))
    else:
        _show_answer(answer)
    return 0


def _list(options: argparse.Namespace) -> int:
    from assistant import as_json

    with _desk(options) as desk:
        papers = desk.documents(_person())
    if options.json:
        _print_json([as_json.document(paper) for paper in papers])
        return 0
    for paper in papers:
        marks = f"  △ {len(paper.problems)}件の注意" if paper.problems else ""
        print(f"{paper.source}  「{paper.title}」 {paper.kind}  {paper.passages}箇所{marks}")
    if not papers:
        _say("資料はまだありません。shirube ingest フォルダ で登録できます。")
    return 0


def _show(options: argparse.Namespace) -> int:
    from assistant import as_json

    with _desk(options) as desk:
        paper = next((one for one in desk.documents(_person()) if one.source == options.source), None)
        if paper is None:
            _say(f"「{options.source}」という資料はありません。shirube list で名前を確かめてください。")
            return 1
        passages = desk.passages(paper.id, _person())
    if options.json:
        _print_json(as_json.document(paper) | {"contents": [as_json.passage(one) for one in passages]})
        return 0
    print(f"{paper.title}\n{paper.source}  {paper.kind}  {paper.pages}ページ  {paper.passages}箇所")
    for problem in paper.problems:
        print(f"△ {f'{problem.page}ページ: ' if problem.page else ''}{problem.message}")
    for one in passages:
        print(f"\n[{one.label}] {one.heading}\n{one.text}")
    return 0


def _remove(options: argparse.Namespace) -> int:
    missing = []
    with _desk(options) as desk:
        for source in options.sources:
            if desk.remove(source):
                _say(f"外しました: {source}")
            else:
                missing.append(source)
                _say(f"「{source}」という資料はありません。shirube list で名前を確かめてください。")
    if options.json:
        _print_json({"removed": [s for s in options.sources if s not in missing], "missing": missing})
    return 1 if missing else 0


def _check(options: argparse.Namespace) -> int:
    from assistant import as_json
    from assistant.settings import load

    with _desk(options) as desk:
        health = desk.check()
    if options.json:
        _print_json(as_json.health(health))
    else:
        print("異常はありません。" if health.healthy else "問題があります。shirube rebuild で索引を作り直せます。")
        for problem in health.problems:
            print(f"・{problem}")
        vectors = "ほかのプロセスが使用中" if health.vectors is None else f"{health.vectors}"
        print(
            f"資料 {health.documents}件、箇所 {health.passages}、索引（ことば） {health.words}、索引（意味） {vectors}"
        )
        print(load(options.home).endpoint_summary())
    return 0 if health.healthy else 1


def _rebuild(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        for step in desk.rebuild():
            _progress(step.done, step.total, step.now)
        _clear()
        health = desk.check()
    if options.json:
        from assistant import as_json

        _print_json(as_json.health(health))
    else:
        print("索引を作り直しました。" if health.healthy else "作り直しましたが、問題が残っています。")
    return 0 if health.healthy else 1


def _evaluate(options: argparse.Namespace) -> int:
    from assistant.evaluation import evaluate, read_questions, table

    with _desk(options) as desk:
        questions = read_questions(options.questions)
        result = evaluate(desk, questions, _person(), on_each=lambda n: _progress(n, len(questions), "質問"))
    _clear()
    if options.json:
        _print_json(result)
    else:
        print(table(result))
    return 0


def _app(options: argparse.Namespace) -> int:
    import subprocess

    script = Path(__file__).resolve().parent.parent / "streamlit_app.py"
    environment = dict(os.environ)
    if options.home:
        environment["SHIRUBE_HOME"] = str(options.home)
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.address", "127.0.0.1"]
    command += ["--server.port", str(options.port), "--browser.gatherUsageStats", "false"]
    command += ["--server.headless", "true" if options.no_browser else "false"]
    _say(f"しるべを http://127.0.0.1:{options.port} で開きます。終えるときは Ctrl+C を押してください。")
    return subprocess.call(command, env=environment, cwd=script.parent)


# ---- what the commands share


@contextmanager
def _desk(options: argparse.Namespace) -> Iterator[Desk]:
    from assistant.settings import load
    from assistant.wiring import build

    with build(load(options.home)) as desk:
        yield desk


def _person() -> Person:
    from ingest.model import Person

    return Person()


def _filters(options: argparse.Namespace) -> Filters:
    from ingest.model import Filters

    return Filters(
        sources=tuple(options.source or ()),
        kinds=tuple(options.kind or ()),
        fiscal_years=tuple(options.fiscal_year or ()),
        speakers=tuple(options.speaker or ()),
    )


def _found(desk: Desk, question: str, options: argparse.Namespace) -> Found:
    return desk.search(question, _person(), k=options.k, filters=_filters(options), today=options.today)


def _answered(desk: Desk, question: str, options: argparse.Namespace) -> Answer:
    from assistant.answering.values import Answered, Piece

    events = desk.ask(question, _person(), filters=_filters(options), today=options.today)
    for event in events:
        if isinstance(event, Piece) and not options.json and not options.questions:
            print(event.text, end="", file=sys.stderr, flush=True)
        if isinstance(event, Answered):
            return event.answer
    raise RuntimeError("the engine ended without an answer")


def _many(options: argparse.Namespace, one: Any) -> int:
    """Each question of a file, one JSON object a line, in the order of the file."""
    questions = [
        json.loads(line) for line in options.questions.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    with _desk(options) as desk, closing(_out(options.out)) as out:
        for done, question in enumerate(questions, 1):
            result = {"id": question.get("id"), **one(desk, question["question"])}
            out.write(json.dumps(result, ensure_ascii=False) + "\n")
            _progress(done, len(questions), "質問")
    _clear()
    return 0


def _out(path: Path | None) -> Any:
    return path.open("w", encoding="utf-8") if path else open(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")  # noqa: SIM115 - the caller closes it


# ---- showing


def _show_found(result: Found) -> None:
    if result.read_as.label:
        _say(f"質問の読み取り: {result.read_as.label}")
    for hit in result.hits:
        print(f"\n{hit.rank}. {hit.document.title}（{hit.document.source}、{hit.passage.label}）\n{hit.passage.text}")
    if not result.hits:
        _say("見つかりませんでした。言葉を変えて試してください。")


def _show_answer(answer: Answer) -> None:
    words = {"supported": "確認済み", "partial": "一部のみ", "unsupported": "根拠なし"}
    if answer.read_as.label:
        _say(f"\n質問の読み取り: {answer.read_as.label}")
    if answer.notice:
        _say(answer.notice)
    if answer.abstained:
        print("資料には書かれていません。")
        for hit in answer.nearest:
            print(f"  近い箇所: {hit.document.title}（{hit.passage.label}）")
        return
    for sentence in answer.sentences:
        marks = "".join(f"[{number}]" for number in sentence.citations)
        reason = f"（{sentence.reason}）" if sentence.reason else ""
        print(f"{sentence.text}{marks}  〔{words[sentence.verdict.value]}〕{reason}")
    print("\n出典")
    for citation in answer.citations:
        quote = " ".join(citation.quote.split())
        quote = quote if len(quote) <= 120 else f"{quote[:120]}…"
        print(
            f"[{citation.number}] {citation.document.title}（{citation.document.source}、{citation.label}）\n    「{quote}」"
        )


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _progress(done: int, total: int, now: str) -> None:
    if sys.stderr.isatty() and total:
        width = 24
        bar = "█" * (width * done // total)
        print(f"\r\x1b[K{bar:<{width}} {done}/{total} {now[:40]}", end="", file=sys.stderr, flush=True)


def _clear() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


# ---- the words of the command line


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "使い方: " if prefix is None else prefix)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shirube", description="市役所の資料から、根拠を示して答えます。", formatter_class=_Formatter
    )
    parser.set_defaults(verbose=False)
    commands = parser.add_subparsers(title="コマンド", required=True, metavar="コマンド")
    shared = _shared()

    def command(name: str, run: Any, about: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name, help=about, description=about, parents=[shared, *parents], formatter_class=_Formatter
        )
        made.set_defaults(command=run)
        return made

    command("ingest", _ingest, "資料を登録する").add_argument(
        "paths", nargs="+", type=Path, help="ファイルまたはフォルダ"
    )
    narrowing = _narrowing()
    search = command("search", _search, "合う箇所を探す", narrowing)
    search.add_argument("-k", type=_count, default=10, help="示す箇所の数（初期値 10）")
    command("ask", _ask, "質問に、出典を付けて答える", narrowing)
    command("list", _list, "登録した資料の一覧")
    command("show", _show, "1つの資料とその箇所").add_argument("source", help="資料の名前")
    command("remove", _remove, "資料を外す").add_argument("sources", nargs="+", help="資料の名前")
    command("check", _check, "資料庫と索引に異常がないか確かめる")
    command("rebuild", _rebuild, "索引を作り直す")
    command("evaluate", _evaluate, "答えの分かっている質問で測る").add_argument(
        "--questions", type=Path, required=True, help="質問のファイル（1行に1つのJSON）"
    )
    app = command("app", _app, "画面を開く")
    app.add_argument("--port", type=int, default=8501, help="ポート番号（初期値 8501）")
    app.add_argument("--no-browser", action="store_true", help="ブラウザを自動では開かない")
    return parser


def _shared() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--home", type=Path, help="資料庫のフォルダ（なければ環境変数 SHIRUBE_HOME）")
    shared.add_argument("--json", action="store_true", help="結果をJSONで出す")
    shared.add_argument("--verbose", action="store_true", help="詳しい記録を出す")
    return shared


def _narrowing() -> argparse.ArgumentParser:
    narrowing = argparse.ArgumentParser(add_help=False)
    narrowing.add_argument("question", nargs="?", default="", help="質問")
    narrowing.add_argument("--body", action="append", help=argparse.SUPPRESS)
    narrowing.add_argument("--source", action="append", help="この名前の資料だけから")
    narrowing.add_argument("--kind", action="append", help="この種類の資料だけから（会議録、議案など）")
    narrowing.add_argument("--fiscal-year", action="append", type=int, help="この年度の資料だけから（西暦）")
    narrowing.add_argument("--speaker", action="append", help="この人の発言だけから")
    narrowing.add_argument("--today", type=date.fromisoformat, help="今日の日付（2023-07-21 の形）")
    narrowing.add_argument("--questions", type=Path, help="質問のファイル（1行に1つのJSON）")
    narrowing.add_argument("--out", type=Path, help="結果を書くファイル（1行に1つのJSON）")
    return narrowing


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("1以上の数にしてください")
    return number
