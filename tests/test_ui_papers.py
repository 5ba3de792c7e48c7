"""資料 over the small desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from assistant.ui.uploads import LARGEST, MOST, TooMuch, on_disk, safe_name
from ingest.errors import EmptyFile
from ingest.model import Person, Rank
from tests.small_desk import SmallDesk

if TYPE_CHECKING:
    from assistant.desk import Desk


def script(desk: object) -> None:
    from typing import cast

    from assistant.ui import papers

    papers.page(cast("Desk", desk))


def opened(desk: SmallDesk) -> AppTest:
    app = AppTest.from_function(script, args=(desk,), default_timeout=20).run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def papers(app: AppTest) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith("paper-")]


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def test_the_papers_are_listed_with_their_facts_and_problems() -> None:
    app = opened(SmallDesk())
    assert papers(app) == ["第2回生成AI活用検討チーム会議", "令和5年度当初予算の概要", r"memo\.docx"]
    assert "fureai_02.pdf　資料　令和5年5月26日(金)・2023年　1ページ　3箇所" in html(app)
    assert "△ p.2：文字を読み取れないページです（画像のみ）。" in html(app)
    assert "3件（全3件）" in html(app)


def test_papers_are_found_by_all_of_the_words() -> None:
    app = opened(SmallDesk())
    app.text_input(key="papers").set_value("生成ＡＩ　5月").run()
    assert papers(app) == ["第2回生成AI活用検討チーム会議"]


def test_each_file_gets_its_outcome_with_the_reason() -> None:
    desk = SmallDesk()
    app = opened(desk)
    app.file_uploader[0].set_value(
        [("議事録.txt", "一行。\n二行。".encode(), "text/plain"), ("空.pdf", b"", "application/pdf")]
    ).run()
    assert not app.exception
    assert "<strong>議事録.txt</strong>：登録しました（1ページ、2箇所）" in html(app)
    assert f"<strong>空.pdf</strong>：登録できません。{EmptyFile.hint}" in html(app)
    assert "議事録.txt" in desk.texts
    app.file_uploader[0].set_value([("議事録.txt", b"x", "text/plain")]).run()
    assert "新しい内容に入れ替えました" in html(app)


def test_a_name_from_the_browser_is_neither_path_nor_markup() -> None:
    desk = SmallDesk(())
    app = opened(desk)
    app.file_uploader[0].set_value([("../../etc/<b>x</b>.txt", b"a", "text/plain")]).run()
    assert list(desk.texts) == ["b_.txt"]
    assert "<b>" not in html(app)


def test_a_paper_opens_with_its_passages_as_plain_words() -> None:
    app = press(opened(SmallDesk()), r"memo\.docx")
    assert "&lt;b&gt;太字&lt;/b&gt;と![絵](http://example.com/a.png)は文字のままです。" in html(app)
    assert [button.proto.label for button in app.get("download_button")] == ["元の資料を保存"]
    assert "取り除く" in [button.label for button in app.button]


def test_health_is_told_and_mended() -> None:
    app = press(opened(SmallDesk()), "状態を確かめる")
    assert "言葉の索引が2箇所足りません" in app.warning[0].value
    assert "資料 3件　箇所 7" in html(app)
    press(app, "索引を作り直す")
    assert [one.value for one in app.success] == ["✓ 問題ありません。"]


def test_a_long_list_is_shown_leaf_by_leaf() -> None:
    desk = SmallDesk(())
    desk.texts = {f"{n:02}.txt": (f"資料{n:02}", "資料", None, "一") for n in range(45)}
    app = opened(desk)
    assert len(papers(app)) == 20
    app.number_input(key="papers-leaf").set_value(3).run()
    assert papers(app) == [f"資料{n}" for n in range(40, 45)]


def test_two_files_of_one_name_go_in_one_after_the_other() -> None:
    desk = SmallDesk(())
    app = opened(desk)
    app.file_uploader[0].set_value(
        [("a.txt", b"1", "text/plain"), ("b.txt", b"2", "text/plain"), ("x/a.txt", b"3", "text/plain")]
    ).run()
    assert desk.texts["a.txt"][3] == "3"
    assert list(desk.texts) == ["a.txt", "b.txt"]
    assert "<strong>a.txt</strong>：新しい内容に入れ替えました" in html(app)


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("会議録 第1回🎉.pdf", "会議録 第1回🎉.pdf"),
        ("C:\\Users\\a\\b.docx", "b.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("..", "無題"),
        ("", "無題"),
        ("CON:x?.csv", "CON_x_.csv"),
        ("nul.pdf", "_nul.pdf"),
        ("Com1", "_Com1"),
        ("AUX .tar.gz", "_AUX .tar.gz"),
        ("console.txt", "console.txt"),
    ],
)
def test_safe_name(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_name_becomes_one_file_in_its_folder(tmp_path_factory: pytest.TempPathFactory, given_name: str) -> None:
    folder = tmp_path_factory.mktemp("in")
    path: Path = folder / safe_name(given_name)
    path.write_bytes(b"")
    assert list(folder.iterdir()) == [path]


def entered(desk: SmallDesk, person: Person, chosen: str = "") -> AppTest:
    """The page for somebody who has `chosen` readers, also as typed, which the test's own select box does not know."""

    def script(desk: object, person: object) -> None:
        from typing import cast

        from assistant.ui import papers, session

        session.enter(cast("Person", person))
        papers.page(cast("Desk", desk))

    app = AppTest.from_function(script, args=(desk, person), default_timeout=20)
    if chosen:
        app.session_state["readers"] = chosen
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize(("rank", "files", "health"), [
    (Rank.READER, False, False), (Rank.FILER, True, False), (Rank.ADMINISTRATOR, True, True),
])  # fmt: skip
def test_each_rank_sees_what_it_may_do(rank: Rank, files: bool, health: bool) -> None:
    app = entered(SmallDesk(), Person("森", frozenset({"総務課"}), rank))
    assert bool(app.get("file_uploader")) is files
    assert any(button.key == "check" for button in app.button) is health
    app.button(key="paper-d-memo.docx").click().run()
    labels = {button.label for button in app.button}
    assert ("取り除く" in labels) is files


def test_papers_are_given_to_whom_one_chooses() -> None:
    filer = Person("森", frozenset({"総務課"}), Rank.FILER)
    options = entered(SmallDesk(), filer).selectbox(key="readers").options
    assert options == ["指定しない（新しい資料は庁内）", "公開", "庁内", "総務課", "個人"]
    for chosen, kept in (("総務課", "dept:総務課"), ("個人", "own:森"), ("総務課、財政課", "dept:総務課|財政課")):
        app = entered(SmallDesk(), filer, chosen)
        assert app.session_state["session"].giving_to == kept
        assert app.get("file_uploader")
    for chosen in ("財政課", "庁内、総務課"):  # not among them; two in one
        app = entered(SmallDesk(), filer, chosen)
        assert len(app.warning) == 1
        assert not app.get("file_uploader")


class Given:
    """What the browser hands over: a name, a size, contents."""

    def __init__(self, name: str, size: int) -> None:
        self.name, self.size = name, size

    def getbuffer(self) -> bytes:
        return b"x"


@pytest.mark.parametrize(
    "files",
    [
        [Given("a.pdf", 1)] * (MOST + 1),
        [Given("a.pdf", LARGEST * 1024 * 1024 + 1)],
        [Given("a.pdf", LARGEST * 1024 * 1024)] * 6,
    ],
)
def test_too_many_or_too_large_files_are_refused_in_one_sentence(files: list[Any]) -> None:
    said = "一度に登録できるのは、300個まで、1個200MBまで、合わせて1,000MBまでです"
    with pytest.raises(TooMuch, match=said), on_disk(files):
        pytest.fail("they were written")


def test_a_name_that_is_a_path_stays_in_the_folder() -> None:
    given: list[Any] = [Given("../../etc/passwd", 1), Given("..\\..\\a.txt", 1), Given("/abs/b.txt", 1)]
    with on_disk(given) as paths:
        assert [path.name for path in paths] == ["passwd", "a.txt", "b.txt"]
        assert len({path.parent.parent for path in paths}) == 1
