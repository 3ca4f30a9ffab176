/** The modules in their order: information flows down this list, and a file imports only from earlier ones. */
export const moduleNames = [
  'platform',
  'language',
  'ui',
  'identity',
  'places',
  'agenda',
  'sources',
  'ingest',
  'stories',
  'newsroom',
  'search',
  'portal',
  'demo',
] as const;
