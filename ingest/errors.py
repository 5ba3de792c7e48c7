"""What can be wrong with a file or a library, said to a clerk in one Japanese sentence with what to do."""

from __future__ import annotations


class ShirubeError(Exception):
    """A failure that a person is told about: `str()` of it is a Japanese sentence, `hint` where none is given."""

    hint = "処理できませんでした。"
    retryable = False

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.hint)


class IngestError(ShirubeError):
    """A file could not be taken in."""

    hint = "読み取れないファイルです。元のアプリで開けるか確かめてください。"


class BrokenFile(IngestError):
    hint = "ファイルが壊れているため読めません。元のアプリで開き、保存し直してから登録してください。"


class EncryptedFile(IngestError):
    hint = "パスワードで保護されています。パスワードを外して保存し直してから登録してください。"


class EmptyFile(IngestError):
    hint = "中身が空のファイルです。元のアプリで開いて中身を確かめ、保存し直してから登録してください。"


class UnsupportedFormat(IngestError):
    hint = (
        "対応していない種類のファイルです。"
        "PDF、Word（.docx）、PowerPoint（.pptx）、Excel（.xlsx）、CSV、HTML、テキストで登録してください。"
    )


class HostileFile(IngestError):
    hint = "安全でない構造のファイルのため、開かずに止めました。作成元に確かめてください。"


class TooCostly(IngestError):
    hint = "読み取りに時間またはメモリがかかりすぎるため、途中で止めました。ファイルを分けて登録してください。"


class LibraryError(ShirubeError):
    """The library itself could not be opened, read or written."""

    hint = "資料庫を開けません。保存先のフォルダを確かめてください。"
