package words

import (
	"reflect"
	"strings"
	"testing"
)

// TestStaff: no sentence is empty, but the arguments of commands that take none.
func TestStaff(t *testing.T) {
	for key, sentence := range sentences(reflect.ValueOf(*staff), "") {
		if strings.TrimSpace(sentence) == "" && !strings.HasSuffix(key, ".Argument") {
			t.Errorf("%s is empty", key)
		}
	}
}
