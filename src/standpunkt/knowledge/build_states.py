"""Writes `data/states.csv` from CLDR: `python -m standpunkt.knowledge.build_states > data/states.csv`.

Needs Babel (extra `test`). The file is kept with the package so that reading needs no Babel.
"""

from __future__ import annotations

import csv
import io
import sys

__all__ = ["states_csv"]

# CLDR gives these territories without an alpha-3 alias of their own, or under a user-assigned one.
_OWN_CODES = {"XK": "XKX"}
_NO_STATES = {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}


def states_csv() -> str:
    """The table `id,alpha2,de,en,source,licence`: one row a territory of ISO 3166, names as CLDR has them."""
    from babel import Locale, __version__
    from babel.core import get_global

    alpha3: dict[str, str] = {}
    for alias, codes in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1:
            alpha3.setdefault(codes[0], alias)
    preferred = {"DE": "DEU", "FR": "FRA", "RU": "RUS", "RO": "ROU", "CD": "COD", "MM": "MMR", "TL": "TLS", "YE": "YEM"}
    alpha3 |= preferred | _OWN_CODES
    german, english = Locale("de").territories, Locale("en").territories
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["id", "alpha2", "de", "en", "source", "licence"])
    for code in sorted(set(german) & set(alpha3), key=lambda c: alpha3[c]):
        if len(code) == 2 and code not in _NO_STATES:
            row = [alpha3[code], code, german[code], english[code]]
            table.writerow([*row, f"CLDR (Babel {__version__.split('.')[0]})", "Unicode-3.0"])
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.write(states_csv())
