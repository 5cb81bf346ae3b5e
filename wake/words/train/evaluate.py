"""Scores files the way the library does, and sets up a measurement.

    evaluate.py score NET.pt [--word alexa]      what a net says to WAV files
    evaluate.py held CORPUS PACKED FOLD OUT      the clips FOLD keeps out, as a corpus

`score` reads paths of 16 kHz WAV files, one a line, and writes
file,time_s,logit[,word] for every step of 20 ms at or above the floor. A causal
net gives the same scores over the whole file at once as it does step by step.
"""

import argparse
import json
import os
import shutil
import sys
import wave

import numpy as np
import torch

import net as nets
from split import parts


def read(path):
    """Samples of a 16-bit mono WAV file, in [-1, 1]."""
    with wave.open(path) as w:
        raw = w.readframes(w.getnframes())
    return np.frombuffer(raw, "<i2").astype(np.float32) / 32768


class Scorer:
    """A net with its front end, over whole streams.

    Several nets, their paths joined by "+", score by the mean of their logits.
    """

    def __init__(self, path):
        self.nets = [nets.load(p)[0] for p in path.split("+")]
        self.front = nets.FrontEnd()

    def logits(self, x, block=16000 * 300, lead=16000 * 8):
        """Logits [3, steps] of a stream; step u has heard 320(u+2) samples.

        Long streams go block by block; lead is more than the net and the
        smoother look back.
        """
        if len(x) < 720:
            return np.zeros((3, 0), np.float32)
        out = []
        for at in range(0, len(x), block):
            back = min(at, lead)
            y = self.once(x[at - back:at + block + 400])
            skip = back // 320
            out.append(y[:, skip:skip + block // 320])
        return np.concatenate(out, 1)

    def once(self, x):
        if len(x) < 720:
            return np.zeros((3, 0), np.float32)
        with torch.no_grad():
            f = self.front(torch.from_numpy(np.ascontiguousarray(x))[None])
            return torch.stack([net(f)[0] for net in self.nets]).mean(0).numpy()


def score(args):
    torch.set_num_threads(1)
    scorer = Scorer(args.net)
    words = [args.word] if args.word else list(nets.WORDS)
    for line in sys.stdin:
        path = line.rstrip("\n")
        y = scorer.logits(read(path))
        for u in np.flatnonzero((y > args.floor).any(0)):
            for w in words:
                v = y[nets.WORDS.index(w), u]
                if v > args.floor:
                    row = f"{path},{(u + 2) * 0.02:.2f},{v:.4f}"
                    print(row if args.word else f"{row},{w}")


def held(args):
    """Copies the recordings of one fold into a corpus of their own."""
    with open(os.path.join(args.packed, "clips.json")) as f:
        clips = json.load(f)
    for i in parts(clips, args.fold)[1]:
        c = clips[i]
        if c["source"].startswith("synth"):
            continue
        to = os.path.join(args.out, c["name"])
        os.makedirs(os.path.dirname(to), exist_ok=True)
        shutil.copyfile(os.path.join(args.corpus, c["name"]), to)


def main():
    p = argparse.ArgumentParser()
    sub = p.add_subparsers(required=True)
    s = sub.add_parser("score")
    s.add_argument("net")
    s.add_argument("--word")
    s.add_argument("--floor", type=float, default=-6)
    s.set_defaults(run=score)
    k = sub.add_parser("held")
    for name in ("corpus", "packed", "fold", "out"):
        k.add_argument(name, type=int if name == "fold" else str)
    k.set_defaults(run=held)
    args = p.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
