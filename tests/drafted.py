"""The written transcripts of tests/transcripts, drafted without a model and held against their gold lists."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.drafting import as_json, minutes, styles
from assistant.drafting.sources import occasion, transcripts
from assistant.drafting.values import Draft, Transcript
from tests.transcripts_score import Tally, score

FOLDER = Path(__file__).parent / "transcripts"
# Ordinary meetings of a city hall, with gold lists by people who had not read the rules; learned from since.
ORDINARY = (
    "kikaku.txt",
    "kankyo.txt",
    "bunsho.txt",
    "hoiku_ict.txt",
    "genai2.txt",
    "kunren.txt",
    "koho.txt",
    "suido.txt",
    "bunka.txt",
    "genai_kekka.txt",
    "kosodate.txt",
    "kiki.txt",
    "koukyou.txt",
    "shoko.txt",
    "toshikei.txt",
    "senkyo.txt",
    "kyoin.txt",
    "doboku.txt",
    "jinji.txt",
    "zeimu.txt",
    "madoguchi.txt",
    "kominkan.txt",
    "ai_pt04.txt",
    "kyushoku.txt",
    "akiya.txt",
    "shitei.txt",
    "hikkoshi.txt",
)
MEETINGS = (
    "pt_30min.vtt",
    "iinkai_2h.vtt",
    "nospeakers.txt",
    "kacho.vtt",
    "kensetsu_iinkai.txt",
    "jumin_setsumeikai.txt",
    "gyosha_teirei.vtt",
    "bosai.vtt",
    "kodomo.txt",
    "dx.txt",
    "kyoiku.txt",
    "kanko.vtt",
    "kaigo.txt",
    "yosan.txt",
    "shuraku.txt",
    "toshokan.vtt",
    "bukacho.txt",
    "shogaku.txt",
    "jimu.txt",
    "sofu.txt",
    "chonaikai.vtt",
    "shingikai.txt",
    "hoiku.txt",
    *ORDINARY,
)
# Written, with their gold lists, by people who have not read the rules, and not learned from: what they say of the next
# meeting is honest. Those of the first kind were asked for an ordinary meeting of a city hall,
UNMET = ("hanabi.txt", "eisei.txt", "appli.txt")
# and those of the second for colleagues who settle things without any form for it. No rule was made from these, but the
# weights of `weighing.py` have learned from them: the honest figures are those of `tests.learned_decisions --alone`.
FORMLESS = (
    "ai_shiko.vtt",
    "hinanjo.txt",
    "nyusatsu.txt",
    "shunen.txt",
    "seisei.txt",
    "rengokai.vtt",
    "kinen.txt",
    "jikken.txt",
    "jichikai.vtt",
    "nanajunen.txt",
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A meeting's draft, what it rests on, how much of the gold list it has, and the seconds that it took."""

    draft: Draft
    transcript: Transcript
    tallies: dict[str, Tally]
    written: dict[str, Tally]  # the same of what goes into the minutes, without what is kept aside
    seconds: float


@cache
def drafted(name: str, style: str = styles.DEFAULT) -> Drafted:
    """The draft of one transcript, with its agenda where it has one."""
    path = FOLDER / name
    gold: dict[str, Any] = json.loads((FOLDER / f"{path.stem}.gold.json").read_text(encoding="utf-8"))
    agenda = FOLDER / f"{path.stem}_agenda.txt"
    began = time.perf_counter()
    transcript = transcripts.read([path])
    about = occasion.occasion(transcript, agenda if agenda.exists() else None, (), date(2026, 1, 5))
    about = replace(about, held_on=date.fromisoformat(gold["held_on"]))
    *_, draft = minutes.draft(transcript, about, styles.load(style), now="")
    assert isinstance(draft, Draft)
    seconds = time.perf_counter() - began
    whole, written = (score(as_json.minutes(one, transcript), gold) for one in (draft, draft.written))
    return Drafted(draft, transcript, whole, written, seconds)


def share(*lists: str, written: bool = False, of: Sequence[str] = MEETINGS) -> float:
    """The share of the entries of these gold lists that the drafts of the meetings have, or what is written of them."""
    drafts = [drafted(name) for name in of]
    tallies = [(draft.written if written else draft.tallies)[one] for draft in drafts for one in lists]
    return sum(one.found for one in tallies) / sum(one.total for one in tallies)
