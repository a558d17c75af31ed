import { apexTest } from './apex-tests.ts';

apexTest(
  'The org cache keeps a copy of a value until it is removed, in partitions of their own',
  `List<String> names = new List<String>{'a'};
   Cache.Org.put('names', names); names.add('b');
   Assert.areEqual(new List<String>{'a'}, (List<String>) Cache.Org.get('names'));
   Cache.OrgPartition other = Cache.Org.getPartition('local.Other');
   Assert.isFalse(other.contains('names')); other.put('names', 7, 300);
   Assert.areEqual(7, (Integer) other.get('names')); Assert.areEqual(new Set<String>{'names'}, other.getKeys());
   Assert.isTrue(Cache.Org.remove('names')); Assert.isFalse(Cache.Org.contains('names')); Assert.isNull(Cache.Org.get('names'));
   Cache.Session.put('x', true); Assert.isTrue((Boolean) Cache.Session.get('x')); Assert.isFalse(Cache.Org.contains('x'));`,
);

apexTest(
  'A cache builder is asked once',
  `Assert.areEqual('made k', (String) Cache.Org.get(Maker.class, 'k')); Assert.areEqual('made k', (String) Cache.Org.get(Maker.class, 'k'));
   Assert.areEqual(1, Maker.calls);
   Cache.Org.remove(Maker.class, 'k'); Cache.Org.get(Maker.class, 'k'); Assert.areEqual(2, Maker.calls);`,
  {
    Maker: `public class Maker implements Cache.CacheBuilder { public static Integer calls = 0; public Object doLoad(String key) { calls++; return 'made ' + key; } }`,
  },
);
