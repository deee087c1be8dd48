"""From a trained network to the two ONNX graphs that the reader runs, in 8-bit integers.

The layers' products are computed in 8-bit integers. A few channels of their inputs are very large, and rounding all
alike would lose the others: input channels are first made alike, and the weights take up what sets them apart
(SmoothQuant, Xiao et al. 2023). Other matrices are kept in 8 bits and computed with in 32.

    python -m training.export runs/reader --out src/standpunkt/weights

`lower.onnx`: ids (batch × length), mask -> hidden, anchor and entity logits. `upper.onnx`: hidden states around each
anchor (events × width × hidden), mask, mark (1 at the anchor), scheme -> role and inside logits a place, event logits.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from standpunkt.reading.answers import ANSWERS, STATUSES
from training.corpora import ENTITIES, KINDS, MEDIA, ROLES, SCHEMES
from training.model import READS, Answering, Layer, Network, Sizes
from training.widest import Widest, of_network

__all__ = ["export", "export_answers", "load_network"]

Floats = npt.NDArray[np.float32]


def _rounded(rows: Floats, most: int = 127) -> tuple[npt.NDArray[np.int8], Floats]:
    """Rows as integers from `-most` to `most`, and the scale of each row."""
    scale = (np.abs(rows).max(axis=1) / most).clip(1e-12).astype(np.float32)
    return np.rint(rows / scale[:, None]).astype(np.int8), scale


_SHARE, _SHARE_DOWN = 0.75, 0.9  # how much of what sets input channels apart goes to the weights


class _Graph:
    """Nodes and weights under construction."""

    def __init__(self, quantized: bool, widest: Widest | None = None) -> None:
        self.quantized, self.widest = quantized, widest or {}
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, value: Floats | npt.NDArray[np.int64]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def matrix(self, name: str, value: Floats) -> str:
        """A matrix, as 8-bit integers with a scale for each column where it is large."""
        if not self.quantized or value.size < 50_000:
            return self.weight(name, value)
        q, scale = _rounded(value.T)
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(q.T), f"{name}.q"))
        return self.add("DequantizeLinear", [f"{name}.q", self.weight(f"{name}.scale", scale)], name, axis=1)

    def rows(self, name: str, value: Floats, index: str) -> str:
        """The rows `index` of a table, kept as 8-bit integers with a scale for each row."""
        if not self.quantized:
            return self.add("Gather", [self.weight(f"{name}.table", value), index], name)
        q, scale = _rounded(value)
        self.weights.append(numpy_helper.from_array(q, f"{name}.q"))
        return self._scaled(name, scale[:, None], index)

    def shared(self, name: str, file: Path, index: str) -> str:
        """The rows `index` of a table that another graph of the same folder keeps in 8 bits: its bytes stay there."""
        found = {t.name: t for t in onnx.load(str(file)).graph.initializer}
        table = found[f"{name}.q"]
        at = file.read_bytes().find(table.raw_data)
        outside = TensorProto(name=f"{name}.q", data_type=table.data_type, dims=table.dims)
        outside.data_location = TensorProto.EXTERNAL
        for key, value in (("location", file.name), ("offset", str(at)), ("length", str(len(table.raw_data)))):
            outside.external_data.add(key=key, value=value)
        self.weights.append(outside)
        return self._scaled(name, numpy_helper.to_array(found[f"{name}.scale"]), index)

    def _scaled(self, name: str, scale: Floats, index: str) -> str:
        picked = self.add("Gather", [f"{name}.q", index], f"{name}.picked")
        scales = self.add("Gather", [self.weight(f"{name}.scale", scale), index], f"{name}.scales")
        cast = self.add("Cast", [picked], f"{name}.float", to=TensorProto.FLOAT)
        return self.add("Mul", [cast, scales], name)

    def add(
        self, op: str, inputs: list[str], name: str, outputs: int = 1, domain: str = "", **attributes: object
    ) -> str:
        names = [name] if outputs == 1 else [f"{name}.{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, name=f"{op}:{name}", domain=domain, **attributes))
        return name

    def linear(self, x: str, module: torch.nn.Module, name: str) -> str:
        assert isinstance(module, torch.nn.Linear)
        if module in self.widest:
            return self._in_integers(x, module, name)
        w = self.matrix(f"{name}.w", module.weight.detach().numpy().T)
        b = self.weight(f"{name}.b", module.bias.detach().numpy())
        return self.add("Add", [self.add("MatMul", [x, w], f"{name}.mm"), b], name)

    def _in_integers(self, x: str, module: torch.nn.Linear, name: str) -> str:
        """A product in integers, its input rounded as it comes. Weights have 7 bits: two products fit into the 16
        bits in which processors without 8-bit dot products add them."""
        weight, widest = module.weight.detach().numpy(), self.widest[module].clip(1e-3)
        share = _SHARE_DOWN if name.endswith(".down") else _SHARE
        apart = widest**share / np.abs(weight).max(axis=0).clip(1e-3) ** (1 - share)
        apart = (apart / apart.mean()).clip(1e-3).astype(np.float32)
        q, scale = _rounded(weight * apart, 63)
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(q.T), f"{name}.w.q"))
        alike = self.add("Mul", [x, self.weight(f"{name}.w.alike", 1 / apart)], f"{name}.alike")
        bias = self.weight(f"{name}.b", module.bias.detach().numpy())
        inputs = [alike, f"{name}.w.q", self.weight(f"{name}.w.scale", scale), "", bias]
        return self.add("DynamicQuantizeMatMul", inputs, name, domain="com.microsoft")

    def norm(self, x: str, module: torch.nn.LayerNorm, name: str) -> str:
        w = self.weight(f"{name}.w", module.weight.detach().numpy())
        b = self.weight(f"{name}.b", module.bias.detach().numpy())
        return self.add("LayerNormalization", [x, w, b], name, axis=-1, epsilon=module.eps)

    def layer(self, x: str, mask: str, layer: Layer, name: str) -> str:
        self.add("Split", [self.linear(x, layer.qkv, f"{name}.qkv")], f"{name}.part", 3, axis=-1, num_outputs=3)
        parts = [f"{name}.part.{i}" for i in range(3)]
        a = self.add(
            "MultiHeadAttention", [*parts, "", mask], f"{name}.attention", domain="com.microsoft", num_heads=layer.heads
        )
        a = self.linear(a, layer.out, f"{name}.out")
        x = self.norm(self.add("Add", [x, a], f"{name}.sum1"), layer.norm1, f"{name}.norm1")
        y = self.add("Gelu", [self.linear(x, layer.up, f"{name}.up")], f"{name}.gelu", domain="com.microsoft")
        y = self.linear(y, layer.down, f"{name}.down")
        return self.norm(self.add("Add", [x, y], f"{name}.sum2"), layer.norm2, f"{name}.norm2")

    def head(self, x: str, module: torch.nn.Module, name: str) -> str:
        assert isinstance(module, torch.nn.Sequential)
        y = self.add("Gelu", [self.linear(x, module[0], f"{name}.first")], f"{name}.gelu", domain="com.microsoft")
        return self.linear(y, module[2], name)

    def save(self, path: Path, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]) -> None:
        graph = helper.make_graph(self.nodes, path.stem, inputs, outputs, self.weights)
        opset = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
        onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=9), str(path))


def _info(name: str, kind: int, *shape: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, list(shape))


def _embedded(g: _Graph, net: Network | Answering, beside: Path | None = None) -> str:
    """The embedded subwords `ids`; the table of words is that of the graph `beside` it, where one is given."""
    place = g.weight("place", net.place.weight.detach().numpy())
    x = g.shared("words", beside, "ids") if beside else g.rows("words", net.word.weight.detach().numpy(), "ids")
    size = g.add("Shape", ["ids"], "size", start=1, end=2)
    zero, one = g.weight("zero", np.array([0])), g.weight("one", np.array([1]))
    places = g.add("Slice", [place, zero, size, zero, one], "places")
    return g.norm(g.add("Add", [x, places], "embedded"), net.norm, "norm")


def _lower(net: Network, path: Path, quantized: bool, widest: Widest) -> None:
    g = _Graph(quantized, widest)
    x = _embedded(g, net)
    for i, layer in enumerate(net.layers[: net.sizes.lower]):
        assert isinstance(layer, Layer)
        x = g.layer(x, "mask", layer, f"l{i}")
    g.add("Identity", [x], "hidden")
    g.head(x, net.anchor, "anchor")
    g.head(g.layer(x, "mask", net.tagging, "t0"), net.entity, "entity")
    F, I32, I64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
    g.save(
        path,
        [_info("ids", I64, "batch", "length"), _info("mask", I32, "batch", "length")],
        [
            _info("hidden", F, "batch", "length", net.sizes.hidden),
            _info("anchor", F, "batch", "length", len(SCHEMES)),
            _info("entity", F, "batch", "length", len(ENTITIES)),
        ],
    )


def _upper(net: Network, path: Path, quantized: bool, widest: Widest) -> None:
    g = _Graph(quantized, widest)
    marker = g.weight("marker", net.marker.weight.detach().numpy())
    chosen = g.add("Gather", [marker, "scheme"], "chosen")
    axis = g.weight("axis", np.array([1]))
    spread = g.add("Unsqueeze", [chosen, axis], "spread")
    x = g.add("Add", ["hidden", g.add("Mul", ["mark", spread], "marks")], "marked")
    for i, layer in enumerate(net.layers[net.sizes.lower :]):
        assert isinstance(layer, Layer)
        x = g.layer(x, "mask", layer, f"u{i}")
    g.linear(x, net.role, "role")
    g.linear(x, net.inside, "inside")
    at = g.add("ReduceSum", [g.add("Mul", [x, "mark"], "masked"), axis], "at", keepdims=0)
    g.head(at, net.event, "event")
    F, I32, I64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
    g.save(
        path,
        [
            _info("hidden", F, "events", "width", net.sizes.hidden),
            _info("mask", I32, "events", "width"),
            _info("mark", F, "events", "width", 1),
            _info("scheme", I64, "events"),
        ],
        [
            _info("role", F, "events", "width", len(ROLES)),
            _info("inside", F, "events", "width", 2),
            _info("event", F, "events", len(KINDS) + len(MEDIA) + 1),
        ],
    )


def export_answers(net: Answering, path: Path, widest: Widest | None = None) -> None:
    """Write the graph that answers questions: ids, mask, part, and over the subwords of each question `mean` and
    `closing` (cases × questions × length) -> logits, cases × questions × answers; of the status of what is pledged,
    cases × statuses; of what is pledged, cases × length. The table of words is that of `lower.onnx` beside it, byte
    for byte; `reader.json` names that file, and beside another one the graph is not loaded."""
    g = _Graph(True, widest)
    x = _embedded(g, net, path.parent / "lower.onnx")
    table = g.weight("part.table", net.part.weight.detach().numpy())
    x = g.add("Add", [x, g.add("Gather", [table, "part"], "parts")], "told")
    for i, layer in enumerate(net.layers):
        assert isinstance(layer, Layer)
        x = g.layer(x, "mask", layer, f"a{i}")
    both = [g.add("MatMul", [name, x], f"{name}.states") for name in ("closing", "mean")]
    g.head(g.add("Concat", both, "both", axis=-1), net.answer, "answer")
    one, two, zero = (g.weight(f"number.{n}", np.array([n])) for n in (1, 2, 0))
    inside = g.add("Cast", [g.add("Equal", ["part", two], "equal")], "inside", to=TensorProto.FLOAT)
    size = g.add("ReduceSum", [inside, one], "inside.size", keepdims=1)
    least = g.add("Max", [size, g.weight("least", np.array([1.0], dtype=np.float32))], "inside.least")
    share = g.add("Unsqueeze", [g.add("Div", [inside, least], "inside.share"), one], "inside.shares")
    stretch = g.add("Squeeze", [g.add("MatMul", [share, x], "stretch.mean"), one], "stretch")
    first = g.add("Squeeze", [g.add("Gather", [x, zero], "first.place", axis=1), one], "first")
    g.head(g.add("Concat", [first, stretch], "told.of", axis=-1), net.pledge, "pledge")
    last = g.weight("last.axis", np.array([-1]))
    g.add("Squeeze", [g.linear(x, net.what, "what.each"), last], "what")
    F, I32, I64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
    g.save(
        path,
        [
            _info("ids", I64, "cases", "length"),
            _info("mask", I32, "cases", "length"),
            _info("part", I64, "cases", "length"),
            _info("mean", F, "cases", "questions", "length"),
            _info("closing", F, "cases", "questions", "length"),
        ],
        [
            _info("answer", F, "cases", "questions", len(ANSWERS)),
            _info("pledge", F, "cases", len(STATUSES)),
            _info("what", F, "cases", "length"),
        ],
    )


def load_network(run: Path) -> Network:
    """The network of a finished (`final.pt`) or running (`checkpoint.pt`) training."""
    file = run / "final.pt" if (run / "final.pt").exists() else run / "checkpoint.pt"
    state = torch.load(file, weights_only=False)
    sizes = state.get("sizes") or Sizes(vocabulary=state["net"]["word.weight"].shape[0])
    net = Network(sizes)
    net.load_state_dict(state["average"])
    net.eval()
    return net


def export(run: Path, out: Path, *, quantized: bool = True) -> None:
    """Write `lower.onnx`, `upper.onnx`, `tokenizer.json` and `reader.json` (sizes, labels) to the folder `out`."""
    net = load_network(run)
    out.mkdir(parents=True, exist_ok=True)
    widest = of_network(net, Tokenizer.from_file(str(run / "tokenizer.json"))) if quantized else {}
    _lower(net, out / "lower.onnx", quantized, widest)
    _upper(net, out / "upper.onnx", quantized, widest)
    shutil.copy(run / "tokenizer.json", out / "tokenizer.json")
    about = {"schemes": SCHEMES, "roles": ROLES, "kinds": KINDS, "media": MEDIA, "entities": ENTITIES, "reach": READS}
    (out / "reader.json").write_text(json.dumps(about, indent=1) + "\n")


def main() -> None:
    """Command line of the export."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("run", type=Path)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--float", action="store_true", help="keep 32-bit weights, for comparison")
    a = ap.parse_args()
    export(a.run, a.out, quantized=not a.float)


if __name__ == "__main__":
    main()
