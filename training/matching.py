"""Trains `src/standpunkt/weights/matching.npz`: how near a stretch of text is to a question, over the encoder's states.

    python -m training.matching [--weights DIR] [--reasons 8000]

Theses of the Wahl-O-Mat and one or two sentences of the parties' reasons for their answers (`../shared/data/wahlomat`),
each encoded alone with the encoder of the folder, which the file is tied to: after a new encoder run this again. A
projection learns to tell the thesis that a reason belongs to from the others of its batch, every other time all of the
same election (contrastive loss in both directions). First a quarter of the elections is left out, to measure and to fit
the probability; then it is trained on all. Also printed: how often the right one of ten theses of an election comes
first, by the projection and by common words alone. About five minutes of two idle cores.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from scipy.optimize import minimize

from standpunkt.knowledge import load as load_knowledge
from standpunkt.reading.encoder import Encoder
from standpunkt.reading.nearness import Projection
from standpunkt.reading.pipeline import token_ranges
from standpunkt.reading.sentences import sentences
from standpunkt.reading.tokens import tokens
from standpunkt.statements.terms import contents, coverage
from standpunkt.weights import FILES, HERE, PROJECTION, load_encoder
from training.leaning import DATA, rows

PLACES, EPOCHS, BATCH, RATE, DECAY, DROPPED = 96, 5, 48, 2e-3, 0.05, 0.1
LETTERS, OTHERS = 300, 9

Floats = npt.NDArray[np.float32]


@dataclass
class Pair:
    """A thesis and words said about it, with the states of the words of both."""

    election: str
    thesis: str
    words: str
    asked: torch.Tensor
    there: torch.Tensor


def states(encoder: Encoder, text: str) -> torch.Tensor:
    """The states of the words of a text, words × hidden."""
    found = tokens(text)
    ranges = token_ranges(found, sentences(text, "de"))
    return torch.from_numpy(encoder.encode(text, found, ranges).states(len(found)).astype(np.float16))


def pairs(encoder: Encoder, count: int, seed: int = 5) -> list[Pair]:
    """`count` reasons, each once, cut to one or two of their first sentences."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for r in rows(DATA / "wahlomat" / "positions.jsonl.gz"):
        reason = (r.get("reason") or "").strip().strip('"').strip()
        if len(reason) > 60 and "keine Begründung" not in reason and "Regierungsprogramm" not in reason:
            found.setdefault((r["thesis"], reason[:80]), (r["election"], r["thesis"], reason))
    rng = random.Random(seed)
    chosen = list(found.values())
    rng.shuffle(chosen)
    theses: dict[str, torch.Tensor] = {}
    out = []
    for n, (election, thesis, reason) in enumerate(chosen[:count], 1):
        split = sentences(reason, "de")
        first = rng.randrange(min(len(split), 3))
        words = reason[split[first][0] : split[min(len(split) - 1, first + rng.randrange(2))][1]][:LETTERS].strip()
        if len(words) >= 30:
            if thesis not in theses:
                theses[thesis] = states(encoder, thesis)
            out.append(Pair(election, thesis, words, theses[thesis], states(encoder, words)))
        if n % 1000 == 0:
            print(f"{n} of {count} reasons encoded", flush=True)
    return out


class Network(torch.nn.Module):
    """The projection while it is trained; states are scaled to zero mean and unit spread before it."""

    def __init__(self, data: Sequence[Pair]) -> None:
        super().__init__()
        every = torch.cat([p.there for p in data]).float()
        self.mean, self.spread = every.mean(0), every.std(0) + 1e-4
        self.matrix = torch.nn.Linear(every.shape[1], PLACES, bias=False)
        torch.nn.init.orthogonal_(self.matrix.weight)
        self.importance = torch.nn.Linear(every.shape[1], 1, bias=False)
        torch.nn.init.zeros_(self.importance.weight)
        self.scale = torch.nn.Parameter(torch.tensor(10.0))

    def forward(self, asked: Sequence[torch.Tensor], there: Sequence[torch.Tensor]) -> torch.Tensor:
        """The likeness of each of the texts `asked` to each of `there`."""
        a, of_a = self._padded(asked)
        b, of_b = self._padded(there)
        both = torch.einsum("qid,xjd->qxij", F.normalize(self.matrix(a), dim=-1), F.normalize(self.matrix(b), dim=-1))
        best = both.masked_fill(~of_b[None, :, None, :], -1).amax(-1)
        weight = torch.softmax(self.importance(a)[..., 0].masked_fill(~of_a, -1e4), -1)
        return torch.einsum("qxi,qi->qx", best, weight)

    def _padded(self, texts: Sequence[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        out = torch.nn.utils.rnn.pad_sequence([(t.float() - self.mean) / self.spread for t in texts], batch_first=True)
        lengths = torch.tensor([len(t) for t in texts])
        return out, torch.arange(out.shape[1])[None] < lengths[:, None]

    def projection(self, slope: float, offset: float) -> Projection:
        """What is learned, with the scaling of the states folded into it."""
        matrix = (self.matrix.weight / self.spread).detach().numpy().T
        importance = (self.importance.weight[0] / self.spread).detach().numpy()
        return Projection(matrix, (-self.mean.numpy() @ matrix), importance, slope, offset)


def trained(data: Sequence[Pair], seed: int = 1) -> Network:
    """The network after `EPOCHS` passes (AdamW)."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Network(data)
    weights = [net.matrix.weight, net.importance.weight]
    optimizer = torch.optim.AdamW(
        [{"params": weights, "lr": RATE, "weight_decay": DECAY}, {"params": [net.scale], "lr": 0.05}]
    )
    for epoch in range(EPOCHS):
        order = list(data)
        rng.shuffle(order)
        if epoch % 2:  # the others of a batch are then of the same election
            order.sort(key=lambda p: p.election)
        batches = [order[k : k + BATCH] for k in range(0, len(order), BATCH)]
        rng.shuffle(batches)
        for batch in batches:
            z = net([p.asked for p in batch], [F.dropout(p.there.float(), DROPPED) for p in batch]) * net.scale
            same = torch.tensor([[p.thesis == q.thesis and p is not q for q in batch] for p in batch])
            z = z.masked_fill(same, -1e4)
            right = torch.arange(len(batch))
            loss = F.cross_entropy(z, right) + F.cross_entropy(z.T, right)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return net


def candidates(data: Sequence[Pair], seed: int = 1) -> list[tuple[Pair, list[Pair]]]:
    """Each pair with pairs of `OTHERS` other theses of its election."""
    rng = random.Random(seed)
    by_election: dict[str, dict[str, Pair]] = {}
    for p in data:
        by_election.setdefault(p.election, {})[p.thesis] = p
    out = []
    for p in data:
        others = [q for q in by_election[p.election].values() if q.thesis != p.thesis]
        if len(others) >= OTHERS:
            out.append((p, rng.sample(others, OTHERS)))
    return out


def measured(net: Network, data: Sequence[Pair]) -> tuple[float, float]:
    """Prints how often the right thesis comes first; slope and offset of the probability."""
    knowledge = load_knowledge()
    right = by_words = by_both = 0
    z: list[float] = []
    y: list[float] = []
    found = candidates(data)
    for p, others in found:
        with torch.no_grad():
            likeness = net([q.asked for q in (p, *others)], [p.there])[:, 0].numpy()
        said = contents(p.words, "de", knowledge)
        words = np.array([np.mean(coverage(contents(q.thesis, "de", knowledge), said) or [0]) for q in (p, *others)])
        right += int(likeness[0] > likeness[1:].max())
        by_words += int(words[0] > words[1:].max())
        both = words + 2 * likeness
        by_both += int(both[0] > both[1:].max())
        z += likeness.tolist()
        y += [1.0] + [0.0] * len(others)
    n = len(found)
    print(
        f"the right one of {OTHERS + 1} theses of an election that was not trained on comes first: "
        f"{100 * right / n:.1f} % by the projection, {100 * by_words / n:.1f} % by words, "
        f"{100 * by_both / n:.1f} % by both ({n} reasons)"
    )
    x, t = np.array(z), np.array(y)

    def loss(w: npt.NDArray[np.float64]) -> float:
        odds = w[0] * x + w[1]
        return float(np.logaddexp(0, odds).sum() - t @ odds)

    slope, offset = minimize(loss, np.array([5.0, -3.0])).x.tolist()
    return slope, offset


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--weights", type=Path, default=HERE)
    ap.add_argument("--reasons", type=int, default=8000)
    a = ap.parse_args()
    data = pairs(load_encoder(a.weights), a.reasons)
    elections = sorted({p.election for p in data})
    random.Random(3).shuffle(elections)
    out = set(elections[: len(elections) // 4])
    slope, offset = measured(
        trained([p for p in data if p.election not in out]), [p for p in data if p.election in out]
    )
    made = trained(data).projection(slope, offset)
    path = a.weights / PROJECTION
    np.savez_compressed(
        path, matrix=made.matrix.astype(np.float16), bias=made.bias.astype(np.float32),
        importance=made.importance.astype(np.float32), slope=np.float32(slope), offset=np.float32(offset),
        encoder=np.array(sha256((a.weights / FILES[0]).read_bytes()).hexdigest()),
    )  # fmt: skip
    print(f"slope {slope:.2f} offset {offset:.2f}; {path}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
