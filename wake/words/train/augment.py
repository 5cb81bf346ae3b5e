"""Training segments, mixed as they are needed.

A segment is 3.2 s: a foreground (a wake word with or without talk around it,
talk, parts of words, or nothing) through a room, over a background, through a
microphone. Batch i of a seed is always the same batch, whoever makes it.
"""

import numpy as np
import torch

import disguise
import kitchen
import noise
import texts
from data import RATE, levels

LENGTH = 51200
WORDS = ("alexa", "computer", "jarvis")
FFT = 65536
# How often each source speaks in negative segments.
TALK = {"librispeech": 30, "mirror": 9, "commands": 12, "precise": 7, "arabic": 7,
        "german": 5, "keywords": 8, "synth-near": 16, "synth-part": 4, "synth-talk": 8,
        "synth-lexicon": 10}
SPLICED = ("librispeech", "commands", "german", "arabic", "mirror", "synth-talk")
POSITIVE, WORD_SHARE = 0.40, (0.5, 0.25, 0.25)
SYNTHETIC = 0.15  # share of the wake words that a synthesiser says
FAR, TELEPHONE = 0.5, 0.4  # share of the segments through a microphone; of these, telephones
DISGUISED = 0.2  # share of the segments without a word whose talk is disguised


def rooms(seed, count=300, n=8000):
    """Impulse responses of made-up rooms, the direct sound first."""
    out = np.zeros((count, n), np.float32)
    for i in range(count):
        rng = np.random.default_rng([seed, 77, i])
        t = np.arange(n) / RATE
        rt60 = np.exp(rng.uniform(np.log(0.08), np.log(0.9)))
        tail = noise.shaped(rng, n) * 10 ** (-3 * t / rt60)
        tail[:int(RATE * rng.uniform(0.001, 0.012))] = 0
        for _ in range(rng.integers(2, 10)):
            tail[int(RATE * rng.uniform(0.001, 0.03))] += rng.normal(0, 1)
        ratio = 10 ** (rng.uniform(-18, 3) / 20)
        out[i] = tail * ratio / (np.sqrt(np.sum(tail ** 2)) + 1e-9)
        out[i, 0] = 1
    return out


def active_rms(x):
    """RMS of the frames within 25 dB of the loudest, in the unit of x."""
    db = levels(x)
    if len(db) == 0 or db.max() < -20:
        return 0.0
    db = db[db > db.max() - 25]
    return float(np.sqrt(np.mean(10 ** (db / 10))))


def stretch(x, factor):
    """x played factor times as fast, by linear interpolation."""
    if abs(factor - 1) < 0.005:
        return x
    n = int(len(x) / factor)
    return np.interp(np.arange(n) * factor, np.arange(len(x)), x).astype(np.float32)


def filtered(x, response):
    """The rows of x through filters given at FFT // 2 + 1 frequencies."""
    return torch.fft.irfft(torch.fft.rfft(x, FFT) * response, FFT)[:, :LENGTH]


class Mixer(torch.utils.data.Dataset):
    """Batches of segments; item i is (waves, targets) of batch i."""

    def __init__(self, audio, clips, indices, seed, batch=64, batches=1000, weights=None):
        self.audio, self.clips, self.seed = audio, clips, seed
        self.batch, self.batches = batch, batches
        self.words = {w: ([], []) for w in WORDS}
        self.talk, self.sounds = {k: [] for k in TALK}, []
        for i in indices:
            self.file(i)
        self.weights = weights or {}
        self.noises = [x for kinds in (noise.KINDS, kitchen.KINDS)
                       for _, x in noise.pool(seed, kinds)]
        self.rooms = rooms(seed)
        self.hiss = [noise.plain(np.random.default_rng([seed, 78, i]), 3 * LENGTH)
                     for i in range(60)]
        self.levels = {}

    def file(self, i):
        """Puts clip i where it is drawn from."""
        c = self.clips[i]
        if not c["word"] and texts.same(c.get("text", "")):
            return
        if c["word"]:
            self.words[c["word"]][c["source"].startswith("synth")].append(i)
        elif c["source"] in ("esc10", "samples"):
            self.sounds.append(i)
        else:
            self.talk["mirror" if c["source"] == "picovoice" else c["source"]].append(i)

    def __len__(self):
        return self.batches

    def pcm(self, i):
        c = self.clips[i]
        return self.audio[c["start"]:c["start"] + c["length"]].astype(np.float32)

    def talker(self, rng):
        """One stretch of talk that holds no wake word, at most a segment long."""
        kinds = [k for k in TALK if self.talk[k]]
        p = np.array([TALK[k] for k in kinds], float)
        kind = kinds[rng.choice(len(kinds), p=p / p.sum())]
        members = self.talk[kind]
        i = members[self.pick(rng, kind, members)]
        x = self.pcm(i)
        if kind in SPLICED and rng.random() < 0.3:
            return self.voiced(stretch(self.salad(rng, kind), rng.uniform(0.85, 1.2)), i)
        if len(x) > LENGTH * 1.3:
            at = rng.integers(0, len(x) - int(LENGTH * 1.3))
            x = x[at:at + int(LENGTH * 1.3)]
        if rng.random() < 0.03:
            x = x[::-1]
        return self.voiced(stretch(x, rng.uniform(0.82, 1.22)) if rng.random() < 0.6 else x, i)

    def salad(self, rng, kind, ramp=80):
        """Pieces of 60 to 350 ms of real talk in random order: words nobody knows.

        Seven readers have few words; their sounds make as many as one likes.
        """
        x = self.pcm(self.talk[kind][rng.integers(len(self.talk[kind]))])
        out, n = np.zeros(int(RATE * rng.uniform(1, 3)), np.float32), 0
        while n < len(out):
            m = int(RATE * rng.uniform(0.06, 0.35))
            if len(x) <= m:
                break
            at = rng.integers(0, len(x) - m)
            piece = x[at:at + m].copy()
            piece[:ramp] *= np.linspace(0, 1, ramp)
            piece[-ramp:] *= np.linspace(1, 0, ramp)
            end = min(len(out), n + m)
            out[n:end] += piece[:end - n]
            n = end - ramp if end < len(out) else end
            if rng.random() < 0.15:
                x = self.pcm(self.talk[kind][rng.integers(len(self.talk[kind]))])
        return out

    def pick(self, rng, kind, members):
        """Draws a member, the harder ones more often where weights are known."""
        w = self.weights.get(kind)
        return rng.integers(len(members)) if w is None else rng.choice(len(members), p=w)

    def voiced(self, x, i):
        """x, taken from clip i, at an active level of about one."""
        if i not in self.levels:
            self.levels[i] = active_rms(self.pcm(i)) + 1e-3
        return x / self.levels[i]

    def word(self, rng, word):
        """(samples at an active level of one, first and last sample of the word, sure)."""
        real, made = self.words[word]
        members = made if made and rng.random() < SYNTHETIC else real
        i = members[rng.integers(len(members))]
        c, x = self.clips[i], self.pcm(i)
        a, b = c["from"], c["to"]
        sure = 0.35 <= (b - a) / RATE <= 1.1
        if rng.random() < 0.65:
            lo = max(0, a - int(RATE * rng.uniform(0.02, 0.4)))
            hi = min(len(x), b + int(RATE * rng.uniform(0.03, 0.35)))
            x, a, b = x[lo:hi].copy(), a - lo, b - lo
            n = min(160, len(x) // 4)
            x[:n] *= np.linspace(0, 1, n)
            x[-n:] *= np.linspace(1, 0, n)
        if rng.random() < 0.6:
            f = rng.uniform(0.86, 1.16)
            x, a, b = stretch(x, f), int(a / f), int(b / f)
        return self.voiced(x, i), a, b, sure

    def half(self, rng):
        """A part of a real wake word: its beginning or its end alone."""
        x, a, b, sure = self.word(rng, WORDS[rng.integers(3)])
        if not sure:
            return self.talker(rng)
        cut = a + int((b - a) * rng.uniform(0.35, 0.62))
        x = x[:cut].copy() if rng.random() < 0.6 else x[cut:].copy()
        n = min(200, len(x))
        x[-n:] *= np.linspace(1, 0, n)
        return x

    def chimera(self, rng):
        """A half of a real word that goes on, or begins, as something else."""
        a, b = self.half(rng), self.half(rng) if rng.random() < 0.4 else self.talker(rng)
        b = b[:int(RATE * rng.uniform(0.1, 0.8))]
        if rng.random() < 0.5:
            a, b = b, a
        n = min(320, len(a), len(b))
        fade = np.linspace(0, 1, n, dtype=np.float32)
        return np.concatenate([a[:len(a) - n], a[len(a) - n:] * fade[::-1] + b[:n] * fade, b[n:]])

    def fill(self, rng, out, at, end, density):
        """Talks from at to end with pauses."""
        while at < end and rng.random() < density:
            u = rng.random()
            x = (self.half(rng) if u < 0.05 else self.chimera(rng) if u < 0.12
                 else self.talker(rng))
            x = x[:end - at] * 10 ** (rng.uniform(-8, 4) / 20)
            out[at:at + len(x)] += x
            at += len(x) + int(RATE * rng.choice([0, rng.uniform(0, 0.6)]))

    def foreground(self, rng, target):
        """A segment's talk at an active level of about one; fills in target."""
        out = np.zeros(LENGTH, np.float32)
        if rng.random() >= POSITIVE:
            self.fill(rng, out, int(RATE * rng.choice([0, rng.uniform(0, 1)])), LENGTH, 0.9)
            return out
        k = rng.choice(3, p=WORD_SHARE)
        x, a, b, sure = self.word(rng, WORDS[k])
        at = int(RATE * rng.uniform(1.0, 2.9)) - b
        lo, hi = max(0, at), min(LENGTH, at + len(x))
        out[lo:hi] = x[lo - at:hi - at]
        target[k] = (at + a, at + b, sure)
        if rng.random() < 0.45:
            self.fill(rng, out, 0, max(0, at), 0.8)
        if rng.random() < 0.45 and hi + 2000 < LENGTH:
            self.fill(rng, out, hi + int(RATE * rng.choice([0, rng.uniform(0, 0.5)])), LENGTH, 0.8)
        return out

    def stretch_of(self, rng, x):
        """A segment's length out of x, repeated where it is too short."""
        x = np.tile(x, -(-LENGTH // max(1, len(x))))
        at = rng.integers(0, len(x) - LENGTH + 1)
        return x[at:at + LENGTH].astype(np.float32)

    def background(self, rng):
        """Noise of a segment at an RMS of one."""
        u = rng.random()
        if u < 0.5:
            x = self.stretch_of(rng, self.noises[rng.integers(len(self.noises))])
        elif u < 0.6 and self.sounds:
            x = self.stretch_of(rng, self.pcm(self.sounds[rng.integers(len(self.sounds))]))
        elif u < 0.7:
            x = self.stretch_of(rng, self.hiss[rng.integers(len(self.hiss))])
        else:
            x = np.zeros(LENGTH, np.float32)
            for _ in range(rng.choice([1, 2, 4, 6, 8])):
                x += self.stretch_of(rng, self.talker(rng))
            if rng.random() < 0.15:
                x = disguise.draw(rng, noise.unit(x))
        return noise.unit(x)

    def segment(self, rng):
        """(foreground, background, gains and switches, target) of one segment."""
        target = [None] * 3
        bare = rng.random() < 0.12
        fg = np.zeros(LENGTH, np.float32) if bare else self.foreground(rng, target)
        quiet = not bare and rng.random() < 0.3
        bg = (self.stretch_of(rng, self.hiss[rng.integers(len(self.hiss))]) if quiet
              else self.background(rng))
        if not bare and not any(target) and rng.random() < DISGUISED:
            fg = disguise.draw(rng, fg)
        level = rng.uniform(-38, -8)
        floor = rng.uniform(-85, -55)
        if quiet:
            noise_at = floor
        else:
            noise_at = level - (rng.uniform(-3, 25) if any(target) else rng.uniform(-10, 30))
        if bare:
            noise_at = rng.uniform(-75, -4)
        if rng.random() < 0.04:
            noise_at = -200.0
        return fg * 10 ** (level / 20), bg * 10 ** (noise_at / 20), target

    def mic(self, rng):
        """A frequency response: tilt, ripples, and now and then a telephone's band."""
        f = np.linspace(0, RATE / 2, FFT // 2 + 1, dtype=np.float32)
        knots = np.cumsum(rng.normal(0, 2.5, 8))
        db = np.interp(f, np.geomspace(60, 8000, 8), knots - knots.mean())
        u = rng.random()
        if u < TELEPHONE:
            lo, hi = rng.uniform(30, 400), rng.uniform(3100, 3950)
            db = (db / 2 - 40 * np.log10(1 + (lo / np.maximum(f, 1)) ** 4)
                  - 80 * np.log10(1 + (f / hi) ** 40))
        elif u < 0.7:
            lo, hi = rng.uniform(40, 350), rng.uniform(3000, 8000)
            db = (db - 40 * np.log10(1 + (lo / np.maximum(f, 1)) ** 4)
                  - 40 * np.log10(1 + (f / hi) ** 24))
        return (10 ** (db / 20)).astype(np.float32)

    def __getitem__(self, i):
        rng = np.random.default_rng([self.seed, i])
        fgs, bgs, targets = zip(*(self.segment(rng) for _ in range(self.batch)))
        fg, bg = torch.from_numpy(np.stack(fgs)), torch.from_numpy(np.stack(bgs))
        wet = np.flatnonzero(rng.random(self.batch) < 0.4)
        room = torch.from_numpy(self.rooms[rng.integers(0, len(self.rooms), len(wet))])
        fg[wet] = filtered(fg[wet], torch.fft.rfft(room, FFT))
        x = fg + bg
        far = np.flatnonzero(rng.random(self.batch) < FAR)
        if len(far):
            x[far] = filtered(x[far], torch.from_numpy(np.stack([self.mic(rng) for _ in far])))
        for j in np.flatnonzero(rng.random(self.batch) < 0.10):  # overdriven
            x[j] *= 10 ** (rng.uniform(0, 32) / 20)
        for j in np.flatnonzero(rng.random(self.batch) < 0.04):  # the microphone's zero is not
            x[j] += float(rng.normal(0, 0.1))
        for j in np.flatnonzero(rng.random(self.batch) < 0.04):  # a gain control
            y = torch.from_numpy(disguise.pumped(rng, x[j].numpy() + 1e-5))
            x[j] = y * rng.uniform(0.05, 0.3)
        for j in np.flatnonzero(rng.random(self.batch) < 0.08):  # companded
            y = torch.clamp(x[j] / (x[j].abs().max() + 1e-9), -1, 1)
            q = torch.round(torch.sign(y) * torch.log1p(255 * y.abs()) / np.log(256) * 127) / 127
            x[j] = torch.sign(q) * (256 ** q.abs() - 1) / 255 * x[j].abs().max()
        x = torch.clamp(torch.round(x * 32768), -32768, 32767) / 32768
        for j in np.flatnonzero(rng.random(self.batch) < 0.05):  # gated to digital silence
            a = rng.integers(0, LENGTH)
            keep = [t for t in targets[j] if t]
            if not keep or a > keep[0][1] + 3000:
                x[j, a:] = 0
        return x, masks(targets)


def steps_of(sample):
    """The first net step that has heard this many samples: step u has heard 320(u+2)."""
    return max(0, -(-int(sample) // 320) - 2)


def masks(targets):
    """(positive [N, 3, U], ignored [N, 3, U]) as booleans, from word positions.

    The word must be found between 40 ms before its end and 200 ms after it;
    from its middle until 700 ms after it nothing is asked. Where the position is
    unsure, it may be found from a third of a second after its start.
    """
    u = ((LENGTH - FRAME_LEAD) // 160 + 1) // 2
    pos = torch.zeros(len(targets), 3, u, dtype=torch.bool)
    ignore = torch.zeros_like(pos)
    for n, row in enumerate(targets):
        for k, t in enumerate(row):
            if t is None:
                continue
            first, last, sure = t
            lo = last - 640 if sure else first + 5600
            pos[n, k, steps_of(lo):steps_of(last + 3200) + 1] = True
            ignore[n, k, steps_of(first + 0.4 * (last - first)):steps_of(last + 11200) + 1] = True
    return pos, ignore


FRAME_LEAD = 400
