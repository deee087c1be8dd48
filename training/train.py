"""The training loop: one network for all schemes, restartable, with a log.

python -m training.train --out runs/reader
"""

from __future__ import annotations

import argparse
import copy
import gzip
import json
import math
import pickle
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from training.base import cut_vocabulary, load_base, make_tokenizer
from training.corpora import SCHEMES, Annotated, names, read_part, shared
from training.evaluate import evaluate, pad
from training.export import load_network
from training.half import Half
from training.model import MEMBERS, REACH, Network, Sizes
from training.start import from_weights
from training.windows import Window, make_windows

UNKNOWN = 3

_WINDOWS = ((384, 112), (256, 64))  # each text is read in long and in short windows: the longest, the overlap
# How much a word of each of `ROLES` counts: the rare ones (addressee, topic, medium, evidence, particle) more
WEIGHTS = (1.0, 1.0, 1.0, 2.0, 1.5, 2.0, 2.0, 2.0)


def vocabulary_texts(data: Path) -> Any:
    """Texts whose pieces the vocabulary keeps: German and English, train parts and texts without marks."""
    for part in ("gnqa/train", "polnear/train", "text/10kgnad-test"):
        with gzip.open(data / f"{part}.jsonl.gz", "rt", encoding="utf-8") as f:
            for line in f:
                yield json.loads(line)["text"]
    for part, keys in (("wahlomat/positions", ("thesis", "reason")), ("sentiment/gerntsa", ("opinion_snippet",))):
        with gzip.open(data / f"{part}.jsonl.gz", "rt", encoding="utf-8") as f:
            for line in f:
                row = json.loads(line)
                yield " ".join(row[k] for k in keys)
    for t in [*read_part(data, "spkatt", "train"), *names(data, "train")]:
        yield t.text


def members(w: Window) -> np.ndarray:
    """Which subwords are content, speaker and cue of any event of the window: subwords × `MEMBERS`."""
    top = int(w.word.max()) + 2
    table = np.zeros((top, len(MEMBERS)), dtype=np.float32)
    for _, event in w.events:
        table[[t for t in event.content if t < top], 0] = 1
        for t, role in event.roles.items():
            if role < len(MEMBERS) and t < top:
                table[t, role] = 1
    found: np.ndarray = np.where(w.word[:, None] >= 0, table[w.word], 0)
    return found


def losses(
    net: Network, batch: list[Window], h: torch.Tensor, lengths: torch.Tensor, rng: random.Random
) -> torch.Tensor:
    """The summed loss of one batch of windows, given the lower layers' output."""
    scheme = batch[0].scheme
    if scheme < 0:
        logits = net.tag(h, torch.arange(h.shape[1])[None] < lengths[:, None]).float()
        target = torch.full(h.shape[:2], -100)
        for i, w in enumerate(batch):
            assert w.entities is not None
            target[i, : len(w.entities)] = torch.from_numpy(w.entities)
        return F.cross_entropy(logits.flatten(0, 1), target.flatten())
    logits = net.anchor(h)[..., scheme].float()
    target = torch.full(h.shape[:2], -100)
    parts = torch.zeros(*h.shape[:2], len(MEMBERS))
    for i, w in enumerate(batch):
        target[i, : len(w.anchors)] = torch.from_numpy(w.anchors)
        parts[i, : len(w.anchors)] = torch.from_numpy(members(w))
    known = target >= 0
    bce = F.binary_cross_entropy_with_logits(logits[known], target[known].float(), reduction="none")
    loss = bce.sum() / max(1, int((target == 1).sum())) * 0.5
    tagged = net.member(h).float().unflatten(-1, (-1, len(MEMBERS)))[:, :, scheme]
    loss = loss + F.binary_cross_entropy_with_logits(tagged[known], parts[known]) * 2
    chosen = [(i, at, e) for i, w in enumerate(batch) for at, e in w.events]
    with torch.no_grad():
        likely = torch.where(target == 0, logits + torch.randn_like(logits), torch.full_like(logits, -1e4))
        best = likely.flatten().topk(min(12, likely.numel())).indices.tolist()
        wrong = [divmod(at, likely.shape[1]) for at in best if likely.flatten()[at] > -5]
    cap = 40
    if len(chosen) > cap:
        chosen = rng.sample(chosen, cap)
    picks: list[tuple[int, int, Any]] = [*chosen, *((i, at, None) for i, at in wrong[: max(2, len(chosen) // 4)])]
    if not picks:
        return loss
    row = torch.tensor([p[0] for p in picks])
    anchor = torch.tensor([p[1] for p in picks])
    back, forward = REACH[SCHEMES[scheme]]
    reach = (rng.randint(48, back), rng.randint(64, forward))  # less is seen at times: it costs less and generalises
    out = net.events(h, lengths, row, anchor, torch.full_like(row, scheme), reach)
    out |= {k: out[k].float() for k in ("role", "inside", "event")}
    n, width = out["mask"].shape
    role = np.full((n, width), -100)
    inside = np.zeros((n, width, 2), dtype=np.float32)
    kind, medium, keep = np.full(n, -1), np.full(n, -1), np.zeros(n, dtype=np.float32)
    mask, index = out["mask"].numpy(), out["index"].numpy()
    for k, (i, _, event) in enumerate(picks):
        if event is None:
            continue
        keep[k] = 1
        word = np.where(mask[k], batch[i].word[np.minimum(index[k], len(batch[i].word) - 1)], -1)
        top = int(batch[i].word.max()) + 2
        table = np.zeros(top, dtype=np.int64)
        for t, r in event.roles.items():
            if t < top:
                table[t] = r
        role[k] = np.where(word >= 0, table[word], -100)
        for c, marked in enumerate((event.content, event.frame)):
            flags = np.zeros(top, dtype=np.float32)
            flags[[t for t in marked if t < top]] = 1
            inside[k, :, c] = np.where(word >= 0, flags[word], 0)
        kind[k], medium[k] = event.kind, event.medium
    role_t = torch.from_numpy(role)
    weight = torch.tensor(WEIGHTS)
    loss = loss + F.cross_entropy(out["role"].flatten(0, 1), role_t.flatten(), weight=weight, ignore_index=-100) * 3
    use = role_t >= 0
    framed = any(event is not None and event.frame for *_, event in picks)  # where frames are annotated
    columns = 2 if scheme == 0 and framed else 1
    loss = (
        loss
        + F.binary_cross_entropy_with_logits(
            out["inside"][use][:, :columns], torch.from_numpy(inside)[use][:, :columns]
        )
        * 3
    )
    event_logits = out["event"]
    loss = loss + 0.3 * F.binary_cross_entropy_with_logits(event_logits[:, -1], torch.from_numpy(keep))
    kinds, media = torch.from_numpy(kind), torch.from_numpy(medium)
    if scheme == 0 and bool((kinds >= 0).any()):
        loss = loss + 0.4 * F.cross_entropy(event_logits[:, :5], kinds, ignore_index=-1)
        if bool((media >= 0).any()):
            loss = loss + 0.15 * F.cross_entropy(event_logits[:, 5:9], media, ignore_index=-1)
    return loss


def groups(windows: list[Window], events: int, subwords: int, rng: random.Random) -> list[list[Window]]:
    """Batches of windows of like length, bounded in events and padded subwords, in random order."""
    order = sorted(windows, key=lambda w: len(w.ids) + rng.random() * 60)
    out: list[list[Window]] = []
    count = 0
    for w in order:
        longest = max([len(w.ids), *(len(x.ids) for x in out[-1])]) if out else 0
        if out and count + len(w.events) <= events and (len(out[-1]) + 1) * longest <= subwords:
            out[-1].append(w)
            count += len(w.events)
        else:
            out.append([w])
            count = len(w.events)
    rng.shuffle(out)
    return out


def begin(a: argparse.Namespace, data: Path) -> tuple[Network, Tokenizer]:
    """The network to train, from an earlier one or from the base, and its tokenizer."""
    if a.start:
        exported = (a.start / "lower.onnx").exists()
        net = from_weights(a.start, dropout=a.dropout) if exported else load_network(a.start)
        return net.train(), Tokenizer.from_file(str(a.start / "tokenizer.json"))
    base = load_base()
    file = a.out / "vocabulary.pkl"
    if not file.exists():
        file.write_bytes(pickle.dumps(cut_vocabulary(base, vocabulary_texts(data))))
    vocabulary, rows = pickle.loads(file.read_bytes())
    return Network.from_base(base, rows, Sizes(vocabulary=len(vocabulary)), a.dropout), make_tokenizer(vocabulary, 3)


def main() -> None:
    """Command line of the training."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, default=Path("runs/reader"))
    ap.add_argument("--steps", type=int, default=2300)
    ap.add_argument("--lr", type=float, default=1.5e-4)
    ap.add_argument("--heads", type=float, default=6.0, help="how much faster the heads learn than the topmost layer")
    ap.add_argument("--frozen", type=int, default=0, help="lower layers that stay as they are")
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--hidden-words", type=float, default=0.15, help="share of subwords hidden, in half the windows")
    ap.add_argument("--average", type=float, default=0.998, help="how much of the averaged weights a step keeps")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--half", action="store_true", help="products in bfloat16, where the processor computes in it")
    ap.add_argument("--mix", default="gnqa:26,spkatt:18,polnear:12,names:2,own-de:3,own-en:1", help="share of batches")
    ap.add_argument("--events", type=int, default=12, help="events a batch, at most; of the speech scheme 20 for 12")
    ap.add_argument("--subwords", type=int, default=2600, help="padded subwords a batch, at most")
    ap.add_argument("--start", type=Path, help="go on from a run or from a folder of weights, not from the base")
    ap.add_argument("--evaluate", type=int, default=600)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    data = shared() / "data"
    net, tokenizer = begin(a, data)
    tokenizer.save(str(a.out / "tokenizer.json"))
    shares = {k: int(v) for k, v in (x.split(":") for x in a.mix.split(","))}

    def load(name: str, part: str) -> list[Annotated]:
        return names(data, part) if name == "names" else read_part(data, name, part)

    train = {}
    for n in shares:
        texts = load(n, "train")
        train[n] = [w for reach in _WINDOWS for w in make_windows(tokenizer, texts, *reach)]
    dev = {}
    for n in (s for s in shares if not s.startswith(("own-", "speech-"))):
        texts = load(n, "dev")[: 30 if n == "polnear" else None]
        dev[n] = (texts, make_windows(tokenizer, texts))
    print(
        {n: (len(w), sum(len(x.ids) for x in w), sum(len(x.events) for x in w)) for n, w in train.items()},
        net.sizes,
        flush=True,
    )
    for module in (net.word, net.place, net.norm, *net.layers[: a.frozen]):
        module.requires_grad_(False)
    fresh = [p for n, p in net.named_parameters() if p.requires_grad and not n.startswith(("layers.", "tagging."))]
    tuned = [{"params": list(net.tagging.parameters()), "scale": 1.0}]
    for i, layer in enumerate(net.layers):
        if i >= a.frozen:
            tuned.append({"params": list(layer.parameters()), "scale": 0.95 ** (len(net.layers) - 1 - i)})
    optimizer = torch.optim.AdamW(
        [*tuned, {"params": fresh, "scale": a.heads}], lr=a.lr, weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    step = 0
    checkpoint = a.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        step = state["step"]
        rng.seed(a.seed + step)
        torch.manual_seed(a.seed + step)
        print("restarted at step", step, flush=True)
    average, half = copy.deepcopy(net), Half(net, on=a.half)
    if checkpoint.exists():
        average.load_state_dict(state["average"])
    queues: dict[str, list[list[Window]]] = {n: [] for n in shares}
    started, first, running = time.time(), step, 0.0
    while step < a.steps:
        name = rng.choices(list(shares), list(shares.values()))[0]
        if not queues[name]:
            events = a.events * 5 // 3 if name == "spkatt" else a.events
            queues[name] = groups(train[name], events, a.subwords // 2 if name == "names" else a.subwords, rng)
        batch = queues[name].pop()
        fraction = step / a.steps
        rate = min(1.0, (step + 1) / 40) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * fraction)))
        for group in optimizer.param_groups:
            group["lr"] = a.lr * rate * group["scale"]
        fast = half.before()
        ids, mask, lengths = pad(batch)
        hidden = (torch.rand(ids.shape) < a.hidden_words) & (torch.rand(len(ids), 1) < 0.5)
        if name != "names":
            ids = torch.where(hidden, torch.full_like(ids, UNKNOWN), ids)
        with torch.no_grad():
            x = fast.run(fast.embed(ids), mask, 0, a.frozen)
        h = fast.run(x, mask, a.frozen, net.sizes.lower)
        loss = losses(fast, batch, h, lengths, rng)
        if not bool(torch.isfinite(loss)):
            raise SystemExit(
                f"the loss of a batch of {name} is {float(loss.detach())} at step {step}; nothing is saved"
            )
        optimizer.zero_grad()
        loss.backward()
        half.after()
        torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        step += 1
        with torch.no_grad():
            keep = min(a.average, step / (step + 10))
            for mean, now in zip(average.parameters(), net.parameters(), strict=True):
                if now.requires_grad:
                    mean.lerp_(now, 1 - keep)
        running = 0.98 * running + 0.02 * float(loss.detach())
        if step % 20 == 0:
            seconds = time.time() - started
            print(
                f"step {step} loss {running / (1 - 0.98 ** (step - first)):.3f} {seconds / (step - first):.2f} s/step",
                flush=True,
            )
        if step % 100 == 0 or step == a.steps:
            torch.save(
                {
                    "net": net.state_dict(),
                    "average": average.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "step": step,
                    "sizes": net.sizes,
                },
                checkpoint.with_suffix(".new"),
            )
            checkpoint.with_suffix(".new").replace(checkpoint)
        if step % a.evaluate == 0 or step == a.steps:
            print(
                json.dumps({"step": step, "minutes": round((time.time() - started) / 60, 1)} | evaluate(average, dev)),
                flush=True,
            )
    torch.save({"average": average.state_dict(), "sizes": net.sizes, "step": step}, a.out / "final.pt")


if __name__ == "__main__":
    main()
