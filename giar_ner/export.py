"""A fine-tuned classifier -> `model.safetensors` (fp16), and `model.onnx` and `model.int8.onnx`, graphs that point at the weights in that file.

All backends so run the same numbers and the package carries them once. The graph casts each weight to fp32; ONNX Runtime folds the casts
when it loads. Needs the `train` extra.
"""

from __future__ import annotations

import json
import logging
import struct
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
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
    quantise(folder)


def quantise(folder: Path) -> None:
    """Write `model.int8.onnx` beside the `model.onnx` in `folder`: the same graph with matrix products of bytes.

    It has no weights of its own either: they are rounded to int8, column by column and symmetric, in the graph, which ONNX Runtime computes
    once when it loads it. Activations are divided by the largest of their token and rounded to uint8 as they come: one outlier coarsens its
    own token alone (per-token dynamic quantisation: Yao et al. 2022).
    """
    model = onnx.load(folder / "model.onnx", load_external_data=False)
    graph = model.graph
    made = {output: node for node in graph.node for output in node.output}
    stored = {tensor.name for tensor in graph.initializer}
    graph.initializer.extend(
        numpy_helper.from_array(value, name)
        for name, value in (
            ("int8.largest", np.array(127, np.float32)),
            ("int8.least", np.array(1e-12, np.float32)),
            ("int8.inputs", np.array([0], np.int64)),
            ("int8.features", np.array([-1], np.int64)),
            ("int8.zero", np.array(0, np.int8)),
        )
    )
    nodes: list[onnx.NodeProto] = []
    rounded: set[str] = set()
    for node in graph.node:
        weight = (
            made.get(node.input[1]) if node.op_type == "MatMul" else None
        )  # Transpose(Cast(stored)), where it is no product of two inputs
        cast = made.get(weight.input[0]) if weight is not None and weight.op_type == "Transpose" else None
        if cast is None or cast.op_type != "Cast" or cast.input[0] not in stored:
            nodes.append(node)
            continue
        nodes += _integer_product(node.input[0], node.input[1], node.output[0], rounded)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.save(model, folder / "model.int8.onnx")


def _integer_product(x: str, w: str, y: str, rounded: set[str]) -> Iterator[onnx.NodeProto]:
    """The nodes of y = x @ w in bytes; `rounded` are the inputs that have been rounded already."""

    def node(kind: str, inputs: Sequence[str], *outputs: str, **attributes: Any) -> onnx.NodeProto:
        return helper.make_node(kind, inputs, outputs, **attributes)

    yield node("Abs", [w], f"{y}.size")
    yield node("ReduceMax", [f"{y}.size", "int8.inputs"], f"{y}.most", keepdims=0)
    yield node("Max", [f"{y}.most", "int8.least"], f"{y}.range")
    yield node("Div", [f"{y}.range", "int8.largest"], f"{y}.scale")
    yield node("Div", [w, f"{y}.scale"], f"{y}.scaled")
    yield node("Round", [f"{y}.scaled"], f"{y}.whole")
    yield node("Cast", [f"{y}.whole"], f"{y}.bytes", to=TensorProto.INT8)
    if x not in rounded:
        rounded.add(x)
        yield node("Abs", [x], f"{x}.size")
        yield node("ReduceMax", [f"{x}.size", "int8.features"], f"{x}.most", keepdims=1)
        yield node("Max", [f"{x}.most", "int8.least"], f"{x}.range")
        yield node("Div", [x, f"{x}.range"], f"{x}.share")
        yield node("DynamicQuantizeLinear", [f"{x}.share"], f"{x}.bytes", f"{x}.scale", f"{x}.zero")
    yield node("MatMulInteger", [f"{x}.bytes", f"{y}.bytes", f"{x}.zero", "int8.zero"], f"{y}.sums")
    yield node("Cast", [f"{y}.sums"], f"{y}.real", to=TensorProto.FLOAT)
    yield node("Mul", [f"{x}.scale", f"{y}.scale"], f"{y}.unit")
    yield node("Mul", [f"{y}.real", f"{y}.unit"], f"{y}.share")
    yield node("Mul", [f"{y}.share", f"{x}.range"], y)


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
