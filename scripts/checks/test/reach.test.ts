import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseGraph } from '../code-analyzer/code-analyzer.ts';
import { type Reach, reaches } from '../code-analyzer/reach.ts';
import { shownToGraphEngine, withoutAutoPropertyEntries } from '../code-analyzer/shown.ts';
import type { ContentCache } from '../engine/cache.ts';
import { projectOf, readProject } from '../project/project.ts';
import { soundFolder } from './projects.ts';

const CLASSES: Readonly<Record<string, string>> = {
  Door: 'public class Door { @AuraEnabled public static void open() { new Hall().enter(); } }',
  Hall: 'public class Hall { public void enter() { Lamp.light(); insert new Task(); } public void sweep() { Cellar.clean(); } }',
  Lamp: 'public virtual class Lamp { public static void light() { } }',
  Candle: 'public class Candle extends Lamp { public String toString() { return Wax.NAME; } }',
  Wax: 'public class Wax { public static final Integer NAME = [SELECT Id FROM Account].size(); }',
  Cellar: 'public class Cellar { public static void clean() { delete [SELECT Id FROM Account]; } }',
  DoorTest: '@IsTest private class DoorTest { @IsTest static void opens() { Door.open(); Cellar.clean(); } }',
};

const project = (classes: Readonly<Record<string, string>>) =>
  projectOf(new Map(Object.entries(classes).map(([name, text]) => [`force-app/main/x/classes/${name}.cls`, text])));

const reached = (each: Reach | undefined): string[] =>
  [...(each?.files.keys() ?? [])].map((file) => /(\w+)\.cls$/.exec(file)?.[1] ?? file).sort();

const needed = ({ files }: Reach, name: string): string[] =>
  [...(files.get(`force-app/main/x/classes/${name}.cls`)?.needed ?? [])].map((method) => method.name).sort();

const only = (classes: Readonly<Record<string, string>>): Reach => {
  const [found, ...others] = reaches(project(classes));
  assert.ok(found);
  assert.deepEqual(others, []);
  return found;
};

describe('What the graph engine is shown', () => {
  it('has no entry point where a property only holds a value, and everything else where it was', () => {
    const shown = withoutAutoPropertyEntries(
      [
        'public class Answer {',
        '  @AuraEnabled public String name { get; private set; }',
        '  @AuraEnabled',
        '  public Map<Id, List<Answer>> parts { get; set; }',
        '  @AuraEnabled public Integer size { get { return parts.size(); } }',
        '  @AuraEnabled public static List<Answer> all() { return new List<Answer>(); }',
        '}',
      ].join('\n'),
    );
    assert.deepEqual(
      shown.split('\n').map((line) => [line.includes('@AuraEnabled'), line.length]),
      [
        [false, 21],
        [false, 55],
        [false, 14],
        [false, 50],
        [true, 67],
        [true, 78],
        [false, 1],
      ],
    );
  });
});

describe('What the graph engine is shown of a class', () => {
  it('is what leads to records, everything where it was', () => {
    const door = [
      'public class Door {',
      '    @AuraEnabled',
      '    public static void open() {',
      '        greet();',
      '        insert new Task();',
      '    }',
      '',
      '    private static void greet() {',
      "        System.debug('hello');",
      '    }',
      '}',
    ];
    const shown = shownToGraphEngine(reaches(project({ Door: door.join('\n') })));
    const lines = shown(door.join('\n'), 'force-app/main/x/classes/Door.cls').split('\n');
    assert.deepEqual(lines, [...door.slice(0, 7), '', '', '', '}']);
  });
});

describe('What the graph engine can reach from an entry point', () => {
  it('is what its methods call, and what these call, and their subclasses', () =>
    assert.deepEqual(reached(only(CLASSES)), ['Candle', 'Door', 'Hall', 'Wax']));

  it('leaves out what leads to no records', () => {
    const pure = { ...CLASSES, Wax: "public class Wax { public static final String NAME = 'wax'; }" };
    assert.deepEqual(reached(only(pure)), ['Door', 'Hall']);
  });

  it('ends at a boundary', () => {
    const [found] = reaches(project(CLASSES), new Set(['lamp']));
    assert.deepEqual(reached(found), ['Door', 'Hall']);
  });

  it('begins at a property with code of its own, not at one that only holds a value', () => {
    const property = (accessors: string) => ({
      Answer: `public class Answer { @AuraEnabled public Integer size { ${accessors} } }`,
    });
    assert.deepEqual(reaches(project(property('get; private set;'))), []);
    assert.deepEqual(reached(only(property('get { return 1; }'))), ['Answer']);
  });

  it('changes when a method on the way changes', () => {
    const changed = { ...CLASSES, Hall: 'public class Hall { public void enter() { insert new Event(); } }' };
    assert.notEqual(only(changed).code, only(CLASSES).code);
  });

  it('stays the same when a method changes from which no record is reached', () => {
    const changed = { ...CLASSES, Lamp: 'public virtual class Lamp { public static void light() { Integer i; } }' };
    assert.equal(only(changed).code, only(CLASSES).code);
  });

  it('leads to records through a parent, a constructor, a property with code and a class made by its name', () => {
    const byWay = {
      parent: 'new Cave().dig();',
      constructor: 'new Well();',
      property: 'Integer depth = ((Well) given).depth;',
      name: "Type.forName('Well').newInstance();",
    };
    for (const [way, statement] of Object.entries(byWay)) {
      const found = only({
        Door: `public class Door { @AuraEnabled public static void open(Object given) { go(given); } private static void go(Object given) { ${statement} } }`,
        Cave: 'public class Cave extends Pit { }',
        Pit: 'public virtual class Pit { public void dig() { insert new Task(); } }',
        Well: 'public class Well { public Well() { update new Task(); } public Integer depth { get { return [SELECT Id FROM Task].size(); } } }',
      });
      assert.ok(needed(found, 'Door').includes('go'), way);
    }
  });

  it('tells methods of one name apart by their arguments, and those of a class from those of an object', () => {
    const found = only({
      Door: 'public class Door { @AuraEnabled public static void open() { one(); two(); three(); four(new Cellar()); } static void one() { String.valueOf(1).find(); } static void two() { Cellar.find(1); } static void three() { Hall.sweep(); } static void four(Cellar cellar) { cellar.sweep(); } }',
      Cellar:
        'public class Cellar { public static void find(Integer depth) { insert new Task(); } public void sweep() { delete [SELECT Id FROM Task]; } }',
      Hall: 'public class Hall { public static void sweep() { } }',
    });
    assert.deepEqual(needed(found, 'Door'), ['four', 'open', 'two']);
  });

  it('stays the same when a method changes that nothing on the way can call', () => {
    const changed = {
      ...CLASSES,
      Hall: 'public class Hall { public void enter() { Lamp.light(); insert new Task(); } public void sweep() { } }',
    };
    assert.equal(only(changed).code, only(CLASSES).code);
  });

  it('grows with a call through an object of any type that has a method of that name', () => {
    const grown = {
      ...CLASSES,
      Lamp: 'public virtual class Lamp { public static void light() { Object any = new Cellar(); ((Cellar) any).clean(); } }',
    };
    assert.ok(reached(only(grown)).includes('Cellar'));
  });

  it('begins at a method for pages and at a class for everybody as well', () => {
    const doors = {
      ...CLASSES,
      Gate: 'global class Gate { global void pass() { } }',
      Window: 'public class Window { public PageReference look() { return null; } }',
    };
    assert.deepEqual(
      reaches(project(doors)).map(({ entry }) => /(\w+)\.cls$/.exec(entry)?.[1]),
      ['Door', 'Gate', 'Window'],
    );
  });

  it('is not walked again once it was found clean', async () => {
    const kept = new Map<string, unknown>();
    const cache: ContentCache = { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) };
    const sound = readProject(soundFolder);
    assert.deepEqual(await analyseGraph(soundFolder, sound, cache, ''), []);
    assert.ok(kept.size > 0);
    // There is nothing to walk through in a folder that does not exist.
    assert.deepEqual(await analyseGraph(`${soundFolder}-gone`, sound, cache, ''), []);
  });
});
