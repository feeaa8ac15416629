package web

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"rawi/access"
	"rawi/desk"
	"rawi/news"
)

// Editor carries out what an editor decides about stories and events, and remembers it. by is the editor's name, "" when not known.
// IDs are those of stories or of events; an error for which errors.Is(err, ErrRefused) holds is shown to the editor.
type Editor interface {
	// Merge makes several stories, or several events, one; the first keeps its title.
	Merge(ctx context.Context, by string, ids ...string) error
	// Split takes articles out of a story or an event and makes them one of their own.
	Split(ctx context.Context, by, id string, out ...news.Ref) error
	// Rename gives a story or an event a title.
	Rename(ctx context.Context, by, id, title string) error
	// Decisions are what holds, the latest last.
	Decisions(ctx context.Context) ([]Decision, error)
	// Undo takes a decision back.
	Undo(ctx context.Context, id int64) error
	// Rule settles that two names are one bearer's, who is called a, or that they are not.
	Rule(ctx context.Context, same bool, a, b string) error
	// Unrule takes what was settled about two names back.
	Unrule(ctx context.Context, a, b string) error
	// Alerting are the searches of which new stories raise alerts, by name.
	Alerting(ctx context.Context) ([]AlertingSearch, error)
	// Alert makes new stories in a search raise alerts.
	Alert(ctx context.Context, query string) error
	// Quiet makes them raise none any more; fs.ErrNotExist where there is no such search.
	Quiet(ctx context.Context, id int64) error
}

// AlertingSearch is a search of which new stories raise alerts.
type AlertingSearch struct {
	ID          int64
	Name, Query string
}

// ErrRefused says that a decision cannot be carried out, and why.
var ErrRefused = errors.New("cannot be done")

// Decision is what an editor settled.
type Decision struct {
	ID       int64
	Act      string // merge, split, rename
	About    string // the story or event
	Title    string // of a renaming
	Articles int
	By, At   string
}

// mayRead says whether whoever asks may see the library.
func (s *server) mayRead(r *http.Request) bool {
	if s.opt.Gate == nil {
		return true
	}
	_, ok := access.UserOf(r.Context())
	return ok
}

// mayEdit says whether whoever asks may change the library.
func (s *server) mayEdit(r *http.Request) bool {
	u, ok := access.UserOf(r.Context())
	return ok && u.Role == access.Editor && u.FormToken != "" && s.opt.Edit != nil
}

// mostForm is how many bytes of a form are read.
const mostForm = 64 << 10

// post answers a request that changes something.
func (s *server) post(w http.ResponseWriter, r *http.Request) error {
	if err := s.cross.Check(r); err != nil {
		return access.ErrForbidden
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	switch kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); kind {
	case "application/x-www-form-urlencoded", "":
	default:
		return errRequest
	}
	if err := r.ParseForm(); err != nil {
		return errRequest
	}
	w.Header().Set("Cache-Control", "no-store")
	p := r.URL.Path
	switch {
	case p == "/saved" && s.Search != nil && s.mayRead(r):
		return s.save(w, r)
	case p == "/login" && s.opt.Gate != nil:
		return s.enter(w, r)
	case p == "/logout" && s.opt.Gate != nil:
		if err := s.opt.Gate.Logout(w, r); err != nil {
			return err
		}
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return nil
	case p == "/edit":
		return s.edit(w, r)
	case p == "/alerting":
		return s.alert(w, r)
	}
	if s.opt.Gate != nil && !s.mayRead(r) {
		return access.ErrForbidden
	}
	w.Header().Set("Allow", "GET, HEAD")
	s.fail(w, r, http.StatusMethodNotAllowed)
	return nil
}

// login shows the form by which people come in; trouble is a key of words.tsv.
func (s *server) login(w http.ResponseWriter, r *http.Request, trouble string) error {
	if s.opt.Gate == nil {
		return fs.ErrNotExist
	}
	status := http.StatusOK
	if trouble != "" {
		status = http.StatusUnauthorized
	}
	return s.render(w, r, status, "login.html", page{Title: tongueOf(r).word("section", "login"), Section: "login", Body: struct {
		Back, Trouble string
		ByName        bool
	}{backTo(r.FormValue("back")), trouble, s.opt.Gate.ByName()}})
}

// enter begins a session.
func (s *server) enter(w http.ResponseWriter, r *http.Request) error {
	err := s.opt.Gate.Login(w, r, r.PostFormValue("name"), r.PostFormValue("password"))
	if errors.Is(err, access.ErrPassword) {
		return s.login(w, r, "password")
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, backTo(r.PostFormValue("back")), http.StatusSeeOther)
	return nil
}

// mayChange is nil where the request may change the library.
func (s *server) mayChange(r *http.Request) error {
	if s.opt.Gate == nil || s.opt.Edit == nil {
		return access.ErrForbidden
	}
	return s.opt.Gate.MayChange(r)
}

// edit carries out a decision and shows what became of it.
func (s *server) edit(w http.ResponseWriter, r *http.Request) error {
	if err := s.mayChange(r); err != nil {
		return err
	}
	u, _ := access.UserOf(r.Context())
	err := s.decide(r, u.Name)
	switch {
	case errors.Is(err, ErrRefused):
		return s.render(w, r, http.StatusConflict, "refused.html", page{Title: tongueOf(r).word("section", "refused"), Body: struct{ Why, Back string }{err.Error(), backTo(r.FormValue("back"))}})
	case err != nil:
		return err
	}
	s.Forget()
	http.Redirect(w, r, backTo(r.FormValue("back")), http.StatusSeeOther)
	return nil
}

func (s *server) decide(r *http.Request, by string) error {
	f := r.Form // the button that splits sends what it is about in its address, the token in the body
	id := f.Get("id")
	if id == "" && f.Get("act") != "undo" {
		return errRequest
	}
	switch f.Get("act") {
	case "merge":
		other := strings.TrimSpace(f.Get("other"))
		if i := strings.LastIndex(other, "/story/"); i >= 0 { // its address was pasted
			other, _, _ = strings.Cut(other[i+len("/story/"):], "?")
			other, _ = desk.ParseSegment(other)
		}
		if other == "" {
			return errRequest
		}
		return s.opt.Edit.Merge(r.Context(), by, id, other)
	case "split":
		var refs []news.Ref
		for _, a := range f["with"] {
			ref, ok := desk.ParseAddress(a)
			if !ok {
				return errRequest
			}
			refs = append(refs, ref)
		}
		if len(refs) == 0 {
			return errRequest
		}
		return s.opt.Edit.Split(r.Context(), by, id, refs...)
	case "rename":
		title := strings.Join(strings.Fields(clean(f.Get("title"))), " ")
		if title == "" || len(title) > 1000 {
			return errRequest
		}
		return s.opt.Edit.Rename(r.Context(), by, id, title)
	case "same", "different", "unrule":
		a, b := strings.Join(strings.Fields(clean(id)), " "), strings.Join(strings.Fields(clean(f.Get("other"))), " ")
		switch {
		case a == "" || b == "" || len(a)+len(b) > 600:
			return errRequest
		case f.Get("act") == "unrule":
			return s.opt.Edit.Unrule(r.Context(), a, b)
		case a == b:
			return fmt.Errorf("%w: it is one name already", ErrRefused)
		}
		return s.opt.Edit.Rule(r.Context(), f.Get("act") == "same", a, b)
	case "undo":
		n, err := strconv.ParseInt(f.Get("decision"), 10, 64)
		if err != nil {
			return errRequest
		}
		return s.opt.Edit.Undo(r.Context(), n)
	}
	return errRequest
}

// editing is what a page offers an editor; nil for anybody else.
type editing struct {
	Token     string
	ID        string
	Title     string
	Back      string
	Decisions []Decision
}

func (s *server) editing(r *http.Request, st *news.Story) (*editing, error) {
	if !s.mayEdit(r) {
		return nil, nil
	}
	u, _ := access.UserOf(r.Context())
	all, err := s.opt.Edit.Decisions(r.Context())
	if err != nil {
		return nil, err
	}
	about := map[string]bool{st.ID: true}
	for _, e := range st.Events {
		about[e.ID] = true
	}
	x := &editing{Token: u.FormToken, ID: st.ID, Title: st.Title, Back: desk.StoryPath(st.ID)}
	for _, d := range all {
		if about[d.About] {
			x.Decisions = append(x.Decisions, d)
		}
	}
	return x, nil
}

// ruling is what a name's page offers an editor; nil for anybody else.
type ruling struct {
	Token  string
	Name   string
	Back   string
	Others []string // spellings that are not the name itself
	Ruled  []desk.Ruling
}

func (s *server) ruling(r *http.Request, n *desk.Name, back string) (*ruling, error) {
	if !s.mayEdit(r) {
		return nil, nil
	}
	u, _ := access.UserOf(r.Context())
	x := &ruling{Token: u.FormToken, Name: n.Name, Back: back}
	for _, f := range n.Spellings {
		if desk.Fold(f.Form) != desk.Fold(n.Name) {
			x.Others = append(x.Others, f.Form)
		}
	}
	all, err := s.Rulings(r.Context())
	for _, y := range all {
		if a := desk.Fold(n.Name); desk.Fold(y.A) == a || desk.Fold(y.B) == a {
			x.Ruled = append(x.Ruled, y)
		}
	}
	return x, err
}
