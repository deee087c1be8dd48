"""Blends a finished run with the exported weights that it started from: the mean of both, weighted.

    python -m training.blend runs/reader --start runs/second/weights --share 0.3

What a run learns and what it loses lie on one path; part of the way often keeps most of both (Wortsman et al. 2022,
Robust fine-tuning of zero-shot models). The head for names stays the run's. Writes the run's `final.pt` anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.export import load_network
from training.start import from_weights


def main() -> None:
    """Command line of the blending."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("run", type=Path)
    ap.add_argument("--start", type=Path, required=True)
    ap.add_argument("--share", type=float, default=0.3, help="the run's share")
    a = ap.parse_args()
    net = load_network(a.run)
    before, after = from_weights(a.start).state_dict(), net.state_dict()
    for name, value in after.items():
        if not name.startswith("entity."):
            value.copy_(torch.lerp(before[name], value, a.share))
    torch.save({"average": net.state_dict(), "sizes": net.sizes}, a.run / "final.pt")


if __name__ == "__main__":
    main()
