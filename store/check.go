package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"unicode/utf8"

	"rawi/news"
	"rawi/text"
)

// Problem is something in a library that is not as it must be.
type Problem struct {
	Where string // a source, a story, a table
	What  string
}

// Check looks at everything that the library keeps: that its file is sound, that texts and pages are what they were, that what was
// found stands within them, that each source has its current revision, and that stories are of articles that are there. It reads
// one state of the library and changes nothing. report is told each problem; the error is of the looking itself.
func (l *Library) Check(ctx context.Context, report func(Problem)) error {
	if err := l.checkFile(ctx, report); err != nil {
		return err
	}
	for _, check := range []func(context.Context, func(Problem)) error{l.checkLinks, l.checkRevisions, l.checkArticles, l.checkStories} {
		if err := check(ctx, report); err != nil {
			if errors.Is(err, context.Canceled) {
				return err
			}
			report(Problem{l.path, err.Error()}) // a damaged page ends one look, not the others
		}
	}
	return nil
}

// checkFile lets SQLite look at its file.
func (l *Library) checkFile(ctx context.Context, report func(Problem)) error {
	const most = 20 // lines of SQLite's own words
	for _, pragma := range []string{fmt.Sprintf("integrity_check(%d)", most)} {
		rows, err := l.read.QueryContext(ctx, "PRAGMA "+pragma)
		if err != nil {
			return l.wrap(err)
		}
		defer rows.Close()
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				return l.wrap(err)
			}
			if s != "ok" {
				report(Problem{l.path, s})
			}
		}
		if err := rows.Err(); err != nil {
			report(Problem{l.path, l.wrap(err).Error()})
		}
	}
	return nil
}

// links are queries that yield what breaks a rule, and the rule.
var links = []struct{ query, what string }{
	{"SELECT name FROM source WHERE revision IS NULL OR NOT EXISTS (SELECT 1 FROM revision WHERE revision.id = source.revision AND revision.source = source.id)", "its current revision is missing"},
	{"SELECT name FROM source WHERE NOT EXISTS (SELECT 1 FROM article WHERE article.revision = source.revision)", "its current revision has no article"},
	{"SELECT DISTINCT name FROM article JOIN revision ON revision.id = article.revision JOIN source ON source.id = revision.source WHERE article.current <> (source.revision = revision.id)", "an article is current that should not be, or the other way round"},
	{"SELECT 'article ' || id FROM article WHERE NOT EXISTS (SELECT 1 FROM revision WHERE revision.id = article.revision)", "its revision is missing"},
	{"SELECT 'revision ' || id FROM revision WHERE NOT EXISTS (SELECT 1 FROM source WHERE source.id = revision.source)", "its source is missing"},
	{"SELECT 'article ' || id FROM article WHERE (current <> EXISTS (SELECT 1 FROM story_article WHERE article = article.id)) <> EXISTS (SELECT 1 FROM untold WHERE untold.article = article.id)", "whether it is told of is noted wrongly"},
	{"SELECT 'story ' || story FROM story_article WHERE NOT EXISTS (SELECT 1 FROM article WHERE article.id = story_article.article) OR NOT EXISTS (SELECT 1 FROM story WHERE story.id = story_article.story)", "it lists an article that is missing, or is missing itself"},
}

func (l *Library) checkLinks(ctx context.Context, report func(Problem)) error {
	scan := func(rows scanner) (s string, err error) { return s, rows.Scan(&s) }
	for _, k := range links {
		for s, err := range each(ctx, l, scan, k.query) {
			if err != nil {
				return err
			}
			report(Problem{s, k.what})
		}
	}
	return nil
}

// checkRevisions looks at texts and pages.
func (l *Library) checkRevisions(ctx context.Context, report func(Problem)) error {
	type revision struct {
		source                   string
		number                   int
		hash, text, raw, rawHash []byte
		dropped                  int64
	}
	scan := func(rows scanner) (r revision, err error) {
		return r, rows.Scan(&r.source, &r.number, &r.hash, &r.text, &r.raw, &r.rawHash, &r.dropped)
	}
	for r, err := range each(ctx, l, scan, "SELECT source.name, number, hash, text, raw, raw_hash, dropped FROM revision JOIN source ON source.id = revision.source ORDER BY revision.id") {
		if err != nil {
			return err
		}
		sound := func(what string, packed, hash []byte) {
			b, err := unpack(packed)
			if sum := sha256.Sum256(b); err == nil && !bytes.Equal(sum[:], hash) {
				err = errors.New("the checksum is wrong")
			}
			if err != nil {
				report(Problem{r.source, fmt.Sprintf("the %s of revision %d is damaged: %v", what, r.number, err)})
			}
		}
		sound("text", r.text, r.hash)
		switch {
		case r.raw != nil:
			sound("page", r.raw, r.rawHash)
		case r.rawHash != nil && r.dropped == 0 && !bytes.Equal(r.rawHash, r.hash):
			report(Problem{r.source, fmt.Sprintf("the page of revision %d is missing", r.number)})
		}
	}
	return nil
}

// checkArticles looks whether what was found stands within the texts.
func (l *Library) checkArticles(ctx context.Context, report func(Problem)) error {
	for id, err := range each(ctx, l, func(rows scanner) (id int64, err error) { return id, rows.Scan(&id) }, "SELECT id FROM article ORDER BY id") {
		if err != nil {
			return err
		}
		k, err := scan(l.read.QueryRowContext(ctx, selectArticle+" WHERE article.id = ?", id))
		if err != nil {
			report(Problem{fmt.Sprintf("article %d", id), err.Error()})
			continue
		}
		bad := 0
		walk(reflect.ValueOf(k.Doc), func(v reflect.Value) {
			if s, ok := v.Interface().(text.Span); ok && !within(s, k.Doc.Text) {
				bad++
			}
		})
		if bad > 0 {
			report(Problem{k.Source, fmt.Sprintf("article %d: %d of its findings stand outside its text, or cut a letter", k.Ref.Article, bad)})
		}
	}
	return nil
}

// within says that a span lies in a text and cuts no letter.
func within(s text.Span, t string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(t) &&
		(s.Start == len(t) || utf8.RuneStart(t[s.Start])) && (s.End == len(t) || utf8.RuneStart(t[s.End]))
}

// checkStories looks whether the places that stories cite are there.
func (l *Library) checkStories(ctx context.Context, report func(Problem)) error {
	for s, err := range l.Stories(ctx) {
		if err != nil {
			return err
		}
		texts := map[news.Ref]string{}
		for k, err := range l.StoryArticles(ctx, s.ID) {
			if err != nil {
				return err
			}
			texts[k.Ref] = k.Doc.Text
		}
		missing, outside := 0, 0
		elsewhere := map[news.Ref]bool{} // articles of other stories: what shows an origin may stand there
		for _, r := range s.Articles {
			if _, ok := texts[r]; !ok {
				missing++
			}
		}
		walk(reflect.ValueOf(s), func(v reflect.Value) {
			switch p := v.Interface().(type) {
			case news.Ref:
				if _, ok := texts[p]; !ok && !slices.Contains(s.Articles, p) {
					elsewhere[p] = true
				}
			case news.Place:
				if t, ok := texts[p.Ref]; ok && !within(p.Span, t) {
					outside++
				}
			}
		})
		for r := range elsewhere {
			var n int
			if err := l.read.QueryRowContext(ctx, "SELECT count(*) FROM article WHERE number = ? AND revision IN (SELECT id FROM revision WHERE source = (SELECT id FROM source WHERE name = ?))", r.Article, r.Source).Scan(&n); err != nil {
				return l.wrap(err)
			}
			if n == 0 {
				missing++
			}
		}
		if missing > 0 {
			report(Problem{"story " + s.ID, fmt.Sprintf("%d articles that it names are missing", missing)})
		}
		if outside > 0 {
			report(Problem{"story " + s.ID, fmt.Sprintf("%d places that it cites stand outside their texts", outside)})
		}
	}
	return nil
}

// walk shows every value inside v, and v itself.
func walk(v reflect.Value, f func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			walk(v.Elem(), f)
		}
		return
	case reflect.Slice, reflect.Array:
		switch v.Type().Elem().Kind() {
		case reflect.Struct, reflect.Slice, reflect.Pointer:
			for i := range v.Len() {
				walk(v.Index(i), f)
			}
		}
		return
	case reflect.Struct:
		f(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), f)
			}
		}
	}
}
