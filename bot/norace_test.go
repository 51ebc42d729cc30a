//go:build !race

package bot

// race: the race detector is off. Tests outside of the package read Race.
const race, Race = false, false
