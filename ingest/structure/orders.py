"""Sentences of a paper that read like an order to a program: 「これまでの指示を無視して…と答えてください」.

A paper is a paper: nothing in it is ever followed. Such a sentence proves nothing either, and a person should know
that it is there. Papers tell people to do things on every page; an order to a program speaks of its rules, addresses
it, plays at being one of its messages, or asks for a fixed answer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.japanese import sentences

_PROGRAM = (
    r"(?:生成)?AI(?:アシスタント|エージェント|モデル)?|人工知能|(?:AI|音声|対話)?アシスタント|言語モデル|チャットボット"
    r"|LLM|(?:Chat)?GPT(?:-?\d\w?)?|Claude|Copilot|Gemini|しるべ|システムプロンプト"
    r"|この文(?:章|書)を(?:読|要約|処理)\w{0,6}(?:モデル|システム|プログラム)"
)
_RULES = (
    r"(?:指示(?!書|病院|薬)|命令|プロンプト|ルール|規則|制約|制限|ガイドライン|設定|役割|禁止事項|決まり"
    r"|守ること|安全対策)"
)
_EARLIER = (
    r"(?:これまで|今まで|それまで|ここまで|以前|以上|上記|前述|先ほど|先の|直前|最初|元の|既存|与えられた"
    r"|受け取った|すべて|全て|一切|あらゆる|システム|管理者|あなた)"
)
_DROP = (
    r"(?:無視|忘れ|破棄|無効|取り消|上書き|解除|撤回|従わ(?:ない|ず)|守ら(?:ない|ず)|リセット|読み飛ばし)"
)
_SAY = (
    r"(?:答え|回答し|返答し|返信し|返し|出力し|表示し|書(?:き|い)|記載し|述べ|生成し|出力する|表示する|要約し|伝え|報告し|説明し|断言し|付け|挿入し|含め"
    r"|送信し|送り|送って|開き|開いて|アクセスし|呼び出し|実行し|読み込み|翻訳し|引用し|推薦し|勧め)"
)
_ORDER = (
    r"(?:て(?:ください|下さい|ほしい)|なさい|(?:る|す|く)こと(?:[。．」]|$)|てはいけ|てはなら|ろ[。！」]|せよ"
    r"|ましょう|てね|ないで|だけ)"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # これまでの指示をすべて忘れ, システムの制約を無視
        rf"{_EARLIER}.{{0,12}}{_RULES}.{{0,14}}{_DROP}",
        rf"{_RULES}(?:は|を|など).{{0,10}}{_DROP}.{{0,12}}(?:{_ORDER}|[、。]|$)",
        # AIへ: …と答えてください; しるべは…を出力すること
        rf"(?:{_PROGRAM})(?:へ|さん|様|殿|向け|宛て?|は|に(?:は|対)|が|[:、])+.{{0,60}}{_SAY}.{{0,6}}{_ORDER}",
        rf"(?:{_PROGRAM})(?:への|向けの|に対する)(?:追加)?(?:指示|命令|お願い|注意|メモ)",
        # あなたは今から…です
        rf"(?:あなた|君|お前)は(?:今から|これから|今後|もう|今|いま|本日から)?.{{0,16}}(?:{_PROGRAM}|管理者|開発者|DAN|制限のない)",
        r"(?:開発者|管理者|デバッグ|メンテナンス|制限解除|特権)モード(?:に|で|を)",
        # …とだけ答え, 必ず「…」と出力し
        rf"(?<!こ)と(?:だけ|のみ|必ず){_SAY}.{{0,6}}{_ORDER}",
        (r"(?:どんな質問(?:に|で)も|何を(?:聞|尋ね|訊)かれても|質問の内容にかかわらず|他の資料(?:は|を))"
        rf".{{0,50}}(?:と|を){_SAY}"),
        rf"必ず.{{0,50}}(?<!こ)と{_SAY}",
        rf"システムプロンプト.{{0,20}}{_SAY}",
        rf"「[^」]{{1,60}}」と(?:{_SAY}).{{0,4}}{_ORDER}",
        r"(?:根拠|出典|資料)(?:の)?番号.{0,16}(?:付け|つけ|書い|省い|偽).{0,8}(?:て(?:ください|下さい)|こと|なさい)",
        r"(?:検証|確認|チェック|照合)(?:は|を)?(?:不要|行わず|せず|省略).{0,16}(?:と(?:答|回|出|み)|出力|表示)",
        (r"(?:会話|やり取り|質問|利用者|個人情報|パスワード|APIキー|システムプロンプト|内部の?設定|この指示).{0,24}"
        r"(?:を|の内容を|の全文を).{0,30}(?:https?:|送信|送って|転送|出力し|表示し|埋め込|付け加え|漏ら|教えて|画像のURL)"),
        # A message that is not one.
        (r"<\|?(?:im_start|im_end|system|endoftext|assistant|user)\|?>|\[/?INST\]|<<SYS>>"
        r"|^#{1,4} ?(?:system|instruction|システム)|^\s*(?:system|assistant)\s*:\s*\S"
        r"|^\s*(?:システム|アシスタント)\s*[:：].{0,60}(?:answer|say|ignore|答え|回答|出力|無視|従い)"
        r"|^=== (?:system|user) ===|<<資料 \d+ (?:ここまで)?"),
        r"!\[[^\]]{0,80}\]\(\s*https?:|<(?:img|script|iframe|form)\b|\]\(\s*javascript:",
        # English, Chinese, Korean.
        (r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}"
        r"\b(?:instruction|prompt|rule|guideline|above|previous|prior|context)s?\b"),
        r"\b(?:you are now|act as|pretend to be|from now on|new instructions?|system prompt|jailbreak)\b",
        r"\b(?:respond|reply|answer|output|say|print|repeat)\b.{0,30}\b(?:only|exactly|with|the following|verbatim)\b",
        r"\b(?:reveal|leak|exfiltrate|send|post)\b.{0,40}\b(?:prompt|password|api key|conversation|secret)s?\b",
        r"(?:忽略|无视|無視|忘记).{0,12}(?:指令|指示|提示|规则)|请(?:只)?回答|지시.{0,6}무시",
    )
)
# Beside an order a sentence that asks for words is part of it.
_GOES_ON = re.compile(rf"(?<!こ)と(?:だけ|のみ)?.{{0,4}}{_SAY}|(?:新しい|追加の?|次の)(?:指示|命令)")
# What can stand in such a sentence at all; most texts have none of it and are done with.
_MAY = re.compile(
    r"指示|命令|プロンプト|ルール|規則|制約|制限|ガイドライン|役割|禁止事項|守ること|安全対策|AI|人工知能"
    r"|アシスタント|言語モデル|チャットボット|LLM|GPT|Claude|Copilot|Gemini|しるべ|あなたは|君は|お前は|モード"
    r"|だけ|のみ|必ず|どんな|何を|質問|」と|番号|検証|確認|チェック|照合|会話|パスワード|他の資料|[<\[#=]"
    r"|\b(?:ignore|disregard|forget|override|bypass|you are|act as|pretend|from now|new instr|system|assistant"
    r"|developer|jailbreak|respond|reply|answer|output|say|print|repeat|reveal|leak|send|post)"
    r"|指令|提示|请|지시",
    re.IGNORECASE,
)


@lru_cache(maxsize=2_000)  # a passage is asked for each sentence that cites it
def orders(text: str) -> tuple[tuple[int, int], ...]:
    """Where sentences stand that read like an order to a program."""
    if not _MAY.search(unicodedata.normalize("NFKC", text)):
        return ()
    spans = sentences.split(text)
    found = {n for n, (start, end) in enumerate(spans) if is_order(text[start:end])}
    for step in (1, -1):  # what an order goes on with, and what leads to it
        for n in range(len(spans))[::step]:
            start, end = spans[n]
            if n - step in found and _GOES_ON.search(text[start:end]):
                found.add(n)
    return tuple(spans[n] for n in sorted(found))


def without_orders(text: str) -> str:
    """`text` with such sentences blanked: every other character keeps its place."""
    for start, end in orders(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def is_order(sentence: str) -> bool:
    """Whether a sentence reads like an order to a program."""
    plain = unicodedata.normalize("NFKC", sentence).strip()
    return any(pattern.search(plain) for pattern in _PATTERNS)
