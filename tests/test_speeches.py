"""What was answered in an assembly: one matter of a turn, whole, wherever passages were cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.speeches import opens
from assistant.answering.values import Answer, Answered, Verdict
from assistant.pages import place_in
from assistant.settings import load
from assistant.wiring import build
from ingest.japanese.folding import squeeze
from ingest.library.library import Library
from ingest.library.words import WordsView
from ingest.model import Person, local_person

CLERK = Person()
DRILLS = (
    "本市では、毎年9月の第1日曜日に、すべての地区で避難訓練を行っております。昨年は雨のため11の地区で中止いたしましたが、"
    "残る23の地区では、延べ4,180人の市民の皆様に御参加をいただきました。訓練では、避難所までの道のりを実際に歩いて確かめるとともに、"
    "消防団の指導の下で消火器や担架の使い方を学んでいただいております。また、障害のある方や高齢の方と一緒に避難する訓練も、"
    "3年前から5つの地区で始めております。地区の皆様からは、夜間の訓練も経験しておきたいとの声や、"
    "平日の昼間に家にいる人だけでも動けるようにしたいとの声をいただいております。こうした声を踏まえ、"
    "本年は2つの地区で夜間の訓練を試みるとともに、訓練の手引を改めてまいります。"
)
WAITING = (
    "働く保護者が増える中、放課後の居場所を求める声は年々強くなっており、4月1日の時点で38人の子供たちに入室をお待ちいただいております。",
    "これまで、空き教室の活用や指導員の増員に努めてまいりましたが、東小学校の周りでは住宅の建設が続き、追い付いていない状況にございます。",
    "このため、来年4月に東小学校の敷地に専用の建物を設け、定員40人の教室を2つ開設してまいります。",
)
BUSES = (
    "開会の日には、市役所と会場の間に10分おきに臨時のバスを走らせ、"
    "自家用車での来場を控えていただくよう呼び掛けてまいります。"
)
SITTING = (
    "令和5年第2回霧ヶ浜市議会定例会会議録\n令和5年6月14日\n出席議員\n1番　森　春子君\n2番　谷　一郎君\n"
    "説明のため出席した者\n市長　辻　環君\n午前10時開議\n"
    "○議長（堺　司君）　一般質問を行います。1番森春子君。\n"
    "○1番（森　春子君）　3点お尋ねいたします。まず、地区の避難訓練について、夜間にも行うお考えはないか伺います。"
    "次に、学童保育の待機児童を早く解消すべきと考えますが、見解を伺います。"
    "最後に、来年の全国植樹祭について、来賓と市民の足をどう確保されるのか伺います。\n"
    "○市長（辻　環君）　森議員の御質問にお答えいたします。\n"
    f"　初めに、地区の避難訓練についてでございます。\n　{DRILLS}\n"
    f"　次に、学童保育の待機児童についてでございます。\n　{WAITING[0]}\n　{WAITING[1]}\n　{WAITING[2]}\n"
    f"　植樹祭の輸送の対策でございます。\n　{BUSES}\n"
    "○議長（堺　司君）　以上で一般質問を終わります。\n午後3時散会\n"
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Answer]]:
    folder = tmp_path_factory.mktemp("papers")
    (folder / "令和5年第2回定例会会議録.txt").write_text(SITTING, encoding="utf-8")
    with build(load(tmp_path_factory.mktemp("home"))) as desk:
        list(desk.ingest([folder], local_person()))

        def answer(question: str) -> Answer:
            events = desk.ask(question, CLERK, today=date(2023, 8, 1))
            return next(event.answer for event in events if isinstance(event, Answered))

        yield answer


def test_a_matter_is_given_whole_over_the_cut_between_two_passages(ask: Callable[[str], Answer]) -> None:
    answer = ask("学童保育の待機児童の解消について、市長の見解は")
    first = answer.sentences[0]
    assert first.text == f"市長（辻環）: {''.join(WAITING)}"
    assert first.verdict is Verdict.SUPPORTED
    proof = [citation for citation in answer.citations if citation.number in first.citations]
    assert len(proof) == 2
    assert squeeze("".join(citation.quote for citation in proof)) == squeeze("".join(WAITING))
    for citation in proof:
        start = citation.start - citation.passage.start
        assert citation.passage.text[start:].startswith(citation.quote)
    assert all(one.end <= other.start for one, other in pairwise(proof))


def test_the_other_matters_of_the_turn_are_left_out(ask: Callable[[str], Answer]) -> None:
    said = ask("学童保育の待機児童の解消について、市長の見解は").text
    assert "避難訓練" not in said
    assert "臨時のバス" not in said


def test_a_noun_alone_opens_a_matter(ask: Callable[[str], Answer]) -> None:
    assert ask("植樹祭の輸送はどうするのか").sentences[0].text == f"市長（辻環）: {BUSES}"


def test_the_question_asked_there_carries_what_its_answer_need_not_repeat(tmp_path: Path) -> None:
    (tmp_path / "令和5年第2回定例会会議録.txt").write_text(SITTING, encoding="utf-8")
    question = "来年の全国植樹祭での来賓の足の確保について、見解は"
    with build(load(tmp_path / "home")) as desk:
        list(desk.ingest([tmp_path / "令和5年第2回定例会会議録.txt"], local_person()))
        found = desk.search(question, CLERK)
    # Of the question's words the answer has 植樹祭 alone; 全国, 来賓, 足 and 確保 stand in what was asked.
    hits = [hit for hit in found.hits if BUSES in hit.passage.text]
    with Library(tmp_path / "home") as library:
        words = WordsView(tmp_path / "home" / "words", library)
        engine = ExtractiveEngine(library, place_in(library), words.rarity)
        answered = list(engine.answer(question, found.read_as, hits))[-1]
        words.close()
    assert isinstance(answered, Answered)
    assert answered.answer.sentences[0].text == f"市長（辻環）: {BUSES}"


def test_what_was_never_raised_is_not_answered(ask: Callable[[str], Answer]) -> None:
    assert ask("下水道の使用料の値上げについて、市長の見解は").abstained


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("次に、空き家の対策についてでございますが、倒壊のおそれのある家屋は12棟ございます。", True),
        ("まず、空き家の対策についてお答えいたします。", True),
        ("空き家の対策に関する御質問がございました。", True),
        ("○市長（辻　環君）　空き家の対策についてであります。", True),
        ("大会時の輸送対策でございます。", True),
        ("これは急ぐべき課題でございます。", False),
        ("高齢化への対応は急ぐべき課題でございます。", False),
        ("まず、倒壊のおそれのある家屋から除却を進めております。", False),
        ("こうした声を踏まえ、空き家の所有者に文書を送ってまいります。", False),
    ],
)
def test_what_opens_a_matter(sentence: str, *, named: bool) -> None:
    assert opens(sentence) is named


def test_a_speech_that_answers_nobody_goes_from_matter_to_matter() -> None:
    sentence = "水道事業につきましては、老朽化した管路の更新を進めてまいります。"
    assert not opens(sentence)
    assert opens(sentence, asked=False)
