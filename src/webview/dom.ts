type Child = Node | string | undefined | false;

/** Makes an element. Text only ever becomes text: names and paths come from strangers. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

/** A button that says what happens. */
export function button(
  label: string | Node,
  run: () => void,
  attributes: Record<string, string> = {},
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', run);
  return made;
}

/** Lets a long path break after its slashes, and nowhere else where that is enough. */
export function breakable(text: string): Node {
  const made = document.createDocumentFragment();
  text.split(/(?<=\/)/).forEach((part, i) => {
    if (i) made.append(document.createElement('wbr'));
    made.append(part);
  });
  return made;
}
