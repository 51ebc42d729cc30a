package bot

// WithRewriter returns a bot with another rewriter over the same indexes, so that
// tests need not build them again.
func (b *Bot) WithRewriter(r Rewriter) *Bot {
	c := b.config
	c.Rewriter = r
	return &Bot{library: b.library, passages: b.passages, headings: b.headings, judge: b.judge, config: c}
}
