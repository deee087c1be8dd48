import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from sample_readings import ferry, readings

from standpunkt.exports.lines import json_line
from standpunkt.exports.schema import reading_schema
from standpunkt.model import (
    Actor,
    Condition,
    Mention,
    OpenQuestion,
    Pledge,
    Position,
    Quantity,
    Reading,
    Requirement,
    Time,
)
from standpunkt.model import Term as Label
from standpunkt.span import Span

VALIDATOR = jsonschema.Draft202012Validator(reading_schema())


def full() -> Reading:
    """A reading in which every field of the contract is filled at least once."""
    reading, span = ferry(), Span.of(ferry().document.text, 0, 6)
    quantity = Quantity(span, 2, None, "Schiffe", "count")
    return Reading(
        reading.document,
        reading.statements,
        actors=(Actor("a1", "Ilka Brandt", "person", mentions=(Mention(span, "name"),)),),
        conditions=(Condition("c1", span, Requirement("quantity", span, None, quantity), False, 0.5),),
        positions=(Position("a1", "own-ferry", "conditional", ("s1",), "named", (span,), 0.4, conditions=("c1",)),),
        pledges=(Pledge(("a1",), "Schiffe", "offered", "named", (span,), 0.5, quantity=quantity),),
        quantities=(quantity,),
        times=(Time(span, "2026-03-02", "day"),),
        open_questions=(OpenQuestion(span, "Wer zahlt?"),),
        terms=(Label("Fähre", (span,)),),
    )


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(reading_schema())


@given(readings())
def test_every_line_is_one_line_of_utf8_and_valid(reading: Reading) -> None:
    line = json_line(reading)
    line.encode("utf-8")
    assert line.endswith("\n")
    assert "\n" not in line[:-1]
    value = json.loads(line)
    VALIDATOR.validate(value)
    assert value["document"]["text"] == reading.document.text
    for statement in value["statements"]:
        for span in statement["content"]:
            assert value["document"]["text"][span["start"] : span["end"]] == span["text"]


def test_every_record_of_the_contract_is_valid() -> None:
    VALIDATOR.validate(full().to_dict())


def _set(value: Any, path: str, new: Any) -> Any:
    *parents, last = path.split("/")
    for key in parents:
        value = value[int(key)] if isinstance(value, list) else value[key]
    if new is KeyError:
        del value[last]
    else:
        value[last] = new


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("schema", "standpunkt/reading/2"),
        ("document/id", "abc"),
        ("document/published", "10. April"),
        ("document/outlet", KeyError),
        ("document/provenance", {}),
        ("statements/0/kind", "loud"),
        ("statements/0/confidence", 1.2),
        ("statements/0/cue", None),
        ("statements/0/speaker/start", -1),
        ("statements/0/speaker/name", "Brandt"),
        ("conditions/0/requires/text", "Fähre"),
        ("positions/0/answer", "maybe"),
        ("pledges/0/quantity/low", "two"),
        ("times/0/precision", "hour"),
    ],
)
def test_a_breach_of_the_contract_is_found(path: str, new: object) -> None:
    value = json.loads(json_line(full()))
    _set(value, path, new)
    assert not VALIDATOR.is_valid(value)
