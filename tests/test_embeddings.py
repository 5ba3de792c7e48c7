"""Vectors: the same on every machine, of length 1, and failures said in Japanese."""

from __future__ import annotations

import hashlib
import json
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.library.embeddings import EmbeddingError, EndpointEmbedder, FolderEmbedder, HashingEmbedder


def test_the_hashing_vector_is_what_its_definition_says() -> None:
    """道路を道路 has the 2-grams 道路 twice, 路を and を道 once; runs of three there are none."""
    expected = np.zeros(512)
    for feature, seen in (("道路", 2), ("路を", 1), ("を道", 1)):
        number = int(hashlib.blake2b(feature.encode(), digest_size=8).hexdigest(), 16)
        expected[(number // 2) % 512] += (1 + math.log(seen)) * (-1 if number % 2 else 1)
    expected /= math.sqrt((expected**2).sum())
    assert HashingEmbedder().query("道路を道路") == pytest.approx(expected, abs=1e-6)


def test_the_hashing_vector_does_not_change() -> None:
    """`printf 道路 | b2sum -l 64` gives 23a60659986edee4: even, so plus; 0xee4 without its last bit, of 512, is 370."""
    vector = HashingEmbedder().query("道路")
    ((place,),) = np.nonzero(vector)
    assert (int(place), float(vector[place])) == (370, 1.0)


@given(st.lists(st.text(max_size=40), max_size=4))
def test_rows_have_length_one(texts: list[str]) -> None:
    rows = HashingEmbedder(64).documents(texts)
    assert rows.shape == (len(texts), 64)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


def test_spelling_does_not_matter() -> None:
    embedder = HashingEmbedder()
    assert (embedder.query("ＤＸ推進 ﾃﾞｼﾞﾀﾙ") == embedder.query("dx推進 デジタル")).all()


@contextmanager
def _server(status: int, reply: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(
                {"path": self.path, "key": self.headers.get("Authorization") or self.headers.get("api-key"), **body}
            )
            answer = reply(body) if callable(reply) else reply
            payload = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def _lengths(body: dict[str, Any]) -> dict[str, Any]:
    texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
    rows = [{"object": "embedding", "index": n, "embedding": [float(len(t)), 0.0]} for n, t in enumerate(texts)]
    return {"object": "list", "data": rows, "model": "m", "usage": {"prompt_tokens": 1, "total_tokens": 1}}


def test_a_compatible_server_is_asked_for_texts_in_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "another-program's")
    with _server(200, _lengths) as (url, asked):
        embedder = EndpointEmbedder(
            "compatible", "m", base_url=f"{url}/v1", query_prefix="問: ", document_prefix="文: "
        )
        assert embedder.documents(["道路"] * 40).tolist() == [[1.0, 0.0]] * 40
        assert embedder.query("道路").tolist() == [1.0, 0.0]
    assert [len(one["input"]) for one in asked[:2]] == [32, 8]
    assert asked[0]["input"][0] == "文: 道路"
    assert asked[2]["input"] in ("問: 道路", ["問: 道路"])
    assert {one["key"] for one in asked} == {"Bearer unused"}
    assert embedder.name == "compatible/m/文: "


def test_azure() -> None:
    with _server(200, _lengths) as (url, asked):
        embedder = EndpointEmbedder("azure", "m", base_url=url, api_key="k", deployment="d", api_version="2024-10-21")
        embedder.documents(["道路"])
    assert asked[0]["path"].startswith("/openai/deployments/d/embeddings?api-version=2024-10-21")
    assert asked[0]["key"] == "k"


@pytest.mark.parametrize(
    ("status", "reply", "said"),
    [
        (401, {"error": {"message": "no"}}, "鍵"),
        (404, {"error": {"message": "no"}}, "モデルが通信先にありません"),
        (429, {"error": {"message": "no"}}, "混み合って"),
        (500, {"error": {"message": "no"}}, "障害"),
        (200, b"<html>", "読み取れない応答"),
        (200, {"data": []}, "読み取れない応答"),
        (200, {"data": [{"embedding": [0.0, 0.0], "index": 0, "object": "embedding"}]}, "読み取れない応答"),
    ],
)
def test_failures_are_said_in_japanese(status: int, reply: Any, said: str) -> None:
    with _server(status, reply) as (url, _):
        embedder = EndpointEmbedder("compatible", "m", base_url=f"{url}/v1", retries=0)
        with pytest.raises(EmbeddingError, match=said):
            embedder.documents(["道路"])


def test_nobody_at_the_address() -> None:
    embedder = EndpointEmbedder("compatible", "m", base_url="http://127.0.0.1:9/v1", retries=0, timeout=2)
    with pytest.raises(EmbeddingError, match="つながりません"):
        embedder.query("道路")


def test_a_model_folder_without_the_library_or_the_model(tmp_path: Path) -> None:
    embedder = FolderEmbedder(tmp_path / "ruri")
    assert embedder.name.startswith("local/ruri-")
    with pytest.raises(EmbeddingError, match=r"部品が足りません|フォルダ"):
        embedder.query("道路")
