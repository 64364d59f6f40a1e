// The writing tools of the desk: quick replies, sensitive words, emoji, the palette, what was looked up. They stand beside the composer and talk
// with it by events on its form, so that neither needs to know the other.
import { attachReplies } from './replies.js';
import { attachWords } from './words.js';
import { attachEmoji } from './emoji.js';
import { attachPalette } from './palette.js';
import { attachFocus } from './focus.js';

const SETTLED = 700;

export function attach(dotnet, options) {
  const root = document.querySelector('.desk'), t = options.texts;
  const abort = new AbortController();
  const on = (target, type, handler, opts) => target.addEventListener(type, handler, { signal: abort.signal, ...opts });
  const generation = window.imcc?.generation;
  const isOnline = () => document.documentElement.dataset.connection !== 'lost' && window.imcc?.generation === generation;
  const call = (name, ...args) => isOnline() ? dotnet.invokeMethodAsync(name, ...args) : Promise.reject(new Error('offline'));
  const tell = (name, ...args) => { call(name, ...args).catch(() => {}); };
  const area = () => root.querySelector('.composer-text');

  // Written as if it were typed, so that Ctrl+Z takes it back.
  function write(start, end, text) {
    const to = area();
    if (!to) return;
    to.focus();
    to.setSelectionRange(start, end);
    if (!document.execCommand('insertText', false, text)) {
      to.setRangeText(text, start, end, 'end');
      to.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  const desk = { root, t, variables: options.variables, on, call, tell, area, write, send: () => area()?.form.requestSubmit() };

  const words = attachWords(desk);
  const replies = attachReplies({ ...desk, words });
  const focus = attachFocus(desk);
  attachEmoji(desk);
  // What was written once becomes a reply.
  const keep = () => tell('NewReplyAsync', area()?.value.trim() ?? '');
  const palette = attachPalette({ ...desk, replies, keep });

  // --- what was looked up: one key sends, another takes it into the composer ----------------------------------------------
  // The list changes by itself while somebody reaches for the key: for a moment it means nothing.
  const findings = new MutationObserver(() => {
    const shown = root.querySelector('[data-findings]')?.dataset.findings ?? '';
    if (shown !== shownFindings) [shownFindings, changedAt] = [shown, Date.now()];
  });
  let shownFindings = root.querySelector('[data-findings]')?.dataset.findings ?? '', changedAt = 0;
  findings.observe(root, { subtree: true, attributes: true, attributeFilter: ['data-findings'] });
  // Only who writes to the customer sends by a key: not in a remark, and nothing else lies open or is being filled in.
  const isWriting = e => area() && area().form.dataset.mode !== 'remark' && (e.target === area() || !e.target.matches?.('input, textarea, select, [contenteditable]'))
    && root.querySelector('[data-palette]').hidden && !root.querySelector('.confirm, .day-panel, dialog[open], :popover-open');

  on(document, 'keydown', e => {
    if (!e.altKey || e.ctrlKey || e.metaKey || e.isComposing) return;
    if (e.code === 'KeyS' && !e.shiftKey && area()) { e.preventDefault(); keep(); return; }
    const place = /^Digit([1-3])$/.exec(e.code)?.[1];
    if (!place) return;
    e.preventDefault();
    // Whichever tab is shown.
    if (e.repeat || !isWriting(e) || Date.now() - changedAt < SETTLED) return;
    const { conversation, message, items } = JSON.parse(root.querySelector('[data-findings]')?.dataset.findings || '{"items":[]}');
    const finding = items[place - 1];
    if (!finding || conversation !== area().form.dataset.conversation) return;
    // With a hole in it it is not sent but completed.
    if (e.shiftKey || replies.isOpen(finding.text)) replies.insertText(finding.id, finding.text);
    else tell('SendFindingAsync', conversation, message, finding.id);
  });
  on(root, 'click', e => {
    const insert = e.target.closest('[data-insert]');
    if (insert) replies.insertText(insert.dataset.insert, insert.dataset.insertText);
    const play = e.target.closest('[data-play]');
    if (play) root.dispatchEvent(new CustomEvent('imcc:play', { detail: play.dataset.play }));
    if (e.target.closest('[data-open-replies]')) replies.open();
    const variable = e.target.closest('[data-variable]');
    if (variable) variable.closest('form').querySelector('textarea')?.focus();
  });

  function setPreferences(preferences) {
    root.preferences = preferences;
    root.dispatchEvent(new CustomEvent('imcc:preferences'));
  }
  setPreferences(options.preferences);
  replies.set(options.replies);

  return {
    setReplies: replies.set,
    setPreferences,
    openPalette: palette.open,
    detach() {
      abort.abort();
      findings.disconnect();
      words.detach();
      focus.detach();
    },
  };
}
