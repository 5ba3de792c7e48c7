"""Minutes as assemblies, councils and teams write them. All people and places are invented."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.model import Role
from ingest.structure.minutes import Form, MeetingKind, Minutes, parse, topic_cue
from ingest.structure.minutes.offices import role_of, split_surname
from ingest.structure.minutes.openers import Style, find
from ingest.structure.minutes.roster import Roster

CHAIR, ASKS, ANSWERS, CLERK, NOBODY = (
    Role.CHAIR,
    Role.QUESTIONER,
    Role.EXECUTIVE,
    Role.SECRETARIAT,
    Role.UNKNOWN,
)

PLENARY = """令和四年第三回霧ヶ浜市議会定例会会議録第二号
令和四年九月七日（水曜日）
　出席議員（四名）
一番大森　　仁君
二番阿久津　葵君
三番ふじい由紀君
二十一番小野寺健太君
　欠席議員　なし
　出席説明員
市長長谷川　環君
副市長宮　　和男君
総務局長東海林　薫君
教育長三宅　典子君
九月七日議事日程第二号
第一　一般質問
第二　第十四号議案
霧ヶ浜市公園条例
　　　午後一時開議
○議長（久我　昇君）　これより本日の会議を開きます。
　日程第一、一般質問を行います。二十一番小野寺健太君。
　　　〔二十一番小野寺健太君登壇〕
○二十一番（小野寺健太君）　学童クラブについて伺います。
　待機児童が増えております。市長の見解を求めます。
　次に、避難所の備蓄について伺います。（拍手）
　　　〔市長長谷川環君登壇〕
○市長（長谷川環君）　小野寺健太議員の一般質問にお答えします。
　学童クラブについてでありますが、来年度に二か所増やします。
○総務局長（東海林薫君）　避難所の備蓄に関するご質問にお答えします。
　毛布を三百枚増やします。
　　　〔二十一番小野寺健太君登壇〕
○二十一番（小野寺健太君）　再質問いたします。時期はいつですか。
○市長（長谷川環君）　四月であります。
○議長（久我昇君）　以上をもって小野寺健太君の質問は終わりました。
○副議長（大森仁君）　次に、二番阿久津葵君。
○二番（阿久津葵君）　読書について伺います。
○教育長(三宅典子君)　図書館を増やします。
○六十番（ふじい由紀君）　動議を提出いたします。
○議長（久我昇君）　お諮りいたします。
　　　〔「異議なし」と呼ぶ者あり〕
○議長（久我昇君）　ご異議なしと認めます。
　次に、日程第二、第十四号議案を採決いたします。
　　　〔賛成者起立〕
○議長（久我昇君）　起立多数と認めます。よって、第十四号議案は、原案のとおり可決されました。
○議事課長（野々山司君）　報告いたします。
○議長（久我昇君）　本日はこれをもって散会いたします。
　　　午後三時十分散会
"""

COMMITTEE = """霧ヶ浜市議会文教委員会速記録第五号
　第二委員会室
　出席委員　五名
委員長大森　　仁君
副委員長ふじい由紀君
阿久津　葵君
小松　大輔君
小松　久代君
　出席説明員
教育委員会教育長三宅　典子君
学校教育部長西　　真君
○大森委員長　ただいまから文教委員会を開会いたします。
　次に、理事者から報告を聴取いたします。
○西教育委員会学校教育部長　給食の実施状況につきましてご説明いたします。
○大森委員長　説明は終わりました。これより質疑を行います。
○小松（大）委員　給食の単価はいくらですか。
○西教育委員会学校教育部長　二百九十円です。
○小松（大）委員　値上げの予定はありますか。
○三宅教育長　ありません。
○小松（大）委員　わかりました。
○阿久津委員　地元の野菜は使っていますか。
○大森委員長　学校教育部長。
○西教育委員会学校教育部長　三割です。
○ふじい副委員長　私から、食べ残しについて伺います。
○西教育委員会学校教育部長　一割です。
　　　〔委員長退席、ふじい副委員長着席〕
○ふじい副委員長　以上で質疑を終わります。
○小松（久）委員　資料をお願いします。
○三上参考人　お招きいただきありがとうございます。
○前川書記　朗読いたします。
○ふじい副委員長　異議なしと認めます。よって、第三号議案は、原案のとおり可決すべきものと決定いたしました。
"""

SEARCH_SYSTEM = """みさき町議会 令和5年6月定例会 会議録 第3号
出席議員
　1番　道下　緑　　2番　中　太一
　3番　税所　誠
説明のため出席した者
　町　　　長　　林　大介
　副　町　長　　森　すみれ
　総務課長　　　原　由利
△日程第１　一般質問
◎議　長（高畑　守）　おはようございます。
◆１番　道下緑議員　道路の補修について質問いたします。
◎町　長（林　大介）　お答えします。順に直します。
◆１番　道下緑議員　いつまでですか。
◎総 務 課 長（原　由利）　年度内です。
◆3番（税所誠議員）　温泉について伺います。
◎副町長　森すみれ　お答えします。検討します。
"""

COUNCIL = """第2回霧ヶ浜市環境審議会　議事要旨
日時：令和4年10月3日（月）14時から
場所：市役所3階
出席者：緑川会長、道下委員、委員　今井さくら
【緑川会長】　定刻ですので始めます。
【道下委員】　ごみの量は減りましたか。
【事務局】　一人一日当たり10グラム減りました。
【今井委員】　分別の説明会は開きますか。
【環境政策課長】　開きます。
【事務局（細井係長）】　日程は資料3のとおりです。
"""

COLON = """令和5年度第1回まちの図書室運営協議会 会議録
・会長：それでは始めます。
・Ａ委員：開館時間は延びますか。
・事務局：10月から30分延びます。
・目的：みんなが使いやすい図書室にすること。
・Ｂ委員：予約はできますか。
・図書館長：できます。
"""

UNMARKED = """霧ヶ浜市議会総務委員会会議録
出席委員
　委員長　　久我　昇
　委　員　　小松　大輔　　小松　久代
総務委員長（久我　昇）　ただいまから開きます。
委員（小松大輔）　基金の残高を伺います。
財政課長（堀　道夫）　お答えします。八億円です。
委員（小松久代）　使い道を伺います。
財政課長（堀　道夫）　お答えします。公園の整備です。
"""

TEAM = """令和5年度第2回 みさき町窓口改善チーム会議 会議録
日時	令和5年7月6日（木）10時～
場所	第2会議室
出席者	高原課長（リーダー）、下平主査、江口主任
事務局	栗田主任
次第
1　開会
2　待ち時間について
協議内容
(1) 待ち時間について
栗田主任：資料1のとおり、平均は24分である。
高原課長：半分を目指したい。
江口主任：番号札を使ってはどうか。
下平主査：賛成である。
(2) その他
高原課長：来月も集まる。
決定事項
(1) 番号札を9月から使う。
宿題
番号札の見積り	江口主任	7月20日
次回
令和5年8月3日（木）10時～
"""


def read(text: str, source: str = "") -> Minutes:
    minutes = parse(text, source)
    assert minutes is not None
    return minutes


def who(minutes: Minutes) -> list[tuple[str, str, str, Role]]:
    return [(turn.speaker, turn.office, turn.member, turn.role) for turn in minutes.turns]


def said(minutes: Minutes, text: str) -> list[str]:
    return [text[turn.body : turn.end] for turn in minutes.turns]


def test_plenary_speakers() -> None:
    """Offices and numbers stand before the bracket, names within; kanji numbers become figures, 君 and spaces go."""
    assert who(read(PLENARY)) == [
        ("久我昇", "議長", "", CHAIR),
        ("小野寺健太", "", "21", ASKS),
        ("長谷川環", "市長", "", ANSWERS),
        ("東海林薫", "総務局長", "", ANSWERS),
        ("小野寺健太", "", "21", ASKS),
        ("長谷川環", "市長", "", ANSWERS),
        ("久我昇", "議長", "", CHAIR),
        ("大森仁", "副議長", "", CHAIR),
        ("阿久津葵", "", "2", ASKS),
        ("三宅典子", "教育長", "", ANSWERS),
        ("ふじい由紀", "", "60", ASKS),
        ("久我昇", "議長", "", CHAIR),
        ("久我昇", "議長", "", CHAIR),
        ("久我昇", "議長", "", CHAIR),
        ("野々山司", "議事課長", "", CLERK),
        ("久我昇", "議長", "", CHAIR),
    ]


def test_committee_speakers() -> None:
    """Committees write surname and office together; the list of who was present gives the full names.

    A vice-chair who is answered while the chair presides has asked as a member; witnesses have no side.
    """
    assert who(read(COMMITTEE)) == [
        ("大森仁", "委員長", "", CHAIR),
        ("西真", "教育委員会学校教育部長", "", ANSWERS),
        ("大森仁", "委員長", "", CHAIR),
        ("小松大輔", "委員", "", ASKS),
        ("西真", "教育委員会学校教育部長", "", ANSWERS),
        ("小松大輔", "委員", "", ASKS),
        ("三宅典子", "教育長", "", ANSWERS),
        ("小松大輔", "委員", "", ASKS),
        ("阿久津葵", "委員", "", ASKS),
        ("大森仁", "委員長", "", CHAIR),
        ("西真", "教育委員会学校教育部長", "", ANSWERS),
        ("ふじい由紀", "副委員長", "", ASKS),
        ("西真", "教育委員会学校教育部長", "", ANSWERS),
        ("ふじい由紀", "副委員長", "", CHAIR),
        ("小松久代", "委員", "", ASKS),
        ("三上", "参考人", "", NOBODY),
        ("前川", "書記", "", CLERK),
        ("ふじい由紀", "副委員長", "", CHAIR),
    ]


def test_speakers_of_minutes_systems() -> None:
    """◆ asks and ◎ answers; names stand apart after a number or an office, short offices are spread to a width."""
    minutes = read(SEARCH_SYSTEM)
    assert who(minutes) == [
        ("高畑守", "議長", "", CHAIR),
        ("道下緑", "", "1", ASKS),
        ("林大介", "町長", "", ANSWERS),
        ("道下緑", "", "1", ASKS),
        ("原由利", "総務課長", "", ANSWERS),
        ("税所誠", "", "3", ASKS),
        ("森すみれ", "副町長", "", ANSWERS),
    ]
    assert said(minutes, SEARCH_SYSTEM)[1] == "道路の補修について質問いたします。"
    assert said(minutes, SEARCH_SYSTEM)[6] == "お答えします。検討します。"


def test_council_speakers() -> None:
    """【】 around who speaks; a council's own 事務局 answers."""
    minutes = read(COUNCIL)
    assert who(minutes) == [
        ("緑川", "会長", "", CHAIR),
        ("道下", "委員", "", ASKS),
        ("", "事務局", "", CLERK),
        ("今井さくら", "委員", "", ASKS),
        ("", "環境政策課長", "", ANSWERS),
        ("細井", "事務局", "", CLERK),
    ]
    assert [(e.question, e.answers) for e in minutes.exchanges] == [((1,), (2,)), ((3,), (4, 5))]


def test_speakers_before_a_colon() -> None:
    """A label and a colon, behind a bullet or not; a bullet that names nobody stays in the turn before it."""
    minutes = read(COLON)
    assert who(minutes) == [
        ("", "会長", "", CHAIR),
        ("Ａ", "委員", "", ASKS),
        ("", "事務局", "", CLERK),
        ("Ｂ", "委員", "", ASKS),
        ("", "図書館長", "", ANSWERS),
    ]
    assert said(minutes, COLON)[2].endswith("・目的：みんなが使いやすい図書室にすること。")


def test_speakers_without_a_mark() -> None:
    minutes = read(UNMARKED)
    assert who(minutes) == [
        ("久我昇", "総務委員長", "", CHAIR),
        ("小松大輔", "委員", "", ASKS),
        ("堀道夫", "財政課長", "", ANSWERS),
        ("小松久代", "委員", "", ASKS),
        ("堀道夫", "財政課長", "", ANSWERS),
    ]


def test_team() -> None:
    """Nobody is questioned in a team: its list tells who leads and who keeps the papers, its parts have names."""
    minutes = read(TEAM)
    assert minutes.meeting.kind is MeetingKind.TEAM
    assert minutes.meeting.held_on == date(2023, 7, 6)
    assert who(minutes) == [
        ("栗田", "主任", "", CLERK),
        ("高原", "課長", "", CHAIR),
        ("江口", "主任", "", NOBODY),
        ("下平", "主査", "", NOBODY),
        ("高原", "課長", "", CHAIR),
    ]
    assert minutes.exchanges == ()
    # A turn ends at a heading though nobody else speaks.
    assert said(minutes, TEAM)[3] == "賛成である。"
    assert said(minutes, TEAM)[4] == "来月も集まる。"
    parts = {part.name: TEAM[part.start : part.end] for part in minutes.meeting.fields}
    assert list(parts) == ["日時", "場所", "出席者", "事務局", "次第", "協議", "決定事項", "宿題", "次回"]
    assert parts["決定事項"] == "決定事項\n(1) 番号札を9月から使う。"
    assert parts["次回"] == "次回\n令和5年8月3日（木）10時～"


def test_exchanges_in_the_plenary() -> None:
    """One question, several answers, a further question and its answer: one exchange; a motion is none."""
    minutes = read(PLENARY)
    assert [(e.question, e.answers, e.form) for e in minutes.exchanges] == [
        ((1, 4), (2, 3, 5), Form.PLENARY),
        ((8,), (9,), Form.PLENARY),
    ]
    assert [turn.exchange for turn in minutes.turns[:7]] == [None, 0, 0, 0, 0, 0, None]


def test_exchanges_in_the_committee() -> None:
    """Each question with the answers up to the next; a report that nobody asked for and thanks are no exchange."""
    minutes = read(COMMITTEE)
    assert [(e.question, e.answers) for e in minutes.exchanges] == [
        ((3,), (4,)),
        ((5,), (6,)),
        ((8,), (10,)),
        ((11,), (12,)),
        ((14,), (15,)),
    ]
    assert {e.form for e in minutes.exchanges} == {Form.COMMITTEE}


def test_the_chair_closes_an_exchange() -> None:
    """What is reported after the chair went on to another item answers nobody."""
    text = (
        "福祉委員会会議録\n○堺委員長　開きます。\n○乾委員　定員は何人ですか。\n○福祉部長（辻　環君）　百人です。\n"
        "○堺委員長　次に、保育計画について報告を聴取いたします。\n○福祉部長（辻　環君）　計画を報告いたします。\n"
    )
    minutes = read(text)
    assert [(e.question, e.answers) for e in minutes.exchanges] == [((1,), (2,))]
    assert minutes.turns[4].exchange is None


def test_questions_one_by_one_in_the_plenary() -> None:
    """A member who stands up more than four times in a row asks one by one: each question has its own answer."""
    rounds = "".join(f"○３番（乾　圭君）　{n}点目を伺います。\n○市長（辻　環君）　お答えします。\n" for n in range(6))
    minutes = read(f"第1回定例会会議録\n○議長（堺　司君）　乾圭君。\n{rounds}")
    assert [(e.question, e.answers) for e in minutes.exchanges] == [((n,), (n + 1,)) for n in range(1, 12, 2)]


def test_long_questions_in_a_committee() -> None:
    """Members of a budget committee who speak at length and are answered by several have the plenary form."""
    asks = "○{}委員　" + "予算について詳しく伺います。" * 60 + "\n"
    answers = "○市長（辻　環君）　お答えします。\n○財政課長（堀　道夫君）　お答えします。\n"
    again = "○乾委員　" + "さらに詳しく伺います。" * 60 + "\n○市長（辻　環君）　お答えします。\n"
    text = (
        "予算特別委員会会議録\n○堺委員長　始めます。\n"
        + asks.format("乾")
        + answers
        + again
        + asks.format("湊")
        + answers
    )
    assert [(e.question, e.answers) for e in read(text).exchanges] == [((1, 4), (2, 3, 5)), ((6,), (7, 8))]


def test_meeting() -> None:
    meeting = read(PLENARY).meeting
    assert (meeting.title, meeting.assembly) == ("令和四年第三回霧ヶ浜市議会定例会会議録第二号", "霧ヶ浜市議会")
    assert meeting.session is not None
    assert (meeting.session.year, meeting.session.number, meeting.session.kind) == (2022, 3, "定例会")
    assert (meeting.sitting, meeting.held_on, meeting.kind) == (2, date(2022, 9, 7), MeetingKind.PLENARY)
    (attendance,), (agenda,) = meeting.attendance, meeting.agenda
    assert PLENARY[slice(*attendance)].startswith("　出席議員（四名）")
    assert PLENARY[slice(*attendance)].endswith("教育長三宅　典子君")
    assert PLENARY[slice(*agenda)].startswith("九月七日議事日程第二号")
    assert PLENARY[slice(*agenda)].endswith("霧ヶ浜市公園条例")


@pytest.mark.parametrize(
    ("title", "source", "expected"),
    [
        ("令和5年第2回みさき町議会臨時会会議録", "", (2023, 2, None, "臨時会")),
        ("みさき町議会 令和5年6月定例会 会議録", "", (2023, None, 6, "定例会")),
        ("みさき町議会令和元年12月定例会議会議録", "", (2019, None, 12, "定例会議")),
        ("会議録", "平成三十年第四回定例会.txt", (2018, 4, None, "定例会")),
    ],
)
def test_session(title: str, source: str, expected: tuple[int, int | None, int | None, str]) -> None:
    session = read(f"{title}\n○議長（堺　司君）　開きます。\n○市長（辻　環君）　挨拶します。\n", source).meeting.session
    assert session is not None
    assert (session.year, session.number, session.month, session.kind) == expected


def test_a_session_that_is_only_mentioned_is_not_the_papers() -> None:
    mentioned = "○乾委員　令和二年第一回定例会で伺いました。\n○教育長　お答えします。\n"
    text = "文教委員会会議録\n○堺委員長　開きます。\n" + mentioned
    assert read(text).meeting.session is None


def test_the_day_from_head_and_name() -> None:
    body = "○議長（堺　司君）　開きます。\n○市長（辻　環君）　挨拶します。\n"
    head = "第1回定例会会議録\n令和6年2月20日招集\n令和6年3月4日（月曜日）午前10時開議\n"
    assert read(head + body).meeting.held_on == date(2024, 3, 4)
    assert read("第1回定例会会議録\n" + body, "2024-03-05_会議録.txt").meeting.held_on == date(2024, 3, 5)


def test_votes() -> None:
    plenary, committee = read(PLENARY).meeting.votes, read(COMMITTEE).meeting.votes
    assert [(v.what, v.result, v.manner) for v in plenary] == [("第十四号議案", "可決", "起立多数")]
    assert [(v.what, v.result, v.manner) for v in committee] == [("第三号議案", "可決", "異議なし")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("起立少数と認めます。よって、議案第7号は否決されました。", ("議案第7号", "否決", "起立少数")),
        (
            "起立多数であります。よって、発議第2号は原案のとおり決定いたしました。",
            ("発議第2号", "原案のとおり決定", "起立多数"),
        ),
        ("挙手全員です。よって、本案は修正議決のとおり可決されました。", ("本案", "修正可決", "挙手全員")),
        (
            "御異議なしと認めます。よって、請願第3号は継続審査とすることに決定いたしました。",
            ("請願第3号", "継続審査", "異議なし"),
        ),
        ("起立全員であります。よって、同意第1号は同意することに決定しました。", ("同意第1号", "同意", "起立全員")),
        ("よって、陳情第8号は不採択と決定いたしました。", ("陳情第8号", "不採択", "")),
    ],
)
def test_vote(words: str, expected: tuple[str, str, str]) -> None:
    text = f"定例会会議録\n○議長（堺　司君）　採決します。\n○市長（辻　環君）　はい。\n○議長（堺　司君）　{words}\n"
    assert [(v.what, v.result, v.manner) for v in read(text).meeting.votes] == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "本案に関する委員会の報告は可決であります。",
        "委員会では、議案第7号は可決すべきものと決定いたしました。",
        "委員長より閉会中の継続審査の申し出がありました。",
    ],
)
def test_what_is_no_vote_of_the_plenary(words: str) -> None:
    text = f"定例会会議録\n○議長（堺　司君）　{words}\n○市長（辻　環君）　議案第7号は可決されました。\n"
    assert read(text).meeting.votes == ()


def test_stage_directions_times_and_the_floor() -> None:
    minutes = read(PLENARY)
    directions = [PLENARY[start:end] for start, end in minutes.interjections]
    assert directions == [
        "〔二十一番小野寺健太君登壇〕",
        "（拍手）",
        "〔市長長谷川環君登壇〕",
        "〔二十一番小野寺健太君登壇〕",
        "〔「異議なし」と呼ぶ者あり〕",
        "〔賛成者起立〕",
    ]
    procedural = [PLENARY[start:end].strip() for start, end in minutes.meeting.procedural]
    assert "午後一時開議" in procedural
    assert "午後三時十分散会" in procedural
    assert "○副議長（大森仁君）　次に、二番阿久津葵君。" in procedural
    assert not any("可決" in words for words in procedural)


def test_papers_printed_in_a_chairs_turn_are_no_speech() -> None:
    words = "本委員会は、原案を可決すべきものと決定した。"
    report = f"文教委員会審査報告書\n第三号議案\n霧ヶ浜市公園条例\n　{words}\n議長　堺　司殿\n"
    spoken = "○市長（辻　環君）　お答えします。\n　図書館を増やします。\n"
    chair = "○議長（堺　司君）　朗読は省略いたします。\n"
    text = f"第1回定例会会議録\n{chair}{report}{spoken}{chair}"
    printed = [text[start:end] for start, end in read(text).meeting.procedural]
    assert report.strip() in printed


def test_a_single_speech_is_a_turn() -> None:
    """A paper may hold the mayor's opening speech alone."""
    text = "○市長（辻　環） 令和5年第１回定例会の開会に当たり、申し上げます。\n" + "市政を進めます。" * 20
    assert who(read(text)) == [("辻環", "市長", "", ANSWERS)]


@pytest.mark.parametrize(
    "text",
    [
        "事業の概要\n○対象者　市民の方です。\n○担当課長　福祉課長が担当します。\n○市長　定例会見で発表します。\n",
        "会議の組織\n○議長　選挙。\n○委員　10名。\n○事務局　総務課に置く。\n○会長　互選です。\n○部会長　互選。\n",
        "出席者名簿\n○市長（辻　環君）\n○副市長（宮　和男君）\n○教育長（三宅典子君）\n",
        "よくある質問\n【質問】給食費はいくらですか。\n【回答】月4,000円です。\n【質問】減免はありますか。\n【回答】あります。\n",
        "連絡先\n担当：総務課長　山田\n電話：00-0000\n市長：辻　環\n",
        "",
        "○",
        "会議録の作り方について\n発言者の名前を書きます。\n",
    ],
)
def test_other_papers_are_no_minutes(text: str) -> None:
    assert parse(text, "資料.txt") is None


def test_offices_spread_to_a_width_without_a_name() -> None:
    text = "第1回定例会会議録\n○議　長　始めます。\n○１２ 番　伺います。\n○総 務 課 長　お答えします。\n"
    minutes = read(text)
    assert who(minutes) == [("", "議長", "", CHAIR), ("", "", "12", ASKS), ("", "総務課長", "", ANSWERS)]
    assert said(minutes, text) == ["始めます。", "伺います。", "お答えします。"]


def test_names_of_a_list_after_one_office() -> None:
    text = "福祉審議会会議録\n出席者\n委員　乾　圭、湊はるか\n【湊委員】　定員は何人ですか。\n【事務局】　百人です。\n"
    assert [turn.speaker for turn in read(text).turns] == ["湊はるか", ""]


def test_the_days_of_a_session_in_one_paper() -> None:
    """Each day has its own lists: they are no speech, and they name the speakers of that day."""
    second = """第2日
出席委員
辺見　はる君
午前十時開議
○久我委員長　再開します。
○辺見委員　伺います。
○福祉部長（辻　環君）　お答えします。
午後二時散会
"""
    first = second.replace("第2日", "予算特別委員会会議録").replace("辺見", "槙").replace("はる", "圭介")
    text = first + second
    minutes = read(text)
    assert [turn.speaker for turn in minutes.turns] == ["久我", "槙圭介", "辻環", "久我", "辺見はる", "辻環"]
    assert [text[start:end] for start, end in minutes.meeting.attendance] == [
        "出席委員\n槙　圭介君",
        "出席委員\n辺見　はる君",
    ]
    assert "2日分" in minutes.problems[0].message


def test_what_follows_the_close_is_no_speech() -> None:
    signed = "　　　午後三時十分散会\n　地方自治法の規定により署名する。\n議長　久我　昇\n署名議員　大森　仁"
    text = PLENARY.replace("　　　午後三時十分散会", signed)
    assert signed in [text[start:end] for start, end in read(text).meeting.procedural]


def test_what_a_speaker_does_is_no_name() -> None:
    text = """第1回定例会会議録
○議長　（山田　守）　始めます。
○12番（原　圭君）（登壇）　質問いたします。
○市長（登壇）　お答えします。
○谷村委員　（パネルを示す）　こちらです。
○12番（登壇）　再質問いたします。
○議長（続）　終わります。
"""
    minutes = read(text)
    assert who(minutes) == [
        ("山田守", "議長", "", CHAIR),
        ("原圭", "", "12", ASKS),
        ("", "市長", "", ANSWERS),
        ("谷村", "委員", "", ASKS),
        ("原圭", "", "12", ASKS),
        ("山田守", "議長", "", CHAIR),
    ]
    assert said(minutes, text)[3] == "（パネルを示す）　こちらです。"


def test_questions_and_answers_without_names() -> None:
    """Summaries say 問 and 答 and no more: the roles are known, the names are said to be missing."""
    minutes = read(
        "総務委員会会議要旨\n問　給食費はいくらか。\n答　月額四千円である。\n問　減免はあるか。\n答　ある。\n"
    )
    assert [turn.role for turn in minutes.turns] == [ASKS, ANSWERS, ASKS, ANSWERS]
    assert [(e.question, e.answers) for e in minutes.exchanges] == [((0,), (1,)), ((2,), (3,))]
    assert "4件" in minutes.problems[0].message


def test_marks_of_headings_among_speakers_before_a_colon() -> None:
    lines = "山田課長：始めます。\n原主任：資料を説明します。\n" * 4
    minutes = read(f"庁内検討会 議事録\n○委員　10名が出席した。\n○事務局　総務課に置く。\n{lines}")
    assert [turn.speaker for turn in minutes.turns] == ["山田", "原"] * 4
    assert minutes.meeting.kind is MeetingKind.TEAM


def test_bare_names_need_strong_evidence() -> None:
    """山田　… is a turn where the name opens line after line, or stands in the list of who was present."""
    lines = "".join(f"広田　{n}番目の意見です。\n真鍋　{n}番目の答えです。\n" for n in range(6))
    minutes = read(f"第1回まちづくり座談会 議事録\n{lines}結果　まとまりました。\n")
    assert [turn.speaker for turn in minutes.turns] == ["広田", "真鍋"] * 6
    assert minutes.turns[-1].role is NOBODY
    assert parse("まちづくり座談会の案内\n" + lines) is None


def test_what_cannot_be_read_is_said() -> None:
    text = PLENARY.replace("○教育長(三宅典子君)", "○教育なんとか　")
    (problem,) = read(text).problems
    assert "1か所" in problem.message
    assert read(PLENARY).problems == ()
    unmarked = "第1回定例会会議録\n出席議員\n1番　道下　緑\n2番　中　太一\n議長が開会を宣した。\n"
    minutes = read(unmarked)
    assert minutes.turns == ()
    assert "発言者の印を読み取れませんでした" in minutes.problems[0].message


@pytest.mark.parametrize(
    ("office", "role"),
    [
        ("議長", CHAIR), ("臨時議長", CHAIR), ("予算特別委員長", CHAIR), ("座長", CHAIR), ("委員長職務代理者", CHAIR),
        ("委員", ASKS), ("議員", ASKS), ("紹介議員", ASKS),
        ("知事", ANSWERS), ("警視総監", ANSWERS), ("消防総監", ANSWERS), ("病院事業管理者", ANSWERS),
        ("選挙管理委員会委員長", ANSWERS), ("代表監査委員", ANSWERS),
        ("農業委員会会長", ANSWERS), ("監査事務局長", ANSWERS),
        ("福祉部次長兼福祉課長", ANSWERS), ("危機管理監", ANSWERS), ("会計管理者", ANSWERS), ("説明員", ANSWERS),
        ("議会事務局長", CLERK), ("議会局長", CLERK), ("議事部長", CLERK), ("書記長", CLERK), ("事務局", CLERK),
        ("証人", NOBODY), ("参考人", NOBODY), ("公述人", NOBODY), ("天気", NOBODY),
    ],
)  # fmt: skip
def test_role_of(office: str, role: Role) -> None:
    assert role_of(office) is role


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("○議長(久我昇君)　", ("久我昇", "議長", "", CHAIR)),
        ("○議長（久我昇君)　", ("久我昇", "議長", "", CHAIR)),
        ("○議長 (久我昇君）　", ("久我昇", "議長", "", CHAIR)),
        ("○議長（久我昇君）", ("久我昇", "議長", "", CHAIR)),
        ("◯久我昇議長　", ("久我昇", "議長", "", CHAIR)),
        ("●２１番（小野健議員）　", ("小野健", "", "21", ASKS)),
        ("◆二十一番議員（小野健君）　", ("小野健", "", "21", ASKS)),
        ("◇第21番（小野　健）　", ("小野健", "", "21", ASKS)),
        ("〇百二番 小野健君　", ("小野健", "", "102", ASKS)),
        ("○21番　小野　健君　", ("小野健", "", "21", ASKS)),
        ("○二十一番小野健君　", ("小野健", "", "21", ASKS)),
        ("○８番議員　", ("", "", "8", ASKS)),
        ("○小野健太郎君　", ("小野健太郎", "", "", ASKS)),
        ("○小野健太郎議員　", ("小野健太郎", "議員", "", ASKS)),
        ("◎福祉部長兼子育て支援課長（堀道夫君）　", ("堀道夫", "福祉部長兼子育て支援課長", "", ANSWERS)),
        ("◎ひまわり課長（堀）　", ("堀", "ひまわり課長", "", ANSWERS)),
        ("◎いきいき健康課長　", ("", "いきいき健康課長", "", ANSWERS)),
        ("◎保健福祉課長（堀　道 夫 君）　", ("堀道夫", "保健福祉課長", "", ANSWERS)),
        ("○市長職務代理者副市長（堀道夫君）　", ("堀道夫", "市長職務代理者副市長", "", ANSWERS)),
        ("○副管理者（堀道夫）　", ("堀道夫", "副管理者", "", ANSWERS)),
        ("○堀道夫君（総務部長）　", ("堀道夫", "総務部長", "", ANSWERS)),
        ("○選挙管理委員会書記長（堀道夫君）　", ("堀道夫", "選挙管理委員会書記長", "", ANSWERS)),
        ("○議会選出監査委員（堀道夫君）　", ("堀道夫", "議会選出監査委員", "", ANSWERS)),
        ("○中　委員　", ("中", "委員", "", ASKS)),
        ("【事務局】", ("", "事務局", "", CLERK)),
        ("【総務課長　堀道夫】", ("堀道夫", "総務課長", "", ANSWERS)),
        ("＜乾委員＞", ("乾", "委員", "", ASKS)),
    ],
)
def test_label(label: str, expected: tuple[str, str, str, Role]) -> None:
    text = f"{label}伺います。"
    (opener,) = find(text, frozenset({Style.MARK, Style.FRAME}), Roster())
    assert (opener.label.speaker, opener.label.office, opener.label.member, opener.label.role) == expected
    assert text[opener.body :] == "伺います。"


@pytest.mark.parametrize(
    "line",
    [
        "○各課長　確認する。", "○全員協議会　開く。", "○担当（総務課）　調整する。", "○説明会（市民課長）　開く。",
        "○目的（背景）　述べる。",
        "○市長の責務　定める。", "○議案第1号（市長提出）　可決。", "○　議長　選ぶ。",
        "○出席議員（十七名）", "○選任　　乾　圭君",
    ],
)  # fmt: skip
def test_what_is_no_label(line: str) -> None:
    assert find(line, frozenset({Style.MARK}), Roster()) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("田中委員長", ("田中", "委員長")),
        ("西建設部長", ("西", "建設部長")),
        ("山本部長", ("山本", "部長")),
        ("長谷川総務課長", ("長谷川", "総務課長")),
        ("佐々木部長", ("佐々木", "部長")),
        ("緑川委員", ("緑川", "委員")),
        ("道下副会長", ("道下", "副会長")),
        ("小松（久）委員", ("小松（久）", "委員")),
        ("おおはた誠委員", ("おおはた誠", "委員")),
        ("総務部長", ("", "総務部長")),
        ("中央卸売市場長", ("", "中央卸売市場長")),
        ("自治会長", ("", "")),
        ("天気予報", ("", "")),
    ],
)
def test_split_surname(words: str, expected: tuple[str, str]) -> None:
    assert split_surname(words) == expected


def test_topic_cue() -> None:
    assert topic_cue("次に、学童クラブについて伺います。待機児童が") == "学童クラブ"
    assert topic_cue("学童クラブについて。次に、避難所の備蓄に関し、") == "避難所の備蓄"
    assert topic_cue("給食費につきましてお答えします。") == "給食費"
    assert topic_cue("私について、") == ""
    assert topic_cue("空き家について" + "。" * 700) == ""


_CUE = re.compile(r"([^。、\n]{2,40}?)(について|に関し|につきまして)")


@given(st.text(alphabet=st.sampled_from("市民。、\nのにつきまして関しい"), max_size=120))
def test_topic_cue_is_the_last_match(text: str) -> None:
    """The same as the expression it is defined by, which is slower."""
    found = [match[1].strip() for match in _CUE.finditer(text)]
    assert topic_cue(text) == (found[-1] if found else "")


_PIECES = st.sampled_from(
    ["○議長（堺　司君）", "○", "◆", "【", "】", "（", "）", "君", "委員", "市長", "：", "　", "\n", "。", "二十一番",
     "会議録\n", "出席議員\n", "日時\t", "〔拍手〕", "可決されました。", "山田", "午後一時開議", "\t", "、",
     "１", "議事日程", "出席者"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=60).map("".join))
@example("出席者（議事日程")  # the head of one list cut by that of the next
def test_turns_are_slices_in_order(text: str) -> None:
    """Whatever is given: no crash, turns begin after each other and never overlap, every span lies in the text."""
    minutes = parse("定例会会議録\n" + text, "会議録.txt")
    if minutes is None:
        return
    length = len("定例会会議録\n" + text)
    places = [place for turn in minutes.turns for place in (turn.start, turn.body, turn.end)]
    assert places == sorted(places)
    assert all(0 <= place <= length for place in places)
    about = minutes.meeting
    for start, end in (*about.attendance, *about.agenda, *about.procedural, *minutes.interjections):
        assert 0 <= start <= end <= length
    for exchange in minutes.exchanges:
        assert all(minutes.turns[n].exchange == exchange.ordinal for n in (*exchange.question, *exchange.answers))
        assert exchange.question[0] < exchange.answers[0]


_TURN = re.compile(r"^[○◯〇◆◎](?:[^\s（(]{1,60}　(?=.*。)|[^\s（(]{1,60}[ 　]?[（(][^）)\n]{2,30}[）)])", re.MULTILINE)


@pytest.mark.slow
def test_every_marked_line_of_real_minutes_is_a_turn() -> None:
    folder = os.environ.get("SHIRUBE_TEST_DATA")
    if not folder:
        pytest.skip("SHIRUBE_TEST_DATA names no folder")
    marked = read_as_turn = 0
    for path in sorted(Path(folder, "minutes").rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        starts = {turn.start for turn in read(text, path.name).turns} if _TURN.search(text) else set()
        lines = [match.start() for match in _TURN.finditer(text)]
        marked += len(lines)
        read_as_turn += sum(line in starts for line in lines)
    assert marked > 0
    assert read_as_turn >= 0.99 * marked
