"""Articles a second of a whole reading, against peers in the same run.

    python benchmarks/bench_reading.py [--articles 60] [--weights DIR]

German news articles from the development data. Beside the speed it tells what actors, quantities, times, voices, terms
and open questions add to the time of reading statements. Peers: spaCy's blank pipeline with its sentencizer (a floor
for any pipeline; it reads nothing), and, where torch and a training run are at hand, the same network in torch
(`--run DIR`);
for English, textacy's quotation extraction where it and a spaCy model are installed. Each is timed in turn, three
rounds, and the median is told.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from standpunkt.documents import from_text
from standpunkt.knowledge import load as load_knowledge
from standpunkt.reading import pipeline
from standpunkt.reading.pipeline import Reader
from standpunkt.weights import load_encoder

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("STANDPUNKT_SHARED", ROOT.parent / "shared"))


@cache
def _reader(weights: Path | None, threads: int) -> Reader:
    return Reader(load_encoder(weights, threads=threads), load_knowledge())


def _one(task: tuple[str, Path | None]) -> int:
    return len(_reader(task[1], 1).read(from_text(task[0], language="de")).statements)


def articles(count: int) -> list[str]:
    """The first `count` articles of the throughput texts."""
    with gzip.open(SHARED / "data" / "text" / "10kgnad-test.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line)["text"] for _, line in zip(range(count), file, strict=False)]


def timed(work: Callable[[], object], rounds: int = 3) -> float:
    """Median seconds of `rounds` calls."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


# What a reading does beside finding statements and conditions, by its name in the pipeline
ADDED = ("resolve", "names", "judgements", "quantities", "times", "find_terms", "find_open_questions")


def added(reader: Reader, texts: list[str]) -> float:
    """The time of the steps `ADDED` for the time of the others, over whole readings of `texts`."""
    spent = 0.0

    def clocked(work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*a: Any, **k: Any) -> Any:
            nonlocal spent
            start = time.perf_counter()
            out = work(*a, **k)
            out = out if isinstance(out, tuple) else list(out)
            spent += time.perf_counter() - start
            return out

        return run

    with ExitStack() as stack:
        for name in ADDED:
            stack.enter_context(patch.object(pipeline, name, clocked(getattr(pipeline, name))))
        whole = timed(lambda: [reader.read(from_text(t, language="de")) for t in texts], 1)
    return spent / (whole - spent)


def main() -> None:
    """Command line of the benchmark."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--articles", type=int, default=60)
    ap.add_argument("--weights", type=Path)
    a = ap.parse_args()
    texts = articles(a.articles)
    tasks = [(t, a.weights) for t in texts]
    print(f"{len(texts)} articles, {sum(len(t.split()) for t in texts) / len(texts):.0f} words each")
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores) as pool:
        list(pool.map(_one, tasks[: 2 * cores]))
        ours = len(texts) / timed(lambda: list(pool.map(_one, tasks, chunksize=2)))
    print(f"standpunkt, whole reading, {cores} processes: {ours:.1f} articles a second")
    single = _reader(a.weights, 1)
    alone = len(texts) / timed(lambda: [single.read(from_text(t, language="de")) for t in texts], 1)
    print(f"standpunkt, whole reading, one process: {alone:.1f} articles a second")
    print(f"actors, quantities, times, voices, terms: {100 * added(single, texts):.0f} % more time than without them")
    try:
        spacy = importlib.import_module("spacy")
    except ImportError:
        print("spaCy is not installed: no comparison (pip install 'standpunkt[bench]')")
    else:
        nlp = spacy.blank("de")
        nlp.add_pipe("sentencizer")
        floor = len(texts) / timed(lambda: [nlp(t) for t in texts])
        print(f"spaCy blank with sentencizer, one process: {floor:.0f} articles a second; ratio {alone / floor:.4f}")
    code = "import standpunkt, sys; standpunkt.read(open(sys.argv[1], encoding='utf-8').read())"
    sample = next((ROOT / "src" / "standpunkt" / "examples").glob("*.de.txt"))
    start = timed(lambda: subprocess.run([sys.executable, "-c", code, str(sample)], check=True))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"start to the reading of one article: {start:.2f} s; peak memory of a process {peak:.0f} MB")


if __name__ == "__main__":
    main()
