"""What a question asks for: its noun, that noun's year, its city, and the kind of thing that answers."""

from __future__ import annotations

import pytest

from assistant.answering.answer_kinds import holds, is_definite, with_measures
from assistant.answering.focus import focus, towns, year_of
from assistant.answering.query import Asked, read
from ingest.japanese.dates import When
from ingest.japanese.folding import fold


@pytest.mark.parametrize(
    ("question", "nouns"),
    [
        ("放課後教室の登録者数は何人ですか", ("登録者数", "放課後教室")),
        ("市営住宅の家賃は月いくらか", ("家賃", "市営住宅")),
        ("歳出の商工費の金額はいくらか", ("商工費",)),
        ("改修した空き家は何戸か", ("空き家",)),
        ("プールの長さは何メートルですか", ("長さ", "プール")),
        ("会議の日時を教えてください", ("会議",)),
        ("職員アンケートの回答率は？", ("回答率", "職員アンケート")),
        ("議案第20号は何か", ("議案第20号",)),
        ("待機児童の解消について、市長の見解は", ("市長",)),
        ("どうすればよいか", ()),
        ("地図を印刷するにはどうすればよいか", ("印刷",)),
        ("写しの請求の方法を教えてください", ("請求",)),
    ],
)
def test_the_noun_that_is_asked_for(question: str, nouns: tuple[str, ...]) -> None:
    assert focus(fold(question)) == nouns


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("霧ヶ浜市の人口は何人か", {"霧ケ浜市"}),
        ("第26回高松市議会の議案", {"高松市"}),
        ("高松市市民満足度調査", {"高松市"}),
        ("香川県高松市と愛媛県松山市", {"高松市", "松山市"}),
        ("さいたま市の条例", {"さいたま市"}),
        ("都市計画と中核市、市場と市民", set()),
        ("下記の路線を市道に認定する", set()),
    ],
)
def test_cities(text: str, named: set[str]) -> None:
    assert towns(fold(text)) == named


@pytest.mark.parametrize(
    ("question", "noun", "year"),
    [
        ("令和5年度の利用者数は何人か", "利用者数", When(2023, fiscal=True)),
        ("令和4年度の施政方針では、令和3年度末の進捗率は何%か", "進捗率", When(2021, fiscal=True)),
        ("令和4年度の施政方針では、進捗率は何%か", "進捗率", None),
        ("利用者数は令和5年度に何人か", "利用者数", None),
    ],
)
def test_the_year_of_a_noun(question: str, noun: str, year: When | None) -> None:
    assert year_of(fold(question), noun) == year


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("空き家は何戸か", Asked.NUMBER),
        ("胡瓜は何グラム使うか", Asked.NUMBER),
        ("会員はどれだけ減ったか", Asked.NUMBER),
        ("友だち登録者数を教えてください", Asked.NUMBER),
        ("教育長が示した総額", Asked.AMOUNT),
        ("いつまでに明らかにするのかも含め、見解は", Asked.OTHER),
        ("何課が担当するか", Asked.OTHER),
        ("何の設備が対象か", Asked.OTHER),
    ],
)
def test_kinds_that_the_counted_thing_or_the_last_noun_tells(question: str, asked: Asked) -> None:
    assert with_measures(read(question)).asked == (asked,)


@pytest.mark.parametrize(
    ("question", "definite"),
    [
        ("運行はいつからか", True),
        ("費用はいくらか", True),
        ("参加者は何人か", True),
        ("担当は誰か", False),
        ("費用はどう賄うか", False),
        ("何が変わったか", False),
    ],
)
def test_what_only_a_time_or_a_figure_answers(question: str, *, definite: bool) -> None:
    assert is_definite(read(question)) is definite


@pytest.mark.parametrize(
    ("text", "asked", "question", "fits"),
    [
        ("本年10月から受け付ける。", Asked.WHEN, "いつから", True),
        ("来年度早期に改定する。", Asked.WHEN, "いつ", True),
        ("公布の日から施行する。", Asked.WHEN, "いつから", True),
        ("年末を過ぎても続ける方針である。", Asked.WHERE, "どこで", False),
        ("サルスベリ\t3\t本\t70000", Asked.AMOUNT, "単価はいくら", True),
        ("サルスベリを3本植える。", Asked.AMOUNT, "単価はいくら", False),
        ("対象は38戸である。", Asked.NUMBER, "何戸", True),
        ("対象は38人である。", Asked.NUMBER, "何戸", False),
        ("※印のある欄は記入しないこと。", Asked.OTHER, "どうすればよいか", True),
        ("直ちに報告しなければならない。", Asked.OTHER, "何をすべきか", True),
        ("※ 手数料欄", Asked.OTHER, "どうすればよいか", False),
        ("※ 手数料欄", Asked.OTHER, "何の欄か", True),
        # The price of one thing is said in yen, the sums of a budget are another matter.
        ("指定袋の作製\t14,740千円\t補正後の額 118,808", Asked.AMOUNT, "指定袋は1枚いくらか", False),
        ("指定袋のお知らせ\t6月12日", Asked.AMOUNT, "指定袋は1枚いくらか", False),
        ("単価（円）\n指定袋（大）\t45", Asked.AMOUNT, "指定袋は1枚いくらか", True),
        ("指定袋（大）\t45円\t補正前と変わらない", Asked.AMOUNT, "指定袋は1枚いくらか", True),
        ("水道料金は月980円とする", Asked.AMOUNT, "水道料金は月いくらか", True),
        ("水道料金の減免\t305,659千円", Asked.AMOUNT, "水道料金は月いくらか", False),
        ("水道料金の減免\t305,659千円", Asked.AMOUNT, "水道料金の減免はいくらか", True),
    ],
)
def test_what_holds_the_kind(text: str, asked: Asked, question: str, *, fits: bool) -> None:
    assert holds(fold(text), asked, fold(question)) is fits
