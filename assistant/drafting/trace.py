"""The trace of a line in words: verdict, where it was said, by whom, verbatim; the same in Word, Markdown and text."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answering.values import Verdict
from assistant.drafting.values import Basis, Line, Said, Transcript
from assistant.phrasing import VERDICT_WORDS, verdict_words

_BY_HAND = "【手で加えた行】"
_NO_WORDS = "根拠となる発言がありません。"
_ELSEWHERE = "（文字起こしのこの箇所と一致しません）"


class Record:
    """A transcript that is looked up by number."""

    def __init__(self, transcript: Transcript) -> None:
        self._said: Mapping[int, Said] = {one.number: one for one in transcript.said}
        self._several = len({one.source for one in transcript.said}) > 1

    def trace(self, line: Line) -> tuple[str, ...]:
        """One text for the verdict, one for each basis, one for the person who checked it, where somebody did."""
        verdict = verdict_words(verdict_of(line)) + (f"：{line.reason}" if line.reason else "")
        words = tuple(self._words(basis) for basis in line.bases) or (_NO_WORDS,)
        return (verdict, *words, *((f"確認した人：{line.checked_by}",) if line.checked_by else ()))

    def where(self, line: Line) -> str:
        """00:12:30、00:14:02: where its words are found; empty where it has none."""
        return "、".join(dict.fromkeys(self._label(basis) for basis in line.bases))

    def speaker(self, line: Line) -> str:
        """Who says it: as the line has it, else those whose words it rests on."""
        if line.speaker:
            return line.speaker
        spoken = (self._said[basis.said].speaker for basis in line.bases if basis.said in self._said)
        return "、".join(dict.fromkeys(filter(None, spoken)))

    def _words(self, basis: Basis) -> str:
        said = self._said.get(basis.said)
        if said is None:
            return f"{self._label(basis)}「{basis.quote}」{_ELSEWHERE}"
        file = f"（{said.source}）" if self._several and said.source else ""
        where = "　".join(filter(None, (said.label, said.speaker)))
        odd = "" if said.text[basis.start : basis.end] == basis.quote else _ELSEWHERE
        return f"{where}{file}「{basis.quote}」{odd}"

    def _label(self, basis: Basis) -> str:
        said = self._said.get(basis.said)
        return said.label if said is not None and said.label else f"発言{basis.said}"


def verdict_of(line: Line) -> Verdict:
    """Its verdict; a line without words to rest on is never supported."""
    return line.verdict if line.bases else Verdict.UNSUPPORTED


def mark(line: Line) -> str:
    """【要確認：根拠なし】 before a line that its words do not bear out; a person who has compared them takes it off.

    Where there are no words, there is nothing to compare, and the mark stays; unless a person added the line and
    answers for it.
    """
    verdict = verdict_of(line)
    if line.by_hand and not line.bases:
        return "" if line.checked_by else _BY_HAND
    if verdict is Verdict.SUPPORTED or (line.bases and line.checked_by):
        return ""
    return f"【要確認：{VERDICT_WORDS[verdict]}】"
