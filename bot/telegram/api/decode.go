package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

// AllowedUpdates are the kinds that Telegram shall send, and no others.
const AllowedUpdates = `["message","edited_message","callback_query","inline_query","my_chat_member"]`

// DecodeUpdate reads one update. Its id is known even where the rest cannot be
// read, as far as there is one, so that one bad update does not come back for ever.
func DecodeUpdate(raw []byte) (Update, error) {
	var u Update
	err := json.Unmarshal(raw, &u)
	if err == nil && u.ID <= 0 {
		err = errors.New("the update has no number")
	}
	if err == nil {
		return u, nil
	}
	return Update{ID: idOf(raw)}, fmt.Errorf("decoding an update: %w", anonymous(err))
}

// anonymous is an error of decoding without the value that did not fit, which may be
// the number of a person.
func anonymous(err error) error {
	var misfit *json.UnmarshalTypeError
	if errors.As(err, &misfit) {
		return fmt.Errorf("the field %s is no %v", misfit.Field, misfit.Type)
	}
	return err
}

var updateID = regexp.MustCompile(`"update_id"\s*:\s*(\d{1,18})\b`)

// idOf finds the number in an update that cannot be read, 0 for none.
func idOf(raw []byte) int64 {
	found := updateID.FindSubmatch(raw)
	if found == nil {
		return 0
	}
	id, err := strconv.ParseInt(string(found[1]), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// Kind is a label of the metrics.
func (u Update) Kind() string {
	switch {
	case u.Message != nil:
		return "message"
	case u.Edited != nil:
		return "edited_message"
	case u.Callback != nil:
		return "callback_query"
	case u.Inline != nil:
		return "inline_query"
	case u.Member != nil:
		return "my_chat_member"
	}
	return "other"
}

// Lane is what keeps its order: a chat, or a person outside of any chat.
func (u Update) Lane() int64 {
	switch {
	case u.Message != nil:
		return u.Message.Chat.ID
	case u.Edited != nil:
		return u.Edited.Chat.ID
	case u.Callback != nil && u.Callback.Message != nil:
		return u.Callback.Message.Chat.ID
	case u.Callback != nil:
		return u.Callback.From.ID
	case u.Inline != nil:
		return u.Inline.From.ID
	case u.Member != nil:
		return u.Member.Chat.ID
	}
	return 0
}
