"""Ways of telling in which nothing is decided or promised: what others said, what would be, what was."""

from __future__ import annotations

from assistant.drafting.hearing.wordings import Wording, any_of, words

_THEY_SAY = any_of(
    "言っ|いっ|おっしゃ|仰|聞い|伺っ|書い|言われ|いわれ",
    "いう(?:話|声|ご?意見(?![でに]まと)|こと[をもが](?:聞|伺|言))",
    "の(?:こと|話|声|ご?意見)(?:です|でし|[をが])",
)
is_of_others = Wording(
    ("中止すると伺っています。", f"(?:って|と){_THEY_SAY}"),
    ("作らないということで答申にもそう書いてあります。", "そう(?:書い|聞い|言っ)て(?:あり|い|おり)ます"),
    ("中止するそうです。", "そうです(?:ね|よ)?。*$|らしい"),
)
is_supposed = Wording(
    ("もし中止するなら、返金します。", "もし(?!くは)"),
    ("仮に全員分を買います。", "仮に(?!移|置|設|決|使|止|作|建)|たとえば|例えば"),
    ("中止するとしたら返金します。", "(?:とし|といっ)たら"),
)
_earlier = Wording(
    (
        "昨年度は中止しました。",
        words("昨年 一昨年 去年 前年 前回 前々回 先日 先週 先月 先ほど 以前 これまで 昨日 きのう"),
    ),
    ("当初は中止としました。", words("既に すでに 当時 過去 かつて 従来 もともと 当初")),
    ("9月の委員会で中止しました。", r"\d+月の(?:会議|委員会|定例会|議会|打ち?合わせ|庁議)|(?:庁議|議会|理事会)で"),
    ("第2回で中止しました。", r"第\d+回(?:の)?(?:会議|委員会)?で"),
    ("令和3年に中止しました。", r"(?:令和|平成)\d+年"),
)
_DID = "[っいし]た"
is_past = Wording(
    ("中止した経緯があります。", f"{_DID}経緯"),
    (
        "中止しましたけれども。",
        f"{_DID}(?:が|ので|けど|けれども|んです[がねよ]?|ところです|もの(?:です)?)?(?:よ?ね|よ|か)?。*$",
    ),
    ("中止が決まりましたので、ご報告です。", f"{_DID}ので、[^。]{{0,8}}報告"),
    ("中止しています。", "て(?:い|おり)ま(?:す|した)。*$"),
    ("中止しておりますので。", "ております"),
)


def is_reported(said: str) -> bool:
    """Whether it is told of another time: an earlier day is named and the sentence ends in the past."""
    return _earlier(said) and is_past(said)
