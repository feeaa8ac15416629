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

  // What the reader may mean is listed under the search box as he types; arrows choose, Enter goes there.
  const box = document.getElementById('q');
  if (box) {
    const list = document.createElement('div');
    list.className = 'suggest';
    list.id = 'suggest';
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', box.labels[0].textContent);
    list.hidden = true;
    box.parentElement.append(list);
    box.setAttribute('role', 'combobox');
    box.setAttribute('aria-autocomplete', 'list');
    box.setAttribute('aria-controls', 'suggest');
    box.setAttribute('aria-expanded', 'false');
    let asked = 0, wait = 0, chosen = -1;
    const close = () => { list.hidden = true; chosen = -1; box.setAttribute('aria-expanded', 'false'); box.removeAttribute('aria-activedescendant'); };
    const choose = (n) => {
      const all = [...list.children];
      chosen = n < -1 ? all.length - 1 : n >= all.length ? -1 : n;
      all.forEach((o, i) => o.setAttribute('aria-selected', i === chosen));
      if (chosen >= 0) { box.setAttribute('aria-activedescendant', all[chosen].id); all[chosen].scrollIntoView({ block: 'nearest' }); } else box.removeAttribute('aria-activedescendant');
    };
    const show = (found) => {
      list.replaceChildren(...found.map((x, i) => {
        const o = document.createElement('div');
        o.id = 'suggest-' + i;
        o.setAttribute('role', 'option');
        o.setAttribute('aria-selected', 'false');
        o.dataset.path = x.path;
        const words = document.createElement('bdi');
        words.textContent = x.text;
        const kind = document.createElement('small');
        kind.textContent = x.label;
        o.append(words, ' ', kind);
        return o;
      }));
      chosen = -1;
      list.hidden = !found.length;
      box.setAttribute('aria-expanded', String(!list.hidden));
    };
    box.addEventListener('input', () => {
      clearTimeout(wait);
      const typed = box.value.trim(), turn = ++asked;
      if (typed.length < 2 || typed.length > 60) return close();
      wait = setTimeout(() => {
        fetch('/suggest?q=' + encodeURIComponent(typed)).then((r) => r.ok ? r.json() : []).then((found) => { if (turn === asked) show(found); }).catch(() => {});
      }, 120);
    });
    box.addEventListener('keydown', (e) => {
      if (list.hidden) return;
      if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); choose(chosen + (e.key === 'ArrowDown' ? 1 : -1)); }
      if (e.key === 'Escape') { e.preventDefault(); asked++; close(); }
    });
    box.form.addEventListener('submit', (e) => {
      if (list.hidden || chosen < 0) return;
      e.preventDefault();
      location.href = list.children[chosen].dataset.path;
    });
    list.addEventListener('mousedown', (e) => { const o = e.target.closest('[role=option]'); if (o) { e.preventDefault(); location.href = o.dataset.path; } });
    box.addEventListener('blur', () => setTimeout(close, 100));
  }

  // Two articles can be compared, no more.
  const pick = document.getElementById('pick');
  if (pick) {
    const go = pick.querySelector('.act button:not([formaction])');
    const count = () => { if (go) go.disabled = pick.querySelectorAll('.pick input:checked').length !== 2; };
    pick.addEventListener('change', count);
    count();
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

  // How following goes is looked up again every half minute, as long as the page is seen and nobody types in it.
  const live = document.querySelector('[data-live]');
  if (live) {
    let now = live;
    setInterval(async () => {
      if (document.hidden || now.contains(document.activeElement)) return;
      try {
        const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
        if (!answer.ok) return;
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
        if (fresh && !now.contains(document.activeElement)) { now.replaceWith(fresh); now = fresh; }
      } catch { /* the service may be restarting */ }
    }, (+live.dataset.live || 30) * 1000);
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

  // One stop for the keyboard in the whole text; arrows go from mark to mark in the direction of the page, Escape closes the card.
  const stops = all.filter((m) => m.tabIndex === 0);
  stops.forEach((m, i) => { m.tabIndex = i ? -1 : 0; });
  text.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') return hide();
    const forward = root.dir === 'rtl' ? 1 : -1, step = { ArrowLeft: forward, ArrowRight: -forward }[e.key];
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
