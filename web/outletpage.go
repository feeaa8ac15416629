package web

import (
	"io/fs"
	"net/http"
	"strings"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// outletPage is what the template of a publisher shows.
type outletPage struct {
	*desk.Outlet
	Shares   []share
	Plot     *plot
	Delays   []share
	Middle   int // the middle delay in days
	Compared int // events that others told too
	Stories  []summary
	More     int
	Latest   []*desk.Head
	Self     string
}

// share is one part of a whole, drawn as a bar.
type share struct {
	Key     string // of words.tsv
	Label   string
	Count   int
	Percent string
	X       string // where its bar begins, in percents from the beginning of the line
}

// shares draws counts as parts of their sum.
func shares(t tongue, keys []string, counts []int) []share {
	sum := 0
	for _, n := range counts {
		sum += n
	}
	if sum == 0 {
		return nil
	}
	var out []share
	at := 0.0
	for i, k := range keys {
		p := 100 * float64(counts[i]) / float64(sum)
		x := at
		if t.Dir() == "rtl" {
			x = 100 - at - p
		}
		out = append(out, share{Key: k, Count: counts[i], Percent: decimal(p), X: decimal(x)})
		at += p
	}
	return out
}

const storiesOfOutlet = 30

// outlet answers for a publisher.
func (s *server) outlet(w http.ResponseWriter, r *http.Request, name, part string) error {
	c, err := s.Catalogue(r.Context())
	if err != nil {
		return err
	}
	o := c.Outlet(name)
	if o == nil {
		return fs.ErrNotExist
	}
	self := desk.OutletPath(name)
	switch part {
	case "":
	case "data":
		return s.data(w, r, outletData(o))
	case "feed.atom", "feed.rss", "feed.json":
		return s.feed(w, r, strings.TrimPrefix(part, "feed."), feed{Title: o.Name, Path: self, Items: s.storyItems(r, o.Stories)})
	default:
		return fs.ErrNotExist
	}
	t := tongueOf(r)
	p := outletPage{Outlet: o, Self: self, Compared: len(o.Delays)}
	keys := []string{string(news.Own), string(news.ByCredit), string(news.ByChain), string(news.ByCopy), string(news.NotKnown)}
	counts := make([]int, len(keys))
	for i, k := range keys {
		counts[i] = o.How[news.How(k)]
	}
	p.Shares = shares(t, keys, counts)
	late := make([]int, 4)
	for _, d := range o.Delays {
		late[min(max(d, 0), 3)]++
	}
	p.Delays = shares(t, []string{"0", "1", "2", "3"}, late)
	p.Middle, _ = o.Delay()
	var days []text.Day
	for _, h := range o.Articles {
		if h.Published.Single() {
			days = append(days, h.Published.From)
		}
	}
	p.Plot = t.plot(days)
	p.Stories = s.summaries(c, o.Stories[:min(storiesOfOutlet, len(o.Stories))])
	p.More = len(o.Stories) - len(p.Stories)
	p.Latest = o.Articles[:min(20, len(o.Articles))]
	return s.render(w, r, http.StatusOK, "outlet.html", page{Title: o.Name, Data: self + desk.JSONSuffix, Feed: self + "/feed", Section: "outlets", Body: p})
}

// outletRecord is a publisher as data.
type outletRecord struct {
	Name     string           `json:"name"`
	Articles int              `json:"articles"`
	How      map[news.How]int `json:"origins"`
	Agencies []desk.Counted   `json:"agencies"`
	Delays   []int            `json:"delays_days"`
	First    int              `json:"first"`
	Stories  []string         `json:"stories"`
}

func outletData(o *desk.Outlet) outletRecord {
	out := outletRecord{Name: o.Name, Articles: len(o.Articles), How: o.How, Agencies: o.Agencies, Delays: o.Delays, First: o.First, Stories: []string{}}
	for _, s := range o.Stories {
		out.Stories = append(out.Stories, s.ID)
	}
	return out
}

// outletsPage is what the template of the list of publishers shows.
type outletsPage struct {
	Outlets []outletRow
	Prev    string
	Next    string
	Of      int
}

// outletRow is one of them.
type outletRow struct {
	*desk.Outlet
	Known int // articles whose origin is known
	Share string
	X     string
}

// outlets answers with the publishers of the library.
func (s *server) outlets(w http.ResponseWriter, r *http.Request) error {
	c, err := s.Catalogue(r.Context())
	if err != nil {
		return err
	}
	const size = 60
	n, part := pageOf(r, c.Outlets, size)
	p := outletsPage{Of: len(c.Outlets)}
	t := tongueOf(r)
	for _, o := range part {
		row := outletRow{Outlet: o}
		for how, k := range o.How {
			if how != news.NotKnown {
				row.Known += k
			}
		}
		if row.Known > 0 {
			own := 100 * float64(o.Own) / float64(row.Known)
			row.Share, row.X = decimal(own), "0"
			if t.Dir() == "rtl" {
				row.X = decimal(100 - own)
			}
		}
		p.Outlets = append(p.Outlets, row)
	}
	p.Prev, p.Next = neighbours("/outlets?page=", n, size, len(c.Outlets))
	return s.render(w, r, http.StatusOK, "outlets.html", page{Title: t.word("section", "outlets"), Section: "outlets", Body: p})
}
