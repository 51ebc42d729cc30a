package words

import "wenbao/knowledge/text"

// Answers are the sentences of an answer. Verbs such as %s take what the
// comment behind them says, in this order.
type Answers struct {
	Answered    string `json:"answered"`     // before passages that answer
	WhichPlace  string `json:"which_place"`  // behind an answer that names no place: those that there are
	PlannedOnly string `json:"planned_only"` // the same where all are plans and it was not asked for these
	Figured     string `json:"figured"`      // heading, number of passages, of those with figures
	Section     string `json:"section"`      // heading, number of passages
	Correction  string `json:"correction"`   // what the report says, what the citizen said
	Corrected   string `json:"corrected"`    // the same, of one of several things
	Confirmed   string `json:"confirmed"`    // a figure that the citizen said and the report says, too
	Related     string `json:"related"`      // reason
	NotFound    string `json:"not_found"`    // reason
	Nearest     string `json:"nearest"`      // before related passages
	More        string `json:"more"`         // number of passages not shown
	Rest        string `json:"rest"`         // the same of a list that goes on when more is wanted
	RestOf      string `json:"rest_of"`      // before the rest of a list: from which of its passages to which, of how many
	Gloss       string `json:"gloss"`        // before an unofficial translation
	Service     string `json:"service"`      // what only people can do
	Greeting    string `json:"greeting"`     // scope
	Identity    string `json:"identity"`     // scope
	Source      string `json:"source"`       // scope, source
	Thanks      string `json:"thanks"`       //
	Goodbye     string `json:"goodbye"`      //
	Help        string `json:"help"`         // example, scope
	Rude        string `json:"rude"`         // abuse
	Rule        string `json:"rule"`         // an attempt to change the rules
	Empty       string `json:"empty"`        // example
	Vague       string `json:"vague"`        // example
	TooLong     string `json:"too_long"`     // limit in characters
	Doubt       string `json:"doubt"`        // to who is not content
	DoubtAgain  string `json:"doubt_again"`  // the same, the second time in a row: example
	NoChapter   string `json:"no_chapter"`   // number of a chapter
	Overview    string `json:"overview"`     // scope, chapters, passages
	Chapter     string `json:"chapter"`      // heading, passages
	MoreReports string `json:"more_reports"` // how many reports an overview leaves out
	AskMore     string `json:"ask_more"`     // after an overview
	Example     string `json:"example"`      // a question, for reports that offer none
	Scope       string `json:"scope"`        // title, period
	Comma       string `json:"comma"`        // between parts of a period
	And         string `json:"and"`          // between years
	Year        string `json:"year"`         // year
	Review      string `json:"review"`       // years of a report that looks back
	ReviewOnly  string `json:"review_only"`  // the same without a year
	Enumeration string `json:"enumeration"`  // between reports
	Reports     string `json:"reports"`      // the first of them, and how many there are
	Places      string `json:"places"`       // the same of places
	SentenceEnd string `json:"sentence_end"` // behind a source's note

	Respelt      string `json:"respelt"`      // a word of a question, and the one that it was taken for
	Done         string `json:"done"`         // before passages that speak to a complaint
	Planned      string `json:"planned"`      // the same where all are plans
	DonePlanned  string `json:"done_planned"` // the same where some are
	Part         string `json:"part"`         // a part of a message that is not answered, reason
	Again        string `json:"again"`        // before the passages of the answer before
	Simpler      string `json:"simpler"`      // the same, for who wants it simpler
	Shorter      string `json:"shorter"`      // before the first of them
	Origin       string `json:"origin"`       // the reports that they are from
	Nth          string `json:"nth"`          // before one of them and what stands next to it
	NoNth        string `json:"no_nth"`       // the same for a number that there is none of; number of passages
	Next         string `json:"next"`         // before the passage behind them
	Back         string `json:"back"`         // an earlier question
	Sum          string `json:"sum"`          // before them, for who wants them added up
	Few          string `json:"few"`          // before as many facts as are wanted; their number
	ByChapter    string `json:"by_chapter"`   // to who wants all figures; number of passages with any
	Mentions     string `json:"mentions"`     // before the passages that say a word; the word, their number
	Best         string `json:"best"`         // before what the report calls first; number of passages
	Shortcomings string `json:"shortcomings"` // before what the report says was not achieved; number of passages
	Compare      string `json:"compare"`      // before what is compared
	NewTopic     string `json:"new_topic"`    // to who wants to talk of something else; example
	MoreOf       string `json:"more_of"`      // before further passages
	Beside       string `json:"beside"`       // before the rest of the section
	NoMore       string `json:"no_more"`      // there are none
	NoLast       string `json:"no_last"`      // there is no answer before; scope, example
	Digest       string `json:"digest"`       // scope, chapters, passages
	Theme        string `json:"theme"`        // number of passages
	Chat         string `json:"chat"`         // example
	Lacks        Lacks  `json:"lacks"`

	Numbers                    // of mainland China
	Regions map[string]Numbers `json:"regions"` // by the name of a region that has its own
}

// Numbers are the sentences that tell whom to call.
type Numbers struct {
	Hotline     string            `json:"hotline"` // for what only people can do
	Privacy     string            `json:"privacy"`
	Crisis      string            `json:"crisis"`      // to who wants to die
	Emergency   string            `json:"emergency"`   // to who is in danger
	Reminder    string            `json:"reminder"`    // to who wanted to, and took it back
	Safe        string            `json:"safe"`        // to who was in danger, and thanks or took it back
	Called      string            `json:"called"`      // the same, where those who help were called already
	Emergencies map[string]string `json:"emergencies"` // the same, by what it is about
}

// Lacks are the reasons why the report does not answer, in order of importance.
type Lacks struct {
	Place     string            `json:"place"`     // a place that the report does not cover, the place that it covers
	Year      string            `json:"year"`      // year asked, what the report covers
	Past      string            `json:"past"`      // what the report covers
	Plan      string            `json:"plan"`      // what the report covers
	Undone    string            `json:"undone"`    // only what is planned is told
	Unplanned string            `json:"unplanned"` // only what was done is told
	Entity    string            `json:"entity"`    // the word that the report does not have
	There     string            `json:"there"`     // the word that the report has, but not for this
	OwnPlace  string            `json:"own_place"` // of the person's own place
	Attribute string            `json:"attribute"` // one of Kinds
	Word      string            `json:"word"`      // a word of the question that the passages below do not say
	Apart     string            `json:"apart"`     // such a word that others say
	Detail    string            `json:"detail"`    // the subject is there, what is asked of it is not
	Unsaid    string            `json:"unsaid"`    // what is asked is not there, whatever is
	Silent    string            `json:"silent"`    // nothing of it
	Kinds     map[string]string `json:"kinds"`     // by the kind of thing asked for
}

var answers = perLanguage[Answers]("answers")

// AnswersIn returns the sentences of an answer in a language.
func AnswersIn(l text.Language) *Answers { return in(answers, l) }
