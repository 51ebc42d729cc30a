"""The encoder, its three heads, and its weights as rows of 8 and 4 bits: what ../../../retrieval/reader runs in Go."""
import json
import pathlib
import struct

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

HIDDEN, HEADS, FFN = 384, 12, 1536
EPS = 1e-12
GROUP = 32  # word weights that share a scale
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
# Where a processor does not multiply bfloat16 itself, it takes five times as long as float32.
FAST_HALF = DEVICE == "cuda" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


def half(wanted=True):
    """bfloat16 where that is faster."""
    return torch.autocast(DEVICE, torch.bfloat16, enabled=wanted and FAST_HALF)


def put(values, kind=np.int64):
    """Numbers as a tensor on the device, without waiting for what it is still at."""
    tensor = torch.from_numpy(np.asarray(values, kind))
    return tensor.pin_memory().to(DEVICE, non_blocking=True) if DEVICE == "cuda" else tensor


class Layer(nn.Module):
    """One BERT layer: post-LN, erf GELU."""

    def __init__(self, drop):
        super().__init__()
        self.drop = drop
        self.q, self.k, self.v, self.o = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.ln1 = nn.LayerNorm(HIDDEN, EPS)
        self.ff1, self.ff2 = nn.Linear(HIDDEN, FFN), nn.Linear(FFN, HIDDEN)
        self.ln2 = nn.LayerNorm(HIDDEN, EPS)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = (f(x).view(b, t, HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        if x.is_cuda:
            a = F.scaled_dot_product_attention(q, k, v, mask)
        else:  # written out: on CPUs the fused attention's backward pass takes longer than all else together
            a = torch.softmax(q @ k.transpose(2, 3) * (HIDDEN // HEADS) ** -0.5 + mask, -1, dtype=x.dtype) @ v
        a = self.o(a.transpose(1, 2).reshape(b, t, HIDDEN))
        x = self.ln1(x + F.dropout(a, self.drop, self.training))
        return self.ln2(x + F.dropout(self.ff2(F.gelu(self.ff1(x))), self.drop, self.training))


class Reader(nn.Module):
    """ids, types [B,T] and mask (True: a token) to the hidden states, and the heads on them."""

    def __init__(self, vocab, layers, intents=(), positions=512, drop=0.1):
        super().__init__()
        self.vocab, self.intents, self.drop = list(vocab), list(intents), drop
        self.word = nn.Embedding(len(vocab), HIDDEN)
        self.pos = nn.Embedding(positions, HIDDEN)
        self.kind = nn.Embedding(2, HIDDEN)
        self.ln = nn.LayerNorm(HIDDEN, EPS)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(layers))
        self.answer = nn.Linear(HIDDEN, 1)
        self.missing = nn.Linear(HIDDEN, 1)
        self.intent = nn.Linear(HIDDEN, max(1, len(intents)))
        for head in (self.answer, self.missing, self.intent):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, ids, types, mask):
        x = self.word(ids) + self.pos.weight[: ids.shape[1]] + self.kind(types)
        x = F.dropout(self.ln(x), self.drop, self.training)
        if torch.is_autocast_enabled(DEVICE):  # the whole stream, else half of the time goes into casts
            x = x.bfloat16()
        bias = torch.zeros(mask.shape, dtype=x.dtype, device=x.device).masked_fill_(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x.float()

    def wants(self, ids, mask):
        """The intent logits of messages alone: on the mean of their tokens, as the base model was taught to embed."""
        hidden = self(ids, torch.zeros_like(ids), mask)
        return self.intent(mean(hidden, mask))

    @torch.no_grad()
    def learn(self, intents):
        """Makes room for intents: those known keep their rows, in the new order."""
        old, self.intents = self.intents, list(intents)
        weight, bias = self.intent.weight, self.intent.bias
        self.intent = nn.Linear(HIDDEN, max(1, len(intents)), device=weight.device)
        nn.init.normal_(self.intent.weight, std=0.02)
        nn.init.zeros_(self.intent.bias)
        for row, name in enumerate(intents):
            if name in old:
                self.intent.weight[row], self.intent.bias[row] = weight[old.index(name)], bias[old.index(name)]

    @torch.no_grad()
    def pieces(self, vocab, rows):
        """Takes another vocabulary: pieces known keep their rows, the others get theirs of the base model."""
        at = {piece: i for i, (piece, _) in enumerate(self.vocab)}
        rows = rows.clone().to(self.word.weight.device)
        for i, (piece, _) in enumerate(vocab):
            if piece in at:
                rows[i] = self.word.weight[at[piece]]
        self.vocab, self.word = list(vocab), nn.Embedding.from_pretrained(rows, freeze=False)

    def heads(self):
        return [p for head in (self.answer, self.missing, self.intent) for p in head.parameters()]

    def int8_weights(self):
        """Names and modules of the matrices that are shipped as int8 rows."""
        for i, layer in enumerate(self.layers):
            for name in ("q", "k", "v", "o", "ff1", "ff2"):
                yield f"layer.{i}.{name}.w", getattr(layer, name)

    @torch.no_grad()
    def round(self):
        """Rounds the weights in place to what the shipped file holds."""
        for _, module in self.int8_weights():
            codes, scale = quantise(module.weight)
            module.weight.copy_(codes * scale[:, None])
        codes, scale = quantise4(self.word.weight)
        self.word.weight.copy_((codes * scale[:, :, None]).flatten(1))


def mean(hidden, mask):
    """The mean vector of each row's tokens."""
    mask = mask[:, :, None].float()
    return (hidden * mask).sum(1) / mask.sum(1)


def quantise(weight):
    """Symmetric int8 rows: codes and one scale a row, max|row| / 127."""
    scale = weight.abs().amax(1) / 127
    scale[scale == 0] = 1e-9
    return torch.round(weight / scale[:, None]).clamp(-127, 127), scale


def quantise4(weight):
    """Groups of GROUP numbers a row: codes of -8 to 7 and one bfloat16 scale a group.

    The number farthest from 0 gets code -8, as in llama.cpp's Q4_0, whose blocks the base model has.
    """
    groups = weight.view(len(weight), -1, GROUP)
    most = groups.gather(2, groups.abs().argmax(2, keepdim=True))[:, :, 0]
    scale = (most / -8).bfloat16().float()
    scale[scale == 0] = 1e-9
    return torch.round(groups / scale[:, :, None]).clamp(-8, 7), scale.bfloat16().float()


def load_base(folder, layers, intents=()):
    """The base model of base.py, cut to its first layers."""
    folder = pathlib.Path(folder)
    vocab = json.loads((folder / "vocab.json").read_text("utf-8"))
    model = Reader(vocab, layers, intents)
    state = torch.load(folder / "base.pt")
    own = model.state_dict()
    own.update({k: v for k, v in state.items() if k in own})
    model.load_state_dict(own)
    return model.to(DEVICE)


def save(path, model, **more):
    state = {name: value.cpu() for name, value in model.state_dict().items()}
    torch.save({"vocab": model.vocab, "intents": model.intents, "layers": len(model.layers), "state": state, "more": json.dumps(more)}, path)


def load(path):
    """A model of train.py, or the file that the bot embeds: its rounded weights are as good a start."""
    if str(path).endswith(".bin"):
        return load_packed(path), {}
    saved = torch.load(path, map_location="cpu")
    model = Reader(saved["vocab"], saved["layers"], saved["intents"])
    model.load_state_dict(saved["state"])
    return model.eval().to(DEVICE), json.loads(saved["more"])


def load_packed(path):
    """The model in a file of pack.py."""
    body = pathlib.Path(path).read_bytes()
    (length,) = struct.unpack_from("<I", body, 16)
    header = json.loads(body[20 : 20 + length])
    start = -(-(20 + length) // 64) * 64
    held = {}
    for t in header["tensors"]:
        kind = {"text": np.uint8, "i4": np.uint8, "i8": np.int8, "bf16": np.uint16, "f32": np.float32}[t["type"]]
        array = np.frombuffer(body, kind, int(np.prod(t["shape"])), start + t["offset"]).reshape(t["shape"])
        if t["type"] == "bf16":
            array = (array.astype(np.uint32) << 16).view(np.float32)
        held[t["name"]] = array if t["type"] in ("text", "i4") else torch.tensor(array, dtype=torch.float32)
    pieces = held.pop("vocab").tobytes().decode().split("\n")
    model = Reader(list(zip(pieces, held.pop("vocab.score").double().tolist())), header["layers"], header["intents"])
    both = held.pop("emb.word").reshape(len(pieces), -1, GROUP // 2)
    codes = torch.tensor(np.concatenate([both & 15, both >> 4], 2), dtype=torch.float32) - 8
    weights = {name: module for name, module in model.int8_weights()}
    with torch.no_grad():
        for name, module in weights.items():
            module.weight.copy_(held.pop(name) * held.pop(f"{name}.scale")[:, None])
        model.pos.weight[: header["positions"]].copy_(held.pop("emb.pos"))  # no input is longer
        model.kind.weight.copy_(held.pop("emb.type"))
        model.word.weight.copy_((codes * held.pop("emb.word.scale")[:, :, None]).flatten(1))
        for name, value in held.items():
            *path, leaf = name.replace("emb.ln", "ln").replace("layer.", "layers.").removeprefix("head.").split(".")
            module = model.get_submodule(".".join(path))
            getattr(module, {"w": "weight", "b": "bias"}[leaf]).copy_(value)
    return model.eval().to(DEVICE)
