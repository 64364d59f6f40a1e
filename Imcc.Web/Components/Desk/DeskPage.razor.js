// The desk in the browser. It watches the markup (data attributes) instead of being called, and calls back once per user action.
import { makeTimes } from '../../js/desk/times.js';
import { attachComposer } from '../../js/desk/composer.js';
import { attachThread } from '../../js/desk/thread.js';
import { attachMessages } from '../../js/desk/message-actions.js';
import { attachLayers } from '../../js/desk/layers.js';
import { attachNoteDrafts } from '../../js/desk/note-drafts.js';
import { attachPopovers } from '../../js/desk/popovers.js';
import { attachReasons } from '../../js/desk/reasons.js';
import { attachSounds } from '../../js/desk/sounds.js';
import { attachTypeAhead } from '../../js/desk/typeahead.js';

export function attach(root, dotnet, options) {
  const t = options.texts, agent = options.agent;
  const skew = options.now - Date.now();
  const abort = new AbortController();
  const signal = abort.signal;
  const on = (target, type, handler, opts) => target.addEventListener(type, handler, { signal, ...opts });
  const now = () => Date.now() + skew;
  const generation = window.imcc?.generation;
  const isOnline = () => document.documentElement.dataset.connection !== 'lost' && window.imcc?.generation === generation;
  const call = (name, ...args) => dotnet.invokeMethodAsync(name, ...args);
  // Where nothing depends on the answer; a circuit that has gone is the banner's business.
  const tell = (name, ...args) => { if (isOnline()) call(name, ...args).catch(() => {}); };

  // Before all others: a key that it catches is not theirs.
  const typeAhead = attachTypeAhead(on);
  const tick = makeTimes(root, t, now);
  const thread = attachThread({ root, t, agent, on, call, isOnline });
  const composer = attachComposer({ root, t, agent, now, on, call, tell, isOnline, stayAtEnd: thread.stay, signal });
  const sounds = attachSounds({ root, agent, signal });
  const messages = attachMessages({ root, t, now, on, call, tell, isOnline, leaveEnd: thread.leave });
  attachReasons({ root, on });
  attachPopovers(root, on);
  const layers = attachLayers(root, on);
  const notes = attachNoteDrafts({ root, agent, on });
  const ticking = setInterval(tick, 1000);

  // --- clicks that need no server --------------------------------------------------------------------------------------
  const lightbox = root.querySelector('.lightbox');
  on(root, 'click', e => {
    const copy = e.target.closest('[data-copy]');
    if (copy) {
      navigator.clipboard?.writeText(copy.dataset.copy).then(() => {
        copy.dataset.done = t.copied;
        setTimeout(() => delete copy.dataset.done, 1500);
      }, () => {});
      return;
    }
    const picture = e.target.closest('[data-lightbox]');
    if (picture) {
      const image = document.createElement('img');
      image.src = picture.dataset.lightbox;
      image.alt = picture.querySelector('img')?.alt ?? '';
      lightbox.replaceChildren(image);
      lightbox.showModal();
      return;
    }
    if (e.target.closest('.lightbox')) lightbox.close();
  });

  // --- keys ------------------------------------------------------------------------------------------------------------
  const keys = {
    ArrowUp: 'previous',
    ArrowDown: 'next',
    KeyN: 'needed',
    KeyA: 'accept',
    KeyE: 'end',
    KeyR: 'remark',
    KeyT: 'transfer',
    KeyH: 'assist',
    KeyP: 'park',
    KeyM: 'pin',
    KeyD: 'day',
    KeyL: 'translate',
    KeyB: 'select',
  };
  const opening = ['end', 'transfer', 'assist', 'park'];
  // Esc is answered by the server; who has clicked elsewhere meanwhile is not fetched back into the composer.
  let isEscaping = false, hasLeft = false;
  on(document, 'pointerdown', () => { hasLeft = isEscaping; }, { capture: true });
  on(document, 'keydown', e => {
    if (e.isComposing || e.keyCode === 229 || lightbox?.open) return;
    const isWriting = e.target.matches?.('input, textarea, select, [contenteditable]');
    if (e.altKey && !e.ctrlKey && !e.shiftKey && e.code === 'KeyF') {
      e.preventDefault();
      root.querySelector('[data-list-filter]')?.focus();
      return;
    }
    let key = null;
    if (e.altKey && !e.ctrlKey && !e.metaKey && !e.shiftKey) key = keys[e.code];
    else if (e.ctrlKey && e.shiftKey && !e.altKey && e.code === 'KeyF') key = 'history';
    else if (e.key === '?' && !isWriting) key = 'help';
    else if (e.key === 'Escape') key = 'escape';
    if (!key) return;
    if (key !== 'escape') e.preventDefault();
    if (key === 'escape') {
      if (document.querySelector(':popover-open') || layers.escape(e)) return;
      // The browser empties it; the next one leaves it.
      if (e.target.matches?.('[data-history-search]') && e.target.value) return;
      [isEscaping, hasLeft] = [true, false];
    }
    // Where one is open already, the key closes it.
    if (opening.includes(key) && isOnline() && !root.querySelector('.confirm')) typeAhead.expect();
    tell('KeyAsync', key);
  });
  on(document, 'visibilitychange', () => tell('SeeAsync', !document.hidden));

  // --- markup changes --------------------------------------------------------------------------------------------------
  const markup = new MutationObserver(records => {
    composer.sync();
    thread.sync(records);
    messages.sync();
    notes.sync();
    tick();
    for (const record of records) record.addedNodes.forEach(layers.opened);
    for (const record of records) {
      for (const node of record.addedNodes) {
        const target = node.querySelector?.('[data-autofocus]') ?? (node.matches?.('[data-autofocus]') ? node : null);
        if (target) { target.focus(); typeAhead.arrived(target); return; }
      }
    }
  });
  const watch = { childList: true, subtree: true, attributes: true, attributeFilter: ['data-conversation', 'data-kept', 'data-max', 'data-max-bytes', 'data-thread', 'data-first', 'data-since', 'data-due', 'data-limit', 'data-anchor', 'data-jump'] };

  markup.observe(root, watch);
  composer.sync();
  thread.sync([]);
  tick();
  if (document.hidden) tell('SeeAsync', false);

  return {
    unsettled: composer.unsettled,
    alert: sounds.alert,
    focus(selector) {
      const isLate = hasLeft;
      isEscaping = hasLeft = false;
      if (!isLate) root.querySelector(selector)?.focus();
    },
    restore: composer.restore,
    askForNotifications: sounds.askForNotifications,
    detach() {
      composer.detach();
      clearInterval(ticking);
      markup.disconnect();
      thread.detach();
      abort.abort();
      sounds.detach();
    },
  };
}
