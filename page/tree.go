package page

import (
	"sort"
	"strings"
	"sync"

	"golang.org/x/net/html/atom"

	"rawi/text"
)

// tree is a page of HTML as far as its text needs it: the visible text with the way back to the mark-up, and the elements that hold
// it. It is lighter than a document object model: elements that only dress words are not kept.
type tree struct {
	src   string
	view  text.View
	nodes []node // in the order of the page; the first is the page itself
	units []unit // the lines of the text
	links []text.Span
	meta  meta

	pictures []int32 // the elements in which pictures stand, in order
}

// node is an element that holds text.
type node struct {
	parent int32
	depth  int32
	tag    atom.Atom
	from   int32 // bytes of the text
	to     int32
	marks  marks  // what its names and its kind say it is for
	sign   uint32 // of its tag and class, to tell what is repeated
}

// unit is a line of the text: what stands between two borders of blocks.
type unit struct {
	span text.Span // in the text
	node int32
}

// Bounds that keep a page of any shape in memory and time.
const (
	maxOpen  = 512     // elements inside one another; deeper ones are taken as if they were not there
	maxNodes = 1 << 18 // elements kept
	maxAttr  = 1 << 10 // bytes of an attribute that are looked at, but for the contents of meta elements
)

// open is an element that is not closed yet.
type open struct {
	tag  atom.Atom
	node int32 // the element itself where it is kept, else the one that holds it
	kept bool
	at   int // where in the text it begins
}

// grower builds a tree from the tokens of a page.
type grower struct {
	*tree
	z      scanner
	b      *text.Builder
	stack  []open
	at, to int // the token's bytes

	brk, space text.Span // the border, the blanks before the next word; empty when there are none
	unitFrom   int       // where the line began in the text; -1 before its first letter
	unitNode   int32
	link       int       // where the link began in the text, -1 outside links
	linkEnd    int       // where the last link ended
	wordsEnd   int       // where the last element inside a line ended that held more than a few letters
	last       byte      // of the text
	seam       text.Span // the tag of an element that touches the one before it; empty when there is none
	skip       atom.Atom
	skipped    int // elements of the kind that is skipped, inside one another
	jsonBody   bool
	ignore     *tagSet // elements that are not skipped, though they are not shown; nil where there are none
}

// grow reads a page. With jsonBody the article that stands only in a JSON-LD script becomes part of the text. prefix is how many
// bytes at the beginning of src are plain text (fields that came with the page).
func (d *desk) grow(src string, prefix int, jsonBody bool) *tree {
	var ignore *tagSet
	for {
		g := d.growOnce(src, prefix, jsonBody, ignore)
		if g.skip == 0 || ignore != nil && ignore.has(g.skip) || g.b.Len()*4 > len(src) {
			return g.tree
		}
		if ignore == nil {
			ignore = &tagSet{}
		}
		ignore.add(g.skip) // an element that is not shown was never closed: take it for a mistake
	}
}

func (d *desk) growOnce(src string, prefix int, jsonBody bool, ignore *tagSet) *grower {
	d.tree = tree{src: src, nodes: d.tree.nodes[:0], units: d.tree.units[:0], links: d.tree.links[:0], pictures: d.tree.pictures[:0]}
	g := &grower{
		tree: &d.tree, z: scanner{src: src, from: prefix, to: prefix, keys: d.keys}, b: text.NewBuilderOf(src, len(src)/4), stack: d.open[:0],
		unitFrom: -1, link: -1, linkEnd: -1, jsonBody: jsonBody, ignore: ignore,
	}
	g.nodes = append(g.nodes, node{parent: -1})
	g.stack = append(g.stack, open{})
	g.words(text.Span{End: prefix}, true)
	g.to = prefix
	for {
		tt := g.z.next()
		g.at, g.to = g.z.from, g.z.to
		if tt == noToken || len(g.units) > maxLines+1 {
			break
		}
		switch tt {
		case textToken:
			g.text()
		case startToken, emptyToken:
			g.start(tt == emptyToken)
		case endToken:
			name, _ := tagName(src[g.at:g.to])
			g.end(name)
		}
	}
	g.flush(text.Span{Start: len(src), End: len(src)})
	for i := len(g.stack) - 1; i >= 0; i-- {
		g.close(i)
	}
	g.nodes[0].to = int32(g.b.Len())
	g.view = g.b.View()
	d.open, d.keys = g.stack, g.z.keys
	return g
}

// tagName reads the name of the tag whose bytes are raw, and returns the rest of it.
func tagName(raw string) (atom.Atom, string) {
	i := 1
	if i < len(raw) && raw[i] == '/' {
		i++
	}
	j := i
	for j < len(raw) && raw[j] > ' ' && raw[j] != '>' && raw[j] != '/' {
		j++
	}
	return tagOf(raw[i:j]), raw[j:]
}

// tagOf is the tag of a name, 0 where it is of none.
func tagOf(name string) atom.Atom {
	var buf [24]byte
	if len(name) > len(buf) {
		return 0
	}
	if len(name) > 8 {
		return atom.Lookup(appendLower(buf[:0], name))
	}
	k := uint64(0)
	for i := range len(name) {
		k = k<<8 | uint64(name[i]|0x20)
	}
	if c := &commonTags()[k*0x9e3779b97f4a7c15>>(64-commonBits)]; c.name == k {
		return c.tag
	}
	return atom.Lookup(appendLower(buf[:0], name))
}

// commonBits is how large the table of common tags is.
const commonBits = 9

// commonTags finds the tags of which pages consist by their names, as bytes of a number; of those for which there is one place, the first. Lower case
// is one bit, which no name of a tag lacks.
var commonTags = sync.OnceValue(func() *[1 << commonBits]commonTag {
	var t [1 << commonBits]commonTag
	for _, tag := range [...]atom.Atom{
		atom.A, atom.Div, atom.Li, atom.Span, atom.P, atom.Ul, atom.Img, atom.Br, atom.Script, atom.Link, atom.Meta, atom.I, atom.Td, atom.Tr, atom.B, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5,
		atom.Strong, atom.Em, atom.Input, atom.Article, atom.Section, atom.Figure, atom.Time, atom.Nav, atom.Header, atom.Footer, atom.Button, atom.Option, atom.Font, atom.Table, atom.Tbody, atom.Ol,
		atom.Style, atom.Svg, atom.Label, atom.Form, atom.Iframe, atom.Body, atom.Html, atom.Head, atom.Title, atom.Noscript, atom.Aside, atom.Main, atom.Center, atom.Hr, atom.U, atom.Source, atom.Picture,
	} {
		k := uint64(0)
		for _, c := range []byte(tag.String()) {
			k = k<<8 | uint64(c)
		}
		if c := &t[k*0x9e3779b97f4a7c15>>(64-commonBits)]; c.tag == 0 {
			*c = commonTag{k, tag}
		}
	}
	return &t
})

type commonTag struct {
	name uint64
	tag  atom.Atom
}

func appendLower(b []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

// attributes calls f with each attribute of a tag; rest is what follows its name. Values are as they stand, not unescaped.
func attributes(rest string, f func(key, value string)) {
	for i := 0; i < len(rest); {
		for i < len(rest) && (rest[i] <= ' ' || rest[i] == '/') {
			i++
		}
		k := i
		for i < len(rest) && rest[i] > ' ' && rest[i] != '=' && rest[i] != '>' && rest[i] != '/' {
			i++
		}
		if i == k {
			if i < len(rest) && rest[i] == '=' {
				i++
				continue
			}
			return
		}
		key := rest[k:i]
		for i < len(rest) && rest[i] <= ' ' {
			i++
		}
		if i >= len(rest) || rest[i] != '=' {
			f(key, "")
			continue
		}
		i++
		for i < len(rest) && rest[i] <= ' ' {
			i++
		}
		v := i
		if i < len(rest) && (rest[i] == '"' || rest[i] == '\'') {
			end := strings.IndexByte(rest[i+1:], rest[i])
			if end < 0 {
				return
			}
			v, i = i+1, i+1+end
			f(key, rest[v:i])
			i++
			continue
		}
		for i < len(rest) && rest[i] > ' ' && rest[i] != '>' {
			i++
		}
		f(key, rest[v:i])
	}
}

// start opens an element.
func (g *grower) start(selfClosing bool) {
	tag, rest := tagName(g.src[g.at:g.to])
	if g.skip != 0 {
		if tag == g.skip && !selfClosing {
			g.skipped++
		}
		return
	}
	here := text.Span{Start: g.at, End: g.to}
	switch {
	case tag == atom.Meta:
		g.meta.readMeta(rest)
		return
	case tag == atom.Link, tag == atom.Base:
		g.meta.readLink(tag, rest)
		return
	case tag == atom.Br, tag == atom.Hr:
		g.flush(here)
		return
	case tag == atom.Script:
		g.script(rest)
		return
	case unseen.has(tag) && (g.ignore == nil || !g.ignore.has(tag)):
		if tag == atom.Video || tag == atom.Iframe || tag == atom.Object {
			g.picture()
		}
		if !selfClosing {
			g.skip, g.skipped = tag, 1
		}
		return
	case void.has(tag):
		if tag == atom.Img {
			g.picture()
		}
		return
	case tag == 0 && strings.HasPrefix(g.src[g.at:g.to], "<amp-img"):
		g.picture()
		return
	}
	g.implied(tag)
	if block.has(tag) {
		g.flush(here)
	}
	if tag == atom.A {
		g.closeTag(atom.A)
	}
	if len(g.stack) >= maxOpen || selfClosing && !block.has(tag) {
		return
	}
	touches := g.b.Len() > 0 && g.space.Empty() && g.brk.Empty()
	leads := g.push(tag, rest)
	if touches && (tag == atom.A && g.linkEnd == g.b.Len() || g.wordsEnd == g.b.Len() && (tag == atom.A || g.forItself())) {
		g.space = here // elements that touch are parted by their style
	} else if touches && g.wordsEnd == g.b.Len() {
		g.seam = here
	}
	if leads {
		g.link = -2 // begins with its first letter
	}
}

// fewLetters is how many bytes an element inside a line may hold and be but a piece of a word.
const fewLetters = 6

// forItself says that the element opened last, inside a line, is marked for something of its own: a stamp, a writer, tags.
func (g *grower) forItself() bool {
	o := g.stack[len(g.stack)-1]
	return o.kept && !block.has(o.tag) && g.nodes[o.node].marks&ofRow != 0
}

// maxPictures is how many pictures of a page are kept.
const maxPictures = 2000

// picture notes that a picture stands here.
func (g *grower) picture() {
	if len(g.pictures) < maxPictures {
		g.pictures = append(g.pictures, g.stack[len(g.stack)-1].node)
	}
}

// hasHref says that the tag of a link, rest of it after its name, leads somewhere.
func hasHref(rest string) (yes bool) {
	attributes(rest, func(key, value string) { yes = yes || len(key) == 4 && strings.EqualFold(key, "href") && value != "" })
	return yes
}

// push puts an element on the stack, and keeps it as a node where it holds lines or its names may say something. leads says that it is a link that leads
// somewhere.
func (g *grower) push(tag atom.Atom, rest string) (leads bool) {
	top := g.stack[len(g.stack)-1].node
	o := open{tag: tag, node: top, at: g.b.Len()}
	if !block.has(tag) && rest == ">" || len(g.nodes) >= maxNodes {
		g.stack = append(g.stack, o)
		return tag == atom.A && hasHref(rest)
	}
	n := node{parent: top, depth: g.nodes[top].depth + 1, tag: tag, from: int32(g.b.Len()), to: -1, marks: tagMarks[tag]}
	n.sign = uint32(tag)
	itemprop, datetime := "", ""
	attributes(rest, func(key, value string) {
		if len(value) > maxAttr {
			value = value[:maxAttr]
		}
		switch key {
		case "class", "id", "CLASS", "ID":
			n.marks |= knownMarks(value)
			if key == "class" || key == "CLASS" {
				n.sign = hash(n.sign, value)
			}
		case "itemprop":
			itemprop = value
			n.marks |= nameMarks(value)
		case "aria-labelledby", "data-component", "data-testid", "data-block", "data-module", "data-qa":
			n.marks |= knownMarks(value)
		case "role":
			n.marks |= roleMarks[value]
		case "rel":
			if tag == atom.A && value == "author" {
				n.marks |= markByline
			}
		case "datetime":
			datetime = value
		case "hidden":
			n.marks |= markHidden
		case "href":
			leads = leads || tag == atom.A && value != ""
		case "style":
			if hiddenStyle(value) {
				n.marks |= markHidden
			}
		default:
			leads = leads || tag == atom.A && value != "" && len(key) == 4 && strings.EqualFold(key, "href")
		}
	})
	if n.marks&markPlain != 0 {
		n.marks &^= markFurniture | markHead | markRelated
	}
	if tag == atom.Time || datetime != "" {
		g.meta.readTime(itemprop, datetime, g.b.Len(), n.marks)
	}
	if !block.has(tag) && n.marks == 0 {
		g.stack = append(g.stack, o)
		return leads
	}
	g.nodes = append(g.nodes, n)
	o.node, o.kept = int32(len(g.nodes)-1), true
	g.stack = append(g.stack, o)
	return leads
}

func hiddenStyle(v string) bool {
	v = strings.ReplaceAll(v, " ", "")
	return strings.Contains(v, "display:none") || strings.Contains(v, "visibility:hidden")
}

func hash(h uint32, s string) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// end closes the element of the tag, and those left open inside it.
func (g *grower) end(tag atom.Atom) {
	if g.skip != 0 {
		if tag == g.skip {
			if g.skipped--; g.skipped == 0 {
				g.skip = 0
			}
		}
		return
	}
	if tag == atom.P || block.has(tag) {
		g.flush(text.Span{Start: g.at, End: g.to})
	}
	if tag == atom.Br {
		g.flush(text.Span{Start: g.at, End: g.to})
		return
	}
	g.closeTag(tag)
}

// closeTag closes the nearest open element of the tag. The end of an element does not reach out of a cell of a table, unless it ends the table.
func (g *grower) closeTag(tag atom.Atom) {
	for i := len(g.stack) - 1; i > 0; i-- {
		t := g.stack[i].tag
		if t == tag {
			g.close(i)
			g.stack = g.stack[:i]
			return
		}
		if (t == atom.Td || t == atom.Th) && tag != atom.Table && tag != atom.Tr && tag != atom.Tbody && tag != atom.Body {
			return
		}
		if block.has(t) && !block.has(tag) && t != atom.P {
			return // a word's dress does not end a block
		}
	}
}

// close ends the elements from i up.
func (g *grower) close(i int) {
	for k := len(g.stack) - 1; k >= i; k-- {
		o := g.stack[k]
		if !block.has(o.tag) && g.b.Len()-o.at > fewLetters {
			g.wordsEnd = g.b.Len()
		}
		if o.kept {
			g.nodes[o.node].to = int32(g.b.Len())
		}
		if o.tag == atom.A {
			g.endLink()
		}
	}
}

func (g *grower) endLink() {
	if g.link >= 0 && g.b.Len() > g.link {
		g.links = append(g.links, text.Span{Start: g.link, End: g.b.Len()})
		g.linkEnd = g.b.Len()
	}
	g.link = -1
}

// implied closes what the start of an element ends without saying so.
func (g *grower) implied(tag atom.Atom) {
	if block.has(tag) {
		for i := len(g.stack) - 1; i > 0; i-- {
			if t := g.stack[i].tag; t == atom.P {
				g.close(i)
				g.stack = g.stack[:i]
				break
			} else if block.has(t) {
				break
			}
		}
	}
	var ends [2]atom.Atom
	var upTo [3]atom.Atom
	switch tag {
	case atom.Li:
		ends, upTo = [2]atom.Atom{atom.Li}, [3]atom.Atom{atom.Ul, atom.Ol, atom.Menu}
	case atom.Dt, atom.Dd:
		ends, upTo = [2]atom.Atom{atom.Dt, atom.Dd}, [3]atom.Atom{atom.Dl}
	case atom.Tr:
		ends, upTo = [2]atom.Atom{atom.Tr}, [3]atom.Atom{atom.Table}
	case atom.Td, atom.Th:
		ends, upTo = [2]atom.Atom{atom.Td, atom.Th}, [3]atom.Atom{atom.Tr, atom.Table}
	default:
		return
	}
	for i := len(g.stack) - 1; i > 0; i-- {
		t := g.stack[i].tag
		if t == ends[0] || t == ends[1] && t != 0 {
			g.close(i)
			g.stack = g.stack[:i]
			return
		}
		if t == upTo[0] || t == upTo[1] && t != 0 || t == upTo[2] && t != 0 {
			return
		}
	}
}

// inTitle says that the bytes s of the text stand in the <title> of the page.
func (t *tree) inTitle(s text.Span) bool {
	for _, u := range t.units {
		if u.span.Overlaps(s) {
			return t.nodes[u.node].tag == atom.Title
		}
	}
	return false
}

// nodeAt is the first element that begins at byte i of the text or after it.
func (t *tree) nodeAt(i int) int {
	return sort.Search(len(t.nodes), func(n int) bool { return int(t.nodes[n].from) >= i })
}
