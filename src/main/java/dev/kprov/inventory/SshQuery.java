package dev.kprov.inventory;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the operator's SSH configuration is asked about a host, as {@code ssh -p PORT USER@NAME}
 * would ask it.
 *
 * @param name by which the host is called: {@code ssh.host}, else its name in the inventory
 * @param port where the inventory gives one
 * @param user where the inventory gives one
 * @param jumps the jump hosts that the inventory gives, the first one first; of none the
 *     configuration is not asked either
 * @param source the configuration to ask
 */
public record SshQuery(
    String name,
    Optional<Integer> port,
    Optional<String> user,
    Optional<List<SshQuery>> jumps,
    Source source) {

  /** {@code [user@]host[:port]}, an IPv6 address in brackets, as ProxyJump has it. */
  private static final Pattern JUMP =
      Pattern.compile(
          "(?:ssh://)?(?:([^\\s@]+)@)?"
              + "(?:\\[([^\\]\\s]+)]|([^\\s:@\\[\\]-][^\\s:@\\[\\]]*))(?::(\\d{1,5}))?/?");

  public SshQuery {
    jumps = jumps.map(List::copyOf);
  }

  /** Somebody of whom the inventory says no more than this. */
  public SshQuery(String name, Optional<Integer> port, Optional<String> user, Source source) {
    this(name, port, user, Optional.empty(), source);
  }

  /** A jump host as people write it; nothing where that is not understood. */
  public static Optional<SshQuery> jump(String text, Source source) {
    Matcher parts = JUMP.matcher(text);
    return parts.matches()
        ? Optional.of(
            new SshQuery(
                Objects.requireNonNullElse(parts.group(2), parts.group(3)),
                Optional.ofNullable(parts.group(4)).map(Integer::valueOf),
                Optional.ofNullable(parts.group(1)),
                source))
        : Optional.empty();
  }

  /** Whether there is such a TCP port. */
  public static boolean isPort(int number) {
    return number >= 1 && number <= 65_535;
  }

  /** A configuration. */
  public sealed interface Source {

    /** The operator's own and that of the machine, as {@code ssh} reads them. */
    record Usual() implements Source {}

    /** None at all. */
    record Nothing() implements Source {}

    /** One file, and no other. */
    record Named(Path file) implements Source {}
  }
}
