package dev.kprov.plan;

/** How much a finding matters. */
public enum Severity {
  /** Something is wrong; verification fails. */
  ERROR,
  /** Worth telling; it never changes an exit code. */
  WARNING
}
