package page

import (
	"bytes"
	"strings"
	"sync"

	"golang.org/x/net/html/atom"

	"rawi/arabic/lexicon"
	"rawi/text"
)

// tagSet is a set of tags. An atom is the place of a name in a table of letters (above the low byte) and its length.
type tagSet [1 << tagBits / 64]uint64

// tagBits is how many bits tell atoms apart, see slot.
const tagBits = 16

// slot is a number that no other atom has: TestTags.
func slot(t atom.Atom) uint32 { return (uint32(t)>>8<<5 | uint32(t)&31) & (1<<tagBits - 1) }

func set(tags ...atom.Atom) *tagSet {
	m := &tagSet{}
	for _, t := range tags {
		m.add(t)
	}
	return m
}

func (m *tagSet) add(t atom.Atom) { m[slot(t)/64] |= 1 << (slot(t) % 64) }

func (m *tagSet) has(t atom.Atom) bool { return m[slot(t)/64]>>(slot(t)%64)&1 != 0 }

// The kinds of elements: void ones have no end; what stands in unseen ones is not shown, or is no text; blocks stand on lines of their own.
var (
	void = set(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param,
		atom.Source, atom.Track, atom.Wbr, atom.Frame)
	unseen = set(atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Object, atom.Canvas, atom.Audio, atom.Video,
		atom.Select, atom.Datalist, atom.Textarea, atom.Noembed, atom.Noframes, atom.Applet)
	block = set(atom.Html, atom.Head, atom.Body, atom.Title, atom.Div, atom.Section, atom.Article, atom.Main, atom.Aside, atom.Header, atom.Footer,
		atom.Nav, atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd,
		atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Blockquote, atom.Figure, atom.Figcaption,
		atom.Form, atom.Fieldset, atom.Legend, atom.Address, atom.Pre, atom.Center, atom.Details, atom.Summary, atom.Dialog, atom.Hgroup,
		atom.Menu, atom.Frameset, atom.Button, atom.Option, atom.Dir)
)

// marks say what an element is for, by its tag and by the words in its names.
type marks uint32

const (
	markBody      marks = 1 << iota // the text of the article
	markTitle                       // its headline
	markDeck                        // the lines under the headline
	markDate                        // the stamp
	markByline                      // the writer
	markCaption                     // under a picture
	markCredit                      // sources
	markKeywords                    // tags
	markShare                       // share and follow
	markRelated                     // lists of other articles
	markAdvert                      // advertisements
	markFurniture                   // menus, forms, counters, comments
	markHead                        // the head of a page or of an article
	markHidden                      // not shown
	markHeading                     // h2 to h6
	markPlain                       // the small print of the article itself, though the name sounds like furniture
)

// aside are the marks of what does not belong to the article's text.
const aside = markKeywords | markShare | markRelated | markAdvert | markFurniture | markHidden

// tagMarks are the marks that a tag has by itself.
var tagMarks = map[atom.Atom]marks{
	atom.Nav: markFurniture, atom.Footer: markFurniture, atom.Form: markFurniture, atom.Button: markFurniture, atom.Menu: markFurniture,
	atom.Aside: markRelated, atom.Header: markHead, atom.Figcaption: markCaption, atom.Figure: markCaption, atom.Caption: markCaption,
	atom.H1: markHeading, atom.H2: markHeading, atom.H3: markHeading, atom.H4: markHeading, atom.H5: markHeading, atom.H6: markHeading,
	atom.Dialog: markFurniture, atom.Option: markFurniture,
}

// roleMarks are the marks of the landmarks that the attribute "role" names.
var roleMarks = map[string]marks{
	"banner": markHead, "navigation": markFurniture, "menu": markFurniture, "menubar": markFurniture, "search": markFurniture, "contentinfo": markFurniture,
	"toolbar": markFurniture, "tablist": markFurniture, "dialog": markFurniture, "alertdialog": markFurniture, "complementary": markRelated,
}

// markNames are the words of marks.tsv by the name of their mark.
var markNames = map[string]marks{
	"body": markBody, "title": markTitle, "deck": markDeck, "date": markDate, "byline": markByline, "caption": markCaption,
	"credit": markCredit, "keywords": markKeywords, "share": markShare, "related": markRelated, "advert": markAdvert,
	"furniture": markFurniture, "head": markHead, "hidden": markHidden, "plain": markPlain,
}

// markBook is marks.tsv made ready.
type markBook struct {
	words map[string]marks // whole words of a name
	names map[string]marks // whole names
	parts []struct {       // parts of a name written without separators
		part    string
		letters uint32
		marks
	}
}

// lettersOf is the set of letters of a name in lower case: a part whose letters a name does not have is none of it.
func lettersOf[T string | []byte](name T) (set uint32) {
	for i := range len(name) {
		if c := name[i] - 'a'; c < 26 {
			set |= 1 << c
		}
	}
	return set
}

var markWords = sync.OnceValue(func() *markBook {
	b := &markBook{words: map[string]marks{}, names: map[string]marks{}}
	for _, r := range lexicon.Must(files, "marks.tsv").Rows {
		m, ok := markNames[r.Get("mark")]
		if !ok {
			panic(r.Rule() + ": mark " + r.Get("mark"))
		}
		switch r.Get("how") {
		case "name":
			b.names[r.Key()] = m
			continue
		case "part":
			b.parts = append(b.parts, struct {
				part    string
				letters uint32
				marks
			}{r.Key(), lettersOf(r.Key()), m})
			continue
		}
		b.words[r.Key()] = m
	}
	return b
})

// markCache remembers the marks of names, most of which a page uses many times, and the pages of one site again.
var markCache = sync.OnceValue(func() *lexicon.Cache[marks] { return lexicon.NewCache[marks](12) })

// knownMarks are the marks of names, as nameMarks tells them.
func knownMarks(names string) marks { return markCache().Of(names, nameMarks) }

// nameMarks are the marks of a class or id, or of several parted by blanks.
func nameMarks(names string) marks {
	b := markWords()
	var out marks
	var buf [64]byte
	for name := range strings.FieldsSeq(names) {
		whole := buf[:0] // the name in lower case, separators left out
		from := 0
		for i := 0; i <= len(name) && i < len(buf); i++ {
			border := i == len(name) || !letterOrDigit(name[i])
			if border || i > 0 && name[i] >= 'A' && name[i] <= 'Z' && name[i-1] >= 'a' && name[i-1] <= 'z' {
				if len(whole) > from {
					out |= b.words[string(whole[from:])]
				}
				from = len(whole)
			}
			if border {
				continue
			}
			c := name[i]
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			whole = append(whole, c)
		}
		if len(whole) > from {
			out |= b.words[string(whole[from:])]
		}
		if from > 0 {
			out |= b.words[string(whole)]
		} else {
			out |= b.names[string(whole)]
		}
		letters := lettersOf(whole)
		for k := range b.parts {
			if p := &b.parts[k]; p.letters&^letters == 0 && bytes.Contains(whole, []byte(p.part)) {
				out |= p.marks
			}
		}
	}
	return out
}

func letterOrDigit(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// role is the role of what does not belong to the article, by the marks of the elements around it.
func (m marks) role() text.Role {
	switch {
	case m&markAdvert != 0:
		return text.Advert
	case m&markKeywords != 0:
		return text.Keywords
	case m&markShare != 0:
		return text.Share
	case m&markRelated != 0:
		return text.Related
	}
	return text.Furniture
}
