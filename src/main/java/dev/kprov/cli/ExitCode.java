package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.plan.Plan;
import dev.kprov.result.Conclusion;
import dev.kprov.result.HostKeys;
import dev.kprov.result.Report;
import java.util.List;
import java.util.Locale;

/** The exit codes; the numbers above 63 are those of BSD's {@code sysexits.h}. */
enum ExitCode {
  GOOD(0),
  FAILED(1),
  PENDING(2),
  USAGE(64),
  UNREACHABLE(69),
  BUG(70),
  LOCAL_IO(74),
  LOCKED(75),
  BAD_FILE(78),
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** How a command ended, in a word for programs: {@code bad-file}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static ExitCode of(Conclusion conclusion) {
    return switch (conclusion) {
      case Conclusion.Planned(Plan plan) -> of(Report.ofPlan(plan));
      case Conclusion.Applied(Report report) -> of(report.status());
      case Conclusion.Verified(Report report) -> of(report.status());
      case Conclusion.Trusted trusted -> of(trusted);
      case Conclusion.Failed(RunFailure.Kind kind, var _) -> of(kind);
    };
  }

  private static ExitCode of(Conclusion.Trusted trusted) {
    List<HostKeys> hosts = trusted.hosts();
    if (hosts.stream().noneMatch(host -> host.unreached().isEmpty())) {
      return UNREACHABLE;
    }
    return trusted.accepted() && hosts.stream().allMatch(HostKeys::sound) ? GOOD : FAILED;
  }

  private static ExitCode of(Report.Status status) {
    return switch (status) {
      case GOOD -> GOOD;
      case PENDING -> PENDING;
      case FAILED -> FAILED;
      case UNREACHABLE -> UNREACHABLE;
    };
  }

  private static ExitCode of(RunFailure.Kind kind) {
    return switch (kind) {
      case USAGE -> USAGE;
      case BAD_FILE -> BAD_FILE;
      case LOCAL_IO -> LOCAL_IO;
      case LOCKED -> LOCKED;
      case INTERRUPTED -> INTERRUPTED;
      case BUG -> BUG;
    };
  }
}
