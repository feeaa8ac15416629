package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"rawi/news"
)

// SaveStories puts stories in the place of all that the library held. Their articles must be in it; the story keeps to the revision
// that is current now, since its spans lie in that text.
func (l *Library) SaveStories(ctx context.Context, stories []*news.Story) error {
	packed := make([][]byte, len(stories))
	for i, s := range stories {
		var err error
		if packed[i], err = packJSON(s); err != nil {
			return l.wrap(fmt.Errorf("story %s: %w", s.ID, err))
		}
	}
	return l.inTransaction(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM story"); err != nil {
			return err
		}
		for i, s := range stories {
			if err := save(ctx, tx, s, packed[i], nil); err != nil {
				return fmt.Errorf("story %s: %w", s.ID, err)
			}
		}
		return nil
	})
}

func save(ctx context.Context, tx *sql.Tx, s *news.Story, packed []byte, at func(news.Ref) (int64, bool)) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO story VALUES (?, ?, ?, ?, ?, ?)", s.ID, s.Title, s.From, s.To, len(s.Articles), packed)
	if err != nil {
		return err
	}
	for _, r := range s.Articles {
		var article int64
		known := false
		if at != nil {
			article, known = at(r)
		}
		var err error
		if !known {
			err = tx.QueryRowContext(ctx, "SELECT id FROM article WHERE revision = (SELECT revision FROM source WHERE name = ?) AND number = ?", r.Source, r.Article).Scan(&article)
		}
		if errors.Is(err, sql.ErrNoRows) {
			err = fmt.Errorf("its article %d of %s: %w", r.Article, r.Source, ErrNotFound)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, "INSERT OR IGNORE INTO story_article VALUES (?, ?)", s.ID, article)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func scanStory(rows scanner) (*news.Story, error) {
	var packed []byte
	if err := rows.Scan(&packed); err != nil {
		return nil, err
	}
	s := &news.Story{}
	return s, unpackJSON(packed, s)
}

// Stories yields the stories, the latest first, and of those of one day the largest first; it ends at the first error, which it
// yields.
func (l *Library) Stories(ctx context.Context) iter.Seq2[*news.Story, error] {
	return each(ctx, l, scanStory, "SELECT data FROM story ORDER BY last DESC, articles DESC, id DESC")
}

// Story is the story of that name; ErrNotFound where there is none.
func (l *Library) Story(ctx context.Context, id string) (*news.Story, error) {
	s, err := scanStory(l.read.QueryRowContext(ctx, "SELECT data FROM story WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, l.wrap(fmt.Errorf("story %s: %w", id, err))
	}
	return s, nil
}

// StoryArticles yields the articles of a story in the order of publication, in the revisions that the story was made of.
func (l *Library) StoryArticles(ctx context.Context, id string) iter.Seq2[*Kept, error] {
	return each(ctx, l, scan, selectArticle+" JOIN story_article ON story_article.article = article.id WHERE story_article.story = ? ORDER BY article.last, article.first, article.id", id)
}

// StoriesOf are the names of the stories that an article belongs to.
func (l *Library) StoriesOf(ctx context.Context, article int64) ([]string, error) {
	var out []string
	scan := func(rows scanner) (id string, err error) { return id, rows.Scan(&id) }
	for id, err := range each(ctx, l, scan, "SELECT story FROM story_article WHERE article = ? ORDER BY story", article) {
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, nil
}

// StoriesOfAll are the names of the stories that some articles belong to, by the articles.
func (l *Library) StoriesOfAll(ctx context.Context, articles []int64) (map[int64][]string, error) {
	numbers, err := json.Marshal(articles)
	if err != nil {
		return nil, err
	}
	type member struct {
		article int64
		story   string
	}
	out := map[int64][]string{}
	for m, err := range each(ctx, l, func(rows scanner) (m member, err error) { return m, rows.Scan(&m.article, &m.story) },
		"SELECT article, story FROM story_article WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, story", string(numbers)) {
		if err != nil {
			return nil, err
		}
		out[m.article] = append(out[m.article], m.story)
	}
	return out, nil
}

// StoryMembers are the numbers of the articles of a story, in the revisions that it was made of; none where there is no such story.
func (l *Library) StoryMembers(ctx context.Context, id string) ([]int64, error) {
	var out []int64
	scan := func(rows scanner) (id int64, err error) { return id, rows.Scan(&id) }
	for a, err := range each(ctx, l, scan, "SELECT article FROM story_article WHERE story = ? ORDER BY article", id) {
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}
