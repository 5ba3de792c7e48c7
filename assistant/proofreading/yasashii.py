"""やさしい日本語: the rules, in the order of the guide.

The guide is 「在留支援のためのやさしい日本語ガイドライン」（2020年8月、出入国在留管理庁・文化庁）, with the rules of
弘前大学社会言語学研究室. docs/proofreading.md has each rule and its source.
"""

from __future__ import annotations

from assistant.proofreading import easy_notation, easy_sentences, easy_words, honorifics
from assistant.proofreading.negation import double_negation

RULES = (
    easy_sentences.sentence_length,
    double_negation,
    easy_sentences.endings,
    easy_sentences.passives,
    easy_sentences.causatives,
    easy_sentences.continuatives,
    easy_sentences.vague,
    easy_sentences.old_negations,
    easy_sentences.you_ni,
    easy_sentences.nominalizations,
    easy_words.difficult_words,
    easy_words.katakana,
    easy_words.onomatopoeia,
    easy_words.abbreviations,
    honorifics.honorifics,
    easy_notation.kanji_without_reading,
    easy_notation.eras,
    easy_notation.times,
    easy_notation.dates,
    easy_notation.marks,
)
