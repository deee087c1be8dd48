"""Trains the head for names anew on a finished run, whose layers stay as they are.

    python -m training.tagger runs/reader

Beside the other tasks the head sees few batches; on kept hidden states a dozen passes take a few minutes. Prints the F1
of names on the development part (UNER PUD, no training saw it) before and after, and writes the run's `final.pt`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn

from training.corpora import Annotated, names, shared
from training.evaluate import batches, entities, pad
from training.export import load_network
from training.model import Network
from training.windows import Window, make_windows

PASSES, BATCH, RATE, SMOOTHING = 12, 1024, 1e-3, 0.02


@torch.no_grad()
def hidden_states(net: Network, windows: list[Window]) -> tuple[torch.Tensor, torch.Tensor]:
    """What the lower layers make of every labelled subword (in 16 bits), and its label."""
    net.eval()
    states, labels = [], []
    for batch in batches(windows, 3000):
        ids, mask, _ = pad(batch)
        h = net.run(net.embed(ids), mask, 0, net.sizes.lower).half()
        for i, w in enumerate(batch):
            assert w.entities is not None
            known = torch.from_numpy(w.entities >= 0)
            states.append(h[i, : len(w.ids)][known])
            labels.append(torch.from_numpy(w.entities)[known])
    return torch.cat(states), torch.cat(labels)


def train(head: nn.Module, states: torch.Tensor, labels: torch.Tensor, seed: int) -> None:
    """Train a head on hidden states; the rate falls in a straight line."""
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    steps = PASSES * (len(states) // BATCH)
    done = 0
    for _ in range(PASSES):
        order = torch.randperm(len(states))
        for lo in range(0, len(order) - BATCH + 1, BATCH):
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - done / steps)
            some = order[lo : lo + BATCH]
            logits = head(F.dropout(states[some].float(), 0.2))
            loss = F.cross_entropy(logits, labels[some], label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            done += 1


def main() -> None:
    """Command line of the tagger's training."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("run", type=Path)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(1)
    net = load_network(a.run)
    tokenizer = Tokenizer.from_file(str(a.run / "tokenizer.json"))

    def part(name: str) -> tuple[list[Annotated], list[Window]]:
        texts = names(shared() / "data", name)
        return texts, make_windows(tokenizer, texts)

    dev = part("dev")
    print(f"names before: F1 {100 * entities(net, *dev):.1f}", flush=True)
    states, labels = hidden_states(net, part("train")[1])
    for layer in net.entity.modules():
        if isinstance(layer, nn.Linear):
            layer.reset_parameters()
    train(net.entity, states, labels, a.seed)
    print(f"names after: F1 {100 * entities(net, *dev):.1f}", flush=True)
    torch.save({"average": net.state_dict(), "sizes": net.sizes}, a.run / "final.pt")


if __name__ == "__main__":
    main()
