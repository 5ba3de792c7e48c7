"""The rules for all acts, and which of two readings of one ending speakers mean.

Japanese says at the end of a sentence what it does (～でよろしいでしょうか, ～ことにします, ～ておきます), so the rules
look there first, and at words that take it back: 昨年度 before a past tense is a report, もし before it no decision.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.drafting.hearing.acts.agreeing import agrees, confirms, objects, opines, proposes
from assistant.drafting.hearing.acts.asking import asks, checks
from assistant.drafting.hearing.acts.chairing import calls, invites, is_courtesy, names_next
from assistant.drafting.hearing.acts.consenting import consents
from assistant.drafting.hearing.acts.deciding import decides, withdraws
from assistant.drafting.hearing.acts.promising import offers, promises
from assistant.drafting.hearing.acts.requesting import requests
from assistant.drafting.hearing.acts.values import Act
from assistant.drafting.hearing.wordings import TITLE, Wording
from ingest.japanese.folding import fold

_RULES: tuple[tuple[Act, Callable[[str], bool]], ...] = (
    (Act.COURTESY, is_courtesy),
    (Act.CALLS, calls),
    (Act.INVITES, invites),
    (Act.CONFIRMS, confirms),
    (Act.AGREES, agrees),
    (Act.CONSENTS, consents),
    (Act.OBJECTS, objects),
    (Act.PROPOSES, proposes),
    (Act.DECIDES, decides),
    (Act.PROMISES, promises),
    (Act.REQUESTS, requests),
    (Act.OFFERS, offers),
    (Act.CHECKS, checks),
    (Act.WITHDRAWS, withdraws),
    (Act.ASKS, asks),
    (Act.OPINES, opines),
    (Act.NEXT, names_next),
)
# Where both are found the first is meant, in this order.
_OUTWEIGHS: tuple[tuple[Act, frozenset[Act]], ...] = (
    (Act.CONFIRMS, frozenset({Act.ASKS})),
    (Act.NEXT, frozenset({Act.REQUESTS, Act.DECIDES})),
    (Act.REQUESTS, frozenset({Act.ASKS, Act.CALLS, Act.OPINES})),
    (Act.AGREES, frozenset({Act.PROPOSES, Act.OPINES, Act.OFFERS})),
    (Act.DECIDES, frozenset({Act.PROPOSES, Act.OPINES, Act.CALLS})),
    (Act.PROMISES, frozenset({Act.CALLS, Act.OPINES})),
)
# What comes to mind after the verb belongs before it: 作っておきますよ、うちで。 いいですか、じゃあ。
_END = "(?:ます|です|ました|でした|ません|でしょう|ましょう|ください)(?:よ?ね|よ|わ|か)?"
_ALREADY = "(?:はい、?)?(?:[分わ]かりました|承知(?:いた)?しました|了解しました|す[みい]ません|ありがとうございます)、"
_AFTER = (
    "(?:[^、。]{1,10}(?<![がけしらで])(?<!ので)(?<!ます)(?<!です)|[^、。]{1,8}[うちこ]で|[^、。]{2,8}から(?:って)?)"
)
_AFTERTHOUGHT = re.compile(rf"^(?!{_ALREADY})(?P<said>[^。]*{_END})、(?P<after>{_AFTER})[。?]*$")
# 名前を堀さんに出しといて、今週中に。
_LIMIT_LAST = re.compile(
    r"^(?P<said>[^。]*(?:[とど]いて|[てで]おいて|[てで]ください|[てで])(?:ね|よ)?)、(?P<after>[^、。]{1,12}(?:まで[にで]?|中に?|以内に|うちに|日に|曜に))[。]*$"
)
# A reason, or whose words they are, changes nothing of what was said: 私行きますよ、休みなんで。
_REASON = re.compile(
    rf"^(?P<said>[^。]*(?:{_END}|[うくすつぬむるぐぶ]よ))、[^。]{{2,24}}(?:んで|ので|だから|ますから|だし|って)[。]*$"
)
# よろしいですね、百瀬さん、伊集院さん: whom it is said to changes nothing either.
_CALLED_LAST = re.compile(rf"(?P<said>[かねよ?])(?:、[^、。?]{{1,8}}{TITLE})+[。?]*$")
# …ます、と言っていました; …ますよ、どうしますか.
_goes_on = Wording(
    ("と言うとる", "^(?:と|って)"),
    ("いかがでしょうか", "[か?]。*$"),
    ("検討してください", "(?:ください|ます|です|ません|ました|でした)(?:か|よ|ね)*[。]*$"),
)
# After a verb that can only end a sentence, what follows is added to it: みそ汁にしましょう、余らせるのももったいない.
_ENDED = re.compile(
    r"^(?P<said>[^。]{4,}(?:ましょう(?:か|よ|ね)?|(?<!によ)(?:[えけせてねべめれげぜりみし]よ|[出残直回移足試]そ|[いと行]こ)う(?:よ|や|か)?"
    r"|(?:[とど]き|おき|み|ませ|い)ます(?:よ|ね|わ)?|ます(?:よ|わ)|てください(?:よ|ね)?|[とど]く(?:わ|よ|ね)))"
    r"、(?P<added>[^。]{2,30})。*$"
)


def acts(sentence: str) -> frozenset[Act]:
    """What `sentence`, spoken and without its fillers, does; empty where it tells or explains."""
    said = _REASON.sub(r"\g<said>。", fold(sentence).strip())
    said = re.sub("、$", "。", said)
    said = _CALLED_LAST.sub(r"\g<said>。", said)
    said = _LIMIT_LAST.sub(r"\g<after>、\g<said>。", said)
    said = _AFTERTHOUGHT.sub(r"\g<after>、\g<said>", said)
    if (ended := _ENDED.match(said)) and not _goes_on(ended["added"]):
        said = f"{ended['said']}。"
    if not said:
        return frozenset({Act.COURTESY})
    found = frozenset(act for act, does in _RULES if does(said))
    if Act.COURTESY in found and Act.AGREES not in found:
        return frozenset({Act.COURTESY})
    if Act.INVITES in found and Act.REQUESTS not in found:
        return found & {Act.INVITES, Act.CALLS, Act.CONFIRMS}
    for meant, others in _OUTWEIGHS:
        if meant in found:
            found -= others
    return found
