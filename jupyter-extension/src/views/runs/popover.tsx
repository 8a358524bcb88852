import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon } from './icons.tsx';

/** A button with a panel below it. Escape, a click elsewhere and leaving by Tab close the panel; the focus goes back to the button. */
export function Popover({
  label,
  icon,
  title,
  isMarked = false,
  children,
}: {
  label: string;
  icon: 'columns' | 'status';
  title: string;
  isMarked?: boolean; // whether what it chooses is in force
  children: () => ReactNode;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const leave = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setIsOpen(false);
    };
    document.addEventListener('pointerdown', leave, true);
    document.addEventListener('focusin', leave, true);
    root.current?.querySelector<HTMLElement>('.jp-Octavo-popover input, .jp-Octavo-popover button')?.focus();
    return () => {
      document.removeEventListener('pointerdown', leave, true);
      document.removeEventListener('focusin', leave, true);
    };
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only Escape is heard here, on its way up from what has the focus
    <div
      className="jp-Octavo-popover-root"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        setIsOpen(false);
        button.current?.focus();
      }}
    >
      <button
        type="button"
        ref={button}
        className="jp-Octavo-button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-haspopup="dialog"
        data-marked={isMarked || undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon shape={icon} />
        {label}
        <Icon shape="caret" />
      </button>
      {isOpen ? (
        <div className="jp-Octavo-popover" id={id} role="dialog" aria-label={title}>
          {children()}
        </div>
      ) : null}
    </div>
  );
}
