"""The front end and the net, exactly as the library computes them.

Both are causal: a frame needs only samples up to its end, a layer only inputs
up to now, and everything before the start of the stream is zero.
"""

import json
import math

import torch
import torch.nn.functional as F
from torch import nn

RATE, FRAME, HOP, FFT, BANDS = 16000, 400, 160, 512, 40
LOW_HZ, HIGH_HZ, SCALE = 60.0, 7800.0, 32768.0
PCEN = {"s": 0.025, "alpha": 0.98, "delta": 2.0, "eps": 100.0, "r": 0}
STEP = 320  # samples a score
WORDS = ("alexa", "computer", "jarvis")
SPAN_MS = {"alexa": 620, "computer": 660, "jarvis": 690}


def mel_weights(warp=1.0):
    """[257, 40] triangular HTK-mel weights; warp stretches the frequency axis."""
    mel = lambda f: 2595 * math.log10(1 + f / 700)
    lo, hi = mel(LOW_HZ), mel(HIGH_HZ)
    points = [700 * (10 ** ((lo + (hi - lo) * i / (BANDS + 1)) / 2595) - 1)
              for i in range(BANDS + 2)]
    f = torch.arange(FFT // 2 + 1, dtype=torch.float64) * RATE / FFT * warp
    out = torch.zeros(len(f), BANDS, dtype=torch.float64)
    for b in range(BANDS):
        a, c, e = points[b:b + 3]
        out[:, b] = torch.clamp(torch.minimum((f - a) / (c - a), (e - f) / (e - c)), min=0)
    return out.float()


def window():
    n = torch.arange(FRAME, dtype=torch.float64)
    return (0.5 - 0.5 * torch.cos(2 * math.pi * n / FRAME)).float()


class FrontEnd(nn.Module):
    """Samples [N, n] in [-1, 1] to features [N, 40, frames].

    PCEN (Wang et al. 2017) at its logarithmic limit r -> 0 (Lostanlen et al.
    2019, "Per-channel energy normalization: why and how"): a word after a quiet
    second would otherwise come out a thousand times larger than one in noise.
    """

    def __init__(self):
        super().__init__()
        self.register_buffer("window", window())
        self.register_buffer("mel", mel_weights())

    def powers(self, x):
        """Power spectra [N, frames, 257]."""
        frames = x.unfold(1, FRAME, HOP) * (self.window * SCALE)
        return torch.view_as_real(torch.fft.rfft(frames, FFT)).square_().sum(3)

    def energies(self, x):
        """Band energies [N, frames, 40]."""
        return self.powers(x) @ self.mel

    def features(self, power, mel=None):
        """Features of power spectra; mel may give each of N/k rows its own weights."""
        if mel is None:
            e = power @ self.mel
        else:
            n, t, k = power.shape
            groups = len(mel)
            e = torch.bmm(power.reshape(groups, n // groups * t, k), mel).reshape(n, t, BANDS)
        s, m, smooth = PCEN["s"], e[:, 0], []
        for t in range(e.shape[1]):
            if t:
                m = (1 - s) * m + s * e[:, t]
            smooth.append(m)
        m = torch.stack(smooth, 1)
        y = torch.log1p(e / (PCEN["eps"] + m) ** PCEN["alpha"] / PCEN["delta"])
        return y.transpose(1, 2).contiguous()

    def forward(self, x, mel=None):
        return self.features(self.powers(x), mel)


def convolve(layer, x, pad):
    """A one-dimensional layer over [N, channels, 1, time], channels innermost.

    Laid out like this PyTorch trains twice as fast on a CPU.
    """
    return F.conv2d(F.pad(x, (pad, 0)), layer.weight.unsqueeze(2), layer.bias,
                    (1, layer.stride[0]), 0, (1, layer.dilation[0]), layer.groups)


class Conv(nn.Module):
    """A causal convolution over all channels, batch norm, ReLU."""

    def __init__(self, cin, cout, taps, stride=1, dilation=1):
        super().__init__()
        self.conv = nn.Conv1d(cin, cout, taps, stride, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm2d(cout)
        # With stride 2 the newest tap of output u lies on input 2u+1.
        self.pad = (taps - 1) * dilation - (stride - 1)

    def forward(self, x):
        return F.relu(self.norm(convolve(self.conv, x, self.pad)))


class Block(nn.Module):
    """A residual block: depthwise over time, then pointwise over channels."""

    def __init__(self, channels, taps, dilation):
        super().__init__()
        self.depth = nn.Conv1d(channels, channels, taps, dilation=dilation,
                               groups=channels, bias=False)
        self.norm1 = nn.BatchNorm2d(channels)
        self.point = nn.Conv1d(channels, channels, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(channels)
        self.pad = (taps - 1) * dilation

    def forward(self, x):
        h = F.relu(self.norm1(convolve(self.depth, x, self.pad)))
        return F.relu(x + self.norm2(convolve(self.point, h, 0)))


class Net(nn.Module):
    """Features [N, 40, frames] to logits [N, words, steps], 20 ms a step."""

    def __init__(self, width=80, taps=7, dilations=(1, 1, 2, 2, 4, 4), dropout=0.0):
        super().__init__()
        self.shape = {"width": width, "taps": taps, "dilations": list(dilations)}
        self.front = Conv(BANDS, width, 5, stride=2)
        self.blocks = nn.ModuleList([Block(width, taps, d) for d in dilations])
        self.drop = nn.Dropout(dropout)
        self.head = nn.Conv1d(width, len(WORDS), 1)
        nn.init.constant_(self.head.bias, -4)

    def forward(self, features):
        if features.shape[2] % 2:
            features = features[:, :, :-1]
        x = features.unsqueeze(2).contiguous(memory_format=torch.channels_last)
        x = self.front(x)
        for block in self.blocks:
            x = block(x)
        return convolve(self.head, self.drop(x), 0).squeeze(2)

    def multiply_adds(self):
        """Multiply-adds a step (20 ms)."""
        return sum(p.numel() for n, p in self.named_parameters()
                   if n.endswith("weight") and "norm" not in n)


def widen(small, net):
    """Copies a narrower net into net, which then says what the narrower one says.

    Its further channels hear the others but are not heard by them yet (Chen et
    al. 2016, "Net2Net").
    """
    n, old = small.shape["width"], small.state_dict()
    with torch.no_grad():
        for name, to in net.state_dict().items():
            part = to[tuple(slice(k) for k in old[name].shape)] if to.dim() else to
            part.copy_(old[name])
            if "point" in name:
                to[:n, n:] = 0
            if name == "head.weight":
                to[:, n:] = 0


def save(path, net, note):
    torch.save({"shape": net.shape, "state": net.state_dict(), "note": json.dumps(note)}, path)


def load(path):
    """The net of a checkpoint in evaluation mode, and its note."""
    kept = torch.load(path, map_location="cpu")
    net = Net(**kept["shape"])
    net.load_state_dict(kept["state"])
    return net.eval(), json.loads(kept["note"])
