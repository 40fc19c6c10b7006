package dev.kprov.view;

import dev.kprov.base.Printable;
import dev.kprov.base.Problem;
import dev.kprov.plan.Plan;
import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.Report;
import dev.kprov.result.View;
import dev.kprov.view.JunitCase.Ending;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report in the XML of JUnit, as CI systems read it: every host is a test, and the store is one.
 * There is no standard of it; this keeps to what Ant's task wrote first and all readers know
 * (https://github.com/testmoapp/junitxml).
 */
public final class JunitView implements View {

  private final PrintStream out;

  /**
   * @param out gets nothing but XML
   */
  public JunitView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void event(Event event) {}

  @Override
  public void conclude(Conclusion conclusion, Circumstances circumstances) {
    byte[] xml = xml(cases(conclusion), circumstances).getBytes(StandardCharsets.UTF_8);
    out.write(xml, 0, xml.length);
    out.flush();
  }

  private static List<JunitCase> cases(Conclusion conclusion) {
    return switch (conclusion) {
      case Conclusion.Planned(Plan plan) -> JunitCase.of(plan);
      case Conclusion.Applied(Report report) -> JunitCase.of(report);
      case Conclusion.Verified(Report report) -> JunitCase.of(report);
      case Conclusion.Failed(var _, List<Problem> problems) ->
          List.of(JunitCase.spoilt(problems.stream().map(Trouble::of).toList()));
      case Conclusion.Trusted _,
          Conclusion.Linted _,
          Conclusion.UserIssued _,
          Conclusion.UserList _,
          Conclusion.KubeconfigMerged _,
          Conclusion.Certificates _,
          Conclusion.JournalListed _,
          Conclusion.JournalShown _,
          Conclusion.JournalChecked _,
          Conclusion.Printed _ ->
          throw new IllegalArgumentException("has no hosts that are right or wrong");
    };
  }

  private static String xml(List<JunitCase> cases, Circumstances circumstances) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      new Document(xml, circumstances).write(cases);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text in memory can be written", e);
    }
    return text + "\n";
  }

  /** One document under way. Every text in it is made printable, which XML's characters are. */
  private record Document(XMLStreamWriter xml, Circumstances circumstances) {

    void write(List<JunitCase> cases) throws XMLStreamException {
      start("testsuites");
      attribute("name", name());
      numbers(cases);
      start("testsuite");
      attribute("name", name());
      attribute("timestamp", circumstances.started().truncatedTo(ChronoUnit.SECONDS).toString());
      numbers(cases);
      properties();
      for (JunitCase one : cases) {
        write(one);
      }
      xml.writeEndElement();
      xml.writeEndElement();
    }

    private String name() {
      return "kprov " + circumstances.command().orElse("");
    }

    private void numbers(List<JunitCase> cases) throws XMLStreamException {
      Map<String, Long> endings =
          cases.stream()
              .collect(Collectors.groupingBy(one -> one.ending().element(), Collectors.counting()));
      Duration took = Duration.between(circumstances.started(), circumstances.finished());
      attribute("tests", Integer.toString(cases.size()));
      attribute("failures", endings.getOrDefault("failure", 0L).toString());
      attribute("errors", endings.getOrDefault("error", 0L).toString());
      attribute("time", "%d.%03d".formatted(took.toSeconds(), took.toMillisPart()));
    }

    private void properties() throws XMLStreamException {
      Map<String, Optional<String>> properties = new LinkedHashMap<>();
      properties.put("version", Optional.of(circumstances.version()));
      properties.put("inventory", circumstances.inventory().map(Path::toString));
      properties.put("store", circumstances.store().map(Path::toString));
      properties.put("status", Optional.of(circumstances.status()));
      start("properties");
      for (Map.Entry<String, Optional<String>> property : properties.entrySet()) {
        if (property.getValue().isPresent()) {
          start("property");
          attribute("name", property.getKey());
          attribute("value", property.getValue().get());
          xml.writeEndElement();
        }
      }
      xml.writeEndElement();
    }

    private void write(JunitCase one) throws XMLStreamException {
      start("testcase");
      attribute("classname", circumstances.cluster().orElse("kprov") + "." + one.group());
      attribute("name", one.name());
      if (one.ending() != Ending.GOOD) {
        start(one.ending().element());
        attribute("message", message(one.troubles()));
        attribute("type", one.ending().type());
        text(one.troubles().stream().map(Trouble::toString).toList());
        xml.writeEndElement();
      }
      if (!one.notes().isEmpty()) {
        start("system-out");
        text(one.notes());
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }

    private static String message(List<Trouble> troubles) {
      int more = troubles.size() - 1;
      return troubles.getFirst().text() + (more == 0 ? "" : " (and " + more + " more)");
    }

    private void start(String element) throws XMLStreamException {
      xml.writeStartElement(element);
    }

    private void attribute(String name, String value) throws XMLStreamException {
      xml.writeAttribute(name, Printable.of(value));
    }

    private void text(List<String> lines) throws XMLStreamException {
      xml.writeCharacters(lines.stream().map(Printable::of).collect(Collectors.joining("\n")));
    }
  }
}
