package api

import "testing"

func TestDecodeUpdate(t *testing.T) {
	tests := []struct {
		name, raw  string
		id         int64
		kind       string // "" for one that cannot be read
		lane, from int64
	}{
		{"a message", `{"update_id":5,"message":{"message_id":1,"chat":{"id":7,"type":"private"},"from":{"id":8}}}`, 5, "message", 7, 8},
		{"an anonymous administrator", `{"update_id":5,"message":{"chat":{"id":-7},"from":{"id":1087968824},"sender_chat":{"id":-7}}}`, 5, "message", -7, -7},
		{"without a sender", `{"update_id":5,"message":{"chat":{"id":7}}}`, 5, "message", 7, 7},
		{"an edited message", `{"update_id":5,"edited_message":{"chat":{"id":7}}}`, 5, "edited_message", 7, 0},
		{"a tap", `{"update_id":5,"callback_query":{"id":"x","from":{"id":8},"message":{"chat":{"id":-7},"reply_markup":{"odd":1}}}}`, 5, "callback_query", -7, 0},
		{"a tap on an inline message", `{"update_id":5,"callback_query":{"id":"x","from":{"id":8}}}`, 5, "callback_query", 8, 0},
		{"an inline query", `{"update_id":5,"inline_query":{"id":"x","from":{"id":8},"query":"q"}}`, 5, "inline_query", 8, 0},
		{"added to a group", `{"update_id":5,"my_chat_member":{"chat":{"id":-7},"from":{"id":8}}}`, 5, "my_chat_member", -7, 0},
		{"unheard of", `{"update_id":5,"poll":{}}`, 5, "other", 0, 0},
		{"a part of another shape", `{"message":"no object", "update_id" : 5}`, 5, "", 0, 0},
		{"no number", `{"message":{"chat":{"id":7}}}`, 0, "", 0, 0},
		{"a number beyond all", `{"update_id":99999999999999999999,"message":{}}`, 0, "", 0, 0},
		{"no JSON", `hello`, 0, "", 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u, err := DecodeUpdate([]byte(test.raw))
			if (err != nil) != (test.kind == "") || u.ID != test.id {
				t.Fatalf("number %d, %v", u.ID, err)
			}
			if err == nil && (u.Kind() != test.kind || u.Lane() != test.lane) {
				t.Errorf("%s in lane %d", u.Kind(), u.Lane())
			}
			if u.Message != nil && u.Message.Sender() != test.from {
				t.Errorf("from %d", u.Message.Sender())
			}
		})
	}
}

func TestMedia(t *testing.T) {
	for raw, want := range map[string]bool{`{}`: false, `{"photo":[{}]}`: true, `{"voice":{}}`: true, `{"pinned_message":{}}`: false} {
		u, err := DecodeUpdate([]byte(`{"update_id":5,"message":` + raw + `}`))
		if err != nil || u.Message.Any() != want {
			t.Errorf("%s: %v, %v", raw, u.Message.Any(), err)
		}
	}
}

// TestShown: of a rich message all that is text is read, in its order.
func TestShown(t *testing.T) {
	for _, tt := range []struct{ name, message, want string }{
		{"a text", `{"text":"一"}`, "一"},
		{"a paragraph", `{"rich_message":{"blocks":[{"type":"paragraph","text":"一"}]}}`, "一\n"},
		{"styles within styles", `{"rich_message":{"blocks":[{"type":"heading","size":5,"text":["一",{"type":"bold","text":["二",{"type":"italic","text":"三"}]}]}]}}`, "一二三\n"},
		{"a quote with its source", `{"rich_message":{"blocks":[{"type":"blockquote","blocks":[{"type":"paragraph","text":"一\n二"}],"credit":"[1] 第1条"}]}}`, "一\n二\n[1] 第1条\n"},
		{"a folded list", `{"rich_message":{"blocks":[{"type":"details","summary":"节","blocks":[{"type":"list","items":[{"label":"7.","blocks":[{"type":"paragraph","text":"一"}]}]}]}]}}`, "节\n一\n"},
		{"a table", `{"rich_message":{"blocks":[{"type":"table","cells":[[{"text":"科目","is_header":true},{"text":"数"}],[{"text":"增值税"},{}]]}]}}`, "| 科目 | 数 |\n| 增值税 |  |\n"},
		{"blocks without text", `{"rich_message":{"blocks":[{"type":"divider"},{"type":"anchor","name":"x"}]}}`, ""},
		{"another shape", `{"text":"一","rich_message":{"blocks":[{"text":5}]}}`, "一"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u, err := DecodeUpdate([]byte(`{"update_id":5,"message":` + tt.message + `}`))
			if err != nil {
				t.Fatal(err)
			}
			if got := u.Message.Shown(); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
