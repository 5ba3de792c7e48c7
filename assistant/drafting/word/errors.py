"""What can be wrong with a template, or with making a PDF, said to a clerk in one Japanese sentence with what to do."""

from __future__ import annotations

from ingest.errors import ShirubeError


class TemplateError(ShirubeError):
    """A template that cannot be used."""

    hint = "ひな形のファイルを開けません。ファイルがあるか、読み取りの権限があるかを確かめてください。"


class TemplateNotWord(TemplateError):
    """Another kind of file, an old .doc, a .dotx, or nothing at all."""

    hint = (
        "ひな形には Word の文書（.docx）を指定してください。"
        "ほかの形式（.doc、.dotx、一太郎など）は、Word で開き、「名前を付けて保存」で .docx にしてください。"
    )


class TemplateEncrypted(TemplateError):
    """A password on the file."""

    hint = "ひな形にパスワードがかかっています。Word でパスワードを外し、保存し直したものを指定してください。"


class TemplateHasMacros(TemplateError):
    """A .docm, or a .docx that carries macros all the same."""

    hint = (
        "マクロの入ったひな形（.docm）は使えません。"
        "Word で開き、「名前を付けて保存」で種類を「Word 文書（.docx）」にしてください。"
    )


class TemplateHostile(TemplateError):
    """A zip bomb, a DTD, names that lead outside."""

    hint = "ひな形が安全でない構造のファイルのため、開かずに止めました。作成元に確かめてください。"


class TemplateTooLarge(TemplateError):
    """More than a form of an office ever is, or a loop that writes without end."""

    hint = "ひな形が大きすぎます。画像を小さくするか、差し込み項目の繰り返しを減らしてください。"


class TemplateBroken(TemplateError):
    """Bytes that are no Word file, or one in the ISO standard's own namespaces."""

    hint = "ひな形のファイルを読み取れません。Word で開き、種類「Word 文書（.docx）」で保存し直してください。"


class PlaceholderBroken(TemplateError):
    """A placeholder that cannot be read or must not be used; the message names it."""

    hint = (
        "差し込み項目の書き方に誤りがあります。"
        "{{会議名}} のように半角のかっこで囲み、繰り返しの始まりと終わりをそろえてください。"
    )


class PdfError(ShirubeError):
    """LibreOffice made no PDF."""

    hint = "PDFを作れませんでした。Word の文書を開き、Word からPDFとして保存してください。"


class PdfTooSlow(PdfError):
    """LibreOffice took longer than it may."""

    hint = "PDFを作るのに時間がかかりすぎるため、止めました。Word の文書を開き、Word からPDFとして保存してください。"
    retryable = True


class NoLibreOffice(PdfError):
    """LibreOffice is not installed here."""

    hint = "PDFを作るには LibreOffice が必要です。次の1行で入れてから、もう一度お試しください: "
