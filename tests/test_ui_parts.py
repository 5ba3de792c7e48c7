"""Words of papers on their way into HTML and into labels."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.parts import as_html, as_label


def test_rows_become_a_table_with_figures_to_the_right() -> None:
    assert as_html("表1\n課\t件数\n<b>\t1,200 円\n以上") == (
        "<p>表1</p>"
        '<div class="shirube-rows" tabindex="0"><table>'
        "<tr><td>課</td><td>件数</td></tr>"
        '<tr><td>&lt;b&gt;</td><td class="figure">1,200 円</td></tr>'
        "</table></div>"
        "<p>以上</p>"
    )


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("第2回会議", "第2回会議"),
        ("**太** [a](b)", r"\*\*太\*\* \[a\]\(b\)"),
        ("一行\n# 二行", r"一行 \# 二行"),
        (":red[赤]", "\\:\u2060red\\[赤\\]"),
    ],
)
def test_marks_of_markdown_are_escaped_in_a_label(text: str, label: str) -> None:
    assert as_label(text) == label


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_becomes_a_tag_of_its_own(text: str) -> None:
    bare = as_html(text)
    for tag in ("<p>", "</p>", '<div class="shirube-rows" tabindex="0">', "</div>", "<table>", "</table>"):
        bare = bare.replace(tag, "")
    for tag in ("<tr>", "</tr>", "<td>", '<td class="figure">', "</td>"):
        bare = bare.replace(tag, "")
    assert "<" not in bare
    assert "".join(unescape(bare).split()) == "".join(text.split())
