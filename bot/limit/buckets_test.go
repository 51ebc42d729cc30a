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
