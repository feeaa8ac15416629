package claim

import (
	"rawi/news"
)

// Retitle gives an event whose title tells a figure that no longer holds the title of an article whose figure does: of those the one
// told last. A story that bears the event's title takes the new one too. Titles remain those of articles.
func Retitle(s *news.Story, e *news.Event, claims []news.Claim, at map[news.Ref]*news.Article) {
	for _, c := range claims {
		if c.Event != e.ID {
			continue
		}
		stale, best := false, -1
		account := c.Account(at)
		for i, t := range account.Told {
			a := at[t.Ref]
			if a == nil || !inTitle(a, t.Value.Value) {
				continue
			}
			switch {
			case !t.Holds && a.Doc.Title.Of(a.Doc.Text) == e.Title:
				stale = true
			case t.Holds && (best < 0 || t.Published >= account.Told[best].Published):
				best = i
			}
		}
		if stale && best >= 0 {
			a := at[account.Told[best].Ref]
			title := a.Doc.Title.Of(a.Doc.Text)
			if s.Title == e.Title {
				s.Title = title
			}
			e.Title = title
			return
		}
	}
}

// inTitle says that the title of an article tells the figure.
func inTitle(a *news.Article, figure float64) bool {
	for _, n := range a.Doc.Numbers {
		if a.Doc.Title.Contains(n.Span) && n.Value == figure {
			return true
		}
	}
	return false
}
