package prompts

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
)

// Toolbox tells another assistant's model what it can ask of us.
type Toolbox struct {
	Instructions string          `json:"instructions"`
	Tools        map[string]Tool `json:"tools"` // by name
}

// Tool tells what a tool does. The words of a parameter within a list stand
// behind the name of the list and a point.
type Tool struct {
	Title       string            `json:"title"`
	Description string            `json:"description"`
	Parameters  map[string]string `json:"parameters"` // by name
}

//go:embed tools.json
var toolsFile []byte

// Tools returns the words of the tools.
func Tools() (Toolbox, error) {
	var box Toolbox
	decoder := json.NewDecoder(bytes.NewReader(toolsFile))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&box); err != nil {
		return Toolbox{}, fmt.Errorf("reading the words of the tools: %w", err)
	}
	return box, nil
}
