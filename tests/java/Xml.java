// java.xml: DOM, SAX, StAX, XPath, transformation, a malformed document.
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

public class Xml {
    static final String TEXT = """
        <?xml version="1.0"?>
        <shop xmlns:x="urn:x"><item id="1" x:kind="a">Tea &amp; <b>milk</b></item><!-- note -->
        <item id="2"><![CDATA[<raw>]]></item>
        <empty/></shop>""";

    public static void main(String[] args) throws Exception {
        DocumentBuilderFactory f = DocumentBuilderFactory.newInstance();
        f.setNamespaceAware(true);
        Document d = f.newDocumentBuilder().parse(new InputSource(new StringReader(TEXT)));
        NodeList items = d.getElementsByTagName("item");
        for (int i = 0; i < items.getLength(); i++) {
            Element e = (Element) items.item(i);
            System.out.println(e.getAttribute("id") + " [" + e.getTextContent() + "] "
                + e.getAttributeNS("urn:x", "kind"));
        }
        XPath x = XPathFactory.newInstance().newXPath();
        System.out.println(x.evaluate("count(//item)", d) + " " + x.evaluate("/shop/item[@id='2']", d) + " "
            + x.evaluate(
            "sum(//@id)", d));
        Element added = d.createElement("added");
        added.setAttribute("q", "\"<");
        added.appendChild(d.createTextNode("a<b"));
        d.getDocumentElement().appendChild(added);
        Transformer t = TransformerFactory.newInstance().newTransformer();
        t.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter out = new StringWriter();
        t.transform(new DOMSource(d), new StreamResult(out));
        System.out.println(out);
        StringBuilder log = new StringBuilder();
        SAXParserFactory.newInstance().newSAXParser().parse(new InputSource(new StringReader(TEXT)),
            new DefaultHandler() {
            @Override
            public void startElement(String uri, String local, String name, Attributes a) {
                log.append('<').append(name).append(a.getLength());
            }

            @Override
            public void endElement(String uri, String local, String name) {
                log.append('>');
            }
        });
        System.out.println(log);
        XMLStreamReader r = XMLInputFactory.newInstance().createXMLStreamReader(new StringReader(TEXT));
        StringBuilder events = new StringBuilder();
        while (r.hasNext()) {
            int e = r.next();
            events.append(e).append(e == XMLStreamConstants.START_ELEMENT ? r.getLocalName() : "")
                .append(' ');
        }
        System.out.println(events);
        try {
            javax.xml.parsers.DocumentBuilder b = f.newDocumentBuilder();
            b.setErrorHandler(null);
            b.setErrorHandler(new DefaultHandler());
            b.parse(new InputSource(new StringReader("<a><b></a>")));
        } catch (SAXParseException e) {
            System.out.println(e.getLineNumber() + " " + e.getMessage());
        }
    }
}
