package words

import "wenbao/knowledge/text"

// Pages are the sentences of the pages that citizens read in a browser, in one
// language. What an answer says is not here. A sentence takes the values that its
// comment names.
type Pages struct {
	Name string `json:"name"` // of the bot
	Skip string `json:"skip"` // link to the content, for who uses no mouse

	// A report.
	Contents     string `json:"contents"`
	Introduction string `json:"introduction"` // passages above the first heading
	Front        string `json:"front"`        // lines above the text, which are not cited
	About        string `json:"about"`        // heading of the facts below
	Place        string `json:"place"`
	Years        string `json:"years"`
	Covers       Covers `json:"covers"`
	Publisher    string `json:"publisher"`
	Official     string `json:"official"` // link to the official page
	Source       string `json:"source"`
	Hash         string `json:"hash"` // of the file that the report was made of
	ID           string `json:"id"`
	Size         string `json:"size"`
	Passages     string `json:"passages"` // number of passages
	Verbatim     string `json:"verbatim"` // that the text is the report's own, and what the numbers are
	LinkTo       string `json:"link_to"`  // id of a passage
	Top          string `json:"top"`      // link to the beginning

	// The form, and an answer.
	Label     string `json:"label"`      // what the language calls itself
	Heading   string `json:"heading"`    // of the form
	Intro     string `json:"intro"`      // scope of the reports
	IntroMany string `json:"intro_many"` // number of reports
	Question  string `json:"question"`   // label of the field
	Hint      string `json:"hint"`       // below the label; longest question in characters
	Send      string `json:"send"`
	Samples   string `json:"samples"` // above questions that can be tried
	Reports   string `json:"reports"` // above the reports that are answered from
	Answer    string `json:"answer"`  // heading of an answer
	Asked     string `json:"asked"`   // before the question
	Related   string `json:"related"` // mark of a passage that is near to a question and does not answer it
	Original  string `json:"original"`
	Gloss     string `json:"gloss"`      // before an unofficial translation
	Urgent    string `json:"urgent"`     // heading of help for who may be in danger
	Receipt   string `json:"receipt"`    // before the receipt
	ReceiptIs string `json:"receipt_is"` // what it is for
	Suggest   string `json:"suggest"`    // above questions that may come next
	GoOn      string `json:"go_on"`      // label of the field under an answer
	New       string `json:"new"`        // link to a new conversation
	Privacy   string `json:"privacy"`    // under every page
	Languages string `json:"languages"`  // name of the list of languages

	// What went wrong.
	Sorry    string `json:"sorry"` // heading of these
	Blank    string `json:"blank"` // no question
	TooFast  string `json:"too_fast"`
	Crowded  string `json:"crowded"`
	TooLarge string `json:"too_large"`
	Unread   string `json:"unread"` // the form came in a way that cannot be read
	Fault    string `json:"fault"`
	NoPage   string `json:"no_page"`
	Home     string `json:"home"` // link to the form
}

// Covers says what the years of a report are to it.
type Covers struct {
	Review string `json:"review"` // years whose work is told
	Plan   string `json:"plan"`   // years that are planned
	Both   string `json:"both"`
}

var pages = perLanguage[Pages]("pages")

// PagesIn returns the sentences of the pages in a language.
func PagesIn(l text.Language) *Pages { return in(pages, l) }
