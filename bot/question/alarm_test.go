package question

import (
	"math"
	"testing"
)

// TestAlarm: it says what alarm.py says of the same texts.
func TestAlarm(t *testing.T) {
	for said, want := range map[string]float64{
		"救命": 0.3888, "我不想活了": 5.5830, "新建了多少个消防站": -7.1855, "行吧": -3.9463, "help me": -0.6306, "老伴晕倒了叫不醒": 4.6607, "a": -5.5630,
	} {
		if got := theAlarm().logit(said); math.Abs(got-want) > 1e-3 {
			t.Errorf("%s: %.4f, want %.4f", said, got, want)
		}
	}
}

// TestHear: what is heard adds up, the likeliest first, and the alarm is heard in it.
func TestHear(t *testing.T) {
	r := theReader(t)
	for _, said := range []string{"行吧", "我不想活了", "新建了多少个消防站", "?", ""} {
		sum, last := 0.0, 1.0
		heard := r.hear(said)
		for _, in := range heard {
			if in.Probability > last {
				t.Errorf("%s: %v is not in order", said, heard)
			}
			sum, last = sum+in.Probability, in.Probability
		}
		if math.Abs(sum-1) > 1e-3 {
			t.Errorf("%s: the intents add up to %.4f", said, sum)
		}
	}
	if before, now := perilous(r.Wants.Intents("行吧")), perilous(r.hear("行吧")); now > before/2 {
		t.Errorf("行吧 is a cry for help by %.2f, and by %.2f without the alarm", now, before)
	}
}

// BenchmarkAlarm is what the alarm adds to a message.
func BenchmarkAlarm(b *testing.B) {
	for b.Loop() {
		theAlarm().logit("老伴晕倒了叫不醒，我一个人在家，怎么办")
	}
}
