"""What stands: least and greatest fixed points, and the well-founded model where conditions are not monotone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from standpunkt.coalition.gates import Bools
from standpunkt.coalition.models import self_supporting
from standpunkt.coalition.program import Atom, Program

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["Label", "Standing", "standing", "well_founded"]

Label = Literal["firm", "latent", "open", "blocked"]


@dataclass(frozen=True)
class Standing:
    """The label of every pledge's level and every vote.

    firm: stands on its own, whatever the uncertain facts. latent: stands if announced together. open: hangs on
    uncertain facts, or (conditions that are not monotone) on which of several outcomes comes about. blocked: cannot
    stand. The masks are over the program's nodes.
    """

    program: Program
    firm_nodes: Bools
    latent_nodes: Bools
    open_nodes: Bools
    monotone: bool

    @cached_property
    def firm(self) -> frozenset[Atom]:
        return self.program.standing(self.firm_nodes)

    @cached_property
    def latent(self) -> frozenset[Atom]:
        return self.program.standing(self.latent_nodes)

    @cached_property
    def open(self) -> frozenset[Atom]:
        return self.program.standing(self.open_nodes)

    @cached_property
    def blocked(self) -> frozenset[Atom]:
        return self.program.standing(~(self.firm_nodes | self.latent_nodes | self.open_nodes))

    def label(self, atom: Atom) -> Label:
        """The atom's label. Raises KeyError for an atom that the situation does not have."""
        node = self.program.atoms[atom]
        if self.firm_nodes[node]:
            return "firm"
        if self.latent_nodes[node]:
            return "latent"
        return "open" if self.open_nodes[node] else "blocked"


def standing(situation: Situation) -> Standing:
    """What stands in the situation.

    Monotone conditions (Knaster and Tarski): firm is the least fixed point and latent the rest of the greatest, both
    with uncertain facts counted as absent; open is what the greatest fixed point gains if they come true. Otherwise
    firm and open are the well-founded model's true and undefined, and latent is what that model leaves out only
    because nothing founds it, though together with what is firm it supports itself.
    """
    program = situation.program
    if not program.negated:
        seeds = program.seeds(False)
        firm = program.network.least(seeds)
        greatest = program.network.greatest(seeds)
        hopeful = program.network.greatest(program.seeds(True)) if program.uncertain else greatest
        return Standing(program, firm, greatest & ~firm, hopeful & ~greatest, True)
    firm, possible = well_founded(program)
    supported = program.network.greatest(program.seeds(True, firm))
    latent = self_supporting(program, supported & ~possible, firm)
    return Standing(program, firm, latent, possible & ~firm, False)


def well_founded(program: Program) -> tuple[Bools, Bools]:
    """The well-founded model by alternating fixed points (Van Gelder 1993): what is true, and what is not false."""
    possible = program.everything()
    while True:
        true = program.network.least(program.seeds(False, possible))
        following = program.network.least(program.seeds(True, true))
        if (following == possible).all():
            return true, possible
        possible = following
