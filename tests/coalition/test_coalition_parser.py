"""The condition language: what it reads, and what its errors say."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_situations import cases

from standpunkt.coalition.conditions import (
    Adopts,
    Amount,
    And,
    AtLeast,
    Condition,
    Constant,
    Count,
    Fact,
    Group,
    In,
    Not,
    Or,
    Stands,
    write,
)
from standpunkt.coalition.parser import ConditionError, Names, parse

NAMES = Names(
    facts=("ceasefire", "not today"),
    actors=("USA", "NLD", "FRA", "Inner Isle"),
    pledges={"NLD": 1, "ladder": 3},
    bodies=("UNSC",),
    capabilities=("troops",),
    groups={"willing": ("NLD", "FRA")},
)
KNOWN = 'expected the name of a {}, but there is none called "{}"; did you mean "{}"?'
OTHERS = Group(("NLD", "FRA"), False, "willing")
WILLING = Group(("NLD", "FRA"), True, "willing")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "USA backs and (ceasefire or UNSC adopts mandate)",
            And((In("USA"), Or((Fact("ceasefire"), Adopts("UNSC", "mandate"))))),
        ),
        ("ceasefire or USA in and NLD stands", Or((Fact("ceasefire"), And((In("USA"), Stands("NLD")))))),
        ("amount(troops) >= 20_000", Amount("troops", Fraction(20000))),
        ("amount(troops, willing without self) > 1/2", Amount("troops", Fraction(1, 2), OTHERS, True)),
        ("amount(troops, willing) <= 3", Not(Amount("troops", Fraction(3), WILLING, True))),
        ("count() >= 3", Count(Fraction(3))),
        ("count(USA, willing) < 2", Not(Count(Fraction(2), Group(("USA", "NLD", "FRA"), True, "")))),
        ("at_least(2, [USA in, FRA in, ceasefire])", AtLeast(2, (In("USA"), In("FRA"), Fact("ceasefire")))),
        ("USA in unless ceasefire", And((In("USA"), Not(Fact("ceasefire"))))),
        ('"Inner Isle" in and not "not today"', And((In("Inner Isle"), Not(Fact("not today"))))),
        ('"a robust signal"', Fact("a robust signal")),
        ("ladder stands at 2", Stands("ladder", 1)),
        ("NLD", In("NLD")),
        ("ladder", Stands("ladder")),
        ("true", Constant(True)),
    ],
)  # fmt: skip
def test_reads(text: str, condition: Condition) -> None:
    assert parse(text, NAMES) == condition


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ("", 1, 1, 'expected a name, "not", "amount(", "count(", "at_least(" or "(", found the end'),
        ("USA in and", 1, 11, 'expected a name, "not", "amount(", "count(", "at_least(" or "(", found the end'),
        ("USA in\n  ceasefire", 2, 3, 'expected "and", "or", "unless" or the end, found "ceasefire"'),
        ("(USA in", 1, 8, 'expected ")", found the end'),
        ("USA in and ceasfire", 1, 12, KNOWN.format("fact, actor or pledge", "ceasfire", "ceasefire")),
        ("UNSC", 1, 5, 'expected "adopts" after the body UNSC, found the end'),
        ("amount(trops) >= 3", 1, 8, KNOWN.format("capability", "trops", "troops")),
        ("amount(troops) = 3", 1, 16, 'expected a name, a number or a sign of the condition language, found "="'),
        ("amount(troops) 3", 1, 16, 'expected ">=", ">", "<=" or "<", found "3"'),
        ("count(all without us) >= 1", 1, 19, 'expected "self", found "us"'),
        ("at_least(1/2, [USA in])", 1, 10, 'expected a whole number, found "1/2"'),
        ("ladder stands at 4", 1, 18, 'expected a level from 1 to 3 of ladder, found "4"'),
        ('USA in and "half', 1, 12, 'expected a closing "'),
    ],
)  # fmt: skip
def test_error_names_line_column_and_word(text: str, line: int, column: int, problem: str) -> None:
    with pytest.raises(ConditionError) as error:
        parse(text, NAMES)
    assert (error.value.line, error.value.column, error.value.problem) == (line, column, problem)


def test_deep_brackets_are_told_not_crashed() -> None:
    with pytest.raises(ConditionError, match="brackets"):
        parse("(" * 5000 + "USA in" + ")" * 5000, NAMES)


def test_many_negations() -> None:
    assert parse("not " * 5001 + "ceasefire", NAMES) == Not(Fact("ceasefire"))


_groups = st.sampled_from([Group(), Group(None, False), WILLING, Group(("USA", "FRA"), False, "")])
_numbers = st.fractions(0, 50_000, max_denominator=9)
_atoms = st.one_of(
    st.sampled_from([Fact("ceasefire"), Fact("not today"), In("USA"), In("Inner Isle"), Stands("ladder", 2)]),
    st.sampled_from([Stands("NLD"), Adopts("UNSC", "mandate"), Constant(True), Constant(False)]),
    st.builds(Amount, st.just("troops"), _numbers, _groups, st.booleans()),
    st.builds(Count, _numbers, _groups, st.booleans()),
)  # fmt: skip


def _compound(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda p: And(tuple(x for t in p for x in (t.parts if isinstance(t, And) else (t,))))),
        several.map(lambda p: Or(tuple(x for t in p for x in (t.parts if isinstance(t, Or) else (t,))))),
        st.builds(AtLeast, st.integers(0, 3), several),
        inner.map(lambda t: t.part if isinstance(t, Not) else Not(t)),
    )


conditions: st.SearchStrategy[Condition] = st.recursive(_atoms, _compound, max_leaves=8)


@given(conditions)
@cases(300)
def test_written_form_reads_back(condition: Condition) -> None:
    assert parse(write(condition), NAMES) == condition


@given(st.text(max_size=40))
@cases(300)
def test_any_text_is_read_or_told(text: str) -> None:
    try:
        parse(text, NAMES)
        return
    except ConditionError as told:
        line, column = told.line, told.column
    assert 1 <= line <= text.count("\n") + 1
    assert 1 <= column <= len(text) + 1
