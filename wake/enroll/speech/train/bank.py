"""Clean segments of speech and what the teacher says to them.

    bank.py PACKED WORDS_PACKED ONNX BANK [BATCHES]

writes, batch by batch, BANK/0000.npz ...: `audio` (int16, 64 segments of 3.2 s
of clean speech at -20 dBFS, or of nothing), `teacher` (float16, a vector every
80 ms) and `words` (rows of segment, label, first and last sample): in each batch
32 labels are said four times, as far as there are so many, by different voices,
neighbours in sound beside each other. Training adds rooms, noise and microphones
to the audio, never to the teacher's input: the student learns to hear through
them. Batch i of a seed is always the same.
"""

import json
import os
import sys

import numpy as np
import torch

import recipe  # noqa: F401
from augment import LENGTH, Mixer, active_rms, stretch
from data import RATE
from speak import usable
from teacher import Teacher

STEP = 1280             # samples a vector
ROWS, LABELS, SAID = 64, 32, 4
SILENT = 3              # rows of a batch that hold no speech
LEVEL = 3277.0          # active level of speech for the teacher: -20 dBFS
HISS = 6.0              # RMS of the noise under it
SAYS = ("alexa", "jarvis")  # recordings of wake words that count as labels
FOLDERS = ("precise/amelia", "precise/athena", "precise/heychatterbox", "precise/heysavant/wake")


def trainable(clips):
    """The clips that may train: the wake word measured on is left out."""
    return [i for i, c in enumerate(clips)
            if not c["name"].startswith("picovoice/smart") and usable(c.get("text", "").lower())]


def label(clip):
    """What is said in a clip whose every sound belongs to one known word, or None."""
    if clip["word"] and (clip["source"].startswith("synth") or clip["word"] in SAYS):
        return clip["word"]
    if clip["source"] == "synth-near" and len(clip["text"].split()) == 1:
        return clip["text"].lower()
    return next((f for f in FOLDERS if clip["name"].startswith(f)), None)


class Bank(Mixer):
    """Draws clean segments; words come from both packed arrays."""

    def __init__(self, packed, spoken, seed):
        audio, clips = opened(packed)
        super().__init__(audio, clips, trainable(clips), seed)
        self.sources = [(audio, clips)]
        self.labels = {}
        for i in trainable(clips):
            if label(clips[i]):
                self.labels.setdefault(label(clips[i]), []).append((0, i))
        if spoken:
            self.sources.append(opened(spoken))
            for i, c in enumerate(self.sources[1][1]):
                self.labels.setdefault(c["text"], []).append((1, i))
        # In the order in which they were made: neighbours lie side by side.
        self.names = [n for n, said in self.labels.items() if len(said) >= SAID]

    def word_of(self, rng, where):
        """One saying of a word at an active level of one, and its span."""
        audio, clips = self.sources[where[0]]
        c = clips[where[1]]
        x = audio[c["start"]:c["start"] + c["length"]].astype(np.float32)
        lo = max(0, c["from"] - int(RATE * rng.uniform(0.01, 0.15)))
        hi = min(len(x), c["to"] + int(RATE * rng.uniform(0.01, 0.15)))
        f = rng.uniform(0.86, 1.16) if rng.random() < 0.7 else 1.0
        y = stretch(x[lo:hi] / (active_rms(x) + 1e-3), f)
        n = min(160, len(y) // 4)
        y[:n] *= np.linspace(0, 1, n)
        y[-n:] *= np.linspace(1, 0, n)
        return y, int((c["from"] - lo) / f), int((c["to"] - lo) / f)

    def queue(self, rng):
        """(label, one saying) LABELS * SAID times, in random order."""
        out, starts = [], rng.integers(0, len(self.names) // 2, LABELS // 2) * 2
        for k in np.concatenate([starts, starts + 1]):
            said = self.labels[self.names[k]]
            out += [(int(k), said[j]) for j in rng.choice(len(said), SAID, replace=False)]
        return [out[j] for j in rng.permutation(len(out))]

    def row(self, rng, words):
        """One segment and the rows that say where its words lie."""
        out, spans, at = np.zeros(LENGTH, np.float32), [], int(RATE * rng.choice([0, rng.uniform(0, .6)]))
        items = list(words)
        while at < LENGTH - 1600:
            if items and rng.random() < 0.7:
                k, where = items[0]
                x, a, b = self.word_of(rng, where)
                if at + b > LENGTH - STEP:
                    break
                items.pop(0)
                spans.append((k, at + a, at + b))
            else:
                x = self.talker(rng)[:int(RATE * rng.uniform(0.3, 1.5))]
            x = x[:LENGTH - at] * 10 ** (rng.uniform(-4, 4) / 20)
            out[at:at + len(x)] += x
            at += len(x) + int(RATE * rng.choice([0, rng.uniform(0, 0.4)]))
        return out, spans

    def batch_of(self, i):
        """(audio [64, LENGTH] int16, words [n, 4])."""
        rng = np.random.default_rng([self.seed, 500, i])
        waiting, audio, words = self.queue(rng), [], []
        for r in range(ROWS):
            if r < SILENT:
                x, spans = np.zeros(LENGTH, np.float32), []
            else:
                x, spans = self.row(rng, [waiting.pop(), waiting.pop()])
            x = LEVEL * x + HISS * rng.standard_normal(LENGTH).astype(np.float32)
            audio.append(np.clip(np.round(x), -32768, 32767).astype(np.int16))
            words += [(r, *s) for s in spans]
        return np.stack(audio), np.array(words, np.int32).reshape(-1, 4)


def opened(folder):
    with open(os.path.join(folder, "clips.json")) as f:
        return np.load(os.path.join(folder, "audio.npy"), mmap_mode="r"), json.load(f)


def taught(teacher, audio, seed):
    """The teacher's vectors [64, 40, 96]: number j has heard STEP * (j + 1) samples.

    Before a segment the teacher hears ten steps of hiss, as it needs eleven for
    its first vector.
    """
    rng = np.random.default_rng([seed, 501])
    lead = np.round(HISS * rng.standard_normal((len(audio), 10 * STEP)))
    x = torch.from_numpy(np.concatenate([lead, audio], 1).astype(np.float32))
    return torch.cat([teacher(x[k:k + 8]) for k in range(0, len(x), 8)]).half().numpy()


def main(packed, spoken, onnx, out, batches="120", first="0"):
    torch.set_num_threads(1)
    os.makedirs(out, exist_ok=True)
    bank, teacher = Bank(packed, spoken if spoken != "-" else None, 1), Teacher(onnx)
    for i in range(int(first), int(batches)):
        audio, words = bank.batch_of(i)
        path = os.path.join(out, f"{i:04d}.npz")
        np.savez(path + ".part.npz", audio=audio, teacher=taught(teacher, audio, i), words=words)
        os.rename(path + ".part.npz", path)


if __name__ == "__main__":
    main(*sys.argv[1:])
