// The palette (Ctrl+K): everything on the desk by its name, by the keyboard alone. The focus goes back to where it was.
import { makeFinder, pieces } from './find.js';

const SHOWN = 60, REPLIES = 6;

export function attachPalette({ root, t, on, call, tell, area, replies, keep }) {
  const place = root.querySelector('[data-palette]');
  let finder = null, list = [], at = 0, before = null;

  async function open() {
    if (!place.hidden) return close(true);
    before = document.activeElement;
    const input = document.createElement('input');
    input.type = 'text';
    input.className = 'palette-input';
    input.placeholder = t['Palette.Hint'];
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-expanded', 'true');
    input.setAttribute('aria-controls', 'palette-list');
    input.setAttribute('aria-label', t['Palette.Label']);
    input.autocomplete = 'off';
    const box = document.createElement('div');
    box.className = 'palette-list';
    box.id = 'palette-list';
    box.setAttribute('role', 'listbox');
    box.setAttribute('aria-label', t['Palette.Label']);
    const foot = document.createElement('div');
    foot.className = 'palette-foot';
    foot.textContent = t['Palette.Keys'];
    const card = document.createElement('div');
    card.className = 'palette-card';
    card.append(input, box, foot);
    place.replaceChildren(card);
    place.hidden = false;
    input.focus();
    [finder, list, at] = [null, [], 0];
    let items;
    try { items = await call('PaletteAsync'); } catch { return close(true); }
    if (place.hidden) return;
    const isServing = area() && area().form.dataset.mode !== 'remark';
    finder = await makeFinder([
      ...items.map((i, n) => ({ id: i.id, text: i.text, keys: i.keys ? i.keys.split(' ') : [], path: i.hint, weight: Math.max(0, 9 - n), kind: i.kind, hint: i.hint, shortcut: i.shortcut })),
      ...(isServing ? replies.all().map(r => ({ id: 'r:' + r.id, text: r.text, keys: r.keys, path: r.path, weight: 0, kind: t['Palette.Replies'], hint: r.path, shortcut: '', body: r.reply.text, replyId: r.id })) : []),
    ]);
    look();
  }

  function look() {
    const input = place.querySelector('.palette-input');
    if (!input || !finder) return;
    const query = input.value.trim();
    // With nothing asked, replies would bury the commands.
    list = query ? finder.find(query, SHOWN) : finder.items.filter(i => !i.replyId).slice(0, SHOWN).map(item => ({ item, ranges: [] }));
    at = 0;
    const rows = [];
    let kind = null;
    if (query) {
      // By heading, the heading of the best first; replies have a key of their own and come last.
      const kinds = [...new Set(list.filter(h => !h.item.replyId).map(h => h.item.kind)), t['Palette.Replies']];
      list = list.filter((h, i) => !h.item.replyId || list.slice(0, i).filter(o => o.item.replyId).length < REPLIES);
      list.sort((a, b) => kinds.indexOf(a.item.kind) - kinds.indexOf(b.item.kind));
    }
    list.forEach((hit, i) => {
      if (hit.item.kind !== kind) {
        kind = hit.item.kind;
        const head = document.createElement('div');
        head.className = 'palette-kind';
        head.textContent = kind;
        rows.push(head);
      }
      const row = document.createElement('div');
      row.className = 'palette-row';
      row.id = 'palette-row-' + i;
      row.dataset.at = i;
      row.setAttribute('role', 'option');
      const name = document.createElement('span');
      name.className = 'palette-name';
      for (const piece of pieces(hit.item.text, hit.ranges)) {
        const part = document.createElement(piece.isMatch ? 'mark' : 'span');
        part.textContent = piece.text;
        name.append(part);
      }
      const hint = document.createElement('span');
      hint.className = 'palette-hint';
      hint.textContent = hit.item.hint ?? '';
      row.append(name, hint);
      if (hit.item.shortcut) { const key = document.createElement('kbd'); key.textContent = hit.item.shortcut; row.append(key); }
      rows.push(row);
    });
    if (!rows.length) {
      const none = document.createElement('div');
      none.className = 'palette-none';
      none.textContent = t['Palette.None'];
      rows.push(none);
    }
    place.querySelector('.palette-list').replaceChildren(...rows);
    mark();
  }

  function mark() {
    place.querySelectorAll('.palette-row').forEach((row, i) => row.setAttribute('aria-selected', i === at ? 'true' : 'false'));
    place.querySelector('#palette-row-' + at)?.scrollIntoView({ block: 'nearest' });
    place.querySelector('.palette-input')?.setAttribute('aria-activedescendant', 'palette-row-' + at);
  }

  function close(isBack) {
    if (place.hidden) return;
    place.hidden = true;
    place.replaceChildren();
    finder = null;
    if (isBack) (before?.isConnected && before !== document.body ? before : area())?.focus();
  }

  function run() {
    const item = list[at]?.item;
    if (!item) return;
    close(true);
    if (item.replyId) replies.insertText(item.replyId, item.body);
    else if (item.id === 'js:theme') document.querySelector('[data-switch-theme]')?.click();
    else if (item.id === 'js:language') document.querySelector('[data-switch-language]')?.click();
    else if (item.id === 'js:keep') keep();
    // Beside the desk: whoever leaves the desk is not there any more.
    else if (item.id.startsWith('js:/')) window.open(item.id.slice(3), 'imcc-' + item.id.slice(4));
    else tell('RunAsync', item.id);
  }

  on(document, 'keydown', e => {
    if ((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.code === 'KeyK') { e.preventDefault(); open(); return; }
    if (place.hidden || e.isComposing || e.keyCode === 229) return;
    // Whatever had the focus was taken off the page: the key is the palette's all the same.
    if (!place.contains(e.target)) place.querySelector('.palette-input').focus();
    if (e.key === 'Escape') close(true);
    else if (e.key === 'Enter') run();
    else if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { if (list.length) at = (at + (e.key === 'ArrowDown' ? 1 : list.length - 1)) % list.length; mark(); }
    else if (e.key !== 'Tab') return;
    e.preventDefault();
    e.stopImmediatePropagation();
  }, { capture: true });
  // What was asked for before the palette and is answered late (a panel that closes and gives the focus back) does not take the keys from it.
  on(document, 'focusin', e => {
    if (place.hidden || place.contains(e.target)) return;
    before = e.target;
    place.querySelector('.palette-input').focus();
  });
  on(place, 'input', e => { if (!e.isComposing) look(); });
  on(place, 'compositionend', look);
  on(place, 'pointermove', e => {
    const row = e.target.closest('.palette-row');
    if (row && at !== Number(row.dataset.at)) { at = Number(row.dataset.at); mark(); }
  });
  on(place, 'pointerdown', e => { if (e.target === place) { e.preventDefault(); close(true); } else if (!e.target.matches('input')) e.preventDefault(); });
  on(place, 'click', e => {
    const row = e.target.closest('.palette-row');
    if (row) { at = Number(row.dataset.at); run(); }
  });

  return { open };
}
