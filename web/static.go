package web

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"rawi/desk"
	"rawi/text"
	"rawi/wire"
)

//go:embed static template
var files embed.FS

// asset is a file that does not change while the program runs.
type asset struct {
	content []byte
	kind    string // media type
	tag     string
}

// readStatic reads the embedded files by their path under static/.
func readStatic() map[string]asset {
	out := map[string]asset{}
	sub, _ := fs.Sub(files, "static")
	_ = fs.WalkDir(sub, ".", func(p string, d fs.DirEntry, err error) error { // embedded files do not fail
		if err == nil && !d.IsDir() {
			b, _ := fs.ReadFile(sub, p)
			out[p] = asset{b, kindOf(p), wire.Tag(b)}
		}
		return err
	})
	return out
}

// kindOf is the media type of a file. The few that are used are named here, since the system's table differs between systems.
func kindOf(p string) string {
	switch path.Ext(p) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(p))
}

// version is a few letters of a file's tag, by which its address changes whenever it does.
func (a asset) version() string { return strings.Trim(a.tag, `"`)[:8] }

// file sends an asset. Under an address with its version it may be kept for ever, else it is asked for again each time.
func (s *server) file(w http.ResponseWriter, r *http.Request, name string) error {
	a, ok := s.static[name]
	if !ok {
		return fs.ErrNotExist
	}
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("ETag", a.tag)
	h.Set("Cache-Control", "no-cache")
	if r.URL.RawQuery == "v="+a.version() {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if path.Ext(name) == ".woff2" {
		h.Set("Cache-Control", "public, max-age=604800") // their address stands in the style sheet, without a version
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.content))
	return nil
}

// parse reads the templates, once for each language: each page with the frame around it and the pieces that pages share.
func (s *server) parse() map[tongue]map[string]*template.Template {
	pages, err := fs.Glob(files, "template/*.html")
	if err != nil {
		panic(err) // the pattern is right
	}
	out := map[tongue]map[string]*template.Template{}
	for _, t := range []tongue{inArabic, inEnglish} {
		frame := template.Must(template.New("frame").Funcs(s.funcs(t)).ParseFS(files, "template/layout.html", "template/pieces.html", "template/story-pieces.html"))
		out[t] = map[string]*template.Template{}
		for _, p := range pages {
			switch name := path.Base(p); name {
			case "layout.html", "pieces.html", "story-pieces.html":
			default:
				out[t][name] = template.Must(template.Must(frame.Clone()).ParseFS(files, p))
			}
		}
	}
	return out
}

// funcs are what templates may call, in one language.
func (s *server) funcs(t tongue) template.FuncMap {
	return template.FuncMap{
		"tr": func(arabic, english string) string {
			if t == inEnglish {
				return english
			}
			return arabic
		},
		"comma": func() string { return t.word("list", "comma") + " " },
		"count": t.count, "word": t.word, "note": t.note, "days": t.days, "weekday": t.weekday, "span": t.span, "figure": t.figure, "list": t.list,
		"day": func(d text.Day) string { return t.dayText(d, wholeDate) }, "digits": func(n int) string { return digits(itoa(n)) },
		"ago": t.ago, "until": t.until, "elapsed": t.elapsed, "stamp": func(at time.Time) string { return at.UTC().Format("2006-01-02 15:04") + " UTC" },
		"direction": direction, "inc": func(i int) int { return i + 1 }, "rtl": func() bool { return t.Dir() == "rtl" },
		"storyPath": desk.StoryPath, "outletPath": desk.OutletPath, "namePath": desk.NamePath, "articlePath": func(h desk.Head) string { return desk.ArticlePath(h.Ref, text.Span{}) },
		"head": headLink, "hows": func() []string { return []string{"credit", "chain", "copy", "own", "unknown"} },
		"file": func(name string) string { return "/static/" + name + "?v=" + s.static[name].version() },
	}
}
