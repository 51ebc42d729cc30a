package words

// StaffWords are the sentences that staff read. Staff of a Chinese district
// read Chinese, so there is one language of them.
type StaffWords struct {
	Trace Trace `json:"trace"`
}

// Trace are the sentences that explain an answer.
type Trace struct {
	Understood  string            `json:"understood"`  // what a question asks for
	Asks        string            `json:"asks"`        // kind of thing
	Topical     string            `json:"topical"`     // asks for all there is about a subject
	Several     string            `json:"several"`     // asks about several things
	Confirm     string            `json:"confirm"`     // asks whether something is so
	Past        string            `json:"past"`        // asks about earlier years
	Year        string            `json:"year"`        // year
	Plain       string            `json:"plain"`       // none of these
	Comma       string            `json:"comma"`       // between them
	Judged      string            `json:"judged"`      // passage, probability, threshold, signals
	Signals     map[string]string `json:"signals"`     // by the name of the feature
	Section     string            `json:"section"`     // heading
	Answers     string            `json:"answers"`     // passage
	Rewritten   string            `json:"rewritten"`   // question of a model
	Contentless string            `json:"contentless"` // no subject
	Intents     map[string]string `json:"intents"`     // by intent
}

var staff = must[StaffWords]("zh-Hans/staff.json")

// Staff returns the sentences that staff read.
func Staff() *StaffWords { return staff }
