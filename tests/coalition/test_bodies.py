"""Decision bodies: rules over ternary votes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.coalition import Body
from standpunkt.errors import InputError


def test_weighted_quota() -> None:
    body = Body.weighted({"a": 4, "b": 2, "c": 1}, quota=6)
    assert body.adopts({"a", "b"})
    assert not body.adopts({"a", "c"})


def test_share_is_exact_on_decimals() -> None:
    body = Body.weighted({"a": 0.1, "b": 0.2, "c": 0.7}, share=0.3)
    assert body.adopts({"a", "b"})  # in floating point 0.1 + 0.2 is not 0.3 of the whole
    assert not Body.weighted({"a": 1, "b": 1}, more_than="50%").adopts({"a"})
    assert Body.weighted({"a": 1, "b": 1}, share=Fraction(1, 2)).adopts({"a"})


def test_abstention_does_not_use_a_veto() -> None:
    body = Body.count("abcde", at_least=3) & Body.veto("ab")
    assert body.adopts("cde", "ab")
    assert not body.adopts("bcde")
    assert not body.adopts("cd", "abe")


def test_blocking_minority_of_four() -> None:
    body = Body.blocking("abcdefgh", at_least=4)
    assert body.adopts("abcde")
    assert not body.adopts("abcd")


@pytest.mark.parametrize("bad", [{"quota": 1, "share": 0.5}, {}, {"quota": "many"}])
def test_what_cannot_be_a_rule_is_told(bad: dict[str, str]) -> None:
    with pytest.raises(InputError):
        Body.weighted({"a": 1}, **bad)


def test_negative_weights_and_empty_bodies_are_told() -> None:
    with pytest.raises(InputError, match="negative"):
        Body.weighted({"a": -1}, quota=1)
    with pytest.raises(InputError, match="at least one member"):
        Body.count((), at_least=1)


members = "abcdef"
votes = st.lists(st.sampled_from(["no", "abstain", "yes"]), min_size=6, max_size=6)
bodies = st.recursive(
    st.one_of(
        st.builds(
            lambda w, q, a: Body.weighted(dict(zip(members, w, strict=True)), quota=q, abstain=a),
            st.lists(st.integers(0, 9), min_size=6, max_size=6), st.integers(0, 40), st.booleans(),
        ),
        st.sets(st.sampled_from(members), min_size=1).map(lambda m: Body.veto(sorted(m))),
    ),
    lambda inner: st.one_of(st.builds(lambda a, b: a & b, inner, inner), st.builds(lambda a, b: a | b, inner, inner)),
    max_leaves=5,
)  # fmt: skip


@given(bodies, votes, st.integers(0, 5))
def test_a_vote_towards_yes_never_undoes_an_adoption(body: Body, votes: list[str], who: int) -> None:
    def adopted(votes: list[str]) -> bool:
        cast = list(zip(members, votes, strict=True))
        return body.adopts([m for m, v in cast if v == "yes"], [m for m, v in cast if v == "abstain"])

    better = list(votes)
    better[who] = "yes" if votes[who] == "abstain" else "abstain" if votes[who] == "no" else "yes"
    assert adopted(votes) <= adopted(better)
