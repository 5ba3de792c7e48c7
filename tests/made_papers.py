"""Papers written for the tests of summaries, small enough to say by hand what a summary of them holds."""

from __future__ import annotations

from pathlib import Path

from assistant.drafting.summaries.values import Source
from ingest.preparing import prepare

SITTING = (
    "令和5年第3回かえで町議会定例会会議録\n\n令和5年9月12日（火曜日）\n\n"
    "議事日程\n　日程第1　一般質問\n\n"
    "○議長（久我昇君）　これより本日の会議を開きます。\n"
    "　日程第1、一般質問を行います。三番桐生和子君。\n"
    "○三番（桐生和子君）　三番、桐生和子でございます。通告に従い質問いたします。\n"
    "　初めに、空き家の対策について伺います。町内では空き家が増えています。"
    "空き家の除却の費用を補助すべきと考えますが、見解を伺います。\n"
    "　次に、図書館の開館時間についてです。勤め帰りに寄れないという声があります。"
    "図書館の開館時間の延長をどう考えますか。\n"
    "　なお、図書館の駐輪場の拡張を要望いたします。\n"
    "　最後に、乗合バスについて伺います。乗合バスの便を増やす考えはありますか。併せて、運賃の見通しを伺います。\n"
    "○議長（久我昇君）　町長。\n"
    "○町長（長谷川環君）　桐生和子議員のご質問にお答えします。\n"
    "　まず、乗合バスについてでございますが、乗合バスは町民の大切な足であります。"
    "来年4月から朝夕に2便を増やします。運賃は200円のままといたします。\n"
    "　次に、空き家の対策についてでございますが、空き家の対策は重要な課題でございます。"
    "このため、来年度から空き家の除却の費用を上限50万円で補助してまいります。\n"
    "　その他のご質問につきましては、教育長から答弁いたさせます。\n"
    "○教育長（三宅典子君）　図書館の開館時間についてのご質問でございます。\n"
    "　図書館では、これまで土曜日の催しに力を入れてまいりました。"
    "10月から平日の開館時間を午後8時まで延長いたします。\n"
    "○三番（桐生和子君）　ありがとうございました。再質問いたします。図書館の延長の経費はいくらですか。\n"
    "○教育長（三宅典子君）　再質問にお答えします。経費は年間で180万円でございます。\n"
    "○議長（久我昇君）　以上をもって桐生和子君の質問は終わりました。\n"
    "　本日はこれをもって散会いたします。\n"
)
PLAN = (
    "かえで町空き家対策計画\n\n"
    "第1章 目的\n\n"
    "この計画は、空き家を減らし、町民が安心して暮らせる町をつくることを目的とする。\n"
    "空き家とは、1年以上使われていない家をいう。\n\n"
    "第2章 取組\n\n"
    "町は、空き家の除却の費用を上限50万円で補助する。\n"
    "※金額は今後見直すことがある。\n"
    "空き家の相談窓口を住宅課に設ける。\n"
)


def source(folder: Path, name: str, text: str) -> Source:
    """A paper as the library would hand it over."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    prepared = prepare(path, name, "0" * 64)
    return Source(prepared.document, prepared.pages, prepared.passages)


def long_source(folder: Path, pages: int) -> Source:
    """A plain report of about so many pages of 600 characters; every sentence has a figure of its own."""
    sentence = "第{n}地区では、避難所の備蓄を{n}箱に増やし、来年度までに点検を終える予定である。"
    count = pages * 600 // len(sentence.format(n=1000))
    text = "\n".join(sentence.format(n=1000 + n) for n in range(count))
    return source(folder, "避難所の備蓄の報告.txt", f"避難所の備蓄の報告\n\n{text}\n")
