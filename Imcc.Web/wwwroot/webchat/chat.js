// The visitor's page: one connection, one thread, one composer.
import { textsOf, normalise, localeOf, size } from './texts.js';
import { Thread } from './thread.js';
import { makeSurveys } from './survey.js';
import { element, icon, icons, row, avatar, separate } from './bubbles.js';

const account = document.documentElement.dataset.account;
const query = new URLSearchParams(location.search);
const embedder = window.parent !== window ? query.get('origin') : null;
const accent = query.get('color');
if (/^#[0-9a-f]{6}$/i.test(accent ?? '')) document.documentElement.style.setProperty('--accent', accent);

// Storage may be forbidden in a frame: then the visitor lasts as long as the page.
const memory = {};
const store = {
  get(area, key) { try { return window[area].getItem(key); } catch { return memory[key] ?? null; } },
  set(area, key, value) { memory[key] = value; try { window[area].setItem(key, value); } catch { /* kept in memory */ } },
};
const tokenKey = `imcc.webchat.${account}`;
const outboxKey = `imcc.webchat.${account}.outbox`;

const state = {
  language: normalise(query.get('lang') || store.get('localStorage', 'imcc.webchat.language') || navigator.language),
  accountName: document.title, title: query.get('title') || '', agentName: '', standing: null, welcome: '',
  maxFileBytes: 10 * 1024 * 1024, maxTextLength: 4000, hasEarlier: false, loadingEarlier: false,
  shown: !embedder, unread: 0, pending: new Map(), connected: false,
};
let texts = textsOf(state.language);

// --- The page -----------------------------------------------------------------------------------------------------------
const ui = {};
ui.avatar = avatar(state.accountName);
ui.name = element('h1', { textContent: state.title || state.accountName });
ui.status = element('p', { role: 'status' });
ui.language = element('button', { type: 'button', className: 'plain' });
ui.end = element('button', { type: 'button', className: 'plain icon', hidden: true }, icon(icons.end));
ui.minimise = element('button', { type: 'button', className: 'plain icon', hidden: !embedder }, icon(icons.down));
ui.banner = element('div', { className: 'banner', role: 'alert', hidden: true });
ui.top = element('div', { className: 'top', role: 'status' });
ui.list = element('ol', { className: 'messages' });
ui.typing = element('div', { className: 'typing', hidden: true }, element('span', { className: 'dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i')), element('span', { className: 'typist' }));
ui.scroll = element('div', { className: 'scroll', tabIndex: 0, role: 'region' }, ui.top, ui.list, ui.typing);
ui.jump = element('button', { type: 'button', className: 'jump', hidden: true }, icon(icons.down));
ui.live = element('div', { className: 'sr', 'aria-live': 'polite' });
ui.input = element('textarea', { rows: 1, enterKeyHint: 'send', autocomplete: 'off' });
ui.count = element('div', { className: 'count', role: 'status', hidden: true });
ui.emoji = element('button', { type: 'button', className: 'plain icon', 'aria-expanded': 'false' }, icon(icons.emoji));
ui.attach = element('button', { type: 'button', className: 'plain icon' }, icon(icons.attach));
ui.file = element('input', { type: 'file', hidden: true, multiple: true, tabIndex: -1, accept: '.png,.jpg,.jpeg,.gif,.webp,.bmp,.pdf,.doc,.docx,.xls,.xlsx,.pptx,.txt,.zip,.mp4,.mp3,.amr,.m4a,.wav' });
ui.send = element('button', { type: 'submit', className: 'send', disabled: true }, icon(icons.send));
ui.palette = element('div', { className: 'palette', hidden: true });
ui.form = element('form', { className: 'composer' }, ui.emoji, ui.attach, ui.file, ui.input, ui.send);
ui.drop = element('div', { className: 'drop', hidden: true });
ui.large = element('img', { alt: '' });
ui.closeLarge = element('button', { type: 'button', className: 'plain icon' }, icon(icons.close));
// Browsers refuse confirm() in a foreign frame.
ui.sure = element('p');
ui.yes = element('button', { type: 'button', className: 'send wide' });
ui.no = element('button', { type: 'button', className: 'plain' });
ui.ask = element('dialog', { className: 'ask' }, ui.sure, element('div', {}, ui.no, ui.yes));
ui.lightbox = element('dialog', { className: 'lightbox' }, ui.closeLarge, ui.large);
document.getElementById('chat').append(
  element('header', {}, ui.avatar, element('div', { className: 'heading' }, ui.name, ui.status), ui.language, ui.end, ui.minimise),
  ui.banner, ui.scroll, ui.jump, ui.live, ui.count, ui.palette, ui.form, ui.drop, ui.lightbox, ui.ask);
for (const sign of ['😀', '😄', '😂', '😊', '😍', '😘', '🤔', '😅', '😭', '😡', '😱', '🙄', '👍', '👎', '👌', '🙏', '👏', '💪', '🤝', '✌️', '❤️', '🌹', '🎉', '🎂', '☕', '🔥', '⭐', '✅', '❌', '❓', '💰', '📷']) {
  const button = element('button', { type: 'button', textContent: sign });
  button.addEventListener('click', () => { ui.input.setRangeText(sign, ui.input.selectionStart, ui.input.selectionEnd, 'end'); ui.input.focus(); typed(); });
  ui.palette.append(button);
}

function speak() {
  texts = textsOf(state.language);
  document.documentElement.lang = localeOf(state.language);
  const label = (control, text) => { control.setAttribute('aria-label', text); control.title = text; };
  ui.language.textContent = texts.languageShort;
  label(ui.language, texts.language);
  label(ui.end, texts.end);
  label(ui.minimise, texts.close);
  label(ui.emoji, texts.emoji);
  label(ui.attach, texts.attach);
  label(ui.send, texts.send);
  label(ui.jump, texts.bottom);
  label(ui.closeLarge, texts.closePicture);
  ui.palette.setAttribute('aria-label', texts.emoji);
  ui.input.placeholder = texts.placeholder;
  ui.input.setAttribute('aria-label', texts.placeholder);
  ui.scroll.setAttribute('aria-label', texts.messages);
  ui.file.setAttribute('aria-label', texts.attach);
  ui.drop.textContent = texts.drop;
  ui.sure.textContent = texts.endConfirm;
  ui.yes.textContent = texts.end;
  ui.no.textContent = texts.cancel;
  head();
}

function head() {
  const serving = state.agentName && (state.standing === 'Active' || state.standing === 'Parked');
  const waiting = state.standing === 'Queued' || state.standing === 'Offered';
  ui.avatar.textContent = [...(serving ? state.agentName : state.accountName || '·')][0].toUpperCase();
  ui.name.textContent = state.title || state.accountName;
  ui.status.textContent = !state.connected ? texts.connecting : serving ? texts.serving(state.agentName) : waiting ? texts.queued : texts.automated;
  ui.status.classList.toggle('live', state.connected);
  ui.end.hidden = !(serving || waiting);
}

// --- The thread ---------------------------------------------------------------------------------------------------------
const context = {
  get language() { return state.language; },
  get accountName() { return state.accountName; },
  async refresh(message) {
    const page = await call('After', message.seq - 1);
    return page?.ok ? page.messages.find(m => m.id === message.id) ?? null : null;
  },
  showMessage(id) {
    const item = [...ui.list.children].find(i => i.message?.id === id);
    if (!item) return;
    item.scrollIntoView({ block: 'center' });
    item.classList.add('found');
    setTimeout(() => item.classList.remove('found'), 1500);
  },
  survey: survey => surveys.card(survey),
  showPicture(url, name) { ui.large.src = url; ui.large.alt = name; ui.lightbox.showModal(); },
};
const surveys = makeSurveys(answer => call('Rate', answer), () => texts);
const thread = new Thread(
  async after => { const page = await call('After', after); return page?.ok ? page : null; },
  messages => append(messages));

const isAtEnd = () => ui.scroll.scrollHeight - ui.scroll.scrollTop - ui.scroll.clientHeight < 80;
const toEnd = () => { ui.scroll.scrollTop = ui.scroll.scrollHeight; };

function append(messages) {
  const follow = isAtEnd();
  const firstPending = [...ui.list.children].find(i => i.pending);
  for (const message of messages) {
    message.readAt = Date.now();
    if (gone.has(message.id)) forget(message);
    if (message.clientId) settle(message.clientId);
    if (message.kind === 'event') continue;
    if (message.kind === 'surveyanswer') { surveys.answered(message.survey); continue; }
    const item = row(message, context);
    const before = firstPending?.isConnected ? firstPending : null;
    ui.list.insertBefore(item, before);
    separate(item.previousElementSibling, item);
    if (before) separate(item, before);
    if (message.from !== 'visitor') {
      hideTyping();
      news(message);
    }
  }
  if (follow) toEnd(); else ui.jump.hidden = false;
}

// Taken back, perhaps before it was shown.
const gone = new Set();
const forget = message => Object.assign(message, { kind: 'recalled', text: null, file: null, link: null, quote: null });
function recall(id) {
  gone.add(id);
  const item = [...ui.list.children].find(i => i.message?.id === id);
  if (!item || item.message.kind === 'recalled') return;
  const fresh = row(forget(item.message), context);
  item.replaceWith(fresh);
  separate(fresh.previousElementSibling, fresh);
  ui.live.textContent = texts.recalled;
}

let opened = false;
function news(message) {
  if (!opened || message.kind === 'recalled') return;
  ui.live.textContent = `${message.agentName || state.accountName}: ${message.text ?? texts[message.kind] ?? ''}`;
  if (state.shown && document.visibilityState === 'visible') return;
  state.unread++;
  showUnread();
}

function showUnread() {
  document.title = state.unread ? texts.title(state.unread) : state.title || state.accountName;
  tellEmbedder({ imcc: 'unread', count: state.unread });
}

function seen() {
  if (!state.shown || document.visibilityState !== 'visible' || !state.unread) return;
  state.unread = 0;
  showUnread();
}

async function loadEarlier() {
  if (!state.hasEarlier || state.loadingEarlier || !thread.firstSeq || !state.connected) return;
  state.loadingEarlier = true;
  ui.top.textContent = texts.earlier;
  const page = await call('Earlier', thread.firstSeq);
  if (page?.ok) {
    for (const answer of page.messages.filter(m => m.kind === 'surveyanswer')) surveys.answered(answer.survey);
    const older = thread.prepend(page.messages).filter(m => m.kind !== 'event' && m.kind !== 'surveyanswer');
    state.hasEarlier = page.hasEarlier;
    const height = ui.scroll.scrollHeight - ui.scroll.scrollTop;
    let previous = null;
    const first = ui.list.firstElementChild;
    for (const message of older) {
      message.readAt = Date.now();
      if (message.clientId) settle(message.clientId);
      const item = row(message, context);
      ui.list.insertBefore(item, first?.isConnected ? first : ui.list.firstElementChild);
      separate(previous, item);
      previous = item;
    }
    if (first && previous) separate(previous, first);
    ui.scroll.scrollTop = ui.scroll.scrollHeight - height;
  }
  ui.top.textContent = state.hasEarlier ? '' : texts.first;
  state.loadingEarlier = false;
}

function redraw() {
  let previous = null;
  for (const item of [...ui.list.children]) {
    if (item.notice) continue;
    const fresh = row(item.message, context);
    fresh.pending = item.pending;
    if (item.pending) { item.pending.item = fresh; }
    item.replaceWith(fresh);
    if (item.pending) mark(item.pending);
    separate(previous, fresh);
    previous = fresh;
  }
}

function greet() {
  if (!state.welcome || thread.lastSeq) return;
  const item = row({ seq: 0, from: 'system', agentName: '', kind: 'text', text: state.welcome, at: new Date().toISOString() }, context);
  const first = ui.list.firstElementChild; // Somebody may have written before we were connected.
  ui.list.prepend(item);
  separate(null, item);
  if (first) separate(item, first);
}

function notice(text) {
  const follow = isAtEnd();
  const item = element('li', { className: 'notice', textContent: text });
  item.notice = true;
  item.at = new Date();
  item.append(element('div', { className: 'separator', hidden: true }));
  ui.list.append(item);
  if (follow) toEnd();
}

// --- What the visitor sends ---------------------------------------------------------------------------------------------
const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');

function enqueue(message, parts) {
  const pending = { clientId: newId(), state: 'sending', ...parts };
  begin(pending, message);
  deliver(pending);
}

function begin(pending, message) {
  state.pending.set(pending.clientId, pending);
  pending.item = row({ seq: 0, from: 'visitor', agentName: '', at: new Date().toISOString(), ...message }, context);
  pending.item.pending = pending;
  ui.list.append(pending.item);
  separate(pending.item.previousElementSibling, pending.item);
  mark(pending);
  toEnd();
  keepOutbox();
}

// Texts that have not been acknowledged survive a reload; with the same client id they arrive once.
function keepOutbox() {
  const texts = [...state.pending.values()].filter(p => p.text && p.state !== 'sent').map(p => ({ clientId: p.clientId, text: p.text }));
  store.set('sessionStorage', outboxKey, JSON.stringify(texts));
}

// One at a time: the messages arrive in the order in which they were written.
let turn = Promise.resolve();
function deliver(pending) {
  turn = turn.then(() => attempt(pending)).catch(e => console.error(e));
  return turn;
}

async function attempt(pending) {
  if (pending.state === 'sent') return;
  if (!state.connected) return; // Sent again as soon as the connection stands.
  pending.state = 'sending';
  mark(pending);
  if (pending.file && !pending.fileId) {
    const uploaded = await upload(pending.file);
    if (!uploaded.id) {
      pending.isFinal = uploaded.status === 413 || uploaded.status === 415 || uploaded.code === 'empty';
      return fail(pending, uploaded.detail);
    }
    pending.fileId = uploaded.id;
  }
  const answer = pending.file
    ? await call('SendFile', { clientId: pending.clientId, fileId: pending.fileId })
    : await call('Send', { clientId: pending.clientId, text: pending.text });
  if (!answer) return mark(pending); // The line broke: the same message goes again.
  if (answer.ok) {
    pending.state = 'sent';
    mark(pending);
    keepOutbox();
    if (!answer.isNew) {
      // It had arrived before (a reload, a broken line): it stands in the thread, perhaps further up than we have read.
      await thread.catchUp();
      settle(pending.clientId);
    }
    return;
  }
  if (answer.code === 'tooFast' && answer.retryAfterMs < 15000) {
    await new Promise(done => setTimeout(done, answer.retryAfterMs));
    return attempt(pending);
  }
  fail(pending, answer.message);
}

function fail(pending, reason) {
  pending.state = 'failed';
  pending.reason = reason;
  mark(pending);
  ui.live.textContent = `${texts.failed} ${reason ?? ''}`;
}

function mark(pending) {
  const view = pending.item.querySelector('.state');
  view.replaceChildren();
  pending.item.classList.toggle('failed', pending.state === 'failed');
  view.textContent = texts[pending.state];
  if (pending.state !== 'failed') return;
  if (pending.reason) view.textContent = pending.reason;
  if (pending.isFinal) return;
  const retry = element('button', { type: 'button', className: 'retry', textContent: texts.retry });
  retry.addEventListener('click', () => deliver(pending));
  view.append(' ', retry);
}

// The thread has it now: the provisional bubble makes room for the real one.
function settle(clientId) {
  const pending = state.pending.get(clientId);
  if (!pending) return;
  state.pending.delete(clientId);
  pending.state = 'sent';
  pending.item.remove();
  if (pending.localUrl) URL.revokeObjectURL(pending.localUrl);
  keepOutbox();
}

async function upload(file) {
  const form = new FormData();
  form.append('file', file, file.name || 'picture.png');
  try {
    const response = await fetch(`/webchat/${account}/files?lang=${localeOf(state.language)}`, {
      method: 'POST', body: form, headers: { 'X-Visitor-Token': store.get('localStorage', tokenKey) ?? '' }, credentials: 'omit',
    });
    return await response.json();
  } catch {
    return { detail: texts.failed };
  }
}

function sendText() {
  const raw = ui.input.value;
  const text = raw.toWellFormed ? raw.toWellFormed() : raw;
  if (!text.trim() || text.length > state.maxTextLength) return;
  ui.input.value = '';
  typed();
  told(false);
  enqueue({ kind: 'text', text }, { text });
}

function sendFiles(list) {
  for (const file of list) {
    const kind = /^image\/(png|jpeg|gif|webp|bmp)$/.test(file.type) ? 'picture' : 'file';
    const localUrl = kind === 'picture' ? URL.createObjectURL(file) : undefined;
    const message = { kind, localUrl, file: { name: file.name, size: file.size, contentType: file.type, url: null } };
    if (file.size > state.maxFileBytes) {
      const pending = { clientId: newId(), file, localUrl, isFinal: true };
      begin(pending, message);
      fail(pending, texts.tooLarge(size(state.maxFileBytes)));
    } else {
      enqueue(message, { file, localUrl });
    }
  }
}

// --- Typing -------------------------------------------------------------------------------------------------------------
let typingTold = 0, typingStops, typingHides;
function told(isTyping) {
  clearTimeout(typingStops);
  const now = Date.now();
  if (isTyping) {
    typingStops = setTimeout(() => told(false), 4000);
    if (now - typingTold < 2500) return;
    typingTold = now;
  } else {
    if (!typingTold) return;
    typingTold = 0;
  }
  if (state.connected) call('Typing', isTyping);
}

function typed() {
  ui.input.style.height = 'auto';
  ui.input.style.height = `${Math.min(ui.input.scrollHeight, 132)}px`;
  const left = state.maxTextLength - ui.input.value.length;
  ui.count.hidden = left > 200;
  ui.count.classList.toggle('over', left < 0);
  ui.count.textContent = left > 200 ? '' : texts.left(left);
  ui.send.disabled = !ui.input.value.trim() || left < 0;
}

function showTyping(name) {
  const follow = isAtEnd();
  ui.typing.hidden = false;
  ui.typing.querySelector('.typist').textContent = `${name || state.agentName || texts.agent} ${texts.typing}`;
  clearTimeout(typingHides);
  typingHides = setTimeout(hideTyping, 6000);
  if (follow) toEnd();
}

function hideTyping() { ui.typing.hidden = true; }

// --- The connection -----------------------------------------------------------------------------------------------------
const connection = new signalR.HubConnectionBuilder()
  .withUrl(`/hubs/visitor?account=${encodeURIComponent(account)}&lang=${localeOf(state.language)}`, { withCredentials: false })
  .configureLogging(signalR.LogLevel.None)
  .build();
connection.on('message', message => { if (opened) thread.receive(message); else early.push(message); });
connection.on('recalled', news => recall(news.id));
connection.on('typing', typing => (typing.isTyping ? showTyping(typing.name) : hideTyping()));
connection.on('agent', agent => { state.agentName = agent.name; state.standing = agent.state; head(); });
connection.on('state', news => { state.standing = news.state; head(); });
connection.on('ended', news => { const was = state.standing; state.standing = news.state; hideTyping(); head(); if (was && !isOver(was)) notice(texts.ended); });
connection.on('sync', () => thread.catchUp());
connection.onclose(() => { lost(texts.lost); connect(500); });
const isOver = standing => ['WrapUp', 'Closed', 'Abandoned', 'Overflowed'].includes(standing);
let early = [];
let retryTimer;

function lost(text) {
  state.connected = false;
  ui.banner.textContent = text;
  ui.banner.hidden = false;
  hideTyping();
  head();
}

async function connect(delay) {
  clearTimeout(retryTimer);
  if (delay) {
    await new Promise(done => { retryTimer = setTimeout(done, delay * (0.75 + Math.random() / 2)); wake = done; });
  }
  if (connection.state !== signalR.HubConnectionState.Disconnected) return;
  let crowded = false;
  try {
    await connection.start();
    if (await hello()) return;
  } catch (e) {
    crowded = /\b429\b/.test(String(e));
  }
  lost(crowded ? texts.busy : texts.lost);
  if (connection.state === signalR.HubConnectionState.Connected) await connection.stop(); // onclose tries again
  else connect(crowded ? 15000 : Math.min(15000, Math.max(1000, (delay || 500) * 2)));
}
let wake = () => {};

async function hello() {
  const answer = await call('Hello', {
    token: store.get('localStorage', tokenKey), name: query.get('name') || null, lastSeq: thread.lastSeq, lang: localeOf(state.language),
  });
  if (!answer) return false;
  if (!answer.ok) {
    ui.banner.textContent = answer.message;
    ui.banner.hidden = false;
    if (answer.retryAfterMs) await new Promise(done => setTimeout(done, answer.retryAfterMs));
    return answer.code === 'unknownAccount';
  }
  store.set('localStorage', tokenKey, answer.token);
  Object.assign(state, {
    accountName: answer.accountName, welcome: answer.welcome, standing: answer.state, agentName: answer.agentName,
    maxFileBytes: answer.maxFileBytes, maxTextLength: answer.maxTextLength, connected: true,
  });
  if (!opened) state.hasEarlier = answer.hasEarlier;
  ui.banner.hidden = true;
  const first = !opened;
  await thread.open(answer.messages, answer.hasMore);
  opened = true;
  for (const message of early.splice(0)) thread.receive(message);
  if (first) {
    greet();
    toEnd();
    tellEmbedder({ imcc: 'ready' });
    if (!state.unread) document.title = state.title || state.accountName;
  }
  head();
  for (const pending of state.pending.values()) if (pending.state === 'sending') deliver(pending);
  return true;
}

// Before anything new is written: the first new message writes the outbox anew.
function restoreOutbox() {
  let kept = [];
  try { kept = JSON.parse(store.get('sessionStorage', outboxKey) ?? '[]'); } catch { /* not ours */ }
  for (const { clientId, text } of kept) {
    begin({ clientId, text, state: 'sending' }, { kind: 'text', text });
  }
}

// Null when the line is broken; else the server's answer, which says itself whether it went well.
async function call(method, ...args) {
  try {
    return await connection.invoke(method, ...args);
  } catch {
    return null;
  }
}

// --- Who embeds us ------------------------------------------------------------------------------------------------------
function tellEmbedder(message) {
  if (embedder) window.parent.postMessage(message, embedder);
}

window.addEventListener('message', e => {
  if (!embedder || e.source !== window.parent || e.origin !== embedder) return;
  if (e.data?.imcc === 'shown') {
    state.shown = true;
    seen();
    toEnd();
    ui.input.focus();
  } else if (e.data?.imcc === 'hidden') {
    state.shown = false;
  }
});

// --- Hands --------------------------------------------------------------------------------------------------------------
ui.form.addEventListener('submit', e => { e.preventDefault(); sendText(); ui.input.focus(); });
ui.input.addEventListener('input', () => { typed(); told(ui.input.value.length > 0); });
ui.input.addEventListener('keydown', e => {
  if (e.key === 'Enter' && !e.shiftKey && !e.isComposing && e.keyCode !== 229) { e.preventDefault(); sendText(); }
});
ui.input.addEventListener('paste', e => {
  const files = [...(e.clipboardData?.files ?? [])];
  if (files.length) { e.preventDefault(); sendFiles(files); }
});
ui.attach.addEventListener('click', () => ui.file.click());
ui.file.addEventListener('change', () => { sendFiles(ui.file.files); ui.file.value = ''; });
const palette = open => { ui.palette.hidden = !open; ui.emoji.setAttribute('aria-expanded', String(open)); };
ui.emoji.addEventListener('click', () => palette(ui.palette.hidden));
document.addEventListener('click', e => { if (!ui.palette.contains(e.target) && !ui.emoji.contains(e.target)) palette(false); });
document.addEventListener('keydown', e => {
  if (e.key !== 'Escape' || ui.lightbox.open || ui.ask.open) return;
  if (!ui.palette.hidden) { palette(false); ui.emoji.focus(); } else tellEmbedder({ imcc: 'close' });
});
ui.minimise.addEventListener('click', () => tellEmbedder({ imcc: 'close' }));
ui.end.addEventListener('click', () => ui.ask.showModal());
ui.no.addEventListener('click', () => ui.ask.close());
ui.yes.addEventListener('click', () => { ui.ask.close(); call('Leave'); });
ui.language.addEventListener('click', () => {
  state.language = state.language === 'zh' ? 'en' : 'zh';
  store.set('localStorage', 'imcc.webchat.language', state.language);
  speak();
  redraw();
  typed();
});
ui.scroll.addEventListener('scroll', () => {
  if (isAtEnd()) ui.jump.hidden = true;
  if (ui.scroll.scrollTop < 60) loadEarlier();
});
ui.jump.addEventListener('click', toEnd);
ui.closeLarge.addEventListener('click', () => ui.lightbox.close());
ui.lightbox.addEventListener('click', e => { if (e.target !== ui.large) ui.lightbox.close(); });
let dragging = 0;
document.addEventListener('dragenter', e => { if (e.dataTransfer?.types.includes('Files')) { dragging++; ui.drop.hidden = false; } });
document.addEventListener('dragleave', () => { if (--dragging <= 0) { dragging = 0; ui.drop.hidden = true; } });
document.addEventListener('dragover', e => e.preventDefault());
document.addEventListener('drop', e => { e.preventDefault(); dragging = 0; ui.drop.hidden = true; sendFiles(e.dataTransfer?.files ?? []); });
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') { seen(); wake(); if (state.connected) thread.catchUp(); } });
window.addEventListener('online', () => wake());
// A picture that comes late makes the list longer: who stood at the end stays there.
let atEnd = true;
ui.scroll.addEventListener('scroll', () => { atEnd = isAtEnd(); });
ui.list.addEventListener('load', () => { if (atEnd) toEnd(); }, true);
new ResizeObserver(() => { if (atEnd) toEnd(); }).observe(ui.scroll);
// A last net: should a hint get lost between two servers, the page asks.
setInterval(() => { if (state.connected && document.visibilityState === 'visible') thread.catchUp(); }, 45000);

speak();
restoreOutbox();
connect(0);
