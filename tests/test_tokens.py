"""Counting tokens without the network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiktoken import registry

from assistant import tokens
from assistant.tokens import Budget, TokenCounter

TEXT = "令和5年度の生成AI活用プロジェクトチーム会議は、7月21日に市役所で開かれました。"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    tokens._load.cache_clear()
    monkeypatch.setattr(registry, "ENCODINGS", {})  # what tiktoken has loaded before
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
def test_no_socket_is_opened_for_any_model() -> None:
    for model in ("gpt-5", "gpt-4o", "gpt-4", "gpt-oss-20b", "llama3", "qwen3:8b", "", "市のモデル"):
        assert 0 < TokenCounter(model).count(TEXT) < 2 * len(TEXT)


@pytest.mark.usefixtures("no_network")
def test_a_missing_or_damaged_file_gives_an_estimate_that_is_not_too_low(tmp_path: Path) -> None:
    exact = TokenCounter("gpt-5").count(TEXT)
    registry.ENCODINGS.clear()
    damaged = tmp_path / tokens._O200K_FILE
    damaged.write_bytes(b"aGk= 1\n")
    for folder in (tmp_path / "nowhere", tmp_path):
        assert exact <= TokenCounter("gpt-5", ranks=folder).count(TEXT) <= 2 * exact
    assert damaged.read_bytes() == b"aGk= 1\n"  # tiktoken would have deleted it and fetched another


def test_it_is_the_count_of_tiktoken_itself() -> None:
    # o200k_base has one token for each of these; worked out with the public tokenizer's list of ranks.
    assert TokenCounter("gpt-5").count("hello world") == 2
    assert TokenCounter("gpt-5").count("") == 0
    assert TokenCounter("llama3").count("hello world") == 3  # two and a third of it, rounded up


def test_control_tokens_in_a_paper_are_plain_text() -> None:
    assert TokenCounter("gpt-5").count("<|endoftext|>") > 1


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    for before in (None, "/somewhere"):
        tokens._load.cache_clear()
        monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)
        if before:
            monkeypatch.setenv("TIKTOKEN_CACHE_DIR", before)
        TokenCounter("gpt-5").count(TEXT)
        assert os.environ.get("TIKTOKEN_CACHE_DIR") == before


def test_importing_loads_nothing() -> None:
    code = "import sys, assistant.tokens; assert 'tiktoken' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1]).returncode == 0


@given(st.text(max_size=200), st.text(max_size=200))
def test_two_texts_cost_about_what_they_cost_together(left: str, right: str) -> None:
    counter = TokenCounter("gpt-5")
    assert counter.count(left + "\n" + right) <= counter.count(left + "\n") + counter.count(right) + 2


def test_a_long_run_of_one_character_takes_no_long_time() -> None:
    began = time.monotonic()
    TokenCounter("gpt-5").count("あ" * 20_000)
    assert time.monotonic() - began < 5


def test_the_answer_and_a_margin_are_kept_free() -> None:
    assert Budget(8000, 1500).prompt == 8000 - 1500 - 160
