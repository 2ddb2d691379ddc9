"""A fine-tuned classifier -> `model.safetensors` (fp16) and `model.onnx`, whose graph points at the weights in that very file.

Both backends so run the same numbers and the package carries them once. The graph casts each weight to fp32; ONNX Runtime folds the casts
when it loads. Needs the `train` extra.
"""

from __future__ import annotations

import json
import logging
import struct
import warnings
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper
from transformers import PreTrainedModel

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class _Logits(torch.nn.Module):
    """The classifier with plain tensors in and out."""

    def __init__(self, model: PreTrainedModel):
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).logits


def save_weights(model: PreTrainedModel, folder: Path) -> None:
    """`model.safetensors` in fp16 and `config.json`. The model itself stays fp32, its values rounded to what was saved."""
    model.half().save_pretrained(folder)
    model.float()


def export_onnx(model: PreTrainedModel, folder: Path) -> None:
    """Write `model.onnx` for the `model.safetensors` that `save_weights` left in `folder`."""
    model = model.eval().cpu()
    ids = torch.ones(2, 24, dtype=torch.long)
    mask = torch.ones_like(ids)
    mask[1, 12:] = 0  # a mask of ones alone is optimised away
    shapes = {name: {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC} for name in INPUTS}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            _Logits(model).eval(), (ids, mask, torch.zeros_like(ids)), None,
            input_names=list(INPUTS), output_names=["logits"], dynamic_shapes=shapes, dynamo=True, optimize=False, verbose=False,
        )  # fmt: skip
    assert program is not None
    graph = program.model_proto
    _point_at(graph, folder / "model.safetensors")
    onnx.save(graph, folder / "model.onnx")


def _point_at(model: onnx.ModelProto, weights: Path) -> None:
    """Replace each initializer that is a tensor of `weights` by a reference into the file and a cast to fp32."""
    with weights.open("rb") as f:
        size = struct.unpack("<Q", f.read(8))[0]
        header = json.loads(f.read(size))
    casts, kept = [], []
    for tensor in model.graph.initializer:
        entry = header.get(tensor.name.removeprefix("model."))
        if entry is None or list(tensor.dims) != entry["shape"]:
            kept.append(tensor)
            continue
        assert entry["dtype"] == "F16"
        begin, end = entry["data_offsets"]
        stored = TensorProto(
            name=f"{tensor.name}.fp16", data_type=TensorProto.FLOAT16, dims=tensor.dims, data_location=TensorProto.EXTERNAL
        )
        for key, value in (("location", weights.name), ("offset", 8 + size + begin), ("length", end - begin)):
            stored.external_data.add(key=key, value=str(value))
        kept.append(stored)
        casts.append(helper.make_node("Cast", [stored.name], [tensor.name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.initializer[:], model.graph.node[:], model.graph.value_info[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend(nodes)
    for entry_ in list(model.metadata_props):
        model.metadata_props.remove(entry_)
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
