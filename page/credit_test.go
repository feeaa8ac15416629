package page

import (
	"strings"
	"testing"

	"rawi/news"
	"rawi/text"
)

// TestCredits: credit lines in the forms of the press, with the names that they hold: places; agencies; outlets; persons.
func TestCredits(t *testing.T) {
	for line, want := range map[string]string{
		"الرياض - واس":                                         "الرياض; واس; ; ",
		"رويترز (لندن)":                                        "لندن; رويترز; ; ",
		"كلير كريك - أ. ف. ب":                                  "كلير كريك; أ. ف. ب; ; ",
		"سامي العطار - جدة":                                    "جدة; ; ; سامي العطار",
		"دبي: هند الكعبي":                                      "دبي; ; ; هند الكعبي",
		"محمد العطار ونايف السالم - الرياض":                    "الرياض; ; ; محمد العطار|نايف السالم",
		"سالم الحربي من جدة":                                   "جدة; ; ; سالم الحربي",
		"صنعاء: محمد السالم - عدن: أحمد الحربي":                "صنعاء|عدن; ; ; محمد السالم|أحمد الحربي",
		"الخرطوم: أحمد البشير، أ ف ب":                          "الخرطوم; أ ف ب; ; أحمد البشير",
		"&nbsp;أحمد السالم (مكة المكرمة)، (تصوير: فهد الحربي)": "مكة المكرمة; ; ; أحمد السالم|فهد الحربي",
		"تقرير - أحمد السالم":                                  "; ; ; أحمد السالم",
		"كلفن (أوريغون): «الشرق الأوسط»":                       "كلفن|أوريغون; ; الشرق الأوسط; ",
		"بكين (AP)": "بكين; AP; ; ",
	} {
		as, err := Read(news.Item{Source: "x", Fields: &news.Fields{Title: "البلدية تفتح الطريق بعد الأمطار", Author: line, Text: sample}})
		if err != nil {
			t.Fatal(err)
		}
		c := Credits(as[0])
		got := []string{printed(as[0], c.Places), printed(as[0], c.Agencies), printed(as[0], c.Outlets), printed(as[0], c.Persons)}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%q: %q, want %q", line, s, want)
		}
	}
}

// printed is the names as they stand in the text.
func printed(a *news.Article, names []text.Named) string {
	var out []string
	for _, n := range names {
		out = append(out, n.Span.Of(a.Doc.Text))
	}
	return strings.Join(out, "|")
}

// TestTranslated: machine-translated copy is flagged by two of its signs, and what the press writes itself is not: one blank before a comma, names
// in brackets, a caption that stands once.
func TestTranslated(t *testing.T) {
	const body = "قال الوزير ، الذي وصل أمس ، إن المصنع في Springfield سيفتح ، وإن العمال ، كما أضاف ، سيعودون إلى Riverton ، بعد عام من الإغلاق ، وفق بيان الشركة.\n\n" +
		"وأضاف الوزير أن الشركة ستدفع أجور العمال عن الشهور الماضية كلها، وأن المدينة ستعيد فتح المدارس التي أغلقت في الربيع.\n"
	for s, want := range map[string]string{
		body: "translated.spaced-commas translated.latin-names",
		strings.ReplaceAll(strings.ReplaceAll(body, "Springfield", "سبرينغفيلد"), "Riverton", "ريفرتون"): "",
		strings.ReplaceAll(body, " ،", "،"):                             "",
		strings.ReplaceAll(body, "سيعودون", "(صورة البلياردو) سيعودون"): "literal.tsv:4 translated.spaced-commas translated.latin-names",
		sample + sample: "",
	} {
		as, err := Read(news.Item{Source: "x", Raw: []byte("وزير يعلن فتح مصنع بعد عام من الإغلاق\n\n" + s)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		if f := as[0].Translated; f != nil {
			for _, x := range f.Signs {
				got = append(got, x.Name)
				for _, e := range x.Evidence {
					if e.Of(as[0].Doc.Text) == "" {
						t.Errorf("%s: evidence %v", x.Name, e)
					}
				}
			}
			if f.Likelihood < .6 || f.Likelihood > .95 {
				t.Errorf("likelihood %v", f.Likelihood)
			}
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%.60q: %q, want %q", s, g, want)
		}
	}
}
