"""A new draft: the files of a meeting, what was understood from them, and the writing of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st

from assistant.drafting.drafts import Kept
from assistant.drafting.sources import speakers
from assistant.drafting.values import Transcript
from assistant.secretary import Given
from assistant.ui import work
from assistant.ui.fields import line_field, occasion_fields, one_line, put_right
from assistant.ui.parts import as_label
from assistant.ui.session import FIRST, Session, Understood, Work
from assistant.ui.uploads import on_disk
from ingest.errors import ShirubeError
from ingest.outcomes import Progress

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from assistant.secretary import Secretary

_KINDS = "文字起こし（VTT、SRT、Word、テキスト"
_NOT_READ = "途中で止めました。聞き取ったところまでは残っているので、同じ録音ならその続きから始まります。"
_NOT_REMADE = "途中で止めました。議題は元のままです。"
_FEW = 12  # speakers whose fields need not be folded away


def ask_for_files(session: Session, secretary: Secretary, *, may_leave: bool) -> None:
    """The transcript of a meeting, and what else there is of it."""
    mine = session.minutes
    st.header("会議のファイルを選ぶ", anchor=False)
    kinds = "文字起こしか録音（VTT、SRT、Word、テキスト、MP3、M4A、WAV" if secretary.listener else _KINDS
    transcripts = st.file_uploader(
        f"{kinds}。いくつかに分かれているときは、すべて）",
        accept_multiple_files=True,
        key=f"transcripts-{mine.lots}",
    )
    if secretary.listener:
        said = f"録音は、音声を聞き取るモデル {secretary.listener} の通信先に送ります。文字起こしは送りません。"
        st.html(f'<p class="shirube-small">{escape(said)}</p>')
    agenda = st.file_uploader("次第（あれば。Word、PDF、テキスト）", key=f"agenda-{mine.lots}")
    materials = st.file_uploader(
        "配布資料（あれば。PowerPoint、PDF、Word など）", accept_multiple_files=True, key=f"materials-{mine.lots}"
    )
    if mine.work is not None:
        show_work(mine.work, session)  # below the files: should they not be readable, they are still chosen
        return
    with st.container(horizontal=True):
        # Until a file has arrived there is nothing to read; one that is still on its way is not missed by a press.
        if st.button("読み取る", key="read", type="primary", disabled=not transcripts):
            start = partial(_read, transcripts, agenda, materials, secretary)
            mine.work = work.begin("読み取っています", start, slow=bool(secretary.listener), stopped=_NOT_READ)
            st.rerun()
        if may_leave:
            st.button("やめる", key="leave", on_click=mine.open, args=("",))
    if not transcripts:
        st.html('<p class="shirube-small">文字起こしのファイルを選ぶと、「読み取る」を押せます。</p>')


def _read(
    transcripts: Sequence[UploadedFile],
    agenda: UploadedFile | None,
    materials: Sequence[UploadedFile],
    secretary: Secretary,
    stop: Callable[[], bool],
) -> Iterator[Progress | Understood]:
    """What the files say of the meeting. Raises `ShirubeError`."""
    with on_disk([*transcripts, *([agenda] if agenda else []), *materials]) as paths:
        said, beside = paths[: len(transcripts)], paths[len(transcripts) :]
        for step in secretary.take_down(Given(tuple(said), beside.pop(0) if agenda else None, tuple(beside))):
            if stop():
                return
            if isinstance(step, Progress):
                yield step
            else:
                transcript, about = step
                yield Understood(transcript, about, {name: name for name in transcript.speakers}, uuid4().hex)


def show_understood(read: Understood, session: Session, secretary: Secretary) -> None:
    """What was understood, to be put right before anything is written."""
    mine = session.minutes
    st.header("読み取った内容を確かめる", anchor=False)
    st.html(f'<p class="shirube-small">{escape(_size(read.transcript))}</p>')
    for problem in read.transcript.problems:
        st.html(f'<p class="shirube-problem">△ {escape(problem)}</p>')

    def change(name: str, text: str) -> None:
        _change(session, lambda now: replace(now, occasion=put_right(now.occasion, name, text)))

    occasion_fields(read.occasion, read.id, lambda *typed: session.attempt(partial(change, *typed)), agenda=True)
    _speakers(read, session)
    style = _style(read, secretary)
    with st.container(horizontal=True):
        if st.button("下書きをつくる", key="draft", type="primary"):
            names = {name: new for name, new in read.names.items() if new != name}
            transcript = speakers.rename(read.transcript, names)
            start = partial(secretary.draft, transcript, read.occasion, style, session.person)
            mine.work = work.begin("下書きをつくっています", start, slow=secretary.engine != "extract")
            st.rerun()
        if st.button("ファイルを選び直す", key="files-again"):
            mine.understood, mine.beginning = None, True
            st.rerun()


def _change(session: Session, change: Callable[[Understood], Understood]) -> None:
    if session.minutes.understood is not None:
        session.minutes.understood = change(session.minutes.understood)


def _size(transcript: Transcript) -> str:
    files = "、".join(transcript.sources)
    people = f"{len(transcript.speakers):,}人・" if transcript.speakers else ""
    return f"{files}　{people}{len(transcript.said):,}発言・{transcript.length:,}字"


def _speakers(read: Understood, session: Session) -> None:
    """Who speaks and how much, each with a field for the name."""
    if not read.names:
        return
    speeches = Counter(one.speaker for one in read.transcript.said)
    characters = Counter[str]()
    for one in read.transcript.said:
        characters[one.speaker] += len(one.text)
    note = "「話者1」などを名前に直せます。同じ名前を入れると、1人の発言としてまとまります。"
    with st.expander(f"話した人（{len(read.names):,}人）の名前を直す", expanded=len(read.names) <= _FEW):
        st.html(f'<p class="shirube-small">{note}</p>')
        for number, (name, new) in enumerate(read.names.items()):
            if number % 2 == 0:
                columns = st.columns(2)
            label = f"{as_label(name)}（{speeches[name]:,}回・{characters[name]:,}字）"
            with columns[number % 2]:
                line_field(label, new, f"{read.id}-speaker-{number}", partial(_call, name, session))


def _call(name: str, session: Session, new: str) -> None:
    """A speaker is called otherwise from now on."""
    _change(session, lambda now: replace(now, names={**now.names, name: one_line(new)}))


def _style(read: Understood, secretary: Secretary) -> str:
    """The name of the style that is chosen; each with what it is for."""
    styles = secretary.styles
    chosen = st.radio(
        "まとめ方",
        [style.name for style in styles],
        captions=[as_label(style.purpose) for style in styles],
        format_func=as_label,
        key=f"{read.id}-style",
        persist_state="session",
    )
    by_model = secretary.engine != "extract"
    how = (
        f"言語モデル {secretary.engine} が書きます。文字起こしの言葉が、設定された通信先に送られます。"
        if by_model
        else "言語モデルを使わず、発言から要点の文を抜き出します。何も外に送りません。"
    )
    st.html(f'<p class="shirube-small">{escape(how)}</p>')
    return chosen or styles[0].name


def remake(item: int, kept: Kept, session: Session, secretary: Secretary) -> None:
    """Begin to write an item anew."""

    def start(stop: Callable[[], bool]) -> Iterator[Kept]:
        yield secretary.remake(kept.id, item, session.person, stop)

    title = kept.draft.items[item].title or "はじめに"
    slow = secretary.engine != "extract"
    session.minutes.work = work.begin(f"「{title}」を作り直しています", start, slow=slow, stopped=_NOT_REMADE)


def show_work(mine: Work[Understood | Kept], session: Session) -> None:
    """How far the work has come, until it is done. It goes on when the page is left, and is met again here."""
    try:
        made = work.made(mine)
        if made is None:
            work.show(mine, partial(leave, session))
            return
        _take(made, session)
    except ShirubeError as error:
        session.problem = str(error)
    except Exception:
        session.minutes.work = None
        raise
    session.minutes.work = None
    st.rerun()


def leave(session: Session, mine: Work[Understood | Kept]) -> None:
    """Ask the work to end; where nothing of it is kept, nobody waits for that."""
    mine.stop.set()
    if mine.stopped:
        session.minutes.work, session.notice = None, mine.stopped


def _take(made: Understood | Kept, session: Session) -> None:
    """Look at what has come: a meeting that was read, a new draft from its first lines on, a changed one as before."""
    mine = session.minutes
    if isinstance(made, Understood):
        mine.understood = made
        mine.lots += 1
    else:
        mine.open(made.id, mine.item if mine.draft == made.id else FIRST)
