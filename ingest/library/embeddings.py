"""Texts as vectors: by hashing (no model, no network), by a named endpoint, or by a model in a folder on this machine.

The only door to embedding models. All vectors are float32 and of length 1, so an inner product is a cosine.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from ingest.errors import ShirubeError
from ingest.japanese import folding, tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_OPENAI = "https://api.openai.com/v1"
# What one request may hold; small servers commonly refuse more than 32.
_BATCH = {"openai": 256, "azure": 256, "compatible": 32}
_KANJI_KANA_LATIN_RUNS = re.compile(r"[々〆\u3400-\u4dbf\u4e00-\u9fff]{3,}|[ァ-ヺー]{3,}|[a-z0-9]{3,}")
_HIRAGANA_PAIR = re.compile(r"[ぁ-ゖー]{1,2}")
_REMEMBERED = 500_000  # features whose place is kept at hand, about 50 MB


class EmbeddingError(ShirubeError):
    """Vectors could not be made."""

    hint = "意味検索のモデルが応答しません。設定の通信先とモデル名を確かめてください。ことばによる検索は使えます。"


class Embedder(Protocol):
    """Two verbs, since Japanese models ask for different prefixes on documents and on queries."""

    @property
    def name(self) -> str:
        """The model, and all else that changes what a document's vector is: vectors of other names don't compare."""

    @property
    def costly(self) -> bool:
        """Whether vectors are worth keeping, because they cost money or minutes."""

    def documents(self, texts: Sequence[str]) -> Vectors:
        """One row a text. Raises EmbeddingError."""

    def query(self, text: str) -> Vectors:
        """One vector. Raises EmbeddingError."""


class HashingEmbedder:
    """Hashed character 2-grams and words, the same on every machine and in every process.

    Features of the folded text are its 2-grams but those of hiragana alone (mostly particles and endings), and its runs
    of three and more kanji, katakana, or Latin letters and digits. The BLAKE2b of a feature picks one of `dimension`
    places and a sign; a feature seen n times weighs 1 + ln n (Weinberger et al. 2009, feature hashing).
    """

    def __init__(self, dimension: int = 512) -> None:
        if dimension < 8 or dimension > 4096:
            raise ValueError(f"dimension must be 8 to 4096, not {dimension}")
        self._dimension = dimension
        self._places: dict[str, int] = {}
        self.name = f"hashing-1/{dimension}"
        self.costly = False

    def documents(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        import numpy as np

        rows = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            self._fill(row, text)
        return rows

    def query(self, text: str) -> Vectors:
        """One vector."""
        vector: Vectors = self.documents([text])[0]
        return vector

    def _fill(self, row: Vectors, text: str) -> None:
        import numpy as np

        counts = Counter(_features(folding.fold(text))) or Counter([""])
        marked = np.fromiter(map(self._place, counts), dtype=np.int64, count=len(counts))
        seen = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
        weights = (1 + np.log(seen)) * np.where(marked & 1, -1.0, 1.0)
        sums = np.bincount(marked >> 1, weights=weights, minlength=self._dimension)
        length = math.sqrt(float(sums @ sums))
        if length:
            row[:] = sums / length
        else:  # features that cancel each other out
            row[0] = 1

    def _place(self, feature: str) -> int:
        """The place doubled, plus 1 where the sign is minus."""
        try:
            return self._places[feature]
        except KeyError:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            number = int.from_bytes(hashlib.blake2b(feature.encode("utf-8", "replace"), digest_size=8).digest())
            place = (number >> 1) % self._dimension * 2 + (number & 1)
            self._places[feature] = place
            return place


def _features(folded: str) -> list[str]:
    pairs = [gram for gram in tokens.bigrams(folded) if not _HIRAGANA_PAIR.fullmatch(gram)]
    return pairs + _KANJI_KANA_LATIN_RUNS.findall(folded)


class EndpointEmbedder:
    """A model behind OpenAI, Azure OpenAI or an OpenAI-compatible server. Nothing is sent before the first verb."""

    def __init__(
        self,
        provider: Literal["openai", "azure", "compatible"],
        model: str,
        *,
        base_url: str = "",
        api_key: str = "",
        deployment: str = "",
        api_version: str = "",
        timeout: float = 60.0,
        retries: int = 2,
        query_prefix: str = "",
        document_prefix: str = "",
    ) -> None:
        if provider != "openai" and not base_url:
            raise ValueError(f"a base_url is needed for {provider!r}")
        self._provider, self._model = provider, model
        self._where = {"base_url": base_url or _OPENAI}
        if provider == "azure":
            self._where = {
                "azure_endpoint": base_url,
                "azure_deployment": deployment or model,
                "api_version": api_version,
            }
        self._api_key, self._timeout, self._retries = api_key or "unused", timeout, retries
        self._query_prefix, self._document_prefix = query_prefix, document_prefix
        self._client: Any = None  # OpenAIEmbeddings or AzureOpenAIEmbeddings, imported at first use
        self.name = _name(provider, model, document_prefix)
        self.costly = True

    def documents(self, texts: Sequence[str]) -> Vectors:
        """One row a text. Raises EmbeddingError."""
        prefixed = [self._document_prefix + text for text in texts]
        return _unit(self._asked(lambda client: client.embed_documents(prefixed)), len(texts))

    def query(self, text: str) -> Vectors:
        """One vector. Raises EmbeddingError."""
        vector: Vectors = _unit(self._asked(lambda client: [client.embed_query(self._query_prefix + text)]), 1)[0]
        return vector

    def _asked(self, ask: Callable[[Any], list[list[float]]]) -> list[list[float]]:
        import openai

        try:
            return ask(self._connected())
        except (openai.OpenAIError, TypeError, ValueError, KeyError, AttributeError) as error:
            # Not only what openai raises: langchain takes a garbled reply apart without looking.
            raise EmbeddingError(_said(error)) from error

    def _connected(self) -> Any:
        if self._client is None:
            from langchain_openai import AzureOpenAIEmbeddings, OpenAIEmbeddings

            build: Any = AzureOpenAIEmbeddings if self._provider == "azure" else OpenAIEmbeddings
            self._client = build(
                model=self._model,
                api_key=self._api_key,
                timeout=self._timeout,
                max_retries=self._retries,
                chunk_size=_BATCH[self._provider],
                check_embedding_ctx_length=False,  # else tiktoken reaches for the network, and ids are sent for text
                **self._where,
            )
        return self._client


class FolderEmbedder:
    """A sentence-transformers model in a folder of this machine; nothing is ever downloaded."""

    def __init__(self, folder: Path, *, query_prefix: str = "", document_prefix: str = "") -> None:
        self._folder = folder
        self._query_prefix, self._document_prefix = query_prefix, document_prefix
        self._model: Any = None  # SentenceTransformer, imported at first use
        self.name = _name("local", f"{folder.name}-{_fingerprint(folder)}", document_prefix)
        self.costly = True

    def documents(self, texts: Sequence[str]) -> Vectors:
        """One row a text. Raises EmbeddingError."""
        return self._encoded([self._document_prefix + text for text in texts])

    def query(self, text: str) -> Vectors:
        """One vector. Raises EmbeddingError."""
        vector: Vectors = self._encoded([self._query_prefix + text])[0]
        return vector

    def _encoded(self, texts: list[str]) -> Vectors:
        if self._model is None:
            self._model = self._loaded()
        return _unit(self._model.encode(texts, convert_to_numpy=True, show_progress_bar=False), len(texts))

    def _loaded(self) -> Any:
        # Read by the Hugging Face libraries when they are imported.
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EmbeddingError(
                "部品が足りません。pip install 'shirube[local-embeddings]' を行ってから、もう一度お試しください。"
            ) from error
        try:
            return SentenceTransformer(str(self._folder), local_files_only=True)
        except (OSError, ValueError) as error:
            message = f"モデルのフォルダ {self._folder} を読めません。sentence-transformers の形か確かめてください。"
            raise EmbeddingError(message) from error


def _unit(rows: Any, expected: int) -> Vectors:
    """Rows of length 1, checked: one a text, all of one dimension, nothing but numbers."""
    import numpy as np

    try:
        vectors = np.asarray(rows, dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise EmbeddingError(_GARBLED) from error
    if vectors.shape[:1] != (expected,) or (expected and (vectors.ndim != 2 or not vectors.shape[1])):
        raise EmbeddingError(_GARBLED)
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    if not np.isfinite(lengths).all() or not lengths.all():
        raise EmbeddingError(_GARBLED)
    unit: Vectors = vectors / lengths
    return unit


_GARBLED = "意味検索のモデルから読み取れない応答が返りました。設定の通信先とモデル名を確かめてください。"
_SPOKEN = {
    "APITimeoutError": "意味検索のモデルの応答が時間内に届きませんでした。しばらくしてからもう一度お試しください。",
    "APIConnectionError": "意味検索のモデルの通信先につながりません。ネットワークと、設定の通信先を確かめてください。",
    "RateLimitError": "意味検索のモデルが混み合っているか、利用枠を使い切っています。時間をおいてお試しください。",
    "AuthenticationError": "意味検索のモデルの鍵（APIキー）が受け付けられません。管理の担当者に確かめてください。",
    "PermissionDeniedError": "意味検索のモデルを使う権限がありません。管理の担当者に確かめてください。",
    "NotFoundError": "指定された意味検索のモデルが通信先にありません。設定のモデル名と通信先を確かめてください。",
    "BadRequestError": "意味検索のモデルが依頼を受け付けませんでした。設定のモデル名を確かめてください。",
    "InternalServerError": "意味検索のモデルの通信先で障害が起きています。しばらくしてからもう一度お試しください。",
}


def _said(error: Exception) -> str:
    """The sentence for an error, by the nearest of its classes that has one."""
    spoken = (_SPOKEN[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in _SPOKEN)
    return next(spoken, _GARBLED)


def _name(provider: str, model: str, document_prefix: str) -> str:
    return f"{provider}/{model}" + (f"/{document_prefix}" if document_prefix else "")


def _fingerprint(folder: Path) -> str:
    """Another model copied into the same folder has another fingerprint: names and sizes of the files."""
    files = sorted((path.name, path.stat().st_size) for path in folder.glob("*") if path.is_file())
    return hashlib.blake2b(repr(files).encode(), digest_size=4).hexdigest()
