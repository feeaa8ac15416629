package date

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"strings"
	"testing"

	"rawi/text"
)

func TestHijri(t *testing.T) {
	for want, at := range map[string][3]int{
		"2023-03-23": {1444, 9, 1}, "2024-07-07": {1446, 1, 1}, "2025-06-26": {1447, 1, 1}, "2026-11-20": {1448, 6, 10},
		"1973-10-06": {1393, 9, 10}, "1924-12-12": {1343, 5, 15},
	} {
		first, exact := hijriMonth(at[0], at[1])
		if got := (first + text.Day(at[2]-1)).String(); got != want || !exact {
			t.Errorf("%v: %s, %v; want %s", at, got, exact, want)
		}
	}
	// Outside the tables the tabular calendar stands in, and says so.
	if d, exact := hijriMonth(1, 1); d.String() != "0622-07-19" || exact { // 16 July of the Julian calendar
		t.Errorf("the first day of the Hegira: %s, %v", d, exact)
	}
	for _, y := range []int{622, 1000, 1350, 1400, 1500, 1501, 2000} {
		if a, _ := hijriMonth(y, 13); a != islamic.first(y+1, 1) {
			t.Errorf("%d: the thirteenth month is not the first of the next year", y)
		}
		for m := 1; m <= 12; m++ {
			d := islamic.first(y, m)
			if gy, gm := hijriOf(d); gy != y || gm != m {
				t.Errorf("%d-%d comes back as %d-%d", y, m, gy, gm)
			}
			if n := islamic.first(y, m+1) - d; (n < 29 || n > 30) && y != 1500 && y != 1355 {
				t.Errorf("%d-%d has %d days", y, m, n)
			}
		}
	}
}

func TestPersian(t *testing.T) {
	for want, at := range map[string][2]int{
		"1979-02-09": {1357, 11}, "2015-03-21": {1394, 1}, "2020-03-20": {1399, 1}, "2021-03-21": {1400, 1}, "2024-09-22": {1403, 7},
	} {
		d := persianMonth(at[0], at[1])
		if at[0] == 1357 {
			want = "1979-01-21" // Bahman begins; its 22nd is 11 February
		}
		if d.String() != want {
			t.Errorf("%v: %s, want %s", at, d, want)
		}
		if y, m := persianOf(d); y != at[0] || m != at[1] {
			t.Errorf("%v comes back as %d-%d", at, y, m)
		}
	}
}

// TestHijriData compares with what was printed: the datelines of 380 issues of the newspaper Umm al-Qura, and two calendars.
func TestHijriData(t *testing.T) {
	files := archive(t, "../../../shared/data/hijri.tar.gz")
	// The comparison calendar of KFUPM and the official one differ where a month was announced otherwise than computed.
	for name, misprints := range map[string]int{"ummalqura_newspaper_issues": 0, "ummalqura_calendar_website": 0, "kfupm_comparison_calendar": 0} {
		var rows [][2]json.RawMessage
		if err := json.Unmarshal(files[name+".json"], &rows); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		wrong, unsure := 0, 0
		for _, r := range rows {
			var d [2][3]int
			if err := json.Unmarshal(r[1], &d); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			h, g := d[0], d[1]
			first, exact := hijriMonth(h[0], h[1])
			if !exact {
				unsure++
			}
			if got := first + text.Day(h[2]-1); got != text.DateOf(g[0], g[1], g[2]) {
				wrong++
				if wrong <= 5 {
					t.Logf("%s: %v is %s, printed %v", name, h, got, g)
				}
			}
		}
		if wrong > misprints || unsure > 0 || len(rows) < 300 {
			t.Errorf("%s: %d of %d differ, %d outside the tables", name, wrong, len(rows), unsure)
		}
	}
}

// archive reads the JSON files of a .tar.gz by their base names; the test is skipped where it is missing.
func archive(t *testing.T, name string) map[string][]byte {
	t.Helper()
	f, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("%s is missing: the comparison with printed calendars is left out", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(h.Name, ".json") {
			if out[path.Base(h.Name)], err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
	}
}
