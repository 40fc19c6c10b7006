package dev.kprov.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.RunFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

  private static final List<Host> HOSTS =
      List.of(
          SomeHost.called("control0", "control"),
          SomeHost.called("control1", "control"),
          SomeHost.called("worker0", "worker"),
          SomeHost.called("worker10", "worker"),
          SomeHost.called("gateway", "lb"));

  private static String selected(Selector selector) {
    return String.join(" ", HOSTS.stream().filter(selector::matches).map(Host::name).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "worker0, worker0",
    "worker, worker0 worker10",
    "'worker0,gateway', worker0 gateway",
    "worker?, worker0",
    "*0, control0 worker0 worker10",
    "control[0-1], control0 control1",
    "!worker, control0 control1 gateway",
    "'control,!control1', control0",
    "' control , ! control1 ', control0",
    "nobody, ''",
    "'lb,worker*', worker0 worker10 gateway",
  })
  void aPatternSelectsHosts(String pattern, String names) throws RunFailure {
    assertThat(selected(Selector.parse(pattern))).isEqualTo(names);
  }

  @Test
  void withoutAPatternEveryHostIsMeant() {
    assertThat(selected(Selector.ALL).split(" ")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "worker0,", "!", "worker,!", "! "})
  void anEmptyPartWouldMeanMoreThanItSaysAndIsRefused(String pattern) {
    assertThatThrownBy(() -> Selector.parse(pattern))
        .isInstanceOf(RunFailure.class)
        .hasMessage("--limit has an empty part");
  }

  @ParameterizedTest
  @ValueSource(strings = {"control[", "!control["})
  void aMalformedGlobIsRefused(String pattern) {
    assertThatThrownBy(() -> Selector.parse(pattern))
        .isInstanceOf(RunFailure.class)
        .hasMessage("--limit has a malformed glob: control[");
  }
}
