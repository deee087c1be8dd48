"""The positions of a dossier as a table of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from standpunkt.analysis.statements import StatementTable
from standpunkt.dossier.changes import Held
from standpunkt.errors import InputError

__all__ = ["positions_table"]

_AGREEMENT = {"yes": 1, "conditional": 1, "no": 0}


def positions_table(
    positions: Iterable[Held],
    actors: Iterable[Mapping[str, Any]],
    questions: Mapping[str, str],
    documents: Iterable[Mapping[str, Any]],
) -> StatementTable:
    """A statement for each position that has a date, from what a dossier's methods of these names give.

    `organization` is whom the actor represents, else the actor itself; `person` is the actor where it is a person;
    `actor` is the actor. `concept` is the question. Yes and a conditional yes agree, no disagrees, an open answer has
    no agreement; `answer` holds the answer itself, `conditions` how many there are, `quote` the words. Raises
    InputError where no position has a date.
    """
    known = {str(a["key"]): a for a in actors}
    titles = {str(d["hash"]): d.get("title") or "" for d in documents}
    positions = list(positions)
    records = []
    for p in positions:
        if p.date is None:
            continue
        actor: Mapping[str, Any] = known.get(p.actor, {"name": p.actor, "type": None})
        represented = known.get(str(actor.get("represents")))
        name = str(actor.get("name") or p.actor)
        records.append(
            {
                "statement": p.item,
                "document": p.document,
                "title": titles.get(p.document, ""),
                "date": p.date,
                "actor": name,
                "person": name if actor.get("type") == "person" else "",
                "organization": str(represented["name"]) if represented else name,
                "country": str(actor.get("country") or (represented or {}).get("country") or ""),
                "concept": questions.get(p.question, p.question),
                "agreement": _AGREEMENT.get(p.answer),
                "answer": p.answer,
                "conditions": p.conditions,
                "confidence": 1.0 if p.confidence is None else p.confidence,
                "status": p.status,
                "quote": p.text,
            }
        )
    if positions and not records:
        raise InputError(
            f"the dossier holds {len(positions)} positions, but none has a date; "
            "give the documents' days with standpunkt add --date"
        )
    return StatementTable.from_records(records)
