"""Many words by many voices, of the synthesisers of Debian.

    speak.py OUT [PHRASES] [VOICES]

writes WAV files and OUT/clips.jsonl as synth.py of words/train does: PHRASES words and
pairs of words out of the CMU dictionary, two to four syllables as wake words
have them, each said by VOICES voices. Every second word is the nearest
neighbour of the one before it, by edit distance of the sounds: what tells two
words apart is what the embedding has to keep. Everything is drawn from one seed.
"""

import json
import os
import random
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../words/train"))
import synth  # noqa: E402

DICTIONARY = "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict"
SEED = 21
# Words that the embedding is measured on stay out of its training, with all
# that holds a part of them.
KEPT_APART = ("smart", "mirror", "snow", "boy", "view", "glass")
SAMPLE = 4000  # how many words a neighbour is looked for among


def dictionary():
    """Words of two to four syllables and their sounds, stress left out."""
    out = {}
    with open(DICTIONARY, encoding="latin-1") as f:
        for line in f:
            word, *sounds = line.split()
            syllables = sum(s[0] in "AEIOU" for s in sounds)
            if re.fullmatch("[a-z]{4,}", word) and 2 <= syllables <= 4 and usable(word):
                out[word] = sounds
    return out


def usable(phrase):
    return not any(part in phrase for part in KEPT_APART)


def distance(a, b):
    """Levenshtein distance of two lists of sounds."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        above, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            above, row[j + 1] = row[j + 1], min(above + (x != y), row[j] + 1, row[j + 1] + 1)
    return row[-1]


def neighbour(rng, word, sounds):
    """The nearest of some random words of about the same length."""
    some = [w for w in rng.sample(sorted(sounds), SAMPLE)
            if abs(len(sounds[w]) - len(sounds[word])) <= 1]
    apart = [(distance(sounds[word], sounds[w]), w) for w in some]
    return min((d, w) for d, w in apart if d > 0)[1]


def phrases(rng, count):
    """Two fifths words, as many neighbours, one fifth pairs of words."""
    sounds = dictionary()
    words = sorted(sounds)
    short = [w for w in words if sum(s[0] in "AEIOU" for s in sounds[w]) == 2]
    out = []
    while len(out) < count:
        word = rng.choice(words)
        out += [word, neighbour(rng, word, sounds)]
        if len(out) % 5 == 4:
            out.append(f"{rng.choice(short)} {rng.choice(short)}")
    return list(dict.fromkeys(out))[:count]


def main(out, count="3000", voices="5"):
    rng = random.Random(SEED)
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "clips.jsonl"), "w") as f:
        for i, phrase in enumerate(phrases(rng, int(count))):
            for k in range(int(voices)):
                name = f"{i:05d}-{k}.wav"
                make = synth.espeak if rng.random() < 0.5 else synth.flite
                voice = make(rng, os.path.join(out, name), phrase)
                f.write(json.dumps({"file": name, "kind": "synth-phrase", "word": None,
                                    "voice": voice, "text": phrase}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
