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

/** Characters of one answer: about what fits into a record of a message. More is a file. */
const longestAnswer = 40_000;

declare const acquireVsCodeApi: () => {
  postMessage(message: FromConversation): void;
  getState(): string | undefined;
  setState(drafts: string): void;
};

const editor = acquireVsCodeApi();
const main = document.querySelector('main')!;
/** What is being written, by session; it outlives a reload of the page. */
let drafts = keptDrafts();
let session = '';

addEventListener('message', ({ data }: MessageEvent<ToConversation>) => {
  if (data?.type !== 'conversation') return;
  speak(data.words);
  show(data.view);
});
editor.postMessage({ type: 'ready' });

// Made once and kept: what is being written keeps its place, and a screen reader hears only what is new.
const list = element('ol');
const log = element('div', { role: 'log', class: 'log', tabindex: '0' }, list);
const hint = element('p', { class: 'calm hint', role: 'status' });
const header = element('header');
let answer: { readonly box: HTMLTextAreaElement; readonly all: HTMLElement } | undefined;
/** The lines that stand in the list, as text. */
let drawn: readonly string[] = [];
let drawnHead = '';

function show(view: ConversationView | undefined): void {
  if (!view) {
    main.replaceChildren(element('p', { class: 'calm' }, say('No session is going on.')));
    return;
  }
  const { title, place, status, follows } = view;
  const head = JSON.stringify([title, place, status, follows]);
  // Left alone while it says the same: somebody may be on one of its buttons.
  if (head !== drawnHead)
    header.replaceChildren(
      element('h2', {}, title),
      button(place, () => tell('goTo'), { class: 'link' }),
      ...(status === 'over' ? [] : [actions(view)]),
    );
  drawnHead = head;
  log.setAttribute('aria-label', view.title);
  hint.textContent = view.hint;
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 30;
  drawLines(view.lines);
  answer ??= writing();
  // Words for one person are not there to be sent to another.
  if (view.session !== session) answer.box.value = drafts[view.session] ?? '';
  session = view.session;
  const parts = [header, log, hint, ...(view.status === 'over' ? [] : [answer.all])];
  if (parts.length !== main.children.length || parts.some((part, i) => part !== main.children[i]))
    main.replaceChildren(...parts);
  if (atEnd) log.scrollTop = log.scrollHeight;
}

/** Leaves the lines that are as they were; the first that is not, and what follows it, is made anew. */
function drawLines(lines: readonly ConversationLine[]): void {
  const next = lines.map((line) => JSON.stringify(line));
  const different = next.findIndex((line, i) => line !== drawn[i]);
  const from = different < 0 ? next.length : different;
  while (list.children.length > from) list.lastElementChild!.remove();
  list.append(...lines.slice(from).map(lineOf));
  drawn = next;
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

/** None where an earlier version has left something else. */
function keptDrafts(): Record<string, string> {
  try {
    return JSON.parse(editor.getState() ?? '{}');
  } catch {
    return {};
  }
}

function writing(): { box: HTMLTextAreaElement; all: HTMLElement } {
  const words = { placeholder: say('Answer…'), 'aria-label': say('Answer…') };
  const box = element('textarea', { rows: '2', maxlength: String(longestAnswer), ...words });
  const keep = (draft: string): void => {
    const { [session]: _, ...others } = drafts;
    drafts = draft === '' ? others : { ...others, [session]: draft };
    editor.setState(JSON.stringify(drafts));
  };
  const send = (): void => {
    const text = box.value.trim();
    if (text === '') return;
    box.value = '';
    keep('');
    editor.postMessage({ type: 'say', session, text });
  };
  box.addEventListener('input', () => {
    keep(box.value);
    if (box.value !== '') editor.postMessage({ type: 'typing' });
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  });
  const press = button(say('Send'), send, { class: 'first', title: 'Ctrl+Enter' });
  return { box, all: element('div', { class: 'answer' }, box, press) };
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
