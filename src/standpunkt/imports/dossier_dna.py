"""Statements coded in Discourse Network Analyzer (`.dna`) as positions of a dossier."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from standpunkt.documents import from_text
from standpunkt.dossier import Dossier
from standpunkt.imports.dna import read_dna
from standpunkt.imports.dossier_codings import Coding, Present

__all__ = ["read_dossier_dna"]

_NO_DATE = "1970-01-01"  # DNA knows no document without a date


def read_dossier_dna(dossier: Dossier, path: Path) -> Iterator[Coding | Present]:
    """A position for each statement: person or organization is the actor, concept the question, agreement the answer
    (the variables `answer` and `question` go before them where there are such). Texts that the dossier lacks are added.
    """
    corpus = read_dna(path)
    asked = {text: ident for ident, text in dossier.questions().items()}
    known = {d["hash"] for d in dossier.documents()}
    texts: dict[str, str] = {}
    for document in corpus.documents:
        texts[document.id] = hashlib.sha256(document.text.encode()).hexdigest()
        if document.text and texts[document.id] not in known:
            day = document.date[:10] if document.date and not document.date.startswith(_NO_DATE) else None
            made = from_text(document.text, day, name=f"{path}: document {document.id}")
            dossier.add_document(
                replace(made, title=document.title or made.title, outlet=document.source or made.outlet)
            )
            known.add(texts[document.id])
        if document.text:
            yield Present(texts[document.id])
    actors = _Actors(dossier)
    for statement in corpus.statements:
        values = {k: str(v) for k, v in statement.values.items()}
        person, organisation = values.get("person", ""), values.get("organization", "")
        if not (person or organisation) or "concept" not in values:
            continue
        agreement = values.get("agreement", "1")
        fields: dict[str, object] = {
            "actor": actors.key(person or organisation, "person" if person else "organisation"),
            "question": values.get("question") or asked.get(values["concept"], values["concept"]),
            "answer": values.get("answer") or ("yes" if agreement == "1" else "no"),
            "evidence": [{"start": statement.start, "end": statement.end}],
        }
        where = f"{path}: statement {statement.id}"
        yield Coding(texts[statement.document], "position", fields, where, statement.id, whole=True)


class _Actors:
    """The dossier's actors by name; one that is not there is added."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.by_name: dict[str, list[dict[str, Any]]] = {}
        for actor in dossier.actors():
            self.by_name.setdefault(actor["name"].casefold(), []).append(actor)

    def key(self, name: str, kind: str) -> str:
        """The key of the actor of this name, whatever its type; a new one where there is none."""
        same = self.by_name.setdefault(name.casefold(), [])
        if not same:
            same.append({"key": self.dossier.add_actor(name, kind), "type": kind, "merged_into": None})
        best = min(same, key=lambda a: (a["merged_into"] is not None, (a["type"] == "person") != (kind == "person")))
        return str(best["merged_into"] or best["key"])
