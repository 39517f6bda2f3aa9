// {"label":"This app","heights":"auto","root":"ROOT"}
// The page as a contender of the peers' benchmark: built with the feature `bench`, driven through
// its own elements wherever a person could. `bench/grid.mjs` puts this beside the peers.
import { expose } from '../lib/page.mjs';

const marks = { script: performance.now() };
const rows = new URLSearchParams(location.search).get('n');
// What the data calls a status and what our cells say for it.
const CODES = { 已完成: 'awaiting_check', 基本完成: 'struck_off', 正在推进: 'in_progress', 长期坚持: 'long_term', 未启动: 'not_started' };
const WORDS = { 已完成待核: '已完成', 已销号: '基本完成', 整改中: '正在推进' };
const COLUMNS = { seq: 'number', issue: 'finding', measures: 'measure', leader: 'leader', unit: 'unit', deadline: 'deadline', status: 'status', notes: 'remark' };

const body = () => document.querySelector('.grid__body');
const drawn = row => body().querySelector(`.row:not([hidden])[data-measure="${row * 4 + 4}"]`);
const cell = (row, key) => row?.querySelector(`.cell--${COLUMNS[key]}`) ?? null;
const text = cell => {
  const words = cell?.querySelector('.cell__text').textContent.trim() ?? null;
  return WORDS[words] ?? words;
};

async function wasm() {
  while (!window.wasmBindings?.bench_push) await new Promise(done => setTimeout(done, 2));
  return window.wasmBindings;
}

expose((async () => {
  const stream = fetch(`/data/rows-${rows}.json`).then(answer => answer.body.getReader());
  const [app, reader] = await Promise.all([wasm(), stream]);
  for (let next; !(next = await reader.read()).done;) app.bench_push(next.value);
  marks.data = performance.now();
  app.bench_finish();
  return {
    scroller: () => document.querySelector('.grid'),
    count: () => app.bench_count(),
    text: (row, key) => text(cell(drawn(row), key)),
    first: key => {
      const top = [...body().querySelectorAll('.row:not([hidden])')].find(row => row.getAttribute('aria-rowindex') === '2');
      return text(cell(top, key));
    },
    rect: (row, key) => cell(drawn(row), key)?.getBoundingClientRect(),
    reveal: row => app.bench_reveal(row),
    editing: () => !document.querySelector('#cell-input').classList.contains('grid__input--idle'),
    filter: words => app.bench_filter(words),
    filterStatus: status => app.bench_filter_status(CODES[status]),
    clear: () => app.bench_clear(),
    sort: () => app.bench_sort(true),
    unsort: () => app.bench_sort(false),
    bulk: (ids, key, value) => app.bench_bulk(Uint32Array.from(ids), CODES[value]),
    undo: () => app.bench_undo(),
    undoBulk: () => app.bench_undo(),
  };
})(), marks);
