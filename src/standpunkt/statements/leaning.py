"""Which way words lean on a question where no cue says so: a linear model of words, trained on parties' reasons. Pure.

The features are those of `training/leaning.py`, hashed into `SIZE` places (feature hashing, Weinberger et al. 2009).
German only. The weights know words that argue, not topics: no word of the question itself is a feature.
"""

from __future__ import annotations

import math
import re
import zlib
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from standpunkt.statements.terms import STOP, stem

__all__ = ["SIZE", "features", "lean"]

SIZE = 2**18
_WORD = re.compile(r"[^\W\d_]+|[!?.,;:]")
_TURNS = re.compile(
    r"verbot|verbiet|verboten|untersag|abschaff|abgeschafft|streich|gestrichen|kürz|gekürzt|senk|gesenkt|reduz|"
    r"verzicht|aufheb|aufgehoben|begrenz|beschränk|einschränk|verhinder|stopp|beend|ausstieg|schließ|geschlossen|"
    r"abbau|abgebaut|nicht|kein|lehnen|ablehn|verschärf|strenger|erschwer|weniger|zurück|auflös|stilll|abschalt|gegen|"
    r"privatis",
    re.IGNORECASE,
)
_MOST = 120


def features(question: str, words: str) -> dict[int, float]:
    """The places and values of a pair of question and German words, of unit length.

    Each word and pair of neighbours, words near to words of the question by their side, all of them also by whether the
    question asks for ending or lessening something (`_TURNS`).
    """
    asked = [w.lower() for w in _WORD.findall(question)]
    said = [w.lower() for w in _WORD.findall(words)][:_MOST]
    stems = {_stem(w) for w in asked if len(w) > 3 and w not in STOP["de"]}
    way = "-" if sum(bool(_TURNS.match(w)) for w in asked) % 2 else "+"
    heads = [_stem(w) if len(w) > 3 else w for w in said]
    shared = [s in stems or (len(s) >= 6 and any(len(x) >= 5 and (x in s or s in x) for x in stems)) for s in heads]
    names = {way}
    for i, s in enumerate(heads):
        names |= {"w" + s, way + s}
        if i:
            names.add(f"b{heads[i - 1]}_{s}")
        if i < 3:
            names.add("f" + s)
        if s in stems:
            for j in range(max(0, i - 4), min(len(heads), i + 5)):
                if j != i:
                    near = ("<" if j < i else ">") + ("Q" if shared[j] else heads[j])
                    names |= {near, way + near}
    value = 1 / math.sqrt(len(names))
    out: dict[int, float] = {}
    for name in names:
        place = zlib.crc32(name.encode()) % SIZE
        out[place] = out.get(place, 0.0) + value
    return out


def lean(question: str, words: str) -> float:
    """The probability that German `words` speak for a yes to `question` rather than a no, 0 to 1."""
    weights, bias = _weights()
    z = bias + sum(float(weights[place]) * value for place, value in features(question, words).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@cache
def _stem(word: str) -> str:
    return stem(word, "de")


@cache
def _weights() -> tuple[npt.NDArray[np.float32], float]:
    with files("standpunkt.statements").joinpath("leaning.npz").open("rb") as file, np.load(file) as data:
        return data["weights"].astype(np.float32) * np.float32(data["scale"]), float(data["bias"])
