// What opens over or beside other things (data-esc names the button that closes it): Esc closes the innermost, and the focus goes back to what opened it.

const FRESH_MS = 2000;

export function attachLayers(root, on) {
  const openers = new WeakMap();
  let was = null, clicked = null, clickedAt = 0;

  on(root, 'focusin', e => { if (e.target.matches('.quiet-input')) was = e.target.value; });
  // Not every button takes the focus when it is clicked.
  on(root, 'click', e => { [clicked, clickedAt] = [e.target.closest('button, a'), e.timeStamp]; }, { capture: true });
  on(root, 'keydown', e => {
    if (!e.target.matches('[data-select]') || e.key !== 'ArrowDown' && e.key !== 'ArrowUp' || e.altKey || e.ctrlKey || e.metaKey) return;
    const boxes = [...root.querySelectorAll('[data-select]:not(:disabled)')];
    e.preventDefault();
    boxes[(boxes.indexOf(e.target) + (e.key === 'ArrowDown' ? 1 : boxes.length - 1)) % boxes.length]?.focus();
  });

  function innermost(target) {
    const around = target.closest?.('[data-esc]');
    if (around) return around;
    // Choosing goes on in the rows, outside of its bar.
    if (target.closest?.('.desk-left')) return root.querySelector('.bulk[data-esc]');
    return target === document.body ? [...root.querySelectorAll('[data-esc]')].at(-1) ?? null : null;
  }

  function close(layer) {
    const button = layer.querySelector(layer.dataset.esc) ?? root.querySelector(layer.dataset.esc);
    if (!button) return false;
    // A field that is left saves itself: what is given up is not.
    if (layer.matches('textarea')) layer.value = layer.before ?? layer.defaultValue;
    const gone = new MutationObserver(() => {
      if (layer.isConnected) return;
      gone.disconnect();
      const opener = openers.get(layer);
      (opener?.isConnected && !opener.disabled ? opener : root.querySelector('.composer-text'))?.focus({ preventScroll: true });
    });
    gone.observe(root, { childList: true, subtree: true });
    setTimeout(() => gone.disconnect(), 3000);
    button.click();
    return true;
  }

  return {
    // Before the focus moves into what was added.
    opened(node) {
      const layer = node.matches?.('[data-esc]') ? node : node.querySelector?.('[data-esc]');
      if (!layer || openers.has(layer)) return;
      const isFresh = clicked?.isConnected && performance.now() - clickedAt < FRESH_MS;
      openers.set(layer, isFresh ? clicked : document.activeElement === document.body ? null : document.activeElement);
      if (layer.matches('textarea')) layer.before = layer.value;
      if (layer.dataset.first) (root.querySelector(layer.dataset.first) ?? layer.querySelector('button'))?.focus();
    },
    // Whether the key was for something here.
    escape(e) {
      const layer = innermost(e.target);
      if (layer) return close(layer);
      if (!e.target.matches?.('.quiet-input') || was === null || e.target.value === was) return false;
      e.target.value = was;
      return true;
    },
  };
}
