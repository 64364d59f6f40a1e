// The editors' page in the browser: what is written is kept here until it is saved, files and tables are sent, lists are put in order by dragging.
import { attachRichText } from './rich-text.js';

const KEPT = 'imcc.draft.article.';

export function attach(root, texts) {
  const abort = new AbortController();
  const on = (target, type, handler) => target.addEventListener(type, handler, { signal: abort.signal });
  let rich = null, richRoot = null, dragged = null, sending = null;

  const send = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const tell = (name, value) => { const field = root.querySelector(`[data-${name}]`); if (field) send(field, value); };
  const headers = () => ({ RequestVerificationToken: document.querySelector('meta[name=imcc-antiforgery]').content, 'Accept-Language': document.documentElement.lang });

  async function upload(file) {
    const form = new FormData();
    form.append('file', file);
    try {
      const answer = await fetch('/knowledge/files', { method: 'POST', body: form, headers: headers() });
      const said = await answer.json().catch(() => ({}));
      if (answer.ok) return said;
      tell('sent', JSON.stringify({ kind: 'refused', detail: said.detail ?? texts.failed }));
    } catch {
      tell('sent', JSON.stringify({ kind: 'refused', detail: texts.failed }));
    }
    return null;
  }

  // A large table takes a while on its way: how far it is stands beside the button.
  function sendTable(file) {
    const form = new FormData();
    form.append('file', file);
    sending = new XMLHttpRequest();
    sending.open('POST', '/knowledge/import');
    for (const [name, value] of Object.entries(headers())) sending.setRequestHeader(name, value);
    const bar = root.querySelector('[data-sending]');
    if (bar) bar.hidden = false;
    sending.upload.onprogress = e => { const progress = bar?.querySelector('progress'); if (progress && e.lengthComputable) progress.value = e.loaded / e.total * 100; };
    sending.onloadend = () => {
      if (bar) bar.hidden = true;
      let said = {};
      try { said = JSON.parse(sending.responseText); } catch { /* No sentence from us: the general one. */ }
      tell('sent', JSON.stringify(sending.status === 200 ? { kind: 'table', id: said.id } : { kind: 'refused', detail: said.detail ?? texts.failed }));
      sending = null;
    };
    sending.send(form);
  }

  on(root, 'change', async e => {
    if (e.target.matches('[data-import]') && e.target.files.length) {
      const file = e.target.files[0];
      e.target.value = '';
      if (!sending) sendTable(file);
    } else if (e.target.matches('[data-upload]') && e.target.files.length) {
      const files = [...e.target.files], kind = e.target.dataset.upload;
      e.target.value = '';
      for (const file of files) {
        const stored = await upload(file);
        if (stored) tell('sent', JSON.stringify({ kind, ...stored }));
      }
    }
  });

  // Rows with a handle are dragged; the list is told "from|to".
  on(root, 'dragstart', e => {
    dragged = e.target.closest?.('[data-order-row]');
    if (!dragged) return;
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', dragged.dataset.orderRow);
    dragged.classList.add('dragged');
  });
  const overRow = e => { const row = e.target.closest?.('[data-order-row]'); return row && dragged && row !== dragged && row.closest('[data-order]') === dragged.closest('[data-order]') ? row : null; };
  const clear = () => { for (const row of root.querySelectorAll('.drop-on')) row.classList.remove('drop-on'); };
  on(root, 'dragover', e => {
    const row = overRow(e);
    clear();
    if (!row) return;
    e.preventDefault();
    row.classList.add('drop-on');
  });
  on(root, 'drop', e => {
    const row = overRow(e);
    if (!row) return;
    e.preventDefault();
    send(row.closest('[data-order]').querySelector('[data-order-told]'), `${dragged.dataset.orderRow}|${row.dataset.orderRow}`);
  });
  on(root, 'dragend', () => { dragged?.classList.remove('dragged'); dragged = null; clear(); });

  // Several lines at once are several questions.
  on(root, 'paste', e => {
    if (!e.target.matches('[data-lines]')) return;
    const text = e.clipboardData.getData('text/plain');
    if (!/\r?\n/.test(text.trim())) return;
    e.preventDefault();
    tell('lines-told', text);
  });
  on(root, 'keydown', e => {
    if (e.key === 's' && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      rich?.tell();
      document.activeElement?.dispatchEvent(new Event('change', { bubbles: true }));
      root.querySelector('[data-save]:not(:disabled)')?.click();
    } else if (e.target.matches('[data-lines]') && e.key === 'Enter') e.preventDefault();
    else if (e.target.matches('[data-list]') && ['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(e.key)) e.preventDefault();
  });
  on(document, 'keydown', e => {
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.('input, textarea, select, [contenteditable=true]')) return;
    const search = root.querySelector('[data-search]');
    if (!search) return;
    e.preventDefault();
    search.focus();
    search.select();
  });

  const look = () => {
    const now = root.querySelector('[data-rich]');
    if (now === richRoot) return;
    rich?.detach();
    richRoot = now;
    rich = now ? attachRichText(now, { send, upload }) : null;
  };
  const watcher = new MutationObserver(() => {
    look();
    root.querySelector('[data-focus-now]:not([data-seen])')?.focus();
    for (const field of root.querySelectorAll('[data-focus-now]')) field.dataset.seen = '1';
  });
  watcher.observe(root, { childList: true, subtree: true });
  look();
  // Files that were chosen a moment before this script was there.
  for (const field of root.querySelectorAll('[data-import], [data-upload]')) if (field.files.length) field.dispatchEvent(new Event('change', { bubbles: true }));

  return {
    cancelSending() { sending?.abort(); },
    detach() { watcher.disconnect(); rich?.detach(); sending?.abort(); abort.abort(); },
  };
}

/** What was written and not saved; it is forgotten when its author signs out. */
export function keep(id, json) {
  try { localStorage.setItem(KEPT + id, json); return true; } catch { return false; }
}

export const kept = id => localStorage.getItem(KEPT + id);

export const drop = id => localStorage.removeItem(KEPT + id);
