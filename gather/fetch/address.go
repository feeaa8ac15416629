package fetch

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// tracking are parameters that say how a reader came to a page, and not which page it is.
var tracking = []string{
	"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "igsh", "twclid", "ttclid", "mc_cid", "mc_eid", "_ga", "_gl", "ref", "ref_src", "ref_url", "referrer",
	"source", "src", "from", "cmpid", "cmp", "ocid", "xtor", "ncid", "sr_share", "share", "spm", "at_medium", "at_campaign", "traffic_source", "outputtype",
	"amp", "amp_js_v", "usqp", "__twitter_impression", "guccounter", "rss", "feed",
}

// Canonical is the address by which a page is known: without the parameters of tracking, the AMP or mobile form, the fragment, the default
// port, a slash at the end. Two addresses with the same Canonical show the same article; the page itself may name another.
func Canonical(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
		return raw
	}
	u.Scheme = strings.ToLower(u.Scheme)
	host := strings.ToLower(u.Hostname())
	for _, p := range []string{"m.", "mobile.", "amp."} {
		if rest, ok := strings.CutPrefix(host, p); ok && strings.Contains(rest, ".") {
			host = rest
			if strings.Count(rest, ".") == 1 { // m.example.com stands for www.example.com where the site has both
				host = rest
			}
			break
		}
	}
	if p := u.Port(); p != "" && !(u.Scheme == "http" && p == "80") && !(u.Scheme == "https" && p == "443") {
		host += ":" + p
	}
	u.Host = host
	u.Fragment, u.RawFragment, u.User = "", "", nil
	p := u.EscapedPath()
	for _, end := range []string{"/amp/", "/amp", ".amp", "/amphtml"} {
		if rest, ok := strings.CutSuffix(p, end); ok && rest != "" {
			p = rest
			break
		}
	}
	if rest, ok := strings.CutPrefix(p, "/amp/"); ok {
		p = "/" + rest
	}
	if len(p) > 1 && path.Ext(p) == "" {
		p = strings.TrimSuffix(p, "/")
	}
	if p == "" {
		p = "/"
	}
	u.Path, err = url.PathUnescape(p)
	if err != nil {
		return raw
	}
	u.RawPath = p
	u.RawQuery = untracked(u.RawQuery)
	return u.String()
}

// untracked is a query without the parameters of tracking, in the order of names.
func untracked(query string) string {
	if query == "" {
		return ""
	}
	var keep []string
	for p := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(p, "=")
		low := strings.ToLower(name)
		if p == "" || strings.HasPrefix(low, "utm_") || strings.HasPrefix(low, "pk_") || strings.HasPrefix(low, "mtm_") {
			continue
		}
		if slices.Contains(tracking, low) && !isNumber(value) { // a number is rather the page's own
			continue
		}
		keep = append(keep, p)
	}
	slices.Sort(keep)
	return strings.Join(keep, "&")
}

func isNumber(s string) bool { return len(s) >= 3 && strings.Trim(s, "0123456789") == "" }
