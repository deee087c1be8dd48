"""A reading in the form of the contract, checked before it is kept: every span must be what the text holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from standpunkt.errors import InputError
from standpunkt.model import SCHEMA, Document, Reading, to_wire

__all__ = ["check_document", "check_wire", "document_wire", "reading_wire", "spans"]

Wire = dict[str, Any]


def document_wire(document: Document) -> Wire:
    """A document as plain values, with its provenance."""
    out = to_wire(document)
    assert isinstance(out, dict)
    return out


def reading_wire(reading: Reading | Mapping[str, Any]) -> Wire:
    """A reading as plain values, with its document's provenance where it is known."""
    if isinstance(reading, Reading):
        wire = reading.to_dict()
        wire["document"]["provenance"] = dict(reading.document.provenance)
        return wire
    return dict(reading)


def spans(value: Any, where: str = "") -> Iterator[tuple[str, Wire]]:
    """Every span in `value` with the path to it."""
    if isinstance(value, Mapping):
        if "start" in value and "end" in value and "text" in value:
            yield where, value  # type: ignore[misc]
        for key, item in value.items():
            yield from spans(item, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from spans(item, f"{where}[{number}]")


def check_document(document: Mapping[str, Any]) -> None:
    """Raise InputError where a document is not what it says: its id, its text, its sections."""
    text, ident = document.get("text"), document.get("id")
    if not isinstance(text, str) or not isinstance(ident, str):
        raise InputError("document: has no text or no id; give it in the form of standpunkt/reading/1")
    name = f"document {ident[:12]}"
    if "\x00" in text:
        raise InputError(f"{name}: its text holds a zero byte at {text.index(chr(0))}; give a text, not a binary file")
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{name}: half a character (a lone surrogate) at {error.start}; repair the text") from None
    if hashlib.sha256(data).hexdigest() != ident:
        raise InputError(f"{name}: its id is not the SHA-256 of its text; give the text unchanged")
    _check_spans(name, text, document.get("sections", ()), "sections")


def check_wire(reading: Mapping[str, Any]) -> None:
    """Raise InputError where a reading does not follow the contract: schema, document, ids, every span."""
    if reading.get("schema") != SCHEMA:
        raise InputError(f"reading: its schema is {reading.get('schema')!r}; it must be {SCHEMA}")
    document = reading.get("document")
    if not isinstance(document, Mapping):
        raise InputError("reading: it has no document; give it in the form of standpunkt/reading/1")
    check_document(document)
    name = f"document {document['id'][:12]}"
    _check_spans(name, document["text"], {k: v for k, v in reading.items() if k != "document"}, "")
    for part in ("statements", "conditions"):
        ids = [item.get("id") for item in reading.get(part, ())]
        if len(set(ids)) < len(ids):
            raise InputError(f"{name}: {part}: two have the same id; give each its own")


def _check_spans(name: str, text: str, value: Any, where: str) -> None:
    for path, span in spans(value, where):
        start, end = span["start"], span["end"]
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)):
            raise InputError(f"{name}: {path}: [{start}, {end}) lies outside its text of {len(text)} characters")
        if text[start:end] != span["text"]:
            raise InputError(f"{name}: {path}: the text at [{start}, {end}) is not {str(span['text'])[:40]!r}")
