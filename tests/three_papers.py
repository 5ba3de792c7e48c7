"""Three small papers of an invented city, and a library made of them by the real ingest."""

from __future__ import annotations

from pathlib import Path

MINUTES = "第2回ごみ減量検討会_会議録.md"
LEAFLET = "生ごみ処理機の補助.txt"
PARKS = "公園一覧.csv"
TEXTS = {
    MINUTES: "# 第2回ごみ減量検討会 会議録\n\n日時：令和5年6月15日（木）10時から\n\n"
    "会場はみどり庁舎2階の会議室Aである。\n\n検討会の事務局は環境課が務める。\n\n次回の検討会は令和5年7月20日に開く。\n",
    LEAFLET: "生ごみ処理機の補助\n\n生ごみ処理機の補助の上限額は35,000円とする。\n\n申請書は環境課の窓口に出す。\n",
    PARKS: "公園名,所在地,面積（平方メートル）\nみどり公園,みどり町1丁目,12500\nかぜの丘公園,かぜの丘3丁目,8300\n",
}
LIMIT = "生ごみ処理機の補助の上限額は35,000円とする。"  # what answers QUESTION
QUESTION = "生ごみ処理機の補助の上限額はいくらですか"


def write(folder: Path, **more: str) -> Path:
    """The papers in `folder`, and `more` of them by name without .txt."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**TEXTS, **{f"{name}.txt": text for name, text in more.items()}}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
