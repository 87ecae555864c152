import type { EventDeclaration } from './field.ts';

/**
 * Your own events: this is the file to edit. Whatever is declared here can be sent, is stored, and appears in the
 * notice; nothing else is accepted. Give each new event or property the next notice version as `since`, and raise
 * `noticeVersion` to it: who consented to an earlier notice is asked again before any of it is stored. Then run
 * `npm run notice -- --release` (docs/notice.md).
 */
export const yours = {
  document_exported: {
    purpose: 'usage',
    since: 1,
    answers: 'vendor: which export formats to keep',
    description: 'A document was exported. An example: replace it with your own.',
    properties: {
      format: {
        type: 'string',
        allowed: ['pdf', 'docx', 'html', 'other'],
        since: 1,
        answers: 'vendor: which export formats to keep',
        description: 'The format of the exported file.',
      },
      pages: {
        type: 'integer',
        since: 1,
        answers: 'vendor: which export formats to keep',
        description: 'How many pages it has.',
      },
    },
  },
} as const satisfies Record<string, EventDeclaration>;

/** The version of the notice in force: 1 and up, in whole steps. */
export const noticeVersion = 1;
