"""What the drafting commands of the terminal do: minutes, summaries, the ledger, templates."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import showing
from assistant.saving import save, take_out
from assistant.showing import say

if TYPE_CHECKING:
    from assistant.drafting.drafts import Kept
    from assistant.secretary import Secretary
    from ingest.model import Person

# Heavy modules are imported inside the commands, so that --help answers at once.


def minutes(options: argparse.Namespace) -> int:
    """Drafts the minutes of one meeting, keeps the draft, and writes it out."""
    from assistant.drafting import as_json, plain
    from assistant.drafting.drafts import Kept
    from assistant.drafting.minutes import left
    from assistant.drafting.word import template
    from assistant.secretary import Given
    from ingest.outcomes import Progress

    # A form that cannot be filled is refused before anything is drafted.
    form = template.read(options.template) if options.template else None
    for one in template.placeholders(options.template) if options.template else ():
        if not one.known:
            say(f"△ 様式の「{one.name}」という差し込み項目はありません。空欄になるので、書き方を確かめてください。")
    given = Given(tuple(options.transcripts), options.agenda, tuple(options.material or ()), dict(options.rename or ()))
    with _secretary(options) as secretary:
        for read in secretary.take_down(given):
            if not isinstance(read, Progress):
                transcript, about = read
            else:
                showing.progress(read.done, read.total, read.now)
        known = {"title": options.title, "held_on": options.held_on}
        about = replace(about, **{name: value for name, value in known.items() if value})
        going_on = options.go_on and secretary.go_on(transcript, _person())
        for step in going_on or secretary.draft(transcript, about, options.style, _person()):
            if isinstance(step, Kept):
                kept = step
            else:
                showing.progress(step.done, step.total, step.now)
        showing.clear_progress()
    for notice in kept.draft.notices:
        say(f"△ {notice}")
    if left(kept.draft):
        say("同じ指定に --go-on を付けて実行すると、残りの議題から続けます。")
    if options.out:
        take_out(options.out, _as_file(kept, options.out, form, options.trace), "議事録", options.home)
        say(f"議事録の下書きを「{options.out}」に書きました。")
    if options.json:
        showing.as_json(as_json.minutes(kept.draft, kept.transcript))
    elif not options.out:
        showing.line(plain.to_text(kept.draft, kept.transcript))
    return 0


def ledger(options: argparse.Namespace) -> int:
    """Decisions and to-dos of all meetings."""
    from assistant.drafting import ledger_file
    from assistant.drafting.ledger import State, Wanted
    from assistant.drafting.values import LineKind

    with _secretary(options) as secretary:
        wanted = Wanted(
            {"decision": LineKind.DECISION, "todo": LineKind.TODO}.get(options.kind),
            State.OPEN if options.open or options.late else None,
            " ".join(options.words),
            secretary.today() if options.late else None,
        )
        found = secretary.ledger(_person(), wanted)
        today = secretary.today()
    if options.out:
        take_out(options.out, ledger_file.to_file(found, options.out.suffix), "決定と宿題", options.home)
        say(f"{len(found):,}件を「{options.out}」に書きました。")
    if options.json:
        showing.as_json([ledger_file.as_json(one, today) for one in found])
    elif not options.out:
        for line in ledger_file.as_lines(found, today):
            showing.line(line)
    return 0


def summarise(options: argparse.Namespace) -> int:
    """A summary of papers in the library, every sentence with the passage it rests on."""
    from datetime import datetime

    from assistant import as_json, summary_file
    from assistant.drafting.summaries.values import By, Length, Summary

    with _secretary(options) as secretary:
        steps = secretary.summarise(tuple(options.sources), _person(), Length(options.length), By(options.by))
        for step in steps:
            if isinstance(step, Summary):
                made = step
            else:
                showing.progress(step.done, step.total, step.now)
        secretary.keep_summary(made, _person())
        showing.clear_progress()
    for notice in made.notices:
        say(f"△ {notice}")
    if options.out:
        ending = options.out.suffix.lower()
        today = datetime.now().astimezone().date()
        text = summary_file.to_markdown if ending == ".md" else summary_file.to_text
        contents = text(made).encode() if ending in (".md", ".txt") else summary_file.to_docx(made, today)
        take_out(options.out, contents, "要旨", options.home)
        say(f"要旨を「{options.out}」に書きました。")
    if options.json:
        showing.as_json(as_json.summary(made))
    elif not options.out:
        showing.line(summary_file.to_text(made))
    return 0


def template(options: argparse.Namespace) -> int:
    """The placeholders of a Word template, or a template to begin with; 1 when some are unknown."""
    from assistant.drafting.word import template as forms
    from assistant.drafting.word.default_template import default_template

    if options.new:
        save(options.form, default_template())
        say(f"様式のひな形を「{options.form}」に書きました。Wordで直して使えます。")
        return 0
    found = forms.placeholders(options.form)
    absent = forms.missing(found)
    unknown = [one for one in found if not one.known]
    if options.json:
        showing.as_json(
            {
                "placeholders": [{"name": one.name, "meaning": one.meaning, "known": one.known} for one in found],
                "missing": [{"name": one.name, "meaning": one.meaning} for one in absent],
            }
        )
        return 1 if unknown else 0
    for one in found:
        showing.line(f"{'○' if one.known else '×'} {{{{{one.name}}}}}  {one.meaning}")
    for one in absent:
        showing.line(f"－ {{{{{one.name}}}}}  {one.meaning}（この様式にはありません）")
    if unknown:
        say(f"{len(unknown)}個の差し込み欄は、しるべの知らない名前です。つづりを確かめてください。")
    return 1 if unknown else 0


def _as_file(kept: Kept, path: Path, form: bytes | None, trace: str) -> bytes:
    """The draft in the kind of file that the name asks for."""
    from assistant.drafting import plain
    from assistant.drafting.word import document, pdf

    ending = path.suffix.lower()
    if ending == ".md":
        return plain.to_markdown(kept.draft, kept.transcript, traced=trace != "none").encode()
    if ending == ".txt":
        return plain.to_text(kept.draft, kept.transcript, traced=trace != "none").encode("utf-8-sig")
    filled = document.fill(kept.draft, kept.transcript, form, document.Trace(trace))
    return pdf.to_pdf(filled) if ending == ".pdf" else filled


@contextmanager
def _secretary(options: argparse.Namespace) -> Iterator[Secretary]:
    from assistant.settings import load
    from assistant.wiring import build_office

    with build_office(load(options.home)) as office:
        yield office.secretary


def _person() -> Person:
    from ingest.model import local_person

    return local_person()
