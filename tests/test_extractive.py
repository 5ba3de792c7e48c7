"""Answers without a model, over papers made here: what is given, what is not, and when nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.answer_kinds import holds
from assistant.answering.query import Asked
from assistant.answering.retrieval import fuse, shares
from assistant.answering.values import Answer, Answered, Verdict
from assistant.settings import load
from assistant.wiring import build
from ingest.model import Person, Role, local_person

CLERK = Person()

BILLS = (
    *(
        "税",
        "国民健康保険",
        "介護保険",
        "手数料",
        "下水道",
        "公民館",
        "図書館",
        "体育館",
        "都市公園",
        "市営住宅",
        "道路占用料",
    ),
    *("ふるさと寄附", "職員給与", "職員旅費", "火災予防", "消防団", "災害弔慰金", "印鑑登録"),
)
PAPERS = {
    "図書館だより.txt": (
        "図書館だより\n"
        "令和5年6月1日 中央図書館\n"
        "移動図書館の新しい車両は、令和5年7月3日から運行します。\n"
        "車両の購入には1,840万円がかかりました。\n"
        "貸出しの際は、次の書類のいずれかをお持ちください。\n"
        "・運転免許証\n"
        "・健康保険証\n"
        "・学生証\n"
        "本館の閉架書庫は、雨漏りの修繕のため9月まで入れません。\n"
        "※のある欄は記入しないでください。\n"
    ),
    "公民館だより.txt": (
        "公民館だより\n"
        "市民カメラ教室は、写真家を講師に招いて公民館が開く人気の教室です。\n"
        "今回の教室は、令和5年10月14日です。\n"
        "町内会に貸し出すものは、どれも台帳に記します。\n"
        "公民館では、備え付けの太鼓、提灯、半纏を町内会に貸し出しています。\n"
        "講座の材料の土は、費用の500円を市が負担します。\n"
        "陶芸の材料費は、1,200円です。\n"
        "令和4年度の公民館の利用者は、延べ9,846人でした。\n"
        "習字の作品展は、8月5日から町内の集会所で受け付けています。\n"
        "8月19日からは、市民ホールで受け付けます。\n"
    ),
    "他市の事例.txt": (
        "松山市の事例\n松山市の移動図書館の事例を聞いた記録です。\n"
        "松山市では移動図書館の車両を3台で運行し、燃料代は年に1,210,000円です。\n"
    ),
    "議案一覧.txt": (
        "資料1\n第5回霧ヶ浜市議会臨時会に提出する議案\n"
        + "".join(f"議案第{n}号 霧ヶ浜市{name}条例の一部を改正する条例\n" for n, name in enumerate(BILLS, 1))
    ),
    "用語.txt": (
        "用語集\n窓口改革で使う用語は次のとおりです。\n"
        "・オンライン申請：家から申し込むこと。\n"
        "・ワンストップ窓口：一つの窓口で済むこと。庁内を回らずに済みます。\n"
        "・伴走支援：最後まで付き添うこと。\n"
    ),
    "友の会だより.txt": "友の会だより\n図書館友の会の会員は、毎年増えています。\n机\t12\n椅子\t40\n",
    "写真展.txt": (
        "写真展のお知らせ\n写真展の来場者は、年を追うごとに増えています。\n会場では写真展の図録を配りました。\n"
    ),
    "献立_202306.csv": "献立,材料,分量\nカレー,人参,20\nカレー,玉葱,30\n",
    "献立_202307.csv": "献立,材料,分量\nカレー,人参,25\nカレー,玉葱,35\n",
    "放課後教室の利用者数.csv": (
        "地区,登録者数,利用者数\n東地区,120人,96人\n西地区,80人,61人\n南地区,64人,50人\n計,264人,207人\n"
    ),
    "令和5年第2回定例会会議録.txt": (
        "令和5年第2回霧ヶ浜市議会定例会会議録\n"
        "令和5年6月14日\n"
        "出席議員\n"
        "1番　森　春子君\n2番　谷　一郎君\n"
        "説明のため出席した者\n"
        "市長　辻　環君\n教育長　三宅　典子君\n"
        "午前10時開議\n"
        "○議長（堺　司君）　一般質問を行います。1番森春子君。\n"
        "○1番（森　春子君）　学童保育の待機児童についてお尋ねいたします。学童保育の待機児童は年々増えており、"
        "保護者から学童保育の待機児童を早く解消してほしいとの声が届いております。市長の見解を伺います。\n"
        "○市長（辻　環君）　森議員の御質問にお答えいたします。待機児童の解消は急ぐべき課題と認識しております。"
        "来年4月に東小学校の空き教室を使い、定員40人の教室を開設してまいります。\n"
        "○議長（堺　司君）　2番谷一郎君。\n"
        "○2番（谷　一郎君）　学校図書館の司書についてお尋ねいたします。配置の考えを伺います。\n"
        "○教育長（三宅　典子君）　学校図書館についてお答えいたします。司書は2校に1人を配置しております。\n"
        "○議長（堺　司君）　以上で一般質問を終わります。\n"
        "午後3時散会\n"
    ),
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Answer]]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with build(load(tmp_path_factory.mktemp("home"))) as desk:
        list(desk.ingest([folder], local_person()))

        def answer(question: str) -> Answer:
            events = desk.ask(question, CLERK, today=date(2023, 8, 1))
            return next(event.answer for event in events if isinstance(event, Answered))

        yield answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("移動図書館の新しい車両はいつから運行しますか", "移動図書館の新しい車両は、令和5年7月3日から運行します。"),
        ("移動図書館の車両の購入にはいくらかかりましたか", "車両の購入には1,840万円がかかりました。"),
        ("本館の閉架書庫に入れないのはなぜですか", "本館の閉架書庫は、雨漏りの修繕のため9月まで入れません。"),
        ("米印の欄はどうすればよいか", "※のある欄は記入しないでください。"),
        ("市民カメラ教室はいつ開きますか", "今回の教室は、令和5年10月14日です。"),
        (
            "町内会に貸し出すものを全部挙げてください",
            "公民館では、備え付けの太鼓、提灯、半纏を町内会に貸し出しています。",
        ),
        ("講座の材料費はいくらですか", "陶芸の材料費は、1,200円です。"),
        ("習字の作品展は8月19日からどこで受け付けますか", "8月19日からは、市民ホールで受け付けます。"),
        ("第5回霧ヶ浜市議会の議案第15号は何ですか", "議案第15号 霧ヶ浜市火災予防条例の一部を改正する条例"),
        ("令和4年度の公民館の利用者は何人か", "令和4年度の公民館の利用者は、延べ9,846人でした。"),
        (
            "松山市の移動図書館の燃料代はいくらか",
            "松山市では移動図書館の車両を3台で運行し、燃料代は年に1,210,000円です。",
        ),
    ],
)
def test_the_sentence_that_holds_what_is_asked_for(ask: Callable[[str], Answer], question: str, said: str) -> None:
    answer = ask(question)
    assert answer.sentences[0].text == said
    assert answer.sentences[0].verdict is Verdict.SUPPORTED
    assert answer.citations[0].quote == said


def test_a_row_is_read_out_with_its_columns(ask: Callable[[str], Answer]) -> None:
    answer = ask("放課後教室の西地区の利用者数は何人か")
    assert answer.sentences[0].text == "地区 西地区、登録者数 80人、利用者数 61人"
    assert answer.citations[0].quote.split() == ["西地区", "80人", "61人"]


@pytest.mark.parametrize(("month", "amount"), [("6", "20"), ("7", "25")])
def test_the_month_that_a_file_is_named_by_is_its_month(ask: Callable[[str], Answer], month: str, amount: str) -> None:
    answer = ask(f"2023年{month}月の献立で、カレーに使う人参の分量はいくつか")
    assert answer.citations[0].quote.split() == ["カレー", "人参", amount]


def test_the_total_answers_for_all(ask: Callable[[str], Answer]) -> None:
    assert ask("放課後教室の利用者数は全体で何人か").sentences[0].text == "地区 計、登録者数 264人、利用者数 207人"


def test_a_list_comes_whole_and_ends_where_it_ends(ask: Callable[[str], Answer]) -> None:
    answer = ask("貸出しの際に持っていく書類を全部挙げてください")
    assert [sentence.text for sentence in answer.sentences] == [
        "貸出しの際は、次の書類のいずれかをお持ちください。",
        "・運転免許証",
        "・健康保険証",
        "・学生証",
    ]


def test_an_entry_of_a_list_may_be_several_sentences(ask: Callable[[str], Answer]) -> None:
    answer = ask("窓口改革で使う用語を全部挙げてください")
    assert [sentence.text for sentence in answer.sentences] == [
        "窓口改革で使う用語は次のとおりです。",
        "・オンライン申請：家から申し込むこと。",
        "・ワンストップ窓口：一つの窓口で済むこと。",
        "庁内を回らずに済みます。",
        "・伴走支援：最後まで付き添うこと。",
    ]


def test_what_was_answered_and_by_whom_not_what_was_asked(ask: Callable[[str], Answer]) -> None:
    answer = ask("学童保育の待機児童について市長は何と答えたか")
    assert answer.citations[0].passage.role is Role.EXECUTIVE
    first = answer.sentences[0].text
    assert first.startswith("市長（辻環）: ")
    assert "定員40人の教室を開設してまいります" in first
    assert "○" not in first
    assert "お答えいたします" not in first
    assert all(citation.passage.role is not Role.QUESTIONER for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "市民プールの利用料金はいくらですか",
        "移動図書館の運転手は何人ですか",
        "令和元年の移動図書館の新しい車両はいつから運行しましたか",
        "第9回の会議はどこで開かれましたか",
        "図書館友の会の会員は何人ですか",  # the figures beside it are of desks and chairs
        "写真展の来場者は何人ですか",  # no sentence on it has a figure
        "移動図書館の新しい車両の愛称を教えてください",  # 愛称 stands nowhere
        "令和5年度の公民館の利用者は何人か",  # the figure is of 令和4年度
        "高松市の移動図書館の燃料代はいくらか",  # the figure is of 松山市
    ],
)
def test_what_the_papers_do_not_say(ask: Callable[[str], Answer], question: str) -> None:
    answer = ask(question)
    assert answer.abstained
    assert answer.sentences == ()
    assert answer.nearest


@pytest.mark.parametrize(
    ("text", "asked", "question", "fits"),
    [
        ("会議は5月26日に開く。", Asked.WHEN, "会議はいつ", True),
        ("会議は地階の会議室で開く。", Asked.WHEN, "会議はいつ", False),
        ("費用は35,750円である。", Asked.AMOUNT, "費用はいくら", True),
        ("参加者は98人だった。", Asked.NUMBER, "参加者は何人", True),
        ("参加者は多かった。", Asked.NUMBER, "参加者は何人", False),
        ("15校が参加した。", Asked.NUMBER, "参加者は何人", False),
        ("割合は30.2%である。", Asked.NUMBER, "何割か", True),
        ("保存期間は3年間とする。", Asked.WHEN, "保存期間は何年", True),
        ("人手が足りないため見送る。", Asked.WHY, "なぜ見送るのか", True),
        ("東\t西のため\t3", Asked.WHY, "なぜか", False),
        ("会場は市民会館とする。", Asked.WHERE, "会場はどこ", True),
        ("担当は総務課の鈴木主査とする。", Asked.WHO, "担当は誰", True),
    ],
)
def test_kinds_of_thing(text: str, asked: Asked, question: str, *, fits: bool) -> None:
    assert holds(text, asked, question) is fits


def test_rankings_are_divided_by_their_best_and_added() -> None:
    assert fuse([{"a": 4.0, "b": 2.0}, {"b": 10.0}], [0.5, 0.5]) == {"a": 0.5, "b": 0.75}
    assert fuse([{}, {}], [0.5, 0.5]) == {}


def test_shares_weigh_rare_parts_most() -> None:
    # "x" stands in one of two texts: log(1 + 1.5/1.5) = log 2; "y" in both: log(1 + 0.5/2.5) = log 1.2.
    first, second = shares(["x", "y", "z"], ["xy", "y"])
    assert first == pytest.approx(1.0)
    assert second == pytest.approx(0.18232 / (0.69315 + 0.18232), abs=1e-4)


def test_a_folder_of_papers_is_what_it_is(tmp_path: Path) -> None:
    with build(load(tmp_path)) as desk:
        event = list(desk.ask("会議はいつですか", CLERK))[-1]
    assert isinstance(event, Answered)
    assert event.answer.abstained
    assert "登録されていません" in event.answer.notice
