"""A city's template: what stands in it, what is missing, and the sentence for each that cannot be used."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from assistant.drafting.layout import values
from assistant.drafting.word import template as templates
from assistant.drafting.word.default_template import default_template
from assistant.drafting.word.errors import (
    PlaceholderBroken,
    TemplateBroken,
    TemplateEncrypted,
    TemplateError,
    TemplateHasMacros,
    TemplateHostile,
    TemplateNotWord,
    TemplateTooLarge,
)
from assistant.drafting.word.placeholders import KNOWN, PARTS
from assistant.drafting.word.template import Placeholder, missing, placeholders, read
from ingest.readers.zipguard import HARMLESS
from tests.a_meeting import DRAFT, TRANSCRIPT
from tests.papers import parts_of, write_zip
from tests.templates import saved, template, written

PAGE = Path(__file__).parents[1] / "docs" / "word_template.md"
UNCLOSED = (
    "「件名 {{会議名」の差し込み項目が閉じていません。"
    "1つの段落の中で、{{会議名}} のように半角のかっこで囲んでください。"
)
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def names(path: Path) -> list[tuple[str, bool]]:
    return [(one.name, one.known) for one in placeholders(path)]


def test_placeholders_are_listed_in_order_with_their_meaning(tmp_path: Path) -> None:
    path = written(tmp_path, template("{{会議名}}　会議録", "{{ 場所 }}、{{会議室}}", "{{　会議名　}}"))
    assert placeholders(path) == (
        Placeholder("会議名", "会議の名前"),
        Placeholder("場所", "開催した場所"),
        Placeholder("会議室", "", known=False),
    )


def test_headers_footers_tables_and_footnotes_are_looked_through(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_table(1, 1).cell(0, 0).text = "{{宿題}}"
    word.sections[0].header.paragraphs[0].text = "{{会議名}}"
    word.sections[0].footer.paragraphs[0].text = "{{作成日}}"
    assert set(names(written(tmp_path, saved(word)))) == {("宿題", True), ("会議名", True), ("作成日", True)}


def test_a_name_that_word_has_cut_into_runs_is_one_name(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("件名：")
    for run in ("{", "{", "会議", "名", "}}"):
        paragraph.add_run(run)
    assert names(written(tmp_path, saved(word))) == [("会議名", True)]


def test_loops_give_the_list_and_not_the_name_of_its_entry(tmp_path: Path) -> None:
    items = (
        "{%p for 議題 in 議題一覧 %}",
        "{{議題.見出し}}",
        "{%p for 発言 in 議題.発言 %}",
        "{{loop.index}}{{発言.本文}}",
    )
    absent = ("{%p if 欠席者 %}", "欠席", "{%p else %}", "全員出席", "{%p endif %}")
    lines = (*items, "{%p endfor %}", "{%p endfor %}", *absent)
    assert names(written(tmp_path, template(*lines))) == [("議題一覧", True), ("欠席者", True)]


def test_a_part_that_an_entry_does_not_have_is_unknown(tmp_path: Path) -> None:
    lines = ("{%p for 件 in 宿題一覧 %}", "{{件.内容}}{{件.〆切}}", "{%p endfor %}")
    assert names(written(tmp_path, template(*lines))) == [("宿題一覧", True), ("件.〆切", False)]


def test_what_is_missing_counts_what_stands_in_for_it(tmp_path: Path) -> None:
    whole = "{{会議名}}{{日時}}{{場所}}{{出席者}}{{欠席者}}{{配布資料}}{{次回}}{{作成の注記}}"
    path = written(tmp_path, template(whole, "{{議事}}", "{%p for 件 in 宿題一覧 %}", "{{件.内容}}", "{%p endfor %}"))
    assert [one.name for one in missing(placeholders(path))] == ["決定事項"]
    assert [one.name for one in missing(())][:3] == ["会議名", "開催日", "時間"]


def test_the_default_template_misses_nothing_and_holds_nothing_unknown(tmp_path: Path) -> None:
    path = written(tmp_path, default_template())
    assert all(known for _, known in names(path))
    assert missing(placeholders(path)) == ()
    assert read(path) == path.read_bytes()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("｛｛会議名｝｝", "「｛｛会議名｝｝」のかっこが違います。半角のかっこ2つで {{会議名}} と書いてください。"),
        ("{会議名}", "「{会議名}」のかっこが違います。半角のかっこ2つで {{会議名}} と書いてください。"),
        ("{{会議名}", "「{{会議名}」のかっこが違います。半角のかっこ2つで {{会議名}} と書いてください。"),
        ("件名 {{会議名", UNCLOSED),
        ("{{会議 名}}", "「{{会議 名}}」は差し込み項目として読み取れません。書き方の見本を見て直してください。"),
        ("{{p 議事}}", "「{{p 議事}}」は使えません。{{議事}} と書いてください。"),
        ("{%p for 件 in 宿題一覧 %}", "「{%p for 件 in 宿題一覧 %}」に対応する {%p endfor %} がありません。"),
        ("{{宿題一覧}}", "「{{宿題一覧}}」は一覧なので、{%p for 件 in 宿題一覧 %} のような繰り返しで使ってください。"),
    ],
)  # fmt: skip
def test_a_broken_placeholder_is_named(tmp_path: Path, typed: str, said: str) -> None:
    with pytest.raises(PlaceholderBroken) as caught:
        read(written(tmp_path, template(typed)))
    assert str(caught.value) == said


@pytest.mark.parametrize(
    "code",
    [
        "{{ 7*7 }}",
        "{{ 'あ' }}",
        "{{ 会議名 * 99999999 }}",
        "{{ ''.__class__ }}",
        "{{ 会議名|upper }}",
        "{{ range(3) }}",
        "{{ 議題一覧[0] }}",
        "{% set a = 1 %}",
        "{% include 'a' %}",
        "{% raw %}{% endraw %}",
        "{% for a in 'あいう' %}{% endfor %}",
        "{% for a in range(9) %}{% endfor %}",
        "{% for a, b in 議題一覧 %}{% endfor %}",
        "{% for a in 議題一覧 if a %}{% endfor %}",
        "{% for a in 議題一覧 %}{% for b in 議題一覧 %}{% endfor %}{% endfor %}",
        "{% for a in 議題一覧 %}{% for b in a.発言 %}{% for c in a.発言 %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in 議題一覧 %}{{議事}}{% endfor %}",
        "{% endfor %}",
        "{% if 場所 %}{% endfor %}",
        "{% else %}",
    ],
)
def test_code_beyond_names_loops_and_conditions_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(PlaceholderBroken):
        read(written(tmp_path, template(code)))


@pytest.mark.parametrize(
    ("before", "inside"),
    [
        ("", "{% for a in range(9) %}{% endfor %}"),
        ("{", "{ 7*7 }}"),
        ("{", "% for a in 議題一覧 %}{% for b in 議題一覧 %}{% endfor %}{% endfor %}"),
    ],
)
def test_code_where_no_person_writes_is_refused_too(tmp_path: Path, before: str, inside: str) -> None:
    word = docx.Document()
    run = word.add_paragraph().add_run(before)
    run.element.append(OxmlElement("w:instrText"))
    run.element[-1].text = inside
    with pytest.raises(PlaceholderBroken):
        read(written(tmp_path, saved(word)))
    word = docx.Document()
    word.add_paragraph()._p.set(qn("w:rsidR"), inside.removeprefix("{"))
    word.paragraphs[0]._p.set(qn("w:rsidP"), "{{ 7*7 }}")
    with pytest.raises(PlaceholderBroken):
        read(written(tmp_path, saved(word)))


def test_code_among_the_properties_is_refused(tmp_path: Path) -> None:
    word = docx.Document()
    word.core_properties.title = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    with pytest.raises(PlaceholderBroken, match="プロパティ"):
        read(written(tmp_path, saved(word)))


def test_a_loop_over_half_a_table_is_refused_before_words_get_lost(tmp_path: Path) -> None:
    rows = [("{%tr for 件 in 宿題一覧 %}", ""), ("{{件.内容}}", "{%p endfor %}")]
    with pytest.raises(PlaceholderBroken):
        read(written(tmp_path, template(rows=rows)))


def test_other_kinds_of_files(tmp_path: Path) -> None:
    words, old = "議事録".encode(), OLE2 + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    files = {"a.txt": words, "a.docx": words, "a.pdf": b"%PDF-1.7", "b.docx": b"", "a.doc": old}
    for name, contents in files.items():
        with pytest.raises(TemplateNotWord):
            read(written(tmp_path, contents, name))
    write_zip(tmp_path / "a.xlsx", {"[Content_Types].xml": "<Types>spreadsheetml</Types>", "xl/workbook.xml": "<a/>"})
    with pytest.raises(TemplateNotWord):
        read(tmp_path / "a.xlsx")


def test_a_dotx_says_to_save_it_as_docx(tmp_path: Path) -> None:
    parts = parts_of(written(tmp_path, template("{{会議名}}")))
    kinds = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    with pytest.raises(TemplateNotWord, match="dotx"):
        read(write_zip(tmp_path / "a.dotx", parts | {"[Content_Types].xml": kinds}))


def test_a_password_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(TemplateEncrypted, match="パスワード"):
        read(written(tmp_path, OLE2 + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")))
    for path in (tmp_path / "ない.docx", tmp_path):
        with pytest.raises(TemplateError, match="開けません"):
            read(path)


def test_macros_are_refused_by_kind_and_by_contents(tmp_path: Path) -> None:
    parts = parts_of(written(tmp_path, template("{{会議名}}")))
    kinds = parts["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml",
    )
    for name, more in [("a.docm", {"[Content_Types].xml": kinds}), ("b.docx", {"word/vbaProject.bin": b"\1"})]:
        with pytest.raises(TemplateHasMacros, match="マクロ"):
            read(write_zip(tmp_path / name, parts | more))


def test_a_zip_bomb_and_a_dtd_are_refused(tmp_path: Path) -> None:
    parts = parts_of(written(tmp_path, template("{{会議名}}")))
    with pytest.raises(TemplateHostile):
        read(write_zip(tmp_path / "a.docx", parts | {"word/media/image1.bin": b"\0" * (HARMLESS + 1)}))
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]><w:document/>'
    with pytest.raises(TemplateHostile):
        read(write_zip(tmp_path / "b.docx", parts | {"word/document.xml": entity}))


def test_broken_files(tmp_path: Path) -> None:
    whole = written(tmp_path, template("{{会議名}}"))
    parts = parts_of(whole)
    with pytest.raises(TemplateBroken):
        read(written(tmp_path, whole.read_bytes()[:2000], "a.docx"))
    for contents in (b"<w:document", b"<a/>"):
        with pytest.raises(TemplateError):
            read(write_zip(tmp_path / "b.docx", parts | {"word/document.xml": contents}))
    no_grid = parts["word/document.xml"].replace(b"<w:p>", b"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p>")
    with pytest.raises(TemplateBroken):
        read(write_zip(tmp_path / "d.docx", parts | {"word/document.xml": no_grid}))
    without = {name: content for name, content in parts.items() if name != "_rels/.rels"}
    with pytest.raises(TemplateBroken):
        read(write_zip(tmp_path / "c.docx", without))


def test_a_template_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, template(*["{{会議名}}"] * (templates.MOST_TAGS + 1)))
    with pytest.raises(TemplateTooLarge):
        read(path)
    monkeypatch.setattr(templates, "LARGEST", 1000)
    with pytest.raises(TemplateTooLarge):
        placeholders(path)


def test_every_placeholder_has_a_value_and_every_value_a_placeholder() -> None:
    assert values(DRAFT, TRANSCRIPT).keys() == KNOWN.keys()


def test_the_page_for_clerks_has_every_placeholder_and_no_other() -> None:
    page = PAGE.read_text(encoding="utf-8")
    tables = re.findall(r"^\| `(?:\{\{)?(\.?\w+)(?:\}\})?` \|", page, re.MULTILINE)
    assert sorted(name for name in tables if not name.startswith(".")) == sorted(KNOWN)
    assert sorted(name for name in tables if name.startswith(".")) == sorted(f".{name}" for name in PARTS)


def test_every_example_on_the_page_for_clerks_can_be_used(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8").partition("## 使えないひな形")[0]
    block = re.findall(r"^ {4}(\{.*)$", page, re.MULTILINE)
    row = re.findall(r"^\| `(\{%tr .*?%\})` \|.*\n\| (.*) \|\n\| `(\{%tr .*?%\})` \|", page, re.MULTILINE)
    (begin, cells, end) = row[0]
    rows = [(begin, "", ""), tuple(cell.strip("` ") for cell in cells.split("|")), (end, "", "")]
    path = written(tmp_path, template(*block, rows=rows))
    read(path)
    assert names(path) == [("議題一覧", True), ("宿題一覧", True)]
