import { element } from './dom.ts';
import { type Layout, layOut, nodeAt, type TreeNode } from './fileTree.ts';
import { between, type Movement, moveBetween } from './movement.ts';
import { groupFiles, type Painting, paint } from './paint.ts';
import { type Palette, readPalette } from './palette.ts';

export interface TreemapEvents {
  /** The pointer or the keyboard is on a node; undefined when it left the picture. */
  readonly onPoint: (node: TreeNode | undefined) => void;
  readonly onFocus: (folder: TreeNode) => void;
  readonly onOpen: (file: TreeNode) => void;
  /** What a node is called and says, for the label beside the pointer. */
  readonly describe: (node: TreeNode) => { readonly title: string; readonly text: string };
}

/** How long a zoom takes, in ms. */
const zoomTime = 320;

/** The picture: a treemap on a canvas, zoomed by folder, worked by pointer or keyboard. */
export class TreemapView {
  readonly element: HTMLElement;
  readonly surface: HTMLCanvasElement;
  readonly #nodes: readonly TreeNode[];
  readonly #events: TreemapEvents;
  readonly #canvas = element('canvas', { class: 'cells', 'aria-hidden': 'true' });
  readonly #label = element('div', { class: 'pointer-label', 'aria-hidden': 'true', hidden: true });
  readonly #context: CanvasRenderingContext2D;
  readonly #over: CanvasRenderingContext2D;
  readonly #painting: Painting;
  readonly #scratch: Float32Array;
  #palette: Palette;
  #layout: Layout;
  #size: [number, number] = [0, 0];
  #pointed: TreeNode | undefined;
  #current: TreeNode | undefined;
  #frame = 0;
  #ratio = 0;
  #moving = false;

  constructor(nodes: readonly TreeNode[], events: TreemapEvents, label: string) {
    this.#nodes = nodes;
    this.#events = events;
    this.surface = element('canvas', {
      class: 'surface',
      tabindex: '0',
      role: 'application',
      'aria-roledescription': 'treemap',
      'aria-label': label,
      'aria-describedby': 'keys',
    });
    this.element = element('div', { class: 'treemap' }, this.#canvas, this.surface, this.#label);
    this.#context = this.#canvas.getContext('2d', { alpha: false })!;
    this.#over = this.surface.getContext('2d')!;
    this.#palette = readPalette(this.#context, 1);
    this.#painting = {
      nodes,
      files: nodes.filter(({ file }) => file !== undefined).map(({ id }) => id),
      folders: nodes.filter(({ children }) => children).map(({ id }) => id),
      step: new Uint8Array(nodes.length),
      dimmed: new Uint8Array(nodes.length),
      groups: [],
    };
    this.#scratch = new Float32Array(nodes.length * 4);
    // The real layout follows when the size is known.
    this.#layout = layOut(nodes, { ...nodes[0]!, children: [] }, 0, 0);
    this.#listen();
    new ResizeObserver(() => this.resize()).observe(this.element);
  }

  get focus(): TreeNode {
    return this.#nodes[this.#layout.focus.id]!;
  }

  /** What each file looks like, by position in the map's files. */
  setSteps(step: (file: number) => number, dimmed: (file: number) => boolean): void {
    for (const id of this.#painting.files) {
      const file = this.#nodes[id]!.file!;
      this.#painting.step[id] = step(file);
      this.#painting.dimmed[id] = dimmed(file) ? 1 : 0;
    }
    this.#painting.groups = groupFiles(this.#painting);
    this.#draw();
  }

  /** Marks the file that is open in the editor. */
  setCurrent(path: string | undefined): void {
    this.#current =
      path === undefined ? undefined : this.#nodes.find((node) => node.file !== undefined && node.path === path);
    this.#drawOver();
  }

  /** Reads the theme again and draws everything anew. */
  retheme(): void {
    this.#palette = readPalette(this.#context, devicePixelRatio);
    this.#draw();
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (width === 0 || height === 0) return;
    if (width === this.#size[0] && height === this.#size[1] && this.#ratio === devicePixelRatio) return;
    this.#ratio = devicePixelRatio;
    this.#size = [width, height];
    for (const canvas of [this.#canvas, this.surface]) {
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
      canvas.getContext('2d')!.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    }
    this.#palette = readPalette(this.#context, devicePixelRatio);
    this.#layout = layOut(this.#nodes, this.#nodes[this.#layout.focus.id]!, width, height);
    this.#draw();
  }

  /** Zooms to a folder; the cells move there. */
  zoomTo(folder: TreeNode): void {
    if (!folder.children || folder === this.#layout.focus) return;
    const before = this.#layout;
    this.#layout = layOut(this.#nodes, folder, ...this.#size);
    this.#point(undefined);
    this.#events.onFocus(folder);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches || this.#size[0] === 0) this.#draw();
    else this.#move(moveBetween(before, this.#layout, ...this.#size));
  }

  #move(movement: Movement): void {
    cancelAnimationFrame(this.#frame);
    this.#moving = true;
    const started = performance.now();
    const step = (now: number): void => {
      const share = Math.min(1, Math.max(0, now - started) / zoomTime);
      const eased = 1 - (1 - share) ** 3;
      if (share >= 1) {
        this.#moving = false;
        this.#draw();
        return;
      }
      paint(
        this.#context,
        this.#painting,
        this.#layout,
        between(movement, eased, this.#scratch),
        this.#palette,
        this.#size,
        true,
      );
      this.#over.clearRect(0, 0, ...this.#size);
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #draw(): void {
    if (this.#moving || this.#size[0] === 0 || this.#painting.groups.length === 0) return;
    paint(this.#context, this.#painting, this.#layout, this.#layout.at, this.#palette, this.#size, false);
    this.#drawOver();
  }

  /** What lies above the cells: the open file's glow and what is pointed at. Cheap, so that the pointer never waits. */
  #drawOver(): void {
    const [width, height] = this.#size;
    this.#over.clearRect(0, 0, width, height);
    const { at } = this.#layout;
    const outline = (node: TreeNode, colour: string, line: number, blur: number): void => {
      const i = node.id * 4;
      if (Number.isNaN(at[i]!)) return;
      this.#over.save();
      this.#over.strokeStyle = colour;
      this.#over.lineWidth = line;
      this.#over.shadowColor = colour;
      this.#over.shadowBlur = blur;
      this.#over.beginPath();
      this.#over.roundRect(
        at[i]! + 1,
        at[i + 1]! + 1,
        Math.max(3, at[i + 2]! - at[i]! - 2),
        Math.max(3, at[i + 3]! - at[i + 1]! - 2),
        2,
      );
      this.#over.stroke();
      if (blur) this.#over.stroke();
      this.#over.restore();
    };
    if (this.#current) outline(this.#current, this.#palette.glow, 2.5, 14);
    if (this.#pointed && this.#pointed !== this.#layout.focus) {
      // Two rings, so that one of them stands out on every cell.
      outline(this.#pointed, this.#palette.background, 5, 0);
      outline(this.#pointed, this.#palette.text, 2, 0);
    }
  }

  #listen(): void {
    const { surface } = this;
    surface.addEventListener('pointermove', (event) => {
      if (this.#moving) return;
      this.#point(nodeAt(this.#layout, event.offsetX, event.offsetY), [event.offsetX, event.offsetY]);
    });
    surface.addEventListener('pointerleave', () => this.#point(undefined));
    surface.addEventListener('click', (event) => {
      const node = nodeAt(this.#layout, event.offsetX, event.offsetY);
      if (node) this.#into(node);
    });
    surface.addEventListener('dblclick', (event) => {
      const node = nodeAt(this.#layout, event.offsetX, event.offsetY);
      if (node?.file !== undefined) this.#events.onOpen(node);
    });
    surface.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      if (this.#layout.focus.parent) this.zoomTo(this.#layout.focus.parent);
    });
    surface.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (this.#key(event.key)) event.preventDefault();
    });
    surface.addEventListener('blur', () => this.#point(undefined));
  }

  /** A click goes one folder inwards; on a file that lies directly here it stays on it. */
  #into(node: TreeNode): void {
    const { focus } = this.#layout;
    let at = node;
    while (at.parent && at.parent !== focus) at = at.parent;
    if (at.parent !== focus || !at.children) this.#point(node);
    else this.zoomTo(at);
  }

  #key(key: string): boolean {
    const { focus } = this.#layout;
    const at = this.#pointed?.parent === focus ? this.#pointed : undefined;
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'ArrowUp':
      case 'ArrowDown':
        this.#point(at ? (this.#neighbour(at, key) ?? at) : this.#largest(focus));
        return true;
      case 'Home':
        this.zoomTo(this.#nodes[0]!);
        return true;
      case 'Enter':
      case ' ':
        if (at?.children) {
          this.zoomTo(at);
          this.#point(this.#largest(at));
        } else if (at) this.#events.onOpen(at);
        return true;
      case 'Escape':
      case 'Backspace': {
        if (!focus.parent) return false;
        this.zoomTo(focus.parent);
        this.#point(focus);
        return true;
      }
      default:
        return false;
    }
  }

  #largest(folder: TreeNode): TreeNode | undefined {
    return this.#layout.root.children?.find(({ data }) => data.parent === folder)?.data;
  }

  /** The cell beside this one in a direction: the nearest whose middle lies that way. */
  #neighbour(node: TreeNode, key: string): TreeNode | undefined {
    const { at, focus } = this.#layout;
    const middle = ({ id }: TreeNode): [number, number] => [
      (at[id * 4]! + at[id * 4 + 2]!) / 2,
      (at[id * 4 + 1]! + at[id * 4 + 3]!) / 2,
    ];
    const [x, y] = middle(node);
    let best: TreeNode | undefined;
    let nearest = Number.POSITIVE_INFINITY;
    for (const other of focus.children ?? []) {
      if (other === node) continue;
      const [ox, oy] = middle(other);
      const [dx, dy] = [ox - x, oy - y];
      const [along, across] =
        key === 'ArrowLeft' ? [-dx, dy] : key === 'ArrowRight' ? [dx, dy] : key === 'ArrowUp' ? [-dy, dx] : [dy, dx];
      if (along <= 0.5) continue;
      const distance = along + 2 * Math.abs(across);
      if (distance < nearest) [nearest, best] = [distance, other];
    }
    return best;
  }

  #point(node: TreeNode | undefined, at?: readonly [number, number]): void {
    if (at && node && node !== this.#layout.focus) this.#showLabel(node, at);
    else this.#label.hidden = true;
    if (node === this.#pointed) return;
    this.#pointed = node;
    this.#drawOver();
    this.#events.onPoint(node);
  }

  #showLabel(node: TreeNode, [x, y]: readonly [number, number]): void {
    const { title, text } = this.#events.describe(node);
    this.#label.replaceChildren(element('strong', {}, title), element('span', {}, text));
    this.#label.hidden = false;
    const [width, height] = this.#size;
    const { offsetWidth, offsetHeight } = this.#label;
    this.#label.style.left = `${Math.max(2, Math.min(x + 14, width - offsetWidth - 4))}px`;
    this.#label.style.top = `${y + 18 + offsetHeight > height ? Math.max(2, y - offsetHeight - 10) : y + 18}px`;
  }
}
