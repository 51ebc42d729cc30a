"""Text as the reader sees it: the normal form of knowledge/text, WordPiece tokens with their places, overlap."""
import functools
import pathlib
import re
import unicodedata

MAX_QUESTION, MAX_INPUT = 48, 256  # tokens; what is more is cut off the end
PAD, UNK, CLS, SEP = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
MAX_WORD = 100  # characters, as in BertTokenizer

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
    """The ideographs that BERT splits singly."""
    n = ord(c)
    return (0x4E00 <= n <= 0x9FFF or 0x3400 <= n <= 0x4DBF or 0x20000 <= n <= 0x2A6DF or 0x2A700 <= n <= 0x2CEAF
            or 0xF900 <= n <= 0xFAFF or 0x2F800 <= n <= 0x2FA1F)


@functools.cache
def _bert(c):
    """One character as BERT cleans it, and what it is: 's'pace, 'a'lone (ideograph or punctuation), 'w'ord."""
    if c in "\t\n\r" or unicodedata.category(c) == "Zs":
        return " ", "s"
    if c in "\0\ufffd" or unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs"):
        return "", "w"
    if is_han(c):
        return c, "a"
    plain = "".join(d for d in unicodedata.normalize("NFD", c.lower()) if unicodedata.category(d) != "Mn")
    mark = 33 <= ord(c) <= 47 or 58 <= ord(c) <= 64 or 91 <= ord(c) <= 96 or 123 <= ord(c) <= 126
    return plain, "a" if mark or unicodedata.category(c).startswith("P") else "w"


class Tokenizer:
    """WordPiece as in BertTokenizer(do_lower_case=True), over any vocabulary."""

    def __init__(self, vocab):
        self.vocab = list(vocab)
        self.id = {token: i for i, token in enumerate(self.vocab)}
        self.passage = functools.cache(lambda heading, passage: self.tokens(join(heading, passage))[0])

    def tokens(self, text):
        """Ids, and for each the characters of the text that it covers: [start, end)."""
        ids, spans, word = [], [], []
        for i, c in enumerate(text + " "):
            plain, kind = _bert(c)
            if kind != "w" and word:
                self._pieces(word, ids, spans)
                word = []
            if kind == "a":
                self._pieces([(d, i) for d in plain], ids, spans)
            elif kind == "w":
                word += [(d, i) for d in plain]
        return ids, spans

    def _pieces(self, word, ids, spans):
        n, start, found = len(word), 0, []
        while start < n and n <= MAX_WORD:
            prefix = "##" if start else ""
            end = n
            while end > start:
                piece = self.id.get(prefix + "".join(d for d, _ in word[start:end]))
                if piece is not None:
                    break
                end -= 1
            if end == start:
                break
            found.append((piece, (word[start][1], word[end - 1][1] + 1)))
            start = end
        if start < n:
            found = [(self.id[UNK], (word[0][1], word[-1][1] + 1))]
        for piece, span in found:
            ids.append(piece)
            spans.append(span)

    def pair(self, question, heading, passage):
        """Ids and types of a pair of normalised texts, and the spans of the question's tokens."""
        q, spans = self.tokens(question)
        q, spans = q[:MAX_QUESTION], spans[:MAX_QUESTION]
        p = self.passage(heading, passage)[: MAX_INPUT - len(q) - 3]
        ids = [self.id[CLS], *q, self.id[SEP], *p, self.id[SEP]]
        return ids, [0] * (len(q) + 2) + [1] * (len(p) + 1), spans

    def message(self, message):
        """Ids of a message alone."""
        return [self.id[CLS], *self.tokens(message)[0][: MAX_INPUT - 2], self.id[SEP]]


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
