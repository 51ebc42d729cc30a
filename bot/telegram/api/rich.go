package api

import (
	"encoding/json"
	"strings"
)

// Shown is the text that one of our messages shows. Of a rich message it is block
// by block, each a line, the rows of tables as reports write them: | a | b |.
func (m *Message) Shown() string {
	var message struct {
		Blocks []richBlock `json:"blocks"`
	}
	if len(m.Rich) == 0 || json.Unmarshal(m.Rich, &message) != nil {
		return m.Text
	}
	var out strings.Builder
	writeBlocks(&out, message.Blocks)
	return out.String()
}

// richBlock is a block of a rich message, as far as it is text.
type richBlock struct {
	Text    richText                       `json:"text"`
	Summary richText                       `json:"summary"`
	Blocks  []richBlock                    `json:"blocks"`
	Items   []struct{ Blocks []richBlock } `json:"items"`
	Cells   [][]struct{ Text richText }    `json:"cells"`
	Credit  richText                       `json:"credit"`
}

func writeBlocks(out *strings.Builder, blocks []richBlock) {
	for _, b := range blocks {
		writeLine(out, b.Summary)
		writeLine(out, b.Text)
		writeBlocks(out, b.Blocks)
		for _, item := range b.Items {
			writeBlocks(out, item.Blocks)
		}
		for _, row := range b.Cells {
			line := richText("|")
			for _, cell := range row {
				line += " " + cell.Text + " |"
			}
			writeLine(out, line)
		}
		writeLine(out, b.Credit)
	}
}

func writeLine(out *strings.Builder, line richText) {
	if line != "" {
		out.WriteString(string(line) + "\n")
	}
}

// richText is the text of Telegram's RichText without its styles: a string, an
// object with a text, or an array of both.
type richText string

// UnmarshalJSON implements json.Unmarshaler.
func (t *richText) UnmarshalJSON(data []byte) error {
	var parts []richText
	var styled struct{ Text richText }
	switch {
	case strings.HasPrefix(string(data), "["):
		if err := json.Unmarshal(data, &parts); err != nil {
			return err
		}
		for _, part := range parts {
			*t += part
		}
		return nil
	case strings.HasPrefix(string(data), "{"):
		err := json.Unmarshal(data, &styled)
		*t = styled.Text
		return err
	}
	return json.Unmarshal(data, (*string)(t))
}
