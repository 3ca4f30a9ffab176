import { type Demonstration, feedPath, inLanguage, outletPath } from './demonstration.ts';
import type { Serving } from './feeds.ts';
import { markup } from './markup.ts';

/** All feeds of the demonstration as OPML 2.0, an outline for each outlet. */
export function writeOpml(demonstration: Demonstration, { origin, now }: Serving): string {
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head>
<title>Demo: Cửa Sổ</title>
<dateCreated>${now.toUTCString()}</dateCreated>
</head>
<body>
${demonstration.outlets.map((outlet) => {
  const category = `/${outlet.class}/${outlet.kind}`;
  return markup`<outline text="${inLanguage(outlet.names, 'vi')}" category="${category}">
${outlet.feeds.map(
  (feed) =>
    markup`<outline type="rss" text="${inLanguage(outlet.names, feed.language)}" title="${inLanguage(outlet.names, feed.language)}" xmlUrl="${origin + feedPath(outlet, feed)}" htmlUrl="${origin + outletPath(outlet)}" language="${feed.language}" category="${category}"/>`,
)}
</outline>`;
})}
</body>
</opml>
`.raw;
}
