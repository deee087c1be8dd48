"""Trains `standpunkt/statements/leaning.npz`: which way German words lean on a question.

    python -m training.leaning [--half [--beside FIRST SECOND]] [--out FILE]

Logistic regression (L-BFGS) over hashed words on the parties' reasons of the Wahl-O-Mat (`../shared/data/wahlomat`:
thesis, reason, agree or disagree; neutral ones and boilerplate left out), about a minute. The bias is set so that yes
and no are equally likely beforehand. Prints macro F1 on the German questions of x-stance's validation part, which no
training saw. `--half`: trained also on one half of x-stance's questions, measured on the other, both ways; writes
nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from standpunkt.statements.leaning import SIZE, features

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("STANDPUNKT_SHARED", ROOT.parent / "shared")) / "data"
OUT = ROOT / "src" / "standpunkt" / "statements" / "leaning.npz"
L2, LETTERS, REPEATS = 0.3, 600, 4
BESIDE = 0.5  # how much the networks' log odds count


def rows(path: Path) -> list[dict[str, Any]]:
    """The JSON lines of a gzip file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def reasons() -> tuple[list[tuple[str, str]], np.ndarray]:
    """Pairs of thesis and reason, and whether the party agrees; each pair once."""
    found: dict[tuple[str, str], tuple[str, str, bool]] = {}
    for r in rows(DATA / "wahlomat" / "positions.jsonl.gz"):
        reason = r.get("reason") or ""
        dull = "keine Begründung" in reason or "Regierungsprogramm unter" in reason
        if r["answer"] != "neutral" and len(reason) > 40 and not dull:
            found.setdefault((r["thesis"], reason[:80]), (r["thesis"], reason[:LETTERS], r["answer"] == "agree"))
    return [(t, x) for t, x, _ in found.values()], np.array([float(y) for _, _, y in found.values()])


def matrix(pairs: Iterable[tuple[str, str]]) -> sp.csr_matrix:
    """The features of pairs, one row each."""
    places: list[int] = []
    values: list[float] = []
    ends = [0]
    for question, words in pairs:
        f = features(question, words)
        places += f.keys()
        values += f.values()
        ends.append(len(places))
    return sp.csr_matrix((np.array(values, np.float32), np.array(places), np.array(ends)), (len(ends) - 1, SIZE))


def fit(x: sp.csr_matrix, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression with an L2 penalty; classes count the same."""
    sign = 2 * y - 1
    each = np.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    used = np.unique(x.indices)
    x = x[:, used]
    turned = x.T.tocsr()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = sign * (x @ w[:-1] + w[-1])
        p = each / (1 + np.exp(z))
        value = (each * np.logaddexp(0, -z)).sum() + 0.5 * L2 * w[:-1] @ w[:-1]
        return value, np.append(-(turned @ (sign * p)) + L2 * w[:-1], -(sign * p).sum())

    best = minimize(loss, np.zeros(len(used) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    weights = np.zeros(SIZE)
    weights[used] = best[:-1]
    return weights, float(best[-1])


def by_networks(first: Path, second: Path, in_first: np.ndarray) -> np.ndarray:
    """The log odds of FAVOR for each German comment, by the run that was trained on the other half of the questions."""
    from tokenizers import Tokenizer

    from standpunkt.weights import HERE
    from training.answering import load_answering, probabilities, stances
    from training.cases import CONDITIONAL, NO, YES

    tokenizer = Tokenizer.from_file(str(HERE / "tokenizer.json"))
    out = np.zeros(len(in_first))
    for run, cases, part in zip((second, first), stances(), (in_first, ~in_first), strict=True):
        p = np.concatenate(probabilities(load_answering(run), tokenizer, cases)[0]).astype(float)
        out[part] = np.log(p[:, YES] + p[:, CONDITIONAL] + 1e-6) - np.log(p[:, NO] + 1e-6)
    return out


def macro_f1(gold: np.ndarray, found: Sequence[bool] | np.ndarray) -> float:
    """The mean of the F1 of both classes, in per cent."""
    got = np.asarray(found).astype(float)
    parts = [2 * ((gold == k) & (got == k)).sum() / max(1, (gold == k).sum() + (got == k).sum()) for k in (0, 1)]
    return float(100 * sum(parts) / 2)


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--half", action="store_true")
    ap.add_argument("--beside", type=Path, nargs=2, metavar=("FIRST", "SECOND"))
    ap.add_argument("--out", type=Path, default=OUT)
    a = ap.parse_args()
    valid = [v for v in rows(DATA / "xstance" / "valid.jsonl.gz") if v["language"] == "de"]
    gold = np.array([float(v["label"] == "FAVOR") for v in valid])
    x_valid = matrix((v["question"], v["comment"]) for v in valid)
    pairs, y = reasons()
    x = matrix(pairs)
    if a.half:
        questions = sorted({v["question"] for v in valid})
        random.Random(3).shuffle(questions)
        first = np.array([v["question"] in set(questions[: len(questions) // 2]) for v in valid])
        z = np.zeros(len(valid))
        for part in (first, ~first):
            more = [x_valid[part]] * REPEATS
            weights, bias = fit(sp.vstack([x, *more]).tocsr(), np.concatenate([y, *[gold[part]] * REPEATS]))
            z[~part] = x_valid[~part] @ weights + bias
        print(f"x-stance German, trained also on the other half of its questions: {macro_f1(gold, z > 0):.1f}")
        if a.beside:
            odds = by_networks(*a.beside, first)
            for part in (first, ~first):
                z[part], odds[part] = z[part] / z[part].std(), odds[part] / odds[part].std()
            print(
                f"networks alone: {macro_f1(gold, odds > 0):.1f}, joined: {macro_f1(gold, z + BESIDE * odds > 0):.1f}"
            )
        return
    weights, bias = fit(x, y)
    scale = float(np.abs(weights).max() / 127)
    small = np.round(weights / scale).astype(np.int8)
    print(f"x-stance German, macro F1: {macro_f1(gold, x_valid @ (small * scale) + bias > 0):.1f} ({len(gold)} pairs)")
    np.savez_compressed(a.out, weights=small, scale=scale, bias=bias)
    print(f"{a.out.name}: {a.out.stat().st_size} bytes, {len(y)} reasons")


if __name__ == "__main__":
    main()
