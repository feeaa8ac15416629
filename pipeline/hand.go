package pipeline

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rawi/news"
	"rawi/reuse"
	"rawi/store"
	"rawi/story"
	"rawi/text"
)

// What an editor settles by hand is kept as a decision in the library, and every later telling honours it. Merge and Split change the
// stories that they are about at once and nothing else; the same decisions hold when those are made anew.

// ErrDecision says that a decision cannot be made: what it names does not fit together.
var ErrDecision = errors.New("cannot be done")

// Hand is who makes decisions, and when.
type Hand struct {
	By string    // a name to be recorded; may be empty
	At time.Time // of the decision
}

// Merge makes several events one, or several stories one. ids are all of events (e…) or all of stories (s…). Events of several
// stories come to the story of the first.
func (l *Library) Merge(ctx context.Context, hand Hand, ids ...string) (news.Decision, error) {
	l.telling.Lock()
	defer l.telling.Unlock()
	stories, groups, level, err := l.about(ctx, ids)
	if err != nil {
		return news.Decision{}, err
	}
	if len(groups) < 2 {
		return news.Decision{}, fmt.Errorf("%w: there is only one %s to merge", ErrDecision, level)
	}
	d := news.Decision{At: hand.At, By: hand.By, Act: news.Merge, Level: level, Group: groups[0].id}
	var merged []news.Ref
	for _, g := range groups {
		merged = append(merged, g.articles...)
	}
	d.Articles = merged
	var arranged [][][]news.Ref
	first := -1
	into := func(s *news.Story) [][]news.Ref {
		var events [][]news.Ref
		for _, e := range s.Events {
			if level == news.StoryLevel || !slices.ContainsFunc(groups, func(g group) bool { return g.id == e.ID }) {
				events = append(events, e.Articles)
			}
		}
		return events
	}
	for _, s := range stories {
		events := into(s)
		switch {
		case level == news.StoryLevel && first >= 0:
			arranged[first] = append(arranged[first], events...)
			continue
		case level == news.EventLevel && first < 0:
			events = append(events, merged)
		}
		first = max(first, 0)
		arranged = append(arranged, events)
	}
	return l.decide(ctx, d, stories, arranged)
}

// Split takes articles out of an event or a story and makes them an event, or a story, of their own.
func (l *Library) Split(ctx context.Context, hand Hand, id string, out ...news.Ref) (news.Decision, error) {
	l.telling.Lock()
	defer l.telling.Unlock()
	stories, groups, level, err := l.about(ctx, []string{id})
	if err != nil {
		return news.Decision{}, err
	}
	s, g := stories[0], groups[0]
	d := news.Decision{At: hand.At, By: hand.By, Act: news.Split, Level: level, Group: g.id}
	for _, r := range out {
		if !slices.Contains(g.articles, r) {
			return d, fmt.Errorf("%w: article %d of %s does not belong to %s", ErrDecision, r.Article, r.Source, g.id)
		}
	}
	for _, r := range g.articles {
		if slices.Contains(out, r) {
			d.Articles = append(d.Articles, r)
		} else {
			d.Rest = append(d.Rest, r)
		}
	}
	if len(d.Articles) == 0 || len(d.Rest) == 0 {
		return d, fmt.Errorf("%w: a split takes out some of the articles of %s and leaves others", ErrDecision, g.id)
	}
	taken := func(refs []news.Ref) (in, rest []news.Ref) {
		for _, r := range refs {
			if slices.Contains(d.Articles, r) {
				in = append(in, r)
			} else {
				rest = append(rest, r)
			}
		}
		return in, rest
	}
	arranged := make([][][]news.Ref, 1, 2)
	var apart [][]news.Ref
	for _, e := range s.Events {
		in, rest := taken(e.Articles)
		if level == news.EventLevel && e.ID != g.id {
			in, rest = nil, e.Articles
		}
		if len(rest) > 0 {
			arranged[0] = append(arranged[0], rest)
		}
		if len(in) > 0 {
			apart = append(apart, in)
		}
	}
	if level == news.EventLevel {
		arranged[0] = append(arranged[0], apart...)
	} else {
		arranged = append(arranged, apart)
	}
	return l.decide(ctx, d, stories, arranged)
}

// Rename gives an event or a story a title of somebody's own; an empty one gives back the title that its articles give it.
func (l *Library) Rename(ctx context.Context, hand Hand, id, title string) (news.Decision, error) {
	l.telling.Lock()
	defer l.telling.Unlock()
	stories, groups, level, err := l.about(ctx, []string{id})
	if err != nil {
		return news.Decision{}, err
	}
	d := news.Decision{At: hand.At, By: hand.By, Act: news.Rename, Level: level, Group: groups[0].id, Title: strings.Join(strings.Fields(title), " ")}
	if d.Title == "" {
		return d, fmt.Errorf("%w: a title has words", ErrDecision)
	}
	if err := l.Write(ctx, func(tx *sql.Tx) error { return insert(ctx, tx, &d) }); err != nil {
		return d, err
	}
	retitle(stories, map[string]string{d.Group: d.Title})
	return d, l.ReplaceStories(ctx, []string{stories[0].ID}, stories, nil, func(context.Context, *sql.Tx) error { return nil })
}

// Decisions are all that hold, in the order in which they were made.
func (l *Library) Decisions(ctx context.Context) ([]news.Decision, error) {
	rows, err := l.Reader().QueryContext(ctx, "SELECT id, data FROM decision ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("library %s: %w", l.Path(), err)
	}
	defer rows.Close()
	var out []news.Decision
	for rows.Next() {
		var d news.Decision
		var id int64
		var data []byte
		if err := rows.Scan(&id, &data); err != nil {
			return nil, fmt.Errorf("library %s: %w", l.Path(), err)
		}
		if err := json.Unmarshal(data, &d); err != nil {
			return nil, fmt.Errorf("library %s: decision %d: %w", l.Path(), id, err)
		}
		d.ID = id
		out = append(out, d)
	}
	return out, rows.Err()
}

// Undo takes a decision back, as if it had never been made: what it was about is made anew by the decisions that are left.
func (l *Library) Undo(ctx context.Context, decision int64) error {
	l.telling.Lock()
	defer l.telling.Unlock()
	all, err := l.Decisions(ctx)
	if err != nil {
		return err
	}
	k := slices.IndexFunc(all, func(d news.Decision) bool { return d.ID == decision })
	if k < 0 {
		return fmt.Errorf("library %s: decision %d: %w", l.Path(), decision, store.ErrNotFound)
	}
	d := all[k]
	if err := l.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM decision WHERE id = ?", decision)
		return err
	}); err != nil {
		return err
	}
	refs := slices.Concat(d.Articles, d.Rest)
	if d.Act == news.Rename {
		_, groups, _, err := l.about(ctx, []string{d.Group})
		if errors.Is(err, store.ErrNotFound) {
			return nil // what it named is no more
		}
		if err != nil {
			return err
		}
		refs = groups[0].articles
	}
	return l.tellOf(ctx, refs)
}

// tellOf makes the stories around some articles anew.
func (l *Library) tellOf(ctx context.Context, refs []news.Ref) error {
	var times []text.Days
	var ids []int64
	for _, r := range refs {
		k, err := l.Find(ctx, r)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		times, ids = append(times, place(k)), append(ids, k.ID)
	}
	busy, err := l.busy(ctx, times)
	if err != nil {
		return err
	}
	if busy {
		return l.tellNear(ctx, ids, nil)
	}
	return l.tellAround(ctx, times)
}

// place is where an article lies in time: its publication, as far as it is known, else the day of its adding.
func place(k *store.Kept) text.Days {
	var d text.Days
	if p := k.Doc.Published; p != nil {
		d = p.Days
	}
	if d.From == 0 {
		d.From = d.To
	}
	if d.To == 0 {
		d.To = d.From
	}
	if d.From == 0 {
		d.From, d.To = text.DayOf(k.Added), text.DayOf(k.Added)
	}
	return d
}

// about finds the events or stories of some IDs, each once, and the stories that they lie in. Names that lead to another one are
// followed.
func (l *Library) about(ctx context.Context, ids []string) (stories []*news.Story, groups []group, level news.Level, err error) {
	seen := map[string]bool{}
	for i, id := range ids {
		kind := news.StoryLevel
		if strings.HasPrefix(id, "e") {
			kind = news.EventLevel
		}
		if i > 0 && kind != level {
			return nil, nil, level, fmt.Errorf("%w: %s and %s are not both events or both stories", ErrDecision, ids[0], id)
		}
		level = kind
		var s *news.Story
		if level == news.EventLevel {
			s, err = l.StoryOfEvent(ctx, id)
		} else {
			s, err = l.Story(ctx, id)
		}
		if err != nil {
			return nil, nil, level, err
		}
		g := group{s.ID, s.Articles}
		if level == news.EventLevel {
			if id, err = l.now(ctx, id); err != nil {
				return nil, nil, level, err
			}
			for _, e := range s.Events {
				if e.ID == id {
					g = group{e.ID, e.Articles}
				}
			}
		}
		if !seen[g.id] {
			seen[g.id] = true
			groups = append(groups, g)
		}
		if !slices.ContainsFunc(stories, func(x *news.Story) bool { return x.ID == s.ID }) {
			stories = append(stories, s)
		}
	}
	return stories, groups, level, nil
}

// insert keeps a decision and sets its ID.
func insert(ctx context.Context, tx *sql.Tx, d *news.Decision) error {
	data, err := json.Marshal(d)
	if err != nil {
		return err
	}
	res, err := tx.ExecContext(ctx, "INSERT INTO decision (act, level, about, data) VALUES (?, ?, ?, ?)", d.Act, d.Level, d.Group, data)
	if err != nil {
		return err
	}
	d.ID, err = res.LastInsertId()
	return err
}

// decide keeps a decision and arranges the stories that it is about as it says.
func (l *Library) decide(ctx context.Context, d news.Decision, before []*news.Story, arranged [][][]news.Ref) (news.Decision, error) {
	var kept []*store.Kept
	for _, s := range before {
		for k, err := range l.StoryArticles(ctx, s.ID) {
			if err != nil {
				return d, err
			}
			if k.Current {
				kept = append(kept, k)
			}
		}
	}
	articles := articlesOf(kept)
	stories := story.Arrange(articles, arranged)
	if err := l.Write(ctx, func(tx *sql.Tx) error { return insert(ctx, tx, &d) }); err != nil {
		return d, err
	}
	decisions, err := l.Decisions(ctx)
	if err != nil {
		return d, err
	}
	return d, l.replace(ctx, before, stories, kept, reuse.Find(articles), decisions, nil)
}
