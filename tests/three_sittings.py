"""Three sittings of an invented town's assembly over three years, a committee, and a paper that is no minutes."""

from __future__ import annotations

from pathlib import Path

FIRST, SECOND, THIRD = (
    "令和3年第2回定例会会議録.txt",
    "令和4年第2回定例会会議録.txt",
    "令和5年第2回定例会会議録.txt",
)
PLAN = "空き家対策計画.txt"


def _sitting(year: str, day: str, said: str) -> str:
    return (
        f"{year}第2回みどり町議会定例会会議録\n\n{year}{day}\n\n"
        "議事日程\n　日程第1　一般質問\n　日程第2　空き家等の条例\n\n"
        "○議長（久我昇君）　これより本日の会議を開きます。\n"
        f"{said}"
        "○議長（久我昇君）　本日はこれをもって散会いたします。\n"
    )


TEXTS = {
    FIRST: _sitting(
        "令和3年",
        "6月15日（火曜日）",
        "○三番（桐生和子君）　空き家について伺います。町内に何戸ありますか。図書館の開館時間も伺います。\n"
        "○町長（長谷川環君）　桐生和子議員のご質問にお答えします。\n"
        "　町内の空き家は180戸です。空き家の調査を毎年行っています。空き家の除却の補助は行っておりません。\n"
        "○教育長（三宅典子君）　図書館の開館時間は午後七時までです。\n"
        "○議長（久我昇君）　以上をもって桐生和子君の質問は終わりました。\n",
    ),
    SECOND: _sitting(
        "令和4年",
        "6月14日（火曜日）",
        "○五番（乾圭君）　空き家の活用について伺います。\n"
        "○町長（長谷川環君）　乾圭議員のご質問にお答えします。\n"
        "　町内の空き家は210戸です。空き家の調査を毎年行っています。空き家バンクを始めました。\n"
        "○議長（久我昇君）　以上をもって乾圭君の質問は終わりました。\n",
    ),
    THIRD: _sitting(
        "令和5年",
        "6月13日（火曜日）",
        "○三番（桐生和子君）　図書館について伺います。\n"
        "○教育長（三宅典子君）　図書館の開館時間を午後八時までに延ばします。\n"
        "○三番（桐生和子君）　再質問いたします。空き家の補助はどうなりますか。\n"
        "○町長（山野楓君）　空き家の除却の補助を上限50万円で行います。\n"
        "○議長（久我昇君）　以上をもって桐生和子君の質問は終わりました。\n",
    ),
    PLAN: "空き家対策計画\n\n令和4年3月に定めた。空き家を減らすことを目標とする。\n",
}


def write(folder: Path) -> Path:
    """The papers in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
