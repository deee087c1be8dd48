"""JSON lines: one reading, one line, in the form of the contract."""

from __future__ import annotations

import json

from standpunkt.model import Reading

__all__ = ["json_line"]


def json_line(reading: Reading) -> str:
    """The reading as one line of JSON with its line ending.

    The line is valid UTF-8 whatever the text holds: where a text has unpaired surrogates, which UTF-8 cannot carry,
    everything beyond ASCII in it is written as `\\u` escapes.
    """
    value = reading.to_dict()
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        line = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return line + "\n"
