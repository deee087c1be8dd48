"""Trains the tagger of names anew on a finished run, whose other layers stay as they are.

    python -m training.tagger runs/reader

Beside the other tasks it sees few batches; on kept hidden states its layer and its head learn in a few minutes. Prints
the F1 of names on the development part (UNER PUD, no training saw it) before and after, and writes the run's
`final.pt`.
"""

from __future__ import annotations

import argparse
import math
import random
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

RATE, HEAD_RATE, SUBWORDS, SMOOTHING = 3e-4, 1e-3, 1500, 0.02


@torch.no_grad()
def hidden_states(net: Network, windows: list[Window]) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """What the lower layers make of each window (subwords × hidden, in 16 bits), and its labels."""
    net.eval()
    out = []
    for batch in batches(windows, 3000):
        ids, mask, _ = pad(batch)
        h = net.run(net.embed(ids), mask, 0, net.sizes.lower).half()
        for i, w in enumerate(batch):
            assert w.entities is not None
            out.append((h[i, : len(w.ids)].clone(), torch.from_numpy(w.entities)))
    return out


def train(net: Network, windows: list[tuple[torch.Tensor, torch.Tensor]], passes: int, seed: int) -> None:
    """Train the tagging layer and its head; the rates fall along a cosine. Batches hold windows of like length."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    groups = [
        {"params": list(net.tagging.parameters()), "peak": RATE},
        {"params": list(net.entity.parameters()), "peak": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    net.train()
    for done in range(passes):
        chosen: list[list[tuple[torch.Tensor, torch.Tensor]]] = [[]]
        for window in sorted(windows, key=lambda w: len(w[0]) + rng.random() * 60):
            if (len(chosen[-1]) + 1) * len(window[0]) > SUBWORDS and chosen[-1]:
                chosen.append([])
            chosen[-1].append(window)
        rng.shuffle(chosen)
        for n, batch in enumerate(chosen):
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * (0.5 + 0.5 * math.cos(math.pi * (done + n / len(chosen)) / passes))
            h = nn.utils.rnn.pad_sequence([x.float() for x, _ in batch], batch_first=True)
            labels = nn.utils.rnn.pad_sequence([y for _, y in batch], batch_first=True, padding_value=-100)
            lengths = torch.tensor([len(x) for x, _ in batch])
            logits = net.tag(F.dropout(h, 0.1), torch.arange(h.shape[1])[None] < lengths[:, None])
            loss = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(groups[0]["params"], 1.0)
            optimizer.step()
        print(f"pass {done + 1}: last loss {float(loss.detach()):.3f}", flush=True)


def main() -> None:
    """Command line of the tagger's training."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("run", type=Path)
    ap.add_argument("--passes", type=int, default=6)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    net = load_network(a.run)
    tokenizer = Tokenizer.from_file(str(a.run / "tokenizer.json"))

    def part(name: str) -> tuple[list[Annotated], list[Window]]:
        texts = names(shared() / "data", name)
        return texts, make_windows(tokenizer, texts)

    dev = part("dev")
    print(f"names before: F1 {100 * entities(net, *dev):.1f}", flush=True)
    net.tagging.load_state_dict(net.layers[net.sizes.lower].state_dict())
    for layer in net.entity.modules():
        if isinstance(layer, nn.Linear):
            layer.reset_parameters()
    train(net, hidden_states(net, part("train")[1]), a.passes, a.seed)
    print(f"names after: F1 {100 * entities(net, *dev):.1f}", flush=True)
    torch.save({"average": net.state_dict(), "sizes": net.sizes}, a.run / "final.pt")


if __name__ == "__main__":
    main()
