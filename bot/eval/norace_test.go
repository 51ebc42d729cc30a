//go:build !race

package eval

// race: the race detector is off.
const race = false
