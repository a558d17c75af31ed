import { answers } from './apex-cases.ts';

answers('Lists are indexed, searched and bounded', {
  'new List<Integer>{1}.get(5)': 'System.ListException: List index out of bounds: 5',
  'new List<Integer>().remove(0)': 'System.ListException: List index out of bounds: 0',
  "List<String> l = new List<String>{'a', 'b'}; l.add(1, 'x'); l.set(0, 'y'); return l;": '(y, x, b)',
  "List<String> l = new List<String>{'a', 'b'}; String gone = l.remove(0); return gone + l;": 'a(b)',
  "new List<String>{'a', 'B'}.contains('b') + ',' + new List<String>{'a', 'b'}.indexOf('b')": 'false,1',
  'List<Integer> l = new List<Integer>{1}; l.addAll(l); return l;': '(1, 1)',
  'new List<Integer>{1, 2} == new List<Integer>{1, 2}': 'true',
  'List<Integer> l = new Integer[3]; return l;': '(null, null, null)',
  "new List<Integer>(new Set<Integer>{3, 1}).size() + ',' + new List<Integer>().isEmpty()": '2,true',
});

answers(
  'Lists sort with nulls first, by value, by compareTo or by a comparator',
  {
    'List<Integer> l = new List<Integer>{3, null, 1}; l.sort(); return l;': '(null, 1, 3)',
    "List<String> l = new List<String>{'b', 'A', 'a'}; l.sort(); return l;": '(A, a, b)',
    'List<Decimal> l = new List<Decimal>{1.5, 1.25}; l.sort(); return l;': '(1.25, 1.5)',
    'List<Ranked> l = new List<Ranked>{new Ranked(2), new Ranked(1)}; l.sort(); return l;': '(Ranked 1, Ranked 2)',
    'List<Ranked> l = new List<Ranked>{new Ranked(1), new Ranked(2)}; l.sort(new Ranked.Descending()); return l;':
      '(Ranked 2, Ranked 1)',
    "List<Account> l = new List<Account>{new Account(Name = 'B'), new Account(Name = 'A')}; l.sort(); return l[0].Name;":
      'A',
    'List<Plain> l = new List<Plain>{new Plain(), new Plain()}; l.sort(); return l;':
      'System.ListException: One or more of the items in this list is not Comparable.',
  },
  {
    Plain: 'public class Plain {}',
    Ranked: `public class Ranked implements Comparable {
    public Integer rank;
    public Ranked(Integer rank) { this.rank = rank; }
    public Integer compareTo(Object other) { return rank - ((Ranked) other).rank; }
    public override String toString() { return 'Ranked ' + rank; }
    public class Descending implements Comparator<Ranked> {
      public Integer compare(Ranked a, Ranked b) { return b.rank - a.rank; }
    }
  }`,
  },
);

answers(
  'Sets hold each value once and compare by value',
  {
    "Set<String> s = new Set<String>{'a'}; return s.add('a') + ',' + s.add('A') + ',' + s.size();": 'false,true,2',
    'Set<Integer> s = new Set<Integer>{1, 2, 3}; s.retainAll(new List<Integer>{2, 3, 4}); s.removeAll(new Set<Integer>{3}); return s;':
      '{2}',
    'new Set<Integer>{1, 2} == new Set<Integer>{2, 1}': 'true',
    "new Set<Account>{new Account(Name = 'A'), new Account(Name = 'A')}.size()": '1',
    'new Set<Key>{new Key(1), new Key(1), new Key(2)}.size()': '2',
  },
  {
    Key: `public class Key {
    Integer n;
    public Key(Integer n) { this.n = n; }
    public Boolean equals(Object other) { return other instanceof Key && ((Key) other).n == n; }
    public override Integer hashCode() { return n; }
  }`,
  },
);

answers('Maps keep case in keys and answer null for missing ones', {
  "Map<String, Integer> m = new Map<String, Integer>{'a' => 1}; return m.get('A') + ',' + m.put('a', 2) + ',' + m.get('a');":
    'null,1,2',
  "Map<String, Integer> m = new Map<String, Integer>{'a' => 1, 'b' => 2}; return m.remove('a') + ',' + m.keySet() + ',' + m.values();":
    '1,{b},(2)',
  'Map<Id, Account> m = new Map<Id, Account>(new List<Account>{new Account()}); return m;':
    'System.ListException: Row with null Id at index: 0',
  "Account a = new Account(Id = '001Qx0000000001'); Map<Id, Account> m = new Map<Id, Account>(new List<Account>{a, a}); return m;":
    'System.ListException: Row with duplicate Id at index: 1',
  "Account a = new Account(Id = '001Qx0000000001'); return new Map<Id, Account>(new List<Account>{a}).containsKey('001Qx0000000001');":
    'true',
  "new Map<Integer, String>{1 => 'x'} == new Map<Integer, String>{1 => 'x'}": 'true',
  "Map<Object, String> m = new Map<Object, String>{1 => 'int', 1L => 'long', '1' => 'text'}; return m.size();": '3',
});

answers('Records are cloned with or without their id', {
  "Account a = new Account(Id = '001Qx0000000001', Name = 'A'); Account b = a.clone(); return b.Id + ',' + b.Name + ',' + b.isClone() + ',' + b.getCloneSourceId();":
    'null,A,true,001Qx0000000001IAA',
  "Account a = new Account(Id = '001Qx0000000001', Name = 'A'); return a.clone(true).Id;": '001Qx0000000001IAA',
  "List<Account> l = new List<Account>{new Account(Name = 'A')}; List<Account> d = l.deepClone(); d[0].Name = 'B'; return l[0].Name;":
    'A',
  "List<Account> l = new List<Account>{new Account(Name = 'A')}; List<Account> d = l.clone(); d[0].Name = 'B'; return l[0].Name;":
    'B',
});
