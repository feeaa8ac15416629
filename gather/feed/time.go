package feed

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"rawi/arabic/date"
	"rawi/arabic/word"
	"rawi/text"
)

// zones are the abbreviations that feeds write for zones, in seconds east of Greenwich divided by 60. Some of them mean several zones in the
// world: the one stands here that the Arab press means, AST as Arabia's and not the Atlantic's. What is missing (IST, for India, Ireland
// and Israel) is read as the outlet's own.
var zones = map[string]int{
	"ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "cet": 60, "bst": 60, "cest": 120, "eet": 120, "cat": 120, "sast": 120,
	"eest": 180, "ast": 180, "ksa": 180, "msk": 180, "trt": 180, "eat": 180, "idt": 180, "gst": 240, "irst": 210, "pkt": 300,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}

// layouts of feeds, without the day of the week and with zones as numbers.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.999999999Z0700",
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04 -0700", "2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04 -0700", "2 January 2006 15:04:05 -0700",
	"2 January 2006 15:04 -0700", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04 -0700", "Jan 2 2006 15:04:05 -0700",
	"Jan 2 15:04:05 -0700 2006", "2 Jan 2006 3:04:05 PM -0700", "2 Jan 2006 3:04 PM -0700", "2006/01/02 15:04:05 -0700", "20060102T150405Z0700",
}

// bare layouts name no zone.
var bare = []string{
	"2006-01-02T15:04:05", "2006-01-02T15:04:05.999999999", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04:05.999999999", "2006-01-02 15:04",
	"2 Jan 2006 15:04:05", "2 Jan 2006 15:04", "2 January 2006 15:04:05", "2 January 2006 15:04", "2 Jan 06 15:04:05", "2006/01/02 15:04:05", "2006/01/02 15:04",
	"2 Jan 2006 3:04:05 PM", "2 Jan 2006 3:04 PM", "Jan 2 2006 15:04:05", "Jan 2 2006 3:04 PM", "January 2 2006 15:04", "January 2 2006 3:04 PM",
	"Jan 2 15:04:05 2006", "20060102150405",
}

// days are layouts of a day without a clock. Figures between slashes are read day first, as the Arab press writes them, by date.
var days = []string{"2006-01-02", "2 Jan 2006", "2 January 2006", "Jan 2 2006", "January 2 2006", "20060102"}

var (
	abbreviation = regexp.MustCompile(`\b([A-Za-z]{1,4})\)?$`)
	offset       = regexp.MustCompile(`(?i)(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?(?:\s*\([^)]*\))?$`)
	weekday      = regexp.MustCompile(`(?i)^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)[a-z]*\.?,?\s+`)
	clock        = regexp.MustCompile(`(\d{1,2}):(\d{2})(?::(\d{2}))?`)
	epoch        = regexp.MustCompile(`^1\d{9}(?:\d{3})?$`)
)

// ParseTime reads the time of an item: in the forms of RFC 822 and ISO 8601 with all that feeds make of them, as seconds since 1970, or in Arabic.
// zone is taken where none is named. ok is false where it cannot be read.
func ParseTime(s string, zone *time.Location) (t Time, ok bool) {
	s = line(western(s))
	if s == "" || len(s) > 200 {
		return Time{}, false
	}
	if epoch.MatchString(s) {
		n, _ := strconv.ParseInt(s[:10], 10, 64)
		return Time{At: time.Unix(n, 0).UTC()}, true
	}
	plain := strings.ReplaceAll(weekday.ReplaceAllString(s, ""), ",", "")
	zoned := numeric(plain)
	for _, l := range layouts {
		if at, err := time.Parse(l, zoned); err == nil {
			return valid(Time{At: at.UTC()})
		}
	}
	named := line(abbreviation.ReplaceAllStringFunc(plain, func(a string) string { // a zone that is not known
		if a == "PM" || a == "AM" || a == "pm" || a == "am" {
			return strings.ToUpper(a)
		}
		if len(a) < 3 || strings.TrimSuffix(plain, a) == "" || plain[len(plain)-len(a)-1] != ' ' {
			return a
		}
		return ""
	}))
	for _, l := range bare {
		if at, err := time.ParseInLocation(l, named, zone); err == nil {
			return valid(Time{At: at.UTC()})
		}
	}
	for _, l := range days {
		if at, err := time.ParseInLocation(l, plain, zone); err == nil {
			return valid(Time{At: at.UTC(), Day: true})
		}
	}
	return inWords(s, zone)
}

// western writes the figures of both Arabic scripts as ASCII.
func western(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x660 && r <= 0x669:
			return r - 0x660 + '0'
		case r >= 0x6F0 && r <= 0x6F9:
			return r - 0x6F0 + '0'
		case r == 0x200E || r == 0x200F || r == 0xA0:
			return ' '
		}
		return r
	}, s)
}

// valid refuses times that are no times of news: before the web, and the zero of some program.
func valid(t Time) (Time, bool) {
	if y := t.At.Year(); y < 1990 || y > 2200 {
		return Time{}, false
	}
	return t, true
}

// numeric writes the zone at the end of a time as a number.
func numeric(s string) string {
	if m := offset.FindStringSubmatchIndex(s); m != nil && strings.Contains(s[:m[0]], ":") {
		hours, minutes := s[m[4]:m[5]], "00"
		if m[6] >= 0 {
			minutes = s[m[6]:m[7]]
		}
		if len(hours) == 1 {
			hours = "0" + hours
		}
		sep := " "
		if strings.Contains(s[:m[0]], "T") && !strings.Contains(s[:m[0]], " ") {
			return s[:m[0]] + s[m[2]:m[3]] + hours + ":" + minutes
		}
		return strings.TrimSpace(s[:m[0]]) + sep + s[m[2]:m[3]] + hours + minutes
	}
	m := abbreviation.FindStringSubmatchIndex(s)
	if m == nil || m[2] == 0 || s[m[2]-1] == 'T' {
		return s
	}
	minutes, ok := zones[strings.ToLower(s[m[2]:m[3]])]
	if !ok || s[m[2]:m[3]] == "Z" {
		return s
	}
	sign := "+"
	if minutes < 0 {
		sign, minutes = "-", -minutes
	}
	two := func(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	return strings.TrimSpace(strings.TrimRight(s[:m[2]], " (")) + " " + sign + two(minutes/60) + two(minutes%60)
}

// inWords reads an Arabic time: the day as date reads it, and the clock beside it.
func inWords(s string, zone *time.Location) (Time, bool) {
	t := word.Read(s, text.Span{End: len(s)})
	d, at, ok := date.Stamp(t, 0, len(t.Tokens))
	if !ok || !d.Single() {
		return Time{}, false
	}
	y, month, day := d.From.Date()
	rest := s[:at.Start] + " " + s[at.End:]
	m := clock.FindStringSubmatch(rest)
	if m == nil {
		return valid(Time{At: time.Date(y, time.Month(month), day, 0, 0, 0, 0, zone).UTC(), Day: true})
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	second, _ := strconv.Atoi(m[3])
	_, after, _ := strings.Cut(rest, m[0])
	switch half := halfOfDay(after); {
	case half > 0 && hour < 12:
		hour += 12
	case half < 0 && hour == 12:
		hour = 0
	}
	if hour > 23 || minute > 59 || second > 59 {
		return valid(Time{At: time.Date(y, time.Month(month), day, 0, 0, 0, 0, zone).UTC(), Day: true})
	}
	if m := offset.FindStringSubmatch(strings.TrimSpace(after)); m != nil {
		h, _ := strconv.Atoi(m[2])
		min, _ := strconv.Atoi(m[3])
		secs := h*3600 + min*60
		if m[1] == "-" {
			secs = -secs
		}
		zone = time.FixedZone("", secs)
	}
	return valid(Time{At: time.Date(y, time.Month(month), day, hour, minute, second, 0, zone).UTC()})
}

// halfOfDay is 1 where a text begins with a mark of the afternoon, -1 of the morning, else 0.
func halfOfDay(s string) int {
	s = strings.ToLower(strings.TrimLeft(s, " ,"))
	for _, m := range []struct {
		mark string
		half int
	}{{"pm", 1}, {"p.m", 1}, {"am", -1}, {"a.m", -1}, {"\u0645", 1}, {"\u0635", -1}} { // the letters mim and sad
		if strings.HasPrefix(s, m.mark) {
			return m.half
		}
	}
	return 0
}
