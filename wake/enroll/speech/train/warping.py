"""The measure of enrolment.py for the oldest way: MFCC and dynamic time warping.

    warping.py STREAMS WORD

Each recording is a template of twelve cepstral coefficients and their slopes every
20 ms, less their mean over the last seconds. A moment of a stream scores by the
cheapest path (Sakoe and Chiba 1978) that ends there, begins anywhere in the last
1.2 s and passes through the nearest template whole. No negatives are learnt from.
"""

import json
import os
import sys

import numpy as np
import torch

import recipe  # noqa: F401
import net as nets
from data import RATE
from enrolment import peaks

HOP, SPAN, EVERY = 320, 60, 4  # samples a frame, frames a path may span, frames a score
MEAN = 150                     # frames that the mean is taken over
FRONT = nets.FrontEnd()


def cepstra(x):
    """Frames [n, 24] of samples in the range of int16."""
    x = torch.from_numpy(x.astype(np.float32) / 32768)[None]
    e = np.log(FRONT.energies(x)[0].numpy()[::2] + 100.0)
    k = np.arange(nets.BANDS)
    c = e @ np.cos(np.pi * np.outer(k + 0.5, np.arange(1, 13)) / nets.BANDS)
    total = np.cumsum(np.concatenate([np.zeros((1, 12)), c]), 0)
    at = np.arange(len(c))
    first = np.maximum(0, at + 1 - MEAN)
    c = c - (total[at + 1] - total[first]) / (at + 1 - first)[:, None]
    slope = np.zeros_like(c)
    slope[2:-2] = c[4:] - c[:-4]
    return np.concatenate([c, 0.5 * slope], 1).astype(np.float32)


def cost(frames, template):
    """The cheapest path through the template that ends at each EVERYth frame."""
    n = (len(frames) - SPAN) // EVERY + 1
    if n < 1:
        return np.zeros(0, np.float32)
    apart = np.sqrt(np.maximum(0, (frames ** 2).sum(1)[:, None] + (template ** 2).sum(1)
                               - 2 * frames @ template.T))
    at = np.arange(n) * EVERY
    best = np.full((len(template), n), 1e9, np.float32)
    for i in range(SPAN):
        d = apart[at + i].T
        before, best = best, np.empty_like(best)
        best[0] = d[0]
        for j in range(1, len(template)):
            best[j] = d[j] + np.minimum(np.minimum(before[j], before[j - 1]), best[j - 1])
    return best[-1] / len(template)


def streams(folder, kind):
    with open(os.path.join(folder, kind + ".json")) as f:
        rows = json.load(f)
    audio = np.load(os.path.join(folder, kind + ".npy"), mmap_mode="r")
    return rows, [cepstra(audio[r["start"]:r["start"] + r["length"]]) for r in rows]


def found(rows, frames, templates, skip):
    """The best score of each clip that was not learnt from, where it may be found."""
    out = []
    for i, (r, x) in enumerate(zip(rows, frames)):
        if i not in skip:
            lo, hi = max(0, r["clip_from"] // HOP - SPAN // 2), (r["clip_to"] + RATE) // HOP
            out.append(max(-cost(x[lo:hi], t).min() for t in templates))
    return np.array(out)


def main(folder, word, draws=2):
    word = word.replace(" ", "_")
    clean, clips = streams(folder, word + "_clean")
    rough, noisy = streams(folder, word + "_babble")
    speech = streams(folder, "librispeech")[1]
    for count in (5, 10):
        misses = []
        for draw in range(draws):
            rng = np.random.default_rng([draw, count])
            drawn = set(rng.choice(len(clean), count, replace=False).tolist())
            templates = [clips[i][clean[i]["from"] // HOP:clean[i]["to"] // HOP][:SPAN - 10] for i in drawn]
            wrong = [s for x in speech
                     for s in peaks(np.max([-cost(x, t) for t in templates], 0))]
            threshold = sorted(wrong, reverse=True)[1]
            misses.append([np.mean(found(r, f, templates, drawn) <= threshold)
                           for r, f in ((clean, clips), (rough, noisy))])
        m = 100 * np.mean(misses, 0)
        print(f"MFCC and warping, {count:2} clips: {m[0]:5.1f} / {m[1]:5.1f}", flush=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(*sys.argv[1:])
