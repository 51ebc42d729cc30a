package words

// StaffWords are the sentences that staff read. Staff of a Chinese district
// read Chinese, so there is one language of them.
type StaffWords struct {
	Trace      Trace      `json:"trace"`
	Terminal   Terminal   `json:"terminal"`
	Evaluation Evaluation `json:"evaluation"`
	Gaps       Gaps       `json:"gaps"`
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
	Against     map[string]string `json:"against"`     // passages; by what is against them (judge.Objection)
	Between     string            `json:"between"`     // passages
	Signals     map[string]string `json:"signals"`     // by the name of the feature
	Section     string            `json:"section"`     // heading
	Answers     string            `json:"answers"`     // passage
	Rewritten   string            `json:"rewritten"`   // question of a model
	Contentless string            `json:"contentless"` // no subject
	Other       string            `json:"other"`       // asks about another place, year or name
	Intents     map[string]string `json:"intents"`     // by intent
}

// Terminal are the sentences of the chat in the terminal. Verbs take what the
// comment says.
type Terminal struct {
	NoHeading    string             `json:"no_heading"` // id
	OneReport    string             `json:"one_report"` // id of a report
	Count        string             `json:"count"`      // number of passages
	Corrected    string             `json:"corrected"`  // date, number of passages, their ids
	WhichPassage string             `json:"which_passage"`
	IsHeading    string             `json:"is_heading"` // id
	NoPassage    string             `json:"no_passage"` // id
	Gloss        string             `json:"gloss"`      // translation
	Ambiguous    string             `json:"ambiguous"`  // id, the whole ids
	Forgotten    string             `json:"forgotten"`
	Help         string             `json:"help"`         // before the commands
	DidYouMean   string             `json:"did_you_mean"` // command typed, command meant
	NoCommand    string             `json:"no_command"`   // command typed
	Elsewhere    string             `json:"elsewhere"`    // command of citizens that is none here
	Index        string             `json:"index"`        // fingerprint of the index
	Prompt       string             `json:"prompt"`
	Welcome      string             `json:"welcome"` // title, number of passages
	Begin        string             `json:"begin"`
	Again        string             `json:"again"` // after the first Ctrl-C
	Bye          string             `json:"bye"`
	Fault        string             `json:"fault"` // error
	NoQuestion   string             `json:"no_question"`
	Asked        string             `json:"asked"`    // question
	Searched     string             `json:"searched"` // question that was searched
	Step         string             `json:"step"`     // number, step
	Outcome      string             `json:"outcome"`  // outcome, reason
	Link         string             `json:"link"`     // number of the citation, where it stands on the official page
	Receipt      string             `json:"receipt"`  // receipt
	Figures      string             `json:"figures"`  // what was reckoned of a passage
	Made         string             `json:"made"`     // code of the outcome, mode, language, time
	AskedAt      string             `json:"asked_at"` // time
	Earlier      string             `json:"earlier"`  // question before
	Changed      string             `json:"changed"`
	NoHits       string             `json:"no_hits"`
	Columns      string             `json:"columns"`  // of the hits
	Scores       string             `json:"scores"`   // … with their scores
	Outcomes     map[string]string  `json:"outcomes"` // by the code of an outcome
	Commands     map[string]Command `json:"commands"` // by name
}

// Command is what /help says of a command.
type Command struct {
	Argument string `json:"argument"` // as it is shown, "" for none
	Does     string `json:"does"`
}

var staff = must[StaffWords]("zh-Hans/staff.json")

// Staff returns the sentences that staff read.
func Staff() *StaffWords { return staff }

// Evaluation are the sentences of the page of an evaluation.
type Evaluation struct {
	Title     string            `json:"title"`
	Made      string            `json:"made"`      // time, fingerprint of the index
	Questions string            `json:"questions"` // under the number of questions
	Right     string            `json:"right"`     // … of the share answered rightly
	Refused   string            `json:"refused"`   // … of the share of the unanswerable that were refused
	Falsely   string            `json:"falsely"`   // … of the share of the answerable that were refused
	Precision string            `json:"precision"`
	Recall    string            `json:"recall"`
	Kinds     string            `json:"kinds"` // heading
	Kind      string            `json:"kind"`  // column
	All       string            `json:"all"`   // last row
	Note      string            `json:"note"`  // what the columns are
	Against   string            `json:"against"`
	Go        string            `json:"go"`
	Stop      string            `json:"stop"`
	Compared  string            `json:"compared"` // earlier run, questions of both, right before, right now, new, gone
	Allowed   string            `json:"allowed"`  // questions that became wrong, how many may
	Mended    string            `json:"mended"`   // number of questions that became right
	Broken    string            `json:"broken"`   // … and wrong
	Moved     string            `json:"moved"`    // number of answers that moved
	Was       string            `json:"was"`      // label of what came before
	Now       string            `json:"now"`      // … and of what comes now
	None      string            `json:"none"`
	Misses    string            `json:"misses"`
	NoMisses  string            `json:"no_misses"`
	Before    string            `json:"before"` // label of an earlier question
	Expected  string            `json:"expected"`
	Got       string            `json:"got"`
	Why       string            `json:"why"`
	First     string            `json:"first"`   // nearest passages
	Silent    string            `json:"silent"`  // expected, where the report does not say
	Must      string            `json:"must"`    // strings of a right answer
	Unsaid    string            `json:"unsaid"`  // got, where nothing was answered
	Nothing   string            `json:"nothing"` // got, where nothing was cited
	Holding   string            `json:"holding"` // words that the passage expected holds
	Faults    map[string]string `json:"faults"`  // by fault
}

// Gaps are the sentences of the page of what was asked in vain.
type Gaps struct {
	Title     string `json:"title"`
	Period    string `json:"period"` // days
	People    string `json:"people"` // least people
	Subjects  string `json:"subjects"`
	NoSubject string `json:"no_subject"`
	Others    string `json:"others"` // number of subjects
	Subject   string `json:"subject"`
	Persons   string `json:"persons"`
	Times     string `json:"times"`
	Last      string `json:"last"`
	Lack      string `json:"lack"`
	Nearest   string `json:"nearest"`
	Votes     string `json:"votes"`
	Up        string `json:"up"`
	Down      string `json:"down"`
	Told      string `json:"told"` // heading of the questions given with a vote
	NoneTold  string `json:"none_told"`
	Vote      string `json:"vote"`
	Liked     string `json:"liked"`
	Disliked  string `json:"disliked"`
	When      string `json:"when"`
	Question  string `json:"question"`
	Receipt   string `json:"receipt"`
	Next      string `json:"next"` // what to do with it
}
