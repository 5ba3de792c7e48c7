"""Minutes as Word: the file is opened again, and what stands in it is compared with the draft."""

from __future__ import annotations

import zipfile
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

from assistant.answering.values import Verdict
from assistant.drafting.layout import values
from assistant.drafting.values import Draft, Item, LineKind, Occasion, Transcript
from assistant.drafting.word.default_template import default_template
from assistant.drafting.word.document import AUTHOR, Trace, fill
from assistant.drafting.word.template import read
from tests.a_meeting import BARE, DECISION, DRAFT, PARTLY, TODO, TRANSCRIPT, basis, line
from tests.templates import opened, saved, template, texts, written

CHECKED = "発言の要旨 16件を、プログラムが文字起こしと照らし合わせました（確認済み 14件、一部のみ 1件、根拠なし 1件）。"
EMPTY = Draft(Occasion(), (), style="")
HOSTILE = "<w:p/> & {{7*7}} {% for a in b %} ]]> {_{ ⟦1:0⟧ \x00\x0b\ufffe「終」"
HARMLESS = "<w:p/> & {{7*7}} {% for a in b %} ]]> {_{ ⟦1:0⟧ 「終」"


def comments(contents: bytes) -> dict[str, list[str]]:
    """The paragraphs of each comment, by the words that it is attached to."""
    word = opened(contents)
    told = {str(one.comment_id): [p.text for p in one.paragraphs] for one in word.comments}
    around: dict[str, list[str]] = {}
    found = {}
    for element in word.element.body.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:t")):
        if element.tag == qn("w:commentRangeStart"):
            around[element.get(qn("w:id"))] = []
        elif element.tag == qn("w:commentRangeEnd"):
            number = element.get(qn("w:id"))
            found["".join(around.pop(number))] = told.pop(number)
        else:
            for words in around.values():
                words.append(element.text or "")
    assert not told
    return found


def endnotes(contents: bytes) -> dict[str, str]:
    """The text of each endnote, by the words before its number."""
    with zipfile.ZipFile(BytesIO(contents)) as archive:
        root = etree.fromstring(archive.read("word/endnotes.xml"))
    told = {note.get(qn("w:id")): "".join(t.text or "" for t in note.iter(qn("w:t"))).strip() for note in root}
    found = {}
    for reference in opened(contents).element.body.iter(qn("w:endnoteReference")):
        run = reference.getparent()
        found["".join(t.text or "" for t in run.getprevious().iter(qn("w:t")))] = told[reference.get(qn("w:id"))]
    return found


def test_the_default_template_is_filled_in_the_order_of_minutes() -> None:
    written_out = texts(fill(DRAFT, TRANSCRIPT))
    assert written_out[0] == "第3回デジタル推進プロジェクトチーム会議　会議録（案）"
    assert written_out[1:5] == ["出席者", "次第", "１　生成AIの試行の結果について", "２　職員研修について"]
    start = written_out.index("議事の要旨")
    assert written_out[start + 1 : start + 7] == [
        "１　生成AIの試行の結果について",
        "説明\t6月1日から9月30日まで12の課で試行し、1件あたりの時間は42分から27分に短くなった。（佐藤課長）",
        "問\t個人情報を入力した事例はあったか。（田中主任）",
        "答\t外に出た事例はない。伏せ漏れの届け出は3件あった。（佐藤課長）",
        "意見\t窓口では音声の入力を望む声が多い。（鈴木係長）",
        "決定\t生成AIの利用を、10月から全ての課に広げることに決定した。（佐藤課長）",
    ]
    decided = written_out.index("決定事項")
    assert written_out[decided + 1] == "(1)\t生成AIの利用を、10月から全ての課に広げることに決定した。（佐藤課長）"


def test_tables_hold_day_place_people_and_todos() -> None:
    head, people, todos = (
        [[cell.text for cell in row.cells] for row in table.rows] for table in opened(fill(DRAFT, TRANSCRIPT)).tables
    )
    assert head[:2] == [
        ["日　　時", "令和5年10月27日(金)　10時00分から11時30分まで"],
        ["場　　所", "本庁舎3階　第2会議室"],
    ]
    assert head[2][1].split("\n") == ["資料1　試行の結果", "資料2　研修計画（案）", "参考資料　伏せ漏れの届け出"]
    assert people[1:] == [
        ["出　席", "佐藤課長、田中主任、鈴木係長、高橋係長、（事務局）小林主事", "5名"],
        ["欠　席", "渡辺係長", "1名"],
    ]
    assert todos == [
        ["内容", "担当", "期限", "発言箇所"],
        [
            "録画の可否を情報政策課と相談し、返事をする。",
            "高橋係長",
            "令和5年11月3日(金)（来週の金曜まで）",
            "00:21:10",
        ],
        ["条例に入るかを確かめる。", "佐藤課長", "―", "00:28:20"],
    ]


def test_every_line_has_a_comment_that_leads_to_its_words() -> None:
    contents = fill(DRAFT, TRANSCRIPT)
    found = comments(contents)
    assert found[DECISION.text] == [
        "✓ 確認済み",
        "00:12:30　佐藤課長「では、10月から全ての課に広げることに決定します。」",
    ]
    assert found[f"【要確認：一部のみ】{PARTLY.text}"][0] == "△ 一部のみ：「まだ固まっていません」と言われています。"
    assert found[f"【要確認：根拠なし】{BARE.text}"] == [
        "✕ 根拠なし：もとになる発言が見つかりません。",
        "根拠となる発言がありません。",
    ]
    assert found["録画の可否を情報政策課と相談し、返事をする。"][-1] == "確認した人：小林主事"
    assert {text.removeprefix("【要確認：一部のみ】").removeprefix("【要確認：根拠なし】") for text in found} >= {
        one.text for one in DRAFT.lines
    }
    assert {one.author for one in opened(contents).comments} == {AUTHOR}


def test_endnotes_lead_to_the_words_and_are_numbered_plainly() -> None:
    contents = fill(DRAFT, TRANSCRIPT, trace=Trace.ENDNOTES)
    found = endnotes(contents)
    assert found.keys() >= {one.text for one in DRAFT.lines}
    assert found[DECISION.text] == "✓ 確認済み　00:12:30　佐藤課長「では、10月から全ての課に広げることに決定します。」"
    word = opened(contents)
    assert len(word.comments) == 0
    formats = [one.get(qn("w:val")) for one in word.settings.element.iter(qn("w:numFmt"))]
    assert formats == ["decimal"]
    assert "endnote reference" in [style.name for style in word.styles]


def test_endnotes_of_the_template_stay() -> None:
    first = fill(DRAFT, TRANSCRIPT, template("{{決定事項}}"), Trace.ENDNOTES)
    word = opened(first)
    word.add_paragraph("{{宿題}}")
    second = fill(DRAFT, TRANSCRIPT, saved(word), Trace.ENDNOTES)
    assert endnotes(second).keys() == {
        DECISION.text,
        "録画の可否を情報政策課と相談し、返事をする。",
        "条例に入るかを確かめる。",
    }
    with zipfile.ZipFile(BytesIO(second)) as archive:
        assert [name for name in archive.namelist() if "endnotes" in name] == ["word/endnotes.xml"]


def test_without_a_trace_the_marks_stay() -> None:
    contents = fill(DRAFT, TRANSCRIPT, trace=Trace.NONE)
    assert len(opened(contents).comments) == 0
    assert any(text.startswith("意見\t【要確認：根拠なし】契約の期間") for text in texts(contents))


def test_a_mark_is_highlighted() -> None:
    runs = [run for p in opened(fill(DRAFT, TRANSCRIPT)).paragraphs for run in p.runs if run.text.startswith("【")]
    assert [(run.text, run.font.highlight_color is not None) for run in runs] == [
        ("【要確認：一部のみ】", True),
        ("【要確認：根拠なし】", True),
    ]


def test_the_note_says_how_it_was_made_and_who_checked() -> None:
    note = texts(fill(DRAFT, TRANSCRIPT))[-4:]
    assert note == [
        "この下書きは、言語モデルを使わず、文字起こしの言葉から作りました。",
        "作成：令和5年10月27日(金)14時12分　様式：標準　文字起こし：R5第3回.vtt",
        f"{CHECKED}人による確認は 1件（小林主事 1件）です。",
        "「高橋」と「高橋係長」を同じ人として扱いました。",
    ]


def test_a_template_without_a_place_for_the_note_gets_it_at_the_end() -> None:
    modelled = replace(DRAFT, engine="gpt-x", prompt="minutes@1")
    assert texts(fill(modelled, TRANSCRIPT, template("{{会議名}}")))[:2] == [
        "第3回デジタル推進プロジェクトチーム会議",
        "この下書きは、言語モデル gpt-x（指示文 minutes@1）が、文字起こしをもとに作りました。",
    ]


def test_words_take_the_look_of_the_place_they_fill() -> None:
    word = docx.Document()
    run = word.add_paragraph("場所：").add_run("{{場所}}")
    run.bold, run.font.name = True, "BIZ UDP明朝"
    discussion = word.add_paragraph("{{議事}}")
    discussion.runs[0].italic = True
    discussion.paragraph_format.first_line_indent = 200000
    filled = opened(fill(DRAFT, TRANSCRIPT, saved(word)))
    place = filled.paragraphs[0].runs[-1]
    assert (place.text, place.bold, place.font.name) == ("本庁舎3階　第2会議室", True, "BIZ UDP明朝")
    item, explained = filled.paragraphs[1:3]
    assert (item.runs[0].bold, item.runs[0].italic) == (True, True)
    assert explained.runs[1].italic
    indent = explained.paragraph_format
    assert indent.left_indent is not None
    assert indent.first_line_indent == -indent.left_indent


def test_styles_of_the_template_named_for_items_and_lines_are_used() -> None:
    word = opened(template("{{議事}}"))
    for name in ("議題", "発言"):
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    filled = opened(fill(DRAFT, TRANSCRIPT, saved(word)))
    assert [p.style.name for p in filled.paragraphs[:3] if p.style] == ["議題", "発言", "発言"]


def test_a_placeholder_that_word_has_cut_into_runs_is_filled() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph()
    for text in ("{{", "会議", "名", "}", "}　会議録"):
        paragraph.add_run(text)
    assert texts(fill(DRAFT, TRANSCRIPT, saved(word)))[0] == "第3回デジタル推進プロジェクトチーム会議　会議録"


def test_loops_over_rows_and_paragraphs_carry_the_trace() -> None:
    said = "{{発言.種別}}　{{発言.本文}}（{{発言.話者}}、{{発言.箇所}}）"
    begin = ("{%p for 議題 in 議題一覧 %}", "{{議題.見出し}}", "{%p for 発言 in 議題.発言 %}")
    rows = [("{%tr for 件 in 宿題一覧 %}", ""), ("{{件.内容}}", "{{件.担当}}"), ("{%tr endfor %}", "")]
    contents = fill(DRAFT, TRANSCRIPT, template(*begin, said, *["{%p endfor %}"] * 2, rows=rows))
    assert texts(contents)[:3] == [
        "１　生成AIの試行の結果について",
        f"説明　{DRAFT.lines[0].text}（佐藤課長、00:02:10）",
        "問　個人情報を入力した事例はあったか。（田中主任、00:06:41）",
    ]
    assert [[cell.text for cell in row.cells] for row in opened(contents).tables[0].rows] == [
        ["録画の可否を情報政策課と相談し、返事をする。", "高橋係長"],
        ["条例に入るかを確かめる。", "佐藤課長"],
    ]
    assert comments(contents)[DECISION.text][0] == "✓ 確認済み"


def test_questions_and_answers_can_be_listed() -> None:
    lines = ("{%p for 組 in 質疑一覧 %}", "{{組.議題}}　{{組.問.本文}}", "{%p for 答 in 組.答 %}", "{{答.本文}}",
             "{%p endfor %}", "{%p endfor %}")  # fmt: skip
    assert texts(fill(DRAFT, TRANSCRIPT, template(*lines)))[2:4] == [
        "２　職員研修について　窓口の職員が出られる時間帯はあるか。閉庁後の回も要る。",
        "4回のうち2回は17時30分から行う。",
    ]


def test_conditions_know_what_is_not_known() -> None:
    lines = ("{%p if 欠席者 %}", "欠席：{{欠席者}}", "{%p else %}", "欠席は{{欠席者}}", "{%p endif %}")
    assert texts(fill(DRAFT, TRANSCRIPT, template(*lines)))[0] == "欠席：渡辺係長"
    assert texts(fill(EMPTY, Transcript(()), template(*lines)))[0] == "欠席は（記載なし）"


def test_blocks_in_a_cell_a_header_and_a_text_box() -> None:
    word = docx.Document()
    word.add_table(1, 1).cell(0, 0).text = "{{宿題}}"
    word.sections[0].header.paragraphs[0].text = "{{会議名}}・{{決定事項}}"
    inner = "<w:p><w:r><w:t>{{決定事項}}</w:t></w:r></w:p>"
    box = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>"
    word.add_paragraph().add_run().element.addnext(parse_xml(box))
    for trace in Trace:
        contents = fill(DRAFT, TRANSCRIPT, saved(word), trace)
        filled = opened(contents)
        cell = filled.tables[0].cell(0, 0)
        assert cell.tables[0].cell(1, 1).text == "高橋係長"
        assert cell._tc[-1].tag == qn("w:p")  # Word opens no other
        header = filled.sections[0].header
        assert header.paragraphs[0].text == "第3回デジタル推進プロジェクトチーム会議・"
        assert header.paragraphs[1].text.startswith("(1)\t生成AIの利用を")
        (inside,) = filled.element.body.iter(qn("w:txbxContent"))
        assert "".join(t.text for t in inside.iter(qn("w:t"))).startswith("(1)生成AIの利用を")
        for place in (inside, header._element):
            assert not list(place.iter(qn("w:commentReference"), qn("w:endnoteReference")))


def test_a_placeholder_in_a_footnote_is_filled() -> None:
    word = docx.Document()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>{{場所}}</w:t></w:r></w:p></w:footnote>'
    xml = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), types, xml.encode(), word.part.package)
    word.part.relate_to(part, kind)
    with zipfile.ZipFile(BytesIO(fill(DRAFT, TRANSCRIPT, saved(word)))) as archive:
        assert "本庁舎3階" in archive.read("word/footnotes.xml").decode()


def test_the_end_of_a_section_stays_where_a_placeholder_was() -> None:
    word = docx.Document()
    ends = deepcopy(word.sections[0]._sectPr)
    word.add_paragraph("{{決定事項}}")._p.set_sectPr(ends)
    assert len(word.sections) == 2
    filled = opened(fill(DRAFT, TRANSCRIPT, saved(word)))
    assert len(filled.sections) == 2
    assert filled.paragraphs[0]._p.xpath("./w:pPr/w:sectPr")


def test_an_unknown_placeholder_says_so_in_its_place() -> None:
    assert (
        texts(fill(DRAFT, TRANSCRIPT, template("室：{{会議室}}")))[0]
        == "室：【「会議室」という差し込み項目はありません】"
    )


@pytest.mark.parametrize("trace", list(Trace))
def test_words_are_never_a_template_nor_xml(trace: Trace) -> None:
    """Whatever stands in a draft comes out as it is, but for what no XML can hold."""
    said = replace(TRANSCRIPT.said[0], text=HOSTILE, speaker=HOSTILE)
    bad = replace(line(1, LineKind.QUESTION, HOSTILE), bases=(replace(basis(1), quote=HOSTILE),), speaker=HOSTILE)
    todo = replace(TODO, text=HOSTILE, task=None)
    occasion = Occasion(HOSTILE, None, HOSTILE, HOSTILE, (HOSTILE,), (HOSTILE,), (HOSTILE,), (HOSTILE,))
    draft = Draft(occasion, (Item(HOSTILE, (bad, todo)),), HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,))
    contents = fill(draft, Transcript((said,), (HOSTILE,)), trace=trace)
    text = "\n".join(texts(contents))
    assert text.count(HARMLESS) >= 9
    assert text.count(HARMLESS) == text.count("「終」")
    if trace is Trace.COMMENTS:
        assert HARMLESS in "".join(one.text for one in opened(contents).comments)


def test_tabs_and_line_breaks_in_a_line_are_kept() -> None:
    draft = replace(DRAFT, items=(Item("", (replace(DECISION, text="一つ目\n二つ目\t三つ目"),)),))
    assert texts(fill(draft, TRANSCRIPT, template("{{決定事項}}")))[0] == "(1)\t一つ目\n二つ目\t三つ目（佐藤課長）"


def test_a_quote_that_is_not_what_was_said_says_so() -> None:
    moved = replace(DECISION, bases=(replace(basis(6), start=2), replace(basis(6), said=99)))
    draft = replace(DRAFT, items=(Item("", (moved,)),))
    told = comments(fill(draft, TRANSCRIPT, template("{{決定事項}}")))[DECISION.text]
    assert [text.endswith("（文字起こしのこの箇所と一致しません）") for text in told] == [False, True, True]
    assert told[2].startswith("発言99「")


def test_a_draft_of_nothing_claims_nothing() -> None:
    contents = fill(EMPTY, Transcript(()))
    written_out = texts(contents)
    assert written_out[0] == "（記載なし）　会議録（案）"
    assert "（決定の発言は見つかりませんでした）" in written_out
    assert "人による確認はまだありません。" in "".join(written_out)
    assert opened(contents).tables[0].cell(0, 1).text == "（記載なし）"


def test_an_answer_stands_below_its_question_and_no_line_is_lost() -> None:
    ask, again = (line(n, LineKind.QUESTION, f"問{n}", 3) for n in (1, 2))
    first = replace(line(3, LineKind.ANSWER, "答3", 4), answers="l1")
    back = replace(line(4, LineKind.QUESTION, "反問4", 4), answers="l1")
    last = replace(line(5, LineKind.ANSWER, "答5", 4), answers="l4")
    circle = tuple(replace(line(n, LineKind.OPINION, f"意見{n}", 5), answers=f"l{15 - n}") for n in (7, 8))
    far = replace(line(9, LineKind.ANSWER, "答9", 4), answers="l99")
    draft = replace(DRAFT, items=(Item("", (ask, again, first, back, last, *circle, far)),))
    shown = [
        text.split("\t")[1].partition("（")[0] for text in texts(fill(draft, TRANSCRIPT, template("{{議事}}")))[:8]
    ]
    assert shown == ["問1", "答3", "反問4", "答5", "問2", "答9", "意見7", "意見8"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("開会", "１　開会"),
        ("1 開会", "1 開会"),
        ("２．報告", "２．報告"),
        ("(1) 試行", "(1) 試行"),
        ("議題1　試行", "議題1　試行"),
        ("第1号議案", "第1号議案"),
        ("①試行", "①試行"),
        ("5年度の予算", "１　5年度の予算"),
    ],
)
def test_items_are_numbered_where_they_have_no_number(title: str, shown: str) -> None:
    assert texts(fill(replace(DRAFT, items=(Item(title),)), TRANSCRIPT, template("{{議事}}")))[0] == shown


def test_the_file_is_named_after_the_meeting_and_is_a_sound_zip(tmp_path: Path) -> None:
    contents = fill(DRAFT, TRANSCRIPT)
    assert opened(contents).core_properties.title == DRAFT.occasion.title
    with zipfile.ZipFile(BytesIO(contents)) as archive:
        assert archive.testzip() is None
        body = archive.read("word/document.xml").decode()
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    assert "{{" not in body
    assert "⟦" not in body
    assert read(written(tmp_path, default_template()))


def test_many_lines_are_filled_in_a_moment() -> None:
    lines = tuple(replace(DECISION, id=f"l{n}", text=f"第{n}の決定。") for n in range(600))
    contents = fill(replace(DRAFT, items=(Item("", lines),)), TRANSCRIPT, trace=Trace.ENDNOTES)
    assert len(endnotes(contents)) == 600


def test_a_verdict_without_words_is_never_shown_as_checked() -> None:
    bare = replace(BARE, verdict=Verdict.SUPPORTED, checked_by="小林主事")
    entries = values(replace(DRAFT, items=(Item("", (bare,)),)), TRANSCRIPT)["議題一覧"]
    assert isinstance(entries, tuple)
    assert entries[0]["発言"][0]["判定"] == "根拠なし"
    contents = fill(replace(DRAFT, items=(Item("", (bare,)),)), TRANSCRIPT)
    assert any("【要確認：根拠なし】" in text for text in texts(contents))
