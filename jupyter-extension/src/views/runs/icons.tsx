const shapes = {
  tree: 'M2.5 3.5h11v9h-11zM6.5 3.5v9',
  caret: 'M4.5 6.2L8 9.8l3.5-3.6',
  open: 'M6.2 4.5L9.8 8l-3.6 3.5',
  ascending: 'M8 12.5v-9M4.8 6.6L8 3.4l3.2 3.2',
  descending: 'M8 3.5v9M4.8 9.4L8 12.6l3.2-3.2',
  search: 'M7 2.8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4M10.2 10.2l3.3 3.3',
  columns: 'M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9',
  status: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  up: 'M4.5 9.8L8 6.2l3.5 3.6',
  copy: 'M5.5 5.5h7v7h-7zM10.5 5.5v-2h-7v7h2',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
};

/** A small drawing beside a word, in the word's colour. */
export function Icon({ shape }: { shape: keyof typeof shapes }) {
  return (
    <svg className="jp-Octavo-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[shape]} />
    </svg>
  );
}
