package words

import "wenbao/knowledge/text"

// Telegram are the sentences of the Telegram door in one language. What an
// answer says is not here. A sentence takes the values that its comment names,
// in that order unless it numbers them.
type Telegram struct {
	Name        string `json:"name"`        // of the bot's profile
	About       string `json:"about"`       // of the profile, at most 120 code points
	Description string `json:"description"` // of the profile, at most 512 code points
	Label       string `json:"label"`       // what the language calls itself

	Hello   string `json:"hello"`   // first name of the person
	Start   string `json:"start"`   // scope of the reports
	Privacy string `json:"privacy"` // short note under start
	Help    string `json:"help"`
	Samples string `json:"samples"` // above the questions of start
	Example string `json:"example"` // a question, where the reports offer none

	Original   string `json:"original"`   // label of verbatim passages
	Gloss      string `json:"gloss"`      // label of an unofficial translation
	More       string `json:"more"`       // number of passages left out of a short answer
	Asked      string `json:"asked"`      // question that was tapped
	ReAnswered string `json:"reAnswered"` // before the answer to an edited question
	Heard      string `json:"heard"`      // what a voice message said
	Around     string `json:"around"`     // before a passage and its neighbours; the passage, shortened
	Before     string `json:"before"`     // label of the passage before it
	After      string `json:"after"`      // … and of the one behind it
	Whole      string `json:"whole"`      // heading, number of passages
	Elsewhere  string `json:"elsewhere"`  // below it in a group, where it is not shown
	FromGroup  string `json:"fromGroup"`  // before the passages of an answer in a group

	Title    string `json:"title"`    // title of a report
	Entry    string `json:"entry"`    // heading, number of passages
	Contents string `json:"contents"` // title of the report
	Reports  string `json:"reports"`  // more than one report to choose from
	NoPlace  string `json:"noPlace"`  // id that names no heading and no passage

	// Buttons.
	Back       string `json:"back"`
	Home       string `json:"home"`
	Prev       string `json:"prev"`
	Next       string `json:"next"`
	Neighbours string `json:"neighbours"`
	Section    string `json:"section"`
	Rest       string `json:"rest"`      // the rest of a list; number of passages
	Copy       string `json:"copy"`      // puts the quote on the clipboard
	Page       string `json:"page"`      // opens it on the official page
	InPrivate  string `json:"inPrivate"` // leads from a group to a private chat
	Up         string `json:"up"`        // votes
	Down       string `json:"down"`
	VotedUp    string `json:"votedUp"` // the same after a vote
	VotedDown  string `json:"votedDown"`
	Receipt    string `json:"receipt"` // copies the receipt of an answer
	Attach     string `json:"attach"`  // the person agrees that the text is stored

	// Toasts, at most 200 code points.
	Voted       string `json:"voted"`
	Attached    string `json:"attached"`
	NotAttached string `json:"notAttached"`
	Stale       string `json:"stale"`   // the passage of an old button is not there any more
	Unknown     string `json:"unknown"` // a button that no version knows

	AskAlso   string `json:"askAlso"` // sample question; for /ask without a question
	AskHint   string `json:"askHint"` // in the empty field for it, at most 64 code points
	Cleared   string `json:"cleared"`
	Forgotten string `json:"forgotten"`
	LangNow   string `json:"langNow"`
	LangSet   string `json:"langSet"`
	LangAuto  string `json:"langAuto"` // button

	DidYouMean string `json:"didYouMean"` // command typed, command meant
	NoCommand  string `json:"noCommand"`  // command typed
	TooFast    string `json:"tooFast"`    // seconds
	Ahead      string `json:"ahead"`      // people before one
	Queued     string `json:"queued"`     // seconds until the answer
	Crowded    string `json:"crowded"`
	Fault      string `json:"fault"`  // toast, too
	Media      string `json:"media"`  // sample question
	Joined     string `json:"joined"` // scope of the reports
	Mention    string `json:"mention"`

	// Lines of /about and /privacy.
	Report      string `json:"report"`      // title, place
	Part        string `json:"part"`        // part
	Items       string `json:"items"`       // number of passages
	Corrected   string `json:"corrected"`   // date, number of passages, their ids
	MoreReports string `json:"moreReports"` // number of reports that are not told
	Fingerprint string `json:"fingerprint"` // fingerprint
	Evaluated   string `json:"evaluated"`   // date, questions, per cent right, of refusals, of false refusals
	SameIndex   string `json:"sameIndex"`   // the evaluation was of the index in use
	OtherIndex  string `json:"otherIndex"`  // … of another one; its fingerprint
	NeverTested string `json:"neverTested"`
	Sources     string `json:"sources"`     // where the texts come from
	Version     string `json:"version"`     // version
	PrivacyFull string `json:"privacyFull"` // hours, turns, days

	InlineEmpty string `json:"inlineEmpty"` // button above inline results

	Commands map[string]string   `json:"commands"` // description by name
	Typed    map[string][]string `json:"typed"`    // what people also type for a command, by name
}

var telegram = perLanguage[Telegram]("telegram")

// TelegramIn returns the sentences of the Telegram door in a language.
func TelegramIn(l text.Language) *Telegram { return in(telegram, l) }
