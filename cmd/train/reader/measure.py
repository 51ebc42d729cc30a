"""Step 7: how well a model reads: AUC, refusals at few false refusals, per kind, words, intents.

    python measure.py --model $RUN/reader.pt --data ... [--split test]

The test split is read once, when nothing is left to choose. `--round` measures the int8 weights that are shipped.
"""
import argparse
import collections
import json

import numpy as np
import torch

import data as D
import model as M
import text as T


def auc(positive, negative):
    """The chance that a pair that answers scores above one that does not."""
    both = np.concatenate([positive, negative])
    _, inverse, counts = np.unique(both, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    n = len(positive)
    return (ranks[:n].sum() - n * (n + 1) / 2) / (n * len(negative))


def refused_at(positive, negative, false_refusals):
    """The threshold that refuses this share of what answers, and the share of the rest that it refuses."""
    threshold = np.quantile(positive, false_refusals)
    return float(threshold), float((negative < threshold).mean())


def batches(items, size=32):
    """Indices of tokenised items, neighbours in length together."""
    order = sorted(range(len(items)), key=lambda i: len(items[i]))
    return [order[i : i + size] for i in range(0, len(order), size)]


def pad(rows):
    """Rows of one width, a multiple of 16 (each new shape costs the making of its kernels), on the model's device."""
    width = -(-max(map(len, rows)) // 16) * 16
    out = np.zeros((len(rows), width), np.int64)
    for line, row in zip(out, rows):
        line[: len(row)] = row
    return M.put(out)


def padded(ids):
    """Token ids as pad gives them, and which of them are tokens."""
    rows = pad(ids)
    return rows, torch.arange(rows.shape[1], device=rows.device) < M.put([len(row) for row in ids])[:, None]


def tokenised(model, pairs):
    """What read takes for each pair."""
    tokenizer = T.Tokenizer(model.vocab)
    return [tokenizer.pair(p.question, p.heading, p.passage) for p in pairs]


@torch.no_grad()
def read(model, pairs, half=False, size=32, tokens=None):
    """The answer logit of each pair, and the missing logits of its question's tokens."""
    tokens = tokens or tokenised(model, pairs)
    answers, words = np.zeros(len(pairs)), [None] * len(pairs)
    model.eval()
    for batch in batches([t[0] for t in tokens], size):
        ids, mask = padded([tokens[i][0] for i in batch])
        with M.half(half):
            hidden = model(ids, pad([tokens[i][1] for i in batch]), mask)
        scores, missing = model.answer(hidden[:, 0])[:, 0].cpu().numpy(), model.missing(hidden)[:, :, 0].cpu().numpy()
        for row, i in enumerate(batch):
            answers[i] = scores[row]
            words[i] = missing[row, 1 : 1 + len(tokens[i][2])]
    return answers, words, [t[2] for t in tokens]


@torch.no_grad()
def intent_logits(model, messages):
    """The intent logits of each message."""
    tokenizer = T.Tokenizer(model.vocab)
    ids = [tokenizer.message(text) for text, *_ in messages]
    out = np.zeros((len(ids), len(model.intents)), np.float32)
    model.eval()
    for batch in batches(ids):
        out[batch] = model.wants(*padded([ids[i] for i in batch])).cpu().numpy()
    return out


def sort_messages(model, messages):
    """The intent's name for each message."""
    return [model.intents[best] for best in intent_logits(model, messages).argmax(1)]


def overlap(pairs):
    """The baseline: the share of a question's bigrams, weighed by rarity, that the passage holds."""
    grams = [T.bigrams(T.join(p.heading, p.passage)) for p in pairs]
    weight = D.rarity({(p.report, p.id): g for p, g in zip(pairs, grams)}.values())
    rare = max(weight.values())

    def share(p, held):
        asked = T.bigrams(p.question)
        total = sum(weight.get(g, rare) for g in asked)
        return sum(weight.get(g, rare) for g in asked & held) / total if total else 0.0

    return np.array([share(p, g) for p, g in zip(pairs, grams)])


def wording(training, pairs):
    """The second baseline: naive Bayes on a question's characters alone, for how much of the label its wording gives away."""

    def grams(p):
        bounded = f"^{p.question}$"
        return {bounded[i : i + n] for n in (1, 2, 3) for i in range(len(bounded) - n + 1)}

    counts = [collections.Counter(g for p in training if p.target == k for g in grams(p)) for k in (0, 1)]
    sizes = [sum(p.target == k for p in training) for k in (0, 1)]

    def odds(g):
        if counts[0][g] + counts[1][g] < 5:
            return 0.0
        return np.log((counts[1][g] + 1) / (sizes[1] + 2)) - np.log((counts[0][g] + 1) / (sizes[0] + 2))

    return np.array([sum(map(odds, grams(p))) for p in pairs])


def verdicts(pairs, scores):
    """The figures of one set of pairs and scores."""
    yes = np.array([p.target == 1 for p in pairs])
    out = {"pairs": len(pairs), "auc": float(auc(scores[yes], scores[~yes]))}
    for share in (0.02, 0.04):
        threshold, refused = refused_at(scores[yes], scores[~yes], share)
        out[f"refused_at_{share:.0%}"], out[f"threshold_at_{share:.0%}"] = refused, threshold
    return out


def per_kind(pairs, scores, threshold):
    """Of each kind: negatives and how many are refused, positives and how many are falsely refused."""
    groups = collections.defaultdict(list)
    for p, s in zip(pairs, scores):
        groups[p.kind, p.target].append(s < threshold)
    kinds = sorted({kind for kind, _ in groups})
    return {k: {"negative": len(groups[k, 0]), "refused": mean(groups[k, 0]),
                "positive": len(groups[k, 1]), "falsely": mean(groups[k, 1])} for k in kinds}


def mean(values):
    return round(float(np.mean(values)), 3) if len(values) else None


def word_marks(pairs, words, spans):
    """Unsupported words of near misses: precision and recall of tokens at 0, and questions with a right word marked."""
    right = marked = wanted = found = near = 0
    for p, logits, places in zip(pairs, words, spans):
        target = D.word_targets(p, places)
        if target is None or p.target:
            continue
        hit = sum(1 for t, l in zip(target, logits) if t and l > 0)
        right, marked, wanted = right + hit, marked + sum(l > 0 for l in logits), wanted + sum(map(int, target))
        near, found = near + 1, found + (hit > 0)
    return {"precision": right / max(1, marked), "recall": right / max(1, wanted), "named": found / max(1, near)}


def intents(messages, guesses):
    """Accuracy, and per class the messages, recall and precision."""
    truth, said = collections.Counter(m[1] for m in messages), collections.Counter(guesses)
    hits = collections.Counter(m[1] for m, g in zip(messages, guesses) if m[1] == g)
    classes = {k: {"messages": n, "recall": round(hits[k] / n, 3), "precision": round(hits[k] / max(1, said[k]), 3)} for k, n in truth.items()}
    return {"messages": len(messages), "accuracy": sum(hits.values()) / max(1, len(messages)), "classes": classes}


def report(model, pairs, messages, half=False):
    """Everything about one split, as an object."""
    scores, words, spans = read(model, pairs, half)
    written = [i for i, p in enumerate(pairs) if p.kind != "mined"]

    def part(wanted):
        chosen = [i for i in written if wanted(pairs[i])]
        return verdicts([pairs[i] for i in chosen], scores[chosen]) if chosen else None

    own = [pairs[i] for i in written]
    out = {"all": part(lambda p: True)}
    out["unseen topics"] = part(lambda p: p.topic in D.DEV_TOPICS | D.TEST_TOPICS)
    out["unseen reports"] = part(lambda p: p.topic not in D.DEV_TOPICS | D.TEST_TOPICS)
    threshold = out["all"]["threshold_at_4%"]
    mined = [i for i, p in enumerate(pairs) if p.kind == "mined"]
    out["mined refused"] = mean(scores[mined] < threshold) if mined else None
    out["kinds at 4%"] = per_kind(own, scores[written], threshold)
    out["words"] = word_marks(own, [words[i] for i in written], [spans[i] for i in written])
    if messages:
        out["intents"] = intents(messages, sort_messages(model, messages))
    return out


def show(name, figures):
    """One line a block, for people."""
    for block in ("all", "unseen topics", "unseen reports"):
        if v := figures[block]:
            print(f"{name} {block}: {v['pairs']} pairs, AUC {v['auc']:.3f}, refused {v['refused_at_2%']:.3f} at 2 % false refusals, "
                  f"{v['refused_at_4%']:.3f} at 4 % (threshold {v['threshold_at_4%']:.2f})")
    print(f"{name} mined negatives refused {figures['mined refused']}; words: "
          + ", ".join(f"{k} {v:.3f}" for k, v in figures["words"].items()))
    print(f"{name} kinds: " + "; ".join(
        f"{k} {v['refused']}/{v['negative']} false {v['falsely']}/{v['positive']}" for k, v in figures["kinds at 4%"].items()))
    if i := figures.get("intents"):
        worst = sorted(i["classes"].items(), key=lambda c: c[1]["recall"])[:6]
        print(f"{name} intents: {i['accuracy']:.3f} of {i['messages']}; least recall: "
              + ", ".join(f"{k} {v['recall']}/{v['messages']}" for k, v in worst))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", required=True)
    p.add_argument("--data", required=True, help="pairs.jsonl.xz, or the writers' folder with --passages")
    p.add_argument("--passages")
    p.add_argument("--messages")
    p.add_argument("--split", default="dev", choices=["dev", "test"])
    p.add_argument("--round", action="store_true", help="int8 weights, as shipped")
    p.add_argument("--full", action="store_true", help="float32 activations in place of bfloat16: slower, the same figures")
    p.add_argument("--json", help="a file for all figures")
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    model, _ = M.load(args.model)
    if args.round:
        model.round()
    every = D.read_pairs(args.data, args.passages)
    pairs = [p for p in every if p.split == args.split]
    messages = [m for m in D.read_messages(args.messages) if m[2] == args.split] if args.messages else []
    baselines = {"overlap": overlap(pairs), "wording alone": wording([p for p in every if p.split == "train"], pairs)}
    baselines = {name: verdicts(pairs, scores) for name, scores in baselines.items()}
    for name, b in baselines.items():
        print(f"{args.split} baseline, {name}: AUC {b['auc']:.3f}, refused {b['refused_at_2%']:.3f} at 2 %, {b['refused_at_4%']:.3f} at 4 %")
    figures = report(model, pairs, messages, half=not args.full) | {"baselines": baselines}
    show(args.split, figures)
    if args.json:
        with open(args.json, "w", encoding="utf-8") as f:
            json.dump(figures, f, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
