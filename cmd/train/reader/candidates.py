"""Step 5b: questions with passages that nobody has labelled, as retrieval would offer them: teach.py labels them.

    python candidates.py --base $RUN/base --data pairs.jsonl.xz --messages . --others others.jsonl.xz --out $RUN/candidates.jsonl.xz

Every training question with other passages of its report, every training message that searches with passages of two reports drawn by
lot, of the shipped one and of everyday life: the nearest by BM25 over bigrams, and those by the base model's vectors, as it was made
for search. Nothing of the dev and test splits is in it.
A line a passage: {"heading","passage","questions":[…]}.
"""
import argparse
import collections
import heapq
import json
import lzma
import random

import torch

import data as D
import measure
import model as M
import text as T

EVERYDAY = "everyday life"  # all invented passages as one report
SEARCHED = {"ask", "need", "service", "context", "theme"}
K1, B = 1.2, 0.75


class Embedder:
    """Unit vectors of texts: the mean of the base model's last layer, as multilingual-e5 was taught to embed."""

    def __init__(self, base):
        self.model = M.load_base(base, layers=12).eval()
        self.tokens = T.Tokenizer(self.model.vocab).message

    @torch.no_grad()
    def __call__(self, texts):
        ids = [self.tokens(text) for text in texts]
        out = torch.zeros(len(ids), M.HIDDEN, device=M.DEVICE)
        for rows in measure.batches(ids, 512 if M.DEVICE == "cuda" else 32):
            batch, mask = measure.padded([ids[i] for i in rows])
            with M.half():
                out[rows] = M.mean(self.model(batch, torch.zeros_like(batch), mask), mask)
        return torch.nn.functional.normalize(out)


class Index:
    """BM25 (Robertson and Zaragoza 2009) over the bigrams of some passages, and their vectors."""

    def __init__(self, passages, embed):
        self.passages = passages
        self.vectors = embed([T.join(*p) for p in passages])
        held = [T.bigrams(T.join(heading, passage)) for heading, passage in passages]
        usual = sum(map(len, held)) / len(held)
        self.weight = D.rarity(held)
        self.postings = collections.defaultdict(list)
        for i, grams in enumerate(held):
            share = (K1 + 1) / (1 + K1 * (1 - B + B * len(grams) / usual))
            for g in grams:
                self.postings[g].append((i, share))

    def nearest(self, question, vector, n):
        """The n best of either kind."""
        scores = collections.defaultdict(float)
        for g in T.bigrams(question):
            for i, share in self.postings.get(g, ()):
                scores[i] += share * self.weight[g]
        close = torch.topk(self.vectors @ vector, min(n, len(self.passages))).indices.tolist()
        return [self.passages[i] for i in dict.fromkeys(heapq.nlargest(n, scores, key=scores.get) + close)]


def library(pairs, others):
    """The passages that may be learned, by report: none that a dev or test pair has."""
    held = {p.passage for p in pairs if p.split != "train"}
    out = collections.defaultdict(dict)
    for p in pairs:
        if p.split == "train" and p.passage not in held:
            out[EVERYDAY if p.id.startswith("+") else p.report][p.heading, p.passage] = True
    trained = {report for report in out if report != EVERYDAY}
    for d in others:
        if d["report"] in trained and d["passage"] not in held and not D.HELD_OUT.search(d["heading"] + d["passage"]):
            out[d["report"]][d["heading"], d["passage"]] = True
    return {report: list(passages) for report, passages in sorted(out.items())}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--base", required=True, help="folder of base.py")
    p.add_argument("--data", required=True)
    p.add_argument("--messages", required=True)
    p.add_argument("--others", required=True)
    p.add_argument("--own", default="tongzhou-2023", help="the report that is shipped")
    p.add_argument("--out", required=True)
    args = p.parse_args()
    rng = random.Random(1)
    pairs = D.read_pairs(args.data)
    held = library(pairs, list(D.lines(args.others)))
    embed = Embedder(args.base)
    indexes = {report: Index(passages, embed) for report, passages in held.items()}
    reports = [r for r in held if r not in (EVERYDAY, args.own)]
    questions = [p for p in pairs if p.split == "train"]
    messages = [text for text, intent, split in D.read_messages(args.messages) if split == "train" and intent in SEARCHED]
    texts = list(dict.fromkeys([p.question for p in questions] + messages))
    vectors = dict(zip(texts, embed(texts)))
    labelled = {(p.question, p.heading, p.passage) for p in pairs}
    found = collections.defaultdict(dict)

    def offer(question, report, n):
        for passage in indexes[report].nearest(question, vectors[question], n):
            if (question, *passage) not in labelled:
                found[passage][question] = True

    for p in questions:
        report = EVERYDAY if p.id.startswith("+") else p.report
        offer(p.question, report, 2)
        offer(p.question, rng.choice(reports) if report == EVERYDAY or rng.random() < 0.5 else EVERYDAY, 1)
        if rng.random() < 0.1:
            offer(p.question, args.own, 1)
    for message in messages:
        offer(message, EVERYDAY, 4)
        offer(message, args.own, 3)
        for report in rng.sample(reports, 2):
            offer(message, report, 2)
    with lzma.open(args.out, "wt", encoding="utf-8") as f:
        for (heading, passage), offered in found.items():
            f.write(json.dumps({"heading": heading, "passage": passage, "questions": list(offered)}, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"{sum(map(len, found.values()))} pairs over {len(found)} passages of {len(held)} reports")


if __name__ == "__main__":
    main()
