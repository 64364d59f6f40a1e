// The reason picker: searching and browsing happen here, without a call. What was chosen is told through the hidden field, once.
import { makeFinder, pieces } from './find.js';

const SHOWN = 8;
const trees = new Map();

// The reasons of a group, read and indexed once a page and version.
function treeOf(src) {
  let tree = trees.get(src);
  if (!tree) {
    tree = read(src).catch(error => { trees.delete(src); throw error; });
    trees.set(src, tree);
  }
  return tree;
}

async function read(src) {
  const answer = await fetch(src, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(String(answer.status));
  const { reasons } = await answer.json();
  const children = new Map();
  for (const reason of reasons) {
    const key = reason.parentId ?? '';
    if (!children.has(key)) children.set(key, []);
    children.get(key).push(reason);
  }
  const items = reasons.filter(r => r.isChoosable).map(r => ({ id: r.id, text: r.name, keys: [r.code, ...r.keywords], path: r.path.slice(0, -1).join(' › '), weight: 0 }));
  return { reasons: new Map(reasons.map(r => [r.id, r])), children, items, finder: await makeFinder(items) };
}

export function attachReasons({ root, on }) {
  const boxOf = el => el.closest?.('[data-reasons]');
  const searchOf = box => box.querySelector('[data-reason-search]');
  const resultsOf = box => box.querySelector('[data-reason-results]');
  const textsOf = box => JSON.parse(box.dataset.texts);

  on(root, 'focusin', e => {
    if (!e.target.matches('[data-reason-search]')) return;
    const box = boxOf(e.target);
    // While the first letters are being typed.
    treeOf(box.dataset.src).catch(() => {});
  });
  on(root, 'input', e => { if (e.target.matches('[data-reason-search]')) { const box = boxOf(e.target); box.work = search(box); } });
  on(root, 'click', e => {
    const choice = e.target.closest('[data-reason]');
    if (choice) { const box = boxOf(choice); if (box) pick(box, choice.dataset.reason); return; }
    const heading = e.target.closest('[data-heading]');
    if (heading) { const box = boxOf(heading); fold(box, heading, heading.getAttribute('aria-expanded') !== 'true'); return; }
    const browse = e.target.closest('[data-reason-browse]');
    if (browse) { const box = boxOf(browse); isBrowsing(box) ? shut(box) : open(box); }
  });
  on(root, 'keydown', e => {
    if (e.isComposing || e.keyCode === 229 || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.target.matches('[data-reason-search]')) inSearch(e, boxOf(e.target));
    else if (e.target.matches('[role=treeitem]')) inTree(e, boxOf(e.target));
    else if (e.target.matches('[data-reason-quick] button') && e.key === 'Escape') { e.stopPropagation(); searchOf(boxOf(e.target)).focus(); }
  });

  function inSearch(e, box) {
    const input = e.target, isEmpty = !input.value.trim();
    if (e.key === 'Enter') {
      e.preventDefault();
      // In order with whatever is still being looked for: the first Enter chooses, the second finishes.
      box.work = (box.work ?? Promise.resolve()).then(() => enter(box));
    } else if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      if (isEmpty && !isBrowsing(box)) {
        const first = e.key === 'ArrowDown' && box.querySelector('[data-reason-quick] button');
        if (first) { e.preventDefault(); e.stopPropagation(); first.focus(); }
        return;
      }
      e.preventDefault();
      if (isBrowsing(box)) resultsOf(box).querySelector('[role=treeitem]')?.focus();
      else step(box, e.key === 'ArrowDown' ? 1 : -1);
    } else if (e.key === 'ArrowRight' && isEmpty) {
      e.preventDefault();
      open(box).then(() => resultsOf(box).querySelector('[role=treeitem]')?.focus());
    } else if (e.key === 'Escape' && (!isEmpty || isBrowsing(box))) {
      // Only what is open here; the next one is the desk's.
      e.stopPropagation();
      input.value = '';
      shut(box);
    } else if (isEmpty && e.key >= '1' && e.key <= '3') {
      const suggested = box.querySelector(`[data-number="${e.key}"]`);
      if (suggested) { e.preventDefault(); pick(box, suggested.dataset.reason); }
    }
  }

  function enter(box) {
    if (!box.isConnected) return;
    if (searchOf(box).value.trim()) {
      const active = resultsOf(box).querySelector('[aria-selected=true]');
      if (active) pick(box, active.dataset.reason);
    } else {
      box.closest('[data-reason-scope]')?.querySelector('[data-reason-done]:not(:disabled)')?.click();
    }
  }

  function pick(box, id) {
    const hidden = box.querySelector('[data-reason-pick]'), input = searchOf(box);
    input.value = '';
    shut(box);
    input.focus();
    hidden.value = id;
    hidden.dispatchEvent(new Event('change', { bubbles: true }));
  }

  async function search(box) {
    const input = searchOf(box), query = input.value.trim(), results = resultsOf(box);
    if (!query) { shut(box); return; }
    let tree;
    try {
      tree = await treeOf(box.dataset.src);
    } catch {
      say(box, textsOf(box).failed);
      return;
    }
    // Typed on meanwhile: the later search shows.
    if (searchOf(box)?.value.trim() !== query) return;
    rank(box, tree);
    const found = tree.finder.find(query, SHOWN);
    if (!found.length) { say(box, textsOf(box).none); return; }
    results.setAttribute('role', 'listbox');
    results.setAttribute('aria-label', textsOf(box).results);
    results.replaceChildren(...found.map((match, i) => option(results.id, match, i)));
    reveal(box, 'search');
    input.setAttribute('aria-activedescendant', results.firstElementChild.id);
  }

  // Favourites and what is used most come first among equals.
  function rank(box, tree) {
    if (tree.ranked === box.dataset.rank) return;
    tree.ranked = box.dataset.rank;
    const first = new Map(tree.ranked.split(' ').map((id, i) => [id, Math.max(1, 9 - i)]));
    for (const item of tree.items) item.weight = first.get(item.id) ?? 0;
  }

  function option(listId, { item, ranges, pathRanges }, i) {
    const row = document.createElement('div');
    row.id = `${listId}-${i}`;
    row.className = 'reason-row';
    row.setAttribute('role', 'option');
    row.setAttribute('aria-selected', i === 0 ? 'true' : 'false');
    row.dataset.reason = item.id;
    row.append(marked('b', item.text, ranges), marked('small', item.path, pathRanges));
    return row;
  }

  function marked(tag, text, ranges) {
    const el = document.createElement(tag);
    for (const part of pieces(text, ranges)) {
      if (!part.isMatch) { el.append(part.text); continue; }
      const mark = document.createElement('mark');
      mark.textContent = part.text;
      el.append(mark);
    }
    return el;
  }

  function step(box, by) {
    const options = [...resultsOf(box).querySelectorAll('[role=option]')];
    if (!options.length) return;
    const at = options.findIndex(o => o.getAttribute('aria-selected') === 'true');
    const next = options[(at + by + options.length) % options.length];
    options[at]?.setAttribute('aria-selected', 'false');
    next.setAttribute('aria-selected', 'true');
    next.scrollIntoView({ block: 'nearest' });
    searchOf(box).setAttribute('aria-activedescendant', next.id);
  }

  // --- the whole tree ---------------------------------------------------------------------------------------------------
  const isBrowsing = box => box.dataset.mode === 'browse';

  async function open(box) {
    let tree;
    try {
      tree = await treeOf(box.dataset.src);
    } catch {
      say(box, textsOf(box).failed);
      return;
    }
    const results = resultsOf(box);
    searchOf(box).value = '';
    results.setAttribute('role', 'tree');
    results.setAttribute('aria-label', textsOf(box).tree);
    results.replaceChildren(...branches(tree, '', 1));
    results.querySelector('[role=treeitem]')?.setAttribute('tabindex', '0');
    reveal(box, 'browse');
  }

  function branches(tree, parent, level) {
    return (tree.children.get(parent) ?? []).map(reason => {
      const row = document.createElement('div');
      row.className = 'reason-node';
      row.setAttribute('role', 'treeitem');
      row.setAttribute('aria-level', String(level));
      row.setAttribute('tabindex', '-1');
      row.style.setProperty('--level', String(level - 1));
      row.textContent = reason.name;
      if (reason.isChoosable) row.dataset.reason = reason.id;
      else { row.dataset.heading = reason.id; row.setAttribute('aria-expanded', 'false'); }
      return row;
    });
  }

  async function fold(box, row, isOpen) {
    const tree = await treeOf(box.dataset.src);
    const level = Number(row.getAttribute('aria-level'));
    row.setAttribute('aria-expanded', String(isOpen));
    while (row.nextElementSibling && Number(row.nextElementSibling.getAttribute('aria-level')) > level) row.nextElementSibling.remove();
    if (isOpen) row.after(...branches(tree, row.dataset.heading, level + 1));
    turnTo(row);
  }

  function turnTo(row) {
    for (const other of row.parentElement.querySelectorAll('[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    row.setAttribute('tabindex', '0');
    row.focus();
  }

  function inTree(e, box) {
    const row = e.target, level = Number(row.getAttribute('aria-level'));
    const handled = {
      ArrowDown: () => row.nextElementSibling && turnTo(row.nextElementSibling),
      ArrowUp: () => row.previousElementSibling ? turnTo(row.previousElementSibling) : searchOf(box).focus(),
      ArrowRight: () => row.dataset.heading && (row.getAttribute('aria-expanded') === 'true' ? turnTo(row.nextElementSibling) : fold(box, row, true)),
      ArrowLeft: () => {
        if (row.getAttribute('aria-expanded') === 'true') { fold(box, row, false); return; }
        let above = row.previousElementSibling;
        while (above && Number(above.getAttribute('aria-level')) >= level) above = above.previousElementSibling;
        if (above) turnTo(above);
      },
      Enter: () => row.dataset.reason ? pick(box, row.dataset.reason) : fold(box, row, row.getAttribute('aria-expanded') !== 'true'),
      Escape: () => { shut(box); searchOf(box).focus(); },
    }[e.key];
    if (!handled) return;
    e.preventDefault();
    e.stopPropagation();
    handled();
  }

  function say(box, text) {
    const note = document.createElement('p');
    note.className = 'reason-none';
    note.setAttribute('role', 'status');
    note.textContent = text;
    resultsOf(box).removeAttribute('role');
    resultsOf(box).replaceChildren(note);
    reveal(box, 'search');
    searchOf(box).removeAttribute('aria-activedescendant');
  }

  function reveal(box, mode) {
    box.dataset.mode = mode;
    resultsOf(box).hidden = false;
    searchOf(box).setAttribute('aria-expanded', 'true');
    box.querySelector('[data-reason-browse]')?.setAttribute('aria-expanded', String(mode === 'browse'));
  }

  function shut(box) {
    delete box.dataset.mode;
    resultsOf(box).hidden = true;
    resultsOf(box).replaceChildren();
    searchOf(box).setAttribute('aria-expanded', 'false');
    searchOf(box).removeAttribute('aria-activedescendant');
    box.querySelector('[data-reason-browse]')?.setAttribute('aria-expanded', 'false');
  }
}
