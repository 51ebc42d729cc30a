"""Step 5c: labels of several models for pairs that nobody has labelled, for train.py --soft.

    python teach.py --models $RUN/teacher-*.pt --candidates $RUN/candidates.jsonl.xz --data pairs.jsonl.xz --out $RUN/soft.jsonl.xz

The teachers' logits are averaged and divided by the temperature that suits the dev split (see calibrate.py); of a word, their
probabilities are averaged. A line a passage: {"heading","passage","questions":[[question, probability that the passage answers,
[of each token: that the passage does not support it]],…]} (Hinton et al. 2015, Distilling the Knowledge in a Neural Network).
"""
import argparse
import json
import lzma

import numpy as np

import calibrate
import data as D
import measure
import model as M


def chance(logits):
    return 1 / (1 + np.exp(-np.asarray(logits)))


def together(models, pairs):
    """The mean logit of each pair, and the mean probability of each token of its question to be unsupported."""
    tokens = measure.tokenised(models[0], pairs)
    read = [measure.read(model, pairs, half=True, size=512, tokens=tokens)[:2] for model in models]
    answers = np.mean([a for a, _ in read], 0)
    return answers, [np.mean([chance(w[i]) for _, w in read], 0) for i in range(len(pairs))]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--models", required=True, nargs="+")
    p.add_argument("--candidates", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    models = [M.load(path)[0] for path in args.models]  # of one vocabulary
    dev = [p for p in D.read_pairs(args.data) if p.split == "dev"]
    logits, _ = together(models, dev)
    answers = np.array([p.target for p in dev])
    temperature = calibrate.best(logits, answers)
    v = measure.verdicts(dev, logits)
    print(f"{len(models)} teachers over {len(dev)} dev pairs: AUC {v['auc']:.3f}, refused {v['refused_at_2%']:.3f} at 2 %, "
          f"{v['refused_at_4%']:.3f} at 4 %; temperature {temperature:.1f}, cross entropy {calibrate.cross_entropy(logits / temperature, answers):.3f}", flush=True)
    rows = list(D.lines(args.candidates))
    pairs = [D.Pair(q, d["heading"], d["passage"], "", "", None, "", "", "", "") for d in rows for q in d["questions"]]
    logits, words = together(models, pairs)
    labels = iter(zip(chance(logits / temperature), words))
    with lzma.open(args.out, "wt", encoding="utf-8", preset=1) as f:
        for d in rows:
            d["questions"] = [[q, round(float(a), 4), [round(float(x), 3) for x in w]] for q, (a, w) in zip(d["questions"], labels)]
            f.write(json.dumps(d, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"{len(pairs)} pairs labelled, {np.mean(logits > 0):.3f} of them as answered")


if __name__ == "__main__":
    main()
