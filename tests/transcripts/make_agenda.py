"""Writes the agenda of the two-hour meeting as Word, as it is handed out: `python tests/transcripts/make_agenda.py`."""

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

AGENDA = Path(__file__).parent / "iinkai_2h_agenda.txt"


def main() -> None:
    document = Document()
    for line in AGENDA.read_text(encoding="utf-8").splitlines():
        paragraph = document.add_paragraph(line)
        if line.endswith("次第"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.save(str(AGENDA.with_suffix(".docx")))


if __name__ == "__main__":
    main()
