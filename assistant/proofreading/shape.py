"""公用文: how a sentence is built, and whether the sentences of a text go together."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.proofreading import voice
from assistant.proofreading.lists import group
from assistant.proofreading.manuscript import Manuscript
from assistant.proofreading.values import Finding
from ingest.japanese.tokens import Morpheme

# The guide says to look again at a sentence when it comes to 50 or 60 characters.
LONGEST = 60
_CLAUSES = 5  # commas between clauses, not between the things of a list
_SHOWN = 10  # characters of a clause that tell where it ends
_PASSIVES = 3  # in one sentence
_STOPS = 3  # verbs that stop halfway
_CHAIN = 3  # の in a row
_FEW_SENTENCES = 6
_RARE = 0.25  # of a text's sentences, in the style that the others have not


def sentence_length(manuscript: Manuscript) -> Iterator[Finding]:
    """Sentences of more than sixty characters."""
    for start, end in manuscript.sentences:
        length = len("".join(manuscript.text[start:end].split()))
        if length > LONGEST and is_sentence(manuscript, start, end):
            where = where_to_part(manuscript, start, end)
            yield manuscript.finding(start, end, "sentence_length", where, length=length)


def is_sentence(manuscript: Manuscript, start: int, end: int) -> bool:
    """A heading, a row of a table or an address has no verb and is no sentence."""
    return any(manuscript.at(i).kind[0] in ("動詞", "形容詞", "助動詞") for i in manuscript.between(start, end))


def where_to_part(manuscript: Manuscript, start: int, end: int) -> str:
    """Where the sentence falls into two: after the clause that ends nearest to its middle."""
    commas = _clause_ends(manuscript, start, end)
    if not commas:
        return "（一つの文で一つのことを述べるように、二つ以上の文に分ける）"
    best = min(commas, key=lambda comma: abs(comma.start - (start + end) / 2))
    words = "".join(manuscript.text[_phrase_start(manuscript, best, start) : best.end].split())
    return f"（「{words}」の所で文を分ける）"


def _phrase_start(manuscript: Manuscript, comma: Morpheme, start: int) -> int:
    """Where a noun, a verb or an adjective begins, some characters before the comma, so that no word is cut."""
    near = list(manuscript.between(max(start, comma.start - _SHOWN), comma.start))
    own = ("名詞", "動詞", "形容詞", "形状詞", "代名詞")
    first = next((i for i in near if manuscript.at(i).kind[0] in own), None)
    return comma.start if not near else manuscript.at(near[0] if first is None else first).start


def _clause_ends(manuscript: Manuscript, start: int, end: int) -> list[Morpheme]:
    """The commas after a verb, an adjective or a conjunctive particle."""
    found = []
    for index in manuscript.between(start, end):
        before = manuscript.at(index - 1)
        clause = before.kind[0] in ("動詞", "形容詞", "助動詞") or before.kind[:2] == ("助詞", "接続助詞")
        if clause and manuscript.at(index).surface in ("、", "，"):
            found.append(manuscript.at(index))
    return found


def _short_sentences(manuscript: Manuscript) -> list[tuple[int, int]]:
    """Sentences that are not too long; of the others the length is told, and that is enough."""
    return [(start, end) for start, end in manuscript.sentences if end - start <= LONGEST]


def many_commas(manuscript: Manuscript) -> Iterator[Finding]:
    """Sentences of many commas, those between the things of a list left out."""
    for start, end in _short_sentences(manuscript):
        count = sum(_parts(manuscript, index) for index in manuscript.between(start, end))
        if count >= _CLAUSES:
            where = where_to_part(manuscript, start, end)
            yield manuscript.finding(start, end, "many_commas", where, count=count)


def _parts(manuscript: Manuscript, index: int) -> bool:
    """Whether a comma stands here that parts clauses or phrases: no noun ends right before it, no と or や."""
    before = manuscript.at(index - 1)
    if manuscript.at(index).surface not in ("、", "，"):
        return False
    if before.kind[0] in ("名詞", "接尾辞", "代名詞", "補助記号", "記号"):
        return "副詞可能" in before.kind  # 昨年、 and 毎月、 say when
    return before.surface not in ("と", "や", "か", "も", "など", "又は", "及び")


def many_stops(manuscript: Manuscript) -> Iterator[Finding]:
    """Sentences with three and more verbs that stop halfway: 準備し、配り、行い、."""
    for start, end in _short_sentences(manuscript):
        stops = [i for i in manuscript.between(start, end) if stops_halfway(manuscript, i)]
        if len(stops) >= _STOPS:
            first, last = manuscript.at(stops[0]).start, manuscript.at(stops[-1]).end
            instead = "（「…した。」として、文を分ける）"
            yield manuscript.finding(first, last, "continuative", instead, count=len(stops))


def stops_halfway(manuscript: Manuscript, index: int) -> bool:
    """Whether a verb or an adjective goes on with a comma and no て."""
    word = manuscript.at(index)
    halfway = word.kind[0] in ("動詞", "形容詞") and word.kind[5].startswith("連用形")
    own = word.plain not in group("as_particles")
    return halfway and own and manuscript.at(index + 1).surface in ("、", "，")


def no_chain(manuscript: Manuscript) -> Iterator[Finding]:
    """Nouns tied by three の or more: 市の組織の再編の計画."""
    for start, end in manuscript.sentences:
        chain: list[int] = []
        for index in [*manuscript.between(start, end), -1]:
            if _ties(manuscript, index):
                chain.append(index)
            elif index < 0 or not _in_noun(manuscript.at(index)):
                if len(chain) >= _CHAIN:
                    yield _chain_finding(manuscript, chain)
                chain = []


def _ties(manuscript: Manuscript, index: int) -> bool:
    word, after = manuscript.at(index), manuscript.at(index + 1)
    nouns = _in_noun(manuscript.at(index - 1)) and _in_noun(after) and after.surface not in group("formal_nouns")
    return word.surface == "の" and word.kind[:2] == ("助詞", "格助詞") and nouns


def _in_noun(word: Morpheme) -> bool:
    return word.kind[0] in ("名詞", "接尾辞", "接頭辞", "代名詞", "形状詞") or word.surface in ("・", "「", "」")


def _chain_finding(manuscript: Manuscript, chain: list[int]) -> Finding:
    first, last = chain[0] - 1, chain[-1] + 1
    while _in_noun(manuscript.at(first - 1)):
        first -= 1
    while _in_noun(manuscript.at(last + 1)):
        last += 1
    start, end = manuscript.at(first).start, manuscript.at(last).end
    instead = "（「における」「に関する」や動詞を使って、「の」を減らす）"
    return manuscript.finding(start, end, "no_chain", instead, count=len(chain))


def but_chain(manuscript: Manuscript) -> Iterator[Finding]:
    """Two clauses of one sentence that end in が、."""
    for start, end in manuscript.sentences:
        inside = (manuscript.at(i) for i in manuscript.between(start, end))
        found = [word for word in inside if word.surface == "が" and word.kind[:2] == ("助詞", "接続助詞")]
        for word in found[1:]:
            yield manuscript.finding(word.start, word.end, "ga_chain", "（「。しかし、」などとして、文を分ける）")


def passive(manuscript: Manuscript) -> Iterator[Finding]:
    """Passives that hide who acts: with the agent beside them, of opinion, or many in one sentence."""
    for start, end in manuscript.sentences:
        found = list(voice.passives(manuscript, start, end))
        for one in found:
            hedge = _is_hedge(manuscript, one.first)
            if one.agent or hedge or len(found) >= _PASSIVES:
                first = one.first - 1 if hedge and manuscript.at(one.first).plain == "する" else one.first
                begin, finish = manuscript.at(first).start, manuscript.at(one.last).end
                instead = "（誰が行うのかを主語にして、「…する」と書く）"
                yield manuscript.finding(begin, finish, "passive", instead)


def _is_hedge(manuscript: Manuscript, first: int) -> bool:
    """とされる, と考えられる: whose opinion it is stays unsaid. と言われた tells what someone said."""
    word, before = manuscript.at(first), manuscript.at(first - 1)
    that = before.surface == "と" or (before.surface in ("は", "も") and manuscript.at(first - 2).surface == "と")
    said = word.plain in ("言う", "いう") and manuscript.at(first + 2).surface == "た"
    return that and not said and not group("hedges").isdisjoint((word.plain, word.normal, word.surface))


def style_of(manuscript: Manuscript, start: int, end: int) -> tuple[str, Morpheme] | None:
    """polite or plain, and the word that shows it; None for a heading, a noun at the end, or words that are quoted."""
    if manuscript.text[end - 1] not in "。．" or manuscript.text[start] in "「『（(":
        return None
    tail = [word for i in manuscript.between(start, end) if (word := manuscript.at(i)).kind[0] != "補助記号"]
    while tail and tail[-1].kind[:2] == ("助詞", "終助詞"):
        tail.pop()
    for word in reversed(tail[-4:]):
        if (word.kind[0] == "助動詞" and word.plain in ("です", "ます")) or word.normal in ("下さる", "為さる"):
            return "polite", word
        if word.kind[0] not in ("助動詞", "助詞"):
            break
    return ("plain", tail[-1]) if tail and tail[-1].kind[0] in ("動詞", "形容詞", "助動詞") else None


def mixed_style(manuscript: Manuscript) -> Iterator[Finding]:
    """です・ます and である in one paragraph, or here and there in a text of the other style."""
    found = [one for start, end in manuscript.sentences if (one := style_of(manuscript, start, end))]
    rare = _rarer(found)
    if len(found) > _FEW_SENTENCES and len(rare) > _RARE * len(found):
        # Half and half over many lines is a list of sentences, each by itself; only within a line do they meet.
        rare = [one for line in _by_line(manuscript, found) for one in _rarer(line)]
    for style, word in rare:
        instead = "（「です・ます」体にそろえる）" if style == "plain" else "（「である」体にそろえる）"
        yield manuscript.finding(word.start, word.end, "mixed_style", instead)


def _rarer(found: list[tuple[str, Morpheme]]) -> list[tuple[str, Morpheme]]:
    """The sentences of the style that fewer have; where as many have each, those of the style that came later."""
    first = [one for one in found if one[0] == found[0][0]]
    other = [one for one in found if one[0] != found[0][0]]
    return other if len(other) <= len(first) else first


def _by_line(manuscript: Manuscript, found: list[tuple[str, Morpheme]]) -> list[list[tuple[str, Morpheme]]]:
    lines: dict[int, list[tuple[str, Morpheme]]] = {}
    for one in found:
        lines.setdefault(manuscript.text.count("\n", 0, one[1].start), []).append(one)
    return list(lines.values())
