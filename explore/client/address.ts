import { useEffect, useState } from 'preact/hooks';

/** Where the reader is: the page's path below its base, and the filters, which go along from page to page. */
export type Address = { path: string; filters: URLSearchParams };

const base = () => new URL(document.baseURI).pathname;

const read = (): Address => ({
  path: location.pathname.slice(base().length),
  filters: new URLSearchParams(location.search),
});

/** A link to a page with these filters, and with some of them changed; an empty one is left out. */
export function link(path: string, filters: URLSearchParams, changed: Record<string, string> = {}): string {
  const all = new URLSearchParams(filters);
  for (const [name, value] of Object.entries(changed)) {
    if (value) all.set(name, value);
    else all.delete(name);
  }
  return `${base()}${path}${all.size ? `?${all}` : ''}`;
}

export function go(href: string): void {
  history.pushState(null, '', href);
  dispatchEvent(new Event('navigated'));
}

/** Follows links within the page without loading it anew. */
function follow(event: MouseEvent): void {
  const anchor = (event.target as Element).closest?.('a');
  if (!anchor || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey)
    return;
  const { origin, pathname } = new URL(anchor.href);
  if (origin !== location.origin || !pathname.startsWith(base()) || anchor.hash || anchor.download) return;
  event.preventDefault();
  go(anchor.href);
  scrollTo(0, 0);
}

export function useAddress(): Address {
  const [address, set] = useState(read);
  useEffect(() => {
    const update = () => set(read());
    addEventListener('popstate', update);
    addEventListener('navigated', update);
    document.addEventListener('click', follow);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener('navigated', update);
      document.removeEventListener('click', follow);
    };
  }, []);
  return address;
}
