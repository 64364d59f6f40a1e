// Draws messages. Whatever anybody wrote goes in as text, never as markup.
import { textsOf, time, size } from './texts.js';

const links = /https?:\/\/[^\s<>"'“”‘’，。；！？、（）【】《》]+/gi;

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key in made && key !== 'list') made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter(c => c !== null && c !== undefined));
  return made;
}

export function icon(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

export const icons = {
  send: 'M3 20.5 21.5 12 3 3.5v6.6L15 12 3 13.9z',
  attach: 'M16.5 6v10.5a4.5 4.5 0 0 1-9 0V5a3 3 0 0 1 6 0v10.5a1.5 1.5 0 0 1-3 0V6H9v9.5a3 3 0 0 0 6 0V5A4.5 4.5 0 0 0 6 5v11.5a6 6 0 0 0 12 0V6z',
  emoji: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m0 18a8 8 0 1 1 0-16 8 8 0 0 1 0 16M8.5 11A1.5 1.5 0 1 0 8.5 8a1.5 1.5 0 0 0 0 3m7 0a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M12 17.5a5.5 5.5 0 0 0 5-3.2H7a5.5 5.5 0 0 0 5 3.2',
  close: 'M18.3 5.7 12 12l6.3 6.3-1.4 1.4L10.6 13.4 4.3 19.7l-1.4-1.4L9.2 12 2.9 5.7l1.4-1.4 6.3 6.3 6.3-6.3z',
  down: 'M7.4 8.6 12 13.2l4.6-4.6L18 10l-6 6-6-6z',
  file: 'M14 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8zm-1 7V3.5L18.5 9z',
  end: 'M13 3h-2v10h2zm4.8 2.2-1.4 1.4A7 7 0 1 1 7.6 6.6L6.2 5.2a9 9 0 1 0 11.6 0',
};

export function linked(text) {
  const parts = document.createDocumentFragment();
  let from = 0;
  for (const match of text.matchAll(links)) {
    const address = match[0].replace(/[.,;:!?)\]]+$/, '');
    let url;
    try {
      url = new URL(address);
    } catch {
      continue; // Looks like an address and is none: it stays text.
    }
    if (url.protocol !== 'http:' && url.protocol !== 'https:') continue;
    parts.append(text.slice(from, match.index), element('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow', textContent: address }));
    from = match.index + address.length;
  }
  parts.append(text.slice(from));
  return parts;
}

// context: {language, refresh(message) -> fresh message or null, showPicture(url, name)}
export function content(message, context) {
  const texts = textsOf(context.language);
  const file = message.file;
  const url = message.localUrl ?? file?.url;
  switch (message.kind) {
    case 'text': return message.quote
      ? element('div', {}, quote(message.quote, context), element('div', { className: 'text' }, linked(message.text ?? '')))
      : element('div', { className: 'text' }, linked(message.text ?? ''));
    case 'picture': return url ? picture(message, url, context) : chip(texts.picture, texts.gone);
    case 'voice': return url ? media('audio', message, url, context, texts.voice) : element('div', { className: 'text' }, message.text || texts.voice);
    case 'video': return url ? media('video', message, url, context, texts.video) : chip(texts.video, texts.gone);
    case 'file': return download(message, url, context);
    case 'location': return element('div', { className: 'text' }, message.text ?? texts.location);
    case 'link': return message.link
      ? element('div', { className: 'text' }, element('a', { href: message.link, target: '_blank', rel: 'noopener noreferrer nofollow', textContent: message.text || message.link }))
      : element('div', { className: 'text' }, message.text ?? '');
    case 'survey': return context.survey(message.survey);
    default: return element('div', { className: 'text' }, message.text ?? texts.unsupported);
  }
}

function quote(quoted, context) {
  const texts = textsOf(context.language);
  const button = element('button', { type: 'button', className: 'quote', 'aria-label': texts.quoted(quoted.line) },
    element('b', { textContent: quoted.mine ? texts.you : quoted.who }), element('span', { textContent: quoted.line }));
  button.addEventListener('click', () => context.showMessage(quoted.id));
  return button;
}

function picture(message, url, context) {
  const texts = textsOf(context.language);
  const image = element('img', { src: url, alt: message.file?.name || texts.picture, loading: 'lazy', decoding: 'async' });
  const button = element('button', { type: 'button', className: 'picture', 'aria-label': `${texts.openPicture}: ${image.alt}` }, image);
  button.addEventListener('click', () => context.showPicture(image.src, image.alt));
  renewOnce(image, message, context, () => button.replaceWith(chip(message.file?.name || texts.picture, texts.gone)));
  return button;
}

function media(name, message, url, context, label) {
  const player = element(name, { src: url, controls: true, preload: name === 'video' ? 'metadata' : 'none', 'aria-label': label });
  renewOnce(player, message, context, () => {});
  return message.text ? element('div', {}, player, element('div', { className: 'text' }, message.text)) : player;
}

// An address opens its file for an hour only; after that the message is read again, which brings a new one.
function renewOnce(view, message, context, giveUp) {
  view.addEventListener('error', async () => {
    const fresh = await context.refresh(message);
    if (!fresh?.file?.url) return giveUp();
    view.addEventListener('error', giveUp, { once: true });
    view.src = fresh.file.url;
  }, { once: true });
}

function download(message, url, context) {
  const texts = textsOf(context.language);
  const file = message.file;
  const body = chip(file?.name || texts.file, url ? size(file?.size ?? 0) : texts.gone);
  if (!url || message.localUrl) return body;
  const link = element('a', { className: 'download', href: url, download: file.name, rel: 'noopener' }, body);
  link.addEventListener('click', async e => {
    if (Date.now() - message.readAt < 50 * 60 * 1000) return;
    e.preventDefault();
    const fresh = await context.refresh(message);
    if (!fresh?.file?.url) return;
    message.readAt = Date.now();
    link.href = fresh.file.url;
    link.click();
  });
  return link;
}

function chip(name, note) {
  return element('div', { className: 'chip' }, icon(icons.file), element('div', {}, element('div', { className: 'name', textContent: name }), element('div', { className: 'note', textContent: note })));
}

export function row(message, context) {
  const texts = textsOf(context.language);
  if (message.kind === 'recalled') return recalled(message, texts, context);
  const mine = message.from === 'visitor';
  const name = mine ? texts.you : message.agentName || (message.from === 'agent' ? texts.agent : context.accountName);
  const at = new Date(message.at);
  const bubble = element('div', { className: `bubble of-${message.kind}` }, content(message, context));
  const item = element('li', { className: `row ${mine ? 'mine' : 'theirs'}` },
    element('div', { className: 'separator', hidden: true, textContent: time(at, context.language) }),
    element('div', { className: 'line' },
      mine ? null : avatar(name),
      element('div', { className: 'body' },
        element('div', { className: mine ? 'who sr' : 'who', textContent: name }),
        bubble,
        element('div', { className: 'state' }))));
  item.message = message;
  item.at = at;
  return item;
}

// What was taken back leaves a line and nothing of itself.
function recalled(message, texts, context) {
  const at = new Date(message.at);
  const item = element('li', { className: 'recalled' },
    element('div', { className: 'separator', hidden: true, textContent: time(at, context.language) }),
    element('span', { textContent: texts.recalled }));
  item.message = message;
  item.at = at;
  return item;
}

export const avatar = name => element('div', { className: 'avatar', 'aria-hidden': 'true', textContent: [...(name || '·')][0].toUpperCase() });

// A time stands where five minutes have passed, or a new day has come.
export function separate(previous, item) {
  const far = !previous || item.at - previous.at > 5 * 60 * 1000 || item.at.toDateString() !== previous.at.toDateString();
  item.querySelector('.separator').hidden = !far;
}
