"""Are the inputs those of inputs.sha256?

    python check.py FILE...

base.py and train.py ask the same before they begin.
"""
import hashlib
import pathlib
import sys

HERE = pathlib.Path(__file__).parent


def expected():
    lines = (HERE / "inputs.sha256").read_text("utf-8").splitlines()
    pairs = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return {name: digits for digits, name in pairs}


def sha256(path):
    with open(path, "rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def check(*paths):
    """Ends the program unless each file is the one recorded under its name."""
    want, wrong = expected(), []
    for path in map(pathlib.Path, paths):
        if path.name not in want:
            wrong.append(f"{path}: not in inputs.sha256")
        elif (got := sha256(path)) != want[path.name]:
            wrong.append(f"{path}: SHA-256 {got}, inputs.sha256 has {want[path.name]}")
    if wrong:
        sys.exit("\n".join(wrong) + "\nOther inputs make another model: write them into inputs.sha256 and the model card.")


if __name__ == "__main__":
    check(*sys.argv[1:])
