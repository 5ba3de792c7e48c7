"""Sentences held against quotes, each judged by a person.

The tables are written by hand; a verdict in brackets means that either will do. Of the 126 cases 50 are unsupported
by the judgement of a person: all 50 are called so and nothing else is (precision 1.0, recall 1.0). The rules were made
with the first 96 at hand, where they began with 0.91 and 0.81; the 30 of FRESH came afterwards and changed nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.values import Verdict
from assistant.answering.verification import verify

S, P, U = Verdict.SUPPORTED, Verdict.PARTIAL, Verdict.UNSUPPORTED
SP = (S, P)  # either will do for a paraphrase


class Case(NamedTuple):
    sentence: str
    quotes: str | tuple[str, ...]
    verdict: Verdict | tuple[Verdict, ...]
    context: str = ""


NUMBERS = (
    Case("定年は62歳です。", "定年は62歳とする。", S),
    Case("定年は64歳です。", "定年は62歳とする。", U),
    Case("定年は六十二歳です。", "定年は62歳とする。", S),
    Case("単価は3万5,750円です。", "単価は35,750円とする。", S),
    Case("単価は3万5,760円です。", "単価は35,750円とする。", U),
    Case(
        "予算額は5,511,532千円です。",
        "教育費\t5,511,532\t5,204,118",
        S,
        "教育費 本年度予算額 5,511,532 前年度予算額 5,204,118（単位：千円）",
    ),
    Case("教育費は55億1,153万2千円です。", "教育費は5,511,532千円となった。", S),
    Case("教育費は55億1,153万円です。", "教育費は5,511,532千円となった。", U),
    Case("回収率は48.2％でした。", "回収率は48.2パーセントであった。", S),
    Case("回収率は42.8％でした。", "回収率は48.2パーセントであった。", U),
    Case("市民の約8割が満足しています。", "満足と答えた市民は約8割である。", S),
    Case("市民の約6割が満足しています。", "満足と答えた市民は約8割である。", U),
    Case("参加者は約30名でした。", "参加者はおよそ30名であった。", S),
    Case("参加者は３０人でした。", "参加者は30名であった。", S),
    Case("対象は15校です。", "市内の小中学校15校を対象とする。", SP),
    Case("対象は51校です。", "市内の小中学校15校を対象とする。", U),
    Case("登録者は1万2千人を超えました。", "友だち登録者数は12,000人を超えた。", SP),
    Case("第3回の会議では要綱を決めました。", "第2回の会議で要綱を決めた。", U),
    Case("第3回の会議では要綱を決めました。", "要綱を決めた。", SP, "第3回検討会議 会議録"),
    Case("補助率は2分の1です。", "補助率は1/2とする。", SP),
    Case("補助率は3分の1です。", "補助率は1/2とする。", U),
    Case("三つの課題があります。", "課題は次の三つである。", SP),
    Case("予算は1.5億円です。", "予算は1億5,000万円である。", S),
    Case("1人当たり500円を補助します。", "一人当たり500円を補助する。", SP),
)

DATES = (
    Case("会議は2023年5月26日に開かれました。", "会議は令和5年5月26日に開かれた。", S),
    Case("会議は令和5年5月26日に開かれました。", "開催日 2023/5/26", SP),
    Case("会議は令和5年5月27日に開かれました。", "会議は令和5年5月26日に開かれた。", U),
    Case("会議は令和4年5月26日に開かれました。", "会議は令和5年5月26日に開かれた。", U),
    Case("会議は2023年9月27日に開かれました。", "9月27日に会議を開いた。", S, "令和5年度第4回会議"),
    Case("会議は2022年9月27日に開かれました。", "9月27日に会議を開いた。", U, "令和5年度第4回会議"),
    Case("会議は令和5年9月27日に開かれました。", "9/27（水） 10:00 会議を開いた", SP, "令和5年度第4回会議"),
    Case(
        "次の会議は2024年2月14日です。", "次の会議は2月14日とする。", S, "令和5年度第4回会議"
    ),  # 年度 runs into the next year
    Case("施行日は令和5年4月21日です。", "施行日 R5.4.21", S),
    Case("施行日は令和5年4月12日です。", "施行日 R5.4.21", U),
    Case("会議は5月26日（木）に開かれました。", "会議は5月26日（金）に開かれた。", S),  # the weekday is not checked
    Case("令和元年度に始まりました。", "事業は2019年度に始まった。", SP),
    Case("令和2年度に始まりました。", "事業は2019年度に始まった。", U),
    Case("計画の期間は令和5年度から令和9年度までです。", "計画期間は2023年度から2027年度までとする。", S),
    Case("計画の期間は令和5年度から令和8年度までです。", "計画期間は2023年度から2027年度までとする。", U),
    Case("申請は6月30日までです。", "申請期限は令和5年6月30日とする。", S),
    Case("会議は10時30分に始まります。", "会議は午前10時30分に始める。", S),
    Case("会議は10時30分に始まります。", "会議は10:30から始める。", S),
    Case("会議は13時に始まります。", "会議は午後1時に始める。", S),
    Case("会議は14時に始まります。", "会議は午後1時に始める。", U),
)

NAMES = (
    Case("座長は佐藤課長です。", "座長は佐藤課長とする。", S),
    Case("座長は鈴木課長です。", "座長は佐藤課長とする。", U),
    Case("市長の田中一郎が説明しました。", "田中一郎市長が説明した。", S),
    Case("髙橋議員が質問しました。", "高橋議員が質問した。", S),
    Case("担当は情報政策課です。", "担当は情報政策課とする。", S),
    Case("担当は環境政策課です。", "担当は情報政策課とする。", U),
    Case("担当は総務部です。", "担当は財務部とする。", U),
    Case("会場はあおぞらセンターです。", "会場はみどりセンターとする。", U),
    Case("会場は本庁舎3階です。", "会場は本庁舎3階とする。", S),
    Case("会場は北庁舎3階です。", "会場は本庁舎3階とする。", U),
    Case("チャットボットを導入します。", "チャットボットを導入する。", S),
    Case("ポータルサイトを導入します。", "チャットボットを導入する。", U),
    Case("ＬＩＮＥで知らせます。", "LINEで通知する。", SP),
    Case("ChatGPTを使います。", "生成AIを利用する。", U),
    Case("山田委員から意見がありました。", "○山田花子委員　意見を申し上げます。", SP),
    Case("各課の担当者が行います。", "各課の担当者が行う。", S),
)

NEGATION = (
    Case("目的外の利用は認めます。", "目的外の利用は認めない。", U),
    Case("目的外の利用は認められません。", "目的外の利用は認めない。", SP),
    Case("個人情報を入力できます。", "個人情報を入力してはならない。", U),
    Case("個人情報の入力は禁止されています。", "個人情報を入力してはならない。", SP),
    Case("申請書を出さなければなりません。", "申請書を出さなければならない。", S),
    Case("申請書を出す必要があります。", "申請書を提出しなければならない。", SP),
    Case("申請書を出す必要はありません。", "申請書を提出しなければならない。", U),
    Case("利用する職員は少なくない。", "利用する職員は少なくない。", S),
    Case("利用する職員は多い。", "利用する職員は少なくない。", SP),
    Case("誤りが含まれることがあります。", "誤りが含まれるかもしれない。", SP),
    Case("議案は可決されました。", "議案第5号は否決された。", U),
    Case("議案は否決されました。", "議案第5号は否決された。", SP),
    Case("議案は否決されました。", "議案第5号は原案のとおり可決された。", U),
    Case("祭りを実施します。", "今年の祭りは実施を見送る。", U),
    Case("祭りの実施は見送られました。", "今年の祭りは実施を見送る。", SP),
    Case("祭りは中止されました。", "祭りは実施する。", U),
    Case("手数料は無料です。", "手数料は無料とする。", S),
    Case("手数料は有料です。", "手数料は無料とする。", U),
    Case(
        "この制度は市内の事業者だけでなく市外の事業者も使えます。",
        "この制度は、市内の事業者のほか市外の事業者も使うことができる。",
        SP,
    ),
    Case("新しい様式は使わないでください。", "新しい様式を使うこと。", U),
    Case("結果は公開しません。", "結果は公開する。", U),
    Case("委員会は設けないこととしました。", "委員会は設けないこととする。", S),
    Case("承認を得ずに公開することはできません。", "承認を得ないで公開してはならない。", SP),
    Case("参加は任意です。", "参加は必須ではない。", P),
)

WORDS = (
    Case("事務局は環境課が担います。", "検討会の事務局は環境課が務める。", SP),
    Case("生成AIの答えは職員が確かめてから使います。", "生成AIの回答は、必ず職員が内容を確認したうえで利用する。", SP),
    Case("来年度から本格的に運用を始める予定です。", "次年度からの本格運用を予定している。", SP),
    Case("アンケートでは、業務が楽になったという声が多くありました。",
         "アンケートでは「業務が楽になった」との回答が多数を占めた。", SP),
    Case("市民に分かりやすい情報の発信に努めます。", "市民にわかりやすい情報発信に努める。", S),
    Case("富士山の標高は日本で最も高いとされています。", "検討会の事務局は環境課が務める。", U),
    Case("給食の献立は栄養士が決めます。", "生ごみ処理機の補助の上限額は35,000円とする。", U),
    Case("ばら園は毎週月曜日に休みます。", "ばら園の開園時間は午前9時から午後5時までとする。", U),
    Case("会議は佐藤課長が5月26日に開きました。", ("会議は5月26日に開かれた。", "会議を開いたのは佐藤課長である。"), S),
    Case("補助の上限は35,000円で、申請先は環境課です。",
         ("補助の上限額は35,000円とする。", "申請書は環境課の窓口に出す。"), SP),
    Case("補助の上限は53,000円で、申請先は環境課です。",
         ("補助の上限額は35,000円とする。", "申請書は環境課の窓口に出す。"), U),
    Case("根拠のない文です。", (), U),
)  # fmt: skip

# Written after the rules had settled, as a look at sentences that they were not made for.
FRESH = (
    Case("運用開始は令和6年10月1日です。", "令和6年10月1日から運用を開始する。", SP),
    Case("運用開始は令和6年11月1日です。", "令和6年10月1日から運用を開始する。", U),
    Case("受付は平日の9時から17時までです。", "受付時間は、平日の午前9時から午後5時までとする。", SP),
    Case("受付は平日の9時から16時までです。", "受付時間は、平日の午前9時から午後5時までとする。", U),
    Case("受付は土曜日も行います。", "受付時間は、平日の午前9時から午後5時までとする。", U),
    Case("委託料は1,200万円を見込んでいます。", "委託料として12,000千円を計上した。", SP),
    Case("委託料は1,200千円を見込んでいます。", "委託料として12,000千円を計上した。", U),
    Case("職員の3割がすでに利用しています。",
         "「利用している」と答えた職員は30％であった。", U),  # 30％ is 3割, but is not written so
    Case("最も多かったのは「文書の要約」で、62件でした。", "1位\t文書の要約\t62件", SP),
    Case("最も多かったのは「文書の要約」で、26件でした。", "1位\t文書の要約\t62件", U),
    Case("導入の目的は、窓口の待ち時間を短くすることです。", "窓口における待ち時間の短縮を目的として導入する。", SP),
    Case("委員長には山本委員が選ばれました。", "委員長に山本太郎委員を選出した。", SP),
    Case("委員長には中村委員が選ばれました。", "委員長に山本太郎委員を選出した。", U),
    Case("市は補助金の交付を決めました。", "補助金を交付しないこととした。", U),
    Case("補助金は交付されません。", "補助金を交付しないこととした。", SP),
    Case("回答した職員の多くが継続を望んでいます。", "「継続して利用したい」との回答が最も多かった。", SP),
    Case("申請は郵送でもできます。", "申請は窓口のほか郵送でも受け付ける。", SP),
    Case("申請は郵送ではできません。", "申請は窓口のほか郵送でも受け付ける。", U),
    Case("パスワードは3回まで間違えられます。", "パスワードを5回誤ると利用できなくなる。", U),
    Case("対象は小学生と中学生です。", "対象者は市内に住む小学生及び中学生とする。", S),
    Case("利用の前に課長の承認が必要です。", "利用に当たっては、あらかじめ所属長の承認を得なければならない。", (P, S)),
    Case("利用の前に承認は不要です。", "利用に当たっては、あらかじめ所属長の承認を得なければならない。", (U, P)),
    Case("防災訓練は雨のため中止になりました。", "防災訓練は、雨天のため中止した。", SP),
    Case("防災訓練は予定どおり行われました。", "防災訓練は、雨天のため中止した。", (U, P)),
    Case("歳入は歳出を上回りました。", "歳入総額は歳出総額を上回った。", SP),
    Case("歳入は歳出を下回りました。", "歳入総額は歳出総額を上回った。", U),
    Case("システムの更新は令和7年度に行います。", "更新時期\t令和7年度\t基幹システム", SP),
    Case("システムの更新は令和8年度に行います。", "更新時期\t令和7年度\t基幹システム", U),
    Case("図書館の本は2週間借りられます。", "貸出期間は2週間とする。", (P, U), "図書館利用案内"),
    Case("本市の人口は約3万人です。", "人口は30,412人である。", U),  # rounding is not for the model to do
)  # fmt: skip

CASES = (*NUMBERS, *DATES, *NAMES, *NEGATION, *WORDS, *FRESH)


def quotes_of(case: Case) -> tuple[str, ...]:
    return (case.quotes,) if isinstance(case.quotes, str) else case.quotes


PAPER = "".join(quote for case in CASES for quote in quotes_of(case))


def judged(case: Case) -> Verdict:
    verdict, reason = verify(case.sentence, quotes_of(case), case.context)
    assert bool(reason) == (verdict is not S)
    return verdict


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.sentence}<{''.join(case.quotes)[:20]}")
def test_a_sentence_and_its_quotes(case: Case) -> None:
    allowed = case.verdict if isinstance(case.verdict, tuple) else (case.verdict,)
    assert judged(case) in allowed


@given(st.integers(0, len(PAPER) - 1), st.integers(1, 120))
def test_what_is_verbatim_is_supported(start: int, length: int) -> None:
    """Any slice of a paper, broken anywhere, holds against a quote that has it."""
    said = PAPER[start : start + length]
    assert verify(said, [PAPER[max(0, start - 30) : start + length + 30]]) == (S, "")
    assert verify(f" {said}\n", [PAPER[start : start + length]])[0] is S


@given(st.sampled_from([case for case in CASES if isinstance(case.quotes, str)]), st.integers(200_000, 900_000))
def test_another_number_is_never_supported(case: Case, number: int) -> None:
    """Whatever the sentence, a figure that stands nowhere fails it."""
    said = f"{case.sentence.rstrip('。')}、合わせて{number:,}件です。"
    assert verify(said, list(quotes_of(case)), case.context)[0] is U


@given(st.sampled_from(CASES), st.sampled_from(CASES))
def test_more_quotes_never_take_a_number_away(case: Case, other: Case) -> None:
    """A verdict on figures and dates alone does not fall when a further quote joins."""
    quotes, more = quotes_of(case), quotes_of(other)
    _, before = verify(case.sentence, quotes, case.context)
    _, after = verify(case.sentence, [*quotes, *more], case.context)
    for claim in ("数値", "日付", "時刻", "曜"):
        assert not (quotes and claim in after and claim not in before)


def test_nothing_said_and_nothing_quoted() -> None:
    assert verify("会議を開いた。", []) == (U, "根拠の番号がありません")
    assert verify("会議を開いた。", [""])[0] is U
