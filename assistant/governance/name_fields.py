"""Names that fill a field: of a form, a list, a record of a call. In prose the same words would say too little.

A line that already holds a telephone number, an address, a birth date or an account is about a person; what looks like
a name in it, and fills the place between two marks, is one. The same holds behind a word that announces a person, and
behind the school class of a child.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from assistant.governance import names as lexicon
from assistant.governance.name_pairs import LATIN, is_given_beside, is_name_of_field
from assistant.governance.name_words import HONORIFIC, LETTER, NO_NAME, PREFECTURES, TITLE
from assistant.governance.placeholders import LOOSE, NAMES
from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span

_KANJI, _KANA = lexicon.KANJI, r"[ぁ-んァ-ヺー\u3099\u309a]"
_RUN_OF_FOREIGN = re.compile(rf"{LATIN.pattern}(?![A-Za-z])|[ァ-ヺー]+(?:[・=][ァ-ヺー]+){{1,4}}")
_LAST_TWO = re.compile(rf"(?<=[^\W_] )(?P<family>{_KANJI}{{2,4}}) (?P<given>{_KANJI}{{2,3}}|[ァ-ヺー]{{2,4}})$")
# 名簿登録は種市 梓で確認: within a sentence
_IN_PROSE = re.compile(
    rf"(?:(?<![^\W_])|(?<=[はがをにとのへで]))(?P<family>{_KANJI}{{1,4}}) "
    rf"(?P<given>{_KANJI}{{1,3}}|[ぁ-ん]{{2,4}}|[ァ-ヺー]{{2,5}})"
    r"(?=[はがのをにとでやへも、。・/,()]|から|より|まで|$|\n)"
)
# A field with a dot within, which elsewhere parts two fields.
_DOTTED_FIELD = re.compile(
    r"(?<![^ \t|,:/\n])(?P<name>[ァ-ヺー]{2,10}(?:・[ァ-ヺー]{2,10}){1,3})(?=[ \t|,:/(\n]|$)", re.MULTILINE
)
# Fields end at marks, at tabs and at wide spaces; a half-width space may stand within a name.
_LONGEST_FIELD, _LONGEST_NAME = 40, 48  # characters
_EDGE = re.compile(r"[\t\"|｜│┃║\u3000,，、。;:：；，／/()（）「」【】\[\]\n→⇒●○■□◆・※㊞]| {2,}")
_BEHIND = re.compile(rf" ?(?:{HONORIFIC}|{TITLE.pattern})?$")
_CLASS = re.compile(
    r"[1-9一二三四五六] ?年 ?(?:[1-9]|[一二三四五六七八九]|[A-Z]) ?組(?:[ の]{0,2}\d{1,2} ?番)?"
    r"(?:[ 、:]{1,2}|(?=[一-龥]))"
    r"|(?<![\d一二三四五六七八九十元])[1-6一二三四五六]年生? "
)
# 対象児 莉愛（小4）
_CHILD = re.compile(
    rf"(?:児童?|生徒|園児|お子(?:様|さん)|子)[ :]{{1,2}}(?P<name>{_KANJI}{{2,3}}|{_KANA}{{2,4}})(?= ?[(、](?:[小中高]\d"
    rf"|[小中高]学?校?[1-6一-六]年|年[少中長]|\d{{1,2}}(?:歳|才|か月|ヶ月|カ月)))"
)
# Who is it that did it, owns it, asks for it: any word that ends so, with a colon or a space behind it.
_ROLE = re.compile(
    rf"(?:(?<!{LETTER})|(?<=[をのはがにでとァ-ヺー]))(?P<role>(?:{_KANJI}|[いしたけせり]){{1,9}}(?:者|[人員主役児長生官師士]|担当|係|社員|会計|幹事|監事|書記|相手|先方)(?:の?(?:氏名|名))?"
    r"|名義|[売買貸借]主|(?:[^\W\d_]{1,8})?届出?|夫|妻|父|母|子|長男|長女|次男|次女|二男|二女|三男|三女|祖父|祖母|兄|姉|弟|妹|孫|甥|姪|[叔伯][父母]|義[父母兄姉弟妹]|従[兄姉]|同居人?|内縁の[夫妻]|[受記宛担発取](?=:)|施主|喪主|様方"
    r"|配偶者|担当|受電|受信|発信|送信元?|受付|対応|窓口|(?:支給|給付|助成|交付|徴収|訪問|支援|調査|確認)対象|後任|前任|代理|記録?|起案|作成|聴取|報告|確認|処理|応対|文責|窓口対応"
    r"|宿直|運転|(?:担当|学級|副?担任|養護|栄養|主幹)?教諭|(?:担当)?(?:保健師|看護師|助産師|保育士|ケアマネ(?:ジャー)?|ヘルパー)|添乗|日直|当直|当番|夜勤|引継(?:ぎ|[先元]|)|差出人?|宛先|宛名|From|FROM|To|TO|Cc|CC|担任|主治医|顧問|引率|付添い?|通訳|同行|同乗|相手方|同席|立会い?|面談|来庁|署名|記名|受取|自称|[者員]印|通称名?|本名|旧姓|別名|取次|氏名|お?名前)"
    r"(?:\([^()\n]{1,8}\))?(?P<gap> ?[:=] ?|[ \t|\n]{1,3}(?![=:])|は、?(?=[A-Zァ-ヺ])|(?=[ァ-ヺー]+・))"
)
# 寄附者芳名, 出席者名簿（敬称略）: with the lines below, to the next empty one
_LIST_OF_PERSONS = re.compile(
    r"(?:芳名|名簿|順不同|敬称略|氏名一覧|出席者|参加者|役員一覧|委員一覧|構成員|受賞者)(?!数)[^\n]*(?:\n[^\n]+){0,60}"
)
# 1番 森 恵: the register of a class or of an assembly.
_NEXT = re.compile(r"[・、,/と] ?")
_NUMBERED = re.compile(r"(?:^|(?<=[\n\t\u3000|]))\d{1,3} ?番[ \u3000]{1,2}")
_OF_PERSONS = (
    Kind.MYNUMBER,
    Kind.PHONE,
    Kind.EMAIL,
    Kind.POSTAL_CODE,
    Kind.ADDRESS,
    Kind.BANK_ACCOUNT,
    Kind.CARD,
    Kind.BIRTH_DATE,
)
_PERSONAL = re.compile("|".join(NAMES[kind] for kind in _OF_PERSONS))


def in_fields(reading: Reading, known: Iterable[Span]) -> Iterator[Span]:
    """Names that fill a field of a line with other personal data, those that are `known` and those masked before."""
    text = reading.even
    marked = sorted([span for span in known if span.kind is not Kind.PERSON_NAME])
    starts = {text.rfind("\n", 0, span.start) + 1 for span in marked if span.kind in _OF_PERSONS}
    masked = [match for match in LOOSE.finditer(reading.text) if _PERSONAL.match(match[1])]
    starts |= {text.rfind("\n", 0, match.start()) + 1 for match in masked}
    for line in starts:
        end = text.find("\n", line)
        yield from _of_line(reading, line, len(text) if end < 0 else end, marked)
    # A list of persons: only names in full, for it says sums and places too.
    for listed in _LIST_OF_PERSONS.finditer(text):
        fields = list(_fields(reading, text.rfind("\n", 0, listed.start()) + 1, listed.end(), marked))
        for at, until in fields:
            words = text[at:until]
            if " " in words and _length_of_name(words):
                yield Span(at, until, Kind.PERSON_NAME)
            elif last := _last_two(words):
                yield Span(at + last, until, Kind.PERSON_NAME)
        yield from _parted(reading, fields)


def _of_line(reading: Reading, start: int, end: int, marked: list[Span]) -> Iterator[Span]:
    fields = list(_fields(reading, start, end, marked))
    for at, until in fields:
        words = reading.even[at:until]
        length = _length_of_name(words) or (until - at) * _is_plainly_a_family(reading, at, until)
        if length:
            yield Span(at, at + length, Kind.PERSON_NAME)
        elif last := _last_two(words):
            yield Span(at + last, until, Kind.PERSON_NAME)
    for match in _IN_PROSE.finditer(reading.even, start, end):
        if _is_of_line(match["family"], match["given"]):
            yield Span(match.start("family"), match.end("given"), Kind.PERSON_NAME)
    for match in _DOTTED_FIELD.finditer(reading.even, start, end):
        if is_name_of_field(match["name"]):
            yield Span(*match.span("name"), Kind.PERSON_NAME)
    yield from _parted(reading, fields)


def _last_two(words: str) -> int:
    """Where the name begins that ends a field: 送付先確認済 北島 セツ, 長男 津田 裕司; 0 where none does."""
    last = _LAST_TWO.search(words)
    named = last and lexicon.is_surname(last["family"]) and is_given_beside(last["family"], last["given"])
    return last.start("family") if last and named else 0


def _parted(reading: Reading, fields: list[tuple[int, int]]) -> Iterator[Span]:
    """Names whose halves stand in two fields, with a wide space between."""
    for (at, middle), (after, until) in pairwise(fields):
        family, given = reading.even[at:middle], reading.even[after:until]
        if reading.text[middle:after] == "\u3000" and lexicon.is_surname(family) and is_given_beside(family, given):
            yield Span(at, until, Kind.PERSON_NAME)


def _is_of_line(family: str, given: str) -> bool:
    """Whether two words in a line about a person are a name: the dictionary has both as such (種市 梓)."""
    kinds = lexicon.kinds(family)
    person = bool(kinds & {"姓", "名"})
    place = not person or family in PREFECTURES
    proper = bool(kinds) and kinds <= {"姓", "名", "人名", "地名", "固有名詞"} and len(family + given) > 2
    return proper and lexicon.is_given(given) and not (place and "普通名詞" in lexicon.kinds(given))


def _is_plainly_a_family(reading: Reading, start: int, end: int) -> bool:
    """Whether a field is a family name alone; behind a colon it may be the branch of a bank (支店：中泉)."""
    word = reading.even[start:end]
    behind_colon = ":" in reading.even[max(0, start - 2) : start]
    if len(word) < 2 or word in PREFECTURES or not lexicon.is_surname(word) or behind_colon:
        return False
    known = lexicon.kinds(word) - {"姓", "名", "人名"}
    words = reading.inside(start, end)
    return not known or (known == {"地名"} and bool(words) and words[0].kinds[3] == "姓")


def _fields(reading: Reading, start: int, end: int, marked: list[Span]) -> Iterator[tuple[int, int]]:
    """Where the fields of a line stand: between its marks, and between what is personal already."""
    edges = [(match.start(), match.end()) for match in _EDGE.finditer(reading.text, start, end)]
    outer = {end, *(left for left, _ in edges)}
    edges += [(span.start, span.end) for span in marked if start <= span.start < end]
    edges += [match.span() for match in LOOSE.finditer(reading.text, start, end)]
    at = start
    for left, right in [*sorted(edges), (end, end)]:
        words = reading.even[at:left]
        # What touches a number or an address without a mark between is a part of it.
        if words.strip() and (left in outer or words[-1] == " "):
            yield at + len(words) - len(words.lstrip()), at + len(words.rstrip())
        at = max(at, right)


def of_roles(reading: Reading) -> Iterator[tuple[int, int]]:
    """売主 新貝 芳江, 納付者：YAMASHITA KENTO, 宿直員 伊藤: what fills the field behind a word for who somebody is."""
    text = reading.even
    for match in _ROLE.finditer(text):
        edge = _edge(reading, match.end())
        end = min(edge.start() if edge else len(text), match.end() + _LONGEST_FIELD)
        while (
            edge
            and re.match("[ァ-ヺー]・[ァ-ヺー]", text[edge.start() - 1 : edge.start() + 2])
            and end - match.end() < _LONGEST_FIELD
        ):  # a foreign name goes on
            edge = _edge(reading, edge.end())
            end = min(edge.start() if edge else len(text), match.end() + _LONGEST_FIELD)
        words = text[match.end() : end]
        foreign = _RUN_OF_FOREIGN.match(words)
        words = foreign[0] if foreign else words
        length = _length_of_name(words) or _length_of_family(match, words)
        at = match.end()
        while length:
            yield at, at + length
            following = _NEXT.match(text, at + length)
            at = following.end() if following else at
            length = _length_of_next(reading, at) if following else 0
    for match in _CHILD.finditer(text):
        if lexicon.is_given(match["name"]) or lexicon.may_be_name(match["name"]):
            yield match.span("name")
    for match in (match for pattern in (_CLASS, _NUMBERED) for match in pattern.finditer(text)):
        edge = _edge(reading, match.end())
        length = _length_of_name(text[match.end() : edge.start() if edge else match.end() + _LONGEST_NAME + 1])
        if length:
            yield match.end(), match.end() + length


def _edge(reading: Reading, at: int) -> re.Match[str] | None:
    """The mark that ends a field, where it is near enough for one."""
    return _EDGE.search(reading.text, at, at + _LONGEST_NAME + 2)


def _length_of_next(reading: Reading, at: int) -> int:
    """Who stands next in a list behind a role: 日直 倉田・西岡."""
    run = re.match(rf"{_KANJI}{{1,4}}(?={_BEHIND.pattern[:-1]}(?:[・、,/ )\n]|$))", reading.even[at : at + 8])
    if run is None or not lexicon.is_surname(run[0]) or run[0] in PREFECTURES or lexicon.is_no_name(run[0]):
        return 0
    words = reading.inside(at, at + len(run[0]))
    return len(run[0]) if words and words[0].kinds[3] == "姓" else 0


def _length_of_family(role: re.Match[str], words: str) -> int:
    """A family name alone: with a colon before it any that fills the field, else one that is no word of every day."""
    run = re.match(
        rf"{_KANJI}{{1,4}}?(?=(?:より|から|まで|が|は|に|へ|を|の|と|です)(?!{_KANJI}?[名人])| ?{_BEHIND.pattern})",
        words,
    )
    whole = re.fullmatch(rf"{_KANJI}{{2,4}}", words)  # 三宅, where 宅 may be a word behind a name
    run = whole if whole and lexicon.is_surname(words) else run
    field = re.match(rf"{_KANJI}{{2,4}}(?= )", words)  # 運転 茂呂 走行 43km
    if not run and field and lexicon.is_only_a_name(field[0]) and "地名" not in lexicon.kinds(field[0]):
        return len(field[0])
    word = run[0] if run else ""
    if not lexicon.is_surname(word) or lexicon.is_no_name(word):
        return 0
    known = lexicon.kinds(word)
    sure = known <= {"姓", "名", "人名"}
    named = role["gap"].strip() and "地名" not in known
    said = re.match("[がはにへをのとで]", words[len(word) :]) and "普通名詞" in known  # 部長 樹木につきましては
    clerk = _is_of_one(role["role"]) and word not in PREFECTURES and not said
    return len(word) if sure or ((named or clerk) and len(word) > 1) else 0


def _is_of_one(role: str) -> bool:
    """Whether only a person stands behind the word: 当番員, 事務担当, 受電; 対象者 may be a place."""
    return not role.endswith(("者", "人", "主", "役", "児", "生")) or role.endswith("当者")


def _length_of_name(words: str) -> int:
    """How many characters of a field, from its beginning, are a full name; what stands behind it must be a title."""
    if len(words) > _LONGEST_NAME or NO_NAME.search(words):
        return 0
    bare = _BEHIND.sub("", words).rstrip()
    return len(bare) if is_name_of_field(bare) else 0
