package charset

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// mend undoes double encoding: UTF-8 that was once read as windows-1252 or windows-1256 and written as UTF-8 again. It is done only
// when it is certain: nearly every letter outside ASCII belongs to a pair that such a reading leaves behind, and taking it back
// yields valid UTF-8. name is "" when nothing was mended.
func mend(s string) (mended, name string) {
	for i, yes := range doubled(s) {
		if !yes {
			continue
		}
		if m, ok := undo(s, misreadings[i].m); ok {
			return m, misreadings[i].name
		}
	}
	return s, ""
}

// misreadings are the encodings as which UTF-8 is taken by mistake.
var misreadings = [...]struct {
	name string
	m    *charmap.Charmap
	lead [2]rune // what the lead bytes of Arabic letters (D8, D9) look like
}{
	{"utf-8 read as windows-1252", charmap.Windows1252, [2]rune{0xD8, 0xD9}},
	{"utf-8 read as windows-1256", charmap.Windows1256, [2]rune{0x637, 0x638}},
}

// How many damaged letters a text must hold before it is called damaged, and how many of its bytes are looked at.
const (
	leastPairs = 6
	longEnough = 1 << 17
)

// doubled says of each misreading whether most letters of s, which is UTF-8, outside ASCII are pairs of a lead and a trail. In sound Arabic text two
// letters are never half of all. Letters are told by their bytes; all leads are letters of two.
func doubled(s string) (yes [len(misreadings)]bool) {
	var lead [len(misreadings)][2]uint16
	for m := range misreadings {
		for i, r := range misreadings[m].lead {
			lead[m][i] = 0xC080 | uint16(r>>6)<<8 | uint16(r&0x3F)
		}
	}
	var leads, other [len(misreadings)]int
	var paired [len(misreadings)]bool
	for i := 0; i < len(s) && i <= longEnough; { // a long text is judged by its beginning
		c := s[i]
		if c < utf8.RuneSelf {
			paired = [len(misreadings)]bool{}
			i++
			for i+8 <= len(s) && i+8 <= longEnough && word64(s[i:])&0x8080808080808080 == 0 {
				i += 8
			}
			if rest := min(len(s), longEnough) - i; 4*other[0] > leads[0]+rest && 4*other[1] > leads[1]+rest {
				break // whatever follows
			}
			continue
		}
		n, two := 2, uint16(0)
		switch {
		case c >= 0xF0:
			n = 4
		case c >= 0xE0:
			n = 3
		case i+1 < len(s):
			two = uint16(c)<<8 | uint16(s[i+1])
		}
		i += n
		if !paired[0] && !paired[1] && two != lead[0][0] && two != lead[0][1] && two != lead[1][0] && two != lead[1][1] {
			other[0]++ // as most letters
			other[1]++
			continue
		}
		for m := range misreadings {
			switch {
			case paired[m]:
				paired[m] = false
			case two == lead[m][0] || two == lead[m][1]:
				leads[m]++
				paired[m] = true
			default:
				other[m]++
			}
		}
	}
	for m := range yes {
		yes[m] = leads[m] >= leastPairs && leads[m] > 4*other[m]
	}
	return yes
}

// word64 is the first eight bytes of s.
func word64(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// undo writes s in the encoding m and takes the bytes for UTF-8. Letters that m cannot write stay as they are; ok is false when what comes out is
// not UTF-8 but for a stray byte in a hundred.
func undo(s string, m *charmap.Charmap) (string, bool) {
	back := map[rune]byte{}
	for b := 255; b >= 0x80; b-- {
		r := m.DecodeByte(byte(b))
		if r == utf8.RuneError { // undefined: such bytes pass through as control characters
			r = rune(b)
		}
		back[r] = byte(b)
	}
	out := make([]byte, 0, len(s))
	for _, r := range s {
		b, ok := back[r]
		switch {
		case r < utf8.RuneSelf:
			out = append(out, byte(r))
		case ok:
			out = append(out, b)
		case r >= 0x80 && r < 0xA0: // control characters that stand for bytes the encoding does not define
			out = append(out, byte(r))
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	bad, good := 0, 0
	text := make([]byte, 0, len(out))
	for i := 0; i < len(out); {
		r, n := utf8.DecodeRune(out[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n > 1 {
			good++
		}
		text = utf8.AppendRune(text, r)
		i += n
	}
	return string(text), bad*100 <= good
}
