package text_test

import (
	"fmt"

	"wenbao/knowledge/text"
)

func ExampleNormalize() {
	fmt.Println(text.Normalize("累計建成５Ｇ基站\u200b 3047個"))
	// Output: 累计建成5g基站 3047个
}

func ExampleLanguageOf() {
	for _, question := range []string{"养老院有几个？", "養老院有幾個？", "How many nursing homes?"} {
		fmt.Println(text.LanguageOf(question))
	}
	// Output:
	// zh-Hans
	// zh-Hant
	// en
}

func ExampleSentences() {
	for _, sentence := range text.Sentences("新建消防站21个。区疾控中心挂牌成立。") {
		fmt.Println(sentence)
	}
	// Output:
	// 新建消防站21个。
	// 区疾控中心挂牌成立。
}

func ExampleShorten() {
	fmt.Println(text.First("新建消防站21个", 5), text.Shorten("新建消防站21个", 5))
	// Output: 新建消防站 新建消防…
}

func ExamplePrintable() {
	fmt.Println(text.Printable("\x1b[31m消防\u202e站\x1b[0m"))
	// Output: [31m消防站[0m
}

func ExampleParseLists() {
	lists, err := text.ParseLists(`
# what asks for an amount
[amount ^(?:请问)?.*(…)]
多少
几[个家条]
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(lists.Pattern("amount").FindStringSubmatch("请问新建消防站几个？")[1])
	fmt.Println(lists.Dead("amount", false, []string{"新建消防站几个？"}))
	// Output:
	// 几个
	// [多少]
}
