package knowledge_test

import (
	"fmt"
	"testing/fstest"

	"wenbao/knowledge"
)

const source = `河口市2024年政府工作报告
一、工作回顾
（一）民生
新建消防站21个。
加装电梯30部。
二、工作安排
再修三座桥。`

func ExampleParse() {
	report, err := knowledge.Parse("hekou-2024", []byte(source), knowledge.Meta{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Meta.Place, report.Meta.Years)
	for _, p := range report.Passages {
		fmt.Println(p.ID, p.Text)
	}
	// Output:
	// 河口市 [2023 2024]
	// hekou-2024/1.1.1 新建消防站21个。
	// hekou-2024/1.1.2 加装电梯30部。
	// hekou-2024/2.0.1 再修三座桥。
}

func ExampleReport_Place() {
	report, err := knowledge.Parse("hekou-2024", []byte(source), knowledge.Meta{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Place(&report.Passages[1]))
	// Output: 《河口市2024年政府工作报告》一、工作回顾 › （一）民生 › 2023年情况，第2段
}

func ExampleLoad() {
	folder := fstest.MapFS{
		"政府工作报告（定稿）.txt": {Data: []byte(source)},
		"附表.pdf":         {Data: []byte("%PDF-1.7")},
	}
	reports, skipped, err := knowledge.Load(folder)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(reports[0].ID)
	fmt.Println(skipped[0].Name+":", skipped[0].Reason)
	// Output:
	// 政府工作报告-定稿
	// 附表.pdf: a PDF is read by wenbao import, which makes a report of it
}
