package dev.kprov.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void theMiddleOfAnOddNumberIsOneOfTheValues() {
    assertThat(Statistics.of(List.of(9.0, 1.0, 5.0, 7.0, 3.0))).isEqualTo(new Statistics(5, 3, 7));
  }

  @Test
  void theMiddleOfAnEvenNumberLiesBetweenTwo() {
    assertThat(Statistics.of(List.of(4.0, 1.0, 3.0, 2.0)))
        .isEqualTo(new Statistics(2.5, 1.75, 3.25));
  }

  @Test
  void oneValueIsAllThereIs() {
    assertThat(Statistics.of(List.of(2.5))).isEqualTo(new Statistics(2.5, 2.5, 2.5));
  }

  @Test
  void oneDisturbedRoundMovesNothing() {
    assertThat(Statistics.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0)))
        .isEqualTo(Statistics.of(List.of(1.0, 2.0, 3.0, 4.0, 500.0)));
  }

  @Test
  void nothingHasNoMiddle() {
    assertThatThrownBy(() -> Statistics.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
