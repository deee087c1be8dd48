"""Every label has a certificate that the independent checker accepts, and the checker accepts no wrong one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from random_situations import cases, situations

from standpunkt.coalition import Situation, Stands
from standpunkt.coalition.check import Certificate, Step, atoms_of, verify
from standpunkt.coalition.toml import read
from standpunkt.errors import InputError


def assert_explained(situation: Situation, monotone: bool) -> None:
    standing = situation.standing()
    for atom in atoms_of(situation):
        label = standing.label(atom)
        found = situation.explain(atom)
        assert found.label == label
        if label == "open":
            assert found.certificate is None
            for values, certificate in found.otherwise:
                assert certificate is None or verify(situation.with_facts(values), certificate)
            continue
        assert found.certificate is not None
        claim = label if monotone or label == "firm" else "unfounded"
        assert found.certificate.label == claim
        assert verify(situation, found.certificate)
        if monotone:
            assert not any(verify(situation, wrong) for wrong in wrong_certificates(situation, found.certificate))


def wrong_certificates(situation: Situation, right: Certificate) -> Iterator[Certificate]:
    atom, everything = right.atom, tuple(atoms_of(situation))
    for label in {"firm", "latent", "blocked"} - {right.label}:
        yield replace(right, label=label)
        for atoms in ((atom,), everything):
            for kind in ("stands", "fails", "unfounded"):
                yield Certificate(atom, label, (Step(kind, atoms),))  # type: ignore[arg-type]
            yield Certificate(atom, label, (Step("together", atoms), Step("unfounded", atoms)))


@given(situations())
@cases(1000)
def test_monotone_labels_are_proved(situation: Situation) -> None:
    assert_explained(situation, True)


@given(situations(monotone=False))
@cases(1000)
def test_other_labels_are_proved(situation: Situation) -> None:
    assert_explained(situation, situation.monotone)


def test_a_short_proof() -> None:
    s = read("""
        fact.rain.value = true
        pledge = [
            { actor = "a", condition = "rain" }, { actor = "b", condition = "a in" },
            { actor = "c", condition = "rain" }, { actor = "d", condition = "b in or c in" },
            { actor = "e", condition = "f in" }, { actor = "f", condition = "e in" },
            { actor = "g", condition = "not rain" }, { actor = "h", condition = "g in and a in" },
        ]
    """)
    certificate = s.explain("d").certificate
    assert certificate is not None
    assert [step.kind for step in certificate.steps] == ["stands", "stands"]
    assert certificate.steps[1].atoms == (Stands("d"),)
    assert certificate.steps[0].atoms == (Stands("c"),)
    blocked = s.explain("h").certificate
    assert blocked == Certificate(
        Stands("h"), "blocked", (Step("fails", (Stands("g"),)), Step("fails", (Stands("h"),)))
    )
    latent = s.explain("e").certificate
    assert latent is not None
    assert [set(step.atoms) for step in latent.steps] == [{Stands("e"), Stands("f")}] * 2


def test_the_checker_refuses_what_does_not_follow() -> None:
    s = read('pledge = [{ actor = "a", condition = "b in" }, { actor = "b", condition = "a in" }]')
    a, b = Stands("a"), Stands("b")
    assert not verify(s, Certificate(a, "firm", (Step("stands", (a, b)),)))
    assert not verify(s, Certificate(a, "firm", ()))
    assert not verify(s, Certificate(a, "firm", (Step("stands", (Stands("c"),)),)))
    assert not verify(s, Certificate(a, "latent", (Step("together", (a,)), Step("unfounded", (a, b)))))
    assert verify(s, Certificate(a, "latent", (Step("together", (a, b)), Step("unfounded", (a, b)))))


def test_an_open_pledge_says_on_which_facts_it_hangs() -> None:
    s = read('fact.rain.probability = 0.5\npledge = [{ actor = "a", condition = "rain or \\"a robust signal\\"" }]')
    found = s.explain("a")
    assert found.facts == ("a robust signal", "rain")
    assert [certificate.label for _, certificate in found.otherwise if certificate] == ["firm", "blocked"]


def test_who_is_not_there_is_told() -> None:
    with pytest.raises(InputError, match="pledges: a"):
        read('pledge = [{ actor = "a" }]').explain("b")
