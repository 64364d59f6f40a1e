// Popovers open beside their button and stay inside the window; in a list the arrow keys go from entry to entry.

export function attachPopovers(root, on) {
  on(root, 'beforetoggle', e => {
    if (e.newState !== 'open' || !e.target.matches('[popover]')) return;
    const button = root.querySelector(`[popovertarget="${e.target.id}"]`)?.getBoundingClientRect();
    if (!button) return;
    const width = Number(e.target.dataset.width) || (e.target.classList.contains('why-pop') ? 316 : 200);
    e.target.style.left = Math.max(8, Math.min(button.left, innerWidth - width - 8)) + 'px';
    if (button.top > innerHeight / 2) { e.target.style.bottom = innerHeight - button.top + 6 + 'px'; e.target.style.top = 'auto'; }
    else { e.target.style.top = button.bottom + 6 + 'px'; e.target.style.bottom = 'auto'; }
  }, { capture: true });
  on(root, 'keydown', e => {
    if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp' || e.altKey || e.ctrlKey || e.metaKey) return;
    const list = e.target.closest('[data-arrows]') ?? (e.target.matches('.panel-search') ? e.target.form?.querySelector('[data-arrows]') : null);
    if (!list) return;
    const entries = Array.from(list.querySelectorAll('button:not(:disabled)'));
    if (!entries.length) return;
    e.preventDefault();
    const at = entries.indexOf(document.activeElement);
    entries[at < 0 ? 0 : (at + (e.key === 'ArrowDown' ? 1 : entries.length - 1)) % entries.length].focus();
  });
}
