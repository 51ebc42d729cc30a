//go:build race

package bot

// race: the race detector is on, and all is some ten times slower. Tests outside of the package read Race.
const race, Race = true, true
