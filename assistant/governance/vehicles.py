"""Numbers of vehicles: the plate with its place, class, kana and figures; the number on the frame where it is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance.reading import Reading
from assistant.governance.spans import Kind, Span

# Places on plates (道路運送車両法施行規則, and the ご当地ナンバー that came after), those with two characters or more.
_PLACES = (
    "札幌|函館|旭川|室蘭|釧路|帯広|北見|知床|苫小牧|十勝|青森|弘前|八戸|岩手|盛岡|平泉|宮城|仙台|秋田|山形|庄内"
    "|福島|会津|郡山|白河|いわき|水戸"
    "|土浦|つくば|宇都宮|那須|とちぎ|日光|群馬|前橋|高崎|大宮|川口|所沢|川越|熊谷|春日部|越谷|千葉|成田|習志野"
    "|市川|船橋|袖ヶ浦|市原|野田|柏|松戸"
    "|品川|世田谷|練馬|杉並|板橋|足立|江東|葛飾|江戸川|八王子|多摩|横浜|川崎|湘南|相模|山梨|富士山|新潟|長岡|上越"
    "|富山|石川|金沢|長野|松本|諏訪"
    "|南信州|安曇野|福井|岐阜|飛騨|静岡|浜松|沼津|伊豆|名古屋|豊橋|三河|岡崎|豊田|尾張小牧|一宮|春日井|三重|鈴鹿"
    "|四日市|伊勢志摩|滋賀|京都|大阪"
    "|なにわ|和泉|堺|奈良|飛鳥|和歌山|神戸|姫路|鳥取|島根|出雲|岡山|倉敷|広島|福山|山口|下関|徳島|香川|高松|愛媛"
    "|高知|福岡|北九州|久留米|筑豊|佐賀"
    "|長崎|佐世保|熊本|大分|宮崎|鹿児島|奄美|沖縄"
)
_CLASS = r"\d[0-9A-Z]{0,2}"
_KANA = r"[あ-かき-くけこさ-すせそ-とな-ほま-もやゆよら-をEHKMTYれろわ]"
_FIGURES = r"(?:\d{2} ?- ?\d{2}|[・.·･]{0,3} ?\d ?- ?\d{2}|[・.·･]{1,3} ?\d{1,3}|\d{1,4})"
_REST = rf"[ \n]?{_CLASS}[ ]?{_KANA}[ ]?{_FIGURES}(?![\dA-Za-z-]|[時分日月年人件円桁台個])"
_WORDS = (
    r"(?:車両番号|車両ナンバー|登録番号|自動車登録番号|ナンバープレート|ナンバー|標識(?:番号)?|車番"
    r"|車のナンバー|プレート)"
)
_PLATES = (
    re.compile(rf"(?P<plate>(?:{_PLACES}){_REST})"),
    # A place that is not on the list: not 資料3の24.
    re.compile(rf"(?<![^\W_])(?P<plate>[^\W\d_A-Za-z]{{1,4}}(?= ?\d[0-9A-Z]{{1,2}} ?[^の\d]){_REST})"),
    # Small motorcycles have the city's name and no class.
    re.compile(
        rf"(?<!マイ){_WORDS}[ :はが\t]{{0,3}}"
        rf"(?P<plate>(?:{_PLACES}|[^\W\d_A-Za-z]{{1,7}}[市町村区]|[一-龥ヶケノ]{{2,6}})"
        rf" ?(?:{_CLASS})? ?{_KANA} ?{_FIGURES})"
        rf"(?![\dA-Za-z桁文時分日月年人件円-])"
    ),
    # 青葉市 か 12-34, without the word for it: only a plate has a kana by itself between city and figures.
    re.compile(rf"(?<![^\W_])(?P<plate>[^\W\d_]{{1,5}}[市町村区] {_KANA} ?\d{{1,2}}-\d{{2}})(?![\dA-Za-z-])"),
    # 盗まれた原付 一宮市 せ 3917
    re.compile(
        r"(?:原付|原動機付自転車|バイク|スクーター|ミニカー|小型特殊|トラクター|カブ)[^\n。]{0,6}?"
        rf"(?<![^\W_])(?P<plate>[^\W\d_A-Za-z]{{1,5}}[市町村区] ?{_KANA} ?\d{{1,4}})(?![\dA-Za-z時分日月年人件円台-])"
    ),
    re.compile(r"車[台体]番号[ :はが\t]{0,3}(?P<plate>[A-Z0-9]{2,10}(?:-[A-Z0-9]{3,10})?)(?![\w-])"),
)
_DATED = re.compile(r"(?:\w*番号|内線|電話|明治|大正|昭和|平成|令和|第|約|計|全)")


def vehicles(reading: Reading) -> Iterator[Span]:
    """Plates, with their dots for missing figures."""
    for pattern in _PLATES:
        for match in pattern.finditer(reading.even):
            if not _DATED.match(match["plate"]):
                yield Span(*match.span("plate"), Kind.VEHICLE_NUMBER)
