package naming

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"rawi/store"
	"rawi/text"
)

func TestRulings(t *testing.T) {
	l, err := store.Open(filepath.Join(t.TempDir(), "a.db"), Part())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	at := time.Unix(1e9, 0).UTC()
	id, err := Add(t.Context(), l, Ruling{Same: true, Kind: text.Person, A: " بوتين ", B: "فلاديمير  بوتين", By: "هدى", At: at})
	if err != nil {
		t.Fatal(err)
	}
	all, err := All(t.Context(), l)
	if want := (Ruling{id, true, text.Person, "بوتين", "فلاديمير بوتين", "هدى", at}); err != nil || len(all) != 1 || all[0] != want {
		t.Errorf("%+v, %v", all, err)
	}
	for _, r := range []Ruling{{Kind: text.Person, A: "a", B: "a"}, {Kind: text.Person, A: "a"}, {Kind: "martian", A: "a", B: "b"}, {Kind: text.Other, A: "a", B: "b"}} {
		if _, err := Add(t.Context(), l, r); !errors.Is(err, ErrRuling) {
			t.Errorf("%+v: %v", r, err)
		}
	}
	if err := Remove(t.Context(), l, id); err != nil {
		t.Error(err)
	}
	if err := Remove(t.Context(), l, id); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
}
