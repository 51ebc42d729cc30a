package words

import "slices"

// The doors at which commands are typed.
const (
	InPrivate = "private" // a private chat on Telegram
	InGroup   = "group"   // a group there
	InChat    = "chat"    // the staff's chat in the terminal
)

// typedCommand is a command of any door. What it does is told in the room of each.
type typedCommand struct {
	Name  string   `json:"name"` // without the slash
	Doors []string `json:"doors"`
	Typed []string `json:"typed"` // what staff also type for it; what citizens do stands in Telegram.Typed
}

var commands = *must[[]typedCommand]("commands.json")

// Commands are the names of the commands that a door has, in the order of its help.
func Commands(door string) []string {
	var names []string
	for _, c := range commands {
		if slices.Contains(c.Doors, door) {
			names = append(names, c.Name)
		}
	}
	return names
}

// Typed are the commands of a door by what people also type for them, in any language.
func Typed(door string) map[string]string {
	meant := map[string]string{}
	for _, c := range commands {
		if !slices.Contains(c.Doors, door) {
			continue
		}
		words := c.Typed
		for _, w := range telegram {
			words = slices.Concat(words, w.Typed[c.Name])
		}
		for _, word := range words {
			meant[word] = c.Name
		}
	}
	return meant
}
