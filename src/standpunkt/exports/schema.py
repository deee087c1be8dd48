"""The JSON Schema of the reading contract, drawn from the records themselves so that the two cannot part."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from standpunkt.model import SCHEMA, Reading
from standpunkt.span import Span

__all__ = ["reading_schema"]

_OFFSET = {"type": "integer", "minimum": 0}
_SPAN: dict[str, Any] = {"start": _OFFSET, "end": _OFFSET, "text": {"type": "string"}}
_DATE = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$"
# What the types alone do not say, by record and field.
_MORE: dict[tuple[str, str], dict[str, Any]] = {
    ("Document", "id"): {"pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of the text"},
    ("Document", "published"): {"pattern": _DATE, "description": "an ISO 8601 day or time"},
}
_UNIT_INTERVAL = {"minimum": 0, "maximum": 1}


def reading_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that every line of `standpunkt read --format json` is valid against."""
    definitions: dict[str, Any] = {"Span": _object(dict(_SPAN), Span.__doc__)}
    body = _record(Reading, definitions)
    definitions.pop("Reading", None)
    body["properties"] = {"schema": {"const": SCHEMA}, **body["properties"]}
    body["required"] = ["schema", *body["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "A Standpunkt reading",
        "description": "Offsets are Unicode code points, [start, end), into document.text; "
        "for every span text[start:end] equals its text.",
        **{k: v for k, v in body.items() if k != "description"},
        "$defs": dict(sorted(definitions.items())),
    }


def _object(properties: dict[str, Any], description: str | None) -> dict[str, Any]:
    out: dict[str, Any] = {"type": "object"}
    if description:
        out["description"] = " ".join(description.split())
    return {**out, "properties": properties, "required": list(properties), "additionalProperties": False}


def _record(record: type, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a record as `standpunkt.model.to_wire` writes it: a field `span` is spread into its parts."""
    properties: dict[str, Any] = {}
    hints = get_type_hints(record)
    assert is_dataclass(record)
    for field in fields(record):
        if field.name == "span":
            properties.update(_SPAN)
        elif (record.__name__, field.name) != ("Document", "provenance"):
            schema = _type(hints[field.name], definitions)
            if field.name == "confidence":
                schema = schema | _UNIT_INTERVAL
            properties[field.name] = schema | _MORE.get((record.__name__, field.name), {})
    return _object(properties, record.__doc__)


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        schemas = [_type(a, definitions) for a in arguments]
        if all(set(s) == {"type"} for s in schemas):
            return {"type": [s["type"] for s in schemas]}
        return {"anyOf": schemas}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0], definitions)}
    if origin is Mapping:
        return {"type": "object"}
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _record(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"type": {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}[hint]}
