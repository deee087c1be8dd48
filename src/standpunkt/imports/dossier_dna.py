"""Statements coded in Discourse Network Analyzer (`.dna`) as positions of a dossier."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from standpunkt.documents import from_text
from standpunkt.dossier import Dossier
from standpunkt.imports.dna import read_dna
from standpunkt.imports.dossier_codings import Coding

__all__ = ["read_dossier_dna"]


def read_dossier_dna(dossier: Dossier, path: Path) -> Iterator[Coding]:
    """A position for each statement: person or organization is the actor, concept the question, agreement the answer
    (the variables `answer` and `question` go before them where there are such). Texts that the dossier lacks are added.
    """
    corpus = read_dna(path)
    asked = {text: ident for ident, text in dossier.questions().items()}
    texts: dict[str, str] = {}
    for document in corpus.documents:
        texts[document.id] = hashlib.sha256(document.text.encode()).hexdigest()
        if document.text and not any(d["hash"] == texts[document.id] for d in dossier.documents()):
            dossier.add_document(from_text(document.text, document.date[:10], name=document.title or document.id))
    for statement in corpus.statements:
        values = {k: str(v) for k, v in statement.values.items()}
        person, organisation = values.get("person", ""), values.get("organization", "")
        if not (person or organisation) or "concept" not in values:
            continue
        agreement = values.get("agreement", "1")
        fields: dict[str, object] = {
            "actor": _actor(dossier, person or organisation, "person" if person else "organisation"),
            "question": values.get("question") or asked.get(values["concept"], values["concept"]),
            "answer": values.get("answer") or ("yes" if agreement == "1" else "no"),
            "evidence": [{"start": statement.start, "end": statement.end}],
        }
        yield Coding(texts[statement.document], "position", fields, f"{path}: statement {statement.id}", statement.id)


def _actor(dossier: Dossier, name: str, kind: str) -> str:
    """The actor of this name, whatever its type; a new one where there is none."""
    same = [a for a in dossier.actors() if a["name"].casefold() == name.casefold()]
    best = sorted(same, key=lambda a: (a["merged_into"] is not None, (a["type"] == "person") != (kind == "person")))
    return str(best[0]["merged_into"] or best[0]["key"]) if best else dossier.add_actor(name, kind)
