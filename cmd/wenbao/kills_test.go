//go:build unix && !load

package main

import "time"

// kills is how often TestKills kills a server; with -tags load it is a hundred times.
const kills = 3

// longestLife is how long a server lives at most before it is killed.
const longestLife = time.Second

// atOnce is how many chats ask at once, and outageFor how long an outage lasts; see
// kills_load_test.go.
const (
	atOnce    = 100
	outageFor = 3 * time.Second
)
