package web

import (
	"slices"
	"strconv"
	"strings"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// diagram is the drawing of where the articles of an event come from. From the reader's side to the beginning stand the
// articles, those of one text held together, the independent sources, and the primary sources that these name. Widths are percents
// of the drawing's, heights pixels, so that letters keep their size on every screen.
type diagram struct {
	Height   int
	Articles []box
	Groups   []bracket
	Sources  []box
	Primary  []box
	Near     []curve // articles and groups to sources
	Far      []curve // sources to primary sources
	At       columns
	rtl      bool
	at       map[news.Ref]int
}

// columns are where the columns of the drawing begin and how wide they are, in percents.
type columns struct {
	Article, ArticleWidth, Label, Near, NearWidth, Source, SourceWidth, Far, FarWidth, Prime, PrimeWidth int
}

// columns lays them out: from the reader's side to the other, primary sources last where there are any.
func (d *diagram) columns() columns {
	c := columns{Article: 60, ArticleWidth: 40, Label: 60, Near: 44, NearWidth: 16, Source: 6, SourceWidth: 38}
	if len(d.Primary) > 0 {
		c = columns{70, 30, 70, 57, 13, 34, 23, 22, 12, 0, 22}
	}
	if !d.rtl {
		c.Article, c.Label, c.Near, c.Source = 100-c.Article-c.ArticleWidth, 100-c.Label-labelWidth, 100-c.Near-c.NearWidth, 100-c.Source-c.SourceWidth
		c.Far, c.Prime = 100-c.Far-c.FarWidth, 100-c.Prime-c.PrimeWidth
	}
	return c
}

// labelWidth is how wide the words beside a shared text may be, in percents.
const labelWidth = 12

// box is one node, Y its middle.
type box struct {
	link
	Y, Top int
	Kind   string // of an article: how.…, or "more"
	Held   bool   // in a bracket
	Count  int    // articles that rest on it
	Leads  bool   // a line goes on from it
	key    string
	named  source
}

// bracket holds together articles that carry one text.
type bracket struct{ Top, Height, Y int }

// curve joins two boxes; D is the path in a drawing 100 wide.
type curve struct {
	D    string
	Kind string // key of words.tsv: how.…
}

// Sizes of the drawing, in pixels.
const (
	rowHeight  = 34
	bandHeight = 60 // least height of a source with its articles
	bandGap    = 18
	mostRows   = 6 // articles drawn for a source; the rest are counted
	apart      = 46
)

// diagram draws an event, or nil where a drawing would show nothing that a line does not.
func (h *shelf) diagram(e *news.Event) *diagram {
	if len(e.Articles) < 2 || len(e.Sources) == 0 {
		return nil
	}
	d := &diagram{at: map[news.Ref]int{}, rtl: h.Dir() == "rtl"}
	y := 0
	for _, s := range byReach(e.Sources) {
		units := h.units(e, s, d.at)
		rows := 0
		for _, u := range units {
			rows += len(u.rows)
		}
		high := max(rows*rowHeight, bandHeight)
		mid := y + high/2
		key := sourceKey(s)
		h.band(d, units, key, y+(high-rows*rowHeight)/2, mid)
		for _, r := range s.Articles { // drawn already under another source
			if at, ok := d.at[r]; ok && at < y {
				d.Near = append(d.Near, curve{d.bend(at, mid), h.how(r)})
			}
		}
		d.Sources = append(d.Sources, box{named: h.named(s), Y: mid, Top: mid - bandHeight/2, Count: len(s.Articles), key: key})
		y += high + bandGap
	}
	d.Height = y - bandGap
	h.primary(d, e)
	d.At = d.columns()
	return d
}

// Source is what the box of a source is called by.
func (b box) Source() source { return b.named }

// named is a source as it is called, without what rests on it.
func (h *shelf) named(x news.Source) source {
	s := newSource(h.story, x)
	if len(s.Articles) > 0 {
		l := h.link(s.Articles[0], text.Span{})
		s.Alias, s.File = l.Name, l.File
	}
	return s
}

// sourceKey tells the sources of an event apart: by name, or those without one by their articles.
func sourceKey(x news.Source) string {
	if x.Name != "" {
		return x.Name
	}
	var b strings.Builder
	for _, r := range x.Articles {
		b.WriteString("\x00" + desk.Address(r))
	}
	return b.String()
}

// unit is what is drawn for one text: its articles, and a row that counts those left out.
type unit struct {
	rows []box
	how  string
	held bool // several articles carry the text
}

// units are the texts that rest on a source, without the articles that are drawn already.
func (h *shelf) units(e *news.Event, s news.Source, drawn map[news.Ref]int) []unit {
	left := map[news.Ref]bool{}
	for _, r := range s.Articles {
		if _, ok := drawn[r]; !ok {
			left[r] = true
		}
	}
	var groups [][]news.Ref
	for _, g := range e.Texts {
		var in []news.Ref
		for _, r := range g {
			if left[r] {
				in = append(in, r)
				delete(left, r)
			}
		}
		if len(in) > 0 {
			groups = append(groups, in)
		}
	}
	for _, r := range s.Articles {
		if left[r] {
			groups = append(groups, []news.Ref{r})
		}
	}
	slices.SortStableFunc(groups, func(a, b []news.Ref) int { return len(b) - len(a) })
	return h.rowsOf(groups)
}

// rowsOf makes rows of groups of articles, as many as there is room for.
func (h *shelf) rowsOf(groups [][]news.Ref) []unit {
	var out []unit
	room := mostRows
	for i, g := range groups {
		rest := 0
		for _, x := range groups[i+1:] {
			rest += len(x)
		}
		if room < 1 || room == 1 && (len(g) > 1 || rest > 0) {
			return append(out, unit{rows: []box{{Kind: "more", Count: len(g) + rest}}, how: "more"})
		}
		u := unit{held: len(g) > 1, how: h.how(g[0])}
		keep := g
		if len(g) > room {
			keep = g[:room-1]
		}
		for _, r := range keep {
			u.rows = append(u.rows, box{link: h.link(r, text.Span{}), Kind: h.how(r), Held: u.held})
			if how := h.how(r); how == string(news.ByCredit) {
				u.how = how
			}
		}
		if n := len(g) - len(keep); n > 0 {
			u.rows = append(u.rows, box{Kind: "more", Count: n, Held: u.held})
		}
		room -= len(u.rows)
		for k, r := range g {
			u.rows[min(k, len(u.rows)-1)].refs(r)
		}
		out = append(out, u)
	}
	return out
}

// refs notes which article a row stands for; the row that counts several stands for all of them.
func (b *box) refs(r news.Ref) { b.key += desk.Address(r) + "\n" }

// band lays out the texts of one source below top and joins each to the source, whose middle is given.
func (h *shelf) band(d *diagram, units []unit, key string, top, mid int) {
	for _, u := range units {
		high := len(u.rows) * rowHeight
		y := top + high/2
		if u.held {
			d.Groups = append(d.Groups, bracket{top + 3, high - 6, y})
		}
		d.Near = append(d.Near, curve{d.bend(y, mid), u.how})
		for _, b := range u.rows {
			b.Top, b.Y = top, top+rowHeight/2
			for a := range strings.SplitSeq(b.key, "\n") {
				if r, ok := desk.ParseAddress(a); ok {
					d.at[r] = y
				}
			}
			b.key = key
			d.Articles = append(d.Articles, b)
			top += rowHeight
		}
	}
}

// primary lays out the primary sources of an event, each beside the sources whose articles quote it, and joins them.
func (h *shelf) primary(d *diagram, e *news.Event) {
	if len(e.Primary) == 0 {
		return
	}
	type root struct {
		name string
		from []int // of d.Sources
		y    int   // mean height of those
	}
	var roots []root
	for _, n := range e.Primary[:min(len(e.Primary), mostRows)] {
		r := root{name: n, y: 1 << 20}
		sum := 0
		for i, b := range d.Sources {
			for _, s := range e.Sources {
				if sourceKey(s) == b.key && slices.ContainsFunc(s.Articles, func(a news.Ref) bool { return h.quotes(a, n) }) {
					r.from = append(r.from, i)
					sum += b.Y
				}
			}
		}
		if len(r.from) > 0 {
			r.y = sum / len(r.from)
		}
		roots = append(roots, r)
	}
	slices.SortStableFunc(roots, func(a, b root) int { return a.y - b.y })
	d.Height = max(d.Height, len(roots)*apart)
	step := d.Height / len(roots)
	for i, r := range roots {
		mid := i*step + step/2
		d.Primary = append(d.Primary, box{link: link{Name: r.name}, Y: mid, Top: mid - apart/2, Leads: len(r.from) > 0})
		for _, k := range r.from {
			d.Sources[k].Leads = true
			d.Far = append(d.Far, curve{d.bend(d.Sources[k].Y, mid), string(news.ByChain)})
		}
	}
}

// quotes says that an article has a statement of, or through, somebody.
func (h *shelf) quotes(r news.Ref, name string) bool {
	a := h.articles[r]
	if a == nil {
		return false
	}
	for i := range a.Doc.Quotes {
		q := &a.Doc.Quotes[i]
		if q.Who == name || h.who(a, q) == name {
			return true
		}
		for _, l := range q.Chain {
			if strings.Contains(l.Name, name) || strings.Contains(l.Span.Of(a.Doc.Text), name) {
				return true
			}
		}
	}
	return false
}

// how is the kind of line that leads from an article to its source.
func (h *shelf) how(r news.Ref) string {
	if how := string(h.origins[r].How); h.word("how", how) != "" {
		return how
	}
	return string(news.NotKnown)
}

// byReach orders sources by how many articles rest on them.
func byReach(s []news.Source) []news.Source {
	s = slices.Clone(s)
	slices.SortStableFunc(s, func(a, b news.Source) int { return len(b.Articles) - len(a.Articles) })
	return s
}

// bend is a curve from the border on the reader's side at height a to the other one at height b.
func (d *diagram) bend(a, b int) string {
	from, to := strconv.Itoa(a), strconv.Itoa(b)
	if !d.rtl {
		return "M0," + from + "C50," + from + " 50," + to + " 100," + to
	}
	return "M100," + from + "C50," + from + " 50," + to + " 0," + to
}
