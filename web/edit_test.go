package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"rawi/access"
	"rawi/desk"
	"rawi/text"
)

// TestEditing: what an editor's forms ask for is what the library is asked; a reader is offered no form.
func TestEditing(t *testing.T) {
	l := sample(t)
	l.ruled = []desk.Ruling{{A: "ناصر الحارثي", B: "الحارثي ناصر"}}
	gate, err := access.NewGate(access.Options{Anyone: access.Editor, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	d := &decider{}
	h := gate.Wrap(handler(l, Options{Gate: gate, Edit: d}))
	ask := func(method, path string, form url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	story := desk.StoryPath(l.stories[0].ID)
	person := desk.NamePath(text.Person, "ناصر الحارثي")
	page := ask("GET", story, nil).Body.String()
	if !strings.Contains(ask("GET", person, nil).Body.String(), "تصحيح الاسم") || !strings.Contains(page, "تصحيح القصة") || !strings.Contains(page, "حريق الصوامع") {
		t.Error("an editor is offered nothing")
	}
	_, after, _ := strings.Cut(page, `name="token" value="`)
	token, _, _ := strings.Cut(after, `"`)
	id := l.stories[0].ID
	with := desk.Address(l.stories[0].Articles[0])
	for _, c := range []struct {
		form url.Values
		want string
	}{
		{url.Values{"act": {"rename"}, "id": {id}, "title": {" عنوان  جديد "}}, " renames " + id + " عنوان جديد"},
		{url.Values{"act": {"merge"}, "id": {id}, "other": {"http://localhost:8088/story/visit?lang=en"}}, " merges [" + id + " visit]"},
		{url.Values{"act": {"split"}, "id": {id}, "with": {with}}, " splits " + id + "1"},
		{url.Values{"act": {"undo"}, "decision": {"7"}}, "undo 7"},
		{url.Values{"act": {"same"}, "id": {"ناصر الحارثي"}, "other": {"الحارثي"}}, "rules true ناصر الحارثي الحارثي"},
		{url.Values{"act": {"different"}, "id": {"ناصر الحارثي"}, "other": {"الحارثي"}}, "rules false ناصر الحارثي الحارثي"},
		{url.Values{"act": {"unrule"}, "id": {"ناصر الحارثي"}, "other": {"الحارثي ناصر"}}, "unrules ناصر الحارثي الحارثي ناصر"},
	} {
		c.form.Set("token", token)
		c.form.Set("back", story)
		w := ask("POST", "/edit", c.form)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != story || len(d.did) == 0 || d.did[len(d.did)-1] != c.want {
			t.Errorf("%v: %d, %q, want %q", c.form, w.Code, d.did, c.want)
		}
	}
	d.err = ErrRefused
	if w := ask("POST", "/edit", url.Values{"act": {"undo"}, "decision": {"7"}, "token": {token}}); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "لم يمكن ذلك") {
		t.Errorf("a refusal: %d", w.Code)
	}
	reader := get(t, handler(l, Options{Edit: d}), story) + get(t, handler(l, Options{Edit: d}), person)
	if strings.Contains(reader, "/edit") {
		t.Error("a reader is offered an editor's forms")
	}
}

// TestAlerting: an editor makes new stories in a search raise alerts, and no more; a reader is offered neither, and refused.
func TestAlerting(t *testing.T) {
	l := sample(t)
	gate, err := access.NewGate(access.Options{Anyone: access.Editor, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	d := &decider{}
	h := gate.Wrap(handler(l, Options{Gate: gate, Edit: d}))
	ask := func(h http.Handler, method, path string, form url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	other, same, none := get(t, h, searchPath("ناصر", false)), get(t, h, searchPath("حريق", false)), get(t, h, "/search?lang=en")
	if !strings.Contains(other, "نبه إلى كل قصة جديدة فيه") || !strings.Contains(same, "لا تنبه إلى جديده") || strings.Contains(same, "نبه إلى كل قصة جديدة فيه") {
		t.Error("the form does not say whether new stories raise alerts")
	}
	if !strings.Contains(none, "Searches with alerts") || !strings.Contains(none, "الصوامع") {
		t.Error("the searches with alerts are not listed")
	}
	_, after, _ := strings.Cut(other, `name="token" value="`)
	token, _, _ := strings.Cut(after, `"`)
	for _, c := range []struct {
		form url.Values
		code int
		want string // what was done last
	}{
		{url.Values{"q": {" ناصر "}, "token": {token}}, http.StatusSeeOther, "alerts to ناصر"},
		{url.Values{"q": {"حريق"}, "drop": {"3"}, "token": {token}}, http.StatusSeeOther, "quiets 3"},
		{url.Values{"q": {" "}, "token": {token}}, http.StatusBadRequest, "quiets 3"},
		{url.Values{"drop": {"x"}, "token": {token}}, http.StatusBadRequest, "quiets 3"},
		{url.Values{"q": {"ناصر"}, "token": {"x"}}, http.StatusForbidden, "quiets 3"},
	} {
		w := ask(h, "POST", "/alerting", c.form)
		if w.Code != c.code || len(d.did) == 0 || d.did[len(d.did)-1] != c.want {
			t.Errorf("%v: %d, %q, want %d, %q", c.form, w.Code, d.did, c.code, c.want)
		}
	}
	open := handler(l, Options{Edit: d})
	if strings.Contains(get(t, open, searchPath("ناصر", false)), "/alerting") {
		t.Error("a reader is offered an editor's form")
	}
	if w := ask(open, "POST", "/alerting", url.Values{"q": {"ناصر"}}); w.Code != http.StatusForbidden {
		t.Errorf("a reader: %d", w.Code)
	}
}

// TestSaved: searches are kept in a cookie, the newest first, each once, and dropped.
func TestSaved(t *testing.T) {
	h := handler(sample(t), Options{})
	cookie := ""
	save := func(form url.Values) {
		r := httptest.NewRequest("POST", "/saved", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Cookie", cookie)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusSeeOther || len(w.Result().Cookies()) != 1 {
			t.Fatalf("%v: %d", form, w.Code)
		}
		cookie = w.Result().Cookies()[0].Name + "=" + w.Result().Cookies()[0].Value
	}
	kept := func() (out []string) {
		r := httptest.NewRequest("GET", "/search", nil)
		r.Header.Set("Cookie", cookie)
		for _, x := range savedOf(r) {
			out = append(out, x.Query)
		}
		return out
	}
	for _, q := range []string{"الحريق", `"نظام عالمي" speaker:بوتين`, "الحريق", "a|b=c~d"} {
		save(url.Values{"q": {q}})
	}
	if got := kept(); !slices.Equal(got, []string{"a|b=c~d", "الحريق", `"نظام عالمي" speaker:بوتين`}) {
		t.Errorf("%q", got)
	}
	save(url.Values{"q": {"الحريق"}, "drop": {"1"}})
	if got := kept(); len(got) != 2 {
		t.Errorf("%q", got)
	}
	for range 40 {
		save(url.Values{"q": {strings.Repeat("كلمة ", 70) + time.Now().String()}})
	}
	if len(cookie) > 4000 || len(kept()) == 0 || len(kept()) > mostSaved {
		t.Errorf("%d bytes, %d searches", len(cookie), len(kept()))
	}
}
