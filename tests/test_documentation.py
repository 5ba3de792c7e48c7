"""What README and docs/ name exists: links, files, commands with their options, make targets, settings, prompts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.settings_checks import PREFIX

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
# Not settings of the program: the folder that tests and measurements take real papers from.
OF_TESTS = {f"{PREFIX}TEST_DATA"}


def text_of(*pages: Path) -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def code(text: str) -> list[str]:
    """What stands in backticks, in fences and in indented blocks, line by line."""
    fenced = [line for block in re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
              for line in block.splitlines()]  # fmt: skip
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    indented = re.findall(r"^ {4}(\S.*)$", rest, re.MULTILINE)
    return fenced + indented + re.findall(r"`([^`\n]+)`", rest)


def test_code_is_found_in_each_of_its_forms() -> None:
    assert code("a `b c`\n\n    d\n\n```sh\ne\nf\n```\n") == ["e", "f", "d", "b c"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    inside = [target for target in targets if not re.match(r"[a-z]+:", target)]
    missing = [target for target in inside if not (page.parent / target.partition("#")[0]).exists()]
    headings = {"#" + re.sub(r"\W+", "-", line.lower()).strip("-")
                for line in re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)}  # fmt: skip
    assert missing == []
    assert {target for target in inside if target.startswith("#")} <= headings


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    in_a_room = re.compile(r"(?<![\w/])(?:assistant|ingest|prompts|corpus|tests|docs)/[\w./*-]*")
    named = {word for line in code(page.read_text(encoding="utf-8")) for word in in_a_room.findall(line)}
    assert [name for name in sorted(named) if not list(ROOT.glob(name.rstrip("/.")))] == []


@cache
def said_by(*arguments: str) -> str:
    """What `shirube ARGUMENTS --help` prints."""
    program = "from assistant.cli import main; raise SystemExit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments, "--help"], capture_output=True, text=True, encoding="utf-8",
        cwd=ROOT, env={**os.environ, "COLUMNS": "200"}, timeout=60, check=True,
    )  # fmt: skip
    return done.stdout


def commands() -> set[str]:
    listed = within()
    assert "ingest" in listed, said_by()
    return listed


def within(*command: str) -> set[str]:
    """The commands that there are, or those of a command."""
    return set(re.findall(r"^ +([a-z]+)(?: {2,}\S|$)", said_by(*command), re.MULTILINE))


def test_commands_and_options_that_are_named_exist() -> None:
    wrong = []
    for line in code(text_of(*PAGES)):
        for called in re.findall(r"(?:^|[\s\\/&])shirube((?: [^&|`]+)?)", line):
            words = called.split()
            command = next((word for word in words if re.fullmatch(r"[a-z]+", word)), None)
            options = [word.partition("=")[0] for word in words if word.startswith("--")]
            if command is not None and command not in commands():
                wrong.append(line)
            elif command is not None or options:
                shown = said_by() + (said_by(command) if command else "")
                shown += "".join(said_by(command, one) for one in words[1:2] if command and one in within(command))
                wrong += [f"{line}: {option}" for option in options if option not in shown]
    assert wrong == []


def test_every_command_is_in_the_readme() -> None:
    shown = " ".join(code(text_of(ROOT / "README.md")))
    assert [command for command in sorted(commands()) if f"shirube {command}" not in shown] == []


def test_make_targets_that_are_named_exist_and_all_are_named() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {target for line in code(text_of(*PAGES)) for target in re.findall(r"\bmake ([a-z-]+)", line)}
    assert named <= targets
    assert targets - {"help"} <= named


def test_settings_that_are_named_exist() -> None:
    settings = {PREFIX + name.upper() for name in Settings.model_fields}
    text = text_of(*PAGES)
    lower = re.findall(r"`((?:llm|embedding|chroma|tiktoken|stream)_[a-z_]+)", text)
    written = {PREFIX + name.upper() for name in lower}
    named = written | set(re.findall(rf"\b{PREFIX}[A-Z_]+[A-Z]\b", text))
    assert named - settings - OF_TESTS == set()


def test_the_table_of_settings_has_them_all() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \|", (ROOT / "docs" / "settings.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(Settings.model_fields)


def test_words_of_the_screen_are_as_the_screen_has_them() -> None:
    """In the half for staff, bold words are those of a button or of a verdict."""
    half = (ROOT / "README.md").read_text(encoding="utf-8").partition("# 職員の方へ")[2]
    screen = text_of(*(ROOT / "assistant" / "ui").glob("*.py"), ROOT / "assistant" / "phrasing.py")
    named = re.findall(r"\*\*([^*\n]+)\*\*", half)
    assert named
    assert [words for words in named if words not in screen] == []


def test_every_prompt_loads() -> None:
    from assistant import prompting

    files = sorted((ROOT / "prompts").glob("*.md"))
    assert files
    for path in files:
        assert prompting.load(path.stem).purpose


def test_every_style_of_minutes_loads() -> None:
    from assistant.drafting import styles

    assert set(styles.names()) == {path.stem for path in (ROOT / "prompts" / "minutes_styles").glob("*.md")}
    assert all(styles.load(name).purpose for name in styles.names())
