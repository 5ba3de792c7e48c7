"""The parts of a team's notes: 日時, 場所, 出席者, 次第, 協議内容, 決定事項, 宿題, 次回."""

from __future__ import annotations

import re

from ingest.structure.minutes.values import NotedField

# Each part by the name it is known under, and the names papers use.
_NAMES = {
    "日時": "日時|開催日時?|実施日時?",
    "場所": "場所|会場|開催場所",
    "出席者": "出席者|参加者|出席委員|出席",
    "欠席者": "欠席者|欠席委員|欠席",
    "事務局": "事務局",
    "資料": "配[布付]資料|会議資料|資料",
    "次第": "会議次第|次第|議題|議事次第",
    "協議": "協議(?:内容|事項|結果)?|議事(?:内容|要旨|概要|の?経過)?|会議内容|意見交換|主な意見|発言要旨|討議",
    "決定事項": "決定事項|決定(?:内容)?|合意事項|結論",
    "宿題": "宿題(?:事項)?|課題(?:・宿題)?|今後の対応|ToDo|TODO|アクション(?:アイテム)?|対応事項|持ち帰り事項",
    "次回": "次回(?:会議|開催|日程|予定|の開催|の予定)?(?:について)?",
}
_FIELD = re.compile(
    r"^[ \t　■●○◎◆◇□【〔［＝=・※▼▶]*(?:[0-9０-９]{1,2}[.．、　 \t]+|[(（][0-9０-９]{1,2}[)）][ 　]*)?"
    rf"(?:{'|'.join(f'(?P<f{n}>{names})' for n, names in enumerate(_NAMES.values()))})"
    r"[】〕］]?[ \t　]*(?:[：:\t\n　]|$)",
    re.MULTILINE,
)
_HEADING = re.compile(
    r"^[ \t　]*(?:[■●◆□▼▶◎]|[(（][0-9０-９]{1,2}[)）]|[0-9０-９]{1,2}[.．　 \t]|[①-⑳]"
    r"|第[0-9０-９一二三四五六七八九十]{1,3}[ 　])(?=[^。\n]{1,60}$)",
    re.MULTILINE,
)


def fields(text: str) -> tuple[NotedField, ...]:
    """The parts in their order, each from its name to the next part."""
    found = [(match, name) for match in _FIELD.finditer(text) for name in _named(match)]
    ends = [*(match.start() for match, _ in found[1:]), len(text)][: len(found)]
    return tuple(
        NotedField(name, match.start(), match.start() + len(text[match.start() : end].rstrip()))
        for (match, name), end in zip(found, ends, strict=True)
    )


def is_notes(parts: tuple[NotedField, ...]) -> bool:
    """Whether these are the parts of a note: at least a time or a place or who came, and three in all."""
    names = {part.name for part in parts}
    return len(names) >= 3 and bool(names & {"日時", "場所", "出席者"}) and bool(names - {"日時", "場所", "資料"})


def breaks(text: str, parts: tuple[NotedField, ...]) -> list[int]:
    """Where a turn in notes ends though nobody else speaks: at a part's name and at a numbered heading."""
    return sorted({part.start for part in parts} | {match.start() for match in _HEADING.finditer(text)})


def _named(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(name for n, name in enumerate(_NAMES) if match[f"f{n}"])[:1]
