import { answers } from '../apex-cases.ts';
import { apexTest } from '../apex-tests.ts';

apexTest(
  'The writer writes what it is told, in order',
  `XmlStreamWriter w = new XmlStreamWriter();
   w.writeStartDocument('utf-8', '1.0');
   w.writeProcessingInstruction('target', 'data');
   w.writeStartElement('m', 'Library', 'http://www.book.com');
   w.writeNamespace('m', 'http://www.book.com');
   w.writeComment('Books');
   w.writeCData('<raw>');
   w.writeStartElement(null, 'book', 'http://www.defns.com');
   w.writeDefaultNamespace('http://www.defns.com');
   w.writeAttribute(null, null, 'author', 'A "B"');
   w.writeCharacters('1 < 2 & 3');
   w.writeEndElement();
   w.writeEmptyElement(null, 'ISBN', null);
   w.writeStartElement(null, 'open', null);
   w.writeEndDocument();
   Assert.areEqual('<?xml version="1.0" encoding="utf-8"?><?target data?><m:Library xmlns:m="http://www.book.com"><!--Books--><![CDATA[<raw>]]>'
     + '<book xmlns="http://www.defns.com" author="A &quot;B&quot;">1 &lt; 2 &amp; 3</book><ISBN/><open></open></m:Library>', w.getXmlString());
   w.close();`,
);

apexTest(
  'The reader goes through a document event by event',
  `XmlStreamReader r = new XmlStreamReader('<?xml version="1.0"?><books xmlns:p="urn:p"><book p:id="7" lang="en">One &amp; <![CDATA[<two>]]></book> <!--end--></books>');
   Assert.areEqual(XmlTag.START_DOCUMENT, r.getEventType());
   Assert.areEqual('1.0', r.getVersion());
   List<String> seen = new List<String>();
   r.setCoalescing(true);
   while (r.hasNext()) {
     r.next();
     String what = String.valueOf(r.getEventType());
     if (r.isStartElement() || r.isEndElement()) what += ' ' + r.getLocalName();
     if (r.isCharacters()) what += ' ' + (r.isWhitespace() ? 'blank' : r.getText());
     if (r.isStartElement() && r.getLocalName() == 'book') {
       Assert.areEqual(2, r.getAttributeCount());
       Assert.areEqual('7', r.getAttributeValue('urn:p', 'id'));
       Assert.areEqual('en', r.getAttributeValue(null, 'lang'));
       Assert.areEqual('p', r.getAttributePrefix(0));
       Assert.areEqual('urn:p', r.getAttributeNamespace(0));
     }
     seen.add(what);
   }
   Assert.areEqual(new List<String>{ 'START_ELEMENT books', 'START_ELEMENT book', 'CHARACTERS One & <two>', 'END_ELEMENT book',
     'CHARACTERS blank', 'COMMENT', 'END_ELEMENT books', 'END_DOCUMENT' }, seen);
   try { r.next(); Assert.fail(); } catch (NoSuchElementException e) { Assert.isNotNull(e.getMessage()); }`,
);

answers('The reader stops at what is not well-formed', {
  "XmlStreamReader r = new XmlStreamReader('<a>\\n<b></a>'); while (r.hasNext()) r.next(); return null;":
    'System.XmlException: ParseError at [row,col]:[2,7]\nMessage: The element type "b" must be terminated by the matching end-tag "</b>".',
  "XmlStreamReader r = new XmlStreamReader('<a/>'); r.next(); return r.nextTag();": '2',
  "XmlStreamReader r = new XmlStreamReader('<a/>'); return r.getLocalName();":
    'System.XmlException: Illegal State: Not a start or end element',
});
