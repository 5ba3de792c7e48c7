"""Settings: where they come from, what is refused, and what is said to leave the house."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import Settings, SettingsError, load
from ingest.model import Rank


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("SHIRUBE_", "OPENAI_", "AZURE_")):
            monkeypatch.delenv(name)


def test_without_settings_nothing_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "somebody-elses")
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "somebody-elses")
    settings = load(tmp_path)
    assert settings.llm_provider == ""
    assert settings.embedding_provider == ""
    assert settings.endpoint_summary() == "通信先: なし（この端末の外には何も送りません）"
    assert "somebody-elses" not in repr(settings)
    assert list(tmp_path.iterdir()) == []  # looking at settings makes nothing


def test_the_caller_goes_before_the_environment_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings.toml").write_text("llm_timeout = 30\nllm_answer_tokens = 900\n", encoding="utf-8")
    monkeypatch.setenv("SHIRUBE_HOME", str(tmp_path))
    monkeypatch.setenv("SHIRUBE_LLM_TIMEOUT", "20")
    assert (load().home, load().llm_timeout, load().llm_answer_tokens) == (tmp_path, 20, 900)
    assert load(tmp_path / "other").home == tmp_path / "other"
    assert load(tmp_path / "other").llm_answer_tokens == 1500


def test_without_a_word_the_home_is_the_platforms() -> None:
    assert load().home.name == "shirube"


def test_settings_do_not_change(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load(tmp_path).llm_model = "other"


COMPATIBLE = {"LLM_PROVIDER": "compatible", "LLM_MODEL": "qwen3:8b", "LLM_BASE_URL": "http://localhost:11434/v1"}
OPENAI = {"LLM_PROVIDER": "openai", "LLM_MODEL": "gpt-5", "LLM_API_KEY": "sk-secret"}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LLM_PROVIDER": "opnai"}, "SHIRUBE_LLM_PROVIDER は、openai、azure、compatible のいずれかにしてください。"),
        ({"LLM_MODEL": "gpt-5"}, "SHIRUBE_LLM_PROVIDER に"),
        ({"LLM_BASE_URL": "http://localhost/v1"}, "SHIRUBE_LLM_PROVIDER に"),
        ({"LLM_PROVIDER": "openai"}, "SHIRUBE_LLM_MODEL に"),
        ({"LLM_PROVIDER": "openai", "LLM_MODEL": "gpt-5"}, "環境変数 SHIRUBE_LLM_API_KEY に"),
        ({**OPENAI, "LLM_API_KEY": "ＡＢＣ"}, "使えない文字"),
        ({**OPENAI, "LLM_PROVIDER": "azure"}, "SHIRUBE_LLM_BASE_URL に"),
        ({**COMPATIBLE, "LLM_BASE_URL": ""}, "SHIRUBE_LLM_BASE_URL に"),
        ({**COMPATIBLE, "LLM_BASE_URL": "localhost:11434"}, "http:// か https:// で始まる"),
        ({**COMPATIBLE, "LLM_BASE_URL": "file:///etc/passwd"}, "http:// か https:// で始まる"),
        ({**COMPATIBLE, "LLM_BASE_URL": "http://host:99999/v1"}, "http:// か https:// で始まる"),
        ({"LLM_TIMEOUT": "0"}, "SHIRUBE_LLM_TIMEOUT は、0 より大きい数にしてください。"),
        ({"LLM_TIMEOUT": "長く"}, "SHIRUBE_LLM_TIMEOUT は、数にしてください。"),
        ({"LLM_ANSWER_TOKENS": "7500"}, "SHIRUBE_LLM_CONTEXT_TOKENS は"),
        ({"STREAM_USAGE": "maybe"}, "SHIRUBE_STREAM_USAGE は、true か false"),
        ({"EMBEDDING_PROVIDER": "local"}, "SHIRUBE_EMBEDDING_FOLDER に"),
        ({"EMBEDDING_PROVIDER": "openai"}, "SHIRUBE_EMBEDDING_MODEL に"),
        ({"EMBEDDING_WEIGHT": "2"}, "SHIRUBE_EMBEDDING_WEIGHT は、1 以下の数にしてください。"),
        ({"TRANSCRIPTION_MODEL": "whisper-1"}, "SHIRUBE_TRANSCRIPTION_PROVIDER に"),
        ({**OPENAI, "TRANSCRIPTION_BASE_URL": "http://localhost/v1"}, "SHIRUBE_TRANSCRIPTION_PROVIDER に"),
        ({**OPENAI, "TRANSCRIPTION_API_KEY": "sk-other"}, "SHIRUBE_TRANSCRIPTION_PROVIDER に"),
        ({"TRANSCRIPTION_PROVIDER": "openai"}, "SHIRUBE_TRANSCRIPTION_MODEL に"),
        (
            {**OPENAI, "TRANSCRIPTION_PROVIDER": "openai", "TRANSCRIPTION_MODEL": "w"},
            "環境変数 SHIRUBE_TRANSCRIPTION_API",
        ),
        ({"TRANSCRIPTION_MINUTES": "0"}, "SHIRUBE_TRANSCRIPTION_MINUTES は、0.1 以上の数にしてください。"),
        ({"CHROMA_SERVER": "chroma"}, "SHIRUBE_CHROMA_SERVER は"),
        ({"LLM_MODLE": "gpt-5"}, "SHIRUBE_LLM_MODLE という設定はありません"),
    ],
)
def test_a_mistake_is_one_sentence_that_names_it(
    environment: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(f"SHIRUBE_{name}", value)
    with pytest.raises(SettingsError) as raised:
        load(tmp_path)
    assert said in str(raised.value)
    assert str(raised.value).endswith("。")
    assert "sk-secret" not in f"{raised.value} {raised.value.__cause__}"  # a log may show both


def test_a_key_is_in_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIRUBE_LLM_API_KEY", "sk-secret")
    monkeypatch.setenv("SHIRUBE_LLM_PROVIDER", "openai")
    with pytest.raises(SettingsError) as raised:
        load(tmp_path)
    assert "sk-secret" not in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("llm_api_key = 'sk-secret'", "鍵は設定ファイルに書けません"),
        ("llm_modle = 'gpt-5'", "settings.toml の llm_modle という設定はありません"),
        ("llm_model = ", "書き方が正しくありません"),
        ("llm_timeout = 'x'", "SHIRUBE_LLM_TIMEOUT は、数に"),
    ],
)
def test_a_mistake_in_the_file(written: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        load(tmp_path)
    assert said in str(raised.value)
    assert "sk-secret" not in f"{raised.value} {raised.value.__cause__}"  # a log may show both


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes("# 設定\n".encode("cp932"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load(tmp_path)


MASKED = "、個人情報に見えるものは伏せて"
UNMASKED = "そのまま送ります。声の中の個人情報は伏せられません"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"llm_provider": "openai", "llm_model": "gpt-5", "llm_api_key": "k"},
            f"通信先: api.openai.com（言語モデル gpt-5、質問と見つかった資料の抜粋を{MASKED}送ります）",
        ),
        (
            {"llm_provider": "compatible", "llm_model": "q", "llm_base_url": "http://localhost:11434/v1"},
            f"通信先: この端末の中の localhost:11434（言語モデル q、質問と見つかった資料の抜粋を{MASKED}送ります）",
        ),
        (
            {"llm_provider": "compatible", "llm_model": "q", "llm_base_url": "http://u:p@ai.example.jp/v1"},
            f"通信先: ai.example.jp【暗号化なし】（言語モデル q、質問と見つかった資料の抜粋を{MASKED}送ります）",
        ),
        (
            {"embedding_provider": "azure", "embedding_model": "e", "embedding_base_url": "https://x.example.jp",
             "embedding_api_key": "k", "chroma_server": "127.0.0.1:8000"},
            (
                f"通信先: x.example.jp（意味検索 e、質問と資料の本文を{MASKED}送ります）"
                "、この端末の中の 127.0.0.1:8000（検索用の数値を置きます）"
            ),
        ),
        (
            {"llm_provider": "compatible", "llm_model": "m", "llm_base_url": "http://localhost:11434/v1",
             "transcription_model": "w"},
            (
                f"通信先: この端末の中の localhost:11434（言語モデル m、質問と見つかった資料の抜粋を{MASKED}送ります）"
                f"、この端末の中の localhost:11434（文字起こし w、会議の録音を{UNMASKED}）"
            ),
        ),
        ({"embedding_provider": "local", "embedding_folder": "m"}, "通信先: なし（この端末の外には何も送りません）"),
    ],
)  # fmt: skip
def test_what_leaves_is_told(settings: dict[str, str], said: str) -> None:
    stays = "" if said.startswith("通信先: なし") else "。特定の部署や個人に限った資料は送りません"
    assert Settings(home=Path("h"), **settings).endpoint_summary() == said + stays  # type: ignore[arg-type]


def test_what_leaves_unmasked_is_told() -> None:
    model = {"llm_provider": "compatible", "llm_model": "q", "llm_base_url": "http://localhost:1/v1"}
    for more, said in (
        ({"masking": "off"}, "抜粋を、個人情報を伏せずに送ります"),
        ({"masking_left": "lot_number, phone"}, "個人情報に見えるものは一部の種類を除き伏せて送ります"),
        ({"may_leave": "public"}, "。公開の資料だけを送ります"),
    ):
        assert said in Settings(home=Path("h"), **model, **more).endpoint_summary()  # type: ignore[arg-type]


def test_a_kind_that_does_not_exist_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('masking_left = "phones"', encoding="utf-8")
    with pytest.raises(SettingsError, match="「phones」という種類はありません"):
        load(tmp_path)


def test_vectors_weigh_nothing_without_a_model() -> None:
    home = Path("h")
    assert Settings(home=home).vector_weight == 0
    assert Settings(home=home, embedding_provider="local", embedding_folder=Path("m")).vector_weight == 0.3
    assert Settings(home=home, embedding_weight=0.1).vector_weight == 0.1


def test_rules_of_folders_name_readers(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    rules = '"人事課" = "人事課"\n"広報" = "公開"\n"査定*" = "財政課、企画課"\n'
    file.write_text(f"[audience_rules]\n{rules}", encoding="utf-8")
    read = load(tmp_path).audience_rules
    assert read == {"人事課": "dept:人事課", "広報": "public", "査定*": "dept:企画課|財政課"}
    for wrong in ("個人", "庁内、総務課", ""):
        file.write_text(f'[audience_rules]\n"人事課" = "{wrong}"\n', encoding="utf-8")
        with pytest.raises(SettingsError, match="audience_rules の「人事課」"):
            load(tmp_path)


@pytest.mark.parametrize(("written", "said"), [
    ('auth = "proxy"\nauth_account = "X-User"', "SHIRUBE_AUTH_ADDRESSES に"),
    ('auth = "proxy"\nauth_addresses = ["10.0.0.5"]', "SHIRUBE_AUTH_ACCOUNT に"),
    ('auth = "proxy"\nauth_account = "X-User"\nauth_addresses = ["proxy.example.jp"]', "IPアドレス"),
    ('auth = "ldap"', "SHIRUBE_AUTH は、"),
    ('auth_everyone = "全権"', "SHIRUBE_AUTH_EVERYONE は、"),
    ("auth_acount = 1", "auth_acount という設定はありません"),
])  # fmt: skip
def test_a_door_that_is_set_up_wrongly_is_refused(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "settings.toml").write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        load(tmp_path)


def test_an_identity_is_named_as_the_settings_say(tmp_path: Path) -> None:
    assert load(tmp_path).auth == ""
    text = 'auth = "oidc"\nauth_account = "oid"\nauth_everyone = "閲覧"\n[auth_ranks]\n"adm" = "管理"\n'
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    naming = load(tmp_path).naming
    assert (naming.account, naming.ranks, naming.everyone) == ("oid", {"adm": Rank.ADMINISTRATOR}, Rank.READER)
