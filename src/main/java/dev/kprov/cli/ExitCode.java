package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.result.Report;

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

  static ExitCode of(Report.Status status) {
    return switch (status) {
      case GOOD -> GOOD;
      case PENDING -> PENDING;
      case FAILED -> FAILED;
      case UNREACHABLE -> UNREACHABLE;
    };
  }

  static ExitCode of(RunFailure.Kind kind) {
    return switch (kind) {
      case USAGE -> USAGE;
      case BAD_FILE -> BAD_FILE;
      case LOCAL_IO -> LOCAL_IO;
      case LOCKED -> LOCKED;
      case INTERRUPTED -> INTERRUPTED;
    };
  }
}
