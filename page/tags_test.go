package page

import (
	"strings"
	"testing"

	"golang.org/x/net/html/atom"
)

// TestTags: no two atoms have the same slot.
func TestTags(t *testing.T) {
	seen := map[uint32]atom.Atom{}
	for name := range strings.FieldsSeq(`a abbr accept action address align applet area article aside audio b base bdi bdo big blockquote body br button canvas
		caption center cite class code col cols color content data datalist date dd del details dfn dialog dir div dl download dt em embed face
		fieldset figcaption figure font footer for form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hidden high hr href html i id iframe
		image img input ins is isindex ismap itemprop kbd keygen kind label lang legend li link list listing loop low main map mark marquee math
		max media menu meta meter method min name nav nobr noembed noframes noscript object ol option output p param pattern picture plaintext
		pre progress prompt q rel rp rt ruby s samp scope script section select shape size slot small source span src step strike strong style
		sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt type u ul value var video wbr width wrap xmp`) {
		tag := atom.Lookup([]byte(name))
		if other, ok := seen[slot(tag)]; ok && other != tag {
			t.Errorf("%v and %v", tag, other)
		}
		seen[slot(tag)] = tag
	}
	if !block.has(atom.Div) || block.has(atom.Span) || block.has(0) || !void.has(atom.Br) || !unseen.has(atom.Style) {
		t.Error("wrong kinds")
	}
}
