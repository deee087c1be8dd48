"""Scores of a network (torch) on the development parts, for use while it trains."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from types import ModuleType
from typing import Any

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment

from standpunkt.reading.decoding import EventWords, decode, pool
from standpunkt.reading.names import best_tags, tag_spans
from training.corpora import ENTITIES, SCHEMES, Annotated, shared
from training.model import REACH, Network
from training.windows import Window

__all__ = ["batches", "evaluate", "predict"]


def _scorer() -> ModuleType:
    path = shared() / "tools" / "score_gnqa.py"
    spec = importlib.util.spec_from_file_location("score_gnqa", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def batches(windows: list[Window], most: int) -> list[list[Window]]:
    """Windows of like length together, at most about `most` padded subwords a batch."""
    out: list[list[Window]] = []
    for w in sorted(windows, key=lambda w: len(w.ids)):
        if out and (len(out[-1]) + 1) * len(w.ids) <= most:
            out[-1].append(w)
        else:
            out.append([w])
    return out


def pad(windows: list[Window]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids (padded with 1), mask, lengths."""
    lengths = torch.tensor([len(w.ids) for w in windows])
    ids = torch.ones(len(windows), int(lengths.max()), dtype=torch.long)
    for i, w in enumerate(windows):
        ids[i, : len(w.ids)] = torch.from_numpy(w.ids)
    return ids, torch.arange(ids.shape[1])[None] < lengths[:, None], lengths


@torch.no_grad()
def predict(
    net: Network, windows: list[Window], scheme: int, threshold: float = 0.4
) -> dict[int, list[tuple[float, EventWords]]]:
    """Events of each text with the probability of their anchor."""
    net.eval()
    out: dict[int, list[tuple[float, EventWords]]] = defaultdict(list)
    for batch in batches(windows, 6000):
        ids, mask, lengths = pad(batch)
        h = net.run(net.embed(ids), mask, 0, net.sizes.lower)
        p = torch.sigmoid(net.anchor(h)[..., scheme])
        owned = torch.zeros_like(mask)
        for i, w in enumerate(batch):
            owned[i, : len(w.ids)] = torch.from_numpy(w.owned)
        row, at = torch.nonzero((p > threshold) & owned, as_tuple=True)
        for lo in range(0, len(row), 24):
            r, a = row[lo : lo + 24], at[lo : lo + 24]
            e = net.events(h, lengths, r, a, torch.full_like(r, scheme), REACH[SCHEMES[scheme]])
            for k in range(len(r)):
                w = batch[int(r[k])]
                m = e["mask"][k].numpy()
                word = w.word[e["index"][k].numpy()[m]]
                words = decode(
                    int(w.word[int(a[k])]),
                    word,
                    e["role"][k].numpy()[m],
                    e["inside"][k].numpy()[m],
                    e["event"][k].numpy(),
                )
                out[w.text].append((float(p[r[k], a[k]]), words))
    return out


def _one_event_a_word(events: list[tuple[float, EventWords]], threshold: float) -> list[EventWords]:
    best: dict[int, tuple[float, EventWords]] = {}
    for p, e in events:
        if p * 0.5 + e.keep * 0.5 >= threshold and p > best.get(e.anchor, (0.0, e))[0]:
            best[e.anchor] = (p, e)
    return [e for _, e in best.values()]


def gnqa(texts: list[Annotated], found: dict[int, list[tuple[float, EventWords]]], threshold: float) -> dict[str, Any]:
    pairs = []
    names = ("Direct", "Indirect", "Reported", "FreeIndirect", "IndirectFreeIndirect")
    for i, text in enumerate(texts):
        gold = []
        for e in text.events:
            by = {
                r: [t for t, x in e.roles.items() if x == k] for k, r in ((1, "speaker"), (2, "cue"), (3, "addressee"))
            }
            gold.append({"quote": e.content, "frame": e.frame, "type": names[e.kind], "medium": None, **by})
        pred = []
        for e2 in _one_event_a_word(found.get(i, []), threshold):
            if e2.content:
                kind = "".join(x.title() for x in e2.kind.split("_"))
                pred.append(
                    {
                        "quote": list(e2.content),
                        "frame": list(e2.frame),
                        "type": kind,
                        "medium": None,
                        **{r: list(e2.roles[r]) for r in ("speaker", "cue", "addressee")},
                    }
                )
        pairs.append((gold, pred))
    result: dict[str, Any] = _scorer().score(pairs)
    return result


def spkatt(
    texts: list[Annotated], found: dict[int, list[tuple[float, EventWords]]], threshold: float
) -> dict[str, float]:
    """Cues aligned one to one by shared tokens; tokens counted per role over aligned and unaligned events."""
    cue, joint = np.zeros(3), np.zeros(3)
    for i, text in enumerate(texts):
        gold = [
            {
                "content": set(e.content),
                **{
                    r: {t for t, x in e.roles.items() if x == k}
                    for k, r in (
                        (1, "speaker"),
                        (2, "cue"),
                        (3, "addressee"),
                        (4, "topic"),
                        (5, "medium"),
                        (6, "evidence"),
                        (7, "particle"),
                    )
                },
            }
            for e in text.events
        ]
        pred = [
            {"content": set(e.content), **{r: set(v) for r, v in e.roles.items()}}
            for e in _one_event_a_word(found.get(i, []), threshold)
        ]
        pred = [p for p in pred if p["cue"]]
        overlap = (
            np.array([[len(g["cue"] & p["cue"]) for p in pred] for g in gold])
            if gold and pred
            else np.zeros((len(gold), len(pred)))
        )
        a, b = linear_sum_assignment(overlap, maximize=True)
        matched = [(int(x), int(y)) for x, y in zip(a, b, strict=True) if overlap[x, y] > 0]
        rows: list[tuple[dict[str, set[int]], dict[str, set[int]]]] = [(gold[x], pred[y]) for x, y in matched]
        rows += [(g, {}) for k, g in enumerate(gold) if k not in {x for x, _ in matched}]
        rows += [({}, p) for k, p in enumerate(pred) if k not in {y for _, y in matched}]
        for g, p in rows:
            for role in ("content", "speaker", "cue", "addressee", "topic", "medium", "evidence", "particle"):
                x, y = g.get(role, set()), p.get(role, set())
                counts = np.array([len(x & y), len(y - x), len(x - y)])
                joint += counts
                if role == "cue":
                    cue += counts

    def f(c: np.ndarray) -> float:
        return float(2 * c[0] / (2 * c[0] + c[1] + c[2])) if c[0] else 0.0

    return {"cues": f(cue), "joint": f(joint)}


def polnear(
    texts: list[Annotated], found: dict[int, list[tuple[float, EventWords]]], threshold: float
) -> dict[str, float]:
    """Token F1 of source, cue and content: a token counts once a text for each role it has in any attribution."""
    out = {}
    for name, role in (("source", 1), ("cue", 2), ("content", 0)):
        c = np.zeros(3)
        for i, text in enumerate(texts):
            g = {
                t
                for e in text.events
                for t in (e.content if not role else [t for t, x in e.roles.items() if x == role])
            }
            kept = _one_event_a_word(found.get(i, []), threshold)
            p = {t for e in kept for t in (e.content if not role else e.roles["speaker" if role == 1 else "cue"])}
            c += len(g & p), len(p - g), len(g - p)
        out[name] = float(2 * c[0] / (2 * c[0] + c[1] + c[2])) if c[0] else 0.0
    return out


@torch.no_grad()
def entities(net: Network, texts: list[Annotated], windows: list[Window]) -> float:
    """Micro F1 of entity spans (PER, LOC, ORG)."""
    net.eval()
    scored: dict[int, list[tuple[np.ndarray, np.ndarray]]] = defaultdict(list)
    for batch in batches(windows, 6000):
        ids, mask, _ = pad(batch)
        logits = net.tag(net.run(net.embed(ids), mask, 0, net.sizes.lower), mask).numpy()
        for k, w in enumerate(batch):
            assert w.entities is not None
            known = np.flatnonzero(w.entities >= 0)
            scored[w.text].append((w.word[known], logits[k, known]))
    c = np.zeros(3)
    for i, t in enumerate(texts):
        words, scores = pool(*(np.concatenate(x) for x in zip(*scored[i], strict=True)))
        tags = ["O"] * len(t.tokens)
        for word, tag in zip(words.tolist(), best_tags(scores), strict=True):
            tags[word] = tag
        gold = tag_spans([ENTITIES[x] for x in t.entities or []])
        g, p = ({s for s in found if s[2] != "OTH"} for found in (gold, tag_spans(tags)))
        c += len(g & p), len(p - g), len(g - p)
    return float(2 * c[0] / (2 * c[0] + c[1] + c[2])) if c[0] else 0.0


def evaluate(
    net: Network, dev: dict[str, tuple[list[Annotated], list[Window]]], threshold: float = 0.45
) -> dict[str, Any]:
    """Scores in per cent on each development part given."""
    out: dict[str, Any] = {}
    for name, (texts, windows) in dev.items():
        if name == "names":
            out["ner"] = round(100 * entities(net, texts, windows), 1)
            continue
        found = predict(net, windows, SCHEMES.index(name), 0.2)
        if name == "gnqa":
            r = gnqa(texts, found, threshold)
            out["gnqa"] = {k: round(100 * r[k]["f1"], 1) for k in ("message", "roles", "joint")} | {
                "type": round(100 * r["type_f1"], 1)
            }
            out["gnqa"]["micro"] = {k: round(100 * v, 1) for k, v in r["micro_f1"].items()}
        else:
            r = (spkatt if name == "spkatt" else polnear)(texts, found, threshold)
            out[name] = {k: round(100 * v, 1) for k, v in r.items()}
    return out
