"""Step 6: the temperatures of the answer and the intent head, so that their probabilities are what they say.

    python calibrate.py --model $RUN/reader.pt --data pairs.jsonl.xz --messages . --out $RUN/reader.pt

A model that reads its pairs many times is too sure of itself, one taught with smoothed labels not sure enough. One number for each head,
by which its logits are divided, has the least cross entropy on the dev split (Guo et al. 2017, On Calibration of Modern Neural
Networks); the order of passages and of intents stays as it is.
"""
import argparse
import random

import numpy as np
import torch

import data as D
import measure
import model as M

TEMPERATURES = np.arange(0.5, 6, 0.05)
SAMPLE = 1300  # pairs


def cross_entropy(logits, answers):
    """Of one logit a row, with answers of 0 or 1."""
    return float(np.mean(np.logaddexp(0, -logits) * answers + np.logaddexp(0, logits) * (1 - answers)))


def cross_entropy_of_classes(logits, answers):
    """Of a row of logits, with answers that are their places."""
    return float(np.mean(np.logaddexp.reduce(logits, 1) - logits[np.arange(len(answers)), answers]))


def best(logits, answers, loss=cross_entropy):
    """The temperature with the least loss."""
    return min(TEMPERATURES, key=lambda t: loss(logits / t, answers))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--messages", required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    torch.set_num_threads(2)
    rounded, _ = M.load(args.model)
    rounded.round()  # as it is shipped
    dev = [p for p in D.read_pairs(args.data) if p.split == "dev"]
    dev = random.Random(3).sample(dev, min(SAMPLE, len(dev)))
    messages = [m for m in D.read_messages(args.messages) if m[2] == "dev"]
    heads = {
        "answer": (measure.read(rounded, dev)[0], np.array([p.target for p in dev]), cross_entropy),
        "intent": (measure.intent_logits(rounded, messages), np.array([rounded.intents.index(m[1]) for m in messages]), cross_entropy_of_classes),
    }
    model, _ = M.load(args.model)
    for name, (logits, answers, loss) in heads.items():
        t = best(logits, answers, loss)
        print(f"{name}: temperature {t:.2f}, cross entropy {loss(logits, answers):.3f} to {loss(logits / t, answers):.3f} over {len(answers)}")
        head = getattr(model, name)
        with torch.no_grad():
            head.weight /= t
            head.bias /= t
    M.save(args.out, model)


if __name__ == "__main__":
    main()
