package bot

// phrases holds every fixed sentence a citizen reads, in one language.
// Verbs such as %s take what the comment behind them says.
type phrases struct {
	answered    string // before passages that answer
	topic       string // heading, number of passages
	correction  string // what the report says, what the citizen said
	related     string // reason
	notFound    string // reason
	silent      string // subject-free reason: the report says nothing of it
	detail      string // the subject is there, what is asked of it is not
	nearest     string // before related passages
	attribute   string // what is missing, e.g. 面积
	entity      string // the word that the report does not have
	elsewhere   string // a place the report does not cover, place it covers
	otherYear   string // year asked, what the report covers
	plan        string // what the report covers
	service     string // service requests
	hotline     string // default hotline sentence
	advice      string // personal or off-topic
	greeting    string // scope
	identity    string // scope
	source      string // scope, source
	thanks      string
	goodbye     string
	help        string
	refusedRude string
	refusedRule string
	empty       string
	vague       string // example
	tooLong     string // limit in characters
	gloss       string // before an unofficial translation
	scope       string // title, place and years
	comma       string // between place and years
	overview    string // scope, passages
	chapter     string // heading, passages
	askMore     string // after an overview
	doubt       string // after "that is wrong"
	more        string // number of passages not shown
	example     string // a question, for reports without reviewed questions
	kinds       map[Kind]string
}

// phrase returns the sentences of a language.
func phrase(l Language) *phrases {
	switch l {
	case English:
		return &english
	case Traditional:
		return &traditional
	}
	return &simplified
}

var simplified = phrases{
	answered:    "报告里是这样写的：",
	topic:       "关于“%s”，报告一共写了%d条：",
	correction:  "报告写的是%s，不是%s。原文是：",
	related:     "报告没有回答这个问题：%s",
	notFound:    "报告里没有找到相关内容：%s",
	silent:      "报告没有提到这件事。",
	detail:      "报告提到了相关的事，但没有写您问的这一点。",
	nearest:     "下面是报告里最接近的原文，仅供参考，不是答案：",
	attribute:   "报告没有写%s。",
	entity:      "报告没有提到“%s”。",
	elsewhere:   "这份报告只写%[2]s，没有写%[1]s的情况。",
	otherYear:   "这份报告写的是%[2]s，没有写%[1]s年的情况。",
	plan:        "这份报告是%s，没有写之后的计划。",
	service:     "我只能查报告，办不了这件事。",
	hotline:     "需要办事、投诉或求助，可以拨打 12345 市民服务热线。",
	advice:      "我只能回答政府工作报告里写了的内容。",
	greeting:    "您好！我是“问报”，可以帮您查%s。请直接用平常的话提问，我会给出报告原文和出处；报告没写的，我会直说。",
	identity:    "我是“问报”，一个只根据政府工作报告原文回答问题的机器人，不是政府工作人员。我能查的是%s。每条回答都注明出处；报告没写的，我会直说。",
	source:      "我的回答全部来自%s。引用的文字一字不改，并注明章节。%s",
	thanks:      "不客气，有问题随时问我。",
	goodbye:     "再见，欢迎随时再来问。",
	help:        "您可以直接提问，比如“%s”。我能查的是%s；我会给出原文和出处，报告没写的会直说。",
	refusedRude: "请您有话好好说。想了解报告里的什么内容，我很乐意帮您查。",
	refusedRule: "我只按报告原文回答问题，不能改变这个规则。您可以问我报告里的内容。",
	empty:       "您还没有输入问题。请用一句话说说想了解什么，比如“%s”。",
	vague:       "您想了解哪方面的事？请说得具体一些，比如“%s”。",
	tooLong:     "您的问题太长了，请缩短到%d个字以内再发给我。",
	gloss:       "Unofficial translation: ",
	scope:       "《%s》（%s）",
	comma:       "，",
	overview:    "%s一共收录%d条原文：",
	chapter:     "· %s（%d条）",
	askMore:     "想看哪一部分，直接告诉我就行。",
	doubt:       "对不起，没能帮到您。我引用的都是报告原文；请换个说法再问一次，我重新查。",
	more:        "还有%d条没有列出，可以再问得具体一些。",
	example:     "去年的主要成绩有哪些",
	kinds: map[Kind]string{
		AsksCount: "具体的数量", AsksItems: "具体的数量", AsksWithin: "单独一年的数", AsksOthers: "其余的是哪些", AsksArea: "面积", AsksLength: "长度或高度",
		AsksMoney: "金额或费用", AsksPeople: "人数", AsksShare: "比例或增速", AsksDate: "具体时间", AsksDuration: "要多长时间",
		AsksQuantity: "这个数", AsksPerson: "是谁", AsksOrg: "是哪家单位", AsksContact: "联系方式", AsksWhere: "具体地点",
		AsksNames: "具体是哪些", AsksReason: "原因", AsksChange: "和以前相比的变化", AsksParts: "其中各占多少", AsksPlan: "今后的计划",
	},
}

var traditional = phrases{
	answered:    "報告裡是這樣寫的：",
	topic:       "關於「%s」，報告一共寫了%d條：",
	correction:  "報告寫的是%s，不是%s。原文是：",
	related:     "報告沒有回答這個問題：%s",
	notFound:    "報告裡沒有找到相關內容：%s",
	silent:      "報告沒有提到這件事。",
	detail:      "報告提到了相關的事，但沒有寫您問的這一點。",
	nearest:     "下面是報告裡最接近的原文，僅供參考，不是答案：",
	attribute:   "報告沒有寫%s。",
	entity:      "報告沒有提到「%s」。",
	elsewhere:   "這份報告只寫%[2]s，沒有寫%[1]s的情況。",
	otherYear:   "這份報告寫的是%[2]s，沒有寫%[1]s年的情況。",
	plan:        "這份報告是%s，沒有寫之後的計劃。",
	service:     "我只能查報告，辦不了這件事。",
	hotline:     "需要辦事、投訴或求助，可以撥打 12345 市民服務熱線。",
	advice:      "我只能回答政府工作報告裡寫了的內容。",
	greeting:    "您好！我是「問報」，可以幫您查%s。請直接用平常的話提問，我會給出報告原文和出處；報告沒寫的，我會直說。",
	identity:    "我是「問報」，一個只根據政府工作報告原文回答問題的機器人，不是政府工作人員。我能查的是%s。每條回答都註明出處；報告沒寫的，我會直說。",
	source:      "我的回答全部來自%s。引用的文字一字不改，並註明章節。%s",
	thanks:      "不客氣，有問題隨時問我。",
	goodbye:     "再見，歡迎隨時再來問。",
	help:        "您可以直接提問，比如「%s」。我能查的是%s；我會給出原文和出處，報告沒寫的會直說。",
	refusedRude: "請您有話好好說。想了解報告裡的什麼內容，我很樂意幫您查。",
	refusedRule: "我只按報告原文回答問題，不能改變這個規則。您可以問我報告裡的內容。",
	empty:       "您還沒有輸入問題。請用一句話說說想了解什麼，比如「%s」。",
	vague:       "您想了解哪方面的事？請說得具體一些，比如「%s」。",
	tooLong:     "您的問題太長了，請縮短到%d個字以內再發給我。",
	gloss:       "Unofficial translation: ",
	scope:       "《%s》（%s）",
	comma:       "，",
	overview:    "%s一共收錄%d條原文：",
	chapter:     "· %s（%d條）",
	askMore:     "想看哪一部分，直接告訴我就行。",
	doubt:       "對不起，沒能幫到您。我引用的都是報告原文；請換個說法再問一次，我重新查。",
	more:        "還有%d條沒有列出，可以再問得具體一些。",
	example:     "去年的主要成績有哪些",
	kinds: map[Kind]string{
		AsksCount: "具體的數量", AsksItems: "具體的數量", AsksWithin: "單獨一年的數", AsksOthers: "其餘的是哪些", AsksArea: "面積", AsksLength: "長度或高度",
		AsksMoney: "金額或費用", AsksPeople: "人數", AsksShare: "比例或增速", AsksDate: "具體時間", AsksDuration: "要多長時間",
		AsksQuantity: "這個數", AsksPerson: "是誰", AsksOrg: "是哪家單位", AsksContact: "聯絡方式", AsksWhere: "具體地點",
		AsksNames: "具體是哪些", AsksReason: "原因", AsksChange: "和以前相比的變化", AsksParts: "其中各佔多少", AsksPlan: "今後的計劃",
	},
}

var english = phrases{
	answered:    "The report says:",
	topic:       "On “%s” the report has %d items:",
	correction:  "The report says %s, not %s. Its words:",
	related:     "The report does not answer this: %s",
	notFound:    "I found nothing about this in the report: %s",
	silent:      "it does not mention it.",
	detail:      "it touches on the subject but does not say this.",
	nearest:     "The nearest passages, for reference only; they are not the answer:",
	attribute:   "it does not give %s.",
	entity:      "it does not mention “%s”.",
	elsewhere:   "it covers %[2]s only, not %[1]s.",
	otherYear:   "it covers %[2]s, not %[1]s.",
	plan:        "it covers %s and tells no later plans.",
	service:     "I can only look things up in the report; I cannot do this for you.",
	hotline:     "For services, complaints or help please call the citizens' hotline 12345.",
	advice:      "I can only answer from the government work report.",
	greeting:    "Hello! I am Wenbao. I look things up in %s. Ask in your own words: I answer with the report's words and where they stand, and say so when it does not tell.",
	identity:    "I am Wenbao, a bot that answers only from the words of a government work report; I am not a government official. I can search %s. Every answer names its source, and I say so when the report does not tell.",
	source:      "All my answers come from %s. Quotes are verbatim, with their section. %s",
	thanks:      "You are welcome. Ask me any time.",
	goodbye:     "Goodbye, and come back any time.",
	help:        "Just ask, for example “%s”. I can search %s; I give the report's words and where they stand, and say so when it does not tell.",
	refusedRude: "Please let us stay polite. I am glad to look something up in the report for you.",
	refusedRule: "I answer only from the report's words, and that rule cannot be changed. You can ask me what the report says.",
	empty:       "You have not typed a question yet. Tell me in a sentence what you want to know, for example “%s”.",
	vague:       "What would you like to know about? Please be a little more precise, for example “%s”.",
	tooLong:     "Your question is too long. Please shorten it to %d characters.",
	gloss:       "Unofficial translation: ",
	scope:       "《%s》 (%s)",
	comma:       ", ",
	overview:    "%s holds %d passages:",
	chapter:     "· %s (%d)",
	askMore:     "Tell me which part you would like to see.",
	doubt:       "I am sorry. Everything I quote is the report's own words; please ask again in other words and I will look once more.",
	more:        "%d more are not shown; ask more precisely to see them.",
	example:     "What were the main achievements last year?",
	kinds: map[Kind]string{
		AsksCount: "the number", AsksItems: "the number", AsksWithin: "the figure of that year alone", AsksOthers: "the others", AsksArea: "the area", AsksLength: "the length or height",
		AsksMoney: "the cost or amount", AsksPeople: "the number of people", AsksShare: "the share or rate", AsksDate: "the date", AsksDuration: "how long it takes",
		AsksQuantity: "that figure", AsksPerson: "who it is", AsksOrg: "which organisation", AsksContact: "contact details", AsksWhere: "the exact place",
		AsksNames: "which ones they are", AsksReason: "the reason", AsksChange: "the change from before", AsksParts: "how it divides", AsksPlan: "later plans",
	},
}
