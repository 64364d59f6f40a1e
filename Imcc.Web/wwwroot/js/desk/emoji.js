// The emoji panel: search by name and pinyin, the ones used last in front.
import { makeFinder } from './find.js';

const KEY = 'imcc.emoji', KEPT = 12;

export function attachEmoji({ root, on, area, write }) {
  const panel = () => root.querySelector('#emoji-panel');
  const recent = () => { try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; } };
  let finder = null;

  function showRecent() {
    const place = panel()?.querySelector('[data-emoji-recent]');
    place?.replaceChildren(...recent().map(emoji => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.emoji = emoji;
      button.textContent = emoji;
      button.setAttribute('aria-label', panel().querySelector(`[data-emoji-all] [data-emoji="${emoji}"]`)?.title ?? emoji);
      return button;
    }));
  }
  function filter(query) {
    const found = query && finder ? new Set(finder.find(query, 60).map(f => f.item.id)) : null;
    for (const button of panel().querySelectorAll('[data-emoji-all] [data-emoji]')) button.hidden = found !== null && !found.has(button.dataset.emoji);
    panel().querySelector('[data-emoji-recent]').hidden = found !== null;
    panel().querySelector('[data-emoji-none]').hidden = found === null || found.size > 0;
  }

  on(root, 'toggle', async e => {
    if (e.target !== panel()) return;
    if (e.newState !== 'open') return;
    showRecent();
    const search = e.target.querySelector('[data-emoji-search]');
    search.value = '';
    filter('');
    search.focus();
    finder ??= await makeFinder([...e.target.querySelectorAll('[data-emoji-all] [data-emoji]')].map(b => ({ id: b.dataset.emoji, text: b.dataset.words.split(' ')[0], keys: b.dataset.words.split(' ').slice(1) })));
  }, { capture: true });
  on(root, 'input', e => { if (e.target.matches('[data-emoji-search]')) filter(e.target.value.trim()); });
  on(root, 'keydown', e => {
    if (!e.target.closest('#emoji-panel') || e.isComposing) return;
    const buttons = [...panel().querySelectorAll('[data-emoji]')].filter(b => b.offsetParent);
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 12, ArrowUp: -12 }[e.key];
    if (e.key === 'Enter' && e.target.matches('[data-emoji-search]')) { e.preventDefault(); panel().querySelector('[data-emoji-all] [data-emoji]:not([hidden])')?.click(); return; }
    if (!step || (e.target.matches('input') && e.key !== 'ArrowDown')) return;
    e.preventDefault();
    const next = at < 0 ? 0 : at + step;
    if (next < 0) panel().querySelector('[data-emoji-search]').focus();
    else buttons[Math.min(next, buttons.length - 1)]?.focus();
  });
  on(root, 'click', e => {
    const emoji = e.target.closest('[data-emoji]')?.dataset.emoji, text = area();
    if (!emoji || !text) return;
    try { localStorage.setItem(KEY, JSON.stringify([emoji, ...recent().filter(r => r !== emoji)].slice(0, KEPT))); } catch { /* Private windows keep none. */ }
    panel()?.hidePopover?.();
    write(text.selectionStart, text.selectionEnd, emoji);
  });
}
