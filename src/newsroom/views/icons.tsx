/** Drawings for the editor's buttons, 20 × 20, in the colour of the text. */
const paths = {
  bold: 'M6 4h5a3 3 0 0 1 0 6H6zm0 6h6a3 3 0 0 1 0 6H6z',
  italic: 'M9 4h6M5 16h6M12 4 8 16',
  bulletList: 'M8 5h9M8 10h9M8 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01',
  orderedList: 'M9 5h8M9 10h8M9 15h8M3 4l1.3-.7V7M3 12.2c.2-1.6 2.4-1.4 2.3 0C5.2 13.200 3 14 3 15.200h2.500',
  blockquote:
    'M4 14V9.500A3.500 3.500 0 0 1 7.500 6M4 11h3.500v3.500H4zM11 14V9.500A3.500 3.500 0 0 1 14.500 6M11 11h3.500v3.500H11z',
  link: 'M8.500 11.500a3 3 0 0 0 4.300 0l2.700-2.700a3 3 0 0 0-4.300-4.300l-1 1M11.500 8.500a3 3 0 0 0-4.300 0l-2.700 2.700a3 3 0 0 0 4.300 4.300l1-1',
  foreign:
    'M3 10a7 7 0 1 0 14 0 7 7 0 1 0-14 0M3 10h14M10 3c2.500 2.200 2.500 11.800 0 14M10 3c-2.500 2.200-2.500 11.800 0 14',
  image: 'M3 4.500h14v11H3zM3 13l4-4 3.500 3.500L13 10l4 4M12.500 7.500h.01',
  horizontalRule: 'M3 10h14M6 5.500h8M6 14.500h8',
  undo: 'M7.500 4.500 4 8l3.500 3.500M4 8h7.500a4 4 0 0 1 0 8H8',
  redo: 'M12.500 4.500 16 8l-3.500 3.500M16 8H8.500a4 4 0 0 0 0 8H12',
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="editor-icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
