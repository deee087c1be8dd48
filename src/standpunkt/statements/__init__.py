"""From statements to positions, pledges and open questions: who commits to what, under which condition."""

from __future__ import annotations

from standpunkt.statements.answering import Answering
from standpunkt.statements.build import build
from standpunkt.statements.codebook import Codebook, Question
from standpunkt.statements.dependencies import Dependency, dependencies
from standpunkt.statements.suggest import suggest

__all__ = ["Answering", "Codebook", "Dependency", "Question", "build", "dependencies", "suggest"]
