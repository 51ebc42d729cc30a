package bot

// WithWriter returns a bot with another writer over the same indexes, so that
// tests need not build them again.
func (b *Bot) WithWriter(w Writer) *Bot {
	c := b.config
	c.Writer = w
	return &Bot{library: b.library, passages: b.passages, headings: b.headings, judge: b.judge, config: c}
}
