"""What a heading says its words are of, and answers from papers of several bills and chapters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import as_json
from assistant.answer_docx import to_text
from assistant.answering.subjects import Stance, asked_of, stance
from assistant.answering.values import Answer, Answered
from assistant.conversations import Turn
from assistant.phrasing import under_heading
from assistant.settings import Settings
from assistant.ui.shown import answer_shown, places_of
from assistant.wiring import build
from ingest.model import Person, local_person
from tests.several_bills import GUIDELINE, REASONS_TEXT

GENERAL, PARKING = "議案第32号：令和8年度霧ヶ浜市一般会計予算", "議案第33号：令和8年度霧ヶ浜市駐車場事業特別会計予算"
Ask = Callable[[str], Answer]
AGREES, OPEN, CONTRADICTS = Stance.AGREES, Stance.OPEN, Stance.CONTRADICTS


@pytest.mark.parametrize(
    ("question", "heading", "said", "how"),
    [
        ("令和8年度一般会計予算の総額は", GENERAL, "本予算の総額は62,900千円", AGREES),
        ("令和8年度一般会計予算の総額は", PARKING, "本予算の総額は62,900千円", CONTRADICTS),
        ("令和8年度一般会計予算の総額は", "歳入 > 市税", "市税は120千円", OPEN),
        # A sentence stands for itself, unless it leaves it to its heading.
        ("令和7年度の一般会計の利用料は", GENERAL, "利用料は令和7年度が120千円、令和8年度が140千円", AGREES),
        ("令和7年度一般会計予算の総額は", GENERAL, "本予算は令和7年度当初予算と比べて140千円の増", CONTRADICTS),
        ("令和7年度と比べて一般会計予算はいくら増えたか", GENERAL, "本予算は令和7年度当初予算と比べて増", AGREES),
        # Accounts by their short names, with the city and without.
        ("国保特別会計の総額は", "霧ヶ浜市国民健康保険事業特別会計予算", "総額は10千円", AGREES),
        ("後期高齢者医療特別会計の総額は", "霧ヶ浜市後期高齢者医療保険特別会計予算", "総額は10千円", AGREES),
        ("水道事業会計の給水戸数は", "霧ヶ浜市下水道事業会計予算", "戸数は10戸", CONTRADICTS),
        ("水道事業会計の給水戸数は", "霧ヶ浜市水道事業会計予算", "戸数は10戸", AGREES),
        # A sum that goes from one account to another is asked of the other.
        ("一般会計からの繰入金はいくらか", PARKING, "一般会計からの繰入金10千円", OPEN),
        ("議案第32号の総額は", GENERAL, "総額は10千円", AGREES),
        ("議案第31号の総額は", GENERAL, "総額は10千円", CONTRADICTS),
        ("報告第31号の額は", GENERAL, "額は10千円", OPEN),
        ("花火条例の目的は", "議案第35号：霧ヶ浜市花火条例の一部を改正する条例", "本条例は夜を静かにする", AGREES),
        ("花火条例の目的は", "霧ヶ浜市駐車場条例 > （目的）", "この条例は混雑を防ぐ", CONTRADICTS),
        ("花火条例の目的は", "霧ヶ浜市駐車場条例", "花火条例は夜を静かにする", OPEN),
        ("3月定例会の霧ヶ浜市花火条例の改正は", "議案第35号：霧ヶ浜市花火条例の一部を改正する条例", "夜", AGREES),
        ("なぜ条例を改正するのか", "霧ヶ浜市駐車場条例", "混雑を防ぐため", OPEN),
        ("第2章の保存期間は", "ガイドライン > 第１章　紙の文書", "保存期間は5年", CONTRADICTS),
        ("第2章の保存期間は", "ガイドライン > 第二章　電子の文書", "保存期間は10年", AGREES),
    ],
)  # fmt: skip
def test_how_a_sentence_stands_to_what_is_asked(question: str, heading: str, said: str, how: Stance) -> None:
    assert stance(asked_of(question), heading, "", said) is how


def test_the_innermost_heading_says_it_and_the_title_last() -> None:
    asked = asked_of("令和8年度の一般会計の総額は")
    assert stance(asked, "令和7年度の補正 > 令和8年度の予算", "令和6年度の資料", "総額は10千円") is AGREES
    assert stance(asked, "歳入", "令和6年度の資料", "総額は10千円") is CONTRADICTS


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("bills")
    papers: Path = folder / "papers"
    papers.mkdir()
    (papers / "提案理由（第31回）.txt").write_text(REASONS_TEXT, encoding="utf-8")
    (papers / "文書管理.txt").write_text(GUIDELINE, encoding="utf-8")
    with build(Settings(home=folder / "home")) as desk:
        list(desk.ingest([papers], local_person()))

        def answer(question: str) -> Answer:
            *_, last = desk.ask(question, Person())
            assert isinstance(last, Answered)
            return last.answer

        yield answer


@pytest.mark.parametrize(
    ("question", "figure", "others"),
    [
        ("令和8年度一般会計予算の総額", "18,320,000千円", ("62,900", "3,905,000", "412,700")),
        ("令和8年度駐車場事業特別会計予算の総額はいくらか", "62,900千円", ("18,320,000", "3,905,000")),
        ("令和8年度介護保険特別会計予算の総額はいくらか", "3,905,000千円", ("18,320,000", "62,900")),
        ("議案第34号の予算の総額はいくらか", "3,905,000千円", ("18,320,000", "62,900")),
        ("令和7年度一般会計補正予算の規模はいくらか", "412,700千円", ("18,320,000",)),
        ("介護保険特別会計の職員は何名か", "7名", ()),
        ("議案第35号はなぜ条例を改正するのか", "夜間の花火を禁じる区域", ("予算",)),
        ("公園条例の改正で何が変わりますか", "夜間の花火を禁じる区域", ("予算", "議案第")),
        ("令和7年度一般会計補正予算はいくら増額されますか", "412,700千円", ("88,100", "18,320,000")),
        ("電子の文書の保存期間は", "10年", ("30年", "5年")),
        ("第3章の保存期間は", "30年", ("10年", "から5年")),
    ],
)
def test_an_answer_is_of_the_bill_or_chapter_that_is_asked_for(
    ask: Ask, question: str, figure: str, others: tuple[str, ...]
) -> None:
    said = ask(question).text
    assert figure in said
    assert not [other for other in others if other in said]


def test_an_account_that_no_heading_names_is_not_answered_from_another(ask: Ask) -> None:
    assert ask("令和8年度港湾事業特別会計予算の総額はいくらか").abstained


def test_the_card_bears_the_heading_and_the_name_of_the_paper(ask: Ask) -> None:
    answer = ask("令和8年度介護保険特別会計予算の総額はいくらか")
    shown = answer_shown(Turn("t", "", answer, ""), places_of(answer))
    card = shown["cards"][0]
    assert card["title"] == "提案理由（第31回）"
    assert card["heading"] == "議案第３４号：令和８年度霧ヶ浜市介護保険特別会計予算"
    assert card["heading"] in shown["sentences"][0]["marks"][0]["place"]


def test_the_terminal_and_word_name_the_heading_too(ask: Ask) -> None:
    heading = "議案第３４号：令和８年度霧ヶ浜市介護保険特別会計予算"
    answer = ask("令和8年度介護保険特別会計予算の総額はいくらか")
    (citation,) = as_json.answer(answer)["citations"]
    assert (citation["title"], citation["heading"]) == ("提案理由（第31回）", heading)
    assert heading in to_text(answer)


def test_a_heading_that_the_title_says_is_not_said_again(ask: Ask) -> None:
    document = ask("第3章の保存期間は").citations[0].document
    assert under_heading(f"{document.title} > 第３章　地図 > p.3", document, "p.3") == "第３章　地図"
