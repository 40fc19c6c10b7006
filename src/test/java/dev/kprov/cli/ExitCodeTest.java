package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Worlds;
import dev.kprov.result.Mishap;
import dev.kprov.result.Report;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

  /** What the design says of several: 70, 130, 78/64/74/75, 69, 1, 2, 0. */
  @ParameterizedTest
  @CsvSource({
    "70, 70 143 130 129 78 64 74 75 69 1 2 0",
    "143, 143 78 64 74 75 69 1 2 0",
    "130, 130 78 64 74 75 69 1 2 0",
    "129, 129 78 64 74 75 69 1 2 0",
    "78, 78 69 1 2 0",
    "64, 64 69 1 2 0",
    "74, 74 69 1 2 0",
    "75, 75 69 1 2 0",
    "69, 69 1 2 0",
    "1, 1 2 0",
    "2, 2 0",
    "0, 0"
  })
  void theWeightiestIsTold(int told, String several) {
    List<ExitCode> codes =
        Stream.of(several.split(" ")).map(Integer::valueOf).map(ExitCode::numbered).toList();

    assertThat(ExitCode.weightiest(codes.toArray(ExitCode[]::new)).number()).isEqualTo(told);
    assertThat(ExitCode.weightiest(codes.reversed().toArray(ExitCode[]::new)).number())
        .isEqualTo(told);
  }

  @Test
  void everyNumberIsOneCodesAndAnyOtherIsABug() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
    assertThat(ExitCode.values()).allMatch(code -> ExitCode.numbered(code.number()) == code);
    assertThat(ExitCode.numbered(3)).isEqualTo(ExitCode.BUG);
  }

  @ParameterizedTest
  @CsvSource({
    "GOOD, , 0",
    "GOOD, LOCAL_IO, 74",
    "UNREACHABLE, LOCAL_IO, 74",
    "UNREACHABLE, INTERRUPTED, 130",
    "GOOD, INTERRUPTED LOCAL_IO, 130",
    "GOOD, LOCAL_IO INTERRUPTED BUG, 70"
  })
  void whatBefellARunWithAReportOutweighsWhatTheReportSays(
      Report.Status status, String kinds, int told) {
    Plan plan = plan(status);
    Report report = new Report(plan, plan, List.of(), List.of(), mishaps(kinds));

    assertThat(report.status()).isEqualTo(status);
    assertThat(ExitCode.of(report).number()).isEqualTo(told);
  }

  private static Plan plan(Report.Status status) {
    Worlds worlds = Worlds.converged();
    if (status == Report.Status.UNREACHABLE) {
      worlds.hosts().forEach(host -> host.down());
    }
    return worlds.plan();
  }

  private static List<Mishap> mishaps(String kinds) {
    return kinds == null
        ? List.of()
        : Stream.of(kinds.split(" "))
            .map(kind -> new Mishap(RunFailure.Kind.valueOf(kind), List.of(Problem.of("x"))))
            .toList();
  }
}
