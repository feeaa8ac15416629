package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"rawi/news"
	"rawi/text"
)

// What stories are made of changes article by article. Which of them are not up to date stands in the tables themselves (a current
// article in no story, a story with an article that is not current any more), so that a program that was killed between adding and
// telling leaves nothing to be remembered.

// lo and hi are the ends of an article's place in time: of its publication, as far as it is known, else the day of its adding.
const (
	lo = "CASE WHEN first > 0 THEN first WHEN last > 0 THEN last ELSE added / 86400 + 719163 END"
	hi = "CASE WHEN last > 0 THEN last WHEN first > 0 THEN first ELSE added / 86400 + 719163 END"
)

// Untold are the times of the articles that came or went since the stories were made, each once, in order.
func (l *Library) Untold(ctx context.Context) ([]text.Days, error) {
	scan := func(rows scanner) (d text.Days, err error) { return d, rows.Scan(&d.From, &d.To) }
	var out []text.Days
	for d, err := range each(ctx, l, scan, `SELECT DISTINCT `+lo+` AS lo, `+hi+` AS hi FROM article JOIN revision ON revision.id = article.revision
		WHERE current AND NOT EXISTS (SELECT 1 FROM story_article WHERE article = article.id)
		OR NOT current AND EXISTS (SELECT 1 FROM story_article WHERE article = article.id) ORDER BY lo, hi`) {
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// Around are the stories that have an article of some times, or one that is not current any more, and the articles to make them anew
// of: their own and those of the times, in the order of publication.
func (l *Library) Around(ctx context.Context, times []text.Days) (stories []*news.Story, articles []*Kept, err error) {
	if len(times) == 0 {
		return nil, nil, nil
	}
	var met []string
	var args []any
	for _, t := range times {
		met = append(met, "("+lo+" <= ? AND "+hi+" >= ?)")
		args = append(args, t.To, t.From)
	}
	within := "(" + strings.Join(met, " OR ") + ")"
	touched := `SELECT story FROM story_article JOIN article ON article.id = story_article.article JOIN revision ON revision.id = article.revision
		WHERE NOT current OR ` + within
	for s, err := range each(ctx, l, scanStory, "SELECT data FROM story WHERE id IN ("+touched+") ORDER BY id", args...) {
		if err != nil {
			return nil, nil, err
		}
		stories = append(stories, s)
	}
	for k, err := range each(ctx, l, scan, selectArticle+" WHERE current AND ("+within+
		" OR article.id IN (SELECT article FROM story_article WHERE story IN ("+touched+"))) ORDER BY article.last, article.first, article.id",
		append(args, args...)...) {
		if err != nil {
			return nil, nil, err
		}
		articles = append(articles, k)
	}
	return stories, articles, nil
}

// ReplaceStories puts stories in the place of those named, in one transaction; what also does is part of it.
func (l *Library) ReplaceStories(ctx context.Context, gone []string, stories []*news.Story, also func(context.Context, *sql.Tx) error) error {
	packed := make([][]byte, len(stories))
	for i, s := range stories {
		var err error
		if packed[i], err = packJSON(s); err != nil {
			return l.wrap(fmt.Errorf("story %s: %w", s.ID, err))
		}
	}
	return l.inTransaction(ctx, func(tx *sql.Tx) error {
		for _, id := range gone {
			if _, err := tx.ExecContext(ctx, "DELETE FROM story WHERE id = ?", id); err != nil {
				return err
			}
		}
		for i, s := range stories {
			if err := save(ctx, tx, s, packed[i]); err != nil {
				return fmt.Errorf("story %s: %w", s.ID, err)
			}
		}
		return also(ctx, tx)
	})
}
