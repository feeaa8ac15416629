package pipeline_test

import (
	"context"
	"fmt"
	"testing"

	"rawi/news"
)

// TestTellNear: in days with more articles than may be made anew at a time, an article still joins the story that it goes on with, every article
// is told, and what is told at a time keeps to the bound.
func TestTellNear(t *testing.T) {
	ctx := context.Background()
	l := open(t)
	l.Most = 12
	most := 0
	l.Told = func(_ context.Context, stories []*news.Story) error {
		n := 0
		for _, s := range stories {
			n += len(s.Articles)
		}
		most = max(most, n)
		return nil
	}
	things := []string{"جسر", "سوق", "مسجد", "مدرسة", "مصنع", "ميناء", "متحف", "ملعب", "مستشفى", "مكتبة"}
	places := []string{"الروضة", "النخيل", "الزهراء", "الشاطئ"}
	for i := range 40 {
		thing, place := things[i%10], places[i/10]
		add(t, l, dated(fmt.Sprintf("a%d", i), "2024-05-02", fmt.Sprintf("افتتاح %s في حي %s", thing, place),
			fmt.Sprintf("افتتحت البلدية %s جديدا في حي %s وحضر الحفل %d من السكان، وقال مدير المشروع إن العمل في %s استمر %d شهرا.", thing, place, 100+i*7, thing, i+3)))
	}
	add(t, l, dated("flood", "2024-05-02", "السيول تجتاح وادي الريحان وتقتل ثلاثة أشخاص", "اجتاحت السيول وادي الريحان صباح الخميس وجرفت عشرات السيارات في الوادي، وقال مراسلنا إن السيول أدت إلى مقتل ثلاثة أشخاص وإصابة سبعة آخرين."))
	told(t, l)
	add(t, l, dated("flood-2", "2024-05-03", "السيول في وادي الريحان: ارتفاع القتلى إلى تسعة أشخاص", "ارتفع عدد القتلى إلى تسعة في السيول التي اجتاحت وادي الريحان وجرفت عشرات السيارات في الوادي، وتبحث فرق الإنقاذ عن مفقودين."))
	all := told(t, l)
	count, joined := 0, false
	for _, s := range all {
		count += len(s.Articles)
		for _, r := range s.Articles {
			joined = joined || r.Source == "flood-2" && len(s.Articles) == 2
		}
	}
	if count != 42 {
		t.Errorf("%d articles are told of, of 42", count)
	}
	if !joined {
		t.Error("what the story went on with is not in it")
	}
	if most > l.Most {
		t.Errorf("%d articles at a time", most)
	}
	if articles, stories, err := l.UntoldArticles(ctx, 10); err != nil || len(articles)+len(stories) > 0 {
		t.Errorf("untold: %v, %v, %v", articles, stories, err)
	}
	add(t, l, dated("flood-2", "2024-05-03", "السيول في وادي الريحان: ارتفاع القتلى إلى عشرة أشخاص", "ارتفع عدد القتلى إلى عشرة في السيول التي اجتاحت وادي الريحان وجرفت عشرات السيارات في الوادي، وتبحث فرق الإنقاذ عن مفقودين."))
	for _, s := range told(t, l) {
		for _, r := range s.Articles {
			if r.Source == "flood-2" && len(s.Articles) != 2 {
				t.Error("its second text is not in the story")
			}
		}
	}
}
