"""Trains what tells the answers of a stretch of text to questions (`training/cases.py`): layers of its own, from the
base encoder, that read the stretch and all questions together.

    python -m training.answering --out runs/answers [--steps 2400] [--stances first|second]

Prints, of the short articles that are held out, how well an answer is told from none (area under the curve), and which
answer; of x-stance's German questions the macro F1, where none of them is trained on. `--stances`: one half of
x-stance's questions is trained on too, the other is measured. It restarts from its checkpoint.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn

from standpunkt.reading.answers import ANSWERS, STATUSES
from training.base import load_base
from training.cases import BOUND, NO, NONE, YES, Case, Cases, articles, foreign, in_batches
from training.export import export_answers
from training.half import Half
from training.leaning import DATA, rows
from training.model import Answering, Network, Sizes
from training.start import answering_from_weights
from training.widest import of_answering

__all__ = ["answer_loss", "from_base", "load_answering", "probabilities"]

SUBWORDS, DECAY, PLEDGES = 1600, 0.93, 0.4


def from_base(tokenizer: Tokenizer, layers: int, dropout: float = 0.1) -> Answering:
    """The network with the base's weights for the reader's vocabulary; the head is fresh."""
    base = load_base()
    row_of = {piece: n for n, (piece, _) in enumerate(base.vocabulary)}
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda x: x[1])
    picked = [*base.specials, *(row_of[p] for p, _ in pieces[4:])]
    full = Network.from_base(base, np.array(picked), Sizes(vocabulary=len(picked), layers=layers, lower=layers - 1))
    net = Answering(full.sizes, dropout)
    found = {k: v for k, v in full.state_dict().items() if k.split(".")[0] in {"word", "place", "norm", "layers"}}
    net.load_state_dict(found, strict=False)
    return net


def load_answering(run: Path) -> Answering:
    """The network of a finished (`final.pt`) or running (`checkpoint.pt`) training."""
    file = run / "final.pt" if (run / "final.pt").exists() else run / "checkpoint.pt"
    state = torch.load(file, weights_only=False)
    net = Answering(Sizes(vocabulary=state["average"]["word.weight"].shape[0], layers=state["layers"]))
    net.load_state_dict(state["average"])
    net.eval()
    return net


def answer_loss(logits: Tensor, answers: Tensor, smoothing: float = 0.05) -> Tensor:
    """The mean loss; of cases that do not tell a bound yes from another, of both together."""
    logs, answers = logits.flatten(0, 1).log_softmax(-1), answers.flatten()
    logs, answers = logs[answers > -100], answers[answers > -100]
    both = torch.logsumexp(logs[:, [YES, ANSWERS.index("conditional")]], -1)
    picked = torch.where(answers == BOUND, both, logs.gather(1, answers.clamp(min=0)[:, None])[:, 0])
    return -((1 - smoothing) * picked + smoothing * logs.mean(-1)).mean()


@torch.no_grad()
def probabilities(
    net: Answering, tokenizer: Tokenizer, cases: Sequence[Case]
) -> tuple[list[npt.NDArray[np.float32]], npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Probabilities of `ANSWERS` of each case, questions × answers; of `STATUSES`, cases × statuses; whether the
    subword that is most likely what is pledged is so (1, 0; -1 where that is not known)."""
    net.eval()
    out: list[npt.NDArray[np.float32]] = [np.zeros((0, len(ANSWERS)), dtype=np.float32)] * len(cases)
    pledges = np.zeros((len(cases), len(STATUSES)), dtype=np.float32)
    pointed = np.full(len(cases), -1)
    for numbers, b in in_batches(tokenizer, cases, 4000):
        found, pledge, what = net(b.ids, b.mask, b.part, b.number)
        for n, p in zip(numbers, found.softmax(-1).numpy(), strict=True):
            out[n] = p[: len(cases[n].asked)]
        pledges[numbers] = pledge.softmax(-1).numpy()
        best = what.masked_fill(b.part != 2, -1e4).argmax(1)
        pointed[numbers] = torch.where(b.what.sum(1) > 0, b.what.gather(1, best[:, None])[:, 0].long(), -1).numpy()
    return out, pledges, pointed


def told_apart(score: npt.NDArray[np.float32], true: npt.NDArray[np.bool_]) -> float:
    """The area under the receiver's curve of `score` for the cases `true` (Mann and Whitney 1947)."""
    rank = score.argsort().argsort()
    number = int(true.sum())
    return float((rank[true].sum() - number * (number - 1) / 2) / max(1, number * int((~true).sum())))


def macro_f1(said: npt.NDArray[np.bool_], true: npt.NDArray[np.bool_]) -> float:
    """The mean of the F1 of both sides."""
    each = []
    for side in (True, False):
        both = ((said == side) & (true == side)).sum()
        each.append(2 * both / max(1, (said == side).sum() + (true == side).sum()))
    return float(np.mean(each))


def stances() -> tuple[list[Case], list[Case]]:
    """The German comments of x-stance's validation part, in two halves of its questions."""
    found = [r for r in rows(DATA / "xstance" / "valid.jsonl.gz") if r["language"] == "de"]
    questions = sorted({r["question"] for r in found})
    random.Random(3).shuffle(questions)
    first = set(questions[: len(questions) // 2])
    out: tuple[list[Case], list[Case]] = ([], [])
    for r in found:
        text = r["comment"][:600]
        side = YES if r["label"] == "FAVOR" else NO
        out[r["question"] not in first].append(Case(text, 0, len(text), ((r["question"], side),)))
    return out


def measured(net: Answering, tokenizer: Tokenizer, stance: Sequence[Case], nth: int) -> dict[str, float]:
    """How well every `nth` case of the held-out articles and of the comments is told."""
    out: dict[str, float] = {}
    held = list(articles(held_out=True))[:: (nth + 1) // 2]
    stance = stance[::nth]
    if held:
        each, pledges, pointed = probabilities(net, tokenizer, held)
        p = np.concatenate(each)
        given = np.array([case.pledge for case in held])
        out["pledge_area"] = told_apart(1 - pledges[:, 0], given > 0)
        out["status_right"] = float((pledges[given > 0][:, 1:].argmax(1) + 1 == given[given > 0]).mean())
        out["what_right"] = float(pointed[pointed >= 0].mean())
        true = np.array([answer for case in held for _, answer in case.asked])
        told = true != NONE
        sides = (true == YES) | (true == NO)
        out["side_right"] = float(((p[:, YES] > p[:, NO]) == (true == YES))[sides].mean())
        out["answer_area"] = told_apart(1 - p[:, NONE], told)
        out["answer_right"] = float((p[told][:, 1:].argmax(1) + 1 == true[told]).mean())
        for bar in (0.5, 0.7):
            said = p[:, NONE] < 1 - bar
            right = said & (p[:, 1:].argmax(1) + 1 == true)
            out[f"f1_{bar}"] = 2 * float((right & told).sum()) / max(1, int(said.sum() + told.sum()))
        p = np.concatenate(probabilities(net, tokenizer, foreign(held))[0])
        out["foreign_answered"] = float((p[:, NONE] < 0.5).mean())
    if stance:
        p = np.concatenate(probabilities(net, tokenizer, stance)[0])
        true = np.array([case.asked[0][1] == YES for case in stance])
        out["stance_f1"] = macro_f1(p[:, YES] > p[:, NO], true)
    return {k: round(100 * v, 1) for k, v in out.items()}


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, default=Path("runs/answers"))
    ap.add_argument("--weights", type=Path, default=Path("src/standpunkt/weights"), help="whose tokenizer is used")
    ap.add_argument("--start", type=Path, help="go on from a run or from a folder of weights")
    ap.add_argument("--layers", type=int, default=9)
    ap.add_argument("--steps", type=int, default=2400)
    ap.add_argument("--frozen", type=int, default=4, help="lower layers that stay as they are")
    ap.add_argument("--lr", type=float, default=2e-4)
    ap.add_argument("--heads", type=float, default=4.0, help="how much faster the head learns than the topmost layer")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--half", action="store_true", help="products in bfloat16, where the processor computes in it")
    ap.add_argument("--mix", default="parties:40,examples:30,articles:30", help="share of cases")
    ap.add_argument(
        "--answering", type=float, default=0.6, help="share of an article's sentences that answer something"
    )
    ap.add_argument(
        "--fresh", default="", help="files of articles (de-32,en-19) that --mix can draw as `fresh` besides"
    )
    ap.add_argument("--stances", choices=("first", "second"), help="which half of x-stance's questions is trained on")
    ap.add_argument("--evaluate", type=int, default=600)
    ap.add_argument("--export", type=Path, help="train nothing: write the run's graph to this folder of weights")
    a = ap.parse_args()
    if a.export:
        net = load_answering(a.out)
        widest = of_answering(net, Tokenizer.from_file(str(a.weights / "tokenizer.json")))
        export_answers(net, a.export / "answers.onnx", widest)
        about = json.loads((a.export / "reader.json").read_text())
        about["answers"] = {"encoder": sha256((a.export / "lower.onnx").read_bytes()).hexdigest()}
        (a.export / "reader.json").write_text(json.dumps(about, indent=1) + "\n")
        return
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(a.weights / "tokenizer.json"))
    net = from_base(tokenizer, a.layers)
    if a.start:
        before = answering_from_weights(a.start) if (a.start / "answers.onnx").exists() else load_answering(a.start)
        net.load_state_dict(before.state_dict(), strict=False)  # layers that it lacks stay the base's
    halves = stances()
    shares = {k: float(v) for k, v in (x.split(":") for x in a.mix.split(","))}
    cases = Cases(tokenizer, rng, shares, a.answering, frozenset(x for x in a.fresh.split(",") if x))
    measured_on = [*halves[0], *halves[1]]
    if a.stances:
        cases.more, measured_on = halves if a.stances == "first" else halves[::-1]
    print(len(cases.examples), "sentences,", {k: len(v) for k, v in cases.articles.items()}, "of articles", flush=True)
    stays = (net.word, net.place, net.norm, *((net.part, *net.layers[: a.frozen]) if a.frozen else ()))
    for module in stays:
        module.requires_grad_(False)
    fresh = [p for m in (net.answer, net.pledge, net.what, net.part) for p in m.parameters() if p.requires_grad]
    groups: list[dict[str, object]] = [{"params": fresh, "scale": a.heads}]
    for i, layer in enumerate(net.layers):
        if i >= a.frozen:
            groups.append({"params": list(layer.parameters()), "scale": DECAY ** (a.layers - 1 - i)})
    optimizer = torch.optim.AdamW(groups, lr=a.lr, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    average, step, checkpoint = copy.deepcopy(net), 0, a.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        step = state["step"]
        rng.seed(a.seed + step)
        torch.manual_seed(a.seed + step)
    half = Half(net, on=a.half)
    started, first, running = time.time(), step, 0.0
    while step < a.steps:
        b = cases.batch(SUBWORDS)
        rate = min(1.0, (step + 1) / 60) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * step / a.steps)))
        for group in optimizer.param_groups:
            group["lr"] = a.lr * rate * group["scale"]
        fast = half.before()
        hidden = (torch.rand(b.ids.shape) < 0.1) & (torch.rand(len(b.ids), 1) < 0.5) & b.mask & (b.ids > 3)
        found = fast(torch.where(hidden, torch.full_like(b.ids, 3), b.ids), b.mask, b.part, b.number)
        answers, pledge, what = (x.float() for x in found)
        loss = answer_loss(answers, b.answers)
        if bool((b.pledges >= 0).any()):
            loss = loss + PLEDGES * F.cross_entropy(pledge, b.pledges, ignore_index=-1)
        if bool((told := b.what.sum(1) > 0).any()):
            target = b.what[told] / b.what[told].sum(1, keepdim=True)
            loss = loss + PLEDGES * F.cross_entropy(what[told].masked_fill(b.part[told] != 2, -1e4), target)
        optimizer.zero_grad()
        loss.backward()
        half.after()
        nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        step += 1
        with torch.no_grad():
            keep = min(0.997, step / (step + 10))
            for mean, now in zip(average.parameters(), net.parameters(), strict=True):
                if now.requires_grad:
                    mean.lerp_(now, 1 - keep)
        running = 0.98 * running + 0.02 * float(loss.detach())
        if step % 20 == 0:
            seconds = (time.time() - started) / (step - first)
            print(f"step {step} loss {running / (1 - 0.98 ** (step - first)):.3f} {seconds:.2f} s/step", flush=True)
        if step % 100 == 0 or step == a.steps:
            state = {"net": net.state_dict(), "average": average.state_dict(), "step": step, "layers": a.layers}
            torch.save(state | {"optimizer": optimizer.state_dict()}, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
        if step % a.evaluate == 0 or step == a.steps:
            found = {"step": step, "minutes": round((time.time() - started) / 60, 1)}
            print(
                json.dumps(found | measured(average, tokenizer, measured_on, 1 if step == a.steps else 8)), flush=True
            )
    torch.save({"average": average.state_dict(), "layers": a.layers}, a.out / "final.pt")


if __name__ == "__main__":
    main()
