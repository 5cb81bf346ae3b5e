"""Single instruments, made: notes of a scale with the onset, partials and decay of
strings plucked and bowed, pipes, bars and drums. To a net that knows speech they
are the strangest sound there is."""

import numpy as np

RATE = 16000
# Onset and decay in seconds, how fast partials fall (dB an octave), which partials,
# vibrato in semitones.
KINDS = {
    "plucked": ((0.002, 0.01), (0.2, 1.5), (4, 12), "all", 0.0),
    "bowed": ((0.05, 0.3), (2.0, 9.0), (4, 9), "all", 0.4),
    "blown": ((0.03, 0.15), (2.0, 9.0), (8, 20), "odd", 0.2),
    "struck": ((0.001, 0.005), (0.3, 3.0), (3, 12), "bar", 0.0),
    "brass": ((0.02, 0.12), (1.0, 9.0), (2, 7), "all", 0.1),
}
BAR = np.array([1, 2.76, 5.40, 8.93, 13.34])  # partials of a free bar


def partials(kind):
    n = np.arange(1, 25)
    return {"all": n, "odd": n[::2], "bar": BAR}[kind]


def note(rng, kind, pitch, seconds):
    """One note at a peak of about one."""
    onset, decay, slope, which, vibrato = KINDS[kind]
    t = np.arange(int(RATE * seconds)) / RATE
    bend = vibrato * rng.uniform(0, 1) * np.sin(2 * np.pi * rng.uniform(4, 7) * t)
    phase = 2 * np.pi * np.cumsum(pitch * 2 ** (bend / 12)) / RATE
    fall, life, out = rng.uniform(*slope), rng.uniform(*decay), np.zeros(len(t))
    for p in partials(which):
        if p * pitch < 7600:
            level = 10 ** (-(fall * np.log2(p) + rng.uniform(-4, 4)) / 20)
            out += level * np.exp(-t * np.sqrt(p) / life) * np.sin(p * phase + rng.uniform(0, 6))
    out += 0.02 * rng.standard_normal(len(t)) * np.exp(-t / 0.05)
    out *= np.minimum(1, t / rng.uniform(*onset)) * np.minimum(1, (seconds - t) / 0.03)
    return out / (np.abs(out).max() + 1e-9)


def piece(rng, kind, n):
    """n samples of playing: notes and chords of one scale, at a tempo of its own."""
    out, at = np.zeros(n), 0
    root, tempo = 55 * 2 ** rng.uniform(0, 3), rng.uniform(0.12, 0.9)
    scale = np.array([0, 2, 4, 5, 7, 9, 11, 12, 14, 16])
    while at < n:
        long = tempo * rng.choice([0.5, 1, 1, 2, 4])
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            x = note(rng, kind, root * 2 ** (rng.choice(scale) / 12), long * rng.uniform(0.8, 2))
            x = x[:n - at] * rng.uniform(0.2, 1)
            out[at:at + len(x)] += x
        at += int(RATE * long * (3 if rng.random() < 0.05 else 1))
    return (out / np.abs(out).max()).astype(np.float32)


def drums(rng, n):
    """n samples of hits in a pattern: skins and metal."""
    out, beat = np.zeros(n), rng.uniform(0.1, 0.3)
    for k, at in enumerate(np.arange(0, n - RATE, RATE * beat).astype(int)):
        t = np.arange(int(RATE * 0.5)) / RATE
        skin = np.sin(2 * np.pi * rng.uniform(50, 220) * t * (1 + 0.5 * np.exp(-t * 30))) * np.exp(-t * 12)
        metal = np.diff(rng.standard_normal(len(t) + 1)) * np.exp(-t * rng.uniform(8, 60))
        hit = skin if k % 4 == 0 else metal * 0.5 if rng.random() < 0.6 else skin + metal
        out[at:at + len(hit)] += hit * rng.uniform(0.3, 1)
    return (out / np.abs(out).max()).astype(np.float32)
