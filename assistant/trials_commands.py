"""What the commands on the trial of generative AI do: runs, the report, and one's own records."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant import showing
from assistant.saving import take_out
from assistant.showing import say

if TYPE_CHECKING:
    from assistant.trials.made_by_staff import MadeByStaff
    from assistant.trials.records import Records
    from assistant.trials.trials import Attempt, Trials

# Heavy modules are imported inside the commands, so that --help answers at once.


def list_use_cases(options: argparse.Namespace) -> int:
    """What can be tried."""
    from assistant.settings import load
    from assistant.trials import as_json, form_words
    from assistant.wiring import build_office

    with build_office(load(options.home)) as office:
        every, has_model = office.trials.all(), office.trials.has_model
    if options.json:
        showing.as_json([as_json.use_case(one) for one in every])
        return 0
    for one in every:
        for line in form_words.as_lines(one, has_model=has_model):
            showing.line(line)
    return 0


def run(options: argparse.Namespace) -> int:
    """A run of one use case: the draft as it comes, then what to look at; 1 when nothing could be made."""
    from assistant.answering.values import Piece
    from assistant.settings import load
    from assistant.trials import as_json
    from assistant.trials.values import Made
    from assistant.wiring import build_office
    from ingest.model import local_person

    with build_office(load(options.home)) as office:
        attempt = _attempt(options, office.trials)
        streamed = showing.Stream(marked=attempt.use_case.draws_on_library)
        made = Made("", "")
        person = local_person(options.person)
        for event in office.trials.run(attempt, person, confirmed=options.confirmed):
            if isinstance(event, Made):
                made = event
            elif isinstance(event, Piece) and not options.json:
                streamed.add(event.text)
        kept = office.trials.keep(attempt, made, person, options.department)
    if options.json:
        showing.as_json({"record": kept, **as_json.made(made)})
        return 0 if made.text else 1
    showing.draft(made, streamed.text)
    if made.text:
        say(f"下書きです。確認する人: {attempt.use_case.checked_by}")
    return 0 if made.text else 1


def _attempt(options: argparse.Namespace, trials: Trials) -> Attempt:
    """The use case with what was put in: as given, from a file, and of the example where that is asked for."""
    from pathlib import Path

    from assistant.trials.trials import Attempt
    from assistant.trials.values import InputKind
    from ingest.errors import ShirubeError

    file = Path(options.name)
    use_case = trials.try_out(file) if file.suffix == ".md" else trials.use_case(options.name)
    values = dict(use_case.example) if options.example else {}
    values |= dict(options.set or ())
    if options.file:
        takes = [
            one.name for kind in (InputKind.FILE, InputKind.LONG_TEXT) for one in use_case.inputs if one.kind is kind
        ]
        if not takes:
            raise ShirubeError("この使い方には、ファイルを入れるところがありません。")
        values[takes[0]] = trials.text_of(options.file)
    return Attempt(use_case, values, options.model)


def report(options: argparse.Namespace) -> int:
    """What the trial brought in a month, or in all."""
    from datetime import UTC, datetime

    from assistant.trials import plots, report_file, report_tables
    from assistant.trials.figures import report
    from assistant.trials.records import today_in_japan

    _check_ending(options, report_file.ENDINGS)
    if options.out and options.out.suffix.lower() == ".docx":
        plots.warm()
    made = report(options.month, _records(options).counts(options.month), _made_by_staff(options).ids())
    if options.out:
        contents = report_file.to_file(made, options.out.suffix, today_in_japan(datetime.now(UTC)))
        take_out(options.out, contents, "試行の報告", options.home)
        say(f"{report_tables.month_name(options.month)}の報告書を「{options.out}」に書きました。")
    if made.is_empty and (options.out or options.json):
        say(report_tables.nothing(made))
    if options.json:
        showing.as_json(report_tables.as_json(made))
    elif not options.out:
        for line in report_tables.as_lines(made):
            showing.line(line)
    return 0


def export(options: argparse.Namespace) -> int:
    """One's own records, all that is kept of them."""
    from assistant.trials import own_records
    from ingest.model import local_person

    _check_ending(options, (".csv", ".json"))
    records, person = _records(options), local_person(options.person)
    runs, answers = records.of_person(person), records.answers_of(person)
    if options.out:
        take_out(options.out, own_records.to_file(runs, answers, options.out.suffix), "自分の記録", options.home)
        say(f"{len(runs):,}件の記録と{len(answers):,}件のアンケートの答えを「{options.out}」に書きました。")
    if options.json:
        showing.as_json(own_records.as_json(runs, answers))
    elif not options.out:
        showing.line(own_records.to_file(runs, answers, ".csv").decode("utf-8-sig").rstrip())
    return 0


def delete(options: argparse.Namespace) -> int:
    """Deletes one's own records for good; 1 when some were not there."""
    from ingest.model import local_person

    if options.all == bool(options.ids):
        options.parser.error("消す記録の番号か、--all のどちらか一方を指定してください。")
    records, person = _records(options), local_person(options.person)
    if options.all:
        done, missing = records.delete_all(person), []
    else:
        missing = [id for id in dict.fromkeys(options.ids) if not records.delete(id, person)]
        done = len(set(options.ids)) - len(missing)
    for id in missing:
        say(f"「{id}」は見つかりません。ご自分の記録の番号か確かめてください。")
    if options.json:
        showing.as_json({"deleted": done, "missing": missing})
    else:
        say(f"{done:,}件を消しました。")
    return 1 if missing else 0


def _check_ending(options: argparse.Namespace, endings: tuple[str, ...]) -> None:
    if options.out and options.out.suffix.lower() not in endings:
        options.parser.error(f"--out には、{'、'.join(endings)} のどれかで終わるファイルを指定してください。")


def _made_by_staff(options: argparse.Namespace) -> MadeByStaff:
    from assistant.settings import load
    from assistant.trials.made_by_staff import FILE, MadeByStaff

    return MadeByStaff(load(options.home).home / FILE)


def _records(options: argparse.Namespace) -> Records:
    from assistant.settings import load
    from assistant.trials.records import FILE, Records

    return Records(load(options.home).home / FILE)  # no library is opened for it
