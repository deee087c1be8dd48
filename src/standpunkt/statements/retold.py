"""Pledges that are told more than once. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from standpunkt.model import Pledge

__all__ = ["told_once"]


def told_once(found: Sequence[Pledge]) -> tuple[Pledge, ...]:
    """One pledge of several tellings: the same actors and amount; a condition told later binds what was told before."""
    out: list[Pledge] = []
    for new in found:
        same = next(
            (
                n for n, old in enumerate(out)
                if set(old.actors) == set(new.actors)
                and (_same_words(old, new) or (
                    old.voice == new.voice and (old.status == "rumoured") == (new.status == "rumoured")
                ))
                and (
                    _is_that_money(new, old)
                    or (_amount(old) == _amount(new) and (old.what == new.what or old.quantity is not None))
                    or (old.what == new.what and None in (old.quantity, new.quantity))
                )
            ),
            None,
        )  # fmt: skip
        if same is None:
            out.append(new)
            continue
        old = out[same]
        status = (
            new.status
            if new.status in {"offered", "ruled_out"} and old.status == "committed" and new.conditions
            else old.status
        )
        if new.status == "rumoured":  # the same words, which are hearsay: "Dem Vernehmen nach bietet ein Investor …"
            status, old = "rumoured", replace(old, voice=new.voice)
        out[same] = replace(
            old, status=status, quantity=old.quantity or new.quantity,
            conditions=tuple(dict.fromkeys((*old.conditions, *new.conditions))),
            evidence=tuple(dict.fromkeys((*old.evidence, *new.evidence))),
        )  # fmt: skip
    return tuple(out)


def _same_words(old: Pledge, new: Pledge) -> bool:
    """Both tell of the amount at the same place of the text."""
    return old.quantity is not None and new.quantity is not None and old.quantity.span == new.quantity.span


def _is_that_money(new: Pledge, old: Pledge) -> bool:
    """ "Ausgezahlt werde das Geld aber nur …": the amount told before."""
    plain = new.quantity is None and new.what.lower() in {"geld", "mittel", "summe", "money", "funds", "funding"}
    return plain and old.quantity is not None and old.quantity.unit_kind == "money"


def _amount(p: Pledge) -> tuple[float | None, float | None, str | None] | None:
    return (p.quantity.low, p.quantity.high, p.quantity.unit) if p.quantity else None
