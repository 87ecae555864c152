/** What a query may fail of, told by Athena's own words. */

/** It would have read more than the workgroup lets a query read. */
export const isOverLimit = ({ message }: Error): boolean => /bytes scanned limit/i.test(message);

export const isDenied = ({ name, message }: Error): boolean =>
  name === 'AccessDeniedException' || /not authorized|insufficient permissions|access denied/i.test(message);
