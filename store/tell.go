package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rawi/news"
	"rawi/text"
)

// What stories are made of changes article by article. Which of them are not up to date stands in the tables themselves (a current
// article in no story, a story with an article that is not current any more; triggers list them in untold), so that a program that was killed between adding and
// telling leaves nothing to be remembered.

// A CROSS JOIN of SQLite goes through the tables in the order in which they are written. It does not know that few articles are untold.

// lo and hi are the ends of an article's place in time: of its publication, as far as it is known, else the day of its adding.
const (
	lo = "CASE WHEN first > 0 THEN first WHEN last > 0 THEN last ELSE added / 86400 + 719163 END"
	hi = "CASE WHEN last > 0 THEN last WHEN first > 0 THEN first ELSE added / 86400 + 719163 END"
)

// Untold are the times of the articles that came or went since the stories were made, each once, in order.
func (l *Library) Untold(ctx context.Context) ([]text.Days, error) {
	scan := func(rows scanner) (d text.Days, err error) { return d, rows.Scan(&d.From, &d.To) }
	var out []text.Days
	for d, err := range each(ctx, l, scan, `SELECT DISTINCT `+lo+` AS lo, `+hi+` AS hi FROM untold CROSS JOIN article ON article.id = untold.article CROSS JOIN revision ON revision.id = article.revision ORDER BY lo, hi`) {
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
	within, args := overlapping(times)
	touched := `SELECT story FROM story_article WHERE article IN (` + within + `) UNION
		SELECT story FROM untold CROSS JOIN article ON article.id = untold.article CROSS JOIN story_article ON story_article.article = untold.article WHERE NOT article.current`
	for s, err := range each(ctx, l, scanStory, "SELECT data FROM story WHERE id IN ("+touched+") ORDER BY id", args...) {
		if err != nil {
			return nil, nil, err
		}
		stories = append(stories, s)
	}
	for k, err := range each(ctx, l, scan, selectArticle+" WHERE current AND (article.id IN ("+within+
		") OR article.id IN (SELECT article FROM story_article WHERE story IN ("+touched+"))) ORDER BY article.last, article.first, article.id",
		append(args, args...)...) {
		if err != nil {
			return nil, nil, err
		}
		articles = append(articles, k)
	}
	return stories, articles, nil
}

// overlapping is a query for the current articles of some times, with its arguments. Those whose last day is known, nearly all, are found by it.
func overlapping(times []text.Days) (query string, args []any) {
	var parts []string
	for _, t := range times {
		parts = append(parts, "SELECT id FROM article WHERE current AND last >= ? AND last > 0 AND CASE WHEN first > 0 THEN first ELSE last END <= ?",
			"SELECT article.id FROM article JOIN revision ON revision.id = article.revision WHERE current AND last = 0 AND "+lo+" <= ? AND "+hi+" >= ?")
		args = append(args, t.From, t.To, t.To, t.From)
	}
	return strings.Join(parts, " UNION "), args
}

// CountAround is how many current articles there are of some times.
func (l *Library) CountAround(ctx context.Context, times []text.Days) (n int, err error) {
	if len(times) == 0 {
		return 0, nil
	}
	within, args := overlapping(times)
	if err := l.read.QueryRowContext(ctx, "SELECT count(*) FROM ("+within+")", args...).Scan(&n); err != nil {
		return 0, l.wrap(err)
	}
	return n, nil
}

// ToldAround are the articles of some times that are in a story, the n last added of them, in the order of their adding.
func (l *Library) ToldAround(ctx context.Context, times []text.Days, n int) (out []int64, err error) {
	if len(times) == 0 {
		return nil, nil
	}
	within, args := overlapping(times)
	for id, err := range each(ctx, l, func(rows scanner) (id int64, err error) { return id, rows.Scan(&id) },
		"SELECT id FROM ("+within+") WHERE EXISTS (SELECT 1 FROM story_article WHERE article = id) ORDER BY id DESC LIMIT ?", append(args, n)...) {
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	slices.Reverse(out)
	return out, nil
}

// CountUntold is how many articles came or went since the stories were made.
func (l *Library) CountUntold(ctx context.Context) (n int, err error) {
	err = l.read.QueryRowContext(ctx, "SELECT count(*) FROM untold").Scan(&n)
	return n, l.wrap(err)
}

// UntoldArticles are the current articles that no story has, n at most, the earliest first; and the stories that have an article that is
// not current any more, n at most.
func (l *Library) UntoldArticles(ctx context.Context, n int) (articles []int64, stories []string, err error) {
	number := func(rows scanner) (id int64, err error) { return id, rows.Scan(&id) }
	for id, err := range each(ctx, l, number, `SELECT article.id FROM untold CROSS JOIN article ON article.id = untold.article CROSS JOIN revision ON revision.id = article.revision
		WHERE article.current ORDER BY `+lo+`, article.id LIMIT ?`, n) {
		if err != nil {
			return nil, nil, err
		}
		articles = append(articles, id)
	}
	name := func(rows scanner) (id string, err error) { return id, rows.Scan(&id) }
	for id, err := range each(ctx, l, name, "SELECT DISTINCT story FROM untold CROSS JOIN article ON article.id = untold.article CROSS JOIN story_article ON story_article.article = untold.article WHERE NOT article.current ORDER BY story LIMIT ?", n) {
		if err != nil {
			return nil, nil, err
		}
		stories = append(stories, id)
	}
	return articles, stories, nil
}

// Pick are some stories, and the articles to make them anew of: their own that are current and some more, in the order of publication.
func (l *Library) Pick(ctx context.Context, stories []string, more []int64) (before []*news.Story, articles []*Kept, err error) {
	names, err := json.Marshal(stories)
	if err != nil {
		return nil, nil, err
	}
	numbers, err := json.Marshal(more)
	if err != nil {
		return nil, nil, err
	}
	for s, err := range each(ctx, l, scanStory, "SELECT data FROM story WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", string(names)) {
		if err != nil {
			return nil, nil, err
		}
		before = append(before, s)
	}
	for k, err := range each(ctx, l, scan, selectArticle+` WHERE current AND (article.id IN (SELECT value FROM json_each(?))
		OR article.id IN (SELECT article FROM story_article WHERE story IN (SELECT value FROM json_each(?)))) ORDER BY article.last, article.first, article.id`, string(numbers), string(names)) {
		if err != nil {
			return nil, nil, err
		}
		articles = append(articles, k)
	}
	return before, articles, nil
}

// StorySizes are how many articles some stories have, by their names.
func (l *Library) StorySizes(ctx context.Context, stories []string) (map[string]int, error) {
	names, err := json.Marshal(stories)
	if err != nil {
		return nil, err
	}
	type size struct {
		id string
		n  int
	}
	out := map[string]int{}
	for s, err := range each(ctx, l, func(rows scanner) (s size, err error) { return s, rows.Scan(&s.id, &s.n) },
		"SELECT id, articles FROM story WHERE id IN (SELECT value FROM json_each(?))", string(names)) {
		if err != nil {
			return nil, err
		}
		out[s.id] = s.n
	}
	return out, nil
}

// ReplaceStories puts stories in the place of those named, in one transaction; what also does is part of it. at tells the numbers of the
// articles that they were made of: where one has another text by now, its story keeps to the text that it was made of, and is told anew by the
// next Tell. at may be nil; the current articles are meant then.
func (l *Library) ReplaceStories(ctx context.Context, gone []string, stories []*news.Story, at func(news.Ref) (int64, bool), also func(context.Context, *sql.Tx) error) error {
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
			if err := save(ctx, tx, s, packed[i], at); err != nil {
				return fmt.Errorf("story %s: %w", s.ID, err)
			}
		}
		return also(ctx, tx)
	})
}
