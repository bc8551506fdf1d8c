// The page of the skill map: in a panel of the editor, where the host sends the map, and in the exported page, which holds it.
import type { FromPage, ToPage } from '../expertise/skillMap/mapMessages.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { unpackMap } from '../expertise/skillMap/packedMap.ts';
import { element } from './dom.ts';
import { type MapPage, type PageState, showMap } from './mapPage.ts';
import { speak } from './say.ts';

interface Editor {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare const acquireVsCodeApi: undefined | (() => Editor);

const editor = typeof acquireVsCodeApi === 'undefined' ? undefined : acquireVsCodeApi?.();
const main = document.querySelector('main')!;

if (editor) {
  const host = {
    tell: (message: FromPage) => editor.postMessage(message),
    remember: (state: PageState) => editor.setState(state),
  };
  let page: MapPage | undefined;
  addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    if (data?.type === 'map') {
      speak(data.words);
      page = showMap(main, unpackMap(data.map), data.title, host, page?.state() ?? editor.getState());
    } else if (data?.type === 'current') page?.setCurrent(data.path);
    else if (data?.type === 'show') page?.show(data);
    else if (data?.type === 'failed')
      main.replaceChildren(element('p', { class: 'calm', role: 'alert' }, data.message));
  });
  host.tell({ type: 'ready' });
} else {
  const text = document.querySelector('#map')?.textContent;
  if (text) {
    const { map, title } = JSON.parse(text) as { map: SkillMap; title: string };
    showMap(main, map, title, undefined);
  }
}
