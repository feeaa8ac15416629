package export

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rawi/desk"
	"rawi/news"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Site writes a story as a folder of pages that open from disk: index.html, a report, and a page for each article, with the style
// sheet, fonts and script beside them. Nothing in it asks for a server: links to what is not in the folder become plain words, and
// what needs an answer (search, choices of the reader) is left out. pages is the handler of the library's pages; language is "ar" or
// "en". Where a page leads to a place in an article, the article's page has an anchor there.
func Site(ctx context.Context, pages http.Handler, s *news.Story, dir, language string) error {
	x := &site{pages: pages, language: language, dir: dir, names: map[string]string{}, spots: map[string][]string{}, files: map[string]bool{}}
	self := desk.StoryPath(s.ID)
	x.names[self], x.names[self+"/report"], x.names["/help"] = "index.html", "report.html", "guide.html"
	for i, r := range s.Articles {
		x.names["/article/"+desk.Address(r)] = "article-" + strconv.Itoa(i+1) + ".html"
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, p := range []string{self, self + "/report", "/help"} { // these first: they say to which places the articles are linked
		if err := x.page(ctx, p, ""); err != nil {
			return err
		}
	}
	for range 2 { // articles are linked to from one another, and from their own margins
		for _, r := range s.Articles {
			p := "/article/" + desk.Address(r)
			query := ""
			if spots := x.spots[p]; len(spots) > 0 {
				query = "?spots=" + strings.Join(spots, ",")
			}
			if err := x.page(ctx, p, query); err != nil && !errors.Is(err, errMissing) { // one that the library no longer has
				return err
			}
		}
	}
	return nil
}

// Report writes the report of a story as one page that holds all that it needs, for printing and sending.
func Report(ctx context.Context, pages http.Handler, s *news.Story, language string) ([]byte, error) {
	x := &site{pages: pages, language: language, names: map[string]string{}, spots: map[string][]string{}, files: map[string]bool{}, whole: true}
	b, err := x.get(ctx, desk.StoryPath(s.ID)+"/report", "")
	if err != nil {
		return nil, err
	}
	return x.rewrite(ctx, b)
}

// site is an export being made.
type site struct {
	pages    http.Handler
	language string
	dir      string
	names    map[string]string   // path on the server: file in the folder
	spots    map[string][]string // path of an article: places that are linked to, as "from-to"
	files    map[string]bool     // copied already
	whole    bool                // everything goes into one page
}

var errMissing = errors.New("no such page")

// mostSpots is how many places of an article get an anchor.
const mostSpots = 400

// get asks the library's pages.
func (x *site) get(ctx context.Context, path, query string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, path+query, nil)
	if err != nil {
		return nil, err
	}
	r.RequestURI, r.Host = path+query, "localhost"
	if x.language == "en" {
		r.AddCookie(&http.Cookie{Name: "rawi-lang", Value: "en"})
	}
	w := httptest.NewRecorder()
	x.pages.ServeHTTP(w, r)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case w.Code == http.StatusNotFound:
		return nil, fmt.Errorf("%s: %w", path, errMissing)
	case w.Code != http.StatusOK:
		return nil, fmt.Errorf("%s: %s", path, http.StatusText(w.Code))
	}
	return w.Body.Bytes(), nil
}

// page writes one page.
func (x *site) page(ctx context.Context, path, query string) error {
	b, err := x.get(ctx, path, query)
	if err != nil {
		return err
	}
	if b, err = x.rewrite(ctx, b); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(x.dir, x.names[path]), b, 0o644)
}

// rewrite makes a page of the server one of the folder.
func (x *site) rewrite(ctx context.Context, b []byte) ([]byte, error) {
	doc, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	if err := x.walk(ctx, doc); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := html.Render(&out, doc); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// walk rewrites the children of a node.
func (x *site) walk(ctx context.Context, n *html.Node) error {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode {
			keep, err := x.element(ctx, c)
			if err != nil {
				return err
			}
			if !keep {
				n.RemoveChild(c)
				c = next
				continue
			}
		}
		if err := x.walk(ctx, c); err != nil {
			return err
		}
		c = next
	}
	return nil
}

// element rewrites one element; it returns false for one that has no place in the folder.
func (x *site) element(ctx context.Context, n *html.Node) (keep bool, err error) {
	if hasClass(n, "server") { // what only a server can answer
		return false, nil
	}
	switch n.DataAtom {
	case atom.Link:
		switch attr(n, "rel") {
		case "stylesheet":
			if x.whole {
				return x.inline(ctx, n)
			}
			return true, x.asset(ctx, n, "href")
		case "icon":
			if x.whole {
				return false, nil
			}
			return true, x.asset(ctx, n, "href")
		}
		return false, nil
	case atom.Script:
		if attr(n, "src") == "" || x.whole {
			return false, nil
		}
		return true, x.asset(ctx, n, "src")
	case atom.Form:
		if attr(n, "id") != "pick" {
			return false, nil
		}
		n.Data, n.DataAtom, n.Attr = "div", atom.Div, nil // its table stays
	case atom.Nav:
		return !hasClass(n, "sections-nav") && !hasClass(n, "tabs"), nil
	case atom.Div, atom.P, atom.Td:
		return !hasClass(n, "switches") && !hasClass(n, "act") && !hasClass(n, "pick") && !hasClass(n, "uses"), nil
	case atom.Th:
		if c := n.FirstChild; c != nil && c.DataAtom == atom.Span && hasClass(c, "unseen") { // the column of boxes to tick
			return false, nil
		}
	case atom.A:
		x.link(n)
	}
	return true, nil
}

// link leads a link to a file of the folder, leaves one to another host, and makes plain words of any other.
func (x *site) link(n *html.Node) {
	to := attr(n, "href")
	u, err := url.Parse(to)
	if err == nil && (u.Host != "" || strings.HasPrefix(to, "#")) {
		return
	}
	if err == nil && !x.whole {
		if file, ok := x.names[u.Path]; ok {
			if at := u.Query().Get("at"); at != "" {
				if desk.ParseAt(at).Len() > 0 && len(x.spots[u.Path]) < mostSpots && !slices.Contains(x.spots[u.Path], at) {
					x.spots[u.Path] = append(x.spots[u.Path], at)
				}
				file += "#b" + at
			} else if u.Fragment != "" {
				file += "#" + u.Fragment
			}
			set(n, "href", file)
			return
		}
		if u.Path == "/" {
			set(n, "href", "index.html")
			return
		}
	}
	n.Data, n.DataAtom = "span", atom.Span
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" || a.Key == "rel" })
}

// asset copies a file that a page uses and what it uses in turn.
func (x *site) asset(ctx context.Context, n *html.Node, key string) error {
	u, err := url.Parse(attr(n, key))
	if err != nil {
		return err
	}
	set(n, key, strings.TrimPrefix(u.Path, "/"))
	_, err = x.copyFile(ctx, u.Path)
	return err
}

var cssURL = regexp.MustCompile(`url\(([^)"']+)\)`)

// copyFile copies a file, and for a style sheet what it names.
func (x *site) copyFile(ctx context.Context, path string) ([]byte, error) {
	if x.files[path] {
		return nil, nil
	}
	x.files[path] = true
	b, err := x.get(ctx, path, "")
	if err != nil {
		return nil, err
	}
	name := filepath.Join(x.dir, filepath.FromSlash(strings.TrimPrefix(path, "/")))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return nil, err
	}
	if strings.HasSuffix(path, ".css") {
		for _, m := range cssURL.FindAllSubmatch(b, -1) {
			if _, err := x.copyFile(ctx, path[:strings.LastIndexByte(path, '/')+1]+string(m[1])); err != nil {
				return nil, err
			}
		}
	}
	return b, os.WriteFile(name, b, 0o644)
}

// inline puts a style sheet with its fonts into the page.
func (x *site) inline(ctx context.Context, n *html.Node) (bool, error) {
	u, err := url.Parse(attr(n, "href"))
	if err != nil {
		return false, err
	}
	b, err := x.get(ctx, u.Path, "")
	if err != nil {
		return false, err
	}
	b = cssURL.ReplaceAllFunc(b, func(m []byte) []byte {
		font, e := x.get(ctx, u.Path[:strings.LastIndexByte(u.Path, '/')+1]+string(cssURL.FindSubmatch(m)[1]), "")
		err = errors.Join(err, e)
		return []byte("url(data:font/woff2;base64," + base64.StdEncoding.EncodeToString(font) + ")")
	})
	n.Data, n.DataAtom, n.Attr = "style", atom.Style, nil
	n.AppendChild(&html.Node{Type: html.TextNode, Data: string(b)})
	return true, err
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func set(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
		}
	}
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}
