"""A language model on loopback that does one recorded thing: for tests, over real HTTP.

Each behaviour is a function that writes one HTTP answer; `serve` runs a list of them, one a request, the last one again
and again. What was asked is kept in `asked`.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ModelServer
    asked: dict[str, Any]

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def log_message(self, *_: object) -> None:
        return

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kind = self.headers.get("Content-Type", "")
        self.asked = form(kind, body) if kind.startswith("multipart/") else json.loads(body or b"{}")
        self.server.asked.append(self.asked)
        self.server.paths.append(self.path)
        self.server.headers.append({key.lower(): value for key, value in self.headers.items()})
        number = min(len(self.server.asked), len(self.server.behaviours)) - 1
        with suppress(BrokenPipeError, ConnectionResetError):
            self.server.behaviours[number](self)

    def send_body(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def event(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.raw({"choices": [choice]})

    def raw(self, value: dict[str, Any]) -> None:
        base = {"id": "recorded", "object": "chat.completion.chunk", "created": 1, "model": "recorded"}
        self.wfile.write(b"data: " + json.dumps(base | value, ensure_ascii=False).encode() + b"\n\n")
        self.wfile.flush()

    def done(self) -> None:
        self.wfile.write(b"data: [DONE]\n\n")


def form(kind: str, body: bytes) -> dict[str, Any]:
    """The fields of a form with a file in it: texts, and of the file its name and bytes."""
    whole = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    fields: dict[str, Any] = {}
    for part in whole.get_payload():
        assert isinstance(part, Message)
        name, payload = str(part.get_param("name", header="content-disposition")), part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        fields[name] = (part.get_filename(), payload) if part.get_filename() else payload.decode()
    return fields


class ModelServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, behaviours: Sequence[Behaviour]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours = list(behaviours)
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.hung_up = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def prompt(self, number: int = -1) -> str:
        """All messages of one request as one text."""
        return "\n".join(str(message["content"]) for message in self.asked[number]["messages"])


@contextmanager
def serve(*behaviours: Behaviour) -> Iterator[ModelServer]:
    server = ModelServer(behaviours)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def says(reply: str, *, finish: str = "stop", piece: int = 4) -> Behaviour:
    """A reply in pieces of `piece` characters that ends for the reason `finish`."""

    def behave(handler: Handler) -> None:
        handler.begin_stream()
        handler.event({"role": "assistant", "content": ""})
        for i in range(0, len(reply), piece):
            handler.event({"content": reply[i : i + piece]})
        handler.event({}, finish)
        if (handler.asked.get("stream_options") or {}).get("include_usage"):
            usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
            handler.raw({"choices": [], "usage": usage})
        handler.done()

    return behave


def says_in_torn_bytes(reply: str) -> Behaviour:
    """The same in network packets that end in the middle of a character."""

    def behave(handler: Handler) -> None:
        handler.begin_stream()
        real, sent = handler.wfile, bytearray()

        class Gathering:
            def write(self, body: bytes) -> int:
                sent.extend(body)
                return len(body)

            def flush(self) -> None:
                return

        handler.wfile = Gathering()  # type: ignore[assignment]
        handler.event({"content": reply})
        handler.event({}, "stop")
        handler.done()
        handler.wfile = real
        for i in range(0, len(sent), 7):
            real.write(bytes(sent[i : i + 7]))
            real.flush()
            time.sleep(0.001)

    return behave


def says_whole(reply: str) -> Behaviour:
    """One JSON body, whether or not a stream was asked for."""

    def behave(handler: Handler) -> None:
        message = {"role": "assistant", "content": reply}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
        body = {"id": "r", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}
        handler.send_body(200, json.dumps(body, ensure_ascii=False).encode())

    return behave


def hears(*segments: tuple[float, str], speakers: str = "") -> Behaviour:
    """What is said in a recording, with the times at which it begins; `speakers` has a letter for each segment."""

    def behave(handler: Handler) -> None:
        listed: list[dict[str, Any]] = [{"start": at, "end": at + 1, "text": f" {words}"} for at, words in segments]
        for segment, speaker in zip(listed, speakers, strict=False):
            segment["speaker"] = speaker
        body = {"text": "".join(words for _, words in segments), "segments": listed}
        handler.send_body(200, json.dumps(body, ensure_ascii=False).encode())

    return behave


def hears_without_times(text: str) -> Behaviour:
    """Only `json` is an answer that this server knows."""

    def behave(handler: Handler) -> None:
        if handler.asked["response_format"] != "json":
            fails(400, "response_format 'verbose_json' is not compatible with this model")(handler)
        else:
            handler.send_body(200, json.dumps({"text": text}, ensure_ascii=False).encode())

    return behave


def fails(status: int, message: str = "made to fail", code: str = "", **headers: str) -> Behaviour:
    def behave(handler: Handler) -> None:
        error = {"error": {"message": message, "type": "recorded", "code": code or None}}
        handler.send_body(status, json.dumps(error).encode(), **headers)

    return behave


def drops_after(reply: str) -> Behaviour:
    """The connection is gone in the middle of a stream, without a finish reason."""

    def behave(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        if reply:
            handler.event({"content": reply})
        handler.close_connection = True

    return behave


def ends_without_reason(reply: str) -> Behaviour:
    def behave(handler: Handler) -> None:
        handler.begin_stream()
        handler.event({"content": reply})

    return behave


def stalls(reply: str = "", seconds: float = 3.0) -> Behaviour:
    """Says `reply` and then nothing; with an empty one not even headers."""

    def behave(handler: Handler) -> None:
        if reply:
            handler.begin_stream()
            handler.event({"content": reply})
        handler.server.hung_up.wait(seconds)
        handler.close_connection = True

    return behave


def talks_until_hung_up(word: str = "あ") -> Behaviour:
    """Never ends by itself; sets `hung_up` when the other side closes."""

    def behave(handler: Handler) -> None:
        handler.begin_stream()
        try:
            for _ in range(2000):
                handler.event({"content": word})
                time.sleep(0.002)
        except OSError:
            handler.server.hung_up.set()

    return behave


def sends(body: bytes, kind: str) -> Behaviour:
    """These very bytes with status 200."""

    def behave(handler: Handler) -> None:
        handler.send_body(200, body, kind)

    return behave


def error_in_stream(reply: str) -> Behaviour:
    def behave(handler: Handler) -> None:
        handler.begin_stream()
        handler.event({"content": reply})
        handler.wfile.write(b'data: {"error": {"message": "out of memory", "type": "server_error"}}\n\n')

    return behave


def redirects(url: str) -> Behaviour:
    def behave(handler: Handler) -> None:
        handler.send_body(307, b"", Location=url)

    return behave
