package page

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
)

// FuzzScanner: whatever a page holds, it is cut as the tokenizer of golang.org/x/net/html cuts it.
func FuzzScanner(f *testing.F) {
	for _, s := range scannerSeeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { sameTokens(t, s) })
}

func sameTokens(t *testing.T, s string) {
	t.Helper()
	kinds := map[nethtml.TokenType]token{
		nethtml.TextToken: textToken, nethtml.StartTagToken: startToken, nethtml.SelfClosingTagToken: emptyToken, nethtml.EndTagToken: endToken,
		nethtml.CommentToken: otherToken, nethtml.DoctypeToken: otherToken, nethtml.ErrorToken: noToken,
	}
	ref, z := nethtml.NewTokenizer(strings.NewReader(s)), scanner{src: s}
	for {
		want := kinds[ref.Next()]
		raw := string(ref.Raw())
		got := z.next()
		if got != want || got != noToken && s[z.from:z.to] != raw {
			t.Fatalf("%q at %d: %d %q, want %d %q", s, z.from, got, s[z.from:z.to], want, raw)
		}
		if want == noToken {
			return
		}
	}
}

// scannerSeeds are pages that hold what is hard to cut.
func scannerSeeds(tb testing.TB) []string {
	out := []string{
		"<p>a<b>c</b></p>", "a<", "a</", "a</>b", "</ b>c", "<1>", "<!", "<!d", "<!-", "<!-->a", "<!--->a", "<!--a--!>b", "<!--a--!-->b", "<!--a->b-->c", "<!doctype html>a", "<!DOCTYPE", "<?xml?>a",
		"<br/>", "<p a=/>", "<p a=1 A=/>", "<p a/>", "<p =a=b/>", "<p a='x>y'>z", "<p a=\"x", "<p / a>", "<p a= >b", "<p a = b/c>d", "<p a=b\f/>",
		"<script>a<b></script>c", "<SCRIPT>a</SCRIPTS></script >b", "<script><!--<script></script>--></script>c", "<script><!-- <script> </script> <b --></script>c", "<script><!--a-->b</script>c",
		"<script><!--<1</script>c", "<script><!-- - --x->--></script>", "<script><!--</script", "<script>", "<script></script>", "<script><!-<!--><script></script>",
		"<style>a</styl></style>b", "<title>a<b></TITLE>c", "<textarea></textarea>b", "<plaintext></plaintext>", "<xmp><b></xmp>", "<noscript><p></noscript>", "<iframe></ifram</iframe/>", "<title></ti", "<![CDATA[a]]>b",
	}
	files, err := filepath.Glob("testdata/pages/*.html")
	if err != nil {
		tb.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, string(b))
	}
	return out
}

// TestScanner: pages put together from what is hard to cut are cut as the tokenizer of golang.org/x/net/html cuts them.
func TestScanner(t *testing.T) {
	pieces := []string{
		"<", ">", "/", "!", "-", "--", "=", "\"", "'", " ", "\n", "a", "x", "</", "<!", "<!--", "-->", "--!>", "<?", "&", "<script", "</script", "<SCRIPT>", "</Script>", "script",
		"<style>", "</style>", "<title>", "</title>", "<textarea>", "</textarea ", "<xmp>", "</xmp/", "<iframe>", "<noscript>", "<plaintext", "<p a=b", "<p A=1 a=/", "/>", "<br/>", "<!doctype", "<!DOCTYPE html>",
		"\f", "\r", "\x00", "ا", "<1>", "</1>", "</>",
	}
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for range 30_000 {
		b.Reset()
		for range 1 + r.IntN(14) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		sameTokens(t, b.String())
	}
	for _, s := range scannerSeeds(t) {
		sameTokens(t, s)
	}
}
