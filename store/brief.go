package store

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"rawi/news"
	"rawi/text"
)

// A brief is what a list of hits shows of an article, in a few bytes: where its title stands, the days of its publication, and where the
// sentences of its body begin and end. To take it out of all that was found would cost more than to search.

// packBrief writes a brief.
func packBrief(d *text.Doc) []byte {
	var days text.Days
	if d.Published != nil {
		days = d.Published.Days
	}
	b := binary.AppendUvarint(nil, uint64(d.Title.Start))
	b = binary.AppendUvarint(b, uint64(d.Title.Len()))
	b = binary.AppendVarint(b, int64(days.From))
	b = binary.AppendVarint(b, int64(days.To))
	at := 0
	for _, s := range d.Sentences {
		if s == d.Title || s.Start < at || d.RoleAt(s.Start) == text.Title {
			continue
		}
		b = binary.AppendUvarint(b, uint64(s.Start-at))
		b = binary.AppendUvarint(b, uint64(s.Len()))
		at = s.End
	}
	return b
}

// unpackBrief puts a brief back into an article, whose text is set.
func unpackBrief(b []byte, d *text.Doc) error {
	bad := errors.New("a brief is damaged")
	number := func() int {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > uint64(len(d.Text)) {
			b = nil
			return -1
		}
		b = b[n:]
		return int(v)
	}
	start, length := number(), number()
	from, n := binary.Varint(b)
	if n <= 0 {
		return bad
	}
	to, m := binary.Varint(b[n:])
	if m <= 0 || start < 0 || length < 0 || start+length > len(d.Text) {
		return bad
	}
	b = b[n+m:]
	d.Title = text.Span{Start: start, End: start + length}
	if days := (text.Days{From: text.Day(from), To: text.Day(to)}); days != (text.Days{}) {
		d.Published = &text.Dating{Days: days}
	}
	for at := 0; len(b) > 0; {
		step, length := number(), number()
		if step < 0 || length < 0 || at+step+length > len(d.Text) {
			return bad
		}
		d.Sentences = append(d.Sentences, text.Span{Start: at + step, End: at + step + length})
		at += step + length
	}
	return nil
}

// Briefs are the articles of those numbers, in their order, as a list of hits shows them: of what was found they have the title, the
// outlet's name, the days of publication and the sentences of the body only. Those that the library does not hold are left out. Texts
// are not compared with their checksums: Article does that for those that are opened.
func (l *Library) Briefs(ctx context.Context, ids []int64) ([]*Kept, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]*Kept, len(ids))
	for k, err := range each(ctx, l, scanBrief, `SELECT article.id, source.name, article.number, revision.number, article.current, revision.hash, revision.text,
		article.url, article.outlet, article.brief, CASE WHEN article.brief IS NULL THEN article.found END, revision.added
		FROM article JOIN revision ON revision.id = article.revision JOIN source ON source.id = revision.source
		WHERE article.id IN (SELECT value FROM json_each(?))`, string(list)) {
		if err != nil {
			return nil, err
		}
		at[k.ID] = k
	}
	out := make([]*Kept, 0, len(ids))
	for _, id := range ids {
		if k := at[id]; k != nil {
			out = append(out, k)
		}
	}
	return out, nil
}

func scanBrief(rows scanner) (*Kept, error) {
	k := &Kept{Article: &news.Article{}}
	var hash, packed, brief, found []byte
	var added int64
	err := rows.Scan(&k.ID, &k.Source, &k.Ref.Article, &k.Revision, &k.Current, &hash, &packed, &k.URL, &k.Doc.Outlet.Name, &brief, &found, &added)
	if err != nil {
		return nil, err
	}
	k.Added = time.Unix(added, 0).UTC()
	copy(k.Hash[:], hash)
	t, err := unpack(packed)
	if err == nil {
		k.Doc.Text = string(t)
		if brief == nil {
			var whole news.Article
			whole.Doc.Text = k.Doc.Text
			if err = unpackFound(found, &whole); err == nil {
				brief = packBrief(&whole.Doc)
			}
		}
	}
	if err == nil {
		err = unpackBrief(brief, &k.Doc)
	}
	if err != nil {
		return nil, fmt.Errorf("%s, article %d: %w", k.Source, k.Ref.Article, err)
	}
	return k, nil
}
