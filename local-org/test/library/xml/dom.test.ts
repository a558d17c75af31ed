import { answers } from '../apex-cases.ts';

answers('A document that Apex builds is written as XML', {
  "Dom.Document d = new Dom.Document(); Dom.XmlNode r = d.createRootElement('a', null, null); r.addChildElement('b', null, null).addTextNode('x < \"y\" & z'); r.addCommentNode('c'); r.setAttribute('k', 'v\"'); return d.toXmlString();":
    '<?xml version="1.0" encoding="UTF-8"?><a k="v&quot;"><b>x &lt; "y" &amp; z</b><!--c--></a>',
  "Dom.Document d = new Dom.Document(); Dom.XmlNode e = d.createRootElement('Envelope', 'http://soap', 'soap'); e.setNamespace('xsi', 'http://xsi'); e.addChildElement('Body', 'http://soap', null).addChildElement('echo', 'http://echo', 'e'); return d.toXmlString();":
    '<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://soap" xmlns:xsi="http://xsi"><soap:Body><e:echo xmlns:e="http://echo"/></soap:Body></soap:Envelope>',
  "Dom.Document d = new Dom.Document(); Dom.XmlNode r = d.createRootElement('a', null, null); Dom.XmlNode b = r.addChildElement('b', null, null); r.insertBefore(new Dom.Document().createRootElement('n', null, null), b); r.removeChild(b); return d.toXmlString() + b.getParent();":
    '<?xml version="1.0" encoding="UTF-8"?><a><n/></a>null',
});

const LOADED =
  'Dom.Document d = new Dom.Document(); d.load(\'<?xml version="1.0"?><!-- x --><o xmlns="urn:d" xmlns:p="urn:p" p:k="1" k="2"><i>one</i><p:i>two<![CDATA[ <3> ]]></p:i> <i/></o>\'); Dom.XmlNode r = d.getRootElement(); ';

answers('A document is read with its namespaces, attributes and texts', {
  [`${LOADED} return r.getName() + ' ' + r.getNamespace() + ' ' + r.getChildElements().size() + ' ' + r.getChildren().size();`]:
    'o urn:d 3 4',
  [`${LOADED} return r.getChildElement('i', 'urn:d').getText();`]: 'one',
  [`${LOADED} return r.getChildElement('i', 'urn:p').getText();`]: 'two <3> ',
  [`${LOADED} return r.getChildElement('i', null);`]: 'null',
  [`${LOADED} return r.getAttribute('k', 'urn:p') + r.getAttributeValue('k', null) + r.getAttribute('none', null) + r.getAttributeCount();`]:
    '12null2',
  [`${LOADED} return r.getAttributeKeyAt(0) + ' ' + r.getAttributeKeyNsAt(0) + ' ' + r.getPrefixFor('urn:p') + ' ' + r.getNamespaceFor('p');`]:
    'k urn:p p urn:p',
  [`${LOADED} return r.getChildren()[0].getNodeType() == Dom.XmlNodeType.ELEMENT;`]: 'true',
  [`${LOADED} return r.getChildElements()[2].getText() + '|';`]: '|',
  [`${LOADED} return r.removeAttribute('k', null) + ' ' + r.getAttributeCount();`]: 'true 1',
});

answers('A text that is no XML is refused, with the place', {
  "new Dom.Document().load('<a><b></a>'); return null;":
    'System.XmlException: Failed to parse XML due to: The element type "b" must be terminated by the matching end-tag "</b>". (position: @1:10)',
  "new Dom.Document().load('nothing'); return null;":
    'System.XmlException: Failed to parse XML due to: Content is not allowed in prolog. (position: @1:1)',
});
