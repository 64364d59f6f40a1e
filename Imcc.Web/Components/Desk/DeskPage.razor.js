// The desk in the browser. It watches the markup (data attributes) instead of being called, and calls back once per user action.

const CHANNEL_IDLE = 3000;
const DRAFT_DAYS = 3;

export function attach(root, dotnet, options) {
  const t = options.texts;
  const skew = options.now - Date.now();
  const draftPrefix = `imcc.draft.${options.agent}.`;
  const outboxKey = `imcc.outbox.${options.agent}`;
  const abort = new AbortController();
  const on = (target, type, handler, opts) => target.addEventListener(type, handler, { signal: abort.signal, ...opts });
  const now = () => Date.now() + skew;
  const generation = window.imcc?.generation;
  const isOnline = () => document.documentElement.dataset.connection !== 'lost' && window.imcc?.generation === generation;
  const call = (name, ...args) => dotnet.invokeMethodAsync(name, ...args);
  // Where nothing depends on the answer; a circuit that has gone is the banner's business.
  const tell = (name, ...args) => { if (isOnline()) call(name, ...args).catch(() => {}); };

  forgetOldDrafts();

  // --- times -----------------------------------------------------------------------------------------------------------
  function span(ms) {
    const s = Math.max(0, Math.floor(ms / 1000));
    if (s < 60) return t.second.replace('{0}', s);
    if (s < 3600) return t.minute.replace('{0}', Math.floor(s / 60)).replace('{1}', String(s % 60).padStart(2, '0'));
    if (s < 86400) return t.hour.replace('{0}', Math.floor(s / 3600)).replace('{1}', String(Math.floor(s % 3600 / 60)).padStart(2, '0'));
    return t.day.replace('{0}', Math.floor(s / 86400));
  }

  function tick() {
    const at = now();
    for (const el of root.querySelectorAll('[data-since]')) {
      const ms = at - Number(el.dataset.since);
      const text = span(ms);
      if (el.textContent !== text) el.textContent = text;
      if (el.dataset.red) {
        const level = ms >= el.dataset.red * 1000 ? 'red' : ms >= el.dataset.amber * 1000 ? 'amber' : 'green';
        if (el.dataset.level !== level) el.dataset.level = level;
      }
    }
    for (const el of root.querySelectorAll('[data-due]')) {
      const left = Math.max(0, Number(el.dataset.due) - at);
      const text = el.dataset.ring === undefined ? span(left) : String(Math.ceil(left / 1000));
      if (el.textContent !== text) el.textContent = text;
      if (el.dataset.ring !== undefined) {
        // The first sight of it is the whole of it.
        el.whole ??= Math.max(left, 1000);
        el.style.setProperty('--left', (left / el.whole).toFixed(3));
        el.dataset.level = left < 10000 ? 'red' : 'green';
      }
    }
  }
  const ticking = setInterval(tick, 1000);

  // --- drafts and what is on its way -----------------------------------------------------------------------------------
  function read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }
  function write(key, value) {
    // Private windows may refuse to store: then there is no draft, but the desk works.
    try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, JSON.stringify(value)); } catch { /* see above */ }
  }
  function forgetOldDrafts() {
    const limit = Date.now() - DRAFT_DAYS * 86400000;
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(draftPrefix) && (read(key)?.at ?? 0) < limit) localStorage.removeItem(key);
    }
  }
  function keepDraft(conversation, text, id = null) {
    write(draftPrefix + conversation, text ? { text, id, at: Date.now() } : null);
  }
  const outbox = () => read(outboxKey) ?? [];
  const takeFromOutbox = id => { const rest = outbox().filter(m => m.id !== id); write(outboxKey, rest.length ? rest : null); };
  const inFlight = new Set();

  function uuid7() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let ms = Math.floor(now());
    for (let i = 5; i >= 0; i--) { bytes[i] = ms % 256; ms = Math.floor(ms / 256); }
    bytes[6] = bytes[6] & 0x0f | 0x70;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    const hex = Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  // --- composer --------------------------------------------------------------------------------------------------------
  let composer = null, text = null, conversation = null, draftTimer = 0, typedAt = 0, typingTimer = 0;

  function syncComposer() {
    const found = root.querySelector('.composer');
    const area = found?.querySelector('.composer-text') ?? null;
    if (area === text && found?.dataset.conversation === conversation) return;
    flushDraft();
    composer = found;
    text = area;
    conversation = found?.dataset.conversation ?? null;
    if (!text) return;
    text.value = read(draftPrefix + conversation)?.text ?? '';
    grow();
    if (!isTypingElsewhere()) text.focus({ preventScroll: true });
  }
  const isTypingElsewhere = () => {
    const el = document.activeElement;
    return el && el !== text && root.contains(el) && (el.matches('input, textarea, select') || el.hasAttribute('data-autofocus'));
  };
  function grow() {
    if (!text) return;
    text.style.height = 'auto';
    text.style.height = Math.min(text.scrollHeight, 6 * 21 + 18) + 'px';
    const max = Number(composer.dataset.max), length = text.value.length;
    const counter = composer.querySelector('[data-counter]');
    counter.textContent = length > max * 0.8 ? `${length}/${max}` : '';
    counter.dataset.level = length > max ? 'red' : 'amber';
    composer.toggleAttribute('data-too-long', length > max);
  }
  function flushDraft() {
    clearTimeout(draftTimer);
    if (text && conversation) {
      const known = read(draftPrefix + conversation);
      keepDraft(conversation, text.value, known?.text === text.value ? known.id : null);
    }
  }
  function signalTyping() {
    if (composer.dataset.mode === 'remark') return;
    const at = Date.now(), of = conversation;
    if (at - typedAt > CHANNEL_IDLE) { typedAt = at; tell('TypingAsync', of, true); }
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => { typedAt = 0; tell('TypingAsync', of, false); }, CHANNEL_IDLE * 1.5);
  }
  function hint(message) {
    const el = composer?.querySelector('[data-hint]');
    if (!el) return;
    el.dataset.flash = message;
    setTimeout(() => delete el.dataset.flash, 3000);
  }

  async function submit() {
    const value = text.value.trim(), form = composer, to = conversation, isRemark = form.dataset.mode === 'remark';
    if (!value && (isRemark || form.dataset.attachments === '0')) return;
    if (value.length > Number(form.dataset.max)) return;
    if (!isOnline()) { hint(t.offline); return; }
    const draft = read(draftPrefix + to);
    // A text that came back unconfirmed keeps its id: sent again, it is the same message.
    const id = draft?.id && draft.text.trim() === value ? draft.id : uuid7();
    if (value) write(outboxKey, [...outbox(), { conversationId: to, id, text: value, isRemark }].slice(-50));
    inFlight.add(id);
    clearTimeout(draftTimer);
    clearTimeout(typingTimer);
    typedAt = 0;
    text.value = '';
    keepDraft(to, '');
    grow();
    stick = true;
    try {
      await call('SubmitAsync', to, id, value, isRemark);
      takeFromOutbox(id);
    } catch {
      takeFromOutbox(id);
      restore(to, id, value);
    } finally {
      inFlight.delete(id);
    }
  }
  function restore(to, id, value) {
    const rest = to === conversation ? text.value : read(draftPrefix + to)?.text ?? '';
    const whole = rest ? value + '\n' + rest : value;
    // Changed by what stood there it is another message.
    keepDraft(to, whole, rest ? null : id);
    if (to === conversation) { text.value = whole; grow(); text.focus(); }
  }

  on(root, 'input', e => {
    if (e.target !== text) return;
    grow();
    clearTimeout(draftTimer);
    draftTimer = setTimeout(flushDraft, 300);
    if (text.value) signalTyping();
  });
  on(root, 'keydown', e => {
    // While an input method composes, Enter chooses a word (Safari tells it by 229 only).
    if (e.target !== text || e.key !== 'Enter' || e.shiftKey || e.altKey || e.ctrlKey || e.metaKey || e.isComposing || e.keyCode === 229) return;
    e.preventDefault();
    submit();
  });
  on(root, 'submit', e => { if (e.target.matches('.composer')) { e.preventDefault(); submit(); } });
  on(root, 'paste', e => {
    if (e.target !== text) return;
    const files = Array.from(e.clipboardData?.files ?? []);
    if (files.length) { e.preventDefault(); files.forEach(upload); }
  });
  on(root, 'dragover', e => { if (composer && e.dataTransfer?.types.includes('Files')) { e.preventDefault(); composer.classList.add('dropping'); } });
  on(root, 'dragleave', e => { if (!root.contains(e.relatedTarget)) composer?.classList.remove('dropping'); });
  on(root, 'drop', e => {
    composer?.classList.remove('dropping');
    const files = Array.from(e.dataTransfer?.files ?? []);
    if (composer && files.length) { e.preventDefault(); files.forEach(upload); }
  });
  on(root, 'change', e => {
    if (!e.target.matches('[data-file]')) return;
    Array.from(e.target.files).forEach(upload);
    e.target.value = '';
  });

  async function upload(file) {
    const to = conversation, place = composer.querySelector('[data-uploads]');
    const row = document.createElement('div');
    row.className = 'upload';
    row.setAttribute('role', 'status');
    row.textContent = t.uploading.replace('{0}', file.name);
    place.append(row);
    const fail = message => {
      row.className = 'upload failed';
      row.setAttribute('role', 'alert');
      row.textContent = `${file.name}: ${message}`;
      const close = document.createElement('button');
      close.type = 'button';
      close.className = 'link-btn';
      close.textContent = t.close;
      close.onclick = () => row.remove();
      row.append(close);
    };
    try {
      const body = new FormData();
      body.append('file', file, file.name || 'picture.png');
      const response = await fetch('/files', {
        method: 'POST',
        body,
        headers: { RequestVerificationToken: document.querySelector('meta[name=imcc-antiforgery]')?.content ?? '' },
        signal: abort.signal,
      });
      if (!response.ok) { fail(response.status === 413 ? t.tooLarge : response.status === 415 ? t.wrongType : t.uploadFailed); return; }
      const stored = await response.json();
      row.remove();
      await call('AttachedAsync', to, stored.id, stored.name ?? file.name, stored.contentType ?? file.type, stored.size ?? file.size);
      text?.focus();
    } catch {
      fail(t.uploadFailed);
    }
  }

  // --- thread: stay at the end unless the agent reads further up -------------------------------------------------------
  let scroll = null, thread = null, first = null, height = 0, stick = true, fresh = 0, isAsking = false;

  const sizes = new ResizeObserver(() => { if (stick) toEnd(); else height = scroll?.scrollHeight ?? 0; });
  const earlier = new IntersectionObserver(entries => {
    if (isAsking || stick || !entries.some(e => e.isIntersecting) || !isOnline()) return;
    isAsking = true;
    call('EarlierAsync').catch(() => {}).finally(() => { isAsking = false; });
  });
  function toEnd() {
    if (!scroll) return;
    scroll.scrollTop = scroll.scrollHeight;
    height = scroll.scrollHeight;
    fresh = 0;
    showPill();
  }
  function showPill() {
    const pill = root.querySelector('[data-pill]');
    if (!pill) return;
    pill.hidden = fresh === 0;
    // Written only when it differs: each writing is a change of markup that brings us here again.
    const words = t.newMessages.replace('{0}', fresh);
    if (fresh && pill.textContent !== words) pill.textContent = words;
  }
  function syncThread(records) {
    const host = root.querySelector('.thread'), area = host?.querySelector('.thread-scroll') ?? null;
    if (area !== scroll || host?.dataset.thread !== thread) {
      sizes.disconnect();
      earlier.disconnect();
      scroll = area;
      thread = host?.dataset.thread ?? null;
      [first, stick, fresh] = [null, true, 0];
      if (!scroll) return;
      sizes.observe(scroll);
      sizes.observe(scroll.firstElementChild);
      scroll.onscroll = () => {
        stick = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 48;
        if (stick && fresh) { fresh = 0; showPill(); }
      };
    }
    if (!scroll) return;
    earlier.disconnect();
    const mark = scroll.querySelector('[data-earlier]');
    if (mark) earlier.observe(mark);
    const anchor = host.dataset.anchor && scroll.querySelector(`[data-seq="${host.dataset.anchor}"]`);
    if (anchor && host.anchored !== thread) {
      // An earlier conversation opens where it began.
      host.anchored = thread;
      anchor.scrollIntoView({ block: 'start' });
      stick = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 48;
    } else if (stick) {
      toEnd();
    } else if (first !== null && host.dataset.first !== first) {
      // What came above pushes down what is being read: put it back under the eye.
      scroll.scrollTop += scroll.scrollHeight - height;
    } else {
      fresh += records.flatMap(r => Array.from(r.addedNodes)).filter(n => n.matches?.('.thread-content > .msg.customer, .thread-content > .remark')).length;
      showPill();
    }
    first = host.dataset.first;
    height = scroll.scrollHeight;
  }

  // --- clicks that need no server --------------------------------------------------------------------------------------
  const lightbox = root.querySelector('.lightbox');
  on(root, 'click', e => {
    const emoji = e.target.closest('[data-emoji]');
    if (emoji && text) {
      text.setRangeText(emoji.dataset.emoji, text.selectionStart, text.selectionEnd, 'end');
      text.dispatchEvent(new Event('input', { bubbles: true }));
      root.querySelector('#emoji-panel')?.hidePopover?.();
      text.focus();
      return;
    }
    const choose = e.target.closest('[data-choose]');
    if (choose) { composer?.querySelector(`[data-file=${choose.dataset.choose}]`)?.click(); return; }
    if (e.target.closest('[data-pill]')) { stick = true; toEnd(); return; }
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
  // The panel opens over its button.
  on(root, 'beforetoggle', e => {
    if (e.newState !== 'open' || !e.target.matches('[popover]')) return;
    const button = root.querySelector(`[popovertarget=${e.target.id}]`)?.getBoundingClientRect();
    if (!button) return;
    e.target.style.left = Math.max(8, button.left) + 'px';
    if (button.top > innerHeight / 2) { e.target.style.bottom = innerHeight - button.top + 6 + 'px'; e.target.style.top = 'auto'; }
    else { e.target.style.top = button.bottom + 6 + 'px'; e.target.style.bottom = 'auto'; }
  }, { capture: true });

  // --- keys ------------------------------------------------------------------------------------------------------------
  const keys = { ArrowUp: 'previous', ArrowDown: 'next', KeyN: 'needed', KeyA: 'accept', KeyE: 'end', KeyR: 'remark' };
  on(document, 'keydown', e => {
    if (e.isComposing || e.keyCode === 229 || lightbox?.open) return;
    const isWriting = e.target.matches?.('input, textarea, select, [contenteditable]');
    let key = null;
    if (e.altKey && !e.ctrlKey && !e.metaKey && !e.shiftKey) key = keys[e.code];
    else if (e.key === '?' && !isWriting) key = 'help';
    else if (e.key === 'Escape') key = 'escape';
    if (!key) return;
    if (key !== 'escape') e.preventDefault();
    if (key === 'escape' && document.querySelector(':popover-open')) return;
    tell('KeyAsync', key);
  });
  on(document, 'visibilitychange', () => tell('SeeAsync', !document.hidden));
  on(document, 'imcc:connected', () => {
    // What was handed over while the line broke may never have arrived: ask.
    const lost = outbox().filter(m => inFlight.has(m.id));
    if (!lost.length) return;
    setTimeout(() => {
      const still = outbox().filter(m => lost.some(l => l.id === m.id));
      if (!still.length) return;
      call('UnsettledAsync', still).then(() => still.forEach(m => { takeFromOutbox(m.id); inFlight.delete(m.id); }), () => {});
    }, 2000);
  });
  on(window, 'pagehide', flushDraft);

  // --- markup changes --------------------------------------------------------------------------------------------------
  const markup = new MutationObserver(records => {
    syncComposer();
    syncThread(records);
    tick();
    for (const record of records) {
      for (const node of record.addedNodes) {
        const target = node.querySelector?.('[data-autofocus]') ?? (node.matches?.('[data-autofocus]') ? node : null);
        if (target) { target.focus(); return; }
      }
    }
  });
  const watch = { childList: true, subtree: true, attributes: true, attributeFilter: ['data-conversation', 'data-thread', 'data-first', 'data-since', 'data-due', 'data-anchor'] };

  // --- being heard: one tab of a browser speaks for all ----------------------------------------------------------------
  let isSpeaker = !navigator.locks, sound = null;
  let release = () => {};
  navigator.locks?.request(`imcc.speaker.${options.agent}`, { signal: abort.signal }, () => {
    isSpeaker = true;
    return new Promise(resolve => { release = resolve; });
  }).catch(() => {});

  function play(kind) {
    // Two falling tones for a call, one short for a word: told apart without looking.
    const tones = kind === 'message' ? [[880, 0, 0.09]] : [[784, 0, 0.16], [1047, 0.18, 0.16], [784, 0.5, 0.16], [1047, 0.68, 0.2]];
    try {
      sound ??= new AudioContext();
      if (sound.state === 'suspended') sound.resume();
      for (const [frequency, at, length] of tones) {
        const oscillator = sound.createOscillator(), volume = sound.createGain(), start = sound.currentTime + at;
        oscillator.frequency.value = frequency;
        oscillator.type = 'sine';
        volume.gain.setValueAtTime(0.0001, start);
        volume.gain.exponentialRampToValueAtTime(kind === 'message' ? 0.08 : 0.16, start + 0.015);
        volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
        oscillator.connect(volume).connect(sound.destination);
        oscillator.start(start);
        oscillator.stop(start + length + 0.02);
      }
    } catch { /* A browser without sound is still a desk. */ }
  }

  let badge = 0;
  const showBadge = () => {
    const plain = document.title.replace(/^\(\d+\+?\) /, '');
    const next = badge > 0 ? `(${badge > 99 ? '99+' : badge}) ${plain}` : plain;
    if (document.title !== next) document.title = next;
  };
  const titles = new MutationObserver(showBadge);
  if (document.head) titles.observe(document.head, { childList: true, subtree: true, characterData: true });

  function syncNotifyButton() {
    const button = root.querySelector('[data-notify]');
    if (button) button.hidden = !('Notification' in window) || Notification.permission !== 'default';
  }

  markup.observe(root, watch);
  syncComposer();
  syncThread([]);
  syncNotifyButton();
  const bell = new MutationObserver(syncNotifyButton);
  bell.observe(root, { childList: true, subtree: true });
  tick();
  if (document.hidden) tell('SeeAsync', false);

  return {
    unsettled() {
      const left = outbox();
      write(outboxKey, null);
      return left;
    },
    alert(count, kind, head, body, url) {
      badge = count;
      showBadge();
      if (!kind || !isSpeaker) return;
      play(kind);
      if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
      const notification = new Notification(head, { body, tag: url, icon: '/favicon.svg' });
      notification.onclick = () => { window.focus(); notification.close(); Blazor.navigateTo(url); };
    },
    focus(selector) { root.querySelector(selector)?.focus(); },
    restore,
    async askForNotifications() {
      if ('Notification' in window) await Notification.requestPermission();
      syncNotifyButton();
    },
    detach() {
      flushDraft();
      clearInterval(ticking);
      clearTimeout(typingTimer);
      markup.disconnect();
      bell.disconnect();
      titles.disconnect();
      sizes.disconnect();
      earlier.disconnect();
      abort.abort();
      release();
      sound?.close();
      badge = 0;
      showBadge();
    },
  };
}
