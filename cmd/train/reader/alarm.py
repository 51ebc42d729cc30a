"""Step 8: a second, linear ear for who is in danger, which the bot weighs with the reader's.

    python alarm.py --model ../../../retrieval/reader/reader.bin --messages . --out ../../../bot/question/alarm.bin

A logistic regression over the characters of a message and their pairs, hashed (Joulin et al. 2017, Bag of Tricks for Efficient
Text Classification). It knows no order and no meaning, so it errs elsewhere than the encoder: their logits added find more danger
and raise fewer false alarms than either. The weight of its own is the one of least cross entropy over the dev split beside the
encoder's; the shift is the least with which no more others than before are taken for likely in danger there.
"""
import argparse
import random
import struct
import zlib

import numpy as np
import torch

import data as D
import measure
import model as M
import text as T

BITS = 15
SPREAD = 3.0  # a message of n features counts SPREAD / sqrt(n) of each
DANGER = ("crisis", "emergency")
LIKELY = 0.3  # bot/question/danger.go
MIXES = np.arange(0.1, 1.6, 0.1)


def features(said):
    """The buckets of a normalised message, each once."""
    said = f"^{said}$"
    grams = [*said, *(a + b for a, b in zip(said, said[1:]))]
    return sorted({zlib.crc32(g.encode()) % (1 << BITS) for g in grams})


def bags(rows):
    """Rows of buckets as an EmbeddingBag takes them, and what each row counts."""
    offsets = np.cumsum([0] + [len(r) for r in rows[:-1]])
    counts = torch.tensor([SPREAD / len(r) ** 0.5 for r in rows])
    return torch.tensor([b for r in rows for b in r]), torch.tensor(offsets), counts


def fit(rows, danger, epochs=5, rate=0.02, ridge=1e-5):
    torch.manual_seed(0)
    shuffled = random.Random(0)
    weights = torch.nn.EmbeddingBag(1 << BITS, 1, mode="sum")
    torch.nn.init.zeros_(weights.weight)
    bias = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.Adam([weights.weight, bias], lr=rate)
    order = list(range(len(rows)))
    for epoch in range(epochs):
        shuffled.shuffle(order)
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - epoch / (epochs + 1))
        for i in range(0, len(order), 256):
            batch = order[i : i + 256]
            ids, offsets, counts = bags([rows[k] for k in batch])
            logits = weights(ids, offsets).squeeze(1) * counts + bias
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor([danger[k] for k in batch]))
            loss = loss + ridge * weights.weight.pow(2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return weights.weight.detach().squeeze(1).numpy(), float(bias.detach())


def score(rows, weights, bias):
    return np.array([weights[r].sum() * SPREAD / len(r) ** 0.5 + bias for r in rows])


def logit(p):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(p / (1 - p))


def expit(z):
    return 1 / (1 + np.exp(-z))


def heard(model, messages):
    """How likely the encoder says that somebody is in danger."""
    logits = measure.intent_logits(model, messages)
    odds = np.exp(logits - logits.max(1, keepdims=True))
    return (odds / odds.sum(1, keepdims=True))[:, [model.intents.index(d) for d in DANGER]].sum(1)


def auc(scores, danger):
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores)] = np.arange(len(scores))
    n = danger.sum()
    return (ranks[danger].sum() - n * (n - 1) / 2) / (n * (len(scores) - n))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", required=True)
    p.add_argument("--messages", required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    torch.set_num_threads(2)
    messages = D.read_messages(args.messages)
    train = [m for m in messages if m[2] == "train"]
    weights, bias = fit([features(m[0]) for m in train], [float(m[1] in DANGER) for m in train])
    unit = float(np.abs(weights).max() / 127)
    rounded = np.round(weights / unit).astype(np.int8)

    model, _ = M.load(args.model)
    split = {name: [m for m in messages if m[2] == name] for name in ("dev", "test")}
    own = {name: score([features(m[0]) for m in ms], rounded * unit, bias) for name, ms in split.items()}
    first = {name: logit(heard(model, ms)) for name, ms in split.items()}
    danger = {name: np.array([m[1] in DANGER for m in ms]) for name, ms in split.items()}

    def loss(mix):
        z, y = first["dev"] + mix * own["dev"], danger["dev"]
        shift = min(np.arange(-3, 3, 0.05), key=lambda s: np.mean(np.logaddexp(0, -(z + s)) * y + np.logaddexp(0, z + s) * ~y))
        return np.mean(np.logaddexp(0, -(z + shift)) * y + np.logaddexp(0, z + shift) * ~y)

    mix = float(min(MIXES, key=loss))
    others = int((expit(first["dev"][~danger["dev"]]) > LIKELY).sum())
    both = np.sort(first["dev"][~danger["dev"]] + mix * own["dev"][~danger["dev"]])
    shift = float(logit(np.array(LIKELY)) - both[-others - 1])
    for name in split:
        y, z = danger[name], first[name] + mix * own[name] + shift
        print(f"{name}: {y.sum()} in danger, {(~y).sum()} others; AUC {auc(first[name], y):.4f}, its own {auc(own[name], y):.4f}, both {auc(z, y):.4f}; likely: {(expit(first[name])[y] > LIKELY).sum()}, {(expit(first[name])[~y] > LIKELY).sum()}; both: {(expit(z)[y] > LIKELY).sum()}, {(expit(z)[~y] > LIKELY).sum()}")
    print(f"mix {mix:.1f}, shift {shift:.3f}, bias {bias:.3f}, {np.count_nonzero(rounded)} weights")
    with open(args.out, "wb") as f:
        f.write(struct.pack("<4s4f", b"ALM1", bias, unit, mix, shift) + rounded.tobytes())


if __name__ == "__main__":
    main()
