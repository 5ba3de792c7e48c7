"""Whether words are the name of a person, as the dictionary of words knows names; the contexts are in people.py."""

from __future__ import annotations

import re

from ingest.japanese.tokens import readings

KANJI = r"[一-龥々〆ヶ﨑㐂𠮷髙𣘺㟢德]"
KANA = r"[ぁ-んァ-ヺー\u3099\u309a]"
# A given name by its shape, for where a family name stands before it: 翔真, 奈つ, さくら, ジュン.
GIVEN = rf"(?:{KANJI}{{1,3}}|{KANJI}[ぁ-ん]{{1,3}}|[ぁ-ん]{{2,4}}|[ァ-ヺー]{{2,5}})"
# A family name of the dictionary that is far more often something else, when nothing but a title stands beside it.
_NOT_NAMES = frozenset((
    "皆", "客", "神", "仏", "奥", "王", "姫", "殿", "若", "父", "母", "兄", "姉", "弟", "妹", "娘", "孫", "爺", "婆",
    "嫁", "婿", "主", "隣", "町", "村", "国", "県", "市", "官", "公", "先", "者", "員", "生", "家", "屋", "店", "社",
    "会", "君", "方", "人", "子", "本", "同", "各", "諸", "両", "某", "該", "当", "貴", "副", "元", "前", "現", "旧",
    "新", "次", "総", "代", "職", "係", "課", "部", "局", "室", "班", "組", "長", "区", "みな", "みんな", "おば",
    "おじ", "おばあ", "おじい", "おかあ", "おとう", "お母", "お父", "お兄", "お姉", "お子", "お客", "むすこ",
    "むすめ", "あか", "赤", "お嬢", "旦那", "女将", "たく", "親父", "叔父", "叔母", "伯父", "伯母", "祖父", "祖母",
    "大家", "八百屋", "昼間", "平成", "令和", "昭和", "大正", "明治", "初代", "歴代", "先代",
    "息子", "市民", "住民", "職員", "議員", "委員", "会員", "利用", "患者", "業者", "学生", "園児", "児童", "生徒",
    "保護", "担当", "関係", "参加", "来場", "事業", "農家", "医者", "校長", "園長", "会長", "社長", "部長", "課長",
    "係長", "市長", "町長", "村長", "知事", "議長", "教授", "博士", "総務", "財政", "税務", "会計", "教育", "福祉",
    "保健", "環境", "建設", "都市", "水道", "消防", "企画", "政策", "産業", "観光", "農林", "土木", "管財", "人事",
    "広報", "情報", "秘書", "契約", "監査", "選挙", "議会", "学校", "生涯", "文化", "健康", "子育", "介護", "国保",
    "年金", "戸籍", "中央", "東部", "西部", "南部", "北部", "中部", "本庁", "支所", "事務", "関東", "関西", "東京",
    "大阪", "京都", "日本", "上司", "部下", "同僚", "工事", "ママ", "パパ", "申立人", "県立", "市立", "県民", "国民",
    "長男", "長女", "次男", "次女", "二男", "二女", "三男", "三女", "四男", "本人",
))  # fmt: skip
_ERAS = ("明治", "大正", "昭和", "平成", "令和")
_END_OF_A_ROLE = re.compile(
    r"[者員生家屋店社会方人市町村県区課部係局室所長手士師医官署庁館園校院店組団体主親子達等層位査幹任事補役]$|氏名$"
)
# Heads of fields, and measures: 振込先, 支払額, 使用料.
_END_OF_A_WORD = re.compile(
    rf"{_END_OF_A_ROLE.pattern}|[先名額料費号欄証票届書金数量率法税科類別用式型的性化容由況額]$"
)


# 琉生, 瑛士: two characters that are no word; the last ends words for roles too
_NEW_GIVEN = re.compile(rf"{KANJI}[生人士子]")
_ANSWERS = frozenset("有無要可否未済男女夫妻親朝昼夜夕表裏紙左右上下良正誤完全半計票何")
# Variants that the dictionary lacks.
_VARIANTS = str.maketrans("髙﨑濵邊邉齊齋嶋桒栁𠮷𣘺㟢", "高崎浜辺辺斉斎島桑柳吉橋崎")


def kinds(word: str) -> frozenset[str]:
    """What the dictionary says that `word` can be."""
    return readings(word.translate(_VARIANTS))


def is_surname(word: str) -> bool:
    """Whether the dictionary has `word` as a family name, and it is not a word of every day first."""
    return word not in _NOT_NAMES and "姓" in kinds(word)


def is_no_name(word: str) -> bool:
    """Whether `word` is one of every day or of an office, whatever else the dictionary has it as."""
    if word in _NOT_NAMES:
        return True
    known = kinds(word)
    named = known & {"姓", "名"} or is_only_a_place(word) or (not known and _NEW_GIVEN.fullmatch(word))
    return _END_OF_A_WORD.search(word) is not None and not named


def is_answer(word: str) -> bool:
    """Whether `word` is the one character that a form is filled with: 有, 済, 妻."""
    return word in _ANSWERS


def is_given(word: str) -> bool:
    """Whether the dictionary has `word` as a given name."""
    return word not in _NOT_NAMES and "名" in kinds(word)


def is_only_a_name(word: str) -> bool:
    """Whether `word` is a family name and no common word."""
    return is_surname(word) and not kinds(word) - {"姓", "名", "人名", "地名", "固有名詞"}


def is_only_a_place(word: str) -> bool:
    """Whether the dictionary has `word` as a place alone, as it has many rare family names (石動, 大豆生田)."""
    return kinds(word) == {"地名"} and re.fullmatch(rf"{KANJI}{{2,4}}(?<![市区町村郡県都府州国])", word) is not None


def is_common(word: str) -> bool:
    """Whether the dictionary has `word`, and not as a name of a person."""
    known = kinds(word)
    return bool(known) and not known & {"姓", "名", "人名"}


def may_be_given(word: str) -> bool:
    """Whether `word` may be a given name behind a family name: known as one, or a few characters that are no word."""
    if is_given(word) or (is_surname(word) and len(word) <= 2):
        return True
    ends_as_role = _END_OF_A_ROLE.search(word[1:]) and not _NEW_GIVEN.fullmatch(word)
    unknown = not kinds(word) and not ends_as_role
    return (
        unknown
        and re.fullmatch(rf"{KANJI}{{2,3}}|[ぁ-ん]{{2,4}}|[ァ-ヺー]{{2,5}}|{KANJI}[ぁ-んァ-ヺ]{{1,3}}", word)
        is not None
    )


def is_old_name(word: str, *, surely: bool = False) -> bool:
    """Whether `word` is a family name and, without a space, a given name in katakana (丸山キヌヱ; not 丸山ビル).

    `surely` where nothing says that a person follows: then the given name is no word of every day (丸山ミシン).
    """
    match = re.fullmatch(rf"(?P<family>{KANJI}{{2,4}}?)(?P<given>[ァ-ヺー]{{2,3}})", word)
    if match is None or not is_surname(match["family"]) or _BUILT.search(match["given"]):
        return False
    known = kinds(match["given"])
    return not surely or "普通名詞" not in known or bool(known & {"人名", "名"})


# 本田ガス, 上野ハイツ: katakana behind a family name that are part of a firm or a house
_BUILT = re.compile(
    "ビル|ガス|ゴム|パン|ハム|ドア|サン|ママ|パパ|ペン|バス|イス|ー|ケア|メモ|クラ|ゼミ|ハイ|デ[イザ]|ジム|カフ|バル|テク"
    "|メタ|エコ"
)


def is_full_name(word: str, *, surely: bool = False) -> bool:
    """Whether `word`, without a space, is a family name and a given name; `surely` where the dictionary has both."""
    given = is_given if surely else may_be_given
    # 内容 and 延岡市 are words; 柳ヶ瀬 is a family name that the dictionary has as a place only.
    if (
        word in _NOT_NAMES
        or word[:2] in _ERAS
        or (is_common(word) and (not kinds(word) <= {"地名"} or word[-1] in "市区町村郡県"))
    ):
        return False
    return any(is_surname(word[:cut]) and given(word[cut:]) for cut in range(1, min(5, len(word))))


def is_name(word: str) -> bool:
    """Whether `word`, before 様 for example, is a family name, a given name or both, perhaps with a space between."""
    family, _, given = word.partition(" ")
    given = given.strip()
    if given:
        return (is_surname(family) and not is_common(given)) or (may_be_given(given) and _may_be_family(family))
    return is_surname(word) or is_given(word) or is_full_name(word)


def _may_be_family(word: str) -> bool:
    return (
        (len(word) == 1 or word not in _NOT_NAMES)  # 王 小明
        and not is_common(word)
        and re.fullmatch(rf"{KANJI}{{1,4}}|{KANA}{{2,6}}", word) is not None
        and not _END_OF_A_ROLE.search(word)
    )


def is_foreign(word: str) -> bool:
    """Whether katakana that stand before さん are a name: known as one, or no noun (ホーさん; not ママさん)."""
    known = kinds(word)
    return "普通名詞" not in known and (bool(known & {"人名", "姓", "名"}) or known <= {"感動詞", "副詞"})


def may_be_name(word: str) -> bool:
    """Whether `word` could be a name that the dictionary lacks: some kanji or katakana, no word of every day."""
    known = kinds(word)
    shape = re.fullmatch(rf"{KANJI}{{2,4}}|[ァ-ヺー]{{2,10}}|{KANJI}{{1,2}}[ぁ-ん]{{1,3}}", word)
    return not known and shape is not None and word not in _NOT_NAMES and not _END_OF_A_ROLE.search(word)
