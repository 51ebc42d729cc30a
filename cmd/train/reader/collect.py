"""Step 3: the writers' files as one, with the counts of the data card.

    python collect.py --earlier pairs.jsonl.xz new.jsonl --messages ... --others ... --without without.txt --out .

Writes pairs.jsonl.xz (a line a passage: report, id, split, topic, heading, passage, questions) and messages.jsonl.xz
(a line a message: text, intent), others.jsonl.xz (passages of the same reports) in a fixed order, and prints the counts as Markdown.
"""
import argparse
import collections
import json
import lzma
import pathlib

import data as D
import text as T


def write(path, objects):
    with lzma.open(path, "wt", encoding="utf-8", preset=9 | lzma.PRESET_EXTREME) as f:
        for o in objects:
            f.write(json.dumps(o, ensure_ascii=False, separators=(",", ":")) + "\n")


def passages(args, without):
    """The rows of all passages, without doubled questions and those to leave out; a question ends with its second label."""
    second = {(d["report"], d["id"], d["question"]): d["second"] for d in D.lines(args.second)} if args.second else {}
    rows = [d for path in args.earlier for d in D.rows(path)]
    rows += D.rows(args.data, args.passages) if args.data else ()
    for d in sorted(rows, key=lambda d: (d["report"], d["id"])):
        kept = {}
        for question in d["questions"]:
            if (q := T.normalise(question[0])) and q not in without:
                read = second.get((d["report"], d["id"], q)) or "".join(question[4:])
                kept.setdefault(q, [*question[:4], read])
        yield {k: d[k] for k in ("report", "id", "split", "topic", "heading", "passage")} | {"questions": list(kept.values())}


def table(name, rows, columns):
    """A Markdown table of counts: rows is {name: Counter over columns}."""
    print(f"\n| {name} | " + " | ".join(columns) + " | all |\n|---|" + "---|" * (len(columns) + 1))
    for key, count in sorted(rows.items(), key=lambda r: -sum(r[1].values())):
        print(f"| {key} | " + " | ".join(str(count[c]) for c in columns) + f" | {sum(count.values())} |")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", help="the writers' folder of questions, with --passages")
    p.add_argument("--passages", help="the writers' folder of passages")
    p.add_argument("--messages", required=True)
    p.add_argument("--earlier", nargs="*", default=[], help="files of passages with their questions, as pairs.jsonl.xz; its messages are in --messages as JSON lines")
    p.add_argument("--second", help="the second reading, of second.py")
    p.add_argument("--others", required=True, help="passages of all reports, JSON lines")
    p.add_argument("--without", help="questions to leave out, of overlap.py")
    p.add_argument("--out", required=True)
    args = p.parse_args()
    without = set(open(args.without, encoding="utf-8").read().split("\n")) if args.without else set()
    out = pathlib.Path(args.out)
    write(out / "pairs.jsonl.xz", passages(args, without))
    messages = sorted(m[:2] for m in D.read_messages(args.messages, fold=False) if T.normalise(m[0]) not in without)
    write(out / "messages.jsonl.xz", messages)

    held = {p.report for p in D.read_pairs(out / "pairs.jsonl.xz")}
    write(out / "others.jsonl.xz", sorted((d for d in D.lines(args.others) if d["report"] in held), key=lambda d: (d["report"], d["id"])))

    pairs = D.read_pairs(out / "pairs.jsonl.xz")
    written = sum(len(d["questions"]) for d in D.rows(out / "pairs.jsonl.xz"))
    print(f"{written} questions written, {written - len(pairs)} of them left out, as the two readings differ: {len(pairs)} pairs, {len({(p.report, p.id) for p in pairs})} passages, {len({p.report for p in pairs})} reports; {len(messages)} messages")
    labels = list(D.LABELS)
    for name, key in (("split", lambda p: p.split), ("kind", lambda p: p.kind), ("topic", lambda p: p.topic), ("report", lambda p: p.report)):
        rows = collections.defaultdict(collections.Counter)
        for pair in pairs:
            rows[key(pair)][pair.label] += 1
        table(name, rows, labels)
    rows = collections.defaultdict(collections.Counter)
    for _, intent, split in D.read_messages(out):
        rows[intent][split] += 1
    table("intent", rows, ["train", "dev", "test"])


if __name__ == "__main__":
    main()
