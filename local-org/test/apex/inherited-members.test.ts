import { apexTest } from '../library/apex-tests.ts';

apexTest(
  'A constructor sets final fields that it inherits, and a private method does what an abstract one asks for',
  `Assert.areEqual('7 done', new Child(7).run());`,
  {
    Parent: `public abstract class Parent {
      protected final Integer given;
      abstract String finish();
      public String run() { return given + ' ' + finish(); } }`,
    Child: `public class Child extends Parent {
      public Child(Integer given) { this.given = given; }
      private String finish() { return 'done'; } }`,
  },
);
