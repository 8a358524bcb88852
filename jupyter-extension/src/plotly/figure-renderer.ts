import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import { readChartTheme } from '../views/charts/chart-theme.ts';
import { loadPlotly, type Plotly, type PlotlyFigure } from '../views/charts/load-plotly.ts';
import { withoutCoastlines } from '../views/figures/empty-topojson.ts';
import { figureConfig } from '../views/figures/figure-config.ts';
import { describeLeftOut } from '../views/figures/left-out.ts';
import { type LeftOut, offlineFigure } from '../views/figures/offline-figure.ts';
import { privateCopy } from '../views/figures/private-copy.ts';
import { figureLabel, readFigure } from '../views/figures/read-figure.ts';
import { themedLayout } from '../views/figures/themed-layout.ts';
import type { Words } from '../views/surroundings.ts';
import { colourBehind, onPageTheme } from './page-theme.ts';

const defaultHeightPx = 450; // plotly's own

/** Draws one figure in an output or a file: only while it is in view, in the page's theme, as wide as its place. */
export class FigureRenderer extends Widget implements IRenderMime.IRenderer {
  readonly #plot = document.createElement('div');
  readonly #note = document.createElement('p');
  readonly #resized = new ResizeObserver(() => this.#later(() => this.#resize()));
  readonly #seen = new IntersectionObserver((entries) => this.#see(entries), { rootMargin: '400px' });
  readonly #stopTheme = onPageTheme(() => this.#redraw());
  #figure: PlotlyFigure | null = null;
  #leftOut: LeftOut[] = [];
  #drawnBy: Plotly | null = null;
  #isSeen = false; // in view, or close to it
  #isStale = true; // not drawn as it should be now
  #frame = 0;
  #turn = 0;

  constructor(
    private readonly mimeType: string,
    private readonly words: Words,
  ) {
    super();
    this.addClass('jp-Octavo-figure');
    this.#plot.className = 'jp-Octavo-figure-plot';
    this.#note.className = 'jp-Octavo-figure-note';
    this.#note.hidden = true;
    this.node.append(this.#plot, this.#note);
    this.#seen.observe(this.node);
    this.#resized.observe(this.#plot);
  }

  /** Takes the figure of `model`, which stays as it is. Resolves when it is drawn, or will be once it is seen. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const reading = readFigure(model.data[this.mimeType]);
    if ('reason' in reading) {
      this.#figure = null;
      return this.#say(this.words.__(reading.reason), reading.detail);
    }
    const { figure, leftOut } = offlineFigure(reading.figure);
    this.#figure = figure;
    this.#leftOut = leftOut;
    const height = figure.layout?.height;
    const heightPx = typeof height === 'number' && height > 0 ? height : defaultHeightPx;
    this.#plot.hidden = false;
    this.#tell('');
    this.#note.removeAttribute('role');
    this.#plot.style.setProperty('--jp-octavo-figure-height', `${heightPx}px`);
    await this.#redraw();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#turn += 1;
    cancelAnimationFrame(this.#frame);
    this.#stopTheme();
    this.#resized.disconnect();
    this.#seen.disconnect();
    this.#drawnBy?.purge(this.#plot);
    this.#drawnBy = null;
    this.#figure = null;
    super.dispose();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.#later(() => this.#resize());
  }

  #redraw(): Promise<void> {
    this.#isStale = true;
    return this.#draw();
  }

  async #draw(): Promise<void> {
    const figure = this.#figure;
    if (!figure || !this.#isSeen || !this.#isStale) return;
    this.#isStale = false;
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const plotly = await loadPlotly(figure);
      if (turn !== this.#turn) return;
      this.#plot.hidden = false;
      if (this.#leftOut.includes('coastlines')) withoutCoastlines(window);
      // Another bundle cannot go on with this drawing, and a map refuses to be drawn again in place.
      if (this.#drawnBy !== plotly || this.#leftOut.includes('base-map')) this.#drawnBy?.purge(this.#plot);
      this.#drawnBy = plotly;
      const theme = readChartTheme(this.node);
      const paper = colourBehind(this.node, theme.paper);
      const { data, layout, frames } = privateCopy(figure);
      await plotly.react(this.#plot, {
        data,
        layout: themedLayout(layout, { ...theme, paper }),
        config: figureConfig(figure.config),
        ...(frames ? { frames } : {}),
      });
      if (turn !== this.#turn) return;
      this.#label(figure);
      this.#tell(describeLeftOut(this.#leftOut, this.words));
    } catch (error) {
      if (turn === this.#turn)
        this.#say(this.words.__('The figure cannot be drawn.'), String((error as Error).message));
    }
  }

  #see(entries: IntersectionObserverEntry[]): void {
    this.#isSeen = entries.at(-1)?.isIntersecting ?? false;
    void this.#draw();
  }

  // A drag sends many sizes; one drawing for each picture on the screen is enough.
  #later(work: () => void): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(work);
  }

  #resize(): void {
    const { width, autosize } = this.#figure?.layout ?? {};
    const { clientWidth, clientHeight } = this.#plot;
    if (!this.#drawnBy || typeof width === 'number' || autosize === false) return;
    if (clientWidth === 0 || clientHeight === 0) return;
    void this.#drawnBy.Plots.resize(this.#plot).catch(() => {}); // it became hidden meanwhile
  }

  // Plotly draws several pictures over each other, and buttons, which an image may not hold: the lowest picture stands for all.
  #label(figure: PlotlyFigure): void {
    const label = this.words.__('Figure: %1', figureLabel(figure));
    this.#plot.setAttribute('role', 'figure');
    this.#plot.setAttribute('aria-label', label);
    const [lowest, ...others] = this.#plot.querySelectorAll('.main-svg');
    lowest?.setAttribute('role', 'img');
    lowest?.setAttribute('aria-label', label);
    for (const other of others) other.setAttribute('aria-hidden', 'true');
  }

  #tell(note: string): void {
    this.#note.textContent = note;
    this.#note.hidden = note === '';
  }

  #say(reason: string, detail?: string): void {
    this.#turn += 1;
    this.#drawnBy?.purge(this.#plot);
    this.#drawnBy = null;
    this.#plot.hidden = true;
    this.#note.setAttribute('role', 'alert');
    this.#tell(detail ? `${reason} ${detail}` : reason);
  }
}
