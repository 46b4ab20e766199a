"""The model's word vectors by numpy's BLAS, with the part that a word alone decides remembered.

spaCy's small models compute every token's vector in two steps: an embedding of the word by itself (its norm, prefix,
suffix, shape), then four layers that look one token to each side. The first is the same each time a word comes; the
second is a few matrix products, which numpy's BLAS does in a third of the time of the one that spaCy brings. The
numbers are spaCy's to the sixth digit, and those of one page depend on nothing but the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from thinc.api import Model, NumpyOps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MOST_KNOWN = 40_000  # words remembered (384 bytes each): beyond them memory is cleared, so that it stays flat
ROOM = 1000  # words made room for at first
PAD = 4  # rows between paragraphs, as spaCy pads them: one for each layer
TINY = np.float32(1e-8)  # thinc's own, against a variance of nothing
ENCODER = "expand_window>>maxout>>layernorm>>dropout"


class _Layer(NamedTuple):
    """A maxout layer and its normalisation; the pieces stand side by side, so that the largest is found in one go."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats
    pieces: int

    def __call__(self, rows: Floats) -> Floats:
        """Return the layer's answer to each row."""
        return self.normalised(rows @ self.weights)

    def normalised(self, product: Floats) -> Floats:
        """Return the largest piece of each row's product, normalised."""
        product += self.bias
        width = len(self.gain)
        best = product[:, :width].copy()
        for piece in range(1, self.pieces):
            np.maximum(best, product[:, piece * width : (piece + 1) * width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best)[:, None] / np.float32(width) + TINY
        best *= spread ** np.float32(-0.5)
        best *= self.gain
        best += self.shift
        return best


class WordVectors:
    """Computes what the model's tok2vec computes."""

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - thinc's models are generic over what nobody can name
        """Take the weights out of the model."""
        embed, encode = model.layers
        self.columns = embed.layers[0].attrs["columns"]
        self.hashed = embed.layers[2].layers[0]
        self.mixer = _layer(embed.layers[3])
        self.encoder = [_layer(residual) for residual in encode.layers[0].layers]
        self.width = len(self.mixer.gain)
        self.known: dict[tuple[int, ...], int] = {}
        self.table = np.zeros((0, self.width), dtype=np.float32)

    def __call__(self, docs: Sequence[Any]) -> list[Floats]:
        """Return the vectors of each doc's tokens."""
        return self._encoded(
            self._embedded([doc.to_array(self.columns).reshape(len(doc), len(self.columns)) for doc in docs])
        )

    def _embedded(self, features: list[NDArray[np.uint64]]) -> list[Floats]:
        keys = [list(map(tuple, rows.tolist())) for rows in features]
        if len(self.known) > MOST_KNOWN:
            self.known.clear()
        new = list(dict.fromkeys(key for row in keys for key in row if key not in self.known))
        if new:
            self._learn(new)
        return [self.table[[self.known[key] for key in row]] for row in keys]

    def _learn(self, keys: list[tuple[int, ...]]) -> None:
        start = len(self.known)
        if start + len(keys) > len(self.table):
            room = np.zeros((2 * len(self.table) + len(keys) + ROOM, self.width), dtype=np.float32)
            room[:start] = self.table[:start]
            self.table = room
        # A row's last digit can turn with its place in a product of matrices, so each word has a product of its own.
        words = self.hashed.predict(np.asarray(keys, dtype=np.uint64))
        products = np.stack([word @ self.mixer.weights for word in words])
        self.table[start : start + len(keys)] = self.mixer.normalised(products)
        self.known.update(zip(keys, range(start, start + len(keys)), strict=True))

    def _encoded(self, embedded: list[Floats]) -> list[Floats]:
        """Return each doc's rows after every layer; a layer sees a row with its neighbours to both sides."""
        width = self.width
        rows = np.zeros((sum(map(len, embedded)) + PAD * (len(embedded) + 1), width), dtype=np.float32)
        places, place = [], PAD
        for doc in embedded:
            places.append((place, place + len(doc)))
            rows[place : place + len(doc)] = doc
            place += len(doc) + PAD
        windows = np.zeros((len(rows), 3 * width), dtype=np.float32)
        for layer in self.encoder:
            windows[1:, :width] = rows[:-1]
            windows[:, width : 2 * width] = rows
            windows[:-1, 2 * width :] = rows[1:]
            rows = rows + layer(windows)
        return [rows[start:end].copy() for start, end in places]


def _layer(model: Any) -> _Layer:  # noqa: ANN401 - see WordVectors
    maxout = next(node for node in model.walk() if node.name == "maxout")
    norm = next(node for node in model.walk() if node.name == "layernorm")
    weights, bias = maxout.get_param("W"), maxout.get_param("b")
    width, pieces, inputs = weights.shape
    return _Layer(
        np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, inputs).T),
        bias.T.reshape(-1).copy(),
        norm.get_param("G"),
        norm.get_param("b"),
        pieces,
    )


def quicken(nlp: Any) -> None:  # noqa: ANN401 - spacy ships types that mypy cannot follow
    """Let the pipeline compute by numpy's BLAS and remember its words; a model built otherwise keeps its own ways."""
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        for node in _nodes(getattr(pipe, "model", None)):
            node.ops = ops
    pipe = nlp.get_pipe("tok2vec") if nlp.has_pipe("tok2vec") else None
    if pipe is None or not _is_known(pipe.model):
        return
    vectors = WordVectors(pipe.model)

    def forward(_model: Any, docs: Sequence[Any], is_train: bool) -> tuple[list[Floats], Any]:  # noqa: ANN401, ARG001, FBT001 - thinc's signature
        return vectors(docs), list

    pipe.model = Model("remembered_words", forward, dims={"nO": vectors.width}, ops=ops)


def _nodes(model: Any) -> Iterable[Any]:  # noqa: ANN401 - see WordVectors
    return model.walk() if hasattr(model, "walk") else ()


def _is_known(model: Any) -> bool:  # noqa: ANN401 - see WordVectors
    """Say whether the model is made as spaCy's small models are: hashed words, a mixer, layers of one word's width."""
    if len(model.layers) != 2 or len(model.layers[0].layers) != 5:  # noqa: PLR2004 - the parts named above
        return False
    embed, encode = model.layers
    named = [layer.name for layer in embed.layers]
    return (
        [named[0], named[1], named[4]] == ["extract_features", "list2ragged", "ragged2list"]
        and "hashembed" in named[2]
        and "maxout" in named[3]
        and all(layer.name == f"residual({ENCODER})" for layer in encode.layers[0].layers)
        and all(node.attrs["window_size"] == 1 for node in encode.walk() if node.name == "expand_window")
    )
