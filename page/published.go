package page

import (
	"strconv"
	"strings"
	"time"

	"rawi/arabic/word"
	"rawi/news"
	"rawi/text"
)

// published finds when the article was published, by what is trusted most: the record's field, the facts of the page, a stamp that
// is shown, the address, the one who handed it on. nil when nothing says it.
func (s *sheet) published(a *news.Article, lines []line, first bool, f *news.Fields) *text.Dating {
	if first && f != nil && f.Date != "" {
		if d, _, ok := readDate(f.Date); ok {
			return &text.Dating{Days: d, Rule: "field:date"}
		}
	}
	shown := s.shown(lines)
	if first && s.page != nil {
		if d := s.stated(shown); d != nil {
			return d
		}
	}
	if shown != nil {
		return shown
	}
	if d, ok := dateInURL(a.URL); ok && first {
		return &text.Dating{Days: d, Rule: "url"}
	}
	if s.said != (text.Days{}) {
		return &text.Dating{Days: s.said, Rule: "given"}
	}
	if d, ok := dayInName(a.Source); ok {
		return &text.Dating{Days: d, Rule: text.RuleSourceName}
	}
	return nil
}

// dayInName is what a full date in the name of a file says (news-2015-08-02.json, 20150802_17.html): the article was there on that
// day, and news is collected when it is new. It is the weakest evidence, an interval of that day and the one before, and only
// the name of the file itself counts, not its folders.
func dayInName(source string) (text.Days, bool) {
	if strings.Contains(source, "://") {
		return text.Days{}, false
	}
	file, _, _ := strings.Cut(source, "#")
	file = file[strings.LastIndexAny(file, `/\`)+1:]
	for i := 0; i+8 <= len(file); i++ {
		if i > 0 && isDigit(file[i-1]) {
			continue
		}
		for _, layout := range [...]string{"2006-01-02", "2006_01_02", "2006.01.02", "20060102"} {
			end := i + len(layout)
			if end > len(file) || end < len(file) && isDigit(file[end]) {
				continue
			}
			t, err := time.Parse(layout, file[i:end])
			if err != nil || t.Year() < firstYear || t.Year() > lastYear {
				continue
			}
			d := text.DayOf(t)
			return text.Days{From: d - 1, To: d}, true
		}
	}
	return text.Days{}, false
}

// stated is the day that the facts of the page give. A time in UTC late in the day is the next day where the outlet is: the stamp
// that it shows decides between neighbouring days.
func (s *sheet) stated(shown *text.Dating) *text.Dating {
	m := &s.page.meta
	facts := m.published
	for _, t := range m.times {
		if t.itemprop == "datepublished" || t.itemprop == "datecreated" {
			facts = append(facts, fact{t.value, "microdata.datePublished"})
		}
	}
	if t := s.timeNear(); t != "" {
		facts = append(facts, fact{t, "time.datetime"})
	}
	for _, x := range facts {
		d, hour, ok := readDate(x.value)
		if !ok {
			continue
		}
		out := &text.Dating{Days: d, Rule: x.rule}
		if shown != nil && shown.Single() && d.Single() {
			switch diff := int(shown.From) - int(d.From); {
			case diff == 0:
				out.Evidence = shown.Evidence
			case hour.utc && (diff == 1 && hour.hour >= 18 || diff == -1 && hour.hour < 6):
				out.Days, out.Evidence = shown.Days, shown.Evidence
			}
		}
		return out
	}
	return nil
}

// timeNear is the <time> element between the headline and the end of the text, "" when there is none.
func (s *sheet) timeNear() string {
	from, to := -1, 0
	for k := range s.lines {
		switch l := &s.lines[k]; {
		case l.role == text.Title && from < 0:
			from = max(0, l.at-300)
		case l.role == "" || l.role == text.Body:
			to = l.end
		}
	}
	for _, t := range s.page.meta.times {
		if t.at >= from && t.at <= max(to, from+600) && t.itemprop != "datemodified" {
			return t.value
		}
	}
	return ""
}

// How far a stamp is to be believed, by what stands before it and where it stands.
const (
	saysPublished = iota
	underTitle
	overTitle
	inDateline
	saysChanged
	notShown
)

// shown is the day of the stamps that the text shows: one that says "published" before others, "last update" last of all. A dateline with
// a full date will do.
func (s *sheet) shown(lines []line) *text.Dating {
	var best *text.Dating
	rank, titled := notShown, false
	for k := range lines {
		l := &lines[k]
		titled = titled || l.role == text.Title
		if l.role != text.DateLine && l.role != text.Dateline && l.role != text.Byline {
			continue
		}
		s.stampsIn(l, func(days text.Days, at text.Span, label *phrase) {
			r, rule := underTitle, "date.stamp"
			switch {
			case label != nil && label.then == ofChange:
				r, rule = saysChanged, label.rule
			case label != nil:
				r, rule = saysPublished, label.rule
			case l.role != text.DateLine:
				r, rule = inDateline, "date.dateline"
			case !titled:
				r = overTitle
			}
			if r < rank {
				best, rank = &text.Dating{Days: days, Evidence: []text.Span{at}, Rule: rule}, r
			}
		})
	}
	return best
}

// stampsIn calls f with the stamps of a line, each with the label before it, nil where it has none.
func (s *sheet) stampsIn(l *line, f func(days text.Days, at text.Span, label *phrase)) {
	labelled := false
	for i := l.from; i < l.to; i++ {
		m, ok := book().set.At(s, i)
		if !ok || m.Value.role != text.DateLine || m.To >= l.to {
			continue
		}
		if days, at, ok := stamp(s.t, m.To, l.to); ok {
			f(days, at, m.Value)
			labelled = true
		}
		i = m.To - 1
	}
	if labelled {
		return
	}
	if days, at, ok := stamp(s.t, l.from, l.to); ok {
		var label *phrase // "12 May 2020, last update 10:30": the label may follow
		for i := l.from; i < l.to; i++ {
			if m, ok := book().set.At(s, i); ok && m.Value.role == text.DateLine {
				label = m.Value
			}
		}
		f(days, at, label)
	}
}

// clock is the time of day of a date: the hour, and whether it is in UTC.
type clock struct {
	hour int
	utc  bool
}

// layouts of dates, the commonest first.
var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05.000Z0700", "2006-01-02T15:04Z0700",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05.999999", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2006-01-02", "2006/01/02 15:04:05", "2006/01/02 15:04", "2006/01/02", time.RFC1123Z, time.RFC1123, time.RFC850, time.ANSIC, time.UnixDate,
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 02 Jan 2006 15:04", "2 Jan 2006", "2 January 2006", "January 2, 2006", "Jan 2, 2006",
	"January 2, 2006 15:04",
}

// The years that a date of a page may have, and the length of a number that counts seconds or milliseconds since 1970.
const (
	firstYear, lastYear = 1990, 2100
	secondsLen          = 10
	millisLen           = 13
)

// readDate reads a date as fields and mark-up give it: one of the layouts of machines, seconds or milliseconds since 1970, or as Arabic writes it.
func readDate(v string) (text.Days, clock, bool) {
	v = strings.TrimSpace(v)
	if v == "" || len(v) > 200 {
		return text.Days{}, clock{}, false
	}
	if n, err := strconv.ParseInt(strings.TrimSuffix(v, ".0"), 10, 64); err == nil {
		switch digits := len(strconv.FormatInt(n, 10)); {
		case digits == millisLen:
			n /= 1000
		case digits == 8:
			if t, err := time.Parse("20060102", v[:8]); err == nil {
				return oneDay(t, clock{})
			}
			return text.Days{}, clock{}, false
		case digits != secondsLen && digits != secondsLen-1:
			return text.Days{}, clock{}, false
		}
		t := time.Unix(n, 0).UTC()
		return oneDay(t, clock{t.Hour(), true})
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, v); err == nil {
			_, zone := t.Zone()
			return oneDay(t, clock{t.Hour(), zone == 0 && strings.Contains(layout, "Z07") || strings.HasSuffix(v, "Z")})
		}
	}
	t := word.Read(v, text.Span{End: len(v)})
	if d, _, ok := stamp(t, 0, len(t.Tokens)); ok {
		return d, clock{}, true
	}
	return text.Days{}, clock{}, false
}

func oneDay(t time.Time, c clock) (text.Days, clock, bool) {
	if t.Year() < firstYear || t.Year() > lastYear {
		return text.Days{}, clock{}, false
	}
	d := text.DayOf(t)
	return text.Days{From: d, To: d}, c, true
}

// dateInURL reads the day, or the month, that the path of an address holds: /2024/04/09/, /2024-04-09-, /20240409/.
func dateInURL(u string) (text.Days, bool) {
	_, path, ok := strings.Cut(u, "://")
	if !ok {
		return text.Days{}, false
	}
	if i := strings.IndexByte(path, '/'); i >= 0 {
		path = path[i:]
	}
	var nums []int // runs of digits, with -1 where something else than one separator stands between
	var lens []int
	for i := 0; i < len(path) && i < 300; {
		if path[i] < '0' || path[i] > '9' {
			if i+1 < len(path) && (path[i+1] < '0' || path[i+1] > '9') {
				nums, lens = append(nums, -1), append(lens, 0)
			}
			i++
			continue
		}
		j := i
		for j < len(path) && path[j] >= '0' && path[j] <= '9' {
			j++
		}
		n, err := strconv.Atoi(path[i:j])
		if err != nil {
			n = -1
		}
		nums, lens = append(nums, n), append(lens, j-i)
		i = j
	}
	year := func(n, digits int) bool { return digits == 4 && n >= firstYear && n <= lastYear }
	for i, n := range nums {
		switch {
		case lens[i] == 8 && year(n/10000, 4) && n/100%100 >= 1 && n/100%100 <= 12 && n%100 >= 1 && n%100 <= 31:
			d := text.DateOf(n/10000, n/100%100, n%100)
			return text.Days{From: d, To: d}, true
		case i+1 < len(nums) && year(n, lens[i]) && nums[i+1] >= 1 && nums[i+1] <= 12 && lens[i+1] <= 2:
			if i+2 < len(nums) && nums[i+2] >= 1 && nums[i+2] <= 31 && lens[i+2] <= 2 {
				d := text.DateOf(n, nums[i+1], nums[i+2])
				return text.Days{From: d, To: d}, true
			}
			return text.Days{From: text.DateOf(n, nums[i+1], 1), To: text.DateOf(n, nums[i+1]+1, 0)}, true
		}
	}
	return text.Days{}, false
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
