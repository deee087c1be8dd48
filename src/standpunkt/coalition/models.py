"""Coalitions as wholes: the stable ones, and the supported ones (the fixed points).

A set of atoms is supported if it is exactly what stands when it stands; it is stable if it is also founded: what
stands by the least fixed point when `not` is read from the set itself (Gelfond and Lifschitz 1988). Facts must be
settled. Both searches branch only where bounds leave a choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from standpunkt.coalition.gates import Bools, Ints, Network
from standpunkt.coalition.program import Atom, Program

if TYPE_CHECKING:
    from standpunkt.coalition.situation import Situation

__all__ = ["self_supporting", "stable", "supported"]


def stable(situation: Situation) -> Iterator[frozenset[Atom]]:
    """The stable coalitions, one by one; with monotone conditions the firm atoms alone. There may be none."""
    program = situation.program
    negated = np.array([program.atoms[atom] for atom in program.negated], dtype=np.int64)
    none = np.zeros(program.network.size, dtype=np.bool_)
    stack = [(none, ~none)]  # what is taken to stand, and what may
    while stack:
        true, possible = stack.pop()
        while True:
            low = program.network.least(program.seeds(False, possible))
            high = program.network.least(program.seeds(False, true))
            tighter_true, tighter = true | (low & _only(negated, low)), possible & (high | ~_only(negated, high))
            if (tighter_true == true).all() and (tighter == possible).all():
                break
            true, possible = tighter_true, tighter
        if (true & ~possible).any():
            continue
        undecided = negated[(possible & ~true)[negated]]
        if not len(undecided):
            yield program.standing(low)
            continue
        branch = none.copy()
        branch[undecided[0]] = True
        stack.append((true, possible & ~branch))
        stack.append((true | branch, possible))


def _only(nodes: Ints, like: Bools) -> Bools:
    mask = np.zeros_like(like)
    mask[nodes] = True
    return mask


def supported(situation: Situation) -> Iterator[frozenset[Atom]]:
    """The supported coalitions (fixed points, equilibria), one by one."""
    program = situation.program
    network, atoms, outputs = _cut(program)
    none = np.zeros(len(atoms), dtype=np.bool_)
    stack = [(none, ~none)]
    while stack:
        true, possible = stack.pop()
        while True:
            low = network.least(_seeds(program, network, atoms, true, possible))[outputs]
            high = network.least(_seeds(program, network, atoms, possible, true))[outputs]
            tighter_true, tighter = true | low, possible & high
            if (tighter_true == true).all() and (tighter == possible).all():
                break
            true, possible = tighter_true, tighter
        if (true & ~possible).any():
            continue
        undecided = np.flatnonzero(possible & ~true)
        if not len(undecided):
            yield frozenset(atom for atom, stands in zip(program.atoms, true, strict=True) if stands)
            continue
        branch = none.copy()
        branch[undecided[0]] = True
        stack.append((true | branch, possible))
        stack.append((true, possible & ~branch))


def self_supporting(program: Program, atoms: Bools, besides: Bools) -> Bools:
    """Those of some atoms whose conditions hold where just they and those `besides` stand, uncertain facts in favour.

    Whatever fails is left out, and the rest looked at again, until nothing fails. The masks are over the nodes.
    """
    network, nodes, outputs = _cut(program)
    chosen = atoms[nodes]
    while True:
        standing = chosen | besides[nodes]
        holds = network.least(_seeds(program, network, nodes, standing, standing, hopeful=True))[outputs]
        if (holds | ~chosen).all():
            found = np.zeros_like(atoms)
            found[nodes] = chosen
            return found
        chosen = chosen & holds


def _cut(program: Program) -> tuple[Network, Ints, slice]:
    """The network with each atom's gate leading to a node of its own, the atoms being inputs."""
    network, atoms = program.network, program.atom_nodes
    place = np.arange(network.size)
    place[atoms] = network.size + np.arange(len(atoms))
    starts = np.concatenate([network.edge_start, np.full(len(atoms), network.edge_start[-1])])
    size = network.size + len(atoms)
    cut = replace(network, size=size, edge_start=starts, gate_output=place[network.gate_output])
    return cut, atoms, slice(network.size, size)


def _seeds(
    program: Program,
    network: Network,
    atoms: Ints,
    standing: Bools,
    for_negations: Bools,
    hopeful: bool = False,
) -> Bools:
    context = np.zeros(program.network.size, dtype=np.bool_)
    context[atoms] = for_negations
    seeds = np.zeros(network.size, dtype=np.bool_)
    seeds[: program.network.size] = program.seeds(hopeful, context)
    seeds[atoms] = standing
    return seeds
