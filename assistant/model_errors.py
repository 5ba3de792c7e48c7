"""What can go wrong with a language model, each said to a clerk in one Japanese sentence with what to do."""

from __future__ import annotations

from assistant.chat import Finish
from ingest.errors import ShirubeError


class ModelError(ShirubeError):
    """The language model gave no answer, or not a whole one."""

    hint = "言語モデルから答えを受け取れませんでした。しばらくしてからもう一度お試しください。"


class ModelUnreachable(ModelError):
    """Nobody answers at the address."""

    hint = "言語モデルの通信先につながりません。ネットワークと、設定の通信先を確かめてください。"
    retryable = True


class ModelDropped(ModelError):
    """The connection ended before the answer did."""

    hint = "言語モデルとの通信が途中で切れました。もう一度質問してください。"
    retryable = True


class ModelTimeout(ModelError):
    """Silence for longer than the time allowed, before or within an answer. Asking again would double the wait."""

    hint = "言語モデルの応答が時間内に届きませんでした。しばらくしてから、または質問を短くしてお試しください。"


class ModelKeyRefused(ModelError):
    """401 or 403."""

    hint = "言語モデルの通信先に利用を断られました。鍵（APIキー）と利用の権限を、管理の担当者に確かめてください。"


class ModelNotFound(ModelError):
    """404: no such model, deployment or address."""

    hint = "指定された言語モデルが通信先にありません。設定のモデル名と通信先を確かめてください。"


class ModelBusy(ModelError):
    """429: too many requests at the moment."""

    hint = "言語モデルが混み合っていて断られました。1分ほど待ってからもう一度お試しください。"
    retryable = True


class ModelQuotaSpent(ModelError):
    """429 that waiting does not help: the contract's amount is used up."""

    hint = "言語モデルの利用枠を使い切っています。契約の利用上限を、管理の担当者に確かめてください。"


class ModelBroken(ModelError):
    """500 and above, or an error sent in the middle of a stream."""

    hint = "言語モデルの通信先で障害が起きています。しばらくしてからもう一度お試しください。"
    retryable = True


class ModelGarbled(ModelError):
    """An answer came, but not in the form that was agreed."""

    hint = "言語モデルの通信先から、読み取れない応答が返りました。設定の通信先の URL を確かめてください。"


class ModelContextTooLong(ModelError):
    """The prompt does not fit the model."""

    hint = "質問と資料が長すぎて、言語モデルに入りきりませんでした。設定の LLM_CONTEXT_TOKENS を小さくしてください。"


class ModelRequestRefused(ModelError):
    """400 for another reason: a parameter that the model does not know."""

    hint = "言語モデルが依頼の形を受け付けませんでした。設定のモデル名、温度、版（api version）を確かめてください。"


class ModelCutOff(ModelError):
    """The answer reached the limit of its length (finish reason `length`)."""

    hint = "言語モデルの答えが長さの上限で途中までになりました。質問を分けてお試しください。"


class ModelEmpty(ModelError):
    """A reply without a word."""

    hint = "言語モデルから空の答えが返りました。質問の言い方を変えてお試しください。"


class ModelRefused(ModelError):
    """A content filter or the model itself declined."""

    hint = "言語モデルの安全のための制限により、答えが出せませんでした。質問の言い方を変えてお試しください。"


# The same failures where a recording was to be written down. Each names what helps there.
_OF_TRANSCRIPTION: dict[type[ModelError], str] = {
    ModelUnreachable: "文字起こしの通信先につながりません。ネットワークと、設定の通信先を確かめてください。",
    ModelDropped: "文字起こしの通信が途中で切れました。もう一度始めると、済んだところの続きから行います。",
    ModelTimeout: (
        "文字起こしの応答が時間内に届きませんでした。設定の TRANSCRIPTION_TIMEOUT を長くするか、"
        "TRANSCRIPTION_MINUTES を小さくして、もう一度始めてください。"
    ),
    ModelKeyRefused: (
        "文字起こしの通信先に利用を断られました。鍵（APIキー）と利用の権限を、管理の担当者に確かめてください。"
    ),
    ModelNotFound: "指定された文字起こしのモデルが通信先にありません。設定のモデル名と通信先を確かめてください。",
    ModelBusy: "文字起こしの通信先が混み合っています。1分ほど待ってからもう一度始めると、続きから行います。",
    ModelQuotaSpent: "文字起こしの利用枠を使い切っています。契約の利用上限を、管理の担当者に確かめてください。",
    ModelBroken: "文字起こしの通信先で障害が起きています。しばらくしてからもう一度始めると、続きから行います。",
    ModelGarbled: "文字起こしの通信先から、読み取れない応答が返りました。設定の通信先の URL を確かめてください。",
    ModelContextTooLong: "音声が大きすぎて断られました。設定の TRANSCRIPTION_MINUTES を小さくしてください。",
    ModelRequestRefused: (
        "文字起こしの通信先が音声を受け付けませんでした。音声が再生できるか、設定のモデル名が正しいかを確かめてください。"
    ),
    ModelRefused: "文字起こしのモデルの安全のための制限により、文字にできませんでした。",
}


def of_transcription(error: ModelError) -> ModelError:
    """`error` as a clerk is told of it where a recording was to be written down."""
    return type(error)(_OF_TRANSCRIPTION.get(type(error), "音声を文字にできませんでした。もう一度お試しください。"))


def trouble_of(finish: Finish, reply: str) -> ModelError | None:
    """What is wrong with a reply that came to an end for this reason; None where nothing is."""
    if finish.reason == "content_filter":
        return ModelRefused()
    if finish.reason == "length":
        return ModelCutOff()
    return None if reply.strip() else ModelEmpty()
