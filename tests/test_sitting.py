"""The head of a sitting, as assemblies and their committees write it, in words of our own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.drafting.sources import occasion, transcripts
from assistant.drafting.values import Occasion

TODAY = date(2026, 1, 5)
PLENARY = """\
令和６年第２回（６月）みなと野市議会定例会会議録（第２号）

令和６年６月１２日（水曜日）

○議事日程（第２号）
　　令和６年６月１２日（水曜日）午前１０時開議
　第１　会議録署名議員の指名
　第２　一般質問
　第３　議案第４０号　みなと野市税条例の一部を改正する条例について

○本日の会議に付した事件
　日程第１　会議録署名議員の指名
　日程第２　一般質問
　日程第３　議案第４０号　みなと野市税条例の一部を改正する条例について

○出席議員（４名）
　１番　青木　一郎　　　　２番　石田　花子
　３番　上野　正　　　　　５番　大川　みどり

○欠席議員（１名）
　４番　江口　三郎

○説明のため出席した者
　市　　　長　　山田　太郎　　　　総務部長　　林　三郎

○職務のため出席した事務局職員
　事務局長　　原　四郎

　　午前１０時００分　開議
○議長（上野正）　これより本日の会議を開きます。日程第１、会議録署名議員の指名を行います。
○１番（青木一郎）　通学路の横断歩道の塗り直しはいつ行われますか。
○市長（山田太郎）　横断歩道の塗り直しは、９月までに１２か所を行う予定でございます。
○１番（青木一郎）　歩道のない区間への対策を伺います。
○総務部長（林三郎）　歩道のない区間は、路側帯の色を変える工事を今年度中に行ってまいります。
○１番（青木一郎）　要望して終わります。
○議長（上野正）　以上で本日の日程は全部終了いたしました。本日はこれにて散会いたします。
　　午後３時１２分　散会
"""
COMMITTEE = """\
温泉対策特別委員会速記録第三号
　第二委員会室
　午後一時五分開議
　出席委員　五名
委員長江口　三郎君
副委員長石田　花子君
理事上野　　正君
青木　一郎君
大川みどり君
　欠席委員　なし
　委員外の出席者
参考人
湯の里旅館組合長北川　五郎君
　出席説明員
観光局局長山田　太郎君
観光部長林　　三郎君
本日の会議に付した事件
　平成二十九年十月二十五日に付託された源泉の調査について
　理事の互選
　参考人に対する質疑
　　・湯量の見通しについて
○江口委員長　ただいまから温泉対策特別委員会を開会いたします。
○青木委員　源泉の湯量は何トンですか。
○観光部長　源泉の湯量は日に二百トンでございます。
○青木委員　源泉は何本ありますか。
○観光部長　源泉は十二本ございます。
○大川委員　湯量の計測はどのように行っていますか。
○観光部長　計測は月に一度行っております。
○江口委員長　以上をもちまして本日の委員会を閉会いたします。
　午後二時二十分散会
"""


def known(tmp_path: Path, text: str, name: str = "sitting.txt") -> Occasion:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return occasion.occasion(transcripts.read([path]), None, (), TODAY)


def test_the_head_of_a_plenary(tmp_path: Path) -> None:
    assert known(tmp_path, PLENARY) == Occasion(
        title="令和６年第２回（６月）みなと野市議会定例会（第２号）",
        held_on=date(2024, 6, 12),
        hours="午前１０時から午後３時１２分まで",
        present=(
            "1番 青木一郎",
            "2番 石田花子",
            "3番 上野正",
            "5番 大川みどり",
            "市長 山田太郎",
            "総務部長 林三郎",
            "事務局長 原四郎",
        ),
        absent=("4番 江口三郎",),
        agenda=("会議録署名議員の指名", "一般質問", "議案第４０号 みなと野市税条例の一部を改正する条例について"),
    )


def test_the_head_of_a_committee(tmp_path: Path) -> None:
    about = known(tmp_path, COMMITTEE, "2018-03-14_温泉対策特別委員会速記録第三号.txt")
    assert about.title == "温泉対策特別委員会（第三号）"
    assert about.held_on == date(2018, 3, 14)  # the day in the agenda is another
    assert about.place == "第二委員会室"
    assert about.hours == "午後一時五分から午後二時二十分まで"
    assert about.present[:3] == ("委員長 江口三郎", "副委員長 石田花子", "理事 上野正")
    assert {"青木一郎", "大川みどり", "観光部長 林三郎"} <= set(about.present)
    assert about.absent == ()
    assert about.agenda == (
        "平成二十九年十月二十五日に付託された源泉の調査について",
        "理事の互選",
        "参考人に対する質疑",
    )


def test_a_day_without_a_year_is_of_the_year_of_the_session(tmp_path: Path) -> None:
    text = (
        PLENARY.replace("令和６年６月１２日（水曜日）\n", "", 1)
        .replace("　　令和６年６月１２日（水曜日）午前１０時開議\n", "")
        .replace("○議事日程（第２号）", "六月十二日議事日程第二号")
    )
    assert known(tmp_path, text).held_on == date(2024, 6, 12)


def test_a_file_s_name_gives_the_year_of_a_day_without_one(tmp_path: Path) -> None:
    text = "窓口検討会\n６月１２日\n\n" + "岸本：窓口の話です。\n柏木：混雑は減りました。\n" * 4
    assert known(tmp_path, text, "2019-06-12_窓口検討会.txt").held_on == date(2019, 6, 12)


def test_an_order_of_the_day_over_two_lines_is_one_item(tmp_path: Path) -> None:
    text = PLENARY.replace(
        "　日程第３　議案第４０号　みなと野市税条例", "　日程第３　議案第４０号\n　　　　　　みなと野市税条例"
    )
    assert known(tmp_path, text).agenda[2] == "議案第４０号 みなと野市税条例の一部を改正する条例について"


def test_minutes_of_a_team_are_no_sitting(tmp_path: Path) -> None:
    about = known(
        tmp_path,
        "第３回窓口改善検討会　議事録\n日時　令和６年５月８日　10:00～11:00\n出席者　岸本課長、柏木主査\n\n"
        + "岸本：始めます。窓口の話です。\n柏木：混雑は減りました。\n" * 4,
    )
    assert about.title == "第３回窓口改善検討会"
    assert about.hours == "10:00～11:00"
