"""The acts that a sentence of a meeting may do."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """One thing that a sentence does; a sentence may do several."""

    ASKS = "asks"  # a question that wants an answer
    CHECKS = "checks"  # takes something for granted and waits for a yes: 残るんですよね
    INVITES = "invites"  # the floor is opened: ご質問はありますか
    CONFIRMS = "confirms"  # agreement is asked for: ～でよろしいでしょうか
    PROPOSES = "proposes"
    AGREES = "agrees"  # はい, 異議なし
    CONSENTS = "consents"  # a yes only where something was put: それなら結構です
    OBJECTS = "objects"
    DECIDES = "decides"
    PROMISES = "promises"
    OFFERS = "offers"  # would be a promise in reply to a request: はい、まとめはやります
    REQUESTS = "requests"
    WITHDRAWS = "withdraws"  # of a request or a decision: やはり不要です
    OPINES = "opines"
    NEXT = "next"  # names the next meeting
    CALLS = "calls"  # gives the floor, moves on, opens and closes
    COURTESY = "courtesy"  # thanks, greetings, nods, the microphone
