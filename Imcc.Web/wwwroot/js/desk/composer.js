// The composer: what is being written, kept through reloads; what is on its way, kept until somebody has answered; files.

const CHANNEL_IDLE = 3000;
const DRAFT_DAYS = 3;

export function attachComposer({ root, t, agent, now, on, call, tell, isOnline, stayAtEnd, signal }) {
  const draftPrefix = `imcc.draft.${agent}.`;
  const outboxKey = `imcc.outbox.${agent}`;

  forgetOldDrafts();

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
  // With it what waits beside it: the quote and the files (as JSON), which the desk forgets with its page.
  function keepDraft(conversation, text, id = null, kept = '') {
    write(draftPrefix + conversation, text || kept ? { text, id, kept, at: Date.now() } : null);
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
  let composer = null, text = null, conversation = null, limits = '', kept = '', shownKept = '', draftTimer = 0, typedAt = 0, typingTimer = 0;

  function syncComposer() {
    const found = root.querySelector('.composer');
    const area = found?.querySelector('.composer-text') ?? null;
    if (area === text && found?.dataset.conversation === conversation) {
      // A quote, or a remark instead of a reply: what is written there has another measure.
      if (text && limits !== limitsOf()) grow();
      const shown = found?.dataset.kept ?? '';
      if (shown !== shownKept) { kept = shownKept = shown; flushDraft(); }
      return;
    }
    flushDraft();
    composer = found;
    text = area;
    conversation = found?.dataset.conversation ?? null;
    if (!text) return;
    const draft = read(draftPrefix + conversation);
    text.value = draft?.text ?? '';
    shownKept = composer.dataset.kept ?? '';
    kept = shownKept || draft?.kept || '';
    if (!shownKept && kept && composer.dataset.mode !== 'remark') tell('GiveBackAsync', conversation, JSON.parse(kept));
    grow();
    composer.dispatchEvent(new CustomEvent('imcc:opened', { bubbles: true }));
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
    const left = room(), length = text.value.trim().length;
    const counter = composer.querySelector('[data-counter]');
    const words = left < 0 ? composer.dataset.over.replace('{0}', -left) : left < (length + left) * 0.2 ? composer.dataset.left.replace('{0}', left) : '';
    if (counter.textContent !== words) counter.textContent = words;
    counter.dataset.level = left < 0 ? 'red' : 'amber';
    composer.toggleAttribute('data-too-long', left < 0);
    limits = limitsOf();
  }
  const limitsOf = () => `${composer?.dataset.max} ${composer?.dataset.maxBytes}`;
  // Characters that may still be written. Where the channel counts bytes, as many as what is written suggests.
  function room() {
    const value = text.value.trim(), left = Number(composer.dataset.max) - value.length;
    if (!composer.dataset.maxBytes) return left;
    const bytes = new TextEncoder().encode(value).length, each = value ? bytes / value.length : 3;
    return Math.min(left, Math.floor((Number(composer.dataset.maxBytes) - bytes) / each));
  }
  function flushDraft() {
    clearTimeout(draftTimer);
    if (text && conversation) {
      const known = read(draftPrefix + conversation);
      keepDraft(conversation, text.value, known?.text === text.value ? known.id : null, kept);
    }
  }
  function signalTyping() {
    if (composer.dataset.mode === 'remark') return;
    const at = Date.now(), of = conversation;
    if (at - typedAt > CHANNEL_IDLE) { typedAt = at; tell('TypingAsync', of, true); }
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => { typedAt = 0; tell('TypingAsync', of, false); }, CHANNEL_IDLE * 1.5);
  }
  function stopTyping() {
    clearTimeout(typingTimer);
    if (typedAt) { typedAt = 0; tell('TypingAsync', conversation, false); }
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
    if (room() < 0) return grow();
    if (!isOnline()) { hint(t.offline); return; }
    const draft = read(draftPrefix + to);
    // A text that came back unconfirmed keeps its id: sent again, it is the same message.
    const id = draft?.id && draft.text.trim() === value ? draft.id : uuid7();
    // The writing tools look at it first: what they hold back stays where it is.
    if (!form.dispatchEvent(new CustomEvent('imcc:sending', { bubbles: true, cancelable: true, detail: { id, isRemark } }))) return;
    if (value) write(outboxKey, [...outbox(), { conversationId: to, id, text: value, isRemark }].slice(-50));
    inFlight.add(id);
    clearTimeout(draftTimer);
    clearTimeout(typingTimer);
    typedAt = 0;
    text.value = '';
    // A remark takes neither the quote nor the files with it.
    if (!isRemark) kept = '';
    keepDraft(to, '', null, kept);
    grow();
    form.dispatchEvent(new CustomEvent('imcc:sent', { bubbles: true }));
    stayAtEnd();
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
    keepDraft(to, whole, rest ? null : id, to === conversation ? kept : read(draftPrefix + to)?.kept ?? '');
    if (to === conversation) { text.value = whole; grow(); text.focus(); }
  }

  on(root, 'input', e => {
    if (e.target !== text) return;
    grow();
    clearTimeout(draftTimer);
    draftTimer = setTimeout(flushDraft, 300);
    if (text.value) signalTyping();
    else stopTyping();
  });
  on(root, 'keydown', e => {
    // While an input method composes, Enter chooses a word (Safari tells it by 229 only).
    if (e.target !== text || e.key !== 'Enter' || e.shiftKey || e.altKey || e.isComposing || e.keyCode === 229) return;
    // Ctrl+Enter sends in any case; Enter alone only if the agent wants it so.
    if (!e.ctrlKey && !e.metaKey && root.preferences?.sendKey === 'ctrl') return;
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
    const picture = file.type.startsWith('image/') && !file.type.includes('svg') ? URL.createObjectURL(file) : null;
    if (picture) {
      const image = document.createElement('img');
      image.src = picture;
      image.alt = '';
      row.append(image);
    }
    const bar = document.createElement('progress');
    bar.max = 1;
    row.append(t.uploading.replace('{0}', file.name), bar);
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
      const response = await post(body, part => { bar.value = part; });
      if (response.status < 200 || response.status > 299) { fail(response.status === 413 ? t.tooLarge : response.status === 415 ? t.wrongType : t.uploadFailed); return; }
      const stored = JSON.parse(response.body);
      row.remove();
      await call('AttachedAsync', to, stored.id, stored.name ?? file.name, stored.contentType ?? file.type, stored.size ?? file.size);
      text?.focus();
    } catch {
      fail(t.uploadFailed);
    } finally {
      if (picture) URL.revokeObjectURL(picture);
    }
  }

  // Not by fetch, which does not tell how far it is.
  function post(body, progress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', '/files');
      request.setRequestHeader('RequestVerificationToken', document.querySelector('meta[name=imcc-antiforgery]')?.content ?? '');
      request.upload.onprogress = e => { if (e.lengthComputable) progress(e.loaded / e.total); };
      request.onload = () => resolve({ status: request.status, body: request.responseText });
      request.onerror = request.onabort = () => reject(new Error('upload'));
      signal.addEventListener('abort', () => request.abort());
      request.send(body);
    });
  }

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
  // Whoever chooses a conversation wants to write in it; the one that is open already changes nothing else.
  on(root, 'click', e => {
    const row = e.target.closest('a.row');
    if (row && text && row.getAttribute('aria-current') === 'true') text.focus({ preventScroll: true });
  });
  on(window, 'pagehide', flushDraft);
  on(root, 'click', e => {
    const choose = e.target.closest('[data-choose]');
    if (choose) composer?.querySelector(`[data-file=${choose.dataset.choose}]`)?.click();
  });

  return {
    sync: syncComposer,
    restore,
    unsettled() {
      const left = outbox();
      write(outboxKey, null);
      return left;
    },
    detach() {
      flushDraft();
      clearTimeout(typingTimer);
    },
  };
}
