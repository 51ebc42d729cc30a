package retrieval_test

import (
	"context"
	"fmt"

	"wenbao/knowledge"
	"wenbao/retrieval"
)

func ExampleIndex_Search() {
	reports, err := knowledge.Shipped()
	if err != nil {
		fmt.Println(err)
		return
	}
	library := knowledge.NewLibrary(reports)
	embedder, err := retrieval.NewLocal()
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	index, err := retrieval.Open(ctx, retrieval.Config{Entries: retrieval.Passages(library), Embedder: embedder})
	if err != nil {
		fmt.Println(err)
		return
	}
	hits, err := index.Search(ctx, "去年新建了多少个消防站？", 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, passage, _ := library.Passage(hits[0].ID)
	fmt.Println(hits[0].ID, passage.Text)
	// Output: tongzhou-2023/6.3.1 新建消防站21个。
}
