package dev.kprov.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.text.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

  private final Results results = Measured.results();

  @Test
  void theTableHasMediansSpreadsAndRatiosToKprovsOwnWay() {
    assertThat(results.text())
        .isEqualTo(
            """
            6 hosts
            what             seconds   middle half  times kprov's  own CPU s  per host ms  MiB
            kprov up            2.00  1.50 to 2.50           1.00       1.00          167   64
            kprov up, again     0.50  0.50 to 0.50           1.00       0.25           42   64
            guide               9.00  9.00 to 9.00           4.50       4.50          750   64
            ssh HOST <true>     0.40  0.40 to 0.40           0.80       0.20           33   64

            """);
  }

  @Test
  void thePagesTableHasTheSameCells() {
    assertThat(results.markdown(results.rows()))
        .startsWith("| what | seconds | middle half |")
        .contains("|---|--:|--:|--:|--:|--:|--:|\n| kprov up | 2.00 | 1.50 to 2.50 | 1.00 |");
  }

  @Test
  void theDataHaveEveryRoundThatCounts() {
    assertThat(Json.line(results.document()))
        .contains(
            "\"wallMillis\":{\"median\":2000,\"lower\":1500,\"upper\":2500,"
                + "\"rounds\":[2000,1000,3000]}")
        .contains("\"memoryBytes\":67108864")
        .contains("\"ratioPercent\":450");
  }

  @Test
  void theFirstRoundCountsOnlyWhereItIsAlone() {
    assertThat(Measured.row("kprov plan", Work.CONVERGED).wall().median()).isEqualTo(60);
    assertThat(Measured.row("kprov plan", Work.CONVERGED, 100).wall().median()).isEqualTo(0.1);
  }

  @Test
  void rowsOfOtherPlacesAreNotCompared() {
    Row guide = Measured.row("guide", Work.FROM_NOTHING, 9000);
    Row far = new Row(6, Duration.ofMillis(50), "kprov up", guide.work(), guide.rounds());
    assertThat(guide.ratio(List.of(guide, far))).isEmpty();
    assertThat(Results.title(far)).isEqualTo("6 hosts, each way 50 ms longer");
  }
}
