package preimage.report;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** A strict parser's view of what was rendered. */
final class Xml {
  private Xml() {}

  /** Throws at anything that is not well-formed. */
  static Document parse(String markup) throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new InputSource(new StringReader(markup)));
  }

  static List<String> texts(Document document, String tag) {
    return elements(document, tag).map(Element::getTextContent).toList();
  }

  static List<String> attributes(Document document, String name) {
    return elements(document, "*")
        .filter(e -> e.hasAttribute(name))
        .map(e -> e.getAttribute(name))
        .toList();
  }

  static Stream<Element> elements(Document document, String tag) {
    var nodes = document.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
  }
}
