"""Who is meant: mentions, actors, and the speakers of statements."""

from __future__ import annotations

from standpunkt.reading.actors.identity import same_actor
from standpunkt.reading.actors.resolve import resolve

__all__ = ["resolve", "same_actor"]
