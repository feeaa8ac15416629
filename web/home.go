package web

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"slices"

	"rawi/news"
	"rawi/text"
)

// homePage is what the template of the list of stories shows.
type homePage struct {
	Stories  []summary
	Articles int
}

// summary is a story in the list.
type summary struct {
	*news.Story
	Tally tally
}

// mostAliases is how many articles are fetched to name sources that have no name of their own.
const mostAliases = 100

// alias calls each source without a name after the outlet of its first article.
func (s *server) alias(ctx context.Context, stories []summary) error {
	n := 0
	for i := range stories {
		for k := range stories[i].Tally.Sources {
			x := &stories[i].Tally.Sources[k]
			if x.Name != "" || len(x.Articles) == 0 {
				continue
			}
			if n++; n > mostAliases {
				return nil
			}
			a, err := s.lib.Article(ctx, x.Articles[0])
			switch {
			case err == nil:
				l := linkTo(a, text.Span{})
				x.Alias, x.File = l.Name, l.File
			case !errors.Is(err, fs.ErrNotExist):
				return err
			}
		}
	}
	return nil
}

// home answers with the stories, the most recent first.
func (s *server) home(w http.ResponseWriter, r *http.Request) error {
	stories, err := s.lib.Stories(r.Context())
	if err != nil {
		return err
	}
	var p homePage
	for _, st := range stories {
		p.Stories = append(p.Stories, summary{st, tallyOf(st)})
		p.Articles += len(st.Articles)
	}
	slices.SortStableFunc(p.Stories, func(a, b summary) int {
		return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(b.From, a.From), len(b.Articles)-len(a.Articles), cmp.Compare(a.ID, b.ID))
	})
	if err := s.alias(r.Context(), p.Stories); err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "home.html", page{Home: true, Body: p})
}
