package chain

import "testing"

func TestSite(t *testing.T) {
	for key, want := range map[string]string{
		"alriyadh": "الرياض", "Al-Riyadh": "الرياض", "https://www.okaz.com.sa/article/1": "عكاظ", "arabic.cnn.com": "سي إن إن",
		"": "", "example.org": "", "الرياض": "", "new york": "", "www": "", "map.example.org": "", ".": "", "com": "",
	} {
		if got, ok := Site(key); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", key, got, want)
		}
	}
}
