"""Noise of every kind, made from a seed: what the corpus lacks.

Each maker takes a numpy Generator and a number of samples at 16 kHz and returns
float32 of any level; callers scale. They are crude on purpose and drawn with
wide parameters: the net should learn that everything that is not the word is
not the word, not what one kitchen sounds like.
"""

import numpy as np

RATE = 16000


def coloured(rng, n, slope):
    """Gaussian noise whose power falls by slope dB per octave (pink: 3)."""
    m = 1 << (n - 1).bit_length()
    spec = np.fft.rfft(rng.standard_normal(m).astype(np.float32))
    f = np.maximum(np.arange(len(spec)), 4.0 * m / RATE)
    return unit(np.fft.irfft(spec * f ** (-slope / 6.02), m)[:n])


def unit(x):
    """x at an RMS of one."""
    return (x / (np.sqrt(np.mean(np.square(x))) + 1e-9)).astype(np.float32)


def shaped(rng, n):
    """Noise under a random smooth spectrum: fans, taps, traffic, frying."""
    m = 1 << (n - 1).bit_length()
    spec = np.fft.rfft(rng.standard_normal(m).astype(np.float32))
    knots = rng.normal(0, rng.uniform(3, 14), rng.integers(4, 24))
    gain = np.interp(np.linspace(0, 1, len(spec)) ** rng.uniform(0.4, 1),
                     np.linspace(0, 1, len(knots)), knots)
    return unit(np.fft.irfft(spec * 10 ** (gain / 20), m)[:n])


def envelope(rng, n, rate):
    """A random positive curve that wanders rate times a second."""
    k = max(4, int(n / RATE * rate) + 3)
    knots = 10 ** (rng.normal(0, rng.uniform(3, 12), k) / 20)
    return np.interp(np.linspace(0, k - 1, n), np.arange(k), knots).astype(np.float32)


def modulated(rng, n):
    """Shaped noise with the rhythm of machines, wind or syllables."""
    return unit(shaped(rng, n) * envelope(rng, n, rng.uniform(0.3, 12)))


def place(rng, n, make, per_second):
    """Events from make(rng) at random times and levels."""
    out = np.zeros(n, np.float32)
    for _ in range(rng.poisson(per_second * n / RATE) + 1):
        e, at = make(rng), int(rng.integers(0, n))
        e = e[:n - at] * 10 ** (rng.uniform(-25, 0) / 20)
        out[at:at + len(e)] += e
    return out


def strike(rng):
    """A struck dish, pan, glass or spoon: decaying inharmonic partials."""
    n = int(RATE * rng.uniform(0.03, 1.2))
    t = np.arange(n) / RATE
    low = np.exp(rng.uniform(np.log(150), np.log(4000)))
    out = np.zeros(n)
    for _ in range(rng.integers(2, 14)):
        f = low * rng.uniform(1, 8)
        if f < 7800:
            out += (rng.uniform(0.1, 1) * np.sin(2 * np.pi * f * t + rng.uniform(0, 6.28))
                    * np.exp(-t * rng.uniform(4, 120)))
    knock = rng.standard_normal(n) * np.exp(-t * rng.uniform(80, 900))
    return (out + knock * rng.uniform(0, 3)).astype(np.float32)


def burst(rng):
    """A short burst of shaped noise: a rustle, a step, a sneeze, a plosive."""
    n = int(RATE * np.exp(rng.uniform(np.log(0.01), np.log(0.6))))
    rise = max(1, int(n * rng.uniform(0.01, 0.6)))
    env = np.concatenate([np.linspace(0, 1, rise),
                          np.linspace(1, 0, n - rise) ** rng.uniform(0.5, 4)])
    return (shaped(rng, max(n, 64))[:n] * env).astype(np.float32)


def click(rng):
    """A click: an impulse through a resonance, or a bare step."""
    n = 160
    t = np.arange(n) / RATE
    if rng.random() < 0.3:
        return np.where(t < rng.uniform(0, 0.002), 1.0, 0.0).astype(np.float32)
    return (np.sin(2 * np.pi * rng.uniform(300, 7000) * t)
            * np.exp(-t * rng.uniform(200, 3000))).astype(np.float32)


def voicelike(rng):
    """A buzz through moving formants: vowels that say nothing."""
    n = int(RATE * rng.uniform(0.08, 0.9))
    f0 = np.exp(rng.uniform(np.log(70), np.log(420))) * np.cumprod(
        1 + rng.normal(0, 0.02, n // 160 + 2))
    phase = np.cumsum(np.interp(np.arange(n), np.arange(len(f0)) * 160, f0)) / RATE
    src = 2 * (phase % 1) - 1 + 0.1 * rng.standard_normal(n)
    out = np.zeros(n)
    for lo, hi in ((250, 900), (700, 2600), (2000, 3400)):
        f = np.interp(np.linspace(0, 1, n), [0, 0.5, 1], rng.uniform(lo, hi, 3))
        out += resonate(src, f, rng.uniform(60, 250)) * rng.uniform(0.2, 1)
    fade = np.minimum(1, np.minimum(np.arange(n), np.arange(n)[::-1]) / 400)
    return unit(out * fade)


def resonate(x, f, width, block=160):
    """x through a two-pole resonance at f Hz (one value a sample, by block)."""
    from scipy.signal import lfilter
    y, state = np.empty_like(x), np.zeros(2)
    r = np.exp(-np.pi * width / RATE)
    for at in range(0, len(x), block):
        c = 2 * r * np.cos(2 * np.pi * f[at] / RATE)
        y[at:at + block], state = lfilter([1 - r], [1, -c, r * r], x[at:at + block], zi=state)
    return y


def clatter(rng, n):
    return unit(place(rng, n, strike, rng.uniform(0.5, 8)) + 0.02 * shaped(rng, n))


def bursts(rng, n):
    return unit(place(rng, n, burst, rng.uniform(0.5, 8)) + 0.02 * shaped(rng, n))


def clicks(rng, n):
    return unit(place(rng, n, click, np.exp(rng.uniform(0, 5))) + 0.01 * shaped(rng, n))


def babyish(rng, n):
    """Voiced calls without words: babies, animals, cheers, horns."""
    return unit(place(rng, n, voicelike, rng.uniform(0.5, 5)) + 0.02 * shaped(rng, n))


def hum(rng, n):
    """Mains, engines, fridges: a harmonic series with slow beats."""
    t = np.arange(n) / RATE
    f = rng.choice([50, 60, 100, 120, rng.uniform(30, 400)])
    out = np.zeros(n)
    for k in range(1, rng.integers(3, 30)):
        out += (rng.uniform(0, 1) / k ** rng.uniform(0.2, 1.5)
                * np.sin(2 * np.pi * f * k * t + rng.uniform(0, 6.28)))
    return unit(out * envelope(rng, n, 0.5) + rng.uniform(0, 0.3) * shaped(rng, n))


def tones(rng, n):
    """Beeps, sirens, ring tones, whistles and sweeps."""
    out, at = np.zeros(n), 0
    while at < n:
        m = int(RATE * rng.uniform(0.04, 1.2))
        t = np.arange(m) / RATE
        f = np.exp(rng.uniform(np.log(200), np.log(5000)))
        sweep = rng.choice([0, rng.uniform(-2, 2)])
        wob = rng.choice([0, rng.uniform(0, 0.1)]) * np.sin(2 * np.pi * rng.uniform(2, 15) * t)
        y = np.sin(2 * np.pi * np.cumsum(f * 2 ** (sweep * t + wob)) / RATE)
        if rng.random() < 0.3:
            y = np.sign(y)
        out[at:at + m] += (y * rng.uniform(0.1, 1) * np.minimum(1, t[::-1] * 100))[:n - at]
        at += m + int(RATE * rng.choice([0, rng.uniform(0, 1)]))
    return unit(out + 0.003 * rng.standard_normal(n))


def music(rng, n):
    """Chords, a bass, a tune and a beat: plucked harmonic series on a scale."""
    out = np.zeros(n)
    root, beat = rng.uniform(55, 220), rng.uniform(0.15, 0.7)
    major, minor = [0, 2, 4, 5, 7, 9, 11], [0, 2, 3, 5, 7, 8, 10]
    scale = np.array(major if rng.random() < 0.5 else minor)
    decay, bright = rng.uniform(0.5, 9), rng.uniform(0.6, 2)
    for at in np.arange(0, n, beat * RATE):
        at = int(at)
        for _ in range(rng.integers(0, 4)):
            f = root * 2 ** ((rng.choice(scale) + 12 * rng.integers(0, 4)) / 12)
            m = min(n - at, int(RATE * rng.uniform(0.2, 3)))
            t = np.arange(m) / RATE
            note = sum(np.sin(2 * np.pi * f * k * t * (1 + 0.0003 * k)) / k ** bright
                       for k in range(1, 10) if f * k < 7600)
            out[at:at + m] += note * np.exp(-t * decay) * rng.uniform(0.2, 1)
        if rng.random() < 0.5:
            e = burst(rng) * rng.uniform(0, 2)
            e = e[:n - at]
            out[at:at + len(e)] += e
    return unit(out + 0.003 * rng.standard_normal(n))


def plain(rng, n):
    return coloured(rng, n, rng.uniform(-1, 9))


KINDS = {"plain": plain, "shaped": shaped, "modulated": modulated,
         "clatter": clatter, "bursts": bursts, "clicks": clicks, "calls": babyish,
         "hum": hum, "tones": tones, "music": music}


def pool(seed, kinds=KINDS, seconds=10, each=30):
    """A list of (kind, int16 array): each kind, each times, peak at -1 dBFS."""
    out = []
    for k, (kind, make) in enumerate(kinds.items()):
        for i in range(each):
            rng = np.random.default_rng([seed, k, i])
            x = make(rng, seconds * RATE)
            if kind in ("clatter", "bursts", "calls", "clicks") and rng.random() < 0.5:
                x = x + rng.uniform(0.1, 1) * modulated(rng, len(x))
            x = 0.89 * 32767 * x / np.abs(x).max()
            out.append((kind, x.astype(np.int16)))
    return out
