#!/bin/bash
# Makes the recordings of the scenarios and what a recogniser heard in them:
#
#   ./make.sh                  all of them
#   ./make.sh incident ...     these
#
# For each NAME.txt (the script: who says what, when and how loud) it writes
# NAME.wav (16 kHz, mono, mu-law) and NAME.json (what pocketsphinx heard, and
# what was really said). The same script gives the same bytes.
#
# Debian 12: apt-get install flite festival festvox-us-slt-hts festvox-kallpc16k \
#   festvox-kdlpc16k espeak-ng sox libsox-fmt-base pocketsphinx-en-us \
#   libpocketsphinx-dev gcc pkg-config
#
# A script has one utterance a line: seconds, voice, gain in dB, words. Lines
# that begin with # are remarks; "room SECONDS LEVEL" gives the length of the
# recording and the level of the room tone in dBFS.
#
# The recordings are made by machine from voices under permissive licences
# (flite and festvox: CMU's and Edinburgh's BSD-like terms); nobody was recorded.
set -euo pipefail
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

cc -O2 -Wall -o "$tmp/recognise" recognise.c $(pkg-config --cflags --libs pocketsphinx) -lm

# say VOICE TEXT FILE: one utterance, dry, 16 kHz, peak at -3 dBFS, with the
# silence that the synthesiser leaves around it cut off.
say() {
	local trim="silence 1 0.01 0.3% reverse silence 1 0.01 0.3% reverse norm -3"
	case $1 in
	slt | rms | awb | kal16) flite -voice "$1" -t "$2" -o "$tmp/dry.wav" ;;
	hts) echo "$2" | text2wave -eval '(voice_cmu_us_slt_arctic_hts)' -o "$tmp/dry.wav" ;;
	kal | ked) echo "$2" | text2wave -eval "(voice_${1}_diphone)" -o "$tmp/dry.wav" ;;
	mary) flite -voice slt --setf duration_stretch=1.06 -t "$2" -o "$tmp/dry.wav" && trim="pitch 180 $trim" ;;
	tom) flite -voice rms --setf duration_stretch=0.94 -t "$2" -o "$tmp/dry.wav" && trim="pitch -60 $trim" ;;
	espeak) espeak-ng -v en-us -s 150 -w "$tmp/dry.wav" "$2" ;;
	*) echo "make.sh: no voice $1" >&2 && exit 1 ;;
	esac
	sox -R -D "$tmp/dry.wav" -r 16000 -c 1 -e signed -b 16 "$3" $trim
}

# make NAME: the script's utterances, each in a small furnished room, over room
# tone (brown noise and a faint mains hum).
make() {
	local name=$1 at voice gain text n=0 length level said="" sep=""
	read -r _ length level < <(grep '^room ' "$name.txt")
	sox -R -D -n -r 16000 -c 1 -e signed -b 16 "$tmp/room.wav" synth "$length" brownnoise norm "$level" gain -6
	sox -R -D -n -r 16000 -c 1 -e signed -b 16 "$tmp/hum.wav" synth "$length" sine 100 norm "$level" gain -24
	local parts=("$tmp/room.wav" "$tmp/hum.wav")
	while read -r at voice gain text; do
		n=$((n + 1))
		say "$voice" "$text" "$tmp/say.wav"
		sox -R -D "$tmp/say.wav" "$tmp/$n.wav" gain "$gain" pad 0 0.5 reverb 12 60 18 pad "$at"
		parts+=("$tmp/$n.wav")
		said+="$sep
    {\"start\": $at, \"end\": $(awk "BEGIN {printf \"%.2f\", $at + $(soxi -D "$tmp/say.wav")}"), \"voice\": \"$voice\", \"text\": \"${text//\"/}\"}"
		sep=","
	done < <(grep -v '^#\|^room \|^$' "$name.txt")
	sox -R -D -m $(printf -- '-v 1 %s ' "${parts[@]}") -e mu-law -b 8 "$name.wav" trim 0 "$length"
	sox -D "$name.wav" -t raw -e signed -b 16 - | "$tmp/recognise" >"$tmp/heard.json"
	{
		head -n 2 "$tmp/heard.json"
		printf '  "said": [%s\n  ],\n' "$said"
		tail -n +3 "$tmp/heard.json"
	} >"$name.json"
}

for name in "${@:-incident request ambiguous correction}"; do
	for one in $name; do make "$one"; done
done
