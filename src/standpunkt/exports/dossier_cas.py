"""A dossier as UIMA CAS JSON (0.4.0), for INCEpTION: a zip with one file a document. Written with dkpro-cassis."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standpunkt.dossier import Dossier
from standpunkt.errors import InputError
from standpunkt.exports.dossier_articles import Article, articles, facts, marks

if TYPE_CHECKING:
    from cassis import TypeSystem

__all__ = ["FEATURES", "TYPE", "cas_json", "write_cas"]

TYPE = "webanno.custom.Standpunkt"
FEATURES = (
    "item", "item_kind", "part", "quote", "voice", "kind", "medium", "question", "answer", "actor", "on_behalf_of",
    "date", "speaker_actor", "addressee_actor", "what", "pledge_status", "actors", "requires", "requires_actor",
    "negated", "status",
)  # fmt: skip


def write_cas(dossier: Dossier, path: Path) -> list[str]:
    """Every document as `<id>.json`. Raises InputError where dkpro-cassis is not installed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as folder:
        for article in articles(dossier):
            folder.writestr(f"{article.document.id}.json", cas_json(article))
    return []


def _types() -> TypeSystem:
    try:
        from cassis import TypeSystem
    except ImportError as error:
        raise InputError("dkpro-cassis is not installed; install it with: pip install 'standpunkt[exports]'") from error
    types = TypeSystem()
    span = types.create_type(name=TYPE, supertypeName="uima.tcas.Annotation")
    for feature in FEATURES:
        types.create_feature(domainType=span, name=feature, rangeType="uima.cas.String")
    return types


def cas_json(article: Article) -> str:
    """A document with an annotation for each stretch of its items (the library counts UTF-16 units, as UIMA does)."""
    types = _types()
    from cassis import Cas

    cas = Cas(
        typesystem=types,
        sofa_string=article.document.text,
        sofa_mime="text/plain",
        document_language=article.document.language,
    )
    made: Any = types.get_type(TYPE)
    for item in article.items:
        said = facts(item, article.names)
        for mark in marks(item):
            values = {n: said[n] for n in FEATURES if n in said}
            values |= {"item": item["uid"], "item_kind": item["kind"], "part": mark.role, "quote": mark.text}
            cas.add(made(begin=mark.start, end=mark.end, **values))
    return str(cas.to_json())
