"""Trains the net on packed recordings.

    train.py PACKED OUT.pt [--fold 0|1|2] [--steps N] [--start NET.pt] [--mine NET.pt] [--seed S]

Without --fold it trains on everything; with it, one third of each source is
kept out (split.py) for measure.py to measure on. --start goes on from an
earlier net, which may be narrower; --mine draws the negatives that an earlier net finds hard more often.
"""

import argparse
import json
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

import mine
import net as nets
from augment import Mixer
from split import parts


def loss(logits, pos, ignore):
    """Found somewhere in its region, and nowhere else.

    A word's region counts by its best step (and, gently, its four best); every
    other step by its own, and once more the four worst of each segment: a false
    accept is made by the worst step, not by the mean.
    """
    miss = F.softplus(-logits)
    hit = logits.masked_fill(~pos, -30)
    has = pos.any(2)
    best = hit.topk(4, dim=2).values
    lp = 0.7 * F.softplus(-best[..., 0]) + 0.3 * F.softplus(-best).mean(2)
    lp = lp[has].mean() if has.any() else miss.sum() * 0
    wrong = F.softplus(logits.masked_fill(pos | ignore, -30))
    return lp + 12 * wrong.mean() + 5 * wrong.topk(4, dim=2).values.mean()


def warped(rng, groups=8):
    """Mel weights of made-up vocal tracts, one set for each group of rows."""
    return torch.stack([nets.mel_weights(float(np.exp(rng.normal(0, 0.07))))
                        for _ in range(groups)])


def mask_bands(rng, features):
    """Silences a few bands of some rows."""
    for n in np.flatnonzero(rng.random(len(features)) < 0.25):
        width = rng.integers(1, 7)
        at = rng.integers(0, nets.BANDS - width)
        features[n, at:at + width] = 0
    return features


def twice(front, batches):
    """Each batch two times in a row: it meets other vocal tracts the second time."""
    for x, targets in batches:
        with torch.no_grad():
            power = front.powers(x)
        yield power, targets
        yield power, targets


def average(shadow, net, decay):
    """Moves the running average of the weights towards the net."""
    with torch.no_grad():
        for s, p in zip(shadow.state_dict().values(), net.state_dict().values()):
            if s.dtype.is_floating_point:
                s.lerp_(p, 1 - decay)
            else:
                s.copy_(p)


def run(args):
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    audio = np.load(os.path.join(args.packed, "audio.npy"), mmap_mode="r")
    with open(os.path.join(args.packed, "clips.json")) as f:
        clips = json.load(f)
    indices, _ = parts(clips, args.fold)
    mixer = Mixer(audio, clips, indices, args.seed, batches=-(-args.steps // 2))
    if args.mine:
        mixer.weights = mine.weights(args.mine, audio, clips, mixer.talk)
    batches = torch.utils.data.DataLoader(mixer, batch_size=None, num_workers=args.workers,
                                          prefetch_factor=4)
    model = nets.Net(args.width, args.taps, args.dilations, 0.05)
    if args.start:
        nets.widen(nets.load(args.start)[0], model)
    shadow = nets.Net(args.width, args.taps, args.dilations)
    shadow.load_state_dict(model.state_dict())
    front = nets.FrontEnd()
    opt = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=0.02)
    rng = np.random.default_rng([args.seed, 5])
    began, total = time.time(), 0.0
    for i, (power, (pos, ignore)) in enumerate(twice(front, batches)):
        for g in opt.param_groups:
            fall = 0.5 + 0.5 * math.cos(math.pi * i / args.steps)
            g["lr"] = args.rate * min(1, (i + 1) / 200) * fall
        with torch.no_grad():
            features = mask_bands(rng, front.features(power, warped(rng)))
        model.train()
        value = loss(model(features)[:, :, :pos.shape[2]], pos, ignore)
        opt.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        opt.step()
        average(shadow, model, min(0.998, (i + 1) / (i + 10)))
        total += float(value)
        if (i + 1) % 100 == 0:
            print(f"{i + 1:6d} loss {total / 100:.4f} {time.time() - began:6.0f} s", flush=True)
            total = 0.0
        if (i + 1) % 250 == 0 or i + 1 == args.steps:
            nets.save(args.out, shadow, {"fold": args.fold, "steps": i + 1, "of": args.steps,
                                         "seed": args.seed})


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("packed")
    p.add_argument("out")
    p.add_argument("--fold", type=int)
    p.add_argument("--start")
    p.add_argument("--mine")
    p.add_argument("--steps", type=int, default=5000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--workers", type=int, default=1)
    p.add_argument("--rate", type=float, default=4e-3)
    p.add_argument("--width", type=int, default=80)
    p.add_argument("--taps", type=int, default=7)
    p.add_argument("--dilations", type=int, nargs="+", default=[1, 1, 2, 2, 4, 4])
    return p.parse_args()


if __name__ == "__main__":
    run(arguments())
