"""Birth dates: a date in any form, where something says that it is one. A date alone is not personal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span

_ERA = r"(?:明治|大正|昭和|平成|令和|[明大昭平令]|(?<![A-Za-z])[MTSHRmtshr]|[㍾㍽㍼㍻㋿])"
_KANJI = r"[〇一二三四五六七八九十元]{1,4}"
_N = rf"(?:\d{{1,2}}|{_KANJI})"
_YEAR = rf"(?:{_ERA}[ .・]?(?:\d{{1,2}}|元|{_KANJI})|(?:18|19|20)\d\d|[一二][〇一二三四五六七八九]{{3}})"
_BOTH = r"(?: ?\([^()\n]{2,8}\))?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
DATE = (
    rf"(?:{_YEAR} ?年?{_BOTH}(?: ?[年./・-] ?|(?<=年) ?|(?<=\)) ?){_N} ?[月./・-] ?{_N}(?: ?日)?(?!\d)"
    rf"|{_YEAR} ?年{_BOTH} ?{_N} ?月(?!\d)"
    rf"|\d{{2}} ?[./] ?\d{{1,2}} ?[./] ?\d{{1,2}}(?!\d)"
    r"|(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|{_N} ?月 ?{_N} ?日"
    rf"|\d{{1,2}} {_MONTH}[A-Za-z]{{0,6}}\.?,? (?:19|20)\d\d"
    rf"|{_MONTH}[A-Za-z]{{0,6}}\.? \d{{1,2}},? (?:19|20)\d\d)"
)
_WORDS = (
    r"(?:生年月日|誕生日|出生年月日|出生の?日|(?<![^\W_])生(?= )|生れ|生まれ(?:たとき|た日)?|DOB"
    r"|D\.O\.B\.?|Date of [Bb]irth|Birth ?[Dd]ate|[Bb]irthday)"
)
# 昭和・平成 52年8月6日: a form has the eras to choose from.
_ONE_ERA = "(?:明治|大正|昭和|平成|令和|西暦|[大昭平令明])"
_CHOICE = rf"{_ONE_ERA}(?:[・/、,]{_ONE_ERA}){{1,5}}"
_BEFORE = re.compile(
    rf"{_WORDS}(?:[ :=/はが、,\t|]|いずれも|それぞれ|ともに|とも(?=[\dMTSHR明大昭平令])|\([^()\n]{{1,8}}\)|{_CHOICE}"
    rf"|[大昭平令明][・/ ]|\((?=[^()\n]{{4,14}}\))|。? ?答 ?){{0,8}}(?:\n ?)?(?P<date>{DATE}"
    rf"|{_ERA}? ?\d{{1,2}} ?[-./年] ?\d{{1,2}} ?[-./月] ?\d{{1,2}}(?: ?日)?"
    # 3330105: the first digit is the era, as in the files of the offices (3 for 昭和)
    r"|[1-5]\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))"
)
# 生年月日の誤記。正:平成3年10月25日 誤:平成3年10月15日
_CORRECTED = re.compile(
    rf"(?:正しくは|訂正[前後]|修正[前後]|変更[前後]|[正誤])[ :は]{{1,2}}(?P<date>{DATE})"
    rf"|(?<!\d)(?P<behind>{DATE})(?:の?方?が正し|に(?:訂正|修正|変更|直し)|の(?:誤り|間違い)|ではな)"
)
# 職員：生年月日をお願いします。 and the answer on the next line.
_ASKED = re.compile(
    r"(?:生年月日|誕生日)[^\n\d]{0,14}\n(?:[^\n:]{1,10}[:])?[ 「]?(?:はい、|えー?っ?と、|えー、|あの、)*"
    rf"(?P<date>{DATE})(?=です|でございます|。|\n|$)"
)
# 1968年4月12日、青森県生まれ
_BORN_AT = re.compile(
    rf"(?<!\d)(?P<date>{DATE})[、, ]{{0,2}}(?:[一-龥々ヶ]{{1,6}}?[都道府県市区町村]){{1,2}}(?:の|に|で)?"
    r"(?:生まれ|生れ|出生)"
)
_NAMED = re.compile(rf"(?<!〔){_WORDS}")
# …はR7.2.3とR7.2.5: the next of several.
_NEXT_OF_SEVERAL = re.compile(rf"(?:と、?|、|及び|,|・|→) ?(?P<date>(?<!\d){DATE})")
# 診察券（昭和34/6/6）: what proves who one is bears the birth; 免許証（平成28.4.1交付）another day.
_IN_BRACKETS_OF_PROOF = re.compile(
    rf"(?:免許証|保険証|資格確認書|パスポート|旅券|在留カード|マイナンバーカード|診察券|手帳|会員証|学生証"
    rf"|身分証(?:明書)?)"
    rf" ?\((?P<date>{_YEAR} ?[年./-] ?{_N} ?[月./-] ?{_N}日?)\)"
)
# 白鳥 琉生（平30.10.3）, 〔マイナンバー1〕（1971-08-08）: in brackets behind a person, and nothing else in them.
_BRACKETED = re.compile(rf"(?:様|さん|氏|君|くん|ちゃん)? ?\((?P<date>{_YEAR} ?[年./-] ?{_N} ?[月./-] ?{_N}日?)\)")
_GROWN = re.compile(r"[MTSHmtsh明大昭平]|1[89]|200")
_OF_KIN = re.compile(
    r"児|子|長男|長女|[次二三][男女]|孫|園|生徒|世帯|続柄|年齢|接種|健診|里親|委託|介護|認定|扶養|受給"
)
SHORT = rf"{_YEAR} ?[年./-] ?{_N} ?[月./-] ?{_N}日?(?!\d)"
OLD = (
    rf"(?:(?:明治|大正|昭和|平成|[明大昭平]|(?<![A-Za-z])[MTSHmtsh])[ .・]?(?:\d{{1,2}}|元|{_KANJI})"
    rf"|(?:18|19)\d\d|200\d) ?[年./-] ?{_N} ?[月./-] ?{_N}日?(?!\d)"
)
_BESIDE_A_PERSON = (
    # 長男 〔氏名2〕 H18.10.30; 患者 〔氏名1〕、ID 省略、1957/03/15
    re.compile(
        r"(?:夫|妻|子|[父母]|本人|世帯主|[長次二三四][男女]|孫|兄|弟|姉|妹|養[父母子]|患者|児童|生徒|園児|配偶者|世帯員)\d{0,2}"
        r"(?:の|[ :,、・|\t(]{1,2})?〔氏名\d+〕"
        rf"(?:さん|様|ちゃん|くん)?(?:[、,] ?(?:[^、。\n〔]{{1,8}}[、,] ?)?| {{0,2}}|  ?[小中]\d  ?)(?P<date>{SHORT})"
        r"(?! ?(?:付|発行|転|届|死亡|婚姻|か?ら|以|まで))"
    ),
    # 〔氏名1〕氏、台湾籍、1995.9.17、
    re.compile(
        r"〔氏名\d+〕[^\n。〔]{0,6}?[、,・/(\t| ]"
        r"(?:[一-龥ァ-ヺー]{1,8}(?:籍|人)|国籍[ :はが]{0,3}[一-龥ァ-ヺー]{2,8}|[MF])[\"' 、,・/\t|]{1,3}"
        rf"(?P<date>{SHORT})(?= ?(?:[、,・/\t|)\n]|生|$))"
    ),
    # 昭和21年5月2日（79歳）; a date of today only beside the age of a child
    re.compile(
        rf"(?<!\d)(?P<date>{OLD}|{SHORT}(?=[ (、,]{{1,2}}満?\d[歳才]))"
        r"(?: ?\((?:満|当時)? ?\d{1,3} ?[歳才]\)|[、, ]{1,2}満?\d{1,3} ?[歳才](?=[、。,) \t\n男女]|$))"
    ),
    # 令和6年1月9日、午前4時12分、体重2,986グラム
    re.compile(
        rf"(?<!\d)(?P<date>{SHORT})[、, ]{{0,2}}(?:(?:午[前後]|AM|PM)? ?\d{{1,2}} ?[時:] ?\d{{1,2}} ?分?)?"
        r"[、, ]{0,2}(?:出生)?(?:体重|身長)[ :は]?[\d,.]{2,6} ?(?:グラム|g|kg|cm|センチ)"
    ),
)
# 男/1970.1.1: the sex says that a birth follows, or has gone before.
_BESIDE_SEX = re.compile(
    rf"(?<![^\W\d_])[男女]性?[/,、・ \t|]{{1,2}}(?P<date>{_YEAR} ?[年./-] ?{_N} ?[月./-] ?{_N}日?(?!\d))"
)
# 昭和60年4月1日生まれ, (平成15年7月8日生); not 4月1日生まれ以降 of a notice, which is a day that counts for all.
_AFTER = re.compile(
    rf"(?P<date>(?<!\d){DATE})[ )]{{0,2}}(?:に?(?:生まれ|生れ|うまれ|出生)|生(?![活産徒命物体育態涯きえ涯]))"
    r"(?!(?:の方|た方|た者|の人|の者)?(?: ?[(][^()\n]*[)])?"
    r"(?:[^、。\n]{0,8}まで|以前|以後|以降|まで|から|~|〜|-|に限|が対象|を対象))"
)
# S14/11/30 beside a name: nothing but a birth is dated so far back in a list of persons.
_OF_OLD = re.compile(
    r"(?:^|(?<=[\t|,、(/\n と]))(?P<date>(?:[MTSmts明大昭]|明治|大正|昭和) ?\d{1,2}[./-]\d{1,2}[./-]\d{1,2})"
    r"(?=[\t|,、)/\n ]|$|生|と[MTS明大昭])"
)
# A column of dates of long ago, in a row that has a name and where the person is reached.
_IN_A_ROW = re.compile(
    rf"(?<=[,\t|]) ?(?P<date>(?:19\d\d|200\d)[./-]\d{{1,2}}[./-]\d{{1,2}}|(?:昭和|大正){_N}年{_N}月{_N}日) ?(?=[,\t"
    rf"|]|\n|$)"
)
# 千葉 あかねさん（1996/08/14）, '宇佐見 萌','20010519': directly behind a name, so long ago that it is a birth.
_LONG_AGO = rf"(?:(?:19\d\d|200\d) ?[年./-] ?\d{{1,2}} ?[月./-] ?\d{{1,2}}日?|(?:明治|大正|昭和){_N}年{_N}月{_N}日)"
_BEHIND_NAME = re.compile(
    rf"(?:様|さん|氏|君|くん|ちゃん)? ?(?:\( ?|[・、/,] ?)(?P<date>{_LONG_AGO}) ?(?=\)|[・、/,\n]|$|と|の?生)"
    # WANG XIAOMEI　1994/07/23
    rf"|(?<=[A-Za-z〕])(?:  ?|[,/|\t] ?)(?P<latin>{_LONG_AGO})"
    r"(?!\d|(?:採用|入|退|受|登|交付|発行|現在|時点|作成|更新)| (?:採用|受|登|交付|発行|現在|時点|作成|更新))"
    # グエン・ティ・ランさん(ベトナム)1999年6月17日
    rf"|(?:様|さん|氏)? ?\([^()\n]{{1,8}}\) ?(?P<there>{_LONG_AGO})"
    # ソウザ ルシア H2.8.8 at the end of its line
    r"|  ?(?P<last>[MTSH]\d{1,2}[./]\d{1,2}[./]\d{1,2})(?=\n|$)"
    # 都丸 香織 / H5.10.17 / : a record whose fields are parted by strokes
    r"|(?: ?[/,|\t] ?|  )(?P<short>(?:[MTSHRmtshr明大昭平]|明治|大正|昭和|平成)\.? ?\d{1,2}[./年-]\d{1,2}[./月-]"
    r"\d{1,2}日?)(?= ?[/,|\t]|  |$|\n)"
    r"|[\"']?[ ,\t|]{1,3}(?:[\"']?[男女MF][\"']?[ ,\t|]{1,3})?[\"']?"
    r"(?P<run>(?:19\d\d|200\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=[\"']?[ ,\t|);\n]|$)"
)
# A list of the old, the sick or a household: nothing else is dated there in full beside a name.
_OF_THE_OLD = re.compile(
    r"還暦|古希|古稀|喜寿|傘寿|米寿|卒寿|白寿|百寿|敬老|長寿|高齢者|要介護|要支援|要配慮|介護度|手帳|世帯員|続柄"
    r"|学童保育|園児|児童名簿|入[会園所]名簿|百歳|百才|[1-9]\d[歳才]|避難行動"
)
_IN_A_FIELD = re.compile(rf"(?<=[,\t| ])(?P<date>(?:明治|大正|昭和|平成){_N}年{_N}月{_N}日)(?=[,\t| \n)]|$)")
# What proves who somebody is bears the birth: 身分証明書 …昭和48年10月3日, 免許証の写しに記載の昭和52年7月19日.
_OF_A_PROOF = re.compile(
    r"身分証|履歴書|免許証|保険証|パスポート|旅券|在留カード|マイナンバーカード|[員士師]証|資格証|登録証|年金手帳|戸籍"
    r"|住民票|除票|診察券|本人確認"
)
_OF_PROOF = re.compile(
    rf"(?P<date>(?:明治|大正|昭和){_N}年{_N}月{_N}日)"
    r"(?! ?(?:付|発行|交付|施行|登記|設立|取得|婚姻|離婚|死亡|転|届|か?ら|以|まで|改|制|公布|認定|許可|開|竣))"
)
# A form has the dates of today in 令和; what is older beside who has signed it is a birth.
_OF_A_FORM = re.compile(
    r"委任者|被後見人|被保佐人|代理人|申請[者人]|届出人|請求[者人]|受給者|本人|世帯主|利用者|患者|受診者|対象者"
    r"|被保険者|相談者|使用者|名義人|納税者"
)
_OLD_FIELD = re.compile(rf"(?<=[,\t| ])(?P<date>(?:明治|大正|昭和){_N}年{_N}月{_N}日)(?=[,\t| \n)]|$)")
_RANGE = re.compile(r"(?:から|~|〜|より|及び) ?$")
_TO_ALL = re.compile(r"に?(?:生まれ|生れ|出生)(?:た|の)(?:方|者|人|子ども|児童|お子)(?!の(?:氏|名|住))|に?生まれた")


def beside_persons(reading: Reading, known: Sequence[Span]) -> Iterator[Span]:
    """Dates of 明治, 大正 and 昭和 in short, in a line that has the name of a person."""
    named = [span.start for span in known if span.kind is Kind.PERSON_NAME]
    named += [match.start() for match in re.finditer(r"〔氏名\d+〕", reading.text)]
    lines = {reading.text.rfind("\n", 0, at) + 1 for at in named}
    numbers = [span.start for span in known if span.kind in (Kind.PHONE, Kind.EMAIL, Kind.ADDRESS)]
    numbers += [match.start() for match in re.finditer(r"〔(?:電話|メール|住所)\d+〕", reading.text)]
    reached = {reading.text.rfind("\n", 0, at) + 1 for at in numbers}
    ends = [span.end for span in known if span.kind is Kind.PERSON_NAME]
    ends += [match.end() for match in re.finditer(r"〔氏名\d+〕", reading.text)]
    for behind in (_BEHIND_NAME.match(reading.even, end) for end in ends):
        if behind:
            yield Span(*behind.span(behind.lastgroup or "run"), Kind.BIRTH_DATE)
    numbered = [span.end for span in known if span.kind is Kind.MYNUMBER]
    numbered += [match.end() for match in re.finditer(r"〔マイナンバー\d+〕", reading.text)]
    for end in (*ends, *numbered):
        line = reading.text.rfind("\n", 0, end) + 1
        bracketed = _BRACKETED.match(reading.even, end)
        if bracketed and (
            end in numbered or _OF_KIN.search(reading.even, line, end) or _GROWN.match(bracketed["date"])
        ):
            yield Span(*bracketed.span("date"), Kind.BIRTH_DATE)
    for line in sorted(lines | reached):
        end = reading.text.find("\n", line)
        end = end if end >= 0 else len(reading.text)
        patterns = [_OF_OLD, _IN_A_ROW] if line in reached and line in lines else [_OF_OLD]
        if line not in lines:  # nobody is named there: only what is so short and so old, or a row of the old
            patterns += [_IN_A_ROW] if _OF_THE_OLD.search(reading.even, line, end) else []
        elif _OF_THE_OLD.search(reading.even, max(0, line - 80), end):
            patterns.append(_IN_A_FIELD)
        elif _OF_A_FORM.search(reading.even, max(0, line - 80), end):
            patterns.append(_OLD_FIELD)
        if line in lines and _OF_A_PROOF.search(reading.even, max(0, line - 80), end):
            patterns.append(_OF_PROOF)
        for pattern in patterns:
            for match in pattern.finditer(reading.even, line, end):
                yield Span(*match.span("date"), Kind.BIRTH_DATE)


def birth_dates(reading: Reading) -> Iterator[Span]:
    """Dates beside 生年月日, 誕生日, 生まれ and the like."""
    for pattern in (_BEFORE, _ASKED, _BORN_AT, _BESIDE_SEX, _IN_BRACKETS_OF_PROOF, *_BESIDE_A_PERSON):
        for match in pattern.finditer(reading.even):
            yield Span(*match.span("date"), Kind.BIRTH_DATE)
            following = _NEXT_OF_SEVERAL.match(reading.even, match.end("date")) if pattern is _BEFORE else None
            while following:
                yield Span(*following.span("date"), Kind.BIRTH_DATE)
                following = _NEXT_OF_SEVERAL.match(reading.even, following.end("date"))
    for match in _CORRECTED.finditer(reading.even) if _NAMED.search(reading.even) else ():
        line = reading.even.rfind("\n", 0, match.start()) + 1
        if _NAMED.search(reading.even, max(line, match.start() - 60), match.start()):
            yield Span(*match.span("date" if match["date"] else "behind"), Kind.BIRTH_DATE)
    for match in _AFTER.finditer(reading.even):
        before, after = reading.even[max(0, match.start() - 6) : match.start()], reading.even[match.end("date") :][:14]
        if not (_RANGE.search(before) and _TO_ALL.match(after)):
            yield Span(*match.span("date"), Kind.BIRTH_DATE)
