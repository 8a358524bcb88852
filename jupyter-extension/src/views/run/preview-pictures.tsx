import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Schemas } from '../api/client.ts';
import type { ChartTheme } from '../charts/chart-theme.ts';
import { Plot } from '../charts/plot.tsx';
import { figureConfig } from '../figures/figure-config.ts';
import { describeLeftOut } from '../figures/left-out.ts';
import { offlineFigure } from '../figures/offline-figure.ts';
import { privateCopy } from '../figures/private-copy.ts';
import { figureLabel, readFigure } from '../figures/read-figure.ts';
import { themedLayout } from '../figures/themed-layout.ts';
import { useRun } from './context.tsx';
import { imageType, mayHoldScripts, wholeUpToBytes } from './preview-kind.ts';
import { Awaiting } from './preview-text.tsx';
import { disarm, sandboxDocument } from './sandbox.ts';
import { Scroller } from './section.tsx';
import { useArtifact } from './use-artifact.ts';

type Artifact = Schemas['Artifact'];

const zooms = [0.25, 0.5, 1, 2, 4, 8];

/** An image, fitted to its place or enlarged. An SVG is an image too: in `<img>` it runs nothing and asks for nothing. */
export function ImagePreview({ artifact }: { artifact: Artifact }) {
  const { words } = useRun().surroundings;
  const loaded = useArtifact(artifact, wholeUpToBytes.image);
  const address = useAddress(loaded.bytes, imageType(artifact.name));
  const [zoom, setZoom] = useState<number | null>(null);
  const [width, setWidth] = useState(0);
  const [isBroken, setBroken] = useState(false);
  const step = (by: number) => {
    const place = zooms.indexOf(zoom ?? 1) + by;
    setZoom(zooms[Math.max(0, Math.min(zooms.length - 1, place))] ?? 1);
  };
  if (!address) return <Awaiting loaded={loaded} />;
  if (isBroken) return <p className="jp-Octavo-muted">{words.__('This is no image that the browser can show.')}</p>;
  return (
    <>
      <Awaiting loaded={loaded} />
      <div className="jp-Octavo-tools">
        <button
          type="button"
          className="jp-Octavo-button"
          aria-pressed={zoom === null}
          onClick={() => setZoom(zoom === null ? 1 : null)}
        >
          {words.__('Fit')}
        </button>
        <button type="button" className="jp-Octavo-button" aria-label={words.__('Smaller')} onClick={() => step(-1)}>
          −
        </button>
        <button type="button" className="jp-Octavo-button" aria-label={words.__('Larger')} onClick={() => step(1)}>
          +
        </button>
        <span className="jp-Octavo-muted" role="status">
          {zoom === null ? '' : `${zoom * 100} %`}
        </span>
      </div>
      <Scroller className="jp-Octavo-picture" label={artifact.name}>
        <img
          src={address}
          alt={artifact.name}
          onLoad={(event) => setWidth(event.currentTarget.naturalWidth)}
          onError={() => setBroken(true)}
          style={zoom === null ? { maxWidth: '100%', maxHeight: '30em' } : { width: width * zoom || undefined }}
        />
      </Scroller>
    </>
  );
}

/** Somebody's HTML without its scripts, requests and links. */
export function HtmlPreview({ artifact }: { artifact: Artifact }) {
  const { words } = useRun().surroundings;
  const loaded = useArtifact(artifact, wholeUpToBytes.html);
  const html = useText(loaded.bytes);
  const [safe, setSafe] = useState<string>();
  useEffect(() => {
    if (html === undefined) return;
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    disarm(parsed);
    setSafe(sandboxDocument(parsed.documentElement.outerHTML));
  }, [html]);
  if (safe === undefined) return <Awaiting loaded={loaded} />;
  return (
    <>
      <Awaiting loaded={loaded} />
      <p className="jp-Octavo-muted">{words.__('Scripts, links and everything from elsewhere are turned off.')}</p>
      <iframe className="jp-Octavo-frame" sandbox="" srcDoc={safe} referrerPolicy="no-referrer" title={artifact.name} />
    </>
  );
}

/** A figure that plotly drew, without what it would fetch from elsewhere. */
export function FigurePreview({ artifact }: { artifact: Artifact }) {
  const { words, theme } = useRun().surroundings;
  const loaded = useArtifact(artifact, wholeUpToBytes.figure);
  const text = useText(loaded.bytes);
  const reading = useMemo(() => (text === undefined ? undefined : readFigure(text)), [text]);
  const offline = useMemo(
    () => (reading && 'figure' in reading ? offlineFigure(reading.figure) : undefined),
    [reading],
  );
  const makeFigure = useCallback(
    (chartTheme: ChartTheme) => {
      const { data, layout, config } = privateCopy(offline?.figure ?? { data: [] });
      const { width: _width, height: _height, ...sizeless } = layout ?? {};
      return {
        data,
        layout: themedLayout(sizeless, chartTheme),
        config: { ...figureConfig(config), displayModeBar: false },
      };
    },
    [offline],
  );
  if (!reading) return <Awaiting loaded={loaded} />;
  if (!offline) return <p className="jp-Octavo-muted">{'reason' in reading ? words.__(reading.reason) : ''}</p>;
  return (
    <div className="jp-Octavo-figure-preview">
      <Awaiting loaded={loaded} />
      <Plot
        makeFigure={makeFigure}
        theme={theme}
        label={words.__('Figure: %1', figureLabel(offline.figure))}
        failed={words.__('The figure cannot be drawn.')}
      />
      <p className="jp-Octavo-muted">{describeLeftOut(offline.leftOut, words)}</p>
    </div>
  );
}

// The address of bytes within the page, given back when nothing shows them any more. That of a Blob belongs to the page's origin: an
// SVG that is opened there in a tab of its own would run its scripts with the person's rights, so it becomes a `data:` address, which
// has none.
function useAddress(bytes: Blob | undefined, type: string): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!bytes) return;
    if (mayHoldScripts(type)) {
      const reader = new FileReader();
      reader.onload = () => setAddress(String(reader.result));
      reader.readAsDataURL(new Blob([bytes], { type }));
      return () => reader.abort();
    }
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return address;
}

function useText(bytes: Blob | undefined): string | undefined {
  const [text, setText] = useState<string>();
  useEffect(() => {
    let isWanted = true;
    void bytes?.text().then((read) => isWanted && setText(read));
    return () => {
      isWanted = false;
    };
  }, [bytes]);
  return text;
}
