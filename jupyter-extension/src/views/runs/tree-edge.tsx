import { useRef } from 'react';
import type { Words } from '../surroundings.ts';

const [least, most] = [120, 600];

/** The edge between experiments and runs: drag it, or move it with the arrow keys. */
export function TreeEdge({
  width,
  onChange,
  words,
}: {
  width: number;
  onChange: (width: number) => void;
  words: Words;
}) {
  const drag = useRef<{ fromX: number; width: number } | null>(null);
  const limit = (wanted: number) => Math.round(Math.min(most, Math.max(least, wanted)));
  return (
    <hr
      className="jp-Octavo-tree-edge"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={words.__('Width of the experiments')}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowLeft' ? -16 : event.key === 'ArrowRight' ? 16 : 0;
        if (by === 0) return;
        event.preventDefault();
        onChange(limit(width + by));
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { fromX: event.clientX, width };
      }}
      onPointerMove={(event) => {
        if (drag.current) onChange(limit(drag.current.width + event.clientX - drag.current.fromX));
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
    />
  );
}
