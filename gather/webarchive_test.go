package gather

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"rawi/news"
)

// answer is a record of a web archive.
func answer(uri, status, media, body string) string {
	block := "HTTP/1.1 " + status + "\r\nContent-Type: " + media + "\r\n\r\n" + body
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", uri, len(block), block)
}

// TestWebArchive: the pages of an archive are read under their addresses; what is no page is passed over, what is damaged named.
func TestWebArchive(t *testing.T) {
	sound := answer("https://a.test/1", "200 OK", "text/html; charset=windows-1256", "<p>one") +
		answer("https://a.test/2", "404 Not Found", "text/html", "<p>gone") +
		answer("https://a.test/3", "200 OK", "image/png", "\x89PNG") +
		answer("https://a.test/robots.txt", "200 OK", "text/plain", "User-agent: *")
	empty := answer("https://a.test/4", "200 OK", "text/html", "")
	file := sound + empty +
		strings.Replace(answer("https://a.test/5", "200 OK", "text/html", "<p>five"), "Content-Length: ", "Content-Length: 1", 1) +
		answer("https://a.test/6", "200 OK", "application/xhtml+xml", "<p>six")
	var got []news.Item
	for it := range Items(context.Background(), []string{"-"}, Options{Stdin: bytes.NewReader([]byte(file))}) {
		got = append(got, it)
	}
	var lines []string
	for _, it := range got {
		s := it.Source + " " + string(it.Raw) + it.Charset
		if it.Err != nil {
			s = "! " + it.Err.Error()
		}
		lines = append(lines, s)
	}
	want := []string{
		"https://a.test/1 <p>onewindows-1256", fmt.Sprintf("! -: byte %d: the page is empty", len(sound)),
		fmt.Sprintf("! -: byte %d: a record of another length than its header says", len(sound+empty)), "https://a.test/6 <p>six",
	}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if len(got) > 0 && !got[0].HTML {
		t.Error("a page is not known as one")
	}
}
