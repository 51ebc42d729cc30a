package words

import "testing"

func TestPages(t *testing.T) { testRoom(t, pages) }
