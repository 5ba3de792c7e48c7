"""Whether a sentence says the contrary of a quote: denials, and words that are each other's contrary.

Japanese denies at the end of a clause. Careful on purpose: a quote that denies in passing (申請は不要だが、届出は必要)
must not fail the sentence that tells half of it, so a contradiction needs one side with no denial anywhere and the
other with one in its last clause.
"""

from __future__ import annotations

import re

from assistant.answering.content_words import Known, content
from ingest.japanese import sentences

_ALIKE = 0.6  # two sentences with this share of words in common speak of the same thing
_SAME_CLAUSE = 0.5  # of the words of the denied clause, for the other side to speak of it
_NEARLY = 0.15  # sentences of the quote this much behind the most alike are heard too

# Forms with ない or ず in them that deny nothing.
_NOT_DENIALS = re.compile(
    r"な(?:けれ|く)ば?(?:て)?は?(?:なら|なり|いけ)(?:ない|ません|ず)|ないと(?:なら|いけ)(?:ない|ません)|ねばな(?:ら|り)(?:ない|ません|ず)"
    r"|ざるを得(?:ない|ません)|かもしれ(?:ない|ません)|に(?:過ぎ|すぎ)(?:ない|ません)|にほかなら(?:ない|ません)|(?:しか|ほか)(?:ない|ありません)"
    r"|のみならず|だけで(?:は)?なく|では?なく|にかかわらず|を問わず|にとどまらず|に限らず|やむを得(?:ない|ず)|欠かせ(?:ない|ません)"
    r"|少なく(?:ない|ありません|とも)|少ない|危ない|間違いない|ないし|ないか|必ず|まず|わずか|いずれ|はず|とりあえず|相次|絶えず|思わず"
)
_DENIAL = re.compile(
    r"ない|ません|なかっ|(?<=[一-龠かがさたなばまらわえけげせてねべめれきしちにひみりぎ])ず(?=に|、|。|$)|ぬ(?:。|$)|なく(?=、|$|、|て)"
    r"|不可|禁止|禁じ|否決|不採択|反対|中止|見送|不要|無効|未定|未実施|非公開|対象外|取りや?め|辞退|却下|欠席"
)
_CONTRARY = (
    ("有料", "無料"), ("増加", "減少"), ("増額", "減額"), ("上回", "下回"), ("以上", "以下"), ("最大", "最小"),
    ("最高", "最低"), ("上限", "下限"), ("延長", "短縮"), ("新設", "廃止"), ("継続", "廃止"), ("必須", "任意"),
    ("黒字", "赤字"), ("歳入", "歳出"), ("収入", "支出"), ("開始", "終了"), ("男性", "女性"), ("前年度", "翌年度"),
    ("賛成", "反対"), ("出席", "欠席"), ("上昇", "低下"), ("拡大", "縮小"), ("許可", "不許可"), ("市内", "市外"),
)  # fmt: skip
_OUTCOME = re.compile(
    "|".join(word for pair in _CONTRARY for word in pair)
    + "|可決|否決|採択|実施|中止|見送|禁止|認める|承認|必要|不要|可能|不可"
)
_CLAUSE = re.compile(r"[、,]")


def contradicts(said: str, shown: str) -> bool:
    """Whether every sentence of `shown` that speaks of the same thing as `said` says its contrary. Both folded."""
    ours, whole = _topic(said), Known(said)
    alike = []
    for start, end in sentences.split(shown):
        if theirs := _topic(shown[start:end]):
            share = max(Known(shown[start:end]).share(ours), whole.share(theirs))
            alike.append((share, shown[start:end]))
    best = max((share for share, _ in alike), default=0.0)
    near = [text for share, text in alike if share >= max(_ALIKE, best - _NEARLY)]
    return bool(near) and all(_turned(said, text) for text in near)


def _topic(folded: str) -> list[str]:
    """What is spoken of, without the words that tell how it turned out."""
    return content(_OUTCOME.sub(" ", folded))


def _turned(said: str, quote: str) -> bool:
    """Whether the two differ by a denial or by a contrary word, and not by both, which would cancel out."""
    return _denial_turned(said, quote) != any(_swapped(said, quote, *pair) for pair in _CONTRARY)


def _denial_turned(said: str, quote: str) -> bool:
    """Whether only one of the two denies what both of them say."""
    denying, affirming = (said, quote) if _denies(said) else (quote, said)
    last = _last_clause(denying)
    return not _denies(affirming) and _denies(last) and Known(affirming).share(_topic(last)) >= _SAME_CLAUSE


def _swapped(said: str, quote: str, one: str, other: str) -> bool:
    """Whether one of the two has only the one word of the pair, and the other only the other."""
    ours, theirs = (one in said, other in said), (one in quote, other in quote)
    return ours in ((True, False), (False, True)) and theirs == (ours[1], ours[0])


def _denies(text: str) -> bool:
    return bool(_DENIAL.search(_NOT_DENIALS.sub("", text)))


def _last_clause(text: str) -> str:
    """What follows the last comma, with what stands before it where that is but a word or two."""
    parts = _CLAUSE.split(text.rstrip("。 "))
    return parts[-1] if len(parts[-1]) > 6 else "、".join(parts[-2:])
