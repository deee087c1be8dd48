"""Averages a finished run with the exported weights that it went on from, as far as both have the same parts.

    python -m training.average runs/reader --start src/standpunkt/weights --share 0.6

The mean of weights along one training reads better than either end ("model soups", Wortsman et al. 2022). Writes the
run's `final.pt`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.export import load_network
from training.start import from_weights


def main() -> None:
    """Command line of the averaging."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("run", type=Path)
    ap.add_argument("--start", type=Path, required=True)
    ap.add_argument("--share", type=float, default=0.6, help="of the finished run")
    a = ap.parse_args()
    net = load_network(a.run)
    before = from_weights(a.start).state_dict()
    mean = net.state_dict()
    for name, value in mean.items():
        if not name.startswith("member"):  # not exported
            value.mul_(a.share).add_(before[name], alpha=1 - a.share)
    torch.save({"average": mean, "sizes": net.sizes}, a.run / "final.pt")


if __name__ == "__main__":
    main()
