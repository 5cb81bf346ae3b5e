"""The student: a causal net on the front end of words/train, a vector every 80 ms.

The first layers are convolutions over time and bands: a sound is the same sound
a few bands higher, in a shorter throat, and the net need not learn that from six
hours of speech. The others look at all bands at once.
"""

import json

import torch
import torch.nn.functional as F
from torch import nn

import recipe  # noqa: F401
import net as nets

STEP, SIZE = 1280, 96
# A vector hears whole frames of 25 ms every 10 ms. Two frames of nothing put
# before the stream make the last of a vector's eight end 5 ms before its step.
LEAD = 2
# Over time and bands: output channels, taps, stride, band taps, band stride.
BANDED = ((16, 5, 2, 5, 2), (32, 3, 2, 3, 2), (40, 3, 1, 3, 1), (64, 3, 1, 3, 2))
# Over time and all channels: output channels, taps, stride, dilation.
DENSE = ((128, 1, 1, 1), (128, 3, 1, 2), (128, 3, 2, 2))
LAST = 3  # taps of the linear layer that ends it


class Banded(nn.Module):
    """A convolution, causal in time, over bands too; batch norm, ReLU."""

    def __init__(self, bands, cin, cout, taps, stride, band_taps, band_stride):
        super().__init__()
        self.bands, self.stride, self.band_stride = bands, stride, band_stride
        self.conv = nn.Conv2d(cin, cout, (band_taps, taps), (band_stride, stride), bias=False)
        self.norm = nn.BatchNorm2d(cout)
        below = (band_taps - 1) // 2
        # Output band f looks at the inputs around band_stride * f.
        self.pad = (taps - stride, 0, below, band_taps - below - band_stride)

    def forward(self, x):
        return F.relu(self.norm(self.conv(F.pad(x, self.pad))))


class Dense(nn.Module):
    """A causal convolution over all channels, batch norm, ReLU."""

    def __init__(self, cin, cout, taps, stride, dilation):
        super().__init__()
        self.conv = nn.Conv1d(cin, cout, taps, stride, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm1d(cout)
        # With stride 2 the newest tap of output u lies on input 2u+1.
        self.pad = (taps - 1) * dilation - (stride - 1)

    def forward(self, x):
        return F.relu(self.norm(self.conv(F.pad(x, (self.pad, 0)))))


class Net(nn.Module):
    """Features [N, 40, frames] to vectors [N, SIZE, frames // 8]."""

    def __init__(self, banded=BANDED, dense=DENSE, size=SIZE):
        super().__init__()
        self.shape = {"banded": [list(x) for x in banded], "dense": [list(x) for x in dense],
                      "size": size}
        self.banded, self.dense, bands, channels = nn.ModuleList(), nn.ModuleList(), nets.BANDS, 1
        for layer in banded:
            self.banded.append(Banded(bands, channels, *layer))
            bands, channels = bands // layer[4], layer[0]
        channels *= bands
        for layer in dense:
            self.dense.append(Dense(channels, *layer))
            channels = layer[0]
        self.last = nn.Conv1d(channels, size, LAST)

    def forward(self, features):
        x = F.pad(features, (LEAD, 0))
        x = x[:, None, :, :x.shape[2] // 8 * 8]
        for layer in self.banded:
            x = layer(x)
        x = x.transpose(1, 2).flatten(1, 2)  # bands outside, channels inside
        for layer in self.dense:
            x = layer(x)
        return self.last(F.pad(x, (LAST - 1, 0)))

    def weights(self):
        return sum(p.numel() for p in self.parameters())


def save(path, net, extra, note):
    torch.save({"shape": net.shape, "state": net.state_dict(), "extra": extra,
                "note": json.dumps(note)}, path)


def load(path):
    """The net of a checkpoint in evaluation mode, what else was kept, and its note."""
    kept = torch.load(path, map_location="cpu")
    net = Net(**kept["shape"])
    net.load_state_dict(kept["state"])
    return net.eval(), kept["extra"], json.loads(kept["note"])


def embed(net, front, x, block=16000 * 120, lead=STEP * 100):
    """Vectors [steps, SIZE] of one stream of samples in [-1, 1], block by block.

    Number j has heard STEP * (j + 1) samples. lead is more than the net hears and
    the level of PCEN remembers.
    """
    out = []
    for at in range(0, len(x), block):
        back = min(at, lead)
        piece = torch.from_numpy(x[at - back:at + block])[None]
        if piece.shape[1] < STEP:
            break
        with torch.no_grad():
            out.append(net(front(piece))[0, :, back // STEP:].t())
    return torch.cat(out) if out else torch.zeros(0, SIZE)
