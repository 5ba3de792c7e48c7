"""What `shirube mask` does: a text in, the same text without personal data out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant import showing
from assistant.showing import say

# Heavy modules are imported inside the commands, so that --help answers at once.


def mask(options: argparse.Namespace) -> int:
    """Prints the text with placeholders in place of personal data; with --json also where it stands."""
    from assistant.governance import masking
    from assistant.governance.placeholders import counted

    masked = masking.mask(_text(options.text))
    if options.json:
        spans = [{"start": span.start, "end": span.end, "kind": span.kind.value} for span in masked.spans]
        showing.as_json({"masked": masked.text, "spans": spans})
    else:
        showing.line(masked.text.removesuffix("\n"))
        say(counted(masked.spans) or "伏せるものは見つかりませんでした。")
    return 0


def _text(given: str) -> str:
    """The text of a file, or with - of standard input, as it is: no line break is changed."""
    from ingest.errors import ShirubeError
    from ingest.readers.encoding import decode

    try:
        return decode(sys.stdin.buffer.read() if given == "-" else Path(given).read_bytes())
    except FileNotFoundError as error:
        raise ShirubeError(f"ファイル「{given}」がありません。名前と場所を確かめてください。") from error
    except OSError as error:
        raise ShirubeError(f"ファイル「{given}」を読めません。読み取りの権限を確かめてください。") from error
