package export

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"rawi/desk"
	"rawi/news"
	"rawi/text"

	"github.com/parquet-go/parquet-go"
)

// Form is how tables are written.
type Form string

// The forms of tables. CSV begins with a byte order mark, since spreadsheets take Arabic for Latin without it, and a cell that a
// spreadsheet would take for a formula has an apostrophe before it; Parquet and JSON Lines hold all words as they stand.
const (
	JSONLines Form = "jsonl"
	CSV       Form = "csv"
	Parquet   Form = "parquet"
)

// Place is where a row was read: bytes of its source's text.
type Place struct {
	Source  string `parquet:"source" json:"source"`
	Article int32  `parquet:"article" json:"article"`
	Start   int64  `parquet:"start" json:"start"`
	End     int64  `parquet:"end" json:"end"`
	Words   string `parquet:"words" json:"words"`
}

// The rows of the tables.
type (
	storyRow struct {
		Story       string `parquet:"story" json:"story"`
		Title       string `parquet:"title" json:"title"`
		From        string `parquet:"from" json:"from"`
		To          string `parquet:"to" json:"to"`
		Articles    int32  `parquet:"articles" json:"articles"`
		Events      int32  `parquet:"events" json:"events"`
		Independent int32  `parquet:"independent_sources" json:"independent_sources"`
		Sources     string `parquet:"sources" json:"sources"`
	}
	articleRow struct {
		Story     string `parquet:"story" json:"story"`
		Source    string `parquet:"source" json:"source"`
		Article   int32  `parquet:"article" json:"article"`
		Title     string `parquet:"title" json:"title"`
		Outlet    string `parquet:"outlet" json:"outlet"`
		URL       string `parquet:"url" json:"url"`
		Published string `parquet:"published" json:"published"`
		Language  string `parquet:"language" json:"language"`
		Origin    string `parquet:"origin" json:"origin"`
		How       string `parquet:"how" json:"how"`
		SHA256    string `parquet:"text_sha256" json:"text_sha256"`
	}
	quoteRow struct {
		Story   string `parquet:"story" json:"story"`
		Group   int32  `parquet:"group" json:"group"`
		Kind    string `parquet:"kind" json:"kind"`
		Who     string `parquet:"who" json:"who"`
		Speaker string `parquet:"speaker" json:"speaker"`
		Chain   string `parquet:"chain" json:"chain"`
		Stance  string `parquet:"stance" json:"stance"`
		Coming  bool   `parquet:"coming" json:"coming"`     // it is told that he will say it
		Setting string `parquet:"settings" json:"settings"` // kind: words, parted by bars
		Outlet  string `parquet:"outlet" json:"outlet"`
		Day     string `parquet:"published" json:"published"`
		Place
	}
	timeRow struct {
		Story string `parquet:"story" json:"story"`
		Date  string `parquet:"date" json:"date"`
		Kind  string `parquet:"kind" json:"kind"`
		Event string `parquet:"event" json:"event"`
		Place
	}
	sourceRow struct {
		Story    string `parquet:"story" json:"story"`
		Name     string `parquet:"name" json:"name"`
		Why      string `parquet:"why" json:"why"`
		Articles int32  `parquet:"articles" json:"articles"`
		Outlets  string `parquet:"outlets" json:"outlets"`
	}
	claimRow struct {
		Story   string  `parquet:"story" json:"story"`
		What    string  `parquet:"what" json:"what"`
		Verdict string  `parquet:"verdict" json:"verdict"`
		Value   float64 `parquet:"value" json:"value"`
		Max     float64 `parquet:"value_max" json:"value_max"`
		Unit    string  `parquet:"unit" json:"unit"`
		Approx  string  `parquet:"approx" json:"approx"`
		Who     string  `parquet:"who" json:"who"`
		Origin  string  `parquet:"origin" json:"origin"`
		Place
	}
	nameRow struct {
		Story  string `parquet:"story" json:"story"`
		Kind   string `parquet:"kind" json:"kind"`
		Entity string `parquet:"entity" json:"entity"`
		Place
	}
	dateRow struct {
		Story string `parquet:"story" json:"story"`
		Value string `parquet:"value" json:"value"`
		Place
	}
	numberRow struct {
		Story  string  `parquet:"story" json:"story"`
		Value  float64 `parquet:"value" json:"value"`
		Max    float64 `parquet:"value_max" json:"value_max"`
		Unit   string  `parquet:"unit" json:"unit"`
		Approx string  `parquet:"approx" json:"approx"`
		Place
	}
)

// tables are the files of an export.
type tables struct {
	stories  sink[storyRow]
	articles sink[articleRow]
	quotes   sink[quoteRow]
	times    sink[timeRow]
	sources  sink[sourceRow]
	claims   sink[claimRow]
	names    sink[nameRow]
	dates    sink[dateRow]
	numbers  sink[numberRow]
}

// Tables writes stories as tables into a folder, which is made where it is not there: stories, articles, quotes, timeline, sources,
// claims, names, dates and numbers, each a file. Every row names its story, and where in which source it was read. ids are of
// stories; none stands for all.
func Tables(ctx context.Context, d *desk.Desk, ids []string, dir string, form Form) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var t tables
	all := []interface{ close() error }{&t.stories, &t.articles, &t.quotes, &t.times, &t.sources, &t.claims, &t.names, &t.dates, &t.numbers}
	defer func() {
		for _, s := range all {
			err = errors.Join(err, s.close())
		}
	}()
	open := []func(string, Form) error{t.stories.open, t.articles.open, t.quotes.open, t.times.open, t.sources.open, t.claims.open, t.names.open, t.dates.open, t.numbers.open}
	for i, name := range []string{"stories", "articles", "quotes", "timeline", "sources", "claims", "names", "dates", "numbers"} {
		if err := open[i](filepath.Join(dir, name), form); err != nil {
			return err
		}
	}
	if len(ids) == 0 {
		c, err := d.Catalogue(ctx)
		if err != nil {
			return err
		}
		for _, s := range c.Stories {
			ids = append(ids, s.ID)
		}
	}
	for _, id := range ids {
		s, err := d.Story(ctx, id)
		if err != nil {
			return fmt.Errorf("story %s: %w", id, err)
		}
		articles, err := d.Articles(ctx, s.Articles)
		if err != nil {
			return err
		}
		if err := t.story(s, articles); err != nil {
			return err
		}
	}
	return nil
}

// story writes the rows of one story.
func (t *tables) story(s *news.Story, articles map[news.Ref]*news.Article) error {
	c := desk.CardOf(s)
	err := t.stories.write(storyRow{s.ID, c.Title, c.From, c.To, int32(c.Articles), int32(c.Events), int32(c.Independent), strings.Join(c.Sources, "; ")})
	origins := map[news.Ref]news.Origin{}
	for _, e := range s.Events {
		for _, o := range e.Origins {
			origins[o.Ref] = o
		}
	}
	for _, r := range s.Articles {
		if a := articles[r]; a != nil {
			err = errors.Join(err, t.article(s.ID, a, origins[r]))
		}
	}
	for _, q := range desk.Statements(s, articles) {
		row := quoteRow{Story: s.ID, Group: int32(q.Group), Kind: q.Kind, Who: q.Who, Outlet: q.Outlet, Day: q.Day, Place: placeOf(q.Citation)}
		if q.Speaker != nil {
			row.Speaker = desk.Clean(q.Speaker.Words)
		}
		var chain []string
		for _, l := range q.Chain {
			chain = append(chain, l.Name)
		}
		row.Chain = strings.Join(chain, " < ")
		var around []string
		for _, c := range q.Setting {
			around = append(around, c.Kind+": "+desk.Clean(c.Words))
		}
		row.Stance, row.Coming, row.Setting = q.Stance, q.Coming, strings.Join(around, " | ")
		err = errors.Join(err, t.quotes.write(row))
	}
	for _, m := range desk.Timeline(s, articles) {
		err = errors.Join(err, t.times.write(timeRow{s.ID, m.Date, m.Kind, m.Event, placeOf(m.Cite)}))
	}
	for _, r := range desk.Roots(s, articles) {
		var outlets []string
		for _, a := range r.Articles {
			outlets = append(outlets, a.Outlet)
		}
		err = errors.Join(err, t.sources.write(sourceRow{s.ID, r.Name, r.Why, int32(len(r.Articles)), strings.Join(outlets, "; ")}))
	}
	for _, x := range desk.Claims(s, articles) {
		for _, v := range x.Values {
			err = errors.Join(err, t.claims.write(claimRow{s.ID, x.What, x.Verdict, v.Value, v.Max, v.Unit, v.Approx, v.Who, v.Origin, placeOf(v.Citation)}))
		}
	}
	return err
}

// article writes the rows of one article.
func (t *tables) article(story string, a *news.Article, o news.Origin) error {
	c := desk.Cite(a, text.Span{})
	err := t.articles.write(articleRow{story, c.Source, int32(c.Article), c.Title, c.Outlet, c.URL, c.Day, a.Tongue, o.Origin, string(o.How), c.SHA256})
	for _, n := range a.Doc.Names {
		err = errors.Join(err, t.names.write(nameRow{story, string(n.Kind), desk.Clean(n.Entity), placeOf(desk.Cite(a, n.Span))}))
	}
	for _, x := range a.Doc.Dates {
		err = errors.Join(err, t.dates.write(dateRow{story, x.Value, placeOf(desk.Cite(a, x.Span))}))
	}
	for _, n := range a.Doc.Numbers {
		err = errors.Join(err, t.numbers.write(numberRow{story, n.Value, n.Max, n.Unit, string(n.Approx), placeOf(desk.Cite(a, n.Span))}))
	}
	return err
}

func placeOf(c desk.Citation) Place {
	return Place{c.Source, int32(c.Article), int64(c.Start), int64(c.End), c.Words}
}

// sink is a file of rows of one kind.
type sink[T any] struct {
	file *os.File
	put  func(T) error
	end  func() error
}

func (s *sink[T]) open(name string, form Form) (err error) {
	if s.file, err = os.Create(name + "." + string(form)); err != nil {
		return err
	}
	switch form {
	case JSONLines:
		e := json.NewEncoder(s.file)
		e.SetEscapeHTML(false)
		s.put, s.end = func(row T) error { return e.Encode(row) }, func() error { return nil }
	case CSV:
		var none T
		w := csv.NewWriter(s.file)
		w.UseCRLF = true // RFC 4180
		if _, err := io.WriteString(s.file, "\uFEFF"); err != nil {
			return err
		}
		if err := w.Write(columns(reflect.TypeOf(none))); err != nil {
			return err
		}
		s.put = func(row T) error { return w.Write(cells(reflect.ValueOf(row))) }
		s.end = func() error { w.Flush(); return w.Error() }
	case Parquet:
		w := parquet.NewGenericWriter[T](s.file, parquet.Compression(&parquet.Zstd))
		s.put = func(row T) error { _, err := w.Write([]T{row}); return err }
		s.end = w.Close
	default:
		return fmt.Errorf("%q is no form of tables", form)
	}
	return nil
}

func (s *sink[T]) write(row T) error { return s.put(row) }

func (s *sink[T]) close() error {
	if s.file == nil {
		return nil
	}
	var err error
	if s.end != nil {
		err = s.end()
	}
	return errors.Join(err, s.file.Close())
}

// columns are the names of a row's fields.
func columns(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		if f := t.Field(i); f.Anonymous {
			out = append(out, columns(f.Type)...)
		} else {
			out = append(out, f.Tag.Get("json"))
		}
	}
	return out
}

// cells are a row's fields as text.
func cells(v reflect.Value) []string {
	var out []string
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Struct:
			out = append(out, cells(f)...)
		case reflect.String:
			out = append(out, cell(f.String()))
		case reflect.Bool:
			out = append(out, strconv.FormatBool(f.Bool()))
		case reflect.Float64:
			out = append(out, strconv.FormatFloat(f.Float(), 'f', -1, 64))
		default:
			out = append(out, strconv.FormatInt(f.Int(), 10))
		}
	}
	return out
}

// cell keeps a spreadsheet from taking words for a formula.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
