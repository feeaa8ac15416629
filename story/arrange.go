package story

import (
	"rawi/news"
)

// Arrange makes stories of articles whose groups are given: for each story its events, for each event its articles. What Cluster sets
// is set. Articles in no group are left out.
func Arrange(articles []*news.Article, groups [][][]news.Ref) []*news.Story {
	r := newReadings(inOrder(articles))
	at := make(map[news.Ref]int32, len(r.docs))
	for i, d := range r.docs {
		at[d.Ref] = int32(i)
	}
	var events, stories [][]int32
	for _, s := range groups {
		var all []int32
		for _, e := range s {
			var members []int32
			for _, r := range e {
				if i, ok := at[r]; ok {
					members = append(members, i)
					delete(at, r)
				}
			}
			if members = set(members); len(members) > 0 {
				events = append(events, members)
				all = append(all, members...)
			}
		}
		if all = set(all); len(all) > 0 {
			stories = append(stories, all)
		}
	}
	b := builder{readings: r}
	return b.build(events, stories)
}
