import { button, element } from './dom.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly panel: HTMLElement;
  /** Called each time the tab is shown. */
  readonly fill?: () => void;
}

export interface Tabs {
  readonly list: HTMLElement;
  readonly shown: () => string;
  readonly select: (id: string) => void;
}

/** A list of tabs as the ARIA practices describe it: one stop for Tab, arrow keys between them. `onShow` hears which one is shown. */
export function makeTabs(label: string, tabs: readonly Tab[], onShow: (id: string) => void): Tabs {
  let shown = tabs[0]!.id;
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': label });
  const heads = new Map<string, HTMLElement>();
  const select = (id: string, focus = false): void => {
    shown = heads.has(id) ? id : tabs[0]!.id;
    for (const tab of tabs) {
      const is = tab.id === shown;
      tab.panel.hidden = !is;
      const head = heads.get(tab.id)!;
      head.setAttribute('aria-selected', String(is));
      head.tabIndex = is ? 0 : -1;
      if (!is) continue;
      tab.fill?.();
      if (focus) head.focus();
    }
    onShow(shown);
  };
  for (const { id, label: text, panel } of tabs) {
    panel.id = `panel-${id}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', `tab-${id}`);
    const head = button(text, () => select(id), { role: 'tab', id: `tab-${id}`, 'aria-controls': panel.id });
    heads.set(id, head);
    list.append(head);
  }
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = tabs.findIndex(({ id }) => id === shown);
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? tabs.length - 1
          : step === 0
            ? -1
            : (at + step + tabs.length) % tabs.length;
    if (to < 0) return;
    select(tabs[to]!.id, true);
    event.preventDefault();
  });
  return { list, shown: () => shown, select };
}
