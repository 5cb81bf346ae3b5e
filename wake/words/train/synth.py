"""Speech from the synthesisers of Debian: espeak-ng, flite and festival.

    synth.py CORPUS OUT

writes WAV files and OUT/clips.jsonl (file, kind, word, voice, text). Kinds:
"synth-word" says a wake word, "synth-near" a word that sounds like one,
"synth-part" a part of one, "synth-talk" anything else: sentences in many
languages and words made of random syllables. Everything is drawn from one seed.
"""

import json
import os
import random
import subprocess
import sys

import texts

SEED = 20
ENGLISH = ["en-us", "en-gb", "en-gb-scotland", "en-029", "en-gb-x-rp",
           "en-us-nyc", "en-gb-x-gbclan", "en-gb-x-gbcwmd"]
VARIANTS = ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "f1", "f2", "f3", "f4", "f5",
            "Andy", "Annie", "Denis", "Gene", "Jacky", "Lee", "Mario", "Michael", "Mike",
            "Alicia", "Andrea", "Diogo", "Hugo", "Linda", "Marcelo", "Nguyen", "Storm",
            "Tweaky", "anika", "belinda", "benjamin", "david", "edward", "iven", "kaukovalta",
            "linda", "max", "paul", "quincy", "rob", "robert", "steph", "travis", "victor",
            "zac", "klatt", "klatt2", "klatt3", "klatt4", "adam", "caleb", "croak", "grandma",
            "grandpa", "ed", "shelby", "sandro", "pablo", "aunty", "whisperf"]
FLITE = ["awb", "rms", "slt", "kal16", "kal"]
FESTIVAL = ["kal_diphone", "ked_diphone", "cmu_us_slt_arctic_hts"]


def run(path, cmd):
    """Runs a synthesiser, unless an earlier run has already written the file."""
    if not os.path.exists(path):
        subprocess.run(cmd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not os.path.exists(path):
        raise SystemExit(f"synth: {cmd[0]} wrote no {path}")


def espeak(rng, path, text, language=None):
    """One utterance by espeak-ng in a drawn voice; the voice's name."""
    language = language or rng.choice(ENGLISH)
    variant = rng.choice(VARIANTS)
    run(path, ["espeak-ng", "-v", f"{language}+{variant}", "-s", str(rng.randint(110, 230)),
               "-p", str(rng.randint(10, 90)), "-a", "120", "-w", path, text])
    return f"espeak-ng {language}+{variant}"


def flite(rng, path, text, voice=None):
    voice = voice or rng.choice(FLITE)
    base = {"awb": 120, "rms": 95, "slt": 175, "kal16": 105, "kal": 105}[voice]
    mean = base * rng.uniform(0.75, 1.5)
    run(path, ["flite", "-voice", voice,
               "--setf", f"duration_stretch={rng.uniform(0.75, 1.35):.2f}",
               "--setf", f"int_f0_target_mean={mean:.0f}", "--setf",
               f"int_f0_target_stddev={rng.uniform(8, 35):.0f}", "-t", text, "-o", path])
    return f"flite {voice}"


def festival(rng, path, text, voice=None):
    voice = voice or rng.choice(FESTIVAL)
    run(path, ["festival", "--batch", f"(voice_{voice})",
               f"(Parameter.set 'Duration_Stretch {rng.uniform(0.8, 1.3):.2f})",
               f"(utt.save.wave (utt.synth (Utterance Text {json.dumps(text)}))"
               f" {json.dumps(path)})"])
    return f"festival {voice}"


def speak(rng, path, text, language=None):
    """Draws a synthesiser: espeak-ng has the most voices, the others sound better."""
    if language:
        return espeak(rng, path, text, language)
    make = rng.choices([espeak, flite, festival], [55, 40, 5])[0]
    return make(rng, path, text)


def syllables(rng):
    """Two to twelve random syllables in espeak-ng's phoneme notation."""
    onset = ["p", "b", "t", "d", "k", "g", "f", "v", "s", "z", "S", "tS", "dZ", "m", "n", "l",
             "r", "w", "j", "h", "st", "pl", "kr", "", ""]
    nucleus = ["a", "E", "I", "0", "U", "V", "i:", "A:", "u:", "3:", "aI", "eI", "oU", "aU", "@"]
    coda = ["", "", "", "k", "ks", "s", "t", "n", "m", "l", "z", "p", "f", "v", "nt", "st"]
    out = []
    for i in range(rng.randint(2, 12)):
        stress = "'" if rng.random() < 0.4 else ""
        out.append(rng.choice(onset) + stress + rng.choice(nucleus) + rng.choice(coda)
                   + (" " if rng.random() < 0.4 else ""))
    return "[[" + "".join(out) + "]]"


def transcripts(corpus):
    """The sentences of LibriSpeech, cut to at most 14 words."""
    out = []
    for where, dirs, names in os.walk(os.path.join(corpus, "librispeech-test-clean")):
        dirs.sort()
        for name in sorted(n for n in names if n.endswith(".trans.txt")):
            with open(os.path.join(where, name)) as f:
                for line in f:
                    words = line.lower().split()[1:]
                    out += [" ".join(words[i:i + 14]) for i in range(0, len(words), 14)]
    return out


def script(rng, corpus, scale):
    """Yields (kind, word, text, language) for everything to be said."""
    for word, forms in texts.WAKE.items():
        for _ in range(int(500 * scale)):
            yield "synth-word", word, rng.choice(forms), None
        for near in texts.split(texts.NEAR[word]):
            for _ in range(int(16 * scale)):
                yield "synth-near", None, rng.choice(texts.CARRIERS).format(near), None
        for part in texts.split(texts.PARTS[word]):
            for _ in range(int(12 * scale)):
                yield "synth-part", None, part, None
    english = transcripts(corpus)
    for _ in range(int(700 * scale)):
        yield "synth-talk", None, rng.choice(english), None
    for _ in range(int(400 * scale)):
        yield "synth-talk", None, syllables(rng), "en-us"
    for language, text in texts.TALK.items():
        for _ in range(int(35 * scale)):
            if text:
                yield "synth-talk", None, rng.choice(texts.split(text)), language


def named(rng, scale):
    """Yields (voice of flite or festival, or None for one of espeak-ng; text)."""
    voices = [(flite, v) for v in FLITE] + [(festival, v) for v in FESTIVAL] + [(espeak, None)] * 8
    for near in texts.split(texts.NAMED):
        for make, voice in voices * max(1, int(scale)):
            yield make, voice, rng.choice(texts.CARRIERS).format(near)


def main(corpus, out, scale="1"):
    rng, i = random.Random(SEED), 0
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "clips.jsonl"), "w") as f:
        def said(by, kind, word, text, voice):
            name = f"{i:05d}.wav"
            voice = by(rng, os.path.join(out, name), text, voice)
            f.write(json.dumps({"file": name, "kind": kind, "word": word,
                                "voice": voice, "text": text}) + "\n")
            return i + 1

        for kind, word, text, language in script(rng, corpus, float(scale)):
            i = said(speak, kind, word, text, language)
        for by, voice, text in named(rng, float(scale)):
            i = said(by, "synth-near", None, text, voice)


if __name__ == "__main__":
    main(*sys.argv[1:])
