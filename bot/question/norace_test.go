//go:build !race

package question

// race: the race detector is off.
const race = false
