package bot

// WithRewriter returns a bot with another rewriter over the same indexes, so
// that tests need not build them again.
func (b *Bot) WithRewriter(r Rewriter) *Bot {
	other := *b
	other.config.Rewriter = r
	return &other
}

// WithChooser is the same with another chooser.
func (b *Bot) WithChooser(c Chooser) *Bot {
	other := *b
	other.config.Chooser = c
	return &other
}

// Readings is the reader of the tests, which keeps what it read.
var Readings = readings
