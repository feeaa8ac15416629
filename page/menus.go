package page

import (
	"rawi/arabic/word"
	"rawi/text"
)

// The bounds of a menu: how many words its labels have, each and on the average.
const (
	maxLabel  = 4
	meanLabel = 2.4
	maxLabels = 40
)

// menuLine says by which rule a line is a menu or the path of sections to the article: short labels parted by bars, slashes or arrows.
func (s *sheet) menuLine(l *line) string {
	if l.shape.stop() || l.shape.words < 2 || l.shape.words > maxLabels*2 {
		return ""
	}
	home := s.home(l)
	labels, words, here, bars := 0, 0, 0, 0
	opened, closed := false, false // quotation marks, which some use as arrows
	for k := l.from; k <= l.to; k++ {
		if k < l.to && s.t.Tokens[k].Kind != word.Punct {
			if s.t.Tokens[k].Kind == word.Number && !home {
				return ""
			}
			here++
			continue
		}
		bar := k == l.to
		if !bar {
			switch s.t.Tokens[k].Fold {
			case "|", "/", "\\", "\u2022", "\u00B7":
				bars++
				bar = true
			case ">", "\u203A", "\u2039", "<", "\u2190", "\u2192", "\u25C4", "\u25BA":
				bars++
				bar = true
			case "\u00AB":
				bars++
				bar, opened = true, true
			case "\u00BB":
				bars++
				bar, closed = true, true
			case "-", "\u2013", "::":
				bar = home
			case "(", ")", ".", "\"", "&":
			default:
				return ""
			}
		}
		if !bar || here == 0 {
			continue
		}
		if here > maxLabel && !(home && k == l.to) { // the last step of a path may be the headline
			return ""
		}
		labels, words, here = labels+1, words+here, 0
	}
	switch {
	case labels < 2 || bars == 0 && !home || opened && closed:
		return ""
	case home:
		return "page.path"
	case labels < 3 || float64(words) > meanLabel*float64(labels):
		return ""
	}
	c := s.readCredit(l.from, l.to, true)
	if c.to >= l.to && c.has(segAgency, segOutlet, segLabel) > 0 {
		return ""
	}
	return "page.menu"
}

// home says that a line begins with the name of the front page.
func (s *sheet) home(l *line) bool {
	m, ok := book().set.At(s, l.from)
	return ok && m.Value.where&ofHome != 0 && m.To < l.to && s.t.Tokens[m.To].Kind == word.Punct && !s.t.Tokens[m.To].Is(":", ",", "\u060C", ".")
}

// furnish gives menus and share rows their roles, wherever they stand.
func (s *sheet) furnish() {
	for k := range s.lines {
		l := &s.lines[k]
		if l.role != "" || l.shape.words < 1 || l.shape.paragraph() {
			continue
		}
		if rule := s.menuLine(l); rule != "" {
			l.give(text.Furniture, rule)
		} else if s.shareRow(l) {
			l.give(text.Share, "share.row")
		}
	}
}
