// The focus is never lost: when what had it is taken away or switched off, something near it takes it, else the composer.

const NEAR = '.side-body, .panel, .attachments, .tag-chips, .thread-bar, .reply-list, .knowledge, .rows';
const FOCUSABLE = 'button:not(:disabled), a[href], input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [tabindex="0"]';

export function attachFocus({ root, on, area }) {
  let last = null, chain = [];

  on(root, 'focusin', e => {
    last = e.target;
    chain = [];
    for (let el = last; el && el !== root; el = el.parentElement) chain.push(el);
  });
  // Left on purpose: a click beside everything is nobody's loss.
  on(root, 'pointerdown', e => { if (!e.target.closest(FOCUSABLE)) last = null; });

  function mend() {
    if (!last || document.activeElement !== document.body && document.activeElement !== null) return;
    if (last.isConnected && !last.disabled && last.offsetParent !== null) return;
    const home = chain.find(el => el.isConnected && el.matches(NEAR));
    const next = home && !home.matches('.rows') ? [...home.querySelectorAll(FOCUSABLE)].find(el => el.offsetParent !== null) : null;
    (next ?? area() ?? root.querySelector('.thread-scroll') ?? root.querySelector('a.row'))?.focus({ preventScroll: true });
  }

  const watch = new MutationObserver(() => queueMicrotask(mend));
  watch.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden'] });
  return { detach: () => watch.disconnect() };
}
