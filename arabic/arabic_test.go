package arabic_test

import (
	"testing"

	"rawi/arabic"
	"rawi/text"
)

// read reads a text that is all body.
func read(s string) *text.Doc {
	doc := &text.Doc{Text: s, Parts: []text.Part{{Role: text.Body, Span: text.Span{End: len(s)}}}}
	arabic.Read(doc)
	return doc
}

// TestSpokenTo: whom people speak to is the paper they stand in, and no link of the chain; where they speak to two, nobody knows.
func TestSpokenTo(t *testing.T) {
	doc := read("قال مدير الميناء حسن الزبيدي لـ«عكاظ»: إن التفريغ بدأ صباحا. وأكد لـ«عكاظ» أن السفينة سليمة.")
	if doc.Outlet.Name != "عكاظ" || doc.Outlet.Span.Of(doc.Text) != "عكاظ" {
		t.Errorf("outlet %q", doc.Outlet.Name)
	}
	if len(doc.Quotes) != 2 || len(doc.Quotes[0].Chain)+len(doc.Quotes[1].Chain) > 0 {
		t.Errorf("quotes %+v", doc.Quotes)
	}
	doc = read("قال مدير الميناء حسن الزبيدي لـ«عكاظ»: إن التفريغ بدأ صباحا. وأكد لـ«الشرق الأوسط» أن السفينة سليمة.")
	if doc.Outlet.Name != "" || len(doc.Quotes) != 2 || len(doc.Quotes[0].Chain) != 1 {
		t.Errorf("outlet %q, quotes %+v", doc.Outlet.Name, doc.Quotes)
	}
}
