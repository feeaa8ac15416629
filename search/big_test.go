package search

import (
	"fmt"
	"strings"
	"testing"
)

// TestLongLists: words that stand in thousands of articles, and thousands of times in one, are kept in several entries.
func TestLongLists(t *testing.T) {
	d := open(t)
	var docs []Doc
	for i := range 6000 {
		body := strings.Repeat("سفينة ", 1+i%7) + fmt.Sprint(" رصيف", i%10)
		if i == 17 {
			body += strings.Repeat(" ميناء", 40_000)
		}
		docs = append(docs, doc(int64(i+1), "2025-09-01", "عنوان", body))
	}
	for i := 0; i < len(docs); i += 1500 {
		d.put(docs[i : i+1500]...)
	}
	for ask, want := range map[string]int{"سفينة": 6000, `"سفينة سفينة"`: 6000 - 858, `"سفينة رصيف"`: 6000, "ميناء": 1, `"ميناء ميناء"`: 1, "رصيف3": 600, "title:عنوان": 6000} {
		p, err := d.index.Find(ctx, Query{Ask: ask})
		if err != nil || p.Total != want {
			t.Errorf("%s: %d, %v, want %d", ask, p.Total, err, want)
		}
	}
}
