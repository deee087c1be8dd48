"""A dossier as a REFI-QDA project (`.qdpx`), for NVivo, MAXQDA, ATLAS.ti and others: https://www.qdasoftware.org."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from standpunkt.dossier import Dossier
from standpunkt.exports.dossier_articles import Article, articles, facts, guid, marks

__all__ = ["write_qdpx"]

_SPACE = "urn:QDA-XML:project:1.0"
_USER = guid("user")


def write_qdpx(dossier: Dossier, path: Path) -> list[str]:
    """The project: codes for parts of statements, answers to questions and actors; each stretch with its codes.

    Positions count Unicode code points, as the standard says.
    """
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    title = str(dossier.status()["title"])
    project = Element("Project", xmlns=_SPACE, name=title, origin="Standpunkt", creatingUserGUID=_USER)
    SubElement(SubElement(project, "Users"), "User", guid=_USER, name="Standpunkt")
    book = SubElement(SubElement(project, "CodeBook"), "Codes")
    codes = _Codes(book, dossier.questions())
    sources = SubElement(project, "Sources")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as folder:
        for article in articles(dossier):
            ident = guid("source", article.document.id)
            folder.writestr(f"sources/{ident}.txt", article.document.text.encode())
            _source(sources, article, ident, codes, now)
        indent(project, " ")
        content = tostring(project, encoding="utf-8", xml_declaration=True)
        folder.writestr("project.qde", content)
    return []


class _Codes:
    """The codes of the project; each is written when it is first asked for."""

    def __init__(self, book: Element, questions: dict[str, str]) -> None:
        self.book = book
        self.questions = questions
        self.made: dict[tuple[str, ...], Element] = {}

    def get(self, *path: str) -> str:
        """The GUID of a code by the names of it and those above it."""
        if path not in self.made:
            above = self.book
            if len(path) > 1:
                self.get(*path[:-1])
                above = self.made[path[:-1]]
            code = SubElement(above, "Code", guid=guid("code", *path), name=_xml(path[-1]), isCodable="true")
            if len(path) == 2 and path[0] == "question":
                SubElement(code, "Description").text = _xml(self.questions.get(path[1], path[1]))
            self.made[path] = code
        return self.made[path].attrib["guid"]


def _source(sources: Element, article: Article, ident: str, codes: _Codes, now: str) -> None:
    document = article.document
    who_when = {"creatingUser": _USER, "creationDateTime": now}
    source = SubElement(
        sources,
        "TextSource",
        who_when,
        guid=ident,
        name=_xml(document.title or document.id[:12]),
        plainTextPath=f"internal://{ident}.txt",
    )
    for item in article.items:
        said = facts(item, article.names)
        for mark in marks(item):
            place = SubElement(
                source,
                "PlainTextSelection",
                who_when,
                guid=guid("selection", mark.id),
                name=_xml(mark.text[:80]),
                startPosition=str(mark.start),
                endPosition=str(mark.end),
            )
            SubElement(place, "Description").text = _xml(mark.text)
            for path in _paths(item["kind"], mark.role, said):
                coding = SubElement(place, "Coding", who_when, guid=guid("coding", mark.id, *path))
                SubElement(coding, "CodeRef", targetGUID=codes.get(*path))


def _paths(kind: str, role: str, said: dict[str, str]) -> list[tuple[str, ...]]:
    """The codes of a stretch, each by its path in the code book."""
    if kind == "position":
        found: list[tuple[str, ...]] = [("question", said["question"], said["answer"])]
        return [*found, ("actor", said.get("actor_name", said["actor"]))]
    if kind == "statement":
        found = [("statement", role)]
        if role == "content":
            found.append(("voice", said["voice"]))
            if "speaker_actor" in said:
                found.append(("actor", said.get("speaker_actor_name", said["speaker_actor"])))
        return found
    return [(kind,)]


def _xml(text: str) -> str:
    """A text without the characters that XML 1.0 does not know."""
    return "".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in text)
