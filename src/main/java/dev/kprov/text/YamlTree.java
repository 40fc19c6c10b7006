package dev.kprov.text;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Builds the tree of one YAML text from the parser's events. */
final class YamlTree {

  /** Far beyond any file that a person writes, far within any stack. */
  private static final int MAX_DEPTH = 64;

  private static final Pattern BARE_RANGE = Pattern.compile("[^\"'\\s\\[{,]\\[[0-9A-Za-z]+:");

  private final String text;
  private final String file;
  private final Problems problems;
  private final Iterator<Event> events;
  private boolean trustworthy = true;

  YamlTree(String text, String file, Problems problems) {
    this.text = text;
    this.file = file;
    this.problems = problems;
    this.events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
  }

  Optional<Node> read() {
    try {
      Optional<Node> root = document();
      return trustworthy ? root : Optional.empty();
    } catch (TooDeep e) {
      problems.add(e.place, "is nested more than " + MAX_DEPTH + " levels deep");
    } catch (MarkedYamlEngineException e) {
      syntaxError(e);
    } catch (ReaderException e) {
      int index = text.offsetByCodePoints(0, Math.min(e.getPosition(), codePoints()));
      String character = String.format("U+%04X", e.getCodePoint());
      problems.add(
          Yaml.end(text.substring(0, index), file), "character " + character + " is not allowed");
    } catch (YamlEngineException e) {
      problems.add(new Place(file, 1, 1), "is no YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private int codePoints() {
    return text.codePointCount(0, text.length());
  }

  private Optional<Node> document() {
    Event event = skipTo(Event.ID.DocumentStart, Event.ID.StreamEnd);
    if (event.getEventId() == Event.ID.StreamEnd) {
      return empty();
    }
    Optional<Node> root = node(events.next(), 0);
    Event next = skipTo(Event.ID.DocumentStart, Event.ID.StreamEnd);
    if (next.getEventId() == Event.ID.DocumentStart) {
      problems.add(place(next), "a second document begins here; one file holds one document");
    }
    if (root.orElse(null) instanceof Node.Scalar scalar && scalar.absent()) {
      return empty();
    }
    return root;
  }

  private Optional<Node> empty() {
    problems.add(new Place(file, 1, 1), "the file is empty");
    return Optional.empty();
  }

  private Event skipTo(Event.ID one, Event.ID other) {
    Event event = events.next();
    while (event.getEventId() != one && event.getEventId() != other) {
      event = events.next();
    }
    return event;
  }

  private Optional<Node> node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw new TooDeep(place(event));
    }
    refuseMarks(event);
    return switch (event.getEventId()) {
      case MappingStart -> Optional.of(mapping(place(event), depth));
      case SequenceStart -> Optional.of(sequence(place(event), depth));
      case Scalar -> Optional.of(scalar((ScalarEvent) event));
      case Alias -> alias((AliasEvent) event);
      default -> throw new IllegalStateException("no node begins with " + event.getEventId());
    };
  }

  private void refuseMarks(Event event) {
    if (event instanceof NodeEvent node && !(event instanceof AliasEvent)) {
      node.getAnchor()
          .ifPresent(
              a -> problems.add(place(event), "anchor &" + a + " is not allowed", WRITE_OUT));
    }
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> Optional.empty();
        };
    tag.ifPresent(t -> problems.add(place(event), "tag " + t + " is not allowed"));
  }

  private static final String WRITE_OUT = "write the value out in each place";

  private Optional<Node> alias(AliasEvent event) {
    problems.add(place(event), "alias *" + event.getAlias() + " is not allowed", WRITE_OUT);
    trustworthy = false; // something is missing here, and what follows from that is no news
    return Optional.empty();
  }

  private Node sequence(Place place, int depth) {
    List<Node> items = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      node(e, depth + 1).ifPresent(items::add);
    }
    return new Node.Sequence(place, items);
  }

  private Node mapping(Place place, int depth) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      Optional<Node> key = node(e, depth + 1);
      Optional<Node> value = node(events.next(), depth + 1);
      if (key.isPresent() && accepts(key.get(), entries) && value.isPresent()) {
        Node.Scalar name = (Node.Scalar) key.get();
        entries.put(name.text(), new Node.Entry(name, value.get()));
      }
    }
    return new Node.Mapping(place, List.copyOf(entries.values()));
  }

  private boolean accepts(Node key, Map<String, Node.Entry> before) {
    if (!(key instanceof Node.Scalar name)) {
      problems.add(key.place(), "a key must be a text, not " + key.kind());
      return false;
    }
    if (name.text().equals("<<") && !name.quoted()) {
      problems.add(key.place(), "merge key << is not allowed", WRITE_OUT);
      return false;
    }
    Node.Entry first = before.get(name.text());
    if (first != null) {
      Place there = first.key().place();
      String where = there.line() + ":" + there.column();
      problems.add(key.place(), "key " + name.text() + " stands twice, first at " + where);
      return false;
    }
    return true;
  }

  private Node scalar(ScalarEvent event) {
    boolean inQuotes = event.isSQuoted() || event.isDQuoted();
    int length = end(event).getIndex() - start(event).getIndex();
    String value = event.getValue();
    boolean verbatim =
        (event.isPlain() || inQuotes)
            && start(event).getLine() == end(event).getLine()
            && length == value.codePointCount(0, value.length()) + (inQuotes ? 2 : 0);
    boolean quoted = event.getScalarStyle() != ScalarStyle.PLAIN;
    return new Node.Scalar(place(event), value, quoted, verbatim);
  }

  private void syntaxError(MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    Place place = mark.map(this::place).orElse(new Place(file, 1, 1));
    String what = e.getProblem() == null ? e.getContext() : e.getProblem();
    String message = "is no YAML: " + what.replaceAll("\\s+", " ");
    if (BARE_RANGE.matcher(line(place.line())).find()) {
      problems.add(place, message, "put a text that holds a range in quotes: \"control[0:2]\"");
    } else {
      problems.add(place, message);
    }
  }

  private String line(int number) {
    return text.lines().skip(number - 1L).findFirst().orElse("");
  }

  private Place place(Event event) {
    return place(start(event));
  }

  private Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Mark start(Event event) {
    return event.getStartMark().orElseThrow();
  }

  private static Mark end(Event event) {
    return event.getEndMark().orElseThrow();
  }

  /** Stops the reading of a text that would exhaust the stack. */
  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Place place;

    TooDeep(Place place) {
      this.place = place;
    }
  }
}
