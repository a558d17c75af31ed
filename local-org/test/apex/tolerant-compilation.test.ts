import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UnsupportedFeature } from '../../src/errors.ts';
import { callStatic, orgOf, problemsOf, type ProjectFiles } from './apex-project.ts';

const tolerantOrg = (files: ProjectFiles): ReturnType<typeof orgOf> => orgOf(files, '', { tolerant: true });

const problems = (files: ProjectFiles): string[] => tolerantOrg(files).program.problems.map((p) => p.problem);

const refusedBy =
  (feature: string) =>
  (error: unknown): boolean =>
    error instanceof UnsupportedFeature && error.feature === feature;

const USES_UNKNOWN = {
  A: `public class A {
    Nowhere.Type t;
    public static String fine() { return 'fine'; }
    public static String uses() { Nowhere.Type x = new Nowhere.Type(1); x.go(); return x.name; }
    public static Nowhere.Type gives(Nowhere.Type x) { return x; }
    public static String caller() { return A.gives(null).name.toUpperCase(); }
  }`,
  B: 'public class B { public static String uses(List<Nowhere.Type> all) { for (Nowhere.Type x : all) { x.go(); } return null; } }',
};

test('An unknown type is reported once, without the errors that follow from it', () => {
  assert.deepEqual(problems(USES_UNKNOWN), ['Invalid type: Nowhere.Type']);
});

test('Code beside an unknown type runs; what uses it is refused by the name of the type', () => {
  const org = tolerantOrg(USES_UNKNOWN);
  assert.equal(callStatic(org, 'A', 'fine'), 'fine');
  assert.throws(() => callStatic(org, 'A', 'uses'), refusedBy('Nowhere.Type'));
  assert.throws(() => callStatic(org, 'A', 'caller'), refusedBy('Nowhere.Type'));
});

test('A class that extends or implements an unknown type is refused at its first use', () => {
  const org = tolerantOrg({
    Child:
      'public class Child extends Unknown.Base { public static Integer one = 1; public override void f() { super.f(); g(); } }',
    Job: 'public class Job implements Unknown.Job { public void run(Unknown.Context c) { } }',
    Main: `public class Main { public static String child() { new Child(); return null; } public static String job() { new Job(); return null; }
      public static String constant() { return '' + Child.one; } public static String fine() { return 'fine'; } }`,
  });
  assert.deepEqual(
    org.program.problems.map((p) => p.problem),
    ['Invalid type: Unknown.Base', 'Invalid type: Unknown.Job', 'Invalid type: Unknown.Context'],
  );
  assert.throws(() => callStatic(org, 'Main', 'child'), refusedBy('Unknown.Base'));
  assert.throws(() => callStatic(org, 'Main', 'constant'), refusedBy('Unknown.Base'));
  assert.throws(() => callStatic(org, 'Main', 'job'), refusedBy('Unknown.Job'));
  assert.equal(callStatic(org, 'Main', 'fine'), 'fine');
});

test('A statement that calls an unknown method is refused as a whole; what comes before it runs', () => {
  const org = tolerantOrg({
    A: `public class A { public static Integer n = 0; static Integer next() { return ++n; }
      public static String f() { try { n = 5; for (Integer i = 0; i < 'x'.nope(next()); i++) { n = 9; } } finally { n++; } return null; }
      public static String g() { try { f(); } catch (Exception e) { return 'caught'; } return null; } }`,
  });
  assert.throws(() => callStatic(org, 'A', 'g'), /UnsupportedFeature: Method does not exist .* nope\(Integer\)/);
});

test('A class that cannot be parsed is reported once and refused where it is used', () => {
  const org = tolerantOrg({
    Broken: 'public class Broken { void f( }',
    Main: "public class Main { public static String f() { Broken b = new Broken(); return b.g(); } public static String fine() { return 'fine'; } }",
  });
  assert.equal(org.program.problems.length > 0, true);
  assert.ok(org.program.problems.every((p) => p.file.endsWith('Broken.cls')));
  assert.throws(() => callStatic(org, 'Main', 'f'), refusedBy('Broken'));
  assert.equal(callStatic(org, 'Main', 'fine'), 'fine');
});

test('Without tolerance any of this stops the compilation', () => {
  assert.deepEqual(
    problemsOf(USES_UNKNOWN).map((p) => p.replace(/^\S+ /, '')),
    ['Invalid type: Nowhere.Type'],
  );
});

test('Of two classes with one name the first counts, and the second is reported', () => {
  const org = tolerantOrg({
    'a/Twin.cls': "public class Twin { public static String f() { return 'first'; } }",
    'b/Twin.cls': "public class Twin { private static String f() { return 'second'; } }",
    Main: 'public class Main { public static String f() { return Twin.f(); } }',
  });
  assert.deepEqual(
    org.program.problems.map((p) => p.problem),
    ['Duplicate class name: Twin'],
  );
  assert.equal(callStatic(org, 'Main', 'f'), 'first');
});

test('Methods are told apart by unknown types, inside collections too', () => {
  const found = problems({
    A: 'public class A { void f(Nowhere.One o) {} void f(Nowhere.Two o) {} void f(List<Nowhere.One> o) {} void f(List<Nowhere.Two> o) {} }',
  });
  assert.deepEqual(found, ['Invalid type: Nowhere.One', 'Invalid type: Nowhere.Two']);
});
