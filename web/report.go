package web

import (
	"net/http"
	"strconv"
	"time"

	"rawi/desk"
	"rawi/news"
	"rawi/text"
)

// report is a story for paper: what it says is numbered, and the numbers lead to the articles at its end.
type report struct {
	*news.Story
	Tally    tally
	Moments  []reportMoment
	Speakers []reportSpeaker
	Figures  []comparison
	Sources  []reportSource
	Made     string
	Self     string
	Address  string // of the page, written out
}

// reportMoment is a date with what happened.
type reportMoment struct {
	Date  text.Days
	Lines []reportLine
}

// reportLine is a sentence with the numbers of the articles that have it.
type reportLine struct {
	Kind  string
	Words string
	Dir   string
	Notes []int
}

type reportSpeaker struct {
	Name   string
	Titles []string
	Said   []reportSaid
}

type reportSaid struct {
	Words  string
	Direct bool
	Dir    string
	Steps  []step
	Notes  []int
}

// reportSource is an article at the end of a report.
type reportSource struct {
	Number int
	row
	Cite desk.Citation
}

// report lays a story out for paper.
func (h *shelf) report(r *http.Request, now time.Time) report {
	p := report{Story: h.story, Tally: tallyOf(h.story), Figures: h.comparisons(), Made: h.dayText(text.DayOf(now), wholeDate), Self: desk.StoryPath(h.story.ID)}
	p.Address = site(r) + p.Self
	for i := range p.Tally.Sources {
		h.fill(&p.Tally.Sources[i])
	}
	number := map[string]int{}
	for i, x := range h.rows() {
		s := reportSource{Number: i + 1, row: x}
		if ref, ok := desk.ParseAddress(x.Address); ok {
			if a := h.articles[ref]; a != nil {
				s.Cite = desk.Cite(a, text.Span{})
			}
			number[x.Address] = s.Number
		}
		p.Sources = append(p.Sources, s)
	}
	of := func(r news.Ref) int { return number[desk.Address(r)] }
	for _, e := range h.story.Timeline {
		if n := len(p.Moments); n == 0 || p.Moments[n-1].Date != e.Date {
			p.Moments = append(p.Moments, reportMoment{Date: e.Date})
		}
		l := reportLine{Kind: e.Kind, Words: h.words(e.Sentence), Notes: []int{of(e.Sentence.Ref)}}
		l.Dir = direction(l.Words)
		for _, x := range e.Also {
			l.Notes = append(l.Notes, of(x.Ref))
		}
		m := &p.Moments[len(p.Moments)-1]
		m.Lines = append(m.Lines, l)
	}
	byPath := map[string]int{}
	for _, s := range p.Sources {
		byPath[s.Path] = s.Number
	}
	for _, v := range h.speakers() {
		x := reportSpeaker{Name: v.Name, Titles: v.Titles}
		for _, u := range v.Said {
			w := u.Wordings[0]
			said := reportSaid{Words: w.Words, Direct: w.Direct, Dir: direction(w.Words)}
			for _, y := range w.Ways {
				said.Steps = y.Steps
				for _, l := range y.From {
					said.Notes = append(said.Notes, byPath[articleOnly(l.Path)])
				}
			}
			x.Said = append(x.Said, said)
		}
		p.Speakers = append(p.Speakers, x)
	}
	return p
}

// articleOnly is the path of an article without the place in it.
func articleOnly(path string) string {
	for i := range len(path) {
		if path[i] == '?' {
			return path[:i]
		}
	}
	return path
}

func itoa(n int) string { return strconv.Itoa(n) }
