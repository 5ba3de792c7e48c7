"""What can be set: from the environment (`SHIRUBE_...`) first, then from `settings.toml` in the library's home.

Nothing leaves this machine unless a provider is named here. A key of another program (`OPENAI_API_KEY`) is never read,
and keys are taken from the environment alone, so that a settings file can be copied and shown.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableSetting

from assistant.governance.identity import RANKS, Naming
from assistant.settings_checks import FILE, PREFIX, as_sentence, audience_of_rule, check
from ingest.errors import ShirubeError

OPENAI_URL = "https://api.openai.com/v1"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
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
        check(self)
        return self

    @field_validator("audience_rules")
    @classmethod
    def _audiences(cls, rules: dict[str, str]) -> dict[str, str]:
        return {pattern: audience_of_rule(pattern, words) for pattern, words in rules.items()}

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
        raise SettingsError(as_sentence(error)) from error
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


def _place(url: str) -> str:
    host = urlsplit(url).hostname or url
    if is_loopback(url):
        return f"この端末の中の {urlsplit(url).netloc.rpartition('@')[2]}"
    return host if url.startswith("https://") or "." not in host else f"{host}【暗号化なし】"
