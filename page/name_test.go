package page

import "testing"

func TestDayInName(t *testing.T) {
	for source, want := range map[string]string{
		"in/news-2015-08-02.json#17":          "2015-08-01/2015-08-02",
		"20150802_17.html":                    "2015-08-01/2015-08-02",
		"a/2015_08_02.txt":                    "2015-08-01/2015-08-02",
		"2015-08-02/article.txt":              "", // a folder's name says nothing of the file
		"https://example.org/2015-08-02.html": "", // an address is read by another rule
		"id-120150802.txt":                    "",
		"2015-13-02.txt":                      "",
		"seed-003.txt":                        "",
		"":                                    "",
	} {
		d, _ := dayInName(source)
		if got := d.ISO(); got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
}
