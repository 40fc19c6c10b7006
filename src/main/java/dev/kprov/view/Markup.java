package dev.kprov.view;

import dev.kprov.base.Printable;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * XML under way, or HTML that is XML too. Every text and attribute is made printable and escaped
 * here, so that nothing that a host says can become markup.
 */
final class Markup {

  private final StringWriter written = new StringWriter();
  private final XMLStreamWriter xml;

  /**
   * @param head what stands before the first element
   */
  Markup(String head) {
    written.write(head);
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(written);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /**
   * Begins an element.
   *
   * @param attributes names and values by turns
   */
  Markup start(String element, String... attributes) {
    try {
      xml.writeStartElement(element);
      return attributes(attributes);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** An element that has no end tag, as HTML wants it of {@code meta} and {@code br}. */
  Markup empty(String element, String... attributes) {
    try {
      xml.writeEmptyElement(element);
      return attributes(attributes);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  private Markup attributes(String... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      attribute(namesAndValues[i], namesAndValues[i + 1]);
    }
    return this;
  }

  Markup attribute(String name, String value) {
    try {
      xml.writeAttribute(name, Printable.of(value));
      return this;
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  Markup text(String text) {
    try {
      xml.writeCharacters(Printable.of(text));
      return this;
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** Each in a line of its own. */
  Markup lines(List<String> lines) {
    try {
      for (int i = 0; i < lines.size(); i++) {
        xml.writeCharacters(i == 0 ? "" : "\n");
        text(lines.get(i));
      }
      return this;
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** Text of our own, as it is: the content of a script is no XML. */
  Markup raw(String ours) {
    try {
      xml.writeCharacters("");
      xml.flush();
      written.write(ours);
      return this;
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  Markup end() {
    try {
      xml.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** A whole element with nothing in it but text. */
  Markup element(String element, String text, String... attributes) {
    return start(element, attributes).text(text).end();
  }

  /** Ends the elements that are still open, and prints all of it in UTF-8 at once. */
  void print(PrintStream out) {
    try {
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    byte[] bytes = (written + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  private static IllegalStateException impossible(XMLStreamException e) {
    return new IllegalStateException("a text in memory can be written", e);
  }
}
