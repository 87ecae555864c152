/** Whether an ID is what a program writes where it has none: zeros, with or without hyphens. */
export const isNil = (id: string): boolean => /^[0-]+$/.test(id);
