// recognise: what pocketsphinx hears in 16 kHz mono 16-bit samples on standard
// input, as the JSON that examples/incident reads, on standard output.
//
//   cc -O2 -o recognise recognise.c $(pkg-config --cflags --libs pocketsphinx)
//   sox talk.wav -t raw -e signed -b 16 - | ./recognise
//
// Two steps, neither of them aware of what comes after it:
//
//   1. Endpointing by level alone: a stretch starts at a frame of 10 ms above
//      LOUD dBFS and ends when HANG frames in a row stayed below it; PAD frames
//      more on both sides are handed to the decoder. In a voice assistant this
//      is the host's part.
//   2. Decoding of each stretch by itself, with Debian's en-us acoustic model,
//      dictionary and general language model; no grammar, no hints, no names
//      added. Up to NBEST different wordings come out, each with the times of
//      its words.
//
// Confidence of a wording: exp of its path score relative to the best one,
// scaled by the factor that pocketsphinx itself uses for posteriors (-ascale,
// 20), and normalised over the wordings printed. Confidence of a word of the
// best wording: the posterior that pocketsphinx found in its lattice. Confidence
// of the utterance: the mean of those.
#include <limits.h>
#include <math.h>
#include <pocketsphinx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RATE = 16000, FRAME = RATE / 100, HANG = 45, PAD = 20, NBEST = 5, TRIES = 200 };
static const double LOUD = -44; // dBFS
static const double ASCALE = 20;

static double level(const int16 *s, int n) {
	double sum = 0;
	for (int i = 0; i < n; i++) sum += (double)s[i] * s[i];
	return 10 * log10(sum / n / (32768.0 * 32768.0) + 1e-12);
}

static int16 *slurp(FILE *f, long *n) {
	long cap = 1 << 20;
	int16 *buf = malloc(cap * sizeof *buf);
	*n = 0;
	for (size_t got; (got = fread(buf + *n, sizeof *buf, cap - *n, f)) > 0;) {
		*n += got;
		if (*n == cap) buf = realloc(buf, (cap *= 2) * sizeof *buf);
	}
	return buf;
}

// A word as printed: fillers such as <sil> and [NOISE] are left out, and the
// number of the pronunciation, "the(2)", is cut.
static int word(const char *w, char *out, size_t size) {
	if (w == NULL || strchr("<[+", w[0])) return 0;
	snprintf(out, size, "%s", w);
	char *p = strchr(out, '(');
	if (p) *p = 0;
	return out[0] != 0;
}

// times writes the words of a path and their times in seconds into out; with
// lm, their posteriors too (only the best path has any).
static void times(ps_seg_t *seg, double t0, logmath_t *lm, char *out, size_t size) {
	char w[256];
	size_t n = 0;
	out[0] = 0;
	for (; seg; seg = ps_seg_next(seg)) {
		int from, to;
		if (!word(ps_seg_word(seg), w, sizeof w)) continue;
		if (n + 512 > size) continue;
		ps_seg_frames(seg, &from, &to);
		n += snprintf(out + n, size - n, "%s{\"text\": \"%s\", \"start\": %.2f, \"end\": %.2f", n ? ", " : "", w, t0 + from / 100.0, t0 + (to + 1) / 100.0);
		if (lm) n += snprintf(out + n, size - n, ", \"confidence\": %.3f", fmin(1, logmath_exp(lm, ps_seg_prob(seg, NULL, NULL, NULL))));
		n += snprintf(out + n, size - n, "}");
	}
}

static void join(ps_seg_t *seg, char *out, size_t size) {
	char w[256];
	out[0] = 0;
	for (; seg; seg = ps_seg_next(seg)) {
		if (!word(ps_seg_word(seg), w, sizeof w)) continue;
		size_t n = strlen(out);
		snprintf(out + n, size - n, "%s%s", n ? " " : "", w);
	}
}

// mean_posterior is the confidence of the whole utterance: the mean of the
// posteriors of its words.
static double mean_posterior(ps_decoder_t *ps) {
	double sum = 0;
	int n = 0;
	char w[256];
	for (ps_seg_t *seg = ps_seg_iter(ps); seg; seg = ps_seg_next(seg)) {
		if (!word(ps_seg_word(seg), w, sizeof w)) continue;
		sum += fmin(1, logmath_exp(ps_get_logmath(ps), ps_seg_prob(seg, NULL, NULL, NULL)));
		n++;
	}
	return n ? sum / n : 0;
}

// hypotheses prints the n-best wordings of the utterance just decoded, the one
// that pocketsphinx calls its hypothesis first.
static void hypotheses(ps_decoder_t *ps, double t0) {
	static char text[NBEST][2048], words[NBEST][1 << 16], t[2048];
	int32 score[NBEST], best = INT_MIN, sc;
	double p[NBEST], sum = 0;
	int n = 1, tries = 0, known = 0;
	logmath_t *lm = ps_get_logmath(ps);
	join(ps_seg_iter(ps), text[0], sizeof text[0]);
	times(ps_seg_iter(ps), t0, lm, words[0], sizeof words[0]);
	for (ps_nbest_t *nb = ps_nbest(ps); nb; nb = ps_nbest_next(nb)) {
		if (n == NBEST || ++tries > TRIES) {
			ps_nbest_free(nb);
			break;
		}
		if (ps_nbest_hyp(nb, &sc) == NULL) continue;
		join(ps_nbest_seg(nb), t, sizeof t);
		if (sc > best) best = sc;
		if (!known && strcmp(t, text[0]) == 0) score[0] = sc, known = 1;
		int dup = t[0] == 0;
		for (int i = 0; i < n; i++) dup |= strcmp(t, text[i]) == 0;
		if (dup) continue;
		strcpy(text[n], t);
		times(ps_nbest_seg(nb), t0, NULL, words[n], sizeof words[n]);
		score[n++] = sc;
	}
	if (!known) score[0] = best; // pruned from the n-best search: as good as its best
	// A score is a log in a small base, kept divided by 1024.
	double nats = 1024 * log(logmath_get_base(lm)) / ASCALE;
	for (int i = 0; i < n; i++) sum += p[i] = n > 1 ? exp((score[i] - best) * nats) : 1;
	int order[NBEST] = {0};
	for (int i = 1; i < n; i++) { // the search finds them nearly in order
		int j = i;
		for (; j > 1 && p[order[j - 1]] < p[i]; j--) order[j] = order[j - 1];
		order[j] = i;
	}
	for (int i = 0; i < n; i++) {
		int k = order[i];
		printf("%s\n      {\"text\": \"%s\", \"confidence\": %.3f,\n       \"words\": [%s]}", i ? "," : "", text[k], fmax(p[k] / sum, 0.001), words[k]);
	}
}

// decode hears samples [from, to) of n, with PAD around them.
static int decode(ps_decoder_t *ps, const int16 *s, long from, long to, long n, int first) {
	long a = from - PAD * FRAME, b = to + PAD * FRAME;
	if (a < 0) a = 0;
	if (b > n) b = n;
	ps_start_utt(ps);
	ps_process_raw(ps, s + a, b - a, FALSE, TRUE);
	ps_end_utt(ps);
	static char text[2048];
	join(ps_seg_iter(ps), text, sizeof text);
	if (text[0] == 0) return 0;
	printf("%s\n    {\"start\": %.2f, \"end\": %.2f, \"confidence\": %.3f, \"nbest\": [", first ? "" : ",", (double)from / RATE, (double)to / RATE, mean_posterior(ps));
	hypotheses(ps, (double)a / RATE);
	printf("]}");
	return 1;
}

int main(void) {
	static const char *dir = "/usr/share/pocketsphinx/model/en-us";
	char hmm[256], lm[256], dict[256];
	snprintf(hmm, sizeof hmm, "%s/en-us", dir);
	snprintf(lm, sizeof lm, "%s/en-us.lm.bin", dir);
	snprintf(dict, sizeof dict, "%s/cmudict-en-us.dict", dir);
	cmd_ln_t *cfg = cmd_ln_init(NULL, ps_args(), TRUE, "-hmm", hmm, "-lm", lm, "-dict", dict,
		"-remove_silence", "no", "-remove_noise", "no", "-cmn", "batch", "-logfn", "/dev/null", NULL);
	ps_decoder_t *ps = ps_init(cfg);
	if (!ps) {
		fprintf(stderr, "recognise: no model under %s\n", dir);
		return 1;
	}
	long n;
	int16 *s = slurp(stdin, &n);
	printf("{\n  \"recogniser\": \"pocketsphinx 0.8+5prealpha (Debian), en-us model, general language model\",\n  \"utterances\": [");
	long start = -1, quiet = 0, printed = 0;
	for (long f = 0; f <= n / FRAME; f++) {
		int last = f == n / FRAME;
		int loud = !last && level(s + f * FRAME, FRAME) > LOUD;
		if (loud && start < 0) start = f;
		quiet = loud ? 0 : quiet + 1;
		if (start >= 0 && (quiet >= HANG || last)) {
			printed += decode(ps, s, start * FRAME, (f + 1 - quiet) * FRAME, n, printed == 0);
			start = -1;
		}
	}
	printf("\n  ]\n}\n");
	free(s);
	ps_free(ps);
	cmd_ln_free_r(cfg);
	return 0;
}
