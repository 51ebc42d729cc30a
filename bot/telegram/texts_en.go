package telegram

var english = words{
	name:        "Wenbao",
	about:       "Looks things up in government work reports: every answer with the report's own words and their place.",
	description: "I am Wenbao, a bot that answers only from the words of government work reports. Just ask: you get the report's words and where they stand, and I say so when the report does not tell.",

	hello:   "Hello %s!",
	start:   "I am Wenbao, an automatic bot and not a government official. I look things up in %s.\nAsk in your own words: I answer with the report's words (in Chinese, with an unofficial translation) and where they stand, and say so when it does not tell.",
	privacy: "Answers are found by a program and quote the report word for word. Conversations are kept for 24 hours, see /privacy.",
	help: "Just ask, and follow up (“and the parks?”).\n\n/ask a question (in groups)\n/toc browse the report's own words\n/new forget the conversation\n/about report, index, evaluation\n" +
		"/privacy what is stored\n/forget delete your data\n/lang choose the language\n\nIn groups: use /ask, reply to me or mention me. In any chat, type my @name and a word to quote the report.",
	samples: "Try one of these:",

	original:    "Original text",
	gloss:       "Unofficial translation",
	more:        "%d more; ask me in a private chat to see them.",
	asked:       "You asked: %s",
	reAnswered:  "You changed the question; here is the new answer.",
	around:      "The passage with its neighbours:",
	whole:       "%s: %d passages",
	contents:    "Contents of 《%s》",
	reports:     "Choose a report:",
	intro:       "Introduction",
	back:        "↑ Back",
	home:        "⌂ Contents",
	prev:        "‹ Previous",
	next:        "Next ›",
	neighbours:  "Neighbours",
	section:     "Whole section",
	up:          "👍",
	down:        "👎",
	voted:       "Thank you, your vote is noted (without your question's text).",
	votedUp:     "👍 noted",
	votedDown:   "👎 noted",
	attach:      "I agree to attach my question's text",
	attached:    "Thank you, the text is attached and deleted after 90 days.",
	notAttached: "This question is not kept any more, so nothing was attached.",

	stale:   "The report was updated and this passage has changed. Send /toc to find it again.",
	unknown: "This button is from an older version and does not work any more. Send /toc or just ask.",
	askAlso: "Write the question behind /ask, for example: /ask How many new fire stations were built?",

	cleared:   "Done, the conversation is forgotten. Ask away.",
	forgotten: "All your data here is deleted: conversation, language and votes.",
	langNow:   "Choose the language of the interface. Quotes from the report stay as they are.",
	langSet:   "Done, the interface is in English now.",
	langAuto:  "Automatic",

	didYouMean: "There is no command %s. Did you mean %s?",
	noCommand:  "There is no command %s; /help lists them all.",
	tooFast:    "That is too fast for me. Please wait %d seconds.",
	ahead:      "%d people are before you; I answer in turn, please wait.",
	crowded:    "Too many people are asking right now. Please try again in a while.",
	fault:      "Sorry, something went wrong and I could not answer. Please try again later.",
	media:      "I understand text only. Please type your question, for example: How many new fire stations were built?",
	joined:     "Hello, I am Wenbao and look things up in %s. In groups use /ask and a question, reply to me or mention me; I do not answer other messages.",
	mention:    "What would you like to know? Please write the question in the message that mentions me.",

	report:      "《%s》, %s",
	part:        ", part %s",
	items:       "%d passages",
	fingerprint: "Index fingerprint %s",
	evaluated:   "Last evaluation (%s): %d questions, %.1f%% right; %.1f%% of those that the report does not answer were told so",
	neverTested: "Last evaluation: not recorded",
	sources:     "Source: %s",
	version:     "Version %s",
	privacyFull: "What is stored: the text of your last %[2]d questions (to understand follow-ups; deleted after %[1]d hours), the language you chose, your votes (without the question's text unless you agreed; deleted after %[3]d days), and the numbers of messages that were handled (two days). " +
		"A message that is not answered yet is kept until it is.\n\nHow: on the server that runs this bot, under a keyed hash instead of your account, without names or numbers; logs hold no text of yours. Nothing is given to third parties; where a language model is in use, follow-up questions are sent to its service to find out what they refer to.\n\n" +
		"How to delete: /forget deletes all your data in this chat at once; /new clears the conversation only.\n\nTelegram keeps the chat itself, under its own privacy policy.",

	inlineEmpty: "Type a word to quote the report",

	commands: map[string]string{
		"start": "Begin", "help": "How to use me", "toc": "Contents of the report", "ask": "Ask a question", "new": "Start a new conversation",
		"about": "About the report and the bot", "privacy": "Privacy", "forget": "Delete my data", "lang": "Choose the language",
	},
}
