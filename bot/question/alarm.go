package question

import (
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"math"
	"slices"
	"sync"
	"unicode/utf8"

	"wenbao/knowledge/text"
	"wenbao/retrieval/reader"
)

// alarm is a second ear for danger beside the reader's: a logistic regression over the
// characters of a text and their pairs, hashed (Joulin et al. 2017, Bag of Tricks for
// Efficient Text Classification). It errs elsewhere than an encoder does, so that both
// together miss fewer and alarm fewer. cmd/train/reader/alarm.py makes its file.
type alarm struct {
	bias       float64
	unit       float64 // of the weights
	mix, shift float64 // of its logit beside the reader's
	weights    []byte  // signed ones
}

// theAlarm is the one in the program.
var theAlarm = sync.OnceValue(func() alarm { return readAlarm([]byte(packed("alarm.bin"))) })

// alarmSpread is what a text of one feature counts; one of n counts it 1/√n times of each.
const alarmSpread = 3

// readAlarm reads a file of alarm.py, which a test reads, too.
func readAlarm(file []byte) alarm {
	const mark = "ALM1"
	if string(file[:len(mark)]) != mark {
		panic("question: alarm.bin is no file of alarm.py")
	}
	var numbers [4]float64
	for i := range numbers {
		numbers[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(file[len(mark)+4*i:])))
	}
	return alarm{numbers[0], numbers[1], numbers[2], numbers[3], file[len(mark)+4*len(numbers):]}
}

// logit is how surely a normalised text tells of danger, by itself.
func (a alarm) logit(said string) float64 {
	signs := []rune("^" + said + "$")
	features := make([]uint32, 0, 2*len(signs))
	var sign []byte // one or two characters
	for i := range signs {
		sign = sign[:0]
		for _, r := range signs[i:min(i+2, len(signs))] {
			sign = utf8.AppendRune(sign, r)
			features = append(features, crc32.ChecksumIEEE(sign)%uint32(len(a.weights))) //nolint:gosec // 2^15 of them
		}
	}
	slices.Sort(features)
	features = slices.Compact(features)
	sum := 0
	for _, f := range features {
		sum += int(int8(a.weights[f])) //nolint:gosec // as they were written
	}
	return a.bias + float64(sum)*a.unit*alarmSpread/math.Sqrt(float64(len(features)))
}

// hear is what a normalised text is after, the most probable intent first: as the reader
// says, but for how likely somebody is in danger, which the alarm has a say in.
func (r Reader) hear(said string) []reader.Intent {
	heard := r.Wants.Intents(said)
	before := min(max(perilous(heard), leastPeril), 1-leastPeril)
	second := theAlarm()
	odds := math.Log(before/(1-before)) + second.mix*second.logit(text.First(said, longestHeard)) + second.shift
	now := 1 / (1 + math.Exp(-odds))
	if now > before {
		now = max(before, min(now, sure-leastPeril)) // that it is sure is for the reader to say
	}
	heard = slices.Clone(heard)
	for i, in := range heard {
		if Intent(in.Name).Danger() {
			heard[i].Probability *= now / before
		} else {
			heard[i].Probability *= (1 - now) / (1 - before)
		}
	}
	slices.SortStableFunc(heard, func(a, b reader.Intent) int { return cmp.Compare(b.Probability, a.Probability) })
	return heard
}

// leastPeril bounds what the reader is believed to be sure of.
const leastPeril = 1e-6

// longestHeard is how much of a text the alarm hears, in code points: as much as the
// reader does.
const longestHeard = 90
