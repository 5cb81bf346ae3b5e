"""Which negatives an earlier net finds hard, so that they are drawn more often."""

import numpy as np

from evaluate import Scorer

EASY = 0.15  # the share of a draw that the easiest clip keeps


def weights(path, audio, clips, talk):
    """For each source of talk, the probability of drawing each of its clips.

    A clip weighs as much as the earlier net believes in its worst step, and at
    least EASY.
    """
    scorer, out = Scorer(path), {}
    for kind, members in talk.items():
        w = np.array([worst(scorer, audio, clips[i]) for i in members])
        w = np.maximum(1 / (1 + np.exp(-w)), EASY)
        out[kind] = w / w.sum() if len(w) else None
    return out


def worst(scorer, audio, clip):
    """The highest logit of any word in a clip that holds none."""
    x = audio[clip["start"]:clip["start"] + clip["length"]].astype(np.float32) / 32768
    pad = np.zeros(8000, np.float32)
    return float(scorer.logits(np.concatenate([pad, x, pad])).max())
