package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// mend undoes double encoding: UTF-8 that was once read as windows-1252 or windows-1256 and written as UTF-8 again. It is done only
// when it is certain: nearly every letter outside ASCII belongs to a pair that such a reading leaves behind, and taking it back
// yields valid UTF-8. name is "" when nothing was mended.
func mend(s string) (mended, name string) {
	for _, c := range []struct {
		name string
		m    *charmap.Charmap
		lead [2]rune // what the lead bytes of Arabic letters (D8, D9) look like
	}{
		{"utf-8 read as windows-1252", charmap.Windows1252, [2]rune{0xD8, 0xD9}},
		{"utf-8 read as windows-1256", charmap.Windows1256, [2]rune{0x637, 0x638}},
	} {
		if !doubled(s, c.lead) {
			continue
		}
		if m, ok := undo(s, c.m); ok {
			return m, c.name
		}
	}
	return s, ""
}

// How many damaged letters a text must hold before it is called damaged, and how many of its bytes are looked at.
const (
	leastPairs = 6
	longEnough = 1 << 17
)

// doubled says that most letters of s outside ASCII are pairs of a lead and a trail. In sound Arabic text two letters are never
// half of all.
func doubled(s string, lead [2]rune) bool {
	if strings.Count(s, string(lead[0]))+strings.Count(s, string(lead[1])) < leastPairs {
		return false
	}
	leads, other := 0, 0
	paired := false
	for i := 0; i < len(s) && i <= longEnough; { // a long text is judged by its beginning
		if i+8 <= len(s) && i+8 <= longEnough && word64(s[i:])&0x8080808080808080 == 0 {
			i += 8
			paired = false
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r < utf8.RuneSelf:
			paired = false
		case paired:
			paired = false
		case r == lead[0] || r == lead[1]:
			leads++
			paired = true
		default:
			other++
		}
	}
	return leads >= leastPairs && leads > 4*other
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
