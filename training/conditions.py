"""Trains `src/standpunkt/weights/conditions.npz`: the head for conditions over the encoder's states.

    python -m training.conditions [--weights DIR] [--folds 4]

Reads our own sentences (`texts/conditions.jsonl`), each encoded alone and among others as in an article, with the
encoder of the folder, which the file is tied to: after a new encoder run this again. Openings of articles of the
corpora show it what has no condition at all (their sentences without any marker), and conditions that the grammar is
sure of amid an article; none of their text is kept. Every fifth of our own short articles (`texts/articles-*.jsonl`) is
measured at the end; trained on, they cost the gold texts more than they gave. One
hidden layer gives each word the tags outside, opening, in; logistic weights join them with the grammar. First both are
trained without some topics at a time and measured on these, then on everything. `--folds 0` leaves the measuring out
and keeps the weights of the join that the file has. About two minutes of one idle core.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from standpunkt.reading.conditions.finder import find
from standpunkt.reading.conditions.head import FEATURES, Head, around, runs_of_tags
from standpunkt.reading.conditions.joining import Candidate, candidates, counts, likeness
from standpunkt.reading.encoder import Encoder
from standpunkt.reading.pipeline import token_ranges
from standpunkt.reading.sentences import sentences
from standpunkt.reading.tokens import tokens
from standpunkt.weights import FILES, HEAD, HERE, load_encoder
from training.corpora import read_part, short_articles

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("STANDPUNKT_SHARED", ROOT.parent / "shared")) / "data"
TEXTS = Path(__file__).parent / "texts" / "conditions.jsonl"
# The grammar was made while looking at the sentences of these topics; on them its figures flatter it.
LOOKED = frozenset({"defence", "coalition", "wages", "climate", "trade", "school", "hospital", "port"})
MARKERS = {
    "de": re.compile(
        r"\b(?:wenn|falls|sofern|vorausgesetzt|unter der Bedingung|erst nach|solange|sobald|es sei denn|ohne)\b[^.;]*?"
        r"(?=,\s|[.;]|$)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:if|unless|provided|as long as|so long as|on condition|contingent on|subject to|once|until|without)\b"
        r"[^.;]*?(?=,\s|[.;]|$)",
        re.IGNORECASE,
    ),
}
TOGETHER, HIDDEN, EPOCHS, BATCH, RATE, DECAY, DROPPED, FRAMES = 8, 64, 8, 256, 4e-3, 1e-2, 0.3, 0.5
ARTICLES, LETTERS, SURE = 80, 1500, 0.8
SAME = 0.4

Floats = npt.NDArray[np.float32]
Spans = list[tuple[int, int]]


@dataclass
class Example:
    """A sentence as one text of it was encoded: its words with their features and tags, and what was found in it."""

    row: dict[str, Any]
    text: str
    start: int
    words: Spans
    x: Floats
    tags: npt.NDArray[np.int64]
    alone: bool
    split: Spans
    scores: Floats = field(default_factory=lambda: np.zeros((0, 3), dtype=np.float32))
    candidates: list[Candidate] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)

    @property
    def gold(self) -> Spans:
        return [(c["span"][0] + self.start, c["span"][1] + self.start) for c in self.row["conditions"]]

    @property
    def parts(self) -> Spans:
        """Its sentences; a row may hold two."""
        end = self.start + len(self.row["text"])
        return [(max(a, self.start), min(b, end)) for a, b in self.split if a < end and b > self.start]

    def right(self, found: tuple[int, int]) -> bool:
        return any(likeness(found, g) >= SAME for g in self.gold)


def tagged(words: Spans, spans: Spans) -> npt.NDArray[np.int64]:
    """The numbers of the tags of words in which `spans` are conditions."""
    tags = np.zeros(len(words), dtype=np.int64)
    for start, end in spans:
        held = [n for n, (a, b) in enumerate(words) if a < end and b > start]
        tags[held] = 2
        tags[held[:1]] = 1
    return tags


def encoded(encoder: Encoder, rows: Sequence[dict[str, Any]]) -> list[Example]:
    """The rows as one text."""
    text, starts = "", []
    for row in rows:
        text += " " if text else ""
        starts.append(len(text))
        text += row["text"]
    words, split = tokens(text), sentences(text, rows[0]["language"])
    x = around(encoder.encode(text, words, token_ranges(words, split)).states(len(words)))
    out = []
    for row, start in zip(rows, starts, strict=True):
        mine = [n for n, (a, _) in enumerate(words) if start <= a < start + len(row["text"])]
        here = [words[n] for n in mine]
        tags = tagged(here, [(c["span"][0] + start, c["span"][1] + start) for c in row["conditions"]])
        out.append(Example(row, text, start, here, x[mine], tags, len(rows) == 1, split))
    return out


def examples(encoder: Encoder, rows: Sequence[dict[str, Any]], seed: int = 0) -> list[Example]:
    """Every row alone and among others of its language."""
    rng, out = random.Random(seed), [e for row in rows for e in encoded(encoder, [row])]
    for language in ("de", "en"):
        mine = [r for r in rows if r["language"] == language]
        rng.shuffle(mine)
        for k in range(0, len(mine), TOGETHER):
            out += encoded(encoder, mine[k : k + TOGETHER])
    return out


def from_articles(encoder: Encoder) -> list[Example]:
    """Openings of news articles of the corpora in which the grammar is sure of a condition.

    `made` is `plain` for their sentences in which neither grammar nor list find anything, as in most of an article, and
    `sure` for those with such conditions, so that an article by itself tells nothing; other sentences are left out.
    """
    out = []
    for language, corpus in (("de", "gnqa"), ("en", "polnear")):
        taken = 0
        for article in read_part(DATA, corpus, "train"):
            text = article.text[:LETTERS]
            split = sentences(text, language)[:-1]
            seen = [find(text, a, b, language) for a, b in split]
            if taken == ARTICLES or not any(f.sure >= SURE for here in seen for f in here):
                continue
            words = tokens(text)
            x = around(encoder.encode(text, words, token_ranges(words, split)).states(len(words)))
            bare = [
                s for s, here in zip(split, seen, strict=True) if not here and not MARKERS[language].search(text, *s)
            ]
            sure = [s for s, here in zip(split, seen, strict=True) if here and all(f.sure >= SURE for f in here)]
            found = [(f.start, f.end) for here in seen for f in here]
            for made, parts, spans in (("plain", bare, []), ("sure", sure, found)):
                held = [k for k, (s, _) in enumerate(words) if any(a <= s < b for a, b in parts)]
                row = {"text": text, "language": language, "topic": f"article {taken % 8}", "made": made}
                mine = [words[k] for k in held]
                out.append(Example(row | {"conditions": []}, text, 0, mine, x[held], tagged(mine, spans), False, parts))
            taken += 1
    return out


def from_reports(encoder: Encoder) -> list[Example]:
    """The sentences of every fifth of our own short articles, each article encoded as one text."""
    out = []
    for (file, _), article in short_articles(held_out=True):
        said = [s for p in article["paragraphs"] for s in p]
        rows = []
        for n, sentence in enumerate(said):
            places = [(sentence.find(c["words"]), len(c["words"])) for c in article["conditions"] if c["s"] == n]
            conditions = [{"span": [a, a + size]} for a, size in places]
            rows.append({"text": sentence, "language": article["language"], "topic": file, "made": "report"})
            rows[-1]["conditions"] = conditions
        out += encoded(encoder, rows)
    return out


def trained(data: Sequence[Example], seed: int = 0) -> Head:
    """The head's layers (Adam with decoupled decay, Loshchilov and Hutter 2019); the join is left at zero."""
    rng = np.random.default_rng(seed)
    x, y = np.concatenate([e.x for e in data]), np.concatenate([e.tags for e in data])
    weight = np.concatenate([np.full(len(e.tags), FRAMES if e.row["made"] == "frames" else 1.0) for e in data])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-3
    x = (x - mean) / spread
    shapes = ((x.shape[1], HIDDEN), (HIDDEN,), (HIDDEN, 3), (3,))
    p = [(rng.standard_normal(s) / np.sqrt(s[0]) if len(s) > 1 else np.zeros(s)).astype(np.float32) for s in shapes]
    first, second = [np.zeros_like(a) for a in p], [np.zeros_like(a) for a in p]
    steps = EPOCHS * len(y) // BATCH
    for step in range(1, steps + 1):
        at = rng.integers(0, len(y), BATCH)
        seen = x[at] * ((rng.random((BATCH, x.shape[1]), dtype=np.float32) >= DROPPED) / np.float32(1 - DROPPED))
        before = seen @ p[0] + p[1]
        kept = (rng.random(before.shape, dtype=np.float32) >= DROPPED) / np.float32(1 - DROPPED)
        hidden = np.maximum(before, 0) * kept
        z = hidden @ p[2] + p[3]
        z = np.exp(z - z.max(axis=1, keepdims=True))
        z /= z.sum(axis=1, keepdims=True)
        z[np.arange(BATCH), y[at]] -= 1
        z *= (weight[at] / BATCH)[:, None].astype(np.float32)
        down = (z @ p[2].T) * kept * (before > 0)
        grads = (seen.T @ down, down.sum(axis=0), hidden.T @ z, z.sum(axis=0))
        done = step / steps
        rate = RATE * min(done / 0.3, (1 - done) / 0.7 + 1e-3)
        for a, g, m, v in zip(p, grads, first, second, strict=True):
            m += 0.1 * (g - m)
            v += 0.001 * (g * g - v)
            a -= rate * (m / (1 - 0.9**step) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8) + DECAY * a)
    w = (p[0] / spread[:, None]).astype(np.float32)
    bias = (p[1] - mean @ w).astype(np.float32)
    return Head(w, bias, p[2], p[3], np.zeros(len(FEATURES), dtype=np.float32))


def score(head: Head, data: Iterable[Example]) -> None:
    """Sets the scores and candidates of examples."""
    for e in data:
        hidden = np.maximum(e.x @ head.first + head.first_bias, 0) @ head.second + head.second_bias
        e.scores = hidden - np.logaddexp.reduce(hidden, axis=1, keepdims=True)
        e.candidates = []
        for a, b in e.parts:
            held = [n for n, (s, _) in enumerate(e.words) if a <= s < b]
            e.candidates += candidates(
                e.text, a, b, e.row["language"], [e.words[n] for n in held], e.scores[held]
            )  # fmt: skip


def join(data: Iterable[Example]) -> Floats:
    """Logistic weights of the candidates' features (L-BFGS)."""
    pairs = [(c.features, e.right((c.found.start, c.found.end))) for e in data for c in e.candidates]
    x, y = np.array([f for f, _ in pairs]), np.array([t for _, t in pairs], dtype=float)

    def loss(w: npt.NDArray[np.float64]) -> float:
        return float(np.logaddexp(0, x @ w).sum() - y @ (x @ w) + 0.05 * (w[:-1] ** 2).sum())

    return minimize(loss, np.zeros(x.shape[1])).x.astype(np.float32)


def f1(data: Iterable[Example], found: Callable[[Example], Spans]) -> tuple[float, float, float]:
    """F1, precision and recall of spans in per cent; two spans are the same where they share enough (`SAME`)."""
    both = gold = mine = 0
    for e in data:
        got = found(e)
        gold, mine = gold + len(e.gold), mine + len(got)
        both += sum(any(likeness(g, s) >= SAME for s in got) for g in e.gold)
    return 200 * both / max(1, gold + mine), 100 * both / max(1, mine), 100 * both / max(1, gold)


def by_list(e: Example) -> Spans:
    return [(m.start() + e.start, m.end() + e.start) for m in MARKERS[e.row["language"]].finditer(e.row["text"])]


def by_grammar(e: Example) -> Spans:
    return [(f.start, f.end) for a, b in e.parts for f in find(e.text, a, b, e.row["language"])]


def by_head(e: Example) -> Spans:
    return [(e.words[a][0], e.words[b - 1][1]) for a, b in runs_of_tags(e.scores)]


def by_both(e: Example) -> Spans:
    both = zip(e.candidates, e.chances, strict=True)
    return [(c.found.start, c.found.end) for c, p in both if counts(c.found, True, p, c.by_grammar)]


def measured(data: list[Example], folds: int) -> Floats:
    """Prints what is found in topics that neither head nor join were trained on; the join's weights of all topics."""
    topics = sorted({e.row["topic"] for e in data})
    random.Random(1).shuffle(topics)
    for k in range(folds):
        out = set(topics[k::folds])
        head = trained([e for e in data if e.row["topic"] not in out], seed=k)
        score(head, [e for e in data if e.row["topic"] in out and e.row["made"] in ("hand", "plain")])
    hand = [e for e in data if e.row["made"] == "hand" and e.row["topic"] not in LOOKED]
    rest = [e for e in data if e.row["made"] == "plain"]
    for topic in topics:
        weights = join(e for e in hand + rest if e.row["topic"] != topic)
        for e in data:
            if e.row["topic"] == topic:
                e.chances = [c.probability(weights) for c in e.candidates]
    ways = {"list": by_list, "grammar": by_grammar, "head": by_head, "joined": by_both}
    print(f"{'F1 (precision, recall) of spans':<34}" + "".join(f"{name:<22}" for name in ways))
    for alone in (True, False):
        for language in ("de", "en"):
            for topic in ("unseen", *sorted({e.row["topic"] for e in hand})):
                mine = [
                    e for e in hand
                    if e.alone == alone and e.row["language"] == language and topic in ("unseen", e.row["topic"])
                ]  # fmt: skip
                if alone or topic == "unseen":
                    where = "alone" if alone else "in a text"
                    row = "".join(
                        f"{x:5.1f} ({p:5.1f}, {r:5.1f})   " for x, p, r in (f1(mine, w) for w in ways.values())
                    )
                    print(f"{language} {where:<10}{topic + f' ({len(mine)})':<21}{row}")
    pairs = [
        (p, e.right((c.found.start, c.found.end))) for e in hand for c, p in zip(e.candidates, e.chances, strict=True)
    ]
    print("probability of the join, how many, and how many of these are conditions, in per cent")
    for low in (0.0, 0.2, 0.4, 0.6, 0.8, 0.9):
        high = {0.8: 0.9, 0.9: 1.01}.get(low, low + 0.2)
        here = [(p, t) for p, t in pairs if low <= p < high]
        if here:
            mean, right = (100 * sum(x[k] for x in here) / len(here) for k in (0, 1))
            print(f"  {mean:5.1f} {len(here):5} {right:5.1f}")
    words = sum(len(e.words) for e in rest)
    print(
        f"found in {words} words of articles without any: {sum(len(by_both(e)) for e in rest)}, "
        f"by the head alone {sum(len(by_head(e)) for e in rest)}"
    )
    return join(hand + rest)


def save(path: Path, head: Head, encoder: str) -> None:
    """Writes the head in half precision with the hash of its encoder."""
    arrays = {k: getattr(head, k).astype(np.float16) for k in ("first", "first_bias", "second", "second_bias")}
    np.savez_compressed(path, **arrays, join=head.join, encoder=np.array(encoder))


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--weights", type=Path, default=HERE)
    ap.add_argument("--folds", type=int, default=4)
    a = ap.parse_args()
    rows = [json.loads(line) for line in TEXTS.read_text(encoding="utf-8").splitlines()]
    encoder = load_encoder(a.weights, threads=1)
    data = examples(encoder, rows) + from_articles(encoder)
    path = a.weights / HEAD
    if a.folds:
        weights = measured(data, a.folds)
    else:
        with np.load(path, allow_pickle=False) as kept:
            weights = kept["join"]
    head = trained(data)
    head = Head(head.first, head.first_bias, head.second, head.second_bias, weights)
    held = from_reports(encoder)
    score(head, held)
    for e in held:
        e.chances = [c.probability(weights) for c in e.candidates]
    for language in ("de", "en"):
        mine = [e for e in held if e.row["language"] == language]
        for name, way in {"grammar": by_grammar, "joined": by_both}.items():
            reached = ", ".join(f"{x:.1f}" for x in f1(mine, way))
            print(f"{language}, every fifth short article, {name}: F1, precision, recall {reached}")
    save(path, head, sha256((a.weights / FILES[0]).read_bytes()).hexdigest())
    print(dict(zip(FEATURES, np.round(weights, 2).tolist(), strict=True)))
    print(f"{path}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
