package question_test

import (
	"fmt"

	"wenbao/bot/question"
	"wenbao/retrieval/reader"
	"wenbao/retrieval/wordvec"
)

func ExampleReader_Read() {
	words, err := wordvec.Default()
	if err != nil {
		fmt.Println(err)
		return
	}
	wants, err := reader.Default()
	if err != nil {
		fmt.Println(err)
		return
	}
	reader := question.Reader{Words: words, Wants: wants}
	turns := []question.Turn{{Question: "2023年新建了多少个消防站？"}}
	for _, message := range []string{"请问云景公园占地多少亩？", "那2022年呢？", "你好"} {
		q := reader.Read(message, turns)
		fmt.Println(q.Intent, q.Text, q.Kinds, q.Years, q.FollowsUp())
	}
	// Output:
	// ask 云景公园占地多少亩? [area count] [] false
	// ask 那2022年呢? [] [2022] true
	// greeting 你好 [] [] false
}
