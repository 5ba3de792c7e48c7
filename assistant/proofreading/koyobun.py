"""公用文: the rules, in the order of the guide.

The guide is 「公用文作成の考え方」（令和4年1月7日文化審議会建議）. docs/proofreading.md has each rule and its source.
"""

from __future__ import annotations

from assistant.proofreading import expressions, grammar, kana, kanji, marks, shape
from assistant.proofreading.negation import double_negation

RULES = (
    kana.kana,
    kanji.okurigana,
    kanji.in_kanji,
    kanji.uncommon_kanji,
    marks.punctuation,
    marks.special_characters,
    marks.mixed_width,
    marks.numerals,
    marks.conjunctions,
    expressions.expressions,
    expressions.repetitions,
    expressions.loanwords,
    grammar.dropped_ra,
    grammar.added_sa,
    grammar.leave_asked,
    grammar.doubled_particles,
    grammar.dropped_i,
    grammar.vague,
    grammar.lone_tari,
    double_negation,
    shape.sentence_length,
    shape.many_commas,
    shape.many_stops,
    shape.no_chain,
    shape.but_chain,
    shape.passive,
    shape.mixed_style,
)
