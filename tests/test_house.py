"""The rules of the house: who may import whom, what importing costs, and that what is written about Shirube is so."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
ROOMS = ("assistant", "ingest", "prompts")

# Each outside library has one door; everything else reaches it through the door's own words.
DOORS = {
    "chromadb": ("ingest/library/vectors.py",),
    "tantivy": ("ingest/library/word_index.py",),
    "pg8000": ("ingest/library/postgres.py",),
    "openai": ("assistant/llm.py", "ingest/library/embeddings.py"),
    "langchain_openai": ("assistant/llm.py", "ingest/library/embeddings.py"),
    "langchain": ("assistant/llm.py",),
    "langchain_core": ("assistant/llm.py", "assistant/answering/langchain_retriever.py"),
    "streamlit": ("assistant/ui/*", "streamlit_app.py"),
    "pypdfium2": ("ingest/readers/pdf*.py",),
    "pypdf": ("ingest/readers/pdf*.py",),
    "sentence_transformers": ("ingest/library/embeddings.py",),
    "tiktoken": ("assistant/tokens.py",),
    "sudachipy": ("ingest/japanese/tokens.py",),
    "python_calamine": ("ingest/readers/*.py",),
    "pptx": ("ingest/readers/*.py",),
    "xlsxwriter": ("assistant/list_file.py", "assistant/tables.py"),
    "matplotlib": ("assistant/trials/plots.py",),
    "docxtpl": ("assistant/drafting/word/slots.py",),
    "jinja2": ("assistant/drafting/word/slots.py", "assistant/drafting/word/template.py"),
}

OUTER = ("assistant.cli", "assistant.ui")
WIRING = ("assistant.wiring", "assistant.wiring_models")  # where implementations are named
ABOVE = (*OUTER, *WIRING, "assistant.desk")

# `importer: never imports`, by prefix of the module's name; the more exact rule for a name is beside the loose one.
NEVER = (
    ("ingest", ("assistant", "prompts", "streamlit_app")),
    ("prompts", ("assistant", "ingest", "streamlit_app")),
    ("assistant.wiring", OUTER),
    ("assistant.wiring_models", (*OUTER, "assistant.wiring", "assistant.desk")),
    ("assistant.desk", (*OUTER, *WIRING)),
    # The desk asks for what stands before it: upkeep, then looking up, then asking.
    ("assistant.asking", ABOVE),
    ("assistant.looking_up", (*ABOVE, "assistant.asking")),
    ("assistant.upkeep", (*ABOVE, "assistant.asking", "assistant.looking_up")),
    ("assistant.pages", ABOVE),
    ("assistant.answering", ABOVE),
    ("assistant.drafting", ABOVE),
    # Drafting goes one way: files, then what was heard, then what came of it; Word and summaries stand apart.
    ("assistant.drafting.sources", ("assistant.drafting.hearing", "assistant.drafting.outcomes")),
    ("assistant.drafting.hearing", ("assistant.drafting.outcomes", "assistant.drafting.extract")),
    *(
        ("assistant.drafting." + one, ("assistant.drafting.word", "assistant.drafting.summaries"))
        for one in ("sources", "hearing", "outcomes")
    ),
    ("assistant.drafting.summaries", ("assistant.drafting.word", "assistant.drafting.minutes")),
    ("assistant.governance", ABOVE),
    ("assistant.trials", ABOVE),
    ("assistant.llm", ABOVE),
    ("assistant.settings", ABOVE),
    *(
        (one, ("assistant.ui", "ingest.library", "ingest.readers", "ingest.structure", "ingest.japanese"))
        for one in ("assistant.cli", "assistant.commands", "assistant.showing")
    ),
    ("assistant.ui", ("assistant.cli", "ingest.library", "ingest.readers", "ingest.structure", "ingest.pipeline")),
)

# What may be exchanged for something else; outside its own room only the wiring calls it by name.
IMPLEMENTATIONS = (
    "ingest.library.vectors",
    "ingest.library.words",
    "ingest.library.postgres",
    "ingest.library.embeddings",
    "assistant.llm",
    "assistant.answering.extractive",
    "assistant.answering.generative",
    "assistant.drafting.summaries.extract",
    "assistant.drafting.summaries.generate",
)

# Made for programs of others: it extends a class of a library, so it imports that at once. Nobody here uses it.
OUTLETS = ("assistant.answering.langchain_retriever",)

HEAVY = (
    "chromadb", "streamlit", "langchain", "langchain_core", "langchain_openai", "openai", "pypdf", "pypdfium2",
    "sudachipy", "tantivy", "pandas", "pyarrow", "tiktoken", "docx", "pptx", "python_calamine", "sentence_transformers",
    "xlsxwriter", "docxtpl", "jinja2", "matplotlib", "pg8000",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement: the file it stands in, the module that it names in full, and for types only or not."""

    file: str
    line: int
    module: str
    types_only: bool

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


def sources() -> list[Path]:
    found = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return sorted(found + [ROOT / "streamlit_app.py"] * (ROOT / "streamlit_app.py").exists())


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def under(module: str, *names: str) -> bool:
    return any(module == name or module.startswith(name + ".") for name in names)


def imports_of(path: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for branch in node.body
        for inner in ast.walk(branch)
    }
    package = module_name(path).split(".") if path.stem == "__init__" else module_name(path).split(".")[:-1]
    for node in ast.walk(tree):
        for name in named_by(node, package):
            yield Import(path.relative_to(ROOT).as_posix(), getattr(node, "lineno", 0), name, id(node) in typed)


def named_by(node: ast.AST, package: list[str]) -> Iterator[str]:
    """The modules that an import statement names; `from a import b` names a.b too, for b may be a module."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = package[: len(package) - node.level + 1] if node.level else []
        whole = ".".join([*base, *([node.module] if node.module else [])])
        yield whole
        yield from (f"{whole}.{alias.name}" for alias in node.names if (ROOT / whole.replace(".", "/")).is_dir())


@cache
def all_imports() -> tuple[Import, ...]:
    return tuple(one for path in sources() for one in imports_of(path))


def test_the_reader_of_imports_sees_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    room = tmp_path / "ingest" / "library"
    room.mkdir(parents=True)
    (room / "words.py").write_text(
        "from __future__ import annotations\nimport os.path\nfrom . import health\nfrom ..model import Page\n"
        "if TYPE_CHECKING:\n    import tantivy\ndef f():\n    from ingest.library import vectors\n"
    )
    seen = {(one.module, one.types_only) for one in imports_of(room / "words.py")}
    assert {("os.path", False), ("ingest.library.health", False), ("ingest.model", False)} <= seen
    assert {("tantivy", True), ("ingest.library.vectors", False)} <= seen


def test_imports_point_one_way() -> None:
    wrong = [
        one.place
        for one in all_imports()
        for importer, never in NEVER
        if under(module_name(ROOT / one.file), importer) and under(one.module, *never)
    ]
    assert not wrong, "\n".join(wrong)


def test_an_outside_library_has_one_door() -> None:
    wrong = [
        one.place
        for one in all_imports()
        for library, doors in DOORS.items()
        if under(one.module, library) and not any(fnmatch(one.file, door) for door in doors)
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_wiring_names_implementations() -> None:
    wrong = [
        one.place
        for one in all_imports()
        if under(one.module, *IMPLEMENTATIONS) and not one.types_only and module_name(ROOT / one.file) not in WIRING
        if one.module.rpartition(".")[0] != module_name(ROOT / one.file).rpartition(".")[0]
    ]
    assert not wrong, "\n".join(wrong)


def test_nobody_here_uses_what_is_made_for_others() -> None:
    assert [one.place for one in all_imports() if under(one.module, *OUTLETS)] == []


def in_a_process_of_its_own(program: str, folder: Path, *arguments: str) -> str:
    """What `program` prints when it runs in an empty folder with an empty home; fails the test where it fails."""
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "share"), "SHIRUBE_HOME": str(folder / "library")}
    environment = {**os.environ, **home, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_does_nothing(tmp_path: Path) -> None:
    """No heavy library is loaded, nothing is printed, no file is made. Pages of the app may load Streamlit."""
    apart = ("assistant.ui", "streamlit_app", *OUTLETS)
    names = [module_name(path) for path in sources() if not under(module_name(path), *apart)]
    program = (
        "import importlib, json, sys\n"
        "for name in sys.argv[2:]: importlib.import_module(name)\n"
        "print(json.dumps([name for name in json.loads(sys.argv[1]) if name in sys.modules]))"
    )
    out = in_a_process_of_its_own(program, tmp_path, json.dumps(HEAVY), *names)
    assert json.loads(out) == []
    assert list(tmp_path.iterdir()) == []


def test_help_loads_nothing_heavy_and_makes_nothing(tmp_path: Path) -> None:
    program = (
        "import json, sys\n"
        "heavy = json.loads(sys.argv.pop(1))\n"
        "from assistant.cli import main\n"
        "sys.argv[:] = ['shirube', '--help']\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end\n"
        "print(json.dumps([name for name in heavy if name in sys.modules]))"
    )
    out = in_a_process_of_its_own(program, tmp_path, json.dumps(HEAVY))
    assert json.loads(out.splitlines()[-1]) == []
    assert list(tmp_path.iterdir()) == []


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the project, as git knows them (new ones too, ignored ones not)."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return tuple(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())


def written(*patterns: str, leave_out: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(name, text) of each text file of the project whose name matches."""
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if any(fnmatch(name, one) for one in patterns) and not any(fnmatch(name, one) for one in leave_out):
            contents = path.read_bytes()
            if b"\0" not in contents[:8000]:
                yield name, contents.decode("utf-8", "replace")


def test_no_path_of_a_machine() -> None:
    path = re.compile(r"(?:^|[^\w.~-])/(?:home|root|work|mnt)/[a-z]" + r"|\.\./" + "shared", re.MULTILINE)
    wrong = [f"{name}: {hit[0]!r}" for name, text in written("*", leave_out=("*.lock", ".ci/*"))
             for hit in path.finditer(text)]  # fmt: skip
    assert not wrong, "\n".join(wrong)


def test_locks_hold_names_versions_and_hashes_alone() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert not re.search(r"://|--(extra-)?index-url|find-links|/\w+/", text)
        # No entry without a hash: each names its version and is followed by at least one.
        entries = re.split(r"\n(?=\S)", text.strip())
        assert all(re.match(r"[a-z0-9._-]+==\S+.*\\\n +--hash=sha256:", entry) for entry in entries)


def locked(name: str) -> dict[str, set[str]]:
    """Package to its versions; several where they differ by Python's version."""
    found: dict[str, set[str]] = {}
    text = (ROOT / name).read_text(encoding="utf-8")
    for package, version in re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE):
        found.setdefault(package, set()).add(version)
    return found


def test_locks_agree_with_the_project_and_with_each_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run, development = locked("requirements.lock"), locked("requirements-dev.lock")
    assert run.items() <= development.items()
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for lock, wanted in ((run, asked), (development, project["dependency-groups"]["dev"])):
        for requirement in map(Requirement, wanted):
            assert all(requirement.specifier.contains(version) for version in lock[requirement.name.lower()])


def test_the_changelog_knows_the_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert not released or released[0] == project["version"]


@pytest.mark.slow
def test_the_wheel_holds_every_file_that_the_program_reads(tmp_path: Path) -> None:
    """Stylesheets, prompts and ranks go with the modules; nothing is fetched to build it."""
    source = tmp_path / "source"
    shipped = set()
    for path in tracked():
        name = path.relative_to(ROOT)
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, source / name)
        if name.parts[0] in (*ROOMS, "streamlit_app.py"):
            shipped.add(name.as_posix())
    build = ["wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    subprocess.run([sys.executable, "-m", "pip", *build, str(source)], check=True, timeout=120)
    (wheel,) = tmp_path.glob("shirube-*.whl")
    assert shipped - set(zipfile.ZipFile(wheel).namelist()) == set()
