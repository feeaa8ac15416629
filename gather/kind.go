package gather

import (
	"bytes"
	"path"
	"strings"
)

// kind is how a file is read.
type kind int

const (
	unknown kind = iota // by its first bytes
	plainText
	page
	records // JSON: an array of records, or records one after another
	lines   // JSON lines
	table   // values parted by commas or tabs
	zipped
	tarred
	gzipped
	webArchive // WARC, whichever way it is packed
	packed     // compressed in a way that is not read
	other      // a document that is not read
	passed     // belongs to pages but holds no news: pictures, styles, scripts, fonts, sound
)

// kindOf is the kind that the name of a file shows: a hint, for what has none of these extensions is judged by its first bytes.
func kindOf(name string) kind {
	low := strings.ToLower(name)
	if strings.HasSuffix(low, ".warc.gz") || strings.HasSuffix(low, ".warc.zst") || strings.HasSuffix(low, ".wet.gz") {
		return webArchive
	}
	switch path.Ext(low) {
	case ".warc", ".wet":
		return webArchive
	case ".txt", ".text", ".md":
		return plainText
	case ".html", ".htm", ".xhtml", ".xht", ".shtml":
		return page
	case ".json":
		return records
	case ".jsonl", ".ndjson":
		return lines
	case ".csv", ".tsv":
		return table
	case ".zip":
		return zipped
	case ".tar":
		return tarred
	case ".gz", ".tgz":
		return gzipped
	case ".bz2", ".xz", ".zst", ".lz4", ".7z", ".rar", ".br", ".tbz", ".tbz2", ".txz", ".z":
		return packed
	case ".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".epub",
		".db", ".sqlite", ".sqlite3", ".parquet", ".exe", ".dll", ".so", ".iso":
		return other
	case ".png", ".jpg", ".jpeg", ".jfif", ".gif", ".webp", ".avif", ".heic", ".svg", ".ico", ".cur", ".bmp", ".tif", ".tiff", ".psd",
		".css", ".js", ".mjs", ".map", ".wasm", ".woff", ".woff2", ".ttf", ".otf", ".eot",
		".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac",
		".mp4", ".m4v", ".webm", ".mov", ".avi", ".mkv", ".flv", ".ts", ".m3u8", ".swf":
		return passed
	}
	return unknown
}

// sniffed is how many bytes are looked at to judge a file that its name does not show.
const sniffed = 4096

// sniff judges a file by its first bytes. other means that they are no text; mark-up is taken for text, which page tells apart.
func sniff(head []byte) kind {
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return gzipped
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return zipped
	case bytes.HasPrefix(head, []byte("WARC/")):
		return webArchive
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return tarred
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return sniffWide(head)
	}
	s := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n\f")
	if k := sniffJSON(s); k != unknown {
		return k
	}
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b || c == 0x7f {
			return other
		}
	}
	if feed(s) {
		return other
	}
	return plainText
}

// sniffWide judges UTF-16 by every second byte of it, which is enough for the ASCII that mark-up and JSON begin with.
func sniffWide(head []byte) kind {
	narrow := make([]byte, 0, len(head)/2)
	for i := 2; i+1 < len(head); i += 2 {
		narrow = append(narrow, head[i]|head[i+1])
	}
	if k := sniffJSON(bytes.TrimLeft(narrow, " \t\r\n")); k != unknown {
		return k
	}
	return plainText
}

// sniffJSON tells records from a text that begins with a bracket.
func sniffJSON(s []byte) kind {
	if len(s) == 0 || s[0] != '[' && s[0] != '{' {
		return unknown
	}
	next := bytes.TrimLeft(s[1:], " \t\r\n")
	switch {
	case s[0] == '[' && (len(next) == 0 || next[0] == '{' || next[0] == ']'):
		return records
	case s[0] == '{' && len(next) > 0 && (next[0] == '"' || next[0] == '}'):
		return records
	}
	return unknown
}

// feed says that mark-up is no page: a feed, a list of addresses, a drawing.
func feed(s []byte) bool {
	if len(s) == 0 || s[0] != '<' {
		return false
	}
	low := bytes.ToLower(s)
	if bytes.HasPrefix(low, []byte("<?xml")) {
		return !bytes.Contains(low, []byte("<html")) && !bytes.Contains(low, []byte("//dtd xhtml"))
	}
	for _, root := range []string{"<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex", "<svg"} {
		if bytes.HasPrefix(low, []byte(root)) {
			return true
		}
	}
	return false
}
