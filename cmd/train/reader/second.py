"""Step 2: the second, independent reading beside the first.

    python second.py --data data --read check second --read check2 second2 --out $RUN/second.jsonl

A sheet (check/NAME.txt) shows the passages of data/NAME.jsonl as "## P1 …" and their questions, either below their passage
("1. question") or in random order ("17. [P3] question"). The reader's letters, one a question in that order, are in
second/NAME.txt: y answers, p in part, n not. Prints the agreement and writes {"report","id","question","second"} lines.
"""
import argparse
import collections
import json
import pathlib
import re

import data as D
import text as T

ANSWERS = {"y": 1, "p": 1, "n": 0}


def questions(sheet):
    """(number of the passage, question) in the order of the sheet."""
    passage = 0
    for line in sheet.splitlines():
        if m := re.match(r"## P(\d+) ", line):
            passage = int(m[1])
        elif m := re.match(r"\d+\. (?:\[P(\d+)\] ?)?(.*)", line):
            yield int(m[1] or passage), T.normalise(m[2])


def letters(answers):
    return re.sub(r"P\d+|[^ypn]", "", answers)


def readings(data, sheets, answers):
    """(report, id, normalised question, letter) of all sheets that were read."""
    for path in sorted(pathlib.Path(answers).glob("*.txt")):
        asked = list(questions((pathlib.Path(sheets) / path.name).read_text("utf-8")))
        said = letters(path.read_text("utf-8"))
        if len(asked) != len(said):
            print(f"{path}: {len(said)} letters for {len(asked)} questions, left out")
            continue
        rows = list(D.lines(pathlib.Path(data) / f"{path.stem}.jsonl"))
        for (number, question), letter in zip(asked, said):
            yield rows[number - 1]["report"], rows[number - 1]["id"], question, letter


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--read", nargs=2, action="append", required=True, metavar=("SHEETS", "ANSWERS"))
    p.add_argument("--out", required=True)
    args = p.parse_args()
    first = {}
    for path in sorted(pathlib.Path(args.data).glob("*.jsonl")):
        for d in D.lines(path):
            first.update({(d["report"], d["id"], T.normalise(q[0])): q for q in d["questions"]})
    table, unknown = collections.Counter(), 0
    with open(args.out, "w", encoding="utf-8") as f:
        for sheets, answers in args.read:
            for report, id, question, letter in readings(args.data, sheets, answers):
                q = first.get((report, id, question))
                if q is None:
                    unknown += 1
                    continue
                table[q[1], letter] += 1
                f.write(json.dumps({"report": report, "id": id, "question": question, "second": letter}, ensure_ascii=False) + "\n")
    read = sum(table.values())
    agree = sum(n for (label, letter), n in table.items() if D.LABELS[label][0] == ANSWERS[letter])
    p1 = sum(n for (label, _), n in table.items() if D.LABELS[label][0]) / max(1, read)
    p2 = sum(n for (_, letter), n in table.items() if ANSWERS[letter]) / max(1, read)
    chance = p1 * p2 + (1 - p1) * (1 - p2)
    print(f"{read} questions read twice ({unknown} no longer in the data): {agree / max(1, read):.3f} agree, kappa {(agree / max(1, read) - chance) / (1 - chance):.3f}")
    for label in D.LABELS:
        print(f"  {label}: " + ", ".join(f"{letter} {table[label, letter]}" for letter in "ypn"))


if __name__ == "__main__":
    main()
