// Package charset turns bytes into text: pages, feeds and records, whatever they are encoded in and whatever they say of it.
package charset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding/charmap"
)

// Max is the size in bytes above which a page is refused: no newspaper page comes near it, and what is read is held in
// memory several times over.
const Max = 64 << 20

// Encoding is how the bytes of a page were read, and how sure that is.
type Encoding struct {
	Name    string
	Certain float64 // 1 where the bytes say it themselves, less where it was judged by what the letters look like
	Fault   error   // of bytes that the encoding does not hold and that were read all the same; nil where there are none
}

// signatures of files that are no text, by their first bytes.
var signatures = []struct{ head, what string }{
	{"\x89PNG\r\n", "a PNG picture"},
	{"\xff\xd8\xff", "a JPEG picture"},
	{"GIF8", "a GIF picture"},
	{"BM\x00", "a bitmap"},
	{"%PDF-", "a PDF document"},
	{"PK\x03\x04", "a zip archive"},
	{"\x1f\x8b", "gzip data"},
	{"BZh", "bzip2 data"},
	{"\xfd7zXZ", "xz data"},
	{"7z\xbc\xaf", "a 7z archive"},
	{"Rar!", "a rar archive"},
	{"\x7fELF", "a program"},
	{"MZ\x90", "a program"},
	{"\xd0\xcf\x11\xe0", "an Office document"},
	{"RIFF", "a sound or video file"},
	{"OggS", "a sound file"},
	{"ID3", "a sound file"},
	{"SQLite format 3", "a database"},
	{"wOFF", "a font"},
	{"wOF2", "a font"},
}

// Decode turns the bytes of a page into text. The order of trust: a byte order mark; valid UTF-8, with a few bad bytes borne; a
// declared encoding of one byte a letter, if what it yields looks like Arabic; the likeliest of the two that Arabic pages use.
// declared is what HTTP says, "" where it says nothing; markup that the head of the bytes may declare it. The text may lie in the memory of raw,
// which must not be written to any more.
func Decode(raw []byte, markup bool, declared string) (string, Encoding, error) {
	switch {
	case len(raw) == 0:
		return "", Encoding{}, errors.New("the file is empty")
	case len(raw) > Max:
		return "", Encoding{}, fmt.Errorf("%d bytes; a page may have at most %d", len(raw), Max)
	}
	for _, s := range signatures {
		if bytes.HasPrefix(raw, []byte(s.head)) {
			return "", Encoding{}, fmt.Errorf("not a text: the bytes at its beginning are those of %s", s.what)
		}
	}
	if s, name := wide(raw); name != "" {
		return s, Encoding{Name: name, Certain: 1}, nil
	}
	at, bad, sound := scan(raw)
	if bad {
		return "", Encoding{}, fmt.Errorf("not a text: control bytes, the first at byte %d", at)
	}
	if sound {
		s := unsafe.String(&raw[0], len(raw))
		if m, name := mend(s); name != "" {
			return m, Encoding{Name: name, Certain: .95}, nil
		}
		return s, Encoding{Name: "utf-8", Certain: 1}, nil
	}
	if s, e, ok := nearUTF8(raw); ok {
		return s, e, nil
	}
	declared = strings.ToLower(declared)
	if markup && oneByteMaps[declared] == nil {
		declared = declaredCharset(raw)
	}
	return oneByte(raw, declared)
}

// wide decodes UTF-16 (and refuses nothing): by its byte order mark, or by the zero and 0x06 bytes that ASCII and Arabic leave in
// every second place. A last odd byte is dropped.
func wide(raw []byte) (s, name string) {
	var order binary.ByteOrder
	body := raw
	switch {
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		order, body, name = binary.LittleEndian, raw[2:], "utf-16le"
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		order, body, name = binary.BigEndian, raw[2:], "utf-16be"
	default:
		var high [2]int
		head := raw[:min(len(raw), 4096)]
		if bytes.IndexByte(head, 0) < 0 && bytes.IndexByte(head, 6) < 0 {
			return "", "" // as nearly all
		}
		for i, b := range head {
			if b == 0 || b == 6 {
				high[i&1]++
			}
		}
		half := len(head) / 2
		switch {
		case half >= 8 && high[1]*10 > half*9 && high[0]*10 < half:
			order, name = binary.LittleEndian, "utf-16le"
		case half >= 8 && high[0]*10 > half*9 && high[1]*10 < half:
			order, name = binary.BigEndian, "utf-16be"
		default:
			return "", ""
		}
	}
	units := make([]uint16, len(body)/2)
	for i := range units {
		units[i] = order.Uint16(body[2*i:])
	}
	return string(utf16.Decode(units)), name
}

// scan reads the bytes once. bad says that they are no text: more than one in fifty is a control character that texts do not hold, or more than
// a stray few are zero; at is the place of the first. sound says that they are UTF-8, as utf8.Valid does, faster where the letters are Arabic.
func scan(raw []byte) (at int, bad, sound bool) {
	const tops, arabic, pairs = 0x8080808080808080, 0x80D880D880D880D8, 0xC0FCC0FCC0FCC0FC // four letters from U+0600 to U+06FF
	n := 0
	sound = true
	for i := 0; i < len(raw); {
		if i+8 <= len(raw) {
			x := binary.LittleEndian.Uint64(raw[i:])
			if x&pairs == arabic {
				i += 8
				continue
			}
			stop := x&tops | controls(x)
			if stop == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(stop) / 8
		}
		switch b := raw[i]; {
		case b < utf8.RuneSelf:
			if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != '\v' && b != 0x1B || b == 0x7F {
				if n == 0 {
					at = i
				}
				n++
			}
			i++
		case b >= 0xC2 && b < 0xE0 && i+1 < len(raw) && raw[i+1]&0xC0 == 0x80:
			for i += 2; i+1 < len(raw) && raw[i]&0xFC == 0xD8 && raw[i+1]&0xC0 == 0x80; {
				i += 2
			}
		default:
			r, size := utf8.DecodeRune(raw[i:])
			sound = sound && (r != utf8.RuneError || size > 1)
			i += size
		}
	}
	return at, n*50 > len(raw), sound
}

// controls has the top bit set of the first of eight bytes that is below the blank, or 7F. Bytes behind it may have it set too; 0 when there is none.
func controls(x uint64) uint64 {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	del := x ^ 0x7F*ones
	return ((x-' '*ones)&^x | (del-ones)&^del) & tops
}

// nearUTF8 reads a text that is UTF-8 but for a few bytes. A bad byte becomes U+FFFD; a run of them that spells an Arabic word in
// windows-1256 (pages put together from two databases) is read as that.
func nearUTF8(raw []byte) (string, Encoding, bool) {
	good, bad := 0, 0
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	if good < 4 || good < bad {
		return "", Encoding{}, false
	}
	var b strings.Builder
	b.Grow(len(raw) + 2*bad)
	first, last, lost, arabic := -1, -1, 0, 0 // the first bad byte, the end of the last run; how many runs were read as what
	for i, line := 0, 0; i < len(raw); {
		if i >= line {
			line = lineEnd(raw, i)
			if otherBytes(raw[i:line]) {
				if first < 0 {
					first = i
				}
				arabic++
				b.WriteString(as1256(raw[i:line]))
				i = line
				continue
			}
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r != utf8.RuneError || n > 1 {
			b.Write(raw[i : i+n])
			i += n
			continue
		}
		if first < 0 {
			first = i
		}
		j := run1256(raw, i)
		if raw[i] == 0xA0 { // the blank that does not break, in every encoding of one byte
			j = i + 1
		} else if j-i < 3 || utf8.Valid(raw[i:j]) {
			b.WriteRune(utf8.RuneError)
			if i != last {
				lost++
			}
			i++
			last = i
			continue
		}
		arabic++
		b.WriteString(as1256(raw[i:j]))
		i = j
	}
	return b.String(), Encoding{"utf-8", float64(good) / float64(good+bad), notUTF8(first, lost, arabic)}, true
}

// lineEnd is where the line that begins at i ends, its line break included.
func lineEnd(raw []byte, i int) int {
	if n := bytes.IndexByte(raw[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(raw)
}

// otherBytes says that a line of a text that is else UTF-8 is in windows-1256: hardly a letter of it can be read as UTF-8.
func otherBytes(line []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(line); {
		if line[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(line[i:])
		switch {
		case r == utf8.RuneError && n == 1 && line[i] >= 0xC0, n == 2 && r >= 0xC0 && r < 0x600:
			bad++ // a letter, or one with a mark after it that looks like a letter of another script
		case n > 1:
			good++
		}
		i += n
	}
	return bad >= 3 && good*8 <= bad
}

// run1256 is where the word of windows-1256 ends that begins with the bad byte i: letters, and the Arabic mark after the last, which
// may look like a letter of UTF-8 together.
func run1256(raw []byte, i int) int {
	j := i
	for j < len(raw) && (raw[j] >= 0xC0 || raw[j] == 0x81 || raw[j] == 0x8D || raw[j] == 0x90) {
		j++
	}
	if j == i+1 || j == i || !utf8.FullRune(raw[j-1:]) {
		return j
	}
	switch r, n := utf8.DecodeRune(raw[j-1:]); {
	case r == utf8.RuneError:
	case n == 2 && (r < 0x600 || r > 0x6FF) && strings.IndexByte("\xA1\xBA\xBF\xAB\xBB", raw[j]) >= 0:
		return j + 1
	default:
		return j - 1 // the last begins a letter of UTF-8
	}
	return j
}

// as1256 reads bytes as windows-1256.
func as1256(raw []byte) string {
	s := make([]byte, 0, 2*len(raw))
	for _, c := range raw {
		s = utf8.AppendRune(s, charmap.Windows1256.DecodeByte(c))
	}
	return string(s)
}

// notUTF8 names the first bad byte of a text, and how many runs of bad bytes were read as what.
func notUTF8(first, lost, arabic int) error {
	places := func(n int) string {
		if n == 1 {
			return "1 place"
		}
		return fmt.Sprintf("%d places", n)
	}
	switch {
	case arabic == 0:
		return fmt.Errorf("byte %d: not UTF-8; read as U+FFFD, %s", first, places(lost))
	case lost == 0:
		return fmt.Errorf("byte %d: not UTF-8; read as windows-1256, %s", first, places(arabic))
	}
	return fmt.Errorf("byte %d: not UTF-8; read as U+FFFD, %s, and as windows-1256, %s", first, places(lost), places(arabic))
}

// declaredCharset is the encoding that the head of a page declares, in lower case, "" when it declares none.
func declaredCharset(raw []byte) string {
	head := bytes.ToLower(raw[:min(len(raw), 4096)])
	for _, key := range []string{"charset", "encoding"} {
		rest := head
		for {
			i := bytes.Index(rest, []byte(key))
			if i < 0 {
				break
			}
			rest = rest[i+len(key):]
			v := bytes.TrimLeft(rest, " \t\r\n")
			if len(v) == 0 || v[0] != '=' {
				continue
			}
			v = bytes.TrimLeft(v[1:], " \t\r\n\"'")
			end := bytes.IndexFunc(v, func(r rune) bool {
				return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == ':')
			})
			if end > 0 {
				return string(v[:end])
			}
		}
	}
	return ""
}

// oneByteMaps are the encodings of one byte a letter that a page may declare.
var oneByteMaps = map[string]*charmap.Charmap{
	"windows-1256": charmap.Windows1256, "cp1256": charmap.Windows1256, "cp-1256": charmap.Windows1256, "x-cp1256": charmap.Windows1256, "1256": charmap.Windows1256,
	"iso-8859-6": charmap.ISO8859_6, "iso8859-6": charmap.ISO8859_6, "iso_8859-6": charmap.ISO8859_6, "arabic": charmap.ISO8859_6, "asmo-708": charmap.ISO8859_6,
	"iso-8859-6-i": charmap.ISO8859_6, "iso-8859-6-e": charmap.ISO8859_6,
	"windows-1252": charmap.Windows1252, "cp1252": charmap.Windows1252, "iso-8859-1": charmap.Windows1252, "latin1": charmap.Windows1252,
	"iso-8859-15": charmap.ISO8859_15, "windows-1254": charmap.Windows1254, "iso-8859-9": charmap.Windows1254, "windows-1251": charmap.Windows1251,
}

// wellDeclared is how well a declared encoding must do, beside the best, to be believed.
const wellDeclared = .9

// oneByte reads a text whose letters are one byte each.
func oneByte(raw []byte, declared string) (string, Encoding, error) {
	var count [256]int
	high := 0
	for _, b := range raw {
		count[b]++
		if b >= 0x80 {
			high++
		}
	}
	candidates := []struct {
		name string
		m    *charmap.Charmap
	}{{"windows-1256", charmap.Windows1256}, {"iso-8859-6", charmap.ISO8859_6}}
	best, bestScore, second := 0, -1e9, -1e9
	for i, c := range candidates {
		s := arabicScore(&count, high, c.m)
		if s > bestScore {
			best, bestScore, second = i, s, bestScore
		} else {
			second = max(second, s)
		}
	}
	name, m := candidates[best].name, candidates[best].m
	letters := 0
	for b := 0xC0; b < 256; b++ {
		letters += count[b]
	}
	if lone(raw)*2 >= high && letters*2 >= high { // accents among Latin letters, not Arabic words
		name, m, bestScore = "windows-1252", charmap.Windows1252, .5
		if d := oneByteMaps[declared]; d != nil {
			name, m = declared, d
		}
	} else if d := oneByteMaps[declared]; d != nil && d != m {
		// A declaration is believed where it reads as well, or where neither reading is Arabic at all.
		if s := arabicScore(&count, high, d); s >= wellDeclared*bestScore || bestScore < .4 {
			name, m, bestScore = declared, d, max(s, .3)
		}
	}
	s := make([]byte, 0, len(raw)*2)
	for _, b := range raw {
		s = utf8.AppendRune(s, m.DecodeByte(b))
	}
	return string(s), Encoding{Name: name, Certain: max(.1, min(.99, bestScore-max(second, 0)*.1))}, nil
}

// lone counts the high bytes that have no other beside them. Arabic words are runs of them.
func lone(raw []byte) (n int) {
	for i, b := range raw {
		if b >= 0x80 && (i == 0 || raw[i-1] < 0x80) && (i+1 == len(raw) || raw[i+1] < 0x80) {
			n++
		}
	}
	return n
}

// arabicScore says how much the high bytes of a text, read by m, look like Arabic: the share of them that are letters, weighed by how
// often Arabic uses the letter; undefined bytes count heavily against it.
func arabicScore(count *[256]int, high int, m *charmap.Charmap) float64 {
	if high == 0 {
		return 0
	}
	score := 0.
	for b := 0x80; b < 256; b++ {
		n := float64(count[b])
		switch r := m.DecodeByte(byte(b)); {
		case n == 0:
		case r == utf8.RuneError || r < 0xA0:
			score -= 20 * n
		case strings.ContainsRune(commonLetters, r):
			score += n
		case r >= 0x621 && r <= 0x652:
			score += .5 * n
		case r == 0x60C || r == 0x61B || r == 0x61F || r == 0xAB || r == 0xBB || r == 0xA0 || r >= 0x2013 && r <= 0x2026:
			score += .6 * n
		default:
			score -= .5 * n
		}
	}
	return score / float64(high)
}

// commonLetters are the letters that make up nine tenths of Arabic text: alef with its hamzas, lam, ya, mim, waw, nun, ra, ta, ba, ayn,
// dal, ha, ta marbuta, sin, fa, kaf, qaf, ha.
const commonLetters = "\u0627\u0623\u0625\u0644\u064A\u0645\u0648\u0646\u0631\u062A\u0628\u0639\u062F\u0647\u0629\u0633\u0641\u0643\u0642\u062D"
