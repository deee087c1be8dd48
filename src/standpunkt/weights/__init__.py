"""The trained reader's files, and the one place that loads them."""

from __future__ import annotations

import json
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from standpunkt.errors import InternalError
from standpunkt.reading.answers import Answers
from standpunkt.reading.conditions.head import Head
from standpunkt.reading.encoder import Encoder

__all__ = ["HERE", "load_answers", "load_encoder", "load_head"]

HERE = Path(__file__).parent
FILES = ("lower.onnx", "upper.onnx", "tokenizer.json", "reader.json")
HEAD = "conditions.npz"
ANSWERS = "answers.onnx"


def load_head(folder: Path = HERE) -> Head | None:
    """The head for conditions, or None where there is none that was trained with the encoder of the same folder.

    `python -m training.conditions` makes it; without it conditions are found by their grammar alone.
    """
    try:
        with np.load(folder / HEAD, allow_pickle=False) as arrays:
            if str(arrays["encoder"]) != sha256((folder / FILES[0]).read_bytes()).hexdigest():
                return None
            return Head.from_arrays(arrays)
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile):
        return None


def _session(file: Path, threads: int) -> Any:
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.disable_quant_qdq", "1")  # weights are unfolded once, when loaded
    options.enable_cpu_mem_arena = False  # long texts would keep their largest buffers for ever
    return ort.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def load_answers(path: Path | None = None, *, threads: int = 0) -> Answers | None:
    """What answers the questions of a codebook, or None where a folder of weights has none.

    Its graph shares the table of subwords with `lower.onnx`, byte for byte. Raises InternalError where it is broken.
    """
    folder = path or HERE
    if not (folder / ANSWERS).is_file():
        return None
    from tokenizers import Tokenizer

    try:
        about = json.loads((folder / FILES[3]).read_text(encoding="utf-8")).get("answers", {})
        if about.get("encoder") != sha256((folder / FILES[0]).read_bytes()).hexdigest():
            raise ValueError(f"{ANSWERS} is of another {FILES[0]}")
        session = _session(folder / ANSWERS, threads)
        tokenizer = Tokenizer.from_file(str(folder / FILES[2]))
    except Exception as error:  # the libraries raise their own kinds
        raise InternalError(
            f"the weights that answer questions in {folder} cannot be loaded ({error}); install the package anew"
        ) from None
    return Answers(session, tokenizer)


def load_encoder(path: Path | None = None, *, threads: int = 0) -> Encoder:
    """The encoder from a folder of weights, by default the one in the package.

    `threads`: processor threads for one reader, 0 for as many as there are cores. Raises InternalError where a file is
    missing or broken.
    """
    folder = path or HERE
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise InternalError(
            f"the reader's weights are not complete: {folder} lacks {', '.join(missing)}; install the package anew"
        )
    from tokenizers import Tokenizer

    try:
        lower, upper = (_session(folder / name, threads) for name in FILES[:2])
        tokenizer = Tokenizer.from_file(str(folder / FILES[2]))
        about = json.loads((folder / FILES[3]).read_text(encoding="utf-8"))
    except Exception as error:  # the libraries raise their own kinds
        raise InternalError(
            f"the reader's weights in {folder} cannot be loaded ({error}); install the package anew"
        ) from None
    head = load_head(folder)
    return Encoder(lower, upper, tokenizer, reach=about["reach"], settings=about.get("settings"), head=head)
