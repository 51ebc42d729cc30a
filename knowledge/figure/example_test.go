package figure_test

import (
	"fmt"

	"wenbao/knowledge/figure"
)

func ExampleFind() {
	for _, f := range figure.Find("新增经营主体2.1万户，办复率100%，三千零四十七个基站") {
		fmt.Println(f.Text, f.Value, f.Percent)
	}
	// Output:
	// 2.1万 21000 false
	// 100% 100 true
	// 三千零四十七 3047 false
}
