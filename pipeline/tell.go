package pipeline

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rawi/arabic"
	"rawi/news"
	"rawi/reuse"
	"rawi/search"
	"rawi/store"
	"rawi/story"
	"rawi/text"
)

// replay is how many days around articles that came or went their stories are made anew. Events last a few days, and so do the
// pauses of most stories: what is older than that is only met where a story reaches so far.
const replay = 5

// Tell brings the stories up to date with the articles that came and went since they were made. It makes anew those that lie
// within some days of them, and those from further back that name the same persons, and lets the others be: its cost depends on the
// news of those days and not on the library. A story that goes on after a longer silence with others in it begins anew; Retell joins
// them.
func (l *Library) Tell(ctx context.Context) error {
	l.telling.Lock()
	defer l.telling.Unlock()
	times, err := l.Untold(ctx)
	if err != nil || len(times) == 0 {
		return err
	}
	busy, err := l.busy(ctx, times)
	if err != nil {
		return err
	}
	if busy {
		return l.tellUntold(ctx)
	}
	return l.tellAround(ctx, times)
}

// tellAround makes the stories around some times anew.
func (l *Library) tellAround(ctx context.Context, times []text.Days) error {
	before, kept, err := l.Around(ctx, windows(times))
	if err != nil {
		return err
	}
	if before, kept, err = l.reach(ctx, before, kept); err != nil {
		return err
	}
	return l.tell(ctx, before, kept, nil)
}

const (
	// silence is how many days a story may have paused to be reached by the persons that it names.
	silence = 60
	// mostNames is how many names are looked for, and mostNamed how many articles may hold one for it to tell a story.
	mostNames, mostNamed = 300, 40
)

// reach adds to what is made anew the older stories that name a person of the articles that no story has yet: only persons join what
// lies farther apart than an event lasts.
func (l *Library) reach(ctx context.Context, before []*news.Story, kept []*store.Kept) ([]*news.Story, []*store.Kept, error) {
	told, have := map[news.Ref]bool{}, map[string]bool{}
	for _, s := range before {
		have[s.ID] = true
		for _, r := range s.Articles {
			told[r] = true
		}
	}
	var persons []string
	var since text.Day
	for _, k := range kept {
		if told[k.Ref] {
			continue
		}
		if at := place(k).From; since == 0 || at < since {
			since = at
		}
		for _, n := range k.Doc.Names {
			if n.Kind == text.Person && strings.Contains(n.Entity, " ") && !slices.Contains(persons, n.Entity) && len(persons) < mostNames {
				persons = append(persons, n.Entity)
			}
		}
	}
	for _, n := range persons {
		found, err := l.index.Find(ctx, search.Query{Ask: `"` + strings.ReplaceAll(n, `"`, " ") + `"`, Limit: mostNamed})
		if err != nil || len(found.Hits) == mostNamed {
			continue // no query, or a name that everybody bears
		}
		for _, h := range found.Hits {
			ids, err := l.StoriesOf(ctx, h.Article)
			if err != nil {
				return nil, nil, err
			}
			for _, id := range ids {
				if have[id] {
					continue
				}
				have[id] = true
				s, err := l.Library.Story(ctx, id)
				if err != nil {
					return nil, nil, err
				}
				if s.To < since-silence {
					continue
				}
				before = append(before, s)
				for k, err := range l.StoryArticles(ctx, id) {
					if err != nil {
						return nil, nil, err
					}
					if k.Current {
						kept = append(kept, k)
					}
				}
			}
		}
	}
	return before, kept, nil
}

// windows is the times with the days around them, those that meet made one, in order.
func windows(times []text.Days) []text.Days {
	sorted := slices.Clone(times)
	slices.SortFunc(sorted, func(p, q text.Days) int { return int(p.From - q.From) })
	var out []text.Days
	for _, t := range sorted {
		t.From, t.To = max(1, t.From-replay), t.To+replay
		if n := len(out); n > 0 && out[n-1].To >= t.From {
			out[n-1].To = max(out[n-1].To, t.To)
		} else {
			out = append(out, t)
		}
	}
	return out
}

// articlesOf are articles of the library with the words that are not kept.
func articlesOf(kept []*store.Kept) []*news.Article {
	out := make([]*news.Article, len(kept))
	for i, k := range kept {
		k.Doc.Words = arabic.Words(&k.Doc)
		out[i] = k.Article
	}
	return out
}

// Retell makes the stories of the library anew from all its current articles.
func (l *Library) Retell(ctx context.Context) error {
	l.telling.Lock()
	defer l.telling.Unlock()
	before, err := l.allStories(ctx)
	if err != nil {
		return err
	}
	var all []*store.Kept
	for k, err := range l.Articles(ctx) {
		if err != nil {
			return err
		}
		all = append(all, k)
	}
	return l.tell(ctx, before, all, nil)
}

// allStories are all stories of the library.
func (l *Library) allStories(ctx context.Context) (out []*news.Story, err error) {
	for s, err := range l.Stories(ctx) {
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// tell makes stories of articles and puts them in the place of those told before. Where came is not nil, no other articles are new, and the
// stories that have the articles and events that they had stay as they were told.
func (l *Library) tell(ctx context.Context, before []*news.Story, kept []*store.Kept, came map[news.Ref]bool) error {
	articles := articlesOf(kept)
	decisions, err := l.Decisions(ctx)
	if err != nil {
		return err
	}
	rulings, err := l.Rulings()
	if err != nil {
		return err
	}
	copies := reuse.Find(articles)
	stories := story.ClusterRuled(articles, copies, rulings, decisions...)
	return l.replace(ctx, before, stories, kept, copies, decisions, came)
}

// replace completes stories and puts them in the place of those told before, under the names of those.
func (l *Library) replace(ctx context.Context, before, stories []*news.Story, kept []*store.Kept, copies []news.Copy, decisions []news.Decision, came map[news.Ref]bool) error {
	var failed error
	lead := keepNames(before, stories, l.borne(ctx, before, &failed))
	if failed != nil {
		return failed
	}
	if came != nil {
		before, stories = changed(before, stories, came)
	}
	titles := map[string]string{}
	for _, d := range decisions {
		if d.Act == news.Rename {
			titles[d.Group] = d.Title
		}
	}
	articles := make([]*news.Article, len(kept))
	for i, k := range kept {
		articles[i] = k.Article
	}
	complete(stories, articles, copies)
	retitle(stories, titles)
	var gone []string
	for _, s := range before {
		gone = append(gone, s.ID)
	}
	if err := l.ReplaceStories(ctx, gone, stories, numbers(kept), func(ctx context.Context, tx *sql.Tx) error { return saveNames(ctx, tx, gone, stories, lead) }); err != nil {
		return err
	}
	if l.Told != nil {
		return l.Told(ctx, stories)
	}
	return nil
}

// changed leaves out the stories that have the articles and events that they had, under the names that they had.
func changed(before, stories []*news.Story, came map[news.Ref]bool) (gone, anew []*news.Story) {
	was := map[string]*news.Story{}
	for _, s := range before {
		was[s.ID] = s
	}
	same := map[string]bool{}
	for _, s := range stories {
		if old := was[s.ID]; old != nil && alike(old, s, came) {
			same[s.ID] = true
		} else {
			anew = append(anew, s)
		}
	}
	return slices.DeleteFunc(slices.Clone(before), func(s *news.Story) bool { return same[s.ID] }), anew
}

// alike says that a story has the articles and events that it had, and none of its articles came.
func alike(a, b *news.Story, came map[news.Ref]bool) bool {
	return slices.Equal(a.Articles, b.Articles) && !slices.ContainsFunc(b.Articles, func(r news.Ref) bool { return came[r] }) &&
		slices.EqualFunc(a.Events, b.Events, func(x, y *news.Event) bool { return x.ID == y.ID && slices.Equal(x.Articles, y.Articles) })
}

// borne says of an ID whether a story or event bears it that is not among those told before, nor in them. failed is told of what goes wrong.
func (l *Library) borne(ctx context.Context, before []*news.Story, failed *error) func(id string) bool {
	told := map[string]bool{}
	for _, s := range before {
		told[s.ID] = true
		for _, e := range s.Events {
			told[e.ID] = true
		}
	}
	return func(id string) (is bool) {
		if told[id] || *failed != nil {
			return false
		}
		err := l.Reader().QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM story WHERE id = ?1) OR EXISTS (SELECT 1 FROM event WHERE id = ?1)", id).Scan(&is)
		if err != nil {
			*failed = fmt.Errorf("library %s: %w", l.Path(), err)
		}
		return is
	}
}

// retitle gives events and stories the titles that people gave them.
func retitle(stories []*news.Story, titles map[string]string) {
	for _, s := range stories {
		if t, ok := titles[s.ID]; ok {
			s.Title = t
		}
		for _, e := range s.Events {
			if t, ok := titles[e.ID]; ok {
				e.Title = t
			}
		}
	}
}

// saveNames keeps the names of events in step with the stories, and where names lead that are no more.
func saveNames(ctx context.Context, tx *sql.Tx, gone []string, stories []*news.Story, lead map[string]string) error {
	do := func(query string, args ...any) error {
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	}
	for _, id := range gone {
		if err := do("DELETE FROM event WHERE story = ?", id); err != nil {
			return err
		}
	}
	for _, s := range stories {
		if err := do("DELETE FROM alias WHERE id = ?", s.ID); err != nil {
			return err
		}
		for _, e := range s.Events {
			if err := errors.Join(do("DELETE FROM alias WHERE id = ?", e.ID), do("INSERT OR REPLACE INTO event VALUES (?, ?)", e.ID, s.ID)); err != nil {
				return err
			}
		}
	}
	for id, now := range lead {
		if err := errors.Join(do("UPDATE alias SET now = ? WHERE now = ?", now, id), do("INSERT OR REPLACE INTO alias VALUES (?, ?)", id, now)); err != nil {
			return err
		}
	}
	return nil
}

// Story is the story of that name, or the one that it became part of; store.ErrNotFound where there is none.
func (l *Library) Story(ctx context.Context, id string) (*news.Story, error) {
	s, err := l.Library.Story(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		if now, e := l.now(ctx, id); e == nil && now != id {
			return l.Library.Story(ctx, now)
		}
	}
	return s, err
}

// now is the name under which an event or story is told now.
func (l *Library) now(ctx context.Context, id string) (string, error) {
	var now string
	switch err := l.Reader().QueryRowContext(ctx, "SELECT now FROM alias WHERE id = ?", id).Scan(&now); {
	case errors.Is(err, sql.ErrNoRows):
		return id, nil
	case err != nil:
		return "", fmt.Errorf("library %s: %w", l.Path(), err)
	}
	return now, nil
}

// StoryOfEvent is the story in which an event is told.
func (l *Library) StoryOfEvent(ctx context.Context, event string) (*news.Story, error) {
	event, err := l.now(ctx, event)
	if err != nil {
		return nil, err
	}
	var id string
	switch err := l.Reader().QueryRowContext(ctx, "SELECT story FROM event WHERE id = ?", event).Scan(&id); {
	case errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("event %s: %w", event, store.ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("library %s: %w", l.Path(), err)
	}
	return l.Library.Story(ctx, id)
}
