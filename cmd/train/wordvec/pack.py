"""Step 5: int8 rows, one scale each, and the file the Go package reads (layout: model.go). Also the golden file."""
import argparse
import json
import struct
import zlib

import numpy as np

import measure
import text as T
from tune import Student, unit

GOLDEN = [
    "副中心有多少条公交线路优化了?",
    "咱们这儿啥时候通地铁",
    "电驴上楼充电有人管没",
    "村里老人吃饭咋整",
    "通州区2023年一般公共预算收入87.3亿元,同比增长5.1%",
    "厂通路、通清路主体工程基本完工。",
    "5g基站 zzqx 和wifi",
    "北京城市副中心高质量发展步伐持续加快",
    "3.14和1,000以及1.2.3.",
    "瞧病太远",
    "how many new schools were built in tongzhou",
    "",
    "，。！🙂",
    "龘靐",
]


def quantise(vectors):
    scale = np.abs(vectors).max(1) / 127
    scale[scale == 0] = 1e-9
    return np.round(vectors / scale[:, None]).astype(np.int8), scale.astype("<f4")


def nothing_direction(sentences):
    """The axis along which sentences vary least, turned away from their mean: no text lies near it."""
    _, axes = np.linalg.eigh(sentences.T @ sentences)
    axis = axes[:, 0]
    return axis if (sentences @ axis).max() <= -(sentences @ axis).min() else -axis


def write(path, words, costs, vectors, scales):
    encoded = [w.encode() for w in words]
    offsets = np.cumsum([0] + [len(w) for w in encoded]).astype("<u4")
    body = offsets.tobytes() + np.array(costs, "<u2").tobytes() + scales.tobytes() + b"".join(encoded) + vectors.tobytes()
    head = struct.pack("<8sIIII8x", b"wordvec1", vectors.shape[1], len(words), int(offsets[-1]), zlib.crc32(body))
    open(path, "wb").write(head + body)
    return len(head) + len(body)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--vectors", required=True)
    p.add_argument("--data", required=True, help="folder of teach.py, for the direction no text has")
    p.add_argument("--eval")
    p.add_argument("--knowledge")
    p.add_argument("--out", required=True)
    p.add_argument("--golden", required=True)
    args = p.parse_args()

    import scipy.sparse as sp

    student = Student(args.vocabulary)
    vectors = np.load(args.vectors)["vectors"]
    order = sorted((w for w in student.words if w != T.NUMBER), key=lambda w: w.encode())
    rows = [student.row[w] for w in order] + [student.row[T.NUMBER]]
    costs = [student.segmenter.costs[w] for w in order]
    texts = sp.load_npz(f"{args.data}/rows.npz")
    sample = np.random.default_rng(1).choice(texts.shape[0], 100000, replace=False)
    nothing = nothing_direction(unit(texts[sample] @ vectors))
    print(f"nothing row: cosine with texts at most {(unit(texts[sample] @ vectors) @ nothing).max():.3f}")
    # A common factor is free (every text is normalised); it keeps the scales in a comfortable range.
    table = np.vstack([vectors[rows], nothing])
    codes, scales = quantise(table.astype(np.float32))
    size = write(args.out, order, costs, codes, scales)
    print(f"{len(order)} words, {size} bytes")

    rounded = np.zeros_like(vectors)
    rounded[rows] = codes[:-1] * scales[:-1, None]
    encode = student.encoder(rounded)
    if args.eval:
        measure.show("+ int8", measure.measure(encode, encode, args.eval, args.knowledge))
    with open(args.golden, "w", encoding="utf-8") as f:
        for t in map(T.normalise, GOLDEN):
            words = student.segmenter.segment(t)
            vector = encode([t])[0] if words else unit((codes[-1:] * scales[-1]).astype(np.float32))[0]
            head = [round(float(x), 5) for x in vector[:8]]
            f.write(json.dumps({"text": t, "words": words, "head": head}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
