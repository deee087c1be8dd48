"""Bytes become text: which encoding they are in, and what is no text at all. Pure."""

from __future__ import annotations

import codecs
import re

from standpunkt.documents.item import HTML, LARGEST, RawItem
from standpunkt.errors import InputError

__all__ = ["decoded"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_OLDER = ["cp1252", "mac_roman", "cp850"]
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL_BYTE = re.compile(rb"[\x01-\x08\x0e-\x1a\x7f]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x7f]")
_GERMAN = "äöüßÄÖÜ"
_COMMON = frozenset("äöüßÄÖÜ„“”‚‘’»«–…€§\xa0£")
_USUAL = frozenset("äöüÄÖÜß„“”‚‘’»«–—…€§éèêàáçñóíôâûîøåæØÅÉ°·\xa0®©½¼•£")


def decoded(item: RawItem) -> str:
    """The text of an item, unchanged but for a byte order mark.

    Raises InputError, in one line, for content that is empty, too large, no text, in an encoding that is not found,
    or that holds NUL characters (plain text) or unpaired surrogates.
    """
    name, data = item.name, item.data
    if len(data) >= LARGEST:
        raise InputError(f"{name}: has {LARGEST // 1_000_000} MB or more; split it into its articles")
    text = data if isinstance(data, str) else _from_bytes(name, data, item)
    if not text.strip():
        raise InputError(f"{name}: is empty; there is nothing to read")
    if half := _SURROGATE.search(text):
        code = f"U+{ord(half.group()):04X}"
        raise InputError(f"{name}: holds half a character ({code}) at character {half.start()}; repair or delete it")
    if "\0" in text:
        if item.media_type != HTML:
            raise InputError(f"{name}: holds a NUL at character {text.index(chr(0))}, so it is no text; delete it")
        text = text.replace("\0", "")
    if len(_CONTROL.findall(text[:20_000])) > len(text[:20_000]) // 50:
        raise InputError(f"{name}: is no text but binary data; give text, HTML or Markdown")
    return text


def _from_bytes(name: str, data: bytes, item: RawItem) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(name, data[len(mark) :], encoding)
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise InputError(f"{name}: is {kind}, not text; save it as text or HTML first")
    if wide := _wide(data):
        return _strictly(name, data, wide)
    if data.count(0) > max(3, len(data) // 100) or len(_CONTROL_BYTE.findall(data[:20_000])) > len(data[:20_000]) // 50:
        raise InputError(f"{name}: is no text but binary data; give text, HTML or Markdown")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _older(name, data, item, error.start)


def _strictly(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is broken {encoding.upper()} at byte {error.start}; save it as UTF-8") from None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every second byte of mostly Latin text is zero."""
    sample = data[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    many = len(sample) * 0.4
    if len(sample) < 8 or len(data) % 2:
        return None
    if odd >= many and even < many / 20:
        return "utf-16-le"
    return "utf-16-be" if even >= many and odd < many / 20 else None


def _older(name: str, data: bytes, item: RawItem, at: int) -> str:
    """The text of bytes that are not UTF-8; `at` is the first byte that says so."""
    if half := re.search(rb"\xed[\xa0-\xbf][\x80-\xbf]", data):
        raise InputError(f"{name}: holds half a character at byte {half.start()}; save it again as UTF-8")
    german = sum(data.count(letter.encode()) for letter in _GERMAN + "„“–’")
    if german > data.decode("utf-8", "replace").count("\ufffd"):
        raise InputError(f"{name}: is broken UTF-8 at byte {at}; save it again as UTF-8")
    declared = item.metadata.get("charset")
    if declared is None and data.lstrip()[:1] == b"<" and (found := _DECLARED.search(data[:4096])):
        declared = found.group(1).decode("ascii", "replace")
    if declared:
        try:
            encoding = codecs.lookup(declared).name
            if encoding == "iso8859-1":  # browsers read it so
                encoding = "cp1252"
            if encoding != "utf-8":
                return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    guess = _guess(data)
    if guess is None:
        raise InputError(f"{name}: its encoding is not found (byte {at} is not UTF-8); save it as UTF-8")
    return guess


def _guess(data: bytes) -> str | None:
    """The text in the older encoding that makes its special characters those of German and English; None if none."""
    best: tuple[float, str] | None = None
    for encoding in _OLDER:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        special = [c for c in text[:1_000_000] if c > "\x7f"]
        usual = sum(1 if c in _COMMON else c in _USUAL and 0.9 for c in special) / max(1, len(special))
        if best is None or usual > best[0]:
            best = usual, text
    if best and best[0] >= 0.8:
        return best[1]
    from charset_normalizer import from_bytes

    match = from_bytes(data[:200_000]).best()
    if match is None or match.percent_chaos > 10:
        return None
    try:
        return data.decode(match.encoding)
    except UnicodeDecodeError:
        return None
