"""Step 8: the file that the Go package reads, and the golden file of its tests.

    python pack.py --model $RUN/reader.pt --data ... --out reader.bin --golden golden.jsonl

Layout: 16 bytes magic, uint32 length of the header (little endian), header in JSON, zeros to a multiple of 64, tensors
each at a multiple of 64 from their start, SHA-256 of all before. int8 rows have one float32 scale each, in NAME.scale; 4-bit rows
one bfloat16 scale a group.
"""
import argparse
import hashlib
import json
import random
import struct

import numpy as np
import torch

import data as D
import model as M
import text as T

MAGIC = b"WENBAO-READER-2\n"
ALIGN = 64
ODD = [  # question, heading, passage: what real data rarely has
    ("", "", ""),
    ("5G基站", "", "累计建成5G基站3047个。"),
    ("how many 5G base stations?", "一、2023年工作回顾", "累计建成5G基站3047个。"),
    ("養老驛站有幾家？", "民生", "建成养老服务驿站126家。"),
    ("Café ÀÉÎ 🙂 zzqxw", "", "龘靐ＡＢＣ①㎡"),
    ("路灯" * 40, "道路 › 照明", "新装路灯300盏。" * 60),
]
MESSAGES = ["", "你好", "HELLO?!", "我不想活了", "謝謝", "第二条", "a" * 120]


def tensors(model):
    """(name, array) in the order of the file."""
    yield "vocab", np.frombuffer("\n".join(piece for piece, _ in model.vocab).encode(), np.uint8)
    yield "vocab.score", np.array([score for _, score in model.vocab], np.float32)
    codes, scales = {}, {}
    for name, module in model.int8_weights():
        q, s = M.quantise(module.weight.detach())
        codes[name], scales[name] = q.numpy().astype(np.int8), s.numpy()

    def rows(name):
        yield name, codes[name]
        yield f"{name}.scale", scales[name]

    words, scale = M.quantise4(model.word.weight.detach())
    words = (words.numpy() + 8).astype(np.uint8)
    half = M.GROUP // 2
    yield "emb.word", (words[:, :, :half] | words[:, :, half:] << 4).reshape(len(words), -1)
    yield "emb.word.scale", scale.numpy().view(np.uint32).__rshift__(16).astype(np.uint16)
    yield "emb.pos", model.pos.weight[: T.MAX_INPUT]
    yield "emb.type", model.kind.weight
    yield from norm("emb.ln", model.ln)
    for i, layer in enumerate(model.layers):
        at = f"layer.{i}"
        for name in ("q", "k", "v", "o"):
            yield from rows(f"{at}.{name}.w")
            yield f"{at}.{name}.b", getattr(layer, name).bias
        yield from norm(f"{at}.ln1", layer.ln1)
        for name in ("ff1", "ff2"):
            yield from rows(f"{at}.{name}.w")
            yield f"{at}.{name}.b", getattr(layer, name).bias
        yield from norm(f"{at}.ln2", layer.ln2)
    for name in ("answer", "missing", "intent"):
        head = getattr(model, name)
        yield f"head.{name}.w", head.weight
        yield f"head.{name}.b", head.bias


def norm(name, module):
    yield f"{name}.w", module.weight
    yield f"{name}.b", module.bias


def write(path, model):
    described, blobs, offset = [], [], 0
    for name, value in tensors(model):
        array = value.detach().numpy() if isinstance(value, torch.Tensor) else value
        kind = {"int8": "i8", "uint16": "bf16", "float32": "f32"}.get(array.dtype.name) or ("text" if array.ndim == 1 else "i4")
        described.append({"name": name, "type": kind, "shape": list(array.shape), "offset": offset})
        blob = np.ascontiguousarray(array).tobytes()
        blob += b"\0" * (-len(blob) % ALIGN)
        blobs.append(blob)
        offset += len(blob)
    header = json.dumps({
        "layers": len(model.layers), "hidden": M.HIDDEN, "heads": M.HEADS, "ffn": M.FFN, "positions": T.MAX_INPUT,
        "max_question": T.MAX_QUESTION, "max_input": T.MAX_INPUT, "intents": model.intents, "tensors": described,
    }, separators=(",", ":")).encode()
    body = MAGIC + struct.pack("<I", len(header)) + header
    body += b"\0" * (-len(body) % ALIGN) + b"".join(blobs)
    body += hashlib.sha256(body).digest()
    with open(path, "wb") as f:
        f.write(body)
    return len(body), hashlib.sha256(body).hexdigest()


def numbers(values):
    return [round(float(v), 5) for v in values]


@torch.no_grad()
def golden(model, pairs, messages):
    """Lines of the golden file: float32, with the rounded weights."""
    tokenizer = T.Tokenizer(model.vocab)

    def whole(ids):
        ids = torch.tensor([ids], device=M.DEVICE)
        return ids, torch.ones_like(ids, dtype=torch.bool)

    for question, heading, passage in pairs:
        ids, types, spans = tokenizer.pair(T.normalise(question), heading, passage)
        row, mask = whole(ids)
        hidden = model(row, torch.tensor([types], device=M.DEVICE), mask)[0]
        yield {"question": question, "heading": heading, "passage": passage, "ids": ids,
               "answer": numbers(model.answer(hidden[0]))[0],
               "missing": numbers(model.missing(hidden[1 : 1 + len(spans)])[:, 0])}
    for message in messages:
        ids = tokenizer.message(T.normalise(message))
        yield {"message": message, "ids": ids, "intent": numbers(model.wants(*whole(ids))[0])}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--passages")
    p.add_argument("--messages")
    p.add_argument("--out", required=True)
    p.add_argument("--golden", required=True)
    args = p.parse_args()
    torch.set_num_threads(2)
    model, _ = M.load(args.model)
    size, digits = write(args.out, model)
    print(f"{size} bytes, SHA-256 {digits}, {len(model.vocab)} pieces, {len(model.layers)} layers")
    model.round()
    rng = random.Random(1)
    dev = [p for p in D.read_pairs(args.data, args.passages) if p.split == "dev"]
    messages = [m[0] for m in D.read_messages(args.messages) if m[2] == "dev"] if args.messages else []
    pairs = ODD + [(p.question, p.heading, p.passage) for p in rng.sample(dev, 27)]
    spoken = MESSAGES + rng.sample(messages, min(10, len(messages)))
    with open(args.golden, "w", encoding="utf-8") as f:
        for line in golden(model, pairs, spoken):
            f.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
