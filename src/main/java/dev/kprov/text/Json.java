package dev.kprov.text;

import dev.kprov.base.Place;
import dev.kprov.base.Printable;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * JSON (RFC 8259): one object to a line, as ledgers, journals and streams of events have it, or
 * laid out for people. Characters that could command a terminal or reorder its text are written as
 * escapes, so that any output may be looked at as it is.
 */
public final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .characterEscapes(new Escapes())
          .build();

  private Json() {}

  /**
   * Writes an object on one line, without a line end. Keys keep the order of the map.
   *
   * @param object its values are texts, integers, truth values, lists and maps of such, or what was
   *     read of another document
   */
  public static String line(Map<String, ?> object) {
    return text(object, ObjectWriteContext.empty());
  }

  /** Writes the same on many lines, indented by two, without a line end after the last. */
  public static String pretty(Map<String, ?> object) {
    return text(object, new LaidOut());
  }

  private static String text(Map<String, ?> object, ObjectWriteContext layout) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(layout, text)) {
      write(out, object);
    }
    return text.toString();
  }

  private static final class LaidOut extends ObjectWriteContext.Base {

    private static final Separators SEPARATORS =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    @Override
    public PrettyPrinter getPrettyPrinter() {
      DefaultIndenter lines = new DefaultIndenter("  ", "\n");
      return new DefaultPrettyPrinter(SEPARATORS)
          .withObjectIndenter(lines)
          .withArrayIndenter(lines);
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }

  /** Control and format characters of all kinds; surrogates always, since one alone is no text. */
  private static final class Escapes extends CharacterEscapes {

    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
      codes[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return Printable.isPlain(c) ? null : new SerializedString(String.format("\\u%04x", c));
    }
  }

  /** Writes what was read on one line: numbers and the order of keys stay as they were. */
  public static String line(Node.Mapping object) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(out, object);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, Node node) {
    switch (node) {
      case Node.Scalar scalar when scalar.quoted() -> out.writeString(scalar.text());
      case Node.Scalar scalar -> out.writeRawValue(scalar.text());
      case Node.Sequence list -> {
        out.writeStartArray();
        list.items().forEach(item -> write(out, item));
        out.writeEndArray();
      }
      case Node.Mapping mapping -> {
        out.writeStartObject();
        mapping
            .entries()
            .forEach(entry -> {
              out.writeName(entry.key().text());
              write(out, entry.value());
            });
        out.writeEndObject();
      }
    }
  }

  private static void write(JsonGenerator out, Object value) {
    switch (value) {
      case Node node -> write(out, node);
      case String text -> out.writeString(text);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Boolean truth -> out.writeBoolean(truth);
      case List<?> list -> {
        out.writeStartArray();
        list.forEach(item -> write(out, item));
        out.writeEndArray();
      }
      case Map<?, ?> map -> {
        out.writeStartObject();
        map.forEach((key, item) -> {
          out.writeName((String) key);
          write(out, item);
        });
        out.writeEndObject();
      }
      default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
    }
  }

  /**
   * Reads a line back.
   *
   * @param file the file that it stands in, for the places
   * @param number the number of the line, from 1
   * @return the object; empty where the line is not exactly one whole object, as the last line of a
   *     file is after a crash
   */
  public static Optional<Node.Mapping> readLine(String line, String file, int number) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), line)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Node.Mapping object = mapping(in, new Place(file, number, 0));
      return in.nextToken() == null ? Optional.of(object) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Node read(JsonParser in, Place line) {
    return switch (in.currentToken()) {
      case START_OBJECT -> mapping(in, line);
      case START_ARRAY -> sequence(in, line);
      default -> scalar(in, line, in.getString(), in.hasToken(JsonToken.VALUE_STRING));
    };
  }

  private static Node.Mapping mapping(JsonParser in, Place line) {
    Place place = here(in, line);
    List<Node.Entry> entries = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      Node.Scalar key = scalar(in, line, in.currentName(), true);
      in.nextToken();
      entries.add(new Node.Entry(key, read(in, line)));
    }
    return new Node.Mapping(place, entries);
  }

  private static Node.Sequence sequence(JsonParser in, Place line) {
    Place place = here(in, line);
    List<Node> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(in, line));
    }
    return new Node.Sequence(place, items);
  }

  private static Node.Scalar scalar(JsonParser in, Place line, String text, boolean quoted) {
    return new Node.Scalar(here(in, line), text, quoted, false);
  }

  private static Place here(JsonParser in, Place line) {
    TokenStreamLocation at = in.currentTokenLocation();
    return new Place(line.file(), line.line(), at.getColumnNr());
  }
}
