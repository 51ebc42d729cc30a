package limit

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestBucketsForget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := NewBuckets()
		for i := range 1000 {
			b.Of(int64(i), 1, 1)
		}
		time.Sleep(forgotten + time.Minute)
		b.Of(-1, 1, 1)
		if n := len(b.all); n != 1 {
			t.Errorf("%d buckets are kept", n)
		}
	})
}

// TestNotice: an owner is told once that the bucket is empty, and again only
// after having been heard.
func TestNotice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bucket := NewBuckets().Of(7, 1, 2)
		for i, want := range []bool{true, true, false} {
			if bucket.Take() != want {
				t.Errorf("take %d of a burst of two: %t", i+1, !want)
			}
		}
		if !bucket.Notice() || bucket.Notice() {
			t.Error("not told exactly once")
		}
		time.Sleep(time.Second)
		if !bucket.Take() || !bucket.Notice() {
			t.Error("not told again after having been heard")
		}
	})
}
