"""Two negations that make an affirmation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.proofreading.manuscript import Manuscript
from assistant.proofreading.values import Finding

_NO = r"(?:ない|無い|ません|なかった)"
# ないのではないか guesses; it does not deny twice.
_END = r"(?:ない(?!か|だろう|でしょう)|無い(?!か)|ありません(?!か)|なかった|ございません(?!か)|なく(?:て|、))"
_SOMETIMES = "（「…することもある」「…する」と、肯定の形で書く）"
_MUST = "（「…するしかない」または「…する」と書く）"
_ALL = "（「全ての…が…する」と書く）"
_NEEDED = "（「…が必要だ」と書く）"
_WHO = r"(?:はず|筈|理由|[一-龠]{0,3}[者人方日例員民生課所])(?:は|が|も)(?:い|おり)?"
_POSSIBLE = r"(?:入れ|使え|行え|受けられ|始められ|使用でき|利用でき|でき|出来|語れ|成り立た|進ま|あり得|ありえ)"
_FORMS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (rf"{_NO}(?:という)?(?:わけ|訳)(?:では|でも|には|にも|が){_END}", _SOMETIMES),
        (r"(?:なし|無し)と(?:は|も)?(?:し|言え|いえ)(?:ない|ません)", _SOMETIMES),
        (rf"{_NO}[^。、\n]{{1,12}}という(?:わけ|訳)(?:で|に)(?:は|も){_END}", _SOMETIMES),
        (rf"{_NO}(?:わけ|訳)には(?:いか|行か|ゆか|いき)(?:ない|ません|なかった)", _MUST),
        (rf"{_NO}(?:という)?(?:こと|事|の)(?:は|も|が|では|でも)(?:全く)?{_END}", _SOMETIMES),
        (rf"{_NO}(?:という)?(?:の|もの|物)?で(?:は|も){_END}", _SOMETIMES),
        # 少なくない, 危なくはない: one negation of an adjective that ends in ない.
        (rf"(?<![少危切汚])(?<!たな)(?<!すく)(?<!つまら)(?<!もったい)なく(?:は|も){_END}", _SOMETIMES),
        (rf"{_NO}と[はも](?:いえ|言え|言い切れ|限ら|限り|かぎら|かぎり)(?:ない|ません|なかった)", _SOMETIMES),
        (r"(?<!やむ)ざるを(?:得|え)(?:ない|ません|なかった|ず|なく)", _MUST),
        (r"ないでいることは(?:でき|出来)(?:ない|ません|なかった)", _MUST),
        (r"(?:ない|ず)(?:に|で)は(?:い|お)られ(?:ない|ません|なかった)", _MUST),
        (rf"{_NO}{_WHO}(?:{_END}|ません)(?!か)", _ALL),
        (rf"(?:なし|無し|抜き)には?[^。、\n]{{0,10}}?{_POSSIBLE}(?:ない|ません)", _NEEDED),
        (rf"(?:不可能|無関係|不必要|無意味|無縁|不十分|不適切|無理|不要)で(?:は|も){_END}", _SOMETIMES),
        (r"(?:不可能|無関係|不必要|無意味|無縁|不十分|不適切)と[はも](?:いえ|言え|限ら)(?:ない|ません)", _SOMETIMES),
        (r"(?:ない|ず)(?:に|で)は(?:おか|置か|済ま|すま|済まさ)(?:れ)?(?:ない|ません)", _MUST),
        (rf"なくして(?:は)?、?[^。、\n]{{0,10}}?{_POSSIBLE}(?:ない|ません)", _NEEDED),
    )
)


def double_negation(manuscript: Manuscript) -> Iterator[Finding]:
    """ないわけではない, なくはない, ざるを得ない."""
    taken = 0
    places = ((match.start(), match.end(), instead) for form, instead in _FORMS for match in manuscript.matches(form))
    for start, end, instead in sorted(places):
        if start >= taken:
            yield manuscript.finding(start, end, "double_negation", instead)
            taken = end
