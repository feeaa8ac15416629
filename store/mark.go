package store

import (
	"context"
	"iter"

	"rawi/news"
)

// Mark is a point in the changes of a library. The zero Mark is before all of them.
type Mark struct {
	story, article, last int64
}

// Mark is the point that the library has come to.
func (l *Library) Mark(ctx context.Context) (m Mark, err error) {
	err = l.read.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(mark), 0) FROM story_mark), (SELECT coalesce(max(mark), 0) FROM article_mark), (SELECT coalesce(max(id), 0) FROM article)`).
		Scan(&m.story, &m.article, &m.last)
	return m, l.wrap(err)
}

// StoriesSince yields the stories that came or changed since a point.
func (l *Library) StoriesSince(ctx context.Context, m Mark) iter.Seq2[*news.Story, error] {
	if m == (Mark{}) {
		return l.Stories(ctx) // those of a library that was made before changes were counted have no mark
	}
	return each(ctx, l, scanStory, "SELECT data FROM story_mark JOIN story ON story.id = story_mark.story WHERE mark > ? ORDER BY mark", m.story)
}

// StoriesGone yields the names of the stories that are no more since a point.
func (l *Library) StoriesGone(ctx context.Context, m Mark) iter.Seq2[string, error] {
	return each(ctx, l, func(rows scanner) (id string, err error) { return id, rows.Scan(&id) },
		"SELECT story FROM story_mark WHERE mark > ? AND NOT EXISTS (SELECT 1 FROM story WHERE id = story)", m.story)
}

// HeadsSince yields the articles that came or changed since a point, without their text.
func (l *Library) HeadsSince(ctx context.Context, m Mark) iter.Seq2[Head, error] {
	if m == (Mark{}) {
		return l.Heads(ctx)
	}
	return each(ctx, l, scanHead, selectHead+` WHERE article.current AND article.id IN (SELECT id FROM article WHERE id > ? UNION SELECT article FROM article_mark WHERE mark > ?) ORDER BY article.id`, m.last, m.article)
}

// HeadsGone yields the articles that are not current any more since a point; another of the same reference may be. ok is false where one is not
// in the library any more, so that nothing tells which.
func (l *Library) HeadsGone(ctx context.Context, m Mark) (gone []news.Ref, ok bool, err error) {
	var lost bool
	if err := l.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM article_mark WHERE mark > ? AND NOT EXISTS (SELECT 1 FROM article WHERE id = article_mark.article))", m.article).Scan(&lost); err != nil || lost {
		return nil, false, l.wrap(err)
	}
	for h, err := range each(ctx, l, scanHead, selectHead+" WHERE NOT article.current AND article.id IN (SELECT article FROM article_mark WHERE mark > ?)", m.article) {
		if err != nil {
			return nil, false, err
		}
		gone = append(gone, h.Ref)
	}
	return gone, true, nil
}
