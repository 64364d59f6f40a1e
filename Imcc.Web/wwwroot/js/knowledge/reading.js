// The reading page in the browser: "/" searches, the arrows belong to the list, answers are copied.
import { copy } from '../../Administration/CopyText.razor.js';

export function attach(root, texts) {
  const abort = new AbortController();
  const on = (target, type, handler) => target.addEventListener(type, handler, { signal: abort.signal });
  const search = () => root.querySelector('[data-search]');

  on(document, 'keydown', e => {
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.('input, textarea, select, [contenteditable=true]')) return;
    e.preventDefault();
    search()?.focus();
    search()?.select();
  });
  on(root, 'keydown', e => {
    if (e.target === search() && ['ArrowUp', 'ArrowDown', 'Enter'].includes(e.key) && !e.isComposing) e.preventDefault();
    // From the article back to where one searches.
    if (e.key === 'Escape' && e.target !== search() && e.target.closest('.kb-article')) search()?.focus();
  });

  on(root, 'click', async e => {
    const button = e.target.closest('[data-copy]');
    if (!button) return;
    const source = root.querySelector('#' + CSS.escape(button.dataset.copy));
    const done = await copy((source?.innerText ?? '').trim());
    const said = root.querySelector('[data-copied]');
    if (said) said.textContent = done ? texts.copied : texts.notCopied;
    button.classList.toggle('done', done);
    button.focus();
    setTimeout(() => { button.classList.remove('done'); if (said) said.textContent = ''; }, 1600);
  });

  const seen = new MutationObserver(() => root.querySelector('[data-results] [aria-selected=true]')?.scrollIntoView({ block: 'nearest' }));
  const results = root.querySelector('[data-results]');
  if (results) seen.observe(results, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-selected'] });

  return { detach() { seen.disconnect(); abort.abort(); } };
}
