package bot

import "regexp"

// Kind is the kind of thing a question asks for.
type Kind string

// The kinds that a passage can hold or lack. A question may ask for several.
const (
	AsksCount    Kind = "count"    // how much or how many of anything
	AsksItems    Kind = "items"    // how many of something that is counted piece by piece
	AsksWithin   Kind = "within"   // the figure of one year, not the sum so far
	AsksOthers   Kind = "others"   // the rest of a list that is known in part
	AsksArea     Kind = "area"     // 亩, 平方米
	AsksLength   Kind = "length"   // 公里, how far, how high
	AsksMoney    Kind = "money"    // cost, price, investment, fee
	AsksPeople   Kind = "people"   // how many people
	AsksShare    Kind = "share"    // per cent, proportion, rate
	AsksDate     Kind = "date"     // when
	AsksDuration Kind = "duration" // how long
	AsksQuantity Kind = "quantity" // 吨, 度, 层, 床: a measure of its own
	AsksPerson   Kind = "person"   // who
	AsksOrg      Kind = "organisation"
	AsksContact  Kind = "contact" // telephone, address, download
	AsksWhere    Kind = "where"
	AsksNames    Kind = "names"  // which ones, what are they called
	AsksReason   Kind = "reason" // why
	AsksChange   Kind = "change" // compared with an earlier year
	AsksParts    Kind = "parts"  // how a sum divides
	AsksPlan     Kind = "plan"   // what will be done
)

// asking recognises the kinds in a normalised question. The lists come from
// how people ask in general, not from any report.
var asking = []struct {
	kind    Kind
	pattern *regexp.Regexp
}{
	{AsksArea, regexp.MustCompile(`(?:多少|几|几百|几千|几万)(?:万|百|千)?(?:亩|公顷|平米|平方|平公里|平)|占地|面积|(?:公园|院区|校区|大厦|小区|村|馆|园区|会址|中心|地块)[^,，]{0,3}有?多大|多大(?:地|一片|一块|片|块|面|一摊|地儿)|how (?:big|large)|what area|floor area|square met`)},
	{AsksLength, regexp.MustCompile(`(?:多少|几)(?:公里|千米|里地|米)|多长(?:$|[^时]|的路)|全长|长度|多远|多宽|(?:楼|厦|塔|桥|山|层)有?多高|how (?:long is|far|tall|high|wide)`)},
	{AsksMoney, regexp.MustCompile(`金额|总投资|收钱|掏钱|要钱|免费|收不收费|(?:多少|几)(?:个)?(?:亿|万元|元|块|钱|毛)|多少.{0,4}(?:钱|资金|费)|总投资|金额|投资(?:额|了?多少|是多少|多少)|造价|花了?多少|花费|收费|怎么收|票价|门票|价位|打几折|年卡|办卡|多贵|贵吗|租金|房价|楼价|学费|水费|电费|几块|贵不贵|便宜|营收|收入多少|产值|规模有|价格|价钱|售价|掏多少|出多少钱|工资|薪|一平米多少|how much (?:money|does|did|is|was|will)|\bcost|\bprice|\bfees?\b|\bbudget|\brent\b|invest(?:ment|ed) (?:amount|total)`)},
	{AsksPeople, regexp.MustCompile(`(?:多少|几|几万|几千|几百)(?:个|位|名|万|百|千)?(?:人|群众|居民|职工|工作人员|员工|学生|老人|消防员|嘉宾|游客|观众|选手)|人数|人次|how many (?:people|visitors|residents|students|staff|workers|guests|jobs)`)},
	{AsksShare, regexp.MustCompile(`百分之(?:几|多少)|比例|占比|占(?:了)?(?:多少|几成|多大|全)|几成|增速(?:是|有)?多少|增长(?:了)?(?:多少|百分)|涨(?:了)?(?:多少|百分|几)|跌(?:了)?(?:多少|百分)|降(?:了)?(?:多少|百分)|what (?:percentage|share|proportion)|growth rate`)},
	{AsksDate, regexp.MustCompile(`什么时候|啥时候|什么时间|啥时|何时|几时|哪天|哪一天|几月|几号|哪年|哪一年|多会儿|多咱|几点|(?:周|礼拜|星期)[一二三四五六日天末](?:开|关|闭|出|上班|能|营业|休|有)|闭馆|营业时间|开放时间|几点|猴年马月|哪辈子|\bwhen\b|what (?:date|day|time|year)|which (?:year|month)|opening hours`)},
	{AsksDuration, regexp.MustCompile(`多久|多长时间|几个月|几年(?:才|能|时间|$)|多少(?:天|年|分钟|小时)|(?:^|[^第哪十好这那把])几(?:天|分钟|小时)|how long (?:does|did|will|has|it)`)},
	{AsksQuantity, regexp.MustCompile(`(?:多少|(?:^|[^第哪十好这那把])几)(?:层|张(?:病)?床|床|间(?:客)?房|吨|度电|度|盏|级|类|分(?:$|[^钟]))|床位|楼层|多少个?号|客房|吞吐量|分数线|得了多少分|how many (?:beds|floors|storeys|rooms|tons)`)},
	{AsksPerson, regexp.MustCompile(`(?:^|[^还有])是?谁(?:$|[^说多少大小已还先更高低])|哪(?:一)?位|何人|什么人|(?:校长|院长|主任|局长|区长|书记|市长|省长|经理|设计师|建筑师|冠军|作者|歌手|负责人)(?:是|叫|都|姓|跑)|哪些歌手|\bwho\b|whose`)},
	{AsksOrg, regexp.MustCompile(`哪(?:一)?(?:家|个)?(?:银行|开发商|施工|建设公司|设计院|机构|厂牌|牌子|品牌)|什么(?:牌子|品牌)|哪(?:一)?家(?:做|建|盖|开发|负责|运营|拿)|承建|施工(?:单位|方)|开发商(?:是|叫|拿)|承办(?:单位|方)|供应商|厂商|中标|which (?:bank|brand|developer|contractor)`)},
	{AsksContact, regexp.MustCompile(`电话(?:号|是多少|是啥|是几|多少|几|给|麻烦|呢|$)|地址(?:和|、|是|在|给|呢|$)|和电话|号码|联系方式|联系电话|怎么联系|微信号|网址|哪(?:里|儿)?(?:下载|报名|预约)|下载|编号|(?:phone|telephone) number|address|website|download`)},
	{AsksWhere, regexp.MustCompile(`在哪|哪里|哪儿|哪块儿|搁哪|哪条(?:街|路)|什么(?:地方|位置)|啥地方|哪些地方|哪些街道|哪几个小区|哪个(?:镇|乡|村|街道|小区|区)|分布|\bwhere\b|which (?:town|street|village|neighbo)`)},
	{AsksNames, regexp.MustCompile(`哪(?:些|几|[二三四五六七八九十两])|分别(?:是(?:谁|哪|啥$|什么$|啥[?？]|什么[?？])|叫|在哪|有哪)|名单|名称|名字|叫(?:什么|啥)|都有(?:谁|啥|什么|哪)|都是(?:谁|啥|什么|哪|些)|都包括|具体(?:都)?(?:是|有|写|包括)(?:了|着)?(?:些)?(?:哪|什么|啥)|列出|列一|是谁|什么品牌|\bwhich\b|what are (?:they|the names)|list of|\bnames?\b`)},
	{AsksReason, regexp.MustCompile(`为什么|为啥|为何|凭什么|原因|怎么会|咋会|咋就|\bwhy\b|reason`)},
	{AsksChange, regexp.MustCompile(`(?:比|跟|和|与|较)(?:上年|去年|前年|上一年|前一年|头一年|头年|往年|同期|以前|过去|上年同期)|同比|环比|是增是减|增还是减|涨了还是跌|多了还是少|涨价|compared (?:with|to)|than last year|year.on.year`)},
	{AsksParts, regexp.MustCompile(`[个家条项件辆户].{0,3}里.{0,8}占|(?:里头|里面|其中|当中).{0,8}(?:占|几|多少)|怎么分|按.{1,4}分|breakdown|how many of (?:them|those|these)`)},
	{AsksPlan, regexp.MustCompile(`明年|后年|来年|下一步|下一年|打算|计划(?:再|要|新|建|开|是|有|加)|将来|未来|以后(?:要|会|还)|即将|目标是|要盖啥|准备(?:再|建|开|要)|next year|plans? (?:to|for)|going to|upcoming|in the future`)},
	{AsksWithin, regexp.MustCompile(`(?:光|单|仅|只算|单单)(?:是|说)?.{0,8}(?:一年|年)|不要累计|不算以前|单年|新增的不算`)},
	{AsksOthers, regexp.MustCompile(`(?:另外|其余|剩下|其他|其它|别的)(?:的)?.{0,8}(?:叫|是谁|是哪|是什么|有哪|都有)|the (?:other|rest)`)},
	{AsksItems, regexp.MustCompile(`(?:多少|(?:^|[^第哪十好这那把])几)(?:个|家|条|项|座|处|部|所|台|支|场|间|栋|批|种|辆|户|件|趟|片|块|桩)`)},
	{AsksCount, regexp.MustCompile(`多少|(?:^|[^第哪十好这那把])几(?:个|家|条|项|座|处|部|所|台|支|场|间|栋|批|种|辆|户|件|次|趟|张|座|片|块|桩|回|拨|盏|口|根|棵|站|点|多|十|百|千|万)|数量|数目|总数|how many|number of|how much`)},
}

// stage asks how far something has come, in the words of a place: 盖到哪里了.
var stage = regexp.MustCompile(`到(?:了)?(?:哪(?:里|儿|一?步|份儿|个份)?|什么(?:地步|程度|份儿|阶段)|啥(?:份儿|地步|程度))(?:上)?了?`)

// kindsOf returns what a normalised question asks for, in the order above.
func kindsOf(text string) []Kind {
	text = stage.ReplaceAllString(text, "")
	var kinds []Kind
	for _, a := range asking {
		if a.pattern.MatchString(text) {
			kinds = append(kinds, a.kind)
		}
	}
	return kinds
}

// asksFor reports whether a normalised question asks for one kind.
func asksFor(kind Kind, text string) bool {
	text = stage.ReplaceAllString(text, "")
	for _, a := range asking {
		if a.kind == kind {
			return a.pattern.MatchString(text)
		}
	}
	return false
}
