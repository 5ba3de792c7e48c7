"""A city's own .docx as a template: what it must pass before it is opened, and which placeholders stand in it.

Its tags are code that somebody else wrote. Only names, loops over the known lists and conditions are let through, so
that filling a template takes time and room in proportion to the draft.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.drafting.layout import values
from assistant.drafting.values import Draft, Occasion, Transcript
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
from assistant.drafting.word.placeholders import BLOCKS, KNOWN, LISTS, OF_A_LOOP, PARTS, WORDS
from assistant.drafting.word.slots import NOT_WORD, render, sources
from ingest.errors import BrokenFile, EncryptedFile, IngestError
from ingest.readers import zipguard
from ingest.readers.formats import detect

if TYPE_CHECKING:
    from jinja2 import nodes
    from lxml import etree

LARGEST = 20 * 1024 * 1024  # bytes; a form with a crest has some 100 thousand
LARGEST_BODY = 5_000_000  # characters of XML
MOST_TAGS = 300
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS = "_rels/.rels"
_ODD = b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
_USUAL = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_BRACES = re.compile(r"([｛{]+)\s*([^{}｛｝\n]{1,30}?)\s*([｝}]+)")
_STATEMENT = re.compile(r"\{%(?:(?:p|tr|tc|r)\s)?[\s-]*(\w*)(.*?)[\s-]*%\}", re.DOTALL)
_RAW = re.compile(r"\{\{(?:p|r|tr|tc)\s")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder of a template, or one that it could have. An unknown one has no meaning and is never filled."""

    name: str
    meaning: str
    known: bool = True


def read(path: Path) -> bytes:
    """The bytes of a template that can be filled. Raises TemplateError, so that nobody drafts for one that cannot."""
    contents = _opened(path)
    placeholders_in(contents)
    render(contents, values(Draft(Occasion(), (), style=""), Transcript(())))
    return contents


def placeholders(path: Path) -> tuple[Placeholder, ...]:
    """The placeholders of the template at `path`, in the order of their first places. Raises TemplateError."""
    return placeholders_in(_opened(path))


def placeholders_in(contents: bytes) -> tuple[Placeholder, ...]:
    """The placeholders of a .docx that may be opened. Raises TemplateError."""
    names: dict[str, None] = {}
    count = 0
    for root in _parts(contents):
        tags = [tag for text in _paragraphs(root) for tag in _tags(text)]
        count += len(tags)
        if count > MOST_TAGS:
            raise TemplateTooLarge
        names.update(dict.fromkeys(_Reader().names(tags)))
    _check_sources(contents)
    return tuple(Placeholder(name, _meaning(name), bool(_meaning(name))) for name in names)


def _check_sources(contents: bytes) -> None:
    """The same rules for all that jinja2 will see, also where no person would write: in fields, in attributes."""
    try:
        for source in sources(contents):
            list(_Reader().names(tag for tag in _TAG.findall(source) if not tag.startswith("{#")))
    except NOT_WORD as cause:
        raise TemplateBroken from cause


def missing(found: Iterable[Placeholder]) -> tuple[Placeholder, ...]:
    """What complete minutes have and a template with the placeholders `found` has no place for."""
    there = {placeholder.name for placeholder in found}
    return tuple(
        Placeholder(known.name, known.meaning)
        for known in (*WORDS, *BLOCKS)
        if known.wanted and there.isdisjoint((known.name, *known.instead))
    )


def _meaning(name: str) -> str:
    return KNOWN[name].meaning if name in KNOWN else ""


def _opened(path: Path) -> bytes:
    """The bytes of a .docx without password, macros and traps."""
    try:
        if path.stat().st_size > LARGEST:
            raise TemplateTooLarge
        contents = path.read_bytes()
    except OSError as cause:
        raise TemplateError from cause
    try:
        kind = detect(path)
    except EncryptedFile as cause:
        raise TemplateEncrypted from cause
    except IngestError as cause:
        raise TemplateNotWord from cause
    if kind != "docx":
        raise TemplateNotWord
    try:
        zipguard.check(path)
    except EncryptedFile as cause:
        raise TemplateEncrypted from cause
    except BrokenFile as cause:
        raise TemplateBroken from cause
    except IngestError as cause:
        raise TemplateHostile from cause
    with zipfile.ZipFile(BytesIO(contents)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    _check_kind(parts)
    return _with_usual_properties(parts) if _ODD in parts.get(_RELATIONS, b"") else contents


def _with_usual_properties(parts: dict[str, bytes]) -> bytes:
    """LibreOffice names the properties in its own way; python-docx would write a second part with the same name."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(_ODD, _USUAL) if name == _RELATIONS else content)
    return kept.getvalue()


def _check_kind(parts: dict[str, bytes]) -> None:
    kinds = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in kinds or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise TemplateHasMacros
    if _MAIN not in kinds:
        raise TemplateNotWord


def _parts(contents: bytes) -> Iterator[etree._Element]:
    """The roots of the parts that are filled: body, headers, footers, footnotes."""
    from lxml import etree

    try:
        roots, properties = _roots_and_properties(contents)
    except NOT_WORD as cause:
        raise TemplateBroken from cause
    if any(_HALF.search(text) for text in properties):
        raise PlaceholderBroken("文書のプロパティ（タイトルなど）に差し込み項目があります。本文に書いてください。")
    for root in roots:
        if len(etree.tostring(root)) > LARGEST_BODY:
            raise TemplateTooLarge
        yield root


def _roots_and_properties(contents: bytes) -> tuple[list[etree._Element], tuple[str, ...]]:
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE as REL
    from docx.oxml.parser import parse_xml

    word = docx.Document(BytesIO(contents))
    margins = [
        parse_xml(related.target_part.blob)
        for related in word.part.rels.values()
        if related.reltype in (REL.HEADER, REL.FOOTER, REL.FOOTNOTES) and not related.is_external
    ]
    own = word.core_properties
    return [word.element.body, *margins], (
        own.title, own.subject, own.author, own.comments, own.identifier, own.language,
    )  # fmt: skip


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """The words of each paragraph; those of a text box inside it are a paragraph of their own."""
    from docx.oxml.ns import qn

    texts: dict[etree._Element, list[str]] = {}
    for element in root.iter(qn("w:p"), qn("w:t")):
        if element.tag == qn("w:p"):
            texts[element] = []
        else:
            around = next(element.iterancestors(qn("w:p")), None)
            if around is not None:
                texts[around].append(element.text or "")
    return ("".join(pieces) for pieces in texts.values())


def _tags(text: str) -> list[str]:
    """The tags of one paragraph. Raises PlaceholderBroken where one is not closed or in braces of another kind."""
    rest = _TAG.sub("\n", text)
    for braces in _BRACES.finditer(rest):
        # Full-width braces come of a Japanese keyboard, single ones of haste.
        if braces[2] in KNOWN or (len(braces[1]) > 1 and len(braces[3]) > 1):
            raise PlaceholderBroken(
                f"「{braces[0]}」のかっこが違います。半角のかっこ2つで {{{{{braces[2]}}}}} と書いてください。"
            )
    if _HALF.search(rest):
        raise PlaceholderBroken(
            f"「{_short(text)}」の差し込み項目が閉じていません。"
            "1つの段落の中で、{{会議名}} のように半角のかっこで囲んでください。"
        )
    return [tag for tag in _TAG.findall(text) if not tag.startswith("{#")]


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


@dataclass(slots=True)
class _Reader:
    """Reads the tags of one part in order; `_open` are the loops and conditions that are not closed yet."""

    _open: list[tuple[str, str, str]] = field(default_factory=list)  # word, name of a loop's entry, the tag

    def names(self, tags: Iterable[str]) -> Iterator[str]:
        """The names that the tags take from outside, loops' own names left out."""
        for tag in tags:
            yield from self._value(tag) if tag.startswith("{{") else self._statement(tag)
        for word, _, tag in self._open:
            prefix = tag.partition(" ")[0]
            raise PlaceholderBroken(f"「{tag}」に対応する {prefix} end{word} %}} がありません。")

    def _value(self, tag: str) -> Iterator[str]:
        from jinja2 import nodes

        name = tag[2:-2].strip()
        if _RAW.match(tag):
            raise PlaceholderBroken(f"「{tag}」は使えません。{{{{{name.split()[-1]}}}}} と書いてください。")
        written = next(iter(_parsed(tag, tag).iter_child_nodes()), None)
        written = written.nodes[0] if isinstance(written, nodes.Output) else None
        if not isinstance(written, nodes.Name | nodes.Getattr) or next(written.find_all(nodes.Const), None):
            raise _unusable(tag)
        if isinstance(written, nodes.Name) and written.name not in self._loops:
            _check_place(written.name, tag, in_loop=bool(self._loops))
        yield from self._used(written, tag)

    def _statement(self, tag: str) -> Iterator[str]:
        whole = _STATEMENT.fullmatch(tag)
        word, rest = (whole[1], whole[2]) if whole is not None else ("", "")
        if word in ("for", "if"):
            node = _parsed(f"{{% {word}{rest} %}}{{% end{word} %}}", tag).body[0]
            yield from self._loop(node, tag) if word == "for" else self._used(node, tag)
            self._open.append((word, _entry_of(node), tag))
        elif word == "elif" and self._inside("if"):
            yield from self._used(_parsed(f"{{% if{rest} %}}{{% endif %}}", tag), tag)
        elif word in ("endfor", "endif") and self._inside(word[3:]):
            self._open.pop()
        elif word != "else" or not self._open:
            raise _unusable(tag)

    def _loop(self, node: nodes.Node, tag: str) -> Iterator[str]:
        """A loop goes over a list from outside; one inside another over what belongs to an entry of that other."""
        from jinja2 import nodes

        assert isinstance(node, nodes.For)
        over, loops = node.iter, self._loops
        of_entry = isinstance(over, nodes.Getattr) and isinstance(over.node, nodes.Name)
        inside = of_entry and loops[-1:] == [over.node.name]  # type: ignore[attr-defined]  # just asked
        plain = isinstance(node.target, nodes.Name) and node.test is None and not node.recursive
        if not plain or not (inside or (isinstance(over, nodes.Name) and not loops)):
            raise _unusable(tag)
        yield from self._used(over, tag)

    def _used(self, node: nodes.Node, tag: str) -> Iterator[str]:
        from jinja2 import nodes

        known = (nodes.Name, nodes.Getattr, nodes.Const, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not)
        for inner in (node, *node.find_all(nodes.Node)):
            if not isinstance(inner, (*known, nodes.If, nodes.Template)):
                raise _unusable(tag)
            if isinstance(inner, nodes.Name) and inner.name not in (*self._loops, *(["loop"] if self._loops else [])):
                yield inner.name
            if isinstance(inner, nodes.Getattr) and inner.attr not in (*PARTS, *OF_A_LOOP):
                yield f"{inner.node.name}.{inner.attr}" if isinstance(inner.node, nodes.Name) else inner.attr

    def _inside(self, word: str) -> bool:
        return bool(self._open) and self._open[-1][0] == word

    @property
    def _loops(self) -> list[str]:
        """The names of the entries of the loops around, the innermost last."""
        return [entry for word, entry, _ in self._open if word == "for"]


def _check_place(name: str, tag: str, *, in_loop: bool) -> None:
    if in_loop and name in {block.name for block in BLOCKS}:
        raise PlaceholderBroken(f"「{tag}」は繰り返しの中には置けません。繰り返しの外に書いてください。")
    if name in {known.name for known in LISTS if known.of_entries}:
        raise PlaceholderBroken(f"「{tag}」は一覧なので、{{%p for 件 in {name} %}} のような繰り返しで使ってください。")


def _entry_of(node: nodes.Node) -> str:
    from jinja2 import nodes

    return node.target.name if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name) else ""


def _parsed(source: str, tag: str) -> nodes.Template:
    from jinja2 import Environment, TemplateSyntaxError

    try:
        return Environment(autoescape=True).parse(source)
    except TemplateSyntaxError as cause:
        raise _unusable(tag) from cause


def _unusable(tag: str) -> PlaceholderBroken:
    return PlaceholderBroken(f"「{_short(tag)}」は差し込み項目として読み取れません。書き方の見本を見て直してください。")
