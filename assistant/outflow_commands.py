"""What `shirube preview` does: the messages that a question would send, without sending them."""

from __future__ import annotations

import argparse

from assistant import showing
from assistant.showing import say

# Heavy modules are imported inside the commands, so that --help answers at once.


def preview(options: argparse.Namespace) -> int:
    """What asking would send, after masking."""
    from assistant.chat import masked_words
    from assistant.commands import filters_of
    from assistant.settings import load
    from assistant.wiring import build_office
    from ingest.errors import ShirubeError
    from ingest.model import local_person

    if not options.question:
        raise ShirubeError("質問を指定してください。")
    with build_office(load(options.home)) as office:
        found = office.outflow.of_question(options.question, local_person(), filters_of(office.desk, options))
    if options.json:
        calls = [
            {
                "to": sent.to,
                "messages": [{"role": one.role, "text": one.text} for one in sent.messages],
                "masked": dict(sent.masked),
            }
            for sent in found.sent
        ]
        why = "" if calls else found.why
        showing.as_json({"sent": calls, "why_nothing": why, "endpoints": office.outflow.endpoints})
        return 0
    for sent in found.sent:
        for message in sent.messages:
            showing.line(f"――――― {_ROLES[message.role]}（{sent.to} へ）")
            showing.line(message.text)
        say(masked_words(sent.masked).replace("送りました", "送ります") or "伏せるものは見つかりませんでした。")
    if found.why:
        say(found.why)
    say("確認だけで、何も送っていません。" if found.sent else office.outflow.endpoints)
    return 0


_ROLES = {"system": "決まり", "user": "依頼"}
