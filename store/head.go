package store

import (
	"context"
	"iter"

	"rawi/news"
	"rawi/text"
)

// Head is a current article without its text.
type Head struct {
	news.Ref
	URL, Outlet, Title string
	Published          text.Days // the zero Days where it is not known
}

// Heads yields all current articles without their text, in the order of their adding; it ends at the first error, which it yields.
// It reads no more than the table of articles, so that all of a large library can be listed.
func (l *Library) Heads(ctx context.Context) iter.Seq2[Head, error] {
	return each(ctx, l, scanHead, selectHead+" WHERE article.current ORDER BY article.id")
}

const selectHead = `SELECT source.name, article.number, article.url, article.outlet, article.title, article.first, article.last
	FROM article JOIN revision ON revision.id = article.revision JOIN source ON source.id = revision.source`

func scanHead(rows scanner) (h Head, err error) {
	err = rows.Scan(&h.Source, &h.Article, &h.URL, &h.Outlet, &h.Title, &h.Published.From, &h.Published.To)
	return h, err
}

// StoryPage yields n stories in the order of Stories, beginning with the from-th (counted from 0).
func (l *Library) StoryPage(ctx context.Context, from, n int) iter.Seq2[*news.Story, error] {
	return each(ctx, l, scanStory, "SELECT data FROM story ORDER BY last DESC, articles DESC, id DESC LIMIT ? OFFSET ?", n, from)
}
