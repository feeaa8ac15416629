package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rawi/news"
	"rawi/text"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

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
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
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
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind,
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
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
	Small            []string // text below the contrast that WCAG AA asks for
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
    }
  }
  return { Dir: root.dir, Lang: root.lang, Title: document.title, Wide: root.scrollWidth, Screen: w, High: root.scrollHeight, Over: over.slice(0, 8),
    Fonts: [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family + ' ' + f.weight), Status: document.fonts.status,
    H1: document.querySelectorAll('h1').length, Nameless: nameless.slice(0, 5), Small: [...new Set(small)].slice(0, 8) };
})()`

// pagesToWalk are all pages that there are.
func pagesToWalk(l *library) map[string]string {
	s := l.stories[0]
	return map[string]string{
		"home": "/", "story": storyPath(s.ID), "crowd": storyPath("visit"), "bare": storyPath("bare/../ ?#%"),
		"article": articlePath(s.Articles[0], text.Span{}), "wire": articlePath(s.Articles[1], text.Span{Start: 80, End: 160}), "latin": articlePath(s.Articles[4], text.Span{}),
		"second": articlePath(s.Articles[5], text.Span{}), "long": articlePath(news.Ref{Source: "long.txt", Article: 1}, text.Span{}),
		"search": "/search?q=" + "%D8%A7%D9%84%D8%AD%D8%B1%D9%8A%D9%82", "nothing": "/search?q=zzz", "missing": "/no/such/page",
	}
}

// TestPagesInBrowser walks every page on a phone, a tablet and a wide screen, light and dark. What a reader would see is written to
// testdata/shots, to be looked at.
func TestPagesInBrowser(t *testing.T) {
	l := sample(t)
	srv := httptest.NewServer(New(l, Options{Search: l.find, Sample: true}))
	defer srv.Close()
	empty := httptest.NewServer(New(&library{}, Options{}))
	defer empty.Close()
	v := visit(t, srv.URL)
	shots := filepath.Join("testdata", "shots")
	if err := os.MkdirAll(shots, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, path := range pagesToWalk(l) {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{390, 820, 1440} {
				at := fmt.Sprintf("%s-%s-%d", name, scheme, width)
				t.Run(at, func(t *testing.T) {
					v.see(t, at, srv.URL+path, width, scheme, filepath.Join(shots, at+".png"))
				})
			}
		}
	}
	v.site = empty.URL
	v.trouble()
	if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(820, 700), chromedp.Navigate(empty.URL+"/")); err != nil {
		t.Fatal(err)
	}
	shot(t, v.ctx, filepath.Join(shots, "empty-dark-820.png"))
}

// see opens one page and checks what must hold of every page.
func (v *visitor) see(t *testing.T, at, url string, width int64, scheme, file string) {
	t.Helper()
	err := chromedp.Do(v.ctx, chromedp.EmulateViewport(width, 900), media("screen", scheme), chromedp.Navigate(url))
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	x, err := chromedp.Run(v.ctx, chromedp.Evaluate[look](lookAround, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	if x.Wide > x.Screen || len(x.Over) > 0 {
		t.Errorf("%s: %d pixels wide on a screen of %d: %v", at, x.Wide, x.Screen, x.Over)
	}
	if x.Dir != "rtl" || x.Lang != "ar" || x.Title == "" || x.H1 != 1 {
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
		t.Errorf("%s: too little contrast: %v", at, x.Small)
	}
	for _, w := range v.trouble() {
		if !(strings.Contains(at, "missing") && strings.Contains(w, "404")) {
			t.Errorf("%s: %s", at, w)
		}
	}
	high := int64(min(x.High, 9000))
	if err := chromedp.Do(v.ctx, chromedp.EmulateViewport(width, high)); err != nil {
		t.Fatal(err)
	}
	shot(t, v.ctx, file)
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
	srv := httptest.NewServer(New(l, Options{Search: l.find}))
	defer srv.Close()
	v := visit(t, srv.URL)
	url := srv.URL + articlePath(l.stories[0].Articles[0], text.Span{})
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
	srv := httptest.NewServer(New(l, Options{Search: l.find}))
	defer srv.Close()
	v := visit(t, srv.URL)
	off := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		if _, err := cdp.Call(ctx, tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	url := srv.URL + articlePath(l.stories[0].Articles[0], text.Span{})
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
	if got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](`document.documentElement.dataset.theme + ' ' + location.pathname`)); err != nil || got != "dark /article/"+address(l.stories[0].Articles[0]) {
		t.Errorf("%q, %v", got, err)
	}
	if err := chromedp.Do(v.ctx, media("print", "light"), chromedp.EmulateViewport(800, 1130), chromedp.Navigate(srv.URL+storyPath(l.stories[0].ID))); err != nil {
		t.Fatal(err)
	}
	if got, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](`[...document.querySelectorAll('form, .toc')].every((e) => !e.getClientRects().length) && getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'`)); err != nil || !got {
		t.Errorf("controls, or a dark ground, on paper: %v", err)
	}
	shot(t, v.ctx, filepath.Join(shots, "print.png"))
	if w := v.trouble(); len(w) > 0 {
		t.Error(w)
	}
}
