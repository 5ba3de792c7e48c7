"""What of the settings has to fit together, and how a mistake in them is told: one Japanese sentence that names it."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import ValidationError

from ingest import audience

if TYPE_CHECKING:
    from assistant.settings import Settings

PREFIX = "SHIRUBE_"
FILE = "settings.toml"
KINDS = (
    "mynumber", "phone", "email", "postal_code", "address", "person_name", "bank_account", "card", "birth_date",
    "vehicle_number", "lot_number",
)  # fmt: skip


def check(settings: Settings) -> None:
    """Raises ValueError, in Japanese, where one setting wants another or a value cannot be used."""
    _check_group(settings, "llm")
    _check_group(settings, "embedding")
    _check_transcription(settings)
    if settings.embedding_provider == "local" and settings.embedding_folder is None:
        raise ValueError(f"{PREFIX}EMBEDDING_FOLDER に、モデルのフォルダを指定してください。")
    if settings.llm_context_tokens < settings.llm_answer_tokens + 1000:
        raise ValueError(
            f"{PREFIX}LLM_CONTEXT_TOKENS は、{PREFIX}LLM_ANSWER_TOKENS より 1,000 以上大きくしてください。"
        )
    if settings.auth == "proxy":
        _check_proxy(settings)
    if unknown := settings.left_unmasked - set(KINDS):
        raise ValueError(
            f"{PREFIX}MASKING_LEFT に「{min(unknown)}」という種類はありません。使えるのは {'、'.join(KINDS)} です。"
        )
    if settings.chroma_server and not _is_host_and_port(settings.chroma_server):
        raise ValueError(f"{PREFIX}CHROMA_SERVER は「ホスト名:ポート番号」の形で指定してください。")
    _check_database(settings)


def audience_of_rule(pattern: str, words: str) -> str:
    """The audience that a rule of a folder names."""
    try:
        found = audience.parse(words)
    except audience.UnknownAudience as error:
        raise ValueError(f"audience_rules の「{pattern}」の値が正しくありません。{error}") from error
    if audience.is_own(found):
        message = f"audience_rules の「{pattern}」の値に「個人」は使えません。公開、庁内、課の名前にしてください。"
        raise ValueError(message)
    return found


def as_sentence(error: ValidationError) -> str:
    """The first mistake as one sentence; a value is never repeated, it may be a key."""
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "value_error":
        return str(first["ctx"]["error"])
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"{FILE} の {field} という設定はありません。名前のつづりを確かめてください。"
    name = PREFIX + field.upper().removeprefix(PREFIX)
    context = first.get("ctx", {})
    bound = next((f"{context[key]:g}" for key in ("gt", "ge", "le") if key in context), "")
    wanted = {
        "literal_error": "、".join(re.findall(r"'(\w+)'", str(context.get("expected", "")))) + " のいずれか",
        "greater_than": f"{bound} より大きい数",
        "greater_than_equal": f"{bound} 以上の数",
        "less_than_equal": f"{bound} 以下の数",
        "bool_parsing": "true か false ",
        "int_parsing": "整数",
        "float_parsing": "数",
        "missing": "1,000トークンあたりの円の数",  # the price table alone has fields that must be there
        "dict_type": "モデルの名前ごとの表",
        "model_type": "input と output（1,000トークンあたりの円）のある表",
    }.get(first["type"], "正しい形の値")
    return f"{name} は、{wanted}にしてください。"


def _check_database(settings: Settings) -> None:
    url = settings.database_url.get_secret_value()
    if not url:
        return
    at = urlsplit(url)
    if at.scheme not in ("postgresql", "postgres") or not (at.hostname and at.username and at.path.strip("/")):
        raise ValueError(
            f"{PREFIX}DATABASE_URL は「postgresql://利用者名:パスワード@ホスト名:ポート番号/データベース名」の形で"
            "指定してください。"
        )
    if settings.shared_folder is None:
        raise ValueError(
            f"{PREFIX}SHARED_FOLDER に、元のファイルを置くフォルダを指定してください。しるべを動かすすべての端末から"
            "同じ場所として見えるフォルダです。"
        )


def _check_group(settings: Settings, group: str) -> None:
    """A provider is either named with all that it needs, or not at all."""
    provider, model, url, key = (
        getattr(settings, f"{group}_{part}") for part in ("provider", "model", "base_url", "api_key")
    )
    name = f"{PREFIX}{group.upper()}_"
    if not provider and (model or url):
        raise ValueError(f"{name}PROVIDER に openai、azure、compatible のいずれかを指定してください。")
    if provider in ("openai", "azure", "compatible") and not model:
        raise ValueError(f"{name}MODEL に、使うモデルの名前を指定してください。")
    if provider in ("azure", "compatible") and not url:
        raise ValueError(f"{name}BASE_URL に、通信先の URL を指定してください。")
    if provider in ("openai", "azure") and not key.get_secret_value():
        raise ValueError(f"環境変数 {name}API_KEY に、通信先の鍵（APIキー）を指定してください。")
    if url and not _is_address(url):
        raise ValueError(f"{name}BASE_URL は http:// か https:// で始まる URL にしてください。")
    if key.get_secret_value() and not (key.get_secret_value().isascii() and key.get_secret_value().isprintable()):
        raise ValueError(f"環境変数 {name}API_KEY に、鍵（APIキー）に使えない文字が入っています。写し直してください。")


def _check_proxy(settings: Settings) -> None:
    """Whom a proxy's word is taken from, and where it stands, is said by name."""
    if not settings.auth_addresses:
        raise ValueError(f"{PREFIX}AUTH_ADDRESSES に、認証するプロキシのアドレスを指定してください。")
    if "auth_account" not in settings.model_fields_set:
        raise ValueError(f"{PREFIX}AUTH_ACCOUNT に、プロキシがアカウント名を入れるヘッダーの名前を指定してください。")
    for one in settings.auth_addresses:
        try:
            ip_network(one, strict=False)
        except ValueError as error:
            message = f"{PREFIX}AUTH_ADDRESSES は、IPアドレス（10.0.0.5 や 10.0.0.0/24）で指定してください。"
            raise ValueError(message) from error


def _check_transcription(settings: Settings) -> None:
    """Recordings go to an endpoint of their own, set with all that it needs, or to the language model's."""
    name = f"{PREFIX}TRANSCRIPTION_"
    if settings.transcription_provider:
        _check_group(settings, "transcription")
        return
    beside = settings.transcription_base_url or settings.transcription_api_key.get_secret_value()
    if beside or (settings.transcription_model and not settings.llm_provider):
        raise ValueError(f"{name}PROVIDER に openai、azure、compatible のいずれかを指定してください。")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def _is_host_and_port(server: str) -> bool:
    host, _, port = server.rpartition(":")
    return (
        bool(host) and port.isascii() and port.isdigit() and 0 < int(port) < 65536 and _is_address(f"http://{server}")
    )
