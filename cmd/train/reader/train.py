"""Steps 5a and 5d: fine-tunes the base model on pairs and messages.

    python train.py --base $RUN/base --data pairs.jsonl.xz --out $RUN/reader.pt

Three losses at once: does the passage answer (all pairs), which words of the question it does not support (where that is
known), the intent (messages alone, where --messages is given). The dev split is measured twice an epoch; the test split is not touched.
"""
import argparse
import collections
import copy
import random
import re
import time

import numpy as np
import torch
import torch.nn.functional as F

import check
import data as D
import measure
import model as M
import text as T


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--base", required=True, help="folder of base.py")
    p.add_argument("--data", required=True, help="pairs.jsonl.xz, or the writers' folder with --passages")
    p.add_argument("--passages", help="the writers' folder of passages")
    p.add_argument("--messages", help="folder of [text, intent] lines")
    p.add_argument("--others", help="passages of the same reports, JSON lines, for mined negatives")
    p.add_argument("--start", help="a model to go on from, in place of the base model; it may know fewer intents")
    p.add_argument("--out", required=True)
    p.add_argument("--soft", help="pairs that other models have labelled, of teach.py")
    p.add_argument("--layers", type=int, default=8)
    p.add_argument("--epochs", type=float, default=3)
    p.add_argument("--minutes", type=float, default=1e9, help="ends the schedule early where the machine is slow")
    p.add_argument("--mined", type=float, default=1, help="mined negatives an epoch for each question that its own passage answers; a quarter for the others")
    p.add_argument("--topics", type=float, default=1, help="share of the training topics, for the curve over topics")
    p.add_argument("--share", type=float, default=1, help="share of the training pairs, another one with each seed")
    p.add_argument("--fresh", default="^$", help="ids of training pairs that are learnt in any case")
    p.add_argument("--limit", type=int, help="at most so many written training pairs")
    p.add_argument("--longest", type=int, default=T.MAX_INPUT, help="training pairs of more tokens are left out: a step takes as long as its longest pair")
    p.add_argument("--spoken", type=float, default=1, help="messages a step, for each pair")
    p.add_argument("--dev", type=int, default=1500, help="pairs of the dev split for the measures on the way")
    p.add_argument("--rate", type=float, default=1e-4)
    p.add_argument("--batch", type=int, default=32)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


FEW = 600  # messages of an intent
UNSEEN = 0.1


class Material:
    """Tokenised pairs and messages, in shuffled batches of like length."""

    def __init__(self, tokenizer, pairs, mined, messages, intents, args):
        self.rng, self.args = random.Random(args.seed), args
        self.pairs = [t for t in (self.pair(tokenizer, p) for p in pairs) if len(t[0]) <= args.longest]
        if args.soft:
            self.pairs += [t for t in self.soft(tokenizer, D.lines(args.soft)) if len(t[0]) <= args.longest]
        answered = {(p.report, p.question) for p in pairs if p.target}
        mined = [(*self.pair(tokenizer, p), (p.report, p.question) in answered) for p in mined]
        self.mined = [t for t in mined if len(t[0]) <= args.longest]
        heard = collections.Counter(intent for _, intent, _ in messages)
        # Where an intent has few messages, each is heard up to three times as often.
        self.spoken = self.rounds([(tokenizer.message(text), intents.index(intent)) for text, intent, _ in messages
                                   for _ in range(max(1, min(3, FEW // heard[intent])))])

    @staticmethod
    def pair(tokenizer, p):
        ids, types, spans = tokenizer.pair(p.question, p.heading, p.passage)
        return ids, types, p.target, p.weight, D.word_targets(p, spans)

    @staticmethod
    def soft(tokenizer, rows):
        """Pairs whose targets are other models' probabilities."""
        for d in rows:
            for question, answer, words in d["questions"]:
                ids, types, _ = tokenizer.pair(question, d["heading"], d["passage"])
                yield ids, types, answer, 1.0, words

    def batched(self, items, size):
        """Batches of like length, in random order."""
        self.rng.shuffle(items)
        chunks = [sorted(items[i : i + 40 * size], key=lambda x: len(x[0])) for i in range(0, len(items), 40 * size)]
        out = [chunk[i : i + size] for chunk in chunks for i in range(0, len(chunk), size)]
        self.rng.shuffle(out)
        return out

    def epoch(self):
        """(pairs, messages or None) a step. Messages are short and few: --spoken times as many a step, round and round."""
        mined = [p for p in self.mined if self.rng.random() < self.share(p)]
        for batch in self.batched(self.pairs + mined, self.args.batch):
            yield batch, next(self.spoken, None)

    def rounds(self, items):
        while items:
            yield from self.batched(items, int(self.args.spoken * self.args.batch))

    def share(self, mined):
        """How likely a mined negative is in an epoch: a wording that its own passage answers, four times as likely as another."""
        return self.args.mined / D.MINED * (1 if mined[5] else 0.25)

    def steps(self):
        return int(len(self.pairs) + sum(map(self.share, self.mined))) // self.args.batch + 1


def pair_loss(model, batch):
    ids, mask = measure.padded([b[0] for b in batch])
    with M.half():
        hidden = model(ids, measure.pad([b[1] for b in batch]), mask)
    target, weight = M.put([b[2] for b in batch], np.float32), M.put([b[3] for b in batch], np.float32)
    answer = F.binary_cross_entropy_with_logits(model.answer(hidden[:, 0])[:, 0], target, weight)
    known = [(r, 1 + i, t) for r, b in enumerate(batch) if b[4] is not None for i, t in enumerate(b[4])]
    if not known:
        return answer, answer.detach() * 0
    rows, places, targets = zip(*known)
    logits = model.missing(hidden[M.put(rows), M.put(places)])[:, 0]
    return answer, F.binary_cross_entropy_with_logits(logits, M.put(targets, np.float32))


def message_loss(model, batch):
    ids, mask = measure.padded([b[0] for b in batch])
    # A tenth of the tokens are not seen: short texts that are heard often are else known by heart.
    mask &= (torch.rand(mask.shape, device=mask.device) >= UNSEEN) | (ids == T.CLS)
    with M.half():
        logits = model.wants(ids, mask)
    return F.cross_entropy(logits, M.put([b[1] for b in batch]), label_smoothing=0.1)


def progress(step, total, began, minutes):
    """How much of the schedule is over, by steps or by the clock."""
    return max(step / total, (time.time() - began) / 60 / minutes)


def train(model, material, dev, args):
    heads = {id(p) for p in model.heads()}
    groups = [{"params": [p for p in model.parameters() if id(p) not in heads], "factor": 1},
              {"params": model.heads(), "factor": 3}]
    optimiser = torch.optim.AdamW(groups, args.rate, weight_decay=0.01, fused=True)
    total = int(args.epochs * material.steps())
    half = max(1, material.steps() // 2)
    print(f"{material.steps()} steps an epoch, {total} in all")
    began, step, seen, training = time.time(), 0, 0, 0.0
    sums, heard = torch.zeros(3, device=M.DEVICE), 0
    while True:
        for batch, messages in material.epoch():
            done = progress(step, total, began, args.minutes)
            if done >= 1:
                return
            rate = args.rate * min((step + 1) / 100, 1) * max(0.02, 1 - done)
            for group in optimiser.param_groups:
                group["lr"] = rate * group["factor"]
            at = time.time()
            model.train()
            answer, words = pair_loss(model, batch)
            loss = answer + 0.5 * words
            if messages:
                intent = message_loss(model, messages)
                loss = loss + 0.5 * intent
                sums[2], heard = sums[2] + intent.detach(), heard + 1
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step, seen, training = step + 1, seen + len(batch), training + time.time() - at
            sums[0], sums[1] = sums[0] + answer.detach(), sums[1] + words.detach()
            if step in (10, 50) or step % 100 == 0:
                n = step % 100 or 100 if step >= 100 else step
                print(f"step {step}, {done:.0%}, {time.strftime('%H:%M:%S')}: {seen / training:.1f} pairs/s; loss answer {sums[0] / n:.3f}, "
                      f"words {sums[1] / n:.3f}, intent {sums[2] / max(1, heard):.3f}", flush=True)
                if step % 100 == 0:
                    sums, heard = torch.zeros_like(sums), 0
                    if M.DEVICE == "cpu":
                        M.save(args.out, model, step=step)
            if step % half == 0:
                measure.show(f"step {step}", measure.report(model, *dev, half=True))


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    torch.set_flush_denormal(True)
    if not args.passages:
        check.check(args.data)
    pairs = D.read_pairs(args.data, args.passages)
    mined = D.mine(pairs, list(D.lines(args.others))) if args.others else []
    messages = D.read_messages(args.messages) if args.messages else []
    intents = sorted({m[1] for m in messages})

    rng = random.Random(args.seed)
    topics = sorted({p.topic for p in pairs if p.split == "train"})
    chosen = set(rng.sample(topics, round(args.topics * len(topics))))

    held = {(p.report, p.question, p.id) for p in pairs if rng.random() >= args.share and not re.search(args.fresh, p.id)}

    def training(p):
        return p.split == "train" and p.topic in chosen and (p.report, p.question, p.id) not in held

    own = [p for p in pairs if training(p)]
    rng.shuffle(own)
    own = own[: args.limit]
    dev = [p for p in pairs if p.split == "dev"]
    dev_mined = [p for p in mined if p.split == "dev"]
    few = rng.sample(dev, min(args.dev, len(dev))) + rng.sample(dev_mined, min(args.dev // 5, len(dev_mined)))
    dev_messages = [m for m in messages if m[2] == "dev"]
    model = M.load_base(args.base, args.layers, intents)
    if args.start:
        base, (model, _) = model, M.load(args.start)
        model.pieces(base.vocab, base.word.weight.detach())
    model.learn(intents)
    material = Material(T.Tokenizer(model.vocab), own, [p for p in mined if training(p)], [m for m in messages if m[2] == "train"], intents, args)
    print(f"{len(material.pairs)} of {len(own)} training pairs (and those of --soft) of {len(chosen)} topics, {len(material.mined)} mined; {len(dev)} dev; {len(messages)} messages of {len(intents)} intents")
    train(model, material, (few, dev_messages), args)
    M.save(args.out, model, done=True)
    whole = dev + rng.sample(dev_mined, min(600, len(dev_mined)))
    measure.show("end", measure.report(model, whole, dev_messages, half=True))
    rounded = copy.deepcopy(model)
    rounded.round()
    measure.show("end, int8", measure.report(rounded, whole, dev_messages, half=True))


if __name__ == "__main__":
    main()
