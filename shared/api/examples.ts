import { limits } from '../limits.ts';
import { day, dayOf } from '../time.ts';

/** What may be sent, and what it is answered, by name. A GET sends nothing. */
type Example<Reply = object> = { request?: object; reply: Reply };
export type Examples<Reply = object> = (when: When) => Readonly<Record<string, Example<Reply>>>;

/** The times of the examples: the day before they are read, so that they are taken whenever that is. */
export type When = { at: (time: string) => string; erased: string };
export const whenReadAt = (now: Date): When => {
  const yesterday = dayOf(now.getTime() - day);
  return {
    at: (time) => `${yesterday}T${time}:00.000Z`,
    erased: new Date(now.getTime() + limits.erasureTime).toISOString(),
  };
};

/** Who the examples are about: one that consents, and one that does not. */
export const organization_id = 'contoso';
export const installation = {
  installation_id: '0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11',
  receipt_id: 'a3d2b1c0-4e5f-8a6b-b7c8-d9e0f1a2b3c4',
};
export const other = {
  installation_id: '3c9d5a7e-1f2b-4c8d-a6e0-9b8c7d6e5f40',
  receipt_id: '1b2c3d4e-5f60-8172-8394-a5b6c7d8e9f0',
};
