// The conversation of a session, beside the code: for when its lines are not in view, or for whoever reads better there.
import type {
  ConversationLine,
  ConversationView,
  FromConversation,
  SessionAction,
  ToConversation,
} from '../mentoring/conversationView.ts';
import { button, element } from './dom.ts';
import { say, speak } from './say.ts';

declare const acquireVsCodeApi: () => {
  postMessage(message: FromConversation): void;
  getState(): string | undefined;
  setState(draft: string): void;
};

const editor = acquireVsCodeApi();
const main = document.querySelector('main')!;
/** What is being written; it outlives a reload of the page. */
let draft = editor.getState() ?? '';

addEventListener('message', ({ data }: MessageEvent<ToConversation>) => {
  if (data?.type !== 'conversation') return;
  speak(data.words);
  show(data.view);
});
editor.postMessage({ type: 'ready' });

function show(view: ConversationView | undefined): void {
  if (!view) {
    main.replaceChildren(element('p', { class: 'calm' }, say('No session is going on.')));
    return;
  }
  const box = main.querySelector('textarea');
  const had = box && document.activeElement === box ? [box.selectionStart, box.selectionEnd] : undefined;
  const old = main.querySelector('ol');
  const atEnd = !old || old.scrollHeight - old.scrollTop - old.clientHeight < 30;
  const scrolled = old?.scrollTop ?? 0;
  const list = element(
    'ol',
    { role: 'log', 'aria-label': view.title, tabindex: '0' },
    ...view.lines.map((line) => lineOf(line)),
  );
  main.replaceChildren(
    element(
      'header',
      {},
      element('h2', {}, view.title),
      button(view.place, () => tell('goTo'), { class: 'link' }),
      view.status !== 'over' && actions(view),
    ),
    list,
    element('p', { class: 'calm hint', role: 'status' }, view.hint),
    ...(view.status === 'over' ? [] : [writing()]),
  );
  list.scrollTop = atEnd ? list.scrollHeight : scrolled;
  const next = main.querySelector('textarea');
  if (had && next) {
    next.focus();
    next.setSelectionRange(had[0]!, had[1]!);
  }
}

const tell = (action: SessionAction): void => editor.postMessage({ type: 'do', action });

function lineOf({ name, initials, hue, time, label, text, links }: ConversationLine): HTMLElement {
  const avatar = element('span', { class: 'avatar', 'aria-hidden': 'true' }, initials);
  avatar.style.backgroundColor = `hsl(${hue} 38% 38%)`;
  return element(
    'li',
    {},
    avatar,
    element(
      'div',
      {},
      element(
        'p',
        { class: 'who' },
        element('b', {}, name),
        element('time', {}, time),
        label !== undefined && element('i', {}, label),
      ),
      ...paragraphs(text),
      links.length > 0 &&
        element(
          'p',
          { class: 'links' },
          ...links.map(({ title, does, record }) =>
            button(title, () => editor.postMessage({ type: 'link', action: does, record }), { class: 'link' }),
          ),
        ),
    ),
  );
}

/** Text and its blocks of code, as text only. */
function paragraphs(text: string): HTMLElement[] {
  const made: HTMLElement[] = [];
  for (const [i, part] of text.split(/^```[^\n]*\n([\s\S]*?)^```[^\S\n]*$/m).entries()) {
    if (i % 2) made.push(element('pre', {}, element('code', {}, part.replace(/\n$/, ''))));
    else
      for (const one of part.split(/\n{2,}/)) if (one.trim() !== '') made.push(element('p', {}, ...inline(one.trim())));
  }
  return made;
}

const inline = (text: string): (Node | string)[] =>
  text.split(/`([^`\n]+)`/).map((part, i) => (i % 2 ? element('code', {}, part) : part));

function writing(): HTMLElement {
  const box = element('textarea', { rows: '2', placeholder: say('Answer…'), 'aria-label': say('Answer…') });
  box.value = draft;
  const send = (): void => {
    const text = box.value.trim();
    if (text === '') return;
    draft = '';
    box.value = '';
    editor.setState('');
    editor.postMessage({ type: 'say', text });
  };
  box.addEventListener('input', () => {
    draft = box.value;
    editor.setState(draft);
    if (draft !== '') editor.postMessage({ type: 'typing' });
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  });
  return element('div', { class: 'answer' }, box, button(say('Send'), send, { class: 'first', title: 'Ctrl+Enter' }));
}

/** Everything that the thread's icons do, in words. */
function actions({ follows, status }: ConversationView): HTMLElement {
  return element(
    'div',
    { class: 'actions' },
    button(say('Suggest an edit'), () => tell('suggestEdit')),
    button(say('Look here'), () => tell('lookHere')),
    button(follows ? say('Stop following') : say('Follow'), () => tell('follow')),
    button(say('Call…'), () => tell('handOver')),
    ...(status === 'active' ? [button(say('Later'), () => tell('pauseSession'))] : []),
    button(say('End…'), () => tell('endSession')),
  );
}
