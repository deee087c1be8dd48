"""How wide the inputs of each large product go, channel by channel: what rounding them to 8 bits must know."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.cases import articles, in_batches
from training.corpora import SCHEMES, read_part, shared
from training.evaluate import pad
from training.model import REACH, Answering, Layer, Network
from training.windows import make_windows

__all__ = ["Widest", "of_answering", "of_network"]

Widest = dict[nn.Module, npt.NDArray[np.float32]]
_TEXTS, _CASES = 30, 400  # texts of each corpus and as many windows of them; cases


@contextmanager
def _watched(net: Network | Answering) -> Iterator[Widest]:
    """Collects the largest absolute value of every input channel of the layers' products while the network runs."""
    found: Widest = {}

    def look(module: nn.Module, inputs: tuple[Tensor, ...], _: Tensor) -> None:
        largest = inputs[0].abs().flatten(0, -2).amax(0).numpy()
        found[module] = np.maximum(found[module], largest) if module in found else largest

    layers = [m for m in net.modules() if isinstance(m, Layer)]
    hooks = [p.register_forward_hook(look) for m in layers for p in (m.qkv, m.out, m.up, m.down)]
    net.eval()
    with torch.no_grad():
        yield found
    for hook in hooks:
        hook.remove()


def of_network(net: Network, tokenizer: Tokenizer, seed: int = 1) -> Widest:
    """Of the reader's network, over windows of all corpora's train parts."""
    rng = random.Random(seed)
    with _watched(net) as found:
        for number, scheme in enumerate(SCHEMES):
            windows = make_windows(tokenizer, rng.sample(read_part(shared() / "data", scheme, "train"), _TEXTS))
            for w in rng.sample(windows, min(_TEXTS, len(windows))):
                ids, mask, lengths = pad([w])
                h = net.run(net.embed(ids), mask, 0, net.sizes.lower)
                net.tag(h, mask)
                anchors = torch.tensor([at for at, _ in w.events[:10]] or [1])
                rows = torch.zeros_like(anchors)
                net.events(h, lengths, rows, anchors, torch.full_like(anchors, number), REACH[scheme])
    return found


def of_answering(net: Answering, tokenizer: Tokenizer, seed: int = 1) -> Widest:
    """Of the network that answers questions, over sentences of the short articles that it trained on."""
    cases = random.Random(seed).sample(list(articles(held_out=False)), _CASES)
    with _watched(net) as found:
        for _, b in in_batches(tokenizer, cases, 4000):
            net(b.ids, b.mask, b.part, b.number)
    return found
