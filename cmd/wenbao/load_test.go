//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"
)

// TestCrowdAtOnce has many chats ask at the same moment: with -tags load a thousand, in a
// server of 120 MB. The pace of sending decides when the k-th message may leave; how much
// later it comes is the server's own time.
func TestCrowdAtOnce(t *testing.T) {
	const (
		pace, burst = 28, 20 // of api.DefaultPace
		late        = 1500 * time.Millisecond
		memory      = 120e6
	)
	c := newCrowd(t)
	v := &victim{}
	if atOnce >= 1000 { // what is measured is the program as it is shipped
		v.program = shipped(t)
	}
	v.serve(t, c, false)
	v.untilReady(t)
	idle := v.most(t)
	began := time.Now()
	for chat := range int64(atOnce) {
		c.question(10_000 + chat)
	}
	c.untilAnswered(t)
	asked, twice := c.check(t)
	c.mu.Lock()
	defer c.mu.Unlock()
	var own []time.Duration
	for k, at := range c.times {
		paced := max(0, time.Duration(k+1-burst)*time.Second/pace)
		own = append(own, max(0, at.Sub(began)-paced))
	}
	slices.Sort(own)
	resident := v.most(t)
	p95 := own[len(own)*95/100]
	t.Logf("%d questions, %d answered twice, %d notices, the last after %v; own time p50 %v, p95 %v; %d MB resident at most, %d before", asked, twice, c.told,
		c.times[len(c.times)-1].Sub(began).Round(time.Millisecond), own[len(own)/2].Round(time.Millisecond), p95.Round(time.Millisecond), resident/1e6, idle/1e6)
	if twice > 0 || 10*c.told > asked {
		t.Errorf("%d answered twice, %d notices", twice, c.told)
	}
	if atOnce >= 1000 && (resident > memory || p95 > late) {
		t.Errorf("%d bytes, p95 %v", resident, p95)
	}
}

// shipped builds what the image holds and returns the program.
func shipped(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "../../.ci/image", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return filepath.Join(dir, "wenbao")
}

// most is how much memory the server had resident at most, in bytes, 0 where the system
// does not tell.
func (v *victim) most(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile("/proc/" + strconv.Itoa(v.command.Process.Pid) + "/status")
	if err != nil {
		return 0
	}
	found := regexp.MustCompile(`VmHWM:\s*(\d+) kB`).FindSubmatch(status)
	if found == nil {
		return 0
	}
	kb, err := strconv.Atoi(string(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	return kb << 10
}
