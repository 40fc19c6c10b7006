package dev.kprov.config;

import dev.kprov.pki.Subject;
import dev.kprov.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads subjects: an item's own attributes, and the defaults of {@code pki.subject} for the rest.
 */
final class SubjectReader {

  /** Upper bounds of X.520, which OpenSSL and others enforce (RFC 5280 appendix A.1). */
  private static final Map<String, Integer> LONGEST =
      Map.of("C", 2, "ST", 128, "L", 128, "O", 64, "OU", 64, "CN", 64);

  private static final Map<String, String> NAMES =
      Map.of(
          "C", "country",
          "ST", "state",
          "L", "locality",
          "O", "organization",
          "OU", "organizational unit",
          "CN", "common name");

  private final Fields defaults;

  SubjectReader(Fields defaults) {
    this.defaults = defaults;
  }

  Subject read(Fields own, Frame frame) {
    own.required("CN");
    List<Subject.Attribute> attributes = new ArrayList<>();
    for (String type : Subject.TYPES) {
      Fields source = own.has(type) ? own : defaults;
      for (String value : values(source, type, frame)) {
        attributes.add(new Subject.Attribute(type, value));
      }
    }
    return new Subject(attributes);
  }

  private static List<String> values(Fields source, String type, Frame frame) {
    Alternatives texts =
        new Alternatives(source, type, frame, (text, value) -> check(text, type, value, frame));
    return repeatable(type) ? texts.all() : texts.one().stream().toList();
  }

  /** Kubernetes reads each O as a group; some directories have several OU. */
  private static boolean repeatable(String type) {
    return type.equals("O") || type.equals("OU");
  }

  private static void check(Node.Scalar text, String type, String value, Frame frame) {
    int length = value.codePointCount(0, value.length());
    if (type.equals("C") && !value.matches("[A-Z]{2}")) {
      frame.bad(text, "country " + value + " is not a code of two capital letters");
    } else if (length > LONGEST.getOrDefault(type, 64)) {
      String what = NAMES.getOrDefault(type, type) + " " + value;
      frame.bad(
          text,
          what + " has " + length + " characters, X.520 allows " + LONGEST.getOrDefault(type, 64));
    }
  }
}
