"""Puts the graph that answers questions beside a new encoder, where both read with the same table of subwords.

    python -m training.carry src/standpunkt/weights runs/exported

The graph has layers of its own and shares only that table, byte for byte, which no run of the reader changes: it need
not be trained or exported anew. Where the bytes differ nothing is written.
"""

from __future__ import annotations

import argparse
import json
from hashlib import sha256
from pathlib import Path

import onnx

from standpunkt.reading.encoder import SCHEMES

GRAPH, ENCODER, ABOUT = "answers.onnx", "lower.onnx", "reader.json"


def carry(old: Path, new: Path) -> None:
    """Write the graph of the folder `old` to the folder `new`, tied to its encoder; the thresholds too, where it has
    none. Raises SystemExit where the tables differ."""
    graph = onnx.load(str(old / GRAPH), load_external_data=False)
    before, now = (folder.joinpath(ENCODER).read_bytes() for folder in (old, new))
    for table in (t for t in graph.graph.initializer if t.external_data):
        place = {x.key: x for x in table.external_data}
        start, length = int(place["offset"].value), int(place["length"].value)
        at = now.find(before[start : start + length])
        if at < 0:
            raise SystemExit(f"{new / ENCODER} has another {table.name} than {old / ENCODER}: export the answers anew")
        place["offset"].value = str(at)
    about, mine = (json.loads((folder / ABOUT).read_text(encoding="utf-8")) for folder in (new, old))
    about["answers"] = {**mine["answers"], "encoder": sha256(now).hexdigest()}
    about.setdefault("settings", {s: mine["settings"][s] for s in SCHEMES})
    (new / GRAPH).write_bytes(graph.SerializeToString())
    (new / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("old", type=Path)
    ap.add_argument("new", type=Path)
    a = ap.parse_args()
    carry(a.old, a.new)


if __name__ == "__main__":
    main()
