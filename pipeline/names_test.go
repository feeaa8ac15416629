package pipeline

import (
	"testing"

	"rawi/news"
)

// TestBorne: a group that is told for the first time takes no ID that another bears, told anew or not.
func TestBorne(t *testing.T) {
	a, b := news.Ref{Source: "a", Article: 1}, news.Ref{Source: "b", Article: 1}
	taken := map[string]bool{"s1234567890ab": true}
	others := func(id string) bool { return taken[id] }
	for range 4 { // an article may be the earliest of a new group again and again
		take, lead := renamed(nil, []group{{"s1234567890ab", []news.Ref{a}}}, others)
		id := take["s1234567890ab"]
		if taken[id] || len(id) != len("s1234567890ab") || id[0] != 's' || len(lead) > 0 {
			t.Fatalf("%v, %v", take, lead)
		}
		taken[id] = true
	}
	take, _ := renamed([]group{{"s1234567890ab", []news.Ref{a, b}}}, []group{{"sfedcba098765", []news.Ref{a, b}}}, func(string) bool { return false })
	if take["sfedcba098765"] != "s1234567890ab" {
		t.Errorf("%v", take)
	}
}
