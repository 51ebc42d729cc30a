"""Step 6b: the mean of two models of one line, weight by weight.

    python average.py --models $RUN/before.pt $RUN/after.pt --share 0.5 --out $RUN/reader.pt

A model that went on from another one's weights has learned and forgotten; their mean keeps more of both than either
(Wortsman et al. 2022, Robust fine-tuning of zero-shot models). Both must know the same intents.
"""
import argparse

import model as M


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--models", nargs=2, required=True)
    p.add_argument("--share", type=float, default=0.5, help="of the second model")
    p.add_argument("--out", required=True)
    args = p.parse_args()
    (first, _), (second, _) = map(M.load, args.models)
    if first.intents != second.intents:
        p.error("the models know other intents")
    one, other = first.state_dict(), second.state_dict()
    first.load_state_dict({k: v + args.share * (other[k] - v) if v.is_floating_point() else v for k, v in one.items()})
    M.save(args.out, first)


if __name__ == "__main__":
    main()
