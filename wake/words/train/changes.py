"""What changes to clean clips of the words cost.

    changes.py NET.pt STREAMS CALIBRATION.json

changes each clean stream of `streams.py` in each way of CHANGES and prints the
misses in % at the thresholds of the calibration, for each word.
"""

import json
import math
import os
import sys

import numpy as np
from scipy.signal import butter, resample_poly, sosfilt

from evaluate import Scorer, read
from measure import peak, rows
from net import WORDS


def room(x, seed, rt60=0.4):
    """The direct sound and a tail of noise that falls by 60 dB in rt60 seconds."""
    t = np.arange(int(rt60 * 16000)) / 16000
    tail = np.random.default_rng([3, seed]).standard_normal(len(t))
    tail *= 0.15 * 10 ** (-3 * t / rt60)
    tail[0] = 1
    return np.convolve(x, tail)[:len(x)]


def telephone(x):
    """x at 8 kHz and back."""
    return resample_poly(resample_poly(x, 1, 2), 2, 1)


def narrow(x):
    """The band of G.712 with its steep sides, and µ-law."""
    sos = butter(6, [300, 3400], "band", fs=16000, output="sos")
    return companded(sosfilt(sos, x))


def companded(x):
    """A telephone with 8 bits a sample on the curve of G.711, µ = 255."""
    y = np.clip(telephone(x), -1, 1)
    q = np.round(np.sign(y) * np.log1p(255 * np.abs(y)) / math.log(256) * 127) / 127
    return np.sign(q) * (256 ** np.abs(q) - 1) / 255


# Each takes samples in [-1, 1] and the number of the clip.
CHANGES = {
    "as they are": lambda x, i: x,
    "30 dB quieter": lambda x, i: x * 10 ** -1.5,
    "20 dB louder, clipped": lambda x, i: x * 10,
    "DC offset of 0.1": lambda x, i: x + 0.1,
    "a room, 0.4 s": room,
    "telephone, 8 kHz": lambda x, i: telephone(x),
    "telephone, 8 kHz, µ-law": lambda x, i: companded(x),
    "telephone, 300 to 3400 Hz": lambda x, i: narrow(x),
    "48 kHz and back": lambda x, i: resample_poly(resample_poly(x, 3, 1), 1, 3),
}


def stored(x):
    """x as 16 bits hold it."""
    return (np.clip(np.round(x * 32768), -32768, 32767) / 32768).astype(np.float32)


def thresholds(path, which="threshold"):
    """The logit at a threshold of each word; its curve is a line in log-odds."""
    with open(path) as f:
        words = json.load(f)["words"]
    odds = lambda p: math.log(p / (1 - p))
    out = {}
    for w in words:
        a, b = w["calibration"]["curve"]
        share = ((odds(w["operating"][which]) - odds(a["confidence"]))
                 / (odds(b["confidence"]) - odds(a["confidence"])))
        out[w["name"]] = a["score"] + share * (b["score"] - a["score"])
    return out


def main(net, streams, calibration):
    scorer, limit = Scorer(net), thresholds(calibration)
    print("thresholds: " + ", ".join(f"{w} {limit[w]:.2f}" for w in WORDS))
    clean = [(r, read(os.path.join(streams, r["stream"])))
             for r in rows(os.path.join(streams, "pos.csv")) if r["cond"] == "clean"]
    for name, change in CHANGES.items():
        missed = {w: [] for w in WORDS}
        for i, (r, x) in enumerate(clean):
            score, _ = peak(scorer, r, stored(change(x, i)))
            missed[r["word"]].append(score < limit[r["word"]])
        print(f"{name:24} " + " / ".join(f"{100 * np.mean(missed[w]):4.1f}" for w in WORDS))


if __name__ == "__main__":
    main(*sys.argv[1:4])
