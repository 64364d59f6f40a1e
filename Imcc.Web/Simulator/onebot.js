// Three people at a personal QQ account, one telephone at a time: in the group, or alone with the account.
const words = {
  zh: {
    title: 'QQ 模拟器（OneBot）', subtitle: '模拟 NapCat：经反向 WebSocket 或 HTTP 与本系统连接，三个人可以单聊，也可以在群里说话。', language: 'English',
    who: '谁在说话', account: 'QQ 账号', format: '上报', cq: '字符串格式（CQ 码）', thrice: '同一条消息上报 3 次', log: '记录', phone: '手机', message: '消息', picture: '图片', send: '发送',
    at: '@客服', server: 'NapCat', online: 'QQ 在线', offline: 'QQ 已掉线', goOffline: 'QQ 掉线', goOnline: 'QQ 重新登录', cut: '断开连接', faults: '故障注入', faultHint: '下一次发送将得到：',
    fRisk: '1200 风控', fChecker: '1200 未确认', fFriend: '100 不是好友', fParams: '1400 参数错误', fUnknown: '1404 不支持', fSilent: '无应答（已送达）',
    alone: '与客服单聊', recalled: '已撤回一条消息', recall: '撤回', reply: '回复', lost: '与模拟器的连接已断开，正在重连…', failed: '操作失败', noAccount: '还没有接入模拟器的 OneBot 账号', us: '客服', sent: '已上报',
  },
  en: {
    title: 'QQ simulator (OneBot)', subtitle: 'Stands in for NapCat: connected by a reverse WebSocket or by HTTP, with three people who write alone or in a group.', language: '中文',
    who: 'Who speaks', account: 'QQ account', format: 'Events', cq: 'As strings (CQ codes)', thrice: 'Tell each message 3 times', log: 'Log', phone: 'Phone', message: 'Message', picture: 'Picture', send: 'Send',
    at: '@us', server: 'NapCat', online: 'QQ is signed in', offline: 'QQ is signed out', goOffline: 'Sign QQ out', goOnline: 'Sign QQ in', cut: 'Drop connection', faults: 'Faults', faultHint: 'The next message we send gets:',
    fRisk: '1200 risk control', fChecker: '1200 not confirmed', fFriend: '100 no friend', fParams: '1400 parameters', fUnknown: '1404 unknown', fSilent: 'No answer (arrived)',
    alone: 'Alone with us', recalled: 'recalled a message', recall: 'Recall', reply: 'Reply', lost: 'Connection to the simulator lost, reconnecting…', failed: 'Failed', noAccount: 'No OneBot account uses the simulator yet', us: 'Us', sent: 'told',
  },
};

const $ = id => document.getElementById(id);
let language = localStorage.getItem('imcc-simulator-language') === 'en' ? 'en' : 'zh';
let accounts = [], account = null, person = null, isGroup = true, stream = null, lastSeq = 0, isOnline = true, replyTo = null;
const lines = new Map();
const t = key => words[language][key] ?? key;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function call(path, body) {
  const response = await fetch('/simulator/onebot/api/' + path, body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error('HTTP ' + response.status);
  return response.status === 204 ? null : response.json();
}

function log(text, bad) {
  $('log').prepend(element('li', bad ? 'bad' : '', new Date().toLocaleTimeString(language, { hour12: false }) + ' ' + text));
  while ($('log').children.length > 30) $('log').lastChild.remove();
}

const guarded = async work => {
  try { await work(); } catch (e) { log(t('failed') + ' · ' + e.message, true); }
};

const chatId = () => isGroup ? account.group.id : person.id;

async function say(more) {
  if (!account) return;
  await call('acts', { account: account.key, chat: chatId(), person: person.id, text: '', at: isGroup && $('at').getAttribute('aria-pressed') === 'true', times: $('thrice').checked ? 3 : 1, isString: $('cq').checked, replyTo, ...more });
  answer(null);
  log(`${person.name} · ${t('sent')}`);
}

function answer(messageId) {
  replyTo = messageId;
  $('text').placeholder = messageId ? '↩ ' + (lines.get(messageId)?.dataset.text ?? '') : t('message');
  if (messageId) $('text').focus();
}

function show(entry) {
  // After a reconnection the stream begins anew.
  if (entry.seq <= lastSeq) return;
  lastSeq = entry.seq;
  const chat = $('chat');
  const mine = entry.who === person.id;
  const line = element('div', 'line ' + (mine ? 'me' : entry.side));
  line.dataset.message = entry.messageId;
  line.dataset.text = entry.text;
  const bubble = element('div', 'bubble' + (entry.isRecalled ? ' recalled' : ''));
  if (entry.isRecalled) bubble.textContent = t('recalled');
  else {
    if (entry.quotes) bubble.append(element('span', 'quoted', lines.get(entry.quotes)?.dataset.text ?? '…'));
    if (entry.picture) {
      const img = element('img');
      img.alt = t('picture');
      img.src = `/simulator/onebot/api/files/${encodeURIComponent(entry.picture)}?account=${encodeURIComponent(account.key)}`;
      bubble.append(img);
    }
    const named = /^@\S+/.exec(entry.text);
    if (named) bubble.append(element('span', 'named', named[0]));
    bubble.append(entry.text.slice(named ? named[0].length : 0));
  }
  const column = element('div');
  if (isGroup || entry.side === 'account') column.append(element('span', 'name', entry.side === 'account' ? t('us') : entry.name));
  column.append(bubble);
  const acts = element('div', 'acts');
  if (!entry.isRecalled) {
    const reply = element('button', '', t('reply'));
    reply.type = 'button';
    reply.onclick = () => answer(entry.messageId);
    acts.append(reply);
    if (mine) {
      const recall = element('button', '', t('recall'));
      recall.type = 'button';
      recall.onclick = () => guarded(() => call('recalls', { account: account.key, chat: chatId(), person: person.id, messageId: entry.messageId }));
      acts.append(recall);
    }
  }
  column.append(acts);
  line.append(element('span', 'avatar', (entry.side === 'account' ? '客' : entry.name).slice(0, 1)), column);
  const known = lines.get(entry.messageId);
  if (known) known.replaceWith(line); else chat.append(line);
  lines.set(entry.messageId, line);
  if (!known) chat.scrollTop = chat.scrollHeight;
}

function open() {
  stream?.close();
  lastSeq = 0;
  lines.clear();
  answer(null);
  $('chat').replaceChildren();
  translate();
  if (!account) return;
  stream = new EventSource(`/simulator/onebot/api/stream?account=${encodeURIComponent(account.key)}&chat=${encodeURIComponent(chatId())}`);
  stream.onmessage = e => {
    const news = JSON.parse(e.data);
    for (const entry of news.entries) show(entry);
    isOnline = news.isOnline;
    showState();
  };
  stream.onerror = () => log(t('lost'), true);
}

function showState() {
  $('state').textContent = t(isOnline ? 'online' : 'offline');
  $('state').className = isOnline ? '' : 'bad';
  $('online').textContent = t(isOnline ? 'goOffline' : 'goOnline');
}

function translate() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title') + ' · IMCC';
  for (const e of document.querySelectorAll('[data-t]')) e.textContent = t(e.dataset.t);
  for (const e of document.querySelectorAll('[data-p]')) e.placeholder = t(e.dataset.p);
  for (const e of document.querySelectorAll('[data-l]')) e.setAttribute('aria-label', t(e.dataset.l));
  $('language').textContent = t('language');
  $('tab-group').textContent = account?.group.name ?? t('noAccount');
  $('tab-private').textContent = t('alone');
  $('tab-group').setAttribute('aria-selected', String(isGroup));
  $('tab-private').setAttribute('aria-selected', String(!isGroup));
  $('at').hidden = !isGroup;
  $('followers').replaceChildren(...(account?.people ?? []).map(p => {
    const button = element('button');
    button.type = 'button';
    button.setAttribute('aria-pressed', String(p.id === person?.id));
    button.append(element('span', 'avatar', p.name.slice(0, 1)), element('span', '', p.name));
    button.onclick = () => { person = p; open(); };
    const item = element('li');
    item.append(button);
    return item;
  }));
  showState();
}

function choose(key) {
  account = accounts.find(a => a.key === key) ?? null;
  person = account?.people[0] ?? null;
  open();
}

$('account').onchange = () => choose($('account').value);
$('tab-group').onclick = () => { isGroup = true; open(); };
$('tab-private').onclick = () => { isGroup = false; open(); };
$('at').onclick = () => $('at').setAttribute('aria-pressed', String($('at').getAttribute('aria-pressed') !== 'true'));
$('language').onclick = () => {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('imcc-simulator-language', language);
  translate();
};
$('composer').onsubmit = e => {
  e.preventDefault();
  const text = $('text').value;
  if (!text.trim()) return;
  $('text').value = '';
  guarded(() => say({ text }));
};
$('picture').onclick = () => $('file').click();
$('file').onchange = () => guarded(async () => {
  const file = $('file').files[0];
  $('file').value = '';
  if (!file) return;
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  await say({ picture: btoa(text) });
});
$('online').onclick = () => guarded(() => call('state', { account: account.key, online: !isOnline }));
$('cut').onclick = () => guarded(() => call('state', { account: account.key, cut: true }));
$('faults').onclick = e => {
  if (e.target.dataset.fault) guarded(async () => {
    await call('state', { account: account.key, ...JSON.parse(e.target.dataset.fault) });
    log(e.target.textContent);
  });
};

const clock = () => { $('clock').textContent = new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false }); };
setInterval(clock, 10000);
clock();
guarded(async () => {
  accounts = await call('accounts');
  $('account').replaceChildren(...accounts.map(a => {
    const option = element('option', '', a.name);
    option.value = a.key;
    return option;
  }));
  choose(new URLSearchParams(location.search).get('account') ?? accounts[0]?.key);
  $('account').value = account?.key ?? '';
});
