"""The encoder behind one function: token ids in, token logits out. ONNX Runtime by default; torch where it is wanted."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Literal, Protocol, get_args

import numpy as np

from giar_ner.errors import ModelError

BackendName = Literal["onnx", "torch"]
Precision = Literal["fp32", "int8", "auto"]
CPUINFO = Path("/proc/cpuinfo")


def resolve(precision: Precision) -> Precision:
    """What `auto` means on this processor: int8 where it multiplies bytes (VNNI, AMX), which else is slow and saturates; fp32 elsewhere.

    Raises ModelError when there is no such precision.
    """
    if precision not in get_args(Precision):
        raise ModelError(f"unknown precision {precision!r}: {', '.join(get_args(Precision))}")
    if precision != "auto":
        return precision
    try:
        known = CPUINFO.read_text(encoding="ascii", errors="replace")
    except OSError:  # no Linux
        return "fp32"
    flags = set(next((line for line in known.splitlines() if line.startswith("flags")), "").split())
    return "int8" if flags & {"avx512_vnni", "avx_vnni", "amx_int8"} else "fp32"


class Backend(Protocol):
    """Runs the classifier on one batch."""

    def logits(self, ids: np.ndarray, mask: np.ndarray, types: np.ndarray) -> np.ndarray:
        """int64 [batch, length] each -> float32 [batch, length, labels]."""
        ...


class OnnxBackend:
    """`model.onnx` is the graph; its weights are those of `model.safetensors` beside it, so both backends run the same numbers.

    `model.int8.onnx` rounds them to 8 bits when it is loaded.
    """

    def __init__(self, folder: Path, threads: int = 0, precision: Precision = "fp32"):
        import onnxruntime

        name = "model.onnx" if precision == "fp32" else "model.int8.onnx"
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = threads  # 0: one per core
        try:
            self._session = onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime raises a family of classes of its own
            raise ModelError(f"ONNX Runtime cannot load {folder / name}: {str(error).splitlines()[0][:200]}") from error
        _give_back()

    def logits(self, ids: np.ndarray, mask: np.ndarray, types: np.ndarray) -> np.ndarray:
        return self._session.run(["logits"], {"input_ids": ids, "attention_mask": mask, "token_type_ids": types})[0]


def _give_back() -> None:
    """Return to the system what loading needed for a moment: with glibc two thirds of the process's memory. Elsewhere a no-op."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


class TorchBackend:
    """The checkpoint as `AutoModelForTokenClassification` loads it, in fp32 on the CPU and bf16 on a GPU."""

    def __init__(self, folder: Path, device: str = "cpu"):
        try:
            import torch
            from safetensors import SafetensorError
            from transformers import AutoModelForTokenClassification
        except ImportError as error:
            raise ModelError("the torch backend needs the extra: pip install 'giar-ner[torch]'") from error
        self._torch, self._device = torch, device
        try:
            model = AutoModelForTokenClassification.from_pretrained(str(folder), local_files_only=True, dtype=torch.float32)
        except (OSError, ValueError, RuntimeError, SafetensorError) as error:
            raise ModelError(f"transformers cannot load the model in {folder}: {str(error).splitlines()[0][:200]}") from error
        try:
            self._model = model.eval().to(device, torch.bfloat16 if device.startswith("cuda") else torch.float32)
        except (RuntimeError, AssertionError) as error:  # no such device; a torch without CUDA asserts
            raise ModelError(f"torch cannot use the device {device!r}: {str(error).splitlines()[0][:200]}") from error

    def logits(self, ids: np.ndarray, mask: np.ndarray, types: np.ndarray) -> np.ndarray:
        torch = self._torch
        with torch.inference_mode():
            inputs = (torch.from_numpy(x).to(self._device) for x in (ids, mask, types))
            return (
                self._model(**dict(zip(("input_ids", "attention_mask", "token_type_ids"), inputs, strict=True)))
                .logits.float()
                .cpu()
                .numpy()
            )


def load_backend(folder: Path, name: BackendName, device: str = "cpu", threads: int = 0, precision: Precision = "fp32") -> Backend:
    """`threads` and `precision` (resolved) are for ONNX Runtime, 0 threads for one per core; torch has its own. Raises ModelError."""
    if name == "onnx":
        if device != "cpu":
            raise ModelError(f"the onnx backend runs on the CPU, not on {device!r}: use backend='torch' for a GPU")
        return OnnxBackend(folder, threads, precision)
    if name == "torch":
        return TorchBackend(folder, device)
    raise ModelError(f"unknown backend {name!r}: onnx or torch")
