"""How often near words are taken for a wake word, phrase by phrase.

    near.py make OUT
    near.py score NET.pt CALIBRATION.json OUT PACKED FOLD

`make` lets every voice of synth.py say each phrase of PHRASES anew, with another
seed than the recipe's: twice by flite and festival, a dozen times by espeak-ng in
drawn accents and variants. `score` hears each alone and between the talk of a reader
that FOLD keeps out (a second before, a second after, and 15 dB under it all along),
and prints how many the calibration accepts and doubts. Voices that the fold keeps
out stand apart from those it trains on. FOLD is - for a net that trained on all.
"""

import json
import os
import random
import sys

import numpy as np

import synth
from augment import active_rms
from changes import thresholds
from data import RATE, decode
from evaluate import Scorer
from measure import held_out, smoothed
from net import WORDS
from split import VOICES

SEED = 99
PHRASES = {
    "alexa": ["election", "a letter", "unacceptable", "Alexis", "Alexander", "electric",
              "elected", "intellects", "exile", "a Lexus", "a lecture", "lecture", "alas"],
    "computer": ["commuter", "competitor", "compute her"],
    "jarvis": ["service", "Travis", "harvest", "jar of"],
}


def make(out):
    rng, i = random.Random(SEED), 0
    voices = [(synth.flite, v) for v in synth.FLITE] + [(synth.festival, v) for v in synth.FESTIVAL]
    voices = 2 * voices + 12 * [(synth.espeak, None)]
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "clips.jsonl"), "w") as f:
        for word, phrases in PHRASES.items():
            for phrase in phrases:
                for by, voice in voices:
                    name = f"{i:05d}.wav"
                    said_by = by(rng, os.path.join(out, name), phrase, voice)
                    f.write(json.dumps({"file": name, "word": word, "phrase": phrase,
                                        "voice": said_by}) + "\n")
                    i += 1


def alone(rng, clip, talk):
    return np.pad(clip, (RATE, RATE))


def mixed(rng, clip, talk):
    """The clip at its place in a gap of a reader's talk, who murmurs on through it."""
    x = np.zeros(len(clip) + 2 * RATE, np.float32)
    while not np.any(x):
        c = talk[rng.integers(len(talk))]
        at = rng.integers(0, max(1, len(c) - len(x)))
        x[:len(c) - at] = c[at:at + len(x)]
    x *= active_rms(clip) / (active_rms(x) + 1e-9)
    gain = np.full(len(x), 1.0, np.float32)
    gain[RATE:-RATE] = 10 ** (-15 / 20)
    x *= np.convolve(np.pad(gain, 400, "edge"), np.full(801, 1 / 801), "valid")
    x[RATE:-RATE] += clip
    return x


def readings(clips, folder, talk, scorer):
    """Yields (clip, layout, highest smoothed logit of its word)."""
    for i, c in enumerate(clips):
        clip = decode(os.path.join(folder, c["file"])).astype(np.float32)
        for layout in (alone, mixed):
            x = layout(np.random.default_rng([SEED, i]), clip, talk)
            x *= 10 ** (-24 / 20) * 32768 / (active_rms(clip) + 1e-9)
            x = (np.clip(np.round(x), -32768, 32767) / 32768).astype(np.float32)
            y = smoothed(scorer.logits(x))
            k = WORDS.index(c["word"])
            inside = slice(RATE // 320, (len(x) - RATE // 2) // 320)
            yield c, layout.__name__, y[k, inside].max()


def seen(voice, fold):
    return fold is None or VOICES.get(voice) != fold


def score(net, calibration, folder, packed, fold):
    fold = None if fold == "-" else int(fold)
    accept, doubt = thresholds(calibration), thresholds(calibration, "doubt_threshold")
    audio, held = held_out(packed, fold or 0)
    talk = [audio[c["start"]:c["start"] + c["length"]].astype(np.float32)
            for c in held if c["source"] == "librispeech"]
    with open(os.path.join(folder, "clips.jsonl")) as f:
        clips = [json.loads(line) for line in f]
    counts = {}
    for c, layout, y in readings(clips, folder, talk, Scorer(net)):
        w = c["word"]
        family = "heard voices" if seen(c["voice"], fold) else "unheard voices"
        for name in (c["phrase"], "all of " + w):
            n = counts.setdefault((w, name), {}).setdefault((family, layout), [0, 0, 0])
            n[0] += y >= accept[w]
            n[1] += doubt[w] <= y < accept[w]
            n[2] += 1
    for (w, name), by in sorted(counts.items(), key=lambda item: item[0][1].startswith("all of")):
        cells = [f"{family}, {layout}: {a} + {d} of {n}"
                 for (family, layout), (a, d, n) in sorted(by.items())]
        print(f"{w:9} {name:16} " + "; ".join(cells))


if __name__ == "__main__":
    {"make": make, "score": score}[sys.argv[1]](*sys.argv[2:])
