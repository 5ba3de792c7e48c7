"""Questions and the answers to them, in the two forms assemblies use.

Plenary: one member asks everything at once, several officials answer in turn, and what the same member asks after
that (再質問) and what is answered then belongs to the same exchange. Committee: each question is answered at once by
the turns that follow it, up to the next member's turn. The chair's turns between belong to neither; a chair who closes
the question or opens another item of the agenda ends the exchange.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from ingest.model import Role
from ingest.structure.minutes.offices import is_witness
from ingest.structure.minutes.values import Exchange, Form, MeetingKind, Turn

_LONG = 600  # characters of a question that asks everything at once
_ROUNDS = 4  # more turns of one member in a row are questions one by one
_CLOSES = re.compile(
    r"(?:質問|質疑|発言|答弁|意見陳述)(?:及び答弁)?[はをが][^。\n]{0,12}(?:終わ|終了|終結)"
    r"|(?:質問|質疑)[はを]?なしと認め|日程第[^。\n]{1,20}(?:を議題|に入)"
    r"|(?:次に|続いて|続きまして|これより)、?[^。\n]{0,120}(?:を聴取|の説明を"
    r"|説明(?:を|願)|報告(?:を|願)|議題とし|議題に供し|審査を行|調査を行)"
)


def form_of(turns: Sequence[Turn], kind: MeetingKind) -> Form:
    """The form of a sitting.

    A plenary sitting has the plenary form, unless a member usually speaks more than four times in a row: then questions
    are asked one by one. A committee has the committee form, unless its members usually speak at length and more than
    one official answers each time.
    """
    spoken = [turn for turn in turns if turn.role is Role.QUESTIONER]
    rounds = [len(list(run)) for _, run in groupby(spoken, _who)]
    if not spoken:
        return Form.PLENARY if kind is MeetingKind.PLENARY else Form.COMMITTEE
    if kind is MeetingKind.PLENARY:
        # Members who only move something speak once; they say nothing about how questions are asked.
        asked = [count for count in rounds if count > 1] or rounds
        return Form.COMMITTEE if median(asked) > _ROUNDS else Form.PLENARY
    answers = sum(_answers(turn) for turn in turns)
    at_length = median(turn.end - turn.body for turn in spoken) > _LONG
    return Form.PLENARY if at_length and answers >= 1.5 * len(spoken) else Form.COMMITTEE


def exchanges(text: str, turns: Sequence[Turn], form: Form) -> tuple[list[Turn], list[Exchange]]:
    """The turns with their exchange, and the exchanges that have an answer."""
    found: list[tuple[list[int], list[int]]] = []
    asker: str | None = None
    for turn in turns:
        if turn.role is Role.CHAIR:
            if _CLOSES.search(text, turn.body, turn.end):
                asker = None
        elif turn.role is Role.QUESTIONER:
            # A member who goes on before anybody answered is still asking.
            goes_on = asker == _who(turn) and (form is Form.PLENARY or not found[-1][1])
            if goes_on:
                found[-1][0].append(turn.ordinal)
            else:
                found.append(([turn.ordinal], []))
            asker = _who(turn)
        elif asker is not None and _answers(turn):
            found[-1][1].append(turn.ordinal)
    return _numbered(turns, ((question, answers) for question, answers in found if answers), form)


def _numbered(
    turns: Sequence[Turn], found: Iterable[tuple[list[int], list[int]]], form: Form
) -> tuple[list[Turn], list[Exchange]]:
    linked = list(turns)
    made: list[Exchange] = []
    for ordinal, (question, answers) in enumerate(found):
        made.append(Exchange(ordinal, tuple(question), tuple(answers), form))
        for place in (*question, *answers):
            linked[place] = replace(linked[place], exchange=ordinal)
    return linked, made


def _answers(turn: Turn) -> bool:
    """Officials and witnesses answer; in a council its own 事務局 does."""
    if turn.role is Role.SECRETARIAT:
        return turn.office.startswith("事務局")
    return turn.role is Role.EXECUTIVE or (turn.role is Role.UNKNOWN and is_witness(turn.office))


def _who(turn: Turn) -> str:
    return turn.member or turn.speaker or f"?{turn.ordinal}"
