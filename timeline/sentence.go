package timeline

import (
	"cmp"
	"math"
	"slices"

	"rawi/news"
	"rawi/text"
)

// sentence is a sentence of an article's body, made ready for choosing.
type sentence struct {
	article *news.Article
	event   string
	span    text.Span
	order   int         // among the sentences of the body, from 0
	words   int         // all of them
	stems   []text.Word // those with content, by stem, each once
	weight  float32     // their sum
	dates   []text.Days // times told in it
	names   int
	numbers int
	leans   bool // it cannot stand alone: its speaker is named before it
	goesOn  bool // it begins with a verb of saying: it stands alone, but goes on with what others said
}

// place is where the sentence stands.
func (s *sentence) place() news.Place { return news.Place{Ref: s.article.Ref, Span: s.span} }

// sentences makes the body's sentences of an article ready.
func sentences(a *news.Article, event string) []*sentence {
	var out []*sentence
	d := &a.Doc
	w, dates, names, numbers, quotes := d.Words, d.Dates, d.Names, d.Numbers, d.Quotes
	for _, sp := range d.Sentences {
		if d.RoleAt(sp.Start) != text.Body {
			continue
		}
		s := &sentence{article: a, event: event, span: sp, order: len(out)}
		w = after(w, sp.Start, func(x text.Word) int { return int(x.Start) })
		for _, x := range w {
			if int(x.End) > sp.End {
				break
			}
			s.words++
			if x.Weight > 0 {
				s.stems = append(s.stems, x)
			}
		}
		slices.SortFunc(s.stems, func(p, q text.Word) int { return cmp.Compare(p.Stem, q.Stem) })
		s.stems = slices.CompactFunc(s.stems, func(p, q text.Word) bool { return p.Stem == q.Stem })
		for _, x := range s.stems {
			s.weight += x.Weight
		}
		dates = after(dates, sp.Start, func(x text.Date) int { return x.Span.Start })
		for _, x := range dates {
			if x.Span.Start >= sp.End {
				break
			}
			if x.Days.Known() && !slices.Contains(s.dates, x.Days) {
				s.dates = append(s.dates, x.Days)
			}
		}
		names = after(names, sp.Start, func(x text.Name) int { return x.Span.Start })
		s.names = within(names, sp.End, func(x text.Name) int { return x.Span.Start })
		numbers = after(numbers, sp.Start, func(x text.Number) int { return x.Span.Start })
		s.numbers = within(numbers, sp.End, func(x text.Number) int { return x.Span.Start })
		quotes = after(quotes, sp.Start, func(x text.Quote) int { return x.Said.Start })
		s.leans = leans(quotes, sp, s.order == 0)
		s.goesOn = s.order > 0 && len(quotes) > 0 && sp.Contains(quotes[0].Cue) && quotes[0].Cue.Start < sp.Start+start/2
		out = append(out, s)
	}
	return out
}

// after drops the findings that begin before pos. They come in order.
func after[T any](l []T, pos int, start func(T) int) []T {
	for len(l) > 0 && start(l[0]) < pos {
		l = l[1:]
	}
	return l
}

// within counts the findings that begin before end.
func within[T any](l []T, end int, start func(T) int) int {
	n := 0
	for n < len(l) && start(l[n]) < end {
		n++
	}
	return n
}

// leans says whether a sentence reports words whose speaker it does not name. The first of an article leans on nothing unless it begins so.
func leans(quotes []text.Quote, s text.Span, first bool) bool {
	for _, q := range quotes {
		if q.Said.Start >= s.End {
			break
		}
		if s.Contains(q.Cue) && (q.Speaker.Empty() || !s.Contains(q.Speaker)) && (!first || q.Cue.Start < s.Start+start) {
			return true
		}
	}
	return false
}

// start is how many bytes the beginning of a sentence has.
const start = 16

// alike is the weighted Jaccard index of the stems of two sentences, and the share of the lighter that the other holds.
func alike(p, q *sentence) (jaccard, held float32) {
	var sum float32
	for i, j := 0, 0; i < len(p.stems) && j < len(q.stems); {
		switch c := cmp.Compare(p.stems[i].Stem, q.stems[j].Stem); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			sum += p.stems[i].Weight
			i, j = i+1, j+1
		}
	}
	if sum == 0 {
		return 0, 0
	}
	return sum / (p.weight + q.weight - sum), sum / min(p.weight, q.weight)
}

const (
	// shortest and longest bound the words of a sentence that may tell an event.
	shortest, longest = 6, 60
	// same is from which likeness on a sentence tells the same as another; sameTime, where both name one time for it.
	same     = .4
	sameTime = .12
)

// choose picks the sentence that tells best what the others tell: near to what all say, early in its article, with a date of the
// time it tells of, with names and numbers, and able to stand alone. nil when there is none.
func choose(all []*sentence, when text.Days) *sentence {
	centre := map[uint64]float64{}
	for _, s := range all {
		if s.order < 5 {
			for _, w := range s.stems {
				centre[w.Stem] += float64(w.Weight) / float64(1+s.order)
			}
		}
	}
	norm := 0.
	for _, v := range centre {
		norm = max(norm, v)
	}
	var best *sentence
	top := math.Inf(-1)
	for _, s := range all {
		if s.words < 2 {
			continue
		}
		sum := 0.
		for _, w := range s.stems {
			sum += centre[w.Stem] / max(norm, 1e-9)
		}
		score := .45*sum/math.Sqrt(float64(len(s.stems)+8)) + .25/float64(1+s.order) + .04*float64(min(s.names, 3)) + .05*float64(min(s.numbers, 2))
		switch {
		case slices.Contains(s.dates, when):
			score += .15
		case when.Known() && s.order > 0 && slices.ContainsFunc(s.dates, func(d text.Days) bool { return d.Single() && (d.To < when.From || d.From > when.To) }):
			score -= .15
		case when.Known() && slices.ContainsFunc(s.dates, func(d text.Days) bool { return d.To < when.From-recent }):
			score -= .3 // it begins with what was long before
		}
		if p := s.article.Doc.Published; p != nil && p.Single() && when.Single() && p.From > when.From {
			score -= .1 * float64(min(p.From-when.From, 3)) // who tells it first tells it as it was then
		}
		if s.leans {
			score -= .4
		}
		if s.words < shortest || s.words > longest {
			score -= .5
		}
		if score > top {
			top, best = score, s
		}
	}
	return best
}

// also is where other articles tell the same as a sentence, one place an article: sentences at least as like it as bar.
func also(s *sentence, all []*sentence, bar float32) []news.Place {
	out := []news.Place{}
	var at news.Ref
	var best float32
	var place news.Place
	flush := func() {
		if best >= bar {
			out = append(out, place)
		}
		best = 0
	}
	for _, o := range all {
		if o.article.Ref == s.article.Ref {
			continue
		}
		if o.article.Ref != at {
			flush()
			at = o.article.Ref
		}
		j, h := alike(s, o)
		if h >= .8 && len(o.stems) >= shortest/2 {
			j = max(j, bar)
		}
		if j > best {
			best, place = j, o.place()
		}
	}
	flush()
	return out
}
