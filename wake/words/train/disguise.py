"""Talk that is no longer quite talk: what devices, rooms and lines make of it.

Each maker takes a numpy Generator and 16 kHz float32 samples and returns as many.
The far end of a call after its echo was cancelled, talk through a codec, talk of
voices shifted to a child's: none of these may sound like a word. KINDS trains;
UNHEARD trains nothing and is measured: it tells what a net makes of a kind of
sound that nobody thought of.
"""

import numpy as np
from scipy.linalg import solve_toeplitz
from scipy.signal import fftconvolve, lfilter, resample_poly, sosfilt, butter

import noise
from noise import RATE, shaped, unit

SIZE, HOP = 512, 128
WINDOW = np.sqrt(np.hanning(SIZE + 1)[:-1]).astype(np.float32)


def spectra(x):
    """[frames, 257] windowed spectra, a quarter of a window apart."""
    x = np.pad(x, (SIZE - HOP, SIZE))
    return np.fft.rfft(np.lib.stride_tricks.sliding_window_view(x, SIZE)[::HOP] * WINDOW)


def sound(spec, n):
    """The n samples whose spectra these are."""
    out = np.zeros(len(spec) * HOP + SIZE, np.float32)
    frames = np.fft.irfft(spec).astype(np.float32) * (WINDOW * HOP * 2 / SIZE)
    for t, frame in enumerate(frames):
        out[t * HOP:t * HOP + SIZE] += frame
    return out[SIZE - HOP:SIZE - HOP + n]


def level(x):
    return np.sqrt(np.mean(np.square(x))) + 1e-6


def echo_path(rng):
    """Loudspeaker, table and room: a random decaying response."""
    n = int(RATE * rng.uniform(0.06, 0.5))
    h = rng.standard_normal(n) * 10 ** (-3 * np.arange(n) / n)
    h[:int(RATE * rng.uniform(0, 0.01))] = 0
    return h / np.sqrt(np.sum(h ** 2))


def cancelled(rng, x):
    """(error, estimate) of a block NLMS canceller (Shynk 1992) that hears x's echo.

    The room is longer than the filter, the loudspeaker distorts, and the filter
    starts from nothing: three reasons why something is left.
    """
    bent = np.tanh(x * rng.uniform(0.2, 1.5)) if rng.random() < 0.6 else x
    room = echo_path(rng)
    echo = fftconvolve(bent, room)[:len(x)]
    mic = echo + 10 ** (rng.uniform(-60, -20) / 20) * level(x) * shaped(rng, len(x))
    block = int(rng.choice([256, 512, 1024]))
    rate, forget = rng.uniform(0.05, 0.7), rng.uniform(0.5, 0.95)
    w, power = np.zeros(block + 1, complex), np.full(block + 1, 1e-3)
    heard, est = np.pad(x, (block, block)), np.zeros(len(x) + block, np.float32)
    mic = np.pad(mic, (0, block)).astype(np.float32)
    for at in range(0, len(x), block):
        far = np.fft.rfft(heard[at:at + 2 * block])
        power = forget * power + (1 - forget) * np.abs(far) ** 2
        y = np.fft.irfft(far * w)[block:]
        est[at:at + block] = y
        err = np.fft.rfft(np.concatenate([np.zeros(block), mic[at:at + block] - y]))
        step = np.fft.irfft(np.conj(far) * err / (power + 1e-2))
        step[block:] = 0
        w = w + rate * np.fft.rfft(step)
    return (mic - est)[:len(x)], est[:len(x)]


def residue(rng, x):
    """What an echo canceller and its suppressor leave."""
    err, est = cancelled(rng, x / level(x) * rng.uniform(0.1, 1))
    if rng.random() < 0.25:
        return err
    e, y = spectra(err), spectra(est)
    over = rng.uniform(0.3, 4)
    gain = 1 - over * np.abs(y) / (np.abs(e) + np.abs(y) + 1e-9)
    floor = 10 ** (rng.uniform(-50, -8) / 20)
    gain = np.maximum(gain, floor)
    if rng.random() < 0.5:  # slow gains
        gain = lfilter([0.4], [1, -0.6], gain, axis=0)
    return sound(e * gain, len(x))


def gated(rng, x):
    """A spectrogram with most of it gated away, in patches."""
    spec = spectra(x)
    down, across = rng.integers(2, 9), rng.integers(2, 17)
    keep = rng.random((len(spec) // down + 1, 257 // across + 1)) < rng.uniform(0.1, 0.6)
    keep = np.repeat(np.repeat(keep, down, 0), across, 1)[:len(spec), :257]
    return sound(spec * np.where(keep, 1, 10 ** (rng.uniform(-50, -10) / 20)), len(x))


def subtracted(rng, x):
    """Spectral subtraction gone too far: islands of tone, musical noise."""
    hiss = shaped(rng, len(x)) * level(x) * 10 ** (rng.uniform(-15, 5) / 20)
    spec = spectra(x + hiss)
    floor = np.mean(np.abs(spectra(hiss)), 0)
    gain = np.maximum(1 - rng.uniform(1, 4) * floor / (np.abs(spec) + 1e-9),
                      10 ** (rng.uniform(-60, -15) / 20))
    return sound(spec * gain, len(x))


def vocoded(rng, x):
    """Envelopes of a few bands on noise or a buzz (Shannon et al. 1995)."""
    bands = int(rng.integers(3, 20))
    edge = np.geomspace(80, 7500, bands + 1) / RATE * SIZE
    to = np.clip(np.searchsorted(edge, np.arange(257)) - 1, -1, bands - 1)
    spec = spectra(x)
    power = np.stack([np.square(np.abs(spec[:, to == b])).sum(1) if (to == b).any()
                      else np.zeros(len(spec)) for b in range(bands)], 1)
    carrier = rng.standard_normal(len(x))
    if rng.random() < 0.4:
        carrier = 2 * ((np.arange(len(x)) * rng.uniform(70, 300) / RATE) % 1) - 1
    c = spectra(carrier)
    gain = np.where(to >= 0, np.sqrt(power)[:, np.maximum(to, 0)], 0)
    return sound(c / (np.abs(c).mean() + 1e-9) * gain, len(x))


def overlapped(x, n, frame=480):
    """x in n samples at its own pitch: windows laid closer or further apart."""
    hop = frame // 2
    steps = n // hop + 1
    w = np.hanning(frame + 1)[:-1].astype(np.float32)
    out = np.zeros(steps * hop + frame, np.float32)
    x = np.pad(x, (0, 2 * frame))
    last = len(x) - 2 * frame
    for i in range(steps):
        at = int(i / steps * last)
        if i:  # the place within a pitch period that goes on best
            tail = out[i * hop:i * hop + hop]
            near = x[at:at + 2 * hop]
            fit = np.correlate(near, tail, "valid")
            at += int(fit.argmax())
        out[i * hop:i * hop + frame] += x[at:at + frame] * w
    return out[:n]


def childish(rng, x):
    """Pitch and formants up by 15 to 70 %, or down, at about the old tempo."""
    f = np.exp(rng.uniform(np.log(1.15), np.log(1.7)))
    if rng.random() < 0.2:
        f = rng.uniform(0.7, 0.87)
    y = np.interp(np.arange(0, len(x) - 1, f), np.arange(len(x)), x).astype(np.float32)
    return overlapped(y, len(x))


def lpc(rng, x, order, frame=320):
    """x through linear prediction, its residue replaced or coarsely quantised."""
    out, state = np.zeros(len(x), np.float32), np.zeros(order)
    bits, kind = rng.uniform(0.5, 3), rng.integers(3)
    period = int(RATE / rng.uniform(70, 280))
    memory = np.zeros(order)
    for at in range(0, len(x) - frame + 1, frame):
        y = x[at:at + frame]
        r = np.correlate(y * np.hanning(frame), y * np.hanning(frame), "full")[frame - 1:]
        if r[0] < 1e-6:
            continue
        a = solve_toeplitz(np.append(r[0] * 1.001, r[1:order]), r[1:order + 1])
        a = np.concatenate([[1], -np.round(a * 64) / 64 * 0.995 ** np.arange(1, order + 1)])
        src, memory = lfilter(a, [1], y, zi=memory)
        size = level(src)
        if kind == 0:
            src = np.where(np.arange(at, at + frame) % period == 0, np.sqrt(period), 0) * size
        elif kind == 1:
            src = rng.standard_normal(frame) * size
        else:
            src = np.round(src / size * bits) / bits * size
        got, state = lfilter([1], a, src, zi=state)
        if not np.isfinite(got).all() or np.abs(got).max() > 50 * np.abs(y).max() + 1e-3:
            got, state = y, np.zeros(order)
        out[at:at + frame] = got
    return out


def coded(rng, x):
    """A codec of a few kbit/s, half of the time at 8 kHz."""
    if rng.random() < 0.5:
        y = lpc(rng, resample_poly(x, 1, 2).astype(np.float32), 10, 160)
        return resample_poly(y, 2, 1)[:len(x)].astype(np.float32)
    return lpc(rng, x, 16)


def lost(rng, x):
    """Packets lost in bursts: gaps, or the last packet again and again."""
    n, out = int(RATE * rng.choice([0.01, 0.02, 0.03, 0.06])), x.copy()
    again, gone = rng.random() < 0.6, False
    into, out_of = rng.uniform(0.02, 0.2), rng.uniform(0.2, 0.7)
    for at in range(n, len(x) - n, n):
        gone = rng.random() > out_of if gone else rng.random() < into
        if gone:
            out[at:at + n] = 0.8 * out[at - n:at] if again else 0
    return out


def pumped(rng, x):
    """A gain control that pulls the pauses up and overshoots."""
    a = np.exp(-1 / (RATE * np.exp(rng.uniform(np.log(0.01), np.log(0.6)))))
    size = np.sqrt(lfilter([1 - a], [1, -a], np.square(x))) + level(x) * 10 ** rng.uniform(-3, -0.7)
    return (x / size ** rng.uniform(0.5, 1.0)).astype(np.float32)


def overdriven(rng, x):
    gain = 10 ** (rng.uniform(5, 40) / 20) / level(x) * 0.2
    y = x * gain + rng.uniform(-0.3, 0.3)
    return np.clip(y, -1, 1) if rng.random() < 0.7 else np.tanh(y)


def reversed_talk(rng, x):
    return x[::-1].copy()


def radio(rng, x):
    """Talk over music, pressed together, out of a small loudspeaker."""
    y = x / level(x) + noise.music(rng, len(x)) * 10 ** (rng.uniform(-25, 0) / 20)
    sos = butter(2, [rng.uniform(80, 500), rng.uniform(2500, 7500)], "band", fs=RATE, output="sos")
    return pumped(rng, sosfilt(sos, y).astype(np.float32))


def choppy(rng, x):
    """A voice gate that opens late and shuts early; a bad contact."""
    n = len(x) // 80 + 2
    on = np.repeat(rng.random(n // 8 + 1) < rng.uniform(0.3, 0.8), 8)[:n].astype(float)
    on = np.convolve(on, np.ones(3) / 3)[1:n + 1]
    return (x * np.interp(np.arange(len(x)) / 80, np.arange(n), on)).astype(np.float32)


def muttered(rng, x):
    """Filtered by a spectrum that wanders: through walls, doors, hands, crowds."""
    spec = spectra(x)
    k = len(spec) // 30 + 2
    knots = np.cumsum(rng.normal(0, rng.uniform(2, 9), (k, 12)), 1)
    knots -= knots.mean(1, keepdims=True)
    rows = np.linspace(0, k - 1, len(spec))
    at = rows.astype(int).clip(0, k - 2)
    mix = (rows - at)[:, None]
    gain = (1 - mix) * knots[at] + mix * knots[at + 1]
    cols = np.linspace(0, 11, 257)
    lo = cols.astype(int).clip(0, 10)
    gain = gain[:, lo] * (1 - cols + lo) + gain[:, lo + 1] * (cols - lo)
    return sound(spec * 10 ** (gain / 20), len(x))


def coarse(rng, x):
    """A transform codec at too low a rate: most coefficients rounded to nothing."""
    spec = spectra(x)
    bands = np.minimum(np.arange(257) // 12, 20)
    size = np.stack([np.abs(spec[:, bands == b]).mean(1) for b in range(21)], 1)[:, bands] + 1e-9
    q = rng.uniform(1.2, 2.5)
    return sound(np.round(spec.real / size / q) * size * q
                 + 1j * np.round(spec.imag / size / q) * size * q, len(x))


def sines(rng, x):
    """Sine-wave speech (Remez et al. 1981): a sine on each of a few spectral peaks."""
    mag = np.abs(spectra(x))
    out, t = np.zeros(len(x)), np.arange(len(x)) / HOP
    for lo, hi in ((6, 30), (26, 80), (64, 120)):
        peak = lo + mag[:, lo:hi].argmax(1)
        f = np.interp(t, np.arange(len(peak)), lfilter([0.3], [1, -0.7], peak)) * RATE / SIZE
        a = np.interp(t, np.arange(len(peak)), mag[np.arange(len(peak)), peak])
        out += a * np.sin(2 * np.pi * np.cumsum(f) / RATE)
    return out.astype(np.float32)


def smeared(rng, x):
    """A phase vocoder at two to four times the length, phases drawn anew."""
    factor = rng.uniform(2, 4)
    mag = np.abs(spectra(x))
    rows = np.minimum((np.arange(len(mag)) / factor).astype(int), len(mag) - 1)
    return sound(mag[rows] * np.exp(2j * np.pi * rng.random(mag.shape)), len(x))


KINDS = {"residue": residue, "gated": gated, "subtracted": subtracted, "vocoded": vocoded,
         "childish": childish, "coded": coded, "lost": lost, "pumped": pumped,
         "overdriven": overdriven, "reversed": reversed_talk, "radio": radio,
         "choppy": choppy, "muttered": muttered}
# How often each disguises a segment of talk.
SHARES = {"residue": 6, "gated": 2, "subtracted": 2, "vocoded": 1, "childish": 6, "coded": 1,
          "lost": 1, "pumped": 2, "overdriven": 1, "reversed": 1, "radio": 2, "choppy": 1,
          "muttered": 2}
UNHEARD = {"coarse codec": coarse, "sine waves": sines, "smeared": smeared}


def draw(rng, x):
    """x in a disguise drawn by SHARES, at its old level; now and then in two."""
    names, shares = list(SHARES), np.array(list(SHARES.values()), float)
    size = level(x)
    if size < 1e-4:
        return x
    for _ in range(1 + (rng.random() < 0.2)):
        y = KINDS[names[rng.choice(len(names), p=shares / shares.sum())]](rng, x)
        if not np.abs(y).max() < 1e6:  # a filter that ran away
            break
        x = unit(y)
    return x * size
