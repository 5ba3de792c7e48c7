"""A Word file as PDF, made by LibreOffice where it is installed.

Each PDF is made in a folder of its own with a profile of its own: no macro runs, nothing is fetched from outside, and
a LibreOffice that a person has open is left alone. Comments stay out of it (LibreOffice would lay their signs over the
words): a PDF that is to carry its trace is made from a file with endnotes.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from assistant.drafting.word.errors import NoLibreOffice, PdfError, PdfTooSlow

SECONDS = 120.0
# Where the installers put it, which do not touch the search path.
_PROGRAM_FILES = "LibreOffice/program/soffice.exe"
_APPLICATIONS = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_INSTALL = {
    "win32": "winget install -e --id TheDocumentFoundation.LibreOffice",
    "darwin": "brew install --cask libreoffice",
}
_INSTALL_ELSEWHERE = "sudo apt-get install libreoffice-writer fonts-noto-cjk"
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    # Linked pictures of a template would be fetched from wherever they lie.
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}</oor:items>
"""
_ITEM = """<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>
</prop></item>
"""


def find() -> str | None:
    """The program, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    programs = os.environ.get("PROGRAMFILES", "") if sys.platform == "win32" else ""
    place = Path(programs) / _PROGRAM_FILES if programs else _APPLICATIONS
    return str(place) if place.is_file() else None


def how_to_install() -> str:
    """The one line that installs the program on this system."""
    return _INSTALL.get(sys.platform, _INSTALL_ELSEWHERE)


def to_pdf(docx: bytes, seconds: float = SECONDS) -> bytes:
    """`docx` as PDF. Raises NoLibreOffice, PdfTooSlow, PdfError."""
    program = find()
    if program is None:
        raise NoLibreOffice(NoLibreOffice.hint + how_to_install())
    with tempfile.TemporaryDirectory(prefix="shirube-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile = folder / "minutes.docx", folder / "profile"
        source.write_bytes(docx)
        _write_profile(profile)
        _run([
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "pdf", "--outdir", str(folder), str(source),
        ], folder, seconds)  # fmt: skip
        try:
            return source.with_suffix(".pdf").read_bytes()
        except OSError as cause:
            raise PdfError from cause


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run it to its end, or end it with all the processes that it has started."""
    try:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as cause:
        raise PdfError from cause
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as cause:
        raise PdfTooSlow from cause
    finally:
        # The program starts another that does the work; on its own it would go on.
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
