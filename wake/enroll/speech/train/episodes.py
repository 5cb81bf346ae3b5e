"""The loss that rehearses enrolment.

In a batch some words are said several times by different voices, in noise. For
each, two sayings play the recordings of a user: a linear detector is made of them
in closed form, and the other sayings must score above everything else that the
batch holds. This is metric learning with a differentiable solver (Bertinetto et
al. 2019, "Meta-learning with differentiable closed-form solvers") on the very
decision of package enroll: a linear function of eight vectors in a row.
"""

import torch
import torch.nn.functional as F

from student import STEP

WINDOW = 8              # vectors in a row
AFTER = (0, 1, 2)       # windows that end so many steps after the word count as it
SUPPORT = 2             # sayings to learn from
RIDGE = 0.05            # of the mean variance


def windows(z):
    """Vectors [N, C, T] to [N, T - 7, 8 * C], each row all of one window."""
    return z.unfold(2, WINDOW, 1).permute(0, 2, 3, 1).flatten(2)


def ends(words, steps):
    """For each word the windows that end with it: [n, len(AFTER)], and which exist."""
    last = torch.div(words[:, 3] + STEP - 1, STEP, rounding_mode="floor") - 1
    at = last[:, None] + torch.tensor(AFTER) - (WINDOW - 1)
    return at.clamp(0, steps - WINDOW), (at >= 0) & (at <= steps - WINDOW)


def loss(z, words):
    """How hard the other sayings are to tell from all else; 0 where they stand apart.

    z is [N, C, T]; words [n, 4] says row, label, first and last sample of each word.
    """
    x = windows(z)
    x = x - x.mean((0, 1), keepdim=True)
    at, there = ends(words, z.shape[2])
    keep = there.all(1)
    words, at = words[keep], at[keep]
    said = x[words[:, 0][:, None], at]                     # [n, 3, D]
    flat = x.flatten(0, 1)
    spread = flat.t() @ flat / len(flat)
    spread = spread + RIDGE * spread.diagonal().mean() * torch.eye(len(spread))
    labels, which, counts = torch.unique(words[:, 1], return_inverse=True, return_counts=True)
    rank = torch.stack([(which[:i] == w).sum() for i, w in enumerate(which)])
    chosen = [k for k in range(len(labels)) if counts[k] > SUPPORT]
    if not chosen:
        return z.sum() * 0
    means = torch.stack([said[(which == k) & (rank < SUPPORT)].mean((0, 1)) for k in chosen])
    detectors = torch.linalg.solve(spread, means.t())      # [D, labels]
    # One standard deviation of everything in the batch is one unit of score.
    detectors = detectors / (means.t() * detectors).sum(0).clamp(min=1e-6).sqrt()
    scores = flat @ detectors                              # [windows, labels]
    rows = torch.arange(len(x)).repeat_interleave(x.shape[1])
    total = []
    for j, k in enumerate(chosen):
        own = words[which == k, 0]
        wrong = scores[~torch.isin(rows, own), j].logsumexp(0)
        right = (said[(which == k) & (rank >= SUPPORT)] @ detectors[:, j]).amax(1)
        total.append(F.softplus(wrong - right).mean())
    return torch.stack(total).mean()
