import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { nodeFileSystem } from '../../../../src/services/files/fileSystem.js';
import { computerViews } from '../../../../src/services/views/computerViews.js';
import { SavedViews, type ViewsChange } from '../../../../src/services/views/savedViews.js';
import type { ViewsSource } from '../../../../src/services/views/viewsSource.js';
import { ON_COMPUTER, type SavedView } from '../../../../src/shared/views/savedView.js';

const REPORT = 'getTeamsUserActivityUserDetail';
const view = (name: string, filter?: string): SavedView => ({
  name,
  report: REPORT,
  ...(filter === undefined ? {} : { filter }),
});
const at = (name: string, place = ON_COMPUTER) => ({ place, name, report: REPORT });

/** A place in memory, whose file others may write. */
function placeOf(place: string, text?: string): ViewsSource & { text: string | undefined } {
  const source = {
    place,
    text,
    read: () => Promise.resolve(source.text),
    write: (written: string) => {
      source.text = written;
      return Promise.resolve();
    },
  };
  return source;
}

function viewsOf(...sources: readonly ViewsSource[]) {
  const problems: unknown[] = [];
  const changes: ViewsChange[] = [];
  const views = new SavedViews({ sources: () => sources, onRead: (_place, found) => problems.push(...found) });
  views.onDidChange((change) => changes.push(change));
  return { views, problems, changes };
}

describe('saved views', () => {
  it('keep the changes that are asked for at the same time', async () => {
    const { views } = viewsOf(placeOf(ON_COMPUTER));
    await Promise.all([...'ABCDE'].map((name) => views.save({ place: ON_COMPUTER, view: view(name) })));
    await Promise.all([views.remove(at('B')), views.rename(at('C'), 'F')]);
    assert.deepEqual(
      views.all.map(({ view: { name } }) => name),
      ['A', 'F', 'D', 'E'],
    );
  });

  it('keep what another window has saved meanwhile', async () => {
    const file = placeOf(ON_COMPUTER);
    const [one, other] = [viewsOf(file), viewsOf(file)];
    await one.views.load();
    await other.views.save({ place: ON_COMPUTER, view: view('Theirs') });
    await one.views.save({ place: ON_COMPUTER, view: view('Mine') });
    assert.equal(one.views.all.length, 2);
  });

  it('tell each change once, with the new name of a view, and nothing where nothing changed', async () => {
    const { views, changes } = viewsOf(placeOf(ON_COMPUTER));
    await views.load();
    assert.deepEqual(changes, []);
    await views.save({ place: ON_COMPUTER, view: view('A') });
    await views.load();
    await views.rename(at('A'), 'B');
    assert.deepEqual(changes, [{}, { renamed: { from: at('A'), to: at('B') } }]);
  });

  it('have those of one place where another cannot be read, and say why', async () => {
    const broken: ViewsSource = { ...placeOf('file:///w'), read: () => Promise.reject(new Error('The disk is gone.')) };
    const wrong = placeOf('file:///v', '{"version":1,"views":[7]}');
    const { views, problems } = viewsOf(placeOf(ON_COMPUTER), broken, wrong);
    await views.save({ place: ON_COMPUTER, view: view('A') });
    assert.deepEqual(views.all, [{ place: ON_COMPUTER, view: view('A') }]);
    assert.deepEqual(
      problems.map((problem) => (problem as Error).message),
      ['The disk is gone.', 'The saved views, views.0: It has to be Object; here it is 7.'],
    );
  });

  it('refuse a name that another one has, and a place that is gone, and go on', async () => {
    const file = placeOf(ON_COMPUTER);
    const { views } = viewsOf(file);
    await views.save({ place: ON_COMPUTER, view: view('A') });
    await views.save({ place: ON_COMPUTER, view: view('B') });
    await assert.rejects(views.rename(at('A'), 'B'), /Another view/);
    await assert.rejects(views.save({ place: 'file:///gone', view: view('C') }), /not open any more/);
    await views.save({ place: ON_COMPUTER, view: view('A', 'changed') });
    assert.deepEqual(views.find(at('A'))?.view, view('A', 'changed'));
    assert.equal(views.all.length, 2);
  });
});

describe('the views of this computer', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'views-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are in a file of this account alone, which is there as a whole or not at all', async () => {
    const storage = path.join(folder, 'made');
    const source = computerViews(storage);
    assert.equal(await source.read(), undefined);
    await source.write('one');
    await source.write('two');
    assert.equal(await source.read(), 'two');
    assert.deepEqual(await readdir(storage), ['views.json']);
    if (process.platform !== 'win32') {
      assert.equal((await stat(path.join(storage, 'views.json'))).mode & 0o777, 0o600);
    }
  });

  it('stay as they were where they cannot be written', async () => {
    const noSpace = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    const full = { ...nodeFileSystem, rename: noSpace };
    await writeFile(path.join(folder, 'views.json'), 'before');
    await assert.rejects(computerViews(folder, full).write('after'), /no space/);
    assert.equal(await readFile(path.join(folder, 'views.json'), 'utf8'), 'before');
    assert.deepEqual(await readdir(folder), ['views.json']);
  });
});
