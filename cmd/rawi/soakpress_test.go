package main

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// soakPress is a press on loopback that publishes without end: so many outlets, each with a feed and pages, whose articles report
// invented events, some of them in the same words. What it serves at a time is a function of the time alone.
type soakPress struct {
	outlets int
	pause   time.Duration // between two articles of an outlet, by the clock of the press
	began   time.Time
	now     func() time.Time
	server  *httptest.Server
	served  atomic.Int64 // requests

	mu     sync.Mutex
	titles []map[int]string // of what the feed of each outlet lists: they are made once, for the press shares the machine with who follows it
}

// inFeed is how many articles a feed lists.
const inFeed = 60

func newSoakPress(outlets int, perDay int, began time.Time, now func() time.Time) *soakPress {
	p := &soakPress{outlets: outlets, pause: 24 * time.Hour * time.Duration(outlets) / time.Duration(perDay), began: began, now: now, titles: make([]map[int]string, outlets)}
	p.server = httptest.NewServer(p)
	return p
}

// listen has the press answer at a port of this machine.
func (p *soakPress) listen(port uint16) error {
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	p.server.Close()
	p.server = httptest.NewUnstartedServer(p)
	p.server.Listener.Close()
	p.server.Listener = l
	p.server.Start()
	return nil
}

func (p *soakPress) port() uint16 {
	return netip.MustParseAddrPort(p.server.Listener.Addr().String()).Port()
}

// address is where something of an outlet is.
func soakAddress(port uint16, outlet int, path string) string {
	return fmt.Sprintf("http://o%03d.press.test:%d%s", outlet, port, path)
}

// published is when an outlet publishes its article j.
func (p *soakPress) published(o, j int) time.Time {
	return p.began.Add(time.Duration(j)*p.pause + p.pause*time.Duration(o)/time.Duration(p.outlets))
}

// last is how many articles an outlet has published by now.
func (p *soakPress) last(o int, now time.Time) int {
	return max(0, int((now.Sub(p.began)-p.pause*time.Duration(o)/time.Duration(p.outlets))/p.pause)+1)
}

// all is how many articles all outlets have published by a time.
func (p *soakPress) all(now time.Time) (n int) {
	for o := range p.outlets {
		n += p.last(o, now)
	}
	return n
}

// ServeHTTP answers a request: robots.txt, the feed, or a page.
func (p *soakPress) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.served.Add(1)
	host, _, _ := net.SplitHostPort(r.Host)
	o, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(host, "o"), ".press.test"))
	if err != nil || o >= p.outlets {
		http.NotFound(w, r)
		return
	}
	now := p.now()
	if r.URL.Path == "/feed" {
		p.feed(w, r, o, now)
		return
	}
	number, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/news/"), "/")
	j, err := strconv.Atoi(number)
	if err != nil || j >= p.last(o, now) {
		http.NotFound(w, r)
		return
	}
	if tagged(w, r, fmt.Sprintf(`"%d"`, j)) {
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, p.page(o, j))
}

// tagged answers that nothing has changed to one who has what bears a tag.
func tagged(w http.ResponseWriter, r *http.Request, tag string) bool {
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") != tag {
		return false
	}
	w.WriteHeader(http.StatusNotModified)
	return true
}

func (p *soakPress) feed(w http.ResponseWriter, r *http.Request, o int, now time.Time) {
	n := p.last(o, now)
	if tagged(w, r, fmt.Sprintf(`"%d"`, n)) {
		return
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>%s</title>`, outletName(o))
	for j := n - 1; j >= max(0, n-inFeed); j-- {
		t := p.published(o, j)
		title := p.title(o, j)
		fmt.Fprintf(&b, `<item><title>%s</title><link>%s</link><pubDate>%s</pubDate></item>`, title, soakAddress(p.port(), o, fmt.Sprintf("/news/%d/khabar", j)), t.Format(time.RFC1123Z))
	}
	fmt.Fprint(&b, `</channel></rss>`)
	w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	fmt.Fprint(w, b.String())
}

// title is the title of an article that a feed lists.
func (p *soakPress) title(o, j int) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.titles[o] == nil {
		p.titles[o] = map[int]string{}
	}
	t, ok := p.titles[o][j]
	if !ok {
		t, _ = p.report(o, j)
		p.titles[o][j] = t
		delete(p.titles[o], j-2*inFeed)
	}
	return t
}

// page is an article in a page, with what stands around articles.
func (p *soakPress) page(o, j int) string {
	title, body := p.report(o, j)
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>%s - %s</title><meta property="og:site_name" content="%s"><meta property="article:published_time" content="%s"></head><body><nav>`,
		title, outletName(o), outletName(o), p.published(o, j).Format(time.RFC3339))
	for k := range 30 {
		fmt.Fprintf(&b, `<li class="menu-item"><a href="/section/%d">قسم رقم %d</a></li>`, k, k)
	}
	fmt.Fprintf(&b, `</nav><article><h1>%s</h1>`, title)
	for _, x := range body {
		fmt.Fprintf(&b, "<p>%s</p>\n", x)
	}
	b.WriteString(`</article><footer>جميع الحقوق محفوظة</footer></body></html>`)
	return b.String()
}

func outletName(o int) string {
	return []string{"صحيفة", "قناة", "شبكة", "جريدة"}[o%4] + " " + strange(uint64(o)*977+5)
}

// eventsInHour is how many events begin in an hour of the press; each is reported by some outlets in the hours after it.
const eventsInHour = 150

// report is the article j of an outlet: the event that it reports is one of the hours before, told in one of a few ways.
func (p *soakPress) report(o, j int) (title string, body []string) {
	e, rng, back := p.event(o, j)
	return newEvent(e).told(rng, back)
}

// event is the event that an article reports, the source of what is by chance in it, and how many hours later it comes.
func (p *soakPress) event(o, j int) (seed uint64, rng *rand.Rand, back int) {
	t := p.published(o, j)
	rng = rand.New(rand.NewPCG(uint64(o), uint64(j)))
	for back < 60 && rng.IntN(3) > 0 { // most reports come soon after, some days later
		back += rng.IntN(5)
	}
	hour := max(0, int(t.Sub(p.began)/time.Hour)-back)
	return uint64(hour*eventsInHour + rng.IntN(eventsInHour)), rng, back
}

// event is an invented event.
type event struct {
	seed                  uint64
	place, province       string
	person, family, post  string
	number, more          int
	thing, where          string
	rare                  [4]string // words that belong to it alone
	outcome, cause, agent string
}

// strange is an invented word of the shape of an Arabic one.
func strange(seed uint64) string {
	h := fnv.New64a()
	fmt.Fprint(h, seed)
	rng := rand.New(rand.NewPCG(h.Sum64(), 3))
	letters := []rune("بتجحخدرزسشصضطعغفقكلمنهوي")
	c := func() string { return string(letters[rng.IntN(len(letters))]) }
	switch rng.IntN(4) {
	case 0:
		return "ال" + c() + "ا" + c() + c() + "ية"
	case 1:
		return "ال" + c() + c() + "ي" + c()
	case 2:
		return c() + c() + "و" + c() + "ة"
	}
	return "ال" + c() + c() + c() + "ان"
}

func choose(rng *rand.Rand, list []string) string { return list[rng.IntN(len(list))] }

func newEvent(seed uint64) event {
	rng := rand.New(rand.NewPCG(seed, 11))
	e := event{seed: seed, number: 3 + rng.IntN(60)}
	e.more = e.number + rng.IntN(9)
	e.place, e.province = strange(rng.Uint64N(4000)), strange(90_000+rng.Uint64N(60))
	e.person = choose(rng, []string{"سالم", "خالد", "منصور", "ليلى", "هناء", "ماجد", "نبيل", "رشا", "فؤاد", "سميرة", "عادل", "وليد"})
	e.family = strange(70_000 + rng.Uint64N(700))
	e.post = choose(rng, []string{"محافظ", "رئيس بلدية", "مدير شرطة", "مدير مستشفى", "الناطق باسم الدفاع المدني في", "رئيس غرفة التجارة في", "مدير مدارس"})
	e.thing = choose(rng, []string{"حريق في سوق", "انهيار مبنى في", "سيول تجتاح", "افتتاح جسر في", "إضراب عمال مصنع", "حادث قطار قرب", "معرض للكتاب في", "مباراة نهائية في", "تسرب غاز في", "زلزال يضرب", "مؤتمر للزراعة في", "انقطاع الكهرباء عن"})
	e.where = choose(rng, []string{"الحي القديم", "المنطقة الصناعية", "ميناء المدينة", "الطريق الساحلي", "وسط البلدة", "الضفة الشرقية"})
	e.agent = choose(rng, []string{"فرق الإنقاذ", "اللجنة المحلية", "وزارة الأشغال", "إدارة المرور", "جمعية الهلال", "شركة الكهرباء"})
	e.cause = choose(rng, []string{"عطل في التمديدات", "أمطار غزيرة استمرت يومين", "خلاف على الأجور", "خطأ في التشغيل", "نقص في التمويل", "ضعف أعمال الصيانة"})
	e.outcome = choose(rng, []string{"إغلاق الطرق المؤدية إلى المكان", "نقل السكان إلى مدارس قريبة", "فتح تحقيق عاجل", "تأجيل الامتحانات", "صرف مساعدات للمتضررين", "توقيع اتفاق جديد"})
	for i := range e.rare {
		e.rare[i] = strange(200_000 + seed*4 + uint64(i))
	}
	return e
}

// told is one telling of an event: one of two that several outlets share, or another in the outlet's own words.
func (e event) told(rng *rand.Rand, later int) (title string, body []string) {
	n := e.number
	if later > 8 {
		n = e.more
	}
	name := e.person + " " + e.family
	own := rand.New(rand.NewPCG(e.seed, 17)) // of the event: what is written alike wherever it is copied
	title = fmt.Sprintf("%s %s ب%s", e.thing, e.place, e.province)
	body = []string{
		fmt.Sprintf("%s %s ب%s، وأصيب %d شخصا %s.", e.thing, e.place, e.province, n, prose(own, 22)),
		fmt.Sprintf("وقال %s %s %s إن \"%s %s %s\".", e.post, e.place, name, prose(own, 9), e.cause, prose(own, 8)),
		fmt.Sprintf("%s، وأعلنت %s %s %s.", prose(own, 18), e.agent, e.outcome, prose(own, 14)),
		prose(own, 28) + ".",
	}
	switch rng.IntN(3) {
	case 0: // a copy
		title += " يوقع " + strconv.Itoa(n) + " مصابا"
	case 1:
		title = fmt.Sprintf("%d مصابا في %s %s", n, e.thing, e.place)
		body = []string{body[0], body[2], body[1]}
	default:
		title = fmt.Sprintf("%s: %s بعد %s", e.place, e.outcome, e.thing)
		body = []string{
			fmt.Sprintf("ارتفع عدد المصابين في %s إلى %d بعد %s %s، %s.", e.place, n, e.thing, e.rare[0], prose(rng, 16)),
			fmt.Sprintf("وأوضح %s، وهو %s %s، أن \"%s %s\" وأنه طلب %s.", name, e.post, e.place, e.rare[1], prose(rng, 9), e.outcome),
			prose(rng, 24) + ".",
		}
	}
	for range 2 {
		body = append(body, prose(rng, 26)+".")
	}
	return title, body
}

// prose is so many words of no meaning, common and rare ones as a text has them.
func prose(rng *rand.Rand, words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch r := rng.IntN(10); {
		case r < 3:
			b.WriteString(choose(rng, small))
		case r < 6:
			b.WriteString(choose(rng, openWords))
		case r < 7:
			b.WriteString(choose(rng, verbs))
		default:
			v := rng.Float64() // the rarer the more there are of them
			b.WriteString(strange(uint64(v * v * 8000)))
		}
	}
	return b.String()
}

var (
	small     = []string{"في", "من", "على", "إلى", "عن", "بعد", "قبل", "خلال", "بين", "عند", "مع", "حتى", "منذ", "أمام", "نحو"}
	openWords = []string{"الأسواق", "الأحياء", "القرى", "المدارس", "الأيام الماضية", "الأسبوع الحالي", "المصانع", "الطرق", "المزارع", "المستشفيات", "الجامعات", "المباني", "الموانئ", "الشركات", "البلديات", "السكان", "العمال", "الأهالي", "المسؤولين", "المشروع", "الخدمات", "المياه", "الكهرباء", "الميزانية", "التجار", "الطلاب", "الأطباء", "المرضى", "السيارات", "الحافلات"}
	verbs     = []string{"تضررت", "عادت", "توقفت", "ازدادت", "تحسنت", "تراجعت", "بدأت", "انتهت", "اتسعت", "واصلت", "أعادت", "فتحت", "أغلقت", "شهدت", "عرفت"}
)
