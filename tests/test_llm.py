"""The door to a language model, against recorded behaviours over real HTTP."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import langsmith.utils
import pytest

from assistant import llm
from assistant import model_errors as errors
from assistant.chat import Delta, Finish, Message, without_thinking
from assistant.llm import EndpointModel
from assistant.settings import Settings
from tests import model_server as server

Models = Callable[..., EndpointModel]
ASK = (Message("system", "しるべです。"), Message("user", "会議はいつですか。"))


@pytest.fixture
def model() -> Iterator[Callable[..., EndpointModel]]:
    made: list[EndpointModel] = []

    def build(url: str, pauses: list[float] | None = None, **settings: object) -> EndpointModel:
        values: dict[str, object] = {"llm_provider": "compatible", "llm_model": "recorded", "llm_timeout": 5.0}
        chosen = Settings(home=Path("unused"), llm_base_url=url, **(values | settings))  # type: ignore[arg-type]
        made.append(EndpointModel(chosen, pause=(pauses if pauses is not None else []).append))
        return made[-1]

    yield build
    for one in made:
        one.close()


def drain(chat: EndpointModel) -> tuple[str, Finish]:
    events = list(chat.stream(ASK))
    assert isinstance(events[-1], Finish)
    assert all(isinstance(event, Delta) and event.text for event in events[:-1])
    return "".join(event.text for event in events[:-1] if isinstance(event, Delta)), events[-1]


def test_a_reply_comes_in_pieces_and_ends_once(model: Models) -> None:
    with server.serve(server.says("会議は7月21日です。")) as there:
        events = list(model(there.url).stream(ASK))
    assert [event.text for event in events if isinstance(event, Delta)] == ["会議は7", "月21日", "です。"]
    assert events[-1] == Finish("stop")
    assert there.asked[0]["messages"] == [
        {"role": "system", "content": "しるべです。"},
        {"role": "user", "content": "会議はいつですか。"},
    ]


def test_what_is_sent_to_a_compatible_server_is_what_they_all_know(model: Models) -> None:
    with server.serve(server.says("はい。")) as there:
        drain(model(there.url))
    asked = there.asked[0]
    assert asked.keys() == {"model", "messages", "stream", "max_tokens"}
    assert asked["max_tokens"] == 1500


def test_tokens_are_told_where_they_are_asked_for(model: Models) -> None:
    with server.serve(server.says("はい。")) as there:
        _, finish = drain(model(there.url, stream_usage=True, llm_temperature=0.2))
    assert finish == Finish("stop", 11, 7)
    assert there.asked[0]["temperature"] == 0.2


def test_azure_is_called_by_its_deployment_and_key(model: Models) -> None:
    with server.serve(server.says("はい。")) as there:
        settings = {"llm_provider": "azure", "llm_deployment": "shiyakusho", "llm_api_key": "kagi"}
        text, _ = drain(model(there.url.removesuffix("/v1"), **settings))
    assert text == "はい。"
    assert there.paths == ["/openai/deployments/shiyakusho/chat/completions?api-version=2024-10-21"]
    assert there.headers[0]["api-key"] == "kagi"


def test_characters_torn_between_packets_come_whole(model: Models) -> None:
    with server.serve(server.says_in_torn_bytes("令和5年度の予算は𠮷野町と折半です。")) as there:
        text, _ = drain(model(there.url))
    assert text == "令和5年度の予算は𠮷野町と折半です。"


def test_a_server_that_does_not_stream_is_asked_once_more_without(model: Models) -> None:
    with server.serve(server.says_whole("会議は7月です。")) as there:
        text, finish = drain(model(there.url))
    assert (text, finish) == ("会議は7月です。", Finish("stop", 11, 7))
    assert [bool(asked.get("stream")) for asked in there.asked] == [True, False]


@pytest.mark.parametrize(("reason"), ["length", "content_filter"])
def test_the_reason_of_the_end_is_told(model: Models, reason: str) -> None:
    with server.serve(server.says("会議は", finish=reason)) as there:
        assert drain(model(there.url)) == ("会議は", Finish(reason))


def test_an_empty_reply_is_a_finish_alone(model: Models) -> None:
    with server.serve(server.says("")) as there:
        assert drain(model(there.url)) == ("", Finish("stop"))


TOO_LONG = "This model's maximum context length is 8192 tokens."
FILTERED = "The response was filtered due to the prompt triggering Azure's content management policy."


@pytest.mark.parametrize(
    ("behaviour", "error", "requests"),
    [
        (server.fails(400, "Unsupported parameter: 'temperature'"), errors.ModelRequestRefused, 1),
        (server.fails(400, TOO_LONG, "context_length_exceeded"), errors.ModelContextTooLong, 1),
        (server.fails(400, TOO_LONG), errors.ModelContextTooLong, 1),
        (server.fails(413), errors.ModelContextTooLong, 1),
        (server.fails(400, FILTERED, "content_filter"), errors.ModelRefused, 1),
        (server.fails(401), errors.ModelKeyRefused, 1),
        (server.fails(403), errors.ModelKeyRefused, 1),
        (server.fails(404), errors.ModelNotFound, 1),
        (server.fails(429), errors.ModelBusy, 3),
        (server.fails(429, "You exceeded your quota", "insufficient_quota"), errors.ModelQuotaSpent, 1),
        (server.fails(429, retry_after="3600"), errors.ModelBusy, 1),
        (server.fails(500), errors.ModelBroken, 3),
        (server.fails(503), errors.ModelBroken, 3),
        (server.stalls(), errors.ModelTimeout, 1),
        (server.drops_after(""), errors.ModelDropped, 3),
        (server.drops_after("会議は"), errors.ModelDropped, 1),
        (server.ends_without_reason("会議は"), errors.ModelDropped, 1),
        (server.stalls("会議は"), errors.ModelTimeout, 1),
        (server.error_in_stream("会議は"), errors.ModelBroken, 1),
        (server.sends(b"data: {broken\n\n", "text/event-stream"), errors.ModelGarbled, 1),
        (server.sends(b"<html>login</html>", "text/html"), errors.ModelGarbled, 2),
        (server.sends(b'{"ok": true}', "application/json"), errors.ModelGarbled, 2),
        (server.sends(b"\xff\xfe\x00", "application/octet-stream"), errors.ModelGarbled, 1),
        (server.sends(b"data: [1, 2]\n\n", "text/event-stream"), errors.ModelGarbled, 1),
        (server.sends(b"", "text/event-stream"), errors.ModelGarbled, 2),
    ],
)
def test_each_failure_is_one_sentence(
    model: Models, behaviour: server.Behaviour, error: type[errors.ModelError], requests: int
) -> None:
    with server.serve(behaviour) as there:
        with pytest.raises(errors.ModelError) as raised:
            drain(model(there.url, llm_timeout=0.3))
        there.hung_up.set()
    assert type(raised.value) is error
    assert len(there.asked) == requests
    assert str(raised.value) == error.hint
    assert error.hint.endswith("。")


def test_what_was_said_before_a_failure_stays(model: Models) -> None:
    with server.serve(server.drops_after("会議は7月21日")) as there:
        stream = model(there.url).stream(ASK)
        assert next(stream) == Delta("会議は7月21日")
        with pytest.raises(errors.ModelDropped):
            next(stream)


def test_busy_then_good_is_good_after_the_pause_that_was_asked_for(model: Models) -> None:
    pauses: list[float] = []
    with server.serve(server.fails(429, retry_after="3"), server.fails(500), server.says("はい。")) as there:
        assert drain(model(there.url, pauses))[0] == "はい。"
    assert pauses == [3.0, 2.0]


def test_nobody_at_the_address(model: Models) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
    pauses: list[float] = []
    with pytest.raises(errors.ModelUnreachable):
        drain(model(url, pauses))
    assert pauses == [0.5, 2.0]


def test_closing_the_stream_hangs_up(model: Models) -> None:
    with server.serve(server.talks_until_hung_up()) as there:
        stream = model(there.url).stream(ASK)
        assert next(stream) == Delta("あ")
        stream.close()  # type: ignore[attr-defined]
        assert there.hung_up.wait(3)


def test_signs_of_life_do_not_hold_a_person_for_ever(model: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llm, "_LONGEST_REPLY", 0.1)
    with server.serve(server.talks_until_hung_up()) as there, pytest.raises(errors.ModelTimeout):
        drain(model(there.url))


def test_a_redirect_is_not_followed(model: Models) -> None:
    with server.serve(server.says("こちらへ。")) as elsewhere, server.serve(server.redirects(elsewhere.url)) as there:
        with pytest.raises(errors.ModelNotFound):
            drain(model(there.url))
        assert elsewhere.asked == []


def test_the_environment_of_other_programs_changes_nothing(model: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    with server.serve(server.says("だめ。")) as spy, server.serve(server.says("はい。")) as there:
        for name in ("OPENAI_API_BASE", "OPENAI_BASE_URL", "HTTP_PROXY", "OPENAI_PROXY", "LANGSMITH_ENDPOINT"):
            monkeypatch.setenv(name, spy.url)
        monkeypatch.setenv("OPENAI_API_KEY", "somebody-elses")
        monkeypatch.setenv("OPENAI_ORG_ID", "somebody-elses")
        monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Spy: somebody-elses")
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        for name in ("LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING"):
            monkeypatch.delenv(name, raising=False)
        vars(langsmith.utils)["get_env_var"].cache_clear()
        assert langsmith.utils.tracing_is_enabled()
        monkeypatch.setenv("LANGSMITH_API_KEY", "somebody-elses")
        monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
        assert drain(model(there.url))[0] == "はい。"
        assert spy.asked == []
        assert not langsmith.utils.tracing_is_enabled()
    assert "somebody-elses" not in str(there.headers)
    assert there.headers[0].keys() <= {
        "host", "accept", "accept-encoding", "connection", "content-type", "content-length", "authorization"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["会議は", "7月"], "会議は7月"),
        (["<think>え", "えと</th", "ink>\n\n会議", "は7月"], "会議は7月"),
        (["<", "think>まだ考え中"], ""),
        (["<", "b>太字"], "<b>太字"),
        (["\n", "<think>あ</think>い"], "い"),
        (["<"], "<"),
        (["aは<think>です"], "aは<think>です"),
    ],
)
def test_thoughts_are_left_out(pieces: list[str], text: str) -> None:
    events = list(without_thinking(iter([*map(Delta, pieces), Finish("stop")])))
    assert "".join(event.text for event in events if isinstance(event, Delta)) == text
    assert events[-1] == Finish("stop")
