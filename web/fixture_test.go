package web

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// library is a desk.Library held in memory, as the tests need it.
type library struct {
	stories  []*news.Story
	articles map[news.Ref]*news.Article
	older    map[news.Ref]*news.Article // first revisions of articles that have two
	ruled    []desk.Ruling
	broken   error // what every method answers
}

func (l *library) Version(context.Context) (string, error) { return "1", l.broken }

func (l *library) Stories(context.Context) iter.Seq2[*news.Story, error] {
	return func(yield func(*news.Story, error) bool) {
		for _, s := range l.stories {
			if !yield(s, l.broken) {
				return
			}
		}
	}
}

func (l *library) Latest(_ context.Context, from, n int) ([]*news.Story, int, int, error) {
	all := slices.SortedStableFunc(slices.Values(l.stories), desk.Latest)
	from = min(from, len(all))
	return all[from:min(from+n, len(all))], len(all), len(l.articles), l.broken
}

func (l *library) Heads(context.Context) iter.Seq2[desk.Head, error] {
	return func(yield func(desk.Head, error) bool) {
		for r, a := range l.articles {
			h := desk.Head{Ref: r, Title: desk.Title(a), Outlet: a.Doc.Outlet.Name, URL: a.URL}
			if p := a.Doc.Published; p != nil {
				h.Published = p.Days
			}
			if !yield(h, l.broken) {
				return
			}
		}
	}
}

func (l *library) Story(_ context.Context, id string) (*news.Story, error) {
	for _, s := range l.stories {
		if s.ID == id {
			return s, l.broken
		}
	}
	return nil, fs.ErrNotExist
}

func (l *library) Article(_ context.Context, r news.Ref, revision int) (*news.Article, error) {
	last := 1
	if l.older[r] != nil {
		last = 2
	}
	if a := l.older[r]; a != nil && revision == 1 {
		return a, l.broken
	}
	if a, ok := l.articles[r]; ok && (revision == 0 || revision == last) {
		return a, l.broken
	}
	return nil, fs.ErrNotExist
}

func (l *library) StoryOf(_ context.Context, r news.Ref) (string, error) {
	for _, s := range l.stories {
		for _, x := range s.Articles {
			if x == r {
				return s.ID, l.broken
			}
		}
	}
	return "", fs.ErrNotExist
}

func (l *library) Revisions(_ context.Context, source string) ([]desk.Revision, error) {
	day := time.Date(2025, 5, 15, 9, 0, 0, 0, time.UTC)
	for r := range l.older {
		if r.Source == source {
			return []desk.Revision{{Number: 1, Added: day}, {Number: 2, Added: day.AddDate(0, 0, 1), Current: true}}, l.broken
		}
	}
	return []desk.Revision{{Number: 1, Added: day, Current: true}}, l.broken
}

func (l *library) Raw(_ context.Context, r news.Ref, _ int) ([]byte, error) {
	if a := l.articles[r]; a != nil && strings.HasSuffix(r.Source, ".html") {
		return []byte("<html><script>alert(1)</script><body>" + a.Doc.Text), l.broken
	}
	return nil, l.broken
}

func (l *library) Rulings(context.Context) ([]desk.Ruling, error) { return l.ruled, l.broken }

func (l *library) add(as ...*news.Article) {
	for _, a := range as {
		l.articles[a.Ref] = a
	}
}

// find is a search by plain words, as the tests need it.
func (l *library) find(_ context.Context, q desk.Ask) (desk.Results, error) {
	var out desk.Results
	query, from := q.Query, 0
	if q.After != "" {
		var err error
		if from, err = strconv.Atoi(q.After); err != nil {
			return out, desk.ErrCursor
		}
	}
	for _, s := range l.stories {
		for _, r := range s.Articles {
			a := l.articles[r]
			if a == nil {
				continue
			}
			i := strings.Index(a.Doc.Text, query)
			if i < 0 {
				continue
			}
			at := around(&a.Doc, text.Span{Start: i, End: i + len(query)})
			h := desk.Hit{Ref: r, Title: desk.Title(a), Outlet: a.Doc.Outlet.Name, Snippet: at.Of(a.Doc.Text), At: at}
			if a.Doc.Published != nil {
				h.Published = a.Doc.Published.Days
			}
			for j := 0; ; {
				k := strings.Index(h.Snippet[j:], query)
				if k < 0 {
					break
				}
				h.Marks = append(h.Marks, text.Span{Start: j + k, End: j + k + len(query)})
				j += k + len(query)
			}
			if k := strings.Index(h.Title, query); k >= 0 {
				h.InTitle = []text.Span{{Start: k, End: k + len(query)}}
			}
			if out.Total++; out.Total > from && len(out.Hits) < q.Limit {
				out.Hits = append(out.Hits, h)
			}
		}
	}
	if n := from + len(out.Hits); n < out.Total {
		out.Next = strconv.Itoa(n)
	}
	return out, nil
}

// maker makes an article whose findings are named by their words.
type maker struct {
	t testing.TB
	a *news.Article
}

// part is a stretch of an article to be made.
type part struct {
	role text.Role
	text string
}

func article(t testing.TB, source string, n int, outlet string, parts ...part) *maker {
	a := &news.Article{Ref: news.Ref{Source: source, Article: n}, Tongue: "ar"}
	var b strings.Builder
	for _, p := range parts {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		s := text.Span{Start: b.Len(), End: b.Len() + len(p.text)}
		b.WriteString(p.text)
		a.Doc.Parts = append(a.Doc.Parts, text.Part{Role: p.role, Span: s})
		if p.role == text.Title {
			a.Doc.Title = s
		}
		if p.role == text.Body {
			at := s.Start
			for _, line := range strings.SplitAfter(strings.ReplaceAll(p.text, ".\n", ". "), ". ") {
				a.Doc.Sentences = append(a.Doc.Sentences, text.Span{Start: at, End: at + len(strings.TrimRight(line, " "))})
				at += len(line)
			}
		}
	}
	a.Doc.Text = b.String()
	a.Doc.Outlet.Name = outlet
	return &maker{t, a}
}

// at is the nth place of some words, counted from 1.
func (m *maker) at(words string, nth ...int) text.Span {
	m.t.Helper()
	n, from := 1, 0
	if len(nth) > 0 {
		n = nth[0]
	}
	for {
		i := strings.Index(m.a.Doc.Text[from:], words)
		if i < 0 || words == "" {
			m.t.Fatalf("%s: no %q in the text", m.a.Source, words)
		}
		if n--; n == 0 {
			return text.Span{Start: from + i, End: from + i + len(words)}
		}
		from += i + len(words)
	}
}

func (m *maker) place(words string) news.Place { return news.Place{Ref: m.a.Ref, Span: m.at(words)} }

func (m *maker) published(iso string, evidence ...string) *maker {
	d := &text.Dating{Days: parseDays(iso), Rule: "date.stamp"}
	for _, e := range evidence {
		d.Evidence = append(d.Evidence, m.at(e))
	}
	m.a.Doc.Published = d
	return m
}

func (m *maker) wire(name, words string) *maker {
	m.a.Doc.Wire = append(m.a.Doc.Wire, text.Named{Name: name, Span: m.at(words), Rule: "credit.paren"})
	return m
}

func (m *maker) date(words, iso string) *maker {
	m.a.Doc.Dates = append(m.a.Doc.Dates, text.Date{Span: m.at(words), Value: iso, Rule: "date.weekday"})
	return m
}

func (m *maker) number(words string, v float64, unit string, hedge text.Approx) *maker {
	m.a.Doc.Numbers = append(m.a.Doc.Numbers, text.Number{Span: m.at(words), Value: v, Unit: unit, Approx: hedge, Rule: "number.digits"})
	return m
}

func (m *maker) name(words string, k text.Kind, entity string) *maker {
	m.a.Doc.Names = append(m.a.Doc.Names, text.Name{Span: m.at(words), Kind: k, Entity: entity, Rule: "name.title"})
	return m
}

// quote adds a statement: the words, who said them, the words that name him, the cue, then the links of its chain as "kind:words".
func (m *maker) quote(k text.QuoteKind, said, who, speaker, cue string, chain ...string) *maker {
	q := text.Quote{Kind: k, Said: m.at(said), Who: who, Rule: "verbs.tsv:3"}
	if speaker != "" {
		q.Speaker = m.at(speaker)
	}
	if cue != "" {
		q.Cue = m.at(cue)
	}
	for _, l := range chain {
		kind, words, _ := strings.Cut(l, ":")
		q.Chain = append(q.Chain, text.Link{Span: m.at(words), Name: words, Kind: text.LinkKind(kind), Rule: "attribution.tsv:12"})
	}
	m.a.Doc.Quotes = append(m.a.Doc.Quotes, q)
	return m
}

// silos is a story of a fire, told by six articles of five pages: an agency text that three publishers share, an own report, a
// translated report that is dated by the others, a page that says nothing of itself.
func silos(t testing.TB) (*news.Story, []*maker) {
	own := article(t, "https://sahel.example/news/2025/05/14/silo-fire.html", 1, "بوابة الساحل",
		part{text.Furniture, "الرئيسية | محليات | اقتصاد | رياضة | فيديو"},
		part{text.Title, "حريق يلتهم صوامع القمح في ميناء مرسى النخيل والدفاع المدني يتحدث عن «انفجار غبار»"},
		part{text.Byline, "مرسى النخيل — هدى السالمي"},
		part{text.DateLine, "الأربعاء 14 مايو/أيار 2025، 21:40"},
		part{text.Caption, "دخان يتصاعد من الصومعة الثالثة ظهر اليوم (عدسة بوابة الساحل)"},
		part{text.Body, "اندلع حريق كبير ظهر اليوم الأربعاء في صوامع القمح بميناء مرسى النخيل، وأودى بحياة ثلاثة عمال وأصاب 17 آخرين، وفق ما أكده مدير الدفاع المدني العميد ناصر الحارثي لبوابة الساحل.\nوقال الحارثي إن «الشرارة الأولى خرجت من ممر النقل تحت الصومعة الثالثة عند الثانية عشرة وعشر دقائق من ظهر اليوم، ثم اشتعل غبار القمح في ثوان». وأضاف أن فرق الإطفاء سيطرت على النار بعد نحو أربع ساعات."},
		part{text.Subhead, "«لم نسمع إنذارا»"},
		part{text.Body, "وروى العامل سعيد بن مرزوق، وهو يغادر المستشفى، أن أحدا لم يسمع إنذارا: «كنا نأكل حين رأينا الأرض ترتفع تحتنا، ولم نسمع إنذارا قبلها». ويعمل في الميناء 640 عاملا، ويمر به كل عام أكثر من مليون طن من القمح.\nوشهد الميناء حريقا أصغر في صيف 2019 لم يسفر عن ضحايا."},
		part{text.Share, "شارك: فيسبوك إكس واتساب نسخ الرابط"},
		part{text.Related, "اقرأ أيضا: أسعار الخبز لن تتغير هذا الشهر\nاقرأ أيضا: بالصور، ميناء مرسى النخيل قبل نصف قرن"},
		part{text.Keywords, "ميناء مرسى النخيل، صوامع، حريق، قمح، الدفاع المدني"}).
		published("2025-05-14", "الأربعاء 14 مايو/أيار 2025", "اليوم الأربعاء").
		date("الأربعاء 14 مايو/أيار 2025", "2025-05-14").date("ظهر اليوم الأربعاء", "2025-05-14").date("ظهر اليوم، ثم", "2025-05-14").date("صيف 2019", "2019-06-01/2019-08-31").
		number("ثلاثة عمال", 3, "dead", text.Exact).number("17 آخرين", 17, "injured", text.Exact).number("640 عاملا", 640, "person", text.Exact).
		number("أكثر من مليون طن", 1e6, "ton", text.Over).number("نحو أربع ساعات", 4, "hour", text.About).
		name("ميناء مرسى النخيل", text.Place, "ميناء مرسى النخيل").name("ناصر الحارثي", text.Person, "ناصر الحارثي").name("سعيد بن مرزوق", text.Person, "سعيد بن مرزوق").
		quote(text.Direct, "الشرارة الأولى خرجت من ممر النقل تحت الصومعة الثالثة عند الثانية عشرة وعشر دقائق من ظهر اليوم، ثم اشتعل غبار القمح في ثوان", "ناصر الحارثي", "الحارثي إن", "وقال").
		quote(text.Indirect, "فرق الإطفاء سيطرت على النار بعد نحو أربع ساعات", "ناصر الحارثي", "", "وأضاف").
		quote(text.Direct, "كنا نأكل حين رأينا الأرض ترتفع تحتنا، ولم نسمع إنذارا قبلها", "سعيد بن مرزوق", "العامل سعيد بن مرزوق", "وروى")
	own.a.URL = own.a.Source

	wireText := "مرسى النخيل (الأفق) – ارتفعت حصيلة الحريق الذي اندلع الأربعاء في صوامع ميناء مرسى النخيل إلى خمسة قتلى و17 مصابا، حسب ما أفادت به الإذاعة الوطنية صباح الخميس نقلا عن بيان وزارة النقل.\nوقال المتحدث باسم الوزارة عبد الرحمن بن عبد العزيز آل مرعي التميمي، كما نقلت الإذاعة الوطنية عن البيان، إن «الصومعتين الثالثة والرابعة خرجتا من الخدمة، والمخزون يكفي البلاد 70 يوما». وقدرت الوزارة الخسائر بنحو 200 مليون دولار.\nومن المنتظر أن تعلن لجنة التحقيق نتائجها في النصف الأول من يونيو المقبل."
	wire := func(source, outlet, head string, more ...part) *maker {
		parts := append([]part{{text.Title, head}, {text.Body, wireText}}, more...)
		m := article(t, source, 1, outlet, parts...).
			date("الأربعاء", "2025-05-14").date("صباح الخميس", "2025-05-15").date("في النصف الأول من يونيو المقبل", "2025-06-01/2025-06-15").
			number("خمسة قتلى", 5, "dead", text.Exact).number("17 مصابا", 17, "injured", text.Exact).number("70 يوما", 70, "day", text.Exact).number("نحو 200 مليون دولار", 2e8, "USD", text.About).
			name("ميناء مرسى النخيل", text.Place, "ميناء مرسى النخيل").name("وزارة النقل", text.Organization, "وزارة النقل").
			name("عبد الرحمن بن عبد العزيز آل مرعي التميمي", text.Person, "عبد الرحمن بن عبد العزيز آل مرعي التميمي").
			quote(text.Direct, "الصومعتين الثالثة والرابعة خرجتا من الخدمة، والمخزون يكفي البلاد 70 يوما", "عبد الرحمن بن عبد العزيز آل مرعي التميمي", "المتحدث باسم الوزارة عبد الرحمن بن عبد العزيز آل مرعي التميمي", "وقال", "broadcaster:الإذاعة الوطنية", "document:بيان وزارة النقل")
		return m.wire("وكالة الأفق", "(الأفق)")
	}
	marfa := wire("pages/marfa-4471.html", "صحيفة المرفأ", "خمسة قتلى في حريق صوامع مرسى النخيل والوزارة تطمئن إلى مخزون القمح", part{text.Credit, "المصدر: وكالة الأفق"}).published("2025-05-15", "صباح الخميس")
	shuruq := wire("pages/shuruq.txt", "قناة الشروق الجديد", "ارتفاع حصيلة حريق الميناء إلى خمسة قتلى", part{text.Furniture, "جميع الحقوق محفوظة"})
	yawm := wire("pages/yawm.html", "اليوم الآخر", "حريق مرسى النخيل: 5 قتلى وخسائر بمئتي مليون دولار").published("2025-05-15/2025-05-16", "صباح الخميس")

	post := article(t, "pages/harbor-post.html", 1, "Harbor Post عربي",
		part{text.Title, "مسؤول لـ Harbor Post: نحو 40 مصابا في حريق Marsa al-Nakhil"},
		part{text.Dateline, "لندن –"},
		part{text.Body, "Reuters و AFP لم تؤكدا بعد حصيلة الحريق في ميناء Marsa al-Nakhil، لكن مسؤولا أوروبيا في شركة NordGrain A/S (المالكة لـ 35% من الصوامع) قال لوكالة نورد برس إن عدد المصابين بلغ نحو 40، وفق ما أورده موقع Baltic Maritime Weekly.\nوقال المسؤول، الذي طلب عدم ذكر اسمه، إن «الصوامع بنيت بمواصفات قديمة، وقد حذرنا من ذلك كتابة في مارس».\nوأوضح رئيس الشركة Søren Østergaard-Łukasiewicz في رسالة إلى العاملين أن الخسائر «قد تبلغ 1.5 مليار يورو»، من غير أن يفصلها. الرابط: https://harborpost.example/ar/2025/marsa-al-nakhil?utm_source=rss&id=99182"}).
		number("نحو 40 مصابا", 40, "injured", text.About).number("1.5 مليار يورو", 1.5e9, "EUR", text.Exact).number("35%", 35, "percent", text.Exact).
		date("في مارس", "2025-03").
		name("NordGrain A/S", text.Organization, "NordGrain A/S").name("Søren Østergaard-Łukasiewicz", text.Person, "Søren Østergaard-Łukasiewicz").name("Marsa al-Nakhil", text.Place, "ميناء مرسى النخيل").
		quote(text.Direct, "الصوامع بنيت بمواصفات قديمة، وقد حذرنا من ذلك كتابة في مارس", "", "المسؤول، الذي طلب عدم ذكر اسمه", "وقال المسؤول", "outlet:Baltic Maritime Weekly", "agency:نورد برس", "unnamed:مسؤولا أوروبيا").
		quote(text.Indirect, "عدد المصابين بلغ نحو 40", "", "مسؤولا أوروبيا", "قال", "outlet:Baltic Maritime Weekly", "agency:نورد برس").
		quote(text.Direct, "قد تبلغ 1.5 مليار يورو", "Søren Østergaard-Łukasiewicz", "رئيس الشركة Søren Østergaard-Łukasiewicz", "وأوضح", "document:رسالة إلى العاملين")

	silent := article(t, "C:\\saved pages\\صفحة محفوظة (3).htm", 2, "",
		part{text.Body, "نقلت صفحة البلدية عن العميد الحارثي قوله إن الشرارة الأولى «خرجت من ممر النقل أسفل الصومعة رقم 3»، وإن الغبار اشتعل «خلال ثوان». ولم يعرف بعد سبب الشرارة."}).
		quote(text.Direct, "خرجت من ممر النقل أسفل الصومعة رقم 3", "العميد الحارثي", "العميد الحارثي", "قوله", "social:صفحة البلدية").
		name("الحارثي", text.Person, "العميد الحارثي")

	board := article(t, "pages/sahel-board.txt", 1, "بوابة الساحل",
		part{text.Title, "مجلس إدارة الميناء يقيل مدير السلامة"},
		part{text.Body, "قرر مجلس إدارة ميناء مرسى النخيل مساء السبت إقالة مدير السلامة، بعد ثلاثة أيام من الحريق. وقالت رئيسة المجلس لبنى القاسمي لبوابة الساحل: «لن ننتظر نتائج التحقيق لنصلح ما نراه بأعيننا»."}).
		published("2025-05-17", "مساء السبت").date("مساء السبت", "2025-05-17").name("لبنى القاسمي", text.Person, "لبنى القاسمي").
		quote(text.Direct, "لن ننتظر نتائج التحقيق لنصلح ما نراه بأعيننا", "لبنى القاسمي", "رئيسة المجلس لبنى القاسمي", "وقالت")

	ms := []*maker{own, marfa, shuruq, yawm, post, silent, board}
	return silosStory(ms), ms
}

// silosStory is what the stages would make of those articles.
func silosStory(ms []*maker) *news.Story {
	own, marfa, shuruq, yawm, post, silent, board := ms[0], ms[1], ms[2], ms[3], ms[4], ms[5], ms[6]
	day := func(iso string) text.Days { return parseDays(iso) }
	ptr := func(d text.Days) *text.Days { return &d }
	fire := &news.Event{
		ID: "e1", Title: "حريق صوامع القمح في ميناء مرسى النخيل", Date: ptr(day("2025-05-14")),
		Articles: []news.Ref{own.a.Ref, marfa.a.Ref, shuruq.a.Ref, yawm.a.Ref, post.a.Ref, silent.a.Ref},
		Texts:    [][]news.Ref{{own.a.Ref}, {marfa.a.Ref, shuruq.a.Ref, yawm.a.Ref}, {post.a.Ref}, {silent.a.Ref}},
		Origins: []news.Origin{
			{Ref: own.a.Ref, Origin: "بوابة الساحل", How: news.Own, Evidence: []news.Place{own.place("لبوابة الساحل")}},
			{Ref: marfa.a.Ref, Origin: "وكالة الأفق", How: news.ByCredit, Evidence: []news.Place{marfa.place("المصدر: وكالة الأفق"), marfa.place("(الأفق)")}},
			{Ref: shuruq.a.Ref, Origin: "وكالة الأفق", How: news.ByCopy, Evidence: []news.Place{shuruq.place("(الأفق)")}},
			{Ref: yawm.a.Ref, Origin: "وكالة الأفق", How: news.ByCopy, Evidence: []news.Place{yawm.place("(الأفق)")}},
			{Ref: post.a.Ref, Origin: "نورد برس", How: news.ByChain, Evidence: []news.Place{post.place("لوكالة نورد برس")}},
			{Ref: silent.a.Ref, Origin: "unknown", How: news.NotKnown},
		},
		Independent: 3,
		Sources: []news.Source{
			{Name: "بوابة الساحل", Articles: []news.Ref{own.a.Ref, silent.a.Ref}, Why: "own"},
			{Name: "وكالة الأفق", Articles: []news.Ref{marfa.a.Ref, shuruq.a.Ref, yawm.a.Ref}, Why: "credit"},
			{Name: "نورد برس", Articles: []news.Ref{post.a.Ref}, Why: "chain"},
		},
		Primary: []string{"ناصر الحارثي", "وزارة النقل", "عبد الرحمن بن عبد العزيز آل مرعي التميمي", "NordGrain A/S"},
	}
	fired := &news.Event{
		ID: "e2", Title: "إقالة مدير السلامة في الميناء", Date: ptr(day("2025-05-17")), Articles: []news.Ref{board.a.Ref},
		Texts: [][]news.Ref{{board.a.Ref}}, Origins: []news.Origin{{Ref: board.a.Ref, Origin: "بوابة الساحل", How: news.Own}}, Independent: 1,
		Sources: []news.Source{{Name: "بوابة الساحل", Articles: []news.Ref{board.a.Ref}, Why: "own"}},
	}
	val := func(m *maker, words string, v float64, unit string, hedge text.Approx, origin string) news.Value {
		return news.Value{Place: m.place(words), Value: v, Unit: unit, Approx: hedge, Origin: origin}
	}
	told := func(v news.Value, day string, replaces, disputes []int) news.Value {
		v.Published, v.Replaces, v.Disputes = parseDays(day).From, replaces, disputes
		return v
	}
	s := &news.Story{
		ID: "marsa-al-nakhil-2025-05", Title: "حريق صوامع القمح في ميناء مرسى النخيل", From: fire.Date.From, To: fired.Date.To,
		Events: []*news.Event{fire, fired},
		Timeline: []news.Entry{
			{Date: day("2019-06-01/2019-08-31"), Sentence: own.place("وشهد الميناء حريقا أصغر في صيف 2019 لم يسفر عن ضحايا."), Kind: "background"},
			{Date: day("2025-03"), Sentence: post.place("وقال المسؤول، الذي طلب عدم ذكر اسمه، إن «الصوامع بنيت بمواصفات قديمة، وقد حذرنا من ذلك كتابة في مارس»."), Kind: "background"},
			{
				Date: day("2025-05-14"), Sentence: own.place("اندلع حريق كبير ظهر اليوم الأربعاء في صوامع القمح بميناء مرسى النخيل، وأودى بحياة ثلاثة عمال وأصاب 17 آخرين، وفق ما أكده مدير الدفاع المدني العميد ناصر الحارثي لبوابة الساحل."), Event: "e1", Kind: "news",
				Also: []news.Place{marfa.place("الحريق الذي اندلع الأربعاء"), post.place("حصيلة الحريق")},
			},
			{
				Date: day("2025-05-15"), Sentence: marfa.place("مرسى النخيل (الأفق) – ارتفعت حصيلة الحريق الذي اندلع الأربعاء في صوامع ميناء مرسى النخيل إلى خمسة قتلى و17 مصابا، حسب ما أفادت به الإذاعة الوطنية صباح الخميس نقلا عن بيان وزارة النقل."), Event: "e1", Kind: "news",
				Also: []news.Place{shuruq.place("ارتفعت حصيلة الحريق"), yawm.place("ارتفعت حصيلة الحريق")},
			},
			{Date: day("2025-05-14/2025-05-16"), Sentence: silent.place("نقلت صفحة البلدية عن العميد الحارثي قوله إن الشرارة الأولى «خرجت من ممر النقل أسفل الصومعة رقم 3»، وإن الغبار اشتعل «خلال ثوان»."), Event: "e1", Kind: "news"},
			{Date: day("2025-05-17"), Sentence: board.place("قرر مجلس إدارة ميناء مرسى النخيل مساء السبت إقالة مدير السلامة، بعد ثلاثة أيام من الحريق."), Event: "e2", Kind: "news"},
			{Date: day("2025-06-01/2025-06-15"), Sentence: marfa.place("ومن المنتظر أن تعلن لجنة التحقيق نتائجها في النصف الأول من يونيو المقبل."), Kind: "coming"},
			{Sentence: own.place("ويعمل في الميناء 640 عاملا، ويمر به كل عام أكثر من مليون طن من القمح."), Kind: "background"},
		},
		SameQuotes: [][]news.Said{
			{{Ref: own.a.Ref, Said: own.a.Doc.Quotes[0].Said}, {Ref: silent.a.Ref, Said: silent.a.Doc.Quotes[0].Said}},
			{{Ref: marfa.a.Ref, Said: marfa.a.Doc.Quotes[0].Said}, {Ref: shuruq.a.Ref, Said: shuruq.a.Doc.Quotes[0].Said}, {Ref: yawm.a.Ref, Said: yawm.a.Doc.Quotes[0].Said}},
		},
		Claims: []news.Claim{
			{What: "dead", Event: "e1", Verdict: "update", Values: []news.Value{
				told(val(own, "ثلاثة عمال", 3, "dead", text.Exact, "بوابة الساحل"), "2025-05-14", nil, nil), told(val(marfa, "خمسة قتلى", 5, "dead", text.Exact, "وكالة الأفق"), "2025-05-15", []int{0}, nil), val(shuruq, "خمسة قتلى", 5, "dead", text.Exact, "وكالة الأفق"), val(yawm, "خمسة قتلى", 5, "dead", text.Exact, "وكالة الأفق"),
			}},
			{What: "injured", Event: "e1", Verdict: "conflict", Values: []news.Value{
				val(own, "17 آخرين", 17, "injured", text.Exact, "بوابة الساحل"), val(marfa, "17 مصابا", 17, "injured", text.Exact, "وكالة الأفق"), told(val(post, "نحو 40 مصابا", 40, "injured", text.About, "نورد برس"), "2025-05-15", nil, []int{0, 1}),
			}},
			{What: "خسائر الحريق", Event: "e1", Verdict: "scope", Values: []news.Value{
				val(marfa, "نحو 200 مليون دولار", 2e8, "USD", text.About, "وكالة الأفق"), val(post, "1.5 مليار يورو", 1.5e9, "EUR", text.Exact, "NordGrain A/S"),
			}},
		},
		People: []news.Person{
			{Name: "ناصر الحارثي", Kind: text.Person, Mentions: 6, Spellings: []news.Spelling{{Form: "ناصر الحارثي", Count: 2}, {Form: "الحارثي", Count: 3}, {Form: "العميد الحارثي", Count: 1}}, Titles: []string{"مدير الدفاع المدني"}},
			{Name: "عبد الرحمن بن عبد العزيز آل مرعي التميمي", Kind: text.Person, Mentions: 3, Spellings: []news.Spelling{{Form: "عبد الرحمن بن عبد العزيز آل مرعي التميمي", Count: 3}}, Titles: []string{"المتحدث باسم وزارة النقل"}},
			{Name: "Søren Østergaard-Łukasiewicz", Kind: text.Person, Mentions: 1, Spellings: []news.Spelling{{Form: "Søren Østergaard-Łukasiewicz", Count: 1}}},
			{Name: "سعيد بن مرزوق", Kind: text.Person, Mentions: 1, Spellings: []news.Spelling{{Form: "سعيد بن مرزوق", Count: 1}}},
			{Name: "لبنى القاسمي", Kind: text.Person, Mentions: 1, Spellings: []news.Spelling{{Form: "لبنى القاسمي", Count: 1}}, Titles: []string{"رئيسة مجلس إدارة الميناء"}},
			{Name: "وزارة النقل", Kind: text.Organization, Mentions: 5},
			{Name: "NordGrain A/S", Kind: text.Organization, Mentions: 2},
			{Name: "ميناء مرسى النخيل", Kind: text.Place, Mentions: 14},
		},
		Dated: []news.Dated{{Ref: shuruq.a.Ref, Published: day("2025-05-15"), From: []news.Ref{marfa.a.Ref}, Rule: "story.same-event"}},
	}
	// Two of its sentences, one of them long, tell it in short.
	s.Summary = []news.Entry{s.Timeline[2], s.Timeline[1]}
	for _, m := range ms {
		s.Articles = append(s.Articles, m.a.Ref)
	}
	return s
}

// crowd is a story of n articles that rest on a few sources.
func crowd(t testing.TB, n int) (*news.Story, []*maker) {
	agencies := []string{"وكالة الأفق", "وكالة الأنباء المتحدة لاتحاد إذاعات الدول المطلة على البحر الأحمر وخليج عدن", "Nordpress", "وكالة المدى", "بوابة الساحل", "", "إذاعة الجبل"}
	e := &news.Event{ID: "c1", Title: "زيارة رئيس وزراء الجزيرة إلى العاصمة وتوقيع 12 اتفاقا", Date: &text.Days{From: text.DateOf(2025, 3, 2), To: text.DateOf(2025, 3, 4)}}
	s := &news.Story{ID: "visit", Title: "زيارة رئيس وزراء الجزيرة إلى العاصمة وتوقيع 12 اتفاقا في الطاقة والنقل البحري والتعليم العالي", From: e.Date.From, To: e.Date.To, Events: []*news.Event{e}}
	var ms []*maker
	groups := make([][]news.Ref, len(agencies))
	for i := range n {
		who := min(i*i/(n*n/12+1), len(agencies)-1)
		m := article(t, fmt.Sprintf("crowd/%02d.html", i), 1, fmt.Sprintf("صحيفة المدينة %d", i+1),
			part{text.Title, fmt.Sprintf("رئيس الوزراء يوقع 12 اتفاقا في اليوم الأول من زيارته (%d)", i+1)},
			part{text.Body, "وصل رئيس الوزراء خالد المنذري صباح الأحد إلى العاصمة. وقال للصحفيين: «جئنا لنبني لا لنعد». ووقع الجانبان 12 اتفاقا."}).
			published("2025-03-02", "صباح الأحد").name("خالد المنذري", text.Person, "خالد المنذري").number("12 اتفاقا", 12, "", text.Exact).
			quote(text.Direct, "جئنا لنبني لا لنعد", "خالد المنذري", "", "وقال")
		ms = append(ms, m)
		s.Articles = append(s.Articles, m.a.Ref)
		groups[who] = append(groups[who], m.a.Ref)
		how := []news.How{news.ByCredit, news.ByCopy, news.ByChain}[i%3]
		if agencies[who] == "" {
			how = news.NotKnown
		}
		e.Origins = append(e.Origins, news.Origin{Ref: m.a.Ref, Origin: agencies[who], How: how})
		s.Timeline = append(s.Timeline, news.Entry{Date: text.Days{From: text.DateOf(2025, 3, 2+i/25), To: text.DateOf(2025, 3, 2+i/25)}, Sentence: m.place("وصل رئيس الوزراء خالد المنذري صباح الأحد إلى العاصمة."), Event: "c1", Kind: "news"})
	}
	s.Timeline = s.Timeline[:8]
	for i, g := range groups {
		if len(g) == 0 {
			continue
		}
		e.Texts = append(e.Texts, g)
		e.Sources = append(e.Sources, news.Source{Name: agencies[i], Articles: g, Why: []string{"credit", "same-text", "chain", "own"}[i%4]})
	}
	e.Articles, e.Independent = s.Articles, len(e.Sources)
	return s, ms
}

// long is an article of about n words with findings in every sentence.
func long(t testing.TB, n int) *maker {
	sentence := "وقال الوزير سامي الدوسري يوم الاثنين إن «المشروع رقم %d سيكلف 40 مليون دولار ويكتمل في 2027»، مضيفا أن العمل بدأ في نوفمبر الماضي."
	var paras []string
	words := len(strings.Fields(sentence))
	for i := range n / words {
		paras = append(paras, fmt.Sprintf(sentence, i+1))
	}
	m := article(t, "long.txt", 1, "مجلة المطول", part{text.Title, "ملف: مشاريع الوزارة كلها"}, part{text.Body, strings.Join(paras, "\n")}).published("2025-11-03")
	d := &m.a.Doc
	at := 0
	for {
		i := strings.Index(d.Text[at:], "وقال الوزير")
		if i < 0 {
			return m
		}
		at += i
		in := func(words string) text.Span {
			k := at + strings.Index(d.Text[at:], words)
			return text.Span{Start: k, End: k + len(words)}
		}
		open, shut := in("«").End, in("»").Start
		d.Quotes = append(d.Quotes, text.Quote{Kind: text.Direct, Said: text.Span{Start: open, End: shut}, Who: "سامي الدوسري", Speaker: in("الوزير سامي الدوسري"), Cue: in("وقال"), Rule: "verbs.tsv:3"})
		d.Names = append(d.Names, text.Name{Span: in("سامي الدوسري"), Kind: text.Person, Entity: "سامي الدوسري"})
		d.Dates = append(d.Dates, text.Date{Span: in("يوم الاثنين"), Value: "2025-11-03"}, text.Date{Span: in("في 2027"), Value: "2027"}, text.Date{Span: in("في نوفمبر الماضي"), Value: ""})
		d.Numbers = append(d.Numbers, text.Number{Span: in("40 مليون دولار"), Value: 4e7, Unit: "USD"})
		at++
	}
}

// sample is the library that the tests of pages walk.
func sample(t testing.TB) *library {
	l := &library{articles: map[news.Ref]*news.Article{}}
	s, ms := silos(t)
	big, crowd := crowd(t, 60)
	lone := long(t, 10000)
	bare := &news.Story{ID: "bare/../ ?#%", Title: "", Articles: []news.Ref{{Source: "gone.txt", Article: 1}}}
	file := &news.Story{
		ID: "file", Title: "ملف: مشاريع الوزارة كلها", From: text.DateOf(2025, 11, 3), To: text.DateOf(2025, 11, 3), Articles: []news.Ref{lone.a.Ref},
		Events: []*news.Event{{ID: "f1", Title: "ملف المشاريع", Articles: []news.Ref{lone.a.Ref}, Independent: 1, Sources: []news.Source{{Name: "مجلة المطول", Articles: []news.Ref{lone.a.Ref}, Why: "own"}}}},
	}
	l.stories = []*news.Story{s, big, bare, file}
	for _, m := range append(append(ms, crowd...), lone) {
		l.add(m.a)
	}
	first := *own(l, "pages/marfa-4471.html")
	first.Doc.Text = strings.NewReplacer("خمسة قتلى", "تسعة قتلى", "70 يوما", "60 يوما").Replace(first.Doc.Text)
	l.older = map[news.Ref]*news.Article{first.Ref: &first}
	return l
}

func own(l *library, source string) *news.Article {
	return l.articles[news.Ref{Source: source, Article: 1}]
}

// handler is a site of a library.
func handler(l *library, opt Options) http.Handler {
	return New(desk.New(l, l.find, func() time.Time { return time.Date(2025, 5, 20, 12, 0, 0, 0, time.UTC) }), opt)
}

// mute is a site of a library that cannot be searched.
func mute(l *library, opt Options) http.Handler {
	return New(desk.New(l, nil, time.Now), opt)
}

// decider is an Editor that remembers what it was asked.
type decider struct {
	mu  sync.Mutex
	did []string
	err error
}

func (d *decider) do(what ...any) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.did = append(d.did, fmt.Sprint(what...))
	return d.err
}

func (d *decider) Merge(_ context.Context, by string, ids ...string) error {
	return d.do(by, " merges ", ids)
}

func (d *decider) Split(_ context.Context, by, id string, out ...news.Ref) error {
	return d.do(by, " splits ", id, len(out))
}

func (d *decider) Rename(_ context.Context, by, id, title string) error {
	return d.do(by, " renames ", id, " ", title)
}

func (d *decider) Undo(_ context.Context, id int64) error { return d.do("undo ", id) }

func (d *decider) Rule(_ context.Context, same bool, a, b string) error {
	return d.do("rules ", same, " ", a, " ", b)
}

func (d *decider) Unrule(_ context.Context, a, b string) error { return d.do("unrules ", a, " ", b) }

func (d *decider) Decisions(context.Context) ([]Decision, error) {
	return []Decision{{ID: 7, Act: "rename", About: "marsa-al-nakhil-2025-05", Title: "حريق الصوامع", By: "هدى", At: "2025-05-18"}}, nil
}

func (d *decider) Alerting(context.Context) ([]AlertingSearch, error) {
	return []AlertingSearch{{ID: 3, Name: "الصوامع", Query: "حريق"}}, nil
}

func (d *decider) Alert(_ context.Context, query string) error { return d.do("alerts to ", query) }

func (d *decider) Quiet(_ context.Context, id int64) error { return d.do("quiets ", id) }
