package dev.kprov.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.RunFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single items are changed in files that people and programs wrote, and nothing else is. */
class NamedListsTest {
  private static final List<String> ITEM = List.of("- name: b", "  x: new");

  @Test
  void anItemIsReplacedInItsPlaceAndAllCommentsStay() throws RunFailure {
    NamedLists lists =
        read(
            """
            # mine
            kind: Config
            list: # these
            # of a
            - name: a
              x: 1 # one
            # of b
            - x: |
                old
              name: b

            # of c
            - { name: c, x: 3 }

            # at last
            other: [p, q]
            """);
    lists.put("list", "b", ITEM);
    assertThat(text(lists))
        .isEqualTo(
            """
            # mine
            kind: Config
            list: # these
            # of a
            - name: a
              x: 1 # one
            # of b
            - name: b
              x: new

            # of c
            - { name: c, x: 3 }

            # at last
            other: [p, q]
            """);
  }

  @Test
  void aNewItemGoesToTheEndOfItsListIndentedAsTheOthersAre() throws RunFailure {
    NamedLists lists = read("list:\n    -   name: a\n        x: 1\n# end\nother: 1\n");
    lists.put("list", "b", ITEM);
    assertThat(text(lists))
        .isEqualTo(
            "list:\n    -   name: a\n        x: 1\n    - name: b\n      x: new\n# end\nother: 1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k: v\nlist: []\nz: 1\n",
        "k: v\nlist: null\nz: 1\n",
        "k: v\nlist:\nz: 1\n",
        "k: v\nlist:\n  []\nz: 1\n",
        "k: v\nz: 1"
      })
  void aListThatIsEmptyOrAbsentIsBegun(String before) throws RunFailure {
    NamedLists lists = read(before);
    lists.put("list", "b", ITEM);
    assertThat(text(lists)).contains("list:\n- name: b\n  x: new\n", "k: v\n", "z: 1\n");
    assertThat(lists.item("list", "b")).isPresent();
  }

  @Test
  void aTextIsSetWhetherItWasThereOrNot() throws RunFailure {
    NamedLists lists = read("a: 1\ncurrent: \"\"\nb: 2\n");
    lists.set("current", "x");
    lists.set("later", "y");
    assertThat(text(lists)).isEqualTo("a: 1\ncurrent: x\nb: 2\nlater: y\n");
    assertThat(lists.text("current")).contains("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{list: [{name: a}], k: v}\n",
        "{\"list\": [\n{\"name\": \"a\"}\n]}\n",
        "list:\n-\n  name: a\n",
        "list: [{name: a}, {name: c}]\n",
        "k: v\n...\n"
      })
  void aLayoutInWhichThatCannotBeDoneIsRefused(String before) throws RunFailure {
    NamedLists lists = read(before);
    assertThatThrownBy(() -> lists.put("list", "b", ITEM))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("laid out in a way that kprov cannot add to");
    assertThat(text(lists).strip()).isEqualTo(before.strip());
  }

  private static NamedLists read(String text) throws RunFailure {
    return NamedLists.read(text.getBytes(UTF_8), "config");
  }

  private static String text(NamedLists lists) {
    return new String(lists.text(), UTF_8);
  }
}
