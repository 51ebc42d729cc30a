package claim

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// status is a state of a project. Two words of one status say the same; the
// order is the order in which a project passes through them, and a sentence
// must be of the very status its passage has, never of a later one.
type status string

// statuses lists the words of each state, earliest state first.
var statuses = []struct {
	name  status
	open  bool // the thing is not done: the word must not be left out
	words string
}{
	{"筹建", true, "加快筹建 筹建 筹备"},
	{"签约", true, "签约落地 签约落户 签约入驻 签约"},
	{"供地", true, "实现供地 完成供地 供地"},
	{"启动", true, "启动建设 启动 开始建设"},
	{"开工", true, "开工建设 新开工 开工 动工建设 动工 拿地即开工"},
	{"在建", true, "加快建设 正在建设 在建 建设中"},
	{"推进", true, "全面推进 加快推进 推进"},
	{"贯通", true, "贯通"},
	{"封顶", true, "封顶 完成封顶"},
	{"基本完成", true, "基本完工 基本建成 基本完成 初步建成 基本竣工"},
	{"完成", false, "建设完工 建设完成 完成建设 完工 竣工 建成 完成 建好 落成"},
	{"待通车", true, "具备通车条件"},
	{"待运营", true, "具备运营条件"},
	{"成立", false, "挂牌成立 揭牌成立 挂牌 揭牌 成立 设立 组建"},
	{"落地", false, "落地"},
	{"落户", false, "落户"},
	{"入驻", false, "入驻 进驻"},
	{"招生", false, "招生"},
	{"使用", false, "投入使用 投入运行 投入应用 投用 启用 投运 运行"},
	{"上线", false, "上线应用 上线"},
	{"运营", false, "投入运营 运营"},
	{"开业", false, "开业运营 开业"},
	{"开园", false, "开园"},
	{"开馆", false, "开馆运行 开馆"},
	{"开诊", false, "开诊"},
	{"通车", false, "通车"},
	{"验收", false, "通过验收 验收"},
	{"发布", false, "发布实施 发布"},
}

// qualifiers change what a figure or a state means: a sentence may neither add
// nor drop them.
const qualifiers = "累计 新建成 新建 新增 新设 新开通 新引入 更新 基本 主体 初步 部分 前3季度 上半年 下半年 1季度 " +
	"计划 预计 力争 有望 争取 预期 可能 拟建 将要 即将 将 总数 同比 环比 尚未 没有 未能 并未 不再 不得 无法 不足 停止 取消 暂停 推迟"

// modifiers may be left out but not added: verbs and adverbs of reports.
const modifiers = "全面 正式 顺利 成功 加快 持续 不断 相继 精彩 充分 稳步 切实 建设 举办 引入 签订 形成 办理 惠及 接待 促成 走访 兑现 " +
	"促进 深挖 挖潜 加装 优化 统筹 实施 开展 亮相 摘取 获评 提高 提升 保持 全年 规模化 排名 率先 在"

// synonyms are written as the first word of each line wherever they stand, in
// sentences and in passages.
const synonyms = `
新增 新增加 增添
新引入 新引进 新近引入 新近引进
新设 新设立 新注册 新登记
新建 新建设 新修建 新盖
举办 举行 召开
签订 签署 签下
入驻 进驻
提高 提升
不断 持续
加快 加速 提速
排名 位列 位居 排在
兑现 发放 拨付
走访 上门走访
促成 推动 带动
促进 帮助 助力
惠及 受益
深挖 挖掘
获评 被评为 获得 荣获 评为
实现 做到 达成
优化 调整优化
累计 累计已
全面 全面地 全部 全都 悉数
基本 大体 大致
顺利 顺顺利利
举办 办成
亮相 登场
接待 迎来
游客 来客
养老院 敬老院
市场主体 经营主体
首位 榜首 第一位 第1位 第一名 第1名
历史最高 历史新高 创历史新高 史上最高
首个 第一个 第1个
首家 第一家 第1家
首支 第一支 第1支
首批 第一批 第1批
首届 第一届 第1届
架空线入地 架空线埋入地下 架空线转入地下
全覆盖 全部覆盖 全面覆盖
平方米 平米 m2
开始建设 启动建设工作
投入使用 交付使用 开始使用
开业 开张
`

// added are words that a sentence may add: they claim nothing.
const added = "此外 另外 同时 其中 以及 而且 并且 还有 方面 情况 " +
	"数量 数目 达到 共有 一共 已有 另有 已经 面积 均已 目前 现已 现 正 都 均 了 的 已 也 还 且 并 共 有 是 为 达 其 该 则 又 而 等 处于 属于 状态 关于 这 项工作 工作 我区 本区 全区 区里 当地"

// scopes and ranks make a rank: 全市首个. A sentence must have the very pair.
var (
	scopes = strings.Fields("全国 全市 全区 国内 全球 世界 副中心 全北京市 北京市 北京 中国 本市 市内")
	ranks  = strings.Fields("首个 首批 首家 首支 首位 首届 首座 首次 第1 前列 中上游 历史最高 最高 最大 最多 率先 名列前茅")
)

// units are what figures count, longest first.
var units = longestFirst(strings.Fields("个百分点 百分点 平方公里 平方米 立方米 千瓦时 公顷 公里 千米 千瓦 公斤 人次 家次 件次 户次 美元 万元 亿元 小时 分钟 季度 个月 " +
	"% 元 个 家 户 条 项 部 座 处 所 台 辆 套 亩 米 吨 人 名 位 件 场 起 张 床 间 栋 幢 支 种 类 天 年 月 日 岁 度 倍 株 只 艘 架 班 节 站 眼 口 盏 斤 升 次 届 份 笔 里"))

// Words around a figure that say how exact it is.
var (
	hedgeBefore = map[string]string{"超过": "over", "超": "over", "逾": "over", "突破": "over", "高于": "over", "多于": "over", "不低于": "over", "不少于": "over",
		"将近": "near", "接近": "near", "近": "near", "不到": "under", "低于": "under", "至多": "under", "最多": "under",
		"大约": "about", "约": "about", "大概": "about", "左右": "about", "至少": "over"}
	hedgeAfter = map[string]string{"余": "over", "多": "over", "以上": "over", "开外": "over", "左右": "about", "上下": "about", "以内": "under", "以下": "under", "不到": "under"}
)

// lists part the members of a list.
var lists = strings.Fields("、 以及 和 与 及 或 跟")

// facilities end the name of something that can be built and opened by itself.
var facilities = strings.Fields("中心 馆 公园 医院 学校 酒店 大厦 站 港 路 桥 河 塔 小镇 基地 平台 论坛 大会 机场 地块 院区 项目 节 驿站 交易所")

// appositions end a word for the name behind them: 总部大楼|北投大厦.
var appositions = strings.Fields("大楼 产业园 园区")

// term is a lexicon word: what it says and how it must be treated.
type term struct {
	role  role
	class string
	open  bool
}

type role uint8

const (
	isModifier role = iota + 1
	isQualifier
	isStatus
	isRank
)

var terms, termWords = readTerms()

func readTerms() (map[string]term, []string) {
	t := map[string]term{}
	for _, w := range strings.Fields(modifiers) {
		t[w] = term{isModifier, w, false}
	}
	for _, s := range statuses {
		for _, w := range strings.Fields(s.words) {
			t[w] = term{isStatus, string(s.name), s.open}
		}
	}
	for _, w := range strings.Fields(qualifiers) {
		t[w] = term{isQualifier, w, false}
	}
	for _, r := range ranks {
		t[r] = term{isRank, canonicalRank(r), false}
		for _, s := range scopes {
			t[s+r] = term{isRank, s + canonicalRank(r), false}
		}
	}
	words := make([]string, 0, len(t))
	for w := range t {
		words = append(words, w)
	}
	return t, longestFirst(words)
}

// canonicalRank: 首位 is 第1.
func canonicalRank(rank string) string {
	if rank == "首位" {
		return "第1"
	}
	return rank
}

func longestFirst(words []string) []string {
	sort.SliceStable(words, func(i, j int) bool { return len(words[i]) > len(words[j]) })
	return words
}

// byFirstRune speeds up the search for a lexicon word.
type byFirstRune map[rune][]string

func indexWords(words []string) byFirstRune {
	index := byFirstRune{}
	for _, w := range longestFirst(words) {
		first := []rune(w)[0]
		index[first] = append(index[first], w)
	}
	return index
}

// prefix returns the longest word at the start of s, or "".
func (b byFirstRune) prefix(s string) string {
	first, _ := utf8.DecodeRuneInString(s)
	for _, w := range b[first] {
		if strings.HasPrefix(s, w) {
			return w
		}
	}
	return ""
}

var (
	termIndex  = indexWords(termWords)
	unitIndex  = indexWords(units)
	listIndex  = indexWords(lists)
	hedgeIndex = indexWords(slices.Collect(maps.Keys(hedgeBefore)))
	addedIndex = indexWords(strings.Fields(added))
)
