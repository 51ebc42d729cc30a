"""Text as the reader sees it: the normal form of knowledge/text, the tokens with their places, overlap."""
import functools
import math
import pathlib
import re
import unicodedata

MAX_QUESTION, MAX_INPUT = 96, 256  # tokens; what is more is cut off the end
SPECIAL = CLS, PAD, SEP, UNK = range(4)  # <s>, <pad>, </s>, <unk>: the first pieces of XLM-RoBERTa's vocabulary
SPACE = "\u2581"  # SentencePiece's mark of a space, and of the beginning

TABLE = pathlib.Path(__file__).parents[3] / "knowledge" / "text" / "opencc-ts.txt"

# Variation_Selector and Other_Default_Ignorable_Code_Point, as Go's unicode has them.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)


@functools.cache
def _simplified():
    lines = (line.rstrip("\n") for line in TABLE.open(encoding="utf-8"))
    table = {line[0]: line[2] for line in lines if len(line) == 3 and line[1] == "\t"}
    for start in table:  # 薴 → 苧 → 苎: to the end of the chain
        end = table[start]
        while end in table and table[end] != end:
            end = table[end]
        table[start] = end
    return table


@functools.cache
def _normal(c):
    category = unicodedata.category(c)
    if category == "Cc":
        return " "
    if category == "Cf" or _IGNORABLE.match(c):
        return ""
    return _simplified().get(c, c).lower()[0]


def normalise(text):
    """What text.Normalize of the Go code gives: NFKC, lower case, simplified, nothing invisible, single spaces."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(map(_normal, text))
    for _ in range(4):
        if unicodedata.is_normalized("NFKC", text):
            break
        text = "".join(map(_normal, unicodedata.normalize("NFKC", text)))
    return " ".join(text.split())


def is_han(c):
    """Is it an ideograph?"""
    n = ord(c)
    return (0x4E00 <= n <= 0x9FFF or 0x3400 <= n <= 0x4DBF or 0x20000 <= n <= 0x2A6DF or 0x2A700 <= n <= 0x2CEAF
            or 0xF900 <= n <= 0xFAFF or 0x2F800 <= n <= 0x2FA1F)


class Tokenizer:
    """A unigram language model's most likely pieces (Kudo 2018), as SentencePiece cuts text for XLM-RoBERTa."""

    def __init__(self, vocab):
        self.vocab = [(piece, score) for piece, score in vocab]
        self.id = {piece: i for i, (piece, _) in enumerate(self.vocab) if i >= len(SPECIAL)}
        self.unknown = min(score for _, score in self.vocab) - 10  # as SentencePiece scores a character without a piece
        self.longest = max(map(len, self.id))
        self.question = functools.cache(lambda question: self.tokens(question))
        self.passage = functools.cache(lambda heading, passage: self.tokens(join(heading, passage))[0])

    def tokens(self, text):
        """Ids, and for each the characters of the text that it covers: [start, end)."""
        if not text:
            return [], []
        marked = SPACE + text.replace(" ", SPACE)
        n = len(marked)
        best, back = [0.0] + [-math.inf] * n, [None] * (n + 1)
        for start in range(n):
            score = best[start]
            for end in range(start + 1, min(n, start + self.longest) + 1):
                piece = self.id.get(marked[start:end])
                if piece is not None and score + self.vocab[piece][1] > best[end]:
                    best[end], back[end] = score + self.vocab[piece][1], (start, piece)
            if score + self.unknown > best[start + 1]:
                best[start + 1], back[start + 1] = score + self.unknown, (start, UNK)
        ids, spans, end = [], [], n
        while end:
            start, piece = back[end]
            ids.append(piece)
            spans.append((max(0, start - 1), end - 1))
            end = start
        return ids[::-1], spans[::-1]

    def pair(self, question, heading, passage):
        """Ids and types of a pair of normalised texts, and the spans of the question's tokens."""
        q, spans = self.question(question)
        q, spans = q[:MAX_QUESTION], spans[:MAX_QUESTION]
        p = self.passage(heading, passage)[: MAX_INPUT - len(q) - 3]
        ids = [CLS, *q, SEP, *p, SEP]
        return ids, [0] * (len(q) + 2) + [1] * (len(p) + 1), spans

    def message(self, message):
        """Ids of a message alone."""
        return [CLS, *self.tokens(message)[0][: MAX_INPUT - 2], SEP]


@functools.cache
def join(heading, passage):
    """The second text of a pair, normalised."""
    return normalise(f"{heading}：{passage}" if heading else passage)


_WORD = re.compile(r"[a-z]+|[0-9.]+")


@functools.cache
def bigrams(text):
    """Pairs of neighbouring ideographs, Latin words and numbers of a normalised text."""
    out = set(_WORD.findall(text))
    out.update(a + b for a, b in zip(text, text[1:]) if is_han(a) and is_han(b))
    return out
