package chain

import (
	"strings"
	"sync"

	"golang.org/x/net/publicsuffix"

	"rawi/arabic/lexicon"
)

var sites = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, r := range lexicon.Must(files, "sites.tsv").Rows {
		m[r.Key()] = r.Get("outlet")
	}
	return m
})

// Site is the name of the outlet that a collection calls by a Latin key or by the host of its site ("alriyadh", "www.okaz.com.sa"). ok is
// false where the list knows none. Of a host the label counts that was registered: "arabic.cnn.com" is "cnn".
func Site(key string) (outlet string, ok bool) {
	key = strings.ToLower(strings.TrimSpace(key))
	if _, rest, found := strings.Cut(key, "://"); found {
		key = rest
	}
	key, _, _ = strings.Cut(key, "/")
	if len(key) > 100 || strings.IndexFunc(key, func(r rune) bool { return r >= 0x80 || r == ' ' }) >= 0 {
		return "", false
	}
	if strings.Contains(key, ".") {
		site, err := publicsuffix.EffectiveTLDPlusOne(key)
		if err != nil {
			return "", false
		}
		key, _, _ = strings.Cut(site, ".")
	}
	outlet, ok = sites()[strings.ReplaceAll(key, "-", "")]
	return outlet, ok
}
