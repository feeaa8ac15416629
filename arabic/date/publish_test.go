package date

import (
	"strings"
	"testing"

	"rawi/arabic/number"
	"rawi/arabic/word"
	"rawi/text"
)

// page makes a Doc of parts, each a role and its text, a line each.
func page(parts ...string) *text.Doc {
	doc := &text.Doc{}
	var b strings.Builder
	for _, p := range parts {
		role, words, _ := strings.Cut(p, ": ")
		from := b.Len()
		b.WriteString(words)
		doc.Parts = append(doc.Parts, text.Part{Role: text.Role(role), Span: text.Span{Start: from, End: b.Len()}})
		b.WriteString("\n\n")
	}
	doc.Text = b.String()
	return doc
}

func publish(doc *text.Doc) *text.Dating {
	t := word.Read(doc.Text, doc.Range())
	var numbers []number.Amount
	var ranges [][2]int
	for _, p := range doc.Parts {
		i, j := t.Range(p.Span)
		ranges = append(ranges, word.Sentences(t, i, j)...)
	}
	for _, r := range ranges {
		numbers = append(numbers, number.Find(t, r[0], r[1])...)
	}
	var found []Expr
	for _, r := range ranges {
		found = append(found, Find(t, r[0], r[1], numbers)...)
	}
	return Publish(t, doc, found)
}

func TestPublish(t *testing.T) {
	day := func(s string) text.Days {
		d := published(t, s)
		return d.Days
	}
	for _, c := range []struct {
		name  string
		given string // from the page
		parts []string
		want  string // "" for none
		rule  string
	}{
		{"what the page gives stands", "2024-05-05", []string{"body: أعلنت الوزارة اليوم الخميس 2 مايو 2024 نتائج الانتخابات"}, "2024-05-05", ""},
		{"today, with its date", "", []string{"body: أعلنت الوزارة اليوم الخميس 2 مايو 2024 نتائج الانتخابات"}, "2024-05-02", "date.today"},
		{"yesterday, with its date", "", []string{"body: وصل الوفد أمس الأربعاء 1 مايو 2024 إلى المدينة"}, "2024-05-02", "date.today"},
		{"a date whose weekday is wrong is no witness", "", []string{"body: أعلنت الوزارة اليوم الأحد 2 مايو 2024 نتائج الانتخابات"}, "", ""},
		{"a caption and the weekday of the lede", "", []string{
			"body: التقى الرئيسان يوم الخميس في العاصمة وبحثا العلاقات بين البلدين.",
			"caption: الرئيسان خلال لقائهما في القصر، الخميس 8 مايو 2025",
		}, "2025-05-08", "date.caption"},
		{"a caption of another day says nothing of this one", "", []string{
			"body: التقى الرئيسان يوم الجمعة في العاصمة وبحثا العلاقات بين البلدين.",
			"caption: الرئيسان في لقاء سابق، الخميس 8 مايو 2025",
		}, "", ""},
		{"a caption in the style of the agencies that stands in the body", "", []string{
			"body: عقد الوزيران اجتماعا يوم الثلاثاء في المدينة.\n\nالوزيران في مقر الاجتماع ، الثلاثاء ، 2 سبتمبر ، 2025.",
		}, "2025-09-02", "date.caption"},
		{"a dateline", "", []string{"dateline: الرياض 14 شوال 1436 هـ الموافق 30 يوليو 2015 م واس", "body: استقبل الأمير وفدا من الطلاب."}, "2015-07-30", "date.dateline"},
		{"a dateline that opens the body", "", []string{"body: جدة 14 شوال 1436 هـ الموافق 30 يوليو 2015 م واس\nاستقبل الأمير وفدا من الطلاب."}, "2015-07-30", "date.dateline"},
		{"a stamp", "", []string{"date: آخر تحديث: 23/7/2015", "body: قال المتحدث إن العمل مستمر."}, "2015-07-23", "date.stamp"},
		{"figures whose day and month the text tells apart", "", []string{
			"date: 08/09/09", "body: قتل شرطي في هجوم وقع السبت، وهو الأول منذ الهجوم الذي شهدته البلاد في سبتمبر/أيلول الماضي.",
		}, "2009-08-09", "date.stamp"},
		{"figures with nothing to tell them apart: day first", "", []string{"date: 08/09/09", "body: قتل شرطي في هجوم وقع السبت."}, "2009-09-08", "date.stamp"},
		{"the next Friday, its year by an era", "", []string{
			"body: أعلن الجيش، الثلاثاء، انتشال الجثة. وكتب الحزب على منصة إكس (تويتر سابقا) أن الدفن سيكون يوم الجمعة المقبل الموافق 12 أبريل.",
		}, "2024-04-09/2024-04-11", "date.yearless"},
		{"an anniversary", "", []string{"body: يحضر الرئيس العرض العسكري بمناسبة الذكرى الثمانين لانتهاء الحرب العالمية الثانية."}, "2025", "date.bounds"},
		{"an anniversary and a weekday", "", []string{
			"body: اجتمع الزعيمان اليوم الثلاثاء قبل العرض العسكري بمناسبة الذكرى الثمانين لانتهاء الحرب العالمية الثانية.",
		}, "2025-01-07/2025-12-30", "date.bounds"},
		{"a year told as a whole, and last September", "", []string{
			"body: أجرى الرئيسان محادثات، الأربعاء. وواصل التبادل نموه خلال عام 2025، وكانا قد التقيا في سبتمبر الماضي.",
		}, "2025-10-01/2026-08-31", "date.bounds"},
		{"a lone weekday dates nothing", "", []string{"body: أكد الرئيس، مساء يوم الأربعاء، أن المفاوضات مستمرة."}, "", ""},
		{"nor does a lone year", "", []string{"body: اندلعت الحرب في عام 2014 واستمرت سنوات."}, "", ""},
		{"nor a copyright line", "", []string{"body: قال المتحدث إن العمل مستمر.", "credit: جميع الحقوق محفوظة 2019"}, "", ""},
		{"nothing", "", []string{"body: "}, "", ""},
		{"an interval given, narrowed by the weekday", "2015-07-30/2015-08-01", []string{"body: أعلنت الجماعة اليوم السبت مسؤوليتها."}, "2015-08-01", "page+date.weekday"},
		{"an interval given, and nothing to narrow it", "2015-07-30/2015-08-01", []string{"body: أعلنت الجماعة مسؤوليتها عن الهجوم."}, "2015-07-30/2015-08-01", ""},
	} {
		doc := page(c.parts...)
		if c.given != "" {
			doc.Published = &text.Dating{Days: day(c.given), Rule: "page"}
		}
		d := publish(doc)
		switch {
		case c.want == "":
			if d != nil {
				t.Errorf("%s: %s by %s; want none", c.name, d.ISO(), d.Rule)
			}
		case d == nil:
			t.Errorf("%s: none; want %s", c.name, c.want)
		case d.ISO() != c.want || c.rule != "" && d.Rule != c.rule:
			t.Errorf("%s: %s by %s; want %s by %s", c.name, d.ISO(), d.Rule, c.want, c.rule)
		case c.rule != "" && c.given == "" && len(d.Evidence) == 0:
			t.Errorf("%s: no evidence", c.name)
		}
		if d != nil {
			for _, s := range d.Evidence {
				if s.Empty() || s.Of(doc.Text) == "" {
					t.Errorf("%s: evidence %v is not in the text", c.name, s)
				}
			}
		}
	}
}
