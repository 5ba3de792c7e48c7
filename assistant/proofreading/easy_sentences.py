"""やさしい日本語: how a sentence is built and how it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.proofreading import voice
from assistant.proofreading.easy_text import EasyText
from assistant.proofreading.lists import patterns
from assistant.proofreading.shape import is_sentence, stops_halfway, style_of, where_to_part
from assistant.proofreading.values import Finding

# The guide asks for one thing a sentence and names no figure; in forty characters there is room for two things.
LONGEST = 40
_NEAR = 6  # words in which another thing of the list is looked for
_YOU_NI = re.compile(r"ように(?:して(?:ください|下さい)|しましょう|お願いします|お願いいたします)")
_IS_NEEDED = re.compile(r"ことが(?:必要|大事|大切|重要)(?:です|だ|である)")


def sentence_length(text: EasyText) -> Iterator[Finding]:
    """Sentences of more than forty characters, readings left out."""
    for start, end in text.sentences:
        if end - start > LONGEST and is_sentence(text, start, end):
            where = where_to_part(text, start, end)
            yield text.finding(start, end, "sentence_length", where, length=end - start)


def passives(text: EasyText) -> Iterator[Finding]:
    """Verbs in the passive."""
    for start, end in text.sentences:
        for one in voice.passives(text, start, end):
            instead = "（「誰が…する」と書く。例：「行われます」→「あります」）"
            yield text.finding(text.at(one.first).start, text.at(one.last).end, "passive", instead)


def causatives(text: EasyText) -> Iterator[Finding]:
    """Verbs in the causative."""
    for start, end in text.sentences:
        for one in voice.causatives(text, start, end):
            instead = "（「誰が…する」と書く。例：「薬を飲ませる」→「薬をあげる」）"
            yield text.finding(text.at(one.first).start, text.at(one.last).end, "causative", instead)


def endings(text: EasyText) -> Iterator[Finding]:
    """Sentences that do not end in です or ます."""
    for start, end in text.sentences:
        if text.text[end - 1] not in "。．" or text.text[start] in "「『（(":
            continue
        style = style_of(text, start, end)
        last = text.at(max(text.between(start, end - 1), default=-1))
        if style and style[0] == "plain":
            yield text.finding(style[1].start, style[1].end, "plain_style", "（「…です」「…ます」にする）")
        elif not style and last.kind[0] in ("名詞", "助詞", "接尾辞", "形状詞", "代名詞", "助動詞"):
            yield text.finding(last.start, last.end, "noun_ending", "（「…です」「…ます」「…てください」まで書く）")


def continuatives(text: EasyText) -> Iterator[Finding]:
    """Verbs that stop halfway, twice or more in a sentence: 書き、入れ、."""
    for start, end in text.sentences:
        found = [text.at(i) for i in text.between(start, end) if stops_halfway(text, i)]
        for word in found if len(found) > 1 and end - start <= LONGEST else ():
            yield text.finding(word.start, word.end, "continuative", "（「…ます。」として、文を分ける）")


def vague(text: EasyText) -> Iterator[Finding]:
    """Words that leave open when, how much or what else; など after one example alone."""
    for pattern, instead in patterns("vague"):
        for match in text.matches(pattern):
            yield text.finding(match.start(), match.end(), "vague", instead)
    for index, word in enumerate(text.words):
        named = word.surface in ("など", "等") and text.at(index - 1).kind[0] in ("名詞", "接尾辞")
        if named and not _names_others(text, index):
            yield text.finding(word.start, word.end, "vague", "（ほかに何があるかを書くか、「など」を省く）")


def _names_others(text: EasyText, index: int) -> bool:
    """Whether another thing is named before: 水やパンなど, 水、パンなど; not 来るときは、電話など."""
    for n in range(index - 1, max(index - _NEAR, 0), -1):
        word, before = text.at(n), text.at(n - 1)
        if word.surface in ("や", "・"):
            return True
        if word.surface == "、":
            return before.kind[0] in ("名詞", "接尾辞", "代名詞") or before.surface == "と"
        if word.surface == "。":
            return False
    return False


def old_negations(text: EasyText) -> Iterator[Finding]:
    """ず for ないで: 傘を持たずに."""
    for word in text.words:
        if word.kind[0] == "助動詞" and word.surface in ("ず", "ぬ") and word.plain in ("ず", "ぬ"):
            yield text.finding(word.start, word.end, "difficult_word", "ないで")


def you_ni(text: EasyText) -> Iterator[Finding]:
    """ようにしてください, where てください says it."""
    for match in text.matches(_YOU_NI):
        yield text.finding(match.start(), match.end(), "you_ni", "…てください（…ないでください）")


def nominalizations(text: EasyText) -> Iterator[Finding]:
    """Verbs made nouns: 確認を行います for 確認します."""
    for index, word in enumerate(text.words):
        noun, of = text.at(index - 2), text.at(index - 1).surface
        if word.normal == "行う" and of == "を" and "サ変可能" in noun.kind:
            end = text.at(index + 1).end if text.at(index + 1).surface == "ます" else word.end
            yield text.finding(noun.start, end, "nominalization", f"{noun.surface}します")
    for match in text.matches(_IS_NEEDED):
        yield text.finding(match.start(), match.end(), "nominalization", "…てください")
