"""Recordings in, one packed array out.

    data.py CORPUS SYNTH OUT

reads the permitted folders of CORPUS (README.md lists them with their
licences) and the clips that synth.py made in SYNTH and SYNTH/lexicon, and writes OUT/audio.npy
(all clips end to end, int16, 16 kHz mono) and OUT/clips.json (one record a clip:
source, group, word, where it lies, where the word begins and ends). Training
maps the array into memory, so that every epoch costs no decoding.
"""

import json
import os
import re
import subprocess
import sys

import numpy as np

RATE = 16000
WORDS = ("alexa", "computer", "jarvis")

# folder, source, word or None, group: what is kept together in a split.
FOLDERS = [
    ("picovoice/alexa", "picovoice", "alexa"),
    ("picovoice/computer", "picovoice", "computer"),
    ("picovoice/jarvis", "picovoice", "jarvis"),
    ("picovoice/smart mirror", "picovoice", None),
    ("librispeech-test-clean", "librispeech", None),
    ("precise", "precise", None),
    ("speech-to-intent", "commands", None),
    ("esc10", "esc10", None),
    ("extra/arabic-commands", "arabic", None),
    ("extra/kerstin-de", "german", None),
    ("extra/speech-commands", "keywords", None),
    ("extra/shawn-keywords", "keywords", None),
    ("sonic-pi", "samples", None),
]


def decode(path):
    """The samples of one FLAC, WAV or OGG file as int16, mono, 16 kHz."""
    cmd = ["sox", "-D", path, "-t", "raw", "-e", "signed", "-b", "16",
           "-r", str(RATE), "-c", "1", "-"]
    if path.endswith(".flac"):
        cmd = ["flac", "-d", "-s", "-c", "--force-raw-format",
               "--endian=little", "--sign=signed", path]
    raw = subprocess.run(cmd, check=True, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL).stdout
    return np.frombuffer(raw, dtype="<i2")


def levels(pcm, frame=400, hop=160):
    """Level of each 25 ms frame, in dB, 10 ms apart."""
    x = pcm.astype(np.float64)
    n = 1 + (len(x) - frame) // hop
    if n < 1:
        return np.zeros(0)
    cum = np.concatenate([[0.0], np.cumsum(x * x)])
    at = np.arange(n) * hop
    return 10 * np.log10((cum[at + frame] - cum[at]) / frame + 1e-3)


def word_span(pcm):
    """First and last sample of the loudest stretch: where the word is said.

    Frames louder than the clip's noise floor by a third of its range, and no
    more than 30 dB under its loudest, belong to it; gaps of up to 0.12 s are
    bridged. Some clips end in digital silence, which is no noise floor.
    """
    db = levels(pcm) - 90.3  # dBFS
    live = np.sort(db[db > -85])
    if len(live) == 0:
        return 0, len(pcm)
    floor, peak = live[len(live) // 10], db.max()
    loud = db > max(floor + 0.35 * (peak - floor), peak - 30)
    first = last = int(db.argmax())
    for step in (-1, 1):
        at, gap = int(db.argmax()), 0
        while 0 <= at < len(db) and gap <= 12:
            gap = 0 if loud[at] else gap + 1
            if loud[at]:
                first, last = min(first, at), max(last, at)
            at += step
    return first * 160, min(len(pcm), last * 160 + 400)


def natural(name):
    """Sorts 9.flac before 10.flac."""
    return [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)]


def recordings(corpus):
    """Yields (path, record without position) for every permitted recording."""
    for folder, source, word in FOLDERS:
        root = os.path.join(corpus, folder)
        for where, dirs, names in os.walk(root):
            dirs.sort()
            rel = os.path.relpath(where, corpus)
            for name in sorted(names, key=natural):
                if not name.endswith((".flac", ".wav", ".ogg")):
                    continue
                yield os.path.join(where, name), {
                    "source": source, "word": label(rel, word),
                    "group": group(rel, name, source),
                    "name": os.path.join(rel, name)}


def label(rel, word):
    """The wake word said in a folder; "computer" is among the Precise clips."""
    return "computer" if rel.startswith(("precise/computer", "precise/heycomputer")) else word


def group(rel, name, source):
    """What a split must not part: a reader, a folder, a run of clip numbers."""
    if source == "librispeech":
        return rel.split("/")[1]
    if source == "samples":
        return name.split("_")[0]
    return rel


def synthesised(folder):
    """Yields (path, record) for the clips of synth.py, from its list."""
    listing = os.path.join(folder, "clips.jsonl")
    if not os.path.exists(listing):
        return
    with open(listing) as f:
        for line in f:
            r = json.loads(line)
            yield os.path.join(folder, r["file"]), {
                "source": r["kind"], "word": r.get("word"),
                "group": r["voice"], "name": r["file"], "text": r["text"]}


def lexicon(folder):
    """Yields (path, record) for words that wake/enroll/speech/train/speak.py says.

    Of the five voices that say each word the first two are enough.
    """
    listing = os.path.join(folder, "clips.jsonl")
    if not os.path.exists(listing):
        return
    with open(listing) as f:
        for line in f:
            r = json.loads(line)
            said = r["text"].lower()
            if any(w in said for w in WORDS) or not r["file"].endswith(("-0.wav", "-1.wav")):
                continue
            yield os.path.join(folder, r["file"]), {
                "source": "synth-lexicon", "word": None, "group": r["voice"],
                "name": "lexicon/" + r["file"], "text": r["text"]}


def pack(items, out):
    """Decodes items into one array with its index."""
    parts, clips, at = [], [], 0
    for path, record in items:
        try:
            pcm = decode(path)
        except subprocess.CalledProcessError as err:
            raise SystemExit(f"data: {path}: {err}")
        if len(pcm) < 1600:
            continue
        record.update(start=at, length=len(pcm))
        if record["word"] or record["source"] != "librispeech":
            record["from"], record["to"] = map(int, word_span(pcm))
        parts.append(pcm)
        clips.append(record)
        at += len(pcm)
    os.makedirs(out, exist_ok=True)
    np.save(os.path.join(out, "audio.npy"), np.concatenate(parts))
    with open(os.path.join(out, "clips.json"), "w") as f:
        json.dump(clips, f)
    return clips


def main(corpus, synth, out):
    clips = pack([*recordings(corpus), *synthesised(synth),
                  *lexicon(os.path.join(synth, "lexicon"))], out)
    hours = {}
    for c in clips:
        key = c["source"] + ("/" + c["word"] if c["word"] else "")
        n, h = hours.get(key, (0, 0.0))
        hours[key] = n + 1, h + c["length"] / RATE / 3600
    for key, (n, h) in sorted(hours.items()):
        print(f"{key:24} {n:6} clips {h:6.2f} h")


if __name__ == "__main__":
    main(*sys.argv[1:4])
