"""Step 2: texts to learn from, their segmentation and the teacher's vectors.

Writes into --out: texts.txt (one a line: words of the vocabulary first, then texts), rows.npz (sparse word
counts), teacher.npy (float16 512), pairs.npz (index pairs with their kind).
"""
import argparse
import json
import pathlib
import random
import re

import numpy as np
import scipy.sparse as sp

import check
import text as T
from teacher import Teacher, teacher_files

HERE = pathlib.Path(__file__).parent


def evaluation_texts(folder):
    """Every text of the third-party sets: nothing equal to one of these may be trained on."""
    seen = set()
    for path in pathlib.Path(folder).rglob("*.jsonl"):
        for line in open(path, encoding="utf-8"):
            record = json.loads(line)
            seen |= {squeeze(T.normalise(record[k])) for k in ("text", "question") if record.get(k)}
    return seen


def squeeze(text):
    return "".join(c for c in text if c.isalnum())


def news_texts(path, rng, count):
    """Clauses, sentences and pairs of neighbouring clauses of the news, 4 to 60 characters, no two equal."""
    out = set()
    for line in open(path, encoding="utf-8"):
        line = T.normalise(line)
        for s in T.sentences(line):
            parts = T.clauses(s)
            if 8 <= len(s) <= 60:
                out.add(s)
            out.update(c for c in parts if 4 <= len(c) <= 40)
    return rng.sample(sorted(out), min(count, len(out)))


def passages_of_news(path, rng, count, segmenter):
    """Passages of 60 to 300 characters and, as an inverse cloze, (some words of a sentence in it, passage)."""
    lines = [line for line in open(path, encoding="utf-8")]
    out = []
    for line in rng.sample(lines, count):
        said, passage = T.sentences(T.normalise(line)), []
        for s in said[rng.randint(0, max(0, len(said) - 3)) :]:
            if sum(map(len, passage)) + len(s) > 300:
                break
            passage.append(s)
        if len(passage) < 2 or sum(map(len, passage)) < 60:
            continue
        words = [w for w in segmenter.segment(rng.choice(passage)) if len(w) > 1 or T.is_han(w)]
        start, length = rng.randint(0, max(0, len(words) - 4)), rng.randint(3, 8)
        asked = "".join(words[start : start + length])
        if len(asked) >= 4:
            out.append((asked, "。".join(passage) + "。", "cloze"))
    return out


def spans(texts, segmenter, rng, count):
    """Stretches of two to five words: as short as what citizens type."""
    out = set()
    while len(out) < count:
        words = segmenter.segment(rng.choice(texts))
        if len(words) < 3:
            continue
        n = rng.randint(2, min(5, len(words)))
        start = rng.randint(0, len(words) - n)
        out.add("".join(words[start : start + n]))
    return sorted(out)


def everyday():
    for line in (HERE / "everyday.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            official, said = line.split("\t")
            yield T.normalise(official), [T.normalise(s) for s in said.split("|")]


def filled(templates, fillers, rng, count):
    out = set()
    while len(out) < count:
        out.add(rng.choice(templates).replace("{x}", rng.choice(fillers)))
    return sorted(out)


def report_texts(paths):
    out = []
    for p in paths:
        body = T.normalise(p.read_text("utf-8")).replace("#", "\n")
        out += T.sentences(body) + T.clauses(body)
    return sorted({s for s in out if 4 <= len(s) <= 200})


def passages_by_id(path):
    """The digest's lines by "chapter.section.item", the ids the expansion uses."""
    out, chapter, section, item = {}, 0, 0, 0
    for line in map(str.strip, open(path, encoding="utf-8")):
        if re.match(r"## [一二三四五六七八九]【", line):
            chapter, section, item = chapter + 1, 0, 0
        elif m := re.match(r"## (\d+)\.", line):
            section, item = int(m[1]), 0
        elif len(line) > 6 and not line.startswith("#"):
            item += 1
            out[f"{chapter}.{section}.{item}"] = T.normalise(line)
    return out


def domain_pairs(args):
    """(question, passage) of the expansion, its sections aside, and (said, official) of everyday.tsv."""
    passages = passages_by_id(args.digest)
    out = []
    for r in map(json.loads, open(args.expansion, encoding="utf-8")):
        said = [*r["questions"], r["en"], " ".join(r["aliases"]), " ".join(r["topics"])]
        out += [(T.normalise(s), passages[r["id"]], "expansion") for s in said if r["id"] in passages]
        out += [(T.normalise(s), passages[r["id"]], "alias") for s in r["aliases"] if r["id"] in passages]
    for official, said in everyday():
        out += [(s, official, "everyday") for s in said]
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--teacher", required=True, help="folder with the .onnx and tokenizer files out of the Maven package")
    p.add_argument("--news", required=True)
    p.add_argument("--paraphrases", required=True)
    p.add_argument("--expansion", required=True)
    p.add_argument("--digest", required=True, help="the report the expansion belongs to")
    p.add_argument("--report", type=pathlib.Path, nargs="+", required=True)
    p.add_argument("--exclude", required=True, help="folder of evaluation sets whose texts must not be trained on")
    p.add_argument("--count", type=int, default=600000, help="news texts")
    p.add_argument("--passages", type=int, default=30000, help="longer stretches of news")
    p.add_argument("--out", type=pathlib.Path, required=True)
    args = p.parse_args()
    check.check(args.news, args.paraphrases, args.digest, *args.report, *teacher_files(args.teacher))
    args.out.mkdir(parents=True, exist_ok=True)

    rng = random.Random(20231)
    vocabulary = [line.split("\t") for line in open(args.vocabulary, encoding="utf-8")]
    words = [v[0] for v in vocabulary]
    row_of = {w: i for i, w in enumerate(words)}
    segmenter = T.Segmenter({v[0]: int(v[2]) for v in vocabulary if v[0] != T.NUMBER})

    forbidden = evaluation_texts(args.exclude)
    pairs = [(T.normalise(r["a"]), T.normalise(r["b"]), r["source"]) for r in map(json.loads, open(args.paraphrases, encoding="utf-8"))]
    pairs += domain_pairs(args)
    kept = [q for q in pairs if squeeze(q[0]) not in forbidden and squeeze(q[1]) not in forbidden]
    print(f"pairs: {len(pairs)}, left out because a text stands in an evaluation set: {len(pairs) - len(kept)}")

    kept += passages_of_news(args.news, random.Random(7), args.passages, segmenter)
    news = news_texts(args.news, rng, args.count)
    reports = report_texts(args.report)
    said = [s for _, v in everyday() for s in v]
    templates = [T.normalise(t) for t in (HERE / "templates.txt").read_text("utf-8").splitlines() if t and t[0] != "#"]
    short = [c for c in reports if len(c) <= 14] * 10 + said * 20 + words[200:30000] + [c for c in news if len(c) <= 8]
    texts = news + reports + spans(news, segmenter, rng, args.count // 6)
    texts += filled(templates, short, rng, args.count // 6) + [t for q in kept for t in q[:2]]
    texts = [t for t in dict.fromkeys(texts) if squeeze(t) not in forbidden and t not in row_of]
    texts = ["数字" if w == T.NUMBER else w for w in words] + texts
    index = {t: i for i, t in reversed(list(enumerate(texts)))}
    kinds = sorted({q[2] for q in kept})
    table = np.array([(index[a], index[b], kinds.index(k)) for a, b, k in kept if a != b], np.int32)
    np.savez(args.out / "pairs.npz", pairs=table, kinds=np.array(kinds))

    indptr, indices = [0], []
    for i, t in enumerate(texts):
        found = [i] if i < len(words) else [row_of.get(w, row_of[T.NUMBER]) for w in segmenter.segment(t)]
        indices += found
        indptr.append(len(indices))
    rows = sp.csr_matrix((np.ones(len(indices), np.float32), indices, indptr), (len(texts), len(words)))
    rows.sum_duplicates()
    sp.save_npz(args.out / "rows.npz", rows)
    known = {}
    if (args.out / "teacher.npy").exists():
        before = (args.out / "texts.txt").read_text("utf-8").split("\n")
        known = dict(zip(before, np.load(args.out / "teacher.npy")))
    texts = [t.replace("\n", " ") for t in texts]
    (args.out / "texts.txt").write_text("\n".join(texts), "utf-8")
    print(f"texts: {len(texts)}, words a text: {len(indices) / len(texts):.1f}", flush=True)
    fresh = [t for t in texts if t not in known]  # what an earlier run asked the teacher is not asked again
    known.update(zip(fresh, Teacher(args.teacher).encode(fresh, max_length=256, log="teacher")))
    np.save(args.out / "teacher.npy", np.array([known[t] for t in texts], np.float16))


if __name__ == "__main__":
    main()
