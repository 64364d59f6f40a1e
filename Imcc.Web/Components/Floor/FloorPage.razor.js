// The floor in the browser: times tick, popovers stand beside their buttons. Everything else is the server's.
import { makeTimes } from '../../js/desk/times.js';
import { attachPopovers } from '../../js/desk/popovers.js';

export function attach(root, options) {
  const skew = options.now - Date.now();
  const abort = new AbortController();
  const on = (target, type, handler, opts) => target.addEventListener(type, handler, { signal: abort.signal, ...opts });
  const tick = makeTimes(root, options.texts, () => Date.now() + skew);
  attachPopovers(root, on);
  const ticking = setInterval(tick, 1000);
  const markup = new MutationObserver(records => {
    tick();
    for (const record of records)
      for (const node of record.addedNodes)
        (node.querySelector?.('[data-autofocus]') ?? (node.matches?.('[data-autofocus]') ? node : null))?.focus();
  });
  markup.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-since', 'data-due', 'data-limit'] });
  tick();
  return {
    detach() {
      clearInterval(ticking);
      markup.disconnect();
      abort.abort();
    },
  };
}
