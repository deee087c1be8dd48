"""Steps of training in bfloat16 with weights kept in 32 bits (Micikevicius et al. 2018), for processors that multiply
in it (AMX)."""

from __future__ import annotations

import copy
from typing import Generic, TypeVar

import torch
from torch import nn

__all__ = ["Half"]

Net = TypeVar("Net", bound=nn.Module)


class Half(Generic[Net]):
    """A network and the copy of it that computes: in bfloat16, or itself where `on` is false."""

    def __init__(self, net: Net, *, on: bool) -> None:
        self.net = net
        self.computing: Net = copy.deepcopy(net).bfloat16() if on else net
        self._pairs = [
            (kept, fast)
            for kept, fast in zip(net.parameters(), self.computing.parameters(), strict=True)
            if on and kept.requires_grad
        ]

    @torch.no_grad()
    def before(self) -> Net:
        """The network to compute a step with."""
        for kept, fast in self._pairs:
            fast.copy_(kept)
            fast.grad = None
        return self.computing.train()

    @torch.no_grad()
    def after(self) -> None:
        """Gives the gradients to the weights that are kept."""
        for kept, fast in self._pairs:
            kept.grad = None if fast.grad is None else fast.grad.float()
