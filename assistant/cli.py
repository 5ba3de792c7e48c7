"""The command `shirube`: its words, its exit codes. Results go to stdout, progress and messages to stderr."""

from __future__ import annotations

import argparse
import atexit
import gc
import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import (
    audit_commands,
    backup_commands,
    commands,
    drafting_commands,
    masking_commands,
    outflow_commands,
    proofreading_commands,
    trials_commands,
    upkeep_commands,
)
from assistant.commands import Command
from assistant.japanese_argparse import Parser
from assistant.showing import say

if TYPE_CHECKING:
    from assistant.trials.values import Month

_HOST_HELP = "受け付けるアドレス（初期値 127.0.0.1。ほかの端末から使うには、サインインの設定が要ります）"
_WHICH = "同じ名前の資料がいくつかあるとき、どの公開範囲のものか"
_BACKUP_HELP = "控えの名前（.zip で終わればファイル、ほかはフォルダ）"
_FILE_HELP = "質問のファイル（1行に1つのJSON）"


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and exits: 0 done, 1 done in part or not healthy, 2 wrong usage or an explained failure."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _read(arguments)
    logging.basicConfig(level=logging.INFO if options.verbose else logging.ERROR, stream=sys.stderr)
    # At the end Python looks for garbage among all that is loaded, a tenth of a second for memory that is given back.
    atexit.register(gc.freeze)
    sys.exit(_run(options))


def _run(options: argparse.Namespace) -> int:
    from ingest.errors import ShirubeError

    try:
        return int(options.command(options))
    except ShirubeError as error:
        say(str(error))
        return 2
    except KeyboardInterrupt:
        say("途中で止めました。そこまでに済んだものは、そのまま残っています。")
        return 130
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # the outermost door: a sentence for the person, the rest for the log
        logging.getLogger("shirube").exception("A command failed")
        say("思わぬ問題が起きました。もう一度試し、続くときは --verbose を付けた表示を担当者に知らせてください。")
        return 2


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    options = parser().parse_args(arguments)
    if hasattr(options, "questions") and hasattr(options, "question"):
        _check_asking(options)
    return options


def _check_asking(options: argparse.Namespace) -> None:
    """One question or a file of them, and only what comes of a file goes to a file."""
    if options.question is None and options.questions is None:
        options.parser.error("質問を指定してください。まとめて質問するときは --questions にファイルを指定します。")
    if options.question is not None and options.questions is not None:
        options.parser.error("質問と --questions は、どちらか一方だけを指定してください。")
    if getattr(options, "all", False):
        _check_all(options)
    elif options.out is not None and options.questions is None:
        options.parser.error("--out は --questions と一緒に指定してください。")


def _check_all(options: argparse.Namespace) -> None:
    """A complete list is of one question, and a table file is of a kind that opens."""
    if options.question is None:
        options.parser.error("--all のときは、質問を1つ指定してください。")
    if options.out is not None and options.out.suffix.lower() not in (".csv", ".xlsx"):
        options.parser.error("--all の --out には、.csv か .xlsx で終わるファイルを指定してください。")


def parser() -> Parser:
    """The commands and their options."""
    whole = Parser(prog="shirube", description="市役所の資料から、根拠を示して答えます。")
    made = whole.add_subparsers(title="できること", required=True, metavar="コマンド", parser_class=Parser)
    command = partial(_command, made)
    ingest = command("ingest", commands.ingest, "資料を登録する")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="場所", help="ファイルまたはフォルダ")
    _add_audience(ingest, "だれが読める資料にするか（公開、庁内、課の名前、個人。初めての資料は庁内）")
    search = command("search", commands.search, "合う箇所を探す")
    search.add_argument("-k", type=_count, default=10, metavar="数", help="示す箇所の数（初期値 10）")
    search.add_argument("--all", action="store_true", help="上位だけでなく、話題に触れた箇所をすべて挙げる")
    _add_asking(search)
    _add_asking(command("ask", commands.ask, "質問に、出典を付けて答える"))
    command("list", commands.list_papers, "登録した資料の一覧")
    show = command("show", commands.show, "1つの資料とその箇所")
    show.add_argument("source", metavar="資料", help="資料の名前")
    _add_audience(show, _WHICH)
    remove = command("remove", commands.remove, "資料を外す")
    remove.add_argument("sources", nargs="+", metavar="資料", help="資料の名前")
    _add_audience(remove, _WHICH)
    audience = command("audience", commands.audience, "資料の公開範囲を変える")
    audience.add_argument("source", metavar="資料", help="資料の名前")
    wanted = "公開、庁内、課の名前（「、」で並べる）、個人"
    audience.add_argument("wanted", type=_audience, metavar="公開範囲", help=wanted)
    _add_audience(audience, _WHICH)
    command("check", upkeep_commands.check, "資料庫と索引に異常がないか確かめる")
    command("rebuild", upkeep_commands.rebuild, "索引を作り直す")
    backup = command("backup", backup_commands.backup, "控え（バックアップ）を作る。使っている間も作れます")
    backup.add_argument("target", type=Path, metavar="控え", help=_BACKUP_HELP)
    backup.add_argument("--verify", action="store_true", help="作らずに、この控えを読み直して確かめる")
    restore = command("restore", backup_commands.restore, "控えから資料庫を戻す")
    restore.add_argument("source", type=Path, metavar="控え", help="shirube backup で作ったファイルかフォルダ")
    restore.add_argument("--replace", action="store_true", help="今の資料庫と入れ替える（今の資料庫は消えます）")
    evaluate = command("evaluate", commands.evaluate, "答えの分かっている質問で測る")
    evaluate.add_argument("--questions", type=Path, required=True, metavar="ファイル", help=_FILE_HELP)
    evaluate.add_argument("--against", type=Path, metavar="ファイル", help="前に --json で出した結果との差も出す")
    _add_drafting(command)
    trials = made.add_parser("trials", help="生成AIを試す、その記録を見る", description="生成AIを試す、その記録を見る")
    _add_trials(partial(_command, trials.add_subparsers(required=True, metavar="すること", parser_class=Parser)))
    about = "利用の記録を確かめる、取り出す"
    audit = made.add_parser("audit", help=about, description=about)
    _add_audit(partial(_command, audit.add_subparsers(required=True, metavar="すること", parser_class=Parser)))
    preview = command("preview", outflow_commands.preview, "質問で何が外に送られるかを、送らずに見る")
    _add_narrowing(preview)
    mask = command("mask", masking_commands.mask, "文章の中の個人情報を伏せる")
    mask.add_argument(
        "text", nargs="?", default="-", metavar="ファイル", help="文章のファイル（- または省略で標準入力）"
    )
    proofread = command("proofread", proofreading_commands.proofread, "文章を決まりに照らし、直すところを挙げる")
    proofread.add_argument(
        "--rule",
        choices=("koyobun", "yasashii"),
        required=True,
        help="公用文（koyobun）か、やさしい日本語（yasashii）か",
    )
    proofread.add_argument(
        "file", nargs="?", default="-", metavar="ファイル", help="文字のファイル（省くか - なら標準入力）"
    )
    app = command("app", commands.app, "画面を開く")
    app.add_argument("--host", default="127.0.0.1", metavar="アドレス", help=_HOST_HELP)
    app.add_argument("--port", type=_port, default=8501, metavar="番号", help="ポート番号（初期値 8501）")
    app.add_argument("--no-browser", action="store_true", help="ブラウザを自動では開かない")
    return whole


def _command(among: Any, name: str, run: Command, about: str) -> Parser:
    """A command with the options that all have. `among` are argparse's subparsers, whose class is private."""
    one: Parser = among.add_parser(name, help=about, description=about)
    one.set_defaults(command=run, parser=one)
    one.add_argument("--home", type=Path, metavar="フォルダ", help="資料庫（なければ環境変数 SHIRUBE_HOME）")
    one.add_argument("--json", action="store_true", help="結果をJSONで出す")
    one.add_argument("--verbose", action="store_true", help="詳しい記録を出す")
    return one


def _add_audience(one: Parser, about: str) -> None:
    one.add_argument("--audience", type=_audience, default=None, metavar="公開範囲", help=about)


def _audience(words: str) -> str:
    from ingest.audience import UnknownAudience, parse

    try:
        return parse(words)
    except UnknownAudience as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _add_drafting(command: Callable[[str, Command, str], Parser]) -> None:
    """Minutes, summaries, and what meetings leave behind."""
    minutes = command("minutes", drafting_commands.minutes, "文字起こしから議事録の下書きを作る")
    minutes.add_argument("transcripts", nargs="+", type=Path, metavar="文字起こし", help="1つの会議のファイル（順に）")
    minutes.add_argument("--agenda", type=Path, metavar="ファイル", help="次第")
    minutes.add_argument("--material", action="append", type=Path, metavar="ファイル", help="会議の資料")
    minutes.add_argument("--template", type=Path, metavar="様式", help="差し込み欄のあるWordの様式（.docx）")
    minutes.add_argument(
        "--style", default="要点", metavar="名前", help="書き方（要点、概要、発言要旨、逐語に近い、委員会報告）"
    )
    minutes.add_argument(
        "--rename", action="append", type=_renaming, metavar="前=後", help="話し手の名前を直す（話者1=総務課長）"
    )
    minutes.add_argument("--title", metavar="名前", help="会議の名前（次第や文字起こしから読み取れないとき）")
    minutes.add_argument("--held-on", type=_day, metavar="日付", help="開催日（2023-07-21 の形）")
    minutes.add_argument("--trace", choices=("comments", "endnotes", "none"), default="comments", help="根拠の付け方")
    minutes.add_argument("--out", type=Path, metavar="ファイル", help="書き出す先（.docx、.md、.txt、.pdf）")
    minutes.add_argument(
        "--go-on", action="store_true", help="言語モデルが途中で止まった下書きを、残りの議題から続ける"
    )
    summarise = command("summarise", drafting_commands.summarise, "登録した資料の要旨を、根拠を付けて作る")
    summarise.add_argument("sources", nargs="+", metavar="資料", help="資料の名前")
    summarise.add_argument("--length", choices=("short", "middle", "long"), default="middle", help="長さ")
    summarise.add_argument(
        "--by", choices=("whole", "heading", "speaker", "question"), default="whole", help="何ごとに分けるか"
    )
    summarise.add_argument("--out", type=Path, metavar="ファイル", help="書き出す先（.docx、.md、.txt）")
    ledger = command("ledger", drafting_commands.ledger, "すべての会議の決定と宿題")
    ledger.add_argument("words", nargs="*", metavar="言葉", help="この言葉を含むものだけ（内容、担当、会議の名前）")
    ledger.add_argument("--kind", choices=("decision", "todo"), help="決定だけ、または宿題だけ")
    ledger.add_argument("--open", action="store_true", help="未了の宿題だけ")
    ledger.add_argument("--late", action="store_true", help="期限を過ぎた宿題だけ")
    ledger.add_argument("--out", type=Path, metavar="ファイル", help="書き出す先（.xlsx、.csv）")
    template = command("template", drafting_commands.template, "Wordの様式の差し込み欄を調べる")
    template.add_argument("form", type=Path, metavar="様式", help="Wordの様式（.docx）")
    template.add_argument("--new", action="store_true", help="この名前で、ひな形の様式を新しく書き出す")


def _add_trials(command: Callable[[str, Command, str], Parser]) -> None:
    """What can be tried, a run, what the trial brought, and one's own part of it."""
    command("list", trials_commands.list_use_cases, "試せる使い方の一覧")
    run = command("run", trials_commands.run, "使い方を一つ実行して、下書きを作る")
    run.add_argument("name", metavar="使い方", help="list にある名前か、使い方のファイル（.md）")
    run.add_argument("--set", action="append", type=_setting, metavar="入力=値", help="入力に値を入れる（何度でも）")
    run.add_argument("--file", type=Path, metavar="ファイル", help="文章かファイルの入力に、このファイルの文字を入れる")
    run.add_argument("--example", action="store_true", help="指定しない入力に、見本の値を入れる")
    run.add_argument("--model", default="", metavar="名前", help="設定した通信先の、ほかの言語モデル")
    run.add_argument("--department", default="", metavar="課", help="記録に残す課の名前")
    run.add_argument("--confirmed", action="store_true", help="個人情報に見えるものが、そうでないことを確かめた")
    report = command("report", trials_commands.report, "試行で何が得られたかを報告書にする")
    report.add_argument("--month", type=_month, metavar="月", help="この月だけ（2023-07 の形）")
    report.add_argument("--out", type=Path, metavar="ファイル", help="書き出す先（.docx、.xlsx、.csv）")
    export = command("export", trials_commands.export, "自分の記録を取り出す")
    export.add_argument("--out", type=Path, metavar="ファイル", help="書き出す先（.csv、.json）")
    delete = command("delete", trials_commands.delete, "自分の記録を消す（元に戻せません）")
    delete.add_argument("ids", nargs="*", metavar="番号", help="記録の番号（export で分かります）")
    delete.add_argument("--all", action="store_true", help="自分の記録とアンケートの答えをすべて")
    for one in (run, export, delete):
        one.add_argument("--person", default="", metavar="名前", help="記録した人の名前（画面で名乗った名前）")


def _add_audit(command: Callable[[str, Command, str], Parser]) -> None:
    """The log of uses: whether it is whole, its entries, and what is kept no longer."""
    verify = command("verify", audit_commands.verify, "記録が書かれた時のままかを確かめる")
    verify.add_argument("--noted", default="", metavar="値", help="前に書き留めた「末尾の値」とも合うか確かめる")
    export = command("export", audit_commands.export, "記録を取り出す")
    export.add_argument("--from", dest="since", type=_day, metavar="日付", help="この日から（2024-04-01 の形）")
    export.add_argument("--to", dest="until", type=_day, metavar="日付", help="この日まで")
    export.add_argument("--out", type=Path, metavar="ファイル", help="書き出す先（.csv、.xlsx、.jsonl）")
    command("forget", audit_commands.forget, "保存する日数を過ぎた質問と下書きを消す（元に戻せません）")


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name.strip() and equals):
        raise argparse.ArgumentTypeError(f"「宛先=各課の庶務担当」の形で指定してください（「{text}」は使えません）。")
    return name.strip(), value


def _renaming(text: str) -> tuple[str, str]:
    before, equals, after = text.partition("=")
    if not (before.strip() and equals):
        raise argparse.ArgumentTypeError(f"「話者1=総務課長」の形で指定してください（「{text}」は使えません）。")
    return before.strip(), after.strip()


def _add_asking(one: Parser) -> None:
    """The question, or a file of them, and what it is narrowed to."""
    _add_narrowing(one)
    one.add_argument("--questions", type=Path, metavar="ファイル", help=_FILE_HELP)
    one.add_argument(
        "--out",
        type=Path,
        metavar="ファイル",
        help="結果を書くファイル（1行に1つのJSON。search --all では .csv か .xlsx）",
    )


def _add_narrowing(one: Parser) -> None:
    one.add_argument("question", nargs="?", metavar="質問", help="知りたいこと")
    one.add_argument("--body", action="append", metavar="会議体", help="題名にこの会議体のある資料だけから")
    one.add_argument("--source", action="append", metavar="資料", help="この名前の資料だけから")
    one.add_argument("--kind", action="append", metavar="種類", help="この種類だけから（会議録、議案など）")
    one.add_argument("--fiscal-year", action="append", type=int, metavar="西暦", help="この年度の資料だけから")
    one.add_argument("--speaker", action="append", metavar="名前", help="この人の発言だけから")
    one.add_argument("--today", type=_day, metavar="日付", help="今日の日付（2023-07-21 の形）")


def _count(text: str) -> int:
    return _whole(text, 1, 1000)


def _port(text: str) -> int:
    return _whole(text, 1, 65535)


def _whole(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"{least}から{most}までの整数を指定してください（「{text}」は使えません）。")
    return int(text)


def _month(text: str) -> Month:
    found = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
    if not found or not (int(found[1]) and 1 <= int(found[2]) <= 12):
        raise argparse.ArgumentTypeError(f"月は 2023-07 の形で指定してください（「{text}」は使えません）。")
    from assistant.trials.values import Month

    return Month(int(found[1]), int(found[2]))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"日付は 2023-07-21 の形で指定してください（「{text}」は使えません）。"
        raise argparse.ArgumentTypeError(message) from None
