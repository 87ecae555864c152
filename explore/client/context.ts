import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { About } from '../protocol.ts';

/** What the server said of itself, for all parts of the page. */
export const AboutContext = createContext<About | undefined>(undefined);
export const useAbout = (): About => useContext(AboutContext) as About;
