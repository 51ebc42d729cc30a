//go:build !race

package telegram

// race: the race detector is off.
const race = false
