package dev.kprov.text;

import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.dataformat.yaml.JacksonYAMLParseException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLSchema;

/**
 * Builds the tree of one YAML text from the tokens of Jackson's parser. What Jackson does not tell
 * is read from the source at the place of the token: quotes, what precedes a scalar, the kind of a
 * key that is no scalar, where a second document begins.
 */
final class YamlTree {

  /** Far beyond any file that a person writes, far within any stack. */
  private static final int MAX_DEPTH = 64;

  /** No scalar is taken for a number or a truth value, so that none is refused as a bad one. */
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .yamlSchema(YAMLSchema.FAILSAFE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH + 1)
                  .maxNameLength(Yaml.LIMIT)
                  .build())
          .build();

  /** An anchor or a tag before a node, or a comment between them. */
  private static final Pattern PROPERTY = Pattern.compile("(?:([&!]\\S*)|#.*)\\s*");

  private static final String WRITE_OUT = "write the value out in each place";

  private final YamlSource source;
  private final Problems problems;
  private final YAMLParser in;
  private boolean trustworthy = true;

  YamlTree(YamlSource source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.in = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), source.text());
  }

  Optional<Node> read() {
    try (in) {
      Optional<Node> root = document();
      return trustworthy ? root : Optional.empty();
    } catch (StreamConstraintsException e) {
      problems.add(place(), "is nested more than " + MAX_DEPTH + " levels deep");
    } catch (JacksonYAMLParseException e) {
      problems.add(YamlSyntax.problem(e.getOriginalMessage(), source));
    } catch (StreamReadException e) {
      refuseWhatStopsJackson(e);
    }
    return Optional.empty();
  }

  private Optional<Node> document() {
    if (in.nextToken() == null) {
      return empty();
    }
    Optional<Node> root = node();
    int end = end();
    if (in.nextToken() != null) {
      refuseSecondDocument(source.documentStart(end).orElse(place()));
    }
    return root.filter(YamlTree::isNothing).isPresent() ? empty() : root;
  }

  private static boolean isNothing(Node node) {
    return node instanceof Node.Scalar scalar && scalar.absent();
  }

  private Optional<Node> empty() {
    problems.add(source.begin(), "the file is empty");
    return Optional.empty();
  }

  private void refuseSecondDocument(Place place) {
    problems.add(place, "a second document begins here; one file holds one document");
  }

  private Optional<Node> node() {
    if (in.isCurrentAlias()) {
      refuseAlias(place(), in.getString());
      trustworthy = false; // something is missing here, and what follows from that is no news
      return Optional.empty();
    }
    return Optional.of(
        switch (in.currentToken()) {
          case START_OBJECT -> mapping();
          case START_ARRAY -> sequence();
          default -> scalar();
        });
  }

  private Node sequence() {
    Place place = place();
    refusePropertiesOfCollection();
    List<Node> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      node().ifPresent(items::add);
    }
    return new Node.Sequence(place, items);
  }

  private Node mapping() {
    Place place = place();
    refusePropertiesOfCollection();
    Map<String, Place> before = new HashMap<>();
    List<Node.Entry> entries = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      Node.Scalar key = scalar();
      boolean accepted = accepts(key, before);
      in.nextToken();
      Optional<Node> value = node();
      if (accepted && value.isPresent()) {
        entries.add(new Node.Entry(key, value.get()));
      }
    }
    return new Node.Mapping(place, entries);
  }

  private boolean accepts(Node.Scalar key, Map<String, Place> before) {
    if (key.text().equals("<<") && !key.quoted()) {
      problems.add(key.place(), "merge key << is not allowed", WRITE_OUT);
      return false;
    }
    Place first = before.putIfAbsent(key.text(), key.place());
    if (first != null) {
      String where = first.line() + ":" + first.column();
      problems.add(key.place(), "key " + key.text() + " stands twice, first at " + where);
    }
    return first == null;
  }

  /** Jackson tells no anchor of a scalar, no tag of a first key and no quotes; the source does. */
  private Node.Scalar scalar() {
    String text = in.getString();
    String written = source.between(start(), end());
    String bare = withoutProperties(written);
    boolean inQuotes = bare.startsWith("'") || bare.startsWith("\"");
    boolean inBlock = bare.startsWith("|") || bare.startsWith(">");
    boolean verbatim =
        !inBlock && onOneLine() && length(written) == length(text) + (inQuotes ? 2 : 0);
    return new Node.Scalar(place(), text, inQuotes || inBlock, verbatim);
  }

  private boolean onOneLine() {
    return in.currentTokenLocation().getLineNr() == in.currentLocation().getLineNr();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private void refusePropertiesOfCollection() {
    Optional.ofNullable(in.getObjectId()).ifPresent(anchor -> refuseProperty("&" + anchor));
    Optional.ofNullable(in.getRawTag()).ifPresent(this::refuseProperty);
  }

  /** Refuses the anchor and the tag before a node, and returns what is left. */
  private String withoutProperties(String written) {
    Matcher property = PROPERTY.matcher(written);
    while (property.lookingAt()) {
      Optional.ofNullable(property.group(1)).ifPresent(this::refuseProperty);
      property.region(property.end(), written.length());
    }
    return written.substring(property.regionStart());
  }

  private void refuseProperty(String property) {
    if (property.startsWith("&")) {
      problems.add(place(), "anchor " + property + " is not allowed", WRITE_OUT);
    } else {
      String tag = property.replace("tag:yaml.org,2002:", "!!");
      problems.add(place(), "tag " + tag + " is not allowed");
    }
  }

  private void refuseAlias(Place place, String name) {
    problems.add(place, "alias *" + name + " is not allowed", WRITE_OUT);
  }

  /** A key that is no scalar, or a tag that its value does not fit: Jackson reads no further. */
  private void refuseWhatStopsJackson(StreamReadException e) {
    if (e.getCause() instanceof NumberFormatException) {
      TokenStreamLocation last = in.currentLocation();
      problems.add(
          source.place(last.getLineNr(), last.getColumnNr()),
          "is no YAML: found a number out of range");
      return;
    }
    String bare = withoutProperties(source.from(start()));
    if (bare.startsWith("*")) {
      refuseAlias(place(), bare.substring(1).split("[\\s,\\[\\]{}]", 2)[0]);
    } else if (in.getRawTag() == null) {
      String kind = bare.matches("(?s)\\[.*|-(\\s.*)?") ? "a list" : "a mapping";
      problems.add(place(), "a key must be a text, not " + kind);
    }
    source.documentStart(start()).ifPresent(this::refuseSecondDocument);
  }

  private Place place() {
    TokenStreamLocation at = in.currentTokenLocation();
    return source.place(at.getLineNr(), at.getColumnNr());
  }

  private int start() {
    return (int) in.currentTokenLocation().getCharOffset();
  }

  private int end() {
    return (int) in.currentLocation().getCharOffset();
  }
}
