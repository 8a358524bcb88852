import { expect, test } from 'vitest';
import { figureConfig } from '../../jupyter-extension/src/views/figures/figure-config.ts';
import { harmlessText } from '../../jupyter-extension/src/views/figures/harmless-text.ts';
import { isElsewhere, offlineFigure } from '../../jupyter-extension/src/views/figures/offline-figure.ts';
import { privateCopy } from '../../jupyter-extension/src/views/figures/private-copy.ts';
import { figureLabel, readFigure } from '../../jupyter-extension/src/views/figures/read-figure.ts';
import { themedLayout } from '../../jupyter-extension/src/views/figures/themed-layout.ts';

const theme = {
  text: 'white',
  faintText: 'silver',
  grid: 'gray',
  paper: 'black',
  error: 'red',
  curves: ['blue', 'orange'],
  fontFamily: 'serif',
  fontSizePx: 13,
};

const figureOf = (content: unknown) => {
  const reading = readFigure(content);
  if (!('figure' in reading)) throw new Error(reading.reason);
  return reading.figure;
};

test('readFigure() takes an object, its JSON text, and a list of traces alone', () => {
  for (const content of [{ data: [{ y: [1] }] }, '{"data":[{"y":[1]}]}', [{ y: [1] }]]) {
    expect(figureOf(content).data).toEqual([{ y: [1] }]);
  }
  expect(figureOf({}).data).toEqual([]);
  expect(figureOf({ data: [{ type: 7 }], layout: null }).data).toEqual([{ type: 'scatter' }]);
});

test('readFigure() says what is wrong with anything else', () => {
  const reasons = [
    undefined,
    null,
    7,
    '',
    '{"data": [',
    { data: 'x' },
    { data: [null] },
    { data: [], layout: 'x' },
  ].map((content) => (readFigure(content) as { reason?: string }).reason);
  expect(reasons).toEqual([
    'A figure is an object with a list "data".',
    'A figure is an object with a list "data".',
    'A figure is an object with a list "data".',
    'The figure is empty.',
    'The figure is not JSON.',
    'The figure\'s "data" is not a list of traces.',
    'The figure\'s "data" holds something that is not a trace.',
    'The figure\'s "layout" is not an object.',
  ]);
});

test('figureLabel() is the title without its marks, else the kinds of traces', () => {
  expect(figureLabel(figureOf({ data: [], layout: { title: 'Loss' } }))).toBe('Loss');
  expect(figureLabel(figureOf({ data: [], layout: { title: { text: '<b>Loss</b><br>a < b' } } }))).toBe('Loss a < b');
  expect(figureLabel(figureOf({ data: [{}, { type: 'bar' }, { type: 'bar' }] }))).toBe('scatter, bar');
});

test('privateCopy() copies what plotly writes into and shares the long lists', () => {
  const figure = { data: [{ x: [1, 2], z: [[1], [2]], marker: { color: ['a'] } }, null], layout: { axis: {} } };
  const copy = privateCopy(figure);
  expect(copy).toEqual(figure);
  expect(copy.data[0]).not.toBe(figure.data[0]);
  expect(copy.data[0]?.marker).not.toBe(figure.data[0]?.marker);
  expect(copy.layout.axis).not.toBe(figure.layout.axis);
  expect(copy.data[0]?.x).toBe(figure.data[0]?.x);
  expect(copy.data[0]?.z[1]).toBe(figure.data[0]?.z[1]);
});

test('offlineFigure() leaves a figure that fetches nothing as it is', () => {
  const figure = figureOf({
    data: [{ type: 'heatmap', z: [[1]], text: ['https://octavo.invalid/'] }],
    layout: { title: { text: 'see https://octavo.invalid/' }, images: [{ source: 'data:image/png;base64,AA' }] },
  });
  expect(offlineFigure(figure)).toEqual({ figure, leftOut: [] });
});

test('offlineFigure() takes out every address of another host', () => {
  const source = 'https://elsewhere.invalid/a.png';
  const { figure, leftOut } = offlineFigure(
    figureOf({
      data: [
        { type: 'image', source },
        { type: 'choropleth', geojson: 'https://elsewhere.invalid/a.json' },
      ],
      layout: {
        images: [{ source, x: 1 }],
        template: { layout: { imagedefaults: { source } } },
        map: { layers: [{ source: ['//elsewhere.invalid/{x}'] }] },
      },
      frames: [{ layout: { images: [{ source }] } }],
    }),
  );
  expect(leftOut).toEqual(['addresses', 'coastlines']);
  expect(JSON.stringify(figure)).not.toContain('elsewhere');
  expect(figure.layout?.images).toEqual([{ x: 1 }]);
});

test('offlineFigure() draws maps on nothing, with circles, on every subplot', () => {
  const { figure, leftOut } = offlineFigure(
    figureOf({
      data: [
        { type: 'scattermap', mode: 'markers+text', marker: { symbol: 'airport', size: 3 } },
        { type: 'densitymap', subplot: 'map2' },
      ],
      layout: { map: { style: 'carto-positron', zoom: 3 } },
    }),
  );
  expect(leftOut).toEqual(['base-map']);
  expect(figure.data[0]).toEqual({ type: 'scattermap', mode: 'markers', marker: { size: 3 } });
  expect(figure.layout).toMatchObject({ map: { zoom: 3, style: { sources: {} } }, map2: { style: { sources: {} } } });
});

test('isElsewhere() sees through the spellings that a browser accepts', () => {
  for (const address of [
    'https://a.invalid/',
    '//a.invalid/',
    ' HTTPS:/a.invalid',
    '\\\\a.invalid/x',
    'ftp://a.invalid/',
  ]) {
    expect([address, isElsewhere(address)]).toEqual([address, true]);
  }
  for (const address of ['data:image/png;base64,AA', 'files/a.png', '/files/a.png', 'basic']) {
    expect([address, isElsewhere(address)]).toEqual([address, false]);
  }
});

test('themedLayout() lies under the layout and leaves a template or a paper of its own alone', () => {
  expect(themedLayout({ plot_bgcolor: 'pink' }, theme)).toMatchObject({
    plot_bgcolor: 'pink',
    template: { layout: { paper_bgcolor: 'black', font: { color: 'white' }, colorway: ['blue', 'orange'] } },
  });
  const template = { layout: {} };
  expect(themedLayout({ template }, theme).template).toBe(template);
  expect(themedLayout(undefined, theme)).toHaveProperty('template.layout.xaxis.gridcolor', 'gray');
  for (const paper of ['white', '#fff', 'rgba(255, 255, 255, 0.5)', 'rgb(0, 0, 0)']) {
    expect(themedLayout({ paper_bgcolor: paper }, theme)).not.toHaveProperty('template');
  }
  for (const paper of ['transparent', 'rgba(0,0,0,0)', 'rgba(255 255 255 / 0%)', '']) {
    expect(themedLayout({ paper_bgcolor: paper }, theme)).toHaveProperty('template.layout.font.color', 'white');
  }
});

test('figureConfig() grants what is about the drawing and nothing that sends data away', () => {
  const config = figureConfig({
    scrollZoom: true,
    showSendToCloud: true,
    plotlyServerURL: 'https://a.invalid',
    displaylogo: true,
  });
  expect(config).toMatchObject({ scrollZoom: true, showSendToCloud: false, plotlyServerURL: '', displaylogo: false });
});

test('harmlessText() takes out styles that fetch and targets, and keeps what only looks', () => {
  const kept = [
    'a < b',
    '<b>x</b>',
    '<span style="color: rgb(1, 2, 3); font-size:12px">x</span>',
    '<a href="https://a.b">x</a>',
  ];
  for (const text of kept) expect(harmlessText(text)).toBe(text);
  const ways = [
    'fill:url(https://e.invalid/a.svg#x)',
    'background:image-set("https://e.invalid/a.png" 1x)',
    'fill:u\\72l(//e.invalid)',
    'fill:u&#114;l(//e.invalid)',
  ];
  for (const style of ways) {
    expect(harmlessText(`<span style='${style}'>x</span>`)).toBe('<span >x</span>');
    expect(harmlessText(`<A  STYLE = '${style}' href='#'>x</A>`)).not.toContain('e.invalid');
  }
  expect(harmlessText('<a href="https://a.b" target="_self">x</a>')).toBe('<a href="https://a.b" >x</a>');
  expect(harmlessText('<span style="%{customdata}">x</span>')).toBe('<span>x</span>');
  expect([harmlessText('<span '), harmlessText('a<')]).toEqual(['&lt;span ', 'a&lt;']);
});

test('offlineFigure() sees texts in lists, and addresses that frames and buttons would set', () => {
  const bad = '<b style="fill:url(https://e.invalid/x#y)">x</b>';
  const { figure, leftOut } = offlineFigure({
    data: [{ type: 'table', text: ['a', bad], cells: { values: [[bad]] } }],
    layout: {
      title: { text: bad },
      updatemenus: [
        { buttons: [{ args: [{ 'images[0].source': 'https://e.invalid/a' }] }] },
        { buttons: [{ args: ['images', [{ source: 'https://e.invalid/a' }]] }] },
        { buttons: [{ args: ['images[0].source', 'https://e.invalid/a'] }] },
      ],
    },
    frames: [{ layout: { 'images[0].source': 'https://e.invalid/a' } }],
  });
  expect(JSON.stringify(figure)).not.toContain('e.invalid');
  expect(leftOut).toEqual(['addresses']);
  const numbers = [1, 2, 3];
  expect(offlineFigure({ data: [{ y: numbers }] }).figure.data[0]?.y).toBe(numbers);
});
