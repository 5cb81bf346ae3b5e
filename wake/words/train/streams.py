"""Lays out the streams that a measurement hears.

    streams.py HELD STREAMS

HELD is a corpus of recordings that a net was not trained on, as `evaluate.py
held` makes it. Each clip of a wake word becomes three streams, each of 1.5 s of
background, the clip and 1.5 s of background:

    clean      pink noise at -70 dBFS before and after, the clip untouched
    babble10   all readers of HELD at once, each at the same level, through the
               whole stream, 10 dB under the clip
    pink10     pink noise likewise

Levels are RMS, the clip's that of its active frames. Recordings without a wake
word, and those of the words for the sake of the other two, are strung together
by folder: LibriSpeech chapters as they are read, all else with 0.7 s of the
quiet noise around each recording. ESC-10 is left out, as `measure.py` hears it
clip by clip.

STREAMS gets 16-bit mono WAV files of 16 kHz, pos.csv (a row a stream: where the
clip lies and where in it the word) and neg.csv (a row a recording). Noise is
drawn from SEED, the word, the condition and the clip's place in its folder.
"""

import csv
import itertools
import os
import sys
import wave

import numpy as np

import noise
from augment import active_rms
from data import RATE, WORDS, decode, recordings, word_span
from measure import CONDITIONS

SEED = 1
EDGE = int(1.5 * RATE)  # background before and after a clip of a word
LEAD, GAP = RATE, int(0.7 * RATE)  # quiet before the first and after each recording
FULL_SCALE = 32768.0
QUIET = FULL_SCALE * 10 ** (-70 / 20)
UNDER = 10 ** (-10 / 20)  # noise to clip
SETS = {"librispeech": "librispeech", "picovoice": "picovoice", "precise": "precise",
        "commands": "commands", "arabic": "extra", "german": "extra", "keywords": "extra"}
POS_HEAD = ["stream", "word", "cond", "clip", "clip_start_s", "clip_end_s",
            "word_start_s", "word_end_s", "dur_s"]
NEG_HEAD = ["stream", "set", "clip", "start_s", "end_s"]


def seconds(samples):
    return f"{samples / RATE:.3f}"


def write(path, x):
    """Writes samples in the unit of int16 as a WAV file; what is too loud clips."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with wave.open(path, "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(RATE)
        w.writeframes(np.clip(np.round(x), -32768, 32767).astype("<i2").tobytes())


def pink(rng, n):
    """Pink noise at an RMS of one."""
    return noise.coloured(rng, n, 3)


def babble(rng, n, readers):
    """A stretch of each reader, all at the same RMS; their sum at an RMS of one."""
    out = np.zeros(n, np.float32)
    for x in readers:
        at = rng.integers(0, len(x) - n + 1)
        out += noise.unit(x[at:at + n].astype(np.float32))
    return noise.unit(out)


def positive(rng, condition, clip, readers):
    """The stream of one clip in one condition, in the unit of int16."""
    n = len(clip) + 2 * EDGE
    if condition == "clean":
        x = QUIET * pink(rng, n)
        x[EDGE:-EDGE] = clip
        return x
    x = babble(rng, n, readers) if condition == "babble10" else pink(rng, n)
    x *= UNDER * active_rms(clip)
    x[EDGE:-EDGE] += clip
    return x


def positives(out, items, readers):
    """Writes the streams of the wake words; returns their rows."""
    rows = []
    for k, word in enumerate(WORDS):
        clips = [(path, r) for path, r in items
                 if r["source"] == "picovoice" and r["word"] == word]
        for i, (path, r) in enumerate(clips):
            clip = decode(path)
            first, last = word_span(clip)
            for c, condition in enumerate(CONDITIONS):
                x = positive(np.random.default_rng([SEED, k, c, i]), condition, clip, readers)
                stream = f"pos/{word}/{condition}/{i:04}.wav"
                write(os.path.join(out, stream), x)
                at = (EDGE, EDGE + len(clip), EDGE + first, EDGE + last, len(x))
                rows.append([stream, word, condition, os.path.basename(path), *map(seconds, at)])
    return rows


def strung(rng, clips, lead, gap):
    """(stream, first and last sample of each clip) of clips with noise around them."""
    spans, at = [], lead
    for clip in clips:
        spans.append((at, at + len(clip)))
        at += len(clip) + gap
    x = QUIET * pink(rng, at)
    for (a, b), clip in zip(spans, clips):
        x[a:b] = clip
    return x, spans


def negatives(out, items):
    """Writes a stream for each folder of recordings; returns the rows of all."""
    rows = []
    items = [i for i in items if i[1]["source"] in SETS]
    by_folder = itertools.groupby(items, key=lambda item: os.path.dirname(item[1]["name"]))
    for k, (folder, members) in enumerate(by_folder):
        members = list(members)
        source = members[0][1]["source"]
        spacing = (0, 0) if source == "librispeech" else (LEAD, GAP)
        rng = np.random.default_rng([SEED, len(WORDS), k])
        x, spans = strung(rng, [decode(path) for path, _ in members], *spacing)
        # measure.py knows by this name which word a stream holds.
        stream = "neg/" + folder.replace("/", "-").replace(" ", "_") + ".wav"
        write(os.path.join(out, stream), x)
        for (path, _), span in zip(members, spans):
            rows.append([stream, SETS[source], os.path.basename(path), *map(seconds, span)])
    return rows


def readers_of(items):
    """All that each reader of LibriSpeech says, end to end."""
    items = [(path, r) for path, r in items if r["source"] == "librispeech"]
    return [np.concatenate([decode(path) for path, _ in members])
            for _, members in itertools.groupby(items, key=lambda item: item[1]["group"])]


def listing(path, head, rows):
    with open(path, "w", newline="") as f:
        csv.writer(f).writerows([head, *rows])


def main(held, out):
    items = list(recordings(held))
    readers = readers_of(items)
    if not readers:
        raise SystemExit(f"streams: {held}: no readers of LibriSpeech to babble")
    listing(os.path.join(out, "pos.csv"), POS_HEAD, positives(out, items, readers))
    listing(os.path.join(out, "neg.csv"), NEG_HEAD, negatives(out, items))


if __name__ == "__main__":
    main(*sys.argv[1:3])
