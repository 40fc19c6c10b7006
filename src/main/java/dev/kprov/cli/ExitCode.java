package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.lint.Remarks;
import dev.kprov.plan.Finding;
import dev.kprov.plan.Plan;
import dev.kprov.result.Adoption;
import dev.kprov.result.CertificateList;
import dev.kprov.result.Checkup;
import dev.kprov.result.Conclusion;
import dev.kprov.result.HostKeys;
import dev.kprov.result.JournalCheck;
import dev.kprov.result.Merge;
import dev.kprov.result.Report;
import dev.kprov.run.Cancellation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The exit codes, the one that outweighs the others first: where several apply, a person must hear
 * first of what makes the rest doubtful. The numbers from 64 to 78 are those of BSD's {@code
 * sysexits.h}; those above 128 are what a shell makes of the signal.
 */
enum ExitCode {
  BUG(70),
  TERMINATED(143),
  INTERRUPTED(130),
  HUNG_UP(129),
  BAD_FILE(78),
  USAGE(64),
  LOCAL_IO(74),
  LOCKED(75),
  UNREACHABLE(69),
  FAILED(1),
  PENDING(2),
  GOOD(0);

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

  /** What they mean, for help; beside ours the one with which the JVM ends (decision 0092). */
  static Map<String, String> explained() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "as it should be: nothing to do, or applied and verified");
    codes.put(
        "1",
        "a host failed, something is blocked, verification or lint found an error, or a saved plan"
            + " or the journal is refused");
    codes.put("2", "changes are pending (plan, up --dry-run)");
    codes.put("3", "there was too little memory");
    codes.put("64", "the command line is wrong");
    codes.put("69", "no host could be reached");
    codes.put("70", "a bug");
    codes.put("74", "the operator's own disk or files fail");
    codes.put("75", "another run holds the store");
    codes.put("78", "inventory, playbook or store is wrong");
    codes.put("130", "interrupted; 143 by SIGTERM, 129 by SIGHUP");
    return codes;
  }

  static ExitCode of(Conclusion conclusion) {
    return switch (conclusion) {
      case Conclusion.Planned(Plan plan, var _, var _) -> of(Report.ofPlan(plan));
      case Conclusion.Adopted(Adoption adoption, Plan plan) ->
          adoption.left().stream().anyMatch(Finding::isError)
              ? weightiest(FAILED, of(Report.ofPlan(plan)))
              : of(Report.ofPlan(plan));
      case Conclusion.Applied(Report report, var _, var _) -> of(report);
      case Conclusion.Verified(Report report, var _) -> of(report);
      case Conclusion.Trusted trusted -> of(trusted);
      case Conclusion.Examined(List<Checkup> hosts) -> of(Checkup.status(hosts));
      case Conclusion.Linted(Remarks remarks) -> remarks.good() ? GOOD : FAILED;
      case Conclusion.KubeconfigMerged(Merge merge) ->
          merge.dryRun() && !merge.changes().isEmpty() ? PENDING : GOOD;
      case Conclusion.Certificates(CertificateList list) -> of(list.status());
      case Conclusion.JournalChecked(JournalCheck.Result result) -> result.intact() ? GOOD : FAILED;
      case Conclusion.JournalListed _, Conclusion.JournalShown _, Conclusion.PlanShown _ -> GOOD;
      case Conclusion.UserIssued _,
          Conclusion.UserList _,
          Conclusion.AuthorityServed _,
          Conclusion.StoreExported _,
          Conclusion.Printed _ ->
          GOOD;
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

  /** The same, and of an interrupted run the one that says how it was interrupted. */
  ExitCode by(Optional<Cancellation.Cause> cause) {
    return this == INTERRUPTED ? cause.map(ExitCode::of).orElse(this) : this;
  }

  /** The one of that number; any that is not ours is a bug. */
  static ExitCode numbered(int number) {
    return Arrays.stream(values()).filter(code -> code.number == number).findFirst().orElse(BUG);
  }

  /** The one that outweighs the others. */
  static ExitCode weightiest(ExitCode... codes) {
    return Arrays.stream(codes).min(Comparator.naturalOrder()).orElse(GOOD);
  }

  /** How a run ended that has a report. */
  static ExitCode of(Report report) {
    return Stream.concat(
            Stream.of(of(report.status())),
            report.mishaps().stream().map(mishap -> of(mishap.kind())))
        .min(Comparator.naturalOrder())
        .orElseThrow();
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
      case REFUSED -> FAILED;
      case LOCAL_IO -> LOCAL_IO;
      case LOCKED -> LOCKED;
      case INTERRUPTED -> INTERRUPTED;
      case BUG -> BUG;
    };
  }

  static ExitCode of(Cancellation.Cause cause) {
    return switch (cause) {
      case HANG_UP -> HUNG_UP;
      case INTERRUPT -> INTERRUPTED;
      case TERMINATION -> TERMINATED;
    };
  }
}
