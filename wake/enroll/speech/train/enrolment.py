"""Measures an embedding by what it is for: a word learnt from a few recordings.

    enrolment.py layout CORPUS STREAMS [OTHER ...]   lays out the streams
    enrolment.py teacher ONNX STREAMS                vectors of the teacher
    enrolment.py student NET.pt STREAMS              vectors of a student
    enrolment.py table STREAMS NAME WORD             the table of NAME's vectors

The word is learnt by logistic regression over eight whitened vectors in a row, the
window brought to one length: positives are the windows that end within 0.3 s after
the word, in each clip and in a copy of it in babble; negatives those of half of the
readers of LibriSpeech, as they read and in noise. The other half is listened to for
false accepts, and then the other way round. All clips that were not drawn to learn
from are looked for, alone and in other babble 10 dB under them. OTHER are folders of
further recordings, listened to for false accepts too.
"""

import glob
import json
import os
import sys

import numpy as np
import torch

import recipe  # noqa: F401
import net as nets
import noise
import student
from augment import active_rms
from data import RATE, decode, natural, recordings, word_span
from streams import EDGE, QUIET, UNDER, babble, pink
from teacher import HEARD, Teacher

STEP, WINDOW = student.STEP, 8
CONDITIONS = ("clean", "babble", "babble2")  # the last to learn from
MINUTES = 2 * 60 * RATE


def put(folder, name, streams, rows):
    """Writes streams end to end, with a row of what is known of each."""
    at = 0
    for x, r in zip(streams, rows):
        r.update(start=at, length=len(x))
        at += len(x)
    x = np.concatenate(streams)
    np.save(os.path.join(folder, name + ".npy"), np.clip(np.round(x), -32768, 32767).astype(np.int16))
    with open(os.path.join(folder, name + ".json"), "w") as f:
        json.dump(rows, f)


def read_aloud(corpus):
    """{reader: {chapter: samples}} of LibriSpeech."""
    out = {}
    for path, r in recordings(corpus):
        if r["source"] == "librispeech":
            chapter = os.path.basename(os.path.dirname(path))
            out.setdefault(r["group"], {}).setdefault(chapter, []).append(decode(path))
    return {g: {c: np.concatenate(x) for c, x in v.items()} for g, v in out.items()}


def noisy(readers):
    """What they read once more, each ten seconds in other babble or noise."""
    whole, streams, rows = list(readers.items()), [], []
    pool = [noise.unit(x.astype(np.float32)) for _, x in noise.pool(9, each=4)]
    for r, chapters in whole:
        others = [np.concatenate(list(v.values())) for o, v in whole if o != r]
        for c, x in chapters.items():
            rng, out = np.random.default_rng([1, 98, int(c)]), x.astype(np.float32)
            for at in range(0, len(x), 10 * RATE):
                y = out[at:at + 10 * RATE]
                under = active_rms(y) * 10 ** (-rng.uniform(2, 18) / 20)
                rough = (babble(rng, len(y), others) if rng.random() < 0.5
                         else pool[rng.integers(len(pool))][:len(y)])
                y += under * rough
            streams.append(out)
            rows.append({"reader": r, "chapter": c})
    return streams, rows


def clips(corpus, folder, word, k, readers):
    """The clips of a word as streams in each condition."""
    root = os.path.join(corpus, "picovoice", word)
    pcm = [decode(os.path.join(root, n)) for n in sorted(os.listdir(root), key=natural)
           if n.endswith(".flac")]
    for c, condition in enumerate(CONDITIONS):
        streams, rows = [], []
        for i, x in enumerate(pcm):
            rng, n = np.random.default_rng([1, 7 + k, c, i]), len(x) + 2 * EDGE
            if condition == "clean":
                y = QUIET * pink(rng, n)
                y[EDGE:-EDGE] = x
            else:
                y = babble(rng, n, readers) * UNDER * active_rms(x)
                y[EDGE:-EDGE] += x
            a, b = word_span(x)
            streams.append(y)
            rows.append({"clip": i, "from": EDGE + a, "to": EDGE + b, "clip_from": EDGE,
                         "clip_to": EDGE + len(x)})
        put(folder, f"{word.replace(' ', '_')}_{condition}", streams, rows)


def cut(x, **row):
    """Pieces of two minutes."""
    pieces = [x[at:at + MINUTES] for at in range(0, len(x), MINUTES)]
    return pieces, [dict(row) for _ in pieces]


def layout(corpus, folder, *others):
    readers = read_aloud(corpus)
    os.makedirs(folder, exist_ok=True)
    put(folder, "librispeech", [x for v in readers.values() for x in v.values()],
        [{"reader": r, "chapter": c} for r, v in readers.items() for c in v])
    put(folder, "librispeech_noisy", *noisy(readers))
    whole = [np.concatenate(list(v.values())) for v in readers.values()]
    for k, word in enumerate(("smart mirror", "alexa", "computer", "jarvis")):
        clips(corpus, folder, word, k, whole)
    by, streams, rows = {}, [], []
    for path, r in recordings(corpus):
        if r["source"] not in ("librispeech", "picovoice"):
            by.setdefault(r["source"], []).append(path)
    for source, paths in by.items():
        rng = np.random.default_rng([1, 99, len(source)])
        x = [y for p in paths for y in (decode(p), QUIET * pink(rng, int(0.7 * RATE)))]
        for all_, new in zip((streams, rows), cut(np.concatenate(x), source=source)):
            all_ += new
    put(folder, "other", streams, rows)
    streams, rows = [], []
    for path in sorted(p for o in others for p in glob.glob(os.path.join(o, "*.flac"))):
        for all_, new in zip((streams, rows), cut(decode(path), source=os.path.basename(os.path.dirname(path)))):
            all_ += new
    if streams:
        put(folder, "unseen", streams, rows)


def embedded(folder, name, embed):
    """Writes NAME.npz for each set of streams: vectors by stream."""
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        with open(path) as f:
            rows = json.load(f)
        audio = np.load(path[:-5] + ".npy", mmap_mode="r")
        vectors = [embed(audio[r["start"]:r["start"] + r["length"]].astype(np.float32)) for r in rows]
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        out = os.path.join(folder, name, os.path.basename(path)[:-5])
        np.savez(out, vectors=np.concatenate(vectors).astype(np.float16),
                 counts=[len(v) for v in vectors])


def by_teacher(teacher):
    """Vectors after each step of a stream; zeros until the teacher has one."""
    def embed(x, block=STEP * 750):
        out = [np.zeros((HEARD - 1, 96), np.float32)]
        for at in range(0, len(x) - STEP * HEARD + 1, block):
            piece = torch.from_numpy(x[at:at + block + STEP * (HEARD - 1)])
            out.append(teacher(piece[None])[0].numpy())
        return np.concatenate(out)[:len(x) // STEP]
    return embed


def by_student(path):
    net, front = student.load(path)[0], nets.FrontEnd()
    return lambda x: student.embed(net, front, x / 32768).numpy()


class Heard:
    """The windows of one set: [n, 8 * size] and where each stream lies."""

    def __init__(self, folder, name, kind, white=None):
        with open(os.path.join(folder, kind + ".json")) as f:
            self.rows = json.load(f)
        kept = np.load(os.path.join(folder, name, kind + ".npz"))
        self.at = np.concatenate([[0], np.cumsum(kept["counts"])])
        self.v = kept["vectors"].astype(np.float32)
        if white:
            self.v = (self.v - white[0]) @ white[1]

    def windows(self, i):
        """All windows of stream i: window k ends with vector k + 7."""
        v = self.v[self.at[i]:self.at[i + 1]]
        if len(v) < WINDOW:
            return np.zeros((0, WINDOW * v.shape[1]), np.float32)
        w = np.lib.stride_tricks.sliding_window_view(v, WINDOW, 0).reshape(len(v) - WINDOW + 1, -1)
        return w * (np.sqrt(w.shape[1]) / (np.linalg.norm(w, axis=1, keepdims=True) + 1e-3))

    def after(self, i, seconds=0.3):
        """The windows of stream i that end within seconds after its word."""
        first = -(-self.rows[i]["to"] // STEP) - WINDOW
        return self.windows(i)[max(0, first):first + int(seconds * RATE / STEP) + 1]

    def found(self, i):
        """The windows of stream i that end where its clip may be found."""
        r = self.rows[i]
        first = max(0, r["clip_from"] // STEP - WINDOW + 1)
        return self.windows(i)[first:(r["clip_to"] + RATE) // STEP - WINDOW + 1]


def whitening(v):
    """Mean and matrix that make vectors white; what hardly varies stays small."""
    v = v[np.abs(v).sum(1) > 0].astype(np.float64)
    values, axes = np.linalg.eigh(np.cov(v.T))
    return v.mean(0).astype(np.float32), (axes / np.sqrt(values + 0.01 * values.mean())).astype(np.float32)


def learn(pos, neg, decay, steps=40):
    """Weights and bias of a logistic regression, both classes of equal weight; LBFGS."""
    x = torch.from_numpy(np.concatenate([pos, neg]))
    y = torch.zeros(len(x))
    y[:len(pos)] = 1
    share = torch.where(y > 0, 0.5 / len(pos), 0.5 / len(neg))
    w = torch.zeros(x.shape[1] + 1, requires_grad=True)
    opt = torch.optim.LBFGS([w], max_iter=steps, line_search_fn="strong_wolfe")

    def value():
        opt.zero_grad()
        logits = x @ w[:-1] + w[-1]
        v = (share * torch.nn.functional.binary_cross_entropy_with_logits(
            logits, y, reduction="none")).sum() + decay * w[:-1].square().sum()
        v.backward()
        return v
    opt.step(value)
    return w.detach().numpy()


def peaks(scores, refractory=12):
    """The highest scores of a stream, at least a second apart."""
    s, out = scores.copy(), []
    while len(s) and s.max() > -1e9 and len(out) < 20:
        k = int(s.argmax())
        out.append(float(s[k]))
        s[max(0, k - refractory):k + refractory + 1] = -2e9
    return out


class Trial:
    """One word over one embedding."""

    def __init__(self, folder, name, word):
        white = whitening(np.concatenate([Heard(folder, name, k).v
                                          for k in ("librispeech", "librispeech_noisy")]))
        self.speech = Heard(folder, name, "librispeech", white)
        rough = Heard(folder, name, "librispeech_noisy", white)
        word = word.replace(" ", "_")
        self.sets = {c: Heard(folder, name, f"{word}_{c}", white) for c in CONDITIONS}
        self.others = [Heard(folder, name, k, white) for k in ("other", "unseen")
                       if os.path.exists(os.path.join(folder, name, k + ".npz"))]
        readers = sorted({r["reader"] for r in self.speech.rows})
        self.half = [{i for i, r in enumerate(self.speech.rows) if (readers.index(r["reader"]) % 2) == h}
                     for h in (0, 1)]
        self.neg = [np.concatenate([s.windows(i) for s in (self.speech, rough) for i in sorted(h)])
                    for h in self.half]

    def run(self, count, draw, decay, accepts=1):
        """(miss clean, miss in babble, false accepts an hour on other sound)."""
        rng = np.random.default_rng([draw, count])
        total = len(self.sets["clean"].rows)
        drawn = set(rng.choice(total, count, replace=False).tolist())
        pos = [self.sets[c].after(i) for c in ("clean", "babble2") for i in drawn]
        heads = [learn(np.concatenate(pos), n, decay) for n in self.neg]
        wrong = [s for h in (0, 1) for i in self.half[1 - h]
                 for s in peaks(self.speech.windows(i) @ heads[h][:-1] + heads[h][-1])]
        threshold = sorted(wrong, reverse=True)[accepts]
        misses = []
        for c in ("clean", "babble"):
            best = [[(self.sets[c].found(i) @ w[:-1] + w[-1]).max() for w in heads]
                    for i in range(total) if i not in drawn]
            misses.append(float((np.array(best) <= threshold).mean()))
        hours, false = 0.0, 0
        for o in self.others:
            for i, r in enumerate(o.rows):
                hours += r["length"] / RATE / 3600
                false += sum(s > threshold for w in heads for s in peaks(o.windows(i) @ w[:-1] + w[-1])) / 2
        return [*misses, false / max(hours, 1e-9)]


def table(folder, name, word, draws=3, decay=3e-3):
    trial = Trial(folder, name, word)
    print(f"{name}, {word}: miss % clean / babble and false accepts an hour of other sound, "
          f"at one false accept in LibriSpeech")
    for count in (5, 10, 20):
        r = np.mean([trial.run(count, d, decay) for d in range(draws)], 0)
        print(f"  {count:2}: {100 * r[0]:5.1f} / {100 * r[1]:5.1f}   {r[2]:.2f}/h", flush=True)


def main(what, *args):
    torch.set_num_threads(1)
    if what == "layout":
        layout(*args)
    elif what == "teacher":
        embedded(args[1], "teacher", by_teacher(Teacher(args[0])))
    elif what == "student":
        embedded(args[1], os.path.basename(args[0])[:-3], by_student(args[0]))
    elif what == "table":
        table(*args)


if __name__ == "__main__":
    main(*sys.argv[1:])
