package words

import "testing"

func TestAnswers(t *testing.T) { testRoom(t, answers) }
