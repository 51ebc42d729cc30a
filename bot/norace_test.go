//go:build !race

package bot

// race: the race detector is off.
const race = false
