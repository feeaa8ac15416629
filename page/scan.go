package page

import "strings"

// token is what a scanner finds.
type token uint8

const (
	noToken    token = iota // the end of the page, or of what can be read of it
	textToken               // text, as it stands
	startToken              // the tag that opens an element
	emptyToken              // the tag of an element that closes itself
	endToken                // the tag that closes an element
	otherToken              // a comment, a declaration, a tag without a name
)

// scanner cuts a page into tags and the text between them, as the HTML standard (WHATWG, 13.2.5) and golang.org/x/net/html do, whose tokenizer it
// answers for byte by byte (FuzzScanner). It is another since a page is a string already: what only has to be passed over, text, scripts and values, is
// searched for its end instead of read, and nothing is copied.
type scanner struct {
	src      string
	from, to int    // the bytes of the token found last
	raw      string // the element that was opened last and whose content is text to its end, in lower case; else ""
	done     bool   // the page ended inside the token found last
	keys     [][2]int
}

// next finds the token that begins where the last ended.
func (z *scanner) next() token {
	z.from = z.to
	if z.done {
		return noToken
	}
	if z.raw != "" {
		z.rawText()
		if z.to > z.from {
			return textToken
		}
	}
	for i := z.to; ; i++ {
		n := strings.IndexByte(z.src[i:], '<')
		if n < 0 || i+n+1 == len(z.src) {
			return z.rest()
		}
		i += n
		c := z.src[i+1]
		if !asciiLetter(c) && c != '/' && c != '!' && c != '?' {
			continue
		}
		if i > z.from {
			z.to = i
			return textToken
		}
		switch c {
		case '/':
			return z.endTag(i + 2)
		case '!':
			z.declaration(i + 2)
			return otherToken
		case '?':
			z.past('>', i+1)
			return otherToken
		}
		return z.startTag(i + 1)
	}
}

// rest takes what is left of the page for text.
func (z *scanner) rest() token {
	z.to, z.done = len(z.src), true
	if z.from < z.to {
		return textToken
	}
	return noToken
}

// cut ends the page inside a token.
func (z *scanner) cut() { z.to, z.done = len(z.src), true }

// past ends the token behind the next byte c from i on.
func (z *scanner) past(c byte, i int) {
	if n := strings.IndexByte(z.src[i:], c); n >= 0 {
		z.to = i + n + 1
		return
	}
	z.cut()
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// htmlSpace says that c is a blank in a tag.
func htmlSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

// spaces is the first place from i on that is no blank.
func (z *scanner) spaces(i int) int {
	for i < len(z.src) && htmlSpace(z.src[i]) {
		i++
	}
	return i
}

// endTag reads on behind "</".
func (z *scanner) endTag(i int) token {
	switch {
	case i == len(z.src):
		return z.rest()
	case z.src[i] == '>':
		z.to = i + 1
		return otherToken
	case !asciiLetter(z.src[i]):
		z.past('>', i)
		return otherToken
	}
	if _, _, ok := z.tag(i); !ok {
		return noToken
	}
	return endToken
}

// startTag reads the tag whose name begins at i.
func (z *scanner) startTag(i int) token {
	name, value, ok := z.tag(i)
	if !ok {
		return noToken
	}
	z.raw = rawName(z.src[i:name])
	// A slash before the bracket closes the element, unless it is the end of a value without quotation marks.
	if slash := z.to - 2; z.src[slash] == '/' && (slash != value-1 || z.repeated()) {
		return emptyToken
	}
	return startToken
}

// tag reads the tag whose name begins at i: where the name ends, and the last value of an attribute. ok is false where the page ends inside the tag.
func (z *scanner) tag(i int) (name, value int, ok bool) {
	s := z.src
	for i < len(s) && s[i] != '>' && s[i] != '/' && !htmlSpace(s[i]) {
		i++
	}
	name, value = i, -1
	z.keys = z.keys[:0]
	for {
		if i = z.spaces(i); i >= len(s) {
			z.cut()
			return name, value, false
		}
		if s[i] == '>' {
			z.to = i + 1
			return name, value, true
		}
		key := i
		for i < len(s) && (s[i] != '=' || i == key) && s[i] != '>' && s[i] != '/' && !htmlSpace(s[i]) {
			i++
		}
		if i > key {
			value = i
			z.keys = append(z.keys, [2]int{key, i})
		}
		if i = z.spaces(i); i >= len(s) || s[i] != '=' {
			if i < len(s) && s[i] == '/' {
				i++
			}
			continue
		}
		if i = z.spaces(i + 1); i >= len(s) {
			continue
		}
		switch c := s[i]; c {
		case '>':
			continue
		case '"', '\'':
			n := strings.IndexByte(s[i+1:], c)
			if n < 0 {
				i = len(s)
				continue
			}
			i += n + 1
			if value >= 0 {
				value = i
			}
			i++
		default:
			for i < len(s) && s[i] != '>' && !htmlSpace(s[i]) {
				i++
			}
			if value >= 0 {
				value = i
			}
		}
	}
}

// repeated says that the last attribute of the tag has the name of one before it, and so does not count.
func (z *scanner) repeated() bool {
	last := z.keys[len(z.keys)-1]
	for _, k := range z.keys[:len(z.keys)-1] {
		if string(appendLower(nil, z.src[k[0]:k[1]])) == string(appendLower(nil, z.src[last[0]:last[1]])) {
			return true
		}
	}
	return false
}

// rawName is the name of an element whose content is text to its end; "" for others.
func rawName(name string) string {
	switch name[0] | 0x20 {
	case 'i', 'n', 'p', 's', 't', 'x':
	default:
		return ""
	}
	for _, r := range [...]string{"script", "style", "title", "textarea", "iframe", "noscript", "noembed", "noframes", "plaintext", "xmp"} {
		if len(name) == len(r) && sameLetters(name, r) {
			return r
		}
	}
	return ""
}

// sameLetters says that s is lower, or is it in capitals; s has its length.
func sameLetters(s, lower string) bool {
	for i := range len(lower) {
		if c := s[i]; c != lower[i] && c != lower[i]-('a'-'A') {
			return false
		}
	}
	return true
}

// declaration reads on behind "<!": a comment, or anything else to the next bracket.
func (z *scanner) declaration(i int) {
	if strings.HasPrefix(z.src[i:], "--") {
		z.comment(i + 2)
		return
	}
	if len(z.src)-i < 2 {
		z.cut()
		return
	}
	if len(z.src)-i >= len("doctype") && sameLetters(z.src[i:i+len("doctype")], "doctype") {
		i += len("doctype")
	}
	z.past('>', i)
}

// comment reads on behind "<!--". A comment may end at once, as in "<!-->", or with "--!>".
func (z *scanner) comment(i int) {
	begin := i
	for {
		n := strings.IndexByte(z.src[i:], '>')
		if n < 0 {
			z.cut()
			return
		}
		end := i + n
		i = end + 1
		in := z.src[begin:end]
		if strings.HasSuffix(in, "--") || in == "" || in == "-" || strings.HasSuffix(in, "--!") {
			z.to = i
			return
		}
	}
}

// rawText reads the content of the element that was opened last.
func (z *scanner) rawText() {
	tag := z.raw
	z.raw = ""
	switch tag {
	case "plaintext":
		z.cut()
		return
	case "script":
		z.script()
		return
	}
	for i := z.to; ; {
		n := strings.Index(z.src[i:], "</")
		if n < 0 {
			z.cut()
			return
		}
		i += n
		switch ok, all := z.closes(i+2, tag); {
		case ok:
			z.to = i
			return
		case !all:
			z.cut()
			return
		}
		i += 2
	}
}

// closes says that the name at i, behind "</", is that of the element; all is false where the page ends before it can be told.
func (z *scanner) closes(i int, tag string) (ok, all bool) {
	for k := range len(tag) {
		if i+k >= len(z.src) {
			return false, false
		}
		if c := z.src[i+k]; c != tag[k] && c != tag[k]-('a'-'A') {
			return false, true
		}
	}
	if i += len(tag); i >= len(z.src) {
		return false, false
	}
	c := z.src[i]
	return c == '/' || c == '>' || htmlSpace(c), true
}

// How deep in a script the scanner is: in what looks like a comment the end of the script may be hidden by the beginning of another.
type depth uint8

const (
	ofScript  depth = iota
	ofComment       // behind "<!--"
	ofHidden        // behind "<script" in there
)

// script reads the content of a script.
func (z *scanner) script() {
	s := z.src
	in := ofScript
	dashes := 0 // before the place i
	for i := z.to; ; {
		if in == ofScript {
			n := strings.IndexByte(s[i:], '<')
			if n < 0 {
				break
			}
			i += n
		}
		if i >= len(s) {
			break
		}
		switch c := s[i]; {
		case c == '-':
			dashes++
			i++
			continue
		case c == '>' && dashes >= 2:
			in = ofScript
		case c == '<':
			var ok bool
			if i, in, dashes, ok = z.less(i+1, in); ok {
				z.to = i
				return
			}
			continue
		}
		dashes = 0
		i++
	}
	z.cut()
}

// less reads on behind a "<" in a script: where to go on, in what, after how many dashes. ok says that the script ends there.
func (z *scanner) less(i int, in depth) (next int, to depth, dashes int, ok bool) {
	s := z.src
	if i >= len(s) {
		return i, in, 0, false
	}
	const tag = "script"
	switch c := s[i]; {
	case c == '/':
		i++
		closes, all := z.closes(i, tag)
		switch {
		case !all:
			return len(s), in, 0, false
		case !closes:
			return i + z.common(i, tag), in, 0, false
		case in == ofHidden:
			return i + len(tag) + 1, ofComment, 0, false
		}
		return i - 2, in, 0, true
	case in == ofHidden:
		return i, in, 0, false
	case in == ofScript:
		if strings.HasPrefix(s[i:], "!--") {
			return i + 3, ofComment, 2, false
		}
		if c == '!' {
			i++
			if i < len(s) && s[i] == '-' {
				i++
			}
		}
		return i, in, 0, false
	case !asciiLetter(c):
		return i, ofScript, 0, false
	}
	n := z.common(i, tag)
	if i += n; n < len(tag) || i >= len(s) {
		return i, in, 0, false
	}
	if c := s[i]; c == '/' || c == '>' || htmlSpace(c) {
		return i + 1, ofHidden, 0, false
	}
	return i, in, 0, false
}

// common is how many bytes from i on are those of the name.
func (z *scanner) common(i int, name string) (n int) {
	for n < len(name) && i+n < len(z.src) && z.src[i+n]|0x20 == name[n] {
		n++
	}
	return n
}
