"""The words of a use case's file: the keys of its head, and what may stand at them."""

from __future__ import annotations

from assistant.trials.values import InputKind, MayPutIn

KEYS = {
    "題名": True, "目的": True, "入れてよいもの": True, "確認する人": True, "外に出せるか": True, "できないこと": True,
    "入力": False, "種類": False, "資料を使う": False, "モデルなし": False, "作成者": False, "版": False,
}  # fmt: skip
"""The keys of the head, and whether a file must have them."""

KINDS = {
    InputKind.TEXT: "一行",
    InputKind.LONG_TEXT: "文章",
    InputKind.CHOICE: "選択",
    InputKind.FILE: "ファイル",
    InputKind.DATE: "日付",
}
MAY_PUT_IN = {
    MayPutIn.PUBLIC: "公開情報のみ",
    MayPutIn.INTERNAL: "庁内情報まで",
    MayPutIn.NO_PERSONAL: "個人情報不可",
}
ENGINES = {
    "": "なし",
    "koyobun": "公用文",
    "yasashii": "やさしい日本語",
    "classify": "分類",
    "summary": "要約",
    "answers": "答弁",
}
"""What works without a model, as a file names it."""

GROUPS = (
    "文章をつくる",
    "文章を直す",
    "まとめる・分ける",
    "資料から答える",
    "考える・準備する",
    "Excelを使う",
    "その他",
)
"""What use cases are about, in the order of the catalogue."""

YES_OR_NO = {True: "はい", False: "いいえ"}
NEEDED = {True: "必須", False: "任意"}
