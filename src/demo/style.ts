/** How the pages of invented outlets look: plain on purpose, and nothing like the portal. */
export const style = `
:root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif; }
body { max-inline-size: 42rem; margin-inline: auto; padding: 1rem; }
.demonstration { border: 2px dashed; padding: .5rem 1rem; }
header.site, footer.site { display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between; border-block: 1px solid; padding-block: .5rem; }
header.site ul { display: flex; gap: 1rem; list-style: none; margin: 0; padding: 0; }
.meta, time { opacity: .8; }
.related, .share { border-block-start: 1px solid; margin-block-start: 2rem; padding-block-start: .5rem; }
`;
