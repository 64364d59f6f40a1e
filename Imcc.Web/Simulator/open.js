// Another system with customers of its own. All that it does goes through the server, which posts to the open channel as any system would.
const words = {
  zh: {
    title: '开放渠道模拟器', subtitle: '一个自有客户的外部系统：用接入密钥推送消息，用签名校验收到的每个推送。', language: 'English', who: '客户', account: '渠道账号',
    elsewhere: '此账号的推送地址不是本模拟器，收不到回复。', newName: '新客户的名字', add: '添加', thrice: '同一条消息推送 3 次', log: '推送记录（我们 → IMCC）', app: '客户的应用',
    file: '文件', location: '位置', event: '事件', message: '消息', send: '发送', hook: 'Webhook（IMCC → 我们）', faults: '故障注入', faultHint: '接下来的推送得到：', times: '次数',
    f503: '503 暂时不可用', f429: '429 太快', f422: '422 内容不行', f403: '403 拒绝', clear: '清除故障', recalled: '对方撤回了一条消息', typing: '对方正在输入…', none: '还没有请求',
    repeated: '重复', here: '上海市人民广场', noAccount: '还没有开放渠道账号', failed: '操作失败', remaining: '还有 {0} 次：{1}', opened: '打开应用',
  },
  en: {
    title: 'Open channel simulator', subtitle: 'A system with customers of its own: it posts with the access key, and checks the signature of what it is told.', language: '中文', who: 'Customers', account: 'Account',
    elsewhere: 'This account’s webhook is not this simulator: no replies arrive here.', newName: 'Name of a new customer', add: 'Add', thrice: 'Post each message 3 times', log: 'Posts (us → IMCC)', app: 'The customer’s app',
    file: 'File', location: 'Place', event: 'Event', message: 'Message', send: 'Send', hook: 'Webhook (IMCC → us)', faults: 'Faults', faultHint: 'The next requests get:', times: 'Times',
    f503: '503 unavailable', f429: '429 too fast', f422: '422 not this', f403: '403 refused', clear: 'Clear faults', recalled: 'A message was taken back', typing: 'typing…', none: 'No requests yet',
    repeated: 'repeated', here: 'People’s Square, Shanghai', noAccount: 'There is no open channel yet', failed: 'Failed', remaining: '{0} more: {1}', opened: 'opened the app',
  },
};

const $ = id => document.getElementById(id);
let language = localStorage.getItem('imcc-simulator-language') === 'en' ? 'en' : 'zh';
let accounts = [], customers = [], account = null, customer = null, stream = null, latest = null, lastSeq = 0;

const t = (key, ...given) => (words[language][key] ?? key).replace(/\{(\d)\}/g, (_, n) => given[n]);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function call(path, method = 'GET', body) {
  const isFile = body instanceof Blob;
  const response = await fetch('/simulator/open/api/' + path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': isFile ? body.type || 'application/octet-stream' : 'application/json' },
    body: body === undefined ? undefined : isFile ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error('HTTP ' + response.status);
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

function log(text, bad) {
  $('log').prepend(element('li', bad ? 'bad' : '', new Date().toLocaleTimeString(language, { hour12: false }) + ' ' + text));
  while ($('log').children.length > 30) $('log').lastChild.remove();
}

const guarded = work => work().catch(e => log(t('failed') + ': ' + e.message, true));

function posted(kind, result) {
  log(`${kind} · ${result.statuses.map(s => 'HTTP ' + s).join(' / ')} · ${result.id.slice(-8)}`, result.statuses.some(s => s !== 202));
}

async function act(kind, text) {
  if (account && customer) posted(kind, await call('acts', 'POST', { account: account.key, customer, kind, text, times: $('thrice').checked ? 3 : 1 }));
}

function translate() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title') + ' · IMCC';
  for (const e of document.querySelectorAll('[data-t]')) e.textContent = t(e.dataset.t);
  for (const e of document.querySelectorAll('[data-p]')) e.placeholder = t(e.dataset.p);
  for (const e of document.querySelectorAll('[data-l]')) e.setAttribute('aria-label', t(e.dataset.l));
  $('language').textContent = t('language');
  if (latest) showState(latest);
}

function showCustomers() {
  $('customers').replaceChildren(...customers.map(name => {
    const button = element('button');
    button.type = 'button';
    button.setAttribute('aria-pressed', String(name === customer));
    button.append(element('span', 'avatar', name.slice(0, 1)), element('span', '', name));
    button.onclick = () => choose(name);
    const item = element('li');
    item.append(button);
    return item;
  }));
  $('customerName').textContent = customer ?? '';
}

function choose(next) {
  stream?.close();
  [customer, lastSeq, latest] = [next, 0, null];
  $('chat').replaceChildren();
  showCustomers();
  if (!customer) return;
  stream = new EventSource(`/simulator/open/api/stream?account=${encodeURIComponent(account.key)}&customer=${encodeURIComponent(customer)}`);
  stream.onmessage = e => {
    latest = JSON.parse(e.data);
    for (const entry of latest.entries) show(entry);
    showState(latest);
  };
}

// Our own files by a path: the page may have been opened under another name of the same server.
function near(url) {
  const { pathname, search } = new URL(url, location.href);
  return pathname.startsWith('/files/') ? pathname + search : url;
}

function show(entry) {
  if (entry.seq <= lastSeq) return;
  lastSeq = entry.seq;
  if (entry.kind === 'recall') {
    $('chat').querySelector(`[data-message="${CSS.escape(entry.messageId)}"]`)?.remove();
    $('chat').append(element('p', 'note', t('recalled')));
  } else if (entry.side === 'note') {
    $('chat').append(element('p', 'note', '⚡ ' + entry.text));
  } else {
    const line = element('div', 'line ' + (entry.side === 'me' ? 'me' : 'account'));
    if (entry.messageId) line.dataset.message = entry.messageId;
    const bubble = element('div', 'bubble');
    if (entry.kind === 'picture' && entry.url) {
      const image = element('img');
      image.src = near(entry.url);
      image.alt = entry.text;
      bubble.classList.add('image');
      bubble.append(image);
    } else if (entry.url) {
      const link = element('a', '', entry.text || entry.url);
      link.href = near(entry.url);
      link.target = '_blank';
      link.rel = 'noopener';
      bubble.append(link);
    } else {
      bubble.textContent = entry.kind === 'text' || entry.kind === 'survey' || entry.kind === 'other' ? entry.text : `[${entry.kind}] ${entry.text}`;
    }
    line.append(element('span', 'avatar', entry.side === 'me' ? customer.slice(0, 1) : entry.side === 'agent' ? '客' : '⚙'), bubble);
    $('chat').append(line);
  }
  $('chat').scrollTop = $('chat').scrollHeight;
}

function showState(state) {
  $('chat').querySelector('.typing')?.remove();
  if (state.isTyping) $('chat').append(element('p', 'typing', t('typing')));
  $('calls').replaceChildren(...(state.calls.length ? state.calls.map(c => {
    const item = element('li');
    const id = element('span', 'id', `${c.type} ${c.id}`);
    id.title = c.id;
    item.append(element('span', '', new Date(c.at).toLocaleTimeString(language, { hour12: false })), id,
      element('span', c.status < 300 ? 'good' : 'bad', c.status + (c.isRepeated ? ' ' + t('repeated') : '')));
    return item;
  }) : [element('li', '', t('none'))]));
  $('pending').textContent = state.faults.length ? t('remaining', state.faults.length, [...new Set(state.faults)].join(', ')) : '';
}

async function load(key) {
  account = accounts.find(a => a.key === key) ?? null;
  $('elsewhere').hidden = !account || account.isHere;
  customers = account ? await call('customers?account=' + encodeURIComponent(account.key)) : [];
  choose(customers[0] ?? null);
}

$('language').onclick = () => {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('imcc-simulator-language', language);
  translate();
};
$('account').onchange = () => guarded(() => load($('account').value));
$('enrol').onsubmit = e => {
  e.preventDefault();
  const name = $('name').value.trim();
  if (!name || !account) return;
  if (!customers.includes(name)) customers.push(name);
  $('name').value = '';
  choose(name);
};
$('composer').onsubmit = e => {
  e.preventDefault();
  const text = $('text').value.trim();
  $('text').value = '';
  if (text) guarded(() => act('text', text));
};
$('location').onclick = () => guarded(() => act('location', t('here')));
$('event').onclick = () => guarded(() => act('event', 'app-opened'));
$('attach').onclick = () => $('file').click();
$('file').onchange = () => guarded(async () => {
  const file = $('file').files[0];
  $('file').value = '';
  if (file && account && customer)
    posted(file.name, await call(`files?account=${encodeURIComponent(account.key)}&customer=${encodeURIComponent(customer)}&name=${encodeURIComponent(file.name)}`, 'POST', file));
});
for (const button of document.querySelectorAll('[data-status]'))
  button.onclick = () => guarded(() => call('faults', 'POST', { status: Number(button.dataset.status), times: Number($('times').value) || 1 }));
$('clear').onclick = () => guarded(() => call('faults', 'DELETE'));

translate();
guarded(async () => {
  accounts = await call('accounts');
  $('account').replaceChildren(...(accounts.length ? accounts : [{ key: '', name: t('noAccount') }]).map(a => {
    const option = element('option', '', a.name);
    option.value = a.key;
    return option;
  }));
  await load(accounts[0]?.key);
});
