"""A window of the app without a browser: Streamlit's own messages over its WebSocket, with headers as one likes."""

from __future__ import annotations

import socket
from collections.abc import Mapping

from google.protobuf.text_format import MessageToString
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol


def drawn(
    port: int, headers: Mapping[str, str] | None = None, page: str = "", host: str = "127.0.0.1", seconds: float = 30
) -> str:
    """All that the app sends for one run of a page, as text; `host` is the name asked for, wherever it leads."""
    url = f"ws://{host}:{port}/_stcore/stream"
    said = []
    with (
        socket.create_connection(("127.0.0.1", port), timeout=seconds) as way,
        connect(url, sock=way, subprotocols=[Subprotocol("streamlit")], additional_headers=headers) as window,
    ):
        asked = BackMsg()
        asked.rerun_script.page_name = page
        window.send(asked.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(window.recv(timeout=seconds, decode=False))
            said.append(MessageToString(message, as_utf8=True))
            if message.WhichOneof("type") == "script_finished":
                return "\n".join(said)
