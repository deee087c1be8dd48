"""The reader's network: one encoder, an anchor head, and per anchor its roles (torch; training only)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from standpunkt.reading.answers import ANSWERS, STATUSES
from training.base import Base
from training.corpora import ENTITIES, KINDS, MEDIA, ROLES, SCHEMES

__all__ = ["MEMBERS", "REACH", "READS", "Answering", "Network", "Sizes"]

# How many subwords before and after an anchor its roles are looked for: the speech scheme, anchored at the cue, has
# less than 1 % of its words outside.
REACH = {"gnqa": (72, 88), "spkatt": (48, 64), "polnear": (72, 88)}
READS = REACH | {"gnqa": (48, 64)}  # what the exported reader sees: less, and a fifth less work (docs/training.md)

# What the lower layers also learn to tell of each subword, while they train: whether it is in any event's
MEMBERS = ("content", "speaker", "cue")


@dataclass(frozen=True)
class Sizes:
    """`lower` layers read the whole window once; the rest read a stretch around each anchor.

    The base's twelfth layer is left out: it was trained for the mean over a text, and makes its words alike (the mean
    cosine between words of one window is 0.66 behind it, 0.38 before it).
    """

    hidden: int = 384
    layers: int = 11
    lower: int = 8
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    vocabulary: int = 0
    eps: float = 1e-12


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, s: Sizes, dropout: float) -> None:
        super().__init__()
        self.heads = s.heads
        self.qkv = nn.Linear(s.hidden, 3 * s.hidden)
        self.out = nn.Linear(s.hidden, s.hidden)
        self.norm1 = nn.LayerNorm(s.hidden, eps=s.eps)
        self.up = nn.Linear(s.hidden, s.inner)
        self.down = nn.Linear(s.inner, s.hidden)
        self.norm2 = nn.LayerNorm(s.hidden, eps=s.eps)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, h = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        if self.training:  # torch's own attention learns slowly in bfloat16 on processors
            beyond = torch.zeros(mask.shape, dtype=q.dtype).masked_fill(~mask, -1e4)
            a = ((q * (h // self.heads) ** -0.5) @ k.transpose(-1, -2) + beyond).softmax(-1) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, h))
        x = self.norm1(x + self.dropped(a))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + self.dropped(y))

    def dropped(self, x: Tensor) -> Tensor:
        """`x` with dropout while it trains; numpy's bytes at random are made many times faster than torch's numbers."""
        if not self.training or not self.dropout:
            return x
        random = np.random.Generator(np.random.SFC64(int(torch.randint(2**31, (1,)))))
        most = round(256 * self.dropout)
        kept = torch.from_numpy(random.integers(0, 256, x.shape, dtype=np.uint8) >= most)
        return x * (kept * (256 / (256 - most))).to(x.dtype)


class Network(nn.Module):
    """Inputs are padded batches of subword ids; masks are true at real subwords."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        s = self.sizes = sizes
        self.word = nn.Embedding(s.vocabulary, s.hidden)
        self.place = nn.Embedding(s.positions, s.hidden)
        self.norm = nn.LayerNorm(s.hidden, eps=s.eps)
        self.layers = nn.ModuleList(Layer(s, dropout) for _ in range(s.layers))
        self.marker = nn.Embedding(len(SCHEMES), s.hidden)
        nn.init.normal_(self.marker.weight, std=0.5)
        self.anchor = nn.Sequential(nn.Linear(s.hidden, 256), nn.GELU(), nn.Linear(256, len(SCHEMES)))
        self.member = nn.Linear(s.hidden, len(SCHEMES) * len(MEMBERS))
        self.tagging = Layer(s, dropout)
        self.entity = nn.Sequential(nn.Linear(s.hidden, 256), nn.GELU(), nn.Linear(256, len(ENTITIES)))
        self.role = nn.Linear(s.hidden, len(ROLES))
        self.inside = nn.Linear(s.hidden, 2)
        self.event = nn.Sequential(nn.Linear(s.hidden, 256), nn.GELU(), nn.Linear(256, len(KINDS) + len(MEDIA) + 1))
        with torch.no_grad():  # most words are nothing: learned by the biases, it would cost the first hundred steps
            self.anchor[-1].bias.fill_(-4)
            self.member.bias.copy_(torch.tensor([-1.5, -3, -3]).repeat(len(SCHEMES)))
            self.role.bias[0] += 3
            self.inside.bias.fill_(-1.5)

    @classmethod
    def from_base(cls, base: Base, rows: object, sizes: Sizes, dropout: float = 0.1) -> Network:
        """The network with the base's weights; `rows` picks the base's vocabulary rows, heads are fresh."""
        net = cls(sizes, dropout)
        t = {k: torch.from_numpy(v) for k, v in base.tensors.items()}
        with torch.no_grad():
            net.word.weight.copy_(t["emb.word"][torch.as_tensor(rows)])
            net.place.weight.copy_(t["emb.pos"] + t["emb.type"][0])
            net.norm.weight.copy_(t["emb.ln.w"])
            net.norm.bias.copy_(t["emb.ln.b"])
            for i, layer in enumerate(net.layers):
                assert isinstance(layer, Layer)
                for suffix, parameter in (("w", "weight"), ("b", "bias")):
                    joined = torch.cat([t[f"l{i}.{x}.{suffix}"] for x in "qkv"])
                    getattr(layer.qkv, parameter).copy_(joined)
                    pairs = (
                        ("ao", layer.out),
                        ("aln", layer.norm1),
                        ("fi", layer.up),
                        ("fo", layer.down),
                        ("oln", layer.norm2),
                    )
                    for name, module in pairs:
                        getattr(module, parameter).copy_(t[f"l{i}.{name}.{suffix}"])
        net.tagging.load_state_dict(net.layers[sizes.lower].state_dict())
        return net

    def embed(self, ids: Tensor) -> Tensor:
        """Embedded subwords, batch × length × hidden."""
        return self.norm(self.word(ids) + self.place.weight[: ids.shape[1]])

    def run(self, x: Tensor, mask: Tensor, first: int, end: int) -> Tensor:
        """Layers `[first, end)`; `mask` is batch × length."""
        full = mask[:, None, None, :]
        for layer in self.layers[first:end]:
            x = layer(x, full)
        return x

    def tag(self, h: Tensor, mask: Tensor) -> Tensor:
        """Entity scores of the lower layers' output, batch × length × `ENTITIES`: a layer of their own, then a head."""
        out: Tensor = self.entity(self.tagging(h, mask[:, None, None, :]))
        return out

    def gather(
        self, h: Tensor, lengths: Tensor, row: Tensor, anchor: Tensor, reach: tuple[int, int]
    ) -> tuple[Tensor, Tensor, Tensor]:
        """The stretch around each anchor: hidden states, mask, and the window index of each place."""
        back, forward = reach
        low = (anchor - back).clamp(min=0)
        high = torch.minimum(anchor + forward, lengths[row])
        width = int((high - low).max())
        place = low[:, None] + torch.arange(width)
        mask = place < high[:, None]
        index = torch.where(mask, place, torch.zeros_like(place))
        return h[row[:, None], index], mask, index

    def events(
        self,
        h: Tensor,
        lengths: Tensor,
        row: Tensor,
        anchor: Tensor,
        scheme: Tensor,
        reach: tuple[int, int],
    ) -> dict[str, Tensor]:
        """Roles around each anchor: `role` events × width × roles, `inside` (content, frame), `event` at the anchor
        (kinds, media, whether it is one), `mask`, `index`. `reach`: how many subwords before
        and after an anchor it sees."""
        x, mask, index = self.gather(h, lengths, row, anchor, reach)
        mine = (index == anchor[:, None]) & mask
        x = x + mine[..., None] * self.marker(scheme)[:, None]
        x = self.run(x, mask, self.sizes.lower, self.sizes.layers)
        at = x[torch.arange(len(row)), mine.float().argmax(1)]
        return {"role": self.role(x), "inside": self.inside(x), "event": self.event(at), "mask": mask, "index": index}


class Answering(nn.Module):
    """The base's first layers over `<s> text </s> question </s> question </s>`; a question's answer is read where it
    closes and from the mean over it, whether the stretch pledges something from the mean over it and from the first
    place, and what it pledges at each subword."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        s = self.sizes = sizes
        self.word = nn.Embedding(s.vocabulary, s.hidden)
        self.place = nn.Embedding(s.positions, s.hidden)
        self.norm = nn.LayerNorm(s.hidden, eps=s.eps)
        self.part = nn.Embedding(3, s.hidden)
        nn.init.normal_(self.part.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(s, dropout) for _ in range(s.layers))
        self.answer = nn.Sequential(nn.Linear(2 * s.hidden, 256), nn.GELU(), nn.Linear(256, len(ANSWERS)))
        self.pledge = nn.Sequential(nn.Linear(2 * s.hidden, 256), nn.GELU(), nn.Linear(256, len(STATUSES)))
        self.what = nn.Linear(s.hidden, 1)

    def forward(self, ids: Tensor, mask: Tensor, part: Tensor, number: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits: cases × questions × `ANSWERS`, cases × `STATUSES`, cases × subwords. `number` says of each subword
        which question it belongs to, or -1."""
        x = self.norm(self.word(ids) + self.place.weight[: ids.shape[1]]) + self.part(part)
        full = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, full)
        mine = (number[:, None] == torch.arange(int(number.max()) + 1)[None, :, None]).to(x.dtype)
        closing = mine * (F.pad(number[:, 1:], (0, 1), value=-1) != number)[:, None]
        mean = mine @ x / mine.sum(-1, keepdim=True).clamp(min=1)
        inside = (part == 2).to(x.dtype)[:, None]
        stretch = (inside @ x / inside.sum(-1, keepdim=True).clamp(min=1))[:, 0]
        pledge = self.pledge(torch.cat([x[:, 0], stretch], dim=-1))
        return self.answer(torch.cat([closing @ x, mean], dim=-1)), pledge, self.what(x)[..., 0]
