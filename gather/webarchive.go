package gather

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"rawi/gather/warc"
	"rawi/news"
)

// webArchive reads the pages of a WARC file, each under its own address, so that a page that was archived twice is two revisions of
// one source. What is no page is passed over: answers other than 200, pictures, scripts, feeds, robots.txt.
func (g *gathering) webArchive(e entry, br *bufio.Reader) {
	in := warc.NewReader(br)
	before := g.count
	for !g.over() {
		rec, err := in.Next()
		var f *warc.Fault
		switch {
		case err == io.EOF:
			g.nothing(e, before)
			return
		case errors.As(err, &f):
			g.fault(e.name, place(f.Offset), f.Err)
			continue
		case err != nil:
			g.fault(e.name, "", err)
			return
		}
		p, ok, err := rec.Page()
		if !ok || p.Status != 200 {
			continue
		}
		source := rec.URI
		if source == "" {
			source = fmt.Sprintf("%s#%d", e.name, rec.Offset)
		}
		switch html := strings.Contains(p.Media, "html"); {
		case !html && p.Media != "text/plain" && p.Media != "" || strings.HasSuffix(rec.URI, "/robots.txt"):
		case err != nil:
			g.recordFault(source, e.name, place(rec.Offset), err)
		case len(p.Body) == 0:
			g.recordFault(source, e.name, place(rec.Offset), errors.New("the page is empty"))
		case int64(len(p.Body)) > g.max:
			g.recordFault(source, e.name, place(rec.Offset), fmt.Errorf("more than the limit of %s an item", bytesText(g.max)))
		default: // the archive's memory is used again for the next record
			g.emit(news.Item{Source: source, Raw: append([]byte(nil), p.Body...), HTML: html, Charset: p.Charset})
		}
	}
}
