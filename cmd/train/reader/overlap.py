"""Step 1: which written questions and messages are too near to a question that the model is measured on.

    python overlap.py --data ... --eval $EVAL bot/question/testdata bot/eval/testdata/unseen.jsonl ... --out without.txt

Two questions are one where the Jaccard overlap of their character bigrams is 0.8 or more. train.py leaves out what is written to --out.
"""
import argparse
import collections
import glob
import json

import data as D
import text as T

SAME = 0.8


def grams(text):
    bare = "".join(c for c in text if c.isalnum())
    return frozenset(a + b for a, b in zip(bare, bare[1:])) or frozenset([bare])


def measured(paths):
    """Every question and message of the evaluation files, normalised: of files, and of all files of folders."""
    out = {}
    for path in paths:
        for file in sorted(glob.glob(f"{path}/**/*.jsonl", recursive=True)) or [path]:
            for d in D.lines(file):
                out.update((T.normalise(text), file) for text in said(d))
    return out


def said(d):
    """The texts of a line: [message, label], a question with the turns before it, or a dialogue."""
    if isinstance(d, list):
        return d[:1]
    turns = [*(d.get("history") or []), *(d.get("turns") or [])]
    return filter(None, [d.get("question"), *(t.get("q") for t in turns if isinstance(t, dict))])


def near(texts, sets):
    """(text, nearest measured question, overlap) for what is too near."""
    index = collections.defaultdict(set)
    held = [(q, grams(q)) for q in sets]
    for i, (_, g) in enumerate(held):
        for gram in g:
            index[gram].add(i)
    for text in texts:
        own = grams(text)
        shared = collections.Counter(i for gram in own for i in index.get(gram, ()))
        for i, n in shared.most_common(5):
            if (overlap := n / (len(own) + len(held[i][1]) - n)) >= SAME:
                yield text, held[i][0], overlap
                break


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True, nargs="+", help="files of passages with their questions, or the writers' folder with --passages")
    p.add_argument("--passages")
    p.add_argument("--messages")
    p.add_argument("--eval", required=True, nargs="+", help="files and folders of what is measured")
    p.add_argument("--out", required=True)
    args = p.parse_args()
    texts = sorted({p.question for path in args.data for p in D.read_pairs(path, args.passages)})
    spoken = sorted({m[0] for m in D.read_messages(args.messages)}) if args.messages else []
    sets = measured(args.eval)
    found = list(near(texts, sets))
    found_messages = list(near(spoken, sets))
    print(f"{len(texts)} questions against {len(sets)} measured ones: {len(found)} at {SAME} or more; "
          f"{len(spoken)} messages: {len(found_messages)}")
    for text, other, overlap in found + found_messages:
        print(json.dumps([text, other, round(overlap, 2)], ensure_ascii=False))
    with open(args.out, "w", encoding="utf-8") as f:
        f.writelines(text + "\n" for text in sorted({t for t, *_ in found + found_messages}))


if __name__ == "__main__":
    main()
