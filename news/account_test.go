package news

import (
	"fmt"
	"slices"
	"testing"

	"rawi/text"
)

// toll is a claim whose values come from articles "0", "1", …
func toll(verdict string, values ...Value) Claim {
	for i := range values {
		values[i].Place = Place{Ref{fmt.Sprint(i), 1}, text.Span{Start: i + 1, End: i + 2}}
		values[i].Unit = "dead"
	}
	return Claim{Verdict: verdict, Values: values}
}

// TestAccount: 4, 9, 12 beside it, 11 which denies the 12, 10 which corrects the 11.
func TestAccount(t *testing.T) {
	c := toll("conflict", Value{Value: 4}, Value{Value: 9, Replaces: []int{0}}, Value{Value: 12, Disputes: []int{1}},
		Value{Value: 11, Replaces: []int{1}, Disputes: []int{2}}, Value{Value: 10, Replaces: []int{3}})
	denial := text.Span{Start: 70, End: 77}
	denying := &Article{Ref: c.Values[3].Ref, Doc: text.Doc{Numbers: []text.Number{{Value: 12, Unit: "person", Span: denial, Stand: text.Denied}}}}
	a := c.Account(map[Ref]*Article{denying.Ref: denying})
	got := ""
	for _, x := range a.Told {
		got += fmt.Sprint(x.Value.Value)
		for _, r := range x.Relations {
			got += fmt.Sprint(" ", r.Kind, " ", a.Values[r.Other].Value)
		}
		if x.Fate != nil {
			got += fmt.Sprint(" <", x.Fate.Kind, " ", a.Values[x.Fate.Other].Value, ">")
		}
		got += fmt.Sprint(" ", x.Holds, "; ")
	}
	want := "4 <replaces 9> false; 9 replaces 4 <replaces 11> false; 12 disputes 9 <denies 11> false; 11 replaces 9 denies 12 <corrects 10> false; 10 corrects 11 true; "
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if w := a.Told[3].Relations[1].Words; w.Span != denial {
		t.Errorf("the denial stands at %v", w)
	}
	if !slices.Equal(a.Verdicts, []string{Settled, Correction}) {
		t.Errorf("%q", a.Verdicts)
	}
}

// TestVerdicts: what the claim's verdict comes to, also where its indexes lead nowhere.
func TestVerdicts(t *testing.T) {
	for name, x := range map[string]struct {
		claim Claim
		want  []string
	}{
		"agree":      {toll("agree", Value{Value: 3}, Value{Value: 3}), []string{"agree"}},
		"update":     {toll("update", Value{Value: 3}, Value{Value: 5, Replaces: []int{0}}), []string{"update"}},
		"correction": {toll("update", Value{Value: 5}, Value{Value: 3, Replaces: []int{0}}), []string{Correction}},
		"conflict":   {toll("conflict", Value{Value: 5}, Value{Value: 3, Disputes: []int{0}}), []string{"conflict"}},
		"scope":      {toll("scope", Value{Value: 50}, Value{Value: 3, Disputes: []int{0}}), []string{"scope"}},
		"broken":     {toll("conflict", Value{Value: 5, Disputes: []int{-1, 7}, Replaces: []int{9}}), []string{"conflict"}},
		"empty":      {Claim{}, []string{""}},
	} {
		if got := x.claim.Account(nil).Verdicts; !slices.Equal(got, x.want) {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}

// TestIndependent: the main event's sources, what the others name besides, one under a longer name, and the unknown apart.
func TestIndependent(t *testing.T) {
	r := func(s string) []Ref { return []Ref{{s, 1}} }
	side := &Event{
		Articles: r("d"), Sources: []Source{{Name: "Agency Buraq", Articles: r("d")}, {Name: "Qasid, Third", Articles: r("e")}, {Articles: r("f")}, {Name: "Own", Articles: r("g")}},
		Origins: []Origin{{Ref: Ref{"d", 1}, Origin: "Agency Buraq", How: ByCredit}},
	}
	main := &Event{
		Articles: []Ref{{"a", 1}, {"b", 1}, {"c", 1}}, Sources: []Source{{Name: "Buraq", Articles: r("a")}, {Name: "Qasid", Articles: r("b")}, {Articles: r("c")}},
		Origins: []Origin{{Ref: Ref{"a", 1}, Origin: "Agency Buraq", How: ByChain}},
	}
	s := &Story{Events: []*Event{side, main}}
	counted, rest := s.Independent()
	if got, want := fmt.Sprint(counted), "[{Buraq [{a 1} {d 1}] } {Qasid [{b 1} {e 1}] } { [{c 1}] } {Own [{g 1}] }]"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if len(rest) != 1 || rest[0].Articles[0].Source != "f" {
		t.Errorf("%v", rest)
	}
	if len(main.Sources[0].Articles) != 1 {
		t.Error("counting changed the story")
	}
	if c, x := (&Story{}).Independent(); c != nil || x != nil {
		t.Errorf("a story without events has %v, %v", c, x)
	}
}
