// Package letter folds the spelling of Arabic text: marks, letter shapes, digits, invisible characters.
//
// Folding comes in three levels, each a [text.View] of the source, so that what matches folded text is reported at its place in
// the original. Clean is safe for storage; Identity makes one of what is the same word; Search also makes one of what readers
// take for the same word (final ya and alef maksura, ta marbuta and ha, the seats of hamza) and so loses distinctions: a list
// that needs them back compares with the original.
package letter

import (
	"embed"
	"fmt"
	"html"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rawi/arabic/lexicon"
	"rawi/text"

	"golang.org/x/text/unicode/norm"
)

//go:embed fold.tsv
var files embed.FS

// Level says how much a fold takes away.
type Level int

// The levels, each with all of the one before it.
const (
	Clean    Level = iota // storage-safe: invisible characters, spaces, presentation forms, stray HTML entities
	Identity              // the same word: no marks or tatweel, plain alef, one ya and kaf, ASCII digits
	Search                // the same to a reader: final ya, ta marbuta, seats of hamza, Latin case
)

// lowTable is how far the direct table reaches: all two-byte letters, Arabic among them.
const lowTable = 0x800

// table is one level made ready: what becomes of each character that changes.
type table struct {
	low   [lowTable]string // "\x00" = stays
	high  map[rune]string
	ascii [utf8.RuneSelf]byte // what becomes of a character of one byte; 0 for "&", which may begin an entity
	two   [lowTable]uint16    // the two bytes that a character of two becomes; 0 where it becomes anything else
}

// quick fills the tables of those characters that keep their width, which nearly all of a text consists of.
func (t *table) quick() {
	for c := range t.ascii {
		t.ascii[c] = byte(c)
		if to := t.low[c]; to != stays {
			t.ascii[c] = to[0] // ASCII folds to ASCII
		}
	}
	t.ascii['&'] = 0
	for r := rune(utf8.RuneSelf); r < lowTable; r++ {
		to := t.low[r]
		if to == stays {
			to = string(r)
		}
		if len(to) == 2 && utf8.RuneCountInString(to) == 1 {
			t.two[r] = uint16(to[0])<<8 | uint16(to[1])
		}
	}
}

const stays = "\x00"

var tables = sync.OnceValue(func() [3]*table {
	t, err := load(lexicon.Must(files, "fold.tsv"))
	if err != nil {
		panic(err)
	}
	return t
})

// load builds the three tables. A level's rows are applied to what the levels below leave, so that folding twice changes nothing.
func load(l *lexicon.List) ([3]*table, error) {
	var out [3]*table
	direct := map[rune]string{}
	for r := rune(0xFB50); r <= 0xFEFC; r++ {
		if r <= 0xFDFF || r >= 0xFE70 {
			if s := norm.NFKC.String(string(r)); s != string(r) {
				direct[r] = s
			}
		}
	}
	levels := map[string]Level{"clean": Clean, "identity": Identity, "search": Search}
	var rows [3]map[rune]string
	for i := range rows {
		rows[i] = map[rune]string{}
	}
	rows[Clean] = direct
	for _, r := range l.Rows {
		level, ok := levels[r.Get("level")]
		if !ok {
			return out, fmt.Errorf("%s: level %q", r.Rule(), r.Get("level"))
		}
		from, err := codes(r.Get("from"))
		if err != nil {
			return out, fmt.Errorf("%s: %w", r.Rule(), err)
		}
		to, err := codes(r.Get("to"))
		if err != nil {
			return out, fmt.Errorf("%s: %w", r.Rule(), err)
		}
		for i, c := range from {
			switch {
			case len(to) == 0:
				rows[level][c] = ""
			case len(to) == len(from):
				rows[level][c] = string(to[i])
			default:
				rows[level][c] = string(to)
			}
		}
	}
	apply := func(s string, level Level) string {
		for round := 0; round < 4; round++ { // a spelt-out ligature may itself hold characters that fold
			var b strings.Builder
			for _, c := range s {
				t, ok := "", false
				for k := Clean; k <= level && !ok; k++ {
					t, ok = rows[k][c]
				}
				if !ok {
					t = string(c)
				}
				b.WriteString(t)
			}
			if b.String() == s {
				break
			}
			s = b.String()
		}
		return s
	}
	for level := Clean; level <= Search; level++ {
		t := &table{high: map[rune]string{}}
		for i := range t.low {
			t.low[i] = stays
		}
		for k := Clean; k <= level; k++ {
			for c := range rows[k] {
				if s := apply(string(c), level); s != string(c) {
					if c < lowTable {
						t.low[c] = s
					} else {
						t.high[c] = s
					}
				}
			}
		}
		t.quick()
		out[level] = t
	}
	return out, nil
}

// codes reads "U+0660", "U+0660..U+0669" or several parted by spaces.
func codes(s string) ([]rune, error) {
	var out []rune
	for f := range strings.FieldsSeq(s) {
		a, b, ok := strings.Cut(f, "..")
		if !ok {
			b = a
		}
		lo, err1 := strconv.ParseUint(strings.TrimPrefix(a, "U+"), 16, 21)
		hi, err2 := strconv.ParseUint(strings.TrimPrefix(b, "U+"), 16, 21)
		if err1 != nil || err2 != nil || hi < lo {
			return nil, fmt.Errorf("code point %q", f)
		}
		for c := lo; c <= hi; c++ {
			out = append(out, rune(c))
		}
	}
	return out, nil
}

func (t *table) get(r rune) string {
	if r < lowTable {
		return t.low[r]
	}
	if s, ok := t.high[r]; ok {
		return s
	}
	return stays
}

// Fold returns s folded to a level, with the way back.
func Fold(s string, level Level) text.View {
	if level == Clean || !strings.Contains(s, "&") {
		return settle(s, level)
	}
	// The names of entities have capitals: they must be read before a higher level makes them small.
	v := settle(s, Clean)
	for k := Identity; k <= level; k++ {
		v = settle(v.Text, k).Over(v)
	}
	return v
}

// settle folds until nothing changes: what is removed may have parted the pieces of an entity, or of a character in a text that
// is not UTF-8.
func settle(s string, level Level) text.View {
	v, valid := once(s, level)
	for !valid || strings.Contains(v.Text, "&") {
		again, _ := once(v.Text, level)
		if again.Text == v.Text {
			break
		}
		v = again.Over(v)
	}
	return v
}

// String is Fold for short strings whose way back is not needed: words of a list, a name, a query.
func String(s string, level Level) string {
	t := tables()[level]
	plain := true
	for _, r := range s {
		if r == '&' || r == utf8.RuneError || t.get(r) != stays {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return Fold(s, level).Text
}

// once folds s without regard to what folding brings together; valid says that s is UTF-8.
func once(s string, level Level) (v text.View, valid bool) {
	t := tables()[level]
	b := text.NewBuilder(s)
	valid = true
	var room [1024]byte // letters rewritten at the same width, not yet handed on
	buf := room[:0]
	from := 0 // where buf began in s
	flush := func(to int) {
		if len(buf) > 0 {
			b.Rewrite(text.Span{Start: from, End: to}, buf)
			buf = buf[:0]
		}
		from = to
	}
	for i := 0; i < len(s); {
		var done int
		done, buf = t.run(s[i:], buf)
		i += done
		if len(buf)+2 > cap(buf) {
			flush(i)
		}
		if done > 0 {
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		to := stays
		if r == '&' {
			if e, m := entity(s[i:]); m > 0 {
				n, to = m, String(e, level)
			}
		} else if r != utf8.RuneError || n > 1 {
			to = t.get(r)
		} else {
			valid = false
		}
		switch {
		case to == stays:
			flush(i)
			b.Copy(text.Span{Start: i, End: i + n})
			from = i + n
		case to == "":
			flush(i)
			b.Absorb(text.Span{Start: i, End: i + n})
			from = i + n
		default:
			flush(i)
			b.Put(text.Span{Start: i, End: i + n}, to)
			from = i + n
		}
		i += n
	}
	flush(len(s))
	return b.View(), valid
}

// run folds the characters at the beginning of s that keep their width of one or two bytes, as far as buf has room, and returns
// how many bytes that were.
func (t *table) run(s string, buf []byte) (int, []byte) {
	s = s[:min(len(s), cap(buf)-len(buf))]
	i, at := 0, len(buf)
	out := buf[:at+len(s)]
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			to := t.ascii[c]
			if to == 0 && c != 0 {
				break
			}
			out[at+i] = to
			i++
			continue
		}
		if i+1 >= len(s) || c&0xE0 != 0xC0 || s[i+1]&0xC0 != 0x80 {
			break
		}
		to := t.two[int(c&0x1F)<<6|int(s[i+1]&0x3F)]
		if to == 0 {
			break
		}
		out[at+i], out[at+i+1] = byte(to>>8), byte(to)
		i += 2
	}
	return i, out[:at+i]
}

// maxEntity bounds the length of a character reference: "&CounterClockwiseContourIntegral;" is the longest.
const maxEntity = 34

// entity reads an HTML character reference that was left in plain text, with any number of "amp;" that double encoding put in.
// It returns the character and the bytes taken, or 0.
func entity(s string) (string, int) {
	i := 1
	for strings.HasPrefix(s[i:], "amp;") || strings.HasPrefix(s[i:], "#38;") {
		i += 4
	}
	rest := s[i:min(len(s), i+maxEntity)]
	if end := strings.IndexByte(rest, ';'); end > 1 && !strings.ContainsAny(rest[:end], " \n\t&") {
		if e := html.UnescapeString("&" + rest[:end+1]); !strings.HasPrefix(e, "&") && utf8.RuneCountInString(e) == 1 {
			return e, i + end + 1
		}
	}
	if i > 1 {
		return "&", i
	}
	return "", 0
}

// Unescape writes a text as a reader is to see it: character references that were left in plain text as the characters they stand for,
// as folding reads them. References to control characters stay as they are written: on a terminal they could do things.
func Unescape(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(s, '&') {
		b.WriteString(s[:i])
		s = s[i:]
		e, n := entity(s)
		if r, _ := utf8.DecodeRuneInString(e); n == 0 || unicode.IsControl(r) {
			e, n = "&", 1
		}
		b.WriteString(e)
		s = s[n:]
	}
	b.WriteString(s)
	return b.String()
}

// Arabic says whether r is a letter of the Arabic script (marks, digits and punctuation are not).
func Arabic(r rune) bool {
	return r >= 0x620 && r <= 0x64A && r != 0x640 || r >= 0x66E && r <= 0x6D3 && r != 0x670 || r == 0x6D5 || r >= 0x6EE && r <= 0x6EF ||
		r >= 0x6FA && r <= 0x6FF || r >= 0x750 && r <= 0x77F || r >= 0x8A0 && r <= 0x8C9
}

// Share is the share of Arabic letters among the letters of s, 0 when it has none, and the number of letters looked at:
// at most limit, 0 for all.
func Share(s string, limit int) (share float64, letters int) {
	arabic := 0
	for _, r := range s {
		switch {
		case Arabic(r):
			arabic++
			letters++
		case r < utf8.RuneSelf:
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				letters++
			}
		case r >= 0xC0 && r != 0x640 && !(r >= 0x600 && r <= 0x66D) && !(r >= 0x2000 && r < 0x3040):
			letters++
		}
		if limit > 0 && letters >= limit {
			break
		}
	}
	if letters == 0 {
		return 0, 0
	}
	return float64(arabic) / float64(letters), letters
}
