"""Towns by the words of a text: its date line, and what no town is called. Pure."""

from __future__ import annotations

import re

__all__ = ["may_be_town", "town_of_dateline"]

_DATELINE = re.compile(r"^(?P<town>[A-ZÄÖÜ]{3,}(?:[ -][A-ZÄÖÜ]{3,})?)\s*(?:[.,:–—-]|\()", re.MULTILINE)
_DATED = re.compile(  # "Zillnach, 28. November 2026"
    r"^(?P<town>[A-ZÄÖÜ][a-zäöüß-]+(?: [A-ZÄÖÜ][a-zäöüß-]+)?), \d{1,2}(?:\. \w+| [A-Z][a-z]+)(?: \d{4}| \()",
    re.MULTILINE,
)
_NO_TOWN = re.compile(r"(?:bahn|brücke|tunnel|straße|allee|platz|halle|stadion|kraftwerk|wald|turm)$")


def town_of_dateline(text: str) -> str | None:
    """The town of the first date line of `text` ("LEUDENBACH - …", "Zillnach, 28. November 2026"); None without one."""
    if m := _DATELINE.search(text):
        return m["town"].title()
    m = _DATED.search(text)
    return m["town"] if m else None


def may_be_town(name: str) -> bool:
    """Whether a place of this name may be one that has a mayor: no railway, no bridge, no hall."""
    return _NO_TOWN.search(name) is None
