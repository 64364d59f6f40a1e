// The telephone: one follower of one account at a time. All that it does goes through the server, which posts to the webhook like WeChat.
const words = {
  zh: {
    title: '微信模拟器', subtitle: '以关注者的身份给公众号发消息：真实加密报文，经 HTTP 投递到本系统的回调地址。', language: 'English',
    who: '关注者', account: '公众号', newName: '新关注者的名字', add: '添加', delivery: '投递方式', mode: '消息加解密', encrypted: '安全模式（加密）',
    compatible: '兼容模式', plain: '明文模式', thrice: '同一条消息投递 3 次', log: '投递记录', phone: '手机', picture: '图片', location: '位置', scan: '扫码', scene: '场景值',
    message: '消息', more: '更多', send: '发送', menu: '菜单', menuPerson: '人工客服', menuOrders: '我的订单', menuFaq: '常见问题', server: '微信服务器',
    windows: '客服消息额度', quota: '接口调用（今日）', faults: '故障注入', faultHint: '接下来的客服消息调用将得到：', times: '次数',
    f45015: '45015 超出时限', f45047: '45047 条数超限', fBusy: '-1 系统繁忙', f48001: '48001 无权限', f45011: '45011 频率限制',
    fTimeout: '超时（已送达）', fDrop: '断开连接', f502: 'HTTP 502', expire: '令牌立即失效', clear: '清除故障',
    follow: '关注', unfollow: '取消关注', unfollowed: '未关注', passive: '被动回复', api: '客服消息', template: '模板消息', subscription: '订阅通知', details: '查看详情', typing: '对方正在输入…', none: '无：需等客户发言',
    left: '剩 {0} 条，{1}', Message: '客户发言', Click: '点击菜单', Follow: '关注', Scan: '扫码', noteClick: '点击菜单 {0}', noteScan: '扫描二维码 {0}',
    noteFollow: '已关注', noteUnfollow: '已取消关注', here: '北京市朝阳区望京 SOHO', noAccount: '还没有微信渠道账号', failed: '操作失败', voice: '[语音]', video: '[视频]',
    remaining: '还有 {0} 次：{1}', hours: '{0} 小时', seconds: '{0} 秒', lost: '与模拟器的连接已断开，正在重连…', notHere: '此账号的 ApiBase 不指向模拟器，收不到客服消息',
  },
  en: {
    title: 'WeChat simulator', subtitle: 'Write to an official account as a follower: real encrypted XML, posted over HTTP to our own callback.', language: '中文',
    who: 'Followers', account: 'Account', newName: 'Name of a new follower', add: 'Add', delivery: 'Delivery', mode: 'Encryption', encrypted: 'Encrypted',
    compatible: 'Compatible', plain: 'Plain', thrice: 'Deliver each message 3 times', log: 'Deliveries', phone: 'Phone', picture: 'Picture', location: 'Location', scan: 'Scan', scene: 'Scene',
    message: 'Message', more: 'More', send: 'Send', menu: 'Menu', menuPerson: 'An agent', menuOrders: 'My orders', menuFaq: 'Questions', server: 'WeChat server',
    windows: 'Reply allowance', quota: 'API calls today', faults: 'Faults', faultHint: 'The next customer-service calls get:', times: 'Times',
    f45015: '45015 window over', f45047: '45047 too many', fBusy: '-1 busy', f48001: '48001 no right', f45011: '45011 too fast',
    fTimeout: 'Time-out (arrived)', fDrop: 'Drop connection', f502: 'HTTP 502', expire: 'Expire tokens', clear: 'Clear faults',
    follow: 'Follow', unfollow: 'Unfollow', unfollowed: 'not following', passive: 'passive reply', api: 'service message', template: 'template message', subscription: 'subscription notice', details: 'Details', typing: 'typing…', none: 'none until the customer writes',
    left: '{0} left, {1}', Message: 'Wrote', Click: 'Menu', Follow: 'Followed', Scan: 'Scanned', noteClick: 'Tapped menu {0}', noteScan: 'Scanned code {0}',
    noteFollow: 'Followed', noteUnfollow: 'Unfollowed', here: 'Wangjing SOHO, Beijing', noAccount: 'There is no WeChat account yet', failed: 'Failed', voice: '[Voice]', video: '[Video]',
    remaining: '{0} more: {1}', hours: '{0} h', seconds: '{0} s', lost: 'Connection to the simulator lost, reconnecting…', notHere: 'This account\'s ApiBase is not the simulator: no service messages arrive here',
  },
};

const $ = id => document.getElementById(id);
let language = localStorage.getItem('imcc-simulator-language') === 'en' ? 'en' : 'zh';
let accounts = [], followers = [], account = null, follower = null, stream = null, latest = null, lastSeq = 0, lastTime = 0;

const t = (key, ...given) => (words[language][key] ?? key).replace(/\{(\d)\}/g, (_, n) => given[n]);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function call(path, method = 'GET', body) {
  const isFile = body instanceof Blob;
  const response = await fetch('/simulator/api/' + path, {
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
  if (!account || !follower) return;
  const result = await call('acts', 'POST', {
    account: account.key, follower: follower.openId, kind, mode: $('mode').value, times: $('thrice').checked ? 3 : 1, ...more,
  });
  log(`${kind} · ${result.note} · ${Math.round(result.milliseconds)} ms`, result.status !== 200);
}

function translate() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title') + ' · IMCC';
  for (const e of document.querySelectorAll('[data-t]')) e.textContent = t(e.dataset.t);
  for (const e of document.querySelectorAll('[data-p]')) e.placeholder = t(e.dataset.p);
  for (const e of document.querySelectorAll('[data-l]')) e.setAttribute('aria-label', t(e.dataset.l));
  $('language').textContent = t('language');
  showFollowers();
  if (latest) showState(latest);
}

function showFollowers() {
  $('followers').replaceChildren(...followers.map(f => {
    const button = element('button');
    button.type = 'button';
    button.setAttribute('aria-pressed', String(f.openId === follower?.openId));
    button.append(element('span', 'avatar', f.name.slice(0, 1)), element('span', '', f.name));
    if (!f.isFollowing) button.append(element('span', 'off', t('unfollowed')));
    button.onclick = () => choose(f);
    const item = element('li');
    item.append(button);
    return item;
  }));
  $('follow').textContent = t(follower?.isFollowing === false ? 'follow' : 'unfollow');
  $('followerName').textContent = follower?.name ?? '';
  document.querySelector('.phone').classList.toggle('left', follower?.isFollowing === false);
}

function choose(next) {
  stream?.close();
  follower = next;
  lastSeq = lastTime = 0;
  latest = null;
  $('chat').replaceChildren();
  showFollowers();
  if (!follower) return;
  guarded(loadMenu);
  stream = new EventSource(`/simulator/api/stream?account=${encodeURIComponent(account.key)}&follower=${encodeURIComponent(follower.openId)}`);
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
  const chat = $('chat');
  const atEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80;
  const at = new Date(entry.at);
  if (at - lastTime > 180000) chat.append(element('p', 'when', at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hour12: false })));
  lastTime = at;
  if (entry.side === 'note') {
    const key = 'note' + entry.kind.charAt(0).toUpperCase() + entry.kind.slice(1);
    chat.append(element('p', 'note', key in words.zh ? t(key, entry.text) : entry.text));
  } else {
    const line = element('div', 'line ' + entry.side);
    const bubble = element('div', 'bubble ' + entry.kind);
    const picture = entry.kind === 'image' && entry.mediaId;
    if (picture) {
      const img = element('img');
      img.alt = t('picture');
      img.onload = () => { if (atEnd) chat.scrollTop = chat.scrollHeight; };
      img.src = '/simulator/api/media/' + encodeURIComponent(entry.mediaId);
      bubble.append(img);
    } else if (entry.kind === 'location') {
      bubble.textContent = '📍 ' + entry.text;
    } else if (entry.kind === 'template') {
      const [title, ...lines] = entry.text.split('\n');
      bubble.append(element('strong', 'menu-head', title), element('span', '', lines.join('\n')));
    } else if (entry.kind === 'msgmenu' && entry.menu) {
      bubble.append(element('span', 'menu-head', entry.text), ...entry.menu.map(item => {
        const tap = element('button', 'menu-item', item.content);
        tap.type = 'button';
        tap.dataset.menu = item.id;
        tap.onclick = () => guarded(() => act('text', { text: item.content, menuId: item.id }));
        return tap;
      }));
      if (entry.tail) bubble.append(element('span', '', entry.tail));
    } else if (entry.kind === 'template' || entry.kind === 'subscription') {
      bubble.append(element('span', 'card-head', t(entry.kind)), ...entry.text.split('\n').map(line => {
        const [name, value] = line.split('\t');
        const row = element('span', 'card-row');
        row.append(element('span', 'card-name', name), element('span', '', value ?? ''));
        return row;
      }));
      if (/^https?:\/\//.test(entry.url ?? '')) {
        const link = element('a', 'card-more', t('details'));
        link.href = entry.url;
        link.rel = 'noopener noreferrer';
        link.target = '_blank';
        bubble.append(link);
      }
    } else if (entry.kind === 'link' && /^https?:\/\//.test(entry.url ?? '')) {
      const link = element('a', '', entry.text);
      link.href = entry.url;
      link.rel = 'noopener noreferrer';
      link.target = '_blank';
      bubble.append(link);
    } else {
      bubble.textContent = entry.kind === 'voice' || entry.kind === 'video' ? t(entry.kind) : entry.text;
    }
    const column = element('div');
    column.append(bubble);
    if (entry.via) column.append(element('span', 'via', t(entry.via)));
    line.append(element('span', 'avatar', entry.side === 'me' ? follower.name.slice(0, 1) : account.name.slice(0, 1)), column);
    chat.append(line);
  }
  while (chat.children.length > 400) chat.firstChild.remove();
  if (atEnd || entry.side === 'me') chat.scrollTop = chat.scrollHeight;
}

function showState(state) {
  const chat = $('chat');
  chat.querySelector('.typing')?.remove();
  if (state.isTyping) {
    chat.append(element('p', 'typing', t('typing')));
    chat.scrollTop = chat.scrollHeight;
  }
  const duration = s => s >= 3600 ? t('hours', Math.floor(s / 3600)) : t('seconds', s);
  $('windows').replaceChildren(...(state.windows.length
    ? state.windows.map(w => element('li', '', t(w.trigger) + '：' + t('left', w.left, duration(w.seconds))))
    : [element('li', '', t('none'))]));
  if (account && !account.isHere) $('windows').append(element('li', 'bad', t('notHere')));
  $('calls').replaceChildren(...state.calls.map(c => {
    const row = element('tr');
    row.append(element('td', '', c.path.replace('/cgi-bin/', '')), element('td', '', c.limit ? `${c.used} / ${c.limit}` : String(c.used)));
    return row;
  }));
  $('pending').replaceChildren(...state.faults.map(f =>
    element('li', '', t('remaining', f.times, f.drop ? t('fDrop') : f.httpStatus ? 'HTTP ' + f.httpStatus : f.code ? f.code : f.delay + ' ms'))));
  if (follower && follower.isFollowing !== state.isFollowing) {
    follower.isFollowing = state.isFollowing;
    showFollowers();
  }
}

async function chooseAccount(key) {
  account = accounts.find(a => a.key === key) ?? null;
  $('accountName').textContent = account?.name ?? t('noAccount');
  if (!account) return;
  $('mode').value = account.hasKey ? 'encrypted' : 'plain';
  $('mode').disabled = !account.hasKey;
  followers = await call('followers?account=' + encodeURIComponent(account.key));
  choose(followers[0]);
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
    const made = await call('followers', 'POST', { account: account.key, name });
    $('name').value = '';
    const known = followers.find(f => f.openId === made.openId);
    if (!known) followers.push(made);
    choose(known ?? made);
    await act('follow');
  });
};
$('composer').onsubmit = e => {
  e.preventDefault();
  const text = $('text').value;
  if (!text.trim()) return;
  $('text').value = '';
  guarded(() => act('text', { text }));
};
$('more').onclick = () => {
  $('tools').hidden = !$('tools').hidden;
  $('more').setAttribute('aria-expanded', String(!$('tools').hidden));
};
$('picture').onclick = () => $('file').click();
$('file').onchange = () => guarded(async () => {
  const file = $('file').files[0];
  $('file').value = '';
  if (file) await act('image', { mediaId: (await call('pictures', 'POST', file)).mediaId });
});
$('location').onclick = () => guarded(() => act('location', { text: t('here'), latitude: 39.996, longitude: 116.481 }));
// The camera sees the codes that were made; without one a made-up scene.
$('scan').onclick = () => guarded(async () => {
  const known = account ? await call('codes?account=' + encodeURIComponent(account.key)) : [];
  $('scenes').replaceChildren(...known.map(c => { const option = element('option'); option.value = c.scene; return option; }));
  $('scene').value = known[0]?.scene ?? 'store-42';
  $('camera').hidden = false;
  $('scene').focus();
});
$('camera').onsubmit = e => {
  e.preventDefault();
  $('camera').hidden = true;
  const scene = $('scene').value.trim();
  if (scene) guarded(() => act('scan', { text: scene }));
};
$('follow').onclick = () => guarded(() => act(follower?.isFollowing ? 'unfollow' : 'follow'));
$('menu').onclick = e => {
  if (e.target.dataset.key) guarded(() => act('click', { text: e.target.dataset.key }));
};
document.addEventListener('click', e => { if (!e.target.closest('#menu')) for (const open of document.querySelectorAll('#menu .sub')) open.remove(); });
window.addEventListener('focus', () => guarded(loadMenu));

// The published menu; without one, three entries of our own to try with.
const standard = [...$('menu').children];
async function loadMenu() {
  if (!account || !follower) return;
  const buttons = await call(`menu?account=${encodeURIComponent(account.key)}&follower=${encodeURIComponent(follower.openId)}`);
  $('menu').replaceChildren(...(buttons.length ? buttons.map(menuButton) : standard));
}

function menuButton(given) {
  const button = element('button', '', (given.sub_button?.length ? '≡ ' : '') + given.name);
  button.type = 'button';
  button.onclick = () => {
    const wasOpen = button.parentElement.querySelector('.sub')?.dataset.of === given.name;
    for (const open of document.querySelectorAll('#menu .sub')) open.remove();
    if (!given.sub_button?.length) return tapMenu(given);
    if (wasOpen) return;
    const sub = element('div', 'sub');
    sub.dataset.of = given.name;
    sub.style.left = button.offsetLeft + 'px';
    sub.append(...given.sub_button.map(menuButton));
    $('menu').append(sub);
  };
  return button;
}

function tapMenu(given) {
  if (given.type === 'view') {
    window.open(given.url, '_blank', 'noopener');
    return guarded(() => act('view', { text: given.url }));
  }
  if (given.type === 'miniprogram') return guarded(() => act('view_miniprogram', { text: given.pagepath }));
  if (given.key) return guarded(() => act(given.type, { text: given.key }));
}
$('faults').onclick = e => {
  if (e.target.dataset.fault) guarded(async () => {
    await call('faults', 'POST', { ...JSON.parse(e.target.dataset.fault), times: Math.max(1, Number($('times').value) || 1) });
    log(e.target.textContent);
  });
};
$('clear').onclick = () => guarded(() => call('faults', 'DELETE'));
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
