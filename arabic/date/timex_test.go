package date

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rawi/arabic/word"
	"rawi/text"
)

// specCase is a case of the Recognizers-Text suite.
type specCase struct {
	Input        string
	Context      struct{ ReferenceDateTime string }
	Ignore       any `json:"IgnoreResolution"`
	NotSupported string
	ByDesign     string `json:"NotSupportedByDesign"`
	Results      []struct {
		Text, Type, TypeName string
		Value                struct {
			Timex            string
			FutureResolution map[string]any
			PastResolution   map[string]any
		}
	}
}

func (c *specCase) supported() bool { return !strings.Contains(c.NotSupported+c.ByDesign, "dotnet") }

// readSpecs reads a file of the suite, which lies outside the repository; the test is skipped where it is missing.
func readSpecs(t *testing.T, file string) []specCase {
	t.Helper()
	var b []byte
	err := os.ErrNotExist
	for _, dir := range []string{"../../../data/recognizers-text", "../../../shared/data/recognizers-text"} {
		if b, err = os.ReadFile(filepath.Join(dir, "recognizers-text/Specs", file)); err == nil {
			break
		}
	}
	if err != nil {
		t.Skipf("the Recognizers-Text suite is not unpacked beside the repository: %v", err)
	}
	var out []specCase
	if err := json.Unmarshal(bytes.TrimPrefix(b, []byte("\ufeff")), &out); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return out
}

// kindsOf are the kinds that each file of the suite asks for, in the order in which ties are settled.
var kindsOf = map[string][]Kind{
	"DateExtractor": {Date}, "DateParser": {Date}, "DatePeriodExtractor": {DateRange}, "DatePeriodParser": {DateRange},
	"DateTimeExtractor": {DateTime}, "DateTimeParser": {DateTime}, "DateTimePeriodExtractor": {DateTimeRange},
	"DateTimePeriodParser": {DateTimeRange}, "DurationExtractor": {Duration}, "DurationParser": {Duration}, "HolidayExtractor": {Date},
	"HolidayParser": {Date}, "SetExtractor": {Set}, "SetParser": {Set}, "TimeExtractor": {Time}, "TimeParser": {Time},
	"TimePeriodExtractor": {TimeRange}, "TimePeriodParser": {TimeRange},
	"MergedExtractor": all, "MergedParser": all, "DateTimeModel": all,
}

var all = []Kind{Time, TimeRange, DateTime, DateTimeRange, Date, DateRange, Duration, Set}

// core takes away what annotators may or may not count as part of an expression: prepositions before it, full stops behind it.
func core(s string) string {
	s = strings.Trim(s, " .،,?؟!")
	for again := true; again; {
		again = false
		for _, p := range []string{"في ", "يوم ", "من ", "إلى ", "الى ", "عند ", "لمدة ", "بتاريخ ", "منذ ", "هذا ", "الساعة "} {
			if rest, ok := strings.CutPrefix(s, p); ok {
				s, again = strings.TrimSpace(rest), true
			}
		}
	}
	if rest, ok := strings.CutPrefix(s, "ل"); ok {
		s = strings.TrimPrefix(rest, "ل")
	}
	return s
}

// TestRecognizers measures the wide layer on the public suite; -v lists what is not as the suite wants it. Its authors mark the cases
// that their own program fails. Spans are compared without the prepositions that the suite now takes along and now does not, values
// where the suite itself compares them; where its words do not stand in its own input, kind and number count.
func TestRecognizers(t *testing.T) {
	right, total := [2]int{}, [2]int{}
	for _, file := range []string{
		"DateExtractor", "DateParser", "DatePeriodExtractor", "DatePeriodParser", "DurationExtractor", "DurationParser", "HolidayExtractor",
		"HolidayParser", "TimeExtractor", "TimeParser", "TimePeriodExtractor", "TimePeriodParser", "DateTimeExtractor", "DateTimeParser",
		"DateTimePeriodExtractor", "DateTimePeriodParser", "SetExtractor", "SetParser", "MergedExtractor", "MergedParser", "DateTimeModel",
	} {
		ok, n := 0, 0
		for i, c := range readSpecs(t, "DateTime/Arabic/"+file+".json") {
			group := 0
			if !c.supported() {
				group = 1
			}
			total[group]++
			n++
			why := checkSpec(&c, kindsOf[file])
			if why == "" {
				right[group]++
				ok++
				continue
			}
			t.Logf("%s %d %s: %s", file, i, c.Input, why)
		}
		t.Logf("FILE %s %d/%d", file, ok, n)
	}
	for g, name := range []string{"supported", "unsupported"} {
		share := float64(right[g]) / float64(total[g])
		t.Logf("TOTAL %s: %d of %d right (%.3f)", name, right[g], total[g], share)
		if floor := [2]float64{.98, .78}[g]; share < floor {
			t.Errorf("%s: %.3f right, below the floor of %.2f", name, share, floor)
		}
	}
}

// checkSpec says what is wrong, "" when all is right.
func checkSpec(c *specCase, kinds []Kind) string {
	ref := time.Date(2016, 11, 7, 0, 0, 0, 0, time.UTC)
	if r, err := time.Parse("2006-01-02T15:04:05", c.Context.ReferenceDateTime[:min(19, len(c.Context.ReferenceDateTime))]); err == nil {
		ref = r
	}
	x := word.Read(c.Input, text.Span{End: len(c.Input)})
	got := Expressions(x, 0, len(x.Tokens), ref, kinds...)
	var words []string
	for _, g := range got {
		words = append(words, fmt.Sprintf("[%s] %s %s", g.Span.Of(c.Input), g.Kind, g.Value))
	}
	if len(got) != len(c.Results) {
		return fmt.Sprintf("got %v want %v", words, c.Results)
	}
	for i, r := range c.Results {
		kind := strings.TrimPrefix(r.Type+r.TypeName, "datetimeV2.")
		if core(got[i].Span.Of(c.Input)) != core(r.Text) && strings.Contains(c.Input, r.Text) || string(got[i].Kind) != kind && len(kinds) > 1 {
			return fmt.Sprintf("got %v want [%s] %s %s", words, r.Text, kind, r.Value.Timex)
		}
		if c.Ignore == nil && r.Value.Timex != "" && got[i].Value != r.Value.Timex {
			return fmt.Sprintf("got %v want value %s", words, r.Value.Timex)
		}
		if d, ok := r.Value.FutureResolution["date"].(string); ok && c.Ignore == nil && d > "0001-01-01" {
			p, _ := r.Value.PastResolution["date"].(string)
			if a, b := got[i].Next.Format(time.DateOnly), got[i].Last.Format(time.DateOnly); a != d || b != p {
				return fmt.Sprintf("got %v %s %s want %s %s", words, a, b, d, p)
			}
		}
	}
	return ""
}

// TestExpressions: what the wide layer finds that the reading of news leaves alone, and what it makes of it.
func TestExpressions(t *testing.T) {
	ref := time.Date(2025, 9, 2, 10, 30, 0, 0, time.UTC)
	for s, want := range map[string]string{
		"نلتقي الساعة السابعة والنصف مساء":        "[الساعة السابعة والنصف مساء] time T19:30",
		"موعدنا بكرة الساعة 5 العصر":              "[بكرة الساعة 5 العصر] datetime 2025-09-03T17",
		"سافر لمدة أسبوعين ويومين":                "[أسبوعين ويومين] duration P2W2D",
		"الاجتماع بعد غد":                         "[بعد غد] date 2025-09-04",
		"وصل أول امبارح":                          "[أول امبارح] date 2025-08-31",
		"يتدرب كل يوم اثنين":                      "[كل يوم اثنين] set ",
		"من الثالثة حتى الخامسة مساء":             "[من الثالثة حتى الخامسة مساء] timerange (T15,T17,PT2H)",
		"عيد الفطر 2026":                          "[عيد الفطر 2026] date 2026-03-20",
		"عيد الأضحى 2024":                         "[عيد الأضحى 2024] date 2024-06-16",
		"شم النسيم 2025":                          "[شم النسيم 2025] date 2025-04-21",
		"بين 4 و 22 هذا الشهر":                    "[بين 4 و 22 هذا الشهر] daterange (2025-09-04,2025-09-22)",
		"انتظر ساعة ونصف":                         "[ساعة ونصف] duration PT1.5H",
		"جاء قبل ثلاثة أيام":                      "[قبل ثلاثة أيام] date 2025-08-30",
		"وصل الزعيم إلى العاصمة وألقى فيها كلمة.": "",
	} {
		x := word.Read(s, text.Span{End: len(s)})
		var got []string
		for _, e := range Expressions(x, 0, len(x.Tokens), ref, all...) {
			got = append(got, fmt.Sprintf("[%s] %s %s", e.Span.Of(s), e.Kind, e.Value))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v; want %s", s, got, want)
		}
	}
}

// FuzzExpressions: spans in order, apart, on the borders of characters, each with a rule.
func FuzzExpressions(f *testing.F) {
	for _, s := range []string{
		"سأعود الأسبوع القادم يوم الجمعة الساعة 5:30 مساء", "من 4 إلى 23 في الشهر المقبل", "كل ثلاثة أسابيع", "16. نوفمبر. 2016",
		"1 شهر و 21 يوم من الآن", "عيد الفصح 2030", "الربع الثالث من عام 2016", "في في في 5 5 5 و و و", "99:99:99 31/31/31", "والسابعة إلا ربع",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 400 {
			return
		}
		x := word.Read(s, text.Span{End: len(s)})
		end := 0
		for _, e := range Expressions(x, 0, len(x.Tokens), time.Date(2025, 9, 2, 0, 0, 0, 0, time.UTC), all...) {
			if e.Span.Start < end || e.Span.End <= e.Span.Start || e.Span.End > len(s) || e.Rule == "" {
				t.Fatalf("%q: %+v after %d", s, e, end)
			}
			if utf8.ValidString(s) && !utf8.ValidString(e.Span.Of(s)) {
				t.Fatalf("%q: %v cuts a character", s, e.Span)
			}
			end = e.Span.End
		}
	})
}
