"""Steps 3 and 4: teacher's word vectors -> PCA -> smooth inverse frequency -> tuning by distillation and contrast.

Prints a row of measures after each step; writes the vectors (float32, weight folded in) as --out.
"""
import argparse
import functools
import pathlib
import time

import numpy as np
import scipy.sparse as sp

import measure
import text as T

DIM = 256
SEED = 20232


def unit(v):
    return v / np.maximum(np.linalg.norm(v, axis=1, keepdims=True), 1e-9)


class Student:
    def __init__(self, vocabulary):
        lines = [line.rstrip("\n").split("\t") for line in open(vocabulary, encoding="utf-8")]
        self.words = [v[0] for v in lines]
        self.counts = np.array([int(v[1]) for v in lines], np.float64)
        self.row = {w: i for i, w in enumerate(self.words)}
        self.segmenter = T.Segmenter({v[0]: int(v[2]) for v in lines if v[0] != T.NUMBER})

    def rows(self, texts):
        indptr, indices = [0], []
        for t in texts:
            indices += [self.row.get(w, self.row[T.NUMBER]) for w in self.segmenter.segment(T.normalise(t))]
            indptr.append(len(indices))
        data = np.ones(len(indices), np.float32)
        return sp.csr_matrix((data, indices, indptr), (len(texts), len(self.words)))

    def encoder(self, vectors):
        return lambda texts: unit(self.cached_rows(tuple(texts)) @ vectors)

    @functools.lru_cache(maxsize=64)
    def cached_rows(self, texts):
        return self.rows(texts)


def pca(sample, dim):
    """Mean and the dim leading directions of the sample."""
    mean = sample.mean(0)
    _, directions = np.linalg.eigh(np.cov((sample - mean).T))
    return mean, directions[:, ::-1][:, :dim]


def clusters(points, count, rng):
    """Spherical k-means, few rounds: near neighbours only have to be near."""
    centres = points[rng.choice(len(points), count, replace=False)]
    sample = points[rng.choice(len(points), min(len(points), 100000), replace=False)]
    for _ in range(4):
        near = nearest(sample, centres)
        sums = sp.csr_matrix((np.ones(len(near), np.float32), (near, np.arange(len(near)))), (count, len(near))) @ sample
        centres = unit(sums + 1e-6 * centres)
    return nearest(points, centres)


def nearest(points, centres):
    return np.concatenate([np.argmax(points[i : i + 20000] @ centres.T, 1) for i in range(0, len(points), 20000)])


def neighbour_batches(cluster, rows, size, rng, chunk=32):
    """Batches made of chunks of near texts, so that a batch holds hard and easy negatives."""
    order = rows[rng.permutation(len(rows))]
    order = order[np.argsort(cluster[order], kind="stable")]
    chunks = np.array_split(order, len(order) // chunk)
    picks = rng.permutation(len(chunks))
    step = size // chunk
    return [np.concatenate([chunks[j] for j in picks[i : i + step]]) for i in range(0, len(picks) - step + 1, step)]


class Adam:
    """Adam that touches only the rows of a batch."""

    def __init__(self, vectors, rate):
        self.v, self.rate = vectors, rate
        self.m1, self.m2 = np.zeros_like(vectors), np.zeros_like(vectors)
        self.count = np.zeros(len(vectors), np.int32)

    def step(self, rows, grad, factor):
        self.count[rows] += 1
        n = self.count[rows][:, None].astype(np.float32)
        m1 = 0.9 * self.m1[rows] + 0.1 * grad
        m2 = 0.99 * self.m2[rows] + 0.01 * grad * grad
        self.m1[rows], self.m2[rows] = m1, m2
        self.v[rows] -= self.rate * factor * (m1 / (1 - 0.9**n)) / (np.sqrt(m2 / (1 - 0.99**n)) + 1e-8)


def softmax(x):
    x = np.exp(x - x.max(1, keepdims=True))
    return x / x.sum(1, keepdims=True)


def forward(batch, vectors):
    """Unit sentence vectors and what the way back needs."""
    touched, where = np.unique(batch.indices, return_inverse=True)
    small = sp.csr_matrix((batch.data, where, batch.indptr), (batch.shape[0], len(touched)))
    sums = small @ vectors[touched]
    length = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    return sums / length, (small, touched, length)


def backward(grad, student, kept):
    small, touched, length = kept
    grad = (grad - student * (grad * student).sum(1, keepdims=True)) / length
    return touched, small.T @ grad


def distil(s, y, temperature, blend):
    """Gradient for s: reproduce y's softmax over the batch (weight 1-blend) and its direction (blend)."""
    n = len(s)
    scores, wanted = s @ s.T / temperature, y @ y.T / temperature
    np.fill_diagonal(scores, -1e9)
    np.fill_diagonal(wanted, -1e9)
    g = (softmax(scores) - softmax(wanted)) / temperature / n
    return (1 - blend) * ((g + g.T) @ s) - blend * y * (1.0 / n) * 4


def contrast(a, b, temperature, same):
    """Symmetric InfoNCE: gradient for a and b; same marks pairs of columns that are no negatives."""
    n = len(a)
    scores = a @ b.T / temperature
    scores[same] = -1e9
    g = (softmax(scores) + softmax(scores.T).T - 2 * np.eye(n, dtype=np.float32)) / temperature / n / 2
    return g @ b, g.T @ a


class Data:
    def __init__(self, folder, student, hold_passages):
        self.rows = sp.load_npz(folder / "rows.npz")
        self.teacher = np.load(folder / "teacher.npy")
        table = np.load(folder / "pairs.npz")
        self.pairs, self.kinds = table["pairs"], list(table["kinds"])
        rng = np.random.default_rng(SEED)
        size = np.diff(self.rows.indptr)
        usable = (size[self.pairs[:, 0]] > 0) & (size[self.pairs[:, 1]] > 0)
        self.pairs = self.pairs[usable]
        held = (rng.random(len(self.pairs)) < 0.06) & ~self.is_kind("everyday", "alias", "expansion")
        # Whole passages are held out: a question is only unseen if no other question of its passage was trained on.
        passages = np.unique(self.pairs[self.is_kind("expansion"), 1])
        secret = rng.choice(passages, round(hold_passages * len(passages)), replace=False)
        held |= np.isin(self.pairs[:, 1], secret)
        self.held, self.train_pairs = self.pairs[held], self.pairs[~held]
        hidden = np.zeros(len(size), bool)
        official = np.isin(self.held[:, 2], [self.kinds.index(k) for k in ("expansion", "alias")])
        hidden[self.held[:, 0]] = True
        hidden[self.held[~official, 1]] = True
        self.train_pairs = self.train_pairs[~hidden[self.train_pairs[:, :2]].any(1)]
        self.texts = np.flatnonzero((size > 0) & ~hidden)
        self.watch = rng.choice(self.texts[self.texts >= len(student.words)], 4000, replace=False)
        keep = np.ones(len(size), bool)
        keep[self.watch] = False
        self.texts = self.texts[keep[self.texts]]

    def is_kind(self, *names):
        return np.isin(self.pairs[:, 2], [self.kinds.index(n) for n in names])

    def held_out(self, vectors):
        """hit@1 among held-out partners of each kind (of the expansion: among all passages)."""
        out = {}
        groups = {"paraphrase": {"afqmc_train", "lcqmc_dev", "oppo_dev", "pawsx_test"}, "cloze": {"cloze"}, "expansion": {"expansion"}}
        for name, kinds in groups.items():
            ids = [i for i, k in enumerate(self.kinds) if k in kinds]
            chosen = self.held[np.isin(self.held[:, 2], ids)]
            if not len(chosen):
                continue
            columns = np.unique((self.pairs[self.is_kind("expansion")] if name == "expansion" else chosen)[:, 1])
            scores = unit(self.rows[chosen[:, 0]] @ vectors) @ unit(self.rows[columns] @ vectors).T
            out[name] = (columns[scores.argmax(1)] == chosen[:, 1]).mean()
        return out

    def agreement(self, vectors, target):
        s, y = unit(self.rows[self.watch] @ vectors), target[self.watch]
        a, b = s @ s.T, y @ y.T
        off = ~np.eye(len(a), dtype=bool)
        return np.corrcoef(a[off], b[off])[0, 1]


def pair_batch(data, weight, size, rng):
    chosen = data.train_pairs[rng.choice(len(data.train_pairs), size, replace=True, p=weight)]
    chosen = chosen[np.unique(chosen[:, 0], return_index=True)[1]]
    same = (chosen[:, None, 1] == chosen[None, :, 1]) & ~np.eye(len(chosen), dtype=bool)
    return chosen, same


def tune(vectors, data, target, cluster, options, watch):
    rng = np.random.default_rng(SEED)
    adam = Adam(vectors, options.rate)
    kinds = {"expansion": options.upsample, "alias": options.upsample / 2, "everyday": options.everyday}
    weight = np.array([kinds.get(data.kinds[k], 1.0) for k in data.train_pairs[:, 2]])
    weight /= weight.sum()
    total, done = options.epochs * (len(data.texts) // options.batch), 0
    for epoch in range(options.epochs):
        for chosen in neighbour_batches(cluster, data.texts, options.batch, rng):
            factor = max(0.02, 1 - done / total)
            done += 1
            s, kept = forward(data.rows[chosen], vectors)
            adam.step(*backward(distil(s, target[chosen], options.temperature, options.blend), s, kept), factor)
            if options.contrast and done % options.every == 0:
                pairs, same = pair_batch(data, weight, options.pairs, rng)
                ab, kept = forward(sp.vstack([data.rows[pairs[:, 0]], data.rows[pairs[:, 1]]]).tocsr(), vectors)
                ga, gb = contrast(ab[: len(pairs)], ab[len(pairs) :], options.contrast_temperature, same)
                adam.step(*backward(options.contrast * np.vstack([ga, gb]), ab, kept), factor)
        watch(f"epoch {epoch + 1}", vectors)
    return vectors


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--data", type=pathlib.Path, required=True)
    p.add_argument("--eval", help="measure on these sets after each step")
    p.add_argument("--knowledge")
    p.add_argument("--out", required=True)
    p.add_argument("--epochs", type=int, default=5)
    p.add_argument("--batch", type=int, default=1024)
    p.add_argument("--rate", type=float, default=0.005)
    p.add_argument("--temperature", type=float, default=0.05)
    p.add_argument("--blend", type=float, default=0.8)
    p.add_argument("--contrast", type=float, default=0.3)
    p.add_argument("--contrast-temperature", type=float, default=0.05)
    p.add_argument("--every", type=int, default=2)
    p.add_argument("--pairs", type=int, default=512)
    p.add_argument("--upsample", type=float, default=3)
    p.add_argument("--everyday", type=float, default=0.0, help="weight of everyday.tsv as pairs")
    p.add_argument("--sif", type=float, default=1e-3)
    p.add_argument("--hold-passages", type=float, default=0.0, help="share of passages whose expansion is kept for watching")
    p.add_argument("--texts", type=int, help="use only so many texts (for trials)")
    options = p.parse_args()

    student = Student(options.vocabulary)
    data = Data(options.data, student, options.hold_passages)
    rng = np.random.default_rng(SEED)
    count = len(student.words)
    if options.texts:
        data.texts = rng.choice(data.texts, options.texts, replace=False)
    started = time.time()

    sample = np.concatenate([data.teacher[:count], data.teacher[rng.choice(data.texts, 150000)]]).astype(np.float32)
    mean, directions = pca(sample, DIM)
    target = np.concatenate([(data.teacher[i : i + 50000].astype(np.float32) - mean) @ directions for i in range(0, len(data.teacher), 50000)]).astype(np.float32)
    words = target[:count].copy()
    target = unit(target)

    def watch(label, vectors):
        held = ", ".join(f"{k} {v:.3f}" for k, v in data.held_out(vectors).items())
        print(f"{label}: held-out {held}, agreement {data.agreement(vectors, target):.3f}, {time.time() - started:.0f} s", flush=True)
        if options.eval:
            encode = student.encoder(vectors)
            measure.show(label, measure.measure(encode, encode, options.eval, options.knowledge))

    watch("words, PCA", words)
    share = student.counts / student.counts.sum()
    vectors = (unit(words) * (options.sif / (options.sif + share))[:, None]).astype(np.float32)
    watch("+ SIF", vectors)
    cluster = clusters(target, 1500, rng)
    vectors = tune(vectors, data, target, cluster, options, watch)
    np.savez(options.out, vectors=vectors, mean=mean, directions=directions)


if __name__ == "__main__":
    main()
