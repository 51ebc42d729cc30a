"""Step 6b: the temperature of the answer head, so that its probabilities are what they say.

    python calibrate.py --model $RUN/reader.pt --data pairs.jsonl.xz --out $RUN/reader.pt

A model that reads its pairs many times is too sure of itself. One number, by which its logits are divided, has the least cross
entropy on the dev split (Guo et al. 2017, On Calibration of Modern Neural Networks); the order of passages stays as it is.
"""
import argparse
import random

import numpy as np
import torch

import data as D
import measure
import model as M

TEMPERATURES = np.arange(0.5, 6, 0.1)
SAMPLE = 1300


def cross_entropy(logits, answers):
    return float(np.mean(np.logaddexp(0, -logits) * answers + np.logaddexp(0, logits) * (1 - answers)))


def best(logits, answers):
    """The temperature with the least cross entropy."""
    return min(TEMPERATURES, key=lambda t: cross_entropy(logits / t, answers))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    torch.set_num_threads(2)
    rounded, _ = M.load(args.model)
    rounded.round()  # as it is shipped
    dev = [p for p in D.read_pairs(args.data) if p.split == "dev"]
    dev = random.Random(3).sample(dev, min(SAMPLE, len(dev)))
    logits, _, _ = measure.read(rounded, dev)
    answers = np.array([p.target for p in dev])
    temperature = best(logits, answers)
    print(f"temperature {temperature:.1f}: cross entropy {cross_entropy(logits, answers):.3f} to {cross_entropy(logits / temperature, answers):.3f} over {len(dev)} pairs")
    model, _ = M.load(args.model)
    with torch.no_grad():
        model.answer.weight /= temperature
        model.answer.bias /= temperature
    M.save(args.out, model)


if __name__ == "__main__":
    main()
