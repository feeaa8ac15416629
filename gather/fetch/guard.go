package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// special are the networks of the registries of IANA for special purposes, which no page of the press stands in. An address that a user
// or a feed gives must not lead there: behind them are the machine itself, its neighbours, and the services of its cloud.
var special = []struct {
	net  netip.Prefix
	what string
}{
	{prefix("0.0.0.0/8"), "this network"},
	{prefix("10.0.0.0/8"), "a private network"},
	{prefix("100.64.0.0/10"), "a network shared by a carrier"},
	{prefix("127.0.0.0/8"), "this machine"},
	{prefix("169.254.0.0/16"), "a link-local address, as cloud metadata have"},
	{prefix("172.16.0.0/12"), "a private network"},
	{prefix("192.0.0.0/24"), "reserved for protocols"},
	{prefix("192.0.2.0/24"), "reserved for documentation"},
	{prefix("192.31.196.0/24"), "reserved for AS112"},
	{prefix("192.52.193.0/24"), "reserved for AMT"},
	{prefix("192.88.99.0/24"), "a relay"},
	{prefix("192.168.0.0/16"), "a private network"},
	{prefix("192.175.48.0/24"), "reserved for AS112"},
	{prefix("198.18.0.0/15"), "reserved for benchmarks"},
	{prefix("198.51.100.0/24"), "reserved for documentation"},
	{prefix("203.0.113.0/24"), "reserved for documentation"},
	{prefix("224.0.0.0/4"), "multicast"},
	{prefix("240.0.0.0/4"), "reserved"},
	{prefix("64:ff9b::/96"), "a translation of IPv4 (NAT64)"},
	{prefix("64:ff9b:1::/48"), "a translation of IPv4 (NAT64)"},
	{prefix("2001::/23"), "reserved for protocols"},
	{prefix("2001:db8::/32"), "reserved for documentation"},
	{prefix("2002::/16"), "a tunnel of IPv4 (6to4)"},
	{prefix("2620:4f:8000::/48"), "reserved for AS112"},
	{prefix("3fff::/20"), "reserved for documentation"},
}

func prefix(s string) netip.Prefix { return netip.MustParsePrefix(s) }

// public are the addresses of IPv6 that are given out to the public.
var public = prefix("2000::/3")

// Refused is the error of an address that must not be fetched.
type Refused struct {
	What string // the address
	Why  string
}

// Error names the address and the reason.
func (r *Refused) Error() string { return r.What + " is refused: " + r.Why }

// Public says that an address belongs to the public internet; the error is a *Refused.
func Public(a netip.Addr) error {
	refuse := func(why string) error { return &Refused{a.String(), why} }
	if !a.IsValid() {
		return &Refused{"the address", "it is none"}
	}
	if a.Zone() != "" {
		return refuse("it belongs to a link")
	}
	a = a.Unmap()
	for _, s := range special {
		if s.net.Contains(a) {
			return refuse(s.what)
		}
	}
	switch {
	case a.Is4():
		return nil
	case a.IsLoopback():
		return refuse("this machine")
	case a.IsPrivate():
		return refuse("a private network")
	case a.IsLinkLocalUnicast():
		return refuse("a link-local address")
	case a.IsMulticast():
		return refuse("multicast")
	case !public.Contains(a):
		return refuse("not given out to the public")
	}
	return nil
}

// ports are those that the web is served on.
var ports = map[string]bool{"": true, "80": true, "443": true, "8080": true, "8443": true}

// inward are the ends of names that lead to no public machine (RFC 6761, 6762, 7686, 8375, 9476).
var inward = []string{"localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "onion", "test", "invalid", "example", "alt"}

// Address reads an address that a user or a feed gives, and refuses what is no page of the web by its form: other schemes, names
// and passwords in it, other ports, machines without a full name, numbers that are no address written in the common way. What the name
// resolves to is looked at when it is dialled.
func Address(raw string) (*url.URL, error) {
	raw = strings.TrimSpace(raw)
	refuse := func(why string) (*url.URL, error) { return nil, &Refused{shown(raw), why} }
	if strings.ContainsFunc(raw, func(r rune) bool { return r < ' ' || r == 0x7F }) || strings.Contains(raw, `\`) {
		return refuse("it holds signs that no address has")
	}
	u, err := url.Parse(raw)
	if err != nil {
		return refuse("it is no address")
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return refuse("only http and https are fetched")
	case u.User != nil:
		return refuse("it holds a name or a password")
	case u.Host == "" || u.Hostname() == "":
		return refuse("it names no machine")
	case !ports[u.Port()]:
		return refuse("port " + u.Port() + " is none of the web's")
	}
	host, err := hostname(u.Hostname())
	if err != nil {
		return refuse(err.Error())
	}
	if p := u.Port(); p != "" && !(u.Scheme == "http" && p == "80" || u.Scheme == "https" && p == "443") {
		u.Host = net.JoinHostPort(host, p)
	} else if strings.Contains(host, ":") {
		u.Host = "[" + host + "]"
	} else {
		u.Host = host
	}
	return u, nil
}

// shown is an address as it may be shown: without a password.
func shown(raw string) string {
	if u, err := url.Parse(raw); err == nil {
		raw = u.Redacted()
	}
	if len(raw) > 200 {
		raw = raw[:200] + "…"
	}
	return strconv.Quote(raw)
}

// hostname is the name of a machine in lower case and, where it has other letters, in Punycode.
func hostname(h string) (string, error) {
	if strings.Contains(h, "%") {
		return "", errors.New("it belongs to a link")
	}
	if a, err := netip.ParseAddr(h); err == nil {
		if err := Public(a); err != nil {
			var r *Refused
			errors.As(err, &r)
			return "", errors.New(r.Why)
		}
		return a.String(), nil
	}
	h, err := idna.Lookup.ToASCII(strings.TrimSuffix(h, "."))
	if err != nil {
		return "", errors.New("its machine's name is none")
	}
	h = strings.ToLower(h)
	labels := strings.Split(h, ".")
	last := labels[len(labels)-1]
	if numeric(last) {
		return "", errors.New("a number that is no address written in the common way")
	}
	for _, end := range inward {
		if h == end || strings.HasSuffix(h, "."+end) {
			return "", fmt.Errorf("names that end in %s lead to no public machine", end)
		}
	}
	if len(labels) < 2 || last == "" {
		return "", errors.New("its machine has no full name")
	}
	return h, nil
}

// numeric says that the last part of a name is a number, decimal, octal or hexadecimal: then the whole is an address of IPv4 in an uncommon
// way, or nothing (WHATWG, URL, "ends in a number").
func numeric(label string) bool {
	if s, ok := strings.CutPrefix(label, "0x"); ok {
		_, err := strconv.ParseUint(s, 16, 64)
		return s == "" || err == nil
	}
	return label != "" && strings.Trim(label, "0123456789") == ""
}
