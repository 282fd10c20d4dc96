"""The sentence model all-MiniLM-L6-v2 as a PyTorch module, to be trained on.

Its weights come from the package that `script/setup` installs; what was learned is kept as a difference to
them (answerable/search/model/tuning.py).
"""

import importlib.util
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from answerable.search.model.build import PACKAGE, read_weights
from answerable.search.model.wordpiece import WordPiece

LAYERS, HEADS, WIDTH, EPSILON = 6, 12, 384, 1e-12
THIRDS = ("query", "key", "value")


def package() -> Path:
    return Path(importlib.util.find_spec(PACKAGE).submodule_search_locations[0]) / "model"


def original() -> dict[str, np.ndarray]:
    return read_weights(package() / "model.safetensors")


class Tokenizer:
    """Remembers the pieces of each text: the same ones come again every epoch."""

    def __init__(self) -> None:
        vocabulary = (package() / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
        self.pieces, self.known = WordPiece(vocabulary), {}

    def __call__(self, text: str, longest: int) -> list[int]:
        if (text, longest) not in self.known:
            self.known[text, longest] = self.pieces.encode(text, longest)
        return self.known[text, longest]


def linear(pairs: list[tuple[np.ndarray, np.ndarray]]) -> nn.Linear:
    weight, bias = (torch.tensor(np.concatenate(part)) for part in zip(*pairs, strict=True))
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.data, made.bias.data = weight, bias
    return made


def norm(weight: np.ndarray, bias: np.ndarray) -> nn.LayerNorm:
    made = nn.LayerNorm(WIDTH, eps=EPSILON)
    made.weight.data, made.bias.data = torch.tensor(weight), torch.tensor(bias)
    return made


class Layer(nn.Module):
    def __init__(self, weights: dict[str, np.ndarray], name: str, dropout: float) -> None:
        super().__init__()

        def both(part: str) -> tuple[np.ndarray, np.ndarray]:
            return weights[f"{name}.{part}.weight"], weights[f"{name}.{part}.bias"]

        self.name, self.dropout = name, dropout
        self.asked = linear([both(f"attention.self.{third}") for third in THIRDS])
        self.told = linear([both("attention.output.dense")])
        self.attended = norm(*both("attention.output.LayerNorm"))
        self.wide, self.narrow = linear([both("intermediate.dense")]), linear([both("output.dense")])
        self.done = norm(*both("output.LayerNorm"))

    def forward(self, state: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        texts, length, _ = state.shape
        query, key, value = (
            self.asked(state).view(texts, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        told = self.told(seen.transpose(1, 2).reshape(texts, length, WIDTH))
        state = self.attended(state + functional.dropout(told, self.dropout, self.training))
        out = self.narrow(functional.gelu(self.wide(state)))
        return self.done(state + functional.dropout(out, self.dropout, self.training))

    def arrays(self) -> dict[str, np.ndarray]:
        """The layer's weights under their original names."""
        found = {}
        for third, weight, bias in zip(
            THIRDS, self.asked.weight.chunk(3), self.asked.bias.chunk(3), strict=True
        ):
            found[f"attention.self.{third}.weight"], found[f"attention.self.{third}.bias"] = weight, bias
        for part, module in (
            ("attention.output.dense", self.told),
            ("attention.output.LayerNorm", self.attended),
            ("intermediate.dense", self.wide),
            ("output.dense", self.narrow),
            ("output.LayerNorm", self.done),
        ):
            found[f"{part}.weight"], found[f"{part}.bias"] = module.weight, module.bias
        return {f"{self.name}.{part}": value.detach().numpy().copy() for part, value in found.items()}


class Sentences(nn.Module):
    """Texts to vectors of length 1. The first `frozen` layers and the table of words stay as they are."""

    def __init__(
        self, weights: dict[str, np.ndarray] | None = None, *, frozen: int = 2, dropout: float = 0.1
    ):
        super().__init__()
        weights = weights or original()
        self.frozen, self.tokenizer = frozen, Tokenizer()
        self.words = nn.Embedding.from_pretrained(torch.tensor(weights["embeddings.word_embeddings.weight"]))
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        self.register_buffer("places", torch.tensor(weights["embeddings.position_embeddings.weight"] + kind))
        self.first = norm(*(weights[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias")))
        self.layers = nn.ModuleList(
            [Layer(weights, f"encoder.layer.{number}", dropout) for number in range(LAYERS)]
        )
        for module in (self.words, self.first, *self.layers[:frozen]):
            module.requires_grad_(False)

    def forward(self, texts: list[str], longest: int) -> torch.Tensor:
        pieces = [self.tokenizer(text, longest) for text in texts]
        numbers = torch.zeros(len(pieces), max(map(len, pieces)), dtype=torch.long)
        there = torch.zeros_like(numbers, dtype=torch.bool)
        for row, one in enumerate(pieces):
            numbers[row, : len(one)], there[row, : len(one)] = torch.tensor(one), True
        mask = there[:, None, None, :]
        with torch.no_grad():
            state = self.first(self.words(numbers) + self.places[: numbers.shape[1]])
            for layer in self.layers[: self.frozen]:
                state = layer(state, mask)
        for layer in self.layers[self.frozen :]:
            state = layer(state, mask)
        weight = there[..., None].to(state.dtype)
        return functional.normalize((state * weight).sum(1) / weight.sum(1), dim=1)

    @torch.no_grad()
    def encode(self, texts: list[str], longest: int = 256, batch: int = 32) -> np.ndarray:
        training = self.training
        self.eval()
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        vectors = np.empty((len(texts), WIDTH), np.float32)
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            vectors[rows] = self([texts[row] for row in rows], longest).numpy()
        self.train(training)
        return vectors

    def arrays(self) -> dict[str, np.ndarray]:
        """The weights that were trained, under their original names."""
        return {name: value for layer in self.layers[self.frozen :] for name, value in layer.arrays().items()}
