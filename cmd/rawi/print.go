package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/template"

	"rawi/arabic/letter"
	"rawi/news"
	"rawi/text"
)

//go:embed template
var templates embed.FS

// help is the examples that a command's help ends with.
func help(command string) string {
	b, err := templates.ReadFile("template/help/" + command + ".txt")
	if err != nil {
		panic(err) // the files are embedded, one a command
	}
	return strings.TrimSpace(string(b))
}

// format is the part of the command line that says how to print.
type format struct {
	Format string `enum:"text,json" default:"text" help:"text for people (Arabic), json for programs (one object a line)."`
}

// jsonLines writes one object a line.
func jsonLines(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// show prints a list as the format says: through the template for people, an object a line for programs.
func show[T any](w *world, f format, template string, list []T) error {
	if f.Format == "json" {
		e := jsonLines(w.out)
		for _, x := range list {
			if err := e.Encode(x); err != nil {
				return err
			}
		}
		return nil
	}
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	return p.print(template, list)
}

// printer fills the templates that people read.
type printer struct {
	w io.Writer
	t *template.Template
}

// newPrinter makes a printer; colours are used on a terminal only.
func newPrinter(w *world) (*printer, error) {
	paint := func(code string) func(string) string {
		return func(s string) string {
			if !w.terminal {
				return s
			}
			return "\x1b[" + code + "m" + s + "\x1b[0m"
		}
	}
	p := &printer{w: w.out}
	term := func(name string, data any) (string, error) {
		var b strings.Builder
		err := p.t.ExecuteTemplate(&b, name, data)
		return b.String(), err
	}
	t, err := template.New("").Funcs(template.FuncMap{
		"term": term, "role": func(r text.Role) (string, error) { return term("role", string(r)) },
		"kind": func(k string) (string, error) { return term("kind", k) }, "hedge": func(a text.Approx) (string, error) { return term("hedge", string(a)) },
		"marked": func(whole string, at text.Span, marks []text.Span) string {
			var b strings.Builder
			from := at.Start
			for _, m := range marks {
				b.WriteString(whole[from:m.Start] + paint("1;33")(m.Of(whole)))
				from = m.End
			}
			return oneLine(b.String() + whole[from:at.End])
		},
		// The classes of numbers that a noun follows in the plural, and in the accusative singular.
		"few":     func(n int) bool { return n%100 >= 3 && n%100 <= 10 },
		"many":    func(n int) bool { return n%100 > 10 },
		"size":    showSize,
		"percent": func(f float64) float64 { return 100 * f },
		"bold":    paint("1"), "dim": paint("2"), "accent": paint("36"), "warn": paint("33"),
		"iso": isolate, "site": site, "reason": func(s string) string { return isolate(reason(s)) }, "words": wordsOf, "line": oneLine, "days": showDays, "ends": ends, "list": func(s string) string { return strings.ReplaceAll(s, ", ", comma) }, "day": showDay, "amount": showAmount,
		"clip": clip, "long": long,
		"short": shortTitle, "inc": func(i int) int { return i + 1 },
	}).ParseFS(templates, "template/*.txt")
	if err != nil {
		return nil, err
	}
	p.t = t
	return p, nil
}

func (p *printer) print(name string, data any) error { return p.t.ExecuteTemplate(p.w, name, data) }

// comma parts names in Arabic.
const comma = "\u060C "

// Isolates keep a piece of another direction from disturbing the line around it.
const firstStrong, popIsolate = "\u2068", "\u2069"

// isolate is s as people are shown it, in direction isolates when it holds letters or digits of both directions, or begins with Latin
// ones.
func isolate(s string) string {
	s = letter.Unescape(s)
	if strings.IndexFunc(s, func(r rune) bool { return r < 0x80 && r > ' ' }) < 0 {
		return s
	}
	return firstStrong + s + popIsolate
}

// wordsOf is what stands under a span of a text, on one line.
func wordsOf(whole string, s text.Span) string { return oneLine(s.Of(whole)) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// showDays writes an interval of days.
func showDays(d text.Days) string { return strings.Join(ends(d), " – ") }

// ends are the first and the last day of an interval, or the one day, month or year that it is; none when an end is not known.
func ends(d text.Days) []string {
	from, to, apart := strings.Cut(d.ISO(), "/")
	if from == "" {
		return nil
	}
	if !apart { // a day, a month or a year
		return []string{isolate(from)}
	}
	if y, m, a := d.From.Date(); m == 1 && a == 1 {
		if z, n, b := d.To.Date(); n == 12 && b == 31 {
			return []string{isolate(fmt.Sprint(y)), isolate(fmt.Sprint(z))}
		}
	}
	return []string{isolate(from), isolate(to)}
}

// longest is how many words of a passage are printed whole.
const longest = 60

// clip cuts the middle out of a long passage.
func clip(s string) string {
	const first, last = 35, 12 // words
	f := strings.Fields(s)
	if len(f) > longest {
		return strings.Join(f[:first], " ") + " … " + strings.Join(f[len(f)-last:], " ")
	}
	return strings.Join(f, " ")
}

// long is how many words a passage has that clip cuts, 0 for one that it does not.
func long(s string) int {
	if n := len(strings.Fields(s)); n > longest {
		return n
	}
	return 0
}

// shortTitle cuts a sentence that stands for a title after some words.
func shortTitle(s string) string {
	const words = 16
	f := strings.Fields(s)
	if len(f) <= words+4 {
		return strings.Join(f, " ")
	}
	return strings.Join(f[:words], " ") + " …"
}

func showDay(d text.Day) string { return isolate(d.String()) }

// showAmount writes a value without needless decimals, with groups of three digits.
func showAmount(v float64) string {
	s := fmt.Sprintf("%.2f", v)
	s = strings.TrimSuffix(strings.TrimSuffix(s, "0"), ".0")
	s = strings.TrimSuffix(s, ".")
	whole, rest, _ := strings.Cut(s, ".")
	var b strings.Builder
	for i, c := range whole {
		if n := len(whole) - i; i > 0 && n%3 == 0 && c != '-' && whole[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	if rest != "" {
		b.WriteString("." + rest)
	}
	return isolate(b.String())
}

// failed is the object that stands for an item that could not be read.
type failed struct {
	Source string `json:"source"`
	Error  string `json:"error"`
}

// who is one person's, or body's, statements in an article.
type who struct {
	Name   string
	Quotes []text.Quote
}

// bySpeaker groups the quotes of an article by who said them, in the order in which they first speak; the unknown come last.
func bySpeaker(a *news.Article) []who {
	var out []who
	at := map[string]int{}
	var unknown []text.Quote
	for _, q := range a.Doc.Quotes {
		name := q.Who
		if name == "" {
			name = wordsOf(a.Doc.Text, q.Speaker)
		}
		if name == "" {
			unknown = append(unknown, q)
			continue
		}
		i, ok := at[name]
		if !ok {
			i = len(out)
			at[name] = i
			out = append(out, who{Name: name})
		}
		out[i].Quotes = append(out[i].Quotes, q)
	}
	if len(unknown) > 0 {
		out = append(out, who{Quotes: unknown})
	}
	return out
}

// showSize writes a number of bytes.
func showSize(n int64) string { return isolate(fmt.Sprintf("%.1f MB", float64(n)/1e6)) }
