"""Names of persons: full names anywhere, family names beside a title, a label or a word that only persons have.

The dictionary says what can be a name; the context says whether it is one. 渋谷区, 松下電器 and 市長 alone are nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance import names as lexicon
from assistant.governance.foreign_names import foreign_names
from assistant.governance.name_contexts import of_contexts
from assistant.governance.name_fields import of_roles
from assistant.governance.name_kana import in_kana
from assistant.governance.name_neighbours import neighbours
from assistant.governance.name_pairs import spaced
from assistant.governance.name_places import (
    announced,
    child_until,
    foreign_from,
    name_from,
    name_until,
    tagged,
    unknown_until,
)
from assistant.governance.name_rows import of_rows
from assistant.governance.name_set_apart import set_apart
from assistant.governance.name_signs import of_signs
from assistant.governance.name_titles import of_an_office, ranked, titled
from assistant.governance.name_unmarked import unmarked
from assistant.governance.name_words import (
    ANIMAL_BEFORE,
    BEFORE_HEAD,
    END_OF_A_BODY,
    FIRM_BEFORE,
    HONORIFIC,
    HONOURED,
    HONOURED_TWICE,
    KANA,
    LABEL,
    LETTER,
    NOT_A_PERSON,
    OFFICE_BEFORE,
    THING_BEFORE,
    TITLE,
)
from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span
from ingest.japanese.tokens import Part

_NEXT_OF_LIST = re.compile(r"(?: ?(?:[(][^()\n]{1,14}[)]))? ?(?:[、,・/／と]|及び|並びに|\n)[ ]{0,2}")
_BACK_OF_LIST = re.compile(r"(?:[、,・/と]|及び|並びに) ?$")
# 小林一茶の句碑: what is left of the great, and what is done in their memory.
_REMEMBERED = re.compile(
    r"像(?=[のをがはに、])|の(?:短歌|俳句|和歌|浮世絵|日本画|句碑|歌碑|詩碑|文学碑|銅像|胸像|肖像|書状|代表作|生誕|没後|命日|居城|生家|旧居|伝記|全集|小説|句集|歌集"
    r"|童話|コンサート|リサイタル|[千万]円札|紙幣|『)"
    r"|(?:コンサート|リサイタル|ショー|トークショー|講演会|展(?![^\W_])|生誕|没後|生家|旧[居宅]|歌碑|句碑|詩碑|展示|顕彰|記念館|文学館|全集|文学賞|ゆかり)"
)
# 犬種：柴　名前：コタロウ
_OF_A_BEAST = re.compile(r"(?:犬種|猫種|品種|毛色|畜種)[^\n]*$")
# 町名の読み方：間々田（ままだ）、乙女（おとめ）
_READINGS_OF_TOWNS = re.compile("(?:町名|地名|大字|字名|駅名|校区|学区|施設)[^\n]{0,8}(?:読み|よみ|ふりがな|一覧)")
# 結城紬, 佐藤錦: what a place is known for
_GOODS = re.compile("(?<=..)[紬錦菜茶柿梨酒豆芋葱瓜鮎鯛蟹筆硯桐]$")
_SELF = re.compile(
    r"(?:と申します|と言います|といいます|でございます|です(?![がかねよ]?[ぁ-ん]{3,}町)|より(?=[\n 　]|$))"
)
# 若林です。お疲れさまです。: the greeting says that a person is named before it.
_GREETING = re.compile(r"です[。、 \n]{0,2}(?:お疲れ|おつかれ|お世話|いつも|ご無沙汰|こんにちは|おはよう|はじめまして)")
_SELF_BEFORE = re.compile(r"(?:^|[\n、。 課係部局室所]|[課係部局室所会店社]の|市の|役所の|役場の)$")
_RELATION = re.compile(
    r"(?:夫|妻|長男|次男|二男|三男|四男|長女|次女|二女|三女|四女|父|母|父親|母親|祖父|祖母|兄|弟|姉|妹|孫|息子"
    r"|娘|配偶者|子)(?:の|・|:|、| |\()(?=\w)"
)
_BEFORE_READING = re.compile(
    rf"(?<!{LETTER})({lexicon.KANJI}[一-龥々ヶ﨑ぁ-ん]{{0,5}}(?: {{1,2}}[一-龥々ぁ-ん]{{1,4}})?) ?$"
)
_HALVES = re.compile(
    rf"(?:(?<!{LETTER})|(?<=[長事番務扱ぁ-ん]))(?P<family>{lexicon.KANJI}{{1,4}}) {{1,3}}"
    rf"(?P<given>{lexicon.KANJI}{{1,3}}?)(?={TITLE.pattern}"
    rf"| ?{HONORIFIC})"
)
_UNBROKEN = re.compile(
    rf"(?!{HONORIFIC}|{TITLE.pattern}|及|並|他|外|以|宛|方|作|著|選|出|欠|担|当|儀|各|両|[課係部局室所]){lexicon.KANJI}"
)
_ONE_MORE = re.compile(rf"{lexicon.KANJI}(?![^\W_])")
_LONE = re.compile(
    rf"(?:(?<=\d)|(?<=[課係部局室所班]) ?)\((?P<in>(?![月火水木金土日祝休田畑]\)){lexicon.KANJI}{{1,4}})\)"
    rf"|(?<!{LETTER})(?P<before>{lexicon.KANJI}{{1,4}})(?=[ :→、,|]{{1,3}}\(?0\d{{1,4}}[-( )]\d"
    rf"| {{1,3}}<?[A-Za-z0-9._-]{{1,40}}@)"
    rf"|@(?P<mention>{lexicon.KANJI}{{1,4}}(?: {lexicon.KANJI}{{1,4}})?)(?!{LETTER})"
    rf"|(?:^|[ 、\n(])旧?[姓名氏]:\s?(?P<half>(?:{lexicon.KANJI}|{KANA}){{1,6}})(?!{LETTER})"
    rf"|(?<=[課係部局室所班])(?P<called>{lexicon.KANJI}{{2,4}})(?= ?\(0\d{{1,4}}[-( )]\d)"
    rf"|(?<=[課係部局室所班]) {{1,2}}(?P<behind>{lexicon.KANJI}{{1,4}})(?!{LETTER})"
)
# What follows is said, not counted or listed: 福島：3件 is no turn.
_TURN = re.compile(
    rf"(?:^|\n)(?:\d[\d:.]* )?(?P<name>{lexicon.KANJI}{{1,4}}) ?: ?(?=[^\d\n]{{4,}}"
    rf"|[^\n]{{0,20}}[ぁ-ん]{{2}})"
)
_QUOTED_TURN = re.compile(rf"(?:^|\n)(?P<name>{lexicon.KANJI}{{1,4}})「[^」\n]{{4,}}")  # 賀屋「どうなった？」
_FAMILY_BEFORE = re.compile(rf"(?<!{lexicon.KANJI}){lexicon.KANJI}{{2,4}}$")
# In one kind of kana: つくもパン is a shop.
_READING = re.compile(
    r"\( ?(?P<kana>[ぁ-んー\u3099\u309a]{2,10}(?: {1,2}[ぁ-んー\u3099\u309a]{1,10})?"
    r"|[ァ-ヺー\u3099\u309a]{2,10}(?: {1,2}[ァ-ヺー\u3099\u309a]{1,10})?) ?\)"
)


def names(reading: Reading) -> Iterator[Span]:
    """Names in each of their contexts; then a full name found once, wherever else it stands."""
    found = [
        Span(start, end, Kind.PERSON_NAME)
        for finder in (
            foreign_names,
            _with_reading,
            _spaced,
            spaced,
            _labelled,
            _honoured,
            titled,
            of_an_office,
            ranked,
            neighbours,
            _in_full,
            _of_oneself,
            _of_kin,
            _beside,
            _taking_turns,
            of_roles,
            of_signs,
            of_contexts,
            set_apart,
            unmarked,
            in_kana,
            of_rows,
        )
        for start, end in finder(reading)
    ]
    found = [_without_office(reading, span) for span in found]
    found = [one for one in found if not END_OF_A_BODY.search(one.of(reading.even))]
    found = [one for one in found if not THING_BEFORE.search(reading.even, max(0, one.start - 12), one.start)]
    found = [one for one in found if not ANIMAL_BEFORE.search(reading.even[max(0, one.end - 16) : one.end])]
    found = [
        one
        for one in found
        if not (_GOODS.search(one.of(reading.even)) and " " not in one.of(reading.even))
        or HONOURED.match(reading.even, one.end)
    ]
    # The longest first: a context may show a family name where another shows the whole.
    yield from sorted(found, key=lambda span: span.start - span.end)
    full = {
        words for span in found if len(words := span.of(reading.even)) >= 3 and lexicon.is_full_name(words, surely=True)
    }
    if full:
        for match in re.finditer("|".join(map(re.escape, sorted(full, key=len, reverse=True))), reading.even):
            if not NOT_A_PERSON.match(reading.even, match.end()):
                yield Span(*match.span(), Kind.PERSON_NAME)


def _without_office(reading: Reading, span: Span) -> Span:
    """部長佐藤　千佳, 委員長山崎　一輝: the office before the name stays, where what is left is a name."""
    words = span.of(reading.even)
    office = OFFICE_BEFORE.match(words)
    start = office.end() if office else 0
    if not start and words[0] == "長" and BEFORE_HEAD.search(reading.even[max(0, span.start - 2) : span.start]):
        start = 1
    rest = re.sub(" +", " ", words[start:])
    return Span(span.start + start, span.end, span.kind) if start and lexicon.is_name(rest) else span


def _with_reading(reading: Reading) -> Iterator[tuple[int, int]]:
    """五十嵐（いがらし）: the name and how it is read."""
    for match in _READING.finditer(reading.even):
        line = reading.even.rfind("\n", 0, match.start()) + 1
        if _READINGS_OF_TOWNS.search(reading.even, line, match.start()):
            continue
        # The dictionary may take name and reading for one word, so the characters are asked, not its words.
        written = _BEFORE_READING.search(reading.even[max(0, match.start() - 12) : match.start()])
        if written and (lexicon.is_name(written[1]) or lexicon.is_full_name(written[1].replace(" ", ""))):
            start = match.start() - len(written[0])
            yield start, start + len(written[1])
            yield match.span("kana")


def _spaced(reading: Reading) -> Iterator[tuple[int, int]]:
    """野村 武副市長, 山田 太郎様: both halves known, whatever the words behind them are taken for."""
    for match in _HALVES.finditer(reading.even):
        if not lexicon.is_surname(match["family"]):
            continue
        honoured = HONOURED.match(reading.even, match.end()) is not None and not lexicon.is_no_name(match["given"])
        unknown = not lexicon.kinds(match["given"]) and lexicon.may_be_given(match["given"])
        if honoured or lexicon.is_given(match["given"]) or unknown:
            yield match.start(), match.end("given")


def _labelled(reading: Reading) -> Iterator[tuple[int, int]]:
    """氏名：山田太郎, 出席者　山田、佐藤: names behind a word that announces them, and those listed after the first."""
    for label in LABEL.finditer(reading.even):
        itself = label["itself"] is not None
        if (itself and not label["gap"]) or _OF_A_BEAST.search(reading.even, max(0, label.start() - 30), label.start()):
            continue
        at = label.end()
        while at < len(reading.even) and reading.even[at] in " \t|":
            at += 1
        ends = (
            announced(reading, at) if itself else None,
            name_from(reading, at, alone=label["mark"] not in ("が", "に", "、", None)),
        )
        end = max((end for end in ends if end is not None), default=None)
        while end is not None:
            yield at, end
            behind = HONOURED.match(reading.even, end) or TITLE.match(reading.even, end)
            following = _NEXT_OF_LIST.match(reading.even, behind.end() if behind else end)
            if following is None:
                break
            at = following.end()
            end = name_from(reading, at, alone="\n" not in following[0]) or foreign_from(reading, at)


def _honoured(reading: Reading) -> Iterator[tuple[int, int]]:
    """山田様, 山田太郎さん, and who is named in one breath with them."""
    for match in re.finditer(HONORIFIC, reading.even):
        part = reading.starting.get(match.start())
        if part is None or not match[0].startswith(part.surface):
            # The dictionary reads it as part of a word; names of children are often none that it knows.
            if match[0] in ("くん", "ちゃん") and (start := child_until(reading, match.start())) is not None:
                yield start, match.start()
            family = _FAMILY_BEFORE.search(reading.even, max(0, match.start() - 5), match.start())
            if part is None and family and lexicon.is_only_a_name(family[0]):
                yield family.span()  # 山様 is a word to the dictionary: 瀬戸山様
            continue
        end = len(reading.even[: match.start()].rstrip(" "))
        if match.start() - end > 2:
            continue
        twice = HONOURED_TWICE.search(reading.even, max(0, end - 3), end)
        end = twice.start() if twice else end  # 瀬戸山様宅; not 娘さん宅
        start = name_until(reading, end)
        if start is None and match[0][0] not in "ご御":
            start = unknown_until(reading, end, match[0])
        start = child_until(reading, end) if start is None and match[0] in ("くん", "ちゃん") else start
        while start is not None and not FIRM_BEFORE.search(reading.even[max(0, start - 6) : start]):
            yield start, end
            between = _BACK_OF_LIST.search(reading.even[max(0, start - 4) : start])
            if between is None:
                break
            end = start - len(between[0])
            start = name_until(reading, end)
            if start is not None and not tagged(reading, start, end):
                break


def _in_full(reading: Reading) -> Iterator[tuple[int, int]]:
    """A family name and a given name, side by side or with a space between."""
    parts = reading.parts
    for index, part in enumerate(parts[:-1]):
        gap = parts[index + 1].surface in (" ", "  ")
        given = parts[index + 2] if gap and index + 2 < len(parts) else parts[index + 1]
        if not _joins(part, given, gap=gap):
            continue
        if _stands_free(reading, part, given) and not END_OF_A_BODY.search(reading.even[part.start : given.end]):
            yield part.start, _end_of_given(reading, given) if gap else given.end


def _end_of_given(reading: Reading, given: Part) -> int:
    """劉 佳怡: with the one character more that the dictionary knows as no word, where the name ends with it."""
    more = _ONE_MORE.match(reading.even, given.end)
    unknown = more and not lexicon.kinds(more[0]) & {"普通名詞", "接尾辞", "接頭辞", "助詞"}
    return more.end() if more and unknown else given.end


def _joins(family: Part, given: Part, *, gap: bool) -> bool:
    if given.kinds[0] != "名詞" or not lexicon.is_surname(family.surface):
        return False
    if "人名" in lexicon.kinds(family.surface + given.surface):
        return False  # 坂本龍馬: a name in full that is a word of the dictionary is one of history
    if given.kinds[3] == "名" and (gap or family.kinds[3] == "姓"):
        return given.end - family.start - gap > 2 or family.kinds[2] == "人名"
    if gap and family.kinds[3] == "姓" and re.fullmatch(r"[ァ-ヺー]{2}", given.surface):
        return True
    if not gap:
        return family.kinds[2] == "人名" and given.kinds[2] == "人名" and lexicon.is_given(given.surface)
    known = lexicon.is_given(given.surface) and not (len(given.surface) == 1 and family.kinds[2] == "地名")
    return known or (family.kinds[3] == "姓" and not given.known and lexicon.may_be_given(given.surface))


def _stands_free(reading: Reading, family: Part, given: Part) -> bool:
    """Whether no word beside it makes the name one of a place or a firm."""
    if NOT_A_PERSON.match(reading.even, given.end) or FIRM_BEFORE.search(
        reading.even[max(0, family.start - 6) : family.start]
    ):
        return False
    if len(family.surface) == 1 and (family.kinds[0] == "接尾辞" or reading.even[: family.start][-1:].isdigit()):
        return False  # 受取館 南分館; 48,200円　納期限
    if given.surface == "通" and given.start == family.end:
        return False  # 堀川通, a street
    if _REMEMBERED.match(reading.even, given.end):
        return False
    after = reading.starting.get(given.end)
    if after is not None and after.kinds[2] == "地名" and not after.surface.isspace():
        return False
    if len(given.surface) == 1 and given.start == family.end and _UNBROKEN.match(reading.even, given.end):
        return False  # 宮崎太陽光…
    before = reading.ending.get(family.start)
    return before is None or before.kinds[2] != "地名" or family.kinds[3] == "姓"


def _of_oneself(reading: Reading) -> Iterator[tuple[int, int]]:
    """市民課の中村です: who writes a mail."""
    for match in _SELF.finditer(reading.even):
        start = name_until(reading, match.start())
        if start is None or not (
            tagged(reading, start, match.start()) or lexicon.is_only_a_name(reading.even[start : match.start()])
        ):
            continue
        greets = _GREETING.match(reading.even, match.start())
        if greets or _SELF_BEFORE.search(reading.even[max(0, start - 4) : start]) or "申し" in match[0]:
            yield start, match.start()


def _of_kin(reading: Reading) -> Iterator[tuple[int, int]]:
    """長女・彩香: the given name behind a word of kinship."""
    for match in _RELATION.finditer(reading.even):
        part = reading.starting.get(match.end())
        if part is None or part.kinds[2] != "人名" or len(part.surface) < 2:
            continue
        after = reading.starting.get(part.end)
        if after is None or after.kinds[0] not in ("名詞", "接尾辞") or HONOURED.match(after.surface):
            yield part.start, part.end


def _beside(reading: Reading) -> Iterator[tuple[int, int]]:
    """0123-45-6789（森）, 総務課　渡辺: a family name alone beside a number or an office."""
    for match in _LONE.finditer(reading.even):
        group = match.lastgroup or "in"
        word = match[group]
        sure = group in ("in", "mention", "half") or tagged(reading, *match.span(group)) or lexicon.is_only_a_name(word)
        if sure and (lexicon.is_name(word) or (group == "half" and not lexicon.is_common(word))):
            yield match.span(group)


def _taking_turns(reading: Reading) -> Iterator[tuple[int, int]]:
    """古川：…、牧野：…: family names that begin lines of what was said, where there are two or more such lines."""
    turns = [match for match in _TURN.finditer(reading.even) if lexicon.is_surname(match["name"])]
    quoted = [match for match in _QUOTED_TURN.finditer(reading.even) if lexicon.is_surname(match["name"])]
    turns += quoted if len(quoted) > 1 else []
    if len(turns) > 1:
        yield from (match.span("name") for match in turns if not lexicon.is_common(match["name"]))
