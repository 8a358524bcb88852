import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { ArtifactRow } from './artifact-tree.ts';
import { useRun } from './context.tsx';
import { formatBytes } from './sizes.ts';

/** The rows of the artifact tree, of which only those in sight are made. Arrows, Home, End, Enter and Space work as in any tree. */
export function ArtifactTree({
  rows,
  chosen,
  onChoose,
  onFold,
}: {
  rows: readonly ArtifactRow[];
  chosen: string | null;
  onChoose: (name: string) => void;
  onFold: (path: string, isOpen: boolean) => void;
}) {
  const { words } = useRun().surroundings;
  const treeId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [rowHeight, setRowHeight] = useState(24);
  const [path, setPath] = useState<string | null>(chosen);
  useEffect(() => {
    const element = scroller.current;
    if (element) setRowHeight(Math.round(Number.parseFloat(getComputedStyle(element).fontSize) * 1.9) || 24);
  }, []);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the height of a row is known
  useEffect(() => virtual.measure(), [rowHeight]);
  const found = rows.findIndex((row) => row.path === path);
  const active = Math.max(0, found);

  const isActiveMade = virtual.getVirtualItems().some(({ index }) => index === active);

  function goTo(index: number): void {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    setPath(row.path);
    virtual.scrollToIndex(rows.indexOf(row));
  }

  function act(row: ArtifactRow): void {
    setPath(row.path);
    if (row.folder) onFold(row.path, !row.folder.isOpen);
    else onChoose(row.path);
  }

  function press(event: KeyboardEvent): void {
    const row = rows[active];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    switch (event.key) {
      case 'ArrowDown':
        goTo(active + 1);
        break;
      case 'ArrowUp':
        goTo(active - 1);
        break;
      case 'Home':
        goTo(0);
        break;
      case 'End':
        goTo(rows.length - 1);
        break;
      case 'ArrowRight':
        if (row.folder && !row.folder.isOpen) onFold(row.path, true);
        else goTo(active + 1);
        break;
      case 'ArrowLeft':
        if (row.folder?.isOpen) onFold(row.path, false);
        else goTo(rows.findLastIndex((other, index) => index < active && other.level < row.level));
        break;
      case 'Enter':
      case ' ':
        act(row);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={scroller}
      className="jp-Octavo-artifact-tree"
      role="tree"
      tabIndex={0}
      aria-label={words.__('Artifacts')}
      aria-activedescendant={isActiveMade ? `${treeId}-${active}` : undefined}
      onKeyDown={press}
    >
      {rows.length === 0 ? <p className="jp-Octavo-muted">{words.__('No name contains this.')}</p> : null}
      <div role="none" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the focus and takes the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the tree says which item is active
            <div
              key={`${row.folder ? 'folder' : 'file'} ${row.path}`}
              id={`${treeId}-${index}`}
              role="treeitem"
              aria-level={row.level}
              aria-posinset={row.place}
              aria-setsize={row.siblings}
              aria-expanded={row.folder?.isOpen}
              aria-selected={row.path === chosen && !row.folder}
              className={`jp-Octavo-artifact-row${index === active ? ' jp-Octavo-artifact-active' : ''}`}
              style={{ top: start, height: size, paddingLeft: `${(row.level - 1) * 1.2 + 0.4}em` }}
              title={row.path}
              onClick={() => act(row)}
            >
              <svg
                viewBox="0 0 16 16"
                aria-hidden="true"
                className={row.folder?.isOpen ? undefined : 'jp-Octavo-folded'}
              >
                {row.folder ? <path d="M4 6l4 4 4-4" /> : null}
              </svg>
              <span className="jp-Octavo-artifact-row-label">{row.label}</span>
              <span className="jp-Octavo-artifact-row-size">
                {row.folder
                  ? words._n('%1 file', '%1 files', row.folder.files)
                  : formatBytes(row.artifact?.sizeBytes ?? 0)}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
