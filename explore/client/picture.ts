import { save } from './ask.ts';

/** The drawing by itself: colors that the page gives by name are written out. */
function standalone(place: HTMLElement | null): { text: string; width: number; height: number } | undefined {
  const svg = place?.querySelector('svg');
  if (!svg) return undefined;
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('style', `background:${color('--page')};color:${color('--ink')}`);
  const text = new XMLSerializer()
    .serializeToString(copy)
    .replace(/var\((--[\w-]+)\)/g, (_, name) => color(name));
  return { text, width: svg.clientWidth, height: svg.clientHeight };
}

export function saveSvg(place: HTMLElement | null, name: string): void {
  const drawing = standalone(place);
  if (drawing) save(`${name}.svg`, new Blob([drawing.text], { type: 'image/svg+xml' }));
}

export async function savePng(place: HTMLElement | null, name: string): Promise<void> {
  const drawing = standalone(place);
  if (!drawing) return;
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([drawing.text], { type: 'image/svg+xml' }));
  await image.decode();
  // Twice as fine, for slides.
  const canvas = Object.assign(document.createElement('canvas'), {
    width: 2 * drawing.width,
    height: 2 * drawing.height,
  });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => blob && save(`${name}.png`, blob));
}
