"""Writes a trained student in the library's format, with checksum and vectors.

    release.py NET.pt SPEECH_DIR [STREAMS]

writes SPEECH_DIR/weights.safetensors (8 bits a weight, with a scale for each output
channel; batch norm folded), weights.safetensors.sha256 and testdata/vectors.safetensors: made sound and its
vectors, from the weights as stored, which the library must give within 1e-4.
Over the LibriSpeech of STREAMS each value is brought to mean 0 and variance 1;
that is folded into the last layer. The file format is that of words/train.
"""

import hashlib
import json
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

import recipe  # noqa: F401
import net as nets
import student
from export import probe, safetensors
from student import LEAD, STEP

FIRST = 12  # steps of a stream that measure nothing: silence is still heard


def tensors(net, mean, deviation):
    """(layer list, tensors by name), float16; the last layer gives normal values."""
    layers, out = [], {}
    for i, block in enumerate([*net.banded, *net.dense]):
        c, name = block.conv, f"c{i}"
        gain = block.norm.weight / torch.sqrt(block.norm.running_var + block.norm.eps)
        out[name + ".w"] = c.weight * gain.reshape(-1, *[1] * (c.weight.dim() - 1))
        out[name + ".b"] = block.norm.bias - block.norm.running_mean * gain
        layers.append({"op": "conv", **geometry(name, c, True)})
        if c.weight.dim() == 4:
            layers[-1].update(op="banded", bands=block.bands, band_taps=c.kernel_size[0],
                              band_stride=c.stride[0])
    out["last.w"] = net.last.weight / deviation[:, None, None]
    out["last.b"] = (net.last.bias - mean) / deviation
    layers.append({"op": "conv", **geometry("last", net.last, False)})
    return layers, {k: v.detach().half().contiguous() for k, v in out.items()}


def quantised(t):
    """Weights as int8 with a float32 scale for each output channel; biases stay."""
    out = {}
    for name, v in t.items():
        if name.endswith(".w"):
            scale = v.float().flatten(1).abs().amax(1).clamp(min=1e-8) / 127
            out[name + ".scale"] = scale
            v = torch.round(v.float() / scale.reshape(-1, *[1] * (v.dim() - 1))).to(torch.int8)
        out[name] = v
    return out


def weight(t, name):
    """A stored tensor as the library decodes it."""
    v = t[name].float()
    scale = t.get(name + ".scale")
    return v if scale is None else v * scale.reshape(-1, *[1] * (v.dim() - 1))


def geometry(name, conv, relu):
    """What every convolution is described by; time is its last axis."""
    return {"name": name, "in": conv.in_channels, "out": conv.out_channels,
            "taps": conv.kernel_size[-1], "stride": conv.stride[-1],
            "dilation": conv.dilation[-1], "relu": relu}


def forward(layers, t, features):
    """Vectors [steps, size] from the stored tensors: the format, executed."""
    x = F.pad(features[None], (LEAD, 0))
    x = x[:, :, :x.shape[2] // 8 * 8]  # [1, bands * channels, frames], bands outside
    for l in layers:
        w, b = weight(t, l["name"] + ".w"), weight(t, l["name"] + ".b")
        pad = (l["taps"] - 1) * l["dilation"] - (l["stride"] - 1)
        if l["op"] == "banded":
            below = (l["band_taps"] - 1) // 2
            x = x.unflatten(1, (l["bands"], l["in"])).transpose(1, 2)
            x = F.pad(x, (pad, 0, below, l["band_taps"] - below - l["band_stride"]))
            x = F.conv2d(x, w, b, (l["band_stride"], l["stride"])).transpose(1, 2).flatten(1, 2)
        else:
            x = F.conv1d(F.pad(x, (pad, 0)), w, b, l["stride"], dilation=l["dilation"])
        x = F.relu(x) if l["relu"] else x
    return x[0].t()


def spread(net, streams):
    """Mean and deviation of each value over read speech."""
    with open(os.path.join(streams, "librispeech.json")) as f:
        rows = json.load(f)
    audio = np.load(os.path.join(streams, "librispeech.npy"), mmap_mode="r")
    front = nets.FrontEnd()
    v = torch.cat([student.embed(net, front, audio[r["start"]:r["start"] + min(r["length"], 1600000)]
                                 .astype(np.float32) / 32768)[FIRST:] for r in rows])
    return v.mean(0), v.std(0)


def hears_ms(net):
    """How far back a vector hears, in ms, PCEN apart."""
    back, hop = nets.FRAME / nets.RATE * 1000, 10
    for conv in [*(c.conv for c in net.banded), *(c.conv for c in net.dense), net.last]:
        back += (conv.kernel_size[-1] - 1) * conv.dilation[-1] * hop
        hop *= conv.stride[-1]
    return round(back)


def description(net, layers):
    return {"format": 1, "sample_rate": nets.RATE, "step": STEP, "lead": LEAD,
            "context_ms": hears_ms(net), "delay_ms": 5,
            "frontend": {"frame": nets.FRAME, "hop": nets.HOP, "fft": nets.FFT,
                         "scale": int(nets.SCALE), "bands": nets.BANDS,
                         "low_hz": nets.LOW_HZ, "high_hz": nets.HIGH_HZ, "pcen": nets.PCEN},
            "layers": layers}


def main(checkpoint, folder, streams=None):
    torch.set_num_threads(1)
    net, _, note = student.load(checkpoint)
    mean, deviation = spread(net, streams) if streams else (torch.zeros(1), torch.ones(1))
    layers, exact = tensors(net, mean, deviation)
    t = quantised(exact)
    path = os.path.join(folder, "weights.safetensors")
    safetensors(path, {k: v.numpy() for k, v in t.items()},
                {"hearsay": json.dumps(description(net, layers), separators=(",", ":"))})
    with open(path, "rb") as f:
        digest = hashlib.sha256(f.read()).hexdigest()
    with open(path + ".sha256", "w") as f:
        f.write(f"{digest}  weights.safetensors\n")
    audio = probe(seconds=2.0)
    features = nets.FrontEnd()(torch.from_numpy(audio.astype(np.float32) / 32768)[None])[0]
    vectors = forward(layers, t, features)
    os.makedirs(os.path.join(folder, "testdata"), exist_ok=True)
    safetensors(os.path.join(folder, "testdata", "vectors.safetensors"),
                {"audio": audio, "vectors": vectors.numpy()}, {"weights": digest})
    plain = (net(features[None])[0].t() - mean) / deviation
    print(f"{sum(v.numel() for v in exact.values())} weights, {os.path.getsize(path)} bytes, hears "
          f"{hears_ms(net)} ms, storing moves a value by {(vectors - plain).pow(2).mean().sqrt():.4f} "
          f"(root mean square; at most {(vectors - plain).abs().max():.4f}); {note}")


if __name__ == "__main__":
    with torch.no_grad():
        main(*sys.argv[1:])
