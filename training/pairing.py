"""Trains what tells the answer of a pair (`training/pairs.py`) anew on a finished run, whose other layers stay.

    python -m training.pairing runs/reader [--stances half]

On kept hidden states its layers and its head learn in a quarter of an hour. Prints, of the gold texts of the project
that no training sees (their questions with each of their sentences), how well an answer is told from none (area under
the curve) and yes from no, and writes the run's `final.pt`. It prints the macro F1 on the German questions of x-stance
too, which are not trained on; with `--stances half` half of its questions are, the other half is measured, and nothing
is written.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn

from benchmarks.positions import GROUPS
from training.export import load_network
from training.leaning import DATA, rows
from training.model import Network
from training.pairs import NO, NONE, YES, Pair, Pairs, encoded, gold_pairs

RATE, HEAD_RATE, SUBWORDS, SMOOTHING = 3e-4, 8e-4, 2400, 0.05
MEASURED = ("own", "looked", "clean", "news", "unseen")

Kept = tuple[torch.Tensor, str, int, tuple[str, ...]]


class States:
    """What the lower layers make of questions and of stretches, in 16 bits; each question once."""

    def __init__(self, net: Network, tokenizer: Tokenizer) -> None:
        self.net, self.tokenizer = net, tokenizer
        self.asked: dict[str, torch.Tensor] = {}

    @torch.no_grad()
    def _lower(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        self.net.eval()
        return self.net.run(self.net.embed(ids), mask, 0, self.net.sizes.lower).half()

    def questions(self, questions: Sequence[str]) -> None:
        """Remember questions."""
        new = sorted({q for q in questions if q not in self.asked}, key=len)
        for lo in range(0, len(new), 64):
            chunk = new[lo : lo + 64]
            ids, mask, *_ = encoded(self.tokenizer, [Pair(q, ".", 0, 1, NONE) for q in chunk])
            h = self._lower(ids, mask)
            self.asked |= {q: h[k, mask[k]].clone() for k, q in enumerate(chunk)}

    def stretches(self, pairs: Sequence[Pair]) -> list[Kept]:
        """Pairs with the states of their stretch for the words."""
        out: list[Kept] = []
        order = sorted(pairs, key=lambda p: len(p.text))
        for lo in range(0, len(order), 32):
            chunk = order[lo : lo + 32]
            _, _, ids, mask, part, _ = encoded(self.tokenizer, chunk)
            h = self._lower(ids, mask)
            out += [
                (h[k, part[k]].clone(), p.question, p.answer, p.others) for k, p in enumerate(chunk) if part[k].any()
            ]
        self.questions([q for p in pairs for q in (p.question, *p.others)])
        return out

    def logits(self, kept: Sequence[Kept]) -> torch.Tensor:
        """Logits of `ANSWERS`."""
        parts = []
        for states in ([self.asked[q] for _, q, *_ in kept], [s for s, *_ in kept]):
            lengths = torch.tensor([len(s) for s in states])
            padded = nn.utils.rnn.pad_sequence([s.float() for s in states], batch_first=True)
            parts += [padded, torch.arange(padded.shape[1])[None] < lengths[:, None]]
        return self.net.answers(*parts)


def train(states: States, kept: list[Kept], passes: int, seed: int) -> None:
    """Train the layers and the head of pairs; the rates fall along a cosine. Every third stretch is put with a question
    that it does not answer."""
    torch.manual_seed(seed)
    rng, net = random.Random(seed), states.net
    head = [net.pair_marker, *net.pair.parameters()]
    groups = [{"params": list(net.pairing.parameters()), "peak": RATE}, {"params": head, "peak": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    net.train()
    for done in range(passes):
        chosen: list[list[Kept]] = [[]]
        asked = [
            (s, rng.choice(others), NONE, others) if others and rng.random() < 0.3 else (s, q, answer, others)
            for s, q, answer, others in kept
        ]
        for one in sorted(asked, key=lambda x: len(x[0]) + len(states.asked[x[1]]) + rng.random() * 12):
            if chosen[-1] and (len(chosen[-1]) + 1) * (len(one[0]) + len(states.asked[one[1]])) > SUBWORDS:
                chosen.append([])
            chosen[-1].append(one)
        rng.shuffle(chosen)
        running = 0.0
        for n, batch in enumerate(chosen):
            for group in optimizer.param_groups:
                part = (done + n / len(chosen)) / passes
                group["lr"] = group["peak"] * min(1.0, 20 * part + 0.02) * (0.5 + 0.5 * math.cos(math.pi * part))
            answer = torch.tensor([a for _, _, a, _ in batch])
            loss = F.cross_entropy(states.logits(batch), answer, label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 1.0)
            optimizer.step()
            running = 0.98 * running + 0.02 * float(loss.detach())
            if n % 50 == 49:
                print(
                    f"pass {done + 1}, {n + 1} of {len(chosen)}: loss {running / (1 - 0.98 ** (n + 1)):.3f}", flush=True
                )


@torch.no_grad()
def probabilities(states: States, pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of `ANSWERS` of pairs, and their answers."""
    kept = states.stretches(pairs)
    states.net.eval()
    found = [states.logits(kept[lo : lo + 32]).softmax(-1).numpy() for lo in range(0, len(kept), 32)]
    return np.concatenate(found), np.array([answer for _, _, answer, _ in kept])


def told_apart(score: np.ndarray, true: np.ndarray) -> float:
    """The area under the receiver's curve of `score` for the cases `true` (Mann and Whitney 1947)."""
    rank = score.argsort().argsort()
    number = int(true.sum())
    return float((rank[true].sum() - number * (number - 1) / 2) / max(1, number * int((~true).sum())))


def macro_f1(said: np.ndarray, true: np.ndarray) -> float:
    """The mean of the F1 of both sides."""
    each = []
    for side in (True, False):
        both = ((said == side) & (true == side)).sum()
        each.append(2 * both / max(1, (said == side).sum() + (true == side).sum()))
    return float(np.mean(each))


def stances() -> dict[str, list[Pair]]:
    """The German comments of x-stance by their question."""
    out: dict[str, list[Pair]] = {}
    for row in rows(DATA / "xstance" / "valid.jsonl.gz"):
        if row["language"] == "de":
            text = row["comment"][:500]
            answer = YES if row["label"] == "FAVOR" else NO
            out.setdefault(row["question"], []).append(Pair(row["question"], text, 0, len(text), answer))
    return out


def main() -> None:
    """Command line of the training of pairs."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("run", type=Path)
    ap.add_argument("--passes", type=int, default=2)
    ap.add_argument("--reasons", type=int, default=8000, help="stretches of the Wahl-O-Mat")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--stances", choices=("none", "half"), default="none")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    net = load_network(a.run)
    tokenizer = Tokenizer.from_file(str(a.run / "tokenizer.json"))
    rng = random.Random(a.seed)
    pairs, states = Pairs(tokenizer, rng), States(net, tokenizer)
    kept = states.stretches([pairs.of_party() for _ in range(a.reasons)])
    kept += 2 * states.stretches(pairs.examples)
    for answer, found in pairs.own.items():
        kept += (1 if answer == NONE else 3) * states.stretches(rng.sample(found, min(len(found), 600)))
    asked = stances()
    half = set(sorted(asked)[::2])
    if a.stances == "half":
        kept += states.stretches([p for q in half for p in asked[q]])
    print(f"{len(kept)} pairs", flush=True)
    train(states, kept, a.passes, a.seed)
    for group in MEASURED:
        p, answer = probabilities(states, [x for path in GROUPS[group] for x in gold_pairs(path)])
        sides = (answer == YES) | (answer == NO)
        right = float(((p[:, YES] > p[:, NO]) == (answer == YES))[sides].mean())
        apart = told_apart(1 - p[:, NONE], answer != NONE)
        print(f"{group}: none told apart {100 * apart:.1f}, yes or no {100 * right:.1f}", flush=True)
    p, answer = probabilities(
        states, [x for q, found in asked.items() if a.stances == "none" or q not in half for x in found]
    )
    print(f"x-stance: macro F1 {100 * macro_f1(p[:, YES] > p[:, NO], answer == YES):.1f}", flush=True)
    if a.stances == "none":
        torch.save({"average": net.state_dict(), "sizes": net.sizes}, a.run / "final.pt")


if __name__ == "__main__":
    main()
