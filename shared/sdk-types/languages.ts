import { cpp } from './cpp.ts';
import { csharp } from './csharp.ts';
import { java } from './java.ts';
import type { Model } from './model.ts';
import { python } from './python.ts';
import { typescript } from './typescript.ts';

/** What writes the vendor's part of a language's SDK, and the file it belongs into, from the repository. */
type Language = { write: (model: Model) => string; file: string };

export const languages: Readonly<Record<string, Language>> = {
  cpp: { write: (model) => cpp(model), file: 'sdk/cpp/include/assent/events.hpp' },
  csharp: { write: csharp, file: 'sdk/dotnet/src/Events.cs' },
  java: { write: java, file: 'sdk/java/src/main/java/assent/sdk/Catalog.java' },
  python: { write: python, file: 'sdk/python/assent/catalog.py' },
  typescript: { write: typescript, file: 'sdk/src/catalog.ts' },
};
