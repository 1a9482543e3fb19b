import { describe, expect, it } from 'vitest';
import type { Schema } from '../src/api/types';
import { completionsAt } from '../src/pages/query/completion';
import { toCsv, toObjects } from '../src/pages/query/exportRows';
import { kindOfParameter, parametersOf, parseParameter } from '../src/pages/query/parameters';
import { entitiesCypher, neighbourhoodCypher } from '../src/parts/cypherText';

describe('parameters of a query', () => {
  it('are found once each, in order of use', () => {
    expect(parametersOf('MATCH (n) WHERE n.a = $b AND n.c > $a OR n.d = $b RETURN n')).toEqual(['b', 'a']);
  });

  it('are not looked for in strings, comments and quoted names', () => {
    expect(parametersOf("RETURN '$a', \"it\\\"s $b\", `$c` // $d\n/* $e\n */ + $f")).toEqual(['f']);
  });

  it.each([
    ['3', 3], ['true', true], ['null', null], ['"3"', '3'], ['[1,2]', [1, 2]], ['payments api', 'payments api'], ['', ''], ["O'Neil", "O'Neil"],
  ])('the field %j means %j', (text, value) => expect(parseParameter(text)).toEqual(value));

  it('say what kind of value a field holds', () => {
    expect(['a', '1', 'false', '[1]', '{"a":1}', 'null'].map(kindOfParameter)).toEqual(['text', 'number', 'yes/no', 'list', 'map', 'null']);
  });
});

describe('CSV', () => {
  const node = { $type: 'node', id: 'x', labels: ['Entity'], properties: { _displayName: 'api, "one"' } };

  it('quotes what needs it and names graph values', () => {
    expect(toCsv(['e', 'n'], [[node, 1], [null, 'two\nlines']])).toBe('e,n\r\n"api, ""one""",1\r\n,"two\nlines"\r\n');
  });

  it('keeps spreadsheets from running text as a formula, and leaves numbers alone', () => {
    expect(toCsv(['a', 'b'], [['=1+1', -3]])).toBe("a,b\r\n'=1+1,-3\r\n");
  });

  it('has its rows as objects in JSON', () => {
    expect(toObjects(['a', 'b'], [[1, 2]])).toEqual([{ a: 1, b: 2 }]);
  });
});

describe('completion', () => {
  const schema: Schema = { labels: ['Host'], relationshipTypes: ['RUNS'], propertyKeys: ['owner'] };
  const offered = (before: string) => completionsAt(before, schema, false)?.options.map(({ label }) => label) ?? [];

  it('offers labels in a node', () => expect(offered('MATCH (h:Ho')).toEqual(['Host']));
  it('offers verbs in a relationship', () => expect(offered('MATCH (h:Host)-[r:')).toEqual(['RUNS']));
  it('offers keys after a dot', () => expect(offered('MATCH (h) WHERE h.o')).toEqual(['owner']));
  it('offers the language elsewhere', () => expect(offered('MA')).toContain('MATCH'));
  it('is silent in front of nothing', () => expect(offered('MATCH (h) ')).toEqual([]));
  it('does not take a map entry for a label', () => expect(offered('MATCH (h {name: x')).not.toContain('Host'));
});

describe('lists as Cypher', () => {
  const none = { q: '', class: '', type: '', installation: '', sort: '' };

  it('say all that the filters say', () => {
    const { cypher, parameters } = entitiesCypher({ ...none, q: 'api', class: 'Host', type: 'aws_instance', sort: '-updatedAt' });
    expect(cypher).toBe([
      'MATCH (e:Host)',
      'WHERE e._type = $type AND toLower(e._displayName) CONTAINS toLower($text)',
      'RETURN e, e._type AS type, e._updatedAt AS updated',
      'ORDER BY e._updatedAt DESC LIMIT 100',
    ].join('\n'));
    expect(parameters).toEqual({ type: '"aws_instance"', text: '"api"' });
  });

  it('quote names that are not plain words', () => {
    expect(entitiesCypher({ ...none, class: 'Odd`class' }).cypher).toContain('(e:`Odd``class`)');
  });

  it('follow a relationship in its direction', () => {
    expect(neighbourhoodCypher('x', 'RUNS', 'IN').cypher).toContain('(e:Entity {_id: $id})<-[r:RUNS]-(other:Entity)');
  });
});
