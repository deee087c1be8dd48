from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.reading.decoding import KINDS, MEDIA, ROLES, decode, pool, runs


def test_pool_means_the_subwords_of_a_word_and_leaves_out_what_is_none() -> None:
    word = np.array([-1, 4, 4, 7, -1])
    words, scores = pool(word, np.array([[9], [1], [3], [5], [9]], dtype=np.float32))
    assert words.tolist() == [4, 7]
    assert scores.ravel().tolist() == [2.0, 5.0]


def test_decode_gives_each_word_its_best_role_and_content_beside_it() -> None:
    word = np.array([0, 1, 2, 2, 3])
    role = np.zeros((5, len(ROLES)), dtype=np.float32)
    role[:, 0] = 1
    role[0, ROLES.index("speaker")] = 5
    role[1, ROLES.index("cue")] = 5
    inside = np.array([[-1, 3], [-1, 3], [4, -2], [-1, -2], [2, -2]], dtype=np.float32)
    event = np.zeros(len(KINDS) + len(MEDIA) + 1, dtype=np.float32)
    event[KINDS.index("reported")] = 3
    event[len(KINDS) + MEDIA.index("writing")] = 3
    found = decode(2, word, role, inside, event)
    assert found.content == (2, 3)
    assert found.frame == (0, 1)
    assert found.roles["speaker"] == (0,)
    assert found.roles["cue"] == (1,)
    assert (found.kind, found.medium, found.keep) == ("reported", "writing", 0.5)


ODDS = st.lists(st.floats(-5, 5, width=16), max_size=9).map(lambda x: np.array(x, dtype=np.float32))


@given(ODDS, st.floats(0, 4))
def test_runs_are_the_best_of_all_choices(odds: np.ndarray, switch: float) -> None:
    def worth(choice: np.ndarray) -> float:
        padded = np.concatenate([[False], choice, [False]])
        return float(odds[choice].sum()) - switch * int((padded[1:] != padded[:-1]).sum())

    n = len(odds)
    best = max(worth(np.array([bool(k >> i & 1) for i in range(n)], dtype=bool)) for k in range(2**n))
    assert abs(worth(runs(odds, switch)) - best) < 1e-4


def test_the_anchor_is_the_first_word_of_the_content() -> None:
    inside = np.array([[3, -9], [-1, -9], [2, -9]], dtype=np.float32)
    role, event = np.zeros((3, len(ROLES)), dtype=np.float32), np.zeros(10, dtype=np.float32)
    assert decode(1, np.arange(3), role, inside, event, switch=0.5, first=True).content == (1, 2)


def test_an_unsure_event_needs_surer_words_for_its_cue() -> None:
    word = np.array([0, 1, 2])
    role = np.zeros((3, len(ROLES)), dtype=np.float32)
    role[0, ROLES.index("cue")] = 4.2  # 0.9
    role[1, ROLES.index("cue")] = 2.8  # 0.41: less likely than nothing
    role[1, 0] = 2.85
    role[2, ROLES.index("cue")], role[2, ROLES.index("speaker")] = 3.0, 3.1
    inside = np.zeros((3, 2), dtype=np.float32)
    event = np.zeros(len(KINDS) + len(MEDIA) + 1, dtype=np.float32)

    def cue(sure: float, anchored: float, least: float) -> tuple[int, ...]:
        event[-1] = sure
        return tuple(decode(0, word, role, inside, event, anchored=anchored, least=least).roles["cue"])

    assert cue(9, 1.0, 0.0) == (0,)
    assert cue(9, 1.0, 0.35) == (0, 1)
    assert cue(0, 0.5, 0.35) == ()
    assert cue(0, 0.9, 0.35) == (0,)
