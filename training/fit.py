"""Fits what the exported reader adds to its scores, on the development parts: thresholds and calibration.

    python -m training.fit src/standpunkt/weights

Writes `settings` into the folder's `reader.json`: for each scheme the thresholds below, and the scaling of its
confidence. Prints the F1 of events at these thresholds and the best of the grid; an event is right where it shares half
its words with a gold event, by Dice, one to one.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize

from standpunkt.reading.attribution import best_events
from standpunkt.reading.decoding import EventWords
from standpunkt.reading.encoder import SCHEMES, Encoder
from standpunkt.weights import load_encoder
from training.corpora import Annotated, Event, read_part, shared

# Anchor and event thresholds, and what a switch between inside and outside costs: for German news between those that
# read the project's own texts best (tests/texts, an anchor threshold of 0.4) and GNQA; for English above those best on
# PolNeAR, which marks what is no speech too.
THRESHOLDS = {"gnqa": (0.3, 0.5, 1.0), "spkatt": (0.35, 0.5, 0.5), "polnear": (0.3, 0.55, 1.0)}

Scored = list[tuple[float, EventWords]]


def _words(scheme: str, event: EventWords | Event) -> set[int]:
    if scheme != "spkatt":
        return set(event.content)
    if isinstance(event, Event):
        return {t for t, role in event.roles.items() if role == 2}
    return set(event.roles["cue"])


def right(text: Annotated, found: Scored, scheme: str) -> list[bool]:
    """Which of the events are right."""
    gold, mine = [_words(scheme, e) for e in text.events], [_words(scheme, e) for _, e in found]
    dice = np.array([[2 * len(g & m) / max(1, len(g) + len(m)) for m in mine] for g in gold]).reshape(
        len(gold), len(mine)
    )
    rows, columns = linear_sum_assignment(dice, maximize=True)
    good = {int(j) for i, j in zip(rows, columns, strict=True) if dice[i, j] >= 0.5}
    return [j in good for j in range(len(mine))]


def fit(encoder: Encoder, scheme: str, texts: list[Annotated]) -> dict[str, Any]:
    """Calibration of one scheme at its thresholds."""
    lowest = 0.15
    raw = []
    for text in texts:
        encoded = encoder.encode(text.text, text.tokens, text.sentences)
        raw.append(list(encoder.events(encoded, scheme, threshold=lowest)))
    total = sum(len(t.events) for t in texts)
    scores: dict[tuple[float, float], float] = {}
    for anchor in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        for event in (0.45, 0.5, 0.55, 0.6, 0.65):
            hits = kept = 0
            for text, events in zip(texts, raw, strict=True):
                found = best_events(((p, e) for p, e in events if p >= anchor), event, scheme=scheme)
                hits += sum(right(text, found, scheme))
                kept += len(found)
            scores[event, anchor] = 2 * hits / max(1, kept + total)
    best = max(scores.values())
    anchor, event, switch = THRESHOLDS[scheme]
    points: list[tuple[float, bool]] = []
    for text, events in zip(texts, raw, strict=True):
        found = best_events(((p, e) for p, e in events if p >= anchor), event, scheme=scheme)
        points += [(c, ok) for (c, _), ok in zip(found, right(text, found, scheme), strict=True)]
    p = np.clip(np.array([c for c, _ in points]), 1e-6, 1 - 1e-6)
    x, y = np.log(p / (1 - p)), np.array([ok for _, ok in points], dtype=float)

    def loss(w: np.ndarray) -> float:
        z = w[0] * x + w[1]
        return float(np.mean(np.logaddexp(0, z) - y * z) + 1e-4 * (w**2).sum())

    slope, offset = minimize(loss, np.array([1.0, 0.0])).x
    q = 1 / (1 + np.exp(-(slope * x + offset)))
    for low, high in ((0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01)):
        inside = (q >= low) & (q < high)
        if inside.any():
            said, true = q[inside].mean(), y[inside].mean()
            print(f"  {scheme} {low:.2f}-{high:.2f}: {inside.sum()} events, said {said:.2f}, right {true:.2f}")
    reached = f"{100 * scores[event, anchor]:.1f} (best {100 * best:.1f})"
    print(f"{scheme}: events F1 {reached} at anchor {anchor}, event {event}")
    calibration = [round(float(slope), 3), round(float(offset), 3)]
    return {"anchor": anchor, "event": event, "switch": switch, "calibration": calibration}


def main() -> None:
    """Command line of the fit."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("weights", type=Path)
    ap.add_argument("--only", default=",".join(SCHEMES), help="schemes to fit; the others stay as they are")
    a = ap.parse_args()
    encoder = load_encoder(a.weights)
    file = a.weights / "reader.json"
    about = json.loads(file.read_text(encoding="utf-8"))
    kept = about.setdefault("settings", {})
    for scheme in a.only.split(","):
        kept[scheme] = kept.get(scheme, {}) | fit(encoder, scheme, read_part(shared() / "data", scheme, "dev"))
    file.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
