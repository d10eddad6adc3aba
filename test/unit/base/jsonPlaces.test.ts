import assert from 'node:assert/strict';
import fc from 'fast-check';
import { brokenAt, placeAt, plainJson, rangeInJson } from '../../../src/base/jsonPlaces.js';

const textAt = (text: string, path: string) => {
  const { start, end } = rangeInJson(text, path);
  return text.slice(start, end);
};

/** Every scalar of a value, with its path. */
function scalars(value: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, one]) => scalars(one, [...path, name]))
    : [[path.join('.'), value]];
}

describe('JSON with comments', () => {
  it('is read without them and without trailing commas, with every other character where it was', () => {
    const text =
      '\ufeff{ // first\n  "a": "// no /* comment */, ]", /* two\n lines */ "b\\"/*": [1, 2, /* last */ ],\r\n // "c": 3,\n}';
    const plain = plainJson(text);
    assert.deepEqual(JSON.parse(plain), { a: '// no /* comment */, ]', 'b"/*': [1, 2] });
    assert.equal(plain.length, text.length);
    [...plain].forEach((character, index) => assert.ok(character === ' ' || character === text[index]));
  });

  it('is not JSON where a comment has no end, and where a comma has nothing before it', () => {
    assert.equal(brokenAt(plainJson('{ "a": 1 /* }')), 9);
    assert.equal(brokenAt(plainJson('[1,,]')), 3);
    assert.equal(brokenAt(plainJson('[ ,]')), 2);
    assert.equal(brokenAt(plainJson('{ "a": 1 / }')), 9);
  });

  it('leaves JSON as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        assert.equal(plainJson(text), text);
      }),
    );
  });
});

describe('places in JSON', () => {
  it('finds every value of any text, however it is written', () => {
    const key = fc.string().filter((name) => !name.includes('.') && name !== '' && name !== '__proto__');
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(undefined, 2, '\t', '\r\n'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        for (const [path, scalar] of scalars(value)) {
          assert.deepEqual(JSON.parse(textAt(text, path)), scalar, path);
        }
      }),
    );
  });

  it('shows what is missing where it belongs', () => {
    const text = '{\n  "rules": [{ "id": "a" }, {\n    "id": "b" }]\n}';
    assert.equal(textAt(text, 'rules.1.id'), '"b"');
    assert.deepEqual(placeAt(text, rangeInJson(text, 'rules.1.severity').start), { line: 2, column: 28 });
    assert.equal(textAt(text, 'other.place'), '{');
    assert.equal(textAt('{"a":1,"a":2}', 'a'), '2');
  });

  it('counts lines and columns from 1', () => {
    assert.deepEqual(placeAt('', 0), { line: 1, column: 1 });
    assert.deepEqual(placeAt('a\r\nbc', 4), { line: 2, column: 2 });
  });

  it('says where a text stops being JSON, whether the engine does or not', () => {
    for (const [text, place] of [
      ['{ "a": 1,\n  b: 2 }', 12],
      ['{ "title": oops }', 11],
      ['[1, 2,]', 6],
      ['{"a" 1}', 5],
      ['[1 2]', 3],
      ['{"a": tru}', 6],
      ['["a\n"]', 1],
      ['{"a": 01}', 7],
      ['[1}', 2],
      ['{"a": [1, 2', 11],
      ['1 2', 2],
      ['  ', 2],
    ] as const) {
      assert.throws(() => JSON.parse(text) as unknown, SyntaxError);
      assert.equal(brokenAt(text), place, text);
    }
  });

  it('says so of exactly the texts that are not JSON', () => {
    const broken = fc
      .record({
        value: fc.jsonValue(),
        indent: fc.constantFrom(undefined, 2),
        at: fc.nat(),
        put: fc.constantFrom('', '"', '{', ']', ',', ':', '1', '-', '\\', 'e', ' ', 'x'),
        cut: fc.integer({ min: 0, max: 3 }),
      })
      .map(({ value, indent, at, put, cut }) => {
        const text = JSON.stringify(value, undefined, indent);
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + cut);
      });
    fc.assert(
      fc.property(broken, (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        assert.equal(brokenAt(text) === undefined, isJson, text);
      }),
      { numRuns: 2_000 },
    );
  });
});
