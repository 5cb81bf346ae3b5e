"""Writes a trained net in the library's format, with its checksum and vectors.

    export.py NET.pt[+NET.pt...] WORDS_DIR

writes WORDS_DIR/weights.safetensors (float16, batch norm folded),
weights.safetensors.sha256 and testdata/vectors.safetensors: half synthesised
speech-like sound, half noise, the features of every tenth frame, the logits of
every step, from the weights as stored. The library must agree within 1e-4.
Several nets, their paths joined by "+", score by the mean of their logits.
"""

import hashlib
import json
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

import net as nets
import noise


def folded(weight, norm):
    """A convolution without bias and its batch norm as one weight and bias."""
    gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return weight * gain[:, None, None], norm.bias - norm.running_mean * gain


def tensors(net, prefix):
    """(layer list, tensors by name) of a net in evaluation mode, float16."""
    width = net.shape["width"]
    w, b = folded(net.front.conv.weight, net.front.norm)
    layers = [{"op": "conv", "name": "front", "in": nets.BANDS, "out": width, "taps": w.shape[2],
               "stride": 2, "dilation": 1, "relu": True}]
    out = {"front.w": w, "front.b": b}
    for i, (block, dilation) in enumerate(zip(net.blocks, net.shape["dilations"])):
        name = f"b{i}"
        dw, db = folded(block.depth.weight, block.norm1)
        pw, pb = folded(block.point.weight, block.norm2)
        out.update({f"{name}.dw": dw[:, 0], f"{name}.db": db,
                    f"{name}.pw": pw[:, :, 0], f"{name}.pb": pb})
        layers.append({"op": "block", "name": name, "channels": width,
                       "taps": dw.shape[2], "dilation": dilation})
    out.update({"head.w": net.head.weight, "head.b": net.head.bias})
    layers.append({"op": "conv", "name": "head", "in": width, "out": len(nets.WORDS), "taps": 1,
                   "stride": 1, "dilation": 1, "relu": False})
    for l in layers:
        l["name"] = prefix + l["name"]
    return layers, {prefix + k: v.detach().half().contiguous() for k, v in out.items()}


def forward(layers, t, features):
    """Logits [words, steps] from the stored tensors: the format, executed."""
    x = features[None, :, :features.shape[1] // 2 * 2]
    f = {k: v.float() for k, v in t.items()}
    for l in layers:
        n, pad = l["name"], (l["taps"] - 1) * l["dilation"]
        if l["op"] == "conv":
            x = F.pad(x, (pad - (l["stride"] - 1), 0))
            x = F.conv1d(x, f[n + ".w"], f[n + ".b"], l["stride"])
            x = F.relu(x) if l["relu"] else x
            continue
        h = F.conv1d(F.pad(x, (pad, 0)), f[n + ".dw"][:, None], f[n + ".db"],
                     dilation=l["dilation"], groups=l["channels"])
        x = F.relu(x + F.conv1d(F.relu(h), f[n + ".pw"][:, :, None], f[n + ".pb"]))
    return x[0]


def safetensors(path, arrays, metadata):
    """Writes arrays by name: u64 header length, JSON header, data."""
    kinds = {"float16": "F16", "float32": "F32", "int16": "I16", "int8": "I8"}
    header, blobs, at = {"__metadata__": metadata}, [], 0
    for name, a in sorted(arrays.items()):
        blob = np.ascontiguousarray(a).tobytes()
        header[name] = {"dtype": kinds[str(a.dtype)], "shape": list(a.shape),
                        "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(len(text).to_bytes(8, "little") + text + b"".join(blobs))


def description(stacks):
    return {"format": 2, "sample_rate": nets.RATE,
            "frontend": {"frame": nets.FRAME, "hop": nets.HOP, "fft": nets.FFT,
                         "scale": int(nets.SCALE), "bands": nets.BANDS,
                         "low_hz": nets.LOW_HZ, "high_hz": nets.HIGH_HZ, "pcen": nets.PCEN},
            "nets": stacks,
            "words": [{"name": w, "span_ms": nets.SPAN_MS[w]} for w in nets.WORDS],
            "step": nets.STEP, "delay_ms": 5}


def probe(seed=3, seconds=1.0):
    """Sound for the stored vectors: made here, so nobody's recording."""
    rng = np.random.default_rng(seed)
    n = int(nets.RATE * seconds)
    x = np.concatenate([0.1 * noise.babyish(rng, n // 2), 0.02 * noise.clatter(rng, n // 4),
                        np.zeros(n // 8), 0.3 * noise.music(rng, n - n // 2 - n // 4 - n // 8)])
    return np.clip(np.round(x * 32768), -32768, 32767).astype(np.int16)


def main(checkpoints, folder):
    torch.set_num_threads(1)
    parts = [nets.load(p)[0] for p in checkpoints.split("+")]
    stacks, t = [], {}
    for i, net in enumerate(parts):
        layers, own = tensors(net, f"n{i}.")
        stacks.append(layers)
        t.update(own)
    path = os.path.join(folder, "weights.safetensors")
    safetensors(path, {k: v.numpy() for k, v in t.items()},
                {"hearsay": json.dumps(description(stacks), separators=(",", ":"))})
    with open(path, "rb") as f:
        digest = hashlib.sha256(f.read()).hexdigest()
    with open(path + ".sha256", "w") as f:
        f.write(f"{digest}  weights.safetensors\n")
    audio = probe()
    features = nets.FrontEnd()(torch.from_numpy(audio.astype(np.float32) / 32768)[None])[0]
    logits = torch.stack([forward(layers, t, features) for layers in stacks]).mean(0)
    os.makedirs(os.path.join(folder, "testdata"), exist_ok=True)
    safetensors(os.path.join(folder, "testdata", "vectors.safetensors"),
                {"audio": audio, "features": features.t()[::10].numpy(),
                 "logits": logits.t().numpy()},
                {"steps": str(logits.shape[1]), "weights": digest})
    drift = (logits - torch.stack([net(features[None])[0] for net in parts]).mean(0)).abs().max()
    print(f"{sum(v.numel() for v in t.values())} weights, "
          f"{sum(net.multiply_adds() for net in parts)} multiply-adds a step, "
          f"{os.path.getsize(path)} bytes, float16 moves a logit by at most {drift:.4f}")


if __name__ == "__main__":
    with torch.no_grad():
        main(*sys.argv[1:3])
