// The telephone of a QQ user: one talk with a bot at a time. All that it does goes through the server, which posts to the webhook like QQ.
const words = {
  zh: {
    title: 'QQ 模拟器', subtitle: '以 QQ 用户的身份和机器人单聊、群聊：真实签名的事件，经 HTTP 投递到本系统的回调地址。', language: 'English',
    who: '会话', account: '机器人', newName: '新用户的名字', add: '添加', delivery: '投递方式', twice: '同一事件投递 2 次', addBot: '添加机器人', removeBot: '移除机器人',
    reject: '关闭主动消息', receive: '开启主动消息', log: '投递记录', phone: '手机', speaker: '发言人', at: '@机器人', message: '消息', file: '发送文件', send: '发送',
    server: 'QQ 服务器', window: '被动回复额度（最近一条消息）', calls: '接口调用', reviewing: '等待审核', faults: '故障注入', faultHint: '接下来的消息调用将得到：', times: '次数',
    f40034005: '40034005 超出时限', f40034100: '40034100 频率限制', f40034006: '40034006 内容违规', fBusy: '50055001 系统繁忙', fReview: '转人工审核', fTimeout: '超时（已送达）',
    fDrop: '断开连接', f502: 'HTTP 502', expire: '令牌立即失效', clear: '清除故障', check: '验证回调地址', passive: '被动回复', proactive: '主动消息', typing: '对方正在输入…',
    none: '无：只能主动发送', left: '剩 {0} 条，{1}', note_add: '已添加机器人', note_remove: '已移除机器人', note_reject: '已关闭主动消息', note_receive: '已开启主动消息', note_tap: '点击按钮 {0}',
    gone: '机器人撤回了一条消息', group: '群聊', noAccount: '还没有 QQ 渠道账号', failed: '操作失败', voice: '[语音]', video: '[视频]', remaining: '还有 {0} 次：{1}', minutes: '{0} 分钟',
    seconds: '{0} 秒', lost: '与模拟器的连接已断开，正在重连…', notHere: '此账号的接口地址不指向模拟器，收不到回复', left_: '未添加', quiet: '已关主动消息', pass: '通过', deny: '拒绝',
  },
  en: {
    title: 'QQ simulator', subtitle: 'Talk to a bot as a QQ user, alone or in a group: signed events, posted over HTTP to our own callback.', language: '中文',
    who: 'Talks', account: 'Bot', newName: 'Name of a new user', add: 'Add', delivery: 'Delivery', twice: 'Deliver each event twice', addBot: 'Add the bot', removeBot: 'Remove the bot',
    reject: 'Unasked messages off', receive: 'Unasked messages on', log: 'Deliveries', phone: 'Phone', speaker: 'Speaker', at: '@ the bot', message: 'Message', file: 'Send a file', send: 'Send',
    server: 'QQ server', window: 'Answers left (to the latest message)', calls: 'API calls', reviewing: 'In review', faults: 'Faults', faultHint: 'The next message calls get:', times: 'Times',
    f40034005: '40034005 window over', f40034100: '40034100 too fast', f40034006: '40034006 bad content', fBusy: '50055001 busy', fReview: 'Into review', fTimeout: 'Time-out (arrived)',
    fDrop: 'Drop connection', f502: 'HTTP 502', expire: 'Expire tokens', clear: 'Clear faults', check: 'Check callback URL', passive: 'answer', proactive: 'unasked', typing: 'typing…',
    none: 'none: only unasked messages', left: '{0} left, {1}', note_add: 'Bot added', note_remove: 'Bot removed', note_reject: 'Unasked messages off', note_receive: 'Unasked messages on', note_tap: 'Tapped {0}',
    gone: 'The bot took a message back', group: 'Group', noAccount: 'There is no QQ account yet', failed: 'Failed', voice: '[Voice]', video: '[Video]', remaining: '{0} more: {1}', minutes: '{0} min',
    seconds: '{0} s', lost: 'Connection to the simulator lost, reconnecting…', notHere: 'This account\'s API is not the simulator: no answers arrive here', left_: 'not added', quiet: 'unasked off', pass: 'Pass', deny: 'Refuse',
  },
};

const $ = id => document.getElementById(id);
let language = localStorage.getItem('imcc-simulator-language') === 'en' ? 'en' : 'zh';
let accounts = [], chats = [], account = null, chat = null, stream = null, latest = null, lastSeq = 0, lastTime = 0;

const t = (key, ...given) => (words[language][key] ?? key).replace(/\{(\d)\}/g, (_, n) => given[n]);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function call(path, method = 'GET', body) {
  const isFile = body instanceof Blob;
  const response = await fetch('/simulator/qq/api/' + path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': isFile ? 'application/octet-stream' : 'application/json' },
    body: body === undefined ? undefined : isFile ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error('HTTP ' + response.status);
  return response.status === 204 ? null : response.json();
}

function log(text, bad) {
  const line = element('li', bad ? 'bad' : '', new Date().toLocaleTimeString(language, { hour12: false }) + ' ' + text);
  $('log').prepend(line);
  while ($('log').children.length > 30) $('log').lastChild.remove();
}

const guarded = work => work().catch(e => log(t('failed') + ': ' + e.message, true));

async function act(kind, more = {}) {
  if (!account || !chat) return;
  const result = await call('acts', 'POST', { account: account.key, chat: chat.address, kind, member: chat.isGroup ? $('member').value : '', times: $('twice').checked ? 2 : 1, ...more });
  log(`${kind} · ${result.note} · ${Math.round(result.milliseconds)} ms`, result.status !== 200);
}

function translate() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title') + ' · IMCC';
  for (const e of document.querySelectorAll('[data-t]')) e.textContent = t(e.dataset.t);
  for (const e of document.querySelectorAll('[data-p]')) e.placeholder = t(e.dataset.p);
  for (const e of document.querySelectorAll('[data-l]')) e.setAttribute('aria-label', t(e.dataset.l));
  $('language').textContent = t('language');
  showChats();
  if (latest) showState(latest);
}

function showChats() {
  $('chats').replaceChildren(...chats.map(c => {
    const button = element('button');
    button.type = 'button';
    button.setAttribute('aria-pressed', String(c.address === chat?.address));
    button.append(element('span', 'avatar' + (c.isGroup ? ' group' : ''), c.name.slice(0, 1)), element('span', '', c.name));
    const state = !c.isThere ? t('left_') : c.isQuiet ? t('quiet') : c.isGroup ? t('group') : '';
    if (state) button.append(element('span', 'off', state));
    button.onclick = () => choose(c);
    const item = element('li');
    item.append(button);
    return item;
  }));
  $('chatName').textContent = chat?.name ?? '';
}

function choose(next) {
  stream?.close();
  chat = next;
  lastSeq = lastTime = 0;
  latest = null;
  $('chat').replaceChildren();
  $('groupBar').hidden = !chat?.isGroup;
  $('member').replaceChildren(...(chat?.members ?? []).map(name => element('option', '', name)));
  showChats();
  if (!chat) return;
  stream = new EventSource(`/simulator/qq/api/stream?account=${encodeURIComponent(account.key)}&chat=${encodeURIComponent(chat.address)}`);
  stream.onmessage = e => {
    latest = JSON.parse(e.data);
    for (const entry of latest.entries) show(entry);
    showState(latest);
  };
  stream.onerror = () => log(t('lost'), true);
}

function show(entry) {
  // After a reconnection the stream begins anew.
  if (entry.seq <= lastSeq) return;
  lastSeq = entry.seq;
  const view = $('chat');
  const atEnd = view.scrollHeight - view.scrollTop - view.clientHeight < 80;
  const at = new Date(entry.at);
  if (at - lastTime > 180000) view.append(element('p', 'when', at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hour12: false })));
  lastTime = at;
  if (entry.kind === 'recall') {
    view.querySelector(`[data-id="${CSS.escape(entry.id)}"]`)?.replaceChildren(element('p', 'note', t('gone')));
  } else if (entry.side === 'note') {
    view.append(element('p', 'note', (entry.who ? entry.who + ' ' : '') + t('note_' + entry.kind, entry.text)));
  } else {
    const line = element('div', 'line ' + entry.side);
    if (entry.id) line.dataset.id = entry.id;
    const column = element('div');
    if (entry.who) column.append(element('span', 'who', entry.who));
    column.append(bubbleOf(entry));
    if (entry.buttons) {
      const buttons = element('div', 'buttons');
      buttons.append(...entry.buttons.map(item => {
        const tap = element('button', '', item.content);
        tap.type = 'button';
        tap.dataset.tap = item.id;
        tap.onclick = () => guarded(() => act('tap', { text: item.id }));
        return tap;
      }));
      column.append(buttons);
    }
    if (entry.via) column.append(element('span', 'via', t(entry.via)));
    line.append(element('span', 'avatar', (entry.side === 'me' ? entry.who ?? chat.name : account.name).slice(0, 1)), column);
    view.append(line);
  }
  while (view.children.length > 400) view.firstChild.remove();
  if (atEnd || entry.side === 'me') view.scrollTop = view.scrollHeight;
}

function bubbleOf(entry) {
  const bubble = element('div', 'bubble ' + entry.kind);
  if (entry.kind === 'image' && entry.mediaId) {
    const img = element('img');
    img.alt = entry.text || t('file');
    img.src = '/simulator/qq-api/media/' + encodeURIComponent(entry.mediaId);
    bubble.append(img);
  } else if (entry.mediaId && (entry.kind === 'file' || entry.kind === 'voice' || entry.kind === 'video')) {
    bubble.textContent = '📄 ' + (entry.text || t(entry.kind));
  } else {
    bubble.textContent = entry.text;
  }
  return bubble;
}

function showState(state) {
  const view = $('chat');
  view.querySelector('.typing')?.remove();
  if (state.isTyping) {
    view.append(element('p', 'typing', t('typing')));
    view.scrollTop = view.scrollHeight;
  }
  const duration = s => s >= 60 ? t('minutes', Math.floor(s / 60)) : t('seconds', s);
  $('windows').replaceChildren(element('li', '', state.window ? t('left', state.window.left, duration(state.window.seconds)) : t('none')));
  if (account && !account.isHere) $('windows').append(element('li', 'bad', t('notHere')));
  $('calls').replaceChildren(...state.calls.map(c => {
    const row = element('tr');
    row.append(element('td', '', c.path), element('td', '', String(c.used)));
    return row;
  }));
  $('reviews').replaceChildren(...state.reviews.map(r => {
    const item = element('li');
    item.append(element('span', '', r.text), ...[['pass', true], ['deny', false]].map(([key, isPassed]) => {
      const button = element('button', '', t(key));
      button.type = 'button';
      button.onclick = () => guarded(async () => log(key + ' · ' + (await call('reviews', 'POST', { account: account.key, id: r.id, isPassed })).note));
      return button;
    }));
    return item;
  }));
  $('pending').replaceChildren(
    ...state.faults.map(f => element('li', '', t('remaining', f.times, f.drop ? t('fDrop') : f.httpStatus ? 'HTTP ' + f.httpStatus : f.code ? f.code : f.delay + ' ms'))),
    ...(state.toReview ? [element('li', '', t('remaining', state.toReview, t('fReview')))] : []));
  if (chat && (chat.isThere !== state.isThere || chat.isQuiet !== state.isQuiet)) {
    Object.assign(chat, { isThere: state.isThere, isQuiet: state.isQuiet });
    showChats();
  }
}

async function chooseAccount(key) {
  account = accounts.find(a => a.key === key) ?? null;
  $('botName').textContent = account?.name ?? t('noAccount');
  if (!account) return;
  chats = await call('chats?account=' + encodeURIComponent(account.key));
  choose(chats[0]);
}

$('account').onchange = () => guarded(() => chooseAccount($('account').value));
$('language').onclick = () => {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('imcc-simulator-language', language);
  translate();
};
$('enrol').onsubmit = e => {
  e.preventDefault();
  const name = $('name').value.trim();
  if (name && account) guarded(async () => {
    const made = await call('chats', 'POST', { account: account.key, name });
    $('name').value = '';
    const known = chats.find(c => c.address === made.address);
    if (!known) chats.push(made);
    choose(known ?? made);
    await act('add');
  });
};
$('composer').onsubmit = e => {
  e.preventDefault();
  const text = $('text').value;
  if (!text.trim()) return;
  $('text').value = '';
  guarded(() => act(chat?.isGroup && !$('at').checked ? 'chat' : 'text', { text }));
};
$('clip').onclick = () => $('file').click();
$('file').onchange = () => guarded(async () => {
  const file = $('file').files[0];
  $('file').value = '';
  if (file) await act('file', { mediaId: (await call('files?name=' + encodeURIComponent(file.name), 'POST', file)).mediaId });
});
for (const button of document.querySelectorAll('[data-act]')) button.onclick = () => guarded(() => act(button.dataset.act));
$('faults').onclick = e => {
  if (e.target.dataset.fault) guarded(async () => {
    await call('faults', 'POST', { ...JSON.parse(e.target.dataset.fault), times: Math.max(1, Number($('times').value) || 1) });
    log(e.target.textContent);
  });
};
$('clear').onclick = () => guarded(() => call('faults', 'DELETE'));
$('check').onclick = () => guarded(async () => log(t('check') + ' · ' + (await call('check?account=' + encodeURIComponent(account.key), 'POST')).note));
$('expire').onclick = () => guarded(async () => {
  if (account) await call('tokens/expire?account=' + encodeURIComponent(account.key), 'POST');
  log(t('expire'));
});

const clock = () => { $('clock').textContent = new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false }); };
setInterval(clock, 10000);
clock();
translate();
guarded(async () => {
  accounts = await call('accounts');
  $('account').replaceChildren(...accounts.map(a => {
    const option = element('option', '', a.name);
    option.value = a.key;
    return option;
  }));
  await chooseAccount(new URLSearchParams(location.search).get('account') ?? accounts[0]?.key);
  $('account').value = account?.key ?? '';
  $('text').focus();
});
