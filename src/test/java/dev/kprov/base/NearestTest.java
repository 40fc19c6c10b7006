package dev.kprov.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KNOWN =
      List.of("control", "worker", "gateway", "identityFile", "on", "to", "port");

  @ParameterizedTest
  @CsvSource({
    "wroker,worker",
    "Worker,worker",
    "workers,worker",
    "controll,control",
    "identityfile,identityFile",
    "identity_file,identityFile",
    "prot,port",
    "gatway,gateway"
  })
  void aSlipOfTheFingersIsUnderstood(String word, String meant) {
    assertThat(Nearest.to(word, KNOWN)).hasValue(meant);
  }

  @ParameterizedTest
  @CsvSource({"etcd", "x", "of", "networking", "''"})
  void anotherWordIsNotGuessedAt(String word) {
    assertThat(Nearest.to(word, KNOWN)).isEmpty();
  }

  @Test
  void whereNothingIsNearAllAreNamed() {
    assertThat(Nearest.hint("etcd", List.of("control", "worker")))
        .isEqualTo("known here: control, worker");
  }
}
