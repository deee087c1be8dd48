"""Who asks: a name that signs changes, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends
from starlette.requests import Request

__all__ = ["ROLES", "Person", "PersonOf", "Role"]

Role = Literal["reader", "coder", "editor"]
ROLES: tuple[Role, ...] = get_args(Role)
"""Readers look. Coders also add articles and decide about items. Editors also settle disputes, take back what others
changed, and choose the situation that everybody sees.
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. Somebody alone on their own machine is an editor."""

    name: str
    role: Role

    @property
    def changes(self) -> bool:
        """Whether this person may change something."""
        return self.role != "reader"

    @property
    def edits(self) -> bool:
        """Whether this person may settle what others decided."""
        return self.role == "editor"


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person


PersonOf = Annotated[Person, Depends(_person)]
