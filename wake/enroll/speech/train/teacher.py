"""The teacher: the speech embedding of Lin et al. 2020 ("Training keyword
spotters with limited and synthesized speech data"; Google, Apache-2.0) with the
mel front end of openWakeWord, read from their ONNX files.

It works on whole streams at once and gives what openWakeWord gives step by
step: mel frames of each step of 1,280 samples with the 480 before it, divided by
10 plus 2, then windows of 76 frames every 8. Checked against ONNX Runtime 1.26
through openWakeWord's "alexa" head: scores equal within 2e-6.
"""

import os

import numpy as np
import torch
import torch.nn.functional as F

import onnx

STEP, LEAD = 1280, 480
FRAMES, HEARD = 76, 11  # mel frames of a vector; steps heard before the first


class Teacher:
    def __init__(self, folder):
        self.arrays = {}
        _, arrays = onnx.read(os.path.join(folder, "melspectrogram.onnx"))
        mel = {k: tensor(v) for k, v in arrays.items()}
        self.fourier = torch.cat([mel["0.stft.conv_real.weight"][:, 0],
                                  mel["0.stft.conv_imag.weight"][:, 0]]).t().contiguous()
        self.bands = mel["1.melW"]
        self.nodes, arrays = onnx.read(os.path.join(folder, "embedding_model.onnx"))
        self.arrays = {k: tensor(v) for k, v in arrays.items()}

    def mels(self, x):
        """Samples [N, n] to frames [N, steps * 8, 32], from the second step on."""
        frames = x[:, STEP - LEAD:].unfold(1, STEP + LEAD, STEP).unfold(2, 512, 160)
        y = frames.reshape(-1, 512) @ self.fourier
        power = (y[:, :257] ** 2 + y[:, 257:] ** 2) @ self.bands
        db = (10 * torch.log10(power.clamp(min=1e-10))).reshape(*frames.shape[:3], 32)
        db = torch.maximum(db, db.amax((2, 3), keepdim=True) - 80)
        return (db / 10 + 2).flatten(1, 2)

    def run(self, n, x):
        """One node of the embedding on [N, channels, frames, bands]."""
        w = [self.arrays.get(name) for name in n["in"][1:]]
        at = n["attr"]
        if n["op"] == "Pad":
            before, after = np.split(w[0].int().numpy(), 2)
            if before[[0, 1, 3]].any() or after[[0, 1, 3]].any():
                raise ValueError(f"teacher: padding {w[0]} of other than bands")
            return F.pad(x, (int(before[2]), int(after[2])))
        if n["op"] == "Conv":
            pads = at.get("pads", [0, 0, 0, 0])
            return F.conv2d(x, w[0], w[1] if len(w) > 1 else None, at["strides"], pads[:2])
        if n["op"] == "BatchNormalization":
            return F.batch_norm(x, w[2], w[3], w[0], w[1], eps=at["epsilon"])
        if n["op"] == "LeakyRelu":
            return F.leaky_relu(x, at["alpha"])
        if n["op"] == "Max":
            return torch.maximum(x, w[0])
        if n["op"] == "MaxPool":
            return F.max_pool2d(x, at["kernel_shape"], at["strides"])
        return {"Relu": F.relu, "Reshape": lambda x: x}[n["op"]](x)

    def __call__(self, x):
        """Samples in the range of int16, [N, n], to vectors [N, E, 96].

        Vector e has heard STEP * (e + HEARD) samples.
        """
        with torch.no_grad():
            y = self.mels(x)[:, None, (HEARD - 1) * 8 - FRAMES:]
            for n in self.nodes:
                y = self.run(n, y)
            return y[..., 0].transpose(1, 2).contiguous()


def tensor(a):
    return torch.from_numpy(np.array(a, dtype=np.float32))
