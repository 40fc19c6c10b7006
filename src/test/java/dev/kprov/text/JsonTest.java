package dev.kprov.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void anObjectIsOneLineInTheOrderOfItsKeys() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("z", "line\nbreak and \"quote\" and \u0001");
    object.put("a", List.of(1, 2L, true));
    object.put("m", Map.of("k", List.of()));
    assertThat(Json.line(object))
        .isEqualTo(
            "{\"z\":\"line\\nbreak and \\\"quote\\\" and"
                + " \\u0001\",\"a\":[1,2,true],\"m\":{\"k\":[]}}");
  }

  @Test
  void aLineIsReadBackWithPlaces() {
    Node.Mapping object = Json.readLine("{\"a\": [\"x\", 1.50]}", "f.jsonl", 7).orElseThrow();
    Node.Sequence list = (Node.Sequence) object.get("a").orElseThrow();
    assertThat(list.items())
        .containsExactly(
            new Node.Scalar(new Place("f.jsonl", 7, 8), "x", true, false),
            new Node.Scalar(new Place("f.jsonl", 7, 13), "1.50", false, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"a\":",
        "{\"a\":\"b",
        "[1]",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "nul"
      })
  void aLineThatIsNotOneWholeObjectIsEmpty(String line) {
    assertThat(Json.readLine(line, "f.jsonl", 1)).isEmpty();
  }

  @Test
  void everyPrefixOfALineIsEmpty() {
    String line = Json.line(Map.of("key", List.of("value", Map.of("n", 1))));
    for (int end = 0; end < line.length(); end++) {
      assertThat(Json.readLine(line.substring(0, end), "f.jsonl", 1)).isEmpty();
    }
    assertThat(Json.readLine(line, "f.jsonl", 1)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J", // a terminal's escape
        "\u009b2J", // the same as one C1 control
        "\u007f",
        "\u202e", // from here on from right to left
        "\u2028",
        "\ufeff",
        "\ud800", // half a character
        "\udb40\udc41" // an invisible tag beyond the first plane
      })
  void whatCouldCommandATerminalIsEscapedAndComesBack(String text) {
    String line = Json.line(Map.of("key", "a" + text + "z"));

    assertThat(line).matches("[ -~]+").contains("\\u");
    assertThat(Json.readLine(line, "f.jsonl", 1).orElseThrow().get("key").orElseThrow())
        .isInstanceOfSatisfying(
            Node.Scalar.class, value -> assertThat(value.text()).isEqualTo("a" + text + "z"));
  }

  @Test
  void whatPeopleReadStaysReadable() {
    assertThat(Json.line(Map.of("k", "mode 0644 → 0600, Müller, 日本")))
        .isEqualTo("{\"k\":\"mode 0644 → 0600, Müller, 日本\"}");
  }

  @Test
  void aDocumentIsLaidOutByTwo() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("list", List.of(1, Map.of("k", "v")));
    object.put("none", List.of());
    assertThat(Json.pretty(object))
        .isEqualTo(
            """
            {
              "list": [
                1,
                {
                  "k": "v"
                }
              ],
              "none": []
            }\
            """);
  }
}
