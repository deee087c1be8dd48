"""Tokens: what is one and what is two, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.reading.tokens import tokens


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in tokens(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Er sagte: „Nein.“", "Er|sagte|:|„|Nein|.|“"),
        ("Das sog. Abkommen, z. B. am 3. Mai.", "Das|sog.|Abkommen|,|z.|B.|am|3.|Mai|."),
        ("20.000 Soldaten, 1,5 Mio. Euro", "20.000|Soldaten|,|1,5|Mio.|Euro"),
        ("Stand: 10.04.2025 19:05 Uhr", "Stand|:|10.04.2025|19:05|Uhr"),
        ("Der US-Präsident und 19-Jährige", "Der|US-Präsident|und|19-Jährige"),
        ("Staats- und Regierungschefs", "Staats-|und|Regierungschefs"),
        ("Bürger*innen im Jahr 2015.", "Bürger*innen|im|Jahr|2015|."),
        ("auf www.talbote.example/a?b=1. Dort", "auf|www.talbote.example/a?b=1|.|Dort"),
        ("an rat@oberau.example.", "an|rat@oberau.example|."),
        ("Peru's chief can't pay £28m.", "Peru|'s|chief|can't|pay|£|28m|."),
        ('O\'Neill said "no"...', 'O\'Neill|said|"|no|"|...'),
        ("In the U.S. Senate", "In|the|U.S.|Senate"),
        ("Es waren 20. Das reicht.", "Es|waren|20|.|Das|reicht|."),
        ("Cafe\u0301 und Ta\u00adxi", "Cafe\u0301|und|Ta\u00adxi"),
    ],
)
def test_tokens(text: str, wanted: str) -> None:
    assert words(text) == wanted.split("|")


PIECES = st.sampled_from(
    [*"aB1.,:-'’\"„“ \n@/&*_…", "z. B. ", "3. Mai", "https://a.b/", "e\u0301", "\x00", "😀", "in", "🇩🇪"]
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
def test_between_tokens_lies_nothing_but_white_space(text: str) -> None:
    at = 0
    for start, end in tokens(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert not any(c.isspace() for c in text[start:end])
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("unit", ["a", ".", "1.", "a.", "@a", "a-", "http://", "'", "x. "])
def test_one_endless_line(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert sum(b - a for a, b in tokens(text)) == len("".join(text.split()))
