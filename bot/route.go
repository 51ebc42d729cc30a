package bot

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge"
)

// Messages that are no question about a report. The lists come from how people
// talk to a bot; a message that holds a question besides is not caught, since
// most patterns must match the whole message.
var (
	politeTail = regexp.MustCompile(`[\s!！。.~～,，、?？啊呀哈呢吧了哦噢嘛的]+$`)

	greetings = regexp.MustCompile(`^(?:你好|您好|你们好|大家好|哈喽|哈啰|嗨|喂|在吗|在不在|有人吗|早上好|上午好|中午好|下午好|晚上好|早安|晚安|早|hi|hello|hey|good (?:morning|afternoon|evening))(?:[,， ]*(?:问报|机器人|小助手|there))?$`)
	thanks    = regexp.MustCompile(`^(?:好的|好|行|嗯|明白|知道)?[,，。 ]*(?:谢谢|多谢|感谢|谢了|辛苦|太好|真棒|不错|thank(?:s| you))[^几多哪啥谁什怎有吗呢]{0,8}$|^(?:好|好的|行|嗯|明白|知道|收到|了解|ok|okay)$`)
	goodbyes  = regexp.MustCompile(`^(?:再见|拜拜|回见|bye|goodbye|see you)$`)
	identity  = regexp.MustCompile(`^(?:请问)?(?:你|您)(?:到底)?(?:是|叫)(?:谁|什么|啥|干什么|干啥|做什么|机器人|人|真人|ai|哪位|什么名字).{0,8}$|^(?:你|您)(?:会|能)(?:干|做|回答|查)?(?:什么|啥|哪些).{0,6}$|^(?:你|您)?(?:有)?(?:什么|啥|哪些)(?:功能|用处|用)$|^(?:你|您)(?:是不是|是)[^,，。]{1,8}$|^介绍一下(?:你|您)?自己$|^(?:who|what) are you.*|^what can you do.*|^what is your name$`)
	sources   = regexp.MustCompile(`(?:数据|数字|资料|信息|内容|答案|消息|这些|话|说法).{0,6}(?:哪来|哪儿来|哪里来|从哪(?:里|儿)?(?:来|得|找|拿|查|弄|搞|$)|从哪(?:个|些)?(?:部门|单位|地方|网站)|来源|出处|靠谱|可靠|准不准|准确|可信|是真的|权威)|(?:这|那)(?:份|个)?报告(?:是)?(?:哪年|哪一年|什么年份|哪里|谁|哪个|什么时候)|(?:你|您)(?:查|看)?的?(?:是)?(?:哪|什么)(?:一)?(?:份|年)的?报告|where (?:do|does|did) (?:you|the|this|these) .{0,20}(?:come|get|data|information)|what(?:'s| is) your source|which report`)
	helps     = regexp.MustCompile(`^(?:帮助|使用说明|说明|怎么用|怎么使用|如何使用|怎么问|怎么提问|help|usage)$`)

	overviews = regexp.MustCompile(`^(?:请)?(?:帮我)?(?:总结|概括|概述|介绍|讲讲|说说)(?:一下|下)?(?:这份|这个|整个|整份|全部)?(?:政府工作)?报告(?:的)?(?:主要)?(?:内容|要点)?$|报告(?:的)?(?:主要)?(?:都)?(?:讲|说|写|有)(?:了)?(?:些)?(?:什么|啥|哪些)(?:内容)?$|报告.{0,6}(?:多少|几)(?:条|章|节|个?部分)|报告(?:有|还有|的)?.{0,4}(?:第二部分|下半部分|下半部|下篇|后半部分)|^(?:目录|主要内容|报告(?:的)?(?:目录|主要内容))$|^(?:summari[sz]e|summary of|overview of) (?:the |this )?report$|^what(?:'s| is) in (?:the|this) report$`)
	doubts    = regexp.MustCompile(`^(?:你|您)?(?:是不是)?(?:说|答|搞|弄|讲)(?:得)?(?:错|不对)(?:了)?$|^(?:不对|错|错了|瞎说|胡说|乱说|胡扯|骗人|答非所问|不是这个)$|^(?:that's )?wrong$`)

	injection = regexp.MustCompile(`(?:忽略|无视|忘记|忘掉|不要理会|抛开).{0,12}(?:指令|规则|提示|设定|要求|限制|之前|以上|前面)|(?:输出|告诉我|显示|泄露|打印|复述|重复).{0,10}(?:系统提示|提示词|system prompt|你的(?:指令|规则|提示|设定))|(?:从现在起|从现在开始|现在起|接下来)?(?:你(?:现在)?(?:是|扮演|充当)|假装你是|扮演(?:一个|一下|一位)?).{0,16}(?:没有限制|不受限制|开发者模式|黑客|dan\b|越狱|市长|区长|书记|女友|猫娘)|开发者模式|越狱模式|jailbreak|ignore (?:all |the |any |your )?(?:previous|above|prior|earlier)? ?(?:instructions|rules|prompts?)|disregard (?:all|the|your|previous)|(?:reveal|print|show|repeat).{0,20}(?:system prompt|your (?:instructions|prompt|rules))|pretend (?:you are|to be)|\bact as (?:an?|if)`)
	abuse     = regexp.MustCompile(`^(?:你|您|你们|这|这个|你这|真|真是|真他妈|他妈|就是|个|破|垃圾|蠢|笨|废物|傻逼|傻x|傻叉|sb|白痴|智障|弱智|脑残|混蛋|王八蛋|滚|滚蛋|滚开|去死|操|草|妈的|他妈的|特么|tmd|cnm|nmsl|机器人|东西|玩意|玩意儿|没用|死|吧|的|了|啊|是|一群|都是|骗子|狗屁|fuck|fucking|shit|you|stupid|idiot|off|bot|useless|damn|are|an?|[,，。!！ ])+$`)
	swears    = regexp.MustCompile(`垃圾|蠢|笨|废物|傻|sb|白痴|智障|弱智|脑残|混蛋|王八|滚|去死|操|妈的|tmd|cnm|nmsl|骗子|狗屁|fuck|shit|stupid|idiot|useless|damn`)
)

// requests are what a citizen wants done, not told. A report cannot serve them.
var (
	handOver = regexp.MustCompile(`转(?:接)?(?:人工|客服)|人工(?:客服|服务|坐席)|真人客服|(?:我|要|想|给我)(?:要)?(?:投诉|举报|报警|报修|反映一下)|帮我(?:登记|投诉|举报|挂|预约|办|报|联系|催|转)|(?:替|给)我(?:登记|挂|预约|办理|报修|转)|(?:帮|替|给)(?:我|俺|咱)(?:们)?(?:约(?:个|一)|.{0,10}(?:办(?:了|一下|理)|登记|挂个?号|报名|订|预约|续签|转接))|把我的.{1,14}(?:办|续|交|报)(?:了|掉|上|一下)|talk to (?:a )?(?:human|person|agent)|file a complaint|book (?:me )?an? `)
	howTo    = regexp.MustCompile(`(?:怎么|咋|如何|怎样|去哪(?:里|儿)?|在哪(?:里|儿)?|上哪(?:儿)?)(?:能|才能|可以|去|样)?(?:申请|办理|办(?:手续|证|卡|理)|报名|预约|挂号|补缴|补交|缴费|交费|领取|领|退税|查询|登记|落户|申领|续费)|(?:手续|流程|材料|条件).{0,6}(?:怎么|咋|如何|是什么|有哪些|要哪些)|需要(?:什么|哪些)(?:手续|材料|条件|证件)|how (?:do|can|should|to) .{0,12}(?:apply|register|enrol|appeal|sign up)`)
	advice   = regexp.MustCompile(`(?:该|应该|要不要|能不能|值得|值不值得)(?:报|买|吃|选|投|去看)(?:什么|哪|吗|还是|不|$)|拿个主意|合适还是|(?:您|你)(?:觉得|看|说)(?:我|现在|在).{0,20}(?:合适|好|该|值)|天气|带伞|下雨不|刮不刮风|靠谱吗|怎么看待|推荐(?:一|个|几)|建议我|讲个?(?:笑话|故事)|写(?:一)?(?:首|篇|个|段).{0,10}(?:诗|歌词|文章|作文|程序|代码|脚本|情书)|唱(?:首|个)歌|聊(?:聊天|会儿)|(?:今天|明天|明儿|后天|这几天|周末).{0,6}(?:天气|下雨|下不下雨|下雪|气温|多少度|限号)|怎么做(?:才)?(?:好吃|不腻|菜)|菜谱|彩票|股票|星座|算命|(?:tell|write) me (?:a|an)|weather|recipe|python|javascript`)
)

// route answers messages that are not questions about a report. ok is false
// when the message is such a question.
func (b *Bot) route(text string, a *Answer) (ok bool) {
	words := phrase(a.Language)
	bare := politeTail.ReplaceAllString(text, "")
	meta := func(lead string, why string) bool {
		a.Outcome, a.Lead, a.Trace.Reason = Meta, lead, why
		return true
	}
	switch {
	case !strings.ContainsFunc(bare, speaks):
		return meta(fmt.Sprintf(words.empty, b.example(a.Language)), "空的问题")
	case identity.MatchString(bare):
		return meta(fmt.Sprintf(words.identity, b.scope(a.Language)), "问机器人是谁")
	case injection.MatchString(text):
		a.Outcome, a.Lead, a.Trace.Reason = Refused, words.refusedRule, "想改变机器人的规则"
		return true
	case swears.MatchString(bare) && abuse.MatchString(bare) && bare != "垃圾":
		a.Outcome, a.Lead, a.Trace.Reason = Refused, words.refusedRude, "只有辱骂，没有问题"
		return true
	case greetings.MatchString(bare):
		return meta(fmt.Sprintf(words.greeting, b.scope(a.Language)), "打招呼")
	case thanks.MatchString(bare):
		return meta(words.thanks, "道谢")
	case goodbyes.MatchString(bare):
		return meta(words.goodbye, "道别")
	case overviews.MatchString(bare):
		return meta(b.overview(a.Language), "问报告的概况")
	case doubts.MatchString(bare):
		return meta(words.doubt, "对回答有疑问")
	case helps.MatchString(bare):
		return meta(fmt.Sprintf(words.help, b.example(a.Language), b.scope(a.Language)), "求助")
	case utf8.RuneCountInString(bare) <= 40 && sources.MatchString(bare):
		return meta(fmt.Sprintf(words.source, b.scope(a.Language), b.sourceNotes()), "问资料的来源")
	}
	return false
}

// speaks reports whether a character can be part of a question.
func speaks(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// request answers what only people can do: services, complaints, advice.
func (b *Bot) request(text string, a *Answer) bool {
	words := phrase(a.Language)
	switch {
	case handOver.MatchString(text), howTo.MatchString(text):
		a.Lead, a.Trace.Reason = words.service, "要办事，不是查报告"
		a.Closing = words.hotline
		if b.config.Hotline != "" {
			a.Closing = b.config.Hotline
		}
	case advice.MatchString(text):
		a.Lead, a.Trace.Reason = words.advice, "要建议，或与报告无关"
	default:
		return false
	}
	a.Outcome = NotFound
	return true
}

// Examples are the questions that the reports' metadata offers in a language.
func (b *Bot) Examples(l Language) []string {
	var examples []string
	for _, report := range b.library.Reports {
		for _, q := range report.Meta.Examples {
			if LanguageOf(q) == l {
				examples = append(examples, q)
			}
		}
	}
	return examples
}

// example is one question that a newcomer can try.
func (b *Bot) example(l Language) string {
	if samples := b.Samples(l, 1); len(samples) > 0 {
		return samples[0]
	}
	return phrase(l).example
}

// scope describes what the library covers, in one phrase.
func (b *Bot) scope(l Language) string {
	var scopes []string
	for _, report := range b.library.Reports {
		scopes = append(scopes, about(l, report.Meta))
	}
	return strings.Join(scopes, "、")
}

// about names a report with its place and years, as far as they are known.
func about(l Language, m knowledge.Meta) string {
	var known []string
	for _, s := range []string{m.Place, years(l, m.Years, m.Covers)} {
		if s != "" {
			known = append(known, s)
		}
	}
	if len(known) == 0 {
		return "《" + m.Title + "》"
	}
	return fmt.Sprintf(phrase(l).scope, m.Title, strings.Join(known, phrase(l).comma))
}

// overview lists the chapters of every report with how much they hold.
func (b *Bot) overview(l Language) string {
	words := phrase(l)
	var lines []string
	for _, report := range b.library.Reports {
		lines = append(lines, fmt.Sprintf(words.overview, about(l, report.Meta), len(report.Passages)))
		for i, h := range report.Headings {
			if h.Level == 1 {
				lines = append(lines, fmt.Sprintf(words.chapter, strings.TrimRight(h.Text, "。"), len(report.Under(i))))
			}
		}
	}
	return strings.Join(append(lines, words.askMore), "\n")
}

func (b *Bot) sourceNotes() string {
	var notes []string
	for _, report := range b.library.Reports {
		if report.Meta.Source != "" {
			notes = append(notes, report.Meta.Source+"。")
		}
	}
	return strings.Join(notes, "")
}
