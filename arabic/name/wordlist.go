package name

import (
	"math"
	"strconv"
	"strings"
	"sync"

	"rawi/arabic/letter"
	"rawi/arabic/lexicon"
)

// What the lists of given names know of a word.
const (
	native  = 1 << iota // an Arabic given name
	common              // which is another word too
	foreign             // a name from another language; how common it is stands above
	borne
	surname = 64 // an Arabic family name
)

// readGiven reads given.tsv, surnames.tsv and foreign.tsv: flags by folded name. Whoever asks for a word asks givenTable.
func readGiven() map[string]uint8 {
	l := lexicon.Must(files, "foreign.tsv")
	m := make(map[string]uint8, len(l.Rows)+2048)
	for _, r := range l.Rows {
		n, _ := strconv.Atoi(r.Get("count"))
		m[letter.String(r.Key(), letter.Search)] = uint8(foreign + borne*int(min(7, math.Log2(float64(1+n)))))
	}
	for _, r := range lexicon.Must(files, "surnames.tsv").Rows {
		flags := uint8(surname)
		if r.Get("common") == "yes" {
			flags |= common
		}
		m[letter.String(r.Key(), letter.Search)] = flags
	}
	for _, r := range lexicon.Must(files, "given.tsv").Rows {
		flags := uint8(native)
		if r.Get("common") == "yes" {
			flags |= common
		}
		m[letter.String(r.Key(), letter.Search)] = flags
	}
	return m
}

// Given says that a folded word is a given name, Arabic or of another language, whatever else it may be.
func Given(fold string) bool {
	g := givenTable().Of(fold)
	return g&(native|foreign) != 0 && g < surname
}

// givenTable is what these lists know of the words of a text, most of which are no names.
var givenTable = sync.OnceValue(func() lexicon.Table[uint8] { return lexicon.NewTable(readGiven()) })

// givenFlags is what the lists of given names know of a folded word and of it without its clitics; 0 when nothing. Family names are
// left to the rules: the tagger finds them better by their letters.
func givenFlags(fold, stem string) uint32 {
	m := givenTable()
	of := func(w string) uint32 {
		if x := m.Of(w); x < surname {
			return uint32(x)
		}
		return 0
	}
	x := of(fold)
	if x == 0 {
		if rest, ok := strings.CutPrefix(fold, "و"); ok && len(rest) > 4 {
			x = of(rest) << 8
		}
	}
	if x == 0 && stem != fold {
		x = of(stem) << 16
	}
	return x
}

// cue is the class of a word beside which names stand.
type cue uint8

const (
	noCue cue = iota
	saying
	acting
	kin
	townCue
	side
	land
	house
	organCue
	clubCue
	firm
	media
	event
	workCue
	timeCue
	unitCue
	group
)

var cueClasses = map[string]cue{
	"say": saying, "act": acting, "kin": kin, "town": townCue, "side": side, "land": land, "house": house,
	"organ": organCue, "club": clubCue, "firm": firm, "media": media, "event": event, "work": workCue, "time": timeCue, "unit": unitCue, "group": group,
}

// sorts says whether a word of this class only says of what sort the thing named after it is, and is no part of the name.
func (c cue) sorts() bool {
	switch c {
	case townCue, side, land, clubCue, firm, media, group:
		return true
	}
	return false
}

// cueLists are cues.tsv: the class of each word, folded, and those after which a place is named; true for those that are part of its
// name.
type cueLists struct {
	class lexicon.Table[cue]
	sites lexicon.Table[bool]
}

var cues = sync.OnceValue(func() cueLists {
	class, sites := map[string]cue{}, map[string]bool{}
	for _, r := range lexicon.Must(files, "cues.tsv").Rows {
		w := letter.String(r.Key(), letter.Search)
		class[w] = cueClasses[r.Get("class")]
		if p := r.Get("place"); p != "" {
			sites[w] = p == "with"
		}
	}
	return cueLists{lexicon.NewTable(class), lexicon.NewTable(sites)}
})

// cueOf is the class of a folded word, of it without its clitics, or without an "and" that the corpus takes for a part of it.
func cueOf(fold, stem string) cue {
	m := cues().class
	if c := m.Of(fold); c != noCue {
		return c
	}
	if c := m.Of(stem); c != noCue {
		return c
	}
	for _, p := range [...]string{"و", "ف"} {
		if rest, ok := strings.CutPrefix(fold, p); ok {
			if c := m.Of(rest); c == saying || c == acting {
				return c
			}
		}
	}
	return noCue
}
