"""What leaves for a model: masked on the way out, whole again on the way in, over real HTTP and in every room."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import prompting
from assistant.answering.generative import GenerativeEngine
from assistant.answering.values import Answer, Answered, Earlier, Hit, ReadAs, Sentence, Verdict
from assistant.chat import Delta, Finish, Message, Sent, added, masked_words
from assistant.drafting.summaries.extract import ExtractiveSummariser
from assistant.drafting.summaries.values import By, Length, Source, Summary
from assistant.governance.door import MaskedEmbedder, MaskedModel, Masking, prepared
from assistant.governance.leaving import InTheHouse, UpTo, may_leave
from assistant.governance.spans import Kind
from assistant.llm import EndpointModel
from assistant.model_errors import ModelDropped
from assistant.settings import Settings
from assistant.tokens import Budget, TokenCounter
from ingest.library.embeddings import HashingEmbedder
from ingest.model import Document, Page, Passage
from ingest.outcomes import Progress
from tests import model_server as server

LETTER = "申請者の山田太郎様（電話 090-1234-5678）から、駐車場について要望を受けた。担当は山田太郎様に折り返す。"
MASKED = "申請者の〔氏名1〕様（電話 〔電話1〕）から、駐車場について要望を受けた。担当は〔氏名1〕様に折り返す。"
PIECES = (LETTER, MASKED, "〔", "山田太郎", "様", "〔氏名1", "\n")
SPEECH = "発言者の山田太郎議員は、駐車場を増やすよう求めた。"


class Echo:
    """A model whose reply can be worked out by hand: the last message, in pieces of `size`; it may fail after it."""

    name = "echo"

    def __init__(self, size: int = 3, error: Exception | None = None) -> None:
        self.size, self.error = size, error
        self.told: list[Message] = []

    def stream(self, messages: Sequence[Message]) -> Iterator[Delta | Finish]:
        self.told += messages
        text = messages[-1].text
        for at in range(0, len(text), self.size):
            yield Delta(text[at : at + self.size])
        if self.error:
            raise self.error
        yield Finish("stop", 1, 2)


def said(model: MaskedModel, text: str) -> tuple[Sent, str, Finish]:
    first, *deltas, last = model.stream([Message("system", "規則"), Message("user", text)])
    assert isinstance(first, Sent)
    assert isinstance(last, Finish)
    return first, "".join(one.text for one in deltas if isinstance(one, Delta)), last


def test_the_model_sees_placeholders_and_the_person_the_words() -> None:
    echo = Echo()
    sent, reply, finish = said(MaskedModel(echo, Masking()), LETTER)
    assert echo.told == [Message("system", "規則"), Message("user", MASKED)]
    words = (("〔氏名1〕", "山田太郎"), ("〔電話1〕", "090-1234-5678"))
    assert sent == Sent("echo", tuple(echo.told), (("氏名", 2), ("電話", 1)), words)
    assert "山田" not in repr(sent)
    assert (reply, finish) == (LETTER, Finish("stop", 1, 2))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6), st.integers(1, 9))
def test_whatever_is_said_comes_back_whole(pieces: list[str], size: int) -> None:
    text = "".join(pieces) or "。"
    assert said(MaskedModel(Echo(size), Masking()), text)[1] == text


def test_what_came_before_a_failure_stays() -> None:
    events = MaskedModel(Echo(error=ModelDropped()), Masking()).stream([Message("user", "返事は「途中")])
    came: list[Sent | Delta | Finish] = []
    with pytest.raises(ModelDropped):
        came.extend(events)
    assert "".join(event.text for event in came if isinstance(event, Delta)) == "返事は「途中"


def test_what_is_masked_is_told_in_one_sentence() -> None:
    sums = added((("氏名", 1), ("電話", 1)), (("氏名", 1),))
    assert masked_words(sums) == "個人情報に見えるもの3件（氏名2、電話1）を伏せて送りました。"
    assert masked_words(()) == ""


def test_masking_can_be_turned_off_and_kinds_left_out() -> None:
    for masking, leaves in (
        (Masking(on=False), LETTER),
        (Masking(left=frozenset({Kind.PHONE})), MASKED.replace("〔電話1〕", "090-1234-5678")),
    ):
        echo = Echo()
        assert said(MaskedModel(echo, masking), LETTER)[1] == LETTER
        assert echo.told[-1].text == leaves


def test_the_names_of_public_speakers_may_be_left_but_no_family_name_alone() -> None:
    masking = Masking(known=lambda: ("１番（山田太郎君）", "市長（佐藤花子）"))
    echo = Echo()
    said(MaskedModel(echo, masking), f"{SPEECH}山田様と鈴木一郎様が傍聴した。")
    assert echo.told[-1].text == f"{SPEECH}〔氏名1〕様と〔氏名2〕様が傍聴した。"


def test_our_own_words_are_never_masked() -> None:
    for name in ("answer", "minutes_item", "summary_map", "summary_reduce", "use_case", "use_case_cited"):
        prompt = prompting.load(name)
        messages = prompt.messages(**dict.fromkeys(prompt.variables, "本文"))
        assert prepared(messages, "echo", Masking().masker()) == Sent("echo", messages)


def test_an_embedder_elsewhere_is_told_masked_texts() -> None:
    plain, masked = HashingEmbedder(64), MaskedEmbedder(HashingEmbedder(64), Masking())
    assert (masked.documents([LETTER]) == plain.documents([MASKED])).all()
    assert (masked.query(LETTER) == plain.query(MASKED)).all()
    assert masked.name != plain.name  # vectors of before do not compare with these


# ---- answers, over HTTP


def hit(rank: int, text: str, audience: str = "house") -> Hit:
    document = Document(f"d{rank}", f"{rank}.pdf", "0", "pdf", f"資料{rank}", "資料", 1, audience=audience)
    return Hit(rank, Passage(f"p{rank}", document.id, 0, 1, "p.1", 0, len(text), text), document, 1.0 / rank)


class First:
    """A fallback whose answer can be worked out by hand: the first passage as one sentence, cited."""

    def answer(
        self, question: str, read_as: ReadAs, hits: Sequence[Hit], earlier: Sequence[Earlier] = ()
    ) -> Iterator[Answered]:
        yield Answered(cited(question, hits[0]))


def cited(question: str, one: Hit) -> Answer:
    from assistant.answering.proving import citation

    found = citation(1, one, 0, len(one.passage.text), lambda passage, _: (passage.page, passage.label))
    return Answer(question, ReadAs(), (Sentence(one.passage.text, (1,), Verdict.SUPPORTED),), (found,))


def ask(
    one: server.ModelServer, hits: Sequence[Hit], up_to: UpTo = "house", earlier: Sequence[Earlier] = ()
) -> tuple[Answer, list[Sent]]:
    place = Settings(home=Path("h"), llm_provider="compatible", llm_model="recorded", llm_base_url=one.url)
    model = MaskedModel(EndpointModel(place), Masking())
    engine = GenerativeEngine(
        model, prompting.load("answer"), TokenCounter(), Budget(), fallback=First(),
        may_leave=lambda paper: may_leave(paper, up_to),
    )  # fmt: skip
    *events, last = engine.answer("山田太郎様の要望は何ですか。", ReadAs(), hits, earlier)
    assert isinstance(last, Answered)
    return last.answer, [event for event in events if isinstance(event, Sent)]


def test_marks_and_verdicts_are_of_the_words_that_come_back() -> None:
    reply = "〔氏名1〕様（電話 〔電話1〕）は、駐車場について要望しました[1]。［氏名２］様も要望しました[1]。"
    with server.serve(server.says(reply)) as one:
        answer, sent = ask(one, [hit(1, LETTER), hit(2, "鈴木一郎様は図書館を使う。")])
        prompt = one.prompt()
    assert not [word for word in ("山田", "090-1234", "鈴木") if word in prompt]
    assert [tuple(message["content"] for message in one.asked[0]["messages"])] == [
        tuple(message.text for message in sent[0].messages)
    ]
    assert [(s.text, s.verdict) for s in answer.sentences] == [
        ("山田太郎様（電話 090-1234-5678）は、駐車場について要望しました。", Verdict.SUPPORTED),
        ("鈴木一郎様も要望しました。", answer.sentences[1].verdict),
    ]
    assert answer.sentences[1].verdict is not Verdict.SUPPORTED  # that name does not stand in what it cites
    assert answer.masked == sent[0].masked == (("氏名", 4), ("電話", 1))


@pytest.mark.parametrize(
    ("audience", "up_to", "leaves"),
    [
        ("public", "none", False), ("public", "public", True), ("house", "public", False), ("house", "house", True),
        ("dept:税務課", "house", False), ("dept:税務課|福祉課", "departments", True),
        ("own:山田", "departments", False), ("own:山田", "all", True),
        ("", "departments", False), ("unheard of", "departments", False),
    ],
)  # fmt: skip
def test_who_may_leave(audience: str, up_to: UpTo, leaves: bool) -> None:
    assert may_leave(hit(1, "文", audience).document, up_to) is leaves


def test_a_paper_that_stays_is_answered_without_the_model() -> None:
    """The extract rests on the first passage, which stays: nothing is sent, and the person is told."""
    with server.serve(server.says("使われない[1]。")) as one:
        answer, sent = ask(one, [hit(1, "滞納者は3名である。", "dept:税務課"), hit(2, "駐車場は10台分ある。")])
        assert (one.asked, sent) == ([], [])
    assert answer.text == "滞納者は3名である。"
    assert answer.notice.startswith("答えのもとになる資料は外に送らない設定のため、言語モデルを使っていません。")


def test_what_stays_is_in_no_prompt_also_not_as_an_earlier_answer() -> None:
    secret, open_one = hit(2, "滞納者は3名である。", "own:佐藤"), hit(1, "駐車場は10台分ある。")
    earlier = [Earlier("滞納者は何名ですか。", cited("滞納者は何名ですか。", secret))]
    earlier += [Earlier("何台分ですか。", cited("何台分ですか。", open_one))]
    with server.serve(server.says("駐車場は10台分あります[1]。")) as one:
        answer, sent = ask(one, [open_one, secret], earlier=earlier)
        prompt = one.prompt()
    assert "滞納者" not in prompt
    assert prompt.count("駐車場は10台分ある。") == 2  # as a passage, and as the earlier answer
    assert [s.verdict for s in answer.sentences] == [Verdict.SUPPORTED]
    assert answer.notice == "外に送らない資料の1か所は、言語モデルに渡していません。"
    assert len(sent) == 1


def test_a_summary_of_a_paper_that_stays_is_made_without_the_model() -> None:
    class Never:
        def summarise(self, sources: Sequence[Source], length: Length, by: By) -> Iterator[Progress | Summary]:
            raise AssertionError("a paper that stays was handed on")

    one = hit(1, "滞納者は3名である。", "dept:税務課")
    page = Page(1, "p.1", one.passage.text, ())
    source = Source(replace(one.document, passages=1), (page,), (one.passage,))
    engine = InTheHouse(Never(), ExtractiveSummariser(), lambda paper: may_leave(paper, "house"))
    *_, made = engine.summarise([source], Length.SHORT, By.WHOLE)
    assert isinstance(made, Summary)
    assert (made.engine, made.notices[0][:20]) == ("extract", "外に送らない設定の資料が含まれるため、言")


def test_the_wiring_leaves_no_door_open(tmp_path: Path) -> None:
    """Questions, drafts, summaries and use cases: every model that the wiring makes stands behind the mask."""
    import ast

    room = Path(__file__).parents[1] / "assistant"
    tree = ast.parse("".join((room / name).read_text(encoding="utf-8") for name in ("wiring_models.py", "wiring.py")))
    made = [
        outer.func.id
        for outer in ast.walk(tree)
        if isinstance(outer, ast.Call) and isinstance(outer.func, ast.Name)
        for inner in outer.args
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "EndpointModel"
    ]
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "EndpointModel"]
    assert named
    assert made == ["MaskedModel"] * len(named)


def test_a_question_from_the_terminal_leaves_masked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant.cli import main

    (tmp_path / "要望.txt").write_text(LETTER, encoding="utf-8")
    with server.serve(server.says("〔氏名1〕様が駐車場を要望しました[1]。")) as one:
        for name, value in (("PROVIDER", "compatible"), ("MODEL", "recorded"), ("BASE_URL", one.url)):
            monkeypatch.setenv(f"SHIRUBE_LLM_{name}", value)
        for command in (["ingest", str(tmp_path / "要望.txt")], ["ask", "誰が駐車場を要望しましたか", "--json"]):
            with pytest.raises(SystemExit) as ended:
                main([*command, "--home", str(tmp_path / "home")])
            assert ended.value.code == 0
        assert "山田" not in json.dumps(one.asked, ensure_ascii=False)
    out = capsys.readouterr().out
    said = json.loads(out[out.index("{") :])
    assert said["answer"] == "山田太郎様が駐車場を要望しました。"
    assert said["sentences"][0]["verdict"] == "supported"
    assert said["masked"] == {"氏名": 2, "電話": 1}
