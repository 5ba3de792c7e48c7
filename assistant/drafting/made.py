"""How a draft came to be, as the minutes say of themselves: by what, from what, when, and who has checked it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

from assistant.answering.values import Verdict
from assistant.drafting.trace import verdict_of
from assistant.drafting.values import Draft, Transcript
from assistant.phrasing import VERDICT_WORDS
from ingest.japanese.dates import in_era

_JAPAN = timezone(timedelta(hours=9))


def note(draft: Draft, transcript: Transcript) -> tuple[str, ...]:
    """How the draft came to be, who has checked what, and what happened on the way."""
    return (_made_by(draft), _made_from(draft, transcript), _checked(draft), *draft.notices)


def _made_by(draft: Draft) -> str:
    if draft.engine == "extract":
        return "この下書きは、言語モデルを使わず、文字起こしの言葉から作りました。"
    prompt = f"（指示文 {draft.prompt}）" if draft.prompt else ""
    return f"この下書きは、言語モデル {draft.engine}{prompt}が、文字起こしをもとに作りました。"


def _made_from(draft: Draft, transcript: Transcript) -> str:
    made = made_on(draft)
    day = f"{in_era(made.date())}{made:%H時%M分}" if made is not None else draft.made_at
    parts = {"作成": day, "様式": draft.style, "文字起こし": "、".join(transcript.sources)}
    return "　".join(f"{name}：{text}" for name, text in parts.items() if text)


def made_on(draft: Draft) -> datetime | None:
    """When, in Japan; None where it cannot be read."""
    try:
        made = datetime.fromisoformat(draft.made_at)
    except ValueError:
        return None
    return (made if made.tzinfo is not None else made.replace(tzinfo=UTC)).astimezone(_JAPAN)


def _checked(draft: Draft) -> str:
    lines = draft.lines
    found = Counter(verdict_of(line) for line in lines)
    verdicts = "、".join(f"{VERDICT_WORDS[verdict]} {found[verdict]}件" for verdict in Verdict)
    people = Counter(line.checked_by for line in lines if line.checked_by)
    by_people = "、".join(f"{name} {count}件" for name, count in people.items())
    checked = f"人による確認は {people.total()}件（{by_people}）です。" if people else "人による確認はまだありません。"
    return f"発言の要旨 {len(lines)}件を、プログラムが文字起こしと照らし合わせました（{verdicts}）。{checked}"
