"""Which clips a training run may hear, and which only its measurement.

Three folds. Readers of LibriSpeech go to a fold whole; the clips of every other
folder are cut into contiguous ranges of their numbers (neighbours are often one
person), fold after fold, and four clips on the training side of a border are
heard by nobody. Classes of ESC-10 and of the samples stay together, so that each fold
is measured on kinds of sound it never heard. Synthesised clips go by voice
family: one family is kept out in each fold.
"""

FOLDS = 3
GAP = 4
RANGES = {"picovoice": 6, "commands": 6, "precise": 3, "arabic": 6, "german": 3, "keywords": 6}
# A speaker is one family, whichever program says his words.
VOICES = {"flite rms": 0, "festival ked_diphone": 0,
          "flite slt": 1, "festival cmu_us_slt_arctic_hts": 1,
          "flite kal": 2, "flite kal16": 2, "festival kal_diphone": 2}


def families(clips):
    """Lists of clip indices that are cut into ranges or groups together."""
    out = {}
    for i, c in enumerate(clips):
        key = c["source"], c["group"] if c["source"] == "picovoice" else ""
        out.setdefault(key, []).append(i)
    return [(source, members) for (source, _), members in sorted(out.items())]


def folds(clips):
    """For each clip its fold, or -1 where it is always trained on (synthesised)."""
    out = [None] * len(clips)
    for source, members in families(clips):
        if source in RANGES:
            for k, i in enumerate(members):
                out[i] = k * RANGES[source] // len(members) % FOLDS
            continue
        groups = sorted({clips[i]["group"] for i in members})
        for i in members:
            group = clips[i]["group"]
            synthetic = source.startswith("synth")
            out[i] = VOICES.get(group, -1) if synthetic else groups.index(group) % FOLDS
    return out


def parts(clips, fold):
    """(indices to train on, indices to measure on); fold None trains on all."""
    if fold is None:
        return list(range(len(clips))), []
    of, near = folds(clips), set()
    for source, members in families(clips):
        held = {k for k, i in enumerate(members) if of[i] == fold}
        if source in RANGES:
            near |= {members[j] for k in held
                     for j in range(max(0, k - GAP), min(len(members), k + GAP + 1))}
    train = [i for i, f in enumerate(of) if f != fold and i not in near]
    return train, [i for i, f in enumerate(of) if f == fold]
