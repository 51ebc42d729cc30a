"""Pairs and messages for the trainer: splits, labels of words, mined negatives.

A folder as the writers left it, or the one file collect.py makes of it, gives the same pairs.
"""
import collections
import dataclasses
import functools
import glob
import hashlib
import json
import lzma
import math
import random
import re

import text as T

# Topics that no training pair has: whether a topic was learned or the question is read shows only here.
DEV_TOPICS = {"铁路机场", "环境空气", "体育", "社保", "能源"}
TEST_TOPICS = {"水环境", "幼儿托育", "公共安全消防", "物流", "老旧小区"}
# Words that tell a held-out topic in a passage without pairs, which could else be mined for training.
HELD_OUT = re.compile(
    "铁路|机场|高铁|航线|空气|PM2|蓝天|体育|健身|赛事|社保|养老保险|医疗保险|低保|电网|光伏|风电|储能|煤"
    "|河长|断面|污水|水质|水环境|托育|幼儿园|消防|安全生产|物流|快递|老旧小区"
)
MINED = 2  # negatives a question, of which an epoch sees some
LABELS = {"yes": (1, 1.0), "part": (1, 0.7), "near": (0, 1.0), "no": (0, 1.0)}  # target, weight


@dataclasses.dataclass
class Pair:
    """A question with a passage. missing: None where nothing is known of the words, else the unsupported substrings."""

    question: str
    heading: str
    passage: str
    label: str
    kind: str
    missing: list | None
    report: str
    id: str
    topic: str
    split: str

    @property
    def target(self):
        return LABELS[self.label][0]

    @property
    def weight(self):
        return LABELS[self.label][1]


def opened(path):
    return lzma.open(path, "rt", encoding="utf-8") if str(path).endswith(".xz") else open(path, encoding="utf-8")


def lines(path):
    """The objects of a file of JSON lines."""
    with opened(path) as f:
        for line in f:
            if line.strip():
                yield json.loads(line)


def split_of(report_split, topic):
    if report_split == "test" or topic in TEST_TOPICS:
        return "test"
    if report_split == "dev" or topic in DEV_TOPICS:
        return "dev"
    return "train"


def differ(label, second=""):
    """Whether the second reading (y, p, n, or nothing) says otherwise: such a pair teaches and measures nothing."""
    return bool(second) and (second == "n") == bool(LABELS[label][0])


def known_words(label, missing):
    """What is known of a question's unsupported words."""
    if label == "yes":
        return []
    return missing or None


def rows(data, passages=None):
    """One object a passage, with its text: from collect.py's file, or from the writers' folders joined."""
    if passages is None:
        yield from lines(data)
        return
    held = {(d["report"], d["id"]): d for path in sorted(glob.glob(f"{passages}/*.jsonl")) for d in lines(path)}
    for path in sorted(glob.glob(f"{data}/*.jsonl")):
        for d in lines(path):
            p = held[d["report"], d["id"]]
            yield d | {"heading": p["heading"], "passage": p["passage"], "split": p["split"]}


def read_pairs(data, passages=None):
    """All pairs, normalised, each question once a passage."""
    out, seen = [], set()
    for d in rows(data, passages):
        split = split_of(d["split"], d["topic"])
        for question, label, kind, missing, *second in d["questions"]:
            q = T.normalise(question)
            if not q or (d["report"], d["id"], q) in seen or differ(label, *second):
                continue
            label = "part" if label == "yes" and second == ["p"] else label
            seen.add((d["report"], d["id"], q))
            words = [T.normalise(w) for w in missing if T.normalise(w)]
            out.append(Pair(q, d["heading"], d["passage"], label, kind, known_words(label, words),
                            d["report"], d["id"], d["topic"], split))
    return out


def mine(pairs, passages, most=MINED, seed=1):
    """Negatives from the same report: the passages nearest to a question in words that surely do not answer it.

    passages: objects with report, id, heading, passage. Left out: what shares a figure with the question's own passage, or
    covers the question nearly as well; for a near miss, what holds one of its unsupported words; what is of another split.
    """
    rng = random.Random(seed)
    split = {(p.report, p.id): p.split for p in pairs}
    by_report = collections.defaultdict(list)
    for d in passages:
        text = T.join(d["heading"], d["passage"])
        by_report[d["report"]].append((d, text, T.bigrams(text), figures(text)))
    weight = rarity(grams for group in by_report.values() for _, _, grams, _ in group)
    out = []
    for p in pairs:
        asked, own = T.bigrams(p.question), T.join(p.heading, p.passage)
        own_grams, own_figures = T.bigrams(own), figures(own)
        covered = score(asked, own_grams, weight)
        ranked = []
        for d, text, grams, numbers in by_report[p.report]:
            if d["id"] == p.id or text == own or numbers & own_figures:
                continue
            if split.get((p.report, d["id"]), p.split) != p.split:
                continue
            if p.split == "train" and (p.report, d["id"]) not in split and HELD_OUT.search(text):
                continue
            near = score(asked, grams, weight)
            if p.target and near > 0.6 * covered or any(T.bigrams(w) & grams or w in text for w in p.missing or ()):
                continue
            ranked.append((near + 1e-3 * rng.random(), d))
        ranked.sort(key=lambda r: -r[0])
        for _, d in ranked[:most]:
            out.append(dataclasses.replace(p, heading=d["heading"], passage=d["passage"], id=d["id"], label="no", kind="mined", missing=None))
    return out


def score(asked, held, weight):
    """What a text holds of the bigrams that are asked for."""
    return sum(weight[g] for g in asked & held)


@functools.cache
def figures(text):
    """Figures of a text that a second telling of the same fact would repeat: no years, no small numbers."""
    return {n for n in re.findall(r"\d+(?:\.\d+)?", text) if len(n) > 1 and not re.fullmatch(r"(19|20)\d\d", n)}


def rarity(documents):
    """Inverse document frequency of bigrams."""
    documents = list(documents)
    count = collections.Counter(g for grams in documents for g in grams)
    return collections.defaultdict(float, {g: math.log(1 + len(documents) / n) for g, n in count.items()})


def read_messages(folder, fold=True):
    """(text, intent, split) of [text, intent] lines, each text once; one in ten is dev, one in ten test, by hash.

    folder: of the writers' files, or of collect.py's messages.jsonl.xz. fold: texts normalised, else as written.
    """
    out = {}
    paths = glob.glob(f"{folder}/messages.jsonl.xz") or glob.glob(f"{folder}/*.jsonl")
    for text, intent in (line for path in sorted(paths) for line in lines(path)):
        key = T.normalise(text)
        tenth = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10
        out.setdefault(key, (key if fold else text, intent, {0: "dev", 1: "test"}.get(tenth, "train")))
    return list(out.values())


def word_targets(pair, spans):
    """A 0 or 1 for each token of the question, 1: not supported; None where nothing is known."""
    if pair.missing is None:
        return None
    marked = [False] * len(pair.question)
    for word in pair.missing:
        at = pair.question.find(word)
        while at >= 0:
            marked[at : at + len(word)] = [True] * len(word)
            at = pair.question.find(word, at + 1)
    if pair.missing and not any(marked):
        return None
    return [float(any(marked[a:b])) for a, b in spans]
