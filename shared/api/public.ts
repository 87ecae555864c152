import { noticeVersion } from '../catalog/catalog.ts';
import { noticeSchema } from './notice.ts';
import { route } from './route.ts';
import { anything, constant, list, say, text, whole } from './schema.ts';

export const publicRoutes = {
  'GET /v1/notice': route({
    operationId: 'getNotice',
    summary: 'Read the privacy notice.',
    description:
      'What is collected, field by field, what for, how long, who sees it, and what you can do about it, computed from the catalog and the settings of this stack. Available as JSON, HTML or Markdown, by `accept`; JSON if it states no preference or accepts none of these.',
    by: 'anyone',
    query: {
      version: say(text, 'An existing version, such as `1`; defaults to the current one.'),
      language: say(
        text,
        'A BCP 47 tag. Without it, `accept-language` decides; an unsupported language falls back to English.',
      ),
    },
    reply: {
      status: 200,
      name: 'Notice',
      schema: noticeSchema,
      description: 'The notice. It may be cached for five minutes.',
      also: {
        'text/html': '<!doctype html>\n<html lang="en">…',
        'text/markdown': '# Privacy notice: usage data of our products\n…',
      },
    },
    reasons: ['not_found'],
    examples: () => ({
      begun: {
        reply: {
          notice_version: noticeVersion,
          versions: [noticeVersion],
          language: 'en',
          languages: ['en', 'de'],
          title: 'Privacy notice: usage data of our products',
          vendor: { name: 'Example Vendor', contact: 'privacy@example.com' },
          about: 'This is the notice that is in force.',
          collected: { fields: {}, events: {} },
          sections: [
            { id: 'who', title: 'Who collects the data', text: ['Questions: <privacy@example.com>.'] },
          ],
        },
      },
    }),
  }),
  'GET /v1/health': route({
    operationId: 'getHealth',
    summary: 'Check whether the API is up.',
    description: 'Says nothing about the services behind it.',
    by: 'anyone',
    head: true,
    reply: {
      status: 200,
      name: 'Health',
      schema: whole({ status: constant('ok') }),
      description: 'It is up.',
    },
    reasons: [],
    examples: () => ({ well: { reply: { status: 'ok' as const } } }),
  }),
  'GET /v1/openapi.json': route({
    operationId: 'getOpenapi',
    summary: 'Read this description.',
    description: "Computed from the vendor's catalog: it names each event that may be sent.",
    by: 'anyone',
    head: true,
    reply: {
      status: 200,
      name: 'Description',
      schema: say(
        whole({
          openapi: text,
          info: anything,
          servers: list(anything),
          paths: anything,
          components: anything,
        }),
        'An OpenAPI document.',
      ),
      description: 'This description.',
    },
    reasons: [],
    examples: () => ({
      begun: {
        reply: {
          openapi: '3.1.0',
          info: { title: 'Assent', version: '1' },
          servers: [],
          paths: {},
          components: {},
        },
      },
    }),
  }),
};
