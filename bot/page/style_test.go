package page

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var variable = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)

// TestContrast holds the colours of the sheet to WCAG 2.1 AA, by day and by night:
// 4.5 to 1 for text, 3 to 1 for the edge of a field.
func TestContrast(t *testing.T) {
	day, night, ok := strings.Cut(style, "prefers-color-scheme: dark")
	if !ok {
		t.Fatal("there is one scheme only")
	}
	night, _, _ = strings.Cut(night, "* {")
	for name, sheet := range map[string]string{"day": day, "night": night} {
		colours := map[string]string{}
		for _, m := range variable.FindAllStringSubmatch(sheet, -1) {
			colours[m[1]] = m[2]
		}
		for _, pair := range []struct {
			text, below string
			least       float64
		}{
			{"ink", "paper", 4.5}, {"ink", "card", 4.5}, {"ink", "alarm", 4.5}, {"ink", "mark", 4.5},
			{"soft", "paper", 4.5}, {"soft", "card", 4.5}, {"soft", "mark", 4.5},
			{"accent", "paper", 4.5}, {"accent", "card", 4.5}, {"accent", "alarm", 4.5}, {"on-accent", "accent", 4.5},
			{"good", "card", 4.5}, {"soft", "paper", 3},
		} {
			if got := contrast(t, colours[pair.text], colours[pair.below]); got < pair.least {
				t.Errorf("%s: %s on %s has %.2f, want %.1f", name, pair.text, pair.below, got, pair.least)
			}
		}
	}
}

// contrast is the ratio of two colours as WCAG 2.1 defines it.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil || len(colour) != 7 {
		t.Fatalf("%q is no colour", colour)
	}
	sum := 0.0
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} {
		v := float64(n>>(8*i)&0xff) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func TestContrastOf(t *testing.T) {
	if got := fmt.Sprintf("%.1f %.1f", contrast(t, "#000000", "#ffffff"), contrast(t, "#777777", "#ffffff")); got != "21.0 4.5" {
		t.Errorf("%s", got)
	}
}

// TestSheetIsUsed: every class of the sheet stands in a template, and every class
// of a template that is not only a name for tests in the sheet.
func TestSheetIsUsed(t *testing.T) {
	var pages strings.Builder
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), ".tmpl") {
			data, err := files.ReadFile(entry.Name())
			if err != nil {
				t.Fatal(err)
			}
			pages.Write(data)
		}
	}
	sheet := regexp.MustCompile(`(?s)/\*.*?\*/|\{[^{}]*\}`).ReplaceAllString(style, " ")
	for _, m := range regexp.MustCompile(`\.([a-z][a-z-]*)`).FindAllStringSubmatch(sheet, -1) {
		if !regexp.MustCompile(`class="[^"]*\b` + m[1] + `\b`).MatchString(pages.String()) {
			t.Errorf("no page has the class %q", m[1])
		}
	}
}
