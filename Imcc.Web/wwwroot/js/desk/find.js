// Finds what a person means by what they type: the words themselves, pinyin in full or by initials (xyk, xinyk), a code, parts with gaps.
//
//   import { makeFinder } from './find.js';
//   const finder = await makeFinder([{ id, text, keys: ['A01', '挂失'], path: '信用卡 › 账单', weight: 3 }]);
//   finder.find('xyk zd', 20)  ->  [{ item, score, field, ranges, pathRanges }], the best first
//
// text    what is shown and counts most            keys   further words for it: codes, keywords, shortcuts (optional)
// path    where it stands, matched with less worth  weight tells equals apart, 0 to 9: how often it is used (optional)
// field   'text', 'key', 'path' or 'more' (words found in different places)
// ranges  [[start, end], …] in text to be marked; pathRanges the same in path
//
// Words of a query are separated by blanks and must all be found. An empty query gives everything by weight. Building the index of 5,000
// items takes a few hundred milliseconds once (it yields to the page now and then); a search takes a few. Nothing is sent anywhere.

const TEXT = 1000, KEY = 850, PATH = 500, LOOSE = 300;
const NONE = [];
let pinyin = null;

/** The pinyin of Chinese, loaded when it is first wanted. Without it (offline before the first use) words and codes still match. */
export function loadPinyin() {
  pinyin ??= import('../../lib/pinyin/pinyin-pro.js').then(() => globalThis.pinyinPro ?? null).catch(() => { pinyin = null; return null; });
  return pinyin;
}

export async function makeFinder(items) {
  const library = await loadPinyin();
  const cache = new Map();
  const index = [];
  let stop = performance.now() + 12;
  for (const item of items) {
    index.push(indexed(item, index.length, library, cache));
    if (performance.now() > stop) {
      await new Promise(resume => setTimeout(resume));
      stop = performance.now() + 12;
    }
  }
  // The first searches of a page are slow until the browser has compiled them: not while somebody types.
  for (const word of ['a', 'zh', 'xyz', 'b c']) search(index, word, 1, {});
  // What the last letters found: typing on looks among those only.
  const last = { word: '', isSoft: false, found: null };
  return { items, find: (query, limit = 50) => search(index, query, limit, last) };
}

/** The text in pieces for showing: [{ text, isMatch }]. */
export function pieces(text, ranges) {
  const parts = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start > at) parts.push({ text: text.slice(at, start), isMatch: false });
    parts.push({ text: text.slice(start, end), isMatch: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMatch: false });
  return parts;
}

// May change after the index was built.
const worthOf = item => Math.min(9, item.weight ?? 0);

function indexed(item, place, library, cache) {
  const text = units(item.text, library, cache);
  const keys = (item.keys ?? []).filter(k => k).map(k => units(k, library, cache));
  const path = units(item.path ?? '', library, cache);
  let [mask, softMask, han] = [text.mask | path.mask, text.softMask | path.softMask, text.han | path.han];
  for (const key of keys) [mask, softMask, han] = [mask | key.mask, softMask | key.softMask, han | key.han];
  return { item, place, text, keys, path, mask, softMask, han, length: text.list.length };
}

// A text as units: a character, where it stands, and how it may be read.
function units(source, library, cache) {
  let known = cache.get(source);
  if (known) return known;
  const list = [];
  let mask = 0, softMask = 0, han = 0;
  const lower = source.toLowerCase();
  const isChinese = /[\u3400-\u9fff]/.test(lower);
  const readings = isChinese && library ? readingsOf(lower, library) : null;
  let at = 0, i = 0;
  for (const c of lower) {
    if (!/[\s›/·,，、]/.test(c)) {
      const read = readings?.[i] ?? [];
      const soft = read.map(softened);
      list.push({ c, at, end: at + c.length, read, soft });
      mask |= bit(c);
      softMask |= bit(c);
      han |= hanBit(c);
      for (const r of read) for (const letter of r) mask |= bit(letter);
      for (const r of soft) for (const letter of r) softMask |= bit(letter);
    }
    at += c.length;
    i++;
  }
  // The answers to the latest words: many things share a path, and typing on asks the same again.
  known = { list, mask, softMask, han, word: null, answer: null };
  cache.set(source, known);
  return known;
}

// Every way to read each character: who types by pinyin does not ask which one the dictionary prefers.
function readingsOf(text, library) {
  const all = library.polyphonic(text, { type: 'array', toneType: 'none', nonZh: 'spaced' });
  return all.length === [...text].length ? all.map(r => [...new Set([r].flat().join(' ').split(' ').filter(s => /^[a-zü]+$/.test(s)).map(s => s.replaceAll('ü', 'v')))]) : null;
}

// How many people type who do not hear the difference: zh as z, ing as in.
const softened = s => s.replace(/^([zcs])h/, '$1').replace(/ng$/, 'n').replace(/^l/, 'n');
const softenedAll = s => s.replace(/([zcs])h/g, '$1').replace(/ng/g, 'n').replace(/l/g, 'n');

function bit(c) {
  const code = c.charCodeAt(0);
  if (code >= 97 && code <= 122) return 1 << code - 97;
  return code < 128 ? 1 << 26 : 1 << 27 + code % 5;
}

// Letters say little about Chinese: which characters there are is told by bits of their own.
const hanBit = c => c.charCodeAt(0) < 128 ? 0 : 1 << c.charCodeAt(0) % 31;

function search(index, query, limit, last) {
  const words = query.toLowerCase().split(/\s+/).filter(w => w);
  if (!words.length) return index.map(e => ({ item: e.item, entry: e, score: worthOf(e.item), field: 'text', ranges: [], pathRanges: [] })).sort(order).slice(0, limit).map(shown);
  let found = among(index, words, false, last);
  if (!found.length && words.some(w => /[a-z]/.test(w))) found = among(index, words.map(w => /^[a-z]+$/.test(w) ? softenedAll(w) : w), true, last);
  return found.sort(order).slice(0, limit).map(shown);
}

// From three letters on, what a longer word finds its beginning has found too.
function among(index, words, isSoft, last) {
  const isLonger = words.length === 1 && last.found && last.isSoft === isSoft && last.word.length > 2 && words[0].startsWith(last.word);
  const found = pass(isLonger ? last.found : index, words, isSoft);
  Object.assign(last, words.length === 1 ? { word: words[0], isSoft, found: found.map(f => f.entry) } : { found: null });
  return found;
}

const order = (a, b) => b.score - a.score || a.entry.length - b.entry.length || a.entry.place - b.entry.place;
const shown = ({ item, score, field, ranges, pathRanges }) => ({ item, score, field, ranges: joined(ranges), pathRanges: joined(pathRanges) });

function pass(index, words, isSoft) {
  const found = [];
  let wanted = 0, wantedHan = 0;
  for (const word of words) for (const c of word) { wanted |= bit(c); wantedHan |= hanBit(c); }
  for (const entry of index) {
    if (((isSoft ? entry.softMask : entry.mask) & wanted) !== wanted || (entry.han & wantedHan) !== wantedHan) continue;
    let score = 0, field = null;
    let ranges = [], pathRanges = [];
    for (const word of words) {
      const match = best(entry, word, isSoft);
      if (!match) { score = -1; break; }
      score += match.score;
      field = field && field !== match.field ? 'more' : match.field;
      ranges = ranges.concat(match.ranges);
      pathRanges = pathRanges.concat(match.pathRanges);
    }
    if (score > 0) found.push({ item: entry.item, entry, score: score / words.length + worthOf(entry.item) * 4 - (isSoft ? 200 : 0), field, ranges, pathRanges });
  }
  return found;
}

function best(entry, word, isSoft) {
  const own = together(entry.text, word, isSoft);
  let top = own && { score: TEXT + own.worth, field: 'text', ranges: own.ranges, pathRanges: NONE };
  for (const key of entry.keys) {
    const match = together(key, word, isSoft);
    if (match && KEY + match.worth > (top?.score ?? 0)) top = { score: KEY + match.worth, field: 'key', ranges: NONE, pathRanges: NONE };
  }
  if (top) return top;
  const above = together(entry.path, word, isSoft);
  if (above) return { score: PATH + above.worth, field: 'path', ranges: NONE, pathRanges: above.ranges };
  // Two letters with something between them are found everywhere.
  if (word.length < 3) return null;
  const loose = apart(entry.text.list, word, isSoft);
  if (loose) return { score: LOOSE + 50 - loose.gaps * 20, field: 'text', ranges: loose.own, pathRanges: NONE };
  const whole = apart(entry.text.list, word, isSoft, entry.path.list);
  return whole && { score: LOOSE + 40 - whole.gaps * 15, field: 'path', ranges: whole.own, pathRanges: whole.above };
}

// One stretch of units that the whole word covers: where it begins and how much of it is covered says what it is worth.
function together(units, word, isSoft) {
  const asked = isSoft ? '~' + word : word;
  if (units.word === asked) return units.answer;
  const list = units.list;
  let top = null;
  for (let start = 0; start < list.length; start++) {
    const end = run(list, start, word, 0, isSoft);
    if (end < 0) continue;
    const worth = (start === 0 ? 60 : 0) + (end - start === list.length ? 80 : 0) + (list[start].c === word[0] ? 30 : 0) - Math.min(start, 20) - Math.min(list.length - (end - start), 20);
    if (!top || worth > top.worth) top = { worth, ranges: [[list[start].at, list[end - 1].end]] };
  }
  [units.word, units.answer] = [asked, top];
  return top;
}

/** @returns The unit after the last that the word covers, or -1. A unit is covered by itself or by any beginning of a reading. */
function run(list, i, word, p, isSoft) {
  if (p === word.length) return i;
  if (i === list.length) return -1;
  const unit = list[i];
  if (word.startsWith(unit.c, p)) {
    const end = run(list, i + 1, word, p + unit.c.length, isSoft);
    if (end >= 0) return end;
  }
  for (const read of isSoft ? unit.soft : unit.read) {
    let length = 0;
    while (length < read.length && read[length] === word[p + length]) length++;
    for (; length > 0; length--) {
      const end = run(list, i + 1, word, p + length, isSoft);
      if (end >= 0) return end;
    }
  }
  return -1;
}

// The word's letters in order with units left out between them, beginning above where that is given; each unit by itself, its full reading or its initial.
function apart(list, word, isSoft, above = NONE) {
  const ranges = { own: [], above: [] };
  let gaps = 0, last = -1, p = 0;
  for (let i = 0; i < above.length + list.length && p < word.length; i++) {
    const unit = i < above.length ? above[i] : list[i - above.length];
    let taken = word.startsWith(unit.c, p) ? unit.c.length : 0;
    for (const read of isSoft ? unit.soft : unit.read) {
      if (word.startsWith(read, p)) taken = Math.max(taken, read.length);
      else if (read[0] === word[p]) taken = Math.max(taken, 1);
    }
    if (!taken) continue;
    p += taken;
    if (last >= 0 && i > last + 1) gaps++;
    last = i;
    (i < above.length ? ranges.above : ranges.own).push([unit.at, unit.end]);
  }
  return p === word.length ? { gaps, ...ranges } : null;
}

function joined(ranges) {
  const all = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (all.length && start <= all.at(-1)[1]) all.at(-1)[1] = Math.max(all.at(-1)[1], end);
    else all.push([start, end]);
  }
  return all;
}
