"""Filling a template: docxtpl writes slots into the XML, never words. The words are put into the slots afterwards.

So no word of a draft is ever read as a template or as XML, whatever stands in it, and a slot still knows the line that
it was made for.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.drafting.layout import Block, Traced
from assistant.drafting.word.errors import PlaceholderBroken, TemplateBroken, TemplateTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.sandbox import SandboxedEnvironment

# What python-docx and docxtpl let out when a file is no Word file that they know.
NOT_WORD = (KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError)
LARGEST = 50_000_000  # characters of XML that a template may grow to
Value = str | Traced | Block


class Slots:
    """What stands behind each slot. A slot is a run of characters that no paper has by chance."""

    def __init__(self) -> None:
        self._mark = f"{secrets.randbits(64):020d}"
        self._values: list[Value] = []
        self._slot = re.compile(rf"⟦{self._mark}:(\d+)⟧")

    def slot(self, printed: object) -> object:
        """The slot for what a template prints; numbers, which a template counts itself, stay."""
        from jinja2 import Undefined

        if isinstance(printed, int):
            return printed
        if isinstance(printed, Undefined):
            # jinja2 has no public word for the name that was asked for.
            printed = f"【「{printed._undefined_name}」という差し込み項目はありません】"  # noqa: SLF001
        if isinstance(printed, tuple) and all(isinstance(one, str) for one in printed):
            printed = "、".join(printed)
        if not isinstance(printed, str | Traced | Block):
            printed = "【このままでは書き出せない差し込み項目です】"
        self._values.append(printed)
        return f"⟦{self._mark}:{len(self._values) - 1}⟧"

    def fill(self, text: str) -> Iterator[Value]:
        """The pieces of a text, with the values of its slots in their places."""
        for place, piece in enumerate(self._slot.split(text)):
            if place % 2:
                yield self._values[int(piece)]
            elif piece:
                yield piece

    def wrote(self, value: object) -> bool:
        """Whether the template has a place for `value`."""
        return any(one is value for one in self._values)

    def __contains__(self, text: object) -> bool:
        """Whether a slot, or what is left of one, stands in `text`."""
        return isinstance(text, str) and self._mark in text


def sources(template: bytes) -> Iterator[str]:
    """What jinja2 is given of a template: docxtpl joins and moves what stands between braces, wherever that is."""
    from docx.opc.constants import RELATIONSHIP_TYPE as REL
    from docxtpl import DocxTemplate

    form = DocxTemplate(BytesIO(template))
    form.init_docx()
    yield form.patch_xml(form.get_xml())
    for related in form.docx.part.rels.values():
        if related.reltype in (REL.HEADER, REL.FOOTER):
            yield form.patch_xml(form.get_part_xml(related.target_part))
        elif related.reltype == REL.FOOTNOTES:
            yield form.patch_xml(related.target_part.blob.decode("utf-8"))


def render(template: bytes, values: Mapping[str, object]) -> tuple[bytes, Slots]:
    """The template as .docx with slots where its placeholders were. Raises TemplateError."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from lxml import etree

    slots = Slots()
    environment = _environment(slots)
    try:
        form = DocxTemplate(BytesIO(template))
        form.render_init()
        # docxtpl mends XML that a loop has broken by leaving words out; better to be told.
        etree.fromstring(form.build_xml(values, environment))
        form.render(values, environment)
    except (TemplateError, etree.XMLSyntaxError) as cause:
        raise PlaceholderBroken from cause
    except NOT_WORD as cause:
        raise TemplateBroken from cause
    saved = BytesIO()
    form.save(saved)
    return saved.getvalue(), slots


def _environment(slots: Slots) -> SandboxedEnvironment:
    from jinja2 import ChainableUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(autoescape=True, finalize=slots.slot, undefined=ChainableUndefined)
    environment.globals.clear()
    environment.concat = _limited  # type: ignore[method-assign]
    return environment


def _limited(pieces: Iterable[str]) -> str:
    kept, length = [], 0
    for piece in pieces:
        kept.append(piece)
        length += len(piece)
        if length > LARGEST:
            raise TemplateTooLarge
    return "".join(kept)
