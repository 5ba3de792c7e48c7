"""What can be set: from the environment (`SHIRUBE_...`) first, then from `settings.toml` in the library's home.

Nothing leaves this machine unless a provider is named here. A key of another program (`OPENAI_API_KEY`) is never read,
and keys are taken from the environment alone, so that a settings file can be copied and shown.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableSetting

from assistant.governance.identity import RANKS, Naming
from ingest import audience
from ingest.errors import ShirubeError

PREFIX = "SHIRUBE_"
FILE = "settings.toml"
OPENAI_URL = "https://api.openai.com/v1"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
KINDS = (
    "mynumber", "phone", "email", "postal_code", "address", "person_name", "bank_account", "card", "birth_date",
    "vehicle_number", "lot_number",
)  # fmt: skip
_KEYS = ("llm_api_key", "embedding_api_key", "transcription_api_key", "database_url")
_GROUPS = (
    "llm_",
    "embedding_",
    "transcription_",
    "chroma_",
    "tiktoken_",
    "audience_",
    "masking",
    "may_",
    "log_",
    "keep_",
    "auth_",
)  # a slip of the pen in these must not go unnoticed


class SettingsError(ShirubeError):
    """A setting that cannot be used; the sentence names it as it is written in the environment."""

    hint = "設定が正しくありません。設定の名前と値を確かめてください。"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A place outside that is told something."""

    provider: str
    base_url: str  # empty: OpenAI's
    api_key: SecretStr
    deployment: str
    api_version: str


class Price(BaseModel):
    """What a model costs: yen for 1,000 tokens that it is sent, and for 1,000 that it writes."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    input: float = Field(ge=0)
    output: float = Field(ge=0)


class Settings(BaseSettings):
    """All settings, checked once and never changed. Make one with `load`, which turns mistakes into `SettingsError`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    home: Path

    llm_provider: Literal["", "openai", "azure", "compatible"] = ""
    llm_model: str = ""
    llm_base_url: str = ""  # of azure: the resource, https://NAME.openai.azure.com
    llm_api_key: SecretStr = SecretStr("")
    llm_deployment: str = ""  # of azure; the model's name when empty
    llm_api_version: str = "2024-10-21"  # of azure
    llm_timeout: float = Field(default=60.0, gt=0, le=3600)  # seconds without a byte
    llm_context_tokens: int = Field(default=8000, ge=2000)  # the question, the passages and the answer together
    llm_answer_tokens: int = Field(default=1500, ge=100)
    llm_temperature: float | None = Field(default=None, ge=0, le=2)  # not sent when unset: some models refuse it
    stream_usage: bool = False  # ask for token counts at the end of a stream; some servers refuse to be asked

    embedding_provider: Literal["", "openai", "azure", "compatible", "local"] = ""  # empty: hashing, no model
    embedding_model: str = ""
    embedding_base_url: str = ""
    embedding_api_key: SecretStr = SecretStr("")
    embedding_deployment: str = ""
    embedding_api_version: str = "2024-10-21"
    embedding_folder: Path | None = None  # of local: a sentence-transformers folder on this machine
    embedding_query_prefix: str = ""
    embedding_document_prefix: str = ""
    embedding_weight: float | None = Field(default=None, ge=0, le=1)  # of the vectors in the ranking

    transcription_model: str = ""  # empty: recordings are not written down
    transcription_provider: Literal["", "openai", "azure", "compatible"] = ""  # empty: where the language model is
    transcription_base_url: str = ""
    transcription_api_key: SecretStr = SecretStr("")
    transcription_deployment: str = ""
    transcription_api_version: str = "2024-10-21"
    transcription_timeout: float = Field(default=600.0, gt=0, le=3600)  # seconds until a piece is heard
    transcription_minutes: float = Field(default=10.0, ge=0.1, le=60)  # of a piece of a recording

    masking: Literal["on", "off"] = "on"  # of personal data in all that goes to a model
    masking_left: str = ""  # kinds that leave as they are: lot_number,vehicle_number
    masking_public_speakers: bool = False  # whether full names of speakers of 公開 papers leave as they are
    may_leave: Literal["none", "public", "house", "departments", "all"] = "house"  # papers a model may be shown: up to

    log_anchor: Path | None = None  # a second place for the head of the log of uses; beside the log when unset
    keep_questions_days: int | None = Field(default=None, ge=1)  # conversations and the words asked; unset: for ever
    keep_drafts_days: int | None = Field(default=None, ge=1)

    prices: dict[str, Price] = {}  # by the model's name; for the cost in the records of the trial

    auth: Literal["", "oidc", "proxy"] = ""  # empty: whoever sits at this machine
    auth_account: str = "sub"  # the claim, or the proxy's header, that tells a person from all others
    auth_name: str = "name"  # ... what they are called
    auth_departments: str = "groups"  # ... their departments
    auth_rank: str = "roles"  # ... what they may do
    auth_department_names: dict[str, str] = {}  # what is said there to the department's name; empty: it is the name
    auth_ranks: dict[str, Literal["閲覧", "登録", "管理"]] = {}  # what is said there to the rank; empty: it is the rank
    auth_everyone: Literal["", "閲覧", "登録", "管理"] = ""  # the rank of those who are given none
    auth_hours: float = Field(default=12.0, gt=0, le=720)  # until one has to sign in again
    auth_addresses: tuple[str, ...] = ()  # of the proxies that may say who somebody is

    audience_rules: dict[str, str] = {}  # who may read what lies in a folder: its pattern to 公開, 庁内 or departments

    ocr: Literal["auto", "off"] = "auto"  # auto: where Tesseract is installed

    chroma_server: str = ""  # host:port; empty: the folder in home
    database_url: SecretStr = SecretStr("")  # postgresql://user:password@host/database; empty: the file in home
    shared_folder: Path | None = None  # of database_url: where all machines see the originals
    tiktoken_download: bool = False  # whether rank files may be fetched from the internet

    @model_validator(mode="after")
    def _complete(self) -> Self:
        _check_group(self, "llm")
        _check_group(self, "embedding")
        _check_transcription(self)
        if self.embedding_provider == "local" and self.embedding_folder is None:
            raise ValueError(f"{PREFIX}EMBEDDING_FOLDER に、モデルのフォルダを指定してください。")
        if self.llm_context_tokens < self.llm_answer_tokens + 1000:
            raise ValueError(
                f"{PREFIX}LLM_CONTEXT_TOKENS は、{PREFIX}LLM_ANSWER_TOKENS より 1,000 以上大きくしてください。"
            )
        if self.auth == "proxy":
            _check_proxy(self)
        if unknown := self.left_unmasked - set(KINDS):
            raise ValueError(
                f"{PREFIX}MASKING_LEFT に「{min(unknown)}」という種類はありません。使えるのは {'、'.join(KINDS)} です。"
            )
        if self.chroma_server and not _is_host_and_port(self.chroma_server):
            raise ValueError(f"{PREFIX}CHROMA_SERVER は「ホスト名:ポート番号」の形で指定してください。")
        _check_database(self)
        return self

    @field_validator("audience_rules")
    @classmethod
    def _audiences(cls, rules: dict[str, str]) -> dict[str, str]:
        return {pattern: _audience_of_rule(pattern, words) for pattern, words in rules.items()}

    @property
    def left_unmasked(self) -> frozenset[str]:
        """The kinds of personal data that leave as they are."""
        return frozenset(kind for kind in re.split(r"[\s,、]+", self.masking_left) if kind)

    @property
    def naming(self) -> Naming:
        """Under which names an identity is said."""
        return Naming(
            self.auth_account,
            self.auth_name,
            self.auth_departments,
            self.auth_rank,
            self.auth_department_names,
            {said: RANKS[rank] for said, rank in self.auth_ranks.items()} or RANKS,
            RANKS.get(self.auth_everyone),
        )

    @property
    def listens_at(self) -> Endpoint:
        """Where recordings are written down: the endpoint set for it, else the language model's."""
        group = "transcription" if self.transcription_provider else "llm"
        parts = ("provider", "base_url", "api_key", "deployment", "api_version")
        values = {part: getattr(self, f"{group}_{part}") for part in parts}
        # The language model's deployment is of another model.
        return Endpoint(**{**values, "deployment": self.transcription_deployment})

    @property
    def vector_weight(self) -> float:
        """The weight of the vectors in the ranking, 0 to 1: as set, else 0 for hashing and 0.3 for a model."""
        if self.embedding_weight is not None:
            return self.embedding_weight
        return 0.3 if self.embedding_provider else 0.0

    def endpoint_summary(self) -> str:
        """Which places are told what, in Japanese, for the screen and `check`: 「通信先: なし」 when nothing leaves."""
        told = []
        if self.llm_provider:
            what = f"{self.llm_model}、質問と見つかった資料の抜粋を{self._masked}送ります"
            told.append(f"{_place(self.llm_base_url or OPENAI_URL)}（言語モデル {what}）")
        if self.embedding_provider not in ("", "local"):
            what = f"{self.embedding_model}、質問と資料の本文を{self._masked}送ります"
            told.append(f"{_place(self.embedding_base_url or OPENAI_URL)}（意味検索 {what}）")
        if self.transcription_model:
            what = f"{self.transcription_model}、会議の録音をそのまま送ります。声の中の個人情報は伏せられません"
            told.append(f"{_place(self.listens_at.base_url or OPENAI_URL)}（文字起こし {what}）")
        if self.chroma_server:
            told.append(f"{_place('http://' + self.chroma_server)}（検索用の数値を置きます）")
        if url := self.database_url.get_secret_value():
            told.append(f"{_place(url)}（資料の本文を置くデータベース）")
        papers_leave = self.llm_provider or self.embedding_provider not in ("", "local")
        stays = f"。{_STAYS[self.may_leave]}" if papers_leave else ""
        return "通信先: " + ("、".join(told) + stays if told else "なし（この端末の外には何も送りません）")

    @property
    def _masked(self) -> str:
        if self.masking == "off":
            return "、個人情報を伏せずに"
        but = "一部の種類を除き" if self.left_unmasked else ""
        return f"、個人情報に見えるものは{but}伏せて"


_STAYS = {
    "none": "資料の本文は送りません",
    "public": "公開の資料だけを送ります",
    "house": "特定の部署や個人に限った資料は送りません",
    "departments": "個人に限った資料は送りません",
    "all": "公開の範囲にかかわらず資料を送ります",
}


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


def load(home: Path | str | None = None) -> Settings:
    """The settings in force. `home` goes before SHIRUBE_HOME, which goes before the platform's data folder.

    Raises `SettingsError`, one Japanese sentence, for a value that cannot be used or a name that does not exist.
    """
    folder = home_folder(home)
    _refuse_unknown_names()
    said = {name.upper() for name, value in os.environ.items() if value}  # the environment goes before the file
    written = {key: value for key, value in _read_file(folder / FILE).items() if f"{PREFIX}{key.upper()}" not in said}
    try:
        return Settings(**{**written, "home": folder})
    except ValidationError as error:
        raise SettingsError(_say(error)) from error
    except UnreadableSetting as error:  # a table in the environment is JSON
        named = re.search(r'"(\w+)"', str(error))
        name = f"{PREFIX}{named[1].upper()}" if named else "表にする設定"
        raise SettingsError(f"{name} は、JSONで書いてください。{FILE} に表で書くこともできます。") from error


def home_folder(home: Path | str | None = None) -> Path:
    """Where the library lies: `home`, else SHIRUBE_HOME, else the platform's data folder."""
    return Path(home or os.environ.get(f"{PREFIX}HOME") or _default_home()).expanduser()


def is_loopback(url: str) -> bool:
    """Whether `url` stays on this machine."""
    return (urlsplit(url).hostname or "") in LOOPBACK


def _default_home() -> str:
    from platformdirs import user_data_dir

    return user_data_dir("shirube", appauthor=False)


def _read_file(path: Path) -> dict[str, Any]:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):  # a home that is a file is the library's to refuse
        return {}
    except (OSError, UnicodeDecodeError) as error:
        message = f"設定ファイル {path} を読めません。置き場所と文字コード（UTF-8）を確かめてください。"
        raise SettingsError(message) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"設定ファイル {path} の書き方が正しくありません（{error}）。") from error
    for key in _KEYS:
        if key in written:
            name = f"{PREFIX}{key.upper()}"
            message = f"鍵は設定ファイルに書けません。{path} から {key} を消し、環境変数 {name} で渡してください。"
            raise SettingsError(message)
    return written


def _refuse_unknown_names() -> None:
    known = {name.upper() for name in Settings.model_fields}
    for name in os.environ:
        rest = name.upper().removeprefix(PREFIX)
        if name.upper().startswith(PREFIX) and rest not in known and rest.lower().startswith(_GROUPS):
            raise SettingsError(f"{name} という設定はありません。名前のつづりを確かめてください。")


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


def _audience_of_rule(pattern: str, words: str) -> str:
    """The audience that a rule of a folder names."""
    try:
        found = audience.parse(words)
    except audience.UnknownAudience as error:
        raise ValueError(f"audience_rules の「{pattern}」の値が正しくありません。{error}") from error
    if audience.is_own(found):
        message = f"audience_rules の「{pattern}」の値に「個人」は使えません。公開、庁内、課の名前にしてください。"
        raise ValueError(message)
    return found


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


def _place(url: str) -> str:
    host = urlsplit(url).hostname or url
    if is_loopback(url):
        return f"この端末の中の {urlsplit(url).netloc.rpartition('@')[2]}"
    return host if url.startswith("https://") or "." not in host else f"{host}【暗号化なし】"


def _say(error: ValidationError) -> str:
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
