package web

import (
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rawi/access"
	"rawi/desk"
	"rawi/export"
	"rawi/news"
	"rawi/text"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// allShots asks for a picture of every page in every width, colour and language; without it there are three of each page.
var allShots = flag.Bool("shots", false, "write a picture of every page as it was seen")

// chromium finds the browser, or skips the test and says so.
func chromium(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("SKIPPED: the browser tests take half a minute, and -short was given")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	t.Skip("SKIPPED: no chromium on this machine, so no page was looked at in a browser (Debian: apt install chromium)")
	return ""
}

// visitor is a browser tab that remembers what went wrong in it.
type visitor struct {
	ctx   context.Context
	site  string
	mu    sync.Mutex
	wrong []string
}

// visit starts a browser for a site.
func visit(t *testing.T, site string) *visitor {
	t.Helper()
	path := chromium(t)
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	ctx, cancel := context.WithTimeout(t.Context(), 6*time.Minute) // a minute on a machine at rest
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewExecAllocator(ctx, opts...)
	t.Cleanup(stop)
	ctx, quit := chromedp.NewContext(ctx)
	t.Cleanup(quit)
	v := &visitor{ctx: ctx, site: site}
	err := chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *runtime.EventExceptionThrown:
			v.note("exception: " + ev.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			v.note("console: " + string(ev.Type))
		case *log.EventEntryAdded:
			if ev.Entry.Level != "verbose" && ev.Entry.Level != "info" {
				v.note("log: " + ev.Entry.Text + " " + ev.Entry.URL)
			}
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(ev.Request.URL, site+"/") && !strings.HasPrefix(ev.Request.URL, "data:") && ev.Request.URL != "about:blank" {
				v.note("request to another host: " + ev.Request.URL)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	enable := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		if _, err := cdp.Call(ctx, tab, log.Enable, cdp.Empty{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, tab, network.Enable, network.EnableParams{})
		return err
	})
	if err := chromedp.Do(ctx, enable); err != nil {
		t.Fatal(err)
	}
	return v
}

func (v *visitor) note(s string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.wrong = append(v.wrong, s)
}

// trouble is what went wrong since it was last asked.
func (v *visitor) trouble() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	w := v.wrong
	v.wrong = nil
	return w
}

// media makes the browser wish for light or dark, and for a screen or paper.
func media(kind, scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media:    kind,
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	})
}

// look is what a page says of itself.
type look struct {
	Dir, Lang, Title string
	Wide, Screen     int
	High             int
	Over             []string // elements that reach beyond the screen
	Fonts            []string // families that were loaded
	Status           string
	H1               int
	Nameless         []string // links and buttons without words
	Small            []string // text below the contrast that WCAG AA asks for, or with small digits beside Arabic letters
}

const lookAround = `(async () => {
  await document.fonts.ready;
  const root = document.documentElement, w = root.clientWidth;
  const over = [], nameless = [], small = [];
  const clipped = (e) => { for (let x = e; x && x !== document.body; x = x.parentElement) { const s = getComputedStyle(x); if (s.position === 'absolute' && s.clipPath !== 'none' || s.textOverflow === 'ellipsis') return true; } return false; };
  const rgb = (s) => { const m = s.match(/[\d.]+/g).map(Number); return m.length > 3 && m[3] === 0 ? null : m; };
  const lum = (c) => { const f = c.slice(0, 3).map((v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
  const ground = (e) => { for (let x = e; x; x = x.parentElement) { const c = rgb(getComputedStyle(x).backgroundColor); if (c) return c; } return [255, 255, 255]; };
  let n = 0;
  for (const e of document.body.querySelectorAll('*')) {
    if (n++ > 6000) break;
    const r = e.getBoundingClientRect();
    if (!r.width || !r.height) continue;
    if ((r.left < -1 || r.right > w + 1) && !clipped(e) && !e.classList.contains('skip')) over.push(e.tagName + '.' + (e.className.baseVal ?? e.className) + ' ' + Math.round(r.left) + '..' + Math.round(r.right));
    if (/^(A|BUTTON)$/.test(e.tagName) && !e.textContent.trim() && !e.getAttribute('aria-label') && !e.closest('[aria-hidden]')) nameless.push(e.outerHTML.slice(0, 80));
    const own = [...e.childNodes].some((t) => t.nodeType === 3 && t.data.trim());
    if (own && !clipped(e)) {
      const s = getComputedStyle(e), a = lum(rgb(s.color)), b = lum(ground(e));
      const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05), big = parseFloat(s.fontSize) >= 24 || parseFloat(s.fontSize) >= 18.6 && s.fontWeight >= 600;
      if (ratio < (big ? 3 : 4.5)) small.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
      if (s.fontFeatureSettings !== '"locl" 0') small.push(e.tagName + '.' + e.className + ' draws the nought as an Arabic five');
    }
  }
  return { Dir: root.dir, Lang: root.lang, Title: document.title, Wide: root.scrollWidth, Screen: w, High: root.scrollHeight, Over: over.slice(0, 8),
    Fonts: [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family + ' ' + f.weight), Status: document.fonts.status,
    H1: document.querySelectorAll('h1').length, Nameless: nameless.slice(0, 5), Small: [...new Set(small)].slice(0, 8) };
})()`

// pagesToWalk are all pages that there are.
func pagesToWalk(l *library) map[string]string {
	s := l.stories[0]
	search := "/search?q=" + url.QueryEscape("الحريق")
	return map[string]string{
		"home": "/", "rising": "/?by=rising", "sources": "/?by=sources", "story": desk.StoryPath(s.ID), "crowd": desk.StoryPath("visit"), "bare": desk.StoryPath("bare/../ ?#%"), "report": desk.StoryPath(s.ID) + "/report",
		"article": desk.ArticlePath(s.Articles[0], text.Span{}), "wire": desk.ArticlePath(s.Articles[1], text.Span{Start: 80, End: 160}), "latin": desk.ArticlePath(s.Articles[4], text.Span{}),
		"second": desk.ArticlePath(s.Articles[5], text.Span{}), "long": desk.ArticlePath(news.Ref{Source: "long.txt", Article: 1}, text.Span{}), "page": desk.ArticlePath(s.Articles[0], text.Span{}) + "/page",
		"changes": desk.ArticlePath(s.Articles[1], text.Span{}) + "/changes", "compare": desk.ComparePath(s.Articles[0], s.Articles[1]), "compare-copies": desk.ComparePath(s.Articles[1], s.Articles[3]), "choose": "/compare",
		"names": "/names", "person": desk.NamePath(text.Person, "ناصر الحارثي"), "place": desk.NamePath(text.Place, "ميناء مرسى النخيل"), "outlets": "/outlets", "outlet": desk.OutletPath("بوابة الساحل"),
		"search": search, "nothing": "/search?q=zzz", "ask": "/search", "help": "/help", "missing": "/no/such/page", "login": "/login",
		"following": "/following", "following-why": "/following?show=trouble&why=" + url.QueryEscape("https://mersa.example/news"), "followed": "/following/4",
	}
}

// axe is the source of axe-core, which finds faults that keep people from using a page.
func axe(t *testing.T) string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "axe", "axe.min.js.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const runAxe = `(async () => {
  const r = await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  return r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120) + ' ' + (n.any[0] ? n.any[0].message : '')).join(' | '));
})()`

// TestPagesInBrowser walks every page in both languages on a phone, a tablet and a wide screen, light and dark: nothing leaves the
// screen, nothing is asked of another host, the console is silent, contrast suffices, and axe-core finds no serious fault. What a
// reader would see is written to testdata/shots, to be looked at.
func TestPagesInBrowser(t *testing.T) {
	l := sample(t)
	account, err := access.NewAccount("huda", access.Editor, "open-sesame-9")
	if err != nil {
		t.Fatal(err)
	}
	gate, err := access.NewGate(access.Options{Accounts: []access.Account{account}, Anyone: access.Reader, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(gate.Wrap(handler(l, Options{Sample: true, Gate: gate, Edit: &decider{}, Press: agency{sources: 250}})))
	defer srv.Close()
	v := visit(t, srv.URL)
	shots := filepath.Join("testdata", "shots")
	if err := os.MkdirAll(shots, 0o755); err != nil {
		t.Fatal(err)
	}
	code := axe(t)
	for _, lang := range []string{"ar", "en"} {
		for name, path := range pagesToWalk(l) {
			t.Run(name+"-"+lang, func(t *testing.T) {
				v.walk(t, name+"-"+lang, srv.URL+path, lang, shots, code)
			})
		}
	}
	t.Run("editor", func(t *testing.T) { v.asEditor(t, srv.URL, desk.StoryPath(l.stories[0].ID), shots, code) })
	empty := httptest.NewServer(mute(&library{}, Options{Press: agency{}}))
	defer empty.Close()
	v.site = empty.URL
	v.trouble()
	if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(820, 700), chromedp.Navigate(empty.URL+"/")); err != nil {
		t.Fatal(err)
	}
	shot(t, v.ctx, filepath.Join(shots, "empty-820.png"))
	if err := chromedp.Do(v.ctx, chromedp.Navigate(empty.URL+"/following")); err != nil {
		t.Fatal(err)
	}
	shot(t, v.ctx, filepath.Join(shots, "following-empty-820.png"))
}

// walk opens one page in one language and looks at it in every width and colour.
func (v *visitor) walk(t *testing.T, at, url, lang, shots, code string) {
	t.Helper()
	url, place, _ := strings.Cut(url, "#")
	if lang == "en" {
		url += map[bool]string{true: "&", false: "?"}[strings.Contains(url, "?")] + "lang=en"
	}
	if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(1440, 900), media("screen", "light"), chromedp.Navigate(url+"#"+place)); err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	for _, width := range []int64{1440, 820, 390} {
		for _, scheme := range []string{"light", "dark"} {
			v.see(t, fmt.Sprintf("%s-%s-%d", at, scheme, width), width, scheme, lang, shots)
		}
	}
	for _, w := range v.trouble() {
		if !(strings.Contains(at, "missing") && strings.Contains(w, "404")) {
			t.Errorf("%s: %s", at, w)
		}
	}
	switch name := strings.TrimSuffix(at, "-"+lang); {
	case name == "long": // the same as other articles, but for its thousands of marks
		return
	case lang == "en" && !slices.Contains([]string{"story", "article", "compare", "help", "person", "outlet", "home"}, name): // the same elements
		return
	}
	v.faults(t, at, code)
}

// faults runs axe on the page that is open.
func (v *visitor) faults(t *testing.T, at, code string) {
	t.Helper()
	if _, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](code+"; true")); err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	faults, err := chromedp.Run(v.ctx, chromedp.Evaluate[[]string](runAxe, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	for _, f := range faults {
		t.Errorf("%s: %s", at, f)
	}
}

// see looks at the page that is open and checks what must hold of every page.
func (v *visitor) see(t *testing.T, at string, width int64, scheme, lang, shots string) {
	t.Helper()
	if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(width, 900), media("screen", scheme)); err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	x, err := chromedp.Run(v.ctx, chromedp.Evaluate[look](lookAround, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	if x.Wide > x.Screen || len(x.Over) > 0 {
		t.Errorf("%s: %d pixels wide on a screen of %d: %v", at, x.Wide, x.Screen, x.Over)
	}
	dir := map[string]string{"ar": "rtl", "en": "ltr"}[lang]
	if x.Dir != dir || x.Lang != lang || x.Title == "" || x.H1 != 1 {
		t.Errorf("%s: dir %q, lang %q, title %q, %d h1", at, x.Dir, x.Lang, x.Title, x.H1)
	}
	for _, family := range []string{"Naskh", "Plex"} {
		if !strings.Contains(strings.Join(x.Fonts, ","), family) {
			t.Errorf("%s: the font %s was not loaded: %v", at, family, x.Fonts)
		}
	}
	if len(x.Nameless) > 0 {
		t.Errorf("%s: controls without a name: %v", at, x.Nameless)
	}
	if len(x.Small) > 0 {
		t.Errorf("%s: hard to read: %v", at, x.Small)
	}
	switch fmt.Sprint(lang, scheme, width) {
	case "arlight1440", "ardark390", "enlight820":
	default:
		if !*allShots {
			return
		}
	}
	if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(width, int64(min(x.High, 6000)))); err != nil {
		t.Fatal(err)
	}
	shot(t, v.ctx, filepath.Join(shots, at+".png"))
}

// asEditor logs in and looks at what a story's page offers an editor.
func (v *visitor) asEditor(t *testing.T, site, path, shots, code string) {
	enter := `(() => { const f = document.querySelector('.login form'); f.elements.name.value = 'huda'; f.elements.password.value = 'open-sesame-9'; f.submit(); })()`
	if err := chromedp.Do(v.ctx, chromedp.Navigate(site+"/login?back="+url.QueryEscape(path))); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.RunResponse(v.ctx, chromedp.Evaluate[chromedp.Void](enter)); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](`location.pathname + ' ' + !!document.querySelector('#new-title') + ' ' + document.cookie.includes('rawi-session')`))
	if err != nil || got != path+" true false" {
		t.Errorf("logged in: %q, %v", got, err)
	}
	if w := v.trouble(); len(w) > 0 {
		t.Error(w)
	}
	v.see(t, "editor-ar-light-1440", 1440, "light", "ar", shots)
	v.see(t, "editor-ar-dark-390", 390, "dark", "ar", shots)
	v.faults(t, "editor", code)
	for at, place := range map[string]string{path: "editing", desk.NamePath(text.Person, "ناصر الحارثي"): "ruling"} {
		if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(1440, 800), media("screen", "light"), chromedp.Navigate(site+at+"#"+place)); err != nil {
			t.Fatal(err)
		}
		shot(t, v.ctx, filepath.Join(shots, place+".png"))
	}
}

func shot(t *testing.T, ctx context.Context, file string) {
	t.Helper()
	b, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestScriptInBrowser: the conveniences that the script adds. A mark tells what it means when it is pointed at; the text is one stop
// of the keyboard, and arrows go from mark to mark; the colours change at once and stay after a reload.
func TestScriptInBrowser(t *testing.T) {
	l := sample(t)
	srv := httptest.NewServer(handler(l, Options{}))
	defer srv.Close()
	v := visit(t, srv.URL)
	url := srv.URL + desk.ArticlePath(l.stories[0].Articles[0], text.Span{})
	if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(1440, 900), media("screen", "light"), chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	const script = `(async () => {
		const out = [], card = document.querySelector('.tip'), stops = () => document.querySelectorAll('article.text .m[tabindex="0"]');
		out.push(card.hidden, stops().length);
		const inner = document.querySelector('.m.quote .m.date');
		inner.scrollIntoView({ block: 'center' });
		await new Promise((r) => setTimeout(r, 50));
		inner.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }));
		out.push(card.hidden, [...card.children].map((p) => p.firstChild.data).join(' / '));
		const box = card.getBoundingClientRect();
		out.push(box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight);
		const first = stops()[0];
		first.focus();
		first.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
		out.push(document.activeElement !== first && document.activeElement.matches('.m') && stops().length === 1);
		document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
		out.push(card.hidden, document.querySelectorAll('.m[title]').length);
		document.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
		document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
		out.push(document.activeElement.id);
		document.querySelector('.theme [value=dark]').click();
		out.push(document.documentElement.dataset.theme, document.cookie, getComputedStyle(document.documentElement).colorScheme);
		return out.join('|');
	})()`
	got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	want := "true|1|false|تاريخ: الأربعاء 14 مايو/أيار 2025 / قول منقول بنصه. القائل: ناصر الحارثي|true|true|true|0|q|dark|rawi-theme=dark|dark"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if err := chromedp.Do(v.ctx, chromedp.Reload()); err != nil {
		t.Fatal(err)
	}
	back := `[document.documentElement.dataset.theme, document.querySelector('.theme [aria-pressed=true]').value, (document.querySelector('.theme [value=auto]').click(), document.documentElement.dataset.theme), document.cookie].join('|')`
	if got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](back)); err != nil || got != "dark|dark||" {
		t.Errorf("after a reload: %q, %v", got, err)
	}
	if w := v.trouble(); len(w) > 0 {
		t.Error(w)
	}
}

// TestWithoutScript: without scripts a choice of colours still works, by a form, and a mark still tells what it means when the
// keyboard stops at it; on paper the page has no controls.
func TestWithoutScript(t *testing.T) {
	l := sample(t)
	srv := httptest.NewServer(handler(l, Options{}))
	defer srv.Close()
	v := visit(t, srv.URL)
	off := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		if _, err := cdp.Call(ctx, tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	url := srv.URL + desk.ArticlePath(l.stories[0].Articles[0], text.Span{})
	if err := chromedp.Do(v.ctx, off, chromedp.EmulateViewport(390, 800), media("screen", "light"), chromedp.Navigate(url), chromedp.Focus(chromedp.CSS("#q1"))); err != nil {
		t.Fatal(err)
	}
	tip := `getComputedStyle(document.querySelector('#q1'), '::after').content + getComputedStyle(document.querySelector('#q1'), '::after').position`
	if got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](tip)); err != nil || got != `"قول منقول بنصه. القائل: ناصر الحارثي"fixed` {
		t.Errorf("%q, %v", got, err)
	}
	shots := filepath.Join("testdata", "shots")
	shot(t, v.ctx, filepath.Join(shots, "noscript-390.png"))
	if _, err := chromedp.RunResponse(v.ctx, chromedp.Click(chromedp.CSS(".theme [value=dark]"))); err != nil {
		t.Fatal(err)
	}
	if got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](`document.documentElement.dataset.theme + ' ' + location.pathname`)); err != nil || got != "dark /article/"+desk.Address(l.stories[0].Articles[0]) {
		t.Errorf("%q, %v", got, err)
	}
	if err := chromedp.Do(v.ctx, media("print", "light"), chromedp.EmulateViewport(800, 1130), chromedp.Navigate(srv.URL+desk.StoryPath(l.stories[0].ID))); err != nil {
		t.Fatal(err)
	}
	if got, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](`[...document.querySelectorAll('.masthead form, .toc, button')].every((e) => !e.getClientRects().length) && getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'`)); err != nil || !got {
		t.Errorf("controls, or a dark ground, on paper: %v", err)
	}
	shot(t, v.ctx, filepath.Join(shots, "print.png"))
	if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(800, 1800), chromedp.Navigate(srv.URL+desk.StoryPath(l.stories[0].ID)+"/report")); err != nil {
		t.Fatal(err)
	}
	shot(t, v.ctx, filepath.Join(shots, "print-report.png"))
	if w := v.trouble(); len(w) > 0 {
		t.Error(w)
	}
}

// TestKeyboard: the keyboard reaches everything in the order of reading, beginning with a way past the masthead, and what it stands
// on can be seen.
func TestKeyboard(t *testing.T) {
	l := sample(t)
	srv := httptest.NewServer(handler(l, Options{}))
	defer srv.Close()
	v := visit(t, srv.URL)
	for _, path := range []string{"/", desk.StoryPath(l.stories[0].ID), desk.ComparePath(l.stories[0].Articles[0], l.stories[0].Articles[1]), desk.ArticlePath(l.stories[0].Articles[0], text.Span{})} {
		if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(1440, 900), media("screen", "light"), chromedp.Navigate(srv.URL+path)); err != nil {
			t.Fatal(err)
		}
		last, first := -1, ""
		for range 30 {
			if err := chromedp.Do(v.ctx, chromedp.KeyEvent(kb.Tab)); err != nil {
				t.Fatal(err)
			}
			type stop struct {
				At   int
				Seen bool
				What string
			}
			s, err := chromedp.Run(v.ctx, chromedp.Evaluate[stop](`(() => { const e = document.activeElement, s = getComputedStyle(e), w = getComputedStyle(e.closest('.seek') || e);
				return { At: [...document.querySelectorAll('*')].indexOf(e), Seen: e.matches(':focus-visible') && (s.outlineStyle !== 'none' || w.outlineStyle !== 'none'), What: e.outerHTML.slice(0, 90) }; })()`))
			if err != nil {
				t.Fatal(err)
			}
			if first == "" {
				first = s.What
			}
			if strings.HasPrefix(s.What, "<body") { // past the end
				break
			}
			if s.At <= last {
				t.Errorf("%s: the keyboard goes back to %s", path, s.What)
			}
			if !s.Seen {
				t.Errorf("%s: one cannot see that the keyboard stands on %s", path, s.What)
			}
			last = s.At
		}
		if !strings.Contains(first, `class="skip"`) {
			t.Errorf("%s: the keyboard begins at %s", path, first)
		}
	}
}

// TestSuggestions: names are offered as one types; arrows and Enter go to one's page.
func TestSuggestions(t *testing.T) {
	l := sample(t)
	srv := httptest.NewServer(handler(l, Options{}))
	defer srv.Close()
	v := visit(t, srv.URL)
	if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(1440, 900), media("screen", "light"), chromedp.Navigate(srv.URL+"/"), chromedp.SendKeys(chromedp.CSS("#q"), "الحار")); err != nil {
		t.Fatal(err)
	}
	wait := `(async () => { for (let i = 0; i < 60 && document.getElementById('suggest').hidden; i++) await new Promise((r) => setTimeout(r, 50)); const o = document.querySelector('#suggest [role=option]'); return o ? o.textContent : ''; })()`
	got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](wait, chromedp.EvalAwaitPromise))
	if err != nil || got != "ناصر الحارثي شخص" {
		t.Fatalf("%q, %v", got, err)
	}
	shot(t, v.ctx, filepath.Join("testdata", "shots", "suggest.png"))
	if err := chromedp.Do(v.ctx, chromedp.KeyEvent(kb.ArrowDown)); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(v.ctx, chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS(".dossier"))); err != nil {
		t.Fatal(err)
	}
	if got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](`document.querySelector('h1').textContent`)); err != nil || got != "ناصر الحارثي" {
		t.Errorf("%q, %v", got, err)
	}
	if w := v.trouble(); len(w) > 0 {
		t.Error(w)
	}
}

// TestFolder: a story's folder opens from disk with its style and fonts, asks for nothing outside of it, and a link to a place shows
// the place.
func TestFolder(t *testing.T) {
	l := sample(t)
	dir := t.TempDir()
	if err := export.Site(t.Context(), handler(l, Options{}), l.stories[0], dir, "ar"); err != nil {
		t.Fatal(err)
	}
	v := visit(t, "file://"+dir)
	for page, file := range map[string]string{"index.html": "folder.png", "report.html": "folder-report.png", "article-1.html": "folder-article.png"} {
		if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(1440, 900), media("screen", "light"), chromedp.Navigate("file://"+dir+"/"+page)); err != nil {
			t.Fatal(err)
		}
		x, err := chromedp.Run(v.ctx, chromedp.Evaluate[look](lookAround, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		if fonts := strings.Join(x.Fonts, ","); x.Wide > x.Screen || len(x.Over) > 0 || !strings.Contains(fonts, "Naskh") || !strings.Contains(fonts, "Plex") || len(x.Small) > 0 {
			t.Errorf("%s: %+v", page, x)
		}
		if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(1440, int64(min(x.High, 6000)))); err != nil {
			t.Fatal(err)
		}
		shot(t, v.ctx, filepath.Join("testdata", "shots", file))
	}
	if err := chromedp.Do(v.ctx, chromedp.Navigate("file://"+dir+"/index.html")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.RunResponse(v.ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('#said .way a[href*="#b"]').click()`)); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](`(() => { const e = document.querySelector('.spot:target'); return e ? getComputedStyle(e).outlineStyle + ' ' + e.textContent.slice(0, 12) : location.href; })()`))
	if err != nil || !strings.HasPrefix(got, "solid ") || len(got) < 12 {
		t.Errorf("the place that was linked to: %q, %v", got, err)
	}
	if w := v.trouble(); len(w) > 0 {
		t.Error(w)
	}
}
