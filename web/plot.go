package web

import (
	"slices"
	"strconv"

	"rawi/text"
)

// plot is how many articles there were on each day, or in each month or year where they lie far apart. Sizes are percents of the
// drawing's width and height; time runs in the direction of the page's language.
type plot struct {
	Unit  string // key of counts.tsv: per.…
	Bars  []plotBar
	Total int
	Most  int
	Peak  string // when there were the most
	First string
	Last  string
}

// plotBar is one day, month or year.
type plotBar struct {
	X, Width, Y, Height string
	Label               string
	Count               int
}

// plot draws days; nil where there are none to draw.
func (t tongue) plot(days []text.Day) *plot {
	days = slices.DeleteFunc(slices.Clone(days), func(d text.Day) bool { return d <= 0 })
	if len(days) == 0 {
		return nil
	}
	slices.Sort(days)
	first, last := days[0], days[len(days)-1]
	p := &plot{Total: len(days), First: t.dayText(first, wholeDate), Last: t.dayText(last, wholeDate)}
	slot, precision := func(d text.Day) int { return int(d) }, wholeDate
	switch {
	case last-first > 366*10:
		p.Unit, precision = "year", yearOnly
		slot = func(d text.Day) int { y, _, _ := d.Date(); return y }
	case last-first > 90:
		p.Unit, precision = "month", monthYear
		slot = func(d text.Day) int { y, m, _ := d.Date(); return y*12 + m - 1 }
	default:
		p.Unit = "day"
	}
	from, to := slot(first), slot(last)
	n := max(to-from+1, 12) // a bar is never wider than a twelfth
	if n > to-from+1 {      // the bars do not reach the end
		p.First, p.Last = t.span(first, last, false), ""
	}
	counts := make([]int, to-from+1)
	labels := make([]string, len(counts))
	for _, d := range days {
		k := slot(d) - from
		if counts[k]++; labels[k] == "" {
			labels[k] = t.dayText(d, precision)
		}
		if counts[k] > p.Most {
			p.Most, p.Peak = counts[k], labels[k]
		}
	}
	width := 100 / float64(n)
	for k, c := range counts {
		if c == 0 {
			continue
		}
		x := float64(k) * width
		if t.Dir() == "rtl" {
			x = 100 - x - width
		}
		high := 100 * float64(c) / float64(p.Most)
		p.Bars = append(p.Bars, plotBar{decimal(x), decimal(width * .82), decimal(100 - high), decimal(high), labels[k], c})
	}
	return p
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
