package dev.kprov.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import dev.kprov.base.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  private static final Map<String, String> HINTS =
      Map.of(
          "names", "a template fills in names: {{ cluster.name }}",
          "known", "known here: host.address, host.name",
          "alone", "let it stand alone in an entry of a list");

  private final Problems problems = new Problems();
  private final Value.Scope scope =
      new Value.Scope(Map.of("ips", Value.of(List.of("10.0.0.1", "fd00::1"))))
          .with(
              "host",
              new Value.Scope(Map.of("address", Value.of("10.0.0.1")))
                  .with("name", Value.of("$1 worker0")));

  @Test
  void namesAreFilledInAsTheyAre() {
    assertThat(Template.fill(scalar("a {{host.name}} b {{  host.address }}}"), scope, problems))
        .hasValue("a $1 worker0 b 10.0.0.1}");
  }

  @Test
  void aListThatStandsAloneBecomesEntries() {
    assertThat(Template.fillEntry(scalar(" {{ ips }} "), scope, problems))
        .containsExactly("10.0.0.1", "fd00::1");
    assertThat(Template.fillEntry(scalar("x{{ host.address }}"), scope, problems))
        .containsExactly("x10.0.0.1");
    assertThat(problems.list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {{ host.nam }} | 1:6 | unknown name host.nam | did you mean host.name?
          {{ hots.name }} | 1:6 | unknown name hots.name | did you mean host.name?
          {{ host.colour }} | 1:6 | unknown name host.colour | known
          {{ host.name.length }} | 1:6 | unknown name host.name.length | known
          a{{ host }} | 1:7 | host is no text | known
          a{{ ips }} | 1:7 | ips is a list | alone
          {{ }} | 1:6 | {{ must be followed by a name and }} | names
          {{ host.name | 1:6 | {{ must be followed by a name and }} | names
          {{ 1 + 1 }} | 1:6 | {{ must be followed by a name and }} | names
          {{ host.name ~ upper }} | 1:6 | {{ must be followed by a name and }} | names
          ab{% for x in y %} | 1:8 | {% is not supported | names
          abc{# remark #} | 1:9 | {# is not supported | names
          """)
  void everythingElseIsAProblemWithItsPlace(
      String template, String place, String message, String hint) {
    assertThat(Template.fill(scalar(template), scope, problems)).isEmpty();
    Problem problem = problems.list().getFirst();
    assertThat(problem).hasToString("f.yaml:" + place + ": " + message);
    assertThat(problem.hint()).hasValue(HINTS.getOrDefault(hint, hint));
  }

  @Test
  void everyUnknownNameOfATextIsTold() {
    Template.fill(scalar("{{ a.b }}{{ c.d }}"), scope, problems);
    assertThat(problems.list()).hasSize(2);
  }

  private static Node.Scalar scalar(String text) {
    return new Node.Scalar(new Place("f.yaml", 1, 6), text, false, true);
  }
}
