package eval_test

import (
	"context"
	"fmt"
	"strings"

	"wenbao/bot"
	"wenbao/bot/eval"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

const questions = `
{"id":"q1","question":"累计建成多少个5G基站？","kind":"direct","gold":["4.2.1"],"must":["3047"]}
{"id":"q2","question":"云景公园占地多少亩？","kind":"unanswerable"}`

func ExampleRun() {
	reports, err := knowledge.Shipped()
	if err != nil {
		fmt.Println(err)
		return
	}
	embedder, err := retrieval.NewLocal()
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	b, err := bot.New(ctx, bot.Config{Library: knowledge.NewLibrary(reports), Embedder: embedder})
	if err != nil {
		fmt.Println(err)
		return
	}
	list, err := eval.Read(strings.NewReader(questions))
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := eval.Run(ctx, list, eval.ByBot(b))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range report.Rows {
		fmt.Println(row.Kind, row.N, row.Right)
	}
	// Output:
	// direct 1 1
	// unanswerable 1 1
	// all 2 1
}
