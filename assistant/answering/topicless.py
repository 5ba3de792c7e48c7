"""Words that name no topic of their own, by which a follow-up question is told from one that stands by itself."""

from __future__ import annotations

# What may be asked about any topic: by itself it names none.
_ASPECTS = """
    担当 部署 部門 所管 主管 連絡 電話 番号 窓口 問い合わせ 問合せ 期限 締め切り 締切 締切り 期日 日程 日時 日付
    日 時期 時間 期間 時刻 場所 会場 住所 理由 目的 内容 結果 詳細 概要 要点 要約 背景 経緯 対象 条件 要件 方法
    手順 手続き 手続 流れ 人数 件数 回数 金額 費用 予算 予算額 決算 上限 下限 料金 額 単価 総額 数 割合 比率
    効果 課題 問題 メリット デメリット 利点 欠点 議題 議事 出席 参加 欠席 委員 座長 議長 会長 委員長 リーダー
    メンバー 次回 前回 次 前 今回 今後 予定 スケジュール 決定 事項 意見 質問 回答 答弁 反対 賛成 例 事例 具体
    違い 変更 相違 根拠 発言 提案 説明 名前 名称 責任 必要 書類 提出 開催 実施 開始 終了 進捗 状況 現状 評価
    注意 留意 理解 部分 種類 一覧 申請 申し込み 申込 申込み 利用 使い方 開館 閉館 休館 定員 対応 方針 考え 見解
    影響 原因 感想 採決 可決 否決
"""
# Kinds of things: what an old question was about may be one, but a new question that has nothing else points back.
_KINDS = """
    会議 会 資料 文書 計画 事業 制度 施設 会合 集まり ガイドライン 調査 報告 件 場合 取り組み 取組 施策 補助
    項目 団体 チーム
"""
# Ways of speaking, counters and endings, in the normalised form of the dictionary.
_MANNER = """
    為る 有る 居る 成る 言う 教える 下さる 呉れる 知る 分かる 遣る 出来る こと 事 物 もの 所 もっと 詳しい 簡単
    全て 全部 もう 少し 方 他 外 以外 先程 さっき 今 さん 氏 者 先 課 的 等 第 回 号 年 年度 月 人 名 円 分 上
    中 下 内 後 時 点 様 為 最も 一番 特に また では じゃあ 其処 此処 其方 此方 達 因みに ちなみに 続き 続く
"""
# Words that ask or point; they never stand in a compound.
_POINTERS = """
    何 誰 何時 いつ 何処 どこ 幾ら 幾つ 何れ どれ 何故 如何 どう どの どんな どちら 其々 其の 其れ 此の 此れ
    彼の 彼れ 同じ 上記 前述 当該
"""

ASPECTS = frozenset(_ASPECTS.split())
KINDS = frozenset(_KINDS.split())
MANNER = frozenset(_MANNER.split())
POINTERS = frozenset(_POINTERS.split())
