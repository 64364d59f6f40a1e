// The card on which a visitor says how satisfied they were. The first score counts; reasons and words may follow it.
import { element } from './bubbles.js';

// send(answer) -> {ok, message} or null when the line is broken; texts() -> the page's words
export function makeSurveys(send, texts) {
  const known = new Map(); // conversation -> what was answered, here or before

  const stateOf = id => {
    if (!known.has(id)) known.set(id, { score: null, tags: [], comment: '', isDone: false, views: new Set() });
    return known.get(id);
  };
  const redraw = (id) => { for (const view of stateOf(id).views) view(); };

  // An answer that stands in the thread.
  function answered(answer) {
    const state = stateOf(answer.conversationId);
    state.score ??= answer.score ?? null;
    if (answer.tags?.length || answer.comment) Object.assign(state, { tags: answer.tags ?? [], comment: answer.comment ?? '', isDone: true });
    redraw(answer.conversationId);
  }

  function card(survey) {
    const state = stateOf(survey.conversationId);
    const box = element('div', { className: 'survey' });
    const draw = () => box.replaceChildren(...parts(survey, state));
    state.views.clear();
    state.views.add(draw);
    state.box = box;
    draw();
    return box;
  }

  function parts(survey, state) {
    const t = texts();
    const isStars = survey.options.length === 5;
    const isOver = Date.parse(survey.expiresAt) < Date.now();
    const best = Math.max(...survey.options.map(o => o.score));
    const scores = element('div', { className: isStars ? 'survey-stars' : 'survey-steps', role: 'radiogroup', 'aria-label': survey.question });
    for (const option of [...survey.options].sort((a, b) => a.score - b.score)) {
      const isOn = state.score !== null && (isStars ? option.score <= state.score : option.score === state.score);
      const button = element('button', {
        type: 'button', role: 'radio', className: isOn ? 'on' : '', 'aria-checked': String(state.score === option.score), 'aria-label': t.score(option.score, best),
        title: option.label, textContent: isStars ? '★' : option.label, disabled: state.score !== null || isOver || state.isBusy,
      });
      button.dataset.score = option.score;
      button.addEventListener('click', () => give(survey, state, { score: option.score }));
      scores.append(button);
    }
    const made = [element('div', { className: 'survey-question', textContent: survey.question }), scores];
    if (state.problem) made.push(element('div', { className: 'survey-problem', role: 'alert', textContent: state.problem }));
    if (state.score === null) return isOver ? [...made, element('div', { className: 'survey-note', textContent: t.surveyOver })] : made;
    if (state.isDone) return [...made, element('div', { className: 'survey-note', role: 'status', textContent: [state.tags.join('、'), state.comment].filter(Boolean).join(' · ') }), element('div', { className: 'survey-thanks', role: 'status', textContent: t.surveyThanks })];
    const chosen = new Set();
    if (state.score <= survey.low && survey.tags.length) {
      made.push(element('div', { className: 'survey-note', textContent: t.surveyWhy }), element('div', { className: 'survey-tags' }, ...survey.tags.map(tag => {
        const chip = element('button', { type: 'button', textContent: tag, 'aria-pressed': 'false' });
        chip.addEventListener('click', () => {
          if (!chosen.delete(tag)) chosen.add(tag);
          chip.setAttribute('aria-pressed', String(chosen.has(tag)));
          submit.disabled = !chosen.size && !comment.value.trim();
        });
        return chip;
      })));
    }
    const comment = element('textarea', { rows: 2, maxLength: 500, placeholder: t.surveyComment, 'aria-label': t.surveyComment });
    const submit = element('button', { type: 'button', className: 'survey-send', textContent: t.surveySend, disabled: true });
    comment.addEventListener('input', () => { submit.disabled = !chosen.size && !comment.value.trim(); });
    submit.addEventListener('click', () => give(survey, state, { tags: [...chosen], comment: comment.value.trim() }));
    return [...made, element('div', { className: 'survey-thanks', role: 'status', textContent: t.surveyThanks }), comment, submit];
  }

  async function give(survey, state, answer) {
    state.isBusy = true;
    state.problem = '';
    redraw(survey.conversationId);
    const kind = answer.score ? 'score' : 'words';
    const reply = await send({ clientId: `rate-${kind}-${survey.conversationId}`, conversationId: survey.conversationId, ...answer });
    state.isBusy = false;
    if (reply?.ok) {
      if (answer.score) state.score ??= answer.score;
      else Object.assign(state, answer, { isDone: true });
    } else {
      state.problem = reply?.message ?? texts().failed;
    }
    redraw(survey.conversationId);
    // What is asked next must not stay below the edge.
    state.box?.scrollIntoView({ block: 'nearest' });
  }

  return { card, answered };
}
