"""A run as it goes on: what comes is shown at each beat, a press stops it, and what had come stays."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from html import escape
from itertools import groupby
from threading import Thread
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answering.values import Piece
from assistant.chat import Sent
from assistant.phrasing import STOPPED
from assistant.trials.filling import Marked
from assistant.trials.trials import Attempt
from assistant.trials.values import Made
from assistant.ui import who
from assistant.ui.session import Session
from assistant.ui.trying import Held, Run, new_draft, new_run
from ingest.errors import ShirubeError
from ingest.model import Person

if TYPE_CHECKING:
    from collections.abc import Generator

    from assistant.trials.trials import Trials

_BEAT = 0.3  # seconds between two looks
_PATIENCE = 0.5  # seconds in which what needs no model is done, so that nobody sees a page flicker by


def begin(attempts: Sequence[Attempt], session: Session, trials: Trials, *, confirmed: bool = False) -> None:
    """Begins a run, or holds it back where something looks like personal data. Raises `FormIncomplete`."""
    mine = session.trying
    marked = tuple(dict.fromkeys(one for attempt in attempts for one in trials.looks_personal(attempt)))
    if marked and trials.has_model and not confirmed:
        mine.held = Held(tuple(attempts), marked)
        return
    mine.held, mine.run = None, new_run(attempts)
    arguments = (mine.run, trials, who.person(session), who.department(session))
    Thread(target=_do, args=arguments, name="trial", daemon=True).start()
    mine.run.done.wait(_PATIENCE)


def _do(run: Run, trials: Trials, person: Person, department: str) -> None:
    try:
        with closing(_events(run, trials, person)) as events:
            for n, event in events:
                if run.stop.is_set():
                    return
                if isinstance(event, Sent):
                    run.sent.append(event)
                elif isinstance(event, Piece):
                    run.texts[n] += event.text
                else:
                    record = trials.keep(run.attempts[n], event, person, department)
                    run.drafts.append(new_draft(run.attempts[n], event, record))
    except Exception as error:  # noqa: BLE001  (handed over, and raised where the run is shown)
        run.error = error
    finally:
        run.done.set()


def _events(run: Run, trials: Trials, person: Person) -> Generator[tuple[int, Sent | Piece | Made], None, None]:
    yield from trials.compare(run.attempts, person, confirmed=True)


def show(run: Run, session: Session) -> None:
    """What has come so far; when it is done, the drafts take its place."""
    if run.done.is_set():
        _end(run, session)
        if isinstance(run.error, ShirubeError):
            session.problem = str(run.error)
        elif run.error is not None:
            raise run.error
        if run.drafts:
            session.trying.add(run.drafts)
        st.rerun()
    st.button("■ 止める", key="stop", on_click=_stop, args=(run, session))  # above: it stays where it is
    _watch(run)


def _end(run: Run, session: Session) -> None:
    """The run is over; 送信内容の確認 shows what it sent."""
    session.trying.run = None
    for sent in run.sent:
        session.keep_sent(sent)


@st.fragment(run_every=_BEAT)
def _watch(run: Run) -> None:
    if run.done.is_set():
        st.rerun()
    places = st.columns(len(run.attempts))
    for place, attempt, text in zip(places, run.attempts, run.texts, strict=True):
        doing = "書いています…" if text else "用意しています…"
        named = f"{named_attempt(attempt)}：" if len(run.attempts) > 1 else ""
        status = f'<p class="shirube-small" role="status">{escape(named)}{doing}</p>'
        place.html(f'{status}<p class="shirube-words">{escape(text)}</p>')


def _stop(run: Run, session: Session) -> None:
    """What had come is kept as a draft, said as what it is; it is not of the trial."""
    run.stop.set()
    _end(run, session)
    drafts = list(run.drafts)
    for attempt, text in list(zip(run.attempts, run.texts, strict=True))[len(drafts) :]:
        if text.strip():
            made = Made(text.strip(), "", notice=f"{STOPPED}。ここまでの文は、確かめていません。")
            drafts.append(new_draft(attempt, made))
    if drafts:
        session.trying.add(drafts)
    else:
        session.notice = f"{STOPPED}。"


def named_attempt(attempt: Attempt) -> str:
    """What tells one of two attempts from the other."""
    return f"{attempt.use_case.title}{f'（{attempt.model}）' if attempt.model else ''}"


def show_held(held: Held, session: Session, trials: Trials) -> None:
    """What looks like personal data, marked where it stands; going on is a press of its own."""
    with st.container(key="held", border=True):
        st.html(
            '<p class="shirube-problem"><strong>△ 個人情報に見えるものがあります。まだ何も送っていません。</strong></p>'
            "<p>消すか、個人情報でないことを確かめてください。機械の確認には漏れがあります。ほかの所も目で見てください。</p>"
        )
        values = {name: said for attempt in held.attempts for name, said in attempt.values.items()}
        for name, marked in groupby(held.marked, key=lambda one: one.input):
            st.html(f'<p class="shirube-label">{escape(name)}</p>{_with_marks(values[name].strip(), list(marked))}')
        with st.container(horizontal=True):
            st.button(
                "入力を直す", key="held-back", type="primary", on_click=partial(setattr, session.trying, "held", None)
            )
            st.button(
                "個人情報でないことを確かめました。送って下書きをつくる",
                key="held-on",
                on_click=session.press,
                args=(partial(begin, held.attempts, session, trials, confirmed=True),),
            )


def _with_marks(text: str, marked: Sequence[Marked]) -> str:
    text, parts, end = text.replace("\r\n", "\n"), list[str](), 0
    for one in sorted(marked, key=lambda one: one.start):
        if one.start >= end:
            parts += [escape(text[end : one.start]), f"<mark>{escape(one.text)}</mark>（{escape(one.kind)}）"]
            end = one.end
    return f'<p class="shirube-words shirube-spoken">{"".join(parts)}{escape(text[end:])}</p>'
