"""The codebook: the questions that positions answer, as TOML that a person writes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standpunkt.errors import InputError

__all__ = ["Codebook", "Question"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be answered with yes, no, conditional or open; `terms` help to find what speaks to it."""

    id: str
    text: str
    text_en: str | None = None
    terms: tuple[str, ...] = ()

    def words(self, language: str) -> str:
        """The question in a language, in the other one where it is not given."""
        return self.text_en if language == "en" and self.text_en else self.text


@dataclass(frozen=True, slots=True)
class Codebook:
    """Questions in their order."""

    questions: tuple[Question, ...]
    title: str | None = None

    @classmethod
    def load(cls, path: str | Path) -> Codebook:
        """The codebook in a TOML file. Raises InputError that says what is wrong and where."""
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise InputError(f"{path}: no such file; give the path of a codebook (TOML)") from None
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "is no UTF-8 text"
            raise InputError(f"{path}: cannot be read ({reason}); save the codebook as UTF-8 text") from None
        return cls.parse(text, str(path))

    @classmethod
    def parse(cls, text: str, name: str) -> Codebook:
        """The codebook in `text`; `name` stands in the messages. Raises InputError."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"{name}: is no TOML: {error}") from None
        rows = data.get("question")
        if not isinstance(rows, list) or not rows or not all(isinstance(r, dict) for r in rows):
            raise InputError(f"{name}: holds no question; begin each with a line [[question]], then id and text")
        title = data.get("title")
        if title is not None and not isinstance(title, str):
            raise InputError(f"{name}: title must be a text in quotation marks")
        if unknown := sorted(set(data) - {"title", "question"}):
            raise InputError(f"{name}: {unknown[0]!r} is not known here; a codebook has title and [[question]]")
        return cls.from_questions(rows, title=title, name=name)

    @classmethod
    def from_questions(
        cls, rows: Iterable[Mapping[str, Any]], *, title: str | None = None, name: str = "codebook"
    ) -> Codebook:
        """A codebook from questions as mappings with `id`, `text` and, where wanted, `text_en`, `terms`."""
        questions: list[Question] = []
        for number, row in enumerate(rows, 1):
            where = f"{name}: question {number}"
            if unknown := sorted(set(row) - {"id", "text", "text_en", "terms"}):
                raise InputError(f"{where}: {unknown[0]!r} is not known; a question has id, text, text_en and terms")
            for key in ("id", "text"):
                if not isinstance(row.get(key), str) or not row[key].strip():
                    raise InputError(f'{where}: {key} is missing or empty; write {key} = "…"')
            terms = row.get("terms", [])
            if not isinstance(terms, list | tuple) or not all(isinstance(t, str) and t.strip() for t in terms):
                raise InputError(f'{where} ({row["id"]}): terms must be a list of words: terms = ["…", "…"]')
            english = row.get("text_en")
            if english is not None and not isinstance(english, str):
                raise InputError(f"{where} ({row['id']}): text_en must be a text in quotation marks")
            if any(q.id == row["id"] for q in questions):
                raise InputError(f"{where}: the id {row['id']!r} is taken already; ids must differ")
            questions.append(Question(row["id"], row["text"], english, tuple(terms)))
        return cls(tuple(questions), title)

    def to_toml(self) -> str:
        """The codebook as TOML that `parse` reads back to the same."""
        out = [f"title = {_quoted(self.title)}\n"] if self.title is not None else []
        for q in self.questions:
            out.append("[[question]]")
            out.append(f"id = {_quoted(q.id)}")
            out.append(f"text = {_quoted(q.text)}")
            if q.text_en is not None:
                out.append(f"text_en = {_quoted(q.text_en)}")
            if q.terms:
                out.append(f"terms = [{', '.join(map(_quoted, q.terms))}]")
            out.append("")
        return "\n".join(out)


def _quoted(text: str | None) -> str:
    out = []
    for c in text or "":
        if c in '"\\':
            out.append("\\" + c)
        elif ord(c) < 32 or ord(c) == 127:
            out.append(f"\\u{ord(c):04x}")
        else:
            out.append(c)
    return '"' + "".join(out) + '"'
