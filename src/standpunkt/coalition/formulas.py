"""Formulas for requirements: templates with their source. The inputs are the user's, each a number or a range."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from standpunkt.coalition.records import Range
from standpunkt.errors import InputError

__all__ = ["FORMULAS", "Formula", "amount_by_formula"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, its inputs in order, how it is written, and where it comes from."""

    inputs: tuple[str, ...]
    written: str
    source: str
    reckon: Callable[..., Fraction]


FORMULAS: Mapping[str, Formula] = {
    "force-ratio": Formula(
        ("ratio", "population"),
        "ratio × population / 1000",
        "J. T. Quinlivan, Force Requirements in Stability Operations, Parameters 25 (1995): 1 to 4 per 1000 for "
        "policing, 20 and more for stabilisation; contested: Institute for Defense Analyses, P-4556 (2010)",
        lambda ratio, population: ratio * population / 1000,
    ),
    "rotation": Formula(
        ("deployed", "deploy", "recover", "prepare"),
        "deployed × (deploy + recover + prepare) / deploy",
        "arithmetic of a rotation: months deployed, recovering and preparing",
        lambda deployed, deploy, recover, prepare: deployed * (deploy + recover + prepare) / deploy,
    ),
    "line": Formula(("length", "density"), "length × density", "arithmetic of a line", lambda a, b: a * b),
}


def amount_by_formula(name: str, inputs: Mapping[str, Range]) -> Range:
    """The amount over all values of the inputs in their ranges.

    Every formula is monotone in each input, so its extremes lie at corners. Raises InputError for an unknown formula,
    for a missing, unknown or negative input, and for a division by zero.
    """
    if name not in FORMULAS:
        raise InputError(f"there is no formula {name!r}; known: {', '.join(FORMULAS)}")
    formula = FORMULAS[name]
    if set(inputs) != set(formula.inputs):
        raise InputError(
            f"the formula {name} takes {', '.join(formula.inputs)}; given: {', '.join(inputs) or 'nothing'}"
        )
    for key, value in inputs.items():
        if value.low < 0:
            raise InputError(f"the formula {name} takes {key} of 0 or more, not {value.low}")
    try:
        corners = [
            formula.reckon(*values)
            for values in itertools.product(*((inputs[key].low, inputs[key].high) for key in formula.inputs))
        ]
    except ZeroDivisionError:
        raise InputError(f"the formula {name} divides by {formula.inputs[1]}; give more than 0") from None
    return Range(min(corners), max(corners))
