// The row of tabs on every page of the simulator; which there are, the server says.
const bar = document.getElementById('tabs');
const pages = await (await fetch('/simulator/api/pages')).json();

function show() {
  const isEnglish = localStorage.getItem('imcc-simulator-language') === 'en';
  bar.setAttribute('aria-label', isEnglish ? 'Channels' : '渠道');
  bar.replaceChildren(...pages.map(page => {
    const link = document.createElement('a');
    link.href = page.path;
    link.textContent = isEnglish ? page.english : page.chinese;
    if (location.pathname === page.path) link.setAttribute('aria-current', 'page');
    return link;
  }));
}

show();
// Each page's own switch has stored the choice by then.
document.getElementById('language')?.addEventListener('click', () => setTimeout(show));
