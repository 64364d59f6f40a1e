// A small editor of formatted text: bold, italic, lists, links, pictures. What it says goes into a hidden field beside it; what may stay of it, the server decides.

const KEPT = { B: 'b', STRONG: 'b', I: 'i', EM: 'i', U: 'u', UL: 'ul', OL: 'ol', LI: 'li', P: 'p', DIV: 'p', BR: 'br', A: 'a', H1: 'h3', H2: 'h3', H3: 'h3', H4: 'h4', TABLE: 'table', TBODY: 'tbody', THEAD: 'thead', TR: 'tr', TD: 'td', TH: 'th', IMG: 'img', BLOCKQUOTE: 'blockquote' };
const DROPPED = new Set(['SCRIPT', 'STYLE', 'HEAD', 'META', 'LINK', 'TITLE', 'IFRAME', 'OBJECT', 'SVG', 'MATH', 'TEMPLATE', 'NOSCRIPT', 'FORM', 'INPUT', 'BUTTON', 'SELECT', 'TEXTAREA']);
const isLink = href => /^(https?:|mailto:|tel:)/i.test(href);
const isPicture = src => /^\/files\/[0-9a-f-]{36}$/i.test(src);

/** What a person pasted or what was stored, built anew out of what is allowed. */
export function clean(html) {
  const source = new DOMParser().parseFromString(html, 'text/html').body;
  const target = document.createDocumentFragment();
  copy(source, target);
  return target;
}

function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) { to.append(node.data); continue; }
    if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.nodeName.toUpperCase())) continue;
    const name = KEPT[node.nodeName.toUpperCase()];
    if (!name) { copy(node, to); continue; }
    if (name === 'img') {
      if (!isPicture(node.getAttribute('src') ?? '')) continue;
      const picture = document.createElement('img');
      picture.src = node.getAttribute('src');
      picture.alt = node.getAttribute('alt') ?? '';
      to.append(picture);
      continue;
    }
    const element = document.createElement(name);
    if (name === 'a') {
      const href = node.getAttribute('href') ?? '';
      if (!isLink(href)) { copy(node, to); continue; }
      element.setAttribute('href', href);
    }
    copy(node, element);
    to.append(element);
  }
}

export function attachRichText(root, { send, upload }) {
  const area = root.querySelector('[data-rich-area]');
  const out = root.querySelector('[data-rich-out]');
  const linkBox = root.querySelector('[data-rich-link]');
  const abort = new AbortController();
  const on = (target, type, handler) => target.addEventListener(type, handler, { signal: abort.signal });
  let timer = 0, said = '', range = null;

  const valueOf = () => area.textContent.trim() === '' && !area.querySelector('img') ? '' : area.innerHTML;
  const show = html => { said = html; area.replaceChildren(clean(html)); };
  const tell = () => {
    clearTimeout(timer);
    timer = 0;
    const value = valueOf();
    if (value === said) return;
    said = value;
    send(out, value);
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(tell, 250); };
  const press = () => {
    for (const button of root.querySelectorAll('[data-rich-do]')) {
      const command = button.dataset.richDo;
      if (['bold', 'italic', 'insertUnorderedList', 'insertOrderedList'].includes(command)) button.setAttribute('aria-pressed', document.queryCommandState(command));
    }
  };
  const remember = () => {
    const selection = getSelection();
    if (selection.rangeCount && area.contains(selection.anchorNode)) range = selection.getRangeAt(0).cloneRange();
  };
  const back = () => {
    area.focus();
    if (!range) return;
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  const perform = (command, value) => { back(); document.execCommand(command, false, value); remember(); press(); later(); };
  const picture = async file => {
    const stored = await upload(file);
    if (stored) perform('insertHTML', `<img src="/files/${stored.id}" alt="">`);
  };

  document.execCommand('defaultParagraphSeparator', false, 'p');
  show(out.value);
  on(area, 'input', later);
  on(area, 'blur', () => { remember(); tell(); });
  on(document, 'selectionchange', () => { if (document.activeElement === area) { remember(); press(); } });
  on(area, 'paste', e => {
    e.preventDefault();
    const file = [...e.clipboardData.files].find(f => f.type.startsWith('image/'));
    const html = e.clipboardData.getData('text/html');
    if (html) {
      const box = document.createElement('div');
      box.append(clean(html));
      document.execCommand('insertHTML', false, box.innerHTML);
    } else if (file) picture(file);
    else document.execCommand('insertText', false, e.clipboardData.getData('text/plain'));
  });
  on(area, 'drop', e => {
    const file = [...e.dataTransfer.files].find(f => f.type.startsWith('image/'));
    if (e.dataTransfer.files.length) e.preventDefault();
    if (file) picture(file);
  });
  on(root, 'mousedown', e => { if (e.target.closest('[data-rich-do]')) e.preventDefault(); });
  on(root, 'click', e => {
    const command = e.target.closest('[data-rich-do]')?.dataset.richDo;
    if (!command) return;
    if (command === 'link') {
      remember();
      linkBox.hidden = false;
      const field = linkBox.querySelector('input');
      field.value = getSelection().anchorNode?.parentElement?.closest('a')?.getAttribute('href') ?? 'https://';
      field.focus();
      field.select();
    } else if (command === 'picture') root.querySelector('[data-rich-file]').click();
    else if (command === 'clear') { perform('removeFormat'); perform('unlink'); }
    else perform(command);
  });
  const closeLink = () => { linkBox.hidden = true; linkBox.querySelector('input').removeAttribute('aria-invalid'); back(); };
  const setLink = () => {
    const field = linkBox.querySelector('input'), href = field.value.trim();
    if (href && !isLink(href)) { field.setAttribute('aria-invalid', 'true'); return; }
    linkBox.hidden = true;
    if (!href) perform('unlink');
    else if (range?.collapsed) {
      const link = document.createElement('a');
      link.href = href;
      link.textContent = href;
      perform('insertHTML', link.outerHTML);
    } else perform('createLink', href);
  };
  on(linkBox, 'keydown', e => {
    if (e.key === 'Enter') { e.preventDefault(); setLink(); } else if (e.key === 'Escape') { e.stopPropagation(); closeLink(); }
  });
  on(linkBox.querySelector('[data-rich-link-set]'), 'click', setLink);
  on(linkBox.querySelector('[data-rich-link-close]'), 'click', closeLink);
  on(root.querySelector('[data-rich-file]'), 'change', e => {
    const file = e.target.files[0];
    e.target.value = '';
    if (file) picture(file);
  });
  on(area, 'keydown', e => {
    if (e.key === 'k' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); root.querySelector('[data-rich-do=link]').click(); }
  });

  return { show, tell, detach: () => { clearTimeout(timer); abort.abort(); } };
}
