"""Papers taken apart for a summary, against made papers of which a person can say what belongs together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.drafting.summaries.matters import Section, Stretch, divide, excerpts
from assistant.drafting.summaries.values import By, Source
from ingest.model import Role
from ingest.preparing import prepare
from tests.made_papers import PLAN, SITTING, source

SAMPLE = Path(__file__).parents[1] / "corpus" / "papers" / "R5第1回デジタル推進PT会議録.pdf"


def texts(stretches: tuple[Stretch, ...]) -> list[str]:
    return ["".join(one.text for one in stretch) for stretch in stretches]


def sections(folder: Path, text: str, by: By, name: str = "資料.txt") -> tuple[Section, ...]:
    return divide([source(folder, name, text)], by).sections


def test_each_question_has_its_answer_whoever_gives_it_and_in_whatever_order(tmp_path: Path) -> None:
    found = sections(tmp_path, SITTING, By.QUESTION)
    assert [(one.under, one.title) for one in found] == [
        ("桐生和子", "空き家の対策"),
        ("桐生和子", "図書館の開館時間"),
        ("桐生和子", "乗合バス"),
        ("桐生和子", "要望"),
        ("桐生和子", "再質問"),
    ]
    houses, library, bus, wish, again = found
    assert "来年度から空き家の除却の費用を上限50万円で補助" in texts(houses.said)[0]
    assert texts(library.said)[0].startswith("図書館の開館時間についてのご質問でございます。図書館では、これまで")
    assert texts(library.said)[0].endswith("午後8時まで延長いたします。")
    assert texts(bus.said)[0].endswith("運賃は200円のままといたします。")
    assert (texts(wish.asked), wish.said) == (["なお、図書館の駐輪場の拡張を要望いたします。"], ())
    assert texts(again.said) == ["再質問にお答えします。経費は年間で180万円でございます。"]


def test_what_is_asked_together_is_one_question_and_greetings_are_none(tmp_path: Path) -> None:
    bus = sections(tmp_path, SITTING, By.QUESTION)[2]
    assert texts(bus.asked) == [
        "最後に、乗合バスについて伺います。乗合バスの便を増やす考えはありますか。併せて、運賃の見通しを伺います。"
    ]
    every = "".join(text for one in sections(tmp_path, SITTING, By.QUESTION) for text in texts(one.asked))
    assert "通告に従い" not in every


def test_a_question_that_nobody_answers_stays_without_an_answer(tmp_path: Path) -> None:
    begins, ends = SITTING.index("　次に、空き家の対策についてでございますが"), SITTING.index("　その他のご質問")
    text = SITTING[:begins] + SITTING[ends:]
    houses = next(one for one in sections(tmp_path, text, By.QUESTION) if "空き家" in one.title)
    assert houses.said == ()


def test_of_an_assembly_the_chair_is_left_out_and_of_a_team_not(tmp_path: Path) -> None:
    sitting = source(tmp_path, "会議録.txt", SITTING)
    assert all("議長" not in one.passage.speaker for one in excerpts(sitting))
    team = prepare(SAMPLE, SAMPLE.name, "0" * 64)
    said = [one for one in excerpts(Source(team.document, team.pages, team.passages)) if one.passage.role is Role.CHAIR]
    assert said[0].text == "市の人口は4月1日現在で42,318人、職員は412人である。"  # without 岸本課長：


def test_a_paper_that_is_nearly_all_lists_is_not_left_out(tmp_path: Path) -> None:
    paper = source(tmp_path, "記録.txt", PLAN)
    listed = replace(paper, passages=tuple(replace(passage, aside=True) for passage in paper.passages))
    assert excerpts(listed)


def test_every_excerpt_is_a_verbatim_slice(tmp_path: Path) -> None:
    for text in (SITTING, PLAN):
        paper = source(tmp_path, "資料.txt", text)
        whole = "".join(page.text for page in paper.pages)
        found = excerpts(paper)
        assert found
        assert all(whole[one.start : one.end] == one.text for one in found)


def test_by_heading(tmp_path: Path) -> None:
    found = sections(tmp_path, PLAN, By.HEADING)
    assert [one.title for one in found] == ["かえで町空き家対策計画", "第1章 目的", "第2章 取組"]
    assert texts(found[2].said)[0].startswith("町は、空き家の除却の費用を")


def test_the_items_of_an_assembly_are_what_its_chair_opens(tmp_path: Path) -> None:
    found = sections(tmp_path, SITTING, By.HEADING)
    assert found[-1].title == "日程第1　一般質問"


def test_by_speaker_over_several_sittings(tmp_path: Path) -> None:
    again = SITTING.replace("第3回", "第4回").replace("9月12日", "12月5日")
    papers = [source(tmp_path, "3.txt", SITTING), source(tmp_path, "4.txt", again)]
    found = [one for one in divide(papers, By.SPEAKER).sections if one.title == "町長（長谷川環）"]
    assert len(found) == 1
    assert {one.document.source for stretch in found[0].said for one in stretch} == {"3.txt", "4.txt"}


@pytest.mark.parametrize(
    ("by", "words"),
    [(By.QUESTION, "質問と答弁の組がないため、見出しごと"), (By.SPEAKER, "発言者の記録がないため、見出しごと")],
)
def test_what_cannot_be_divided_so_is_divided_otherwise_and_it_is_said(tmp_path: Path, by: By, words: str) -> None:
    division = divide([source(tmp_path, "計画.txt", PLAN)], by)
    assert [one.title for one in division.sections][1:] == ["第1章 目的", "第2章 取組"]
    assert words in division.notices[0]


def test_turns_outside_questions_are_counted_for_the_person(tmp_path: Path) -> None:
    bill = "○町長（長谷川環君）　議案の提案理由をご説明します。\n○議長（久我昇君）　本日はこれをもって散会"
    moved = SITTING.replace("　本日はこれをもって散会", bill)
    (notice,) = divide([source(tmp_path, "会議録.txt", moved)], By.QUESTION).notices
    assert "組にならない発言1件" in notice


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    assert divide([], By.WHOLE).sections == ()


def test_who_speaks_is_no_part_of_what_is_said(tmp_path: Path) -> None:
    committee = SITTING.replace("○三番（桐生和子君）　", "○桐生委員　").replace(
        "○教育長（三宅典子君）　", "○三宅教育長　"
    )
    found = excerpts(source(tmp_path, "会議録.txt", committee))
    assert found
    assert not [one.text for one in found if one.text.startswith("○")]


def test_a_question_that_asks_nothing_in_so_many_words_is_one_all_the_same(tmp_path: Path) -> None:
    text = SITTING.replace("図書館の延長の経費はいくらですか。", "図書館の延長には経費がかかると思います。")
    again = sections(tmp_path, text, By.QUESTION)[-1]
    assert texts(again.asked) == ["図書館の延長には経費がかかると思います。"]
    assert texts(again.said)[0].endswith("経費は年間で180万円でございます。")


def test_a_paper_that_cannot_be_divided_is_a_whole(tmp_path: Path) -> None:
    (section,) = sections(tmp_path, "窓口を8月1日に開きます。\n", By.HEADING)
    assert section.whole
