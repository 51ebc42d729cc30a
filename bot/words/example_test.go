package words_test

import (
	"fmt"

	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

func ExampleAnswersIn() {
	for _, l := range []text.Language{text.Simplified, text.Traditional, text.English} {
		fmt.Println(words.AnswersIn(l).Answered)
	}
	// Output:
	// 报告里是这样写的：
	// 報告裡是這樣寫的：
	// The report says:
}
