"""Trains the student on a bank of segments.

    distil.py PACKED BANK OUT.pt [--steps N] [--start NET.pt] [--episodes W] [--seed S]

The audio of a batch goes through rooms, noise, babble and microphones and a
vocal tract of another length; the student's vectors must still give, by a linear
map, what the teacher says of the clean segment, and with --episodes also serve to
learn words from two sayings (episodes.py).
"""

import argparse
import glob
import math
import os
import time

import numpy as np
import torch

import recipe  # noqa: F401
import net as nets
import noise
import student
from augment import LENGTH, Mixer
from bank import LEVEL, ROWS, opened, trainable
from episodes import loss as episode_loss
from train import average, mask_bands, warped

CROWDS = 150            # stretches of babble, made once
MEMORY, REPLAYS = 250, 5  # batches kept, and uses for each new one
TEACHER = 96


class Hearing(Mixer):
    """Batch i of a bank as a microphone might hear it, with the teacher's vectors."""

    def __init__(self, packed, bank, seed, batches):
        audio, clips = opened(packed)
        super().__init__(audio, clips, trainable(clips), seed, ROWS, batches)
        self.bank = bank
        rng = np.random.default_rng([seed, 600])
        self.crowds = [self.crowd(rng) for _ in range(CROWDS)]

    def crowd(self, rng):
        """Three to eight people talking at once, at an RMS of one."""
        x = np.zeros(2 * LENGTH, np.float32)
        for _ in range(rng.integers(3, 9)):
            x += noise.unit(np.concatenate([self.stretch_of(rng, self.talker(rng)) for _ in "ab"]))
        return noise.unit(x)

    def segment(self, rng):
        """The next row of the bank, levelled, and what it is heard through."""
        fg = next(self.rows).astype(np.float32) / LEVEL
        level, u = rng.uniform(-38, -8), rng.random()
        if u < 0.3:
            bg, under = self.stretch_of(rng, self.crowds[rng.integers(CROWDS)]), rng.uniform(2, 20)
        elif u < 0.65:
            bg = self.stretch_of(rng, self.noises[rng.integers(len(self.noises))])
            bg, under = noise.unit(bg), rng.uniform(-2, 25)
        elif u < 0.72:
            bg, under = noise.unit(self.stretch_of(rng, self.talker(rng))), rng.uniform(12, 25)
        else:
            bg = noise.unit(self.stretch_of(rng, self.hiss[rng.integers(len(self.hiss))]))
            under = level + rng.uniform(55, 85)
        at = 10 ** ((level - under) / 20) if rng.random() > 0.04 else 0.0
        return fg * 10 ** (level / 20), bg * at, [(0, LENGTH, False), None, None]

    def __getitem__(self, i):
        paths = kept(self.bank)
        batch = np.load(paths[np.random.default_rng([self.seed, 601, i]).integers(len(paths))])
        self.rows = iter(batch["audio"])
        x, _ = super().__getitem__(i)
        return x, torch.from_numpy(batch["teacher"].astype(np.float32)), torch.from_numpy(
            batch["words"].astype(np.int64))


def kept(bank):
    """The batches of a bank, which may still be growing."""
    return sorted(glob.glob(os.path.join(bank, "????.npz")))


def principal(paths, count=40):
    """The teacher's mean and its axes, each scaled by its variance to the -1/4.

    Whitened, the small axes would be learnt for their noise; as they are, nothing
    but the largest.
    """
    v = np.concatenate([np.load(p)["teacher"] for p in paths[:count]]).reshape(-1, TEACHER)
    v = torch.from_numpy(v.astype(np.float64))
    mean = v.mean(0)
    values, axes = torch.linalg.eigh((v - mean).t() @ (v - mean) / len(v))
    axes = axes * values.clamp(min=1e-6) ** -0.25
    y = (v - mean) @ axes
    return mean.float(), (axes / y.square().mean().sqrt()).float()


def heard(data, rng, parts):
    """Yields (features, teacher's vectors, words): each new batch, then some old ones.

    Mixing a batch and its front end cost more than a step of the net. A batch
    comes in so many parts; the words hold for whole batches only.
    """
    front, memory = nets.FrontEnd(), []
    for x, taught, words in torch.utils.data.DataLoader(data, batch_size=None):
        with torch.no_grad():
            new = front(x, warped(rng)).half(), taught, words
        if len(memory) < MEMORY:
            memory.append(new)
        else:
            memory[rng.integers(MEMORY)] = new
        old = rng.integers(0, len(memory), REPLAYS - 1)
        for features, taught, words in [new, *(memory[k] for k in old)]:
            for rows in torch.from_numpy(rng.permutation(ROWS)).chunk(parts) if parts > 1 else [slice(None)]:
                yield mask_bands(rng, features[rows].float()), taught[rows], words


def run(args):
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    parts = 1 if args.episodes else 2
    data = Hearing(args.packed, args.bank, args.seed, -(-args.steps // (REPLAYS * parts)))
    model, shadow = student.Net(), student.Net()
    guess = torch.nn.Linear(student.SIZE, TEACHER)
    mean, axes = principal(kept(args.bank))
    if args.start:
        earlier, extra, _ = student.load(args.start)
        model.load_state_dict(earlier.state_dict())
        guess.load_state_dict(extra["guess"])
        mean, axes = extra["mean"], extra["axes"]
    shadow.load_state_dict(model.state_dict())
    rng = np.random.default_rng([args.seed, 5])
    params = [*model.parameters(), *guess.parameters()]
    opt = torch.optim.AdamW(params, lr=args.rate, weight_decay=0.02)
    began, totals = time.time(), np.zeros(2)
    for i, (features, taught, words) in enumerate(heard(data, rng, parts)):
        for g in opt.param_groups:
            fall = 0.5 + 0.5 * math.cos(math.pi * i / args.steps)
            g["lr"] = args.rate * min(1, (i + 1) / 100) * max(fall, 0.02)
        model.train()
        z = model(features)
        wanted = (taught - mean) @ axes
        far = (guess(z.transpose(1, 2)) - wanted).square().mean()
        apart = episode_loss(z, words) if args.episodes else far * 0
        opt.zero_grad()
        (far + args.episodes * apart).backward()
        torch.nn.utils.clip_grad_norm_(params, 5.0)
        opt.step()
        average(shadow, model, min(0.998, (i + 1) / (i + 10)))
        totals += float(far), float(apart)
        if (i + 1) % 50 == 0:
            print(f"{i + 1:6d} teacher {totals[0] / 50:.4f} episodes {totals[1] / 50:.4f} "
                  f"{time.time() - began:6.0f} s {time.process_time():6.0f} cpu", flush=True)
            totals[:] = 0
        if (i + 1) % 200 == 0 or i + 1 == args.steps:
            student.save(args.out, shadow, {"guess": guess.state_dict(), "mean": mean, "axes": axes},
                         {"steps": i + 1, "of": args.steps, "seed": args.seed,
                          "episodes": args.episodes, "start": args.start})


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("packed")
    p.add_argument("bank")
    p.add_argument("out")
    p.add_argument("--start")
    p.add_argument("--episodes", type=float, default=0.0)
    p.add_argument("--steps", type=int, default=3000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--rate", type=float, default=3e-3)
    return p.parse_args()


if __name__ == "__main__":
    run(arguments())
