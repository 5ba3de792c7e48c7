"""Lines of a transcript that nobody says: the title, the day, who was there, what the program notes of itself."""

from __future__ import annotations

import re

from ingest.japanese.dates import dates
from ingest.readers.headings import pattern

_PROGRAM = re.compile(
    r"(?i:.{0,40}(?:started|stopped)[ ](?:transcription|recording)\.?)"
    r"|[●•・]?.{0,40}[がは].{0,6}(?:文字起こし|トランスクリプト(?:ション)?|レコーディング|録音|録画).{0,3}(?:開始|停止|終了)(?:しました|されました)"
    r"|(?:[\d０-９]{1,2}[ 　]?(?:時間|h)[ 　]?)?(?:[\d０-９]{1,2}[ 　]?(?:分|m)[ 　]?)?[\d０-９]{1,2}[ 　]?(?:秒|s)"
    r"|会議は.{0,14}後に終了しました"
    r"|(?:トランスクリプト|文字起こし|音声ファイル|オーディオ[ 　]?ファイル|Transcript|Audio[ ]file)"
)
_MEETING = (
    r"(?:会議|委員会|審議会|協議会|打合せ|打ち合わせ|打合わせ|ミーティング|部会|検討会|連絡会|懇談会|説明会|朝礼"
    r"|定例会?)"
)
_WHEN = r"[0-9０-９年月日時分曜火水木金土（）()～〜~:：_.．\- 　]"
_RECORD = r"(?:議事録|会議録|議事メモ|メモ|文字起こし|書き起こし|記録|録音|録画|議事概要|議事要旨|要旨|速記録)"
_TITLE = re.compile(
    rf"[^。！？]{{0,50}}?{_MEETING}{_WHEN}{{0,30}}"
    rf"(?:[の（(_ 　\-]{{0,2}}(?:会議の)?{_RECORD}[）)]?){{0,2}}{_WHEN}{{0,20}}"
)
_NAMED_AS_MINUTES = re.compile(
    r"会議録|議事録|議事メモ|文字起こし|書き起こし|会議の記録|Meeting Recording|Transcript", re.IGNORECASE
)
_SAID = re.compile("[。！？、]|です|ます|前回|次回|今回")
_NUMBERED = re.compile(r"第[ 　]?[0-9０-９一二三四五六七八九十]{1,3}[ 　]?回")
_FIELD = re.compile(
    r"[■●○◎◆□【〔［・]*(?:(?:開催|会議|実施)?(?:日時|期日)|場所|会場|出席者?|欠席者?|参加者|件名|会議名|議題|次第|資料|配[付布]資料"
    r"|記録者?|作成者?|司会)[】〕］]?(?:[:：].{0,1000}|$)"  # thirty members with their offices
)
_NOT_A_DAY = re.compile(r"[。、！？]|です|ます|まで|から(?![0-9０-９午正])")
_LONGEST_REMARK = 120
# As programs set to English write it.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ENGLISH_DAY = re.compile(rf"(?P<month>{'|'.join(MONTHS)}) (?P<day>[0-3]?\d), (?P<year>20\d\d)\b[^。]{{0,30}}")


def is_program(line: str) -> bool:
    """Whether a program speaks of itself here: that it began to write, how long it wrote."""
    return bool(_PROGRAM.fullmatch(line.strip()))


def is_title(line: str) -> bool:
    """Whether the line by itself is a meeting's title: 第3回窓口改善検討会議."""
    line = line.strip()
    if len(line) > 80 or _SAID.search(line):
        return False
    named = _NAMED_AS_MINUTES.search(line)
    return bool(named or _NUMBERED.search(line)) and _TITLE.fullmatch(line) is not None


def is_day(line: str) -> bool:
    """Whether the line by itself is a full date, with a weekday and hours perhaps."""
    line = line.strip()
    if ENGLISH_DAY.fullmatch(line):
        return True
    found = dates(line) if len(line) <= 50 and not _NOT_A_DAY.search(line) else []
    return bool(found) and found[0].as_date() is not None and len(line) - _width(line) <= 12


def is_field(line: str) -> bool:
    """Whether the line tells of the meeting under a name of its own: 日時：, 場所：, 出席者：."""
    # 日　時: the characters are set apart for looks, and a gap after them does for a colon.
    written = re.sub(r"(?<=[日場期会出欠参])[ 　]+(?=[時所日場席加])|[ 　]+(?=[:：])", "", line.strip())
    written = re.sub(r"^([^\s　:：]{2,5})[ 　]+", r"\1：", written)
    return "。" not in line and bool(_FIELD.fullmatch(written))


def is_item(line: str) -> bool:
    """Whether somebody wrote the line above what was said to it: ■議題２　その他, ２ 番号札の導入."""
    line = line.strip()
    return bool(pattern(line)) and not re.search("です|ます|でした|[！？!?]", line)


def is_marked(line: str) -> bool:
    """Whether such a line has a mark that no sentence has: ■, 【】."""
    return line.lstrip()[:1] in set("■◆□◇▼【") and is_item(line)


def is_front(line: str) -> bool:
    """Whether the line is any of these, or a remark on the paper itself (※)."""
    if line.lstrip().startswith("※") and len(line) <= _LONGEST_REMARK:
        return True
    return is_title(line) or is_day(line) or is_field(line) or is_program(line)


def _width(line: str) -> int:
    """Characters of a line that are of dates and times."""
    return len(re.findall(r"[0-9０-９年月日時分午前後令和平成昭（）()曜火水木金土/.:：〜～\-\s]", line))
