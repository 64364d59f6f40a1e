// Quick replies: "/" or ";" at the beginning of a word opens a list over the composer; what is typed further finds by words, pinyin and codes.
import { makeFinder, pieces } from './find.js';

const TRIGGER = /(?:^|\s)([/;；])([^\s/;；]{0,24})$/;
const VARIABLE = /\{([^{}\r\n]{1,20})\}/g;
const SHOWN = 40;

export function attachReplies({ root, t, on, tell, area, write, send, words }) {
  const pop = root.querySelector('[data-reply-pop]');
  let finder = null, list = [], at = 0, span = null, making = 0;

  async function set(replies) {
    const turn = ++making;
    const items = replies.map(r => ({
      id: r.id,
      text: r.title,
      keys: [r.code, r.text.slice(0, 24)],
      path: [r.owner, r.category].filter(s => s).join(' › '),
      weight: Math.min(9, (r.favourite ? 4 : 0) + Math.round(Math.log2(r.uses + 1) * 1.5)),
      reply: r,
    }));
    const made = await makeFinder(items);
    // Of two that are being made at once, the later one counts.
    if (turn === making) finder = made;
  }

  const values = () => { try { return JSON.parse(root.querySelector('[data-writing-tools]')?.dataset.values ?? '{}'); } catch { return {}; } };
  function filled(text) {
    const known = values(), open = [];
    const lower = Object.fromEntries(Object.entries(known).map(([k, v]) => [k.toLowerCase(), v]));
    return { text: text.replace(VARIABLE, (whole, name) => lower[name.trim().toLowerCase()] ?? (open.push(name.trim()), whole)), open };
  }

  function look() {
    const text = area();
    if (!text || text !== document.activeElement || text.form.dataset.mode === 'remark' || text.selectionStart !== text.selectionEnd) return close();
    const found = TRIGGER.exec(text.value.slice(0, text.selectionStart));
    if (!found || !finder) return close();
    // Choosing one like the last is the beginning of the next: a code that was typed in full wins over all.
    const query = found[2].toLowerCase();
    let hits = finder.find(query, SHOWN);
    const exact = hits.findIndex(h => h.item.reply.code && h.item.reply.code.toLowerCase() === query);
    if (exact > 0) hits = [hits[exact], ...hits.slice(0, exact), ...hits.slice(exact + 1)];
    if (!hits.length) return close();
    span = [text.selectionStart - found[2].length - 1, text.selectionStart];
    list = hits;
    at = 0;
    draw(text);
  }

  function draw(text) {
    const box = document.createElement('div');
    box.className = 'reply-options';
    box.id = 'reply-options';
    box.setAttribute('role', 'listbox');
    box.setAttribute('aria-label', t['Pop.Label']);
    list.forEach((hit, i) => {
      const r = hit.item.reply, row = document.createElement('div');
      row.className = 'reply-option';
      row.id = 'reply-option-' + i;
      row.setAttribute('role', 'option');
      row.dataset.at = i;
      const name = document.createElement('span');
      name.className = 'reply-option-name';
      for (const piece of pieces(hit.item.text, hit.ranges)) {
        const part = document.createElement(piece.isMatch ? 'mark' : 'span');
        part.textContent = piece.text;
        name.append(part);
      }
      const path = document.createElement('span');
      path.className = 'reply-option-path';
      path.textContent = hit.item.path;
      row.append(name);
      if (r.code) { const code = document.createElement('kbd'); code.textContent = r.code; row.append(code); }
      row.append(path);
      box.append(row);
    });
    const preview = document.createElement('div');
    preview.className = 'reply-preview';
    preview.setAttribute('aria-label', t['Pop.Preview']);
    const keys = document.createElement('div');
    keys.className = 'reply-keys';
    keys.textContent = t['Pop.Keys'];
    pop.replaceChildren(box, preview, keys);
    pop.hidden = false;
    const place = text.form.getBoundingClientRect(), desk = root.getBoundingClientRect();
    pop.style.left = place.left - desk.left + 12 + 'px';
    pop.style.width = Math.min(place.width - 24, 760) + 'px';
    pop.style.bottom = desk.bottom - place.top + 6 + 'px';
    text.setAttribute('role', 'combobox');
    text.setAttribute('aria-expanded', 'true');
    text.setAttribute('aria-controls', 'reply-options');
    mark();
  }

  function mark() {
    const text = area();
    pop.querySelectorAll('.reply-option').forEach((row, i) => row.setAttribute('aria-selected', i === at ? 'true' : 'false'));
    pop.querySelector(`#reply-option-${at}`)?.scrollIntoView({ block: 'nearest' });
    text?.setAttribute('aria-activedescendant', 'reply-option-' + at);
    const preview = pop.querySelector('.reply-preview'), reply = list[at]?.item.reply;
    if (!preview || !reply) return;
    const { text: whole } = filled(reply.text);
    preview.replaceChildren(...whole.split(/(\{[^{}\r\n]{1,20}\})/).map(part => {
      const el = document.createElement(/^\{.*\}$/.test(part) ? 'mark' : 'span');
      el.textContent = part;
      return el;
    }));
  }

  function close() {
    if (pop.hidden) return;
    pop.hidden = true;
    pop.replaceChildren();
    list = [];
    const text = area();
    for (const name of ['role', 'aria-expanded', 'aria-controls', 'aria-activedescendant']) text?.removeAttribute(name);
  }

  function take(isSent) {
    const reply = list[at]?.item.reply;
    if (!reply) return;
    const [start, end] = span;
    close();
    insert(reply.id, reply.text, start, end);
    if (isSent) send();
  }

  function insert(id, raw, start, end) {
    const { text, open } = filled(raw);
    write(start, end, text);
    words.watch(open);
    // What has no value is marked at once: what is typed takes its place.
    const to = area(), hole = open.length ? to.value.indexOf('{' + open[0], start) : -1;
    if (hole >= 0) to.setSelectionRange(hole, to.value.indexOf('}', hole) + 1);
    if (id) tell('UsedAsync', id);
  }

  on(root, 'input', e => { if (e.target === area() && !e.isComposing) look(); });
  on(root, 'compositionend', e => { if (e.target === area()) look(); });
  // Before the composer sees them.
  on(root, 'keydown', e => {
    if (pop.hidden || e.target !== area() || e.isComposing || e.keyCode === 229 || e.altKey || e.metaKey) return;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') at = (at + (e.key === 'ArrowDown' ? 1 : list.length - 1)) % list.length;
    else if (e.key === 'PageDown' || e.key === 'PageUp') at = Math.max(0, Math.min(list.length - 1, at + (e.key === 'PageDown' ? 8 : -8)));
    else if (e.key === 'Enter' && !e.shiftKey) take(e.ctrlKey);
    else if (e.key === 'Tab' && !e.shiftKey) take(false);
    else if (e.key === 'Escape') close();
    else return;
    e.preventDefault();
    e.stopPropagation();
    if (!pop.hidden) mark();
  }, { capture: true });
  on(pop, 'pointermove', e => {
    const row = e.target.closest('.reply-option');
    if (row && at !== Number(row.dataset.at)) { at = Number(row.dataset.at); mark(); }
  });
  // The composer keeps the focus.
  on(pop, 'pointerdown', e => e.preventDefault());
  on(pop, 'click', e => {
    const row = e.target.closest('.reply-option');
    if (!row) return;
    at = Number(row.dataset.at);
    take(false);
  });
  on(root, 'focusout', e => { if (e.target === area()) setTimeout(() => { if (document.activeElement !== area()) close(); }); });
  on(root, 'imcc:sending', close);

  return {
    set,
    all: () => finder?.items ?? [],
    isOpen: text => filled(text).open.length > 0,
    // At the place of writing.
    insertText(id, text) {
      const to = area();
      if (to) insert(id, text, to.selectionStart, to.selectionEnd);
    },
    open() {
      const to = area();
      if (!to) return;
      const before = to.value.slice(0, to.selectionStart);
      write(to.selectionStart, to.selectionEnd, before === '' || /\s$/.test(before) ? '/' : ' /');
      look();
    },
  };
}
