// Web chat on any page:
//   <script src="https://host/webchat/widget.js" data-account="web" async></script>
// Options: data-color="#1769e0", data-title="在线客服", data-lang="zh-CN" or "en", data-name="the visitor's name".
// No dependency, no style sheet, no global: styles are set on the elements, so a strict policy of the page does not mind.
(() => {
  'use strict';
  const script = document.currentScript ?? document.querySelector('script[src*="/webchat/widget.js"][data-account]');
  if (!script) return;
  const { account, color, title, lang, name } = script.dataset;
  const host = new URL(script.src).origin;
  if (!/^[a-z0-9-]{2,40}$/.test(account ?? '')) {
    console.error('IMCC web chat: data-account is missing or not a key.');
    return;
  }
  const loadedKey = `imcc.webchat.used.${account}`;
  const accent = /^#[0-9a-f]{6}$/i.test(color ?? '') ? color : '#1769e0';
  const chinese = /^zh/i.test(lang || document.documentElement.lang || navigator.language);
  const words = chinese ? { open: title || '在线客服', close: '收起在线客服', unread: n => `${n} 条未读消息` } : { open: title || 'Chat with us', close: 'Minimise chat', unread: n => `${n} unread messages` };
  const used = () => { try { return localStorage.getItem(loadedKey) === '1'; } catch { return false; } };
  const remember = () => { try { localStorage.setItem(loadedKey, '1'); } catch { /* the page forbids storage */ } };

  const set = (target, styles) => { for (const [k, v] of Object.entries(styles)) target.style.setProperty(k, v, 'important'); };
  const shape = (path, size) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    set(svg, { width: size, height: size, fill: '#fff', display: 'block' });
    const p = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    p.setAttribute('d', path);
    svg.append(p);
    return svg;
  };

  const button = document.createElement('button');
  button.type = 'button';
  set(button, {
    position: 'fixed', right: '20px', bottom: '20px', width: '58px', height: '58px', padding: '0', border: '0', 'border-radius': '50%', background: accent,
    'box-shadow': '0 4px 16px rgba(0,0,0,.25)', cursor: 'pointer', 'z-index': '2147483000', display: 'grid', 'place-items': 'center',
  });
  const openIcon = shape('M12 3C6.5 3 2 6.8 2 11.5c0 2.6 1.4 4.9 3.6 6.5L5 21.5l4-2c1 .2 2 .4 3 .4 5.5 0 10-3.8 10-8.4S17.5 3 12 3', '30px');
  const closeIcon = shape('M7.4 8.6 12 13.2l4.6-4.6L18 10l-6 6-6-6z', '30px');
  const badge = document.createElement('span');
  set(badge, {
    position: 'absolute', top: '-4px', right: '-4px', 'min-width': '22px', height: '22px', padding: '0 6px', 'border-radius': '11px', background: '#d32f2f', color: '#fff',
    font: '600 12px/22px system-ui, sans-serif', 'text-align': 'center', display: 'none', 'box-sizing': 'border-box',
  });
  button.append(openIcon, closeIcon, badge);

  let frame = null, isOpen = false, ready = false;
  const phone = matchMedia('(max-width: 520px), (max-height: 480px)');

  function layout() {
    set(closeIcon, { display: isOpen ? 'block' : 'none' });
    set(openIcon, { display: isOpen ? 'none' : 'block' });
    button.setAttribute('aria-expanded', String(isOpen));
    if (!frame) return;
    const full = phone.matches;
    // The page inside has its own button to close; on a phone ours would lie over its composer.
    set(button, { display: isOpen && full ? 'none' : 'grid' });
    set(frame, {
      position: 'fixed', border: '0', display: 'block', background: '#f3f5f8', 'z-index': '2147483001', 'color-scheme': 'normal', visibility: isOpen ? 'visible' : 'hidden', 'pointer-events': isOpen ? 'auto' : 'none',
      ...(full
        ? { inset: '0', width: '100%', height: '100%', 'max-height': 'none', 'border-radius': '0', 'box-shadow': 'none' }
        : { inset: 'auto 20px 90px auto', width: '384px', height: '620px', 'max-height': 'calc(100vh - 110px)', 'border-radius': '16px', 'box-shadow': '0 12px 40px rgba(0,0,0,.28)' }),
    });
  }

  function load() {
    if (frame) return;
    const url = new URL(`/webchat/${account}`, host);
    url.searchParams.set('origin', location.origin);
    url.searchParams.set('color', accent);
    if (title) url.searchParams.set('title', title);
    if (lang) url.searchParams.set('lang', lang);
    if (name) url.searchParams.set('name', name);
    frame = document.createElement('iframe');
    frame.src = url.href;
    frame.title = words.open;
    frame.allow = 'clipboard-write';
    layout();
    document.body.append(frame);
  }

  const tell = message => { if (ready) frame.contentWindow.postMessage(message, host); };

  function show(open) {
    isOpen = open;
    if (open) { load(); remember(); unread(0); }
    layout();
    tell({ imcc: open ? 'shown' : 'hidden' });
    if (!open) button.focus();
    else frame.focus();
    button.setAttribute('aria-label', open ? words.close : words.open);
  }

  function unread(count) {
    const n = Number.isInteger(count) && count > 0 ? count : 0;
    badge.textContent = n > 99 ? '99+' : String(n);
    set(badge, { display: n ? 'block' : 'none' });
    button.setAttribute('aria-label', n ? `${words.open}, ${words.unread(n)}` : isOpen ? words.close : words.open);
  }

  addEventListener('message', e => {
    if (!frame || e.origin !== host || e.source !== frame.contentWindow) return;
    switch (e.data?.imcc) {
      case 'ready': ready = true; tell({ imcc: isOpen ? 'shown' : 'hidden' }); break;
      case 'unread': if (!isOpen) unread(e.data.count); break;
      case 'close': if (isOpen) show(false); break;
    }
  });
  button.addEventListener('click', () => show(!isOpen));
  phone.addEventListener('change', layout);

  function start() {
    unread(0);
    layout();
    document.body.append(button);
    // Who has chatted before hears of answers while the window is closed; for others nothing is loaded until they ask.
    if (used()) load();
  }
  if (document.body) start(); else addEventListener('DOMContentLoaded', start);
})();
