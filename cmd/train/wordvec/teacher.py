"""The teacher: bge-small-zh-v1.5 (MIT) as ONNX, CLS pooling, normalised, as its model card states."""
import pathlib
import sys

import numpy as np

QUERY_PREFIX = "为这个句子生成表示以用于检索相关文章："


def teacher_files(folder):
    """The tokenizer and the model in a folder."""
    return [pathlib.Path(folder) / name for name in ("bge-small-zh-v1.5-q-tokenizer.json", "bge-small-zh-v1.5-q.onnx")]


class Teacher:
    def __init__(self, folder, threads=2):
        import onnxruntime
        from tokenizers import Tokenizer

        tokenizer, model = teacher_files(folder)
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts, max_length=512, batch=64, log=None):
        """Unit vectors (float16) of the texts, in their order; batches hold texts of like length."""
        self.tokenizer.enable_truncation(max_length)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        out = np.zeros((len(texts), 512), np.float16)
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            coded = self.tokenizer.encode_batch([texts[i] for i in rows])
            ids = np.array([e.ids for e in coded], np.int64)
            mask = np.array([e.attention_mask for e in coded], np.int64)
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            vec = self.session.run(None, feed)[0][:, 0]
            out[rows] = vec / np.linalg.norm(vec, axis=1, keepdims=True)
            if log and start // batch % 500 == 0:
                print(log, start, "of", len(texts), file=sys.stderr, flush=True)
        return out
