package reader

import lru "github.com/hashicorp/golang-lru/v2"

// Texts is what reads texts in the normal form; *Model does, and *Recent.
type Texts interface {
	// Answers reads each passage for the question; the readings come in the order of the passages.
	Answers(question string, passages []Passage) []Reading
	// Intents says what a message is after, the most probable intent first.
	Intents(message string) []Intent
}

// Recent reads as another reader does, and keeps what it read last: one message asks the same of
// a passage in several forms, and each turn of a conversation hears the turns before it again.
// What it gives is shared, and must not be changed. It is safe for concurrent use.
type Recent struct {
	reader   Texts
	readings *lru.Cache[pair, Reading]
	intents  *lru.Cache[string, []Intent]
}

// pair is a question and a passage.
type pair struct {
	question string
	passage  Passage
}

// What is kept: of each about a kilobyte, those of the last messages of a few people.
const (
	recentPairs    = 1000
	recentMessages = 500
)

// NewRecent keeps what the reader reads.
func NewRecent(r Texts) *Recent {
	readings, err := lru.New[pair, Reading](recentPairs)
	if err != nil {
		panic(err) // a size below 1
	}
	intents, err := lru.New[string, []Intent](recentMessages)
	if err != nil {
		panic(err)
	}
	return &Recent{reader: r, readings: readings, intents: intents}
}

// Answers is that of the reader, which reads only the passages that it did not read lately.
func (r *Recent) Answers(question string, passages []Passage) []Reading {
	readings := make([]Reading, len(passages))
	var unread []Passage
	var at []int
	for i, p := range passages {
		known, ok := r.readings.Get(pair{question, p})
		if readings[i] = known; !ok {
			unread, at = append(unread, p), append(at, i)
		}
	}
	if len(unread) == 0 {
		return readings
	}
	for k, reading := range r.reader.Answers(question, unread) {
		readings[at[k]] = reading
		r.readings.Add(pair{question, unread[k]}, reading)
	}
	return readings
}

// Intents is that of the reader.
func (r *Recent) Intents(message string) []Intent {
	intents, ok := r.intents.Get(message)
	if !ok {
		intents = r.reader.Intents(message)
		r.intents.Add(message, intents)
	}
	return intents
}
