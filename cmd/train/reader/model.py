"""The encoder, its three heads, and int8 rows: what ../../../retrieval/reader runs in Go."""
import json
import pathlib
import struct

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

HIDDEN, HEADS, FFN = 512, 8, 2048
EPS = 1e-12


class Layer(nn.Module):
    """One BERT layer: post-LN, erf GELU."""

    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.ln1 = nn.LayerNorm(HIDDEN, EPS)
        self.ff1, self.ff2 = nn.Linear(HIDDEN, FFN), nn.Linear(FFN, HIDDEN)
        self.ln2 = nn.LayerNorm(HIDDEN, EPS)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = (f(x).view(b, t, HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        # Written out: on CPUs the fused attention's backward pass takes longer than all else together.
        a = torch.softmax(q @ k.transpose(2, 3) * (HIDDEN // HEADS) ** -0.5 + mask, -1, dtype=x.dtype) @ v
        a = self.o(a.transpose(1, 2).reshape(b, t, HIDDEN))
        x = self.ln1(x + a)
        return self.ln2(x + self.ff2(F.gelu(self.ff1(x))))


class Reader(nn.Module):
    """ids, types [B,T] and mask (True: a token) to the hidden states, and the heads on them."""

    def __init__(self, vocab, layers, intents=(), positions=512, drop=0.1):
        super().__init__()
        self.vocab, self.intents, self.drop = list(vocab), list(intents), drop
        self.word = nn.Embedding(len(vocab), HIDDEN)
        self.pos = nn.Embedding(positions, HIDDEN)
        self.kind = nn.Embedding(2, HIDDEN)
        self.ln = nn.LayerNorm(HIDDEN, EPS)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.answer = nn.Linear(HIDDEN, 1)
        self.missing = nn.Linear(HIDDEN, 1)
        self.intent = nn.Linear(HIDDEN, max(1, len(intents)))
        for head in (self.answer, self.missing, self.intent):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, ids, types, mask):
        x = self.word(ids) + self.pos.weight[: ids.shape[1]] + self.kind(types)
        x = F.dropout(self.ln(x), self.drop, self.training)
        if torch.is_autocast_enabled("cpu"):  # the whole stream, else half of the time goes into casts
            x = x.bfloat16()
        bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill_(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x.float()

    @torch.no_grad()
    def learn(self, intents):
        """Makes room for intents: those known keep their rows, in the new order."""
        old, self.intents = self.intents, list(intents)
        weight, bias = self.intent.weight, self.intent.bias
        self.intent = nn.Linear(HIDDEN, len(intents))
        nn.init.normal_(self.intent.weight, std=0.02)
        nn.init.zeros_(self.intent.bias)
        for row, name in enumerate(intents):
            if name in old:
                self.intent.weight[row], self.intent.bias[row] = weight[old.index(name)], bias[old.index(name)]

    def heads(self):
        return [p for head in (self.answer, self.missing, self.intent) for p in head.parameters()]

    def int8_weights(self):
        """Names and modules of the matrices that are shipped as int8 rows."""
        yield "emb.word", self.word
        for i, layer in enumerate(self.layers):
            for name in ("q", "k", "v", "o", "ff1", "ff2"):
                yield f"layer.{i}.{name}.w", getattr(layer, name)

    @torch.no_grad()
    def round(self):
        """Rounds the weights in place to what int8 rows hold."""
        for _, module in self.int8_weights():
            codes, scale = quantise(module.weight)
            module.weight.copy_(codes * scale[:, None])


def quantise(weight):
    """Symmetric int8 rows: codes and one scale a row, max|row| / 127."""
    scale = weight.abs().amax(1) / 127
    scale[scale == 0] = 1e-9
    return torch.round(weight / scale[:, None]).clamp(-127, 127), scale


def load_base(folder, layers, intents=()):
    """The base model of base.py, cut to its first layers."""
    folder = pathlib.Path(folder)
    vocab = (folder / "vocab.txt").read_text("utf-8").split("\n")
    model = Reader(vocab, layers, intents)
    state = torch.load(folder / "base.pt")
    own = model.state_dict()
    own.update({k: v for k, v in state.items() if k in own})
    model.load_state_dict(own)
    return model


def save(path, model, **more):
    torch.save({"vocab": model.vocab, "intents": model.intents, "layers": len(model.layers),
                "state": model.state_dict(), "more": json.dumps(more)}, path)


def load(path):
    """A model of train.py, or the file that the bot embeds: its rounded weights are as good a start."""
    if str(path).endswith(".bin"):
        return load_packed(path), {}
    saved = torch.load(path)
    model = Reader(saved["vocab"], saved["layers"], saved["intents"])
    model.load_state_dict(saved["state"])
    return model.eval(), json.loads(saved["more"])


def load_packed(path):
    """The model in a file of pack.py."""
    body = pathlib.Path(path).read_bytes()
    (length,) = struct.unpack_from("<I", body, 16)
    header = json.loads(body[20 : 20 + length])
    start = -(-(20 + length) // 64) * 64
    held = {}
    for t in header["tensors"]:
        kind = {"text": np.uint8, "i8": np.int8, "f32": np.float32}[t["type"]]
        array = np.frombuffer(body, kind, int(np.prod(t["shape"])), start + t["offset"]).reshape(t["shape"])
        held[t["name"]] = array if t["type"] == "text" else torch.tensor(array, dtype=torch.float32)
    model = Reader(held["vocab"].tobytes().decode().split("\n"), header["layers"], header["intents"])
    weights = {name: module for name, module in model.int8_weights()}
    with torch.no_grad():
        for name, module in weights.items():
            module.weight.copy_(held.pop(name) * held.pop(f"{name}.scale")[:, None])
        model.pos.weight[: header["positions"]].copy_(held.pop("emb.pos"))  # no input is longer
        model.kind.weight.copy_(held.pop("emb.type"))
        for name, value in held.items():
            if name == "vocab":
                continue
            *path, leaf = name.replace("emb.ln", "ln").replace("layer.", "layers.").removeprefix("head.").split(".")
            module = model.get_submodule(".".join(path))
            getattr(module, {"w": "weight", "b": "bias"}[leaf]).copy_(value)
    return model.eval()
