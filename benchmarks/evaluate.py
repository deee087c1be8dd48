"""Reading quality on the development parts, with the reader that users run.

    python -m benchmarks.evaluate [--only gnqa,spkatt,polnear,names,texts,positions] [--weights DIR]

Prints one line a measure, compares each with its floor in `tests/floors.toml` and exits 1 where one falls below.
The corpora lie in `../shared` (or `STANDPUNKT_SHARED`); none of their text is in the project.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.positions import GROUPS, UNGIVEN, as_given, reading_with
from benchmarks.positions import measure as of_readings
from standpunkt.documents import from_text
from standpunkt.knowledge import load as load_knowledge
from standpunkt.reading.attribution import best_events
from standpunkt.reading.decoding import ENTITIES, EventWords
from standpunkt.reading.encoder import Encoder
from standpunkt.reading.names import names as tagged
from standpunkt.reading.names import tag_spans
from standpunkt.reading.pipeline import Reader
from standpunkt.weights import load_answers, load_encoder
from training.corpora import Annotated, names, read_part

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("STANDPUNKT_SHARED", ROOT.parent / "shared"))
FLOORS = ROOT / "tests" / "floors.toml"

Measures = dict[str, float]


def tool(name: str) -> ModuleType:
    """A scorer of the development data."""
    spec = importlib.util.spec_from_file_location(name, SHARED / "tools" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer {name}.py in {SHARED / 'tools'}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def f1(c: Any) -> float:
    """F1 in per cent of (both, too many, missed)."""
    both, more, missed = (float(x) for x in c)
    return 200 * both / (2 * both + more + missed) if both else 0.0


def gnqa(reader: Reader) -> Measures:
    """Message, roles and joint macro F1 as the corpus defines them, type F1."""
    scorer = tool("score_gnqa")
    pairs = []
    with gzip.open(SHARED / "data" / "gnqa" / "dev.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            reading = reader.read(from_text(row["text"], language="de")).to_dict()
            pairs.append((row["quotes"], scorer.from_reading(reading, row)))
    r = scorer.score(pairs)
    out = {f"gnqa.{k}": 100 * r[k]["f1"] for k in ("message", "roles", "joint")} | {"gnqa.type": 100 * r["type_f1"]}
    out |= {f"gnqa.{k}.{x}": 100 * r[k][x] for k in ("message", "roles", "joint") for x in "pr"}
    return out | {f"gnqa.micro.{k}": 100 * v for k, v in r["micro_f1"].items()}


def _events(encoder: Encoder, text: Annotated, scheme: str) -> list[EventWords]:
    encoded = encoder.encode(text.text, text.tokens, text.sentences)
    found = best_events(encoder.events(encoded, scheme), encoder.threshold(scheme, "event"), scheme=scheme)
    return [e for _, e in found]


def spkatt(reader: Reader) -> Measures:
    """Cues aligned one to one by shared tokens; tokens counted per role over aligned and unaligned events, micro."""
    order = ("cue", "speaker", "addressee", "topic", "medium", "evidence", "particle", "content")
    numbers = {"speaker": 1, "cue": 2, "addressee": 3, "topic": 4, "medium": 5, "evidence": 6, "particle": 7}
    counts = {r: np.zeros(3) for r in order}
    for text in read_part(SHARED / "data", "spkatt", "dev"):
        gold = [
            {r: {t for t, x in e.roles.items() if x == n} for r, n in numbers.items()} | {"content": set(e.content)}
            for e in text.events
        ]
        found = _events(reader.encoder, text, "spkatt")
        mine = [{r: set(e.roles[r]) for r in numbers} | {"content": set(e.content)} for e in found if e.roles["cue"]]
        shared = np.array([[len(g["cue"] & m["cue"]) for m in mine] for g in gold]).reshape(len(gold), len(mine))
        pairs = [(i, j) for i, j in zip(*linear_sum_assignment(shared, maximize=True), strict=True) if shared[i, j]]
        nothing: dict[str, set[int]] = {r: set() for r in order}
        rows = [(gold[i], mine[j]) for i, j in pairs]
        rows += [(g, nothing) for k, g in enumerate(gold) if k not in {i for i, _ in pairs}]
        rows += [(nothing, m) for k, m in enumerate(mine) if k not in {j for _, j in pairs}]
        for g, m in rows:
            for r in order:
                counts[r] += len(g[r] & m[r]), len(m[r] - g[r]), len(g[r] - m[r])
    return {"spkatt.cues": f1(counts["cue"]), "spkatt.joint": f1(sum(counts.values()))} | {
        f"spkatt.role.{r}": f1(c) for r, c in counts.items()
    }


def polnear(reader: Reader) -> Measures:
    """Token F1 of source, cue and content: a token counts once for each role that it has in any attribution."""
    roles = {"source": ("speaker", 1), "cue": ("cue", 2), "content": ("content", 0)}
    counts = {r: np.zeros(3) for r in roles}
    for text in read_part(SHARED / "data", "polnear", "dev"):
        found = _events(reader.encoder, text, "polnear")
        for role, (mine, number) in roles.items():
            gold = {
                t
                for e in text.events
                for t in ([t for t, x in e.roles.items() if x == number] if number else e.content)
            }
            got = {t for e in found for t in (e.roles[mine] if number else e.content)}
            counts[role] += len(gold & got), len(got - gold), len(gold - got)
    return {f"polnear.{r}": f1(c) for r, c in counts.items()}


def entities(reader: Reader) -> Measures:
    """Micro F1 of entity spans (PER, LOC, ORG) on UNER PUD, which no training saw."""
    c: Counter[str] = Counter()
    for text in names(SHARED / "data", "dev"):
        gold = {
            (text.tokens[a][0], text.tokens[b - 1][1], kind)
            for a, b, kind in tag_spans([ENTITIES[t] for t in text.entities or []])
            if kind != "OTH"
        }
        encoded = reader.encoder.encode(text.text, text.tokens, text.sentences)
        mine = set(tagged(encoded, text.text, text.tokens, reader.knowledge))
        c.update(both=len(gold & mine), more=len(mine - gold), missed=len(gold - mine))
    return {"names.f1": f1((c["both"], c["more"], c["missed"]))}


def texts(reader: Reader) -> Measures:
    """The project's own development texts, and the samples, by the scorer of readings."""
    scorer = tool("score_reading")
    out: Measures = {}
    for group, folder in (("own", ROOT / "tests" / "texts"), ("samples", SHARED / "samples")):
        total: Counter[str] = Counter()
        for path in sorted(folder.glob("*.gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            document = from_text((folder / gold["doc"]).read_text(encoding="utf-8"), published=gold.get("published"))
            c: Counter[str] = Counter()
            scorer.score_one(gold, reader.read(document).to_dict(), c)
            total.update(c)
        for name, value in scorer.summary(total).items():
            for key, number in value.items():
                if key in ("f1", "percent", "conll") and number is not None:
                    out[f"{group}.{name}.{key}"] = float(number)
    return out


def standing(reader: Reader) -> Measures:
    """Positions, conditions, pledges of groups of texts: with annotated statements (`given`), and as read."""
    scorer = tool("score_reading")
    out: Measures = {}
    for group, paths in GROUPS.items():
        given = [] if group in UNGIVEN else [as_given(p) for p in paths]
        for how, pairs in (("given", given), ("read", [reading_with(reader, p) for p in paths])):
            if not pairs:
                continue
            out |= {f"{how}.{group}.{name}": value for name, value in of_readings(pairs, scorer).items()}
    return out


PARTS: dict[str, Callable[[Reader], Measures]] = {
    "gnqa": gnqa,
    "spkatt": spkatt,
    "polnear": polnear,
    "names": entities,
    "texts": texts,
    "positions": standing,
}


def measure(reader: Reader, parts: list[str]) -> Measures:
    """All measures of the named parts, in per cent."""
    out: Measures = {}
    for part in parts:
        out |= PARTS[part](reader)
    return out


def below(measures: Measures) -> list[str]:
    """One line for each measure that lies below its floor."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floor"]
    return [
        f"{name}: {measures[name]:.1f} is below its floor {floor}"
        for name, floor in floors.items()
        if name in measures and measures[name] < floor
    ]


def main() -> None:
    """Command line of the evaluation."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--only", default=",".join(PARTS))
    ap.add_argument("--weights", type=Path)
    a = ap.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"the development data is not there: {SHARED}")
    measures = measure(
        Reader(load_encoder(a.weights), load_knowledge(), cache(partial(load_answers, a.weights))), a.only.split(",")
    )
    for name, value in measures.items():
        print(f"{name:<44}{value:6.1f}")
    bad = below(measures)
    print("\n".join(bad) if bad else "no measure is below its floor")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
