"""Leaning of words: what the features see, and which way plain arguments lean."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from standpunkt.statements.leaning import SIZE, features, lean

QUESTION = "Soll in der Stadt eine Seilbahn gebaut werden?"


def test_plain_arguments_lean_their_way() -> None:
    for words in ("Das ist sinnvoll und überfällig.", "Ja, das würde vielen Menschen helfen und ist gerecht."):
        assert lean(QUESTION, words) > 0.5
    for words in ("Das lehnen wir ab, es ist unnötig und zu teuer.", "Dafür sehen wir keinen Bedarf."):
        assert lean(QUESTION, words) < 0.5


def test_ending_something_turns_the_features() -> None:
    ends = "Soll die Seilbahn in der Stadt abgeschafft werden?"
    assert features(QUESTION, "Wir sind dafür.") != features(ends, "Wir sind dafür.")


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_words_have_features_of_unit_length_or_less(question: str, words: str) -> None:
    found = features(question, words)
    assert found
    assert all(0 <= place < SIZE for place in found)
    assert math.sqrt(sum(v * v for v in found.values())) <= math.sqrt(len(found)) + 1e-6
    assert 0 <= lean(question, words) <= 1
