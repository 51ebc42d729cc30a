//go:build race

package question

// race: the race detector is on, and all is some ten times slower.
const race = true
