// What makes the pages handier. Every page works without it.
(() => {
  'use strict';
  const root = document.documentElement;

  // Colours: change them at once instead of loading the page again. The cookie is the one that the server sets.
  for (const form of document.querySelectorAll('form.theme')) {
    form.addEventListener('click', (e) => {
      const button = e.target.closest('button[name=to]');
      if (!button) return;
      e.preventDefault();
      const to = button.value;
      if (to === 'auto') delete root.dataset.theme; else root.dataset.theme = to;
      const age = to === 'auto' ? 0 : 31536000;
      document.cookie = 'rawi-theme=' + (to === 'auto' ? '' : to) + ';path=/;max-age=' + age + ';samesite=lax';
      document.querySelector('meta[name=color-scheme]').content = to === 'auto' ? 'light dark' : to;
      for (const b of form.querySelectorAll('button')) b.setAttribute('aria-pressed', b === button);
    });
  }

  // "/" goes to the search box.
  document.addEventListener('keydown', (e) => {
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || (e.target.closest && e.target.closest('input, textarea, select'))) return;
    const q = document.getElementById('q');
    if (q) { e.preventDefault(); q.focus(); q.select(); }
  });

  // The section that is being read is marked in the list of sections.
  const sections = new Map();
  for (const a of document.querySelectorAll('.toc a')) {
    const s = document.getElementById(a.hash.slice(1));
    if (s) sections.set(s, a);
  }
  if (sections.size && 'IntersectionObserver' in window) {
    const seen = new Set();
    const watch = new IntersectionObserver((entries) => {
      for (const e of entries) e.isIntersecting ? seen.add(e.target) : seen.delete(e.target);
      let first = true;
      for (const [s, a] of sections) {
        const here = first && seen.has(s);
        if (here) first = false;
        here ? a.setAttribute('aria-current', 'true') : a.removeAttribute('aria-current');
      }
    }, { rootMargin: '-10% 0px -60% 0px' });
    for (const s of sections.keys()) watch.observe(s);
  }

  // Findings: a card tells what a mark means while it is pointed at, focused or touched.
  const text = document.querySelector('article.text');
  if (!text) return;
  root.classList.add('js');
  const all = [...text.querySelectorAll('.m')];
  for (const m of all) {
    if (!m.title) continue;
    m.dataset.note = m.title; // the browser's own tip would cover the card
    m.removeAttribute('title');
    m.setAttribute('aria-description', m.dataset.note);
  }
  const card = document.createElement('div');
  card.className = 'tip';
  card.setAttribute('role', 'status');
  card.hidden = true;
  document.body.append(card);
  let shown = null;

  const show = (m) => {
    const notes = [];
    for (let x = m; x && x !== text; x = x.parentElement) {
      if (x.dataset && x.dataset.note) notes.push(x);
    }
    if (!notes.length) return hide();
    card.replaceChildren(...notes.map((x) => {
      const p = document.createElement('p');
      p.className = x.className;
      p.textContent = x.dataset.note;
      if (x.dataset.rule) {
        const r = document.createElement('bdi');
        r.className = 'rule';
        r.dir = 'ltr';
        r.textContent = x.dataset.rule;
        p.append(' ', r);
      }
      return p;
    }));
    card.hidden = false;
    shown = m;
    const box = m.getClientRects()[0];
    if (!box || matchMedia('(max-width: 52rem)').matches) { // a phone: at the foot of the screen, by the style sheet
      card.style.cssText = '';
      return;
    }
    const wide = card.offsetWidth, high = card.offsetHeight;
    const left = Math.max(8, Math.min(box.right - wide, root.clientWidth - wide - 8));
    const below = box.bottom + 8 + high < innerHeight;
    card.style.left = left + 'px';
    card.style.top = (below ? box.bottom + 8 : box.top - high - 8) + 'px';
  };
  const hide = () => { card.hidden = true; shown = null; };
  const mark = (e) => e.target.closest && e.target.closest('article.text .m');

  text.addEventListener('pointerover', (e) => { if (e.pointerType === 'mouse') { const m = mark(e); m ? show(m) : hide(); } });
  text.addEventListener('pointerleave', (e) => { if (e.pointerType === 'mouse') hide(); });
  text.addEventListener('click', (e) => { const m = mark(e); m ? show(m) : hide(); });
  text.addEventListener('focusin', (e) => { const m = mark(e); if (m && m.matches(':focus-visible')) show(m); });
  text.addEventListener('focusout', hide);
  addEventListener('scroll', () => { if (shown && !matchMedia('(max-width: 52rem)').matches) hide(); }, { passive: true });

  // One stop for the keyboard in the whole text; arrows go from mark to mark (left is forward here), Escape closes the card.
  const stops = all.filter((m) => m.tabIndex === 0);
  stops.forEach((m, i) => { m.tabIndex = i ? -1 : 0; });
  text.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') return hide();
    const step = { ArrowLeft: 1, ArrowRight: -1 }[e.key];
    const at = stops.indexOf(e.target);
    if (!step || at < 0) return;
    let next = at + step;
    while (stops[next] && !stops[next].getClientRects().length) next += step; // folded away
    if (!stops[next]) return;
    e.preventDefault();
    stops[at].tabIndex = -1;
    stops[next].tabIndex = 0;
    stops[next].focus();
  });

  // A note in the margin and its mark light up together.
  const pair = (e, on) => {
    const n = e.target.closest('.margin .note');
    const m = n && document.getElementById(n.dataset.for);
    if (m) m.classList.toggle('lit', on);
  };
  text.addEventListener('pointerover', (e) => pair(e, true));
  text.addEventListener('pointerout', (e) => pair(e, false));
})();
