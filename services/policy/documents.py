"""Documents: every legal text that is cited; Citation from a key and an article."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from services.domain.base import Word
from services.domain.errors import NotFound
from services.domain.levels import Citation
from services.policy.entries import Entry, alike

Mark = Literal["src", "directive", "recall", "recall-low", "computed", "design"]
MARKS: tuple[Mark, ...] = get_args(Mark)
"""How sure a fact is, from a public page down to our own proposal."""


class Document(Word):
    """One legal text, or our own rule book: what it is, who issued it, who compared it with the original."""

    key: str
    title: str
    issuer: str
    number: str | None = None
    signed: date | None = None
    about: str
    """What we take from it, in our own words."""
    mark: Mark
    checked_by: str | None = None
    """None: nobody has compared our reading with the original yet."""
    checked_on: date | None = None
    link: str | None = None


Documents = Mapping[str, Document]


def citation(
    documents: Documents, key: str, article: str | None = None, mark: Mark | None = None
) -> Citation:
    """The citation of a document, ready to show; `mark` when the passage is less sure than the document.

    Raises NotFound for a key that documents.yaml does not list.
    """
    document = documents.get(key)
    if document is None:
        raise NotFound(
            vi=f"documents.yaml không có văn bản '{key}'.",
            en=f"documents.yaml does not list '{key}'.",
            field="document",
            code="unknown_document",
        )
    return Citation(document=key, title=document.title, article=article, mark=mark or document.mark)


def documents_in(page: Entry) -> dict[str, Document]:
    """The documents of documents.yaml; raises BadLaw."""
    page.only("description", "documents")
    return {key: _document(key, entry) for key, entry in page.entry("documents").named()}


def citation_in(entry: Entry, documents: Documents) -> Citation:
    """The citation an entry carries under `cite`; raises BadLaw when its document is not listed."""
    cite = entry.entry("cite").only("document", "article", "mark")
    key = cite.text("document")
    if key not in documents:
        raise cite.wrong(
            f"viện dẫn '{key}' nhưng documents.yaml không có văn bản này; thêm vào đó, hoặc sửa thành một"
            f" trong: {alike(key, documents)}",
            f"cites '{key}', which documents.yaml does not list; list it there, or cite one of:"
            f" {alike(key, documents)}",
        )
    return citation(documents, key, cite.text_or_none("article"), mark_in(cite))


def mark_in(entry: Entry) -> Mark | None:
    """The mark of an entry, None when it has none; raises BadLaw for a word that is no mark."""
    if not entry.has("mark"):
        return None
    for mark in MARKS:
        if mark == entry.text("mark"):
            return mark
    known = ", ".join(MARKS)
    raise entry.wrong(f"'mark' phải là một trong: {known}", f"'mark' must be one of: {known}")


def day_in(entry: Entry, key: str) -> date | None:
    """The day under a key, None when there is none; raises BadLaw."""
    value = entry.values.get(key)
    if value is None or type(value) is date:
        return value
    raise entry.wrong(f"'{key}' phải là một ngày, ví dụ 2021-02-23", f"'{key}' must be a day like 2021-02-23")


def _document(key: str, entry: Entry) -> Document:
    entry.only("title", "issuer", "number", "signed", "about", "mark", "checked_by", "checked_on", "link")
    mark = mark_in(entry)
    if mark is None:
        raise entry.wrong("thiếu 'mark' (mức chắc chắn)", "'mark' is missing (how sure the text is)")
    return Document(
        key=key,
        title=entry.text("title"),
        issuer=entry.text("issuer"),
        number=entry.text_or_none("number"),
        signed=day_in(entry, "signed"),
        about=entry.text("about"),
        mark=mark,
        checked_by=entry.text_or_none("checked_by"),
        checked_on=day_in(entry, "checked_on"),
        link=entry.text_or_none("link"),
    )
