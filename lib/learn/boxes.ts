// Generated from notebooks/70_learn/08_boxes.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 70aa0003 70aa0005 70aa0007 70aa000a 70aa000d

// %% notebooks/70_learn/08_boxes.ipynb#70aa0003 6d77db93
import type { createCanvas, GlobalFonts } from '@napi-rs/canvas';

// %% notebooks/70_learn/08_boxes.ipynb#70aa0005 4bd388d3
/** Measures a line of text. @internal */
export type TextMeasure = (text: string, sizePx: number) => number; // the width in pixels

/** The sides of an upright rectangle, in pixels, y downwards. @internal */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function _leafBox(element: Element, measure: TextMeasure): Box {
  const of = (name: string) => Number.parseFloat(element.getAttribute(name) ?? '') || 0;
  const [x, y] = [of('x'), of('y')];
  if (element.localName !== 'text') return { left: x, top: y, right: x + of('width'), bottom: y + of('height') };
  const sizePx = fontSizePx(element);
  const tspans = [...element.querySelectorAll('tspan.line')];
  const lines = tspans.length > 0 ? tspans : [element];
  const width = Math.max(...lines.map((line) => measure(line.textContent ?? '', sizePx)));
  const anchor = (element as SVGElement).style.textAnchor || element.getAttribute('text-anchor');
  const left = x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
  const bottom = y + (0.24 + 1.3 * (lines.length - 1)) * sizePx;
  return { left, top: y - 0.93 * sizePx, right: left + width, bottom };
}

/** Returns the font size of an SVG element, its own or the one it inherits; 12 when none is set. @internal */
export function fontSizePx(element: Element): number {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const size = Number.parseFloat((at as SVGElement).style?.fontSize ?? '');
    if (size > 0) return size;
  }
  return 12;
}

// %% notebooks/70_learn/08_boxes.ipynb#70aa0007 4cbbd338
/** Moves a box by an SVG `transform` (translate, rotate about a point, scale, matrix); the innermost step stands last. @internal */
export function transformBox(box: Box, transform: string): Box {
  let corners = [box.left, box.right].flatMap((x) => [box.top, box.bottom].map((y) => [x, y] as const));
  for (const [, name, list] of [...transform.matchAll(/(\w+)\(([^)]*)\)/g)].reverse()) {
    const [a = 0, b, c = 0, d = 0, e = 0, f = 0] = (list ?? '').split(/[\s,]+/).map(Number);
    const turn = (a * Math.PI) / 180;
    const steps: Record<string, (x: number, y: number) => readonly [number, number]> = {
      translate: (x, y) => [x + a, y + (b ?? 0)],
      scale: (x, y) => [x * a, y * (b ?? a)],
      matrix: (x, y) => [a * x + c * y + e, (b ?? 0) * x + d * y + f],
      rotate: (x, y) => {
        const [dx, dy] = [x - (b ?? 0), y - c];
        return [(b ?? 0) + dx * Math.cos(turn) - dy * Math.sin(turn), c + dx * Math.sin(turn) + dy * Math.cos(turn)];
      },
    };
    const step = steps[name as string];
    if (step) corners = corners.map(([x, y]) => step(x, y));
  }
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

// %% notebooks/70_learn/08_boxes.ipynb#70aa000a 050a7364
/** The box around an element's texts, rectangles and images: in its own coordinates, or in the page's. @internal */
export function boxAround(element: Element, measure: TextMeasure, space: 'own' | 'page') {
  const visible = 'text, rect, image';
  const leaves = element.matches(visible) ? [element] : [...element.querySelectorAll(visible)];
  const boxes = leaves.map((leaf) => {
    let box = _leafBox(leaf, measure);
    for (let at: Element | null = leaf; at && (space === 'page' || at !== element); at = at.parentElement) {
      box = transformBox(box, at.getAttribute('transform') ?? '');
    }
    return box;
  });
  const side = (name: keyof Box, pick: (...values: number[]) => number) =>
    boxes.length === 0 ? 0 : pick(...boxes.map((box) => box[name]));
  const [left, top] = [side('left', Math.min), side('top', Math.min)];
  const [right, bottom] = [side('right', Math.max), side('bottom', Math.max)];
  return { left, top, right, bottom, x: left, y: top, width: right - left, height: bottom - top };
}

// %% notebooks/70_learn/08_boxes.ipynb#70aa000d 671fc9b3
/** Returns a function that measures a line of text, in pixels, as the font in a file draws it. @internal */
export function textMeasure(create: typeof createCanvas, fonts: typeof GlobalFonts, fontFile: string): TextMeasure {
  const family = 'Octavo Sans';
  if (!fonts.has(family)) fonts.registerFromPath(fontFile, family);
  const context = create(1, 1).getContext('2d');
  return (text, sizePx) => {
    context.font = `${sizePx}px "${family}"`;
    return context.measureText(text).width;
  };
}
