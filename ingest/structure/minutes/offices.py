"""Offices as they stand before or after a name, and the role that each has in a meeting."""

from __future__ import annotations

import re

from ingest.model import Role


def _any(words: str) -> str:
    """An alternation of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


# Who leads a meeting. 会長 leads a council; the head of another body (農業委員会会長) is caught before.
_CHAIR = re.compile(
    r"(?:議長|委員長|座長|部会長|分科会長|審議会会?長|協議会会?長|検討会会?長)(?:職務代(?:理|行)者?|代理|職務)?$"
    r"|^(?:副?会長|司会者?|進行)$"
)
_VICE = re.compile(r"副(?:委員長|座長|会長|部会長)(?:職務代(?:理|行)者?|代理)?$")
# Bodies of the executive whose members and clerks bear the titles of an assembly's.
_EXECUTIVE_BODY = re.compile(_any("監査 選挙管理 人事 公平 教育委 公安 農業委 固定資産 収用 労働委 海区 漁業"))
_SECRETARIAT = re.compile(
    r"^(?:.{1,8}[都道府県市区町村])?議会(?:事務)?局|^(?:.{1,8}議会)?事務局|書記(?:次?長)?$"
    r"|^議事(?:部|課|調査|総務|担当|係|運営)|^(?:次長兼)?議事.{0,6}長$|^速記"
)
_QUESTIONER = re.compile(r"(?:委員|議員)$")
_WITNESS = re.compile(f"(?:{_any('参考人 証人 公述人 陳述人 請願者 陳情者 鑑定人 提出者 提案者 発議者 紹介者')})$")
# Titles that are whole, the parts of a city hall that have a 長, and what a 監 watches over.
_TITLES = """
    知事 市長 町長 村長 区長 広域連合長 企業長 組合長 教育長 助役 収入役 出納長 会計管理者 管理者 技監 総監 技官
    参事 参事官 副参事 参与 理事 理事官 主幹 主査 主任 主事 主席 技師 監査委員 監査人 教育委員 選挙管理委員
    公平委員 農業委員 人事委員 公安委員 担当 担当者 担当官 リーダー マネージャー マネジャー 代理 補佐
    補佐監 補佐官 理事者 説明員 説明者 当局 執行部
    審議官 政策官 企画官 調整官 専門官 事務取扱 兼務 事務代理 心得 職務代理 職務代理者 大臣 政務官 政府委員 長官
"""
_HEADED = """
    局 部 課 室 係 所 場 署 館 園 院 校 学 隊 団 庁 駅 店 公室 本部 支所 支部 班 センター 事務 次 局次 部次 理事
    会計 消防 区域 工場 分室 公所 機構 付
"""
_WATCHED = """
    総括 統括 統轄 政策 危機管理 審議 管理 調整 企画 指導 推進 防災 専門 財政 技術 監察 情報 事業 監理 施設 行政
    改革 会計 業務
"""
_EXECUTIVE = re.compile(f"(?:{_any(_TITLES)}|(?:{_any(_HEADED)})長|(?:{_any(_WATCHED)})監|..監|..官)$")
# 田中建設部長 has its office from 建設 on: with what the names of the parts of a city hall begin. None is so short
# that a surname begins with it: 道路, for 道下 is a name; 緑地, for 緑川 is one.
_PARTS = """
    総務 総合 財務 財政 企画 政策 戦略 知事 副知事 市長 副市長 町長 副町長 村長 副村長 区長 副区長 教育 市民 町民 村民
    区民 都民 県民 府民 道民 住民 生活 文化 福祉 保健 健康 環境 建設 都市 産業 経済 労働 商工 観光 農業 農林 農政 農水
    農村 農地 林業 林務 水産 土木 道路 河川 公園 緑地 緑化 緑政 みどり 建築 住宅 営繕 用地 港湾 空港 交通 水道 下水道
    上下水道 消防 警視 警察 病院 医療 衛生 会計 出納 議会 議事 事務 監査 選挙 人事 職員 行政 行財政 デジタル 情報 ＩＣＴ
    ICT ＤＸ DX スマート 広報 広聴 秘書 法務 法制 契約 検査 管財 資産 税務 税制 主税 市税 収税 納税 収納 債権 国保
    国民健康保険 保険 年金 介護 高齢 長寿 障害 障がい 子ども こども 子育 児童 少子 保育 青少年 若者 男女 人権 女性
    学校 学務 指導 生涯学習 社会 スポーツ 体育 図書館 公民館 博物館 美術館 文化財 給食 幼稚園 中央卸売市場 市場 卸売
    オリンピック 東京 北海道 地域 地方 協働 まちづくり ふるさと 移住 危機 防災 災害 安全 防犯 復興 復旧 震災 国際 交流
    資源 清掃 廃棄物 ごみ ゼロカーボン 脱炭素 エネルギー 開発 再開発 区画 区域 公共 施設 庁舎 改革 調査 調整 統計
    広域 基地 空家 空き家 特命 特別 新市場 中央 本庁 支所 出張所 事業 業務 管理 経営 金融 多摩 首都 本部 局長 部長
    課長 次長 室長 係長 所長 館長 園長 校長 院長 場長 参事 主幹 主査 主任 主事 課長補佐 理事 技監 副参事 参与 担当
    代表監査 技術 計画 推進 包括外部 感染 新型 ワクチン 外部 収用 企業 公営 電気 ガス 競輪 競馬 工事 設備 機械 測量
    統括 財産 資金 予算 庶務 厚生 援護 援助 相談 支援 自立 生涯 青年 雇用 就労 工業 商業 中小企業 当局 執行部 常任
    文教 民生 決算 議院
"""
_ORGANISATION = re.compile(_any(_PARTS))
_WHOLE = """
    臨時議長 仮議長 副議長 議長 副委員長 委員長 副座長 座長 副部会長 部会長 副会長 会長 委員 議員 証人 参考人 公述人
    陳述人 提出者 提案者 発議者 請願者 鑑定人 委員外議員 紹介議員
    説明者 書記長 書記 説明員 教育長 助役 収入役 出納長 司会 司会者 進行
    管理者 副管理者 企業長 副企業長 広域連合長 組合長 副組合長 理事長
"""
_SHORT_TITLES = frozenset(_WHOLE.split())
# Most surnames have two characters. 西建設部長 is 西 of 建設, not 西建設, so one comes before three.
_SURNAME_LENGTHS = (2, 1, 3, 4, 5, 6, 7)
_NOT_ONE = ("各", "全", "両", "同", "当", "他", "出席", "欠席", "傍聴", "応招", "不応招", "会議録")
_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fa\u30fc]+")
_NO_SURNAME = re.compile(
    "(?:自治|町内?|連合|区長|商工|同窓|保護者|老人|婦人|青年|後援|振興|親|理事|委員|農協|漁協|協)会長$"
)
_NAME = re.compile(
    r"[々〆ヶヵ\u3041-\u309f\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+"
)


def role_of(office: str) -> Role:
    """The role an office speaks in; UNKNOWN for witnesses and for words that are no office."""
    body = _EXECUTIVE_BODY.search(office)
    if body and (office.endswith(("委員長", "委員", "委員会会長", "書記長", "書記")) or _EXECUTIVE.search(office)):
        return Role.EXECUTIVE
    if _SECRETARIAT.search(office):
        return Role.SECRETARIAT
    if _CHAIR.search(office):
        return Role.CHAIR
    if _WITNESS.search(office):
        return Role.UNKNOWN
    if _QUESTIONER.search(office):
        return Role.QUESTIONER
    return Role.EXECUTIVE if _EXECUTIVE.search(office) else Role.UNKNOWN


def is_office(words: str) -> bool:
    """Whether `words` end as an office does; they may still begin with a name."""
    return bool(is_witness(words) or role_of(words) is not Role.UNKNOWN)


def is_witness(office: str) -> bool:
    """Whether somebody from outside speaks, who is asked and answers."""
    return bool(_WITNESS.search(office))


def is_vice(office: str) -> bool:
    """Whether the office leads only while its superior is away."""
    return bool(_VICE.search(office))


def is_name(words: str) -> bool:
    """Whether `words` could be a person's name: kanji and kana only, spaces apart."""
    name = "".join(words.split())
    return 1 <= len(name) <= 10 and bool(_NAME.fullmatch(name))


def is_part(words: str) -> bool:
    """Whether `words` name a part of a city hall: 総務課."""
    return words.endswith(("課", "係", "局", "部", "室", "会", "所")) and bool(_ORGANISATION.match(words))


def begins_as_office(words: str) -> bool:
    """Whether `words` are an office without a name before it: 委員長, 総務部長, 中央卸売市場長."""
    if words in _SHORT_TITLES:
        return True
    if is_witness(words) or role_of(words) is Role.QUESTIONER:
        return False  # 道下委員 has a name before it; 監査委員 is of the executive
    return is_office(words) and bool(_ORGANISATION.match(words))


def split_surname(words: str) -> tuple[str, str]:
    """Name and office of 田中建設部長 or 山田委員, by the words offices begin with; the name is empty where none is."""
    if begins_as_office(words):
        return "", words
    if _NO_SURNAME.search(words) or words.startswith(_NOT_ONE):
        return "", ""
    for length in _SURNAME_LENGTHS:
        name, office = words[:length], words[length:]
        # 田中（晃）委員長: a letter in brackets parts two people of one name.
        if office[:1] in {"（", "("} and (close := min(office.find("）") % 99, office.find(")") % 99)) <= 3:
            name, office = name + office[: close + 1], office[close + 1 :]
        if office and is_name(name.translate(_NO_BRACKETS)) and begins_as_office(office):
            # いきいき健康課長: officials are called by names in kanji, parts of a city hall may begin in kana.
            of_kana = bool(_KANA.fullmatch(name)) and role_of(office) is Role.EXECUTIVE
            return ("", words) if of_kana else (name, office)
    return "", ""


_NO_BRACKETS = {ord(mark): None for mark in "（）()"}
