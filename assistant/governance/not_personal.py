"""What looks like personal data and is not: placeholders, amounts, numbers of papers and things, public numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.governance.columns import of_things
from assistant.governance.placeholders import LOOSE
from assistant.governance.reading import Reading

# Numbers of things. 番号 alone may be anyone's; 口座番号, 電話番号, 個人番号 are not here.
_OF_THINGS = (
    r"(?:(?:法人|管理|整理|受付|伝票|図書|財産|備品|物品|事業者?|契約|注文|商品|製品|製造|部品|型式?|品目?|文書"
    r"|文献|公文書|予算|科目"
    r"|決裁|起案|発注|見積|請求書?|案件|工事|路線|系統|登録|認証|許可|指定|施設|課題|資料|図面|様式|議案"
    r"|シリアル|ロット|追跡|問合せ"
    r"|問い合わせ|引用|規格|連番|通し|ページ|バージョン|チケット|申請|届出|交付|証明|入札|落札|会議|研修|講座|整備|調達|照会|依頼)(?:番号|コード|ID)"
    r"|品番|型番|図番|連番|JANコード|JAN(?! (?:19|20)\d\d)|バーコード|\w{0,6}コード(?:番号)?|ISBN(?:-1[03])?|ISSN"
    r"|(?<![A-Za-z])(?<![通座号] )(?<![通座])(?:No|NO)\.?|シリアル|ロット"
    r"|IPアドレス|IP|MACアドレス|バージョン|Ver\.?|版数)"
)
_NUMBER = r"[0-9０-９][0-9０-９.,xX-]*(?: [0-9０-９][0-9０-９-]*)*"
_PLACES = (
    # 図書番号 0123-45-6789, 法人番号は1234567890123
    re.compile(rf"(?<!\w){_OF_THINGS}[ :はが=#(]{{0,3}}(?P<it>{_NUMBER})"),
    re.compile(rf"[\w、]{_OF_THINGS}[ :はが=#(]{{0,3}}(?P<it>{_NUMBER})"),
    # "code":"0312345678", sku=0120456789
    re.compile(
        rf"(?<![A-Za-z_])(?:(?:item|product|goods|budget|cost|dept)_?)?(?:code|sku|serial|isbn"
        rf"|jan)[\"']? ?[:=] ?[\"']?(?P<it>{_NUMBER})"
    ),
    # 1,234,567円, 123456789012円, 1234567千円
    re.compile(
        r"(?P<it>(?<![\d.,-])\d[\d,.]*\d) ?(?:千円|百万円|万円|億円|円|人|世帯|件|部|冊|トン|kWh|kw|㎡|m2|平米"
        r"|ha|%|ポイント)"
    ),
    # The four parts of an address of a machine.
    re.compile(r"(?<![\d.])(?P<it>\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?![\d.])"),
    # A web address: its numbers and names are the page's.
    re.compile(r"(?P<it>https?://[\w!#$%&'()*+,./:;=?@\[\]~-]+)"),
)


def places(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where something stands that no finder may touch."""
    for match in LOOSE.finditer(reading.text):
        yield match.span()
    yield from of_things(reading)
    for pattern in _PLACES:
        for match in pattern.finditer(reading.even):
            yield match.span("it")
