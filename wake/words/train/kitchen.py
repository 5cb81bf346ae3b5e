"""Kitchens, made from a seed: water, fat, plates, motors, and all of them at once.

Makers are as in noise.py: a numpy Generator and a number of samples in, float32
out. A real kitchen is recorded nowhere in the corpus, and a net that never heard
one takes a dropped spoon for an x. BLENDER and BOILING train nothing: measure.py
hears them, to tell whether a net that knows other kitchens knows theirs.
"""

import numpy as np

from noise import RATE, burst, envelope, place, shaped, strike, unit


def events(rng, n, seconds, gaps):
    """Start samples of events `gaps` seconds apart, more or less, within n."""
    at, out = rng.uniform(0, seconds), []
    while at * RATE < n:
        out.append(int(at * RATE))
        at += gaps * np.exp(rng.normal(0, 0.35)) + 0.01
    return out


def bubble(rng, low, high):
    """A bubble: a decaying tone that rises as its walls close (Minnaert 1933)."""
    n = int(RATE * rng.uniform(0.004, 0.07))
    t = np.arange(n) / RATE
    f = np.exp(rng.uniform(np.log(low), np.log(high))) * (1 + rng.uniform(0, 12) * t)
    return np.sin(2 * np.pi * np.cumsum(f) / RATE) * np.exp(-t * rng.uniform(30, 400))


def tap(rng, n):
    """Water running into a sink, a pot, a glass that fills."""
    drops = place(rng, n, lambda r: bubble(r, 350, 5000), np.exp(rng.uniform(2, 5.5)))
    flow = shaped(rng, n) * envelope(rng, n, rng.uniform(0.2, 6))
    return unit(unit(drops) * rng.uniform(0, 1.5) + unit(flow))


def boiling(rng, n):
    """Large slow bubbles over a rumble, a lid that rattles."""
    out = unit(place(rng, n, lambda r: bubble(r, 90, 1400), np.exp(rng.uniform(2.5, 5))))
    if rng.random() < 0.5:
        out = out + 0.5 * unit(place(rng, n, strike, rng.uniform(4, 20)))
    return unit(out + rng.uniform(0.02, 0.5) * shaped(rng, n))


def frying(rng, n):
    """Crackle: impulses of heavy-tailed size, thousands of them, under a hiss."""
    hits = rng.random(n) < np.exp(rng.uniform(np.log(20), np.log(3000))) / RATE
    size = hits * rng.standard_normal(n) * np.exp(rng.normal(0, 1.2, n))
    ring = rng.standard_normal(48) * np.exp(-np.arange(48) / rng.uniform(2, 20))
    crackle = unit(np.convolve(size, ring)[:n])
    return unit(crackle + rng.uniform(0.05, 1) * shaped(rng, n) * envelope(rng, n, 2))


def motor(rng, n, f, rise):
    """A motor at f Hz that starts, labours and stops: harmonics and their roar."""
    speed = np.interp(np.arange(n), np.linspace(0, n, 24), np.clip(
        1 + np.cumsum(rng.normal(0, 0.01, 24)), 0.6, 1.5))
    on = np.ones(n)
    for at in events(rng, n, 2, rng.uniform(1, 6)):
        stop = at + int(RATE * rng.uniform(0.3, 2))
        on[at:stop] = 0
    fade = int(RATE * rise)
    on = np.convolve(np.pad(on, (fade, 0)), np.full(fade, 1 / fade))[fade:fade + n]
    phase = 2 * np.pi * np.cumsum(f * speed * (0.3 + 0.7 * on)) / RATE
    tone = sum(rng.uniform(0, 1) / k ** 0.7 * np.sin(k * phase + rng.uniform(0, 6))
               for k in range(1, 24) if k * f < 7000)
    roar = shaped(rng, n) * (1 + rng.uniform(0, 0.9) * np.sin(phase))
    return unit(on * (tone * rng.uniform(0.1, 1.5) + roar) + 0.003 * rng.standard_normal(n))


def mixer(rng, n):
    """Hand mixers, hoods, vacuum cleaners, dishwashers."""
    return motor(rng, n, np.exp(rng.uniform(np.log(25), np.log(220))), rng.uniform(0.05, 0.8))


def blender(rng, n):
    """Fast motors: blenders, coffee mills, shavers."""
    return motor(rng, n, np.exp(rng.uniform(np.log(240), np.log(900))), rng.uniform(0.02, 0.3))


def cutlery(rng, n):
    """Strokes in a rhythm: stirring, chopping, washing up, laying the table."""
    out = 0.01 * shaped(rng, n)
    while rng.random() < 0.8:
        kinds = [strike(rng) for _ in range(rng.integers(1, 5))]
        if rng.random() < 0.4:
            kinds = [burst(rng)]
        first = rng.integers(0, n)
        gap = np.exp(rng.uniform(np.log(0.06), np.log(0.8)))
        for at in events(rng, min(n - first, int(RATE * rng.uniform(0.3, 5))), 0.1, gap):
            e = kinds[rng.integers(len(kinds))] * 10 ** (rng.normal(-6, 6) / 20)
            e = e[:n - first - at]
            out[first + at:first + at + len(e)] += e
    return unit(out)


def slide(rng):
    """A drawer, a chair, a pan over a hob: a rough scrape that ends in a blow."""
    n = int(RATE * rng.uniform(0.15, 1.0))
    t = np.arange(n) / RATE
    rough = np.maximum(0, np.sin(2 * np.pi * np.cumsum(
        rng.uniform(15, 250) * (1 + 0.3 * rng.standard_normal(n).cumsum() / n)) / RATE))
    out = shaped(rng, n) * rough ** rng.uniform(0.3, 4) * (t / t[-1]) ** rng.uniform(0, 2)
    blow = strike(rng) * rng.uniform(0, 6)
    return np.concatenate([out, blow]).astype(np.float32)


def drawers(rng, n):
    return unit(place(rng, n, slide, rng.uniform(0.3, 2)) + 0.01 * shaped(rng, n))


def crackling(rng):
    """Paper, foil or a bag in a hand: bursts of clicks that come and go."""
    n = int(RATE * rng.uniform(0.1, 1.2))
    hits = (rng.random(n) < rng.uniform(0.003, 0.08)) * rng.standard_normal(n) ** 3
    ring = rng.standard_normal(64) * np.exp(-np.arange(64) / rng.uniform(3, 25))
    return (np.convolve(hits, ring)[:n] * np.hanning(n)).astype(np.float32)


def rustle(rng, n):
    return unit(place(rng, n, crackling, rng.uniform(0.5, 4)) + 0.005 * shaped(rng, n))


def appliance(rng, n):
    """A hum, and beeps in even rows over it: microwaves, ovens, scales, kettles."""
    t = np.arange(n) / RATE
    mains = rng.choice([50, 60]) * rng.choice([1, 2])
    out = sum(rng.uniform(0, 1) / k * np.sin(2 * np.pi * mains * k * t) for k in range(1, 14))
    out = out * rng.uniform(0, 0.5) + rng.uniform(0.02, 0.5) * shaped(rng, n)
    f, gap, long = rng.uniform(700, 4200), rng.uniform(0.1, 1.2), rng.uniform(0.03, 0.9)
    for at in events(rng, n, 3, gap + long):
        if rng.random() < 0.8:
            m = min(n - at, int(RATE * long))
            beep = np.sin(2 * np.pi * f * t[:m])
            out[at:at + m] += (np.sign(beep) if rng.random() < 0.1 else beep) * rng.uniform(0.3, 2)
    if rng.random() < 0.25:
        out += np.sin(2 * np.pi * np.cumsum(np.linspace(1, 1.4, n) * f) / RATE) * (t / t[-1])
    return unit(out)


PARTS = (tap, frying, mixer, cutlery, drawers, rustle, appliance)


def scene(rng, n):
    """Two to four of the above at once, each at its own level."""
    out = np.zeros(n, np.float32)
    for i in rng.choice(len(PARTS), rng.integers(2, 5), replace=False):
        out += PARTS[i](rng, n) * 10 ** (rng.uniform(-18, 0) / 20)
    return unit(out)


KINDS = {"tap": tap, "frying": frying, "mixer": mixer, "cutlery": cutlery,
         "drawers": drawers, "rustle": rustle, "appliance": appliance, "kitchen": scene}
UNHEARD = {"blender": blender, "boiling": boiling}
