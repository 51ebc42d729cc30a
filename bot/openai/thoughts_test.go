package openai

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// TestThoughtsGetRoom: a model whose thoughts are cut is asked again with more room,
// which it has from then on; the operator is told once.
func TestThoughtsGetRoom(t *testing.T) {
	const (
		wide = 10 * learnedRoom
		well = `{"choices":[{"message":{"content":"<think>想</think>好"},"finish_reason":"stop"}]}`
	)
	tests := []struct {
		name, model, cut string
		rooms            []int // of the requests for two replies
		err              string
	}{
		{"thoughts of their own", "qwen3", `{"choices":[{"message":{"content":"","reasoning_content":"先想"},"finish_reason":"length"}]}`, []int{10, wide, wide}, ""},
		{"thoughts of another name", "qwen3", `{"choices":[{"message":{"content":"","reasoning":"先想"},"finish_reason":"length"}]}`, []int{10, wide, wide}, ""},
		{"thoughts within the reply", "deepseek-r1", `{"choices":[{"message":{"content":"<think>先想"},"finish_reason":"length"}]}`, []int{10, wide, wide}, ""},
		{"cut behind the thoughts", "qwq", `{"choices":[{"message":{"content":"先想</think>半"},"finish_reason":"length"}]}`, []int{10, wide, wide}, ""},
		{"thoughts without an end", "qwq", `{"choices":[{"message":{"content":"<think>先想"},"finish_reason":"stop"}]}`, []int{10, wide, wide}, ""},
		{"a model that is known to think", "openai/o4-mini", `{"choices":[{"message":{"content":""},"finish_reason":"length"}]}`, []int{10 * thoughtRoom, wide, wide}, ""},
		{"a reply that is too long", "m", choice("半", "length"), []int{10, 10}, "longer than was asked for"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var rooms []int
			var log bytes.Buffer
			c := client(t, func(w http.ResponseWriter, r *http.Request) {
				room := roomOf(t, r)
				if rooms = append(rooms, room); room == wide {
					fmt.Fprint(w, well)
					return
				}
				fmt.Fprint(w, test.cut)
			})
			c.config.Model, c.config.Log = test.model, slog.New(slog.NewTextHandler(&log, nil))
			for range 2 {
				if got, err := c.Complete(t.Context(), Request{Prompt: "问", Tokens: 10}); err == nil && got != "好" || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
					t.Errorf("%q, error %v", got, err)
				}
			}
			if told := strings.Count(log.String(), "more room"); !slices.Equal(rooms, test.rooms) || told != len(rooms)-2 {
				t.Errorf("rooms %v, want %v; told %d times", rooms, test.rooms, told)
			}
			if cost, err := c.Cost(Request{Prompt: "问", Tokens: 10}); err != nil || cost != Tokens("问")+rooms[len(rooms)-1] {
				t.Errorf("the next costs %d, %v", cost, err)
			}
		})
	}
}

// TestThoughtsWithoutAnEnd: thoughts that fill all room are no reply, and are not asked
// for again and again; none of them is read as an answer.
func TestThoughtsWithoutAnEnd(t *testing.T) {
	attempts := 0
	c := client(t, func(w http.ResponseWriter, _ *http.Request) {
		attempts++
		fmt.Fprint(w, choice(`<think>先想 {"aliases":["x"]}`, "length"))
	})
	for range 2 {
		if got, err := c.Complete(t.Context(), Request{Prompt: "问", Tokens: 10}); got != "" || err == nil || !strings.Contains(err.Error(), "while the model thought") {
			t.Errorf("%q, error %v", got, err)
		}
	}
	if attempts != 3 {
		t.Errorf("%d requests, want two for the first and one for the second", attempts)
	}
}

// roomOf is the room for the reply that a request asks for. One that was widened does
// not want the likeliest token in every step.
func roomOf(t *testing.T, r *http.Request) int {
	var q struct {
		Tokens    int     `json:"max_tokens"`
		Completed int     `json:"max_completion_tokens"`
		TopP      float64 `json:"top_p"`
	}
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		t.Error(err)
	}
	if (q.TopP == 0) != (q.Tokens != 10) {
		t.Errorf("top_p %v in a room of %d tokens", q.TopP, q.Tokens)
	}
	return q.Tokens + q.Completed
}
