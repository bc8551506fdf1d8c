import { CellPainter } from './cellPainter.ts';
import { element } from './dom.ts';
import { drawPoster, type PosterWords } from './drawPoster.ts';
import type { TreeNode } from './fileTree.ts';
import { type Layout, layOut, nodeAt } from './layOut.ts';
import { between, groundsOf, moveBetween } from './movement.ts';
import { writeNames } from './names.ts';
import { type Palette, readPalette } from './palette.ts';
import { PointerLabel } from './pointerLabel.ts';

export interface TreemapEvents {
  /** The pointer or the keyboard is on a node; undefined when it left the picture. */
  readonly onPoint: (node: TreeNode | undefined) => void;
  readonly onFocus: (folder: TreeNode) => void;
  readonly onOpen: (file: TreeNode) => void;
  /** What a node is called and says, for the label beside the pointer. */
  readonly describe: (node: TreeNode) => { readonly title: string; readonly text: string };
}

/** Device pixels in a CSS pixel of a saved picture, at least. */
const posterRatio = 2;

/** How long a zoom takes, in ms. */
const zoomTime = 320;

/**
 * The picture: a treemap on a canvas, zoomed by folder, worked by pointer or keyboard. What is pointed at and the open file are marked by
 * elements above it, so that the pointer never waits for a canvas.
 */
export class TreemapView {
  readonly element: HTMLElement;
  readonly surface: HTMLElement;
  readonly #nodes: readonly TreeNode[];
  readonly #events: TreemapEvents;
  readonly #canvas = element('canvas', { class: 'cells', 'aria-hidden': 'true' });
  readonly #label = new PointerLabel();
  readonly #pointedMark = element('div', { class: 'mark pointed', 'aria-hidden': 'true', hidden: true });
  readonly #currentMark = element('div', { class: 'mark current', 'aria-hidden': 'true', hidden: true });
  readonly #context: CanvasRenderingContext2D;
  readonly #painter = new CellPainter();
  /** By node id: the step of a file or closed folder, plus 4 where it is dimmed. */
  readonly #look: Uint8Array;
  #palette: Palette | undefined;
  #layout: Layout;
  #size: [number, number] = [0, 0];
  #pointed: TreeNode | undefined;
  #current: TreeNode | undefined;
  #frame = 0;
  #ratio = 0;
  /** Where a zoom under way came from and when it began, as `performance.now()`. */
  #moving: { readonly from: Layout; readonly started: number } | undefined;

  readonly #closing: ReadonlySet<TreeNode>;

  constructor(nodes: readonly TreeNode[], closing: ReadonlySet<TreeNode>, events: TreemapEvents, label: string) {
    this.#nodes = nodes;
    this.#closing = closing;
    this.#events = events;
    this.surface = element('div', {
      class: 'surface',
      tabindex: '0',
      role: 'application',
      'aria-roledescription': 'treemap',
      'aria-label': label,
      'aria-describedby': 'keys',
    });
    this.element = element(
      'div',
      { class: 'treemap' },
      this.#canvas,
      this.surface,
      this.#currentMark,
      this.#pointedMark,
      this.#label.element,
    );
    // Pixels are written, never asked back from a graphics card.
    this.#context = this.#canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
    this.#look = new Uint8Array(nodes.length);
    // The real layout follows when the size is known.
    this.#layout = {
      focus: nodes[0]!,
      at: new Float32Array(0),
      titled: new Uint8Array(0),
      files: [],
      folders: [],
      closed: [],
    };
    this.#listen();
    new ResizeObserver(() => this.resize()).observe(this.element);
  }

  get focus(): TreeNode {
    return this.#layout.focus;
  }

  /** What each file looks like, by position in the map's files. */
  setSteps(step: (file: number) => number, dimmed: (file: number) => boolean): void {
    const look = this.#look;
    for (const { id, file } of this.#nodes) if (file !== undefined) look[id] = step(file) + (dimmed(file) ? 4 : 0);
    this.#draw();
  }

  /** Marks the file that is open in the editor. */
  setCurrent(path: string | undefined): void {
    this.#current =
      path === undefined ? undefined : this.#nodes.find((node) => node.file !== undefined && node.path === path);
    this.#mark(this.#currentMark, this.#current);
  }

  /** Reads the theme again and draws everything anew. */
  retheme(): void {
    this.#palette = undefined;
    this.#draw();
  }

  /** The picture as it stands, with its sentence and legend, drawn anew as sharp as a slide needs it. */
  poster(words: PosterWords): HTMLCanvasElement {
    const ratio = Math.max(posterRatio, this.#ratio);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = this.#size.map((length) => Math.round(length * ratio)) as [number, number];
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
    const palette = readPalette(context, ratio);
    const painter = new CellPainter();
    painter.resize(canvas.width, canvas.height, ratio);
    const layout = this.#layout;
    painter.paint(context, { ...layout, grounds: groundsOf(layout) }, this.#look, palette);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    writeNames(context, layout, this.#look, palette, this.#closing);
    return drawPoster(canvas, palette, ratio, words);
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (width === 0 || height === 0) return;
    if (width === this.#size[0] && height === this.#size[1] && this.#ratio === devicePixelRatio) return;
    if (this.#ratio !== devicePixelRatio) this.#palette = undefined;
    this.#ratio = devicePixelRatio;
    this.#size = [width, height];
    const [w, h] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
    this.#canvas.width = w;
    this.#canvas.height = h;
    this.#context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.#painter.resize(w, h, devicePixelRatio);
    const layout = layOut(this.#nodes, this.#layout.focus, width, height);
    // The sentence above grew by a line, say: the zoom goes on to where its end is now. At once: the canvas is empty.
    if (this.#moving) this.#move(this.#moving.from, layout, this.#moving.started)(performance.now());
    else this.#settle(layout);
  }

  /** Zooms to a folder; the cells move there. */
  zoomTo(folder: TreeNode): void {
    if (!folder.children || folder === this.#layout.focus) return;
    const before = this.#layout;
    const after = layOut(this.#nodes, folder, ...this.#size);
    this.#layout = after;
    this.#point(undefined);
    this.#events.onFocus(folder);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches || this.#size[0] === 0 || before.files.length === 0)
      this.#settle(after);
    else this.#frame = requestAnimationFrame(this.#move(before, after, performance.now()));
  }

  /** Prepares a zoom; what it gives draws one frame of it and asks for the next. */
  #move(from: Layout, to: Layout, started: number): (now: number) => void {
    cancelAnimationFrame(this.#frame);
    this.#layout = to;
    this.#moving = { from, started };
    const movement = moveBetween(from, to, ...this.#size);
    this.#mark(this.#currentMark, undefined);
    this.#closeFolders(movement.closed);
    const places = new Float32Array(movement.from.length);
    const step = (now: number): void => {
      const share = Math.min(1, Math.max(0, now - started) / zoomTime);
      if (share >= 1) {
        this.#settle(this.#layout);
        return;
      }
      const scene = { ...movement, at: between(movement, 1 - (1 - share) ** 3, places) };
      this.#painter.paint(this.#context, scene, this.#look, this.#colours());
      this.#frame = requestAnimationFrame(step);
    };
    return step;
  }

  /** Shows a layout at rest. Names follow in the next frame: the cells are not to wait for them. */
  #settle(layout: Layout): void {
    cancelAnimationFrame(this.#frame);
    this.#moving = undefined;
    this.#layout = layout;
    this.#mark(this.#currentMark, this.#current);
    this.#mark(this.#pointedMark, this.#pointed);
    this.#drawCells();
    this.#frame = requestAnimationFrame(() => this.#drawNames());
  }

  #draw(): void {
    if (this.#moving || this.#size[0] === 0) return;
    this.#drawCells();
    this.#drawNames();
  }

  #drawCells(): void {
    if (this.#size[0] === 0) return;
    const layout = this.#layout;
    this.#closeFolders(layout.closed);
    this.#painter.paint(this.#context, { ...layout, grounds: groundsOf(layout) }, this.#look, this.#colours());
  }

  #drawNames(): void {
    writeNames(this.#context, this.#layout, this.#look, this.#colours(), this.#closing);
  }

  #colours(): Palette {
    this.#palette ??= readPalette(this.#context, devicePixelRatio);
    return this.#palette;
  }

  /** A folder drawn as one cell looks like most of it. */
  #closeFolders(folders: readonly TreeNode[]): void {
    for (const folder of folders) {
      const weights = new Float64Array(8);
      const add = (node: TreeNode): void => {
        if (node.children) node.children.forEach(add);
        else weights[this.#look[node.id]!]! += node.weight;
      };
      add(folder);
      this.#look[folder.id] = weights.indexOf(Math.max(...weights));
    }
  }

  /** Puts a frame around a node, or takes it away. */
  #mark(frame: HTMLElement, node: TreeNode | undefined): void {
    const i = (node?.id ?? -1) * 4;
    const { at, focus } = this.#layout;
    const [x0, y0] = [at[i], at[i + 1]];
    frame.hidden =
      node === undefined || node === focus || x0 === undefined || Number.isNaN(x0) || this.#moving !== undefined;
    if (frame.hidden) return;
    frame.style.transform = `translate(${Math.round(x0!)}px, ${Math.round(y0!)}px)`;
    frame.style.width = `${Math.max(4, Math.round(at[i + 2]! - x0!))}px`;
    frame.style.height = `${Math.max(4, Math.round(at[i + 3]! - y0!))}px`;
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
    return folder.children?.[0];
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
    if (at && node && node !== this.#layout.focus) {
      if (node !== this.#pointed || !this.#label.shown) {
        const { title, text } = this.#events.describe(node);
        this.#label.say(title, text);
      }
      this.#label.moveTo(at, this.#size);
    } else this.#label.hide();
    if (node === this.#pointed) return;
    this.#pointed = node;
    this.#mark(this.#pointedMark, node);
    this.#events.onPoint(node);
  }
}
