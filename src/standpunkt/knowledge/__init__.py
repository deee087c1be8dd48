"""States, organisations, parties and role nouns: data files with source and licence, one loader."""

from __future__ import annotations

from standpunkt.knowledge.entries import Entry, Form, Hit, Role
from standpunkt.knowledge.knowledge import Knowledge
from standpunkt.knowledge.loader import load, parse_user_knowledge

__all__ = ["Entry", "Form", "Hit", "Knowledge", "Role", "load", "parse_user_knowledge"]
