"""A network to go on from: exported weights as parameters again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.model import Answering, Network, Sizes

__all__ = ["answering_from_weights", "from_weights"]


def _tensors(file: Path) -> dict[str, torch.Tensor]:
    """The weights of one graph in 32 bits; matrices as they stand in the graph (inputs × outputs)."""
    raw = {t.name: numpy_helper.to_array(t, str(file.parent)) for t in onnx.load(str(file)).graph.initializer}
    out = {}
    for name, value in raw.items():
        if name.endswith((".scale", ".alike")):
            continue
        whole = name.removesuffix(".q")
        if whole != name:
            scale = raw[f"{whole}.scale"]
            value = value.astype(np.float32) * (scale if scale.ndim == 2 else scale[None, :])
            if (alike := raw.get(f"{whole}.alike")) is not None:
                value = value * alike[:, None]
        out[whole] = torch.from_numpy(np.array(value))
    return out


def _linear(state: dict[str, torch.Tensor], target: str, tensors: dict[str, torch.Tensor], source: str) -> None:
    state[f"{target}.weight"] = tensors[f"{source}.w"].T.contiguous()
    state[f"{target}.bias"] = tensors[f"{source}.b"]


def _layer(state: dict[str, torch.Tensor], target: str, tensors: dict[str, torch.Tensor], source: str) -> None:
    for part in ("qkv", "out", "up", "down"):
        _linear(state, f"{target}.{part}", tensors, f"{source}.{part}")
    for part in ("norm1", "norm2"):
        state[f"{target}.{part}.weight"] = tensors[f"{source}.{part}.w"]
        state[f"{target}.{part}.bias"] = tensors[f"{source}.{part}.b"]


def _head(state: dict[str, torch.Tensor], head: str, tensors: dict[str, torch.Tensor]) -> None:
    _linear(state, f"{head}.0", tensors, f"{head}.first")
    _linear(state, f"{head}.2", tensors, head)


def answering_from_weights(folder: Path, *, dropout: float = 0.1) -> Answering:
    """The network of `answers.onnx` in `folder`."""
    tensors = _tensors(folder / "answers.onnx")
    number = len({n.split(".")[0] for n in tensors if n[0] == "a" and n[1:].split(".")[0].isdigit()})
    net = Answering(Sizes(layers=number, vocabulary=len(tensors["words"])), dropout)
    state = {
        "word.weight": tensors["words"],
        "place.weight": tensors["place"],
        "norm.weight": tensors["norm.w"],
        "norm.bias": tensors["norm.b"],
        "part.weight": tensors["part.table"],
    }
    for i in range(number):
        _layer(state, f"layers.{i}", tensors, f"a{i}")
    for head in ("answer", "pledge"):
        _head(state, head, tensors)
    _linear(state, "what", tensors, "what.each")
    net.load_state_dict(state)
    return net


def from_weights(folder: Path, *, dropout: float = 0.1) -> Network:
    """The network of `lower.onnx` and `upper.onnx` in `folder`."""
    lower, upper = _tensors(folder / "lower.onnx"), _tensors(folder / "upper.onnx")
    sources: list[tuple[dict[str, torch.Tensor], str]] = []
    counts = []
    for tensors, letter in ((lower, "l"), (upper, "u")):
        number = len({n.split(".")[0] for n in tensors if n[0] == letter and n[1:].split(".")[0].isdigit()})
        counts.append(number)
        sources += [(tensors, f"{letter}{i}") for i in range(number)]
    net = Network(Sizes(layers=len(sources), lower=counts[0], vocabulary=len(lower["words"])), dropout)
    state = {
        "word.weight": lower["words"],
        "place.weight": lower["place"],
        "norm.weight": lower["norm.w"],
        "norm.bias": lower["norm.b"],
        "marker.weight": upper["marker"],
    }

    targets = [f"layers.{i}" for i in range(len(sources))]
    for target, (tensors, source) in zip([*targets, "tagging"], [*sources, (lower, "t0")], strict=True):
        _layer(state, target, tensors, source)
    for head, tensors in (("anchor", lower), ("entity", lower), ("event", upper)):
        _head(state, head, tensors)
    for head in ("role", "inside"):
        _linear(state, head, upper, head)
    state |= {k: v for k, v in net.state_dict().items() if k.startswith("member.")}
    net.load_state_dict(state)
    return net
