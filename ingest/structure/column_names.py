"""Column names of open data in English, and the Japanese words that people ask by: lunchDay is the day of 給食."""

from __future__ import annotations

import re

_JAPANESE = {
    "address": "住所 所在地", "age": "年齢", "amount": "金額 量", "area": "面積 区域", "birth": "出生",
    "budget": "予算", "building": "建物", "bus": "バス", "calorie": "カロリー 熱量", "capacity": "定員 容量",
    "category": "分類 種別", "child": "子ども", "city": "市", "class": "区分", "close": "終了 閉館",
    "closed": "休み 休館", "code": "コード", "company": "会社", "contact": "連絡先", "cost": "費用",
    "count": "件数", "country": "国", "date": "日付", "day": "日", "death": "死亡", "department": "担当課 部署",
    "description": "説明", "district": "地区", "elevation": "標高", "email": "メール", "end": "終了",
    "event": "行事 催し", "facility": "施設", "fax": "ファクス", "fee": "料金", "female": "女",
    "food": "食品 食材 材料", "garbage": "ごみ", "gender": "性別", "height": "高さ", "holiday": "休日",
    "hospital": "病院", "hour": "時間", "household": "世帯", "latitude": "緯度", "library": "図書館",
    "location": "場所", "longitude": "経度", "lunch": "給食 昼食", "male": "男", "meal": "食事",
    "menu": "献立 メニュー", "month": "月", "name": "名称 名前", "note": "備考", "number": "番号 数",
    "open": "開始 開館", "organization": "団体", "owner": "所有者", "park": "公園", "parking": "駐車場",
    "person": "人", "phone": "電話番号", "place": "場所", "population": "人口", "postal": "郵便番号",
    "prefecture": "都道府県", "price": "価格", "quantity": "分量 数量", "ratio": "割合", "remarks": "備考",
    "road": "道路", "room": "部屋", "route": "路線", "school": "学校", "section": "課", "sex": "性別",
    "shelter": "避難所", "staff": "職員", "start": "開始", "station": "駅", "status": "状況", "stop": "停留所",
    "tax": "税", "tel": "電話番号", "telephone": "電話番号", "time": "時刻 時間", "title": "題名",
    "toilet": "トイレ", "total": "合計", "town": "町", "type": "種類", "unit": "単位", "user": "利用者",
    "ward": "区", "weight": "重さ", "year": "年", "zip": "郵便番号",
}  # fmt: skip
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def in_japanese(name: str) -> str:
    """What the words of an English column name are in Japanese; empty for any other name."""
    if not name.isascii():
        return ""
    words = (word.lower() for word in _WORD.findall(name))
    meant = (_JAPANESE.get(word) or _JAPANESE.get(word.removesuffix("s"), "") for word in words)
    return " ".join(dict.fromkeys(" ".join(meant).split()))
