package name

import (
	"strings"
	"testing"

	"rawi/arabic/word"
	"rawi/text"
)

// TestOffices: phrases for offices, with who stands beside them; the same office in other words has the same key.
func TestOffices(t *testing.T) {
	for _, c := range []struct{ said, want string }{
		{"قال وزير الصحة سامي النجار إن الحملة بدأت.", "وزير الصحة = سامي النجار [وزير صحه]"},
		{"أكد المتحدث باسم شرطة الواحة العقيد فهد المطيري ذلك.", "المتحدث باسم شرطة الواحة = فهد المطيري [متحدث شرطه واحه]"},
		{"أوضح الناطق الإعلامي بشرطة الواحة أن الطريق مغلق.", "الناطق الإعلامي بشرطة الواحة =  [متحدث شرطه واحه]"},
		{"قال سامي النجار، وزير الصحة، إن الحملة بدأت.", "وزير الصحة = سامي النجار [وزير صحه]"},
		{"رفض وزير الصحة السابق سامي النجار التعليق.", ""},
		{"قال مسؤول أمني إن الطريق مغلق.", ""},
		{"قال عضو مجلس الشورى سامي النجار إن الطريق مغلق.", "عضو مجلس الشورى = سامي النجار [عضو مجلس شوري]"},
		{"التقى الرئيسان المصري والفرنسي في القاهرة.", ""},
		{"أكد الزعيمان الصيني والروسي أن السلام ممكن، وبحث الوزيران الأردني والقطري التعاون.", ""},
		{"عقد الاجتماع للوزيرين الأردني والقطري، وبين الرئيسين والزعيمين الصيني والروسي.", ""},
		{"اتفق وزيرا خارجية مصر وقطر بعد لقاء وزيري خارجية تونس والمغرب.", ""},
		{"تظاهر العشرات أمام البرلمان في محافظة الواحة.", ""},
		{"قال مدير جامعة الملك عبدالعزيز الدكتور أسامة طيب إن الدراسة تبدأ غدا.", "مدير جامعة الملك عبدالعزيز = أسامة طيب [مدير جامعه ملك عبدالعزيز]"},
	} {
		w := word.Read(c.said, text.Span{End: len(c.said)})
		sentences := [][2]int{{0, len(w.Tokens)}}
		var got []string
		for _, o := range Offices(w, sentences, Find(w, sentences, 0), 0) {
			if !o.Holder.Empty() && o.Holder.Of(c.said) == "" || o.Title.Of(c.said) == "" {
				t.Errorf("%s: spans %v %v", c.said, o.Title, o.Holder)
			}
			got = append(got, o.Title.Of(c.said)+" = "+o.Who+" ["+o.Key+"]")
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.said, s, c.want)
		}
	}
}

// FuzzOffices: the spans are valid, in order, and none overlaps the next.
func FuzzOffices(f *testing.F) {
	f.Add("قال وزير الصحة سامي النجار، رئيس مجلس الإدارة، إن المتحدث باسم الوزارة غائب.")
	f.Add("الملك الأمير وزير في لدى باسم")
	f.Fuzz(func(t *testing.T, s string) {
		w := word.Read(s, text.Span{End: len(s)})
		sentences := word.Sentences(w, 0, len(w.Tokens))
		last := 0
		for _, o := range Offices(w, sentences, Find(w, sentences, 0), 0) {
			if o.Title.Start < last || o.Title.End > len(s) || o.Title.Empty() || o.Key == "" || (o.Who == "") != o.Holder.Empty() {
				t.Fatalf("%+v in %q", o, s)
			}
			last = o.Title.End
		}
	})
}
