package news

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// TestNoNullLists: whatever is empty in a story, no list of it is null, for a reader of the output walks them without asking.
func TestNoNullLists(t *testing.T) {
	full := &Story{
		Events:   []*Event{{Origins: []Origin{{}}, Sources: []Source{{}}}},
		Timeline: []Entry{{}}, Claims: []Claim{{}}, People: []Person{{}}, Dated: []Dated{{}},
	}
	for _, v := range []any{&Story{}, full, *full, Event{}, Origin{}, Source{}, Entry{}, Claim{}, Person{}, Dated{}} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		nulls(t, reflect.TypeOf(v).String(), got)
	}
}

// nulls reports what is null in v, besides the date of an event and an empty span.
func nulls(t *testing.T, path string, v any) {
	switch v := v.(type) {
	case nil:
		if !strings.HasSuffix(path, ".date") && !strings.HasSuffix(path, ".span") {
			t.Errorf("%s is null", path)
		}
	case map[string]any:
		for k, x := range v {
			nulls(t, path+"."+k, x)
		}
	case []any:
		for _, x := range v {
			nulls(t, path, x)
		}
	}
}
