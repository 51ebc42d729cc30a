"""Step 1: choose the words and their costs. Writes vocabulary.tsv (word, count, cost), most frequent first."""
import argparse
import collections
import json
import math
import multiprocessing
import pathlib
import re

import check
import text as T

WORD = re.compile(r"(?:[\u4e00-\u9fff\u3400-\u4dbf〇]|[a-z]+|[0-9]+(?:[.,][0-9]+)*)+")


def jieba_counts(texts):
    import jieba

    jieba.setLogLevel(60)
    counts = collections.Counter()
    for t in texts:
        counts.update(w for w in jieba.cut(t) if WORD.fullmatch(w))
    return counts


def segment_counts(job):
    costs, texts = job
    segmenter, counts = T.Segmenter(costs), collections.Counter()
    for t in texts:
        for s in T.clauses(t):
            counts.update(segmenter.segment(s))
    return counts


def spread(function, jobs):
    with multiprocessing.Pool(2) as pool:
        return sum(pool.map(function, jobs), collections.Counter())


def costs_of(counts, words):
    total = sum(counts[w] for w in words) + len(words)
    return {w: round(-256 * math.log((counts[w] + 1) / total)) for w in words}


def weighted_corpora(args):
    """(weight, texts): small corpora near to the domain count more."""
    shared = [json.loads(line) for line in open(args.paraphrases, encoding="utf-8")]
    para = [T.normalise(r[k]) for r in shared for k in "ab"]
    official = [T.normalise(p.read_text("utf-8")) for p in args.report]
    asked = []
    for r in map(json.loads, open(args.expansion, encoding="utf-8")):
        asked += [T.normalise(s) for s in [*r["questions"], *r["aliases"], *r["topics"], r["en"]]]
    return [(2, para), (10, official), (10, asked)]


def numbers_and_oddities(word, count):
    """A number or Latin word earns a row only when frequent; a word guessed by jieba's HMM too."""
    if re.fullmatch(r"[0-9.,]+", word):
        return count >= 400 and len(word) <= 4
    if re.search(r"[0-9]", word):
        return count >= 60
    return True


def select(counts, guessed, must, size):
    words = [w for w in must if len(w) <= T.MAX_WORD]
    chosen = set(words)
    for word, count in counts.most_common():
        if len(chosen) >= size:
            break
        if word in chosen or len(word) > T.MAX_WORD or not WORD.fullmatch(word):
            continue
        if not numbers_and_oddities(word, count) or (word in guessed and count < 40):
            continue
        chosen.add(word)
    return chosen


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--news", required=True, help="one item a line")
    p.add_argument("--paraphrases", required=True)
    p.add_argument("--expansion", required=True)
    p.add_argument("--report", type=pathlib.Path, nargs="+", required=True)
    p.add_argument("--tokenizer", required=True, help="the teacher's tokenizer.json: its characters and whole Latin words")
    p.add_argument("--size", type=int, default=58000)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    check.check(args.news, args.paraphrases, args.tokenizer, *args.report)

    import jieba

    dictionary = collections.Counter()
    for line in open(pathlib.Path(jieba.__file__).parent / "dict.txt", encoding="utf-8"):
        word, freq, _ = line.split(" ")
        dictionary[T.normalise(word)] += int(freq)
    news = [T.normalise(line) for line in open(args.news, encoding="utf-8")]
    counts = spread(jieba_counts, [news[0::2], news[1::2]])
    scale = 0.3 * sum(counts.values()) / sum(dictionary.values())
    corpora = weighted_corpora(args)
    for weight, texts in corpora:
        for w, c in jieba_counts(texts).items():
            counts[w] += weight * c
    guessed = {w for w in counts if w not in dictionary and re.fullmatch(r"[\u4e00-\u9fff]+", w)}
    for w, c in dictionary.items():
        counts[w] += round(scale * c)

    listed = pathlib.Path(__file__).with_name("words.txt").read_text("utf-8")
    everyday = pathlib.Path(__file__).with_name("everyday.tsv").read_text("utf-8")
    near = set(T.normalise(listed).split()) | {w for w in jieba_counts([T.normalise(everyday)])}
    tokens = json.load(open(args.tokenizer, encoding="utf-8"))["model"]["vocab"]
    basic = {w for w in tokens if len(w) == 1 and T.is_han(w)} | {w for w in tokens if re.fullmatch("[a-z]{1,8}", w)}
    basic = {T.normalise(w) for w in basic}
    for w in near:
        counts[w] = max(counts[w], 200)
    words = select(counts, guessed, near | basic, args.size)

    for _ in range(2):  # two rounds of counting along the cheapest path (hard EM) on a fifth of the news
        costs = costs_of(counts, words)
        fresh = spread(segment_counts, [(costs, news[0::10]), (costs, news[5::10])])
        for weight, texts in corpora:
            for w, c in segment_counts((costs, texts)).items():
                fresh[w] += weight * c
        counts = collections.Counter({w: fresh[w] + min(counts[w] // 50, 20) + 20 * (w in near) for w in words})
        counts[T.NUMBER] = sum(c for w, c in fresh.items() if w not in words)
    costs = costs_of(counts, words)
    with open(args.out, "w", encoding="utf-8") as f:
        for w in sorted(words, key=lambda w: (-counts[w], w)):
            f.write(f"{w}\t{counts[w]}\t{costs[w]}\n")
        f.write(f"{T.NUMBER}\t{counts[T.NUMBER]}\t0\n")


if __name__ == "__main__":
    main()
