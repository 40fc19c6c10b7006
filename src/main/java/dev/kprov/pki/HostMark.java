package dev.kprov.pki;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a host as a whole: a line of the ledger. The last one of a host counts.
 *
 * @param time when
 * @param host its name
 * @param kind what became of it
 * @param items {@link ItemId#key} of all that was ever issued for it alone
 */
public record HostMark(Instant time, String host, Kind kind, List<String> items) {

  /** What can become of a host. */
  public enum Kind {
    /** Its files were taken from it, and it gets none any more. */
    RETIRED,
    /** It exists no more, as somebody said, with what was on it. */
    GONE,
    /** It gets its files again. */
    READMITTED;

    /** As the ledger has it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> ofWord(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
  }

  public HostMark {
    items = List.copyOf(items);
  }
}
