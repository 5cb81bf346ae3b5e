"""Sound made for measurements alone: other seeds, talk that a fold keeps out.

    made.py PACKED FOLD

lists what sounds() makes, with its hours. Sets:

    made noise      the ten kinds of noise.py
    kitchen         the kinds of kitchen.py that also train
    disguised talk  held-out talk in the disguises that also train
    unheard kinds   blender and boiling water, held-out talk in the disguises that
                    train nothing: what becomes of sound that nobody thought of
"""

import sys

import numpy as np

import disguise
import kitchen
import noise
from data import RATE

SEED, SECONDS = 1000, 30
NOISES, TALKS = 18, 8  # streams a kind
TALK = ("librispeech", "commands", "german", "arabic", "keywords")


def talk(rng, audio, clips):
    """SECONDS of the clips, in random order, each at its own level about -26 dBFS."""
    out, at = np.zeros(SECONDS * RATE, np.float32), 0
    while at < len(out):
        c = clips[rng.integers(len(clips))]
        x = audio[c["start"]:c["start"] + c["length"]].astype(np.float32)[:len(out) - at]
        out[at:at + len(x)] = noise.unit(x) * 10 ** (rng.normal(-26, 6) / 20)
        at += len(x) + int(RATE * rng.choice([0, rng.uniform(0, 1)]))
    return out


def noises(kinds, seed):
    for kind, x in noise.pool(seed, kinds, 10, NOISES):
        yield kind, x.astype(np.float32) / 32768


def disguised(makers, seed, audio, clips):
    for k, (kind, make) in enumerate(makers.items()):
        for i in range(TALKS):
            rng = np.random.default_rng([seed, 500 + k, i])
            x = noise.unit(make(rng, talk(rng, audio, clips)))
            x *= 10 ** (rng.uniform(-40, -14) / 20)
            yield kind, np.clip(x, -1, 1).astype(np.float32)


def sounds(audio, clips, fold):
    """Yields (set, stream, samples); clips are those that the fold keeps out."""
    clips = [c for c in clips if c["source"] in TALK]
    seed = SEED + (fold or 0)
    for name, streams in (
            ("made noise", noises(noise.KINDS, seed)),
            ("kitchen", noises(kitchen.KINDS, seed)),
            ("disguised talk", disguised(disguise.KINDS, seed, audio, clips)),
            ("unheard kinds", noises(kitchen.UNHEARD, seed)),
            ("unheard kinds", disguised(disguise.UNHEARD, seed + 1, audio, clips))):
        for i, (kind, x) in enumerate(streams):
            yield name, f"{kind} {i}", x


def main(packed, fold):
    from measure import held_out
    audio, clips = held_out(packed, int(fold))
    hours = {}
    for name, stream, x in sounds(audio, clips, int(fold)):
        key = name, stream.rsplit(" ", 1)[0]
        hours[key] = hours.get(key, 0) + len(x) / RATE / 3600
    for (name, kind), h in hours.items():
        print(f"{name:16} {kind:14} {h:5.2f} h")


if __name__ == "__main__":
    main(*sys.argv[1:3])
