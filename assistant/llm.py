"""The one door to any model that writes or listens: OpenAI, Azure OpenAI, or any server that speaks the same tongue.

What comes out are plain values and `ModelError`s; no type of a vendor passes this file.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from assistant import model_errors as errors
from assistant.chat import Delta, Finish, Message, without_thinking
from assistant.hearing import Heard
from assistant.settings import OPENAI_URL, Settings, is_loopback

if TYPE_CHECKING:
    import httpx2
    import openai
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

# A server that sends signs of life but no end must not hold a person for ever.
_LONGEST_REPLY = 600.0  # seconds
_PAUSES = (0.5, 2.0)  # seconds before the second and the third attempt
# What a request needs. The client would add the operating system's name and whatever OPENAI_ORG_ID and
# OPENAI_CUSTOM_HEADERS of another program say; the last one is how the client talks to itself.
_HEADERS = frozenset(
    {"host", "accept", "accept-encoding", "connection", "content-type", "content-length", "authorization", "api-key"}
    | {"x-stainless-raw-response"}
)
_LONGEST_PAUSE = 20.0  # a server that asks for more is told to the person instead


class EndpointModel:
    """A `ChatModel` behind HTTP, through LangChain's `init_chat_model`.

    Before the first word, what may pass (429, 500, no connection) is tried up to three times, waiting as long as the
    server asks, up to 20 s. Nothing else is tried again: not a refusal, and not a timeout, which would only triple the
    wait. A server that ignores streaming and sends one JSON body is asked once more without it.
    """

    def __init__(self, settings: Settings, *, pause: Callable[[float], None] = time.sleep) -> None:
        if not settings.llm_provider:
            raise ValueError("no provider is set")
        self._settings, self._pause = settings, pause
        self._chat: BaseChatModel | None = None
        self._http: httpx2.Client | None = None
        self._making = threading.Lock()

    @property
    def name(self) -> str:
        """The model's name as it was set."""
        return self._settings.llm_model

    def stream(self, messages: Sequence[Message]) -> Iterator[Delta | Finish]:
        """See `ChatModel.stream`."""
        for attempt in range(len(_PAUSES) + 1):
            spoken = False
            try:
                for event in without_thinking(self._once(messages)):
                    spoken = True
                    yield event
                return
            except errors.ModelError as error:
                wait = _pause_before(attempt, error)
                if spoken or not error.retryable or wait is None:
                    raise
                self._pause(wait)

    def close(self) -> None:
        """Let go of the connections; a later `stream` makes new ones."""
        if self._http is not None:
            self._http.close()
        self._chat = self._http = None

    def _once(self, messages: Sequence[Message]) -> Iterator[Delta | Finish]:
        import openai

        words: list[tuple[str, str]] = [(message.role, message.text) for message in messages]
        try:
            yield from self._streamed(words)
        except openai.OpenAIError as error:
            raise _translate(error) from error
        # A body in another form shows itself as JSON that does not parse, or as fields that are missing.
        except (ValueError, AttributeError, TypeError, KeyError) as error:
            raise errors.ModelGarbled from error

    def _streamed(self, words: list[tuple[str, str]]) -> Iterator[Delta | Finish]:
        reason, usage, chunks = "", None, 0
        # Closing the generator closes langchain's, which closes the response: the server sees the hang-up.
        with closing(_as_generator(self._client().stream(words))) as stream:
            try:
                for chunk in stream:
                    chunks += 1
                    reason = _finish_reason(chunk) or reason
                    usage = chunk.usage_metadata or usage
                    if chunk.text:
                        yield Delta(str(chunk.text))
            except ValueError as error:
                if chunks or "No generation" not in str(error):
                    raise
        if not chunks:
            yield from self._whole(words)
        elif not reason:
            raise errors.ModelDropped
        else:
            yield Finish(reason, *((usage["input_tokens"], usage["output_tokens"]) if usage else ()))

    def _whole(self, words: list[tuple[str, str]]) -> Iterator[Delta | Finish]:
        message = self._client().invoke(words)
        if message.text:
            yield Delta(str(message.text))
        usage = message.usage_metadata
        yield Finish(
            _finish_reason(message) or "stop", *((usage["input_tokens"], usage["output_tokens"]) if usage else ())
        )

    def _client(self) -> BaseChatModel:
        with self._making:
            if self._chat is None:
                url = self._settings.llm_base_url or OPENAI_URL
                self._http = _http_client(self._settings.llm_timeout, loopback=is_loopback(url))
                self._chat = _build(self._settings, self._http)
            return self._chat


class EndpointTranscriber:
    """A `Transcriber` behind HTTP. What may pass is tried up to three times, as `EndpointModel` does.

    The server is asked for times (`verbose_json`; voices told apart where the model's name says that it does). One that
    cannot tell them is asked once more without, and from then on.
    """

    def __init__(self, settings: Settings, *, pause: Callable[[float], None] = time.sleep) -> None:
        if not settings.transcription_model:
            raise ValueError("no transcription model is set")
        self._settings, self._pause = settings, pause
        self._form = "diarized_json" if "diarize" in settings.transcription_model else "verbose_json"
        self._openai: openai.OpenAI | None = None

    @property
    def name(self) -> str:
        """The model's name as it was set."""
        return self._settings.transcription_model

    def hear(self, audio: bytes, name: str) -> list[Heard]:
        """See `Transcriber.hear`."""
        for attempt in range(len(_PAUSES) + 1):
            try:
                return self._once(audio, name)
            except errors.ModelError as error:
                wait = _pause_before(attempt, error)
                if not error.retryable or wait is None:
                    raise errors.of_transcription(error) from error
                self._pause(wait)
        raise AssertionError("the last attempt returns or raises")

    def close(self) -> None:
        """Let go of the connections; a later `hear` makes new ones."""
        if self._openai is not None:
            self._openai.close()
        self._openai = None

    def _once(self, audio: bytes, name: str) -> list[Heard]:
        import openai

        try:
            try:
                return _heard(self._asked(audio, name))
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if self._form == "json" or not _refuses_the_form(error):
                    raise
                self._form = "json"
                return _heard(self._asked(audio, name))
        except openai.OpenAIError as error:
            raise _translate(error) from error
        except (ValueError, AttributeError, TypeError, KeyError) as error:
            raise errors.ModelGarbled from error

    def _asked(self, audio: bytes, name: str) -> Any:
        """The server's answer as JSON."""
        more: dict[str, Any] = {"chunking_strategy": "auto"} if self._form == "diarized_json" else {}
        form: Any = self._form
        response = self._client().audio.transcriptions.with_raw_response.create(
            model=self._settings.transcription_model,
            file=(name, audio),
            language="ja",
            response_format=form,
            **more,
        )
        return response.http_response.json()

    def _client(self) -> openai.OpenAI:
        import openai

        if self._openai is None:
            place = self._settings.listens_at
            url = place.base_url or OPENAI_URL
            http = _http_client(self._settings.transcription_timeout, loopback=is_loopback(url))
            key = place.api_key.get_secret_value() or "none"
            if place.provider == "azure":
                self._openai = openai.AzureOpenAI(
                    azure_endpoint=url,
                    azure_deployment=place.deployment or self._settings.transcription_model,
                    api_version=place.api_version,
                    api_key=key,
                    max_retries=0,
                    http_client=http,
                )
            else:
                self._openai = openai.OpenAI(base_url=url, api_key=key, max_retries=0, http_client=http)
        return self._openai


def _heard(answer: Any) -> list[Heard]:
    """The segments of an answer, else its whole text."""
    segments = answer.get("segments") or []
    found = [
        Heard(str(one["text"]).strip(), float(one["start"]), str(one.get("speaker") or ""))
        for one in segments
        if str(one["text"]).strip()
    ]
    whole = str(answer["text"] if not found else "").strip()
    return found or ([Heard(whole)] if whole else [])


def _refuses_the_form(error: openai.APIStatusError) -> bool:
    said = str(error).lower()
    return any(sign in said for sign in ("response_format", "verbose_json", "diarized_json", "chunking_strategy"))


def _build(settings: Settings, http: httpx2.Client) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    _forbid_tracing()
    url = settings.llm_base_url or OPENAI_URL
    # Every address and key is handed over, so that none is taken from another program's environment variables.
    common: dict[str, Any] = {  # as init_chat_model takes them: the provider's own arguments
        "api_key": settings.llm_api_key.get_secret_value() or "none",  # a server without keys still wants the header
        "timeout": settings.llm_timeout,
        "max_retries": 0,
        "stream_usage": settings.stream_usage,
        "http_client": http,
        "openai_proxy": "",
        "use_responses_api": False,
    }
    if settings.llm_temperature is not None:
        common["temperature"] = settings.llm_temperature
    if settings.llm_provider == "azure":
        address: dict[str, Any] = {
            "azure_endpoint": url,
            "azure_deployment": settings.llm_deployment or settings.llm_model,
            "api_version": settings.llm_api_version,
            "max_tokens": settings.llm_answer_tokens,
        }
        azure: BaseChatModel = init_chat_model(settings.llm_model, model_provider="azure_openai", **common, **address)
        return azure
    # Servers that are compatible know max_tokens; OpenAI's newer models know max_completion_tokens alone.
    compatible = settings.llm_provider == "compatible"
    limit: dict[str, Any] = {"max_tokens": settings.llm_answer_tokens}
    limit = {"extra_body": limit} if compatible else limit
    chat: BaseChatModel = init_chat_model(settings.llm_model, model_provider="openai", base_url=url, **common, **limit)
    return chat


def _http_client(timeout: float, *, loopback: bool) -> httpx2.Client:
    import httpx2
    import openai

    class Timed(httpx2.SyncByteStream):
        """A body that may not take longer than the longest reply, however many signs of life it sends."""

        def __init__(self, body: httpx2.SyncByteStream) -> None:
            self._body, self._until = body, time.monotonic() + _LONGEST_REPLY

        def __iter__(self) -> Iterator[bytes]:
            for piece in self._body:
                if time.monotonic() > self._until:
                    raise httpx2.ReadTimeout("the reply took too long")
                yield piece

        def close(self) -> None:
            self._body.close()

    def limit(response: httpx2.Response) -> None:
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = Timed(response.stream)

    def forget(request: httpx2.Request) -> None:
        for name in [name for name in request.headers if name.lower() not in _HEADERS]:
            del request.headers[name]

    return openai.DefaultHttpx2Client(
        timeout=timeout,
        event_hooks={"request": [forget], "response": [limit]},
        follow_redirects=False,  # the address that was set, and no other
        trust_env=not loopback,  # a proxy of the house is used, but not for what stays on this machine
    )


def _forbid_tracing() -> None:
    """LangChain would send every prompt to LangSmith if another program's environment asked for it."""
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"
    from langsmith import utils

    vars(utils)["get_env_var"].cache_clear()  # what it read before is remembered


def _finish_reason(message: AIMessage) -> str:
    return str(message.response_metadata.get("finish_reason") or "")


def _pause_before(attempt: int, error: errors.ModelError) -> float | None:
    """Seconds to wait before trying again; None when there is no further attempt."""
    if attempt >= len(_PAUSES):
        return None
    asked = _retry_after(error.__cause__)
    return None if asked > _LONGEST_PAUSE else max(asked, _PAUSES[attempt])


def _retry_after(cause: BaseException | None) -> float:
    response = getattr(cause, "response", None)
    try:
        return float(response.headers.get("retry-after", 0)) if response is not None else 0.0
    except ValueError:  # a date; the usual pause will do
        return 0.0


def _translate(error: openai.OpenAIError) -> errors.ModelError:
    import openai

    if isinstance(error, openai.APITimeoutError):
        return errors.ModelTimeout()
    if isinstance(error, openai.APIConnectionError):
        # Nothing of a reply had come when the connection could not even be made.
        return errors.ModelDropped() if _was_open(error) else errors.ModelUnreachable()
    code = str(getattr(error, "code", "") or "")
    said = f"{code} {error}".lower()
    if isinstance(error, openai.APIError) and _is_too_long(error, said):
        return errors.ModelContextTooLong()
    if "content_filter" in said or "content management policy" in said:
        return errors.ModelRefused()
    if not isinstance(error, openai.APIStatusError):
        return errors.ModelBroken() if isinstance(error, openai.APIError) else errors.ModelGarbled()
    if error.status_code == 429:
        return errors.ModelQuotaSpent() if "insufficient_quota" in said else errors.ModelBusy()
    if error.status_code >= 500:
        return errors.ModelBroken()
    return _REFUSALS.get(error.status_code, errors.ModelRequestRefused)()


_REFUSALS: dict[int, type[errors.ModelError]] = {
    401: errors.ModelKeyRefused,
    403: errors.ModelKeyRefused,
    404: errors.ModelNotFound,
    405: errors.ModelNotFound,
    **dict.fromkeys((301, 302, 303, 307, 308), errors.ModelNotFound),
    408: errors.ModelTimeout,
    413: errors.ModelContextTooLong,
}


def _is_too_long(error: openai.APIError, said: str) -> bool:
    from langchain_core.exceptions import ContextOverflowError

    return isinstance(error, ContextOverflowError) or any(
        sign in said for sign in ("context_length_exceeded", "maximum context length", "context window", "too long")
    )


def _was_open(error: openai.APIConnectionError) -> bool:
    import httpx2

    cause = error.__cause__
    while cause is not None and not isinstance(cause, httpx2.RequestError):
        cause = cause.__cause__
    return isinstance(cause, (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.DecodingError))


def _as_generator(stream: Iterator[AIMessage]) -> Generator[AIMessage, None, None]:
    yield from stream
