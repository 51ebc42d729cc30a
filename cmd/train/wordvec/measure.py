"""hit@1 and hit@5 of an embedder over the evaluation sets (measured, never trained on)."""
import json
import pathlib

import numpy as np

SETS = ["domainrag_ruc", "rgb_zh_fact", "para_bustm_test"]


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def hits(scores, gold, owner):
    """Shares of questions with a right passage first, and among the first five; owner maps column to passage."""
    first = five = 0
    for row, right in zip(scores, gold):
        seen = []
        for c in np.argsort(-row, kind="stable"):
            if owner[c] not in seen:
                seen.append(owner[c])
            if len(seen) == 5:
                break
        first += seen[0] in right
        five += any(s in right for s in seen)
    return first / len(gold), five / len(gold)


def third_party(eval_dir, name):
    folder = pathlib.Path(eval_dir) / "third-party" / name
    passages, questions = lines(folder / "passages.jsonl"), lines(folder / "questions.jsonl")
    texts = [(p["title"] + " " + p["text"]).strip() for p in passages]
    gold = [set(q.get("passage_ids") or [q["passage_id"]]) for q in questions]
    return texts, [p["passage_id"] for p in passages], [q["question"] for q in questions], gold


def dev(eval_dir, knowledge_dir=None):
    """The report's passages; with knowledge_dir the expansion questions stand beside each passage."""
    rows = [r.rstrip("\n").split("\t") for r in open(pathlib.Path(eval_dir) / "items.tsv", encoding="utf-8")]
    rows = [r for r in rows if len(r) == 4 and r[0][:1].isdigit()]
    texts, owner = [r[3] for r in rows], [r[0] for r in rows]
    if knowledge_dir:
        for e in lines(pathlib.Path(knowledge_dir) / "expansion.jsonl"):
            extra = e["questions"] + [" ".join(e["aliases"])]
            texts += extra
            owner += [e["id"]] * len(extra)
    questions = [q for q in lines(pathlib.Path(eval_dir) / "dev.questions.jsonl") if q["gold"] and q["kind"] != "followup"]
    return texts, owner, [q["question"] for q in questions], [set(q["gold"]) for q in questions]


def measure(encode, encode_question, eval_dir, knowledge_dir):
    """Mapping set -> (hit@1, hit@5); both functions take a list of raw texts and return unit rows."""
    sets = {name: third_party(eval_dir, name) for name in SETS}
    sets["dev"] = dev(eval_dir)
    sets["dev+expansion"] = dev(eval_dir, knowledge_dir)
    out = {}
    for name, (texts, owner, questions, gold) in sets.items():
        scores = encode_question(questions).astype(np.float32) @ encode(texts).astype(np.float32).T
        out[name] = hits(scores, gold, owner)
    return out


def show(label, result):
    cells = " | ".join(f"{a:.3f} / {b:.3f}" for a, b in result.values())
    print(f"| {label} | {cells} |", flush=True)
