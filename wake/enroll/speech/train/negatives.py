"""Lays out the sound that the evidence against a word is gathered over.

    negatives.py CORPUS PACKED OUT [READER ...]

writes WAV files and OUT/list.txt, one path a line, for ../gather: LibriSpeech as it
is read (all readers, or those named), once more in babble, noise and rooms, and in
disguises; commands, single words, German and Arabic; each class of ESC-10, and made
noise, instruments and kitchens, a file for each kind; and words of speak.py from
PACKED. Left out are the recordings of wake words: a user may well want one of them.
"""

import os
import sys

import numpy as np

import recipe  # noqa: F401
import disguise
import instruments
import kitchen
import noise
from augment import active_rms, rooms
from bank import opened
from data import RATE, decode, recordings
from enrolment import read_aloud
from streams import FULL_SCALE, QUIET, babble, pink, write

TALK = ("commands", "keywords", "german", "arabic", "esc10")
CLASSES = "esc10"  # told apart by the folder
SPOKEN = 300  # words of speak.py
PIECE = 8 * RATE


def spoilt(rng, x, others, pool, responses):
    """x in pieces of eight seconds, each in another room and noise, 2 to 18 dB under it."""
    out = []
    for at in range(0, len(x), PIECE):
        y = x[at:at + PIECE].astype(np.float32)
        if rng.random() < 0.4:
            y = np.convolve(y, responses[rng.integers(len(responses))])[:len(y)]
        rough = (babble(rng, len(y), others[:rng.integers(1, len(others) + 1)]) if rng.random() < 0.55
                 else pool[rng.integers(len(pool))][:len(y)])
        out.append(y + rough * active_rms(y) * 10 ** (-rng.uniform(2, 18) / 20))
    return np.concatenate(out)


def apart(rng, clips, gap=0.5):
    """Clips end to end with quiet noise between them."""
    out = []
    for x in clips:
        out += [x.astype(np.float32), QUIET * pink(rng, int(gap * RATE))]
    return np.concatenate(out)


def disguised(rng, x, seconds=8):
    """A stretch of x in each disguise, at a level of its own."""
    out = []
    for make in disguise.KINDS.values():
        at = rng.integers(0, len(x) - seconds * RATE)
        y = make(rng, x[at:at + seconds * RATE].astype(np.float32) / FULL_SCALE)
        if np.abs(y).max() < 1e6:  # else a filter ran away
            out.append(noise.unit(y) * FULL_SCALE * 10 ** (rng.uniform(-40, -14) / 20))
    return np.concatenate(out)


def readings(rng, corpus, chosen):
    """Yields (name, samples) of LibriSpeech, clean and spoilt."""
    readers = {r: np.concatenate(list(v.values())) for r, v in read_aloud(corpus).items()
               if not chosen or r in chosen}
    pool = [noise.unit(x.astype(np.float32)) for _, x in noise.pool(8, each=6)]
    responses = rooms(8, count=60)
    for r, x in readers.items():
        others = [y for o, y in readers.items() if o != r]
        yield f"reader-{r}", x
        yield f"reader-{r}-spoilt", spoilt(rng, x, others, pool, responses)
        yield f"reader-{r}-disguised", disguised(rng, x)


def sounds(rng):
    """Yields (name, samples) of made sound of each kind at several levels."""
    by = {}
    for kind, x in noise.pool(7, each=8):
        by.setdefault(kind, []).append(x.astype(np.float32) * 10 ** (rng.uniform(-40, 0) / 20))
    for kind, x in by.items():
        yield f"made-{kind}", np.concatenate(x)
    for kind, make in kitchen.KINDS.items():
        x = [FULL_SCALE * 10 ** (rng.uniform(-40, -12) / 20) * noise.unit(make(rng, 10 * RATE)) for _ in range(4)]
        yield f"kitchen-{kind}", np.concatenate(x)
    for kind in [*instruments.KINDS, "drums"]:
        make = instruments.drums if kind == "drums" else lambda r, n: instruments.piece(r, kind, n)
        x = [FULL_SCALE * 10 ** (rng.uniform(-35, -3) / 20) * make(rng, 15 * RATE) for _ in range(6)]
        yield f"made-{kind}", np.concatenate(x)


def main(corpus, packed, out, *chosen):
    rng = np.random.default_rng(22)
    parts = [*readings(rng, corpus, chosen), *sounds(rng)]
    by = {}
    for path, r in recordings(corpus):
        if r["source"] in TALK and not r["word"]:
            folder = os.path.basename(os.path.dirname(path)).lower()
            name = f"esc10-{folder}" if r["source"] == CLASSES else r["source"]
            by.setdefault(name, []).append(path)
    parts += [(source, apart(rng, [decode(p) for p in paths])) for source, paths in by.items()]
    audio, clips = opened(packed)
    drawn = [clips[i] for i in rng.choice(len(clips), SPOKEN, replace=False)]
    parts.append(("spoken", apart(rng, [audio[c["start"]:c["start"] + c["length"]] for c in drawn])))
    with open(os.path.join(out, "list.txt"), "w") as f:
        for name, x in parts:
            path = os.path.join(os.path.abspath(out), name + ".wav")
            write(path, x)
            f.write(path + "\n")
            print(f"{name:24} {len(x) / RATE / 60:6.1f} min")


if __name__ == "__main__":
    os.makedirs(sys.argv[3], exist_ok=True)
    main(*sys.argv[1:])
