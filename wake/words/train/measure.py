"""Held-out scores: what the tables and the calibration are made of.

    measure.py score NET.pt PACKED FOLD STREAMS OUT [SET=FOLDER ...]
    measure.py table OUT...

`score` hears what fold FOLD kept out: the streams that `streams.py` laid out
in STREAMS, sounds of ESC-10 and Sonic Pi, the synthesised near words of the voices
that were kept out, what made.py makes, and any further folders of sound. It writes
OUT/positives.csv (word, condition, clip, score: the highest logit from the
clip's start to a second after its end, late_s: how long after the word's end it
came), negatives.csv (word, set, stream, time_s, score: every step at or above
-4), hours.csv and near.csv. All scores are smoothed as the library smooths
them. `table` pools such folders and prints misses at given rates.
"""

import csv
import json
import os
import sys

import numpy as np

import made
import texts
from data import decode
from evaluate import Scorer, read
from net import WORDS
from split import folds

FLOOR, REFRACTORY = -4.0, 1.0
CONDITIONS = ("clean", "babble10", "pink10")
# Steps of the running mean that the library decides on.
SMOOTHING = {"alexa": 10, "computer": 8, "jarvis": 5}
SOUNDS = ("esc10", "samples")
HEARD = SOUNDS + ("synth-near", "synth-part", "synth-talk")  # clip by clip


def rows(path):
    with open(path, newline="") as f:
        return list(csv.DictReader(f))


def smoothed(y):
    """The mean of each word's newest SMOOTHING logits at each step."""
    out = np.full(y.shape, -20.0)
    for row, logits, n in zip(out, y.astype(np.float64), (SMOOTHING[w] for w in WORDS)):
        total = np.concatenate([[0.0], np.cumsum(logits)])
        row[n - 1:] = (total[n:] - total[:-n]) / n
    return out


class Writer:
    """The four files of one measurement."""

    HEADS = {"positives": "word,condition,clip,score,late_s",
             "negatives": "word,set,stream,time_s,score",
             "hours": "set,hours,word",
             "near": "word,voice,text,score"}

    def __init__(self, folder):
        os.makedirs(folder, exist_ok=True)
        self.files = {n: open(os.path.join(folder, n + ".csv"), "w", newline="")
                      for n in self.HEADS}
        self.write = {n: csv.writer(f) for n, f in self.files.items()}
        for n, head in self.HEADS.items():
            self.write[n].writerow(head.split(","))

    def negative(self, scorer, name, stream, x):
        """Scores one stream that holds none of the words, save those in its name."""
        y = smoothed(scorer.logits(x))
        for k, w in enumerate(WORDS):
            if w in stream:
                continue
            self.write["hours"].writerow([name, f"{len(x) / 57.6e6:.6f}", w])
            for u in np.flatnonzero(y[k] >= FLOOR):
                row = [w, name, stream, f"{(u + 2) * 0.02:.2f}", f"{y[k, u]:.3f}"]
                self.write["negatives"].writerow(row)


def peak(scorer, r, x):
    """(score, time) of the word of row r of pos.csv at its best step in stream x."""
    y = smoothed(scorer.logits(x))[WORDS.index(r["word"])]
    at = (np.arange(len(y)) + 2) * 0.02
    inside = (at >= float(r["clip_start_s"])) & (at <= float(r["clip_end_s"]) + 1.0)
    best = int(np.where(inside, y, -99).argmax())
    return y[best], at[best]


def positives(out, scorer, streams):
    for r in rows(os.path.join(streams, "pos.csv")):
        score, at = peak(scorer, r, read(os.path.join(streams, r["stream"])))
        out.write["positives"].writerow([r["word"], r["cond"], r["clip"], f"{score:.3f}",
                                         f"{at - float(r['word_end_s']):.2f}"])


def held_out(packed, fold):
    """The packed samples, and the records of the clips that a fold keeps out."""
    with open(os.path.join(packed, "clips.json")) as f:
        clips = json.load(f)
    audio = np.load(os.path.join(packed, "audio.npy"), mmap_mode="r")
    return audio, [c for c, f in zip(clips, folds(clips)) if f == fold]


def negatives(out, scorer, streams, packed, fold, extra):
    seen = {}
    for r in rows(os.path.join(streams, "neg.csv")):
        seen[r["stream"]] = r["set"]
    for stream, name in seen.items():
        out.negative(scorer, name, stream, read(os.path.join(streams, stream)))
    audio, clips = held_out(packed, fold)
    for c in clips:
        if c["source"] not in HEARD or texts.same(c.get("text", "")):
            continue
        x = audio[c["start"]:c["start"] + c["length"]].astype(np.float32) / 32768
        if c["source"] in SOUNDS:
            out.negative(scorer, c["source"], c["name"], x)
            continue
        y = smoothed(scorer.logits(np.pad(x, (16000, 8000))))
        for k, w in enumerate(WORDS):
            out.write["near"].writerow([w, c["group"], c["text"], f"{y[k].max():.3f}"])
    for name, stream, x in made.sounds(audio, clips, fold):
        out.negative(scorer, name, stream, x)
    for spec in extra:
        name, folder = spec.split("=", 1)
        for where, dirs, files in sorted(os.walk(folder)):
            for file in sorted(f for f in files if f.endswith((".wav", ".flac", ".ogg"))):
                x = decode(os.path.join(where, file)).astype(np.float32) / 32768
                out.negative(scorer, name, file, x)


def score(net, packed, fold, streams, folder, *extra):
    scorer, out = Scorer(net), Writer(folder)
    positives(out, scorer, streams)
    negatives(out, scorer, streams, packed, int(fold), extra)


def triggers(events, threshold):
    """How many detections with a refractory time of a second; events by stream."""
    n = 0
    for times, scores in events:
        free = -1.0
        for t in times[scores >= threshold]:
            if t >= free:
                n, free = n + 1, t + REFRACTORY
    return n


def load(folders):
    """(positives, negatives, hours, near) of all folders, by word."""
    pos, neg, hours, near = {}, {}, {}, {}
    for folder in folders:
        for r in rows(os.path.join(folder, "positives.csv")):
            found = float(r["score"]), float(r["late_s"])
            pos.setdefault((r["word"], r["condition"]), []).append(found)
        for r in rows(os.path.join(folder, "hours.csv")):
            key = r["word"], r["set"]
            hours[key] = hours.get(key, 0) + float(r["hours"])
        for r in rows(os.path.join(folder, "negatives.csv")):
            streams = neg.setdefault((r["word"], r["set"]), {})
            step = float(r["time_s"]), float(r["score"])
            streams.setdefault((folder, r["stream"]), []).append(step)
        for r in rows(os.path.join(folder, "near.csv")):
            near.setdefault(r["word"], []).append((float(r["score"]), r["text"]))
    as_arrays = lambda v: [tuple(np.array(c) for c in zip(*s)) for s in v.values()]
    return pos, {k: as_arrays(v) for k, v in neg.items()}, hours, near


def threshold_for(events, allowed):
    """The lowest threshold with at most this many detections."""
    steps = np.unique(np.concatenate([s for _, s in events] + [np.array([FLOOR])]))
    lo, hi = 0, len(steps)
    while lo < hi:
        mid = (lo + hi) // 2
        if triggers(events, steps[mid] + 1e-4) <= allowed:
            hi = mid
        else:
            lo = mid + 1
    return steps[min(lo, len(steps) - 1)] + 1e-4


def table(*folders):
    pos, neg, hours, near = load(folders)
    for w in WORDS:
        sets = sorted({s for ww, s in hours if ww == w})
        speech = hours[w, "librispeech"]
        rest = sum(hours[w, s] for s in sets if s != "librispeech")
        print(f"{w}: librispeech {speech:.2f} h, other {rest:.2f} h")
        libri = neg.get((w, "librispeech"), [])
        other = [e for s in sets if s != "librispeech" for e in neg.get((w, s), [])]
        points = [(f"{k} on librispeech", threshold_for(libri, k)) for k in (0, 1)]
        points += [(f"{k} on other", threshold_for(other, k)) for k in (0, 1, 2, 3)]
        points += [(f"logit {t}", float(t)) for t in (2, 3, 4, 5)]
        for name, t in points:
            miss = [np.mean([s < t for s, _ in pos[w, c]]) for c in CONDITIONS]
            by = {s: triggers(neg[w, s], t) for s in sets if (w, s) in neg}
            woke = np.mean([s >= t for s, _ in near[w]]) if near.get(w) else 0
            print(f"  {name:18} at {t:6.2f} miss " + " / ".join(f"{100 * m:4.1f}" for m in miss)
                  + f"  near {100 * woke:4.1f} %  fa "
                  + " ".join(f"{s} {n}" for s, n in by.items() if n))
        late = [l for s, l in pos[w, "clean"] if s > 2]
        print(f"  peak after word end: median {1000 * np.median(late):.0f} ms; "
              f"n = {len(pos[w, 'clean'])}")


if __name__ == "__main__":
    {"score": score, "table": table}[sys.argv[1]](*sys.argv[2:])
