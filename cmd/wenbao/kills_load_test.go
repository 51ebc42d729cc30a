//go:build unix && load

package main

import "time"

// kills is how often TestKills kills a server:
//
//	.ci/postgres go test -tags load -run TestKills -v -timeout 1h ./cmd/wenbao
//	go test -tags load -run 'TestOutage|TestCrowdAtOnce' -v -timeout 1h ./cmd/wenbao
const kills = 100

// longestLife is how long a server lives at most before it is killed.
const longestLife = 6 * time.Second

// atOnce is how many chats ask at once, and outageFor how long an outage lasts.
const (
	atOnce    = 1000
	outageFor = 30 * time.Second
)
