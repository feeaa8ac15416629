package number

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"rawi/arabic/word"
	"rawi/text"
)

// specCase is a case of the Recognizers-Text suite.
type specCase struct {
	Input        string
	Ignore       any `json:"IgnoreResolution"`
	NotSupported string
	ByDesign     string `json:"NotSupportedByDesign"`
	Results      []struct {
		Text, TypeName string
		Resolution     struct{ Value any }
	}
}

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

// TestRecognizers: the share of the cases of each file that are right in spans, kinds and (where the suite itself compares them) values.
func TestRecognizers(t *testing.T) {
	right, total := [2]int{}, [2]int{}
	for _, f := range []struct {
		name string
		kind QuantityKind
	}{
		{"NumberModel", Plain},
		{"NumberRangeModel", Bounded},
		{"OrdinalModel", Ranked},
		{"PercentModel", Percentage},
		{"OrdinalModelSuppressExtendedTypes", Ranked},
	} {
		ok, n := 0, 0
		for i, c := range readSpecs(t, "Number/Arabic/"+f.name+".json") {
			group := 0
			if strings.Contains(c.NotSupported+c.ByDesign, "dotnet") {
				group = 1
			}
			n++
			total[group]++
			why := checkSpec(&c, f.kind, f.name == "OrdinalModelSuppressExtendedTypes")
			if why == "" {
				ok++
				right[group]++
				continue
			}
			t.Logf("%s %d %s: %s", f.name, i, c.Input, why)
		}
		t.Logf("FILE %s %d/%d", f.name, ok, n)
	}
	for g, name := range []string{"supported", "unsupported"} {
		share := float64(right[g]) / float64(total[g])
		t.Logf("TOTAL %s: %d of %d right (%.3f)", name, right[g], total[g], share)
		if floor := [2]float64{.94, .80}[g]; share < floor {
			t.Errorf("%s: %.3f right, below the floor of %.2f", name, share, floor)
		}
	}
}

func checkSpec(c *specCase, kind QuantityKind, plainOnly bool) string {
	x := word.Read(c.Input, text.Span{End: len(c.Input)})
	var got []Quantity
	for _, q := range Quantities(x, 0, len(x.Tokens), kind) {
		if q.Kind != Relative || !plainOnly {
			got = append(got, q)
		}
	}
	var words []string
	for _, g := range got {
		words = append(words, fmt.Sprintf("[%s] %s %s", g.Span.Of(c.Input), g.Kind, g.Text))
	}
	if len(got) != len(c.Results) {
		return fmt.Sprintf("got %v want %v", words, c.Results)
	}
	trim := func(s string) string { return strings.Trim(s, " \u061c.،") }
	for i, r := range c.Results {
		if trim(got[i].Span.Of(c.Input)) != trim(r.Text) && strings.Contains(c.Input, r.Text) || string(got[i].Kind) != r.TypeName {
			return fmt.Sprintf("got %v want [%s] %s", words, r.Text, r.TypeName)
		}
		want, _ := r.Resolution.Value.(string)
		if c.Ignore == nil && !same(got[i].Text, want) {
			return fmt.Sprintf("got %v want value %s", words, want)
		}
	}
	return ""
}

// same compares values: numbers by size, to three digits where the suite has a recurring decimal.
func same(a, b string) bool {
	x, err := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return a == b || err == nil && err2 == nil && math.Abs(x-y) <= 1e-3*math.Abs(y)
}

// FuzzQuantities: spans in order, apart, in the text; every value is a number.
func FuzzQuantities(f *testing.F) {
	for _, s := range []string{"-١ ٤/٥", "ثلاثة و عشرون و ثلاثة أخماس", "1 234 567.89", "أكبر من 20 وأقل من أو يساوي 35", "واحد من مئة", "1e300", "2^-99999", "نسبة ١٠", "بين - و -"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1000 {
			return
		}
		x := word.Read(s, text.Span{End: len(s)})
		for _, kind := range []QuantityKind{Plain, Ranked, Percentage, Bounded} {
			end := 0
			for _, q := range Quantities(x, 0, len(x.Tokens), kind) {
				if q.Span.Start < end || q.Span.End <= q.Span.Start || q.Span.End > len(s) || math.IsNaN(q.Value) || math.IsInf(q.Value, 0) {
					t.Fatalf("%q: %+v after %d", s, q, end)
				}
				end = q.Span.End
			}
		}
	})
}
