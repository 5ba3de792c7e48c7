"""One person at the app by Streamlit's own protocol: what a browser sends and gets, without the browser."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one run of a page drew: all its words, and how long until they and the run were complete."""

    text: str
    seconds: float


class OnePerson:
    """A window of its own. A context manager; not for several threads."""

    def __init__(self, address: str, page: str = "", headers: dict[str, str] | None = None) -> None:
        """`address` is host:port, `page` the last part of the page's address."""
        self._socket: ClientConnection = connect(
            f"ws://{address}/_stcore/stream", subprotocols=[Subprotocol("streamlit")],
            additional_headers=headers, max_size=None, open_timeout=60, legacy=True,
        )  # fmt: skip
        self._page = page
        self._states: dict[str, WidgetState] = {}
        self._kept: dict[str, ForwardMsg] = {}
        self._page_hash = ""
        self.box = ""  # the id of the box for questions, once it was drawn

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._socket.close()

    def open(self) -> Drawn:
        """Open the page, or load it anew."""
        return self._run()

    def ask(self, question: str) -> Drawn:
        """Send a question by the box at the foot of the page."""
        asked = WidgetState(id=self.box)
        asked.chat_input_value.data = question
        return self._run(asked)

    def _run(self, pressed: WidgetState | None = None) -> Drawn:
        state = ClientState(page_script_hash=self._page_hash, page_name="" if self._page_hash else self._page)
        state.widget_states.widgets.extend([*self._states.values(), *([pressed] if pressed else [])])
        state.cached_message_hashes.extend(self._kept)
        began = time.perf_counter()
        self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        words: list[str] = []
        while True:
            message = ForwardMsg.FromString(bytes(self._socket.recv(timeout=120)))  # type: ignore[arg-type]
            if message.WhichOneof("type") == "ref_hash":
                message = self._kept[message.ref_hash]
            elif message.metadata.cacheable:
                self._kept[message.hash] = message
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page_hash = message.new_session.page_script_hash
            elif kind == "delta":
                words.append(self._words(message))
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return Drawn("\n".join(filter(None, words)), time.perf_counter() - began)

    def _words(self, message: ForwardMsg) -> str:
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "markdown":
                return element.markdown.body
            case "html":
                return "" if element.html.body.startswith("<style>") else element.html.body
            case "chat_input":
                self.box = element.chat_input.id
            case "heading":
                return element.heading.body
            case "alert":
                return element.alert.body
            case "exception":
                return f"{element.exception.type}: {element.exception.message}"
            case "button":  # past conversations and suggestions are buttons
                return element.button.label
            case "bidi_component":  # what is shown stands in its data; the rest is how
                shown = element.bidi_component.json or element.bidi_component.mixed.json
                return json.dumps(json.loads(shown or '""'), ensure_ascii=False)
        return ""
