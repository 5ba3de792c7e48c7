"""Minutes as PDF, where LibreOffice is installed, and what is said where it is not."""

from __future__ import annotations

import http.server
import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import docx
import pypdf
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from assistant.drafting.word import pdf
from assistant.drafting.word.default_template import default_template
from assistant.drafting.word.document import Trace, fill
from assistant.drafting.word.errors import NoLibreOffice, PdfError, PdfTooSlow
from assistant.drafting.word.pdf import to_pdf
from assistant.drafting.word.template import read
from tests.a_meeting import DECISION, DRAFT, TRANSCRIPT
from tests.templates import saved, texts, written

office = pytest.mark.skipif(pdf.find() is None, reason="LibreOffice is not installed")
PICTURE = """<w:r {ns}><w:drawing><wp:inline {wp}><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="a"/>
<a:graphic {a}><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic {pic}>
<pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip {r} r:link="{link}"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""
HANGS = """import pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path({child!r}).write_text(str(child.pid))
time.sleep(60)"""


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program named soffice that does what `script` says, and nothing else to be found."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


@office
def test_the_minutes_become_a_pdf_with_their_endnotes(tmp_path: Path) -> None:
    path = written(tmp_path, to_pdf(fill(DRAFT, TRANSCRIPT, trace=Trace.ENDNOTES)), "a.pdf")
    pages = pypdf.PdfReader(path).pages
    assert [round(float(side) / 72 * 25.4) for side in pages[0].mediabox[2:]] == [210, 297]
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert "".join(DECISION.text.split()) in text
    assert "佐藤課長「では、10月から全ての課に広げることに決定します。」" in text
    assert "{{" not in text
    assert "－1－" in text


@office
def test_a_template_saved_by_libreoffice_is_filled(tmp_path: Path) -> None:
    """Another program's Word file: its own styles, runs and names."""
    source = written(tmp_path, default_template(), "a.docx")
    profile = (tmp_path / "profile").as_uri()
    command = [
        pdf.find() or "",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "docx:Office Open XML Text",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(source)], check=True, timeout=100, capture_output=True
    )
    template = read(tmp_path / "out" / "a.docx")
    for trace in Trace:
        assert texts(fill(DRAFT, TRANSCRIPT, template, trace))[-1].startswith("「高橋」")


@office
def test_nothing_is_fetched_from_outside() -> None:
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815  # names of the library

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        word = docx.Document()
        link = word.part.relate_to(f"http://127.0.0.1:{server.server_port}/a.png", REL.IMAGE, is_external=True)
        xml = PICTURE.format(
            ns=nsdecls("w"), wp=nsdecls("wp"), a=nsdecls("a"), pic=nsdecls("pic"), r=nsdecls("r"), link=link
        )
        word.add_paragraph("会議録").add_run().element.addnext(parse_xml(xml))
        assert to_pdf(saved(word)).startswith(b"%PDF")
        server.shutdown()
    assert asked == []


def test_without_the_program_the_line_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find", lambda: None)
    with pytest.raises(NoLibreOffice, match="LibreOffice") as caught:
        to_pdf(b"")
    assert str(caught.value).endswith(pdf.how_to_install())


@pytest.mark.skipif(os.name == "nt", reason="a script as a program")
def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child"
    program(tmp_path, monkeypatch, HANGS.format(child=str(child)))
    with pytest.raises(PdfTooSlow):
        to_pdf(b"", seconds=3)
    state = Path(f"/proc/{child.read_text()}/stat")
    until = time.monotonic() + 5  # a busy machine takes a moment to end it
    while (running := state.exists() and state.read_text().split()[2] != "Z") and time.monotonic() < until:
        time.sleep(0.05)
    assert not running


@pytest.mark.skipif(os.name == "nt", reason="a script as a program")
def test_a_program_that_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "raise SystemExit(1)")
    with pytest.raises(PdfError, match="PDFを作れませんでした"):
        to_pdf(b"")
