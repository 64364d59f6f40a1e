// What the page says, in both languages.
const texts = {
  zh: {
    online: '在线', queued: '正在为您转接，请稍候…', automated: '欢迎咨询', serving: name => `${name} 正在为您服务`, ended: '会话已结束，继续发送消息即可再次咨询。',
    connecting: '正在连接…', lost: '连接中断，正在重连…', busy: '访问的人太多，稍后自动重试…', placeholder: '请输入消息…', send: '发送', emoji: '表情', attach: '发送图片或文件',
    language: 'Switch to English', languageShort: 'EN', end: '结束会话', endConfirm: '确定结束本次会话吗？', cancel: '取消', close: '收起', sending: '发送中', sent: '已发送', failed: '发送失败', retry: '重试',
    picture: '图片', voice: '语音', video: '视频', file: '文件', location: '位置', openPicture: '查看大图', closePicture: '关闭大图', typing: '正在输入', earlier: '正在加载更早的消息…',
    first: '没有更早的消息了', newMessages: '有新消息', you: '我', agent: '客服', gone: '文件已失效', drop: '松开即可发送', tooLarge: max => `文件太大，最多 ${max}。`, title: count => `(${count}) 新消息`,
    messages: '消息记录', yesterday: '昨天', unsupported: '[暂不支持显示的消息]', left: count => `还可输入 ${count} 字`, bottom: '回到最新消息', recalled: '对方撤回了一条消息', quoted: line => `查看被引用的消息：${line}`,
    score: (score, best) => `${score} 分，满分 ${best} 分`, surveyThanks: '感谢您的评价！', surveyWhy: '请告诉我们原因（可多选）', surveyComment: '还有什么想对我们说的？（选填）', surveySend: '提交', surveyOver: '评价已过有效期',
  },
  en: {
    online: 'Online', queued: 'Connecting you to an agent…', automated: 'How can we help?', serving: name => `${name} is here to help`, ended: 'This conversation has ended. Just write again if you need us.',
    connecting: 'Connecting…', lost: 'Connection lost, reconnecting…', busy: 'Very busy just now, trying again shortly…', placeholder: 'Write a message…', send: 'Send', emoji: 'Emoji', attach: 'Send a picture or file',
    language: '切换为中文', languageShort: '中', end: 'End chat', endConfirm: 'End this conversation?', cancel: 'Cancel', close: 'Minimise', sending: 'Sending', sent: 'Sent', failed: 'Not sent', retry: 'Try again',
    picture: 'Picture', voice: 'Voice message', video: 'Video', file: 'File', location: 'Location', openPicture: 'View picture', closePicture: 'Close picture', typing: 'is typing', earlier: 'Loading earlier messages…',
    first: 'No earlier messages', newMessages: 'New messages', you: 'You', agent: 'Agent', gone: 'No longer available', drop: 'Drop to send', tooLarge: max => `The file is too large; the limit is ${max}.`, title: count => `(${count}) New messages`,
    messages: 'Messages', yesterday: 'Yesterday', unsupported: '[This message cannot be shown here]', left: count => `${count} characters left`, bottom: 'Jump to latest', recalled: 'A message was taken back', quoted: line => `Go to the quoted message: ${line}`,
    score: (score, best) => `${score} out of ${best}`, surveyThanks: 'Thank you for your feedback!', surveyWhy: 'What went wrong? (choose any)', surveyComment: 'Anything else you would like to tell us? (optional)', surveySend: 'Submit', surveyOver: 'This survey has expired',
  },
};

export const normalise = language => (/^zh/i.test(language ?? '') ? 'zh' : 'en');
export const textsOf = language => texts[normalise(language)];
export const localeOf = language => (normalise(language) === 'zh' ? 'zh-CN' : 'en');

export function time(at, language, now = new Date()) {
  const locale = localeOf(language);
  const clock = at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hour12: false });
  const day = new Date(at.getFullYear(), at.getMonth(), at.getDate());
  const days = Math.round((new Date(now.getFullYear(), now.getMonth(), now.getDate()) - day) / 86400000);
  if (days === 0) return clock;
  if (days === 1) return `${textsOf(language).yesterday} ${clock}`;
  const date = at.toLocaleDateString(locale, { month: 'short', day: 'numeric', year: at.getFullYear() === now.getFullYear() ? undefined : 'numeric' });
  return `${date} ${clock}`;
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`;
}
