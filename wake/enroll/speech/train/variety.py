"""Lists words that several voices say, for ../gather -words.

    variety.py WORDS > words.txt

WORDS is what speak.py made; a line is a word, a tab and the path of a recording. How
one word differs from voice to voice, and in noise, is what is learnt from it.
"""

import collections
import json
import os
import random
import sys

COUNT = 350
LEAST = 4  # voices that say a word


def main(folder):
    by = collections.defaultdict(list)
    with open(os.path.join(folder, "clips.jsonl")) as f:
        for clip in map(json.loads, f):
            by[clip["text"]].append(clip["file"])
    words = sorted(w for w in by if len(by[w]) >= LEAST)
    for word in random.Random(4).sample(words, COUNT):
        for name in by[word]:
            print(word, os.path.join(os.path.abspath(folder), name), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
