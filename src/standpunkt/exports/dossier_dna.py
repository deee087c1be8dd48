"""A dossier's positions as a database of Discourse Network Analyzer (`.dna`)."""

from __future__ import annotations

from pathlib import Path

from standpunkt.analysis.corpus import CodedDocument, CodedStatement, Corpus, Variable
from standpunkt.dossier import Dossier
from standpunkt.exports.dna import write_dna
from standpunkt.exports.dossier_articles import articles

__all__ = ["corpus", "write_dossier_dna"]

_TYPE = "DNA Statement"
_NO_DATE = "1970-01-01T00:00:00"


def write_dossier_dna(dossier: Dossier, path: Path) -> list[str]:
    """Write the database and say, one line each, what had no place in it."""
    found, notes = corpus(dossier)
    return [*notes, *write_dna(found, path)]


def corpus(dossier: Dossier) -> tuple[Corpus, list[str]]:
    """The positions as coded statements: person, organization, concept (the question), agreement, and the answer.

    Yes and conditional count as agreement, no as disagreement; an open answer is neither and is left out.
    """
    actors = {a["key"]: a for a in dossier.actors()}
    asked = dossier.questions()
    documents, statements, left_out, undated = [], [], 0, 0
    for article in articles(dossier):
        document = article.document
        undated += document.published is None
        documents.append(
            CodedDocument(
                document.id,
                document.title or document.id[:12],
                document.text,
                document.published or _NO_DATE,
                source=document.outlet or "",
            )
        )
        for item in article.items:
            if item["kind"] != "position":
                continue
            if item["answer"] == "open":
                left_out += 1
                continue
            actor = actors.get(actors[item["actor"]]["merged_into"] or item["actor"], {})
            represented = actors.get(item["represented"] or actor.get("represents") or "", {}).get("name", "")
            person = actor.get("type") == "person"
            values: dict[str, str | int] = {
                "person": actor.get("name", "") if person else "",
                "organization": represented if person else actor.get("name", ""),
                "concept": asked.get(item["question"], item["question"]),
                "agreement": int(item["answer"] != "no"),
                "answer": item["answer"],
                "question": item["question"],
            }
            statements.append(CodedStatement(item["uid"], document.id, item["start"], item["end"], values, type=_TYPE))
    names = (("person", "short text"), ("organization", "short text"), ("concept", "short text"))
    more = (("agreement", "boolean"), ("answer", "short text"), ("question", "short text"))
    notes = [f"{left_out} open positions were left out: DNA knows agreement and disagreement alone"] if left_out else []
    if undated:
        notes.append(f"{undated} documents have no date and stand at {_NO_DATE[:10]}")
    variables = tuple(Variable(n, d, _TYPE) for n, d in (*names, *more))
    return Corpus(tuple(documents), tuple(statements), variables), notes
