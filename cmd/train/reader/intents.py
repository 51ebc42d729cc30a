"""Step 6: the intent head once more, on an encoder that stays as it is.

    python intents.py --model $RUN/reader.pt --messages . --out $RUN/reader.pt

The encoder has seen every message many times, so the head that was trained along is too sure of itself. This one is a
multinomial regression with ridge on the encoder's vectors; the ridge is the one with the least cross entropy on the dev split.
With --whole it learns every message, at a ridge chosen before: on an encoder that has seen the dev split, that split chooses none.
"""
import argparse

import torch
import torch.nn.functional as F

import data as D
import measure
import model as M
import text as T

RIDGES = (1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2)


@torch.no_grad()
def vectors(model, ids):
    """The mean vector of each message."""
    out = torch.zeros(len(ids), M.HIDDEN)
    order = sorted(range(len(ids)), key=lambda k: len(ids[k]))
    for at in range(0, len(order), 128):
        rows = order[at : at + 128]
        batch, mask = measure.padded([ids[k] for k in rows])
        out[rows] = M.mean(model(batch, torch.zeros_like(batch), mask), mask).cpu()
    return out


def fit(x, y, classes, ridge):
    """The one minimum: a regression has no other."""
    head = torch.nn.Linear(M.HIDDEN, classes)
    optimiser = torch.optim.LBFGS(head.parameters(), max_iter=150, history_size=20, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        value = F.cross_entropy(head(x), y) + ridge * (head.weight**2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return head


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", required=True)
    p.add_argument("--messages", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--whole", type=float, help="learn all messages, at this ridge")
    args = p.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(1)
    model, _ = M.load(args.model)
    model.round()  # on the encoder as it is shipped
    tokenizer = T.Tokenizer(model.vocab)
    messages = D.read_messages(args.messages)
    x = vectors(model, [tokenizer.message(text) for text, _, _ in messages])
    y = torch.tensor([model.intents.index(intent) for _, intent, _ in messages])
    rows = {split: torch.tensor([s == split for _, _, s in messages]) for split in ("train", "dev")}

    def told(head):
        with torch.no_grad():
            logits = head(x[rows["dev"]])
            right = (logits.argmax(1) == y[rows["dev"]]).float().mean().item()
            return F.cross_entropy(logits, y[rows["dev"]]).item(), right

    print("before: cross entropy %.3f, right %.3f" % told(model.intent.cpu()))
    best = None
    if args.whole:
        rows["train"] = torch.ones(len(messages), dtype=torch.bool)
    for ridge in [args.whole] if args.whole else RIDGES:
        head = fit(x[rows["train"]], y[rows["train"]], len(model.intents), ridge)
        entropy, right = told(head)
        print(f"ridge {ridge:g}: cross entropy {entropy:.3f}, right {right:.3f}", flush=True)
        if best is None or entropy < best[0]:
            best = entropy, head
    whole, _ = M.load(args.model)
    whole.intent = best[1].to(M.DEVICE)
    M.save(args.out, whole)


if __name__ == "__main__":
    main()
