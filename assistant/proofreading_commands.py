"""What the proofreading command of the terminal does."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from assistant import showing
from assistant.showing import say

# Heavy modules are imported inside the command, so that --help answers at once.


def proofread(options: argparse.Namespace) -> int:
    """What a text has against the rules of 公用文 or of やさしい日本語."""
    from assistant import given
    from assistant.proofreading.checking import proofread as check
    from assistant.proofreading.values import Rule

    text = given.read(options.file)
    found = check(text, Rule(options.rule))
    if options.json:
        showing.as_json([asdict(one) for one in found])
        return 0
    for one in found:
        line = text.count("\n", 0, one.start) + 1
        place = " ".join(text[one.start : one.end].split())
        showing.line(f"{line}行目「{place if len(place) <= 30 else place[:30] + '…'}」 → {one.instead}\n    {one.why}")
    say(f"{len(found):,}か所あります。" if found else "気になるところは見つかりませんでした。")
    return 0
