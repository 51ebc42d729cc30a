package bot_test

import (
	"context"
	"fmt"

	"wenbao/bot"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

func ExampleBot_Ask() {
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
	answer, err := b.Ask(ctx, bot.Message{Text: "累计建成多少个5G基站？"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.Outcome)
	fmt.Println(answer.Citations[0].ID, answer.Citations[0].Quote)
	// Output:
	// answered
	// tongzhou-2023/4.2.1 累计建成5G基站3047个。
}
