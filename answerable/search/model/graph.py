"""The network of all-MiniLM-L6-v2 as an ONNX graph with small whole-number weights.

BERT with 6 layers, 12 heads and 384 numbers a token; the mean over the tokens, scaled to length 1, is the
text's vector. The graph takes one text at a time: batches are no faster on one thread, and what a text
becomes must not hang on its neighbours.

Weights are rounded to whole numbers, with one scale for each output (for each word, in the table of words);
what flows between the layers is rounded as it comes. Seven bits of the eight are used: processors without
8-bit dot products add pairs of products in 16 bits, where full 8-bit weights would overflow unseen. On real
texts the mean cosine to full precision is 0.9925 (0.9938 with eight bits), with the same neighbours.

The operators of the "com.microsoft" domain are part of every build of onnxruntime.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[np.float32]
LAYERS, HEADS, WIDTH = 6, 12, 384
_BITS = 7
_EPSILON = 1e-12
_CONTRIB = "com.microsoft"


class _Graph:
    """Collects nodes and constants. Every method returns the name of what it adds."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, inputs: list[str], name: str, *, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [name], name, domain=domain, **attributes))
        return name

    def rounded(self, name: str, weights: Array, axis: int) -> tuple[str, str]:
        """Weights as whole numbers, and their scales, one for each place along `axis`."""
        highest = 2 ** (_BITS - 1) - 1
        across = tuple(i for i in range(weights.ndim) if i != axis)
        scale = np.abs(weights).max(axis=across, keepdims=True) / highest
        scale[scale == 0] = 1
        codes = np.rint(weights / scale).astype(np.int8)
        scales = scale.reshape(-1).astype(np.float32)
        return self.constant(f"{name}.codes", codes), self.constant(f"{name}.scales", scales)

    def linear(self, name: str, source: str, weights: Array, bias: Array) -> str:
        """source @ weights.T + bias."""
        codes, scales = self.rounded(name, weights.T, axis=1)
        inputs = [source, codes, scales, "", self.constant(f"{name}.bias", bias)]
        return self.add("DynamicQuantizeMatMul", inputs, f"{name}.out", domain=_CONTRIB)

    def normalised_sum(self, name: str, left: str, right: str, gain: Array, shift: Array) -> str:
        """Written as two operators: onnxruntime's joined one is a third slower as a whole."""
        total = self.add("Add", [left, right], f"{name}.sum")
        inputs = [total, self.constant(f"{name}.gain", gain), self.constant(f"{name}.shift", shift)]
        return self.add("LayerNormalization", inputs, f"{name}.out", epsilon=_EPSILON)


def make_model(weights: Mapping[str, Array]) -> onnx.ModelProto:
    """The model: `ids` (1, length), 32-bit, to `vector` (1, 384).

    Raises KeyError for a weight that is not there.
    """
    graph = _Graph()
    state = _embeddings(graph, weights)
    for layer in range(LAYERS):
        state = _layer(graph, f"encoder.layer.{layer}", weights, state)
    middle = graph.add("ReduceMean", [state], "middle", axes=[1], keepdims=0)
    graph.add("LpNormalization", [middle], "vector", axis=-1, p=2)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info("ids", TensorProto.INT32, [1, "length"])],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, WIDTH])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_CONTRIB, 1)],
        ir_version=8,
    )
    onnx.checker.check_model(model)
    return model


def _embeddings(graph: _Graph, weights: Mapping[str, Array]) -> str:
    """Word plus place plus kind of sentence (always the first kind), normalised."""
    codes, scales = graph.rounded("words", weights["embeddings.word_embeddings.weight"], axis=0)
    first_kind = weights["embeddings.token_type_embeddings.weight"][0]
    places = graph.constant("places", weights["embeddings.position_embeddings.weight"] + first_kind)
    zero, one, two, last = (
        graph.constant(name, np.array([value], np.int64))
        for name, value in (("zero", 0), ("one", 1), ("two", 2), ("last", -1))
    )
    picked = graph.add("Gather", [codes, "ids"], "words.picked")
    numbers = graph.add("Cast", [picked], "words.numbers", to=TensorProto.FLOAT)
    scale = graph.add("Gather", [scales, "ids"], "words.scale")
    column = graph.add("Unsqueeze", [scale, last], "words.column")
    words = graph.add("Mul", [numbers, column], "words.out")
    length = graph.add("Slice", [graph.add("Shape", ["ids"], "shape"), one, two], "length")
    here = graph.add("Slice", [places, zero, length, zero], "places.here")
    gain, shift = (weights[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias"))
    return graph.normalised_sum("embeddings", words, here, gain, shift)


def _layer(graph: _Graph, name: str, weights: Mapping[str, Array], state: str) -> str:
    def both(part: str) -> tuple[Array, Array]:
        return weights[f"{name}.{part}.weight"], weights[f"{name}.{part}.bias"]

    thirds = ("query", "key", "value")
    parts = [both(f"attention.self.{third}") for third in thirds]
    stacked = [np.concatenate(column) for column in zip(*parts, strict=True)]
    asked = graph.linear(f"{name}.asked", state, *stacked)
    outputs = [f"{name}.{third}" for third in thirds]
    graph.nodes.append(helper.make_node("Split", [asked], outputs, f"{name}.split", axis=2))
    seen = graph.add("MultiHeadAttention", outputs, f"{name}.seen", domain=_CONTRIB, num_heads=HEADS)
    told = graph.linear(f"{name}.told", seen, *both("attention.output.dense"))
    state = graph.normalised_sum(f"{name}.attended", told, state, *both("attention.output.LayerNorm"))
    wide = graph.linear(f"{name}.wide", state, *both("intermediate.dense"))
    bent = graph.add("Gelu", [wide], f"{name}.bent", domain=_CONTRIB)
    narrow = graph.linear(f"{name}.narrow", bent, *both("output.dense"))
    return graph.normalised_sum(f"{name}.done", narrow, state, *both("output.LayerNorm"))
