"""Text as the model sees it: normal form, sentences and the unigram segmenter.

The Go package repeats Segmenter exactly (same integer costs, same tie rule);
the golden file of the tests guards that both stay one.
"""
import re
import unicodedata

MAX_WORD = 8  # characters; longer words are rare and only slow the lattice down
UNKNOWN_COST = 30 * 256  # dearer than any word of the vocabulary
NUMBER = "<num>"  # row shared by all numbers without a row of their own


def traditional_map():
    """OpenCC's one-character table, first candidate, as shipped by opencc-python-reimplemented."""
    import pathlib
    import opencc

    path = pathlib.Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    pairs = (line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line)
    return {ord(t): s.split()[0] for t, s in pairs if len(t) == 1}


_T2S = None
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")


def normalise(text):
    """NFKC, lower case, simplified, without invisible characters."""
    global _T2S
    if _T2S is None:
        _T2S = traditional_map()
    text = unicodedata.normalize("NFKC", text).lower()
    return _INVISIBLE.sub("", text).translate(_T2S)


_SENTENCE = re.compile(r"[。!?;\n]+")
_CLAUSE = re.compile(r"[,。!?;:\n、“”\"()《》【】]+")


def sentences(text):
    return [s.strip() for s in _SENTENCE.split(text) if s.strip()]


def clauses(text):
    return [s.strip() for s in _CLAUSE.split(text) if s.strip()]


def char_class(text, i):
    """'d' for a character of a number, 'l' for a Latin letter, 'c' for anything else."""
    c = text[i]
    if "0" <= c <= "9":
        return "d"
    if "a" <= c <= "z":
        return "l"
    if c in ".," and 0 < i < len(text) - 1 and text[i - 1] in "0123456789" and text[i + 1] in "0123456789":
        return "d"
    return "c"


def is_han(c):
    return "\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf" or c == "\u3007"


class Segmenter:
    """Cheapest path through the words of the vocabulary; costs are integers, -256·ln p."""

    def __init__(self, costs):
        self.costs = costs
        self.prefixes = {w[:n] for w in costs for n in range(1, len(w))}

    def segment(self, text):
        """Words in order; what the vocabulary does not hold is left out, a number is kept as itself."""
        n = len(text)
        cls = [char_class(text, i) for i in range(n)]
        run_end = [0] * n  # end of the number or the Latin word around i; i+1 elsewhere
        for i in range(n - 1, -1, -1):
            joined = cls[i] != "c" and i + 1 < n and cls[i + 1] == cls[i]
            run_end[i] = run_end[i + 1] if joined else i + 1
        inf = 1 << 60
        best, back = [inf] * (n + 1), [(0, False)] * (n + 1)
        best[0] = 0
        costs, prefixes = self.costs, self.prefixes
        for i in range(n):
            if best[i] == inf:  # inside a number or a Latin word
                continue
            j = run_end[i]  # whole run, or one character: always possible
            if best[i] + UNKNOWN_COST < best[j]:
                best[j], back[j] = best[i] + UNKNOWN_COST, (i, cls[i] == "d")
            base = best[i]
            for j in range(i + 1, min(n, i + MAX_WORD) + 1):
                word = text[i:j]
                cost = costs.get(word)
                if cost is not None and (j == n or run_end[j - 1] == j) and base + cost < best[j]:
                    best[j], back[j] = base + cost, (i, True)
                if word not in prefixes:
                    break
        words, j = [], n
        while j > 0:
            i, keep = back[j]
            if keep:
                words.append(text[i:j])
            j = i
        return words[::-1]
