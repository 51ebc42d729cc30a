package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const wordFile = `
# what is asked for
[amount ^(?:请问)?(…)$]
多少
  几[个家]
# the longer one comes second, and never wins
几个人?

[units]
个
家

[polite (?i)…\b]
please
(?-i)Thanks
ta
`

func TestListsPattern(t *testing.T) {
	lists := MustLists(wordFile)
	for _, tt := range []struct {
		name, list, text, want string
	}{
		{"in its frame", "amount", "请问多少", "请问多少"},
		{"an expression", "amount", "几家", "几家"},
		{"outside its frame", "amount", "大约多少", ""},
		{"the default frame", "units", "三家", "家"},
		{"the first line wins", "units", "家个", "家"},
		{"a flag in the frame", "polite", "PLEASE help", "PLEASE"},
		{"a flag in a line is kept", "polite", "thanks", ""},
		{"a flag in a line stays there", "polite", "TA", "TA"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := lists.Pattern(tt.list).FindString(tt.text); got != tt.want {
				t.Errorf("%s finds %q in %q, want %q", tt.list, got, tt.text, tt.want)
			}
		})
	}
}

// TestListsOrder: lines are tried in the order of the file, as in an expression
// written by hand.
func TestListsOrder(t *testing.T) {
	lists := MustLists("[short]\n几个\n几个人\n[long]\n几个人\n几个\n")
	for name, want := range map[string]string{"short": "几个", "long": "几个人"} {
		if got := lists.Pattern(name).FindString("有几个人"); got != want {
			t.Errorf("%s finds %q, want %q", name, got, want)
		}
	}
}

func TestListsDead(t *testing.T) {
	lists := MustLists("[words]\n多少\n几个\n几\n[only]\n多少\n")
	for _, tt := range []struct {
		name, list string
		spans      bool
		samples    []string
		want       []string
	}{
		{"no samples", "only", false, nil, []string{"多少"}},
		{"each has its own", "words", false, []string{"多少人", "几人", "几个人"}, []string{"几个"}},
		{"by what is matched", "words", true, []string{"多少人", "几人", "几个人"}, nil},
		{"two that match the same", "words", false, []string{"多少人几"}, []string{"多少", "几个", "几"}},
		{"the only line", "only", false, []string{"多少"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lists.Dead(tt.list, tt.spans, tt.samples)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestListsContent(t *testing.T) {
	lists := MustLists(wordFile)
	if diff := cmp.Diff([]string{"amount", "units", "polite"}, lists.Names()); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"多少", "几[个家]", "几个人?"}, lists.Lines("amount")); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]bool{"个": true, "家": true}, lists.Words("units")); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
}

// TestListsHeader: what opens a list and what is a line of one.
func TestListsHeader(t *testing.T) {
	for _, tt := range []struct {
		name, data string
		want       []string
	}{
		{"a Chinese class", "[a]\n[多几]", []string{"[多几]"}},
		{"two classes", "[a]\n[a-z]+ [0-9]", []string{"[a-z]+ [0-9]"}},
		{"a sign of its own", "[a]\n\\# 1", []string{"\\# 1"}},
		{"Windows line ends", "[a]\r\n多少\r\n\r\n几\r\n", []string{"多少", "几"}},
		{"a frame with a class", "[a  [一二]… ]\n个", []string{"个"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lists, err := ParseLists(tt.data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, lists.Lines("a")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseListsErrors(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"no expression", "[a]\n多少\n几(个", "line 3: error parsing regexp: missing closing )"},
		{"balanced with its neighbour only", "[a]\n几(个\n家)", "line 2: error parsing regexp"},
		{"no expression in the frame", "\n[a (…]\n多少", "line 2: list a: error parsing regexp"},
		{"a frame without a place", "[a ^$]\n多少", "line 1: the frame of list a needs one …"},
		{"a frame with two places", "[a …和…]\n多少", "line 1: the frame of list a needs one …"},
		{"an empty list", "[a]\n# 多少\n\n[b]\n几", "line 1: list a: no lines"},
		{"an empty list at the end", "[a]\n多少\n[b]", "line 3: list b: no lines"},
		{"a name twice", "[a]\n多少\n[a …$]\n几", "line 3: list a opens on line 1 already"},
		{"a line twice", "[a]\n多少\n几\n多少 \n", `line 4: "多少" stands twice`},
		{"a line before a name", "# 多少\n多少\n[a]\n几", `line 2: "多少" stands before the first [name]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lists, err := ParseLists(tt.data)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
			if len(lists.Names()) > 0 {
				t.Error("lists beside an error")
			}
		})
	}
}

func TestListsUnknownName(t *testing.T) {
	defer func() {
		if got := recover(); got != `text: no list "wrong"` {
			t.Errorf("panic %v", got)
		}
	}()
	MustLists("[a]\n多少").Pattern("wrong")
}
