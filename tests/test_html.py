"""Web pages as a person sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import BrokenFile, EmptyFile, HostileFile
from ingest.model import BlockKind, Reading
from ingest.readers import html
from tests.papers import assert_sound, shown, texts

H, P, L, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW


def read(tmp_path: Path, words: str | bytes) -> Reading:
    path = tmp_path / "a.html"
    path.write_bytes(words.encode() if isinstance(words, str) else words)
    return html.read(path)


def test_what_is_seen_in_its_order(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        """<!DOCTYPE html><html><head><title>お知らせ | 大海市</title><style>p{}</style></head><body>
        <nav><a href="/">トップ</a></nav><script>alert("だめ")</script><template>だめ</template>
        <h1>LINEの
        開設</h1><div>囲みの文<p>令和5年8月1日に<b>開設</b>します。<br>登録を
        お願いします。</p></div><p hidden>隠し</p><p style="display: none">隠し</p><!-- だめ -->
        <h2>できること</h2><ul><li>ごみの日<ul><li>前日に通知</li></ul></li><li><p>防災</p></li></ul>末尾
        <p>A &amp; B&nbsp;&lt;C&gt;<ruby>予算<rt>よさん</rt></ruby></p></body></html>""",
    )
    assert shown(reading) == [
        (H, "LINEの開設"),
        (P, "囲みの文"),
        (P, "令和5年8月1日に開設します。\n登録をお願いします。"),
        (H, "できること"),
        (L, "ごみの日"),
        (L, "前日に通知"),
        (L, "防災"),
        (P, "末尾"),
        (P, "A & B\xa0<C>予算"),
    ]
    page = reading.pages[0]
    assert_sound(page)
    assert (reading.title, page.number, page.label) == ("お知らせ | 大海市", None, "本文")
    assert [block.level for block in page.blocks if block.kind is H] == [1, 2]
    assert (page.blocks[2].label, page.blocks[4].label) == ("", "できること")


def test_tables_with_spans(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        """<table><caption>日程</caption><tr><th>区分<th>回<th>日程<th>場所
        <tr><td rowspan=2>前期<td>第1回<td>4/21<td>大会議室<tr><td>第2回<td colspan=2>未定</table>""",
    )
    assert shown(reading) == [
        (P, "日程"),
        (R, "区分\t回\t日程\t場所"),
        (R, "前期\t第1回\t4/21\t大会議室"),
        (R, "\t第2回\t未定"),
    ]
    assert [block.index for block in reading.pages[0].blocks[2:]] == [
        "区分 前期、回 第1回、日程 4/21、場所 大会議室\n4月21日",
        "区分 前期、回 第2回、日程 場所 未定",
    ]


def test_tables_that_only_place_things(tmp_path: Path) -> None:
    words = "<table><tr><td><h2>左</h2><p>文。</p></td><td><table><tr><td>甲<td>乙</table></td></tr></table>"
    assert shown(read(tmp_path, words)) == [(H, "左"), (P, "文。"), (R, "甲\t乙")]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp932", "Shift_JIS"),
        ("cp932", "x-sjis"),
        ("cp932", ""),
        ("euc_jp", "EUC-JP"),
        ("euc_jp", ""),
        ("euc_jp", "utf-8"),
        ("iso2022_jp", "ISO-2022-JP"),
        ("iso2022_jp", ""),
        ("utf-8", "Shift_JIS"),
        ("utf-8-sig", "euc-jp"),
        ("utf-8", "no-such-thing"),
        ("utf-16", "utf-8"),
    ],
)
def test_charsets(tmp_path: Path, encoding: str, declared: str) -> None:
    words = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>予算のあらまし、ごみの日</p>'
    assert texts(read(tmp_path, words.encode(encoding))) == ["予算のあらまし、ごみの日"]


def test_a_few_bad_bytes_are_said_and_many_are_refused(tmp_path: Path) -> None:
    page = f"<meta charset=utf-8><p>{'予算の説明。' * 200}".encode()
    reading = read(tmp_path, page + b"\xff</p>")
    assert "1文字" in reading.problems[0].message
    with pytest.raises(BrokenFile):
        read(tmp_path, page + b"\xff" * 100)


def test_nothing_is_fetched_and_no_entity_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    words = (
        f'<!DOCTYPE html [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        f'<html><body><p>前&e;&b;後</p><iframe src="{secret.as_uri()}"></iframe>'
        f'<object data="{secret.as_uri()}"></object>'
    )
    assert "秘密" not in "".join(texts(read(tmp_path, words)))


def test_nothing_in_it(tmp_path: Path) -> None:
    for words in ("", "<html></html>", "<script>x</script>", "<!-- -->"):
        with pytest.raises(EmptyFile):
            read(tmp_path, words)


def test_hostile_tables_and_depths_do_not_hang(tmp_path: Path) -> None:
    rows = "<tr><td colspan=1000 rowspan=65534>あ<td>い" * 3_000
    assert len(texts(read(tmp_path, f"<table>{rows}</table>"))) == 3_000
    for tag in ("div", "span", "table><tr><td", "ul><li", "font"):
        assert "".join(texts(read(tmp_path, f"<{tag}>" * 300 + "底"))) == "底"
        deep = tmp_path / "b.html"
        deep.write_text(f"<{tag}>" * 100_000 + "底", encoding="utf-8")
        with pytest.raises(HostileFile):
            html.read(deep)


def test_a_deep_cell(tmp_path: Path) -> None:
    cell = "<span>" * 1_000 + "深い" + "</span>" * 1_000
    assert texts(read(tmp_path, f"<table><tr><td>甲<br>乙<p>丙</p><td>{cell}</table>")) == ["甲 乙 丙\t深い"]
