package main

import (
	"bytes"
	"embed"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"rawi/arabic/lexicon"

	"github.com/alecthomas/kong"
)

//go:embed messages.tsv
var messageList embed.FS

// message is a row of messages.tsv.
type message struct {
	pattern *regexp.Regexp // nil for one without "#"
	key, ar string
}

var messages = sync.OnceValue(func() []message {
	var out []message
	for _, r := range lexicon.Must(messageList, "messages.tsv").Rows {
		m := message{key: r.Key(), ar: r.Get("ar")}
		if strings.Contains(m.key, "#") {
			m.pattern = regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(m.key), "#", "(.+?)") + "$")
		}
		out = append(out, m)
	}
	return out
})

// inArabic is a line of help or a message in Arabic, and what stands inside it as far as the list has that; ok is false for one that the list
// does not have.
func inArabic(line string) (arabic string, ok bool) {
	for _, m := range messages() {
		if m.pattern == nil {
			if m.key == line {
				return m.ar, true
			}
			continue
		}
		f := m.pattern.FindStringSubmatch(line)
		if f == nil {
			continue
		}
		s := m.ar
		for i := len(f) - 1; i > 0; i-- {
			s = strings.ReplaceAll(s, "#"+strconv.Itoa(i), reason(f[i]))
		}
		return s, true
	}
	return "", false
}

// reason is what the program says of a page or a source, in Arabic as far as the list has it; "why: " begins the rows that would begin with
// any words.
func reason(line string) string {
	for _, s := range []string{line, "why: " + line} {
		if ar, ok := inArabic(s); ok {
			return ar
		}
	}
	return line
}

// languageOf is the language of help and messages: as the command line says, else the environment. It is "ar" or "en".
func languageOf(args []string, environment func(string) string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return known(v)
		}
		if a == "--lang" && i+1 < len(args) {
			return known(args[i+1])
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := environment(name); v != "" {
			return known(v)
		}
	}
	return "en"
}

// known is "ar" for what means Arabic (ar, ar_EG.UTF-8), else "en".
func known(v string) string {
	if v == "ar" || strings.HasPrefix(v, "ar_") || strings.HasPrefix(v, "ar.") {
		return "ar"
	}
	return "en"
}

// lang is the language of help and messages.
func (w *world) lang() string {
	if w.language == "" {
		return "en"
	}
	return w.language
}

// interpreter writes lines in Arabic where the list has them. What does not end a line goes through as it comes: it is the bar of
// progress.
type interpreter struct{ io.Writer }

// Write writes b, whole lines of it translated. It reports what was written as if nothing had been.
func (i interpreter) Write(b []byte) (int, error) {
	if !bytes.HasSuffix(b, []byte("\n")) {
		return i.Writer.Write(b)
	}
	var out strings.Builder
	for line := range strings.Lines(string(b)) {
		text := strings.TrimRight(line, "\n")
		body := strings.TrimLeft(text, " ")
		if ar, ok := inArabic(body); ok {
			text = text[:len(text)-len(body)] + ar
		}
		out.WriteString(text + "\n")
	}
	if _, err := io.WriteString(i.Writer, out.String()); err != nil {
		return 0, err
	}
	return len(b), nil
}

// translate puts the help of a command line into Arabic.
func translate(n *kong.Node) {
	word := func(s string) string {
		parts := strings.Split(s, "\n\n")
		for i, p := range parts {
			if ar, ok := inArabic(p); ok {
				parts[i] = ar
			}
		}
		return strings.Join(parts, "\n\n")
	}
	n.Help = word(n.Help)
	for _, f := range n.Flags {
		f.Help = word(f.Help)
	}
	for _, p := range n.Positional {
		p.Help = word(p.Help)
	}
	for _, c := range n.Children {
		translate(c)
	}
}
